/* What the recipes of restrictions share that come in without blocking anybody. */
#ifndef ANNEAL_ENGINE_POSTGRES_RECIPE_RESTRICT_H
#define ANNEAL_ENGINE_POSTGRES_RECIPE_RESTRICT_H

#include "engine/postgres/recipe.h"

typedef struct RestrictionOps {
    Op add, validate, swap;
    Op direct_add, direct_replace; /* what they do together: order and hazards follow it */
} RestrictionOps;

/* A check or foreign key of a live table that is to be there, and valid. */
typedef struct Restriction {
    const Change *change;
    const Record *about; /* desired */
    Str name;
    Str replaces;     /* live one that goes when this is there; absent: none */
    bool may_be_gone; /* by then, with what another piece drops */
    Str reason;       /* absent: from the change */
    const RestrictionOps *ops;
    /* `CONSTRAINT name …`, without the words NOT VALID. */
    Str (*sql)(const Recipe *recipe, Str name, const Record *about);
    const char *related; /* as in Piece */
    Str probe;
} Restriction;

typedef struct RestrictionPieces {
    Piece *first, *last; /* may be one */
} RestrictionPieces;

/* Pieces, in order: add NOT VALID, VALIDATE; of a replaced one under a temporary name, and then in
 * one short transaction it takes the old one's place. Goes on where a run that was cut off has left
 * the temporary one. */
void recipe_restrict(Recipe *recipe, const Restriction *what, RestrictionPieces *made);

/* A foreign key of a partitioned table that comes, before 18. */
typedef struct PartKey {
    const Change *change;
    const ForeignKey *key; /* desired, with a name */
    Str replaces;          /* live one that goes when this is there; absent: none */
    const char *related;
    Str probe;
} PartKey;

/* recipe_part_keys.c: partition by partition; the first piece. NULL: not possible, nothing is
 * added. */
Piece *recipe_part_keys(Recipe *recipe, const PartKey *what);
/* Whether a live foreign key of a partition is such a one, which its table is about to take. */
bool recipe_part_key_is_adopted(const Recipe *recipe, const ForeignKey *live);

/* Whether a change is the drop of what such a run has left. */
bool recipe_is_leftover(const Change *change);
Str restrict_drop_reason(bool is_leftover);

/* For recipes that go a way of their own. A temporary name by the relation and a definition: one of
 * another definition is another name. */
Str restrict_temporary_name(const Recipe *recipe, Str definition);
/* Whether a run that was cut off has left one: then it is gone on with, whatever it costs. */
bool restrict_is_begun(const Recipe *recipe, Str definition);
const Record *restrict_leftover(const Recipe *recipe, Str temporary); /* NULL: there is none */
Str restrict_alter(const Recipe *recipe, Str clause);
Str restrict_drop(const Recipe *recipe, Str name);
Str restrict_validate(const Recipe *recipe, Str name);

#endif
