/* Recipes of materialized views that are made anew while the application reads the old one.
 *
 * The new one is made and indexed under a temporary name, which takes as long as its query does,
 * and locks nothing but what that reads. Then one short transaction puts it in the place of the old
 * one, with what uses it. */
#include "engine/postgres/definition.h"
#include "engine/postgres/definition_kinds.h"
#include "engine/postgres/recipe.h"

#include "model/label.h"
#include "model/temporary.h"

/* By the view's name alone: the next one of it removes what a cut-off run has left. */
static Str temporary_of(Arena *arena, const Object *view)
{
    return recipe_temporary_name(
        arena,
        arena_printf(arena, "view %.*s", STR_ARG(label_name(arena, view->schema, view->name))));
}

static Str temporary_of_index(Arena *arena, const Object *view, Str index)
{
    return recipe_temporary_name(
        arena, arena_printf(arena, "index %.*s of %.*s", STR_ARG(index),
                            STR_ARG(label_name(arena, view->schema, view->name))));
}

/* The desired view under its temporary name, without what is said of it by other statements. */
static Definition beside(Arena *arena, const Definition *desired)
{
    Definition made = *(const Definition *)record_copy(arena, &desired->obj.rec);

    pg_definition_name_it(arena, &made, temporary_of(arena, &desired->obj), STR_ABSENT);
    return made;
}

/* CREATE INDEX alone, as the details of a view have it. */
static Str sql_index(Arena *arena, const Definition *view, const MapEntry *index, Str name)
{
    Definition bare = *view;
    MapEntry entry = {.name = name, .value = index->value};
    StrVec statements = {0};

    bare.obj.rec.sparse = NULL;
    bare.obj.rec.sparse_len = bare.obj.rec.sparse_cap = 0;
    pg_detail_index(arena, &bare, &entry, &statements);
    return statements.items[0];
}

static bool goes_beside(const Recipe *recipe, const Definition *live, const Definition *desired)
{
    return live->obj.rec.type == &materialized_view_type &&
           desired->obj.rec.type == &materialized_view_type &&
           !sparse_bool(&desired->obj.rec, FIELD_DEFINITION_NO_DATA) &&
           recipe_goes_online(recipe, COST_REWRITE);
}

static Piece *build(Recipe *recipe, const Change *change, const Definition *desired)
{
    const MapEntries *indexes = sparse_map(&desired->obj.rec, FIELD_DEFINITION_INDEXES);
    Definition made = beside(recipe->arena, desired);
    Piece *piece = recipe_add(recipe, OP_BUILD_VIEW, change, STR("made beside the old one first"));

    vec_push(recipe->arena, &piece->includes, OP_RECREATE_VIEW);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP MATERIALIZED VIEW IF EXISTS "),
                          QN(made.obj.schema, made.own)));
    pg_definition_create(recipe->arena, &made, &piece->statements);
    for (size_t i = 0; i < indexes->len; i++)
        recipe_put(
            recipe, piece,
            sql_index(recipe->arena, &made, &indexes->items[i],
                      temporary_of_index(recipe->arena, &desired->obj, indexes->items[i].name)));
    return piece;
}

/* What stands in the place of CREATE in the transaction that drops the old one. */
static StrVec take_place(const Recipe *recipe, const Definition *desired)
{
    const MapEntries *indexes = sparse_map(&desired->obj.rec, FIELD_DEFINITION_INDEXES);
    Str temporary = temporary_of(recipe->arena, &desired->obj), schema = desired->obj.schema;
    StrVec statements = {0}, rest = {0};

    vec_push(recipe->arena, &statements,
             RECIPE_SQL(recipe, RAW("ALTER MATERIALIZED VIEW "), QN(schema, temporary),
                        RAW(" RENAME TO "), ID(desired->own)));
    pg_definition_rest(recipe->arena, desired, &rest);
    for (size_t i = 0; i < indexes->len; i++) {
        const MapEntry *index = &indexes->items[i];
        Str create = sql_index(recipe->arena, desired, index, index->name);
        vec_push(
            recipe->arena, &statements,
            RECIPE_SQL(recipe, RAW("ALTER INDEX "),
                       QN(schema, temporary_of_index(recipe->arena, &desired->obj, index->name)),
                       RAW(" RENAME TO "), ID(index->name)));
        for (size_t k = 0; k < rest.len; k++)
            if (str_eq(rest.items[k], create)) /* it is there */
                rest.items[k] = STR_ABSENT;
    }
    for (size_t i = 0; i < rest.len; i++)
        if (rest.items[i].len > 0)
            vec_push(recipe->arena, &statements, rest.items[i]);
    recipe_new_rights(recipe, &desired->obj, recipe->group->live, &statements);
    return statements;
}

Piece *recipe_view_beside(Recipe *recipe, const Change *change, Str drop, Str reason)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    Piece *built, *piece;
    StrVec made;

    if (!goes_beside(recipe, live, desired))
        return NULL;
    built = build(recipe, change, desired);
    made = take_place(recipe, desired);
    piece = recipe_add(recipe, OP_RECREATE_VIEW, change, reason);
    recipe_after(recipe, piece, built);
    recipe_remake(recipe, piece, change, drop, &made);
    return piece;
}

bool recipe_is_view_beside(const Recipe *recipe, const Object *live)
{
    const Changes *changes = recipe->input->changes;

    for (size_t i = 0; i < changes->groups.len; i++) {
        const Object *desired = changes->groups.items[i]->desired;
        if (desired != NULL && desired->rec.type == &materialized_view_type &&
            str_eq(desired->schema, live->schema) &&
            str_eq(temporary_of(recipe->arena, desired), live->name))
            return true;
    }
    return false;
}
