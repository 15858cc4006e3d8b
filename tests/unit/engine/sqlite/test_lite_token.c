/* SQL -> tokens; a row a case. */
#include "test.h"

#include "base/sb.h"
#include "engine/sqlite/lite_token.h"

typedef struct Case {
    const char *name, *sql, *tokens; /* kind:text, a blank between */
} Case;

static const Case cases[] = {
    {"nothing_is_only_an_end", "", ""},
    {"blanks_and_comments_are_left_out", " -- a\n/* b */ \t\n", ""},
    {"words_numbers_and_signs", "a+1.5e-3<=0x1F", "w:a s:+ n:1.5e-3 s:<= n:0x1F"},
    {"every_quote_keeps_its_content", "\"a b\" `c``d` [e]] 'f''g'",
     "q:\"a b\" q:`c``d` q:[e] s:] t:'f''g'"},
    {"a_blob_is_one_token", "X'0a' x", "b:X'0a' w:x"},
    {"bytes_above_ascii_are_letters", "\xC3\xA4rger", "w:\xC3\xA4rger"},
    {"long_signs_win", "a->>'$'||b<>c!=d==e",
     "w:a s:->> t:'$' s:|| w:b s:<> w:c s:!= w:d s:== w:e"},
    {"a_comment_in_a_string_is_text", "'--' \"/*\"", "t:'--' q:\"/*\""},
    {"a_comment_without_end_lasts_to_the_end", "a /* b", "w:a"},
    {"a_quote_without_end_is_bad", "a 'b", "w:a !:'b"},
    {"variables", "?1 :a @b $c", "v:?1 v::a v:@b v:$c"},
    {"a_number_may_begin_with_a_point", ".5 .a", "n:.5 s:. w:a"},
};

static void reads(void **state)
{
    static const char kinds[] = {'.', 'w', 'q', 't', 'b', 'n', 'v', 's', '!'};
    const Case *row = *state;
    Arena arena = {0};
    LiteTokens tokens = lite_tokens_read(&arena, str_from(row->sql));
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i + 1 < tokens.len; i++)
        sb_printf(&sb, "%s%c:%.*s", i == 0 ? "" : " ", kinds[tokens.items[i].kind],
                  STR_ARG(tokens.items[i].text));
    assert_string_equal(sb_finish(&sb, &arena).ptr, row->tokens);
    assert_int_equal(vec_last(&tokens).kind, LITE_END);
    arena_free(&arena);
}

static void a_name_loses_its_quotes(void **state)
{
    static const char *const pairs[][2] = {
        {"\"a\"\"b\"", "a\"b"}, {"`a``b`", "a`b"}, {"[a]", "a"}, {"'it''s'", "it's"}, {"x", "x"}};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        Arena arena = {0};
        LiteTokens tokens = lite_tokens_read(&arena, str_from(pairs[i][0]));
        assert_str(lite_token_name(&arena, &tokens.items[0]), pairs[i][1]);
        arena_free(&arena);
    }
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 1] = {cmocka_unit_test(a_name_loses_its_quotes)};

    for (size_t i = 0; i < COUNT; i++)
        tests[i + 1] = (struct CMUnitTest){.name = cases[i].name,
                                           .test_func = reads,
                                           .initial_state = (void *)(uintptr_t)&cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
