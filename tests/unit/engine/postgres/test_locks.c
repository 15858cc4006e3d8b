/* The lock table: a row an operation, a proof a row, a page that is current. */
#include "test.h"

#include "base/file.h"
#include "engine/postgres/pure.h"

static const char *source_file(Arena *arena, const char *path)
{
    const char *root = getenv("ANNEAL_SOURCE_DIR");

    return file_join(arena, root == NULL ? "." : root, path);
}

static void every_operation_has_a_row_on_each_version(void **state)
{
    static const int versions[] = {130000, 140000, 150004, 160000, 170000, 180004, 190000};

    (void)state;
    for (int i = 0; i < OP_COUNT; i++)
        for (size_t v = 0; v < sizeof versions / sizeof *versions; v++)
            if (pg_lock_rule((Op)i, versions[v])->op != (Op)i)
                fail_msg("no row for %s on %d", op_name((Op)i), versions[v]);
}

static void rows_of_one_operation_do_not_overlap(void **state)
{
    (void)state;
    for (size_t i = 0; i < pg_lock_rule_count; i++)
        for (size_t k = i + 1; k < pg_lock_rule_count; k++) {
            const LockRule *a = &pg_lock_rules[i], *b = &pg_lock_rules[k];
            if (a->op == b->op && (a->until == 0 || a->until > b->since) &&
                (b->until == 0 || b->until > a->since))
                fail_msg("two rows for %s", op_name(a->op));
        }
}

static void every_proof_is_a_test(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Str tests;

    (void)state;
    assert_true(file_read(&arena,
                          source_file(&arena, "tests/unit/engine/postgres/test_lock_proofs.c"),
                          &tests, &errs));
    for (size_t i = 0; i < pg_lock_rule_count; i++) {
        const LockRule *rule = &pg_lock_rules[i];
        if (rule->op == OP_REBUILD_TABLE || rule->op == OP_DROP_PARTITION ||
            rule->op == OP_DROP_HISTORY || rule->op >= OP_BACKFILL)
            continue; /* no recipe makes it: ALTER TABLE can do all of it, or there is none; a task
                       */
        assert_non_null(rule->proof);
        const char *quoted = arena_printf(&arena, "{\"%s\", ", rule->proof).ptr;
        if (strstr(arena_cstr(&arena, tests), quoted) == NULL)
            fail_msg("%s is no case of test_lock_proofs.c", rule->proof);
    }
    errs_free(&errs);
    arena_free(&arena);
}

static void the_page_is_current(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    const char *path = source_file(&arena, "docs/locks-postgres.md");
    Str page = STR_ABSENT;

    (void)state;
    pg_locks_write(&sb);
    if (getenv("ANNEAL_UPDATE") != NULL)
        assert_true(file_write(path, sb_str(&sb), &errs));
    assert_true(file_read(&arena, path, &page, &errs));
    if (!str_eq(page, sb_str(&sb)))
        fail_msg("docs/locks-postgres.md is old: run this test with ANNEAL_UPDATE=1");
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_has_a_row_on_each_version),
        cmocka_unit_test(rows_of_one_operation_do_not_overlap),
        cmocka_unit_test(every_proof_is_a_test),
        cmocka_unit_test(the_page_is_current),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
