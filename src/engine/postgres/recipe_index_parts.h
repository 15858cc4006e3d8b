/* What the recipes of indexes of partitioned tables share. */
#ifndef ANNEAL_ENGINE_POSTGRES_RECIPE_INDEX_PARTS_H
#define ANNEAL_ENGINE_POSTGRES_RECIPE_INDEX_PARTS_H

#include "engine/postgres/recipe.h"

/* A live child, and what its part is to be. */
typedef struct Part {
    const Table *live;
    const Table *desired; /* NULL: the package leaves it alone */
    const Object *object; /* by whose name the piece finds it */
    const Index *index;
} Part;
typedef VEC(Part) Parts;

/* Of all partitions; not known where it isn't of one. */
typedef struct PartsTotal {
    RelationSize size;
    bool is_known;
} PartsTotal;

/* The children that stay below a table; those that the package leaves alone, too. `desired` NULL:
 * it leaves the table alone. */
Parts index_parts_of(const Recipe *recipe, const Table *live, const Table *desired,
                     const Index *whole);
/* An index of the child that has the part's name already; NULL: none, or one that isn't valid. */
const Index *index_part_own(const Part *part);
void index_parts_measure(const Recipe *recipe, const Part *part, PartsTotal *total);
/* Whether building all parts at once would be over the budget. */
bool index_parts_go_online(const Recipe *recipe, const PartsTotal *total, const Index *index);
/* CREATE INDEX of a plain index, whatever constraint it is to become. */
Str index_part_sql(const Recipe *recipe, PgBuild build, const Object *table, Str name,
                   const Index *index);

#endif
