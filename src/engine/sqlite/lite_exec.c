/* Statements and queries on a connection. */
#include <time.h>

#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_token.h"

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int is_over(void *context)
{
    const LiteConn *conn = context;

    return now_ms() > conn->deadline_ms;
}

void lite_start_clock(LiteConn *conn)
{
    enum { STEPS_BETWEEN_LOOKS = 10000 }; /* well below a millisecond */

    conn->deadline_ms = now_ms() + conn->timeout_ms;
    if (conn->timeout_ms > 0)
        sqlite3_progress_handler(conn->db, STEPS_BETWEEN_LOOKS, is_over, conn);
    else
        sqlite3_progress_handler(conn->db, 0, NULL, NULL);
}

Str lite_cell(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return text == NULL ? STR_ABSENT : (Str){text, (size_t)sqlite3_column_bytes(row, column)};
}

/* What a statement is for, as far as this engine treats some apart. */
typedef enum Special {
    SPECIAL_NONE,
    SPECIAL_FOREIGN_KEYS,
    SPECIAL_FOREIGN_KEY_CHECK,
    SPECIAL_VIEW_CHECK,
    SPECIAL_TRIGGER_CHECK,
    SPECIAL_NEW_TRIGGERS
} Special;

static Special special_of(Str sql)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, str_sub(sql, 0, 64));
    Special special = SPECIAL_NONE;

    if (lite_token_is(&tokens.items[0], "PRAGMA")) {
        if (lite_token_is(&tokens.items[1], "foreign_keys"))
            special = SPECIAL_FOREIGN_KEYS;
        else if (lite_token_is(&tokens.items[1], "foreign_key_check"))
            special = SPECIAL_FOREIGN_KEY_CHECK;
    }
    if (str_starts(sql, STR(LITE_VIEW_CHECK)))
        special = SPECIAL_VIEW_CHECK;
    if (str_starts(sql, STR(LITE_NEW_TRIGGERS)))
        special = SPECIAL_NEW_TRIGGERS;
    else if (lite_token_is(&tokens.items[0], "EXPLAIN"))
        special = SPECIAL_TRIGGER_CHECK;
    arena_free(&scratch);
    return special;
}

/* A row of `PRAGMA foreign_key_check` (table, rowid, parent, key) is a broken reference. Later rows
 * are only counted: their number tells more than their rowids. */
static bool report_broken(LiteConn *conn, sqlite3_stmt *stmt, Errs *errs)
{
    Arena scratch = {0};
    Str table = arena_str(&scratch, lite_cell(stmt, 0));
    Str parent = arena_str(&scratch, lite_cell(stmt, 2));
    int64_t count = 1;

    while (sqlite3_step(stmt) == SQLITE_ROW)
        count++;
    (void)conn;
    err_at(errs, ERR_DATA, (Loc){0}, "add the missing rows, or clear or delete what refers to them",
           "%lld row%s of table %.*s refer%s to what table %.*s doesn't have", (long long)count,
           count == 1 ? "" : "s", STR_ARG(table), count == 1 ? "s" : "", STR_ARG(parent));
    arena_free(&scratch);
    return false;
}

/* A row names a trigger that the rebuild would drop and not bring back. */
static bool report_new_trigger(sqlite3_stmt *stmt, Errs *errs)
{
    Str name = lite_cell(stmt, 0);

    return err_at(errs, ERR_MOVED, (Loc){0}, "make a new plan",
                  "trigger %.*s has come or has changed since the plan was made", STR_ARG(name));
}

/* Switching them inside a transaction does nothing, without a word: a rebuild's DROP TABLE would
 * then delete the rows of other tables by ON DELETE CASCADE. */
static bool may_switch(const LiteConn *conn, Errs *errs)
{
    if (sqlite3_get_autocommit(conn->db))
        return true;
    return err_addf(errs, ERR_UNSUPPORTED,
                    "%.*s: foreign_keys can't be switched inside a transaction",
                    STR_ARG(conn->path));
}

static bool run(LiteConn *conn, sqlite3_stmt *stmt, Special special, Errs *errs)
{
    int code;

    while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
        if (special == SPECIAL_FOREIGN_KEY_CHECK)
            return report_broken(conn, stmt, errs);
        else if (special == SPECIAL_NEW_TRIGGERS)
            return report_new_trigger(stmt, errs);
    return code == SQLITE_DONE || lite_error(conn, errs);
}

/* Whether anything but blanks, comments and `;` stands behind the first statement, which is all
 * that would run. */
static bool has_second(Str sql, const char *tail)
{
    Arena scratch = {0};
    LiteTokens tokens = {0};
    bool found = false;

    if (tail == NULL || tail == sql.ptr + sql.len)
        return false;
    tokens = lite_tokens_read(&scratch, str_sub(sql, (size_t)(tail - sql.ptr), SIZE_MAX));
    for (size_t i = 0; i + 1 < tokens.len && !found; i++)
        found = !lite_token_is_sign(&tokens.items[i], ";");
    arena_free(&scratch);
    return found;
}

static bool prepare(LiteConn *conn, Str sql, sqlite3_stmt **stmt, Errs *errs)
{
    const char *tail = NULL;

    if (sql.len > INT32_MAX)
        return err_addf(errs, ERR_SERVER, "a statement is longer than SQLite takes");
    log_line(conn->log, LOG_DEBUG, "%.*s: %.*s", STR_ARG(conn->path), STR_ARG(sql));
    lite_start_clock(conn);
    if (sqlite3_prepare_v2(conn->db, sql.ptr == NULL ? "" : sql.ptr, (int)sql.len, stmt, &tail) !=
        SQLITE_OK)
        return lite_error_in(conn, sql, errs);
    if (has_second(sql, tail))
        return err_addf(errs, ERR_SERVER, "%.*s: there is more than one statement in a text",
                        STR_ARG(conn->path));
    if (*stmt == NULL)
        return err_addf(errs, ERR_SERVER, "%.*s: a statement is empty", STR_ARG(conn->path));
    return true;
}

/* Names the first view that can't be used. */
static void name_broken_view(LiteConn *conn, Errs *errs)
{
    sqlite3_stmt *views = NULL;

    if (sqlite3_prepare_v2(conn->db, "SELECT name FROM sqlite_schema WHERE type = 'view'", -1,
                           &views, NULL) != SQLITE_OK)
        return;
    while (sqlite3_step(views) == SQLITE_ROW) {
        char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", sqlite3_column_text(views, 0));
        sqlite3_stmt *stmt = NULL;
        int code = sqlite3_prepare_v2(conn->db, sql, -1, &stmt, NULL);
        (void)sqlite3_finalize(stmt);
        sqlite3_free(sql);
        if (code == SQLITE_OK)
            continue;
        err_context(errs, "view %s would break", (const char *)sqlite3_column_text(views, 0));
        break;
    }
    (void)sqlite3_finalize(views);
}

static void explain_failure(LiteConn *conn, Special special, Errs *errs)
{
    if (special == SPECIAL_VIEW_CHECK)
        name_broken_view(conn, errs);
    if (special == SPECIAL_TRIGGER_CHECK)
        err_context(errs, "a trigger of the table would break");
    if (special == SPECIAL_VIEW_CHECK || special == SPECIAL_TRIGGER_CHECK)
        err_hint(errs, "change or drop it before what it uses goes");
}

bool lite_exec(Conn *base, Str sql, Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;
    Special special = special_of(sql);
    sqlite3_stmt *stmt = NULL;
    bool ok;

    if (special == SPECIAL_FOREIGN_KEYS && !may_switch(conn, errs))
        return false;
    ok = prepare(conn, sql, &stmt, errs) && run(conn, stmt, special, errs);
    (void)sqlite3_finalize(stmt);
    if (!ok)
        explain_failure(conn, special, errs);
    return ok;
}

/* Steps through a statement to its end. `rows` NULL: what it gives is dropped. */
static bool read_rows(LiteConn *conn, sqlite3_stmt *stmt, Arena *arena, Rows *rows, Errs *errs)
{
    StrVec cells = {0};
    int columns = sqlite3_column_count(stmt), code;
    size_t count = 0;

    for (; (code = sqlite3_step(stmt)) == SQLITE_ROW; count++)
        for (int i = 0; rows != NULL && i < columns; i++)
            vec_push(arena, &cells, arena_str(arena, lite_cell(stmt, i)));
    if (rows != NULL)
        *rows = (Rows){.columns = (size_t)columns, .count = count, .cells = cells.items};
    return code == SQLITE_DONE || lite_error(conn, errs);
}

bool lite_query(Conn *base, Str sql, Arena *arena, Rows *rows, Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;
    sqlite3_stmt *stmt = NULL;
    bool ok;

    *rows = (Rows){0};
    ok = prepare(conn, sql, &stmt, errs) && read_rows(conn, stmt, arena, rows, errs);
    (void)sqlite3_finalize(stmt);
    return ok;
}

/* Texts: a comparison or a store gives them the affinity of its column. */
static bool bind_values(LiteConn *conn, sqlite3_stmt *stmt, const StrVec *values, Errs *errs)
{
    for (size_t i = 0; i < values->len; i++) {
        Str value = values->items[i];
        int code = value.ptr == NULL ? sqlite3_bind_null(stmt, (int)i + 1)
                                     : sqlite3_bind_text64(stmt, (int)i + 1, value.ptr, value.len,
                                                           SQLITE_TRANSIENT, SQLITE_UTF8);
        if (code != SQLITE_OK)
            return lite_error(conn, errs);
    }
    return true;
}

bool lite_call(Conn *base, Str sql, const StrVec *values, Arena *arena, Rows *rows,
               int64_t *changed, Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;
    sqlite3_stmt *stmt = NULL;
    int64_t before = sqlite3_total_changes64(conn->db);
    bool ok;

    if (rows != NULL)
        *rows = (Rows){0};
    ok = prepare(conn, sql, &stmt, errs) && bind_values(conn, stmt, values, errs) &&
         read_rows(conn, stmt, arena, rows, errs);
    /* sqlite3_changes() keeps the number of an earlier statement where this one writes nothing. */
    if (ok && changed != NULL)
        *changed = sqlite3_total_changes64(conn->db) == before ? 0 : sqlite3_changes64(conn->db);
    (void)sqlite3_finalize(stmt);
    return ok;
}

bool lite_each(LiteConn *conn, const char *sql, LiteRow row, void *context, Errs *errs)
{
    sqlite3_stmt *stmt = NULL;
    int code = SQLITE_DONE;
    bool ok = prepare(conn, str_from(sql), &stmt, errs);

    while (ok && (code = sqlite3_step(stmt)) == SQLITE_ROW)
        ok = row(context, stmt);
    if (ok && code != SQLITE_DONE)
        ok = lite_error(conn, errs);
    (void)sqlite3_finalize(stmt);
    return ok;
}
