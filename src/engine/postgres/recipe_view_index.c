/* Recipes of the indexes of materialized views that stay, while the application reads them. As
 * those of tables (recipe_online.c), but an index is an entry of the view here. */
#include "engine/postgres/definition.h"
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"

static bool is_unique(const MapEntry *index)
{
    return str_starts(index->value, STR("UNIQUE"));
}

/* `UNIQUE USING btree (a)` */
static int build_times(const Recipe *recipe, const MapEntry *index)
{
    PgScan scan = {.text = index->value};
    PgToken method;
    Index plain = {.rec = {.type = &index_type}};

    (void)pg_scan_take(&scan, "UNIQUE");
    (void)pg_scan_take(&scan, "USING");
    method = pg_scan_next(&scan);
    sparse_set_str(recipe->arena, &plain.rec, FIELD_INDEX_METHOD, method.text);
    return recipe_build_times(&plain);
}

static bool has_leftover(const Recipe *recipe, Str name)
{
    return pg_detail_find(sparse_map(&recipe->group->live->rec, FIELD_DEFINITION_LEFTOVERS),
                          name) != NULL;
}

/* The statements that make the index, and, behind the first, say more of it. */
static StrVec statements_of(const Recipe *recipe, const MapEntry *index)
{
    StrVec statements = {0};

    pg_detail_index(recipe->arena, (const Definition *)recipe->group->desired, index, &statements);
    return statements;
}

static Str temporary_of(const Recipe *recipe, const MapEntry *index)
{
    return recipe_temporary_name(recipe->arena, statements_of(recipe, index).items[0]);
}

static bool goes_online(const Recipe *recipe, const MapEntry *index)
{
    const RecipeInput *input = recipe->input;

    return !budget_allows_size(input->budget, input->facts,
                               budget_size(input->facts, recipe->group->live), COST_BUILD,
                               build_times(recipe, index)) ||
           has_leftover(recipe, index->name) || has_leftover(recipe, temporary_of(recipe, index));
}

static Str reason_of(const Recipe *recipe, Str name)
{
    return arena_printf(recipe->arena, "index %.*s", STR_ARG(name));
}

static Piece *build(Recipe *recipe, const Change *change, const MapEntry *index, Str name)
{
    Piece *piece = recipe_add(
        recipe, is_unique(index) ? OP_CREATE_UNIQUE_INDEX_ONLINE : OP_CREATE_INDEX_ONLINE, change,
        reason_of(recipe, index->name));

    piece->times = build_times(recipe, index);
    recipe_put(recipe, piece,
               pg_detail_index_online(recipe->arena, (const Definition *)recipe->group->desired,
                                      index, name));
    recipe_may_be_cut_off(recipe, piece, recipe->schema, name);
    vec_push(recipe->arena, &recipe->finished, name);
    return piece;
}

/* What the old one had that takes the name, if there is one. */
static Piece *swap(Recipe *recipe, const Change *change, const MapEntry *index, bool has_old,
                   Str temporary)
{
    Piece *piece = recipe_add(recipe, OP_SWAP_INDEX, change, reason_of(recipe, index->name));

    if (has_old)
        recipe_put(recipe, piece, recipe_sql_drop_online(recipe, index->name));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, temporary),
                          RAW(" RENAME TO "), ID(index->name)));
    piece->skip_if = recipe_sql_exists(recipe, recipe->schema, temporary, false);
    return piece;
}

/* Not with the index: a step that is skipped, as the index is there, would leave it out. */
static void say_more(Recipe *recipe, const Change *change, const MapEntry *index, Piece *before)
{
    StrVec statements = statements_of(recipe, index);
    Str cluster = sparse_str(change->desired, FIELD_DEFINITION_CLUSTER);
    Piece *piece;

    if (statements.len < 2)
        return;
    piece = recipe_add(recipe, str_eq(cluster, index->name) ? OP_SET_CLUSTER : OP_SET_INDEX_OPTIONS,
                       change, reason_of(recipe, index->name));
    for (size_t i = 1; i < statements.len; i++)
        recipe_put(recipe, piece, statements.items[i]);
    recipe_after(recipe, piece, before);
}

static bool drop(Recipe *recipe, const Change *change, const MapEntry *live)
{
    Piece *piece;

    if (!recipe_goes_online(recipe, COST_SCAN))
        return false;
    piece = recipe_add(recipe, OP_DROP_INDEX_ONLINE, change, reason_of(recipe, live->name));
    recipe_put(recipe, piece, recipe_sql_drop_online(recipe, live->name));
    return true;
}

bool recipe_view_index_online(Recipe *recipe, const Change *change, const MapEntry *live,
                              const MapEntry *desired)
{
    Str temporary;
    Piece *piece;

    if (desired == NULL)
        return drop(recipe, change, live);
    if (!goes_online(recipe, desired))
        return false;
    temporary = temporary_of(recipe, desired);
    if (live != NULL || has_leftover(recipe, temporary)) {
        bool has_old = live != NULL || has_leftover(recipe, desired->name);
        Piece *built = build(recipe, change, desired, temporary);
        piece = swap(recipe, change, desired, has_old, temporary);
        recipe_after(recipe, piece, built);
        vec_push(recipe->arena, &recipe->finished, desired->name);
    } else {
        piece = build(recipe, change, desired, desired->name);
        recipe_undo(recipe, piece, recipe_sql_drop_online(recipe, desired->name));
    }
    say_more(recipe, change, desired, piece);
    return true;
}

void recipe_view_leftovers(Recipe *recipe, const Change *change)
{
    const MapEntries *leftovers = sparse_map(change->live, FIELD_DEFINITION_LEFTOVERS);

    for (size_t i = 0; i < leftovers->len; i++)
        if (!strs_has(&recipe->finished, leftovers->items[i].name))
            recipe_drop_leftover(recipe, change, leftovers->items[i].name);
}
