/* What only a server can show: who waits for whom, limits, rights, the session. */
#include <pthread.h>
#include <time.h>

#include "test.h"

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_slots.h"
#include "engine/mysql/mysql.h"

static const struct {
    const Engine *engine;
    const char *variable;
} servers[] = {{&engine_mysql, "ANNEAL_TEST_MYSQL_URL"},
               {&engine_mariadb, "ANNEAL_TEST_MARIADB_URL"}};
enum {
    SERVER_COUNT = sizeof servers / sizeof *servers,
    PATIENCE_MS = 20 * 1000,
    NAP_MS = 20,
    LIST_MS = 200
};

typedef struct Live {
    Arena arena;
    Errs errs;
    const Engine *engine;
    Url url;
    Conn *conn;
} Live;

static Conn *open_conn(Live *live, const Url *url)
{
    ConnectOptions options = {.lock_timeout_ms = 10 * 1000};
    Conn *conn = NULL;

    if (!live->engine->connect(url, &options, &conn, &live->errs))
        fail_msg("%s: %s", errs_last(&live->errs)->message, errs_last(&live->errs)->server);
    return conn;
}

static void run(Live *live, Conn *conn, const char *sql)
{
    if (!my_exec(conn, str_from(sql), &live->errs))
        fail_msg("%s: %s", sql, errs_last(&live->errs)->server);
}

static bool live_open(Live *live, size_t server)
{
    const char *text = getenv(servers[server].variable);

    *live = (Live){.engine = servers[server].engine};
    if (text == NULL) {
        print_message("skipped: %s is not set\n", servers[server].variable);
        return false;
    }
    assert_true(url_parse(&live->arena, str_from(text), &live->url, &live->errs));
    live->conn = open_conn(live, &live->url);
    run(live, live->conn, "DROP TABLE IF EXISTS live_case");
    run(live, live->conn, "CREATE TABLE live_case (a int PRIMARY KEY, b int)");
    run(live, live->conn, "INSERT INTO live_case VALUES (1, 1)");
    return true;
}

static void live_close(Live *live)
{
    if (live->conn != NULL)
        run(live, live->conn, "DROP TABLE IF EXISTS live_case");
    my_close(live->conn);
    errs_free(&live->errs);
    arena_free(&live->arena);
}

/* A statement of another session, in a thread of its own. */
typedef struct Other {
    pthread_t thread;
    Conn *conn;
    const char *sql;
    bool ok;
    ErrCode code;
} Other;

static void *run_other(void *context)
{
    Other *other = context;
    Errs errs = {0};

    other->ok = my_exec(other->conn, str_from(other->sql), &errs);
    if (!other->ok)
        other->code = errs_last(&errs)->code;
    errs_free(&errs);
    return NULL;
}

static void start(Other *other)
{
    assert_int_equal(pthread_create(&other->thread, NULL, run_other, other), 0);
}

static StepLock lock_of_case = {.relation = {"live_case", 9}, .blocks = BLOCKS_ALL};

static size_t count_blockers(Live *live, Blockers *blockers)
{
    StepLock *locks[] = {&lock_of_case};
    StepLockVec list = {.items = locks, .len = 1};

    assert_true(my_find_blockers(live->conn, &list, &live->arena, blockers, &live->errs));
    return blockers->len;
}

static void a_reader_in_a_transaction_is_in_the_way(size_t server)
{
    Live live;
    Blockers blockers = {0};
    Conn *reader;

    if (!live_open(&live, server))
        return;
    assert_int_equal(count_blockers(&live, &blockers), 0);
    reader = open_conn(&live, &live.url);
    run(&live, reader, "START TRANSACTION");
    run(&live, reader, "SELECT * FROM live_case");
    assert_int_equal(count_blockers(&live, &blockers), 1);
    assert_str(blockers.items[0].relation, "live_case");
    assert_int_equal(blockers.items[0].pid, my_conn(reader)->id);
    assert_str(blockers.items[0].who, "anneal as root");
    /* A server still says `query` for a moment when the client has its answer, and MariaDB's list
     * of transactions is made anew when nobody has read it for 100 ms. */
    for (int left_ms = PATIENCE_MS;
         left_ms > 0 && (!blockers.items[0].age_ms.given ||
                         !str_is(blockers.items[0].doing, "idle in transaction"));
         left_ms -= LIST_MS) {
        struct timespec nap = {0, LIST_MS * 1000000L};
        (void)nanosleep(&nap, NULL);
        assert_int_equal(count_blockers(&live, &blockers), 1);
    }
    assert_true(blockers.items[0].age_ms.given);
    assert_str(blockers.items[0].doing, "idle in transaction");
    run(&live, reader, "COMMIT");
    assert_int_equal(count_blockers(&live, &blockers), 0);
    my_close(reader);
    live_close(&live);
}

/* Until somebody waits for what the session has, or for long enough. */
static bool waits_in_time(Live *live, DeployerLock *lock, Conn *of)
{
    bool has = false;

    for (int left_ms = PATIENCE_MS; left_ms > 0 && !has; left_ms -= NAP_MS) {
        struct timespec nap = {0, NAP_MS * 1000000L};
        assert_true(my_has_waiters(lock, of, &has, &live->errs));
        if (!has)
            (void)nanosleep(&nap, NULL);
    }
    return has;
}

static void who_waits_for_a_table_or_a_row_is_seen(size_t server)
{
    static const char *const waits[] = {"ALTER TABLE live_case COMMENT = 'x'",
                                        "UPDATE live_case SET b = 3"};
    Live live;
    DeployerLock *lock = NULL;
    bool has = true;

    if (!live_open(&live, server))
        return;
    assert_true(my_lock_deployer(live.conn, &live.url, PATIENCE_MS, &lock, &live.errs));
    for (size_t i = 0; i < 2; i++) {
        Other other = {.conn = open_conn(&live, &live.url), .sql = waits[i]};
        run(&live, live.conn, "START TRANSACTION");
        run(&live, live.conn, "UPDATE live_case SET b = 2");
        assert_true(my_has_waiters(lock, live.conn, &has, &live.errs));
        assert_false(has);
        start(&other);
        assert_true(waits_in_time(&live, lock, live.conn));
        run(&live, live.conn, "COMMIT");
        (void)pthread_join(other.thread, NULL);
        assert_true(other.ok);
        my_close(other.conn);
    }
    my_unlock_deployer(lock);
    live_close(&live);
}

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void a_statement_ends_with_its_time(size_t server)
{
    Live live;
    int64_t begun_ms;

    if (!live_open(&live, server))
        return;
    assert_true(my_set_limits(live.conn, 1000, 300, &live.errs));
    begun_ms = now_ms();
    /* The server's own clock minds queries only, and SLEEP() gives no error. */
    assert_fails(my_exec(live.conn, STR("INSERT INTO live_case SELECT 2, SLEEP(30) FROM live_case"),
                         &live.errs),
                 &live.errs, ERR_LOCK);
    assert_true(now_ms() - begun_ms < 10 * 1000);
    assert_true(my_set_limits(live.conn, 1000, 0, &live.errs));
    run(&live, live.conn, "SELECT 1");
    live_close(&live);
}

/* Lets it begin, and ends it when it is asked again. */
static int let_begin(void *context)
{
    int *asked = context;

    return ++*asked == 1 ? 50 : 0;
}

static void the_watch_ends_a_statement(size_t server)
{
    int asked = 0;
    StatementWatch watch = {let_begin, &asked};
    Live live;

    if (!live_open(&live, server))
        return;
    my_watch(live.conn, &watch);
    assert_fails(my_exec(live.conn, STR("UPDATE live_case SET b = SLEEP(30)"), &live.errs),
                 &live.errs, ERR_LOCK);
    assert_int_equal(asked, 2);
    assert_fails(my_exec(live.conn, STR("SELECT 'not sent'"), &live.errs), &live.errs, ERR_LOCK);
    my_watch(live.conn, NULL);
    run(&live, live.conn, "SELECT 'goes on'");
    live_close(&live);
}

static void a_url_of_the_other_server_names_the_right_one(size_t server)
{
    const Engine *other = servers[1 - server].engine;
    ConnectOptions options = {0};
    Conn *conn = NULL;
    Live live;

    if (!live_open(&live, server))
        return;
    assert_fails(other->connect(&live.url, &options, &conn, &live.errs), &live.errs, ERR_URL);
    live_close(&live);
}

static void a_script_finds_the_servers_settings_and_leaves_none(size_t server)
{
    Arena scratch = {0};
    Rows rows = {0};
    Str ours, kept = STR_ABSENT;
    Live live;

    if (!live_open(&live, server))
        return;
    assert_true(my_query(live.conn, STR("SELECT @@sql_mode"), &scratch, &rows, &live.errs));
    ours = ROW_CELL(&rows, 0, 0);
    assert_true(my_enter_script(live.conn, &live.errs));
    assert_true(my_query(live.conn, STR("SELECT @@sql_mode = @@GLOBAL.sql_mode"), &scratch, &rows,
                         &live.errs));
    assert_str(ROW_CELL(&rows, 0, 0), "1");
    run(&live, live.conn, "SET sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'");
    run(&live, live.conn, "USE information_schema");
    assert_true(my_own_role(live.conn, &scratch, &kept, &live.errs));
    assert_true(my_query(live.conn, STR("SELECT \"it\", DATABASE()"), &scratch, &rows, &live.errs));
    assert_str(ROW_CELL(&rows, 0, 1), "test");
    assert_true(my_resume_role(live.conn, kept, &live.errs));
    assert_true(my_query(live.conn, STR("SELECT 'a\\b', DATABASE()"), &scratch, &rows, &live.errs));
    assert_str(ROW_CELL(&rows, 0, 0), "a\\b");
    assert_str(ROW_CELL(&rows, 0, 1), "information_schema");
    assert_true(my_leave_script(live.conn, &live.errs));
    assert_true(
        my_query(live.conn, STR("SELECT @@sql_mode, DATABASE()"), &scratch, &rows, &live.errs));
    assert_true(str_eq(ROW_CELL(&rows, 0, 0), ours));
    assert_str(ROW_CELL(&rows, 0, 1), "test");
    arena_free(&scratch);
    live_close(&live);
}

/* The URL with another user, who has no password. */
static Url as_user(Live *live, const char *user)
{
    Str rest = str_sub(live->url.whole, str_find(live->url.whole, '@', 0), SIZE_MAX);
    Url url;

    assert_true(url_parse(
        &live->arena,
        arena_printf(&live->arena, "%s://%s%.*s", live->engine->schemes[0], user, STR_ARG(rest)),
        &url, &live->errs));
    return url;
}

static void lacking_rights_are_named_before_the_first_step(size_t server)
{
    Str labels[] = {STR("live_case")};
    Preflight needs = {.owned = {.items = labels, .len = 1}};
    Notes notes = {0};
    Conn *poor;
    Url url;
    Live live;

    if (!live_open(&live, server))
        return;
    assert_true(my_check_rights(live.conn, &needs, &live.errs));
    run(&live, live.conn, "DROP USER IF EXISTS live_case@localhost");
    run(&live, live.conn, "CREATE USER live_case@localhost");
    run(&live, live.conn,
        "GRANT SELECT, INSERT, DROP, CREATE, INDEX ON test.* TO live_case@localhost");
    url = as_user(&live, "live_case");
    poor = open_conn(&live, &url);
    assert_fails(my_check_rights(poor, &needs, &live.errs), &live.errs, ERR_PRIVILEGE);
    run(&live, live.conn, "GRANT ALTER ON test.live_case TO live_case@localhost");
    assert_true(my_check_rights(poor, &needs, &live.errs));
    assert_true(my_foresee(poor, &needs, &notes, &live.errs));
    assert_true(notes.list.len >= 2); /* neither transactions nor locks are to be seen */
    my_close(poor);
    run(&live, live.conn, "DROP USER live_case@localhost");
    notes_free(&notes);
    live_close(&live);
}

static const struct {
    const char *name;
    void (*test)(size_t server);
} checks[] = {
#define CHECK(test) \
    { \
#test, test \
    }
    CHECK(a_reader_in_a_transaction_is_in_the_way),
    CHECK(who_waits_for_a_table_or_a_row_is_seen),
    CHECK(a_statement_ends_with_its_time),
    CHECK(the_watch_ends_a_statement),
    CHECK(a_url_of_the_other_server_names_the_right_one),
    CHECK(a_script_finds_the_servers_settings_and_leaves_none),
    CHECK(lacking_rights_are_named_before_the_first_step),
#undef CHECK
};
enum { CHECK_COUNT = sizeof checks / sizeof *checks };

static void run_check(void **state)
{
    size_t i = *(const size_t *)*state;

    if (getenv(servers[i % SERVER_COUNT].variable) == NULL)
        skip();
    checks[i / SERVER_COUNT].test(i % SERVER_COUNT);
}

int main(void)
{
    static size_t numbers[CHECK_COUNT * SERVER_COUNT];
    struct CMUnitTest tests[CHECK_COUNT * SERVER_COUNT] = {0};
    Arena arena = {0};
    int failed;

    for (size_t i = 0; i < CHECK_COUNT * SERVER_COUNT; i++) {
        numbers[i] = i;
        tests[i] = (struct CMUnitTest){.name = arena_printf(&arena, "%s: %s",
                                                            servers[i % SERVER_COUNT].engine->name,
                                                            checks[i / SERVER_COUNT].name)
                                                   .ptr,
                                       .test_func = run_check,
                                       .initial_state = &numbers[i]};
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
