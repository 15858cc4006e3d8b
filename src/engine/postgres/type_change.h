/* What a change of a column's type means for its rows. */
#ifndef ANNEAL_ENGINE_POSTGRES_TYPE_CHANGE_H
#define ANNEAL_ENGINE_POSTGRES_TYPE_CHANGE_H

#include "engine/postgres/pure.h"

typedef struct PgTypeChange {
    Op op; /* OP_WIDEN_TYPE: catalog only; OP_CHANGE_TYPE: nothing lost; OP_NARROW_TYPE */
    bool is_in_place; /* the stored bytes stay, whatever they mean: TimeZone is UTC */
    Str using;        /* expression that converts, where the server wouldn't by itself; or absent */
    bool takes_values; /* those that don't fit have a value that the enum type no longer has */
    Str misfit; /* condition that is true for values that don't fit; absent: can't be asked */
} PgTypeChange;

/* Both types as format_type() prints them; `column` by its name when the statement runs (in
 * `using`), `live_column` by its name now (in `misfit`).
 * Source: PostgreSQL's casts (\dC) and ATColumnChangeRequiresRewrite, observed on 12 to 18. */
PgTypeChange pg_type_change(Arena *arena, Str from, Str to, Str column, Str live_column);

/* The same of a column's change, where types of the models may be among them. */
PgTypeChange pg_named_type_change(const RecipeInput *input, const Column *live,
                                  const Column *desired);
/* A domain's check with `value`, SQL, in the place of VALUE. */
Str pg_check_of_value(Arena *arena, Str expression, Str value);

#endif
