/* DDL text of tables. */
#include "engine/postgres/family.h"
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

/* What a column of a typed table says beside its type. */
static bool put_column_options(SqlWriter *writer, const Column *column, size_t *count)
{
    SqlWriter whole = sql_new(&pg_quoting);
    Arena scratch = {0};
    Str bare = sql_text(&scratch, &pg_quoting, ID(column->name), RAW(" "), EX(column->type)), text;
    bool has_options;

    pg_render_column(&whole, column);
    text = sql_finish(&whole, &scratch);
    has_options = text.len > bare.len;
    if (has_options) {
        next_line(writer, count);
        sql_put(writer, ID(column->name), RAW(" WITH OPTIONS"),
                EX(str_sub(text, bare.len, SIZE_MAX)));
    }
    arena_free(&scratch);
    return has_options;
}

/* What a child inherits comes with its parents. */
static void put_columns(SqlWriter *writer, const Table *table, size_t *count)
{
    bool inherits = sparse_strs(&table->obj.rec, FIELD_TABLE_INHERITS)->len > 0;

    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        if (inherits && sparse_bool(&column->rec, FIELD_INHERITED))
            continue;
        if (sparse_str(&table->obj.rec, FIELD_TABLE_OF_TYPE).len > 0) {
            (void)put_column_options(writer, column, count);
            continue;
        }
        next_line(writer, count);
        pg_render_column(writer, column);
    }
}

static void put_constraints(SqlWriter *writer, const Table *table, size_t *count)
{
    bool inherits = sparse_strs(&table->obj.rec, FIELD_TABLE_INHERITS)->len > 0;

    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        if (!index_is_constraint(index) || pg_repeats_key(table, index))
            continue;
        next_line(writer, count);
        pg_render_key(writer, index->name, index);
    }
    for (size_t i = 0; i < table->checks.len; i++) {
        const Check *check = table->checks.items[i];
        if (sparse_bool(&check->rec, FIELD_NOT_VALID) || /* CREATE TABLE would validate it */
            (inherits && sparse_bool(&check->rec, FIELD_INHERITED)))
            continue;
        next_line(writer, count);
        pg_render_check(writer, check->name, check);
    }
    for (size_t i = 0; i < table->exclusions.len; i++) {
        next_line(writer, count);
        pg_render_exclusion(writer, table->exclusions.items[i]->name, table->exclusions.items[i]);
    }
}

/* INHERITS, PARTITION BY, WITH: in the order of the grammar. */
static void put_tail(SqlWriter *writer, Arena *arena, const Table *table)
{
    const Record *rec = &table->obj.rec;
    const StrVec *inherits = sparse_strs(rec, FIELD_TABLE_INHERITS);
    const MapEntries *parameters = sparse_map(rec, FIELD_STORAGE_PARAMETERS);
    Str method = sparse_str(rec, FIELD_TABLE_METHOD);
    Str tablespace = sparse_str(rec, FIELD_TABLESPACE);

    for (size_t i = 0; i < inherits->len; i++) {
        Str schema = STR_ABSENT, name = inherits->items[i];
        (void)pg_relation_read(arena, inherits->items[i], &schema, &name);
        sql_put(writer, i == 0 ? RAW(" INHERITS (") : RAW(", "), QN(schema, name));
    }
    sql_put(writer, inherits->len > 0 ? RAW(")") : RAW(""));
    if (pg_is_partitioned(table))
        sql_put(writer, RAW(" PARTITION BY "), EX(sparse_str(rec, FIELD_TABLE_PARTITION_BY)));
    if (method.len > 0)
        sql_put(writer, RAW(" USING "), ID(method));
    if (parameters->len > 0) {
        sql_put(writer, RAW(" WITH ("));
        pg_render_parameters(writer, parameters);
        sql_put(writer, RAW(")"));
    }
    if (table_is_foreign(table)) {
        sql_put(writer, RAW(" SERVER "), ID(sparse_str(&table->obj.rec, FIELD_TABLE_SERVER)));
        pg_render_options(writer, sparse_map(&table->obj.rec, FIELD_OPTIONS));
    }
    if (tablespace.len > 0)
        sql_put(writer, RAW(" TABLESPACE "), ID(tablespace));
}

Str pg_render_table(Arena *arena, const Table *table)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Str type = sparse_str(&table->obj.rec, FIELD_TABLE_OF_TYPE);
    SqlWriter inside = sql_new(&pg_quoting);
    size_t count = 0;

    sql_put(&writer,
            table_is_foreign(table)                                ? RAW("CREATE FOREIGN TABLE ")
            : sparse_enum(&table->obj.rec, FIELD_PERSISTENCE) == 0 ? RAW("CREATE TABLE ")
                                                                   : RAW("CREATE UNLOGGED TABLE "),
            QN(table->obj.schema, table->obj.name));
    put_columns(&inside, table, &count);
    put_constraints(&inside, table, &count);
    if (type.len > 0)
        sql_put(&writer, RAW(" OF "), EX(type));
    if (type.len == 0 || count > 0)
        sql_put(&writer, RAW(" ("), EX(sb_str(&inside.sb)), count == 0 ? RAW(")") : RAW("\n)"));
    sb_free(&inside.sb);
    put_tail(&writer, arena, table);
    return sql_finish(&writer, arena);
}
