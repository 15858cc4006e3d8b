/* Secret tokens: filled in, and hidden again. */
#include "test.h"

#include "model/secret.h"

static Arena arena;
static Secrets secrets;

static int begin(void **state)
{
    (void)state;
    secrets = (Secrets){.names = {0}};
    vec_push(&arena, &secrets.names, STR("Key"));
    vec_push(&arena, &secrets.values, STR("it's me"));
    vec_push(&arena, &secrets.names, STR("Long"));
    vec_push(&arena, &secrets.values, STR("it's me too"));
    vec_push(&arena, &secrets.names, STR("Pin"));
    vec_push(&arena, &secrets.values, STR("12"));
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void a_value_stands_for_its_name(void **state)
{
    (void)state;
    assert_str(secrets_fill(&arena, &secrets, STR("a {{Key}} b {{Pin}}{{Other}} {{Key")),
               "a it's me b 12{{Other}} {{Key");
}

static void quotes_are_doubled_right_after_a_quote(void **state)
{
    (void)state;
    assert_str(secrets_fill(&arena, &secrets, STR("'{{Key}}', ' {{Key}}'")),
               "'it''s me', ' it's me'");
}

static void what_was_filled_in_is_hidden_in_either_form(void **state)
{
    (void)state;
    assert_str(secrets_hide(&arena, &secrets, STR("x it's me, it''s me; it's me too!")),
               "x {{Key}}, {{Key}}; {{Long}}!");
}

static void what_is_too_short_to_be_told_apart_stays(void **state)
{
    (void)state;
    assert_str(secrets_hide(&arena, &secrets, STR("line 12")), "line 12");
    assert_true(secrets_hide(&arena, &secrets, STR_ABSENT).ptr == NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_stands_for_its_name),
        cmocka_unit_test(quotes_are_doubled_right_after_a_quote),
        cmocka_unit_test(what_was_filled_in_is_hidden_in_either_form),
        cmocka_unit_test(what_is_too_short_to_be_told_apart_stays),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
