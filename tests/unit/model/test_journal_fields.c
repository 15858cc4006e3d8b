/* The journal's names and its field tables. */
#include "test.h"

#include "model/journal.h"

static void a_name_needs_quotes_nowhere(void **state)
{
    static const char *const right[] = {"anneal", "ops_2", "_x", "a"};
    static const char *const wrong[] = {
        "",    "Ops",       "2x",     "a b",           "a\"b",
        "a.b", "\xC3\xA4x", "public", "anneal_backup", "a23456789012345678901234567890x"};

    (void)state;
    assert_true(journal_name_is_valid(STR(JOURNAL_NAME_DEFAULT)));
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(journal_name_is_valid(str_from(right[i])));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (journal_name_is_valid(str_from(wrong[i])))
            fail_msg("\"%s\" is taken as a name", wrong[i]);
}

/* What is running shows as such where nobody came to write how it ended. */
static void what_has_no_end_is_running(void **state)
{
    (void)state;
    assert_string_equal(deployment_outcome_names[0], "running");
    assert_string_equal(journal_step_state_names[0], "running");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_needs_quotes_nowhere),
        cmocka_unit_test(what_has_no_end_is_running),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
