/* Order between pieces of different tables, by names that stand for changes. */
#include "engine/sqlite/lite_recipe.h"

/* The same for every recipe call of a plan; no name of a relation looks like it. */
static Str change_name(const LiteRecipe *recipe, const ChangeGroup *group, const Change *change)
{
    const Object *object = group->live != NULL ? group->live : group->desired;

    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i] == change)
            return arena_printf(recipe->arena, "change %zu of %.*s", i, STR_ARG(object->name));
    return STR_ABSENT;
}

static void add(const LiteRecipe *recipe, StrVec *names, Str name)
{
    for (size_t i = 0; i < names->len; i++)
        if (str_eq(names->items[i], name))
            return;
    if (name.len > 0)
        vec_push(recipe->arena, names, name);
}

void lite_order_done(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group,
                     const Change *change)
{
    add(recipe, &piece->frees, change_name(recipe, group, change));
}

void lite_order_after(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group,
                      const Change *change)
{
    add(recipe, &piece->takes, change_name(recipe, group, change));
}

void lite_order_after_renames(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->kind == CHANGE_RENAME &&
            (change->live->type == &table_type || change->live->type == &column_type))
            lite_order_after(recipe, piece, group, change);
    }
}

static bool has_name(const StrVec *names, Str name)
{
    for (size_t i = 0; i < names->len; i++)
        if (lite_same_name(names->items[i], name))
            return true;
    return false;
}

static bool is_key_of(const Index *index, const StrVec *columns)
{
    if (!index_is_unique(index) || index->keys.len != columns->len)
        return false;
    for (size_t i = 0; i < index->keys.len; i++)
        if (!has_name(columns, index->keys.items[i].name))
            return false;
    return true;
}

/* Whether a change of the parent makes what the foreign key points to. */
static bool makes_target(const Change *change, const ForeignKey *key)
{
    const Record *desired = change->desired;

    if (desired == NULL)
        return false;
    if (desired->type == &column_type)
        return (change->kind == CHANGE_CREATE || change->kind == CHANGE_RENAME) &&
               has_name(&key->related_columns, record_name(desired));
    return desired->type == &index_type && is_key_of((const Index *)desired, &key->related_columns);
}

void lite_order_after_targets(const LiteRecipe *recipe, Piece *piece, const Table *table,
                              bool only_names)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        const ForeignKey *key = table->foreign_keys.items[i];
        const Table *parent = lite_model_table(recipe->input->changes->desired, key->related_table);
        const ChangeGroup *group =
            parent == NULL ? NULL : lite_group_of(recipe->input, &parent->obj);
        if (group == NULL || group == recipe->group || group->live == NULL)
            continue;
        for (size_t k = 0; k < group->changes.len; k++)
            if (makes_target(group->changes.items[k], key) &&
                (!only_names || group->changes.items[k]->kind == CHANGE_RENAME))
                lite_order_after(recipe, piece, group, group->changes.items[k]);
    }
}

static Str definition_name(const LiteRecipe *recipe, const ChangeGroup *group)
{
    const Object *object = group->live != NULL ? group->live : group->desired;

    return arena_printf(recipe->arena, "change of %s %.*s", object->rec.type->word,
                        STR_ARG(lite_fold_name(recipe->arena, object->name)));
}

void lite_order_definition_done(const LiteRecipe *recipe, Piece *piece)
{
    add(recipe, &piece->frees, definition_name(recipe, recipe->group));
}

void lite_order_after_definition(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group)
{
    add(recipe, &piece->takes, definition_name(recipe, group));
}

static Str user_key(const LiteRecipe *recipe, const Object *user)
{
    return arena_printf(recipe->arena, "%s %.*s", user->rec.type->word, STR_ARG(user->name));
}

/* The definitions that use an object, by way of others or not. */
static void find_users(const LiteRecipe *recipe, const Object *used, Map *found)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Object *user = live->edges.items[i].from;
        Str key = user_key(recipe, user);
        if (live->edges.items[i].to != used || !type_is_definition(user->rec.type) ||
            map_get(found, key) != NULL)
            continue;
        (void)map_put(recipe->arena, found, key, (void *)(uintptr_t)user);
        find_users(recipe, user, found);
    }
}

void lite_order_after_users(const LiteRecipe *recipe, Piece *piece)
{
    const Changes *changes = recipe->input->changes;
    Map found = {0};

    find_users(recipe, &recipe->live->obj, &found);
    for (size_t i = 0; i < changes->groups.len; i++) {
        const Object *live = changes->groups.items[i]->live;
        if (live != NULL && type_is_definition(live->rec.type) &&
            (lite_is_trigger_of(live, recipe->live->obj.name) ||
             map_get(&found, user_key(recipe, live)) != NULL))
            lite_order_after_definition(recipe, piece, changes->groups.items[i]);
    }
}

static Str stage_name(const LiteRecipe *recipe, const Object *table, int stage)
{
    return arena_printf(recipe->arena, "stage %d of %.*s", stage,
                        STR_ARG(lite_fold_name(recipe->arena, table->name)));
}

void lite_order_stage_done(const LiteRecipe *recipe, Piece *piece, const Object *table,
                           LiteStage stage)
{
    add(recipe, &piece->frees, stage_name(recipe, table, (int)stage));
}

void lite_order_after_stages(const LiteRecipe *recipe, Piece *piece, const Object *table,
                             LiteStage stage)
{
    for (int i = 0; i <= (int)stage; i++)
        add(recipe, &piece->takes, stage_name(recipe, table, i));
}
