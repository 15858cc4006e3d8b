/* A plan and a drift as text. */
#include "test.h"

#include "report/report.h"

#include "report/sample.h"

static const TextStyle plain = {.width = 100};

static void assert_plan_text(const Plan *plan, const char *expected)
{
    Sb sb = sb_new(SB_FILE_MAX);

    report_plan_text(&sb, plan, STR("shop.db"), &plain);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
}

static void assert_drift_text(const Plan *plan, const char *expected)
{
    Sb sb = sb_new(SB_FILE_MAX);

    report_drift_text(&sb, &(Drift){.plan = plan, .database = STR("shop.db")}, &plain);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
}

static void an_empty_plan_says_that_nothing_is_to_do(void **state)
{
    Plan *plan = sample_empty();

    (void)state;
    assert_plan_text(plan, "Nothing to do: shop.db is as shop declares.\n");
    plan_free(plan);
}

static void a_plan_begins_with_its_verdict_and_ends_with_what_releases_held_steps(void **state)
{
    Plan *plan = sample_plan();

    (void)state;
    assert_plan_text(plan, "2 steps will run on shop.db, 1 held.\n"
                           "\n"
                           "  expand    2 to create\n"
                           "  contract  1 to remove (held)\n"
                           "\n"
                           "expand\n"
                           "\n"
                           "  + create table shop.reviews\n"
                           "\n"
                           "          CREATE TABLE reviews (\n"
                           "              id int\n"
                           "          );\n"
                           "\n"
                           "  + alter table shop.orders\n"
                           "      why     add column note text\n"
                           "              Nullable false -> true\n"
                           "      lock    shop.orders: EXCLUSIVE, stops reads and writes\n"
                           "      cost    reads every row, about 2.3 s\n"
                           "\n"
                           "          ALTER TABLE orders ADD COLUMN note text;\n"
                           "\n"
                           "contract\n"
                           "\n"
                           "  - drop column shop.orders.total\n"
                           "      hazard  INDEX_LOST: queries may slow down after a drop\n"
                           "      held    DATA_LOSS: rows go\n"
                           "              release with --allow DATA_LOSS\n"
                           "\n"
                           "          ALTER TABLE orders DROP COLUMN total;\n"
                           "\n"
                           "To run the held step too: --allow DATA_LOSS\n"
                           "docs/hazards says what each means and what there is in its place.\n");
    plan_free(plan);
}

static void a_plan_of_held_steps_only_says_so_first(void **state)
{
    Plan *plan = sample_empty();
    Step *step = sample_step(plan, PHASE_CONTRACT, OP_DROP_TABLE, "table a");

    (void)state;
    step->state = STEP_HELD;
    step->why = STR("it needs a held step");
    assert_plan_text(plan, "Nothing runs on shop.db: 1 step is held.\n"
                           "\n"
                           "  contract  1 to remove (held)\n"
                           "\n"
                           "contract\n"
                           "\n"
                           "  - drop table a\n"
                           "      held    it needs a held step\n");
    plan_free(plan);
}

static void a_forbidden_step_stops_all(void **state)
{
    Plan *plan = sample_empty();
    Step *step;

    (void)state;
    (void)sample_step(plan, PHASE_EXPAND, OP_CREATE_TABLE, "table b");
    step = sample_step(plan, PHASE_CONTRACT, OP_DROP_TABLE, "table a");
    step->state = STEP_FORBIDDEN;
    step->why = STR("the environment forbids DATA_LOSS");
    assert_plan_text(plan, "Forbidden: 1 step may not run on shop.db, so none does.\n"
                           "\n"
                           "  expand    1 to create\n"
                           "  contract  1 to remove (held)\n"
                           "\n"
                           "expand\n"
                           "\n"
                           "  + create table b\n"
                           "\n"
                           "contract\n"
                           "\n"
                           "  - drop table a\n"
                           "      forbidden the environment forbids DATA_LOSS\n");
    plan_free(plan);
}

static void pending_removals_are_no_drift(void **state)
{
    Plan *plan = sample_empty();
    Step *step = sample_step(plan, PHASE_CONTRACT, OP_DROP_TABLE, "table a");

    (void)state;
    step->state = STEP_HELD;
    assert_drift_text(plan, "No drift: shop.db is as shop declares.\n"
                            "\n"
                            "Pending removals, which are no drift:\n"
                            "\n"
                            "  - drop table a\n");
    plan_free(plan);
}

static void drift_lists_what_differs_and_why(void **state)
{
    Plan *plan = sample_plan();

    (void)state;
    assert_drift_text(plan,
                      "Drift: shop.db differs from what shop declares. It would take:\n"
                      "\n"
                      "  + create table shop.reviews\n"
                      "  + alter table shop.orders: add column note text; Nullable false -> true\n"
                      "\n"
                      "Pending removals, which are no drift:\n"
                      "\n"
                      "  - drop column shop.orders.total\n");
    plan_free(plan);
}

static void color_is_used_only_where_it_is_wanted(void **state)
{
    static const TextStyle colored = {.has_color = true, .width = 100};
    Plan *plan = sample_plan();
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    report_plan_text(&sb, plan, STR("shop.db"), &plain);
    assert_true(str_find(sb_str(&sb), '\033', 0) == SIZE_MAX);
    report_plan_text(&sb, plan, STR("shop.db"), &colored);
    assert_true(str_find(sb_str(&sb), '\033', 0) != SIZE_MAX);
    sb_free(&sb);
    plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_plan_says_that_nothing_is_to_do),
        cmocka_unit_test(a_plan_begins_with_its_verdict_and_ends_with_what_releases_held_steps),
        cmocka_unit_test(a_plan_of_held_steps_only_says_so_first),
        cmocka_unit_test(a_forbidden_step_stops_all),
        cmocka_unit_test(pending_removals_are_no_drift),
        cmocka_unit_test(drift_lists_what_differs_and_why),
        cmocka_unit_test(color_is_used_only_where_it_is_wanted),
    };

    return cmocka_run_group_tests_name("plan_text", tests, NULL, NULL);
}
