/* Texts that mean the same, and the names in them. */
#include "test.h"

#include "engine/sqlite/lite_text.h"

static void assert_same(const char *a, const char *b, bool same)
{
    if (lite_text_same(str_from(a), str_from(b)) != same)
        fail_msg("%s and %s should %sbe the same", a, b, same ? "" : "not ");
}

static void case_blanks_quotes_and_comments_do_not_count(void **state)
{
    (void)state;
    assert_same("LOWER( [Name] )", "lower(\"name\") -- of it", true);
    assert_same("a is NOT null", "\"A\"  IS not NULL", true);
    assert_same("varchar (10)", "VARCHAR(10)", true);
    assert_same("0X1f", "0x1F", true);
}

static void parentheses_around_it_all_do_not_count(void **state)
{
    (void)state;
    assert_same("((a > 0))", "a > 0", true);
    assert_same("(a) + (b)", "a) + (b", false);
    assert_same("(a + b) * c", "a + b * c", false);
}

static void two_spellings_of_one_operator_are_one(void **state)
{
    (void)state;
    assert_same("a != 1 AND b == 2", "a <> 1 AND b = 2", true);
}

static void strings_are_taken_exactly(void **state)
{
    (void)state;
    assert_same("'a'", "'A'", false);
    assert_same("'a'", "\"a\"", false);
    assert_same("' a'", "'a'", false);
}

static void a_quoted_name_that_is_no_word_keeps_its_quotes(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(lite_text_canonical(&arena, STR("[a b] + \"c\"\"d\" + `E`")),
               "\"a b\" + \"c\"\"d\" + e");
    arena_free(&arena);
}

static void absent_is_not_empty(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_null(lite_text_canonical(&arena, STR_ABSENT).ptr);
    assert_same("", "a", false);
    arena_free(&arena);
}

static void only_columns_are_mentioned(void **state)
{
    static const struct {
        const char *sql;
        bool mentions;
    } rows[] = {
        {"a > 0", true}, {"\"A\" > 0", true},  {"a(1)", false},          {"'a'", false},
        {"t.a", true},   {"a.t", false},       {"b COLLATE a", false},   {"CAST(b AS a)", false},
        {"aa", false},   {"lower([a])", true}, {"b /* a */ > 0", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (lite_text_mentions(str_from(rows[i].sql), STR("a")) != rows[i].mentions)
            fail_msg("%s", rows[i].sql);
}

static void renames_touch_columns_only_and_quote_them(void **state)
{
    Arena arena = {0};
    Map renames = {0};
    Str b = STR("B \"x\""), a = STR("a");

    (void)state;
    (void)map_put(&arena, &renames, STR("a"), &b);
    (void)map_put(&arena, &renames, STR("c"), &a);
    assert_str(lite_text_rename(&arena, STR("A > a('a') -- a\n AND [c] = t.a"), &renames),
               "\"B \"\"x\"\"\" > a('a') -- a\n AND \"a\" = t.\"B \"\"x\"\"\"");
    assert_str(lite_text_rename(&arena, STR("d"), &renames), "d");
    arena_free(&arena);
}

static void defaults_are_told_apart(void **state)
{
    static const struct {
        const char *text;
        bool is_literal, is_constant, is_null;
    } rows[] = {
        {"1", true, true, false},       {"-1.5", true, true, false},
        {"- 'a'", false, false, false}, {"'a''b'", true, true, false},
        {"x'00'", true, true, false},   {"NULL", true, true, true},
        {"(null)", true, true, true},   {"true", true, true, false},
        {"word", true, true, false},    {"CURRENT_TIMESTAMP", true, false, false},
        {"1 + 1", false, false, false}, {"random()", false, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = str_from(rows[i].text);
        if (lite_default_is_literal(text) != rows[i].is_literal ||
            lite_default_is_constant(text) != rows[i].is_constant ||
            lite_default_is_null(text) != rows[i].is_null)
            fail_msg("%s", rows[i].text);
    }
    assert_true(lite_default_is_null(STR_ABSENT));
}

static void a_default_fits_a_strict_type_without_a_conversion(void **state)
{
    static const struct {
        const char *dflt, *type;
        bool fits;
    } rows[] = {
        {"7", "INTEGER", true},  {"-7", "int", true},   {"7.5", "INTEGER", false},
        {"'7'", "INT", false},   {"1", "REAL", true},   {"1e3", "REAL", true},
        {"5", "TEXT", false},    {"'5'", "TEXT", true}, {"1", "BLOB", false},
        {"x'00'", "BLOB", true}, {"'a'", "ANY", true},  {"abs(1)", "ANY", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (lite_default_fits_strict(str_from(rows[i].dflt), str_from(rows[i].type)) !=
            rows[i].fits)
            fail_msg("%s for %s", rows[i].dflt, rows[i].type);
}

static void trimmed_texts_can_stand_in_parentheses(void **state)
{
    (void)state;
    assert_str(lite_text_trim(STR(" /* x */ a > 0 -- why")), "a > 0");
    assert_null(lite_text_trim(STR(" -- nothing")).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_default_fits_a_strict_type_without_a_conversion),
        cmocka_unit_test(case_blanks_quotes_and_comments_do_not_count),
        cmocka_unit_test(parentheses_around_it_all_do_not_count),
        cmocka_unit_test(two_spellings_of_one_operator_are_one),
        cmocka_unit_test(strings_are_taken_exactly),
        cmocka_unit_test(a_quoted_name_that_is_no_word_keeps_its_quotes),
        cmocka_unit_test(absent_is_not_empty),
        cmocka_unit_test(only_columns_are_mentioned),
        cmocka_unit_test(renames_touch_columns_only_and_quote_them),
        cmocka_unit_test(defaults_are_told_apart),
        cmocka_unit_test(trimmed_texts_can_stand_in_parentheses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
