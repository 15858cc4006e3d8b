/* A text under construction, with a ceiling set at its birth. */
#ifndef ANNEAL_BASE_SB_H
#define ANNEAL_BASE_SB_H

#include <stdarg.h>

#include "base/arena.h"

enum { SB_LINE_MAX = 64 * 1024, SB_FILE_MAX = 64 * 1024 * 1024 };

/* `Sb sb = sb_new(SB_FILE_MAX); … sb_free(&sb)`. A failure (above the ceiling) sticks. */
typedef struct Sb {
    char *ptr;
    size_t len;
    size_t cap;
    size_t max;
    bool failed;
} Sb;

Sb sb_new(size_t max_bytes);
void sb_put(Sb *sb, Str s);
void sb_puts(Sb *sb, const char *text);
void sb_putc(Sb *sb, char c);
void sb_repeat(Sb *sb, char c, size_t count);
/* `text` between two `quote`s, those inside it doubled. */
void sb_put_quoted(Sb *sb, char quote, Str text);
/* Never with user text in SQL: SQL is built by sql_put (engine/sql.h). */
void sb_printf(Sb *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was written so far; valid until the next put. */
Str sb_str(const Sb *sb);
/* Cuts back to an earlier length. */
void sb_cut(Sb *sb, size_t len);
/* Copies the text into the arena and frees the builder; absent when it failed. */
Str sb_finish(Sb *sb, Arena *arena);
void sb_free(Sb *sb);

#endif
