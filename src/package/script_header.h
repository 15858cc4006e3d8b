/* The first line of a script: `-- anneal: phase=contract transaction=none`. */
#ifndef ANNEAL_PACKAGE_SCRIPT_HEADER_H
#define ANNEAL_PACKAGE_SCRIPT_HEADER_H

#include "model/plan.h"

typedef struct ScriptHeader {
    size_t size_bytes; /* of the line with its end; 0: there is none */
    bool has_phase;
    Phase phase;
    bool has_no_transaction;
    unsigned engines; /* E_… bits of those that run it */
} ScriptHeader;

/* Reads the header of a script's text, if it has one. Unknown words, values and a header that isn't
 * the first line are errors at their places. */
bool script_header_read(Arena *arena, const char *file, Str text, ScriptHeader *header, Errs *errs);

#endif
