/* A plan as a page of HTML. */
#include "test.h"

#include "report/html.h"

#include "report/sample.h"

typedef struct TextCase {
    const char *name, *text, *line, *block;
} TextCase;

static const TextCase text_cases[] = {
    {"markup_is_text", "\"><script>a&b</script>'",
     "&quot;&gt;&lt;script&gt;a&amp;b&lt;/script&gt;&#39;",
     "&quot;&gt;&lt;script&gt;a&amp;b&lt;/script&gt;&#39;"},
    {"line_ends_stay_in_a_block_only", "a\n\tb", "a  b", "a\n\tb"},
    {"control_characters_are_replaced", "a\x01z\x7f", "a\xEF\xBF\xBDz\xEF\xBF\xBD",
     "a\xEF\xBF\xBDz\xEF\xBF\xBD"},
    {"what_reorders_text_is_replaced",
     "a\xE2\x80\xAE"
     "b",
     "a\xEF\xBF\xBD"
     "b",
     "a\xEF\xBF\xBD"
     "b"},
    {"what_is_no_utf_8_is_replaced", "\xC3(", "\xEF\xBF\xBD(", "\xEF\xBF\xBD("},
    {"other_letters_stay", "größe 表", "größe 表", "größe 表"},
};

static void text_is_escaped(void **state)
{
    const TextCase *row = *state;
    Sb sb = sb_new(SB_LINE_MAX);

    html_put(&sb, str_from(row->text));
    assert_str(sb_str(&sb), row->line);
    sb_cut(&sb, 0);
    html_put_block(&sb, str_from(row->text));
    assert_str(sb_str(&sb), row->block);
    sb_free(&sb);
}

static void what_is_too_long_ends_in_an_ellipsis(void **state)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {{"abcd", "abcd"}, {"abcde", "abc…"}, {"表表", "表表"}, {"表表a", "表…"}, {"", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Sb sb = sb_new(SB_LINE_MAX);
        html_put_cut(&sb, str_from(rows[i].text), 4);
        assert_str(sb_str(&sb), rows[i].expected);
        sb_free(&sb);
    }
}

static void assert_has(const Sb *sb, const char *part)
{
    if (!str_contains(sb_str(sb), str_from(part)))
        fail_msg("the page lacks %s", part);
}

static void a_page_has_counts_hazards_locks_and_steps(void **state)
{
    Plan *plan = sample_plan();
    Review review = {.plan = plan, .base = STR("<main>")};
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    report_review_html(&sb, &review);
    assert_has(&sb, "<code>&lt;main&gt;</code>");
    assert_has(&sb, "<b>2</b> steps run");
    assert_has(&sb, "<b>1</b> held");
    assert_has(&sb, "<b>DATA_LOSS</b>, which holds: ");
    assert_has(&sb, "<svg class=\"strip\"");
    assert_has(&sb, "<code>EXCLUSIVE</code>, about 2.3 s, waits: reads and writes");
    assert_has(&sb, "<details class=\"step\" id=\"s3\">");
    sb_free(&sb);
    plan_free(plan);
}

static void a_large_plan_is_folded_into_counts(void **state)
{
    Plan *plan = sample_empty();
    Review review = {.plan = plan, .base = STR("main")};
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    for (int i = 0; i < 20000; i++) {
        const char *table = arena_printf(&plan->arena, "shop.t%05d", i).ptr;
        Step *step = sample_step(plan, PHASE_EXPAND, OP_ADD_COLUMN, table);
        sample_lock(plan, step, table, "EXCLUSIVE", BLOCKS_ALL);
        sample_lock(plan, step, "shop.of_all", "EXCLUSIVE", BLOCKS_ALL);
        sample_text(plan, &step->statements, "ALTER TABLE t ADD COLUMN c text");
        sample_text(plan, &step->hazards, "DATA_LOSS");
    }
    report_review_html(&sb, &review);
    assert_in_range(sb.len, 300 * 1000, 1000 * 1000);
    assert_has(&sb, "more step");
    assert_has(&sb, "more table");
    assert_has(&sb, "more lock");
    sb_free(&sb);
    plan_free(plan);
}

int main(void)
{
    enum { ROWS = sizeof text_cases / sizeof *text_cases };
    struct CMUnitTest tests[ROWS + 3] = {
        cmocka_unit_test(what_is_too_long_ends_in_an_ellipsis),
        cmocka_unit_test(a_page_has_counts_hazards_locks_and_steps),
        cmocka_unit_test(a_large_plan_is_folded_into_counts),
    };

    for (size_t i = 0; i < ROWS; i++)
        tests[3 + i] = (struct CMUnitTest){.name = text_cases[i].name,
                                           .test_func = text_is_escaped,
                                           .initial_state = (void *)(uintptr_t)&text_cases[i]};
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
