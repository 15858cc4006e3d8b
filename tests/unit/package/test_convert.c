/* Packages in either format: converted, written anew, random ones. */
#include "both_formats.h"
#include "codec/xml_shape.h"
#include "folder.h"
#include "package/format.h"
#include "schema.h"

static bool convert(Folder *f, const char *to, PackageFormat format, ConvertCounts *counts)
{
    return package_convert(f->path, file_join(&f->arena, f->path, to), format, &f->arena, counts,
                           &f->notes, &f->errs);
}

static void formats_are_told_by_the_ends_of_names(void **state)
{
    PackageFormat format;

    (void)state;
    assert_true(format_find(STR("a/b.c.json"), &format));
    assert_int_equal(format, PACKAGE_JSON);
    assert_true(format_find(STR("a/b.xml"), &format));
    assert_int_equal(format, PACKAGE_XML);
    assert_false(format_find(STR("a/b.sql"), &format));
    assert_false(format_find(STR("xml"), &format));
    assert_str(format_base(STR("a/b.c.json")), "a/b.c");
    assert_str(format_base(STR("a/b.sql")), "a/b.sql");
}

static void every_kind_of_file_comes_back_from_both_formats(void **state)
{
    Arena arena = {0};
    FileKinds kinds = package_file_kinds(&arena);

    (void)state;
    for (size_t i = 0; i < kinds.len; i++)
        both_try(kinds.items[i].type, 100 + i, 200);
    arena_free(&arena);
}

/* Finds each field by the name that it is written under. */
static void assert_names_mean_one_field(const RecordType *type)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        Str name = str_from(xml_name(type, f));
        assert_ptr_equal(xml_form(f->kind) == XML_ATTRIBUTE ? xml_find_attribute(type, name)
                                                            : xml_find_element(type, name),
                         f);
        if (f->record != NULL)
            assert_names_mean_one_field(f->record);
    }
}

static void every_name_in_xml_means_one_field(void **state)
{
    Arena arena = {0};
    FileKinds kinds = package_file_kinds(&arena);

    (void)state;
    for (size_t i = 0; i < kinds.len; i++)
        assert_names_mean_one_field(kinds.items[i].type);
    arena_free(&arena);
}

static void keys_are_written_in_the_order_of_the_tables(void **state)
{
    ConvertCounts counts = {0};
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "SQLite");
    folder_put(&f, "Templates/Main/Tables/t.json",
               "{\"Columns\": [{\"DataType\": \"int\", \"Name\": \"a\", \"Nullable\": null}],"
               " \"Name\": \"{{A}}\", \"$schema\": \"t.schema.json\"}");
    assert_true(convert(&f, "xml", PACKAGE_XML, &counts));
    assert_str(counts.product, "shop");
    assert_int_equal(counts.converted, 4);
    assert_int_equal(counts.copied, 0);
    assert_str(folder_get(&f, "xml/Templates/Main/Tables/t.xml"),
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<Table xmlns=\"urn:anneal:1\" Name=\"{{A}}\">\n"
               "  <Column Name=\"a\" DataType=\"int\"/>\n"
               "</Table>\n");
    assert_true(folder_notes(&f, "place of a schema for editors is left out"));
    folder_end(&f);
}

static void a_template_that_has_no_effect_is_converted_too(void **state)
{
    ConvertCounts counts = {0};
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put_heads(&f, "SQLite");
    folder_put(&f, "Templates/Old/Template.json", "{}");
    folder_put(&f, "Templates/Old/tables/below/t.json",
               "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\"}]}");
    assert_true(convert(&f, "xml", PACKAGE_XML, &counts));
    assert_int_equal(counts.converted, 5);
    assert_true(folder_get(&f, "xml/Templates/Old/tables/below/t.xml").len > 0);
    folder_end(&f);
}

static void a_file_that_is_written_anew_keeps_what_xml_says_beside(void **state)
{
    static const char before[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!-- orders -->\n"
        "<Table xmlns=\"urn:anneal:1\"\n"
        "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        "    xsi:schemaLocation=\"urn:anneal:1 ../../../schemas/table.xsd\"\n"
        "    Schema=\"shop\"\n"
        "    Name=\"orders\">\n"
        "  <!-- the number -->\n"
        "  <Column Name=\"id\" DataType=\"integer\"/>\n"
        "  <Column Name=\"total\" DataType=\"numeric\" OldName=\"sum\">\n"
        "    <!-- before discounts -->\n"
        "    <Default>{{Zero}}</Default>\n"
        "    <!-- last -->\n"
        "  </Column>\n"
        "</Table>\n"
        "<!-- end -->\n";
    static const char after[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!-- orders -->\n"
        "<Table xmlns=\"urn:anneal:1\"\n"
        "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        "    xsi:schemaLocation=\"urn:anneal:1 ../../../schemas/table.xsd\"\n"
        "    Schema=\"shop\"\n"
        "    Name=\"orders\">\n"
        "  <!-- the number -->\n"
        "  <Column Name=\"id\" DataType=\"bigint\"/>\n"
        "  <Column Name=\"total\" DataType=\"numeric\" OldName=\"sum\">\n"
        "    <!-- before discounts -->\n"
        "    <Default>{{Zero}}</Default>\n"
        "    <!-- last -->\n"
        "  </Column>\n"
        "  <CheckConstraint Name=\"positive\">\n"
        "    <Expression>total > 0</Expression>\n"
        "  </CheckConstraint>\n"
        "</Table>\n"
        "<!-- end -->\n";
    Model *live = schema_model("schema shop\n"
                               "table shop.orders\n"
                               "  column id | bigint\n"
                               "  column total | numeric | = 0\n"
                               "  check positive total > 0\n");
    Filter everything = {0};
    SaveOptions options = {.product = "shop",
                           .platform = "PostgreSQL",
                           .default_schema = STR("public"),
                           .looked_at = &everything};
    Folder f;

    (void)state;
    folder_begin(&f);
    folder_put(&f, "Product.xml",
               "<Product xmlns='urn:anneal:1' Name='shop' Platform='PostgreSQL'>"
               "<TemplateOrder>Main</TemplateOrder>"
               "<ScriptTokens><Entry Name='Zero' Value='0'/></ScriptTokens></Product>");
    folder_put(&f, "anneal.xml", "<Configuration xmlns='urn:anneal:1'/>");
    folder_put(&f, "Templates/Main/Template.xml", "<Template xmlns='urn:anneal:1'/>");
    folder_put(&f, "Templates/Main/Tables/o.xml", before);
    assert_true(package_save(live, f.path, &options, &f.notes, &f.errs));
    assert_str(folder_get(&f, "Templates/Main/Tables/o.xml"), after);
    assert_str(folder_get(&f, "Product.xml"),
               "<Product xmlns='urn:anneal:1' Name='shop' Platform='PostgreSQL'>"
               "<TemplateOrder>Main</TemplateOrder>"
               "<ScriptTokens><Entry Name='Zero' Value='0'/></ScriptTokens></Product>");
    model_free(live);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_told_by_the_ends_of_names),
        cmocka_unit_test(every_kind_of_file_comes_back_from_both_formats),
        cmocka_unit_test(every_name_in_xml_means_one_field),
        cmocka_unit_test(keys_are_written_in_the_order_of_the_tables),
        cmocka_unit_test(a_template_that_has_no_effect_is_converted_too),
        cmocka_unit_test(a_file_that_is_written_anew_keeps_what_xml_says_beside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
