/* Spellings of types -> the one of ours, with what people write behind a type. */
#include "test.h"

#include "engine/mysql/my_type.h"

typedef struct Case {
    const char *name, *written, *mysql;
    const char *mariadb; /* NULL: the same */
} Case;

static const Case cases[] = {
    {"widths_mean_nothing", "INT(11)", "int", NULL},
    {"aliases_of_integers", "integer", "int", NULL},
    {"middleint_is_mediumint", "MIDDLEINT UNSIGNED", "mediumint unsigned", NULL},
    {"a_boolean_is_a_tinyint_of_one", "BOOL", "tinyint(1)", NULL},
    {"the_one_of_a_tinyint_stays", "tinyint(1)", "tinyint(1)", NULL},
    {"but_not_unsigned", "tinyint(1) unsigned", "tinyint unsigned", NULL},
    {"zerofill_keeps_its_width", "int(5) zerofill", "int(5) unsigned zerofill", NULL},
    {"zerofill_has_a_width_by_itself", "int zerofill", "int(10) unsigned zerofill", NULL},
    {"decimals_have_ten_digits", "NUMERIC", "decimal(10,0)", NULL},
    {"decimals_have_no_fraction", "dec(5)", "decimal(5,0)", NULL},
    {"blanks_in_parentheses", "fixed( 7 , 2 )", "decimal(7,2)", NULL},
    {"two_words_for_double", "DOUBLE PRECISION", "double", NULL},
    {"real_is_double", "real", "double", NULL},
    {"a_float_of_many_bits_is_a_double", "float(53)", "double", NULL},
    {"a_float_of_few_bits", "float(24)", "float", NULL},
    {"a_float_with_digits", "float(7,3)", "float(7,3)", NULL},
    {"a_char_is_one_long", "CHAR", "char(1)", NULL},
    {"two_words_for_varchar", "character varying(20)", "varchar(20)", NULL},
    {"national_characters", "NATIONAL VARCHAR(5)", "varchar(5)", NULL},
    {"a_long_is_a_text", "LONG VARCHAR", "mediumtext", NULL},
    {"no_digits_of_seconds", "datetime(0)", "datetime", NULL},
    {"digits_of_seconds", "TIMESTAMP(6)", "timestamp(6)", NULL},
    {"a_year_has_four_digits", "year(4)", "year", NULL},
    {"values_in_one_kind_of_quotes", "enum(\"a\", 'b''c', 'd\\'e', \"f\"\"g\")",
     "enum('a','b''c','d''e','f\"g')", NULL},
    {"values_keep_their_case", "SET('A', 'b')", "set('A','b')", NULL},
    {"a_collection_by_its_server_s_name", "GeometryCollection", "geomcollection",
     "geometrycollection"},
    {"compression_is_a_part_of_it", "varchar(100) compressed", "varchar(100) COMPRESSED", NULL},
    {"types_that_nobody_here_knows", "INET6", "inet6", NULL},
};

static void reads(void **state)
{
    const Case *row = *state;
    Arena arena = {0};

    for (int family = 0; family < 2; family++) {
        MyReader reader = my_reader_new(&arena, str_from(row->written));
        MyType type;
        assert_true(my_take_type(&reader, family == 0 ? MY_MYSQL : MY_MARIADB, &type));
        assert_true(my_reader_is_at_end(&reader));
        assert_str(type.text, family == 0 || row->mariadb == NULL ? row->mysql : row->mariadb);
    }
    arena_free(&arena);
}

static void what_stands_behind_a_type_is_told_apart(void **state)
{
    Arena arena = {0};
    MyReader reader =
        my_reader_new(&arena, STR("varchar(9) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL"));
    MyType type;

    (void)state;
    assert_true(my_take_type(&reader, MY_MYSQL, &type));
    assert_str(type.text, "varchar(9)");
    assert_str(type.character_set, "utf8");
    assert_str(type.collation, "utf8_bin");
    assert_true(my_take(&reader, "not"));
    reader = my_reader_new(&arena, STR("SERIAL"));
    assert_true(my_take_type(&reader, MY_MYSQL, &type));
    assert_str(type.text, "bigint unsigned");
    assert_true(type.is_auto_increment && type.is_serial);
    reader = my_reader_new(&arena, STR("int AUTO_INCREMENT"));
    assert_true(my_take_type(&reader, MY_MYSQL, &type));
    assert_true(type.is_auto_increment);
    arena_free(&arena);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 1] = {0};

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = reads,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(what_stands_behind_a_type_is_told_apart);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
