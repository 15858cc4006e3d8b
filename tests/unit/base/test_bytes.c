/* Sizes as people write them. */
#include "base/bytes.h"

#include "test.h"

static void sizes_have_units_in_any_case(void **state)
{
    static const struct {
        const char *text;
        int64_t bytes;
    } cases[] = {
        {"0", 0},
        {"512", 512},
        {"7 B", 7},
        {"8kB", 8192},
        {"1MB", 1 << 20},
        {" 2 GB ", INT64_C(2) << 30},
        {"3tb", INT64_C(3) << 40},
        {"8388607TB", INT64_C(8388607) << 40},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t bytes = -1;
        const char *fault;
        assert_true(bytes_parse(str_from(cases[i].text), &bytes, &fault));
        assert_true(bytes == cases[i].bytes);
    }
}

static void what_is_no_size_is_refused_with_a_reason(void **state)
{
    static const char *const texts[] = {"",      "MB",   "-1MB",      "1.5MB",
                                        "1 MiB", "1MBs", "9000000TB", "99999999999999999999"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t bytes;
        const char *fault = NULL;
        assert_false(bytes_parse(str_from(texts[i]), &bytes, &fault));
        assert_non_null(fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_have_units_in_any_case),
        cmocka_unit_test(what_is_no_size_is_refused_with_a_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
