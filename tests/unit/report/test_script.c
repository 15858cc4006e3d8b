/* A plan as an SQL script. */
#include "test.h"

#include "report/report.h"

#include "report/sample.h"

static void a_script_has_its_hash_its_transactions_and_held_steps_as_comments(void **state)
{
    static const char expected[] =
        "-- Plan of shop, made by anneal 9.9.\n"
        "-- Hash: abc123\n"
        "-- 2 of 3 steps run; what does not is commented out, with the reason.\n"
        "-- It ends at the first error; then make a new plan. By hand it lacks what `anneal "
        "deploy` adds: the look at\n"
        "-- what changed since the plan was made, lock waits that are tried again, the journal.\n"
        "\n"
        "SET x = 1;\n"
        "BEGIN;\n"
        "-- expand: create table shop.reviews\n"
        "CREATE TABLE reviews (\n"
        "    id int\n"
        ");\n"
        "-- expand: alter table shop.orders (add column note text; Nullable false -> true)\n"
        "--   locks shop.orders: EXCLUSIVE\n"
        "ALTER TABLE orders ADD COLUMN note text;\n"
        "COMMIT;\n"
        "SET x = 0;\n"
        "\n"
        "-- contract: drop column shop.orders.total\n"
        "--   held: DATA_LOSS: rows go; release with --allow DATA_LOSS\n"
        "--   ALTER TABLE orders DROP COLUMN total;\n";
    Plan *plan = sample_plan();
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    for (int i = 0; i < 2; i++) { /* the same setting of two steps is made once */
        sample_text(plan, &plan->steps.items[i]->session_before, "SET x = 1");
        sample_text(plan, &plan->steps.items[i]->session_after, "SET x = 0");
    }
    report_plan_sql(&sb, plan, NULL);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
    plan_free(plan);
}

static void an_empty_plan_is_a_script_of_comments(void **state)
{
    Plan *plan = sample_empty();
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    report_plan_sql(&sb, plan, NULL);
    assert_str(sb_str(&sb), "-- Plan of shop, made by anneal 9.9.\n"
                            "-- Hash: abc123\n"
                            "-- Nothing to do.\n");
    sb_free(&sb);
    plan_free(plan);
}

static void a_step_outside_transactions_stands_alone(void **state)
{
    Plan *plan = sample_empty();
    Step *step = sample_step(plan, PHASE_EXPAND, OP_CREATE_INDEX, "index shop.i");
    Sb sb = sb_new(SB_FILE_MAX);
    const char *script;

    (void)state;
    step->group = STR_ABSENT;
    sample_text(plan, &step->statements, "CREATE INDEX i ON a (b)");
    report_plan_sql(&sb, plan, NULL);
    script = sb_finish(&sb, &plan->arena).ptr;
    assert_non_null(
        strstr(script, "\n\n-- expand: create index shop.i\nCREATE INDEX i ON a (b);\n"));
    assert_null(strstr(script, "BEGIN"));
    plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_has_its_hash_its_transactions_and_held_steps_as_comments),
        cmocka_unit_test(an_empty_plan_is_a_script_of_comments),
        cmocka_unit_test(a_step_outside_transactions_stands_alone),
    };

    return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
