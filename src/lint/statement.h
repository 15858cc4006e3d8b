/* What a statement of a script says, as far as its tokens tell. */
#ifndef ANNEAL_LINT_STATEMENT_H
#define ANNEAL_LINT_STATEMENT_H

#include "lint/lint.h"

/* Whether the token at `at` is this word (any case), or this sign. */
bool lint_word_is(const LintStatement *statement, size_t at, const char *word);
/* The first such word at or behind `from`, outside of parentheses; SIZE_MAX: there is none. */
size_t lint_word_find(const LintStatement *statement, size_t from, const char *word);
bool lint_has_word(const LintStatement *statement, const char *word); /* outside of parentheses */
/* The same wherever it stands. */
bool lint_has_word_inside(const LintStatement *statement, const char *word);
/* The dotted name at `*at`, which is moved behind it, as written; absent: none stands there. */
Str lint_name_at(const LintStatement *statement, size_t *at);
/* Where its verb stands: behind WITH … its SELECT, INSERT, UPDATE or DELETE. */
size_t lint_verb_at(const LintStatement *statement);
/* The table that it makes, changes, writes into or drops, or whose index it makes, as written;
 * absent: none, or something else. */
Str lint_target(const LintStatement *statement);
/* Whether it makes or drops a temporary table. */
bool lint_is_temporary(const LintStatement *statement);
/* How it begins, on one line, for messages. */
Str lint_excerpt(Arena *arena, const LintStatement *statement);

#endif
