/* SQLite's CREATE TABLE: of a statement that SQLite takes, our reader finds the same columns, or
 * says what it doesn't know. */
#include "fuzz.h"

#include <sqlite3.h>

#include "engine/sqlite/lite_create.h"

enum { MAX_STEPS = 1000 }; /* thousands of SQLite's instructions: a SELECT may never end */

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

/* Runs the first statement. */
static bool create(sqlite3 *db, Str sql)
{
    sqlite3_stmt *statement = NULL;
    int steps = 0;
    bool ok;

    (void)sqlite3_set_authorizer(db, deny, NULL);
    sqlite3_progress_handler(db, 1000, stop, &steps);
    ok = sqlite3_prepare_v2(db, sql.ptr, (int)sql.len, &statement, NULL) == SQLITE_OK &&
         statement != NULL && sqlite3_step(statement) == SQLITE_DONE;
    (void)sqlite3_finalize(statement);
    (void)sqlite3_set_authorizer(db, NULL, NULL);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    return ok;
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

static void check_tables(sqlite3 *db)
{
    sqlite3_stmt *rows = NULL;

    (void)sqlite3_prepare_v2(
        db, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL", -1,
        &rows, NULL);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        Model *model = model_new();
        Table *table = model_add(
            model, &table_type, STR_ABSENT,
            arena_str(&model->arena, str_from((const char *)sqlite3_column_text(rows, 0))));
        const char *problem = NULL;
        Str sql = arena_str(&model->arena, str_from((const char *)sqlite3_column_text(rows, 1)));
        if (lite_create_table_read(model, table, sql, &problem))
            check_columns(db, table);
        else
            REQUIRE(problem != NULL && problem[0] != '\0', "not read, without a word: %.*s",
                    STR_ARG(sql));
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
    if (sqlite3_open(":memory:", &db) == SQLITE_OK && create(db, text))
        check_tables(db);
    (void)sqlite3_close(db);
}

const FuzzTarget fuzz_create = {'c', run};
