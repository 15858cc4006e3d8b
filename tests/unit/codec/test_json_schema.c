/* Field tables -> JSON Schema: what each kind of field becomes. */
#include "codec/json.h"
#include "codec/json_schema.h"
#include "model/table.h"
#include "test.h"

static const FileKind table_kind = {&table_type, "table", "Tables/*", true};

/* The schema of a key of a record: `record` NULL means the file's own. */
static Doc *key_schema(Arena *arena, const char *record, const char *key)
{
    Doc *schema = json_schema_of(arena, &table_kind);

    if (record != NULL)
        schema = doc_get(doc_get(schema, STR("$defs")), str_from(record));
    return doc_get(doc_get(schema, STR("properties")), str_from(key));
}

static void assert_json(const Doc *doc, const char *wanted)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Arena arena = {0};

    assert_non_null(doc);
    json_write(&sb, doc);
    assert_string_equal(arena_cstr(&arena, str_trim(sb_str(&sb))), wanted);
    sb_free(&sb);
    arena_free(&arena);
}

static void assert_member(const char *record, const char *key, const char *member,
                          const char *wanted)
{
    Arena arena = {0};

    assert_json(doc_get(key_schema(&arena, record, key), str_from(member)), wanted);
    arena_free(&arena);
}

static void a_key_is_described_by_its_row(void **state)
{
    (void)state;
    assert_member("Column", "Nullable", "description", "\"Whether NULL may be stored.\"");
    assert_member("Column", "Nullable", "default", "false");
    assert_member(NULL, "Strict", "description",
                  "\"Whether types are enforced. Known to SQLite only.\"");
    assert_member(NULL, "Strict", "x-platforms", "\"SQLite\"");
}

static void what_need_not_be_there_may_be_null(void **state)
{
    (void)state;
    assert_member(NULL, "Name", "type", "\"string\"");
    assert_member(NULL, "Comment", "type", "[\"string\", \"null\"]");
    assert_member(NULL, "Indexes", "type", "[\"array\", \"null\"]");
    assert_member("Index", "StorageParameters", "type", "[\"object\", \"null\"]");
}

static void choices_leave_room_for_tokens_where_there_are_any(void **state)
{
    static const FileKind without = {&foreign_key_type, "key", "Keys/*", false};
    Arena arena = {0};
    Doc *schema = json_schema_of(&arena, &without);

    (void)state;
    assert_member("ForeignKey", "MatchType", "anyOf",
                  "[\n  {\n    \"enum\": [\"SIMPLE\", \"FULL\", \"PARTIAL\", null]\n  },\n  {\n"
                  "    \"pattern\": \"\\\\{\\\\{\"\n  }\n]");
    assert_json(doc_get(doc_get(doc_get(schema, STR("properties")), STR("MatchType")), STR("enum")),
                "[\"SIMPLE\", \"FULL\", \"PARTIAL\", null]");
    arena_free(&arena);
}

static void records_allow_their_keys_and_no_other(void **state)
{
    Arena arena = {0};
    Doc *schema = json_schema_of(&arena, &table_kind), *column;

    (void)state;
    assert_json(doc_get(schema, STR("additionalProperties")), "false");
    assert_json(doc_get(schema, STR("required")), "[\"Name\"]");
    assert_int_equal(doc_get(schema, STR("anyOf"))->count, 4); /* Columns, or parents */
    assert_int_equal(doc_get(schema, STR("properties"))->count, table_type.count + 1);
    assert_non_null(doc_get(doc_get(schema, STR("properties")), STR("$schema")));
    column = doc_get(doc_get(schema, STR("$defs")), STR("Column"));
    assert_json(doc_get(column, STR("additionalProperties")), "false");
    assert_int_equal(doc_get(column, STR("properties"))->count, column_type.count);
    assert_member(NULL, "Columns", "items",
                  "{\n  \"type\": \"object\",\n  \"$ref\": \"#/$defs/Column\"\n}");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_described_by_its_row),
        cmocka_unit_test(what_need_not_be_there_may_be_null),
        cmocka_unit_test(choices_leave_room_for_tokens_where_there_are_any),
        cmocka_unit_test(records_allow_their_keys_and_no_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
