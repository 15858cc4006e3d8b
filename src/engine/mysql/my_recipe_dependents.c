/* What MySQL refuses to rename a column under: it goes and comes back in the statement of the
 * rename. */
#include "engine/mysql/my_recipe.h"

/* The server prints every column of an expression in backquotes. */
bool my_mentions(Str text, Str column)
{
    Sb sb = sb_new(SB_LINE_MAX);
    bool found = false;

    my_quote_ident(&sb, column);
    for (size_t i = 0; i + sb.len <= text.len && !found; i++)
        found = str_eq(str_sub(text, i, sb.len), sb_str(&sb));
    sb_free(&sb);
    return found;
}

static bool mentions_one(Str text, const StrVec *columns)
{
    for (size_t i = 0; i < columns->len; i++)
        if (my_mentions(text, columns->items[i]))
            return true;
    return false;
}

/* A part with a change of its own comes to that by another piece. */
static bool has_change(const MyRecipe *recipe, const Record *part)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++)
        if (recipe->group->changes.items[i]->live == part)
            return true;
    return false;
}

static bool index_mentions(const Index *index, const StrVec *columns)
{
    for (size_t i = 0; i < index->keys.len; i++)
        if (mentions_one(index->keys.items[i].expression, columns))
            return true;
    return false;
}

static void take_checks(const MyRecipe *recipe, const StrVec *columns, MyDependents *dependents)
{
    for (size_t i = 0; i < recipe->live->checks.len; i++) {
        const Check *live = recipe->live->checks.items[i];
        const Check *desired = table_check(recipe->desired, live->name);
        if (desired == NULL || has_change(recipe, &live->rec) ||
            !mentions_one(live->expression, columns))
            continue;
        sql_put(&dependents->before, RAW("DROP CHECK "), ID(live->name), RAW(", "));
        sql_put(&dependents->behind, RAW(", ADD "));
        my_put_check(&dependents->behind, desired);
        dependents->any = true;
    }
}

static void take_indexes(const MyRecipe *recipe, const StrVec *columns, MyDependents *dependents)
{
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *live = recipe->live->indexes.items[i];
        const Index *desired = table_index(recipe->desired, live->name);
        if (desired == NULL || has_change(recipe, &live->rec) || !index_mentions(live, columns))
            continue;
        sql_put(&dependents->before, RAW("DROP KEY "), ID(live->name), RAW(", "));
        sql_put(&dependents->behind, RAW(", ADD "));
        my_put_index(&dependents->behind, recipe->family, desired);
        dependents->any = true;
    }
}

static void take_columns(MyRecipe *recipe, const StrVec *columns, MyDependents *dependents)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *desired = recipe->desired->columns.items[i];
        Str name = my_live_column(recipe, desired->name);
        const Column *live = name.len == 0 ? NULL : table_column(recipe->live, name);
        if (live == NULL || has_change(recipe, &live->rec) ||
            !mentions_one(sparse_str(&live->rec, FIELD_COLUMN_GENERATION), columns) ||
            my_is_indexed(recipe->live, live->name))
            continue;
        sql_put(&dependents->before, RAW("DROP COLUMN "), ID(live->name), RAW(", "));
        sql_put(&dependents->behind, RAW(", ADD COLUMN "));
        my_put_column(&dependents->behind, recipe->family, recipe->desired, desired);
        my_put_place(recipe, &dependents->behind, desired, NULL);
        dependents->any = true;
    }
}

MyDependents my_dependents(MyRecipe *recipe, const StrVec *columns)
{
    MyDependents dependents = {.before = sql_new(&my_quoting), .behind = sql_new(&my_quoting)};

    if (recipe->family == MY_MARIADB) /* rewrites them itself */
        return dependents;
    take_checks(recipe, columns, &dependents);
    take_indexes(recipe, columns, &dependents);
    take_columns(recipe, columns, &dependents);
    return dependents;
}
