/* Check steps, run on real databases. */
#include "on_servers.h"

static const char *const schemes[] = {"sqlite", "postgresql"};

static Step *add_check(OnServer *on, const char *query, const char *expected)
{
    Step *step = on_server_step(on, STEP_CHECK, OP_CHECK_ANSWER);

    step->check = record_new(&on->plan->arena, &step_check_type);
    step->check->query = str_from(query);
    step->check->expected = str_from(expected);
    return step;
}

static void prepare(OnServer *on)
{
    on_server_sql(on, "CREATE TABLE anneal_check (a int)");
}

static void finish(OnServer *on)
{
    on_server_sql(on, "DROP TABLE anneal_check");
    on_server_close(on);
}

static void what_is_expected_lets_the_next_step_run(void **state)
{
    OnServer on;

    if (!on_server_open(&on, *state))
        skip();
    prepare(&on);
    add_check(&on, "SELECT count(*) FROM anneal_check", "0");
    on_server_exec(&on, "INSERT INTO anneal_check VALUES (1)");
    assert_true(on_server_run(&on));
    assert_int_equal(on.outcome.steps.items[0].result, RESULT_DONE);
    assert_str(on_server_ask(&on, "SELECT count(*) FROM anneal_check"), "1");
    finish(&on);
}

static void another_answer_stops_before_the_next_step(void **state)
{
    OnServer on;
    Step *step;

    if (!on_server_open(&on, *state))
        skip();
    prepare(&on);
    step = add_check(&on, "SELECT count(*) FROM anneal_check", "3");
    step->check->message = STR("three rows are needed");
    on_server_exec(&on, "INSERT INTO anneal_check VALUES (1)");
    assert_false(on_server_run(&on));
    assert_int_equal(errs_last(&on.errs)->code, ERR_DATA);
    assert_non_null(strstr(errs_last(&on.errs)->message, "three rows are needed"));
    assert_int_equal(on.outcome.steps.items[0].result, RESULT_FAILED);
    assert_int_equal(on.outcome.steps.items[1].result, RESULT_NOT_REACHED);
    assert_str(on_server_ask(&on, "SELECT count(*) FROM anneal_check"), "0");
    finish(&on);
}

static void null_and_no_row_are_no_answer(void **state)
{
    static const char *const queries[] = {"SELECT NULL", "SELECT 1 WHERE 1 = 0", "SELECT 1, 1"};

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        OnServer on;
        if (!on_server_open(&on, *state))
            skip();
        add_check(&on, queries[i], "1");
        assert_false(on_server_run(&on));
        assert_int_equal(errs_last(&on.errs)->code, ERR_DATA);
        on_server_close(&on);
    }
}

static void a_check_writes_nothing(void **state)
{
    static const char *const queries[] = {"INSERT INTO anneal_check VALUES (1) RETURNING a",
                                          "DELETE FROM anneal_check RETURNING a"};

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        OnServer on;
        if (!on_server_open(&on, *state))
            skip();
        prepare(&on);
        on_server_sql(&on, "INSERT INTO anneal_check VALUES (7)");
        add_check(&on, queries[i], "1");
        assert_false(on_server_run(&on));
        assert_str(on_server_ask(&on, "SELECT count(*) FROM anneal_check"), "1");
        finish(&on);
    }
}

int main(void)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        void *scheme = (void *)(uintptr_t)schemes[i];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(what_is_expected_lets_the_next_step_run, scheme),
            cmocka_unit_test_prestate(another_answer_stops_before_the_next_step, scheme),
            cmocka_unit_test_prestate(null_and_no_row_are_no_answer, scheme),
            cmocka_unit_test_prestate(a_check_writes_nothing, scheme),
        };
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
