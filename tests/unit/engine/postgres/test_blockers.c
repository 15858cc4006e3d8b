/* Who is in the way of locks, and statements that are cut off. */
#include "engine/postgres/conn.h"
#include "server.h"

#include <time.h>

static Server server;

static int open_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL) {
        server = server_open("blockers");
        server_run(&server, "CREATE SCHEMA \"a.b\"");
        server_run(&server, "CREATE TABLE \"a.b\".parent (id integer) PARTITION BY LIST (id)");
        server_run(&server, "CREATE TABLE \"a.b\".part PARTITION OF \"a.b\".parent DEFAULT");
    }
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server_close(&server);
    return 0;
}

/* Those of a lock of that mode, asked by `server.conn`. */
static Blockers blockers_of(const char *label, const char *mode)
{
    StepLockVec locks = {0};
    StepLock *lock = record_new(&server.arena, &step_lock_type);
    Blockers found;

    lock->relation = str_from(label);
    lock->mode = str_from(mode);
    vec_push(&server.arena, &locks, lock);
    assert_true(
        engine_postgres.find_blockers(server.conn, &locks, &server.arena, &found, &server.errs));
    return found;
}

/* The same when that many are seen, or after half a minute: who has just got a lock, or given it
 * back, may show late on a busy machine. */
static Blockers soon_blockers_of(const char *label, const char *mode, size_t count)
{
    time_t until = time(NULL) + 30;
    Blockers found;

    do {
        found = blockers_of(label, mode);
    } while (found.len != count && time(NULL) < until);
    return found;
}

static void a_lock_on_a_partition_is_in_the_way_of_its_parent(void **state)
{
    Conn *other;
    Blockers found;

    (void)state;
    NEEDS_SERVER();
    other = server_again(&server, false);
    assert_true(engine_postgres.begin(other, false, &server.errs));
    assert_true(
        engine_postgres.exec(other, STR("LOCK \"a.b\".part IN ROW EXCLUSIVE MODE"), &server.errs));
    found = soon_blockers_of("\"a.b\".parent", "SHARE", 1);
    assert_int_equal(found.len, 1);
    assert_int_equal(found.items[0].kind, BLOCKER_SESSION);
    assert_str(found.items[0].relation, "\"a.b\".part");
    assert_str(found.items[0].mode, "ROW EXCLUSIVE");
    assert_str(found.items[0].doing, "idle in transaction");
    assert_true(found.items[0].age_ms.given);
    assert_int_equal(blockers_of("\"a.b\".parent", "ACCESS EXCLUSIVE").len, 1);
    assert_int_equal(blockers_of("\"a.b\".parent", "SHARE UPDATE EXCLUSIVE").len, 0);
    assert_int_equal(blockers_of("\"a.b\".other", "ACCESS EXCLUSIVE").len, 0);
    engine_postgres.rollback(other); /* a session that ends keeps its locks for a moment */
    engine_postgres.close(other);
    assert_int_equal(soon_blockers_of("\"a.b\".parent", "ACCESS EXCLUSIVE", 0).len, 0);
}

static void own_locks_are_in_nobodys_way(void **state)
{
    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.begin(server.conn, false, &server.errs));
    server_run(&server, "LOCK \"a.b\".part IN ACCESS EXCLUSIVE MODE");
    assert_int_equal(blockers_of("\"a.b\".part", "ACCESS EXCLUSIVE").len, 0);
    engine_postgres.rollback(server.conn);
}

typedef struct Looks {
    int count, most;
} Looks;

static int look(void *context)
{
    Looks *looks = context;

    return looks->count++ < looks->most ? 20 : 0;
}

static void a_watched_statement_is_cut_off_and_the_session_goes_on(void **state)
{
    Looks looks = {.most = 3};
    StatementWatch watch = {.look = look, .context = &looks};

    (void)state;
    NEEDS_SERVER();
    engine_postgres.watch(server.conn, &watch);
    assert_fails(engine_postgres.exec(server.conn, STR("SELECT pg_sleep(30)"), &server.errs),
                 &server.errs, ERR_LOCK);
    errs_free(&server.errs);
    assert_int_equal(looks.count, 4);
    /* The next one isn't even sent. */
    assert_fails(engine_postgres.exec(server.conn, STR("SELECT nonsense"), &server.errs),
                 &server.errs, ERR_LOCK);
    errs_free(&server.errs);
    engine_postgres.watch(server.conn, NULL);
    server_run(&server, "SELECT 1");
}

static void who_looks_on_changes_nothing(void **state)
{
    Looks looks = {.most = 1000};
    StatementWatch watch = {.look = look, .context = &looks};

    (void)state;
    NEEDS_SERVER();
    engine_postgres.watch(server.conn, &watch);
    server_run(&server, "SELECT pg_sleep(0.2)");
    assert_in_range(looks.count, 1, 12); /* fewer where the machine is busy, never more */
    assert_fails(engine_postgres.exec(server.conn, STR("SELECT 1 / 0"), &server.errs), &server.errs,
                 ERR_SERVER);
    errs_free(&server.errs);
    assert_fails(engine_postgres.exec(server.conn, STR("COPY (SELECT 1) TO STDOUT"), &server.errs),
                 &server.errs, ERR_UNSUPPORTED);
    errs_free(&server.errs);
    server_run(&server, "SELECT 1");
    engine_postgres.watch(server.conn, NULL);
}

static void whoever_waits_for_a_session_is_noticed(void **state)
{
    DeployerLock *lock = NULL;
    Conn *waiting;
    bool has = true;
    time_t until;

    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.lock_deployer(server.conn, &server.url, 0, &lock, &server.errs));
    assert_true(engine_postgres.has_waiters(lock, server.conn, &has, &server.errs));
    assert_false(has);
    assert_true(engine_postgres.begin(server.conn, false, &server.errs));
    server_run(&server, "LOCK \"a.b\".part IN ACCESS EXCLUSIVE MODE");
    waiting = server_again(&server, false);
    assert_int_equal(1, PQsendQuery(pg_conn(waiting)->pq, "SELECT count(*) FROM \"a.b\".part"));
    until = time(NULL) + 30;
    while (!has && time(NULL) < until)
        assert_true(engine_postgres.has_waiters(lock, server.conn, &has, &server.errs));
    assert_true(has);
    engine_postgres.rollback(server.conn);
    engine_postgres.close(waiting);
    engine_postgres.unlock_deployer(lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lock_on_a_partition_is_in_the_way_of_its_parent),
        cmocka_unit_test(own_locks_are_in_nobodys_way),
        cmocka_unit_test(a_watched_statement_is_cut_off_and_the_session_goes_on),
        cmocka_unit_test(who_looks_on_changes_nothing),
        cmocka_unit_test(whoever_waits_for_a_session_is_noticed),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
