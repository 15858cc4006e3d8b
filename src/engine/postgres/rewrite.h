/* Columns that change their type beside the old one: what changes together, and what moves along.
 *
 * A key and the columns that reference it are one rewrite, of however many tables: each table's own
 * recipe brings the new sides, one of them swaps all at once. */
#ifndef ANNEAL_ENGINE_POSTGRES_REWRITE_H
#define ANNEAL_ENGINE_POSTGRES_REWRITE_H

#include "engine/postgres/recipe.h"

typedef struct RewriteSide {
    const Change *change;
    const Column *live, *desired;
    Str name; /* of the new side, later of the old one; of the check and the function, too */
} RewriteSide;

/* An index, check or statistics object over a side: what it is, and is to be. */
typedef struct RewritePart {
    const Record *live, *desired;
} RewritePart;
typedef VEC(RewritePart) RewriteParts;

typedef struct RewriteTable {
    const ChangeGroup *group;
    const Table *live, *desired;
    VEC(RewriteSide) sides;
    RewriteParts indexes, checks, statistics;
} RewriteTable;

/* A foreign key with a side at either end. */
typedef struct RewriteKey {
    const Table *of, *parent; /* live */
    const ForeignKey *live, *desired;
    Str name; /* of its twin over the new sides, until the swap */
} RewriteKey;

typedef struct Rewrite {
    VEC(RewriteTable *) tables; /* in the order of changes: the recipe of the first one swaps */
    VEC(RewriteKey) keys;
} Rewrite;
typedef VEC(Rewrite *) Rewrites;

/* rewrite_find.c: the rewrite that a change of type is part of; NULL: it goes another way. */
const Rewrite *rewrite_of(const RecipeInput *input, const Change *change);
const Rewrites *rewrite_all(const RecipeInput *input);
const RewriteTable *rewrite_table(const Rewrite *rewrite, const Table *live); /* NULL: none */
const RewriteSide *rewrite_side(const Rewrite *rewrite, const Table *live, Str column);
/* The name of the new side of a live column; itself where it has none. */
Str rewrite_name(const Rewrite *rewrite, const Table *live, Str column);
/* The live table that a foreign key references; NULL. */
const Table *rewrite_parent(const RecipeInput *input, const ForeignKey *key);
/* The recipe of a group, less its pieces. */
Recipe rewrite_own_recipe(const RecipeInput *input, const ChangeGroup *group);
/* The recipe of a table of a rewrite, which may be another one than that of `recipe`. */
Recipe rewrite_recipe(const Recipe *recipe, const RewriteTable *table);
/* What its batches do. */
RecipeFill rewrite_fill(const Recipe *recipe, const RewriteSide *side);
Str rewrite_sql_up(const Recipe *recipe, const RewriteSide *side);

/* rewrite_movable.c */
/* Whether a trigger of a live table fires behind ours, and could change what ours has copied. */
bool rewrite_has_late_trigger(const RecipeInput *input, const Table *table);
/* Whether it can be done, and is asked for; finds its parts. */
bool rewrite_is_movable(const RecipeInput *input, Rewrite *rewrite);
/* Whether what was written before is the same in more bytes. */
bool rewrite_is_wider(const RewriteSide *side);

/* rewrite_swap.c: pieces that build the indexes of a table over its new sides; and, when all tables
 * have theirs, those that move the foreign keys and swap all sides; the last one. */
void rewrite_build(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table);
Piece *rewrite_swap(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table);
/* The name of an index of a table while it is built over the new sides. */
Str rewrite_index_name(const Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table,
                       const RewritePart *part);
/* What pieces of the tables set free for that, and that piece for them. */
Str rewrite_ready_name(const Recipe *recipe, const RewriteTable *table);
Str rewrite_swapped_name(const Recipe *recipe, const RewriteTable *table);

/* recipe_rewrite.c, for the swap: makes the trigger keep the old side from then on. */
Str rewrite_sql_keep_old(const Recipe *recipe, const RewriteSide *side);
/* Whether a publication has the live table: subscribers lack the new side, and get it as any other.
 */
bool rewrite_is_published(const Recipe *recipe, const Object *table);
/* What a narrower or other type is held for, it is held for from the first step on. */
void rewrite_hold(const Recipe *recipe, Piece *piece, const RewriteSide *side);

#endif
