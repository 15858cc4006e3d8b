/* Connecting, statements, errors by code, the deployer lock. */
#include "server.h"

static Server server;

static int open_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server = server_open("session");
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server_close(&server);
    return 0;
}

static void drop_errors(void)
{
    errs_free(&server.errs);
    server.errs = (Errs){.list = {0}};
}

/* Connects, must fail; whether `secret` is in anything that the error says. */
static bool failing_connect_prints(const char *text, const char *secret, ErrCode code)
{
    Arena arena = {0};
    Errs errs = {.list = {0}};
    ConnectOptions options = {.log = NULL};
    Conn *conn = NULL;
    Url url;
    const Err *err;
    bool prints;

    assert_true(url_parse(&arena, str_from(text), &url, &errs));
    assert_false(engine_postgres.connect(&url, &options, &conn, &errs));
    err = errs_last(&errs);
    assert_int_equal(err->code, code);
    prints = strstr(err->message, secret) != NULL ||
             (err->server != NULL && strstr(err->server, secret) != NULL) ||
             (err->hint != NULL && strstr(err->hint, secret) != NULL);
    errs_free(&errs);
    arena_free(&arena);
    return prints;
}

static void a_failed_connection_never_prints_the_password(void **state)
{
    (void)state;
    assert_false(failing_connect_prints("postgresql://u:topsecret@127.0.0.1:1/db", "topsecret",
                                        ERR_CONNECTION));
    assert_false(failing_connect_prints("postgresql://u@127.0.0.1:1/db?password=topsecret",
                                        "topsecret", ERR_CONNECTION));
    assert_false(
        failing_connect_prints("postgresql://u:top@secret@127.0.0.1:1/db", "secret", ERR_URL));
    assert_false(
        failing_connect_prints("postgresql://u:top/secret@127.0.0.1:1/db", "secret", ERR_URL));
    assert_false(failing_connect_prints("postgresql://u:topsecret@127.0.0.1:1/db?nonsense=1",
                                        "topsecret", ERR_URL));
}

static void a_url_without_slashes_is_refused(void **state)
{
    (void)state;
    assert_false(failing_connect_prints("postgresql:shop", "\n", ERR_URL));
}

static void the_server_is_described(void **state)
{
    Facts facts = {.version = 0};

    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.describe(server.conn, &facts, &server.errs));
    assert_true(facts.version >= 120000);
    assert_true(str_starts(facts.version_text, STR("PostgreSQL ")));
    assert_true(str_eq(facts.database, server.database));
    assert_false(facts.is_read_only);
    facts_free(&facts);
}

static void settings_of_the_role_do_not_change_what_is_printed(void **state)
{
    Rows rows;
    Conn *conn, *before = server.conn;

    (void)state;
    NEEDS_SERVER();
    server_run(&server, arena_printf(&server.arena, "ALTER DATABASE %.*s SET DateStyle = 'German'",
                                     STR_ARG(server.database))
                            .ptr);
    server_run(&server,
               arena_printf(&server.arena, "ALTER DATABASE %.*s SET TimeZone = 'Asia/Tokyo'",
                            STR_ARG(server.database))
                   .ptr);
    server_run(&server,
               arena_printf(&server.arena, "ALTER DATABASE %.*s SET statement_timeout = '1s'",
                            STR_ARG(server.database))
                   .ptr);
    conn = server_again(&server, false);
    server.conn = conn;
    assert_true(engine_postgres.query(conn,
                                      STR("SELECT timestamptz '2020-01-02 00:00+00', "
                                          "current_setting('statement_timeout')"),
                                      &server.arena, &rows, &server.errs));
    assert_str(rows.cells[0], "2020-01-02 00:00:00+00");
    assert_str(rows.cells[1], "0");
    engine_postgres.close(conn);
    server.conn = before;
}

static void exec_fails(const char *sql, ErrCode code, const char *server_text)
{
    assert_fails(engine_postgres.exec(server.conn, str_from(sql), &server.errs), &server.errs,
                 code);
    if (strstr(errs_last(&server.errs)->server, server_text) == NULL)
        fail_msg("%s: %s", sql, errs_last(&server.errs)->server);
    drop_errors();
}

static void errors_have_their_codes_and_no_values_of_rows(void **state)
{
    (void)state;
    NEEDS_SERVER();
    server_run(&server, "CREATE TABLE t (a int PRIMARY KEY, secret text)");
    server_run(&server, "INSERT INTO t VALUES (1, 'hush'), (2, 'hush')");
    exec_fails("SELECT nowhere", ERR_SERVER,
               "42703: column \"nowhere\" does not exist, at "
               "character 8");
    exec_fails("SELECT 1; SELECT 2", ERR_SERVER, "42601");
    exec_fails("INSERT INTO t VALUES (1)", ERR_DATA, "23505");
    assert_fails(
        engine_postgres.exec(server.conn, STR("ALTER TABLE t ADD UNIQUE (secret)"), &server.errs),
        &server.errs, ERR_DATA);
    assert_null(strstr(errs_last(&server.errs)->server, "hush"));
    drop_errors();
}

static void copy_is_refused_and_the_session_goes_on(void **state)
{
    (void)state;
    NEEDS_SERVER();
    assert_fails(engine_postgres.exec(server.conn, STR("COPY (SELECT 1) TO STDOUT"), &server.errs),
                 &server.errs, ERR_UNSUPPORTED);
    assert_fails(engine_postgres.exec(server.conn, STR("COPY t FROM STDIN"), &server.errs),
                 &server.errs, ERR_UNSUPPORTED);
    drop_errors();
    server_run(&server, "SELECT 1");
}

static void a_lock_that_is_not_obtained_can_be_tried_again(void **state)
{
    Conn *other;

    (void)state;
    NEEDS_SERVER();
    server_run(&server, "CREATE TABLE locked (a int)");
    other = server_again(&server, false);
    assert_true(engine_postgres.begin(other, false, &server.errs));
    assert_true(engine_postgres.exec(other, STR("LOCK TABLE locked"), &server.errs));
    assert_true(engine_postgres.set_limits(server.conn, 50, 0, &server.errs));
    exec_fails("ALTER TABLE locked ADD b int", ERR_LOCK, "55P03");
    assert_true(engine_postgres.set_limits(server.conn, 0, 50, &server.errs));
    exec_fails("ALTER TABLE locked ADD b int", ERR_LOCK, "57014");
    engine_postgres.rollback(other);
    assert_true(engine_postgres.set_limits(server.conn, 0, 0, &server.errs));
    server_run(&server, "ALTER TABLE locked ADD b int");
    engine_postgres.close(other);
}

static void committing_a_failed_transaction_is_an_error(void **state)
{
    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.begin(server.conn, false, &server.errs));
    exec_fails("SELECT nowhere", ERR_SERVER, "42703");
    assert_fails(engine_postgres.commit(server.conn, &server.errs), &server.errs, ERR_SERVER);
    drop_errors();
    server_run(&server, "SELECT 1");
}

static void a_read_only_transaction_writes_nothing(void **state)
{
    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.begin(server.conn, true, &server.errs));
    exec_fails("CREATE TABLE never (a int)", ERR_SERVER, "25006");
    engine_postgres.rollback(server.conn);
}

static void a_role_that_may_not_is_told_so(void **state)
{
    Conn *conn = NULL;
    ConnectOptions options = {.role = STR("anneal no such role")};

    (void)state;
    NEEDS_SERVER();
    assert_false(engine_postgres.connect(&server.url, &options, &conn, &server.errs));
    assert_non_null(strstr(errs_last(&server.errs)->message, "anneal no such role"));
    drop_errors();
}

static void a_lost_connection_is_said_and_closes_cleanly(void **state)
{
    Conn *other;
    Rows rows;

    (void)state;
    NEEDS_SERVER();
    other = server_again(&server, false);
    assert_true(engine_postgres.begin(other, false, &server.errs));
    assert_true(engine_postgres.query(other, STR("SELECT pg_backend_pid()"), &server.arena, &rows,
                                      &server.errs));
    server_run(&server, arena_printf(&server.arena, "SELECT pg_terminate_backend(%.*s)",
                                     STR_ARG(rows.cells[0]))
                            .ptr);
    assert_fails(engine_postgres.exec(other, STR("SELECT 1"), &server.errs), &server.errs,
                 ERR_CONNECTION);
    drop_errors();
    engine_postgres.rollback(other);
    engine_postgres.close(other);
}

static void one_deployer_at_a_time(void **state)
{
    DeployerLock *first = NULL, *second = NULL;

    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.lock_deployer(server.conn, &server.url, 0, &first, &server.errs));
    assert_true(engine_postgres.deployer_lock_holds(first, &server.errs));
    assert_fails(
        engine_postgres.lock_deployer(server.conn, &server.url, 300, &second, &server.errs),
        &server.errs, ERR_LOCK);
    assert_non_null(strstr(errs_last(&server.errs)->message, "anneal as "));
    assert_null(second);
    drop_errors();
    engine_postgres.unlock_deployer(first);
    assert_true(
        engine_postgres.lock_deployer(server.conn, &server.url, 2000, &second, &server.errs));
    engine_postgres.unlock_deployer(second);
    engine_postgres.unlock_deployer(NULL);
}

static void a_lost_deployer_lock_is_noticed(void **state)
{
    DeployerLock *lock = NULL;

    (void)state;
    NEEDS_SERVER();
    assert_true(engine_postgres.lock_deployer(server.conn, &server.url, 0, &lock, &server.errs));
    server_run(&server, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = "
                        "'advisory' AND granted AND database = (SELECT oid FROM pg_database "
                        "WHERE datname = current_database())");
    assert_false(engine_postgres.deployer_lock_holds(lock, &server.errs));
    drop_errors();
    engine_postgres.unlock_deployer(lock);
}

static void a_read_only_database_is_not_deployed_to(void **state)
{
    Conn *reader;
    DeployerLock *lock = NULL;
    Facts facts = {.version = 0};

    (void)state;
    NEEDS_SERVER();
    server_run(&server, arena_printf(&server.arena,
                                     "ALTER DATABASE %.*s SET default_transaction_read_only = on",
                                     STR_ARG(server.database))
                            .ptr);
    reader = server_again(&server, false);
    assert_true(engine_postgres.describe(reader, &facts, &server.errs));
    assert_true(facts.is_read_only);
    assert_fails(engine_postgres.lock_deployer(reader, &server.url, 0, &lock, &server.errs),
                 &server.errs, ERR_UNSUPPORTED);
    drop_errors();
    facts_free(&facts);
    engine_postgres.close(reader);
    server_run(&server, arena_printf(&server.arena,
                                     "ALTER DATABASE %.*s RESET default_transaction_read_only",
                                     STR_ARG(server.database))
                            .ptr);
}

static bool setting_is(const char *name, const char *value)
{
    Rows rows;
    Str sql = arena_printf(&server.arena, "SHOW %s", name);

    assert_true(engine_postgres.query(server.conn, sql, &server.arena, &rows, &server.errs));
    return str_is(ROW_CELL(&rows, 0, 0), value);
}

static void a_script_has_the_settings_of_its_database_and_leaves_none(void **state)
{
    Conn *before;
    Str role;

    (void)state;
    NEEDS_SERVER();
    server_run(&server,
               arena_printf(&server.arena, "ALTER DATABASE %.*s SET timezone = 'Asia/Tokyo'",
                            STR_ARG(server.database))
                   .ptr);
    before = server.conn;
    server.conn = server_again(&server, false);
    assert_true(setting_is("timezone", "UTC"));
    assert_true(engine_postgres.enter_script(server.conn, &server.errs));
    assert_true(setting_is("timezone", "Asia/Tokyo"));
    server_run(&server, "SET search_path = nowhere");
    server_run(&server, "SET ROLE pg_monitor");
    assert_true(engine_postgres.own_role(server.conn, &server.arena, &role, &server.errs));
    assert_true(setting_is("role", "none"));
    assert_true(engine_postgres.resume_role(server.conn, role, &server.errs));
    assert_true(setting_is("role", "pg_monitor"));
    assert_true(engine_postgres.leave_script(server.conn, &server.errs));
    assert_true(setting_is("timezone", "UTC"));
    assert_true(setting_is("role", "none"));
    assert_false(setting_is("search_path", "nowhere"));
    engine_postgres.close(server.conn);
    server.conn = before;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_connection_never_prints_the_password),
        cmocka_unit_test(a_url_without_slashes_is_refused),
        cmocka_unit_test(the_server_is_described),
        cmocka_unit_test(settings_of_the_role_do_not_change_what_is_printed),
        cmocka_unit_test(errors_have_their_codes_and_no_values_of_rows),
        cmocka_unit_test(copy_is_refused_and_the_session_goes_on),
        cmocka_unit_test(a_lock_that_is_not_obtained_can_be_tried_again),
        cmocka_unit_test(committing_a_failed_transaction_is_an_error),
        cmocka_unit_test(a_read_only_transaction_writes_nothing),
        cmocka_unit_test(a_role_that_may_not_is_told_so),
        cmocka_unit_test(a_lost_connection_is_said_and_closes_cleanly),
        cmocka_unit_test(one_deployer_at_a_time),
        cmocka_unit_test(a_lost_deployer_lock_is_noticed),
        cmocka_unit_test(a_script_has_the_settings_of_its_database_and_leaves_none),
        cmocka_unit_test(a_read_only_database_is_not_deployed_to),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
