/* The lock budget: when a direct statement gives way to a recipe. */
#include "test.h"

#include "model/budget.h"
#include "model/table.h"

static Object relation(const char *name)
{
    return (Object){.rec = {.type = &table_type}, .schema = STR("shop"), .name = str_from(name)};
}

static void work_takes_as_long_as_the_relation_is_large(void **state)
{
    RelationSize size = {.size_bytes = INT64_C(2000) * 1000 * 1000};
    Facts facts = {0};

    (void)state;
    assert_int_equal(budget_estimate_ms(&facts, &size, COST_METADATA).value, 0);
    assert_int_equal(budget_estimate_ms(&facts, &size, COST_SCAN).value, 10 * 1000);
    assert_true(budget_estimate_ms(&facts, &size, COST_BUILD).value >
                budget_estimate_ms(&facts, &size, COST_SCAN).value);
    assert_true(budget_estimate_ms(&facts, &size, COST_REWRITE).value >
                budget_estimate_ms(&facts, &size, COST_BUILD).value);
    assert_true(budget_estimate_ms(&facts, NULL, COST_METADATA).given);
    assert_false(budget_estimate_ms(&facts, NULL, COST_SCAN).given);
}

static void what_is_small_or_new_may_be_blocked(void **state)
{
    Facts facts = {0};
    Budget budget = {.lock_ms = 500};
    Object small = relation("small"), large = relation("large"), unknown = relation("unknown");

    (void)state;
    facts_set_size(&facts, STR("shop.small"), (RelationSize){.size_bytes = 8192});
    facts_set_size(&facts, STR("shop.large"), (RelationSize){.size_bytes = INT64_C(1) << 40});
    assert_true(budget_allows(&budget, &facts, NULL, COST_REWRITE));
    assert_true(budget_allows(&budget, &facts, &small, COST_SCAN));
    assert_true(budget_allows(&budget, &facts, &large, COST_METADATA));
    assert_false(budget_allows(&budget, &facts, &large, COST_SCAN));
    assert_false(budget_allows(&budget, &facts, &unknown, COST_SCAN));
    facts_free(&facts);
}

static void an_estimate_near_the_budget_is_over_it(void **state)
{
    const Budget budget = {.lock_ms = 600};
    RelationSize size = {.size_bytes = INT64_C(80) * 1000 * 1000};
    Facts facts = {0};

    (void)state;
    assert_true(budget_fits(&budget, 400));
    assert_false(budget_fits(&budget, 401));
    assert_true(budget_allows_size(&budget, &facts, &size, COST_SCAN, 1));
    assert_false(budget_allows_size(&budget, &facts, &size, COST_SCAN, 2));
    assert_false(budget_allows_size(&budget, &facts, NULL, COST_SCAN, 1));
}

static void a_faster_server_takes_less_time(void **state)
{
    RelationSize size = {.size_bytes = INT64_C(2000) * 1000 * 1000};
    Facts facts = {.scan_rate = 10 * SCAN_RATE_DEFAULT};

    (void)state;
    assert_int_equal(budget_estimate_ms(&facts, &size, COST_SCAN).value, 1000);
    facts.scan_rate = SCAN_RATE_DEFAULT / 2;
    assert_int_equal(budget_estimate_ms(&facts, &size, COST_SCAN).value, 20 * 1000);
}

static void rows_and_indexes_count(void **state)
{
    RelationSize bare = {.size_bytes = INT64_C(1200) * 1000 * 1000};
    RelationSize indexed = {.size_bytes = bare.size_bytes, .index_bytes = bare.size_bytes};
    RelationSize narrow = {.size_bytes = bare.size_bytes, .rows = 40 * 1000 * 1000};
    Facts facts = {0};

    (void)state;
    assert_int_equal(budget_estimate_ms(&facts, &bare, COST_SCAN).value,
                     budget_estimate_ms(&facts, &indexed, COST_SCAN).value);
    assert_int_equal(2 * budget_estimate_ms(&facts, &bare, COST_REWRITE).value,
                     budget_estimate_ms(&facts, &indexed, COST_REWRITE).value);
    assert_int_equal(budget_estimate_ms(&facts, &narrow, COST_SCAN).value, 6000 + 10000);
}

static void values_apart_from_their_rows_are_dear_to_write_again(void **state)
{
    RelationSize rows = {.size_bytes = INT64_C(300) * 1000 * 1000};
    RelationSize apart = {.size_bytes = rows.size_bytes, .toast_bytes = rows.size_bytes};
    Facts facts = {0};

    (void)state;
    assert_int_equal(budget_estimate_ms(&facts, &rows, COST_SCAN).value,
                     budget_estimate_ms(&facts, &apart, COST_SCAN).value);
    assert_int_equal(budget_estimate_ms(&facts, &rows, COST_REWRITE).value, 10 * 1000);
    assert_int_equal(budget_estimate_ms(&facts, &apart, COST_REWRITE).value, 60 * 1000);
}

static void below_a_size_that_is_called_safe_nothing_is_asked(void **state)
{
    Facts facts = {.scan_rate = 1000};
    Budget budget = {.lock_ms = 0, .safe_below = 1 << 20};
    Object small = relation("small"), large = relation("large"), unknown = relation("unknown");

    (void)state;
    facts_set_size(&facts, STR("shop.small"), (RelationSize){.size_bytes = (1 << 20) - 1});
    facts_set_size(&facts, STR("shop.large"), (RelationSize){.size_bytes = 1 << 20});
    assert_true(budget_allows(&budget, &facts, &small, COST_REWRITE));
    assert_false(budget_allows(&budget, &facts, &large, COST_SCAN));
    assert_false(budget_allows(&budget, &facts, &unknown, COST_SCAN));
    facts_free(&facts);
}

static void rates_are_rounded_down_to_few_values(void **state)
{
    static const int64_t rates[][2] = {{0, 1},     {1, 1},      {4, 2},     {5, 5},
                                       {99, 50},   {100, 100},  {199, 100}, {200, 200},
                                       {999, 500}, {1000, 1000}};

    (void)state;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        assert_int_equal(budget_round_rate(rates[i][0]), rates[i][1]);
}

static void a_choice_goes_before_the_size(void **state)
{
    Facts facts = {0};
    Budget online = {.lock_ms = 500, .recipes = RECIPES_ONLINE},
           direct = {.lock_ms = 500, .recipes = RECIPES_DIRECT};
    Object small = relation("small"), large = relation("large");

    (void)state;
    facts_set_size(&facts, STR("shop.small"), (RelationSize){.size_bytes = 0});
    facts_set_size(&facts, STR("shop.large"), (RelationSize){.size_bytes = INT64_C(1) << 40});
    assert_false(budget_allows(&online, &facts, &small, COST_SCAN));
    assert_true(budget_allows(&online, &facts, &small, COST_METADATA));
    assert_true(budget_allows(&online, &facts, NULL, COST_SCAN));
    assert_true(budget_allows(&direct, &facts, &large, COST_REWRITE));
    facts_free(&facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_takes_as_long_as_the_relation_is_large),
        cmocka_unit_test(what_is_small_or_new_may_be_blocked),
        cmocka_unit_test(an_estimate_near_the_budget_is_over_it),
        cmocka_unit_test(a_faster_server_takes_less_time),
        cmocka_unit_test(rows_and_indexes_count),
        cmocka_unit_test(values_apart_from_their_rows_are_dear_to_write_again),
        cmocka_unit_test(below_a_size_that_is_called_safe_nothing_is_asked),
        cmocka_unit_test(rates_are_rounded_down_to_few_values),
        cmocka_unit_test(a_choice_goes_before_the_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
