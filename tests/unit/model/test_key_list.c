/* Key lists: what is read is what was meant, what is written reads back. */
#include "test.h"

#include "model/key_list.h"

typedef struct Case {
    const char *name, *text;
    const char *error; /* NULL: reads, and writes as `again` (NULL: as `text`) */
    size_t offset;
    const char *again;
} Case;

/* clang-format off */
static const Case cases[] = {
    {"plain_columns", "a, b", NULL, 0, NULL},
    {"blanks_are_free", " a ,b ", NULL, 0, "a, b"},
    {"asc_is_the_default", "a ASC, b asc", NULL, 0, "a, b"},
    {"order_and_nulls", "a DESC NULLS LAST, b NULLS FIRST", NULL, 0, NULL},
    {"an_expression_keeps_its_text", "(lower(a) || ', x'), b", NULL, 0, NULL},
    {"an_expression_with_a_quoted_parenthesis", "((a || ')' || \"b)\"))", NULL, 0, NULL},
    {"an_opclass_with_parameters", "a gist_trgm_ops(siglen = 32) DESC", NULL, 0, NULL},
    {"a_prefix_length", "a(10), b (5) DESC", NULL, 0, "a(10), b(5) DESC"},
    {"a_collation_and_an_opclass", "a COLLATE \"C\" text_pattern_ops", NULL, 0, NULL},
    {"a_qualified_collation", "a COLLATE pg_catalog.\"de_DE\" DESC", NULL, 0, NULL},
    {"a_bare_name_keeps_its_case", "CustomerId DESC", NULL, 0, NULL},
    {"a_name_with_a_quote", "\"a \"\"b\"\"\"", NULL, 0, NULL},
    {"a_name_with_a_comma_and_a_dot", "\"a,b\", c.d", NULL, 0, NULL},
    {"a_reserved_word_is_a_name", "order, desc DESC", NULL, 0, NULL},
    {"multibyte_names", "stra\xC3\x9F" "e, \xE5\x90\x8D DESC", NULL, 0, NULL},
    {"nothing_is_no_parts", "  ", NULL, 0, ""},
    {"a_trailing_comma", "a, ", "nothing follows the last comma", 3, NULL},
    {"two_commas", "a,,b", "a name is missing here", 2, NULL},
    {"a_missing_comma", "a \"b\" c d", "a comma is missing here", 6, NULL},
    {"an_open_quote", "a, \"b", "a quoted name has no closing quote", 3, NULL},
    {"an_open_parenthesis", "a, (lower(b)", "a parenthesis is not closed", 3, NULL},
    {"nulls_without_a_word", "a NULLS", "after NULLS comes FIRST or LAST", 7, NULL},
    {"an_empty_name", "\"\"", "a name is empty", 0, NULL},
    {"an_empty_expression", "( )", "the parentheses are empty", 0, NULL},
    {"a_length_of_zero", "a(0)", "only a prefix length, a number from 1 on, stands in parentheses behind a name", 1, NULL},
    {"an_expression_without_its_parentheses", "b, lower(a)", "only a prefix length, a number from 1 on, stands in parentheses behind a name", 8, NULL},
};
/* clang-format on */

static void key_list(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    KeyParts parts, again;
    KeyError error = {0};
    bool ok = key_parts_read(&arena, str_from(row->text), &parts, &error);
    Sb sb = sb_new(SB_LINE_MAX);

    if (row->error != NULL) {
        assert_false(ok);
        assert_string_equal(error.message, row->error);
        assert_int_equal(error.offset, row->offset);
    } else {
        assert_true(ok);
        key_parts_write(&sb, &parts);
        assert_str(sb_str(&sb), row->again == NULL ? row->text : row->again);
        assert_true(key_parts_read(&arena, sb_str(&sb), &again, &error));
        assert_true(key_parts_equal(&parts, &again));
    }
    sb_free(&sb);
    arena_free(&arena);
}

static void names_take_neither_order_nor_expressions(void **state)
{
    Arena arena = {0};
    StrVec names;
    KeyError error;
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    assert_true(idents_read(&arena, STR("a, \"b, c\""), &names, &error));
    assert_int_equal(names.len, 2);
    assert_str(names.items[1], "b, c");
    idents_write(&sb, &names);
    assert_str(sb_str(&sb), "a, \"b, c\"");
    assert_false(idents_read(&arena, STR("a DESC"), &names, &error));
    assert_int_equal(error.offset, 2);
    assert_false(idents_read(&arena, STR("(a)"), &names, &error));
    sb_free(&sb);
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[sizeof cases / sizeof *cases + 1];
    size_t count = sizeof cases / sizeof *cases;

    for (size_t i = 0; i < count; i++) {
        union {
            const Case *row;
            void *state;
        } row = {&cases[i]};
        tests[i] = (struct CMUnitTest){cases[i].name, key_list, NULL, NULL, row.state};
    }
    tests[count] = (struct CMUnitTest)cmocka_unit_test(names_take_neither_order_nor_expressions);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
