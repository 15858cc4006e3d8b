/* Notes: what a person should know although nothing failed. */
#ifndef ANNEAL_BASE_NOTE_H
#define ANNEAL_BASE_NOTE_H

#include "base/err.h"

typedef struct Note {
    const char *message; /* names the object; no full stop */
    const char *hint;    /* or NULL */
    Loc loc;
} Note;

/* Owns its texts. Zero-initialise to begin, notes_free to end. */
typedef struct Notes {
    Arena arena;
    VEC(Note) list;
} Notes;

/* Adds a copy of `note`: all its texts are copied. */
void notes_add(Notes *notes, Note note);
/* The same with a formatted message and neither place nor hint. */
void notes_addf(Notes *notes, const char *format, ...) __attribute__((format(printf, 2, 3)));
void notes_free(Notes *notes);

#endif
