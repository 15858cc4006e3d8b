/* Slices: comparing, cutting, numbers, nearness, patterns, UTF-8. */
#include "test.h"

#include "base/str.h"

static void absent_equals_empty(void **state)
{
    (void)state;
    assert_true(str_eq(STR_ABSENT, STR("")));
    assert_false(str_eq(STR("a"), STR("")));
}

static void order_is_by_bytes_then_length(void **state)
{
    (void)state;
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_cmp(STR("b"), STR("ab")) > 0);
    assert_int_equal(str_cmp(STR("ab"), STR("ab")), 0);
    assert_true(str_cmp(STR("z"), STR("\xC3\xA4")) < 0);
}

static void cut_gives_every_part_and_then_the_end(void **state)
{
    Str rest = STR("a,,b"), part;

    (void)state;
    assert_true(str_cut(&rest, ',', &part));
    assert_str(part, "a");
    assert_true(str_cut(&rest, ',', &part));
    assert_str(part, "");
    assert_true(str_cut(&rest, ',', &part));
    assert_str(part, "b");
    assert_false(str_cut(&rest, ',', &part));
}

static void numbers_stop_at_the_edge_of_64_bits(void **state)
{
    int64_t value;

    (void)state;
    assert_true(str_to_int64(STR("9223372036854775807"), &value));
    assert_true(value == INT64_MAX);
    assert_true(str_to_int64(STR("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_false(str_to_int64(STR("9223372036854775808"), &value));
    assert_false(str_to_int64(STR("-9223372036854775809"), &value));
    assert_false(str_to_int64(STR(""), &value));
    assert_false(str_to_int64(STR("-"), &value));
    assert_false(str_to_int64(STR("1x"), &value));
}

static void a_slip_of_the_finger_is_near_and_another_word_is_not(void **state)
{
    static const char *const words[] = {"Nullable", "Name", "DataType"};

    (void)state;
    assert_string_equal(str_nearest(STR("Nulable"), words, 3), "Nullable");
    assert_string_equal(str_nearest(STR("datatpye"), words, 3), "DataType");
    assert_null(str_nearest(STR("Zebra"), words, 3));
}

static void distance_counts_swapped_neighbours_once(void **state)
{
    (void)state;
    assert_int_equal(str_distance(STR("type"), STR("tyep")), 1);
    assert_int_equal(str_distance(STR(""), STR("abc")), 3);
    assert_int_equal(str_distance(STR("ABC"), STR("abc")), 0);
}

static void patterns_match_whole_texts(void **state)
{
    (void)state;
    assert_true(str_matches(STR("tmp_1"), STR("tmp_*")));
    assert_true(str_matches(STR("aXbXc"), STR("a*b*c")));
    assert_true(str_matches(STR("abab"), STR("*ab")));
    assert_true(str_matches(STR("ab"), STR("a?")));
    assert_false(str_matches(STR("a"), STR("a?")));
    assert_false(str_matches(STR("xtmp_1"), STR("tmp_*")));
    assert_true(str_matches(STR(""), STR("*")));
}

static void utf8_refuses_overlong_surrogates_and_nul(void **state)
{
    (void)state;
    assert_true(str_is_utf8(STR("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x90\x98")));
    assert_false(str_is_utf8(STR("\xC0\xAF")));
    assert_false(str_is_utf8(STR("\xE0\x80\x80")));
    assert_false(str_is_utf8(STR("\xED\xA0\x80")));
    assert_false(str_is_utf8(STR("\xF4\x90\x80\x80")));
    assert_false(str_is_utf8(STR("a\0b")));
    assert_false(str_is_utf8(STR("\xE2\x82")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_equals_empty),
        cmocka_unit_test(order_is_by_bytes_then_length),
        cmocka_unit_test(cut_gives_every_part_and_then_the_end),
        cmocka_unit_test(numbers_stop_at_the_edge_of_64_bits),
        cmocka_unit_test(a_slip_of_the_finger_is_near_and_another_word_is_not),
        cmocka_unit_test(distance_counts_swapped_neighbours_once),
        cmocka_unit_test(patterns_match_whole_texts),
        cmocka_unit_test(utf8_refuses_overlong_surrogates_and_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
