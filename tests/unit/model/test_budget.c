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

    (void)state;
    assert_int_equal(budget_estimate_ms(&size, COST_METADATA).value, 0);
    assert_int_equal(budget_estimate_ms(&size, COST_SCAN).value, 10 * 1000);
    assert_true(budget_estimate_ms(&size, COST_REWRITE).value >
                budget_estimate_ms(&size, COST_SCAN).value);
    assert_true(budget_estimate_ms(NULL, COST_METADATA).given);
    assert_false(budget_estimate_ms(NULL, COST_SCAN).given);
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

static void a_choice_goes_before_the_size(void **state)
{
    Facts facts = {0};
    Budget online = {500, RECIPES_ONLINE}, direct = {500, RECIPES_DIRECT};
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
        cmocka_unit_test(a_choice_goes_before_the_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
