/* Edits of XML files: what stays keeps its bytes, what is new looks like its neighbours. */
#include "codec/xml_edit.h"

#include "both_formats.h"
#include "model/table.h"

static Str name_of(const Doc *item)
{
    const Doc *name = doc_get(item, STR("Name"));

    return name == NULL ? item->text : name->text;
}

/* Gives nodes the numbers and comments of those of the same name in the file, others none. */
static void adopt(Doc *wanted, const Doc *present)
{
    wanted->number = present == NULL ? 0 : present->number;
    wanted->comments = present == NULL ? NULL : present->comments;
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

/* `wanted` is JSON: what the table shall be. */
static void assert_edit(const char *present_text, const char *wanted_text, const char *expected)
{
    Arena arena = {0};
    Errs errs = {0};
    DocFile file = {.path = "t.xml", .bytes = str_from(present_text)};
    DocFile other = {.path = "t.json", .bytes = str_from(wanted_text)};
    const Doc *present = xml_read(&arena, &file, &table_type, &errs);
    Doc *wanted = json_read(&arena, &other, false, &errs);
    Sb sb = sb_new(SB_FILE_MAX);

    assert_non_null(present);
    assert_non_null(wanted);
    assert_false(errs_any(&errs));
    adopt(wanted, present);
    assert_true(xml_edit(&sb, &file, present, wanted, &table_type, &errs));
    if (!str_is(sb_str(&sb), expected))
        fail_msg("got\n%.*swanted\n%s", STR_ARG(sb_str(&sb)), expected);
    sb_free(&sb);
    arena_free(&arena);
}

#define HEAD "<Table xmlns='urn:anneal:1'   Name = 't'>\n"

static void only_the_changed_value_changes(void **state)
{
    (void)state;
    assert_edit("<?xml version='1.0'?>\n\n<Table xmlns='urn:anneal:1'   Name = 't'>\n\n\t<Column\n"
                "\t\tName='a'\n\t\tDataType='&#105;nt'\n\t><Default > 1 &lt; 2</Default>\n"
                "\t</Column   ><!-- x -->\n</Table>\n\n",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\", \"DataType\": \"int\","
                " \"Default\": \" 3 \"}]}",
                "<?xml version='1.0'?>\n\n<Table xmlns='urn:anneal:1'   Name = 't'>\n\n\t<Column\n"
                "\t\tName='a'\n\t\tDataType='&#105;nt'\n\t><Default > 3 </Default>\n"
                "\t</Column   ><!-- x -->\n</Table>\n\n");
    assert_edit(HEAD "  <Column Name='a' DataType='int'/>\r\n</Table>\r\n",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\", \"DataType\": \"a'b\\\"\"}]}",
                HEAD "  <Column Name='a' DataType=\"a'b&quot;\"/>\r\n</Table>\r\n");
}

static void what_is_gone_leaves_no_gap(void **state)
{
    (void)state;
    assert_edit(HEAD "  <!-- the first -->\n  <Column Name='a' DataType='int' Nullable='true'/>\n"
                     "  <!-- the second -->\n  <Column Name='b'/>\n  <Column Name='c'/>\n</Table>",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\", \"DataType\": \"int\"},"
                " {\"Name\": \"c\"}]}",
                HEAD "  <!-- the first -->\n  <Column Name='a' DataType='int'/>\n"
                     "  <Column Name='c'/>\n</Table>");
    assert_edit(HEAD "  <Comment>x</Comment>\n  <Column Name='a'>\n    <Default>1</Default>\n"
                     "    <Comment>y</Comment>\n  </Column>\n</Table>",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\", \"Comment\": \"y\"}]}",
                HEAD "  <Column Name='a'>\n    <Comment>y</Comment>\n  </Column>\n</Table>");
}

static void what_is_new_looks_like_its_neighbours(void **state)
{
    (void)state;
    assert_edit("<Table xmlns='urn:anneal:1' Name='t'>\r\n\t<Column Name='a'/>\r\n\t<Column "
                "Name='c'/>\r\n</Table>",
                "{\"Name\": \"t\", \"Strict\": true, \"Columns\": [{\"Name\": \"a\","
                " \"Nullable\": true}, {\"Name\": \"b\", \"Default\": \"1\"}, {\"Name\": \"c\"}],"
                " \"Indexes\": [{\"IndexColumns\": \"a\"}]}",
                "<Table xmlns='urn:anneal:1' Name='t' Strict=\"true\">\r\n"
                "\t<Column Name='a' Nullable=\"true\"/>\r\n"
                "\t<Column Name=\"b\">\r\n\t\t<Default>1</Default>\r\n\t</Column>\r\n"
                "\t<Column Name='c'/>\r\n"
                "\t<Index IndexColumns=\"a\"/>\r\n</Table>");
}

static void an_empty_element_is_opened_up(void **state)
{
    (void)state;
    assert_edit(HEAD "    <Column Name='a' />\n</Table>",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\", \"Nullable\": true,"
                " \"Default\": \"1\", \"Comment\": \"c\"}]}",
                HEAD "    <Column Name='a' Nullable=\"true\">\n        <Default>1</Default>\n"
                     "        <Comment>c</Comment>\n    </Column>\n</Table>");
}

static void a_map_is_written_anew_alone(void **state)
{
    (void)state;
    assert_edit(HEAD "  <!-- m -->\n  <StorageParameters><Entry Name='a' Value='1'/>\n"
                     "  </StorageParameters>\n  <Column   Name='a'/>\n</Table>",
                "{\"Name\": \"t\", \"StorageParameters\": {\"a\": \"2\"},"
                " \"Columns\": [{\"Name\": \"a\"}]}",
                HEAD "  <!-- m -->\n  <StorageParameters>\n    <Entry Name=\"a\" Value=\"2\"/>\n"
                     "  </StorageParameters>\n  <Column   Name='a'/>\n</Table>");
}

static void nested_elements_and_hard_content_are_gone_over(void **state)
{
    (void)state;
    assert_edit(HEAD "  <Column Name='a>\"/'><Comment><![CDATA[</Column>]]></Comment></Column>\n"
                     "  <!-- </Column> -->\n  <Column Name='b'/>\n</Table>",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a>\\\"/\", \"Comment\": "
                "\"</Column>\"}, {\"Name\": \"b\", \"DataType\": \"int\"}]}",
                HEAD "  <Column Name='a>\"/'><Comment><![CDATA[</Column>]]></Comment></Column>\n"
                     "  <!-- </Column> -->\n  <Column Name='b' DataType=\"int\"/>\n</Table>");
}

static void what_can_t_be_done_in_place_is_written_anew(void **state)
{
    (void)state;
    /* Elements with a prefix: a new one would have none. */
    assert_edit("<a:Table xmlns:a='urn:anneal:1' Name='t'><a:Column Name='a'/></a:Table>",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"a\"}, {\"Name\": \"b\"}]}",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<Table xmlns=\"urn:anneal:1\" Name=\"t\">\n"
                "  <Column Name=\"a\"/>\n"
                "  <Column Name=\"b\"/>\n"
                "</Table>\n");
    /* Another order of what stays. */
    assert_edit(HEAD "<Column Name='a'/><Column Name='b'/></Table>",
                "{\"Name\": \"t\", \"Columns\": [{\"Name\": \"b\"}, {\"Name\": \"a\"}]}",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<Table xmlns=\"urn:anneal:1\" Name=\"t\">\n"
                "  <Column Name=\"b\"/>\n"
                "  <Column Name=\"a\"/>\n"
                "</Table>\n");
}

/* From one random table to another, over files as they are written. */
static void any_edit_reads_as_what_is_wanted(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        Arena arena = {0};
        Errs errs = {0};
        Random random = {.arena = &arena, .state = seed};
        Doc *from = codec_record_write(&arena, random_record(&random, &table_type));
        Doc *wanted = codec_record_write(&arena, random_record(&random, &table_type));
        DocFile file = {.path = "t.xml", .bytes = both_xml(&arena, from, &table_type, &errs)};
        const Doc *present = xml_read(&arena, &file, &table_type, &errs);
        Sb sb = sb_new(SB_FILE_MAX);
        Str again;
        adopt(wanted, present);
        assert_true(xml_edit(&sb, &file, present, wanted, &table_type, &errs));
        (void)both_read(&arena, sb_str(&sb), true, &table_type, &again, &errs);
        both_assert_same(again, both_json(&arena, wanted));
        sb_free(&sb);
        errs_free(&errs);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_changed_value_changes),
        cmocka_unit_test(what_is_gone_leaves_no_gap),
        cmocka_unit_test(what_is_new_looks_like_its_neighbours),
        cmocka_unit_test(an_empty_element_is_opened_up),
        cmocka_unit_test(a_map_is_written_anew_alone),
        cmocka_unit_test(nested_elements_and_hard_content_are_gone_over),
        cmocka_unit_test(what_can_t_be_done_in_place_is_written_anew),
        cmocka_unit_test(any_edit_reads_as_what_is_wanted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
