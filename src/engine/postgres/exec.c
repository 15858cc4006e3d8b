/* Statements, queries, transactions. */
#include <errno.h>
#include <poll.h>

#include "engine/postgres/conn.h"

enum { LONGEST_IDLE_MS = 60 * 1000 };

/* Sends no more; reads and drops what is on its way, so that the session is usable again. */
static void drain(PgConn *conn)
{
    PGresult *result;

    while (PQstatus(conn->pq) == CONNECTION_OK && (result = PQgetResult(conn->pq)) != NULL)
        PQclear(result);
}

/* COPY from or to the client has no place in a plan: nobody would feed it. */
static bool end_copy(PgConn *conn, ExecStatusType status, Errs *errs)
{
    char *row = NULL;

    if (status != PGRES_COPY_OUT)
        (void)PQputCopyEnd(conn->pq, "anneal sends no rows");
    while (status != PGRES_COPY_IN && PQgetCopyData(conn->pq, &row, 0) > 0)
        PQfreemem(row);
    drain(conn);
    return err_at(errs, ERR_UNSUPPORTED, (Loc){0}, "use a file on the server, or INSERT",
                  "COPY from or to the client can't be run");
}

/* Whether the statement went well; else an error. */
static bool check(PgConn *conn, const PGresult *result, Errs *errs)
{
    ExecStatusType status = PQresultStatus(result);

    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return true;
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH)
        return end_copy(conn, status, errs);
    if (result == NULL && conn->was_cut && PQstatus(conn->pq) == CONNECTION_OK)
        return pg_error_cut(errs);
    if (result == NULL)
        return pg_error_lost(conn, errs);
    return pg_error_add(conn, result, errs);
}

/* Asks the server to end what it is at; what becomes of that the statement's own result says. */
static void cut(PgConn *conn)
{
    PGcancel *cancel = PQgetCancel(conn->pq);
    char ignored[256];

    conn->was_cut = true;
    if (cancel != NULL)
        (void)PQcancel(cancel, ignored, sizeof ignored);
    PQfreeCancel(cancel);
}

/* Until the server has answered, or is lost; asks the watch meanwhile. */
static void wait_watched(PgConn *conn, int look_ms)
{
    while (PQisBusy(conn->pq)) {
        struct pollfd socket = {.fd = PQsocket(conn->pq), .events = POLLIN};
        int ready = poll(&socket, 1, conn->was_cut ? -1 : look_ms);
        if (ready < 0 && errno != EINTR)
            return;
        if (ready > 0 && !PQconsumeInput(conn->pq))
            return;
        if (ready != 0)
            continue;
        look_ms = conn->watch->look(conn->watch->context);
        if (look_ms <= 0)
            cut(conn);
    }
}

/* As PQexecParams, with somebody who asks while it runs. NULL: it was not to begin, or is lost. */
static PGresult *exec_watched(PgConn *conn, const char *sql, int count, const char *const *values)
{
    int look_ms = conn->watch->look(conn->watch->context);
    PGresult *result, *more;

    if (look_ms <= 0)
        conn->was_cut = true;
    if (look_ms <= 0 || !PQsendQueryParams(conn->pq, sql, count, NULL, values, NULL, NULL, 0))
        return NULL;
    wait_watched(conn, look_ms);
    result = PQgetResult(conn->pq);
    if (PQresultStatus(result) == PGRES_COPY_IN || PQresultStatus(result) == PGRES_COPY_OUT)
        return result;
    while ((more = PQgetResult(conn->pq)) != NULL)
        PQclear(more);
    return result;
}

void pg_exec_watch(Conn *conn, const StatementWatch *watch)
{
    pg_conn(conn)->watch = watch;
    pg_conn(conn)->was_cut = false;
}

/* The extended protocol takes one statement only: no text can bring a second one along. */
static PGresult *send(PgConn *conn, const char *sql, int count, const char *const *values)
{
    log_line(conn->log, LOG_DEBUG, "%s", sql);
    return conn->watch != NULL ? exec_watched(conn, sql, count, values)
                               : PQexecParams(conn->pq, sql, count, NULL, values, NULL, NULL, 0);
}

PGresult *pg_exec_try(PgConn *conn, const char *sql)
{
    return send(conn, sql, 0, NULL);
}

bool pg_exec_check(PgConn *conn, const PGresult *result, Errs *errs)
{
    return check(conn, result, errs);
}

PGresult *pg_exec_params(PgConn *conn, const char *sql, int count, const char *const *values,
                         Errs *errs)
{
    PGresult *result = send(conn, sql, count, values);

    if (check(conn, result, errs))
        return result;
    pg_error_place(result, sql, errs);
    PQclear(result);
    return NULL;
}

Str pg_exec_cell(const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column))
        return STR_ABSENT;
    return (Str){PQgetvalue(result, row, column), (size_t)PQgetlength(result, row, column)};
}

static bool run(PgConn *conn, const char *sql, Errs *errs)
{
    PGresult *result = pg_exec_params(conn, sql, 0, NULL, errs);

    PQclear(result);
    return result != NULL;
}

bool pg_exec(Conn *conn, Str sql, Errs *errs)
{
    Arena scratch = {0};
    bool ok = run(pg_conn(conn), arena_cstr(&scratch, sql), errs);

    arena_free(&scratch);
    return ok;
}

static void copy_rows(const PGresult *result, Arena *arena, Rows *rows)
{
    *rows = (Rows){.columns = (size_t)PQnfields(result), .count = (size_t)PQntuples(result)};
    rows->cells = ARENA_ARRAY(arena, Str, rows->columns * rows->count);
    for (size_t i = 0; i < rows->columns * rows->count; i++)
        rows->cells[i] = arena_str(
            arena, pg_exec_cell(result, (int)(i / rows->columns), (int)(i % rows->columns)));
}

bool pg_exec_query(Conn *conn, Str sql, Arena *arena, Rows *rows, Errs *errs)
{
    Arena scratch = {0};
    PGresult *result = pg_exec_params(pg_conn(conn), arena_cstr(&scratch, sql), 0, NULL, errs);

    arena_free(&scratch);
    if (result == NULL)
        return false;
    copy_rows(result, arena, rows);
    PQclear(result);
    return true;
}

bool pg_exec_call(Conn *conn, Str sql, const StrVec *values, Arena *arena, Rows *rows,
                  int64_t *changed, Errs *errs)
{
    Arena scratch = {0};
    const char **texts = ARENA_ARRAY(&scratch, const char *, values->len + 1);
    PGresult *result;

    for (size_t i = 0; i < values->len; i++)
        texts[i] = values->items[i].ptr == NULL ? NULL : arena_cstr(&scratch, values->items[i]);
    result =
        pg_exec_params(pg_conn(conn), arena_cstr(&scratch, sql), (int)values->len, texts, errs);
    arena_free(&scratch);
    if (result == NULL)
        return false;
    if (rows != NULL)
        copy_rows(result, arena, rows);
    /* "" of what writes no rows. */
    if (changed != NULL && !str_to_int64(str_from(PQcmdTuples(result)), changed))
        *changed = 0;
    PQclear(result);
    return true;
}

bool pg_exec_begin(Conn *conn, bool is_read_only, Errs *errs)
{
    return run(pg_conn(conn), is_read_only ? "BEGIN READ ONLY" : "BEGIN READ WRITE", errs);
}

bool pg_exec_commit(Conn *conn, Errs *errs)
{
    PGresult *result = pg_exec_params(pg_conn(conn), "COMMIT", 0, NULL, errs);
    bool ok = result != NULL;

    /* COMMIT of a failed transaction succeeds as a ROLLBACK: only the tag tells. */
    if (ok && !str_is(str_from(PQcmdStatus(result)), "COMMIT"))
        ok = err_addf(errs, ERR_SERVER, "the transaction had failed and was rolled back");
    PQclear(result);
    return ok;
}

void pg_exec_rollback(Conn *conn)
{
    PgConn *pg = pg_conn(conn);

    if (PQtransactionStatus(pg->pq) == PQTRANS_ACTIVE)
        drain(pg);
    if (PQtransactionStatus(pg->pq) == PQTRANS_INTRANS ||
        PQtransactionStatus(pg->pq) == PQTRANS_INERROR) {
        log_line(pg->log, LOG_DEBUG, "ROLLBACK");
        PQclear(PQexec(pg->pq, "ROLLBACK"));
    }
}

bool pg_exec_in_transaction(Conn *conn)
{
    PGTransactionStatusType status = PQtransactionStatus(pg_conn(conn)->pq);

    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

/* How soon the server looks why we wait: who waits for longer than that for a vacuum's lock has it
 * cancelled. Source: PostgreSQL manual, "deadlock_timeout"; measured on 12 to 18. */
static int hurry_ms(int lock_timeout_ms)
{
    int ms = lock_timeout_ms / 3;

    return lock_timeout_ms <= 0 || ms > 1000 ? 1000 : ms < 1 ? 1 : ms;
}

bool pg_exec_set_limits(Conn *conn, int lock_timeout_ms, int statement_timeout_ms, Errs *errs)
{
    PgConn *pg = pg_conn(conn);
    Arena scratch = {0};
    /* A client that stands still in a transaction, stopped by a key or by its network, holds its
     * locks no longer than that. */
    const char *values[] = {arena_printf(&scratch, "%d", lock_timeout_ms).ptr,
                            arena_printf(&scratch, "%d", statement_timeout_ms).ptr,
                            arena_printf(&scratch, "%d", (int)LONGEST_IDLE_MS).ptr,
                            arena_printf(&scratch, "%d", hurry_ms(lock_timeout_ms)).ptr};
    bool may_hurry = pg_may_hurry(pg);
    /* All in one round trip: every transaction group begins with it. */
    const char *sql =
        may_hurry ? "SELECT pg_catalog.set_config('lock_timeout', $1, false), "
                    "pg_catalog.set_config('statement_timeout', $2, false), "
                    "pg_catalog.set_config('idle_in_transaction_session_timeout', $3, false), "
                    "pg_catalog.set_config('deadlock_timeout', $4, false)"
                  : "SELECT pg_catalog.set_config('lock_timeout', $1, false), "
                    "pg_catalog.set_config('statement_timeout', $2, false), "
                    "pg_catalog.set_config('idle_in_transaction_session_timeout', $3, false)";
    PGresult *result = pg_exec_params(pg, sql, may_hurry ? 4 : 3, values, errs);
    bool ok = result != NULL;

    if (ok)
        pg->statement_timeout_ms = statement_timeout_ms;
    PQclear(result);
    arena_free(&scratch);
    return ok;
}
