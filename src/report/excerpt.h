/* The line of a file that a fault is about, with a caret below it. */
#ifndef ANNEAL_REPORT_EXCERPT_H
#define ANNEAL_REPORT_EXCERPT_H

#include "base/sb.h"
#include "report/report.h"

/* The last file that was read, as most faults of a file come one after the other.
 * Zero-initialise to begin, source_free to end. */
typedef struct Source {
    Arena arena;
    const char *path;
    Str bytes;
    uint32_t line;  /* the one at `line_at`, to go on from */
    size_t line_at; /* offset in `bytes` */
} Source;

void source_free(Source *source);
/* Two lines: the source, cut to the terminal's width around the place, and a caret with a tail as
 * long as what is meant. Nothing where no terminal shows it, where the place has no line, or where
 * the file can't be read any more. A line that may hold a password is not printed. Tabs are
 * expanded; what would steer the terminal is shown as U+FFFD. */
void excerpt_put(Sb *sb, Source *source, const Loc *loc, const TextStyle *style);
/* `text` with control characters, characters that reorder text and bytes that are no UTF-8 as
 * escapes: `\n`, `\x1B`, `\u202E`. */
void excerpt_put_clean(Sb *sb, Str text);

#endif
