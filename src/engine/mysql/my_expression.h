/* Defaults and expressions: one spelling for those that need no server to be known as the same. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_EXPRESSION_H
#define ANNEAL_ENGINE_MYSQL_MY_EXPRESSION_H

#include "base/arena.h"
#include "base/sb.h"
#include "engine/mysql/my_scan.h"

/* Without blanks and pairs of parentheses around all of it, and without the introducers by which
 * MySQL says that a literal is what the session's literals are: _utf8mb4'a' is 'a'. Absent where
 * nothing is left. */
Str my_bare_expression(Arena *arena, Str text);
/* A default of a column of that type, the same way: absent for NULL, CURRENT_TIMESTAMP for all its
 * names, 5 for '5' where the type is a number, 'a' for "a". */
Str my_bare_default(Arena *arena, Str type, Str text);
/* Whether such a default stands in DDL as it is: a literal, or CURRENT_TIMESTAMP; all else, and
 * literals where `type` takes none, stand in parentheses. */
bool my_default_is_literal(Str type, Str text);
/* The same tokens, but for blanks, comments, quotes around names and the case of words. */
bool my_expression_same(Str a, Str b);
/* A string token in single quotes, no quote in it behind a backslash. */
void my_put_string_token(Sb *sb, const MyToken *token);

#endif
