/* Patterns of names, and those that are refused for what they would cost. */
#include "test.h"

#include <time.h>

#include "base/pattern.h"

typedef struct Row {
    const char *name, *pattern, *text;
    bool matches;
} Row;

static const Row rows[] = {
    {"a_star_is_any_text", "app_*", "app_orders", true},
    {"a_simple_pattern_is_the_whole_name", "app_*", "my_app_orders", false},
    {"a_question_mark_is_one_byte", "t?", "t1", true},
    {"a_regular_expression_stands_between_slashes", "/^[a-z][a-z0-9_]*$/", "order_lines", true},
    {"it_can_be_anchored", "/^[a-z_]+$/", "orderLines", false},
    {"it_is_found_anywhere_else", "/Lines/", "orderLines", true},
    {"a_long_name_matches_no_regular_expression", "/^a+$/", NULL, false},
};

static void match(void **state)
{
    const Row *row = *state;
    Arena arena = {0};
    const char *fault;
    Pattern *pattern = pattern_compile(&arena, str_from(row->pattern), &fault);
    Str text = row->text == NULL ? STR_ABSENT : str_from(row->text);
    char *longest = arena_alloc(&arena, PATTERN_NAME_MOST_BYTES + 2);

    memset(longest, 'a', PATTERN_NAME_MOST_BYTES + 1);
    assert_non_null(pattern);
    assert_null(fault);
    assert_int_equal(pattern_matches(pattern, row->text == NULL ? str_from(longest) : text),
                     row->matches);
    pattern_free(pattern);
    arena_free(&arena);
}

typedef struct Fault {
    const char *name, *pattern, *words;
} Fault;

static const Fault faults[] = {
    {"nothing_is_no_pattern", "", "is empty"},
    {"a_slash_wants_another", "/^a", "end with one"},
    {"a_slash_alone_is_none", "/", "end with one"},
    {"two_slashes_hold_nothing", "//", "end with one"},
    {"a_bracket_is_to_be_closed", "/[a-z/", "is no regular expression"},
    {"a_parenthesis_is_to_be_closed", "/(a/", "is no regular expression"},
    {"a_back_reference_is_refused", "/(a*)\\1/", "back-reference"},
    {"a_huge_interval_is_refused", "/a{1,30000}/", "repeats too often"},
    {"an_interval_beyond_all_numbers_is_refused", "/a{99999999999999999999999}/",
     "repeats too often"},
    {"nested_intervals_are_refused", "/((a{9}){9}){9}/", "repeats too often"},
    {"nested_pluses_are_refused", "/(((((((((((a)+)+)+)+)+)+)+)+)+)+)+/", "repeats too often"},
};

static void refuse(void **state)
{
    const Fault *row = *state;
    Arena arena = {0};
    const char *fault;

    assert_null(pattern_compile(&arena, str_from(row->pattern), &fault));
    assert_non_null(strstr(fault, row->words));
    arena_free(&arena);
}

static void a_pattern_is_not_to_be_too_long(void **state)
{
    char text[PATTERN_MOST_BYTES + 4];
    Arena arena = {0};
    const char *fault;

    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[0] = text[sizeof text - 2] = '/';
    text[sizeof text - 1] = '\0';
    assert_null(pattern_compile(&arena, str_from(text), &fault));
    assert_non_null(strstr(fault, "longer than 200"));
    arena_free(&arena);
}

/* What makes a backtracking matcher take for ever. */
static void the_worst_patterns_take_no_time(void **state)
{
    static const char *const patterns[] = {
        "/^(a|aa)+$/",
        "/(((a*)*)*)*c/",
        "/(a|b)*a(a|b){200}c/",
        "/(.*.*.*.*.*)*x/",
        "/(((((((a)+)+)+)+)+)+)+b/",
    };
    char name[PATTERN_NAME_MOST_BYTES + 1];
    clock_t begin = clock();

    (void)state;
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        Arena arena = {0};
        const char *fault;
        Pattern *pattern = pattern_compile(&arena, str_from(patterns[i]), &fault);
        assert_non_null(pattern);
        (void)pattern_matches(pattern, str_from(name));
        pattern_free(pattern);
        arena_free(&arena);
    }
    assert_true(clock() - begin < CLOCKS_PER_SEC);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows, FAULTS = sizeof faults / sizeof *faults };
    struct CMUnitTest tests[ROWS + FAULTS + 2] = {0};
    size_t count = 0;

    for (size_t i = 0; i < ROWS; i++)
        tests[count++] = (struct CMUnitTest){
            .name = rows[i].name, .test_func = match, .initial_state = (void *)(uintptr_t)&rows[i]};
    for (size_t i = 0; i < FAULTS; i++)
        tests[count++] = (struct CMUnitTest){.name = faults[i].name,
                                             .test_func = refuse,
                                             .initial_state = (void *)(uintptr_t)&faults[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_pattern_is_not_to_be_too_long);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(the_worst_patterns_take_no_time);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
