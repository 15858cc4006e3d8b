/* DDL text of columns. */
#include "engine/postgres/pure.h"
#include "engine/postgres/remote.h"
#include "engine/postgres/scan.h"

/* Whether the grammar wants parentheses around a default in CREATE TABLE and ADD COLUMN: it takes
 * less there (b_expr) than elsewhere. Source: PostgreSQL's gram.y; one pair too many does no
 * harm. */
static bool needs_parentheses(Str expression)
{
    static const char *const words[] = {"AND",  "OR",      "NOT",    "IN",      "IS",      "LIKE",
                                        "AT",   "BETWEEN", "ILIKE",  "SIMILAR", "COLLATE", "ANY",
                                        "SOME", "ALL",     "ISNULL", "NOTNULL", "OVERLAPS"};
    PgScan scan = {expression, 0};
    size_t depth = 0;

    for (;;) {
        PgToken token = pg_scan_next(&scan);
        if (token.kind == PG_TOKEN_END)
            return false;
        if (pg_token_is(&token, "("))
            depth++;
        else if (pg_token_is(&token, ")") && depth > 0)
            depth--;
        for (size_t i = 0; i < sizeof words / sizeof *words && depth == 0; i++)
            if (token.kind == PG_TOKEN_WORD && pg_token_is(&token, words[i]))
                return true;
    }
}

static void put_default(SqlWriter *writer, Str expression)
{
    if (needs_parentheses(expression))
        sql_put(writer, RAW(" DEFAULT ("), EX(expression), RAW(")"));
    else
        sql_put(writer, RAW(" DEFAULT "), EX(expression));
}

void pg_render_column(SqlWriter *writer, const Column *column)
{
    Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
    Str expression = sparse_str(&column->rec, FIELD_COLUMN_GENERATION);
    Str generated = sparse_str(&column->rec, FIELD_COLUMN_GENERATED);
    Str name = sparse_str(&column->rec, FIELD_NOT_NULL_NAME);

    sql_put(writer, ID(column->name), RAW(" "), EX(column->type));
    pg_render_options(writer, sparse_map(&column->rec, FIELD_OPTIONS));
    if (collation.len > 0)
        sql_put(writer, RAW(" COLLATE "), EX(collation));
    if (expression.len > 0)
        sql_put(writer, RAW(" GENERATED ALWAYS AS ("), EX(expression), RAW(") "),
                str_is(generated, "VIRTUAL") ? RAW("VIRTUAL") : RAW("STORED"));
    else if (generated.len > 0)
        sql_put(writer, RAW(" "), EX(generated));
    else if (column->dflt.len > 0)
        put_default(writer, column->dflt);
    if (column->is_nullable || sparse_bool(&column->rec, FIELD_NOT_VALID))
        return; /* what need not be valid is a constraint of the table */
    if (name.len > 0)
        sql_put(writer, RAW(" CONSTRAINT "), ID(name));
    sql_put(writer, RAW(" NOT NULL"));
    if (sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT))
        sql_put(writer, RAW(" NO INHERIT"));
}

void pg_render_not_null(SqlWriter *writer, const Column *column)
{
    pg_render_constraint_name(writer, sparse_str(&column->rec, FIELD_NOT_NULL_NAME));
    sql_put(writer, RAW("NOT NULL "), ID(column->name));
    if (sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT))
        sql_put(writer, RAW(" NO INHERIT"));
    if (sparse_bool(&column->rec, FIELD_NOT_VALID))
        sql_put(writer, RAW(" NOT VALID"));
}

/* At most `len` bytes, whole characters. */
static Str clipped(Str text, size_t len)
{
    while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return str_sub(text, 0, len);
}

Str pg_not_null_name(Arena *arena, Str table, Str column)
{
    static const char tail[] = "_not_null";
    size_t room = PG_NAME_MAX_BYTES - 1 - (sizeof tail - 1);
    size_t a = table.len, b = column.len;

    while (a + b > room) {
        if (a > b)
            a--;
        else
            b--;
    }
    return arena_printf(arena, "%.*s_%.*s%s", STR_ARG(clipped(table, a)),
                        STR_ARG(clipped(column, b)), tail);
}
