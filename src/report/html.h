/* The parts of a review as one page of HTML that needs no script. */
#ifndef ANNEAL_REPORT_HTML_H
#define ANNEAL_REPORT_HTML_H

#include "report/review.h"

/* Text as text, whatever is in it: it can end neither an element nor an attribute. Line ends become
 * blanks, control characters and what reorders text U+FFFD. */
void html_put(Sb *sb, Str text);
/* The same for <pre>: line ends and tabs stay. */
void html_put_block(Sb *sb, Str text);
/* The same on one line, cut to `columns` with an ellipsis. */
void html_put_cut(Sb *sb, Str text, size_t columns);

/* The style sheet, light and dark. */
void html_put_style(Sb *sb);
/* For each table that a step locks: when in the plan, how strongly, for how long, who waits. */
void html_put_locks(Sb *sb, const Plan *plan);
/* Tables that change, before and after side by side, with the foreign keys between them. Nothing
 * where no table changes. */
void html_put_diagram(Sb *sb, const Changes *changes);
/* The steps by phase, each to unfold; above `room` bytes they are counted. */
void html_put_steps(Sb *sb, const Review *review, size_t room);

#endif
