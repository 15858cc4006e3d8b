/* Lock rules: each is observed on a real server, which takes the clauses that the rule names and
 * refuses those that would block less. Servers: ANNEAL_TEST_MYSQL_URL, ANNEAL_TEST_MARIADB_URL;
 * without one its observations are skipped. */
#include "test.h"

#include <stdlib.h>

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_locks.h"
#include "engine/mysql/my_slots.h"
#include "engine/mysql/mysql.h"

#define TABLE(rest) \
    "CREATE TABLE lock_t (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(50) COLLATE " \
    "utf8mb4_general_ci NULL" rest
#define PLAIN TABLE(")")

static const struct Proof {
    MyWork work;
    const char *table;
    const char *clause;
} proofs[] = {
    {MY_ADD_COLUMN, PLAIN, "ADD COLUMN c int NULL AFTER a"},
    {MY_ADD_COLUMN_EXPRESSION, PLAIN, "ADD COLUMN c int NULL DEFAULT (1 + 2)"},
    {MY_ADD_COLUMN_RANDOM, PLAIN, "ADD COLUMN c varchar(40) NULL DEFAULT (uuid())"},
    {MY_ADD_COLUMN_STORED, PLAIN, "ADD COLUMN c int GENERATED ALWAYS AS (a + 1) STORED"},
    {MY_ADD_COLUMN_COUNTER, PLAIN,
     "ADD COLUMN c int NOT NULL AUTO_INCREMENT, ADD UNIQUE KEY c (c)"},
    {MY_ADD_COLUMN_COMPRESSED, TABLE(") ROW_FORMAT=COMPRESSED"), "ADD COLUMN c int NULL"},
    {MY_ADD_COLUMN_FULLTEXT, TABLE(", FULLTEXT KEY f (b))"), "ADD COLUMN c int NULL"},
    {MY_ADD_COLUMN_INDEXED_VIRTUAL,
     TABLE(", v int GENERATED ALWAYS AS (a + 1) VIRTUAL, KEY v (v))"), "ADD COLUMN c int NULL"},
    {MY_DROP_COLUMN, PLAIN, "DROP COLUMN a"},
    {MY_DROP_COLUMN_COMPRESSED, TABLE(") ROW_FORMAT=COMPRESSED"), "DROP COLUMN a"},
    {MY_DROP_COLUMN_FULLTEXT, TABLE(", FULLTEXT KEY f (b))"), "DROP COLUMN a"},
    {MY_RENAME_COLUMN, PLAIN, "RENAME COLUMN a TO c"},
    {MY_COLUMN_METADATA, PLAIN, "MODIFY COLUMN a int NULL DEFAULT 5 COMMENT 'five'"},
    {MY_COLUMN_EXTENDED, PLAIN, "MODIFY COLUMN b varchar(60) COLLATE utf8mb4_general_ci NULL"},
    {MY_COLUMN_EXTENDED_ACROSS, TABLE(", c varchar(30) COLLATE utf8mb4_general_ci NULL)"),
     "MODIFY COLUMN c varchar(90) COLLATE utf8mb4_general_ci NULL"},
    {MY_COLUMN_APPENDED, TABLE(", e enum('x', 'y') NULL)"),
     "MODIFY COLUMN e enum('x', 'y', 'z') NULL"},
    {MY_COLUMN_COPIED, PLAIN, "MODIFY COLUMN a bigint NULL"},
    {MY_ADD_COUNTER, PLAIN, "MODIFY COLUMN id int NOT NULL AUTO_INCREMENT"},
    {MY_DROP_COUNTER,
     "CREATE TABLE lock_t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NULL, b int NULL)",
     "MODIFY COLUMN id int NOT NULL"},
    {MY_COLUMN_RECODED, TABLE(", c varchar(30) COLLATE utf8mb3_general_ci NULL)"),
     "MODIFY COLUMN c varchar(30) COLLATE utf8mb4_general_ci NULL"},
    {MY_COLUMN_RECODED_INDEXED,
     TABLE(", c varchar(30) COLLATE utf8mb3_general_ci NULL, KEY c (c))"),
     "MODIFY COLUMN c varchar(30) COLLATE utf8mb4_general_ci NULL"},
    {MY_COLLATION, PLAIN, "MODIFY COLUMN b varchar(50) COLLATE utf8mb4_bin NULL"},
    {MY_COLLATION_INDEXED, TABLE(", KEY b (b))"),
     "MODIFY COLUMN b varchar(50) COLLATE utf8mb4_bin NULL"},
    {MY_COLUMN_NULLABLE, PLAIN, "MODIFY COLUMN a int NOT NULL"},
    {MY_VIRTUAL_EXPRESSION, TABLE(", v int GENERATED ALWAYS AS (a + 1) VIRTUAL)"),
     "MODIFY COLUMN v int GENERATED ALWAYS AS (a + 2) VIRTUAL"},
    {MY_ADD_INDEX, PLAIN, "ADD KEY k (a)"},
    {MY_ADD_FULLTEXT, PLAIN, "ADD FULLTEXT KEY f (b)"},
    {MY_ADD_FULLTEXT_MORE, TABLE(", FULLTEXT KEY f (b))"), "ADD FULLTEXT KEY g (b)"},
    {MY_ADD_SPATIAL,
     "CREATE TABLE lock_t (id int NOT NULL PRIMARY KEY, p point NOT NULL /*!80003 SRID 0 */)",
     "ADD SPATIAL KEY s (p)"},
    {MY_ADD_FUNCTIONAL, PLAIN, "ADD KEY k ((a + 1))"},
    {MY_ADD_FUNCTIONAL_UNIQUE, PLAIN, "ADD UNIQUE KEY k ((a + 1))"},
    {MY_DROP_INDEX, TABLE(", KEY k (a))"), "DROP KEY k"},
    {MY_RENAME_INDEX, TABLE(", KEY k (a))"), "RENAME INDEX k TO l"},
    {MY_INDEX_COMMENT, TABLE(", KEY k (a))"), "DROP KEY k, ADD KEY k (a) COMMENT 'word'"},
    {MY_ADD_PRIMARY_KEY, "CREATE TABLE lock_t (id int NOT NULL, a int NULL)",
     "ADD PRIMARY KEY (id)"},
    {MY_DROP_PRIMARY_KEY, PLAIN, "DROP PRIMARY KEY"},
    {MY_REPLACE_PRIMARY_KEY, "CREATE TABLE lock_t (id int NOT NULL PRIMARY KEY, a int NOT NULL)",
     "DROP PRIMARY KEY, ADD PRIMARY KEY (id, a)"},
    {MY_ADD_CLUSTERED, "CREATE TABLE lock_t (id int NOT NULL, a int NULL)",
     "ADD UNIQUE KEY u (id)"},
    {MY_ADD_FOREIGN_KEY, TABLE(", KEY k (a))"),
     "ADD CONSTRAINT lock_f FOREIGN KEY (a) REFERENCES lock_t (id)"},
    {MY_DROP_FOREIGN_KEY,
     TABLE(", KEY k (a), CONSTRAINT lock_f FOREIGN KEY (a) REFERENCES lock_t (id))"),
     "DROP FOREIGN KEY lock_f"},
    {MY_ADD_CHECK, PLAIN, "ADD CONSTRAINT lock_c CHECK (a > 0)"},
    {MY_ADD_CHECK_NOT_ENFORCED, PLAIN, "ADD CONSTRAINT lock_c CHECK (a > 0) NOT ENFORCED"},
    {MY_DROP_CHECK, TABLE(", CONSTRAINT lock_c CHECK (a > 0))"), "DROP CONSTRAINT lock_c"},
    {MY_TABLE_METADATA, PLAIN, "COMMENT='word'"},
    {MY_TABLE_REBUILT, PLAIN, "ROW_FORMAT=COMPACT"},
    {MY_TABLE_REBUILT_FULLTEXT, TABLE(", FULLTEXT KEY f (b))"), "ROW_FORMAT=COMPACT"},
    {MY_ADD_VERSIONING, PLAIN, "ADD SYSTEM VERSIONING"},
    {MY_DROP_VERSIONING, TABLE(") WITH SYSTEM VERSIONING"), "DROP SYSTEM VERSIONING"},
};

/* What blocks least comes first. */
static const char *const ladder[] = {
    "ALGORITHM=INSTANT, LOCK=DEFAULT", "ALGORITHM=NOCOPY, LOCK=NONE",
    "ALGORITHM=INPLACE, LOCK=NONE",    "ALGORITHM=NOCOPY, LOCK=SHARED",
    "ALGORITHM=INPLACE, LOCK=SHARED",  "ALGORITHM=COPY, LOCK=NONE",
    "ALGORITHM=COPY, LOCK=SHARED",
};

/* An online copy lets others write, whatever would work in place under a lock. */
static bool is_better(const char *rung, const char *mode)
{
    return strstr(rung, "LOCK=SHARED") == NULL || strstr(mode, "LOCK=NONE") == NULL;
}

static bool alter(Conn *conn, const struct Proof *proof, const char *clauses, Errs *errs)
{
    char sql[512];
    bool ok;

    (void)conn->engine->exec(conn, STR("DROP TABLE IF EXISTS lock_t"), errs);
    assert_true(conn->engine->exec(conn, str_from(proof->table), errs));
    (void)snprintf(sql, sizeof sql, "ALTER TABLE lock_t %s, %s", proof->clause, clauses);
    ok = conn->engine->exec(conn, str_from(sql), errs);
    return ok;
}

static void observe(MyFamily family, Conn *conn, const struct Proof *proof)
{
    const LockRule *rule = my_work_rule(family, proof->work, my_conn(conn)->version);
    Errs errs = {0};

    if (rule->mode == NULL || strncmp(rule->mode, "ALGORITHM=", 10) != 0)
        return; /* not of this server */
    for (size_t i = 0; strcmp(ladder[i], rule->mode) != 0; i++) {
        if (strstr(ladder[i], "NOCOPY") != NULL && family == MY_MYSQL)
            continue;
        if (is_better(ladder[i], rule->mode) && alter(conn, proof, ladder[i], &errs))
            fail_msg("%s: the server takes %s, the rule says %s", proof->clause, ladder[i],
                     rule->mode);
        errs_free(&errs);
        errs = (Errs){0};
    }
    if (!alter(conn, proof, rule->mode, &errs))
        fail_msg("%s: the server refuses %s: %s", proof->clause, rule->mode,
                 errs_last(&errs)->server);
    errs_free(&errs);
}

static void observe_all(MyFamily family, const Engine *engine, const char *variable)
{
    const char *text = getenv(variable);
    ConnectOptions options = {.lock_timeout_ms = 5000};
    Arena arena = {0};
    Errs errs = {0};
    Url url;
    Conn *conn = NULL;

    if (text == NULL) {
        print_message("skipped: %s is not set\n", variable);
        skip();
    }
    assert_true(url_parse(&arena, str_from(text), &url, &errs));
    assert_true(engine->connect(&url, &options, &conn, &errs));
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
        observe(family, conn, &proofs[i]);
    (void)engine->exec(conn, STR("DROP TABLE IF EXISTS lock_t"), &errs);
    engine->close(conn);
    errs_free(&errs);
    arena_free(&arena);
}

static void mysql_takes_what_its_rules_say_and_nothing_weaker(void **state)
{
    (void)state;
    observe_all(MY_MYSQL, &engine_mysql, "ANNEAL_TEST_MYSQL_URL");
}

static void mariadb_takes_what_its_rules_say_and_nothing_weaker(void **state)
{
    (void)state;
    observe_all(MY_MARIADB, &engine_mariadb, "ANNEAL_TEST_MARIADB_URL");
}

static void every_operation_has_a_rule(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        assert_int_equal(my_rule(MY_MYSQL, (Op)op, 90704)->op, op);
        assert_int_equal(my_rule(MY_MARIADB, (Op)op, 101119)->op, op);
    }
}

static void clauses_of_one_class_share_its_words(void **state)
{
    Arena arena = {0};
    Object table = {.name = STR("t")};
    Str clauses[] = {STR("ADD COLUMN `a` int, ALGORITHM=INSTANT, LOCK=DEFAULT"),
                     STR("ADD COLUMN `b` int COMMENT ', ALGORITHM=COPY', ALGORITHM=INSTANT, "
                         "LOCK=DEFAULT")};

    (void)state;
    assert_str(my_join_clauses(MY_MYSQL, &arena, &table, clauses, 2),
               "ALTER TABLE `t` ADD COLUMN `a` int, ADD COLUMN `b` int COMMENT ', "
               "ALGORITHM=COPY', ALGORITHM=INSTANT, LOCK=DEFAULT");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_has_a_rule),
        cmocka_unit_test(clauses_of_one_class_share_its_words),
        cmocka_unit_test(mysql_takes_what_its_rules_say_and_nothing_weaker),
        cmocka_unit_test(mariadb_takes_what_its_rules_say_and_nothing_weaker),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
