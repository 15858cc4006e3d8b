/* Plans: their life, and the words of their field tables. */
#include "test.h"

#include "model/plan.h"

static void a_new_plan_is_empty_and_typed(void **state)
{
    Plan *plan = plan_new();

    (void)state;
    assert_ptr_equal(plan->rec.type, &plan_type);
    assert_int_equal(plan->steps.len, 0);
    assert_false(plan->format.given);
    plan_free(plan);
    plan_free(NULL);
}

static size_t count_of(const char *const *names)
{
    size_t count = 0;

    while (names[count] != NULL)
        count++;
    return count;
}

static void every_enumerator_has_a_word(void **state)
{
    const Field *cost = record_type_find(&step_type, STR("Cost"));
    const Field *blocks = record_type_find(&step_lock_type, STR("Blocks"));

    (void)state;
    assert_int_equal(count_of(phase_names), PHASE_COUNT);
    assert_int_equal(count_of(step_state_names), STEP_FORBIDDEN + 1);
    assert_int_equal(count_of(cost->choices), COST_COPY + 1);
    assert_int_equal(count_of(blocks->choices), BLOCKS_ALL + 1);
    assert_int_equal(count_of(op_names), OP_COUNT);
}

static void what_stands_outside_the_hash_comes_behind_it(void **state)
{
    static const char *const outside[] = {"Revision", "Facts", "ScanRate", "Proven", "Untried"};
    const Field *field = record_type_find(&plan_type, STR("Hash"));

    (void)state;
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_string_equal((++field)->key, outside[i]);
    assert_ptr_equal(field, &plan_type.fields[plan_type.count - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_plan_is_empty_and_typed),
        cmocka_unit_test(every_enumerator_has_a_word),
        cmocka_unit_test(what_stands_outside_the_hash_comes_behind_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
