/* Statements that bring a table's rows to what a package declares. */
#include "engine/engine.h"
#include "engine/postgres/pure.h"
#include "engine/sql.h"

/* Rows in one statement: their values stand in its text. */
enum { BATCH_ROWS = 500 };

typedef struct Batch {
    const TableData *data;
    size_t from, to; /* rows */
} Batch;

static bool is_match(const TableData *data, Str name)
{
    for (size_t i = 0; i < data->match.len; i++)
        if (str_eq(data->match.items[i].name, name))
            return true;
    return false;
}

/* An identity that is always generated can be given by INSERT, and by no UPDATE. */
static bool is_fixed(const TableData *data, Str name)
{
    for (size_t i = 0; i < data->table->columns.len; i++) {
        const Column *column = data->table->columns.items[i];
        if (str_eq(column->name, name))
            return str_starts(sparse_str(&column->rec, FIELD_COLUMN_GENERATED),
                              STR("GENERATED ALWAYS AS IDENTITY"));
    }
    return false;
}

static bool is_updated(const TableData *data, size_t i)
{
    return !is_match(data, data->columns.items[i]) && !is_fixed(data, data->columns.items[i]);
}

/* The rows with the types of the table's columns. */
static void put_rows(SqlWriter *writer, const Batch *batch, Arena *arena)
{
    const Object *table = &batch->data->table->obj;
    Sb json = sb_new(SB_FILE_MAX);

    sb_putc(&json, '[');
    for (size_t i = batch->from; i < batch->to; i++) {
        sb_puts(&json, i == batch->from ? "" : ",\n");
        sb_put(&json, batch->data->texts.items[i]);
    }
    sb_putc(&json, ']');
    sql_put(writer, RAW("pg_catalog.jsonb_populate_recordset(NULL::"),
            QN(table->schema, table->name), RAW(", "), LIT(sb_finish(&json, arena)),
            RAW("::pg_catalog.jsonb) AS r"));
}

static void put_match(SqlWriter *writer, const TableData *data)
{
    for (size_t i = 0; i < data->match.len; i++) {
        const MatchColumn *match = &data->match.items[i];
        sql_put(writer, i == 0 ? RAW("") : RAW(" AND "), RAW("t."), ID(match->name),
                match->is_null_safe ? RAW(" IS NOT DISTINCT FROM r.") : RAW(" = r."),
                ID(match->name));
    }
}

static void put_table(SqlWriter *writer, const TableData *data)
{
    sql_put(writer, data->has_descendants ? RAW("") : RAW("ONLY "),
            QN(data->table->obj.schema, data->table->obj.name), RAW(" AS t"));
}

/* By their texts, as not all types know what is equal. */
static void put_differs(SqlWriter *writer, const TableData *data)
{
    bool is_first = true;

    for (size_t i = 0; i < data->columns.len; i++) {
        if (!is_updated(data, i))
            continue;
        sql_put(writer, is_first ? RAW("") : RAW(" OR "), RAW("t."), ID(data->columns.items[i]),
                RAW("::text IS DISTINCT FROM r."), ID(data->columns.items[i]), RAW("::text"));
        is_first = false;
    }
}

static bool put_update(SqlWriter *writer, const Batch *batch, Arena *arena)
{
    const TableData *data = batch->data;
    bool is_first = true;

    for (size_t i = 0; i < data->columns.len; i++) {
        if (!is_updated(data, i))
            continue;
        if (is_first) {
            sql_put(writer, RAW("UPDATE "));
            put_table(writer, data);
            sql_put(writer, RAW(" SET "));
        }
        sql_put(writer, is_first ? RAW("") : RAW(", "), ID(data->columns.items[i]), RAW(" = r."),
                ID(data->columns.items[i]));
        is_first = false;
    }
    if (is_first)
        return false;
    sql_put(writer, RAW("\n    FROM "));
    put_rows(writer, batch, arena);
    sql_put(writer, RAW("\n    WHERE "));
    put_match(writer, data);
    sql_put(writer, RAW(" AND ("));
    put_differs(writer, data);
    sql_put(writer, RAW(");\n"));
    return true;
}

static void put_insert(SqlWriter *writer, const Batch *batch, Arena *arena)
{
    const TableData *data = batch->data;

    sql_put(writer, RAW("INSERT INTO "), QN(data->table->obj.schema, data->table->obj.name),
            RAW(" ("), IDS(&data->columns), RAW(") OVERRIDING SYSTEM VALUE\n    SELECT "));
    for (size_t i = 0; i < data->columns.len; i++)
        sql_put(writer, i == 0 ? RAW("r.") : RAW(", r."), ID(data->columns.items[i]));
    sql_put(writer, RAW(" FROM "));
    put_rows(writer, batch, arena);
    sql_put(writer, RAW("\n    WHERE NOT EXISTS (SELECT 1 FROM "));
    put_table(writer, data);
    sql_put(writer, RAW(" WHERE "));
    put_match(writer, data);
    sql_put(writer, RAW(");\n"));
}

static void put_delete(SqlWriter *writer, const TableData *data, Arena *arena)
{
    Batch all = {data, 0, data->texts.len};

    sql_put(writer, RAW("DELETE FROM "));
    put_table(writer, data);
    sql_put(writer, RAW("\n    WHERE "));
    if (data->filter.len > 0)
        sql_put(writer, RAW("("), EX(data->filter), RAW(") AND "));
    sql_put(writer, RAW("NOT EXISTS (SELECT 1 FROM "));
    put_rows(writer, &all, arena);
    sql_put(writer, RAW(" WHERE "));
    put_match(writer, data);
    sql_put(writer, RAW(");\n"));
}

bool pg_table_data(const TableData *data, bool deletes, Arena *arena, Str *script, Errs *errs)
{
    SqlWriter writer = sql_new(&pg_quoting);

    (void)errs;
    if (deletes)
        put_delete(&writer, data, arena);
    for (size_t from = 0; from < data->texts.len && !deletes; from += BATCH_ROWS) {
        size_t left = data->texts.len - from;
        Batch batch = {data, from, from + (left < BATCH_ROWS ? left : BATCH_ROWS)};
        if (data->updates)
            (void)put_update(&writer, &batch, arena);
        put_insert(&writer, &batch, arena);
    }
    *script = sql_finish(&writer, arena);
    return true;
}
