/* DDL text of tables. */
#include "engine/postgres/pure.h"
#include "engine/postgres/remote.h"

static void next_line(SqlWriter *writer, size_t *count)
{
    sql_put(writer, *count == 0 ? RAW("\n    ") : RAW(",\n    "));
    (*count)++;
}

static bool same_columns(const Index *a, const Index *b)
{
    if (a->keys.len != b->keys.len)
        return false;
    for (size_t i = 0; i < a->keys.len; i++)
        if (!str_eq(a->keys.items[i].name, b->keys.items[i].name))
            return false;
    return true;
}

bool pg_repeats_key(const Table *table, const Index *index)
{
    for (size_t i = 0; i < table->indexes.len && table->indexes.items[i] != index; i++)
        if (index_is_constraint(table->indexes.items[i]) &&
            same_columns(table->indexes.items[i], index))
            return true;
    return false;
}

Str pg_render_table(Arena *arena, const Table *table)
{
    SqlWriter writer = sql_new(&pg_quoting);
    const MapEntries *parameters = sparse_map(&table->obj.rec, FIELD_STORAGE_PARAMETERS);
    size_t count = 0;

    sql_put(&writer, table_is_foreign(table) ? RAW("CREATE FOREIGN TABLE ") : RAW("CREATE TABLE "),
            QN(table->obj.schema, table->obj.name), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        next_line(&writer, &count);
        pg_render_column(&writer, table->columns.items[i]);
    }
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        if (!index_is_constraint(index) || pg_repeats_key(table, index))
            continue;
        next_line(&writer, &count);
        pg_render_key(&writer, index->name, index);
    }
    for (size_t i = 0; i < table->checks.len; i++) {
        const Check *check = table->checks.items[i];
        if (sparse_bool(&check->rec, FIELD_NOT_VALID))
            continue; /* CREATE TABLE would validate it */
        next_line(&writer, &count);
        pg_render_check(&writer, check->name, check);
    }
    for (size_t i = 0; i < table->exclusions.len; i++) {
        next_line(&writer, &count);
        pg_render_exclusion(&writer, table->exclusions.items[i]->name, table->exclusions.items[i]);
    }
    sql_put(&writer, count == 0 ? RAW(")") : RAW("\n)"));
    if (parameters->len > 0) {
        sql_put(&writer, RAW(" WITH ("));
        pg_render_parameters(&writer, parameters);
        sql_put(&writer, RAW(")"));
    }
    if (table_is_foreign(table)) {
        sql_put(&writer, RAW(" SERVER "), ID(sparse_str(&table->obj.rec, FIELD_TABLE_SERVER)));
        pg_render_options(&writer, sparse_map(&table->obj.rec, FIELD_OPTIONS));
    }
    return sql_finish(&writer, arena);
}
