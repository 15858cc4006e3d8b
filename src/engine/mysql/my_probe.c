/* Queries of one count: rows that would make a change fail, asked of the table as it is now. */
#include "engine/mysql/my_recipe.h"

Str my_live_column(const MyRecipe *recipe, Str desired)
{
    if (recipe->live == NULL)
        return STR_ABSENT;
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Record *rec = change->desired;
        if (rec == NULL || rec->type != &column_type || !my_same_name(record_name(rec), desired))
            continue;
        if (change->kind == CHANGE_CREATE)
            return STR_ABSENT;
        return record_name(change->live);
    }
    for (size_t i = 0; i < recipe->live->columns.len; i++)
        if (my_same_name(recipe->live->columns.items[i]->name, desired))
            return recipe->live->columns.items[i]->name;
    return STR_ABSENT;
}

Str my_probe_nulls(const MyRecipe *recipe, Str column)
{
    Str live = my_live_column(recipe, column);

    if (live.len == 0)
        return STR_ABSENT;
    return MY_SQL(recipe, RAW("SELECT count(*) FROM "), ID(recipe->live->obj.name), RAW(" WHERE "),
                  ID(live), RAW(" IS NULL"));
}

Str my_probe_rows(const MyRecipe *recipe)
{
    return MY_SQL(recipe, RAW("SELECT count(*) FROM (SELECT 1 FROM "), ID(recipe->live->obj.name),
                  RAW(" LIMIT 1) AS any_row"));
}

/* Whether all columns that an expression may be about are there under their names. */
static bool can_ask(const MyRecipe *recipe, Str expression)
{
    if (recipe->live == NULL || expression.len == 0)
        return false;
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Record *rec = change->desired;
        if (rec != NULL && rec->type == &column_type &&
            (change->kind == CHANGE_CREATE || change->kind == CHANGE_RENAME))
            return false;
    }
    return true;
}

Str my_probe_check(const MyRecipe *recipe, Str expression)
{
    if (!can_ask(recipe, expression))
        return STR_ABSENT;
    return MY_SQL(recipe, RAW("SELECT count(*) FROM "), ID(recipe->live->obj.name),
                  RAW(" WHERE NOT ("), EX(expression), RAW(")"));
}

Str my_probe_misfits(const MyRecipe *recipe, const Column *desired, Str misfit)
{
    Str live = my_live_column(recipe, desired->name);
    Sb sb = sb_new(SB_FILE_MAX);
    Str condition;

    if (live.len == 0)
        return STR_ABSENT;
    for (size_t i = 0; i < misfit.len; i++) {
        if (str_starts(str_sub(misfit, i, 3), STR("{c}"))) {
            my_quote_ident(&sb, live);
            i += 2;
        } else {
            sb_putc(&sb, misfit.ptr[i]);
        }
    }
    condition = sb_finish(&sb, recipe->arena);
    return MY_SQL(recipe, RAW("SELECT count(*) FROM "), ID(recipe->live->obj.name), RAW(" WHERE "),
                  EX(condition));
}

/* Groups of rows with one key; NULL differs from NULL. */
Str my_probe_duplicates(const MyRecipe *recipe, const Index *index)
{
    SqlWriter writer;

    if (recipe->live == NULL)
        return STR_ABSENT;
    for (size_t i = 0; i < index->keys.len; i++) {
        const KeyPart *part = &index->keys.items[i];
        if (part->name.len > 0 ? my_live_column(recipe, part->name).len == 0
                               : !can_ask(recipe, part->expression))
            return STR_ABSENT;
    }
    writer = sql_new(&my_quoting);
    sql_put(&writer, RAW("SELECT count(*) FROM (SELECT 1 FROM "), ID(recipe->live->obj.name),
            RAW(" WHERE true"));
    for (int round = 0; round < 2; round++) {
        if (round == 1)
            sql_put(&writer, RAW(" GROUP BY "));
        for (size_t i = 0; i < index->keys.len; i++) {
            const KeyPart *part = &index->keys.items[i];
            sql_put(&writer, round == 0 ? RAW(" AND ") : i > 0 ? RAW(", ") : RAW(""));
            if (part->length > 0 && round == 1)
                sql_put(&writer, RAW("left("), ID(my_live_column(recipe, part->name)), RAW(", "),
                        NUM(part->length), RAW(")"));
            else if (part->name.len > 0)
                sql_put(&writer, ID(my_live_column(recipe, part->name)));
            else
                sql_put(&writer, RAW("("), EX(part->expression), RAW(")"));
            if (round == 0)
                sql_put(&writer, RAW(" IS NOT NULL"));
        }
    }
    sql_put(&writer, RAW(" HAVING count(*) > 1) AS duplicates"));
    return sql_finish(&writer, recipe->arena);
}

/* The live table that a foreign key is to point to, and the recipe's view of its columns. */
static bool parent_of(const MyRecipe *recipe, const ForeignKey *key, MyRecipe *parent)
{
    const Changes *changes = recipe->input->changes;
    const Object *desired =
        model_find(changes->desired, REC_TABLE, key->related_schema, key->related_table);
    const ChangeGroup *group = desired == NULL ? NULL : changes_group_of(changes, desired);
    static const ChangeGroup unchanged;

    *parent = *recipe;
    parent->group = group == NULL ? &unchanged : group;
    parent->live = group != NULL
                       ? (const Table *)group->live
                       : (const Table *)model_find(changes->live, REC_TABLE, key->related_schema,
                                                   key->related_table);
    return parent->live != NULL;
}

Str my_probe_orphans(const MyRecipe *recipe, const ForeignKey *key)
{
    MyRecipe parent;
    SqlWriter writer;

    if (recipe->live == NULL || !parent_of(recipe, key, &parent))
        return STR_ABSENT;
    for (size_t i = 0; i < key->columns.len; i++)
        if (my_live_column(recipe, key->columns.items[i]).len == 0 ||
            i >= key->related_columns.len ||
            my_live_column(&parent, key->related_columns.items[i]).len == 0)
            return STR_ABSENT;
    writer = sql_new(&my_quoting);
    sql_put(&writer, RAW("SELECT count(*) FROM "), ID(recipe->live->obj.name),
            RAW(" AS child WHERE true"));
    for (size_t i = 0; i < key->columns.len; i++)
        sql_put(&writer, RAW(" AND child."), ID(my_live_column(recipe, key->columns.items[i])),
                RAW(" IS NOT NULL"));
    sql_put(&writer, RAW(" AND NOT EXISTS (SELECT 1 FROM "), ID(parent.live->obj.name),
            RAW(" AS parent WHERE true"));
    for (size_t i = 0; i < key->columns.len; i++)
        sql_put(&writer, RAW(" AND parent."),
                ID(my_live_column(&parent, key->related_columns.items[i])), RAW(" = child."),
                ID(my_live_column(recipe, key->columns.items[i])));
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, recipe->arena);
}
