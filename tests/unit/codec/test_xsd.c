/* Field tables -> XML Schema: what each kind of field becomes. tests/schema judges by a validator.
 */
#include "codec/xsd.h"
#include "model/table.h"
#include "test.h"

static void assert_has(const char *wanted, bool has_tokens)
{
    const FileKind kind = {&table_type, "table", "Tables/*", has_tokens};
    Arena arena = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    xsd_write(&sb, &arena, &kind);
    if (strstr(arena_cstr(&arena, sb_str(&sb)), wanted) == NULL)
        fail_msg("no %s in\n%.*s", wanted, STR_ARG(sb_str(&sb)));
    sb_free(&sb);
    arena_free(&arena);
}

static void a_field_is_described_by_its_row(void **state)
{
    (void)state;
    assert_has("<xs:documentation>Whether types are enforced. Known to SQLite only. Default: "
               "false.</xs:documentation>",
               true);
}

static void scalars_are_attributes_and_long_texts_elements(void **state)
{
    (void)state;
    assert_has("<xs:attribute name=\"Name\" use=\"required\">", true);
    assert_has("<xs:attribute name=\"OldName\" type=\"xs:string\">", true);
    assert_has("<xs:element name=\"Comment\" type=\"xs:string\">", true);
    assert_has("<xs:element name=\"Column\" type=\"a:Column\">", true);
}

static void an_element_that_must_be_there_is_a_key_and_one_that_may_be_is_unique(void **state)
{
    (void)state;
    assert_has("<xs:key name=\"Table.CheckConstraint.Expression\">", true);
    assert_has("<xs:unique name=\"Table.Column.Default\">", true);
    assert_has("<xs:unique name=\"File.Table.Comment\">", true);
}

static void choices_leave_room_for_tokens_where_there_are_any(void **state)
{
    (void)state;
    assert_has("<xs:union>", true);
    assert_has("<xs:attribute name=\"MatchType\">\n      <xs:annotation>\n"
               "        <xs:documentation>How NULLs in a key of several columns match. Known to "
               "PostgreSQL, SQLite only. Default: SIMPLE.</xs:documentation>\n"
               "      </xs:annotation>\n      <xs:simpleType>\n"
               "        <xs:restriction base=\"xs:string\">\n"
               "          <xs:enumeration value=\"SIMPLE\"/>",
               false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_described_by_its_row),
        cmocka_unit_test(scalars_are_attributes_and_long_texts_elements),
        cmocka_unit_test(an_element_that_must_be_there_is_a_key_and_one_that_may_be_is_unique),
        cmocka_unit_test(choices_leave_room_for_tokens_where_there_are_any),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
