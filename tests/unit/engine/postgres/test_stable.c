/* Texts that print the same when they are read again. */
#include "engine/postgres/stable.h"

#include "test.h"

typedef struct Case {
    const char *name, *printed, *stable;
} Case;

static const Case cases[] = {
    {"a_list_of_varchars_gets_one_cast_more",
     "(v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])",
     "(v)::text = ANY (((ARRAY['a'::character varying, 'b'::character varying])"
     "::character varying[])::text[])"},
    {"quotes_and_backslashes_belong_to_their_element",
     "x <> ALL ((ARRAY['it''s'::character varying, E'\\\\'::character varying])::text[])",
     "x <> ALL (((ARRAY['it''s'::character varying, E'\\\\'::character varying])"
     "::character varying[])::text[])"},
    {"two_lists_are_both_changed",
     "(ARRAY['a'::character varying])::text[] = (ARRAY['b'::character varying])::text[]",
     "((ARRAY['a'::character varying])::character varying[])::text[] = "
     "((ARRAY['b'::character varying])::character varying[])::text[]"},
    {"the_same_words_in_a_string_stay", "'(ARRAY[''a''::character varying])::text[]'::text",
     "'(ARRAY[''a''::character varying])::text[]'::text"},
    {"a_list_of_texts_stays", "t = ANY (ARRAY['a'::text, 'b'::text])",
     "t = ANY (ARRAY['a'::text, 'b'::text])"},
    {"a_list_with_a_column_stays", "t = ANY ((ARRAY['a'::character varying, b])::text[])",
     "t = ANY ((ARRAY['a'::character varying, b])::text[])"},
    {"an_unfinished_list_stays", "(ARRAY['a'::character varying", "(ARRAY['a'::character varying"},
    {"an_empty_text_stays", "", ""},
};

static void both_ways(void **state)
{
    const Case *one = *state;
    Arena arena = {0};

    assert_str(pg_stable_text(&arena, str_from(one->printed)), one->stable);
    assert_str(pg_stable_undo(&arena, str_from(one->stable)), one->printed);
    arena_free(&arena);
}

int main(void)
{
    struct CMUnitTest tests[sizeof cases / sizeof *cases];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = both_ways,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
