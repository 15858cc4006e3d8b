/* Transactions, and limits of what runs in them. */
#include "engine/mysql/my_client.h"

#include "engine/mysql/my_conn.h"

/* DDL would commit a reading transaction and then be done: only the session can forbid it. */
bool my_begin(Conn *base, bool is_read_only, Errs *errs)
{
    MyConn *conn = my_conn(base);

    if (!is_read_only)
        return my_exec(base, STR("START TRANSACTION READ WRITE"), errs);
    conn->is_reading = true;
    return my_allow_writes(conn, false, errs) &&
           my_exec(base, STR("START TRANSACTION READ ONLY"), errs);
}

static bool end_reading(MyConn *conn, Errs *errs)
{
    bool was_reading = conn->is_reading;

    conn->is_reading = false;
    return !was_reading || conn->options.is_read_only || my_allow_writes(conn, true, errs);
}

bool my_commit(Conn *base, Errs *errs)
{
    return my_exec(base, STR("COMMIT"), errs) && end_reading(my_conn(base), errs);
}

void my_rollback(Conn *base)
{
    Errs ignored = {0};

    if (my_in_transaction(base))
        (void)my_exec(base, STR("ROLLBACK"), &ignored);
    (void)end_reading(my_conn(base), &ignored);
    errs_free(&ignored);
}

bool my_in_transaction(Conn *conn)
{
    return (my_conn(conn)->my->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

/* Both count in whole seconds, and MySQL takes none for one. A limit on the statement cuts shorter,
 * by this client's own clock, and by the server's where it has one for all statements. */
bool my_set_limits(Conn *base, int lock_timeout_ms, int statement_timeout_ms, Errs *errs)
{
    enum { NO_LIMIT_S = 31536000 };
    MyConn *conn = my_conn(base);
    Arena scratch = {0};
    int seconds = lock_timeout_ms > 0 ? (lock_timeout_ms + 999) / 1000 : NO_LIMIT_S;
    Str sql = arena_printf(
        &scratch, "SET SESSION lock_wait_timeout = %d, innodb_lock_wait_timeout = %d%s", seconds,
        seconds,
        conn->family == MY_MARIADB ? ", max_statement_time = " : ", max_execution_time = ");
    bool ok;

    sql = conn->family == MY_MARIADB
              ? arena_printf(&scratch, "%.*s%d.%03d", STR_ARG(sql), statement_timeout_ms / 1000,
                             statement_timeout_ms % 1000)
              : arena_printf(&scratch, "%.*s%d", STR_ARG(sql), statement_timeout_ms);
    conn->statement_timeout_ms = 0; /* this one has time */
    ok = my_exec(base, sql, errs);
    if (ok) {
        conn->lock_timeout_ms = lock_timeout_ms;
        conn->statement_timeout_ms = statement_timeout_ms;
    }
    arena_free(&scratch);
    return ok;
}

bool my_allow_writes(MyConn *conn, bool may_write, Errs *errs)
{
    return my_exec(&conn->conn,
                   may_write ? STR("SET SESSION TRANSACTION READ WRITE")
                             : STR("SET SESSION TRANSACTION READ ONLY"),
                   errs);
}
