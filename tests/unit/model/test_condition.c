/* Conditions: what facts make of them, and what a day is. */
#include "test.h"

#include "model/condition.h"

static Condition query(ConditionWant want)
{
    return (Condition){.rec = {.type = &condition_type},
                       .of = STR("contract c"),
                       .key = STR("When"),
                       .query = STR("SELECT done FROM flag"),
                       .want = (int)want};
}

static ConditionVerdict judge(ConditionWant want, AnswerValue value)
{
    Condition condition = query(want);
    ConditionAnswer answer = {value, STR("it gives no row")};
    Facts facts = {0};
    ConditionVerdict verdict;

    facts_set_answer(&facts, condition.query, answer);
    verdict = condition_judge(&condition, &facts, NULL, NULL);
    facts_free(&facts);
    return verdict;
}

static void only_true_releases_and_nothing_but_false_takes_away(void **state)
{
    (void)state;
    assert_int_equal(judge(WANT_TRUE, ANSWER_TRUE), CONDITION_HOLDS);
    assert_int_equal(judge(WANT_TRUE, ANSWER_FALSE), CONDITION_WAITS);
    assert_int_equal(judge(WANT_TRUE, ANSWER_NULL), CONDITION_WAITS);
    assert_int_equal(judge(WANT_NOT_FALSE, ANSWER_TRUE), CONDITION_HOLDS);
    assert_int_equal(judge(WANT_NOT_FALSE, ANSWER_NULL), CONDITION_HOLDS);
    assert_int_equal(judge(WANT_NOT_FALSE, ANSWER_FALSE), CONDITION_WAITS);
    assert_int_equal(judge(WANT_FALSE, ANSWER_FALSE), CONDITION_HOLDS);
    assert_int_equal(judge(WANT_FALSE, ANSWER_NULL), CONDITION_WAITS);
    assert_int_equal(judge(WANT_FALSE, ANSWER_TRUE), CONDITION_WAITS);
}

static void what_is_no_answer_releases_nothing(void **state)
{
    (void)state;
    for (int want = WANT_TRUE; want <= WANT_FALSE; want++) {
        assert_int_equal(judge((ConditionWant)want, ANSWER_BROKEN), CONDITION_BROKEN);
        assert_int_equal(judge((ConditionWant)want, ANSWER_NONE), CONDITION_WAITS);
    }
}

static void it_says_which_and_what_its_value_is(void **state)
{
    Condition condition = query(WANT_TRUE);
    Facts facts = {0};
    Arena arena = {0};
    Str words;

    (void)state;
    (void)condition_judge(&condition, &facts, &arena, &words);
    assert_str(words, "contract c: When was not evaluated");
    facts_set_answer(&facts, condition.query, (ConditionAnswer){.value = ANSWER_NULL});
    (void)condition_judge(&condition, &facts, &arena, &words);
    assert_str(words, "contract c: When is NULL: SELECT done FROM flag");
    facts_set_answer(&facts, condition.query,
                     (ConditionAnswer){ANSWER_BROKEN, STR("it gives no row")});
    (void)condition_judge(&condition, &facts, &arena, &words);
    assert_str(words, "contract c: When can't be evaluated: it gives no row");
    arena_free(&arena);
    facts_free(&facts);
}

static void a_day_is_reached_on_that_day(void **state)
{
    Condition condition = {.of = STR("contract c"), .not_before = STR("2026-12-01")};
    Facts facts = {0};

    (void)state;
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_WAITS);
    facts.today = STR("2026-11-30");
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_WAITS);
    facts.today = STR("2026-12-01");
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_HOLDS);
    facts.today = STR("2027-01-01");
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_HOLDS);
}

static void an_environment_is_one_of_those_that_are_named(void **state)
{
    Str names[] = {STR("test"), STR("live")};
    Condition condition = {.of = STR("contract c"), .environments = {.items = names, .len = 2}};
    Facts facts = {0};

    (void)state;
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_WAITS);
    facts.environment = STR("liv");
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_WAITS);
    facts.environment = STR("live");
    assert_int_equal(condition_judge(&condition, &facts, NULL, NULL), CONDITION_HOLDS);
}

static void a_day_is_in_the_calendar(void **state)
{
    static const char *const days[] = {"2026-12-01", "2024-02-29", "2000-02-29", NULL};
    static const char *const none[] = {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
                                       "2026-1-1",   "26-01-01",   "2026-12-32", "2026/12/01",
                                       "",           "2026-12-00", "0000-01-01", NULL};

    (void)state;
    for (const char *const *day = days; *day != NULL; day++)
        assert_true(day_is_valid(str_from(*day)));
    for (const char *const *day = none; *day != NULL; day++)
        assert_false(day_is_valid(str_from(*day)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_true_releases_and_nothing_but_false_takes_away),
        cmocka_unit_test(what_is_no_answer_releases_nothing),
        cmocka_unit_test(it_says_which_and_what_its_value_is),
        cmocka_unit_test(a_day_is_reached_on_that_day),
        cmocka_unit_test(an_environment_is_one_of_those_that_are_named),
        cmocka_unit_test(a_day_is_in_the_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
