/* Sizes of batches. */
#include "deploy/pace.h"

#include "test.h"

static void a_batch_on_target_keeps_its_size(void **state)
{
    (void)state;
    assert_int_equal(pace_after(1000, 200, 200), 1000);
}

static void a_fast_batch_grows_and_a_slow_one_shrinks(void **state)
{
    (void)state;
    assert_int_equal(pace_after(1000, 160, 200), 1250);
    assert_int_equal(pace_after(1000, 250, 200), 800);
}

static void one_step_changes_it_by_half_or_double_at_most(void **state)
{
    (void)state;
    assert_int_equal(pace_after(1000, 0, 200), 2000);
    assert_int_equal(pace_after(1000, 100000, 200), 500);
}

static void it_stays_within_its_bounds(void **state)
{
    (void)state;
    assert_int_equal(pace_after(1, 100000, 200), 1);
    assert_int_equal(pace_after(PACE_SIZE_MOST, 1, 200), PACE_SIZE_MOST);
    assert_int_equal(pace_after_failure(1), 1);
    assert_int_equal(pace_after_failure(1001), 500);
}

static void it_finds_the_target_from_far_away(void **state)
{
    int64_t size = 1;

    (void)state;
    for (int i = 0; i < 20; i++)
        size = pace_after(size, size / 40, 200); /* 40 rows a millisecond */
    assert_in_range(size, 7900, 8100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_on_target_keeps_its_size),
        cmocka_unit_test(a_fast_batch_grows_and_a_slow_one_shrinks),
        cmocka_unit_test(one_step_changes_it_by_half_or_double_at_most),
        cmocka_unit_test(it_stays_within_its_bounds),
        cmocka_unit_test(it_finds_the_target_from_far_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
