/* Kinds of files: each with a schema, and a reference that is current. */
#include "test.h"

#include "base/file.h"
#include "codec/json_schema.h"
#include "codec/reference.h"
#include "package/package.h"

static void every_folder_of_objects_is_a_kind(void **state)
{
    static const char *const names[] = {"product", "anneal", "template", "table"};
    Arena arena = {0};
    FileKinds kinds = package_file_kinds(&arena);

    (void)state;
    assert_true(kinds.len >= sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(kinds.items[i].name, names[i]);
    for (size_t i = 0; i < kinds.len; i++) {
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(kinds.items[i].name, kinds.items[j].name);
        assert_int_equal(kinds.items[i].has_tokens, kinds.items[i].type->kind != REC_OTHER ||
                                                        kinds.items[i].type == &backfill_type ||
                                                        kinds.items[i].type == &contract_type);
    }
    arena_free(&arena);
}

/* What a key means that is not there must be a value that the key can have. */
static void check_defaults(const RecordType *type)
{
    Arena arena = {0};

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        if (f->kind == F_BOOL)
            assert_string_equal(f->dflt, "false"); /* absent is the zero of its kind */
        if (f->kind == F_TRISTATE && f->dflt != NULL)
            assert_true(strcmp(f->dflt, "true") == 0 || strcmp(f->dflt, "false") == 0);
        if (f->kind == F_ENUM && f->dflt != NULL)
            assert_string_equal(f->dflt, f->choices[0]);
        if (f->kind == F_INT && f->dflt != NULL)
            assert_non_null(describe_default(&arena, f));
        if (f->record != NULL && f->record != type)
            check_defaults(f->record);
    }
    arena_free(&arena);
}

static void every_default_is_a_value_of_its_key(void **state)
{
    Arena arena = {0};
    FileKinds kinds = package_file_kinds(&arena);

    (void)state;
    for (size_t i = 0; i < kinds.len; i++)
        check_defaults(kinds.items[i].type);
    arena_free(&arena);
}

static void the_reference_is_current(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    FileKinds kinds = package_file_kinds(&arena);
    const char *root = getenv("ANNEAL_SOURCE_DIR");
    const char *path = file_join(&arena, root == NULL ? "." : root, "docs/reference.md");
    Str page = STR_ABSENT;

    (void)state;
    reference_write(&sb, &kinds);
    if (getenv("ANNEAL_UPDATE") != NULL)
        assert_true(file_write(path, sb_str(&sb), &errs));
    assert_true(file_read(&arena, path, &page, &errs));
    if (!str_eq(page, sb_str(&sb)))
        fail_msg("docs/reference.md is old: run this test with ANNEAL_UPDATE=1");
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_folder_of_objects_is_a_kind),
        cmocka_unit_test(every_default_is_a_value_of_its_key),
        cmocka_unit_test(the_reference_is_current),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
