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
