/* What recipe_takers.c and recipe_takers_search.c share: one search for what has to go while a
 * change makes something anew. */
#ifndef ANNEAL_ENGINE_POSTGRES_RECIPE_TAKERS_H
#define ANNEAL_ENGINE_POSTGRES_RECIPE_TAKERS_H

#include "engine/postgres/recipe_taken.h"

typedef VEC(const Edge *) TakerEdges;

typedef struct TakerSearch {
    const RecipeInput *input;
    const Map *by_used; /* address of a live object -> TakerEdges of those that use it */
    Taker *taker;       /* what is found goes into its list */
} TakerSearch;

/* An address as a key of maps: of a variable that outlives the look-up. */
Str takers_key(const void *const *address);

/* All that uses a live object, or one column of it. */
void takers_collect(TakerSearch *search, const Object *used, Str column);
/* A part of a live table or domain, with what uses it where it goes as a whole. */
void takers_take_part(TakerSearch *search, const Object *of, const Record *part);
/* A column that holds rows of what is made anew, with what uses it. */
void takers_take_rows(TakerSearch *search, const Table *table, const Column *column);
/* recipe_rows.c: all of them, where a live table, or one below it, is what is made anew. */
void takers_collect_rows(TakerSearch *search, const Table *table);
/* Generated columns that read the column are made anew, too: not here, but what uses them stands in
 * the way. */
void takers_collect_generated(TakerSearch *search, const Table *table, Str column);
/* Parts of tables that go, too, but can't before what they use, which uses the table. Where that is
 * a table itself, policies tie both to each other: the first by name takes those of the other. */
void takers_collect_going(TakerSearch *search, const Object *used);

#endif
