/* Defaults and expressions that need no server to be known as the same. */
#include "test.h"

#include "engine/mysql/my_expression.h"

typedef struct Case {
    const char *name, *type, *written, *bare;
    bool is_literal; /* stands without parentheses in DDL */
} Case;

static const Case cases[] = {
    {"a_number_of_a_number_needs_no_quotes", "int", "'5'", "5", true},
    {"a_number_of_a_text_keeps_them", "varchar(5)", "'5'", "'5'", true},
    {"a_negative_number", "int", "-3", "-3", true},
    {"null_goes_without_saying", "int", "NULL", "", false},
    {"the_text_null_does_not", "varchar(5)", "'NULL'", "'NULL'", true},
    {"an_empty_text", "varchar(5)", "\"\"", "''", true},
    {"one_kind_of_quotes", "varchar(5)", "\"it's\"", "'it''s'", true},
    {"a_quote_behind_a_backslash", "varchar(5)", "'it\\'s'", "'it''s'", true},
    {"other_escapes_stay", "varchar(5)", "'a\\\\b\\n'", "'a\\\\b\\n'", true},
    {"true_is_one", "tinyint(1)", "TRUE", "1", true},
    {"now_has_many_names", "datetime", "now()", "CURRENT_TIMESTAMP", true},
    {"now_with_digits", "timestamp(6)", "current_timestamp(6)", "CURRENT_TIMESTAMP(6)", true},
    {"now_of_a_date_is_an_expression", "date", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", false},
    {"parentheses_around_all_of_it", "int", "((1 + 2))", "1 + 2", false},
    {"parentheses_around_parts", "int", "(1) + (2)", "(1) + (2)", false},
    {"the_introducer_of_this_session", "varchar(5)", "(concat(_utf8mb4'a',uuid()))",
     "concat('a',uuid())", false},
    {"another_introducer_stays", "varchar(5)", "(_latin1'a')", "_latin1'a'", false},
    {"a_text_of_a_blob_is_an_expression", "text", "'a'", "'a'", false},
    {"bits", "bit(3)", "b'101'", "b'101'", true},
};

static void reads(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    Str bare = my_bare_default(&arena, str_from(row->type), str_from(row->written));

    assert_str(bare, row->bare);
    if (bare.len > 0)
        assert_int_equal(my_default_is_literal(str_from(row->type), bare), row->is_literal);
    arena_free(&arena);
}

static void quotes_blanks_and_case_make_no_difference(void **state)
{
    (void)state;
    assert_true(my_expression_same(STR("`a` > 0 and `B` < 5"), STR("A>0 AND b<5")));
    assert_true(my_expression_same(STR("a /* c */ + 1"), STR("a+1")));
    assert_false(my_expression_same(STR("a > 0"), STR("a > 1")));
    assert_false(my_expression_same(STR("a = 'x'"), STR("a = 'X'")));
    assert_false(my_expression_same(STR("a"), STR("a b")));
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 1] = {0};

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = reads,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(quotes_blanks_and_case_make_no_difference);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
