/* What a real file's catalog becomes. */
#include "lite_test.h"

#include "base/sb.h"

static int setup(void **state)
{
    *state = lite_test_new();
    return 0;
}

static int teardown(void **state)
{
    lite_test_free(*state, NULL);
    return 0;
}

static void columns_know_what_the_text_says(void **state)
{
    Model *model = lite_test_model(*state, "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                                           "n varchar(10) NOT NULL ON CONFLICT IGNORE DEFAULT 'x' "
                                           "COLLATE NOCASE, g AS (n || '!') STORED)");
    const Table *t = lite_test_table(model, "t");
    const Column *id = t->columns.items[0], *n = t->columns.items[1], *g = t->columns.items[2];

    assert_null(t->unread);
    assert_true(sparse_bool(&id->rec, FIELD_COLUMN_AUTO_INCREMENT));
    assert_false(id->is_nullable);
    assert_str(n->type, "varchar(10)");
    assert_str(n->dflt, "'x'");
    assert_str(sparse_str(&n->rec, FIELD_COLUMN_COLLATION), "NOCASE");
    assert_int_equal(sparse_enum(&n->rec, FIELD_COLUMN_CONFLICT), 3);
    assert_str(sparse_str(&g->rec, FIELD_COLUMN_GENERATED), "STORED");
    assert_true(g->is_nullable);
    model_free(model);
}

static void a_key_column_is_nullable_where_sqlite_lets_it_be(void **state)
{
    Model *model = lite_test_model(*state, "CREATE TABLE a (k TEXT PRIMARY KEY);\n"
                                           "CREATE TABLE b (k TEXT PRIMARY KEY) WITHOUT ROWID;\n"
                                           "CREATE TABLE c (k TEXT PRIMARY KEY) STRICT;\n"
                                           "CREATE TABLE d (k INTEGER PRIMARY KEY);\n"
                                           "CREATE TABLE e (k INTEGER PRIMARY KEY DESC)");
    static const struct {
        const char *table;
        bool is_nullable;
    } rows[] = {{"a", true}, {"b", false}, {"c", false}, {"d", false}, {"e", true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Table *table = lite_test_table(model, rows[i].table);
        assert_null(table->unread);
        assert_int_equal(table->columns.items[0]->is_nullable, rows[i].is_nullable);
    }
    model_free(model);
}

static void references_are_spelled_as_what_they_refer_to(void **state)
{
    Model *model = lite_test_model(
        *state, "CREATE TABLE Parent (Id INTEGER PRIMARY KEY);\n"
                "CREATE TABLE child (A, b, FOREIGN KEY (a) REFERENCES PARENT, UNIQUE (B));\n"
                "CREATE INDEX i ON CHILD (a COLLATE binary, \"B\")");
    const Table *child = lite_test_table(model, "child");
    const ForeignKey *key = child->foreign_keys.items[0];

    assert_null(child->unread);
    assert_str(key->related_table, "Parent");
    assert_str(key->columns.items[0], "A");
    assert_str(key->related_columns.items[0], "Id"); /* the primary key, written out */
    assert_str(child->indexes.items[0]->keys.items[0].name, "b");
    assert_str(child->indexes.items[1]->keys.items[0].name, "A");
    assert_null(child->indexes.items[1]->keys.items[0].collation.ptr); /* its column's own */
    assert_int_equal(model->edges.len, 1);
    model_free(model);
}

static void what_is_not_managed_is_counted(void **state)
{
    LiteTest *test = *state;
    Model *model =
        lite_test_model(test, "CREATE TABLE t (a);\nCREATE VIEW v AS SELECT a FROM t;\n"
                              "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END;\n"
                              "CREATE TRIGGER y INSTEAD OF INSERT ON v BEGIN SELECT 1; END;\n"
                              "CREATE VIRTUAL TABLE f USING fts5(a)");

    assert_int_equal(model->objects.len, 4);
    assert_null(model_unmanaged(model, STR_ABSENT, STR("v")));
    assert_string_equal(model_unmanaged(model, STR_ABSENT, STR("f")), "virtual table");
    assert_null(model_unmanaged(model, STR_ABSENT, STR("t")));
    assert_int_equal(test->notes.list.len, 1);
    assert_string_equal(test->notes.list.items[0].message,
                        "not managed by this version: 1 virtual table, 5 shadow tables");
    model_free(model);
}

static void tables_of_sqlite_and_of_anneal_are_left_out(void **state)
{
    Model *model = lite_test_model(*state, "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);\n"
                                           "CREATE TABLE _anneal_steps (a);\n"
                                           "CREATE INDEX _anneal_i ON _anneal_steps (a);\nANALYZE");

    assert_int_equal(model->objects.len, 1);
    model_free(model);
}

static void patterns_choose_tables(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);
    Filter filter = {0};
    Model *model = model_new();

    lite_test_run(test, conn,
                  "CREATE TABLE a (x);\nCREATE TABLE b (x);\nCREATE TABLE tmp_c (x);\n"
                  "CREATE INDEX i ON tmp_c (x)");
    vec_push(&test->arena, &filter.ignore, STR("tmp_*"));
    assert_true(engine_sqlite.introspect(conn, &filter, model, &test->notes, &test->errs));
    assert_int_equal(model->objects.len, 2);
    model_free(model);
    engine_sqlite.close(conn);
}

static void altered_texts_are_read_too(void **state)
{
    LiteTest *test = *state;
    Model *model = lite_test_model(
        test, "CREATE TABLE t (a, b, CHECK (a > b));\nALTER TABLE t ADD COLUMN c INT DEFAULT 5;\n"
              "ALTER TABLE t RENAME COLUMN a TO \"x y\";\nALTER TABLE t RENAME TO \"T 2\"");
    const Table *t = lite_test_table(model, "T 2");

    assert_non_null(t);
    assert_null(t->unread);
    assert_str(t->checks.items[0]->expression, "\"x y\" > b");
    assert_str(t->columns.items[2]->dflt, "5");
    model_free(model);
}

/* What a later SQLite may bring is forged: the text is changed behind the library's back. */
static void what_the_reader_does_not_know_is_marked(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);
    Model *model;
    const Table *t;

    lite_test_run(
        test, conn,
        "CREATE TABLE t (a INT NOT NULL, b DEFAULT 5);\nPRAGMA writable_schema = ON;\n"
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a INT NOT NULL SECRET, b DEFAULT "
        "5)' WHERE name = 't'");
    model = lite_test_look(test, conn);
    t = lite_test_table(model, "t");
    assert_string_equal(t->unread, "a column constraint expected at \"SECRET\"");
    assert_int_equal(t->columns.len, 2); /* as table_xinfo has them */
    assert_false(t->columns.items[0]->is_nullable);
    assert_str(t->columns.items[1]->dflt, "5");
    assert_int_equal(test->notes.list.len, 1);
    model_free(model);
    engine_sqlite.close(conn);
}

/* The parsed table stays what it was, so each PRAGMA contradicts the forged text. */
static void a_text_that_the_pragmas_contradict_is_marked(void **state)
{
    static const char *const forged[] = {
        "CREATE TABLE t (a INT, b DEFAULT 5 REFERENCES p)",
        "CREATE TABLE t (a INT NOT NULL, b DEFAULT 6 REFERENCES p)",
        "CREATE TABLE t (a INT NOT NULL, b DEFAULT 5 REFERENCES q)",
        "CREATE TABLE t (a INT NOT NULL, b DEFAULT 5 REFERENCES p ON DELETE CASCADE)",
        "CREATE TABLE t (a INT NOT NULL)",
        "CREATE TABLE t (a INT NOT NULL, b AS (5) REFERENCES p)",
    };
    LiteTest *test = *state;

    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        Conn *conn = lite_test_memory(test);
        Model *model;
        lite_test_run(test, conn,
                      "CREATE TABLE p (x PRIMARY KEY);\nCREATE TABLE t (a INT NOT NULL, b "
                      "DEFAULT 5 REFERENCES p);\nPRAGMA writable_schema = ON");
        lite_test_run(test, conn,
                      arena_printf(&test->arena,
                                   "UPDATE sqlite_schema SET sql = '%s' WHERE name = 't'",
                                   forged[i])
                          .ptr);
        model = lite_test_look(test, conn);
        if (lite_test_table(model, "t")->unread == NULL)
            fail_msg("not noticed: %s", forged[i]);
        model_free(model);
        engine_sqlite.close(conn);
    }
}

static void an_index_that_the_pragmas_contradict_is_marked(void **state)
{
    static const char *const forged[] = {
        "CREATE INDEX i ON t (b)",
        "CREATE INDEX i ON t (a DESC)",
        "CREATE UNIQUE INDEX i ON t (a)",
        "CREATE INDEX i ON t (a) WHERE a > 0",
        "CREATE INDEX i ON t (a COLLATE NOCASE)",
    };
    LiteTest *test = *state;

    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        Conn *conn = lite_test_memory(test);
        Model *model;
        lite_test_run(test, conn,
                      "CREATE TABLE t (a, b);\nCREATE INDEX i ON t (a);\n"
                      "PRAGMA writable_schema = ON");
        lite_test_run(test, conn,
                      arena_printf(&test->arena,
                                   "UPDATE sqlite_schema SET sql = '%s' WHERE name = 'i'",
                                   forged[i])
                          .ptr);
        model = lite_test_look(test, conn);
        if (lite_test_table(model, "t")->unread == NULL)
            fail_msg("not noticed: %s", forged[i]);
        model_free(model);
        engine_sqlite.close(conn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_know_what_the_text_says, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_column_is_nullable_where_sqlite_lets_it_be, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(references_are_spelled_as_what_they_refer_to, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_not_managed_is_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(tables_of_sqlite_and_of_anneal_are_left_out, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(patterns_choose_tables, setup, teardown),
        cmocka_unit_test_setup_teardown(altered_texts_are_read_too, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_reader_does_not_know_is_marked, setup, teardown),
        cmocka_unit_test_setup_teardown(a_text_that_the_pragmas_contradict_is_marked, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_index_that_the_pragmas_contradict_is_marked, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
