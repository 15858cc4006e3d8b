/* Foreign keys over columns that get another type: the servers refuse to change either end alone,
 * so the key goes, both ends change, and it comes back. */
#include "engine/mysql/my_recipe.h"
#include "model/label.h"

/* What pieces of different tables wait for, by name. */
static Str gone(const MyRecipe *recipe, Str child, Str key)
{
    return arena_printf(recipe->arena, "key gone %.*s %.*s", STR_ARG(child), STR_ARG(key));
}

static Str typed(const MyRecipe *recipe, Str child, Str key, Str table, Str column)
{
    return arena_printf(recipe->arena, "key typed %.*s %.*s %.*s %.*s", STR_ARG(child),
                        STR_ARG(key), STR_ARG(table), STR_ARG(column));
}

/* The change of a live column's type that a key stands in the way of; NULL: there is none. */
static const Change *type_change(const MyRecipe *recipe, Str column, Op *op)
{
    for (size_t i = 0; recipe->group != NULL && i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        MyTypeChange type;
        if (change->kind != CHANGE_ALTER || change->live->type != &column_type ||
            !my_same_name(record_name(change->live), column) ||
            (!change_has(change, "DataType") && !change_has(change, "CharacterSet") &&
             !change_has(change, "Collation")))
            continue;
        type =
            my_type_change(recipe, (const Column *)change->live, (const Column *)change->desired);
        *op = type.op;
        return type.work == MY_COLUMN_EXTENDED || type.work == MY_COLUMN_APPENDED ? NULL : change;
    }
    return NULL;
}

/* The same of another live table of the plan. */
static MyRecipe recipe_of(const MyRecipe *recipe, Str table)
{
    const Object *live = model_find(recipe->input->changes->live, REC_TABLE, STR_ABSENT, table);
    MyRecipe other = *recipe;

    other.group = live == NULL ? NULL : changes_group_of(recipe->input->changes, live);
    if (other.group != NULL && other.group->desired == NULL)
        other.group = NULL;
    other.live = other.group == NULL ? NULL : (const Table *)other.group->live;
    other.desired = other.group == NULL ? NULL : (const Table *)other.group->desired;
    return other;
}

/* The key as it is to be, where it is about the same rows. */
static const ForeignKey *kept(const MyRecipe *recipe, const ForeignKey *live)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->live == &live->rec)
            return change->kind == CHANGE_DROP || !my_has_same_rows(change)
                       ? NULL
                       : (const ForeignKey *)change->desired;
    }
    for (size_t i = 0; recipe->desired != NULL && i < recipe->desired->foreign_keys.len; i++)
        if (my_same_name(recipe->desired->foreign_keys.items[i]->name, live->name))
            return recipe->desired->foreign_keys.items[i];
    return NULL;
}

/* Puts the key's two pieces around the changes of type, whose phase and hazards they share. */
static void go_and_come_back(MyRecipe *recipe, const ForeignKey *live, const ForeignKey *desired,
                             const Change *change, Op op, const StrVec *behind)
{
    Piece *drop = my_piece(recipe, OP_DROP_FOREIGN_KEY, MY_DROP_FOREIGN_KEY, change);
    Piece *add = my_piece(recipe, OP_ALTER_FOREIGN_KEY, MY_ADD_FOREIGN_KEY_UNCHECKED, change);
    SqlWriter writer = sql_new(&my_quoting);

    drop->about = &desired->rec;
    drop->reason = "both of its ends get another type";
    vec_push(recipe->arena, &drop->includes, op);
    my_put(recipe, &drop->statements, my_drop_foreign_key_sql(recipe, recipe->desired, live));
    vec_push(recipe->arena, &drop->frees, gone(recipe, recipe->live->obj.name, live->name));
    add->about = &desired->rec;
    add->reason = drop->reason;
    add->related = label_name(recipe->arena, desired->related_schema, desired->related_table).ptr;
    vec_push(recipe->arena, &add->includes, op);
    my_after(recipe, add, my_index_of(recipe, drop));
    for (size_t i = 0; i < behind->len; i++)
        vec_push(recipe->arena, &add->takes, behind->items[i]);
    my_put(recipe, &add->session_before, STR("SET SESSION foreign_key_checks = 0"));
    my_put(recipe, &add->session_after, STR("SET SESSION foreign_key_checks = 1"));
    sql_put(&writer, RAW("ADD "));
    my_put_foreign_key(&writer, desired);
    my_put_alter(recipe, &add->statements, MY_ADD_FOREIGN_KEY_UNCHECKED, &writer);
}

void my_free_typed_keys(MyRecipe *recipe)
{
    for (size_t i = 0; i < recipe->live->foreign_keys.len; i++) {
        const ForeignKey *live = recipe->live->foreign_keys.items[i];
        const ForeignKey *desired = kept(recipe, live);
        MyRecipe parent = recipe_of(recipe, live->related_table);
        const Change *first = NULL;
        StrVec behind = {0};
        Op op = OP_WIDEN_TYPE, worst = OP_WIDEN_TYPE;
        for (size_t k = 0; desired != NULL && k < live->columns.len; k++) {
            const Change *own = type_change(recipe, live->columns.items[k], &op);
            worst = own != NULL && op > worst ? op : worst;
            first = first == NULL ? own : first;
            vec_push(recipe->arena, &behind,
                     typed(recipe, recipe->live->obj.name, live->name, recipe->live->obj.name,
                           live->columns.items[k]));
        }
        for (size_t k = 0; desired != NULL && k < live->related_columns.len; k++) {
            const Change *other = type_change(&parent, live->related_columns.items[k], &op);
            worst = other != NULL && op > worst ? op : worst;
            vec_push(recipe->arena, &behind,
                     typed(recipe, recipe->live->obj.name, live->name, live->related_table,
                           live->related_columns.items[k]));
        }
        if (first == NULL)
            continue;
        go_and_come_back(recipe, live, desired, first, worst, &behind);
        vec_push(recipe->arena, &recipe->come_back, live->name);
    }
}

void my_free_dropped_key(const MyRecipe *recipe, Piece *piece, const ForeignKey *key)
{
    vec_push(recipe->arena, &piece->frees, gone(recipe, recipe->live->obj.name, key->name));
}

void my_tie_typed_column(const MyRecipe *recipe, Piece *piece, const Change *change)
{
    const Model *live = recipe->input->changes->live;
    Str column = record_name(change->live), table = recipe->live->obj.name;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *child = (const Table *)live->objects.items[i];
        for (size_t k = 0; child->obj.rec.type == &table_type && k < child->foreign_keys.len; k++) {
            const ForeignKey *key = child->foreign_keys.items[k];
            bool is_own = child == recipe->live && strs_has(&key->columns, column);
            bool is_other =
                my_same_name(key->related_table, table) && strs_has(&key->related_columns, column);
            if (!is_own && !is_other)
                continue;
            vec_push(recipe->arena, &piece->takes, gone(recipe, child->obj.name, key->name));
            vec_push(recipe->arena, &piece->frees,
                     typed(recipe, child->obj.name, key->name, table, column));
        }
    }
}
