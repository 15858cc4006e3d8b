/* What the terminal is and can: the only place that asks. */
#ifndef ANNEAL_BASE_TERM_H
#define ANNEAL_BASE_TERM_H

#include <stdbool.h>
#include <stdio.h>

typedef struct Term {
    bool is_tty;
    bool has_color; /* a terminal, NO_COLOR unset, TERM not "dumb" */
    int width;      /* columns; 100 where unknown */
} Term;

Term term_of(FILE *stream);

typedef enum TermStyle {
    TERM_PLAIN,
    TERM_BOLD,
    TERM_DIM,
    TERM_RED,
    TERM_GREEN,
    TERM_YELLOW,
    TERM_CYAN
} TermStyle;

/* The escape sequence that switches to the style; "" without color. */
const char *term_style(bool has_color, TermStyle style);

#endif
