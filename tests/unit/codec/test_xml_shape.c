/* How fields stand in XML: names that mean one field each. */
#include "codec/xml_shape.h"

#include "model/table.h"
#include "test.h"

typedef struct Pair {
    Record rec;
    Str name;
    Str check; /* a key that is a record type's name too */
    StrVec up, down;
} Pair;

static const Field pair_fields[] = {
    {"Name", F_STR, AT(Pair, name, Str), E_ALL, D_KEY, NULL, "Name.", NULL, NULL, true},
    {"Up", F_LIST, AT(Pair, up, StrVec), E_ALL, D_KEY, NULL, "Up.", NULL, &column_type, false},
    {"Down", F_LIST, AT(Pair, down, StrVec), E_ALL, D_KEY, NULL, "Down.", NULL, &column_type,
     false},
    {"Checks", F_LIST, AT(Pair, down, StrVec), E_ALL, D_KEY, NULL, "C.", NULL, &check_type, false},
    {"CheckConstraint", F_TEXT, AT(Pair, check, Str), E_ALL, D_KEY, NULL, "C.", NULL, NULL, false},
};

static const RecordType pair_type = {
    "Pair", "pair", REC_OTHER, sizeof(Pair), offsetof(Pair, name), pair_fields, 5,
};

static void the_first_list_of_a_type_takes_its_name_a_later_one_its_key(void **state)
{
    (void)state;
    assert_string_equal(xml_name(&pair_type, &pair_fields[1]), "Column");
    assert_string_equal(xml_name(&pair_type, &pair_fields[2]), "Down");
    assert_ptr_equal(xml_find_element(&pair_type, STR("Column")), &pair_fields[1]);
    assert_ptr_equal(xml_find_element(&pair_type, STR("Down")), &pair_fields[2]);
    assert_null(xml_find_element(&pair_type, STR("Up")));
}

static void a_key_that_is_an_element_keeps_its_name(void **state)
{
    (void)state;
    assert_string_equal(xml_name(&pair_type, &pair_fields[3]), "Checks");
    assert_string_equal(xml_name(&pair_type, &pair_fields[4]), "CheckConstraint");
}

static void attributes_and_elements_are_told_apart(void **state)
{
    (void)state;
    assert_non_null(xml_find_attribute(&column_type, STR("DataType")));
    assert_null(xml_find_element(&column_type, STR("DataType")));
    assert_null(xml_find_attribute(&column_type, STR("Default")));
    assert_non_null(xml_find_element(&column_type, STR("Default")));
    assert_null(xml_find_attribute(&table_type, STR("Columns")));
    assert_non_null(xml_find_element(&table_type, STR("Column")));
    assert_null(xml_find_element(&table_type, STR("Columns")));
}

/* Finds each field by the name that it is written under. */
static void check_type_names(const RecordType *type)
{
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        Str name = str_from(xml_name(type, f));
        if (xml_form(f->kind) == XML_ATTRIBUTE)
            assert_ptr_equal(xml_find_attribute(type, name), f);
        else
            assert_ptr_equal(xml_find_element(type, name), f);
        if (f->record != NULL)
            check_type_names(f->record);
    }
}

static void every_name_of_a_model_means_one_field(void **state)
{
    (void)state;
    check_type_names(&pair_type);
    for (size_t i = 0; object_types[i] != NULL; i++)
        check_type_names(object_types[i]);
}

static void examples_say_how_to_write_a_field(void **state)
{
    Arena arena = {0};
    const Field *map = record_type_find(&table_type, STR("StorageParameters"));

    (void)state;
    assert_string_equal(
        xml_example(&arena, &column_type, record_type_find(&column_type, STR("Default"))),
        "<Default>…</Default>");
    assert_string_equal(
        xml_example(&arena, &column_type, record_type_find(&column_type, STR("Name"))),
        "Name=\"…\"");
    assert_string_equal(
        xml_example(&arena, &table_type, record_type_find(&table_type, STR("Columns"))),
        "<Column …/>");
    assert_string_equal(xml_example(&arena, &table_type, map),
                        "<StorageParameters><Entry Name=\"…\" Value=\"…\"/></StorageParameters>");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_list_of_a_type_takes_its_name_a_later_one_its_key),
        cmocka_unit_test(a_key_that_is_an_element_keeps_its_name),
        cmocka_unit_test(attributes_and_elements_are_told_apart),
        cmocka_unit_test(every_name_of_a_model_means_one_field),
        cmocka_unit_test(examples_say_how_to_write_a_field),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
