/* Equality as it will be after the renames of this plan: the server carries names along. */
#ifndef ANNEAL_DIFF_CARRIED_H
#define ANNEAL_DIFF_CARRIED_H

#include "model/pair.h"

/* What is renamed in one table. */
typedef struct TableRenames {
    const Table *live;
    const Table *desired;
    Map columns; /* live name -> Str, the desired name; only where they differ */
} TableRenames;

typedef struct Renames {
    const Model *live, *desired;
    Map tables;  /* label_name of live -> TableRenames: tables that are renamed or hold renames */
    Map objects; /* label_name of live -> Str, label_name of desired: renamed objects */
} Renames;

/* From the pairs of objects, and of columns where they are there already. */
Renames renames_read(Arena *arena, const Pairs *pairs);

/* Where two records stand. */
typedef struct CarriedScope {
    const Renames *renames;
    const Object *live, *desired; /* the objects that hold them, or they themselves */
} CarriedScope;

/* record_field_equal, with the live side's names taken through the renames: columns in keys,
 * lists and expressions, related tables and columns, owners. In expressions token by token:
 * function and type names stay, blanks don't count. `scratch` is used freely. */
bool carried_field_equal(Arena *scratch, const CarriedScope *scope, const Field *field,
                         const Record *live, const Record *desired);
/* Whether all fields that only a new object could have otherwise (D_RECREATE) are equal. */
bool carried_content_equal(Arena *scratch, const CarriedScope *scope, const Record *live,
                           const Record *desired);

#endif
