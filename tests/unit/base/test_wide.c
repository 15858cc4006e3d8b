/* Columns of characters, and which a terminal must not get. */
#include "test.h"

#include "base/wide.h"

static void assert_char(Str text, size_t len, int columns, bool is_harmful)
{
    WideChar c = wide_char(text);

    assert_int_equal(c.len, len);
    assert_int_equal(c.columns, columns);
    assert_int_equal(c.is_harmful, is_harmful);
}

static void letters_take_one_column_ideographs_and_emoji_two_marks_none(void **state)
{
    (void)state;
    assert_char(STR("abc"), 1, 1, false);
    assert_char(STR("\xC3\xA9x"), 2, 1, false);
    assert_char(STR("\xE2\x80\xA6"), 3, 1, false);     /* an ellipsis */
    assert_char(STR("\xE6\x97\xA5"), 3, 2, false);     /* an ideograph */
    assert_char(STR("\xEF\xBC\xA1"), 3, 2, false);     /* a fullwidth A */
    assert_char(STR("\xF0\x9F\x90\x98"), 4, 2, false); /* an elephant */
    assert_char(STR("\xCC\x81"), 2, 0, false);         /* a combining accent */
    assert_char(STR("\xE2\x80\x8D"), 3, 0, false);     /* a joiner */
    assert_char(STR("\xE1\x84\x80"), 3, 2, false);     /* the first of a range */
    assert_char(STR("\xF0\xBF\xBF\xBD"), 4, 2, false); /* the last of the last one */
}

static void what_steers_a_terminal_is_harmful(void **state)
{
    (void)state;
    assert_char(STR("\x1B[0m"), 1, 1, true);
    assert_char(STR("\x7F"), 1, 1, true);
    assert_char((Str){"\0", 1}, 1, 1, true);
    assert_char(STR("\xC2\x9B"), 2, 1, true);     /* CSI as one character */
    assert_char(STR("\xE2\x80\xAE"), 3, 1, true); /* right to left from here */
    assert_char(STR("\xFF\xFE"), 1, 1, true);     /* no UTF-8 */
    assert_char(STR("\xE2\x80"), 1, 1, true);     /* cut off */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_take_one_column_ideographs_and_emoji_two_marks_none),
        cmocka_unit_test(what_steers_a_terminal_is_harmful),
    };

    return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
