/* Pauses between attempts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "deploy/backoff.h"

static void a_pause_doubles_and_stays_within_half_of_its_size(void **state)
{
    static const int middles[] = {250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000};
    uint64_t random = 1;

    (void)state;
    for (int attempt = 1; attempt <= 9; attempt++)
        for (int i = 0; i < 200; i++) {
            int pause = backoff_pause_ms(&random, attempt);
            assert_in_range(pause, middles[attempt - 1] / 2, middles[attempt - 1] * 3 / 2);
        }
}

static void a_late_attempt_does_not_overflow(void **state)
{
    uint64_t random = 7;

    (void)state;
    assert_in_range(backoff_pause_ms(&random, 1000000), 15000, 45000);
}

static void the_same_seed_gives_the_same_pauses_and_another_gives_others(void **state)
{
    uint64_t a = 42, b = 42, c = 43;
    int differing = 0;

    (void)state;
    for (int i = 0; i < 20; i++) {
        int pause = backoff_pause_ms(&a, 8);
        assert_int_equal(pause, backoff_pause_ms(&b, 8));
        differing += pause != backoff_pause_ms(&c, 8);
    }
    assert_true(differing > 10);
}

static void pauses_use_both_halves_of_their_range(void **state)
{
    uint64_t random = 3;
    int below = 0;

    (void)state;
    for (int i = 0; i < 1000; i++)
        below += backoff_pause_ms(&random, 3) < 1000;
    assert_in_range(below, 400, 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pause_doubles_and_stays_within_half_of_its_size),
        cmocka_unit_test(a_late_attempt_does_not_overflow),
        cmocka_unit_test(the_same_seed_gives_the_same_pauses_and_another_gives_others),
        cmocka_unit_test(pauses_use_both_halves_of_their_range),
    };

    return cmocka_run_group_tests_name("backoff", tests, NULL, NULL);
}
