/* The SQL writer: every name and value goes through the engine's quoting. */
#include "test.h"

#include "engine/sql.h"

static void quote_ident(Sb *sb, Str name)
{
    sb_printf(sb, "<%.*s>", STR_ARG(name));
}

static void quote_literal(Sb *sb, Str text)
{
    sb_printf(sb, "'%.*s'", STR_ARG(text));
}

static const SqlQuoting quoting = {quote_ident, quote_literal};

static void parts_are_quoted_by_kind(void **state)
{
    Arena arena = {0};
    StrVec names = {0};

    (void)state;
    vec_push(&arena, &names, STR("a"));
    vec_push(&arena, &names, STR("b"));
    assert_str(sql_text(&arena, &quoting, RAW("ALTER TABLE "), QN(STR("s"), STR("t")), RAW(" ADD "),
                        ID(STR("c")), RAW(" CHECK ("), EX(STR("c > 0")), RAW(") /* "),
                        LIT(STR("x")), RAW(" "), NUM(-5), RAW(" */ ("), IDS(&names), RAW(")")),
               "ALTER TABLE <s>.<t> ADD <c> CHECK (c > 0) /* 'x' -5 */ (<a>, <b>)");
    arena_free(&arena);
}

static void an_absent_schema_leaves_the_name_alone(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(sql_text(&arena, &quoting, QN(STR_ABSENT, STR("t"))), "<t>");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_quoted_by_kind),
        cmocka_unit_test(an_absent_schema_leaves_the_name_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
