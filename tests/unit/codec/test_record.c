/* Doc tree <-> records: every kind of field, every kind of fault. */
#include "codec/json.h"
#include "codec/platform.h"
#include "codec/record.h"
#include "model/table.h"
#include "test.h"

/* One field of each kind. */
typedef struct Part {
    Record rec;
    Str name;
} Part;

typedef struct Whole {
    Record rec;
    bool flag;
    int action;
    OptInt number;
    Str name, text, type;
    StrVec names, strings, chosen;
    KeyParts keys;
    MapEntries map;
    Record *part;
    VEC(Record *) parts;
} Whole;

static const char *const actions[] = {"NONE", "CASCADE", "RESTRICT", NULL};

static const Field part_fields[] = {
    {"Name", F_IDENT, AT(Part, name, Str), E_ALL, D_KEY, NULL, "Name.", NULL, NULL, true},
};
static const RecordType part_type = {
    "Part", "part", REC_OTHER, sizeof(Part), offsetof(Part, name), part_fields, 1};

/* clang-format off */
#define ROW(key, kind, where, engines) { key, kind, where, engines, D_ALTER, NULL, "What it is.", NULL, NULL, false }
static const Field whole_fields[] = {
    ROW("Flag",    F_BOOL,     AT(Whole, flag, bool),       E_ALL),
    ROW("Tri",     F_TRISTATE, SPARSE(FIELD_PRODUCT_DROP_TABLES), E_ALL),
    ROW("Number",  F_INT,      AT(Whole, number, OptInt),   E_ALL),
    { "Action",    F_ENUM,     AT(Whole, action, int),      E_ALL, D_ALTER, "NONE", "What it does.", actions, NULL, false },
    { "Name",      F_IDENT,    AT(Whole, name, Str),        E_ALL, D_KEY, NULL, "Name of the whole.", NULL, NULL, true },
    ROW("Text",    F_TEXT,     AT(Whole, text, Str),        E_ALL),
    ROW("Comment", F_STR,      SPARSE(FIELD_COMMENT),       E_ALL),
    ROW("Type",    F_TYPE,     AT(Whole, type, Str),        E_ALL),
    ROW("Filter",  F_EXPR,     SPARSE(FIELD_SHOULD_APPLY),  E_PG),
    ROW("Names",   F_IDENTS,   AT(Whole, names, StrVec),    E_ALL),
    ROW("Keys",    F_KEYS,     AT(Whole, keys, KeyParts),   E_ALL),
    ROW("Strings", F_STRINGS,  AT(Whole, strings, StrVec),  E_ALL),
    { "Chosen",    F_STRINGS,  AT(Whole, chosen, StrVec),   E_ALL, D_ALTER, NULL, "What is chosen.", actions, NULL, false },
    ROW("Map",     F_MAP,      AT(Whole, map, MapEntries),  E_ALL),
    { "Part",      F_RECORD,   AT(Whole, part, Record *),   E_ALL, D_ALTER, NULL, "A part.", NULL, &part_type, false },
    { "Parts",     F_LIST,     offsetof(Whole, parts), FIELD_NONE, E_ALL, D_CHILDREN, NULL, "Parts.", NULL, &part_type, false },
    ROW("Raw",     F_RAW,      SPARSE(FIELD_EXTENSIONS),    E_ALL),
};
/* clang-format on */
static const RecordType whole_type = {"Whole",
                                      "whole",
                                      REC_OTHER,
                                      sizeof(Whole),
                                      offsetof(Whole, name),
                                      whole_fields,
                                      sizeof whole_fields / sizeof *whole_fields};

typedef struct Case {
    Arena arena;
    Errs errs;
    Notes notes;
    CodecOptions options;
} Case;

static Doc *parse(Case *c, const char *text)
{
    DocFile *file = ARENA_NEW(&c->arena, DocFile);
    Doc *doc;

    *file = (DocFile){.path = "t.json", .bytes = str_from(text)};
    doc = json_read(&c->arena, file, false, &c->errs);
    assert_non_null(doc);
    return doc;
}

static const Whole *read_whole(Case *c, const char *text)
{
    c->options.notes = &c->notes;
    return (const Whole *)codec_record_read(&c->arena, parse(c, text), &whole_type, &c->options,
                                            &c->errs);
}

static void end(Case *c)
{
    errs_free(&c->errs);
    notes_free(&c->notes);
    arena_free(&c->arena);
}

/* One fault: its column (all on line 1), words of its message, words of its hint (NULL: none). */
static void assert_fault(const char *text, uint32_t column, const char *message, const char *hint)
{
    Case c = {.options.engines = E_LITE};
    const Err *err;

    assert_null(read_whole(&c, text));
    assert_int_equal(c.errs.list.len, 1);
    err = errs_last(&c.errs);
    assert_int_equal(err->code, ERR_FIELD);
    assert_string_equal(err->message, message);
    assert_int_equal(err->loc.column, column);
    if (hint == NULL)
        assert_null(err->hint);
    else
        assert_string_equal(err->hint, hint);
    end(&c);
}

static const char whole_text[] =
    "{\n  \"Flag\": true,\n  \"Tri\": false,\n  \"Number\": -9223372036854775808,\n"
    "  \"Action\": \"RESTRICT\",\n  \"Name\": \"a b\",\n  \"Text\": \"long\",\n"
    "  \"Comment\": \"short\",\n  \"Type\": \"int\",\n  \"Filter\": \"1 = 1\",\n"
    "  \"Names\": \"a,\\\"b,c\\\"\",\n  \"Keys\": \"a DESC,(lower(b))\",\n"
    "  \"Strings\": [\"x\", \"\"],\n  \"Map\": {\n    \"k\": \"v\",\n    \"\": \"\"\n  },\n"
    "  \"Part\": {\n    \"Name\": \"p\"\n  },\n  \"Parts\": [\n    {\n      \"Name\": \"q\"\n"
    "    }\n  ],\n  \"Raw\": [\n    1.50,\n    {\n      \"deep\": null\n    }\n  ]\n}\n";

static void every_kind_is_read(void **state)
{
    Case c = {0};
    const Whole *whole = read_whole(&c, whole_text);

    (void)state;
    assert_non_null(whole);
    assert_true(whole->flag);
    assert_true(whole->number.given);
    assert_true(whole->number.value == INT64_MIN);
    assert_int_equal(whole->action, 2);
    assert_str(whole->name, "a b");
    assert_str(sparse_str(&whole->rec, FIELD_COMMENT), "short");
    assert_str(whole->names.items[1], "b,c");
    assert_true(whole->keys.items[0].is_desc);
    assert_str(whole->keys.items[1].expression, "lower(b)");
    assert_int_equal(whole->strings.len, 2);
    assert_str(whole->map.items[0].value, "v");
    assert_str(record_name(whole->part), "p");
    assert_str(record_name(whole->parts.items[0]), "q");
    end(&c);
}

static void what_was_written_reads_back_as_the_same_bytes(void **state)
{
    Case c = {0};
    const Whole *whole = read_whole(&c, whole_text);
    Sb sb = sb_new(SB_FILE_MAX);
    Str again;

    (void)state;
    json_write(&sb, codec_record_write(&c.arena, &whole->rec));
    again = sb_finish(&sb, &c.arena);
    whole = read_whole(&c, again.ptr);
    assert_non_null(whole);
    json_write(&sb, codec_record_write(&c.arena, &whole->rec));
    assert_str(sb_finish(&sb, &c.arena), again.ptr);
    assert_non_null(strstr(again.ptr, "\"Keys\": \"a DESC, (lower(b))\""));
    assert_non_null(strstr(again.ptr, "1.50"));
    end(&c);
}

static void only_what_differs_from_absent_is_written(void **state)
{
    Case c = {0};
    const Whole *whole =
        read_whole(&c, "{\"Flag\": false, \"Action\": \"NONE\", \"Names\": \"\", \"Strings\": [], "
                       "\"Name\": \"x\", \"Text\": \"\", \"Part\": null}");
    const Doc *doc;

    (void)state;
    assert_non_null(whole);
    doc = codec_record_write(&c.arena, &whole->rec);
    assert_int_equal(doc->count, 1);
    assert_str(doc->first->key, "Name");
    end(&c);
}

static void a_wrong_kind_is_named_with_what_is_right(void **state)
{
    (void)state;
    assert_fault("{\"Name\": 7}", 10, "\"Name\" must be a name in a string, not a number",
                 "write it in double quotes");
    assert_fault("{\"Name\": \"x\", \"Flag\": \"true\"}", 23,
                 "\"Flag\" must be true or false, not a string", "write it without quotes");
    assert_fault("{\"Name\": \"x\", \"Flag\": 1}", 23,
                 "\"Flag\" must be true or false, not a number", NULL);
    assert_fault("{\"Name\": \"x\", \"Names\": [\"a\"]}", 24,
                 "\"Names\" must be one string with commas between names, not a list",
                 "write the names in one string, with commas between them");
    assert_fault("{\"Name\": \"x\", \"Parts\": {}}", 24,
                 "\"Parts\" must be a list of objects, not an object",
                 "write it in brackets: [{ … }]");
    assert_fault("{\"Name\": \"x\", \"Parts\": [1]}", 25,
                 "\"Parts\" is a list of objects; this is a number", "write each of them as { … }");
    assert_fault("{\"Name\": \"x\", \"Strings\": [1]}", 27,
                 "\"Strings\" is a list of strings; this is a number", "write it in double quotes");
    assert_fault("{\"Name\": \"x\", \"Map\": {\"k\": 70}}", 28,
                 "\"Map\" holds strings; this is a number", "write the value in double quotes");
}

static void a_wrong_value_is_named_with_the_nearest_right_one(void **state)
{
    (void)state;
    assert_fault("{\"Name\": \"x\", \"Action\": \"RESTRICTED\"}", 25,
                 "\"Action\" can't be \"RESTRICTED\"", "did you mean \"RESTRICT\"?");
    assert_fault("{\"Name\": \"x\", \"Action\": \"whatever else\"}", 25,
                 "\"Action\" can't be \"whatever else\"",
                 "it is \"NONE\", \"CASCADE\" or \"RESTRICT\"");
    assert_fault("{\"Name\": \"x\", \"Chosen\": [\"NONE\", \"CASCAD\"]}", 34,
                 "\"Chosen\" can't be \"CASCAD\"", "did you mean \"CASCADE\"?");
    assert_fault("{\"Name\": \"x\", \"Number\": 1.5}", 25,
                 "\"Number\" must be a whole number of 64 bits, not 1.5", NULL);
    assert_fault("{\"Name\": \"x\", \"Number\": 9223372036854775808}", 25,
                 "\"Number\" must be a whole number of 64 bits, not 9223372036854775808", NULL);
    assert_fault("{\"Name\": \"\"}", 10, "\"Name\" is empty", NULL);
    assert_fault("{\"Name\": \"x\", \"Type\": \" \"}", 23, "\"Type\" is empty",
                 "leave the key out where there is none");
}

static void a_fault_in_a_list_is_placed_inside_its_string(void **state)
{
    (void)state;
    assert_fault("{\"Name\": \"x\", \"Keys\": \"a, b,, c\"}", 29,
                 "\"Keys\": a name is missing here",
                 "names stand between commas: a, b; one with a blank, a comma, a quote or a "
                 "parenthesis in double quotes");
    assert_fault("{\"Name\": \"x\", \"Names\": \"a, \\\"b\"}", 28,
                 "\"Names\": a quoted name has no closing quote",
                 "a quote inside of a quoted text is doubled");
}

static void an_unknown_key_is_named_with_the_nearest_known_one(void **state)
{
    (void)state;
    assert_fault("{\"Name\": \"x\", \"Strngs\": []}", 15, "unknown key \"Strngs\" in this whole",
                 "did you mean \"Strings\"?");
    assert_fault("{\"Name\": \"x\", \"flag\": true}", 15, "unknown key \"flag\" in this whole",
                 "did you mean \"Flag\"?");
    assert_fault("{\"Name\": \"x\", \"SomethingElse\": []}", 15,
                 "unknown key \"SomethingElse\" in this whole",
                 "it knows Flag, Tri, Number, Action, Name, Text, … (docs/reference.md has all)");
    assert_fault("{\"Name\": \"x\", \"ings\": []}", 15, "unknown key \"ings\" in this whole",
                 "did you mean \"Strings\"?");
}

static void a_required_key_that_is_only_misspelt_is_one_fault(void **state)
{
    (void)state;
    assert_fault("{\"Nmae\": \"x\"}", 2, "unknown key \"Nmae\" in this whole",
                 "did you mean \"Name\"?");
}

#define LACKS "add \"Name\": \"…\" (Name of the whole)"

static void a_required_key_must_be_there(void **state)
{
    (void)state;
    assert_fault("{}", 1, "this whole lacks the key \"Name\"", LACKS);
    assert_fault("{\"Name\": null}", 1, "this whole lacks the key \"Name\"", LACKS);
}

static void a_key_of_another_engine_is_refused(void **state)
{
    (void)state;
    assert_fault("{\"Name\": \"x\", \"Filter\": \"1\"}", 15, "SQLite has no \"Filter\" in a whole",
                 "it is known to PostgreSQL");
}

static void every_fault_is_reported_and_what_is_right_is_there(void **state)
{
    Case c = {0};
    Doc *doc = parse(&c, "{\"Name\": \"x\", \"Flag\": 1, \"Parts\": [{}, {\"Name\": \"p\", "
                         "\"No\": 1}], \"Text\": \"t\"}");
    Whole *whole = record_new(&c.arena, &whole_type);

    (void)state;
    assert_false(codec_record_fill(&c.arena, doc, &whole->rec, &c.options, &c.errs));
    assert_int_equal(c.errs.list.len, 3);
    assert_str(whole->text, "t");
    assert_int_equal(whole->parts.len, 2);
    assert_str(record_name(whole->parts.items[1]), "p");
    end(&c);
}

static void the_schema_key_is_passed_over_at_the_root_only(void **state)
{
    Case c = {0};

    (void)state;
    assert_non_null(read_whole(&c, "{\"$schema\": \"x.json\", \"Name\": \"x\"}"));
    assert_null(read_whole(&c, "{\"Name\": \"x\", \"Part\": {\"$schema\": 1, \"Name\": \"p\"}}"));
    end(&c);
}

static void other_tools_are_read_with_patience(void **state)
{
    Case c = {
        .options = {.unknown_is_note = true, .empty_is_absent = true, .enums_any_case = true}};
    const Whole *whole = read_whole(
        &c, "{\"Name\": \"x\", \"Type\": \"\", \"Filter\": \"\", \"Action\": \"cascade\", "
            "\"Number\": \"\", \"Who\": 1}");

    (void)state;
    assert_non_null(whole);
    assert_int_equal(whole->action, 1);
    assert_true(whole->type.ptr == NULL);
    assert_int_equal(c.notes.list.len, 1);
    assert_non_null(strstr(c.notes.list.items[0].message, "\"Who\""));
    end(&c);
}

static void a_value_that_is_no_object_is_refused(void **state)
{
    (void)state;
    assert_fault("[]", 1, "a whole is an object, not a list", NULL);
}

static void platforms_have_names_in_any_case(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_int_equal(codec_platform_bits(STR("postgresql")), E_PG);
    assert_int_equal(codec_platform_bits(STR("MSSQL")), E_MSSQL);
    assert_int_equal(codec_platform_bits(STR("Oracle")), 0);
    assert_string_equal(codec_platform_nearest(STR("SQLight")), "SQLite");
    assert_string_equal(codec_platform_list(&arena, E_MSSQL | E_LITE), "SqlServer, SQLite");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(what_was_written_reads_back_as_the_same_bytes),
        cmocka_unit_test(only_what_differs_from_absent_is_written),
        cmocka_unit_test(a_wrong_kind_is_named_with_what_is_right),
        cmocka_unit_test(a_wrong_value_is_named_with_the_nearest_right_one),
        cmocka_unit_test(a_fault_in_a_list_is_placed_inside_its_string),
        cmocka_unit_test(an_unknown_key_is_named_with_the_nearest_known_one),
        cmocka_unit_test(a_required_key_that_is_only_misspelt_is_one_fault),
        cmocka_unit_test(a_required_key_must_be_there),
        cmocka_unit_test(a_key_of_another_engine_is_refused),
        cmocka_unit_test(every_fault_is_reported_and_what_is_right_is_there),
        cmocka_unit_test(the_schema_key_is_passed_over_at_the_root_only),
        cmocka_unit_test(other_tools_are_read_with_patience),
        cmocka_unit_test(a_value_that_is_no_object_is_refused),
        cmocka_unit_test(platforms_have_names_in_any_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
