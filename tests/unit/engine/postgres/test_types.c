/* Spellings of types, and what a change from one to another means. */
#include "test.h"

#include "engine/postgres/pure.h"
#include "engine/postgres/type_change.h"

typedef struct Spelling {
    const char *name, *written, *printed;
} Spelling;

static const Spelling spellings[] = {
    {"int4_is_integer", "int4", "integer"},
    {"int_in_capitals", "INT", "integer"},
    {"a_type_of_the_catalog", "pg_catalog.int8", "bigint"},
    {"varchar_with_a_length", "varchar(5)", "character varying(5)"},
    {"national_character_varying", "national character varying(4)", "character varying(4)"},
    {"char_alone_has_one_character", "char", "character(1)"},
    {"the_quoted_char_is_another_type", "\"char\"", "\"char\""},
    {"bpchar_has_no_length", "bpchar", "bpchar"},
    {"bpchar_with_a_length", "bpchar(3)", "character(3)"},
    {"decimal_with_blanks", "DECIMAL ( 10 , 2 )", "numeric(10,2)"},
    {"numeric_without_a_scale", "numeric(5)", "numeric(5,0)"},
    {"float_is_double", "float", "double precision"},
    {"a_short_float_is_real", "float(24)", "real"},
    {"timestamptz", "timestamptz", "timestamp with time zone"},
    {"timestamptz_with_a_precision", "timestamptz(3)", "timestamp(3) with time zone"},
    {"timestamp_with_time_zone", "timestamp with time zone", "timestamp with time zone"},
    {"a_precision_inside", "timestamp (0) with time zone", "timestamp(0) with time zone"},
    {"time_alone", "time", "time without time zone"},
    {"interval_with_fields", "interval day to second(3)", "interval day to second(3)"},
    {"interval_with_a_precision", "interval(3)", "interval(3)"},
    {"an_array", "int[]", "integer[]"},
    {"an_array_with_bounds_of_two_dimensions", "int[3][4]", "integer[]"},
    {"an_array_in_words", "text ARRAY[4]", "text[]"},
    {"an_array_by_its_catalog_name", "_text", "text[]"},
    {"an_array_of_varchar", "varchar(5)[]", "character varying(5)[]"},
    {"bit_alone", "bit", "bit(1)"},
    {"varbit", "varbit(8)", "bit varying(8)"},
    {"a_type_of_a_schema", "shop . Mood", "shop.mood"},
    {"a_quoted_type_keeps_its_case", "shop.\"Mood\"", "shop.\"Mood\""},
    {"a_type_of_an_extension", "geometry(Point, 4326)", "geometry(Point,4326)"},
    {"what_is_unknown_stays", "tsvector", "tsvector"},
};

static void the_server_would_print_it_so(void **state)
{
    const Spelling *row = *state;
    Arena arena = {0};

    assert_str(pg_type_spell(&arena, str_from(row->written)), row->printed);
    assert_str(pg_type_spell(&arena, str_from(row->printed)), row->printed);
    arena_free(&arena);
}

static void serials_are_known(void **state)
{
    (void)state;
    assert_str(pg_type_of_serial(STR("BIGSERIAL")), "bigint");
    assert_str(pg_type_of_serial(STR("serial4")), "integer");
    assert_null(pg_type_of_serial(STR("integer")).ptr);
}

typedef struct Move {
    const char *name, *from, *to;
    Op op;
    const char *using; /* NULL: none */
} Move;

/* clang-format off */
static const Move moves[] = {
    {"varchar_to_longer", "character varying(5)", "character varying(9)", OP_WIDEN_TYPE, NULL},
    {"varchar_to_text", "character varying(5)", "text", OP_WIDEN_TYPE, NULL},
    {"varchar_to_shorter", "character varying(9)", "character varying(5)", OP_NARROW_TYPE, NULL},
    {"text_to_varchar", "text", "character varying(5)", OP_NARROW_TYPE, NULL},
    {"char_to_longer_writes_rows", "character(3)", "character(5)", OP_CHANGE_TYPE, NULL},
    {"arrays_take_no_shortcut", "character varying(5)[]", "text[]", OP_CHANGE_TYPE, NULL},
    {"numeric_to_more_digits", "numeric(8,2)", "numeric(10,2)", OP_WIDEN_TYPE, NULL},
    {"numeric_to_any", "numeric(8,2)", "numeric", OP_WIDEN_TYPE, NULL},
    {"numeric_to_more_decimals", "numeric(8,2)", "numeric(10,4)", OP_CHANGE_TYPE, NULL},
    {"numeric_to_fewer_digits_in_front", "numeric(8,2)", "numeric(8,4)", OP_NARROW_TYPE, NULL},
    {"numeric_to_fewer_decimals", "numeric(8,2)", "numeric(8,0)", OP_NARROW_TYPE, NULL},
    {"integer_to_bigint", "integer", "bigint", OP_CHANGE_TYPE, NULL},
    {"bigint_to_integer", "bigint", "integer", OP_NARROW_TYPE, NULL},
    {"integer_to_numeric", "integer", "numeric(12,2)", OP_CHANGE_TYPE, NULL},
    {"integer_to_too_small_numeric", "integer", "numeric(10,2)", OP_NARROW_TYPE, NULL},
    {"bigint_to_double_loses_digits", "bigint", "double precision", OP_NARROW_TYPE, NULL},
    {"real_to_double", "real", "double precision", OP_CHANGE_TYPE, NULL},
    {"timestamp_to_finer", "timestamp(3) without time zone", "timestamp without time zone", OP_WIDEN_TYPE, NULL},
    {"timestamp_to_coarser", "timestamp without time zone", "timestamp(0) without time zone", OP_NARROW_TYPE, NULL},
    {"timestamp_to_timestamptz", "timestamp without time zone", "timestamp with time zone", OP_CHANGE_TYPE, NULL},
    {"timestamp_to_date", "timestamp with time zone", "date", OP_NARROW_TYPE, NULL},
    {"cidr_to_inet", "cidr", "inet", OP_WIDEN_TYPE, NULL},
    {"text_to_integer", "text", "integer", OP_CHANGE_TYPE, "\"c\"::integer"},
    {"integer_to_text", "integer", "text", OP_CHANGE_TYPE, NULL},
    {"integer_to_boolean", "integer", "boolean", OP_NARROW_TYPE, "\"c\" <> 0"},
    {"boolean_to_bigint", "boolean", "bigint", OP_CHANGE_TYPE, "\"c\"::integer::bigint"},
    {"json_to_jsonb", "json", "jsonb", OP_CHANGE_TYPE, NULL},
    {"enum_to_enum_by_text", "shop.a", "shop.b", OP_CHANGE_TYPE, "\"c\"::text::shop.b"},
    {"array_of_enum", "shop.a[]", "shop.b[]", OP_CHANGE_TYPE, "\"c\"::text[]::shop.b[]"},
};
/* clang-format on */

static void the_change_is_judged_so(void **state)
{
    const Move *row = *state;
    Arena arena = {0};
    PgTypeChange change =
        pg_type_change(&arena, str_from(row->from), str_from(row->to), STR("c"), STR("c"));

    assert_string_equal(op_name(change.op), op_name(row->op));
    assert_str(change.using, row->using == NULL ? "" : row->using);
    arena_free(&arena);
}

static void misfits_are_asked_for_by_the_live_name(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(
        pg_type_change(&arena, STR("text"), STR("character varying(5)"), STR("new"), STR("old"))
            .misfit,
        "char_length(\"old\"::text) > 5");
    assert_str(pg_type_change(&arena, STR("text"), STR("integer"), STR("new"), STR("old")).misfit,
               "\"old\"::text !~ '^\\s*[-+]?[0-9]+\\s*$'");
    assert_null(
        pg_type_change(&arena, STR("integer"), STR("bigint"), STR("new"), STR("old")).misfit.ptr);
    arena_free(&arena);
}

enum {
    SPELLINGS = sizeof spellings / sizeof *spellings,
    MOVES = sizeof moves / sizeof *moves,
};

int main(void)
{
    static struct CMUnitTest tests[SPELLINGS + MOVES + 2];
    static Spelling spelling_rows[SPELLINGS];
    static Move move_rows[MOVES];
    size_t count = 0;

    for (size_t i = 0; i < SPELLINGS; i++) {
        spelling_rows[i] = spellings[i];
        tests[count++] = (struct CMUnitTest){.name = spellings[i].name,
                                             .test_func = the_server_would_print_it_so,
                                             .initial_state = &spelling_rows[i]};
    }
    for (size_t i = 0; i < MOVES; i++) {
        move_rows[i] = moves[i];
        tests[count++] = (struct CMUnitTest){.name = moves[i].name,
                                             .test_func = the_change_is_judged_so,
                                             .initial_state = &move_rows[i]};
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(serials_are_known);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(misfits_are_asked_for_by_the_live_name);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
