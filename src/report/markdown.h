/* Text within Markdown. */
#ifndef ANNEAL_REPORT_MARKDOWN_H
#define ANNEAL_REPORT_MARKDOWN_H

#include "base/sb.h"

/* As code, whatever is in it: no name becomes markup, or calls anybody. `is_cell`: in a table. */
void markdown_put_code(Sb *sb, Str text, bool is_cell);
/* Words, in which nothing is markup. */
void markdown_put_words(Sb *sb, Str text);

#endif
