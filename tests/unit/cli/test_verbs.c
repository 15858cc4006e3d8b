/* The rows of the command line. */
#include "test.h"

#include "cli/verbs.h"

static void every_verb_is_found_by_its_name(void **state)
{
    Errs errs = {0};

    (void)state;
    for (const Verb *const *verb = cli_verbs; *verb != NULL; verb++)
        assert_ptr_equal(cli_verb_find((*verb)->name, &errs), *verb);
    assert_false(errs_any(&errs));
    errs_free(&errs);
}

static void an_unknown_verb_is_an_error_with_the_nearest_one(void **state)
{
    Errs errs = {0};

    (void)state;
    assert_null(cli_verb_find("depoly", &errs));
    assert_int_equal(errs_last(&errs)->code, ERR_USAGE);
    assert_string_equal(errs_last(&errs)->hint, "did you mean `anneal deploy`?");
    assert_null(cli_verb_find("xyzzy", &errs));
    assert_string_equal(errs_last(&errs)->hint, "`anneal help` lists the verbs");
    errs_free(&errs);
}

/* Of two rows with one name or letter the second could never be given. */
static void options_of_a_verb_differ_in_name_and_letter(void **state)
{
    (void)state;
    for (const Verb *const *verb = cli_verbs; *verb != NULL; verb++) {
        for (size_t i = 0; i < (*verb)->option_count; i++) {
            const Option *a = &(*verb)->options[i];
            assert_true(a->letter != 'h');
            assert_non_null(a->help);
            assert_true((a->kind == OPT_FLAG) == (a->metavar == NULL));
            assert_true((a->kind == OPT_ARGUMENT) == (a->name == NULL));
            assert_true(a->offset < (*verb)->size_bytes);
            for (size_t j = 0; j < i; j++) {
                const Option *b = &(*verb)->options[j];
                assert_true(a->letter == 0 || a->letter != b->letter);
                assert_true(a->name == NULL || b->name == NULL || strcmp(a->name, b->name) != 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_is_found_by_its_name),
        cmocka_unit_test(an_unknown_verb_is_an_error_with_the_nearest_one),
        cmocka_unit_test(options_of_a_verb_differ_in_name_and_letter),
    };

    return cmocka_run_group_tests_name("verbs", tests, NULL, NULL);
}
