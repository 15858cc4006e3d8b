/* One deployer per database: a named lock of a connection of its own. */
#include "engine/mysql/my_client.h"

#include <errno.h>
#include <time.h>

#include "base/sb.h"
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_slots.h"
#include "my_sql.h"

enum {
    POLL_MS = 250,
    NAME_MOST = 64, /* MySQL's longest name of a lock */
    /* MariaDB makes its lists of transactions and their locks anew only when nobody has read them
     * for 100 ms: who asks more often is told the same for ever. */
    ROWS_EVERY_MS = 150
};

struct DeployerLock {
    Arena arena; /* holds this struct */
    MyConn *conn;
    Str name;
    int64_t rows_asked_ms; /* when the list of row locks was read last; 0: never */
};

/* Locks are the server's, not a database's. */
static Str lock_name(Arena *arena, const MyConn *conn)
{
    Str name = arena_printf(arena, "anneal:%.*s", STR_ARG(conn->database));

    if (name.len <= NAME_MOST)
        return name;
    return arena_printf(arena, "anneal:%016llx", (unsigned long long)str_hash(conn->database));
}

/* What a deployment can't run on. */
static bool check_server(const MyConn *conn, Errs *errs)
{
    if (conn->fork.len > 0)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                      "plan, drift and extract may work; nothing was changed",
                      "%.*s is %.*s, for which this version has no lock rules",
                      STR_ARG(conn->place), STR_ARG(conn->fork));
    if (conn->is_read_only)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                      "connect to the primary; read_only is on for a replica", "%.*s is read-only",
                      STR_ARG(conn->place));
    return true;
}

/* The one row of a query about a lock. */
static bool ask(MyConn *conn, const char *sql, Str name, Arena *arena, Rows *rows, Errs *errs)
{
    StrVec values = {.items = &name, .len = 1};

    return my_call(&conn->conn, str_from(sql), &values, arena, rows, NULL, errs);
}

/* 1: ours, 0: somebody else's, -1: error. */
static int try_lock(MyConn *conn, Str name, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    int got = -1;

    if (ask(conn, "SELECT GET_LOCK(?1, 0)", name, &scratch, &rows, errs))
        got = rows.count == 1 && str_is(ROW_CELL(&rows, 0, 0), "1") ? 1 : 0;
    arena_free(&scratch);
    return got;
}

bool my_find_deployer(Conn *base, Arena *arena, Str *holder, Errs *errs)
{
    MyConn *conn = my_conn(base);
    Rows rows = {0};

    *holder = STR_ABSENT;
    if (!ask(conn, MY_SQL_DEPLOYER_HOLDER, lock_name(arena, conn), arena, &rows, errs))
        return false;
    /* A user without the right PROCESS sees no other's sessions. */
    if (rows.count == 1 && ROW_CELL(&rows, 0, 0).ptr != NULL)
        *holder = ROW_CELL(&rows, 0, 1).ptr == NULL
                      ? arena_printf(arena, "session %.*s", STR_ARG(ROW_CELL(&rows, 0, 0)))
                      : arena_printf(arena, "session %.*s of %.*s from %.*s",
                                     STR_ARG(ROW_CELL(&rows, 0, 0)), STR_ARG(ROW_CELL(&rows, 0, 1)),
                                     STR_ARG(ROW_CELL(&rows, 0, 2)));
    return true;
}

static bool name_holder(MyConn *conn, Errs *errs)
{
    Arena scratch = {0};
    Str holder = STR_ABSENT;

    if (my_find_deployer(&conn->conn, &scratch, &holder, errs)) {
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

static bool acquire(const DeployerLock *lock, int wait_at_most_ms, Errs *errs)
{
    for (int waited_ms = 0;; waited_ms += POLL_MS) {
        int got = try_lock(lock->conn, lock->name, errs);
        if (got != 0)
            return got > 0;
        if (waited_ms >= wait_at_most_ms)
            return name_holder(lock->conn, errs);
        wait_ms(POLL_MS);
    }
}

bool my_lock_deployer(Conn *base, const Url *url, int wait_at_most_ms, DeployerLock **out,
                      Errs *errs)
{
    ConnectOptions options = {.log = my_conn(base)->log};
    Arena arena = {0};
    DeployerLock *lock;
    Conn *second = NULL;

    if (!check_server(my_conn(base), errs) ||
        !my_connect(my_conn(base)->family, url, &options, &second, errs))
        return false;
    lock = ARENA_NEW(&arena, DeployerLock);
    *lock = (DeployerLock){.arena = arena, .conn = my_conn(second)};
    lock->name = lock_name(&lock->arena, lock->conn);
    /* It has nothing to do for as long as a step takes. */
    if (my_exec(second, STR("SET SESSION wait_timeout = 2147483"), errs) &&
        acquire(lock, wait_at_most_ms, errs)) {
        *out = lock;
        return true;
    }
    my_unlock_deployer(lock);
    return false;
}

bool my_deployer_lock_holds(DeployerLock *lock, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    ErrsMark mark = errs_mark(errs);
    bool holds = ask(lock->conn, "SELECT IS_USED_LOCK(?1) = CONNECTION_ID()", lock->name, &scratch,
                     &rows, errs) &&
                 rows.count == 1 && str_is(ROW_CELL(&rows, 0, 0), "1");

    arena_free(&scratch);
    if (holds)
        return true;
    errs_drop(errs, mark); /* the lock was its session's */
    return err_at(errs, ERR_LOCK, (Loc){0},
                  "nothing more was done, as another deployer may be at work; run again",
                  "the deployer lock on %.*s was lost", STR_ARG(lock->conn->place));
}

void my_unlock_deployer(DeployerLock *lock)
{
    Arena arena;

    if (lock == NULL)
        return;
    my_close(&lock->conn->conn); /* the lock ends with its session */
    arena = lock->arena;
    arena_free(&arena);
}

/* What a user may not see, it goes without: `rows` are none then. */
static bool ask_if_allowed(DeployerLock *lock, const char *sql, Conn *of, Arena *arena, Rows *rows,
                           Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    *rows = (Rows){0};
    if (ask(lock->conn, sql, arena_printf(arena, "%lld", (long long)my_conn(of)->id), arena, rows,
            errs))
        return true;
    if (errs_last(errs)->code == ERR_CONNECTION)
        return false;
    errs_drop(errs, mark);
    *rows = (Rows){0};
    return true;
}

static bool is_true(const Rows *rows)
{
    return rows->count == 1 && str_is(ROW_CELL(rows, 0, 0), "1");
}

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether it is time to read the list of row locks. */
static bool may_ask_rows(DeployerLock *lock)
{
    int64_t now = now_ms();

    if (lock->conn->family == MY_MARIADB && now - lock->rows_asked_ms < ROWS_EVERY_MS)
        return false;
    lock->rows_asked_ms = now;
    return true;
}

/* Metadata locks first: they keep everybody waiting. */
bool my_has_waiters(DeployerLock *lock, Conn *of, bool *has, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = ask_if_allowed(lock, MY_SQL_METADATA_WAITERS, of, &scratch, &rows, errs);

    *has = is_true(&rows);
    if (ok && !*has && may_ask_rows(lock)) {
        ok = ask_if_allowed(lock,
                            lock->conn->family == MY_MARIADB ? MY_SQL_ROW_WAITERS_MARIADB
                                                             : MY_SQL_ROW_WAITERS,
                            of, &scratch, &rows, errs);
        *has = is_true(&rows);
    }
    arena_free(&scratch);
    return ok;
}

static OptInt number_of(const Rows *rows, size_t column)
{
    OptInt number = {0};

    number.given = str_to_int64(ROW_CELL(rows, 0, column), &number.value);
    return number;
}

bool my_look_at_statement(DeployerLock *lock, Conn *of, Arena *arena, StatementProgress *progress,
                          Errs *errs)
{
    Rows rows = {0};
    bool ok = ask_if_allowed(lock,
                             lock->conn->family == MY_MARIADB ? MY_SQL_STATEMENT_PROGRESS_MARIADB
                                                              : MY_SQL_STATEMENT_PROGRESS,
                             of, arena, &rows, errs);

    *progress = (StatementProgress){0};
    if (ok && rows.count > 0) {
        progress->stage = ROW_CELL(&rows, 0, 0);
        progress->done = number_of(&rows, 1);
        progress->of = number_of(&rows, 2);
        progress->unit = STR("percent");
    }
    return ok;
}
