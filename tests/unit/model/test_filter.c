/* Filters: which schemas and names are in scope. */
#include "test.h"

#include "model/filter.h"

static Filter filter_of(Arena *arena, const char *manage, const char *ignore)
{
    Filter filter = {0};

    if (manage != NULL)
        vec_push(arena, &filter.manage, str_from(manage));
    if (ignore != NULL)
        vec_push(arena, &filter.ignore, str_from(ignore));
    return filter;
}

static void an_empty_filter_wants_everything(void **state)
{
    Filter filter = {0};

    (void)state;
    assert_true(filter_wants(&filter, STR("any"), STR("thing")));
    assert_true(filter_wants_schema(&filter, STR("any")));
}

static void ignore_wins_over_manage(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "shop", "*.tmp_*");

    (void)state;
    assert_true(filter_wants(&filter, STR("shop"), STR("orders")));
    assert_false(filter_wants(&filter, STR("shop"), STR("tmp_1")));
    assert_false(filter_wants(&filter, STR("crm"), STR("orders")));
    assert_true(filter_wants_schema(&filter, STR("shop")));
    assert_false(filter_wants_schema(&filter, STR("crm")));
    arena_free(&arena);
}

static void a_quoted_pattern_may_hold_a_dot(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "\"a.b\".c*", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR("a.b"), STR("cd")));
    assert_false(filter_wants(&filter, STR("a"), STR("b.c")));
    arena_free(&arena);
}

static void without_schemas_a_pattern_is_a_name(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "ord*", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR_ABSENT, STR("orders")));
    assert_false(filter_wants(&filter, STR_ABSENT, STR("users")));
    arena_free(&arena);
}

static void without_schemas_the_part_behind_the_dot_is_the_name(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "main.ord*", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR_ABSENT, STR("orders")));
    assert_false(filter_wants(&filter, STR_ABSENT, STR("main")));
    arena_free(&arena);
}

static void a_question_mark_is_one_byte(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "s?.t?", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR("s1"), STR("t2")));
    assert_false(filter_wants(&filter, STR("s"), STR("t2")));
    assert_false(filter_wants(&filter, STR("s1"), STR("t22")));
    arena_free(&arena);
}

static void a_schema_is_left_alone_only_when_all_of_it_is_ignored(void **state)
{
    static const struct {
        const char *ignore;
        bool wanted;
    } rows[] = {{"shop", false}, {"shop.*", false}, {"shop.tmp_*", true}, {"*.*", false},
                {"crm.*", true}, {"sh*", false},    {"*.tmp", true},      {"\"shop\"", false}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena arena = {0};
        Filter filter = filter_of(&arena, NULL, rows[i].ignore);
        if (filter_wants_schema(&filter, STR("shop")) != rows[i].wanted)
            fail_msg("Ignore %s", rows[i].ignore);
        arena_free(&arena);
    }
}

static void a_doubled_quote_in_a_quoted_pattern_is_one(void **state)
{
    Arena arena = {0};
    Filter filter = filter_of(&arena, "\"say \"\"hi\"\"\".t", NULL);

    (void)state;
    assert_true(filter_wants(&filter, STR("say \"hi\""), STR("t")));
    assert_false(filter_wants(&filter, STR("say hi"), STR("t")));
    arena_free(&arena);
}

static void only_a_dot_outside_quotes_begins_the_name(void **state)
{
    (void)state;
    assert_true(filter_pattern_has_name(STR("a.b")));
    assert_true(filter_pattern_has_name(STR("\"a.b\".c")));
    assert_false(filter_pattern_has_name(STR("\"a.b\"")));
    assert_false(filter_pattern_has_name(STR("a")));
}

static void what_no_schema_holds_has_patterns_of_its_own(void **state)
{
    Str shown[] = {STR("shop"), STR("extension:post*"), STR("event-trigger:\"no:ddl\"")};
    Str hidden[] = {STR("extension:postgis_tiger*")};
    Filter filter = {.manage = {.items = shown, .len = 3}, .ignore = {.items = hidden, .len = 1}};

    (void)state;
    assert_true(filter_wants_global(&filter, "extension", STR("postgis")));
    assert_false(filter_wants_global(&filter, "extension", STR("postgis_tiger_geocoder")));
    assert_false(filter_wants_global(&filter, "extension", STR("citext")));
    assert_true(filter_wants_global(&filter, "event trigger", STR("no:ddl")));
    assert_false(filter_wants_global(&filter, "publication", STR("post")));
    assert_false(filter_wants_schema(&filter, STR("extension:post")));
    assert_false(filter_wants(&filter, STR("extension"), STR("posts")));
}

static void a_star_means_what_no_schema_holds_too(void **state)
{
    Str everything[] = {STR("*")}, schema[] = {STR("shop")};
    Filter star = {.manage = {.items = everything, .len = 1}};
    Filter one = {.manage = {.items = schema, .len = 1}};

    (void)state;
    assert_true(filter_wants_global(&star, "publication", STR("news")));
    assert_true(filter_wants_global(&(Filter){0}, "publication", STR("news")));
    assert_false(filter_wants_global(&one, "publication", STR("shop")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_filter_wants_everything),
        cmocka_unit_test(ignore_wins_over_manage),
        cmocka_unit_test(a_quoted_pattern_may_hold_a_dot),
        cmocka_unit_test(without_schemas_a_pattern_is_a_name),
        cmocka_unit_test(without_schemas_the_part_behind_the_dot_is_the_name),
        cmocka_unit_test(a_question_mark_is_one_byte),
        cmocka_unit_test(a_schema_is_left_alone_only_when_all_of_it_is_ignored),
        cmocka_unit_test(a_doubled_quote_in_a_quoted_pattern_is_one),
        cmocka_unit_test(only_a_dot_outside_quotes_begins_the_name),
        cmocka_unit_test(what_no_schema_holds_has_patterns_of_its_own),
        cmocka_unit_test(a_star_means_what_no_schema_holds_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
