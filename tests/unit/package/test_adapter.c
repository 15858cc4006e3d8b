/* Dialects: what a SchemaSmith generation's doc tree becomes. */
#include "codec/json.h"
#include "model/table.h"
#include "package/package.h"
#include "package/schemasmith/adapter.h"
#include "test.h"

typedef struct Case {
    Arena arena;
    Errs errs;
    Notes notes;
    Doc *doc;
} Case;

static Case adapt(const Adapter *adapter, const RecordType *type, const char *text)
{
    Case c = {0};
    DocFile *file = ARENA_NEW(&c.arena, DocFile);

    *file = (DocFile){.path = "t.json", .bytes = str_from(text)};
    c.doc = json_read(&c.arena, file, adapter->has_comments, &c.errs);
    assert_non_null(c.doc);
    adapter_apply(adapter, &c.arena, c.doc, type, &c.notes);
    return c;
}

static void end(Case *c)
{
    errs_free(&c->errs);
    notes_free(&c->notes);
    arena_free(&c->arena);
}

static const Doc *first_column(const Case *c)
{
    return doc_get(c->doc, STR("Columns"))->first;
}

static void our_own_dialect_is_left_as_it_is(void **state)
{
    Case c = adapt(&adapter_own, &table_type, "{\"name\": \"\\\"x\\\"\", \"Columns\": []}");

    (void)state;
    assert_str(c.doc->first->key, "name");
    assert_str(c.doc->first->text, "\"x\"");
    end(&c);
}

static void keys_find_their_field_in_any_case(void **state)
{
    Case c = adapt(adapter_find(GENERATION_G2, E_PG), &table_type,
                   "{\"NAME\": \"x\", \"columns\": [{\"dataTYPE\": \"int\"}], \"Odd\": 1}");

    (void)state;
    assert_non_null(doc_get(c.doc, STR("Name")));
    assert_non_null(doc_get(first_column(&c), STR("DataType")));
    assert_non_null(doc_get(c.doc, STR("Odd")));
    end(&c);
}

static void quotes_come_off_names_and_only_there(void **state)
{
    Case c = adapt(
        adapter_find(GENERATION_G2, E_PG), &table_type,
        "{\"Schema\": \"\\\"a \\\"\\\"b\\\"\\\"\\\"\", \"Columns\": [{\"Name\": \"\\\"x\\\"\", "
        "\"DataType\": \"\\\"public\\\".\\\"t\\\"\"}]}");
    const Doc *schema = doc_get(c.doc, STR("Schema"));

    (void)state;
    assert_str(schema->text, "a \"b\"");
    assert_str(doc_get(first_column(&c), STR("Name"))->text, "x");
    assert_str(doc_get(first_column(&c), STR("DataType"))->text, "\"public\".\"t\"");
    /* The b stands behind the opening quote and two doubled ones, each byte escaped. */
    assert_int_equal(doc_text_loc(&c.arena, schema, 3).column, 21);
    end(&c);
}

static void values_that_mean_nothing_or_something_else_are_rewritten(void **state)
{
    Case c =
        adapt(adapter_find(GENERATION_G2, E_PG), &table_type,
              "{\"Columns\": [{\"Name\": \"a\", \"Generated\": \"NEVER\"}, {\"Name\": \"b\", "
              "\"Generated\": \"Always\"}, {\"Generated\": \"GENERATED ALWAYS AS IDENTITY\"}]}");
    const Doc *first = first_column(&c);

    (void)state;
    assert_null(doc_get(first, STR("Generated")));
    assert_int_equal(first->count, 1);
    assert_ptr_equal(first->first, first->last);
    assert_str(doc_get(first->next, STR("Generated"))->text, "STORED");
    assert_str(doc_get(first->next->next, STR("Generated"))->text, "GENERATED ALWAYS AS IDENTITY");
    end(&c);
}

static void a_renamed_key_gets_its_present_name(void **state)
{
    Case c = adapt(adapter_find(GENERATION_G2, E_MSSQL), &template_type, "{\"required\": false}");

    (void)state;
    assert_non_null(doc_get(c.doc, STR("RequireAtLeastOneTarget")));
    end(&c);
}

static void every_engine_has_an_adapter(void **state)
{
    (void)state;
    assert_int_equal(adapter_find(GENERATION_G2, E_PG)->quote_open, '"');
    assert_int_equal(adapter_find(GENERATION_GE, E_MYSQL | E_MARIADB)->quote_open, '`');
    assert_int_equal(adapter_find(GENERATION_G1, E_MSSQL)->quote_open, '[');
    assert_int_equal(adapter_find(GENERATION_G1, 0)->generation, GENERATION_G1);
    assert_int_equal(adapter_find(GENERATION_G2, E_LITE)->quote_open, '\0');
    assert_ptr_equal(adapter_find(GENERATION_G2, E_LITE),
                     adapter_find(GENERATION_G2, E_LITE | E_PG));
    assert_true(adapter_find(GENERATION_G2, E_LITE)->is_lenient);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_own_dialect_is_left_as_it_is),
        cmocka_unit_test(keys_find_their_field_in_any_case),
        cmocka_unit_test(quotes_come_off_names_and_only_there),
        cmocka_unit_test(values_that_mean_nothing_or_something_else_are_rewritten),
        cmocka_unit_test(a_renamed_key_gets_its_present_name),
        cmocka_unit_test(every_engine_has_an_adapter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
