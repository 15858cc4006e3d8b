/* Statements that bring a table's rows to what a package declares. */
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "engine/sql.h"

/* Rows in one statement: their values stand in its text. */
enum { BATCH_ROWS = 200 };

/* How a value of a column is written. */
typedef enum Writing {
    WRITES_PLAIN,
    WRITES_SHAPE, /* as WKT */
    WRITES_BYTES  /* in a form that the format does not lay down */
} Writing;

typedef struct Data {
    const TableData *data;
    Arena *arena;
    SqlWriter *writer;
    Errs *errs;
    bool ok;
} Data;

static const Column *find_column(const TableData *data, Str name)
{
    for (size_t i = 0; i < data->table->columns.len; i++)
        if (str_eq(data->table->columns.items[i]->name, name))
            return data->table->columns.items[i];
    return NULL;
}

static Writing writing_of(const TableData *data, Str name)
{
    static const struct {
        const char *type; /* the beginning of it */
        Writing writing;
    } rows[] = {
        {"binary", WRITES_BYTES},
        {"varbinary", WRITES_BYTES},
        {"tinyblob", WRITES_BYTES},
        {"blob", WRITES_BYTES},
        {"mediumblob", WRITES_BYTES},
        {"longblob", WRITES_BYTES},
        {"bit", WRITES_BYTES},
        {"geometry", WRITES_SHAPE},
        {"point", WRITES_SHAPE},
        {"linestring", WRITES_SHAPE},
        {"polygon", WRITES_SHAPE},
        {"multi", WRITES_SHAPE},
        {"geomcollection", WRITES_SHAPE},
    };
    const Column *column = find_column(data, name);
    Str type = column == NULL ? STR("") : column->type;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = strlen(rows[i].type);
        if (type.len >= len && str_eq_ascii_nocase(str_sub(type, 0, len), str_from(rows[i].type)))
            return rows[i].writing;
    }
    return WRITES_PLAIN;
}

static void put_shape(const Data *d, const Doc *row, Str column, const Doc *value)
{
    Str key = arena_printf(d->arena, "%.*s.STSrid", STR_ARG(column));
    const Doc *srid = doc_get(row, key);

    sql_put(d->writer, RAW("ST_GeomFromText("), LIT(value->text));
    if (srid != NULL && srid->kind == DOC_NUMBER)
        sql_put(d->writer, RAW(", "), EX(srid->text));
    sql_put(d->writer, RAW(")"));
}

static void put_value(Data *d, const Doc *row, Str column)
{
    const Doc *value = doc_get(row, column);
    Writing writing = writing_of(d->data, column);

    if (value == NULL || value->kind == DOC_NULL)
        sql_put(d->writer, RAW("NULL"));
    else if (writing == WRITES_BYTES && value->kind == DOC_STRING)
        d->ok = err_at(d->errs, ERR_UNSUPPORTED, doc_loc(d->arena, value),
                       "fill this table by a script of the slot TableData",
                       "column %.*s holds bytes, and how they are written is not known",
                       STR_ARG(column));
    else if (writing == WRITES_SHAPE && value->kind == DOC_STRING)
        put_shape(d, row, column, value);
    else if (value->kind == DOC_BOOL)
        sql_put(d->writer, value->boolean ? RAW("TRUE") : RAW("FALSE"));
    else if (value->kind == DOC_NUMBER)
        sql_put(d->writer, EX(value->text));
    else
        sql_put(d->writer, LIT(value->text));
}

/* `(SELECT 1 AS a, 'x' AS b UNION ALL SELECT …) AS r` */
static const Doc *put_rows(Data *d, const Doc *row, size_t most, const StrVec *columns)
{
    bool is_first = true;

    sql_put(d->writer, RAW("("));
    for (; row != NULL && most > 0; row = row->next, most--) {
        sql_put(d->writer, is_first ? RAW("SELECT ") : RAW("\n    UNION ALL SELECT "));
        for (size_t i = 0; i < columns->len; i++) {
            sql_put(d->writer, i == 0 ? RAW("") : RAW(", "));
            put_value(d, row, columns->items[i]);
            if (is_first)
                sql_put(d->writer, RAW(" AS "), ID(columns->items[i]));
        }
        is_first = false;
    }
    sql_put(d->writer, RAW(") AS r"));
    return row;
}

static void put_match(const Data *d)
{
    for (size_t i = 0; i < d->data->match.len; i++) {
        const MatchColumn *match = &d->data->match.items[i];
        sql_put(d->writer, i == 0 ? RAW("") : RAW(" AND "), RAW("t."), ID(match->name),
                match->is_null_safe ? RAW(" <=> r.") : RAW(" = r."), ID(match->name));
    }
}

static bool is_match(const TableData *data, Str name)
{
    for (size_t i = 0; i < data->match.len; i++)
        if (str_eq(data->match.items[i].name, name))
            return true;
    return false;
}

/* A row that gets the values that it has is not written by the server. */
static void put_update(Data *d, const Doc *row)
{
    const TableData *data = d->data;
    size_t count = 0;

    for (size_t i = 0; i < data->columns.len; i++)
        count += !is_match(data, data->columns.items[i]);
    if (count == 0)
        return;
    sql_put(d->writer, RAW("UPDATE "), ID(data->table->obj.name), RAW(" AS t JOIN "));
    (void)put_rows(d, row, BATCH_ROWS, &data->columns);
    sql_put(d->writer, RAW(" ON "));
    put_match(d);
    sql_put(d->writer, RAW("\n    SET "));
    for (size_t i = 0, n = 0; i < data->columns.len; i++)
        if (!is_match(data, data->columns.items[i]))
            sql_put(d->writer, n++ == 0 ? RAW("") : RAW(", "), RAW("t."),
                    ID(data->columns.items[i]), RAW(" = r."), ID(data->columns.items[i]));
    sql_put(d->writer, RAW(";\n"));
}

static const Doc *put_insert(Data *d, const Doc *row)
{
    const TableData *data = d->data;
    const Doc *rest;

    sql_put(d->writer, RAW("INSERT INTO "), ID(data->table->obj.name), RAW(" ("),
            IDS(&data->columns), RAW(")\n    SELECT "));
    for (size_t i = 0; i < data->columns.len; i++)
        sql_put(d->writer, i == 0 ? RAW("r.") : RAW(", r."), ID(data->columns.items[i]));
    sql_put(d->writer, RAW(" FROM "));
    rest = put_rows(d, row, BATCH_ROWS, &data->columns);
    sql_put(d->writer, RAW("\n    WHERE NOT EXISTS (SELECT 1 FROM "), ID(data->table->obj.name),
            RAW(" AS t WHERE "));
    put_match(d);
    sql_put(d->writer, RAW(");\n"));
    return rest;
}

static void put_delete(Data *d)
{
    StrVec keys = {0};

    for (size_t i = 0; i < d->data->match.len; i++)
        vec_push(d->arena, &keys, d->data->match.items[i].name);
    sql_put(d->writer, RAW("DELETE t FROM "), ID(d->data->table->obj.name),
            RAW(" AS t\n    WHERE "));
    if (d->data->filter.len > 0)
        sql_put(d->writer, RAW("("), EX(d->data->filter), RAW(") AND "));
    if (d->data->rows->first == NULL)
        sql_put(d->writer, RAW("TRUE"));
    if (d->data->rows->first != NULL) {
        sql_put(d->writer, RAW("NOT EXISTS (SELECT 1 FROM "));
        (void)put_rows(d, d->data->rows->first, SIZE_MAX, &keys);
        sql_put(d->writer, RAW(" WHERE "));
        put_match(d);
        sql_put(d->writer, RAW(")"));
    }
    sql_put(d->writer, RAW(";\n"));
}

bool my_table_data(const TableData *data, bool deletes, Arena *arena, Str *script, Errs *errs)
{
    SqlWriter writer = sql_new(&my_quoting);
    Data d = {data, arena, &writer, errs, true};
    const Doc *row = deletes ? NULL : data->rows->first;

    if (data->time_zone.len > 0)
        sql_put(&writer, RAW("SET time_zone = "), LIT(data->time_zone), RAW(";\n"));
    if (deletes)
        put_delete(&d);
    while (row != NULL) {
        if (data->updates)
            put_update(&d, row);
        row = put_insert(&d, row);
    }
    *script = sql_finish(&writer, arena);
    return d.ok;
}
