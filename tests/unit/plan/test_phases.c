/* The phase table: a row an operation, and a page that is current. */
#include "test.h"

#include "base/file.h"
#include "plan/phases.h"

static const char *source_file(Arena *arena, const char *path)
{
    const char *root = getenv("ANNEAL_SOURCE_DIR");

    return file_join(arena, root == NULL ? "." : root, path);
}

static void every_operation_has_a_row(void **state)
{
    (void)state;
    for (int i = 0; i < OP_COUNT; i++) {
        const PhaseRule *rule = phase_rule((Op)i);
        if (rule->op != (Op)i || rule->why == NULL)
            fail_msg("no row for %s", op_name((Op)i));
    }
}

static void what_is_dropped_or_breaks_is_never_expand(void **state)
{
    const HazardSet visible = HAZ(DATA_LOSS) | HAZ(BREAKS_OLD_APP);

    (void)state;
    for (int i = 0; i < OP_COUNT; i++)
        if ((phase_rule((Op)i)->hazards & visible) != 0)
            assert_int_equal(phase_rule((Op)i)->phase, PHASE_CONTRACT);
}

static void the_page_is_current(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    const char *path = source_file(&arena, "docs/phases.md");
    Str page = STR_ABSENT;

    (void)state;
    phases_write(&sb);
    if (getenv("ANNEAL_UPDATE") != NULL)
        assert_true(file_write(path, sb_str(&sb), &errs));
    assert_true(file_read(&arena, path, &page, &errs));
    if (!str_eq(page, sb_str(&sb)))
        fail_msg("docs/phases.md is old: run this test with ANNEAL_UPDATE=1");
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_has_a_row),
        cmocka_unit_test(what_is_dropped_or_breaks_is_never_expand),
        cmocka_unit_test(the_page_is_current),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
