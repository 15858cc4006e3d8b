/* Texts that mean the same become the live one; new ones are shown to SQLite before anything runs.
 */
#include "lite_test.h"

#include "schema.h"

typedef struct Fixture {
    LiteTest *test;
    Model *live, *desired;
    Pairs pairs;
} Fixture;

static Pair *add_pair(Fixture *fixture, PairVec *pairs, const Record *live, const Record *desired,
                      bool is_renamed)
{
    Arena *arena = &fixture->test->arena;
    Pair *pair = ARENA_NEW(arena, Pair);

    *pair = (Pair){.live = (Record *)(uintptr_t)live,
                   .desired = (Record *)(uintptr_t)desired,
                   .is_renamed = is_renamed};
    vec_push(arena, pairs, pair);
    return pair;
}

/* The n-th parts of both tables belong together; what is left is new. */
static void add_children(Fixture *fixture, Pair *table, const void *live, const void *desired)
{
    for (size_t i = 0; i < list_len(desired); i++) {
        const Record *one = i < list_len(live) ? list_get(live, i) : NULL;
        const Record *other = list_get(desired, i);
        bool is_renamed = one != NULL && other->type == &column_type &&
                          !str_eq_ascii_nocase(record_name(one), record_name(other));
        (void)add_pair(fixture, &table->children, one, other, is_renamed);
    }
}

/* Table t of both; an empty `live_sql`: t is new. */
static Fixture paired(const char *live_sql, const char *desired_text)
{
    Fixture fixture = {.test = lite_test_new()};
    const Table *live, *desired;
    Pair *table;

    fixture.live = lite_test_model(fixture.test, live_sql);
    fixture.desired = schema_model(desired_text);
    assert_true(engine_sqlite.settle(fixture.desired, &fixture.test->notes, &fixture.test->errs));
    fixture.pairs = (Pairs){.live = fixture.live, .desired = fixture.desired};
    live = fixture.live->objects.len == 0 ? NULL : (const Table *)fixture.live->objects.items[0];
    desired = (const Table *)fixture.desired->objects.items[0];
    table = add_pair(&fixture, &fixture.pairs.objects, live == NULL ? NULL : &live->obj.rec,
                     &desired->obj.rec, false);
    if (live != NULL) {
        add_children(&fixture, table, &live->columns, &desired->columns);
        add_children(&fixture, table, &live->indexes, &desired->indexes);
        add_children(&fixture, table, &live->checks, &desired->checks);
    }
    return fixture;
}

static bool canonicalize(Fixture *fixture)
{
    Conn *conn = lite_test_memory(fixture->test);
    bool ok = engine_sqlite.canonicalize(conn, &fixture->pairs, &fixture->test->notes,
                                         &fixture->test->errs);

    engine_sqlite.close(conn);
    return ok;
}

static void finish(Fixture *fixture)
{
    model_free(fixture->live);
    model_free(fixture->desired);
    lite_test_free(fixture->test, NULL);
}

static void equal_tokens_become_the_live_text(void **state)
{
    Fixture fixture =
        paired("CREATE TABLE t (a VARCHAR (10) DEFAULT ('x'), CHECK (A  <> ''));\n"
               "CREATE INDEX i ON t (LOWER(a)) WHERE (a IS NOT NULL)",
               "table t\n  column a | varchar(10) | = ('x') | null\n"
               "  index i ((lower( \"a\" ))) | where a is not null\n  check - a != ''\n");
    const Table *t = (const Table *)fixture.desired->objects.items[0];

    (void)state;
    assert_true(canonicalize(&fixture));
    assert_str(t->columns.items[0]->type, "VARCHAR (10)");
    assert_str(t->columns.items[0]->dflt, "'x'");
    assert_str(t->indexes.items[0]->keys.items[0].expression, "LOWER(a)");
    assert_str(t->indexes.items[0]->predicate, "(a IS NOT NULL)");
    assert_str(t->checks.items[0]->expression, "A  <> ''");
    finish(&fixture);
}

static void other_texts_stay_as_they_are(void **state)
{
    Fixture fixture = paired("CREATE TABLE t (a INT, CONSTRAINT k CHECK (a > 0))",
                             "table t\n  column a | BIGINT | null\n  check k a > 1\n");
    const Table *t = (const Table *)fixture.desired->objects.items[0];

    (void)state;
    assert_true(canonicalize(&fixture));
    assert_str(t->columns.items[0]->type, "BIGINT");
    assert_str(t->checks.items[0]->expression, "a > 1");
    finish(&fixture);
}

static void a_renamed_column_reads_as_alter_table_will_leave_it(void **state)
{
    Fixture fixture = paired("CREATE TABLE t (a INT, CONSTRAINT k CHECK (a  > 0))",
                             "table t\n  column b | INT | null\n  check k b > 0\n");
    const Table *t = (const Table *)fixture.desired->objects.items[0];

    (void)state;
    assert_true(canonicalize(&fixture));
    assert_str(t->checks.items[0]->expression, "\"b\"  > 0");
    finish(&fixture);
}

static void names_in_another_case_are_the_live_ones(void **state)
{
    Fixture fixture = paired("CREATE TABLE \"T\" (\"Aa\" INT);\nCREATE INDEX \"Ii\" ON T (\"Aa\")",
                             "table t\n  column aa | INT | null\n  index ii (aa)\n");
    const Table *t = (const Table *)fixture.desired->objects.items[0];

    (void)state;
    assert_true(canonicalize(&fixture));
    assert_str(t->obj.name, "T");
    assert_str(t->columns.items[0]->name, "Aa");
    assert_str(t->indexes.items[0]->name, "Ii");
    assert_str(t->indexes.items[0]->keys.items[0].name, "Aa");
    finish(&fixture);
}

static void an_index_without_a_name_gets_a_free_one(void **state)
{
    Fixture fixture = paired("", "table t\n  column a | INT\n  index - (a)\n  index - (a DESC)\n"
                                 "  index t_expr_idx (a)\n  index - ((lower(a)))\n");
    const Table *t = (const Table *)fixture.desired->objects.items[0];

    (void)state;
    assert_true(canonicalize(&fixture));
    assert_str(t->indexes.items[0]->name, "t_a_idx");
    assert_str(t->indexes.items[1]->name, "t_a_idx2");
    assert_str(t->indexes.items[3]->name, "t_expr_idx2");
    finish(&fixture);
}

typedef struct Refusal {
    const char *name, *text, *message;
} Refusal;

static const Refusal refusals[] = {
    {"a_check_of_another_database_is_refused", "table t\n  column a | text\n  check k a ~ '^x'\n",
     "check t.k: SQLite refuses its Expression: near \"~\": syntax error"},
    {"a_check_of_no_column_is_refused", "table t\n  column a | text\n  check k b > 0\n",
     "check t.k: SQLite refuses its Expression: no such column: b"},
    {"a_default_of_another_database_is_refused", "table t\n  column a | text | = 'x'::text\n",
     "column t.a: SQLite refuses its Default: unrecognized token: \":\""},
    {"a_predicate_that_is_no_expression_is_refused",
     "table t\n  column a | text\n  index i (a) | where a >\n",
     "index t.i: SQLite refuses its FilterExpression: incomplete input"},
    {"an_index_of_an_unknown_function_is_refused",
     "table t\n  column a | text\n  index i ((nofunction(a)))\n",
     "index t.i: SQLite refuses its IndexColumns: no such function: nofunction"},
    {"a_generated_column_of_no_column_is_refused",
     "table t\n  column a | text\n  column g | text | as lower(b)\n",
     "column t.g: SQLite refuses its GenerationExpression: no such column: b"},
    {"a_type_that_is_none_is_refused", "table t\n  column a | character varying(10\n",
     "column t.a: SQLite refuses its DataType: near \"NOT\": syntax error"},
};

static void is_refused(void **state)
{
    const Refusal *row = *state;
    Fixture fixture = paired("", row->text);
    Errs *errs = &fixture.test->errs;

    assert_fails(canonicalize(&fixture), errs, ERR_SERVER);
    assert_string_equal(errs_last(errs)->message, row->message);
    finish(&fixture);
}

int main(void)
{
    enum { COUNT = sizeof refusals / sizeof *refusals, OTHERS = 5 };
    struct CMUnitTest tests[COUNT + OTHERS] = {
        cmocka_unit_test(equal_tokens_become_the_live_text),
        cmocka_unit_test(other_texts_stay_as_they_are),
        cmocka_unit_test(a_renamed_column_reads_as_alter_table_will_leave_it),
        cmocka_unit_test(names_in_another_case_are_the_live_ones),
        cmocka_unit_test(an_index_without_a_name_gets_a_free_one),
    };

    for (size_t i = 0; i < COUNT; i++)
        tests[OTHERS + i] = (struct CMUnitTest){.name = refusals[i].name,
                                                .test_func = is_refused,
                                                .initial_state = (void *)(uintptr_t)&refusals[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
