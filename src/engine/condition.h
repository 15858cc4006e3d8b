/* The text of a condition as a query that can do nothing but answer. */
#ifndef ANNEAL_ENGINE_CONDITION_H
#define ANNEAL_ENGINE_CONDITION_H

#include "base/sb.h"

/* `a > 0` and `SELECT …;` alike become a query of two rows at most: inside of another one nothing
 * that writes can stand. What the text is the server says. */
Str condition_query(Arena *arena, Str text);

#endif
