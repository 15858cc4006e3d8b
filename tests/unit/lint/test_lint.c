/* The rule table, and what it says of a model that is made by hand. */
#include "test.h"

#include "base/file.h"
#include "lint/lint.h"

static const char *source_file(Arena *arena, const char *path)
{
    const char *root = getenv("ANNEAL_SOURCE_DIR");

    return file_join(arena, root == NULL ? "." : root, path);
}

static void every_rule_says_what_why_and_what_instead(void **state)
{
    (void)state;
    for (int i = 0; i < RULE_COUNT; i++) {
        const LintRule *rule = &lint_rules[i];
        assert_true(rule->engines != 0);
        assert_true(*rule->what != '\0' && *rule->why != '\0' && *rule->instead != '\0');
        assert_string_equal(rule->code, lint_codes[i]);
    }
}

static size_t count_findings(const Model *model, unsigned engine, const LintLevel *levels,
                             LintCode code)
{
    LintInput input = {.model = model, .engine = engine, .levels = levels};
    FindingVec found = {0};
    Arena arena = {0};
    size_t count = 0;

    lint_model(&input, &arena, &found);
    for (size_t i = 0; i < found.len; i++)
        count += found.items[i].code == code;
    arena_free(&arena);
    return count;
}

static void a_rule_is_for_its_engines_and_can_be_off(void **state)
{
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR("shop"), STR("log"));
    LintLevel levels[RULE_COUNT] = {0};

    (void)state;
    model_add_column(model, table, STR("at"))->type = STR("timestamp without time zone");
    assert_int_equal(count_findings(model, E_PG, NULL, RULE_PK_MISSING), 1);
    assert_int_equal(count_findings(model, E_PG, NULL, RULE_TIMESTAMP_NO_TZ), 1);
    assert_int_equal(count_findings(model, E_MYSQL, NULL, RULE_TIMESTAMP_NO_TZ), 0);
    assert_int_equal(count_findings(model, E_PG, levels, RULE_PK_MISSING), 0);
    model_free(model);
}

static void reserved_words_are_those_of_the_engine(void **state)
{
    Model *model = model_new();

    (void)state;
    (void)model_add(model, &table_type, STR("shop"), STR("Offset"));
    assert_int_equal(count_findings(model, E_PG, NULL, RULE_RESERVED_WORD), 1);
    assert_int_equal(count_findings(model, E_MARIADB, NULL, RULE_RESERVED_WORD), 1);
    assert_int_equal(count_findings(model, E_MYSQL, NULL, RULE_RESERVED_WORD), 0);
    model_free(model);
}

static void the_page_is_current(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    const char *path = source_file(&arena, "docs/rules.md");
    Str page = STR_ABSENT;

    (void)state;
    lint_write_page(&sb);
    if (getenv("ANNEAL_UPDATE") != NULL)
        assert_true(file_write(path, sb_str(&sb), &errs));
    assert_true(file_read(&arena, path, &page, &errs));
    if (!str_eq(page, sb_str(&sb)))
        fail_msg("docs/rules.md is old: run this test with ANNEAL_UPDATE=1");
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_says_what_why_and_what_instead),
        cmocka_unit_test(a_rule_is_for_its_engines_and_can_be_off),
        cmocka_unit_test(reserved_words_are_those_of_the_engine),
        cmocka_unit_test(the_page_is_current),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
