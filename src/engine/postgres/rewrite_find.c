/* Which columns change their type beside the old one, together with what.
 *
 * A rewrite grows over foreign keys and over indexes that more than one of its columns share, until
 * nothing is added. */
#include "engine/postgres/recipe_restrict.h"
#include "engine/postgres/rewrite.h"

#include "model/temporary.h"

static bool is_retyped(const Change *change)
{
    return change != NULL && change->kind == CHANGE_ALTER &&
           change->desired->type == &column_type && change_has(change, "DataType");
}

/* ---- growing ---- */

typedef struct Search {
    const RecipeInput *input;
    Rewrite *rewrite;
    bool grows;
} Search;

const RewriteTable *rewrite_table(const Rewrite *rewrite, const Table *live)
{
    for (size_t i = 0; i < rewrite->tables.len; i++)
        if (rewrite->tables.items[i]->live == live)
            return rewrite->tables.items[i];
    return NULL;
}

const RewriteSide *rewrite_side(const Rewrite *rewrite, const Table *live, Str column)
{
    const RewriteTable *table = rewrite_table(rewrite, live);

    for (size_t i = 0; table != NULL && i < table->sides.len; i++)
        if (str_eq(table->sides.items[i].live->name, column))
            return &table->sides.items[i];
    return NULL;
}

Str rewrite_name(const Rewrite *rewrite, const Table *live, Str column)
{
    const RewriteSide *side = rewrite_side(rewrite, live, column);

    return side == NULL ? column : side->name;
}

Recipe rewrite_own_recipe(const RecipeInput *input, const ChangeGroup *group)
{
    return (Recipe){.input = input,
                    .arena = input->arena,
                    .group = group,
                    .home = group,
                    .live = (const Table *)group->live,
                    .desired = (const Table *)group->desired,
                    .schema = group->desired->schema,
                    .name = group->desired->name};
}

Recipe rewrite_recipe(const Recipe *recipe, const RewriteTable *table)
{
    Recipe other = *recipe;

    other.group = table->group;
    other.live = table->live;
    other.desired = table->desired;
    other.schema = table->desired->obj.schema;
    other.name = table->desired->obj.name;
    return other;
}

/* Of the new side, later of the old one; of the check, the function and, behind a tilde, the
 * trigger. */
static Str side_name(const Recipe *recipe, const Column *desired)
{
    return restrict_temporary_name(recipe,
                                   arena_printf(recipe->arena, "%.*s as %.*s",
                                                STR_ARG(desired->name), STR_ARG(desired->type)));
}

static RewriteTable *table_to_grow(Search *search, const ChangeGroup *group)
{
    RewriteTable *table;

    for (size_t i = 0; i < search->rewrite->tables.len; i++)
        if (search->rewrite->tables.items[i]->group == group)
            return search->rewrite->tables.items[i];
    table = ARENA_NEW(search->input->arena, RewriteTable);
    table->group = group;
    table->live = (const Table *)group->live;
    table->desired = (const Table *)group->desired;
    vec_push(search->input->arena, &search->rewrite->tables, table);
    return table;
}

static void add_side(Search *search, const ChangeGroup *group, const Change *change)
{
    RewriteTable *table = table_to_grow(search, group);
    Recipe recipe = rewrite_own_recipe(search->input, group);
    RewriteSide side = {.change = change,
                        .live = (const Column *)change->live,
                        .desired = (const Column *)change->desired};

    if (rewrite_side(search->rewrite, table->live, side.live->name) != NULL)
        return;
    side.name = side_name(&recipe, side.desired);
    vec_push(search->input->arena, &table->sides, side);
    search->grows = true;
}

/* Takes in a live column whose type changes, too. */
static void add_column(Search *search, const Table *live, Str name)
{
    const ChangeGroup *group = recipe_group_of(search->input, &live->obj);
    const Column *column = table_column(live, name);
    const Change *change =
        group == NULL || column == NULL ? NULL : recipe_change_of(group, &column->rec);

    if (group != NULL && group->desired != NULL && is_retyped(change))
        add_side(search, group, change);
}

const Table *rewrite_parent(const RecipeInput *input, const ForeignKey *key)
{
    return (const Table *)model_find(input->changes->live, REC_TABLE, key->related_schema,
                                     key->related_table);
}

static bool has_key(const Rewrite *rewrite, const ForeignKey *key)
{
    for (size_t i = 0; i < rewrite->keys.len; i++)
        if (rewrite->keys.items[i].live == key)
            return true;
    return false;
}

static const ForeignKey *desired_key(const RecipeInput *input, const Table *of,
                                     const ForeignKey *live)
{
    const Table *desired =
        (const Table *)model_find(input->changes->desired, REC_TABLE, of->obj.schema, of->obj.name);

    for (size_t i = 0; desired != NULL && i < desired->foreign_keys.len; i++)
        if (str_eq(desired->foreign_keys.items[i]->name, live->name))
            return desired->foreign_keys.items[i];
    return desired == NULL ? live : NULL;
}

static void grow_over_key(Search *search, const Table *of, const ForeignKey *live)
{
    const Table *parent = rewrite_parent(search->input, live);
    RewriteKey key = {.of = of, .parent = parent, .live = live};
    bool is_tied = false;

    if (parent == NULL || name_is_temporary(live->name) || has_key(search->rewrite, live))
        return;
    for (size_t i = 0; i < live->columns.len; i++)
        is_tied = is_tied || rewrite_side(search->rewrite, of, live->columns.items[i]) != NULL;
    for (size_t i = 0; i < live->related_columns.len; i++)
        is_tied = is_tied ||
                  rewrite_side(search->rewrite, parent, live->related_columns.items[i]) != NULL;
    if (!is_tied)
        return;
    key.desired = desired_key(search->input, of, live);
    vec_push(search->input->arena, &search->rewrite->keys, key);
    for (size_t i = 0; i < live->columns.len; i++)
        add_column(search, of, live->columns.items[i]);
    for (size_t i = 0; i < live->related_columns.len; i++)
        add_column(search, parent, live->related_columns.items[i]);
}

static void grow_over_index(Search *search, const RewriteTable *table, const Index *index)
{
    bool is_tied = false;

    for (size_t i = 0; i < table->sides.len; i++)
        is_tied = is_tied ||
                  recipe_uses_column(search->input->arena, index, table->sides.items[i].live->name);
    for (size_t i = 0; is_tied && i < table->live->columns.len; i++)
        if (recipe_uses_column(search->input->arena, index, table->live->columns.items[i]->name))
            add_column(search, table->live, table->live->columns.items[i]->name);
}

static void grow(Search *search)
{
    const Model *live = search->input->changes->live;

    while (search->grows) {
        search->grows = false;
        for (size_t i = 0; i < live->objects.len; i++) {
            const Table *table = (const Table *)live->objects.items[i];
            if (table->obj.rec.type != &table_type)
                continue;
            for (size_t k = 0; k < table->foreign_keys.len; k++)
                grow_over_key(search, table, table->foreign_keys.items[k]);
        }
        for (size_t i = 0; i < search->rewrite->tables.len; i++) {
            const RewriteTable *table = search->rewrite->tables.items[i];
            for (size_t k = 0; k < table->live->indexes.len; k++)
                grow_over_index(search, table, table->live->indexes.items[k]);
        }
    }
}

static size_t place_of(const Changes *changes, const ChangeGroup *group)
{
    size_t i = 0;

    while (changes->groups.items[i] != group)
        i++;
    return i;
}

static void sort_tables(const RecipeInput *input, Rewrite *rewrite)
{
    for (size_t i = 1; i < rewrite->tables.len; i++)
        for (size_t k = i;
             k > 0 && place_of(input->changes, rewrite->tables.items[k]->group) <
                          place_of(input->changes, rewrite->tables.items[k - 1]->group);
             k--) {
            RewriteTable *table = rewrite->tables.items[k];
            rewrite->tables.items[k] = rewrite->tables.items[k - 1];
            rewrite->tables.items[k - 1] = table;
        }
}

/* ---- all of a plan ---- */

static void find_one(const RecipeInput *input, Rewrites *list, const ChangeGroup *group,
                     const Change *change)
{
    Search search = {.input = input, .rewrite = ARENA_NEW(input->arena, Rewrite), .grows = true};

    for (size_t i = 0; i < list->len; i++)
        if (rewrite_side(list->items[i], (const Table *)group->live, record_name(change->live)) !=
            NULL)
            return;
    add_side(&search, group, change);
    grow(&search);
    sort_tables(input, search.rewrite);
    if (rewrite_is_movable(input, search.rewrite))
        vec_push(input->arena, list, search.rewrite);
}

const Rewrites *rewrite_all(const RecipeInput *input)
{
    const Changes *changes = input->changes;
    RecipeWhole *whole = recipe_whole_of(input);
    Rewrites *list = whole->rewrites;

    if (list != NULL)
        return list;
    list = whole->rewrites = ARENA_NEW(input->arena, Rewrites);
    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (group->live == NULL || group->desired == NULL || group->live->rec.type != &table_type)
            continue;
        for (size_t k = 0; k < group->changes.len; k++)
            if (is_retyped(group->changes.items[k]))
                find_one(input, list, group, group->changes.items[k]);
    }
    return list;
}

const Rewrite *rewrite_of(const RecipeInput *input, const Change *change)
{
    const Rewrites *list = rewrite_all(input);

    for (size_t i = 0; i < list->len; i++)
        for (size_t t = 0; t < list->items[i]->tables.len; t++) {
            const RewriteTable *table = list->items[i]->tables.items[t];
            for (size_t k = 0; k < table->sides.len; k++)
                if (table->sides.items[k].change == change)
                    return list->items[i];
        }
    return NULL;
}
