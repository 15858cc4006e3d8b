/* Hours of the week. */
#include "base/window.h"

#include "test.h"

typedef struct Case {
    const char *name, *window;
    int64_t unix_s;
    bool is_open;
} Case;

/* 2026-07-03 is a Friday: 12:00:00 UTC is 1783080000. Berlin is two hours ahead in summer. */
#define FRIDAY_NOON INT64_C(1783080000)
#define HOURS(n) ((n)*INT64_C(3600))

static const Case cases[] = {
    {"inside", "11:00-13:00 UTC", FRIDAY_NOON, true},
    {"the first minute counts", "12:00-13:00 UTC", FRIDAY_NOON, true},
    {"the last one does not", "11:00-12:00 UTC", FRIDAY_NOON, false},
    {"before midnight", "22:00-04:00 UTC", FRIDAY_NOON + HOURS(11), true},
    {"after midnight", "22:00-04:00 UTC", FRIDAY_NOON + HOURS(15), true},
    {"in the afternoon of a window at night", "22:00-04:00 UTC", FRIDAY_NOON, false},
    {"its day", "Fri 11:00-13:00 UTC", FRIDAY_NOON, true},
    {"another day", "Sat Sun 00:00-24:00 UTC", FRIDAY_NOON, false},
    {"one of its days", "sat sun fri 00:00-24:00 UTC", FRIDAY_NOON, true},
    {"a night belongs to the day on which it begins", "Fri 22:00-04:00 UTC",
     FRIDAY_NOON + HOURS(15), true},
    {"not to the one on which it ends", "Sat 22:00-04:00 UTC", FRIDAY_NOON + HOURS(15), false},
    {"an offset east", "14:00-14:01 +02:00", FRIDAY_NOON, true},
    {"an offset west", "09:30-09:31 -02:30", FRIDAY_NOON, true},
    {"a zone in summer", "14:00-14:01 Europe/Berlin", FRIDAY_NOON, true},
    {"a zone in winter", "13:00-13:01 Europe/Berlin", FRIDAY_NOON + HOURS(24 * 180), true},
};

static void it_is_open(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    Windows windows = {0};
    Window window;
    const char *fault;

    assert_true(window_parse(&arena, str_from(row->window), &window, &fault));
    vec_push(&arena, &windows, window);
    assert_int_equal(windows_open(&windows, row->unix_s), row->is_open);
    arena_free(&arena);
}

static void without_windows_it_is_always_open(void **state)
{
    Windows none = {0};

    (void)state;
    assert_true(windows_open(&none, FRIDAY_NOON));
}

static void what_is_no_window_is_refused(void **state)
{
    static const char *const texts[] = {"",
                                        "22:00-04:00",
                                        "22:00-04:00 Nowhere/City",
                                        "22:00-04:00 ../etc/passwd",
                                        "22:00 UTC",
                                        "25:00-26:00 UTC",
                                        "22:60-23:00 UTC",
                                        "24:00-02:00 UTC",
                                        "Fryday 22:00-23:00 UTC",
                                        "22:00-23:00 UTC daily",
                                        "2:00-3:00 UTC"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Arena arena = {0};
        Window window;
        const char *fault = NULL;
        if (window_parse(&arena, str_from(texts[i]), &window, &fault))
            fail_msg("\"%s\" was taken", texts[i]);
        assert_non_null(fault);
        arena_free(&arena);
    }
}

static void the_process_keeps_its_zone(void **state)
{
    Arena arena = {0};
    Windows windows = {0};
    Window window;
    const char *fault;

    (void)state;
    assert_true(window_parse(&arena, STR("00:00-24:00 Asia/Tokyo"), &window, &fault));
    vec_push(&arena, &windows, window);
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
    assert_true(windows_open(&windows, FRIDAY_NOON));
    assert_string_equal(getenv("TZ"), "America/New_York");
    assert_int_equal(unsetenv("TZ"), 0);
    assert_true(windows_open(&windows, FRIDAY_NOON));
    assert_null(getenv("TZ"));
    arena_free(&arena);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 3];

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = it_is_open,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(without_windows_it_is_always_open);
    tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(what_is_no_window_is_refused);
    tests[COUNT + 2] = (struct CMUnitTest)cmocka_unit_test(the_process_keeps_its_zone);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
