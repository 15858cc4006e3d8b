/* SQLite's CREATE TABLE and CREATE INDEX: of what SQLite takes, our reader finds the same columns,
 * or says what it doesn't know; what it found makes a table that SQLite describes in the same
 * words. */
#include "fuzz.h"

#include <sqlite3.h>

#include "engine/sqlite/lite_create.h"
#include "engine/sqlite/lite_render.h"

enum {
    MAX_STEPS = 1000, /* thousands of SQLite's instructions: a SELECT may never end */
    MAX_STATEMENTS = 8
};

/* A row for each thing that SQLite says of a table, in an order that does not depend on that of its
 * constraints. */
static const char shape_sql[] =
    "SELECT 'column', cid, name, type,"
    /* That a rowid alias is never NULL is not written. */
    "  \"notnull\" AND NOT (pk AND type = 'INTEGER' COLLATE NOCASE"
    "    AND (SELECT sum(pk) = 1 FROM pragma_table_xinfo(?1))),"
    "  dflt_value, pk, hidden FROM pragma_table_xinfo(?1)"
    " UNION ALL SELECT 'key', NULL, parts, NULL, NULL, NULL, NULL, NULL FROM ("
    "   SELECT group_concat(quote(\"table\") || quote(\"from\") || quote(\"to\") || on_update ||"
    "                       on_delete || match) AS parts"
    "     FROM pragma_foreign_key_list(?1) GROUP BY id)"
    " UNION ALL SELECT 'index', NULL, parts, origin, is_unique, NULL, partial, NULL FROM ("
    "   SELECT i.origin, i.\"unique\" AS is_unique, i.partial,"
    "          group_concat(quote(x.name) || x.desc || quote(x.coll) || x.key) AS parts"
    "     FROM pragma_index_list(?1) i, pragma_index_xinfo(i.name) x GROUP BY i.name)"
    " UNION ALL SELECT 'table', NULL, type, NULL, wr, NULL, strict, NULL FROM pragma_table_list(?1)"
    "  WHERE schema = 'main'"
    " ORDER BY 1, 2, 3, 4, 5, 6, 7, 8";

static int deny(void *context, int action, const char *a, const char *b, const char *c,
                const char *d)
{
    (void)context, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_ATTACH || action == SQLITE_DETACH || action == SQLITE_PRAGMA ||
                   action == SQLITE_CREATE_VTABLE
               ? SQLITE_DENY
               : SQLITE_OK;
}

static int stop(void *steps)
{
    return ++*(int *)steps > MAX_STEPS;
}

/* Runs the first statements, as long as they succeed. */
static void create(sqlite3 *db, Str sql)
{
    int steps = 0;
    bool ok = true;

    (void)sqlite3_set_authorizer(db, deny, NULL);
    sqlite3_progress_handler(db, 1000, stop, &steps);
    for (int i = 0; i < MAX_STATEMENTS && ok && sql.len > 0; i++) {
        sqlite3_stmt *statement = NULL;
        const char *rest = sql.ptr + sql.len;
        ok = sqlite3_prepare_v2(db, sql.ptr, (int)sql.len, &statement, &rest) == SQLITE_OK &&
             (statement == NULL || sqlite3_step(statement) == SQLITE_DONE);
        (void)sqlite3_finalize(statement);
        sql = str_sub(sql, (size_t)(rest - sql.ptr), SIZE_MAX);
    }
    (void)sqlite3_set_authorizer(db, NULL, NULL);
    sqlite3_progress_handler(db, 0, NULL, NULL);
}

/* What is not hidden, in SQLite's order; generated columns are (2, 3), those of virtual tables too
 * (1). */
static void check_columns(sqlite3 *db, const Table *table)
{
    sqlite3_stmt *rows = NULL;
    size_t count = 0;

    REQUIRE(sqlite3_prepare_v2(db,
                               "SELECT name, \"notnull\", pk, hidden FROM pragma_table_xinfo(?)",
                               -1, &rows, NULL) == SQLITE_OK,
            "%s", sqlite3_errmsg(db));
    (void)sqlite3_bind_text(rows, 1, table->obj.name.ptr, (int)table->obj.name.len, SQLITE_STATIC);
    for (; sqlite3_step(rows) == SQLITE_ROW; count++) {
        const Column *column = count < table->columns.len ? table->columns.items[count] : NULL;
        const char *name = (const char *)sqlite3_column_text(rows, 0);
        REQUIRE(column != NULL, "the column %s is not found", name);
        REQUIRE(str_is(column->name, name), "the column %s is read as %.*s", name,
                STR_ARG(column->name));
        REQUIRE(column->is_nullable || sqlite3_column_int(rows, 1) != 0 ||
                    sqlite3_column_int(rows, 2) != 0 || sqlite3_column_int(rows, 3) != 0,
                "the column %s is read as NOT NULL", name);
    }
    REQUIRE(count == table->columns.len, "%zu columns are read, there are %zu", table->columns.len,
            count);
    (void)sqlite3_finalize(rows);
}

static Str text_of(Arena *arena, sqlite3_stmt *rows, int column)
{
    return arena_str(arena, str_from((const char *)sqlite3_column_text(rows, column)));
}

static Str shape_of(Arena *arena, sqlite3 *db, Str table)
{
    sqlite3_stmt *rows = NULL;
    Sb sb = sb_new(SB_FILE_MAX);

    REQUIRE(sqlite3_prepare_v2(db, shape_sql, -1, &rows, NULL) == SQLITE_OK, "%s",
            sqlite3_errmsg(db));
    (void)sqlite3_bind_text(rows, 1, table.ptr, (int)table.len, SQLITE_STATIC);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++)
            sb_printf(&sb, "%s|", (const char *)sqlite3_column_text(rows, i));
        sb_putc(&sb, '\n');
    }
    (void)sqlite3_finalize(rows);
    return sb_finish(&sb, arena);
}

/* False where an index is not read. */
static bool read_indexes(sqlite3 *db, Model *model, Table *table)
{
    sqlite3_stmt *rows = NULL;
    bool ok = true;

    (void)sqlite3_prepare_v2(db,
                             "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND"
                             " sql IS NOT NULL AND tbl_name = ?",
                             -1, &rows, NULL);
    (void)sqlite3_bind_text(rows, 1, table->obj.name.ptr, (int)table->obj.name.len, SQLITE_STATIC);
    while (ok && sqlite3_step(rows) == SQLITE_ROW) {
        const char *problem = NULL;
        ok = lite_create_index_read(model, table, text_of(&model->arena, rows, 0),
                                    text_of(&model->arena, rows, 1), &problem);
        REQUIRE(ok || (problem != NULL && problem[0] != '\0'), "not read, without a word: %s",
                (const char *)sqlite3_column_text(rows, 1));
    }
    (void)sqlite3_finalize(rows);
    return ok;
}

static void must_run(sqlite3 *db, Str sql)
{
    Arena arena = {0};
    char *message = NULL;

    REQUIRE(sqlite3_exec(db, arena_cstr(&arena, sql), NULL, NULL, &message) == SQLITE_OK,
            "%s: %.*s", message, STR_ARG(sql));
    arena_free(&arena);
}

/* Made anew from what was read of it, in another database, the table is the same. */
static void check_made_anew(sqlite3 *db, Model *model, const Table *table)
{
    Arena *arena = &model->arena;
    Str name = table->obj.name;
    sqlite3 *other = NULL;
    Str shape, wanted = shape_of(arena, db, name);

    REQUIRE(sqlite3_open(":memory:", &other) == SQLITE_OK, "no memory");
    must_run(other, lite_render_table(arena, table, name));
    for (size_t i = 0; i < table->indexes.len; i++)
        if (!index_is_constraint(table->indexes.items[i]))
            must_run(other, lite_render_index(arena, table->indexes.items[i],
                                              table->indexes.items[i]->name, name));
    shape = shape_of(arena, other, name);
    REQUIRE(str_eq(shape, wanted), "made anew it is\n%.*swas\n%.*s", STR_ARG(shape),
            STR_ARG(wanted));
    (void)sqlite3_close(other);
}

static void check_table(sqlite3 *db, Model *model, Str name, Str sql)
{
    Table *table = model_add(model, &table_type, STR_ABSENT, name);
    const char *problem = NULL;

    if (!lite_create_table_read(model, table, sql, &problem)) {
        REQUIRE(problem != NULL && problem[0] != '\0', "not read, without a word: %.*s",
                STR_ARG(sql));
        return;
    }
    check_columns(db, table);
    if (read_indexes(db, model, table))
        check_made_anew(db, model, table);
}

/* All but those of SQLite, whose names nobody else may use. */
static void check_tables(sqlite3 *db)
{
    sqlite3_stmt *rows = NULL;

    (void)sqlite3_prepare_v2(db,
                             "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND"
                             " sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                             -1, &rows, NULL);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        Model *model = model_new();
        check_table(db, model, text_of(&model->arena, rows, 0), text_of(&model->arena, rows, 1));
        model_free(model);
    }
    (void)sqlite3_finalize(rows);
}

static void run(Str text)
{
    sqlite3 *db = NULL;

    /* Whatever the text is, reading it does no harm. */
    if (str_find(text, '\0', 0) == SIZE_MAX) {
        Model *model = model_new();
        Table *table = model_add(model, &table_type, STR_ABSENT, STR("t"));
        const char *problem = NULL;
        (void)lite_create_table_read(model, table, text, &problem);
        model_free(model);
    }
    if (sqlite3_open(":memory:", &db) == SQLITE_OK) {
        create(db, text);
        check_tables(db);
    }
    (void)sqlite3_close(db);
}

const FuzzTarget fuzz_create = {'c', run};
