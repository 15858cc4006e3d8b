/* Connections to real files: what they open, create, refuse and lock. */
#include "lite_test.h"

#include <sys/stat.h>

#include "base/file.h"

static const char *const one_file[] = {"a.db", NULL};

static int setup(void **state)
{
    *state = lite_test_new();
    return 0;
}

static bool is_there(LiteTest *test, const char *name)
{
    return file_exists(arena_printf(&test->arena, "%s/%s", test->folder, name).ptr);
}

static void a_reader_does_not_create_the_file(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_connect(test, lite_test_file(test, "a.db"), true);
    Model *model;

    assert_non_null(conn);
    model = lite_test_look(test, conn);
    assert_int_equal(model->objects.len, 0);
    model_free(model);
    engine_sqlite.close(conn);
    assert_false(is_there(test, "a.db"));
    lite_test_free(test, NULL);
}

static void a_writer_creates_the_file(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_connect(test, lite_test_file(test, "a.db"), false);

    lite_test_run(test, conn, "CREATE TABLE t (a)");
    engine_sqlite.close(conn);
    assert_true(is_there(test, "a.db"));
    lite_test_free(test, one_file);
}

static void a_reader_can_not_write(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_connect(test, lite_test_file(test, "a.db"), false);

    lite_test_run(test, conn, "CREATE TABLE t (a)");
    engine_sqlite.close(conn);
    conn = lite_test_connect(test, lite_test_file(test, "a.db"), true);
    assert_fails(engine_sqlite.exec(conn, STR("DROP TABLE t"), &test->errs), &test->errs,
                 ERR_PRIVILEGE);
    engine_sqlite.close(conn);
    lite_test_free(test, one_file);
}

static void a_reading_transaction_can_not_write_and_ends(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);

    assert_true(engine_sqlite.begin(conn, true, &test->errs));
    assert_fails(engine_sqlite.exec(conn, STR("CREATE TABLE t (a)"), &test->errs), &test->errs,
                 ERR_PRIVILEGE);
    assert_true(engine_sqlite.commit(conn, &test->errs));
    lite_test_run(test, conn, "CREATE TABLE t (a)");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_file_that_is_no_database_is_said_so(void **state)
{
    LiteTest *test = *state;
    const char *path = arena_printf(&test->arena, "%s/a.db", test->folder).ptr;

    assert_true(
        file_write(path, STR("This is a letter, not a database. Dear reader, …"), &test->errs));
    assert_null(lite_test_connect(test, lite_test_file(test, "a.db"), true));
    assert_int_equal(errs_last(&test->errs)->code, ERR_CONNECTION);
    assert_string_equal(errs_last(&test->errs)->hint, "the file is no SQLite database");
    lite_test_free(test, one_file);
}

static void a_folder_is_no_database(void **state)
{
    LiteTest *test = *state;

    assert_null(lite_test_connect(test, lite_test_file(test, "."), false));
    assert_int_equal(errs_last(&test->errs)->code, ERR_CONNECTION);
    lite_test_free(test, NULL);
}

static void paths_come_from_urls(void **state)
{
    static const struct {
        const char *url, *database; /* NULL: refused */
    } rows[] = {
        {"sqlite:nowhere/a b?c=d%20.db", "nowhere/a b?c=d%20.db"},
        {"sqlite:/nowhere/a.db", "/nowhere/a.db"},
        {"sqlite:///nowhere/a.db", "/nowhere/a.db"},
        {"sqlite::memory:", ":memory:"},
        {"sqlite:", NULL},
        {"sqlite://", NULL},
        {"sqlite://host/a.db", NULL},
    };
    LiteTest *test = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Conn *conn = lite_test_connect(test, lite_test_url(test, rows[i].url), true);
        Facts facts = {0};
        assert_int_equal(conn != NULL, rows[i].database != NULL);
        if (conn == NULL) {
            assert_int_equal(errs_last(&test->errs)->code, ERR_URL);
            continue;
        }
        assert_true(engine_sqlite.describe(conn, &facts, &test->errs));
        assert_str(facts.database, rows[i].database);
        facts_free(&facts);
        engine_sqlite.close(conn);
    }
    lite_test_free(test, NULL);
}

static void failures_have_their_codes(void **state)
{
    static const struct {
        const char *sql;
        ErrCode code;
    } rows[] = {
        {"INSERT INTO t VALUES (1, 1)", ERR_DATA},    /* primary key */
        {"INSERT INTO t VALUES (2, NULL)", ERR_DATA}, /* NOT NULL */
        {"INSERT INTO t VALUES (2, -1)", ERR_DATA},   /* CHECK */
        {"INSERT INTO c VALUES (7)", ERR_DATA},       /* FOREIGN KEY */
        {"SELEC 1", ERR_SERVER},
        {"SELECT nothing FROM t", ERR_SERVER},
        {"", ERR_SERVER},
    };
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);

    lite_test_run(test, conn,
                  "CREATE TABLE t (a INTEGER PRIMARY KEY, b NOT NULL CHECK (b > 0));\n"
                  "CREATE TABLE c (a REFERENCES t);\nINSERT INTO t VALUES (1, 1)");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_fails(engine_sqlite.exec(conn, str_from(rows[i].sql), &test->errs), &test->errs,
                     rows[i].code);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_deferred_key_fails_the_commit(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);

    lite_test_run(test, conn,
                  "CREATE TABLE p (a INTEGER PRIMARY KEY);\n"
                  "CREATE TABLE c (a REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
    assert_true(engine_sqlite.begin(conn, false, &test->errs));
    lite_test_run(test, conn, "INSERT INTO c VALUES (7)");
    assert_fails(engine_sqlite.commit(conn, &test->errs), &test->errs, ERR_DATA);
    engine_sqlite.rollback(conn);
    assert_str(lite_test_ask(test, conn, "SELECT count(*) FROM c"), "0");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_broken_reference_names_both_tables(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);

    lite_test_run(test, conn,
                  "CREATE TABLE p (a INTEGER PRIMARY KEY);\nCREATE TABLE c (a REFERENCES p);\n"
                  "PRAGMA foreign_keys = OFF;\nINSERT INTO c VALUES (7), (8)");
    assert_fails(engine_sqlite.exec(conn, STR("PRAGMA foreign_key_check(\"c\")"), &test->errs),
                 &test->errs, ERR_DATA);
    assert_string_equal(errs_last(&test->errs)->message,
                        "2 rows of table c refer to what table p doesn't have");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void foreign_keys_are_not_switched_inside_a_transaction(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);

    assert_true(engine_sqlite.begin(conn, false, &test->errs));
    assert_fails(engine_sqlite.exec(conn, STR("PRAGMA foreign_keys = OFF"), &test->errs),
                 &test->errs, ERR_UNSUPPORTED);
    engine_sqlite.rollback(conn);
    lite_test_run(test, conn, "PRAGMA foreign_keys = OFF");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_second_writer_does_not_get_the_lock(void **state)
{
    LiteTest *test = *state;
    Conn *one = lite_test_connect(test, lite_test_file(test, "a.db"), false);
    Conn *two = lite_test_connect(test, lite_test_file(test, "a.db"), false);

    assert_true(engine_sqlite.begin(one, false, &test->errs));
    assert_fails(engine_sqlite.begin(two, false, &test->errs), &test->errs, ERR_LOCK);
    engine_sqlite.rollback(one);
    assert_true(engine_sqlite.begin(two, false, &test->errs));
    engine_sqlite.close(two);
    engine_sqlite.close(one);
    lite_test_free(test, one_file);
}

static void a_statement_ends_with_its_time(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);

    assert_true(engine_sqlite.set_limits(conn, 1, 20, &test->errs));
    assert_fails(engine_sqlite.exec(conn,
                                    STR("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                        "FROM n) SELECT count(*) FROM n"),
                                    &test->errs),
                 &test->errs, ERR_CANCELLED);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void there_is_one_deployer(void **state)
{
    LiteTest *test = *state;
    Url url = lite_test_file(test, "a.db");
    Conn *one = lite_test_connect(test, url, false), *two = lite_test_connect(test, url, false);
    DeployerLock *lock = NULL, *other = NULL;

    assert_true(engine_sqlite.lock_deployer(one, &url, 0, &lock, &test->errs));
    assert_fails(engine_sqlite.lock_deployer(two, &url, 5, &other, &test->errs), &test->errs,
                 ERR_LOCK);
    assert_true(engine_sqlite.deployer_lock_holds(lock, &test->errs));
    lite_test_run(test, two, "CREATE TABLE t (a)"); /* the application isn't locked out */
    engine_sqlite.unlock_deployer(lock);
    assert_true(engine_sqlite.lock_deployer(two, &url, 0, &other, &test->errs));
    engine_sqlite.unlock_deployer(other);
    engine_sqlite.unlock_deployer(NULL);
    engine_sqlite.close(two);
    engine_sqlite.close(one);
    lite_test_free(test, one_file); /* the lock's file is gone too */
}

static void a_lock_whose_file_was_removed_holds_no_longer(void **state)
{
    LiteTest *test = *state;
    Url url = lite_test_file(test, "a.db");
    Conn *conn = lite_test_connect(test, url, false);
    DeployerLock *lock = NULL;

    assert_true(engine_sqlite.lock_deployer(conn, &url, 0, &lock, &test->errs));
    assert_int_equal(unlink(arena_printf(&test->arena, "%s/a.db-anneal-lock", test->folder).ptr),
                     0);
    assert_fails(engine_sqlite.deployer_lock_holds(lock, &test->errs), &test->errs, ERR_LOCK);
    engine_sqlite.unlock_deployer(lock);
    engine_sqlite.close(conn);
    lite_test_free(test, one_file);
}

static void a_database_in_memory_needs_no_lock(void **state)
{
    LiteTest *test = *state;
    Url url = lite_test_url(test, "sqlite::memory:");
    Conn *conn = lite_test_memory(test);
    DeployerLock *lock = NULL;

    assert_true(engine_sqlite.lock_deployer(conn, &url, 0, &lock, &test->errs));
    assert_true(engine_sqlite.deployer_lock_holds(lock, &test->errs));
    engine_sqlite.unlock_deployer(lock);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void tables_are_measured(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);
    Facts facts = {0};
    StrVec labels = {0};
    const RelationSize *size;
    Model *model;

    lite_test_run(test, conn,
                  "CREATE TABLE t (a, b UNIQUE);\nCREATE TABLE \"o.p\" (a);\n"
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) "
                  "INSERT INTO t SELECT i, i FROM n");
    model = lite_test_look(test, conn);
    vec_push(&test->arena, &labels, STR("t"));
    vec_push(&test->arena, &labels, STR("\"o.p\""));
    assert_true(engine_sqlite.measure(conn, model, &labels, &facts, &test->errs));
    size = facts_size(&facts, STR("t"));
    assert_non_null(size);
    assert_int_equal(size->rows, 5000);
    assert_in_range(size->size_bytes, 5000 * 6, 5000 * 60);
    assert_non_null(facts_size(&facts, STR("\"o.p\"")));
    facts_free(&facts);
    model_free(model);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_reader_does_not_create_the_file, setup),
        cmocka_unit_test_setup(a_writer_creates_the_file, setup),
        cmocka_unit_test_setup(a_reader_can_not_write, setup),
        cmocka_unit_test_setup(a_reading_transaction_can_not_write_and_ends, setup),
        cmocka_unit_test_setup(a_file_that_is_no_database_is_said_so, setup),
        cmocka_unit_test_setup(a_folder_is_no_database, setup),
        cmocka_unit_test_setup(paths_come_from_urls, setup),
        cmocka_unit_test_setup(failures_have_their_codes, setup),
        cmocka_unit_test_setup(a_deferred_key_fails_the_commit, setup),
        cmocka_unit_test_setup(a_broken_reference_names_both_tables, setup),
        cmocka_unit_test_setup(foreign_keys_are_not_switched_inside_a_transaction, setup),
        cmocka_unit_test_setup(a_second_writer_does_not_get_the_lock, setup),
        cmocka_unit_test_setup(a_statement_ends_with_its_time, setup),
        cmocka_unit_test_setup(there_is_one_deployer, setup),
        cmocka_unit_test_setup(a_lock_whose_file_was_removed_holds_no_longer, setup),
        cmocka_unit_test_setup(a_database_in_memory_needs_no_lock, setup),
        cmocka_unit_test_setup(tables_are_measured, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
