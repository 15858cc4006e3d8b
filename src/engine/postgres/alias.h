/* Columns that can be used by their new names before they take them. */
#ifndef ANNEAL_ENGINE_POSTGRES_ALIAS_H
#define ANNEAL_ENGINE_POSTGRES_ALIAS_H

#include "model/model.h"

/* An expression over any type, true of NULL twice: that both columns hold the same bytes. */
Str pg_alias_sql_equal(Arena *arena, Str alias, Str column);
/* Whether a live check keeps a column equal to one that is to have its name; both names. */
bool pg_alias_read(Arena *arena, const Check *check, Str *alias, Str *column);
/* The check of a live column that is such a new name; NULL: it is none. */
const Check *pg_alias_check(Arena *arena, const Table *live, Str alias);
/* Says of each such column of a model, and of each view that is the new name of a table, whose. */
void pg_alias_mark(Model *live);

#endif
