/* One deployer per database: an advisory lock on a connection of its own. */
#include <errno.h>

#include "engine/postgres/catalog.h"
#include "engine/postgres/conn.h"
#include "engine/postgres/pure.h"
#include "pg_sql.h"

enum { POLL_MS = 250 };

struct DeployerLock {
    Arena arena; /* holds this struct */
    PgConn *conn;
};

/* What a deployment can't run on. */
static bool check_server(const PgConn *conn, Errs *errs)
{
    if (conn->fork.len > 0)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                      "plan, drift and extract may work; nothing was changed",
                      "%.*s is %.*s, for which this version has no lock rules",
                      STR_ARG(conn->place), STR_ARG(conn->fork));
    if (conn->is_standby)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0}, "connect to the primary",
                      "%.*s is a standby", STR_ARG(conn->place));
    if (conn->is_read_only)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                      "default_transaction_read_only is on for this role or database",
                      "%.*s is read-only", STR_ARG(conn->place));
    if (conn->is_pooled)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                      "connect to the server itself: a pooler may hand each statement to another "
                      "session",
                      "%.*s is reached through a connection pooler", STR_ARG(conn->place));
    return true;
}

/* 1: ours, 0: somebody else's, -1: error. */
static int try_lock(PgConn *conn, Errs *errs)
{
    static const char *const keys[] = {PG_DEPLOYER_CLASS, PG_DEPLOYER_OBJECT};
    PGresult *result = pg_exec_params(
        conn, "SELECT pg_catalog.pg_try_advisory_lock($1::integer, $2::integer)", 2, keys, errs);
    int got = result == NULL ? -1 : pg_catalog_bool(pg_exec_cell(result, 0, 0)) ? 1 : 0;

    PQclear(result);
    return got;
}

bool pg_lock_find(Conn *conn, Arena *arena, Str *holder, Errs *errs)
{
    static const char *const keys[] = {PG_DEPLOYER_CLASS, PG_DEPLOYER_OBJECT};
    PGresult *result = pg_exec_params(pg_conn(conn), PG_SQL_DEPLOYER_HOLDER, 2, keys, errs);

    if (result == NULL)
        return false;
    *holder = STR_ABSENT;
    if (PQntuples(result) > 0)
        *holder =
            arena_printf(arena, "%s as %s from %s, process %s, since %s", PQgetvalue(result, 0, 1),
                         PQgetvalue(result, 0, 3), PQgetvalue(result, 0, 2),
                         PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 4));
    PQclear(result);
    return true;
}

static bool name_holder(PgConn *conn, Errs *errs)
{
    Arena scratch = {0};
    Str holder = STR_ABSENT;

    if (pg_lock_find(&conn->conn, &scratch, &holder, errs)) {
        (void)err_addf(errs, ERR_LOCK, "another deployer is at work on %.*s%s%.*s",
                       STR_ARG(conn->place), holder.len > 0 ? ": " : "", STR_ARG(holder));
        (void)err_hint(errs, "wait for it to end, then run again");
    }
    arena_free(&scratch);
    return false;
}

static void wait_ms(long ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
}

static bool acquire(PgConn *conn, int wait_at_most_ms, Errs *errs)
{
    for (int waited_ms = 0;; waited_ms += POLL_MS) {
        int got = try_lock(conn, errs);
        if (got != 0)
            return got > 0;
        if (waited_ms >= wait_at_most_ms)
            return name_holder(conn, errs);
        wait_ms(POLL_MS);
    }
}

bool pg_lock_deployer(Conn *conn, const Url *url, int wait_at_most_ms, DeployerLock **lock,
                      Errs *errs)
{
    ConnectOptions options = {.log = pg_conn(conn)->log};
    Arena arena = {0};
    DeployerLock *made;
    Conn *second = NULL;

    if (!check_server(pg_conn(conn), errs) || !pg_conn_connect(url, &options, &second, errs))
        return false;
    if (!check_server(pg_conn(second), errs) || !acquire(pg_conn(second), wait_at_most_ms, errs)) {
        pg_conn_close(second);
        return false;
    }
    made = ARENA_NEW(&arena, DeployerLock);
    *made = (DeployerLock){.arena = arena, .conn = pg_conn(second)};
    *lock = made;
    return true;
}

static bool lost(const DeployerLock *lock, Errs *errs)
{
    return err_at(errs, ERR_LOCK, (Loc){0},
                  "nothing more was done, as another deployer may be at work; run again",
                  "the deployer lock on %.*s was lost", STR_ARG(lock->conn->place));
}

bool pg_lock_holds(DeployerLock *lock, Errs *errs)
{
    static const char *const keys[] = {PG_DEPLOYER_CLASS, PG_DEPLOYER_OBJECT};
    int own = PQbackendPID(lock->conn->pq);
    ErrsMark mark = errs_mark(errs);
    PGresult *result = pg_exec_params(lock->conn, PG_SQL_DEPLOYER_HOLDER, 2, keys, errs);
    bool holds = false;

    if (result == NULL) {
        /* The lock was its session's. */
        errs_drop(errs, mark);
        return lost(lock, errs);
    }
    for (int row = 0; row < PQntuples(result); row++)
        holds = holds || pg_catalog_number(pg_exec_cell(result, row, 0)) == own;
    PQclear(result);
    return holds || lost(lock, errs);
}

bool pg_lock_has_waiters(DeployerLock *lock, Conn *of, bool *has, Errs *errs)
{
    Arena scratch = {0};
    const char *values[] = {arena_printf(&scratch, "%d", PQbackendPID(pg_conn(of)->pq)).ptr};
    /* pg_locks first: it is cheap, and mostly nobody waits for anything. */
    PGresult *result =
        pg_exec_params(lock->conn,
                       "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks AS w WHERE NOT w.granted "
                       "AND w.pid <> $1::integer "
                       "AND $1::integer = ANY (pg_catalog.pg_blocking_pids(w.pid)))",
                       1, values, errs);

    if (result != NULL)
        *has = pg_catalog_bool(pg_exec_cell(result, 0, 0));
    arena_free(&scratch);
    if (result == NULL)
        return false;
    PQclear(result);
    return true;
}

static OptInt number_of(const PGresult *result, int column)
{
    Str cell = pg_exec_cell(result, 0, column);

    return cell.ptr == NULL ? (OptInt){0} : (OptInt){true, pg_catalog_number(cell)};
}

bool pg_lock_look_at_statement(DeployerLock *lock, Conn *of, Arena *arena,
                               StatementProgress *progress, Errs *errs)
{
    const char *values[] = {arena_printf(arena, "%d", PQbackendPID(pg_conn(of)->pq)).ptr};
    PGresult *result = pg_exec_params(lock->conn, PG_SQL_STATEMENT_PROGRESS, 1, values, errs);

    *progress = (StatementProgress){0};
    if (result != NULL && PQntuples(result) > 0) {
        progress->stage = arena_str(arena, pg_exec_cell(result, 0, 0));
        progress->done = number_of(result, 1);
        progress->of = number_of(result, 2);
        progress->unit = str_is(pg_exec_cell(result, 0, 3), "rows") ? STR("rows") : STR("blocks");
    }
    if (result == NULL)
        return false;
    PQclear(result);
    return true;
}

void pg_lock_release(DeployerLock *lock)
{
    Arena arena;

    if (lock == NULL)
        return;
    pg_conn_close(&lock->conn->conn); /* the lock ends with its session */
    arena = lock->arena;
    arena_free(&arena);
}
