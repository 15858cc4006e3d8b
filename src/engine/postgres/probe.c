/* Questions to the live rows: how many stand in the way of a change. */
#include "engine/postgres/recipe.h"

#include "engine/postgres/type_change.h"

static void put_live(SqlWriter *writer, const Recipe *recipe)
{
    sql_put(writer, QN(recipe->live->obj.schema, recipe->live->obj.name));
}

Str probe_any_row(const Recipe *recipe)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("SELECT count(*) FROM (SELECT 1 FROM "));
    put_live(&writer, recipe);
    sql_put(&writer, RAW(" LIMIT 1) AS any_row"));
    return sql_finish(&writer, recipe->arena);
}

Str probe_nulls(const Recipe *recipe, const Column *live)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("SELECT count(*) FROM "));
    put_live(&writer, recipe);
    sql_put(&writer, RAW(" WHERE "), ID(live->name), RAW(" IS NULL"));
    return sql_finish(&writer, recipe->arena);
}

/* Each key part as an expression over live names; false where one isn't live. */
static bool put_live_keys(SqlWriter *writer, const Recipe *recipe, const Index *index,
                          const char *separator)
{
    for (size_t i = 0; i < index->keys.len; i++) {
        const KeyPart *part = &index->keys.items[i];
        bool is_last = i + 1 == index->keys.len;
        if (part->expression.len > 0) {
            if (!recipe_can_probe(recipe, part->expression))
                return false;
            sql_put(writer, RAW("("), EX(part->expression), RAW(")"));
        } else {
            Str live = recipe_live_column(recipe, part->name);
            if (live.len == 0)
                return false;
            sql_put(writer, ID(live));
        }
        sb_puts(&writer->sb, is_last && *separator == ',' ? "" : separator);
    }
    return true;
}

Str probe_unique(const Recipe *recipe, const Index *index)
{
    SqlWriter writer = sql_new(&pg_quoting);
    bool nulls_count = sparse_bool(&index->rec, FIELD_INDEX_NULLS_NOT_DISTINCT);
    bool can_ask = recipe->live != NULL && recipe_can_probe(recipe, index->predicate) &&
                   !sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS);

    if (can_ask) {
        sql_put(&writer, RAW("SELECT count(*) FROM (SELECT 1 FROM "));
        put_live(&writer, recipe);
        sql_put(&writer, RAW(" WHERE "));
        can_ask = nulls_count || put_live_keys(&writer, recipe, index, " IS NOT NULL AND ");
        if (index->predicate.len > 0)
            sql_put(&writer, RAW("("), EX(index->predicate), RAW(") GROUP BY "));
        else
            sql_put(&writer, RAW("true GROUP BY "));
        can_ask = can_ask && put_live_keys(&writer, recipe, index, ", ");
        sql_put(&writer, RAW(" HAVING count(*) > 1) AS duplicates"));
    }
    if (can_ask)
        return sql_finish(&writer, recipe->arena);
    sb_free(&writer.sb);
    return STR_ABSENT;
}

Str probe_check(const Recipe *recipe, const Check *check)
{
    SqlWriter writer;

    if (!recipe_can_probe(recipe, check->expression))
        return STR_ABSENT;
    writer = sql_new(&pg_quoting);
    sql_put(&writer, RAW("SELECT count(*) FROM "));
    put_live(&writer, recipe);
    sql_put(&writer, RAW(" WHERE NOT ("), EX(check->expression), RAW(")"));
    return sql_finish(&writer, recipe->arena);
}

/* The live table that a desired name stands for; NULL: new, or not of this model. */
static const Table *live_related(const Recipe *recipe, const ForeignKey *key, bool *is_new)
{
    const Changes *changes = recipe->input->changes;
    const Object *desired =
        model_find(changes->desired, REC_TABLE, key->related_schema, key->related_table);
    const ChangeGroup *group = desired == NULL ? NULL : recipe_group_of(recipe->input, desired);

    *is_new = group != NULL && group->live == NULL;
    if (group != NULL)
        return (const Table *)group->live;
    return (const Table *)model_find(changes->live, REC_TABLE, key->related_schema,
                                     key->related_table);
}

/* ` AND a IS NOT NULL …` of the referencing columns; false where one isn't live. */
static bool put_not_null(SqlWriter *writer, const Recipe *recipe, const ForeignKey *key)
{
    for (size_t i = 0; i < key->columns.len; i++) {
        Str column = recipe_live_column(recipe, key->columns.items[i]);
        if (column.len == 0)
            return false;
        sql_put(writer, i == 0 ? RAW("child.") : RAW(" AND child."), ID(column),
                RAW(" IS NOT NULL"));
    }
    return true;
}

static bool put_no_parent(SqlWriter *writer, const Recipe *recipe, const ForeignKey *key,
                          const Table *parent)
{
    Recipe of_parent = *recipe;

    of_parent.live = parent;
    of_parent.desired = (const Table *)model_find(recipe->input->changes->desired, REC_TABLE,
                                                  key->related_schema, key->related_table);
    if (of_parent.desired != NULL && recipe_group_of(recipe->input, &of_parent.desired->obj))
        of_parent.group = recipe_group_of(recipe->input, &of_parent.desired->obj);
    sql_put(writer, RAW(" AND NOT EXISTS (SELECT 1 FROM "),
            QN(parent->obj.schema, parent->obj.name), RAW(" AS parent WHERE "));
    for (size_t i = 0; i < key->columns.len && i < key->related_columns.len; i++) {
        Str name = key->related_columns.items[i];
        Str related = of_parent.desired == NULL ? name : recipe_live_column(&of_parent, name);
        if (related.len == 0)
            return false;
        sql_put(writer, i == 0 ? RAW("parent.") : RAW(" AND parent."), ID(related),
                RAW(" = child."), ID(recipe_live_column(recipe, key->columns.items[i])));
    }
    sql_put(writer, RAW(")"));
    return true;
}

Str probe_foreign_key(const Recipe *recipe, const ForeignKey *key)
{
    SqlWriter writer;
    bool is_new, can_ask;
    const Table *parent = live_related(recipe, key, &is_new);

    if (recipe->live == NULL || (parent == NULL && !is_new))
        return STR_ABSENT;
    writer = sql_new(&pg_quoting);
    sql_put(&writer, RAW("SELECT count(*) FROM "));
    put_live(&writer, recipe);
    sql_put(&writer, RAW(" AS child WHERE "));
    can_ask = put_not_null(&writer, recipe, key) &&
              (is_new || put_no_parent(&writer, recipe, key, parent));
    if (can_ask)
        return sql_finish(&writer, recipe->arena);
    sb_free(&writer.sb);
    return STR_ABSENT;
}

Str probe_type(const Recipe *recipe, const Column *live, const Column *desired)
{
    PgTypeChange change = pg_named_type_change(recipe->input, live, desired);
    SqlWriter writer;

    if (change.misfit.len == 0)
        return STR_ABSENT;
    writer = sql_new(&pg_quoting);
    sql_put(&writer, RAW("SELECT count(*) FROM "));
    put_live(&writer, recipe);
    sql_put(&writer, RAW(" WHERE "), EX(change.misfit));
    return sql_finish(&writer, recipe->arena);
}
