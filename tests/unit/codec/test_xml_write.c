/* Doc tree -> XML text: the shape, hard texts, what is refused. */
#include "codec/json.h"
#include "codec/record.h"
#include "codec/xml.h"
#include "kinds.h"
#include "model/table.h"
#include "test.h"

typedef struct Written {
    Arena arena;
    Errs errs;
    Sb sb;
    bool ok;
} Written;

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Writes what a JSON text holds. */
static Written write_json(const char *json, const RecordType *type)
{
    Written written = {.sb = sb_new(SB_FILE_MAX)};
    DocFile *file = ARENA_NEW(&written.arena, DocFile);
    Doc *doc;

    *file = (DocFile){.path = "t.json", .bytes = str_from(json)};
    doc = json_read(&written.arena, file, false, &written.errs);
    assert_non_null(doc);
    written.ok = xml_write(&written.sb, doc, type, "t.xml", &written.errs);
    return written;
}

static void end(Written *written)
{
    sb_free(&written->sb);
    errs_free(&written->errs);
    arena_free(&written->arena);
}

static void assert_written(const char *json, const RecordType *type, const char *xml)
{
    Written written = write_json(json, type);

    assert_true(written.ok);
    assert_str(sb_str(&written.sb), xml);
    end(&written);
}

static void a_table_stands_in_the_shape_that_the_manual_shows(void **state)
{
    (void)state;
    assert_written(
        "{\"Schema\": \"shop\", \"Name\": \"lines\", \"Strict\": true,"
        " \"Columns\": [{\"Name\": \"n\", \"DataType\": \"integer\", \"Default\": \"1\"},"
        "   {\"Name\": \"note\", \"DataType\": \"text\", \"Nullable\": true}],"
        " \"StorageParameters\": {\"fillfactor\": \"70\"},"
        " \"Indexes\": [{\"Name\": \"i\", \"IndexColumns\": \"n, \\\"a b\\\" DESC\"}],"
        " \"CheckConstraints\": [{\"Name\": \"some\", \"Expression\": \"n > 0 AND n < 9\"}],"
        " \"Extensions\": {\"a\": [1, null]}}",
        &table_type,
        HEAD "<Table xmlns=\"urn:anneal:1\" Schema=\"shop\" Name=\"lines\" Strict=\"true\">\n"
             "  <Column Name=\"n\" DataType=\"integer\">\n"
             "    <Default>1</Default>\n"
             "  </Column>\n"
             "  <Column Name=\"note\" DataType=\"text\" Nullable=\"true\"/>\n"
             "  <StorageParameters>\n"
             "    <Entry Name=\"fillfactor\" Value=\"70\"/>\n"
             "  </StorageParameters>\n"
             "  <Index Name=\"i\" IndexColumns=\"n, &quot;a b&quot; DESC\"/>\n"
             "  <CheckConstraint Name=\"some\">\n"
             "    <Expression><![CDATA[n > 0 AND n < 9]]></Expression>\n"
             "  </CheckConstraint>\n"
             "  <Extensions><![CDATA[{\n"
             "    \"a\": [1, null]\n"
             "  }]]></Extensions>\n"
             "</Table>\n");
}

static void every_kind_has_its_form(void **state)
{
    (void)state;
    assert_written("{\"Flag\": false, \"Tri\": false, \"Number\": -5, \"Action\": \"CASCADE\","
                   " \"Name\": \"x\", \"Strings\": [\"a\", \"\", \"b\"],"
                   " \"Single\": {\"Name\": \"one\"},"
                   " \"Parts\": [{\"Name\": \"p\", \"Below\": [{\"Name\": \"q\"}]}]}",
                   &kinds_type,
                   HEAD "<Kinds xmlns=\"urn:anneal:1\" Flag=\"false\" Tri=\"false\" Number=\"-5\" "
                        "Action=\"CASCADE\" Name=\"x\">\n"
                        "  <Strings>a</Strings>\n"
                        "  <Strings/>\n"
                        "  <Strings>b</Strings>\n"
                        "  <Part Name=\"one\"/>\n"
                        "  <Parts Name=\"p\">\n"
                        "    <Leaf Name=\"q\"/>\n"
                        "  </Parts>\n"
                        "</Kinds>\n");
}

static void what_an_attribute_would_lose_stands_in_references(void **state)
{
    (void)state;
    assert_written("{\"Name\": \" a\\tb\\nc\\rd<&>'\\\" \"}", &kinds_type,
                   HEAD "<Kinds xmlns=\"urn:anneal:1\" "
                        "Name=\" a&#9;b&#10;c&#13;d&lt;&amp;>'&quot; \"/>\n");
}

static void a_text_keeps_its_blanks_and_line_ends(void **state)
{
    (void)state;
    assert_written("{\"Name\": \"x\", \"Text\": \"  a\\tb\\nc  \\n\"}", &kinds_type,
                   HEAD "<Kinds xmlns=\"urn:anneal:1\" Name=\"x\">\n"
                        "  <Text>  a\tb\nc  \n</Text>\n"
                        "</Kinds>\n");
    assert_written("{\"Name\": \"x\", \"Text\": \"a\\r\\n<b\"}", &kinds_type,
                   HEAD "<Kinds xmlns=\"urn:anneal:1\" Name=\"x\">\n"
                        "  <Text>a&#13;\n&lt;b</Text>\n"
                        "</Kinds>\n");
    assert_written("{\"Name\": \"x\", \"Text\": \"<a]]>&\"}", &kinds_type,
                   HEAD "<Kinds xmlns=\"urn:anneal:1\" Name=\"x\">\n"
                        "  <Text>&lt;a]]&gt;&amp;</Text>\n"
                        "</Kinds>\n");
}

static void raw_json_in_cdata_escapes_what_xml_lacks(void **state)
{
    (void)state;
    assert_written("{\"Name\": \"x\", \"Raw\": [\"]]>\", \"\\u0001\\uFFFE\", 1.50]}", &kinds_type,
                   HEAD "<Kinds xmlns=\"urn:anneal:1\" Name=\"x\">\n"
                        "  <Raw><![CDATA[[\"]]\\u003E\", \"\\u0001\\uFFFE\", 1.50]]]></Raw>\n"
                        "</Kinds>\n");
}

static void a_wide_tag_has_its_attributes_on_lines_of_their_own(void **state)
{
    (void)state;
    assert_written("{\"Name\": \"a_name_that_takes_a_good_deal_of_room_all_by_itself_as_some_do\","
                   " \"Type\": \"numeric(38, 19) and then some more of it\"}",
                   &kinds_type,
                   HEAD
                   "<Kinds xmlns=\"urn:anneal:1\"\n"
                   "    Name=\"a_name_that_takes_a_good_deal_of_room_all_by_itself_as_some_do\"\n"
                   "    Type=\"numeric(38, 19) and then some more of it\"/>\n");
}

static void absent_values_and_the_schema_of_json_are_left_out(void **state)
{
    (void)state;
    assert_written("{\"$schema\": \"x\", \"Name\": \"x\", \"Text\": null, \"Raw\": null,"
                   " \"Strings\": [], \"Map\": {}, \"Parts\": []}",
                   &kinds_type, HEAD "<Kinds xmlns=\"urn:anneal:1\" Name=\"x\"/>\n");
}

static void a_character_that_xml_lacks_is_refused_with_its_key(void **state)
{
    Written written = write_json("{\"Name\": \"x\", \"Text\": \"a\\u0001\", \"Short\": \"\\uFFFF\","
                                 " \"Map\": {\"\\u001f\": \"v\"}, \"Raw\": \"\\u0001\"}",
                                 &kinds_type);

    (void)state;
    assert_false(written.ok);
    assert_int_equal(written.errs.list.len, 3);
    assert_int_equal(written.errs.list.items[0].code, ERR_UNSUPPORTED);
    assert_string_equal(written.errs.list.items[0].message, "XML can't hold the character U+0001");
    assert_string_equal(written.errs.list.items[0].loc.path, "Text");
    assert_string_equal(written.errs.list.items[1].message, "XML can't hold the character U+FFFF");
    assert_string_equal(written.errs.list.items[2].message, "XML can't hold the character U+001F");
    assert_int_equal(written.sb.len, 0);
    end(&written);
}

static void a_tree_from_memory_is_refused_with_its_file(void **state)
{
    Arena arena = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    Table *table = record_new(&arena, &table_type);

    (void)state;
    table->obj.name = STR("a\x02");
    assert_fails(xml_write(&sb, codec_record_write(&arena, &table->obj.rec), &table_type,
                           "Tables/a.xml", &errs),
                 &errs, ERR_UNSUPPORTED);
    assert_string_equal(errs_last(&errs)->loc.file, "Tables/a.xml");
    assert_string_equal(errs_last(&errs)->loc.path, "Name");
    sb_free(&sb);
    errs_free(&errs);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_stands_in_the_shape_that_the_manual_shows),
        cmocka_unit_test(every_kind_has_its_form),
        cmocka_unit_test(what_an_attribute_would_lose_stands_in_references),
        cmocka_unit_test(a_text_keeps_its_blanks_and_line_ends),
        cmocka_unit_test(raw_json_in_cdata_escapes_what_xml_lacks),
        cmocka_unit_test(a_wide_tag_has_its_attributes_on_lines_of_their_own),
        cmocka_unit_test(absent_values_and_the_schema_of_json_are_left_out),
        cmocka_unit_test(a_character_that_xml_lacks_is_refused_with_its_key),
        cmocka_unit_test(a_tree_from_memory_is_refused_with_its_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
