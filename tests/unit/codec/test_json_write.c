/* Doc tree -> JSON text: layout, escapes, and reading back. */
#include "codec/json.h"
#include "test.h"

/* Reads `text` and writes it again. */
static Str rewrite(Arena *arena, const char *text)
{
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    DocFile *file = ARENA_NEW(arena, DocFile);
    Doc *doc;

    *file = (DocFile){.path = "t.json", .bytes = str_from(text)};
    doc = json_read(arena, file, false, &errs);
    assert_non_null(doc);
    json_write(&sb, doc);
    errs_free(&errs);
    return sb_finish(&sb, arena);
}

static void assert_written(const char *text, const char *wanted)
{
    Arena arena = {0};

    assert_str(rewrite(&arena, text), wanted);
    assert_str(rewrite(&arena, wanted), wanted); /* stable */
    arena_free(&arena);
}

static void objects_and_lists_are_indented_by_two(void **state)
{
    (void)state;
    assert_written("{\"b\":1,\"a\":[{\"x\":true},{\"y\":null}]}",
                   "{\n  \"b\": 1,\n  \"a\": [\n    {\n      \"x\": true\n    },\n    {\n"
                   "      \"y\": null\n    }\n  ]\n}\n");
}

static void short_lists_of_plain_values_stay_on_one_line(void **state)
{
    (void)state;
    assert_written("{\"a\":[1,\"x\",false],\"b\":[],\"c\":{}}",
                   "{\n  \"a\": [1, \"x\", false],\n  \"b\": [],\n  \"c\": {}\n}\n");
}

static void long_lists_have_a_line_for_each_item(void **state)
{
    const char *word = "\"twenty-five-letters-long\"";
    Arena arena = {0};
    Sb sb = sb_new(SB_LINE_MAX);
    Str text;

    (void)state;
    sb_printf(&sb, "[%s,%s,%s,%s]", word, word, word, word);
    text = rewrite(&arena, sb_finish(&sb, &arena).ptr);
    assert_true(str_starts(text, STR("[\n  \"twenty")));
    arena_free(&arena);
}

static void a_text_is_escaped_as_little_as_json_allows(void **state)
{
    (void)state;
    assert_written("[\"\\u0001\\t\\n\\\"\\\\\\/\\u00e9\\u007f\"]",
                   "[\"\\u0001\\t\\n\\\"\\\\/\xC3\xA9\\u007F\"]\n");
}

static void a_number_is_written_as_it_was_read(void **state)
{
    (void)state;
    assert_written("[1.50,123456789012345678901234567890]",
                   "[1.50, 123456789012345678901234567890]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_and_lists_are_indented_by_two),
        cmocka_unit_test(short_lists_of_plain_values_stay_on_one_line),
        cmocka_unit_test(long_lists_have_a_line_for_each_item),
        cmocka_unit_test(a_text_is_escaped_as_little_as_json_allows),
        cmocka_unit_test(a_number_is_written_as_it_was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
