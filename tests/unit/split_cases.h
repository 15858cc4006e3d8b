/* A table of scripts and what an engine's split_script makes of them. */
#ifndef ANNEAL_TESTS_UNIT_SPLIT_CASES_H
#define ANNEAL_TESTS_UNIT_SPLIT_CASES_H

#include "test.h"

#include "base/sb.h"
#include "engine/statement.h"

typedef bool (*SplitScript)(Arena *, const char *, Str, Statements *, Errs *);

/* `want`: each statement as `line:text` or, where it is not plain, `line=head:text`, with `¦`
 * between; of an error `line:column message`, whole or its beginning. */
typedef struct SplitCase {
    const char *name, *script, *want;
    bool fails;
} SplitCase;

static inline Str split_words(Arena *arena, const Statements *statements)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < statements->len; i++) {
        const Statement *statement = &statements->items[i];
        sb_printf(&sb, "%s%u", i == 0 ? "" : "¦", statement->line);
        if (statement->kind != STATEMENT_PLAIN)
            sb_printf(&sb, "%s%.*s",
                      statement->kind == STATEMENT_BEGIN   ? "("
                      : statement->kind == STATEMENT_END   ? ")"
                      : statement->kind == STATEMENT_ALONE ? "="
                                                           : "~",
                      STR_ARG(statement->head));
        sb_printf(&sb, ":%.*s", STR_ARG(statement->text));
    }
    return sb_finish(&sb, arena);
}

static inline void split_checks(SplitScript split, const SplitCase *row)
{
    Arena arena = {0};
    Statements statements = {0};
    Errs errs = {0};
    bool ok = split(&arena, "a.sql", str_from(row->script), &statements, &errs);

    if (row->fails) {
        const Err *err = errs_last(&errs);
        Str said;
        assert_false(ok);
        said = arena_printf(&arena, "%u:%u %s", err->loc.line, err->loc.column, err->message);
        assert_string_equal(err->loc.file, "a.sql");
        if (!str_starts(said, str_from(row->want)))
            assert_string_equal(said.ptr, row->want);
    } else {
        if (!ok)
            fail_msg("%s", errs_last(&errs)->message);
        assert_string_equal(statements.len == 0 ? "" : split_words(&arena, &statements).ptr,
                            row->want);
    }
    errs_free(&errs);
    arena_free(&arena);
}

/* Every prefix of every script, and every script with one byte changed: no crash, and either an
 * error or statements that are slices in order. */
static inline void split_survives(SplitScript split, const SplitCase *rows, size_t count)
{
    static const char bytes[] = "'\"$;-/*\\\n(e`[\0.";

    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(rows[i].script);
        for (size_t at = 0; at <= len; at++) {
            for (size_t b = 0; b < sizeof bytes; b++) {
                Arena arena = {0};
                Statements statements = {0};
                Errs errs = {0};
                Str whole = arena_str(&arena, str_from(rows[i].script));
                char *text = arena_alloc(&arena, len + 1);
                const char *behind = text;
                Str script = {text, b == 0 ? at : len};
                memcpy(text, whole.ptr, len);
                if (b > 0 && at < len)
                    text[at] = bytes[b - 1];
                assert_true(split(&arena, "a.sql", script, &statements, &errs) == !errs_any(&errs));
                for (size_t s = 0; s < statements.len; s++) {
                    assert_true(statements.items[s].text.ptr >= behind);
                    assert_true(statements.items[s].text.len > 0);
                    behind = statements.items[s].text.ptr + statements.items[s].text.len;
                    assert_true(behind <= text + script.len);
                }
                errs_free(&errs);
                arena_free(&arena);
            }
        }
    }
}

#define SPLIT_MAIN(split_script, rows) \
    static void splits(void **state) \
    { \
        split_checks(split_script, *state); \
    } \
    static void no_text_breaks_it(void **state) \
    { \
        (void)state; \
        split_survives(split_script, rows, sizeof rows / sizeof *rows); \
    } \
    int main(void) \
    { \
        enum { COUNT = sizeof rows / sizeof *rows }; \
        struct CMUnitTest tests[COUNT + 1] = {cmocka_unit_test(no_text_breaks_it)}; \
        for (size_t i = 0; i < COUNT; i++) { \
            tests[i + 1] = (struct CMUnitTest)cmocka_unit_test(splits); \
            tests[i + 1].name = rows[i].name; \
            tests[i + 1].initial_state = (void *)(uintptr_t)&rows[i]; \
        } \
        return cmocka_run_group_tests(tests, NULL, NULL); \
    }

#endif
