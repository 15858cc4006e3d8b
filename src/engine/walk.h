/* What loops walk along: shared by the engines. */
#ifndef ANNEAL_ENGINE_WALK_H
#define ANNEAL_ENGINE_WALK_H

#include "model/table.h"

/* Columns of a key that tells all rows of a table apart while a plan is in its phase migrate: the
 * primary key, else a plain unique index whose columns are not null. `live` NULL: the table is made
 * by the plan. Only what both have under one name counts: a column may be renamed by then or not.
 * `written`: columns that the loop writes, which can't be of the key. Empty where there is none. */
StrVec walk_key(Arena *arena, const Table *live, const Table *desired, const MapEntries *written);

/* `"a", "b" and 3 more`, for notes; quoted as labels are. */
Str walk_names(Arena *arena, const StrVec *names);

#endif
