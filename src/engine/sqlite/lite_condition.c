/* Conditions of a package, asked so that they can change nothing. */
#include "engine/condition.h"

#include "engine/sqlite/lite_conn.h"

static ConditionAnswer broken(Str words)
{
    return (ConditionAnswer){ANSWER_BROKEN, words};
}

/* SQLite has no booleans: 0 and 1 are what it gives for them. */
static ConditionAnswer read_value(sqlite3_stmt *stmt)
{
    int64_t number;

    if (sqlite3_column_type(stmt, 0) == SQLITE_NULL)
        return (ConditionAnswer){.value = ANSWER_NULL};
    number = sqlite3_column_int64(stmt, 0);
    if (sqlite3_column_type(stmt, 0) != SQLITE_INTEGER || (number != 0 && number != 1))
        return broken(STR("it gives no boolean (0 or 1)"));
    return (ConditionAnswer){.value = number == 1 ? ANSWER_TRUE : ANSWER_FALSE};
}

static ConditionAnswer read_failure(const LiteConn *conn, int timeout_ms, Arena *arena)
{
    if (sqlite3_errcode(conn->db) == SQLITE_INTERRUPT)
        return broken(arena_printf(arena, "it takes longer than %d ms", timeout_ms));
    return broken(arena_str(arena, str_from(sqlite3_errmsg(conn->db))));
}

static ConditionAnswer step(const LiteConn *conn, sqlite3_stmt *stmt, int timeout_ms, Arena *arena)
{
    ConditionAnswer answer;
    int code;

    if (sqlite3_stmt_readonly(stmt) == 0)
        return broken(STR("it writes"));
    if (sqlite3_column_count(stmt) != 1)
        return broken(STR("it gives more than one column"));
    code = sqlite3_step(stmt);
    if (code == SQLITE_DONE)
        return broken(STR("it gives no row"));
    if (code != SQLITE_ROW)
        return read_failure(conn, timeout_ms, arena);
    answer = read_value(stmt);
    code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
        return broken(STR("it gives more than one row"));
    return code == SQLITE_DONE ? answer : read_failure(conn, timeout_ms, arena);
}

bool lite_ask_condition(Conn *base, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                        Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;
    int64_t kept_ms = conn->timeout_ms;
    Str sql = condition_query(arena, text);
    sqlite3_stmt *stmt = NULL;
    const char *tail = NULL;

    (void)errs;
    log_line(conn->log, LOG_DEBUG, "%.*s: %.*s", STR_ARG(conn->path), STR_ARG(sql));
    conn->timeout_ms = timeout_ms;
    lite_start_clock(conn);
    if (sql.len > INT32_MAX ||
        sqlite3_prepare_v2(conn->db, sql.ptr, (int)sql.len, &stmt, &tail) != SQLITE_OK)
        *answer = read_failure(conn, timeout_ms, arena);
    else if (stmt == NULL || tail != sql.ptr + sql.len)
        *answer = broken(STR("it is more than one statement"));
    else
        *answer = step(conn, stmt, timeout_ms, arena);
    (void)sqlite3_finalize(stmt);
    conn->timeout_ms = kept_ms;
    return true;
}

bool lite_today(Conn *conn, Arena *arena, Str *day, Errs *errs)
{
    Rows rows = {0};

    if (!lite_query(conn, STR("SELECT date('now')"), arena, &rows, errs))
        return false;
    *day = ROW_CELL(&rows, 0, 0);
    return true;
}
