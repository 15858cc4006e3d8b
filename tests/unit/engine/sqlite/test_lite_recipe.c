/* Changes -> pieces: which statements, in which stages; a row a case. Each is also run: afterwards
 * the file must be as wished, with its rows. */
#include "lite_changes.h"

#include "base/sb.h"

typedef struct Case {
    const char *name, *live, *desired;
    LiteRename renames[3];
    const char
        *ops; /* of the pieces, '+' what one includes, '<' what it comes after, '?' its probes */
} Case;

#define ROWS ";\nINSERT INTO t VALUES (1, 2)"

static const Case cases[] = {
    {"a_nullable_column_is_added_in_place",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b, c INT)",
     {{0}},
     "add_column"},
    {"a_column_with_a_clock_as_default_is_added_by_a_rebuild",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b, c DEFAULT CURRENT_TIMESTAMP)",
     {{0}},
     "add_column_rewrite"},
    {"a_stored_column_is_added_by_a_rebuild",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b, c AS (a + b) STORED)",
     {{0}},
     "add_column_rewrite"},
    {"a_required_column_asks_for_rows",
     "CREATE TABLE t (a, b)",
     "CREATE TABLE t (a, b, c NOT NULL)",
     {{0}},
     "add_required_column ?1"},
    {"a_new_column_carries_its_check_and_key",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b, c INT CONSTRAINT k CHECK (c > 0) CONSTRAINT f REFERENCES t (c))",
     {{0}},
     "add_column"},
    {"a_check_of_two_columns_is_not_carried",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b, c INT, CONSTRAINT k CHECK (c > a))",
     {{0}},
     "add_column; add_check <0"},
    {"a_plain_column_is_dropped_in_place",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a)",
     {{0}},
     "drop_column"},
    {"a_column_in_a_check_is_dropped_with_it_by_one_rebuild",
     "CREATE TABLE t (a, b, CONSTRAINT k CHECK (b > 0))" ROWS,
     "CREATE TABLE t (a)",
     {{0}},
     "rebuild_table +drop_column +drop_check"},
    {"an_index_goes_with_its_column",
     "CREATE TABLE t (a, b);\nCREATE INDEX i ON t (b)" ROWS,
     "CREATE TABLE t (a)",
     {{0}},
     "drop_column +drop_index"},
    {"renames_are_direct",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE u (a, c)",
     {{"t", "u", NULL}, {"b", "c", "t"}, {0}},
     "rename_table; rename_column"},
    {"columns_that_swap_their_names_do_it_in_one_piece",
     "CREATE TABLE t (a INT, b INT)" ROWS,
     "CREATE TABLE t (b INT, a INT)",
     {{"a", "b", "t"}, {"b", "a", "t"}, {0}},
     "rename_column"},
    {"a_new_column_may_take_a_name_that_was_given_up",
     "CREATE TABLE t (a INT, b INT)" ROWS,
     "CREATE TABLE t (c INT, b INT, a TEXT)",
     {{"a", "c", "t"}, {0}},
     "rename_column; add_column <0"},
    {"what_only_relaxes_is_one_rebuild",
     "CREATE TABLE t (a NOT NULL, b, CONSTRAINT k CHECK (b > 0), CONSTRAINT u UNIQUE (a))" ROWS,
     "CREATE TABLE t (a, b DEFAULT 5)",
     {{0}},
     "rebuild_table +drop_not_null +set_default +drop_key +drop_check"},
    {"what_restricts_comes_apart_with_its_probes",
     "CREATE TABLE t (a NOT NULL, b)" ROWS,
     "CREATE TABLE t (a, b NOT NULL, CONSTRAINT k CHECK (b > 0))",
     {{0}},
     "drop_not_null; rebuild_table +set_not_null +add_check ?2 <0"},
    {"a_removal_is_held_alone",
     "CREATE TABLE t (a, b, CONSTRAINT k CHECK (b > 0))" ROWS,
     "CREATE TABLE t (a DEFAULT 1)",
     {{0}},
     "set_default; rebuild_table +drop_column +drop_check <0"},
    {"a_type_of_the_same_affinity_is_wider",
     "CREATE TABLE t (a VARCHAR(5), b)" ROWS,
     "CREATE TABLE t (a VARCHAR(9), b)",
     {{0}},
     "widen_type"},
    {"text_that_becomes_a_number_may_lose_its_spelling",
     "CREATE TABLE t (a TEXT, b)" ROWS,
     "CREATE TABLE t (a INT, b)",
     {{0}},
     "narrow_type ?1"},
    {"a_number_that_becomes_text_is_another_type",
     "CREATE TABLE t (a INT, b)" ROWS,
     "CREATE TABLE t (a TEXT, b)",
     {{0}},
     "change_type"},
    {"a_unique_index_probes_for_duplicates",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b);\nCREATE UNIQUE INDEX i ON t (lower(a)) WHERE b > 0",
     {{0}},
     "create_unique_index ?1"},
    {"an_index_is_replaced_in_one_piece",
     "CREATE TABLE t (a, b);\nCREATE INDEX i ON t (a)" ROWS,
     "CREATE TABLE t (a, b);\nCREATE INDEX i ON t (b)",
     {{0}},
     "replace_index"},
    {"a_rebuild_takes_the_indexes_of_its_stage_along",
     "CREATE TABLE t (a, b);\nCREATE INDEX i ON t (a);\nCREATE INDEX j ON t (b)" ROWS,
     "CREATE TABLE t (a, b DEFAULT 3);\nCREATE INDEX i ON t (a);\nCREATE INDEX k ON t (b, a)",
     {{0}},
     "rebuild_table +set_default +create_index; drop_index <0"},
    {"only_an_action_differs_so_the_key_is_wider",
     "CREATE TABLE t (a PRIMARY KEY, b CONSTRAINT f REFERENCES t)",
     "CREATE TABLE t (a PRIMARY KEY, b CONSTRAINT f REFERENCES t ON DELETE CASCADE)",
     {{0}},
     "alter_foreign_key"},
    {"autoincrement_comes_and_goes_by_a_rebuild",
     "CREATE TABLE t (a INTEGER PRIMARY KEY, b)" ROWS,
     "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b)",
     {{0}},
     "add_identity"},
    {"options_are_set_by_a_rebuild",
     "CREATE TABLE t (a INT PRIMARY KEY NOT NULL, b INT)" ROWS,
     "CREATE TABLE t (a INT PRIMARY KEY NOT NULL, b INT) WITHOUT ROWID, STRICT",
     {{0}},
     "set_table_options"},
    {"a_generated_column_becomes_plain_with_its_values",
     "CREATE TABLE t (a, b, c AS (a + b) STORED);\nINSERT INTO t VALUES (1, 2)",
     "CREATE TABLE t (a, b, c)",
     {{0}},
     "drop_expression"},
    {"a_new_table_comes_with_its_indexes",
     "CREATE TABLE t (a, b)" ROWS,
     "CREATE TABLE t (a, b);\nCREATE TABLE n (x UNIQUE);\nCREATE INDEX i ON n (x)",
     {{0}},
     "create_table"},
    {"a_dropped_table_takes_nobody_along",
     "CREATE TABLE p (x PRIMARY KEY);\nCREATE TABLE t (a, b);\nCREATE TABLE c (x REFERENCES p ON "
     "DELETE CASCADE)" ROWS,
     "CREATE TABLE t (a, b)",
     {{0}},
     "drop_table; drop_table"},
};

static void put_piece(Sb *sb, const Piece *piece)
{
    sb_puts(sb, op_name(piece->op));
    for (size_t i = 0; i < piece->includes.len; i++)
        sb_printf(sb, " +%s", op_name(piece->includes.items[i]));
    if (piece->probes.len > 0)
        sb_printf(sb, " ?%zu", piece->probes.len);
    if (piece->is_wider && piece->op == OP_REPLACE_FOREIGN_KEY)
        sb_puts(sb, " wider");
    if (piece->after >= 0)
        sb_printf(sb, " <%d", piece->after);
}

static void run_all(LiteTest *test, Conn *conn, const StrVec *statements)
{
    for (size_t i = 0; i < statements->len; i++)
        if (!engine_sqlite.exec(conn, statements->items[i], &test->errs))
            fail_msg("%.*s: %s", STR_ARG(statements->items[i]), errs_last(&test->errs)->message);
}

static void run_probes(LiteTest *test, Conn *conn, const Piece *piece)
{
    for (size_t i = 0; i < piece->probes.len; i++)
        assert_str(lite_test_ask(test, conn, arena_cstr(&test->arena, piece->probes.items[i])),
                   "0");
}

static void run_piece(LiteTest *test, Conn *conn, const Piece *piece)
{
    run_all(test, conn, &piece->session_before);
    assert_true(engine_sqlite.begin(conn, false, &test->errs));
    run_all(test, conn, &piece->statements);
    assert_true(engine_sqlite.commit(conn, &test->errs));
    run_all(test, conn, &piece->session_after);
}

static Pieces pieces_of(LiteTest *test, const Changes *changes, size_t group)
{
    Facts facts = {0};
    void *whole = NULL;
    RecipeInput input = {&test->arena, engine_sqlite.newest_version, changes, &facts, NULL, &whole};
    Pieces pieces = {.arena = &test->arena};

    if (!engine_sqlite.recipe(&input, changes->groups.items[group], &pieces, &test->errs))
        fail_msg("%s", errs_last(&test->errs)->message);
    return pieces;
}

static void assert_converged(const Changes *changes)
{
    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        const Change *change = group->changes.items[0];
        fail_msg("still differs: %s",
                 (change->live != NULL ? change->live : change->desired)->type->word);
    }
}

static void makes_pieces_that_work(void **state)
{
    const Case *row = *state;
    LiteTest *test = lite_test_new();
    Conn *conn = lite_test_memory(test);
    Model *desired = lite_test_model(test, row->desired), *live, *after;
    const Changes *changes;
    Sb ops = sb_new(SB_LINE_MAX);

    lite_test_run(test, conn, row->live);
    live = lite_test_look(test, conn);
    changes = lite_changes(&test->arena, live, desired, row->renames);
    for (size_t i = 0; i < changes->groups.len; i++) {
        Pieces pieces = pieces_of(test, changes, i);
        for (size_t k = 0; k < pieces.list.len; k++)
            run_probes(test, conn, pieces.list.items[k]);
        for (size_t k = 0; k < pieces.list.len; k++) {
            if (ops.len > 0)
                sb_puts(&ops, "; ");
            put_piece(&ops, pieces.list.items[k]);
            run_piece(test, conn, pieces.list.items[k]);
        }
    }
    assert_string_equal(sb_finish(&ops, &test->arena).ptr, row->ops);
    after = lite_test_look(test, conn);
    assert_converged(lite_changes(&test->arena, after, desired, NULL));
    if (lite_test_table(after, "t") != NULL && strstr(row->live, "INSERT") != NULL)
        assert_str(lite_test_ask(test, conn, "SELECT count(*) FROM t"), "1");
    model_free(after);
    model_free(live);
    model_free(desired);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

/* Runs all that one group's recipe says; the live database stays open. */
static Conn *deployed(LiteTest *test, const char *live_sql, const char *desired_sql,
                      const LiteRename *renames)
{
    Conn *conn = lite_test_memory(test);
    Model *desired = lite_test_model(test, desired_sql), *live;
    const Changes *changes;

    lite_test_run(test, conn, live_sql);
    live = lite_test_look(test, conn);
    changes = lite_changes(&test->arena, live, desired, renames);
    for (size_t i = 0; i < changes->groups.len; i++) {
        Pieces pieces = pieces_of(test, changes, i);
        for (size_t k = 0; k < pieces.list.len; k++)
            run_piece(test, conn, pieces.list.items[k]);
    }
    model_free(live);
    model_free(desired);
    return conn;
}

static int setup(void **state)
{
    *state = lite_test_new();
    return 0;
}

static void a_rebuild_keeps_views_triggers_and_keys_of_others(void **state)
{
    LiteTest *test = *state;
    Conn *conn =
        deployed(test,
                 "CREATE TABLE t (a INTEGER PRIMARY KEY, b);\nCREATE VIEW v AS SELECT b FROM t;\n"
                 "CREATE TABLE c (x REFERENCES t ON DELETE CASCADE);\nCREATE TABLE l (x);\n"
                 "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO l VALUES (new.a); END;\n"
                 "CREATE TRIGGER h AFTER INSERT ON c BEGIN UPDATE t SET b = 'c'; END;\n"
                 "INSERT INTO t VALUES (1, 'x');\nINSERT INTO c VALUES (1);\nDELETE FROM l",
                 "CREATE TABLE t (a INTEGER PRIMARY KEY, b NOT NULL);\n"
                 "CREATE TABLE c (x REFERENCES t ON DELETE CASCADE);\nCREATE TABLE l (x)",
                 NULL);

    assert_str(lite_test_ask(test, conn, "SELECT count(*) FROM c"), "1"); /* no cascade ran */
    assert_str(lite_test_ask(test, conn, "SELECT b FROM v"), "c");
    lite_test_run(test, conn, "INSERT INTO t VALUES (2, 'y')");
    assert_str(lite_test_ask(test, conn, "SELECT x FROM l"), "2");
    assert_str(lite_test_ask(test, conn, "PRAGMA foreign_keys"), "1");
    assert_str(lite_test_ask(test, conn, "SELECT \"table\" FROM pragma_foreign_key_list('c')"),
               "t");
    lite_test_run(test, conn, "DELETE FROM t WHERE a = 1");
    assert_str(lite_test_ask(test, conn, "SELECT count(*) FROM c"), "0");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_rebuild_after_a_rename_brings_the_trigger_back_renamed(void **state)
{
    static const LiteRename renames[] = {{"t", "u", NULL}, {"b", "b 2", "t"}, {0}};
    LiteTest *test = *state;
    Conn *conn = deployed(
        test,
        "CREATE TABLE t (a, b);\nCREATE TABLE l (b, x);\nCREATE TRIGGER g AFTER UPDATE OF b ON t "
        "BEGIN INSERT INTO l (b, x) VALUES (new.b, old.b); END;\nINSERT INTO t VALUES (1, 2)",
        "CREATE TABLE u (a NOT NULL, \"b 2\");\nCREATE TABLE l (b, x)", renames);

    lite_test_run(test, conn, "UPDATE u SET \"b 2\" = 3");
    assert_str(lite_test_ask(test, conn, "SELECT b || x FROM l"), "32");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void rowids_and_counters_are_kept(void **state)
{
    LiteTest *test = *state;
    Conn *conn = deployed(test,
                          "CREATE TABLE t (a, rowid);\nINSERT INTO t (_rowid_, a) VALUES (42, 1);\n"
                          "CREATE TABLE s (a INTEGER PRIMARY KEY AUTOINCREMENT, b);\n"
                          "INSERT INTO s VALUES (99, 1);\nDELETE FROM s",
                          "CREATE TABLE t (a DEFAULT 1, rowid);\n"
                          "CREATE TABLE s (a INTEGER PRIMARY KEY AUTOINCREMENT, b DEFAULT 1)",
                          NULL);

    assert_str(lite_test_ask(test, conn, "SELECT _rowid_ FROM t"), "42");
    lite_test_run(test, conn, "INSERT INTO s (b) VALUES (1)");
    assert_str(lite_test_ask(test, conn, "SELECT a FROM s"), "100");
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_conflict_clause_does_not_eat_rows(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);
    Model *desired =
        lite_test_model(test, "CREATE TABLE t (a, CONSTRAINT u UNIQUE (a) ON CONFLICT IGNORE)");
    Model *live;
    Pieces pieces;

    lite_test_run(test, conn, "CREATE TABLE t (a);\nINSERT INTO t VALUES (1), (1)");
    live = lite_test_look(test, conn);
    pieces = pieces_of(test, lite_changes(&test->arena, live, desired, NULL), 0);
    assert_str(
        lite_test_ask(test, conn, arena_cstr(&test->arena, pieces.list.items[0]->probes.items[0])),
        "1");
    for (size_t i = 0; i < 2; i++) /* the look at triggers, the new table */
        assert_true(
            engine_sqlite.exec(conn, pieces.list.items[0]->statements.items[i], &test->errs));
    assert_fails(engine_sqlite.exec(conn, pieces.list.items[0]->statements.items[2], &test->errs),
                 &test->errs, ERR_DATA);
    assert_string_equal(errs_last(&test->errs)->message, ":memory:: UNIQUE constraint failed: t.a");
    model_free(live);
    model_free(desired);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void a_table_that_was_not_understood_is_not_rebuilt(void **state)
{
    LiteTest *test = *state;
    Model *live = lite_test_model(test, "CREATE TABLE t (a)");
    Model *desired = lite_test_model(test, "CREATE TABLE t (a DEFAULT 1)");
    Facts facts = {0};
    Pieces pieces = {.arena = &test->arena};
    const Changes *changes = lite_changes(&test->arena, live, desired, NULL);
    void *whole = NULL;
    RecipeInput input = {&test->arena, engine_sqlite.newest_version, changes, &facts, NULL, &whole};

    ((Table *)live->objects.items[0])->unread = "something new";
    assert_fails(engine_sqlite.recipe(&input, changes->groups.items[0], &pieces, &test->errs),
                 &test->errs, ERR_UNSUPPORTED);
    model_free(live);
    model_free(desired);
    lite_test_free(test, NULL);
}

static void a_view_that_would_break_stops_the_rebuild(void **state)
{
    LiteTest *test = *state;
    Conn *conn = lite_test_memory(test);
    Model *desired = lite_test_model(test, "CREATE TABLE t (a)"), *live;
    const Piece *piece;

    lite_test_run(test, conn,
                  "CREATE TABLE t (a, b CONSTRAINT k CHECK (b > 0));\n"
                  "CREATE VIEW v AS SELECT b FROM t");
    live = lite_test_look(test, conn);
    piece = pieces_of(test, lite_changes(&test->arena, live, desired, NULL), 0).list.items[0];
    run_all(test, conn, &piece->session_before);
    for (size_t i = 0; i + 1 < piece->statements.len; i++)
        assert_true(engine_sqlite.exec(conn, piece->statements.items[i], &test->errs));
    assert_fails(engine_sqlite.exec(conn, vec_last(&piece->statements), &test->errs), &test->errs,
                 ERR_SERVER);
    assert_string_equal(errs_last(&test->errs)->message,
                        "view v would break: :memory:: no such column: b");
    model_free(live);
    model_free(desired);
    engine_sqlite.close(conn);
    lite_test_free(test, NULL);
}

static void the_same_input_gives_the_same_statements(void **state)
{
    LiteTest *test = *state;
    Model *live = lite_test_model(test, "CREATE TABLE t (a, b)");
    Model *desired = lite_test_model(test, "CREATE TABLE t (a, b DEFAULT 1, c, d AS (a) STORED)");
    const Changes *changes = lite_changes(&test->arena, live, desired, NULL);
    Pieces one = pieces_of(test, changes, 0), two = pieces_of(test, changes, 0);

    assert_int_equal(one.list.len, two.list.len);
    for (size_t i = 0; i < one.list.len; i++)
        for (size_t k = 0; k < one.list.items[i]->statements.len; k++)
            assert_true(str_eq(one.list.items[i]->statements.items[k],
                               two.list.items[i]->statements.items[k]));
    model_free(live);
    model_free(desired);
    lite_test_free(test, NULL);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases, OTHERS = 7 };
    struct CMUnitTest tests[COUNT + OTHERS] = {
        cmocka_unit_test_setup(a_rebuild_keeps_views_triggers_and_keys_of_others, setup),
        cmocka_unit_test_setup(a_rebuild_after_a_rename_brings_the_trigger_back_renamed, setup),
        cmocka_unit_test_setup(rowids_and_counters_are_kept, setup),
        cmocka_unit_test_setup(a_conflict_clause_does_not_eat_rows, setup),
        cmocka_unit_test_setup(a_table_that_was_not_understood_is_not_rebuilt, setup),
        cmocka_unit_test_setup(a_view_that_would_break_stops_the_rebuild, setup),
        cmocka_unit_test_setup(the_same_input_gives_the_same_statements, setup),
    };

    for (size_t i = 0; i < COUNT; i++)
        tests[OTHERS + i] = (struct CMUnitTest){.name = cases[i].name,
                                                .test_func = makes_pieces_that_work,
                                                .initial_state = (void *)(uintptr_t)&cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
