/* What a run did, as text and as JSON. */
#include "test.h"

#include "report/report.h"

#include "report/sample.h"

static const TextStyle plain = {.width = 100};

/* An outcome of the sample plan with these results of its three steps. */
static Outcome outcome_of(const Plan *plan, Arena *arena, StepResult a, StepResult b, StepResult c)
{
    const StepResult results[] = {a, b, c};
    Outcome outcome = {.plan = plan};

    for (size_t i = 0; i < 3; i++) {
        StepOutcome step = {.step = plan->steps.items[i], .result = results[i]};
        if (results[i] == RESULT_DONE) {
            step.attempts = 1;
            step.took_ms = 600;
        }
        vec_push(arena, &outcome.steps, step);
    }
    return outcome;
}

static void assert_outcome(const Outcome *outcome, const char *expected)
{
    Sb sb = sb_new(SB_FILE_MAX);

    report_outcome_text(&sb, outcome, STR("shop.db"), &plain);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
}

static void a_done_run_says_what_is_still_held(void **state)
{
    Plan *plan = sample_plan();
    Outcome outcome = outcome_of(plan, &plan->arena, RESULT_DONE, RESULT_DONE, RESULT_HELD);

    (void)state;
    outcome.was_checked = outcome.is_converged = true;
    assert_outcome(&outcome,
                   "Done: 2 steps ran on shop.db in 1.2 s.\n"
                   "Looked again: but for what is listed below, the database is as shop declares.\n"
                   "\n"
                   "Held:\n"
                   "  - drop column shop.orders.total\n"
                   "      DATA_LOSS: rows go\n"
                   "      release with --allow DATA_LOSS\n");
    plan_free(plan);
}

static void a_failed_run_says_what_stays_and_what_was_not_reached(void **state)
{
    Plan *plan = sample_plan();
    Outcome outcome =
        outcome_of(plan, &plan->arena, RESULT_DONE, RESULT_FAILED, RESULT_NOT_REACHED);

    (void)state;
    plan->steps.items[2]->why = STR_ABSENT;
    assert_outcome(&outcome,
                   "Stopped on shop.db: 1 step ran, 2 did not; what ran stays, and the next "
                   "deploy goes on from there.\n"
                   "\n"
                   "Failed:\n"
                   "  + alter table shop.orders\n"
                   "\n"
                   "Not reached:\n"
                   "  - drop column shop.orders.total\n");
    plan_free(plan);
}

static void what_a_loop_has_written_is_no_nothing(void **state)
{
    Plan *plan = sample_plan();
    Outcome outcome =
        outcome_of(plan, &plan->arena, RESULT_FAILED, RESULT_NOT_REACHED, RESULT_NOT_REACHED);
    Sb sb = sb_new(SB_FILE_MAX);
    const char *text;

    (void)state;
    outcome.steps.items[0].rows = (OptInt){true, 4000};
    report_outcome_text(&sb, &outcome, STR("shop.db"), &plain);
    text = sb_finish(&sb, &plan->arena).ptr;
    assert_non_null(strstr(text,
                           "Stopped on shop.db in the middle of a step: 4000 rows are written; "
                           "they stay, and the next deploy goes on from there.\n"));
    assert_non_null(strstr(text, "      4000 rows are written, and stay\n"));
    plan_free(plan);
}

static void what_if_changes_nothing_and_says_so(void **state)
{
    Plan *plan = sample_plan();
    Outcome outcome =
        outcome_of(plan, &plan->arena, RESULT_NOT_REACHED, RESULT_NOT_REACHED, RESULT_OTHER_PHASE);

    (void)state;
    outcome.is_what_if = true;
    plan->steps.items[2]->why = STR_ABSENT;
    assert_outcome(&outcome, "2 steps would run on shop.db; nothing was changed.\n"
                             "\n"
                             "Of another phase:\n"
                             "  - drop column shop.orders.total\n");
    plan_free(plan);
}

static void json_has_a_result_for_each_step(void **state)
{
    Plan *plan = sample_plan();
    Outcome outcome = outcome_of(plan, &plan->arena, RESULT_DONE, RESULT_SKIPPED, RESULT_HELD);
    Sb sb = sb_new(SB_FILE_MAX);
    const char *json;

    (void)state;
    report_outcome_json(&sb, &outcome);
    json = sb_finish(&sb, &plan->arena).ptr;
    assert_non_null(strstr(json, "\"Product\": \"shop\""));
    assert_non_null(strstr(json, "\"Result\": \"done\""));
    assert_non_null(strstr(json, "\"TookMs\": 600"));
    assert_non_null(strstr(json, "\"Result\": \"skipped\""));
    assert_non_null(strstr(json, "\"Result\": \"held\""));
    assert_null(strstr(json, "Converged")); /* nobody looked */
    plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_done_run_says_what_is_still_held),
        cmocka_unit_test(a_failed_run_says_what_stays_and_what_was_not_reached),
        cmocka_unit_test(what_a_loop_has_written_is_no_nothing),
        cmocka_unit_test(what_if_changes_nothing_and_says_so),
        cmocka_unit_test(json_has_a_result_for_each_step),
    };

    return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
