/* The lock rules, observed: while an operation's transaction is open, readers go on and writers
 * don't. */
#include "lite_test.h"

typedef struct Case {
    const char *name; /* what the rules call their proof */
    const char *script;
} Case;

/* The statements that the recipes make, on the tables of `prepared`. */
static const Case cases[] = {
    {"lock_create_table", "CREATE TABLE n (a)"},
    {"lock_drop_table", "DROP TABLE t"},
    {"lock_rename_table", "ALTER TABLE t RENAME TO u"},
    {"lock_rename_column", "ALTER TABLE t RENAME COLUMN a TO c"},
    {"lock_add_column", "ALTER TABLE t ADD COLUMN c"},
    {"lock_drop_column", "ALTER TABLE t DROP COLUMN b"},
    {"lock_backfill", "UPDATE t SET b = (b) WHERE (rowid) > (CAST('0' AS INTEGER)) RETURNING (b)"},
    {"lock_create_index", "CREATE UNIQUE INDEX j ON t (b)"},
    {"lock_drop_index", "DROP INDEX i"},
    {"lock_create_view", "CREATE VIEW n AS SELECT a FROM t"},
    {"lock_replace_view", "DROP VIEW v;\nCREATE VIEW v AS SELECT a, b FROM o"},
    {"lock_drop_view", "DROP VIEW v"},
    {"lock_create_trigger", "CREATE TRIGGER n AFTER DELETE ON t BEGIN SELECT 1; END"},
    {"lock_replace_trigger",
     "DROP TRIGGER r;\nCREATE TRIGGER r AFTER DELETE ON t BEGIN SELECT 1; END"},
    {"lock_drop_trigger", "DROP TRIGGER r"},
    {"lock_replace_index", "DROP INDEX i;\nCREATE INDEX i ON t (b)"},
    {"lock_rebuild_table",
     "CREATE TABLE n (a NOT NULL, b);\nINSERT INTO n SELECT a, b FROM t;\nDROP TABLE t;\n"
     "ALTER TABLE n RENAME TO t;\nCREATE INDEX i ON t (a)"},
};
enum { CASE_COUNT = sizeof cases / sizeof *cases };

static const char prepared[] = "CREATE TABLE t (a, b);\nCREATE INDEX i ON t (a);\n"
                               "CREATE TABLE o (a);\nCREATE VIEW v AS SELECT a FROM o;\n"
                               "CREATE TRIGGER r AFTER UPDATE ON t BEGIN SELECT 1; END;\n"
                               "INSERT INTO t VALUES (1, 2)";

static void observe(LiteTest *test, const char *file, const char *mode, const Case *row)
{
    Url url = lite_test_file(test, file);
    Conn *deployer, *application;
    Rows rows;

    deployer = lite_test_connect(test, url, false);
    application = lite_test_connect(test, url, false);
    lite_test_run(test, deployer, mode);
    lite_test_run(test, deployer, prepared);
    assert_true(engine_sqlite.begin(deployer, false, &test->errs));
    lite_test_run(test, deployer, row->script);
    /* The old table, as it was: a reader sees nothing of the open transaction. */
    assert_true(engine_sqlite.query(application, STR("SELECT a, b FROM t"), &test->arena, &rows,
                                    &test->errs));
    assert_int_equal(rows.count, 1);
    /* Not even another table takes a write: the lock is the file's. */
    assert_fails(engine_sqlite.exec(application, STR("INSERT INTO o VALUES (1)"), &test->errs),
                 &test->errs, ERR_LOCK);
    assert_true(engine_sqlite.commit(deployer, &test->errs));
    assert_true(engine_sqlite.exec(application, STR("INSERT INTO o VALUES (1)"), &test->errs));
    engine_sqlite.close(application);
    engine_sqlite.close(deployer);
}

static void blocks_writers_only(void **state)
{
    static const char *const files[] = {"delete.db", "wal.db", NULL};
    LiteTest *test = lite_test_new();

    observe(test, files[0], "PRAGMA journal_mode = DELETE", *state);
    observe(test, files[1], "PRAGMA journal_mode = WAL", *state);
    lite_test_free(test, files);
}

/* A writer that has begun holds the operation up: it gives up as ERR_LOCK, with nothing done. */
static void a_writer_holds_the_operation_up(void **state)
{
    LiteTest *test = lite_test_new();
    Url url = lite_test_file(test, "a.db");
    Conn *deployer = lite_test_connect(test, url, false);
    Conn *application = lite_test_connect(test, url, false);
    static const char *const files[] = {"a.db", NULL};

    (void)state;
    lite_test_run(test, deployer, prepared);
    assert_true(engine_sqlite.begin(application, false, &test->errs));
    assert_fails(engine_sqlite.begin(deployer, false, &test->errs), &test->errs, ERR_LOCK);
    engine_sqlite.rollback(application);
    engine_sqlite.close(application);
    engine_sqlite.close(deployer);
    lite_test_free(test, files);
}

static void every_operation_has_a_rule_and_every_rule_a_proof(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        const LockRule *rule = engine_sqlite.rule((Op)op, engine_sqlite.newest_version);
        bool is_proven = rule->mode == NULL;
        assert_int_equal(rule->op, op);
        assert_true(rule->in_transaction);
        for (size_t i = 0; i < CASE_COUNT; i++)
            is_proven =
                is_proven || (rule->proof != NULL && strcmp(rule->proof, cases[i].name) == 0);
        if (!is_proven)
            fail_msg("%s has no proof", op_name((Op)op));
        if (rule->mode != NULL)
            assert_int_equal(rule->blocks, BLOCKS_WRITERS);
    }
}

int main(void)
{
    struct CMUnitTest tests[CASE_COUNT + 2] = {
        cmocka_unit_test(a_writer_holds_the_operation_up),
        cmocka_unit_test(every_operation_has_a_rule_and_every_rule_a_proof),
    };

    for (size_t i = 0; i < CASE_COUNT; i++)
        tests[i + 2] = (struct CMUnitTest){.name = cases[i].name,
                                           .test_func = blocks_writers_only,
                                           .initial_state = (void *)(uintptr_t)&cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
