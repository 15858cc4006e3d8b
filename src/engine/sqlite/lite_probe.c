/* Queries of one count: rows that would make a change fail, asked of the database as it is now. */
#include "engine/sqlite/lite_recipe.h"

/* The column's name now; absent where this plan makes it. */
static Str live_name(const LiteRecipe *recipe, Str desired)
{
    const Str *old;
    const Column *column;
    Arena scratch = {0};

    if (recipe->live == NULL)
        return STR_ABSENT;
    old = map_get(&recipe->old_names, lite_fold_name(&scratch, desired));
    arena_free(&scratch);
    if (old != NULL)
        return *old;
    /* A name that another column gave up is not this column's yet. */
    for (size_t i = 0; i < recipe->group->changes.len; i++)
        if (recipe->group->changes.items[i]->kind == CHANGE_CREATE &&
            recipe->group->changes.items[i]->desired->type == &column_type &&
            lite_same_name(record_name(recipe->group->changes.items[i]->desired), desired))
            return STR_ABSENT;
    column = lite_table_column(recipe->live, desired);
    return column == NULL ? STR_ABSENT : column->name;
}

/* The text with the names that its columns have now; absent where one isn't there yet. */
static Str live_text(const LiteRecipe *recipe, Str text)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        Str name = recipe->desired->columns.items[i]->name;
        if (lite_text_mentions(text, name) && live_name(recipe, name).len == 0)
            return STR_ABSENT;
    }
    return lite_text_rename(recipe->arena, text, &recipe->old_names);
}

Str lite_probe_nulls(const LiteRecipe *recipe, const Column *desired)
{
    Str name = live_name(recipe, desired->name);

    if (name.len == 0)
        return STR_ABSENT;
    return sql_text(recipe->arena, &lite_quoting, RAW("SELECT count(*) FROM "),
                    ID(recipe->live->obj.name), RAW(" WHERE "), ID(name), RAW(" IS NULL"));
}

Str lite_probe_rows(const LiteRecipe *recipe)
{
    if (recipe->live == NULL)
        return STR_ABSENT;
    return sql_text(recipe->arena, &lite_quoting, RAW("SELECT count(*) FROM "),
                    ID(recipe->live->obj.name));
}

Str lite_probe_check(const LiteRecipe *recipe, const Check *desired)
{
    Str expression = live_text(recipe, desired->expression);

    if (recipe->live == NULL || expression.len == 0)
        return STR_ABSENT;
    return sql_text(recipe->arena, &lite_quoting, RAW("SELECT count(*) FROM "),
                    ID(recipe->live->obj.name), RAW(" WHERE NOT ("), EX(expression), RAW(")"));
}

/* The key parts as they can be grouped by now; false where one can't. */
static bool live_keys(const LiteRecipe *recipe, const Index *index, KeyParts *keys)
{
    for (size_t i = 0; i < index->keys.len; i++) {
        KeyPart part = index->keys.items[i];
        const Column *column = lite_table_column(recipe->desired, part.name);
        if (column != NULL && part.collation.len == 0)
            part.collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
        part.is_desc = false;
        part.name = part.name.len == 0 ? part.name : live_name(recipe, part.name);
        part.expression =
            part.expression.len == 0 ? part.expression : live_text(recipe, part.expression);
        if (part.name.len == 0 && part.expression.len == 0)
            return false;
        vec_push(recipe->arena, keys, part);
    }
    return true;
}

static void put_list(SqlWriter *writer, const KeyParts *keys)
{
    for (size_t i = 0; i < keys->len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        lite_put_key_part(writer, &keys->items[i]);
    }
}

static void put_present(SqlWriter *writer, const KeyParts *keys)
{
    for (size_t i = 0; i < keys->len; i++) {
        KeyPart part = keys->items[i];
        part.collation = STR_ABSENT;
        sql_put(writer, i == 0 ? RAW(" WHERE (") : RAW(" AND ("));
        lite_put_key_part(writer, &part);
        sql_put(writer, RAW(") IS NOT NULL"));
    }
}

/* Rows beyond the first of each key; NULLs differ from each other. */
Str lite_probe_duplicates(const LiteRecipe *recipe, const Index *desired)
{
    SqlWriter writer;
    KeyParts keys = {0};
    Str predicate = live_text(recipe, desired->predicate);

    if (recipe->live == NULL || !live_keys(recipe, desired, &keys) ||
        (desired->predicate.len > 0 && predicate.len == 0))
        return STR_ABSENT;
    writer = sql_new(&lite_quoting);
    sql_put(&writer, RAW("SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM "),
            ID(recipe->live->obj.name));
    put_present(&writer, &keys);
    if (predicate.len > 0)
        sql_put(&writer, RAW(" AND ("), EX(predicate), RAW(")"));
    sql_put(&writer, RAW(" GROUP BY "));
    put_list(&writer, &keys);
    sql_put(&writer, RAW(" HAVING count(*) > 1)"));
    return sql_finish(&writer, recipe->arena);
}

/* The live parent of a foreign key and its columns' names now; false where they can't be told. */
static bool live_parent(const LiteRecipe *recipe, const ForeignKey *key, Str *parent,
                        StrVec *columns)
{
    const Table *desired = lite_model_table(recipe->input->changes->desired, key->related_table);
    const ChangeGroup *group = desired == NULL ? NULL : lite_group_of(recipe->input, &desired->obj);
    const Table *live = group != NULL && group->live != NULL
                            ? (const Table *)group->live
                            : lite_model_table(recipe->input->changes->live, key->related_table);

    if (live == NULL || (group != NULL && group->live == NULL) ||
        key->related_columns.len != key->columns.len)
        return false;
    *parent = live->obj.name;
    for (size_t i = 0; i < key->related_columns.len; i++) {
        Str name = key->related_columns.items[i];
        for (size_t c = 0; group != NULL && c < group->changes.len; c++) {
            const Change *change = group->changes.items[c];
            if (change->kind == CHANGE_RENAME && change->desired->type == &column_type &&
                lite_same_name(record_name(change->desired), name)) {
                name = record_name(change->live);
                break; /* in a swap the old name is another column's new one */
            }
        }
        if (lite_table_column(live, name) == NULL)
            return false;
        vec_push(recipe->arena, columns, name);
    }
    return true;
}

static void put_orphans(SqlWriter *writer, const StrVec *columns, Str parent,
                        const StrVec *parent_columns)
{
    for (size_t i = 0; i < columns->len; i++)
        sql_put(writer, i == 0 ? RAW(" WHERE c.") : RAW(" AND c."), ID(columns->items[i]),
                RAW(" IS NOT NULL"));
    sql_put(writer, RAW(" AND NOT EXISTS (SELECT 1 FROM "), ID(parent), RAW(" AS p"));
    for (size_t i = 0; i < columns->len; i++)
        sql_put(writer, i == 0 ? RAW(" WHERE p.") : RAW(" AND p."), ID(parent_columns->items[i]),
                RAW(" = c."), ID(columns->items[i]));
    sql_put(writer, RAW(")"));
}

Str lite_probe_orphans(const LiteRecipe *recipe, const ForeignKey *desired)
{
    StrVec columns = {0}, parent_columns = {0};
    SqlWriter writer;
    Str parent;

    if (recipe->live == NULL || !live_parent(recipe, desired, &parent, &parent_columns))
        return STR_ABSENT;
    for (size_t i = 0; i < desired->columns.len; i++) {
        Str name = live_name(recipe, desired->columns.items[i]);
        if (name.len == 0)
            return STR_ABSENT;
        vec_push(recipe->arena, &columns, name);
    }
    writer = sql_new(&lite_quoting);
    sql_put(&writer, RAW("SELECT count(*) FROM "), ID(recipe->live->obj.name), RAW(" AS c"));
    put_orphans(&writer, &columns, parent, &parent_columns);
    return sql_finish(&writer, recipe->arena);
}

/* Values that the new type's numbers can't give back as they are written now. A strict table would
 * refuse some of them, another one would keep them as text or change them. */
Str lite_probe_misfits(const LiteRecipe *recipe, const Column *desired)
{
    Str name = live_name(recipe, desired->name);
    LiteAffinity to = lite_affinity(desired->type);

    if (name.len == 0)
        return STR_ABSENT;
    if (to == LITE_AFFINITY_REAL)
        return sql_text(recipe->arena, &lite_quoting, RAW("SELECT count(*) FROM "),
                        ID(recipe->live->obj.name), RAW(" WHERE "), ID(name),
                        RAW(" IS NOT NULL AND CAST("), ID(name), RAW(" AS REAL) <> "), ID(name),
                        RAW(" AND CAST(CAST("), ID(name), RAW(" AS REAL) AS TEXT) <> "), ID(name));
    return sql_text(recipe->arena, &lite_quoting, RAW("SELECT count(*) FROM "),
                    ID(recipe->live->obj.name), RAW(" WHERE "), ID(name),
                    RAW(" IS NOT NULL AND CAST(CAST("), ID(name),
                    RAW(" AS NUMERIC) AS TEXT) <> CAST("), ID(name), RAW(" AS TEXT)"));
}
