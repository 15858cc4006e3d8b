/* Edits of JSON files: what stays keeps its bytes, what is new looks like its neighbours. */
#include "codec/json.h"
#include "codec/json_edit.h"
#include "test.h"

static Doc *read_text(Arena *arena, DocFile *file, const char *text)
{
    Errs errs = {0};
    Doc *doc;

    *file = (DocFile){.path = "t.json", .bytes = str_from(text)};
    doc = json_read(arena, file, false, &errs);
    assert_non_null(doc);
    assert_int_equal(errs.list.len, 0);
    return doc;
}

static Str name_of(const Doc *item)
{
    const Doc *name = doc_get(item, STR("Name"));

    return name == NULL ? item->text : name->text;
}

/* Gives items the numbers of those of the same name in the file, others none. */
static void adopt(Doc *wanted, const Doc *present)
{
    wanted->number = present == NULL ? 0 : present->number;
    for (Doc *child = wanted->first; child != NULL; child = child->next) {
        const Doc *from = NULL;
        if (wanted->kind == DOC_OBJECT)
            from = doc_get(present, child->key);
        else
            for (const Doc *item = present == NULL ? NULL : present->first; item != NULL;
                 item = item->next)
                if (str_eq(name_of(item), name_of(child)))
                    from = item;
        adopt(child, from);
    }
}

static void assert_edit(const char *present_text, const char *wanted_text, const char *expected)
{
    Arena arena = {0};
    DocFile file, other;
    const Doc *present = read_text(&arena, &file, present_text);
    Doc *wanted = read_text(&arena, &other, wanted_text);
    Sb sb = sb_new(SB_FILE_MAX);

    adopt(wanted, present);
    json_edit(&sb, &file, present, wanted);
    assert_str(sb_str(&sb), expected);
    sb_free(&sb);
    arena_free(&arena);
}

static void only_the_changed_value_changes(void **state)
{
    (void)state;
    assert_edit("{\"a\" :  1,\n\n\t\"b\":[ true , {} ],\"c\": \"x\\u00e9/\\/\"  }\n\n",
                "{\"a\": 2, \"b\": [true, {}], \"c\": \"x\xC3\xA9//\"}",
                "{\"a\" :  2,\n\n\t\"b\":[ true , {} ],\"c\": \"x\\u00e9/\\/\"  }\n\n");
    assert_edit("\xEF\xBB\xBF[\"a\", null]\r\n", "[\"b\", null]", "\xEF\xBB\xBF[\"b\", null]\r\n");
    assert_edit("{ \"x\": { \"y\": false } }", "{\"x\": {\"y\": true}}",
                "{ \"x\": { \"y\": true } }");
}

static void what_is_gone_leaves_no_gap(void **state)
{
    (void)state;
    assert_edit("{ \"a\": 1, \"b\": 2, \"c\": 3 }", "{\"b\": 2, \"c\": 3}",
                "{ \"b\": 2, \"c\": 3 }");
    assert_edit("{ \"a\": 1, \"b\": 2, \"c\": 3 }", "{\"a\": 1, \"c\": 3}",
                "{ \"a\": 1, \"c\": 3 }");
    assert_edit("{ \"a\": 1, \"b\": 2, \"c\": 3 }", "{\"a\": 1, \"b\": 2}",
                "{ \"a\": 1, \"b\": 2 }");
    assert_edit("[\n  1,\n  2\n]\n", "[2]", "[\n  2\n]\n");
    assert_edit("[1 , 2 ]", "[1]", "[1 ]");
    assert_edit("{\"a\": [ 1 ]}", "{\"a\": []}", "{\"a\": []}");
}

static void what_is_new_looks_like_its_neighbours(void **state)
{
    (void)state;
    assert_edit("{\n    \"a\": 1\n}\n", "{\"a\": 1, \"b\": {\"c\": [1, 2], \"d\": [{\"e\": 1}]}}",
                "{\n    \"a\": 1,\n    \"b\": {\n        \"c\": [1, 2],\n        \"d\": [\n"
                "            {\n                \"e\": 1\n            }\n        ]\n    }\n}\n");
    assert_edit(
        "{\r\n\t\"L\": [\r\n\t\t{ \"Name\": \"a\", \"T\": 1 },\r\n\t\t{ \"Name\": \"c\" "
        "}\r\n\t]\r\n}",
        "{\"L\": [{\"Name\": \"a\", \"T\": 1}, {\"Name\": \"b\", \"T\": 2}, {\"Name\": \"c\"}]}",
        "{\r\n\t\"L\": [\r\n\t\t{ \"Name\": \"a\", \"T\": 1 },\r\n\t\t{ \"Name\": \"b\", \"T\": 2 "
        "},"
        "\r\n\t\t{ \"Name\": \"c\" }\r\n\t]\r\n}");
    assert_edit("{\"a\":1}", "{\"z\": [{\"Name\": \"x\"}], \"a\": 1}",
                "{\"z\":[{\"Name\":\"x\"}],\"a\":1}");
    assert_edit("[{\"Name\":\"a\"}]", "[{\"Name\": \"b\"}, {\"Name\": \"a\"}, {\"Name\": \"c\"}]",
                "[{\"Name\":\"b\"},{\"Name\":\"a\"},{\"Name\":\"c\"}]");
    assert_edit(
        "[\n  {\n    \"Name\": \"a\"\n  }\n]\n",
        "[{\"Name\": \"a\"}, {\"Name\": \"b\", \"x\": {}}]",
        "[\n  {\n    \"Name\": \"a\"\n  },\n  {\n    \"Name\": \"b\",\n    \"x\": {}\n  }\n]\n");
    assert_edit("{}", "{\"a\": 1}", "{\n  \"a\": 1\n}");
    assert_edit("{ \"a\": { \"b\": 1 },\n  \"c\": 2 }", "{\"a\": {\"b\": 1, \"d\": [1]}, \"c\": 2}",
                "{ \"a\": { \"b\": 1, \"d\": [1] },\n  \"c\": 2 }");
}

static void another_kind_or_order_is_written_anew(void **state)
{
    (void)state;
    assert_edit("{ \"a\": [1], \"b\":  2 }", "{\"a\": \"x\", \"b\": 2}",
                "{ \"a\": \"x\", \"b\":  2 }");
    assert_edit("[ { \"Name\": \"a\" },   { \"Name\": \"b\" } ]",
                "[{\"Name\": \"b\"}, {\"Name\": \"a\"}]",
                "[\n  { \"Name\": \"b\" },\n  { \"Name\": \"a\" }\n]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_changed_value_changes),
        cmocka_unit_test(what_is_gone_leaves_no_gap),
        cmocka_unit_test(what_is_new_looks_like_its_neighbours),
        cmocka_unit_test(another_kind_or_order_is_written_anew),
    };

    return cmocka_run_group_tests_name("json_edit", tests, NULL, NULL);
}
