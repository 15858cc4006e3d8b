/* Counts the lines of a text, for offsets that only grow. */
#ifndef ANNEAL_BASE_LINES_H
#define ANNEAL_BASE_LINES_H

#include "base/err.h"

/* `LineCount lines = {.text = text}` to begin. */
typedef struct LineCount {
    Str text;
    size_t at;     /* counted up to here */
    size_t start;  /* of the line of `at` */
    uint32_t line; /* of `at`, from 1; 0: nothing counted yet */
} LineCount;

/* The line of byte `offset`, which is not below that of the last call. */
uint32_t line_count_to(LineCount *count, size_t offset);
/* The place of byte `offset` of a text of this file; likewise. */
Loc line_count_loc(LineCount *count, const char *file, size_t offset);

#endif
