/* The scanner of SQL text, and quoting. */
#include "test.h"

#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

typedef struct Mention {
    const char *expression, *column;
    bool found;
} Mention;

static const Mention mentions[] = {
    {"total > 0", "total", true},
    {"TOTAL > 0", "total", true},
    {"\"Total\" > 0", "Total", true},
    {"\"Total\" > 0", "total", false},
    {"total(1) > 0", "total", false},
    {"subtotal > 0", "total", false},
    {"note = 'total'", "total", false},
    {"note = E'\\'total'", "total", false},
    {"note = $$ total $$", "total", false},
    {"note = $a$ total $b$ $a$ || total", "total", true},
    {"1 /* total /* x */ */ + 2 -- total", "total", false},
    {"t.total > 1e-5", "total", true},
    {"\"to\"\"tal\" > 0", "to\"tal", true},
};

static void columns_are_found_where_they_are(void **state)
{
    Arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof mentions / sizeof *mentions; i++)
        if (pg_scan_mentions(&arena, str_from(mentions[i].expression),
                             str_from(mentions[i].column)) != mentions[i].found)
            fail_msg("%s in %s", mentions[i].column, mentions[i].expression);
    arena_free(&arena);
}

static void only_enclosing_parentheses_go(void **state)
{
    (void)state;
    assert_str(pg_scan_unwrap(STR(" ((a + 1)) ")), "a + 1");
    assert_str(pg_scan_unwrap(STR("(a) + (b)")), "(a) + (b)");
    assert_str(pg_scan_unwrap(STR("(a = ')')")), "a = ')'");
    assert_str(pg_scan_unwrap(STR("(a")), "(a");
}

static void names_and_values_are_quoted(void **state)
{
    Sb sb = sb_new(SB_LINE_MAX);

    (void)state;
    pg_quote_ident(&sb, STR("a\"b.C"));
    assert_str(sb_str(&sb), "\"a\"\"b.C\"");
    sb_cut(&sb, 0);
    pg_quote_literal(&sb, STR("it's"));
    assert_str(sb_str(&sb), "'it''s'");
    sb_cut(&sb, 0);
    pg_quote_literal(&sb, STR("a\\b'"));
    assert_str(sb_str(&sb), "E'a\\\\b'''");
    sb_free(&sb);
}

static void a_default_tells_its_sequence(void **state)
{
    Arena arena = {0};
    Str schema, name;

    (void)state;
    assert_true(
        pg_default_sequence(&arena, STR("nextval('shop.\"A b\"'::regclass)"), &schema, &name));
    assert_str(schema, "shop");
    assert_str(name, "A b");
    assert_true(pg_default_sequence(&arena, STR("NEXTVAL('numbers')"), &schema, &name));
    assert_null(schema.ptr);
    assert_str(name, "numbers");
    assert_false(pg_default_sequence(&arena, STR("nextval(s)"), &schema, &name));
    assert_false(pg_default_sequence(&arena, STR("'nextval'"), &schema, &name));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_where_they_are),
        cmocka_unit_test(only_enclosing_parentheses_go),
        cmocka_unit_test(names_and_values_are_quoted),
        cmocka_unit_test(a_default_tells_its_sequence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
