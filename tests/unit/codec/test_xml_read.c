/* XML text -> doc tree: places, texts as they are, refusals, limits. */
#include "codec/json.h"
#include "codec/record.h"
#include "codec/xml.h"
#include "kinds.h"
#include "model/table.h"
#include "test.h"

#define OPEN "<Kinds xmlns=\"urn:anneal:1\">\n"
#define NAMED "<Kinds xmlns='urn:anneal:1' Name='x'>\n"

typedef struct Read {
    Arena arena;
    Errs errs;
    Doc *doc;
} Read;

static Read read_bytes(Str bytes)
{
    Read read = {0};
    DocFile *file = ARENA_NEW(&read.arena, DocFile);

    *file = (DocFile){.path = "t.xml", .bytes = bytes};
    read.doc = xml_read(&read.arena, file, &kinds_type, &read.errs);
    return read;
}

static Read read_text(const char *text)
{
    return read_bytes(str_from(text));
}

/* Reads the tree and the record in it. */
static Read read_record(const char *text)
{
    Read read = read_text(text);
    CodecOptions options = {0};

    if (read.doc != NULL)
        (void)codec_record_read(&read.arena, read.doc, &kinds_type, &options, &read.errs);
    return read;
}

static void end(Read *read)
{
    errs_free(&read->errs);
    arena_free(&read->arena);
}

static const Doc *member(const Read *read, const char *key)
{
    const Doc *value = doc_get(read->doc, str_from(key));

    assert_non_null(value);
    return value;
}

static void assert_place(const Doc *doc, uint32_t line, uint32_t column)
{
    assert_non_null(doc);
    assert_int_equal(doc->line, line);
    assert_int_equal(doc->column, column);
}

static void assert_key_place(const Doc *doc, uint32_t line, uint32_t column)
{
    assert_int_equal(doc->key_line, line);
    assert_int_equal(doc->key_column, column);
}

/* One fault: where, by what code, and with which words in the message or the hint. */
static void assert_fault(const Read *read, ErrCode code, uint32_t line, uint32_t column,
                         const char *words)
{
    const Err *err = errs_last(&read->errs);

    assert_non_null(err);
    if (read->errs.list.len != 1 || err->code != code || err->loc.line != line ||
        err->loc.column != column ||
        (strstr(err->message, words) == NULL &&
         (err->hint == NULL || strstr(err->hint, words) == NULL)))
        fail_msg("%zu errors, %s at %u:%u: %s (%s)", read->errs.list.len, err_code_name(err->code),
                 err->loc.line, err->loc.column, err->message, err->hint == NULL ? "" : err->hint);
}

/* A text that is no XML, or no such file. */
static void assert_refused(Str bytes, ErrCode code, uint32_t line, uint32_t column,
                           const char *words)
{
    Read read = read_bytes(bytes);

    assert_null(read.doc);
    assert_fault(&read, code, line, column, words);
    end(&read);
}

/* A text with a fault beside which others can be told. */
static void assert_reported(const char *text, ErrCode code, uint32_t line, uint32_t column,
                            const char *words)
{
    Read read = read_record(text);

    assert_non_null(read.doc);
    assert_fault(&read, code, line, column, words);
    end(&read);
}

/* ---- what is read ------------------------------------------------------------------------------
 */

static void every_node_has_its_place(void **state)
{
    Read read = read_text("<?xml version=\"1.0\"?>\n"
                          "<Kinds xmlns=\"urn:anneal:1\"\r\n"
                          "  Name = 'x' Flag=\"true\">\n"
                          "  <Text>é</Text><Filter><![CDATA[a]]></Filter>\n"
                          "\t<Parts Name=\"p\"><Leaf\n Name=\"q\"/></Parts>\n"
                          "  <Map><Entry Name=\"k\" Value=\"v\"/></Map>\n"
                          "  <Strings>a</Strings>\n"
                          "</Kinds>\n");
    const Doc *part;

    (void)state;
    assert_place(read.doc, 2, 1);
    assert_place(member(&read, "Name"), 3, 10);
    assert_key_place(member(&read, "Name"), 3, 3);
    assert_place(member(&read, "Flag"), 3, 19);
    assert_place(member(&read, "Text"), 4, 9);
    assert_key_place(member(&read, "Text"), 4, 3);
    assert_place(member(&read, "Filter"), 4, 26);
    part = member(&read, "Parts")->first;
    assert_place(part, 5, 2);
    assert_place(doc_get(part, STR("Below"))->first, 5, 18);
    assert_place(doc_get(doc_get(part, STR("Below"))->first, STR("Name")), 6, 7);
    assert_place(member(&read, "Map"), 7, 3);
    assert_place(member(&read, "Map")->first, 7, 30);
    assert_place(member(&read, "Strings")->first, 8, 12);
    end(&read);
}

static void values_have_the_kind_of_their_field(void **state)
{
    Read read =
        read_text("<Kinds xmlns='urn:anneal:1' Name='5' Flag='false' Tri='true' Number='-12'"
                  " Action='NONE'><Text>true</Text><Raw>[1, \"&amp;\"]</Raw></Kinds>");

    (void)state;
    assert_int_equal(member(&read, "Name")->kind, DOC_STRING);
    assert_int_equal(member(&read, "Flag")->kind, DOC_BOOL);
    assert_false(member(&read, "Flag")->boolean);
    assert_true(member(&read, "Tri")->boolean);
    assert_int_equal(member(&read, "Number")->kind, DOC_NUMBER);
    assert_str(member(&read, "Number")->text, "-12");
    assert_str(member(&read, "Text")->text, "true");
    assert_int_equal(member(&read, "Raw")->kind, DOC_ARRAY);
    assert_str(member(&read, "Raw")->last->text, "&");
    end(&read);
}

static void texts_are_exactly_as_written(void **state)
{
    Read read = read_text(OPEN "<Text>\r\n  a &lt; b\t<![CDATA[ <&>\r\n\r ]]>&#13;\n\r </Text>"
                               "<Strings/><Strings> </Strings><Strings>x<!-- c -->y</Strings>"
                               "<Filter></Filter></Kinds>");
    const Doc *item = member(&read, "Strings")->first;

    (void)state;
    assert_false(errs_any(&read.errs));
    assert_str(member(&read, "Text")->text, "\n  a < b\t <&>\n\n \r\n\n ");
    assert_str(item->text, "");
    assert_str(item->next->text, " ");
    assert_str(item->next->next->text, "xy");
    assert_str(member(&read, "Filter")->text, "");
    end(&read);
}

static void attributes_keep_line_ends_that_are_references(void **state)
{
    Read read = read_text("<Kinds xmlns='urn:anneal:1' Name=' a&#10;b&#9;&#13;\nc&quot; '/>");

    (void)state;
    assert_str(member(&read, "Name")->text, " a\nb\t\r c\" ");
    end(&read);
}

static void lists_may_stand_in_between_and_in_any_order(void **state)
{
    Read read = read_record(OPEN "<Parts Name='a'/><Strings>x</Strings><Parts Name='b'/>"
                                 "<Part Name='c'/><Strings>y</Strings></Kinds>");

    (void)state;
    assert_int_equal(read.errs.list.len, 1); /* lacks its Name, no more */
    assert_int_equal(member(&read, "Parts")->count, 2);
    assert_int_equal(member(&read, "Strings")->count, 2);
    assert_str(doc_get(member(&read, "Single"), STR("Name"))->text, "c");
    end(&read);
}

static void a_list_that_must_be_there_is_empty_without_elements(void **state)
{
    static const char text[] = "<Table xmlns='urn:anneal:1' Name='t'/>";
    Arena arena = {0};
    Errs errs = {0};
    CodecOptions options = {0};
    DocFile file = {.path = "t.xml", .bytes = str_from(text)};
    const Doc *doc = xml_read(&arena, &file, &table_type, &errs);

    (void)state;
    assert_non_null(doc);
    assert_non_null(codec_record_read(&arena, doc, &table_type, &options, &errs));
    arena_free(&arena);
}

static void prefixes_and_hints_for_editors_are_read(void **state)
{
    Read read = read_record("\xEF\xBB\xBF<a:Kinds xmlns:a='urn:anneal:1' Name='x'"
                            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                            " xsi:schemaLocation='urn:anneal:1 t.xsd'>"
                            "<a:Text>t</a:Text></a:Kinds>");

    (void)state;
    assert_false(errs_any(&read.errs));
    assert_str(member(&read, "Text")->text, "t");
    assert_place(member(&read, "Name"), 1, 38);
    end(&read);
}

static void a_hint_for_editors_is_written_as_it_was(void **state)
{
    static const char text[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<Kinds xmlns=\"urn:anneal:1\"\n"
                               "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                               "    xsi:schemaLocation=\"urn:anneal:1 ../../t.xsd\"\n"
                               "    Name=\"x\"/>\n";
    Read read = read_record(text);
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    assert_false(errs_any(&read.errs));
    assert_true(xml_write(&sb, read.doc, &kinds_type, "t.xml", &read.errs));
    assert_str(sb_str(&sb), text);
    sb_free(&sb);
    end(&read);
}

static void comments_stay_with_what_they_stand_before(void **state)
{
    Read read = read_text("<!-- one -->\n" OPEN "<!-- two --><Text>t</Text><!-- three -->\n"
                          "<Parts Name='a'><!-- four --></Parts></Kinds>\n<!-- five -->");
    const Doc *part = member(&read, "Parts")->first;

    (void)state;
    assert_str(read.doc->comments->text, " one ");
    assert_int_equal(read.doc->comments->place, DOC_BEFORE);
    assert_int_equal(read.doc->comments->loc.line, 1);
    assert_str(read.doc->comments->next->text, " five ");
    assert_int_equal(read.doc->comments->next->place, DOC_BEHIND);
    assert_str(member(&read, "Text")->comments->text, " two ");
    assert_str(part->comments->text, " three ");
    assert_int_equal(part->comments->loc.line, 3);
    assert_int_equal(part->comments->loc.column, 27);
    assert_str(part->comments->next->text, " four ");
    assert_int_equal(part->comments->next->place, DOC_INSIDE);
    end(&read);
}

static void comments_are_written_where_they_were(void **state)
{
    static const char text[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<!-- one -->\n"
                               "<Kinds xmlns=\"urn:anneal:1\" Name=\"x\">\n"
                               "  <!-- two\n"
                               "    lines -->\n"
                               "  <Text>t</Text>\n"
                               "  <Map>\n"
                               "    <!-- of k -->\n"
                               "    <Entry Name=\"k\" Value=\"v\"/>\n"
                               "    <!-- last -->\n"
                               "  </Map>\n"
                               "  <!-- of raw -->\n"
                               "  <Raw><![CDATA[1]]></Raw>\n"
                               "  <Parts Name=\"a\">\n"
                               "    <!-- inside -->\n"
                               "  </Parts>\n"
                               "  <!-- end -->\n"
                               "</Kinds>\n"
                               "<!-- behind -->\n";
    Read read = read_text(text);
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    assert_true(xml_write(&sb, read.doc, &kinds_type, "t.xml", &read.errs));
    assert_str(sb_str(&sb), text);
    sb_free(&sb);
    end(&read);
}

/* ---- places in texts ---------------------------------------------------------------------------
 */

static void assert_text_loc(const Doc *doc, size_t offset, uint32_t line, uint32_t column)
{
    Arena arena = {0};
    Loc loc = doc_text_loc(&arena, doc, offset);

    assert_int_equal(loc.line, line);
    assert_int_equal(loc.column, column);
    arena_free(&arena);
}

static void a_place_in_an_attribute_is_seen_through_references(void **state)
{
    Read read = read_text("<Kinds xmlns='urn:anneal:1'\n Name='&lt;&#x1F600;a\nb&#10;c'/>");
    const Doc *name = member(&read, "Name");

    (void)state;
    assert_str(name->text, "<\xF0\x9F\x98\x80"
                           "a b\nc");
    assert_text_loc(name, 0, 2, 8);
    assert_text_loc(name, 1, 2, 12); /* the reference of 4 bytes */
    assert_text_loc(name, 5, 2, 21); /* a */
    assert_text_loc(name, 7, 3, 1);  /* b, behind a line end in the source */
    assert_text_loc(name, 9, 3, 7);  /* c */
    assert_text_loc(name, 10, 3, 8); /* the end */
    end(&read);
}

static void a_place_in_a_text_is_seen_through_cdata_and_comments(void **state)
{
    Read read =
        read_text(OPEN "<Text>a&amp;<![CDATA[b\r\n&]]><!-- x -->c\nd<![CDATA[e]]></Text></Kinds>");
    const Doc *text = member(&read, "Text");

    (void)state;
    assert_str(text->text, "a&b\n&c\nde");
    assert_text_loc(text, 0, 2, 7);
    assert_text_loc(text, 1, 2, 8);
    assert_text_loc(text, 2, 2, 22);
    assert_text_loc(text, 4, 3, 1);
    assert_text_loc(text, 5, 3, 15);
    assert_text_loc(text, 7, 4, 1);
    assert_text_loc(text, 8, 4, 11);
    assert_text_loc(text, 9, 4, 12); /* the end, in front of the closing mark */
    end(&read);
}

static void a_fault_in_a_key_list_has_its_place(void **state)
{
    (void)state;
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x'\n  Keys='a, &quot;b&quot;, '/>",
                    ERR_FIELD, 2, 27, "last comma");
}

static void raw_json_has_places_inside_cdata(void **state)
{
    Read read = read_text(OPEN "<Raw><![CDATA[\n  {\"a\": true}]]></Raw></Kinds>");

    (void)state;
    assert_place(doc_get(member(&read, "Raw"), STR("a")), 3, 9);
    end(&read);
    assert_reported(NAMED "<Raw><![CDATA[{\n\"a\" 1}]]></Raw></Kinds>", ERR_SYNTAX, 3, 5, "JSON");
    assert_reported(NAMED "<Raw>{&quot;a&quot; 1}</Raw></Kinds>", ERR_SYNTAX, 2, 1, "JSON");
}

/* ---- what has not the shape --------------------------------------------------------------------
 */

static void names_that_are_not_known_get_the_nearest(void **state)
{
    (void)state;
    assert_reported("<Kinds xmlns='urn:anneal:1' Nmae='x'/>", ERR_FIELD, 1, 29, "Name=\"…\"");
    assert_reported(NAMED "<Txet>a</Txet></Kinds>", ERR_FIELD, 2, 1, "<Text>…</Text>");
    assert_reported(NAMED "<Partz Name='a'><b/></Partz></Kinds>", ERR_FIELD, 2, 1, "<Part");
    assert_reported(NAMED "<x:Text xmlns:x='urn:other'/></Kinds>", ERR_FIELD, 2, 1, "namespace");
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x' xml:space='preserve'/>", ERR_FIELD, 1, 38,
                    "xml:space");
}

static void another_form_is_told_with_the_right_one(void **state)
{
    (void)state;
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x' Text='a'/>", ERR_FIELD, 1, 38,
                    "<Text>…</Text>");
    assert_reported("<Kinds xmlns='urn:anneal:1'><Name>x</Name></Kinds>", ERR_FIELD, 1, 29,
                    "Name=\"…\"");
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x' Parts='a'/>", ERR_FIELD, 1, 38,
                    "<Parts …/> for each");
    assert_reported(NAMED "<Single Name='a'/></Kinds>", ERR_FIELD, 2, 1, "<Part …/>");
    assert_reported(NAMED "<Flag>true</Flag></Kinds>", ERR_FIELD, 2, 1, "Flag=\"…\"");
}

static void values_of_another_kind_are_told(void **state)
{
    (void)state;
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x' Flag='yes'/>", ERR_FIELD, 1, 43,
                    "must be true or false, not \"yes\"");
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x' Number='007'/>", ERR_FIELD, 1, 45,
                    "must be a whole number, not \"007\"");
    assert_reported("<Kinds xmlns='urn:anneal:1' Name='x' Number='99999999999999999999'/>",
                    ERR_FIELD, 1, 45, "64 bits");
    assert_reported(NAMED "<Raw> </Raw></Kinds>", ERR_FIELD, 2, 1, "no JSON");
}

static void what_stands_once_is_refused_twice(void **state)
{
    (void)state;
    assert_reported(NAMED "<Text>a</Text>\n<Text>b</Text></Kinds>", ERR_DUPLICATE, 3, 1,
                    "t.xml:2:1");
    assert_reported(NAMED
                    "<Map><Entry Name='a' Value=''/>\n<Entry Name='a' Value=''/></Map></Kinds>",
                    ERR_DUPLICATE, 3, 13, "t.xml:2:18");
    assert_refused(STR("<Kinds xmlns='urn:anneal:1'\nName='x' Flag='true'\n Name='y'/>"),
                   ERR_DUPLICATE, 3, 2, "\"Name\" stands twice");
}

static void what_has_no_place_is_told(void **state)
{
    (void)state;
    assert_reported(NAMED " stray </Kinds>", ERR_FIELD, 2, 2, "text can't stand in <Kinds>");
    assert_reported(NAMED "<!-- a --><![CDATA[x]]></Kinds>", ERR_FIELD, 2, 11, "text");
    assert_reported(NAMED "<Text>a<b><c/></b>d</Text></Kinds>", ERR_FIELD, 2, 8, "&lt;");
    assert_reported(NAMED "<Text lang='en'>a</Text></Kinds>", ERR_FIELD, 2, 7, "lang");
    assert_reported(NAMED "<Map><Item/></Map></Kinds>", ERR_FIELD, 2, 6, "<Entry Name");
    assert_reported(NAMED "<Map><Entry Name='a'/></Map></Kinds>", ERR_FIELD, 2, 6, "\"Value\"");
    assert_reported(NAMED "<Map><Entry Name='a' Value='b' X=''/></Map></Kinds>", ERR_FIELD, 2, 32,
                    "\"X\"");
    assert_reported(NAMED "<Map>x</Map></Kinds>", ERR_FIELD, 2, 6, "text");
}

static void another_root_or_namespace_is_refused(void **state)
{
    (void)state;
    assert_refused(STR("<Part xmlns='urn:anneal:1' Name='x'/>"), ERR_FIELD, 1, 1, "<Kinds xmlns=");
    assert_refused(STR("<Kinds Name='x'/>"), ERR_FIELD, 1, 1, "urn:anneal:1");
    assert_refused(STR("<Kinds xmlns='urn:anneal:2' Name='x'/>"), ERR_FIELD, 1, 1, "urn:anneal:1");
}

/* ---- what is refused outright ------------------------------------------------------------------
 */

static void document_types_and_entities_are_refused_unparsed(void **state)
{
    (void)state;
    assert_refused(
        STR("<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE Kinds [<!ENTITY a 'b'>]>\n" OPEN
            "<Text>&a;</Text></Kinds>"),
        ERR_SYNTAX, 3, 1, "document type");
    assert_refused(STR("<!DOCTYPE Kinds SYSTEM 'http://example.org/x.dtd'>" OPEN "</Kinds>"),
                   ERR_SYNTAX, 1, 1, "document type");
    assert_refused(STR(OPEN "<Text>a &b; c</Text></Kinds>"), ERR_SYNTAX, 2, 9, "&amp;");
}

static void instructions_are_refused(void **state)
{
    Read read = read_text("<?xml-stylesheet href='a'?>" NAMED "</Kinds>");

    (void)state;
    assert_fault(&read, ERR_SYNTAX, 1, 1, "xml-stylesheet");
    end(&read);
}

static void encodings_other_than_utf8_are_refused_by_name(void **state)
{
    (void)state;
    assert_refused(STR("<?xml version='1.0' encoding='ISO-8859-1'?><Kinds/>"), ERR_SYNTAX, 1, 30,
                   "ISO-8859-1");
    assert_refused(STR("<?xml version='1.1'?><Kinds/>"), ERR_SYNTAX, 1, 15, "1.1");
    assert_refused(STR("<Kinds a='\xE9'/>"), ERR_SYNTAX, 1, 11, "0xE9");
    assert_refused(STR("<\0K\0"), ERR_SYNTAX, 1, 2, "NUL");
    assert_refused(STR("\xFF\xFE<\0"), ERR_SYNTAX, 1, 1, "0xFF");
}

static void depth_has_a_limit(void **state)
{
    Sb sb = sb_new(SB_FILE_MAX);

    (void)state;
    sb_puts(&sb, OPEN);
    for (int i = 0; i < 100000; i++)
        sb_puts(&sb, "<a>");
    assert_refused(sb_str(&sb), ERR_SYNTAX, 2, 3 * (XML_MAX_DEPTH - 1) + 1, "deeper than 64");
    sb_free(&sb);
}

static void a_large_text_is_read_whole(void **state)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Read read;

    (void)state;
    sb_puts(&sb, OPEN "<Text>");
    sb_repeat(&sb, 'x', 11 * 1024 * 1024);
    sb_puts(&sb, "</Text></Kinds>");
    read = read_bytes(sb_str(&sb));
    assert_int_equal(member(&read, "Text")->text.len, 11 * 1024 * 1024);
    end(&read);
    sb_free(&sb);
}

static void slips_have_their_place_and_a_hint(void **state)
{
    (void)state;
    assert_refused(STR(""), ERR_SYNTAX, 1, 1, "empty");
    assert_refused(STR("  \n"), ERR_SYNTAX, 1, 1, "empty");
    assert_refused(STR("hello"), ERR_SYNTAX, 1, 1, "element");
    assert_refused(STR("{\"Name\": 1}"), ERR_SYNTAX, 1, 1, "element");
    assert_refused(STR(OPEN "<Text>\n</Kinds>"), ERR_SYNTAX, 3, 1, "<Text> of line 2");
    assert_refused(STR(OPEN), ERR_SYNTAX, 1, 29, "too early");
    assert_refused(STR(OPEN "<Text>a & b</Text></Kinds>"), ERR_SYNTAX, 2, 9, "&amp;");
    assert_refused(STR(OPEN "<Text>é a < b</Text></Kinds>"), ERR_SYNTAX, 2, 12, "&lt;");
    assert_refused(STR("<Kinds xmlns='urn:anneal:1' Name='a<b'/>"), ERR_SYNTAX, 1, 36, "&lt;");
    assert_refused(STR("<Kinds xmlns='urn:anneal:1' Name=x/>"), ERR_SYNTAX, 1, 34, "quotes");
    assert_refused(STR("<Kinds xmlns='urn:anneal:1' Name/>"), ERR_SYNTAX, 1, 33, "value");
    assert_refused(STR(OPEN "<Text>\x01</Text></Kinds>"), ERR_SYNTAX, 2, 7, "control");
    assert_refused(STR(OPEN "<Text>&#1;</Text></Kinds>"), ERR_SYNTAX, 2, 7, "control");
    assert_refused(STR(OPEN "</Kinds>\n<Kinds/>"), ERR_SYNTAX, 3, 1,
                   "behind the end of the outermost");
    assert_refused(STR(OPEN "<p:Text/></Kinds>"), ERR_SYNTAX, 2, 1, "prefix");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_has_its_place),
        cmocka_unit_test(values_have_the_kind_of_their_field),
        cmocka_unit_test(texts_are_exactly_as_written),
        cmocka_unit_test(attributes_keep_line_ends_that_are_references),
        cmocka_unit_test(lists_may_stand_in_between_and_in_any_order),
        cmocka_unit_test(a_list_that_must_be_there_is_empty_without_elements),
        cmocka_unit_test(prefixes_and_hints_for_editors_are_read),
        cmocka_unit_test(a_hint_for_editors_is_written_as_it_was),
        cmocka_unit_test(comments_stay_with_what_they_stand_before),
        cmocka_unit_test(comments_are_written_where_they_were),
        cmocka_unit_test(a_place_in_an_attribute_is_seen_through_references),
        cmocka_unit_test(a_place_in_a_text_is_seen_through_cdata_and_comments),
        cmocka_unit_test(a_fault_in_a_key_list_has_its_place),
        cmocka_unit_test(raw_json_has_places_inside_cdata),
        cmocka_unit_test(names_that_are_not_known_get_the_nearest),
        cmocka_unit_test(another_form_is_told_with_the_right_one),
        cmocka_unit_test(values_of_another_kind_are_told),
        cmocka_unit_test(what_stands_once_is_refused_twice),
        cmocka_unit_test(what_has_no_place_is_told),
        cmocka_unit_test(another_root_or_namespace_is_refused),
        cmocka_unit_test(document_types_and_entities_are_refused_unparsed),
        cmocka_unit_test(instructions_are_refused),
        cmocka_unit_test(encodings_other_than_utf8_are_refused_by_name),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(a_large_text_is_read_whole),
        cmocka_unit_test(slips_have_their_place_and_a_hint),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
