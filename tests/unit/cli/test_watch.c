/* What listeners of a deploy are told: rate, lines, events, metrics. */
#include "test.h"

#include "cli/events.h"
#include "cli/metrics.h"
#include "cli/progress.h"

static const Step step = {.rec = {.type = &step_type},
                          .id = {"abc", 3},
                          .phase = PHASE_MIGRATE,
                          .kind = STEP_LOOP,
                          .op = OP_BACKFILL,
                          .object = {"backfill \"cents\" of shop.orders", 31}};

static DeployEvent progress_at(int64_t done, int64_t of)
{
    return (DeployEvent){.step = &step,
                         .index = 2,
                         .total = 5,
                         .attempt = 1,
                         .done = done,
                         .of = of,
                         .unit = STR("rows")};
}

/* 1000 rows a second, 4000 of them done. */
static Rate known_rate(void)
{
    Rate rate = {0};

    rate_hear(&rate, &step, 0, 1000);
    rate_hear(&rate, &step, 2000, 3000);
    rate_hear(&rate, &step, 4000, 5000);
    return rate;
}

static void a_rate_is_unknown_at_first(void **state)
{
    Rate rate = {0};

    (void)state;
    rate_hear(&rate, &step, 500, 1000);
    assert_false(rate.is_known);
    assert_true(rate_left_s(&rate, 1000) < 0);
}

static void what_an_earlier_run_did_is_no_part_of_the_rate(void **state)
{
    Rate rate = {0};

    (void)state;
    rate_hear(&rate, &step, 1000000, 1000);
    rate_hear(&rate, &step, 1001000, 2000);
    assert_int_equal(rate.per_second, 1000);
    assert_int_equal(rate_left_s(&rate, 1003000), 2);
}

static void one_slow_batch_moves_it_a_little(void **state)
{
    Rate rate = known_rate();

    (void)state;
    rate_hear(&rate, &step, 4000, 6000);
    assert_in_range(rate.per_second, 850, 950);
}

static void a_walk_that_begins_anew_keeps_its_rate(void **state)
{
    Rate rate = known_rate();

    (void)state;
    rate_hear(&rate, &step, 100, 6000);
    assert_int_equal(rate.per_second, 1000);
    rate_hear(&rate, &step, 1100, 7000);
    assert_int_equal(rate.per_second, 1000);
}

static void assert_line(const DeployEvent *event, int width, const char *expected)
{
    Rate rate = known_rate();
    Sb sb = sb_new(SB_LINE_MAX);

    progress_line(&sb, event, &rate, width);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
}

static void a_line_has_numbers_and_a_bar_where_there_is_room(void **state)
{
    DeployEvent event = progress_at(4000, 1234567);

    (void)state;
    assert_line(&event, 0,
                "[2/5] backfill \"cents\" of shop.orders: 4,000 of 1,234,567 rows, 1,000/s, 21 min "
                "left");
    event.of = 8000;
    assert_line(
        &event, 100,
        "[2/5] backfill \"cents\" of shop.orders: [############............] 4,000 of 8,000 "
        "rows, 1,000/s, 4 s left");
    event.of = -1;
    assert_line(&event, 100, "[2/5] backfill \"cents\" of shop.orders: 4,000 rows, 1,000/s");
}

static void a_wait_says_for_what(void **state)
{
    DeployEvent event = {.step = &step, .index = 2, .total = 5, .result = RESULT_WAITING};

    (void)state;
    event.waiting_for = "paused by ada";
    assert_line(&event, 100, "[2/5] backfill \"cents\" of shop.orders: waits: paused by ada");
    event.attempt = 3;
    event.waiting_for = "a lock was not obtained in time";
    assert_line(&event, 100,
                "[2/5] backfill \"cents\" of shop.orders: no lock in attempt 3, trying again");
}

static void a_statement_says_how_long_it_runs_and_what_it_is_at(void **state)
{
    DeployEvent event = {.step = &step, .index = 2, .total = 5, .running_ms = 130 * 1000};

    (void)state;
    assert_line(&event, 100, "[2/5] backfill \"cents\" of shop.orders: runs for 2 min");
    event.stage = STR("building index: scanning table");
    event.unit = STR("blocks");
    event.done = 4000;
    event.of = 8000;
    assert_line(&event, 0,
                "[2/5] backfill \"cents\" of shop.orders: runs for 2 min, building index: scanning "
                "table: 4,000 of 8,000 blocks, 1,000/s, 4 s left");
}

static void assert_event(const DeployEvent *event, const char *expected)
{
    Rate rate = known_rate();
    Sb sb = sb_new(SB_LINE_MAX);

    events_put(&sb, event, &rate, 1783080000);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
}

static void events_are_lines_of_json(void **state)
{
    DeployEvent event = progress_at(4000, 8000);

#define HEAD(name) \
    "{\"Event\":\"" name "\",\"At\":\"2026-07-03T12:00:00Z\",\"Step\":\"abc\"," \
    "\"Phase\":\"migrate\",\"Operation\":\"backfill\"," \
    "\"Object\":\"backfill \\\"cents\\\" of shop.orders\",\"Index\":2,\"Total\":5"
    (void)state;
    assert_event(&event, HEAD("progress") ",\"Done\":4000,\"Of\":8000,\"Unit\":\"rows\","
                                          "\"PerSecond\":1000,\"SecondsLeft\":4}\n");
    event.of = -1;
    assert_event(&event, HEAD("progress") ",\"Done\":4000,\"Unit\":\"rows\",\"PerSecond\":1000}\n");
    event = (DeployEvent){.step = &step, .index = 2, .total = 5, .attempt = 1};
    assert_event(&event, HEAD("begin") "}\n");
    event.result = RESULT_WAITING;
    event.attempt = 2;
    event.waiting_for = "a lock\nof \"x\"";
    assert_event(&event, HEAD("wait") ",\"Attempt\":2,\"WaitingFor\":\"a lock\\nof \\\"x\\\"\"}\n");
    event = (DeployEvent){
        .step = &step, .index = 2, .total = 5, .attempt = 1, .result = RESULT_WAITING};
    assert_event(&event, HEAD("end") ",\"Result\":\"waiting\"}\n");
    event = (DeployEvent){.step = &step, .index = 2, .total = 5, .result = RESULT_SKIPPED};
    assert_event(&event, HEAD("end") ",\"Result\":\"skipped\"}\n");
}

static void assert_has(Str text, const char *part)
{
    Arena scratch = {0};

    if (strstr(arena_cstr(&scratch, text), part) == NULL)
        fail_msg("no %s in %.*s", part, STR_ARG(text));
    arena_free(&scratch);
}

static void metrics_are_text_for_prometheus(void **state)
{
    Rate rate = known_rate();
    Metrics metrics = {.step = &step,
                       .index = 2,
                       .total = 5,
                       .ended = 1,
                       .done = 4000,
                       .of = 8000,
                       .unit = STR("rows"),
                       .waits = 7};
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    metrics_put(&sb, &metrics, &rate, 1783080000);
    assert_has(sb_str(&sb), "# HELP anneal_steps Steps that this deploy runs.\n"
                            "# TYPE anneal_steps gauge\nanneal_steps 5\n");
    assert_has(sb_str(&sb), "\nanneal_steps_ended 1\n");
    assert_has(sb_str(&sb), "\nanneal_waits_total 7\n");
    assert_has(sb_str(&sb),
               "\nanneal_step_info{step=\"abc\",phase=\"migrate\",operation=\"backfill\","
               "object=\"backfill \\\"cents\\\" of shop.orders\"} 1\n");
    assert_has(sb_str(&sb), "\nanneal_loop_done 4000\n");
    assert_has(sb_str(&sb), "\nanneal_loop_size 8000\n");
    assert_has(sb_str(&sb), "\nanneal_loop_per_second 1000\n");
    assert_has(sb_str(&sb), "\nanneal_loop_eta_seconds 4\n");
    assert_has(sb_str(&sb), "\nanneal_over 0\n");
    assert_has(sb_str(&sb), "\nanneal_updated_seconds 1783080000\n");
    sb_free(&sb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_is_unknown_at_first),
        cmocka_unit_test(what_an_earlier_run_did_is_no_part_of_the_rate),
        cmocka_unit_test(one_slow_batch_moves_it_a_little),
        cmocka_unit_test(a_walk_that_begins_anew_keeps_its_rate),
        cmocka_unit_test(a_line_has_numbers_and_a_bar_where_there_is_room),
        cmocka_unit_test(a_wait_says_for_what),
        cmocka_unit_test(a_statement_says_how_long_it_runs_and_what_it_is_at),
        cmocka_unit_test(events_are_lines_of_json),
        cmocka_unit_test(metrics_are_text_for_prometheus),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
