/* Object scripts: what their statements declare. */
#include "test.h"

#include "engine/postgres/declare.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/split.h"
#include "model/label.h"

typedef struct Case {
    const char *name;
    const char *script;
    const char *expected; /* labels, each with ": " and the script that declares it; "" opaque */
} Case;

static const Case cases[] = {
    {"a view", "CREATE OR REPLACE VIEW shop.v AS SELECT 1 AS a;",
     "view shop.v: CREATE VIEW \"shop\".\"v\" AS SELECT 1 AS a;\n"},
    {"a view without a schema is public's", "create view \"My V\" (a) as select 1",
     "view public.\"My V\": CREATE VIEW \"public\".\"My V\" (a) as select 1;\n"},
    {"a materialized view", "CREATE MATERIALIZED VIEW IF NOT EXISTS s.m AS SELECT 1",
     "materialized view s.m: CREATE MATERIALIZED VIEW \"s\".\"m\" AS SELECT 1;\n"},
    {"overloads of a function",
     "CREATE FUNCTION s.f(a int, b varchar(10) DEFAULT 'x, y)') RETURNS int LANGUAGE sql AS "
     "$$SELECT 1$$;\nCREATE OR REPLACE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 2';",
     "function s.f(integer, character varying): CREATE FUNCTION \"s\".\"f\"(a int, b varchar(10) "
     "DEFAULT 'x, y)') RETURNS int LANGUAGE sql AS $$SELECT 1$$;\n"
     "function s.f(): CREATE FUNCTION \"s\".\"f\"() RETURNS int LANGUAGE sql AS 'SELECT 2';\n"},
    {"a procedure with a comment",
     "CREATE PROCEDURE s.p(IN a numeric(4,2)) LANGUAGE sql AS ''; COMMENT ON PROCEDURE "
     "s.p(numeric) IS 'it''s';",
     "procedure s.p(numeric): CREATE PROCEDURE \"s\".\"p\"(IN a numeric(4,2)) LANGUAGE sql AS "
     "'';\n\nCOMMENT ON PROCEDURE \"s\".\"p\"(IN numeric) IS 'it''s';\n"},
    {"a trigger that is off",
     "CREATE TRIGGER touch BEFORE UPDATE OF a ON s.t FOR EACH ROW EXECUTE FUNCTION s.f(); ALTER "
     "TABLE s.t DISABLE TRIGGER touch",
     "trigger s.t.touch: CREATE TRIGGER \"touch\" BEFORE UPDATE OF a ON s.t FOR EACH ROW EXECUTE "
     "FUNCTION s.f();\n\nALTER TABLE \"s\".\"t\" DISABLE TRIGGER \"touch\";\n"},
    {"a constraint trigger",
     "CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
     "trigger public.t.c: CREATE CONSTRAINT TRIGGER \"c\" AFTER INSERT ON t FOR EACH ROW EXECUTE "
     "FUNCTION f();\n"},
    {"a rule", "CREATE OR REPLACE RULE r AS ON INSERT TO s.v DO INSTEAD NOTHING",
     "rule s.v.r: CREATE RULE \"r\" AS ON INSERT TO s.v DO INSTEAD NOTHING;\n"},
    {"an aggregate of the old syntax",
     "CREATE AGGREGATE s.total (BASETYPE = int4, SFUNC = int4pl, STYPE = int4)",
     "aggregate s.total(integer): CREATE AGGREGATE \"s\".\"total\"(int4) (SFUNC = int4pl, STYPE = "
     "int4);\n"},
    {"an operator", "CREATE OPERATOR s.=== (FUNCTION = s.same, RIGHTARG = int)",
     "operator s.===(NONE, integer): CREATE OPERATOR \"s\".=== (FUNCTION = s.same, RIGHTARG = "
     "int);\n"},
    {"a cast",
     "CREATE CAST (int AS s.b) WITH FUNCTION s.f(int4) AS IMPLICIT; COMMENT ON CAST (int4 AS s.b) "
     "IS 'c'",
     "cast integer AS s.b: CREATE CAST (integer AS s.b) WITH FUNCTION s.f(integer) AS "
     "IMPLICIT;\n\nCOMMENT ON CAST (integer AS s.b) IS 'c';\n"},
    {"a cast whose function has no list of arguments",
     "CREATE CAST (int AS s.b) WITH FUNCTION s.f AS ASSIGNMENT",
     "cast integer AS s.b: CREATE CAST (integer AS s.b) WITH FUNCTION s.f AS ASSIGNMENT;\n"},
    {"a trusted procedural language", "CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE l HANDLER s.h",
     "language l: CREATE TRUSTED LANGUAGE \"l\" HANDLER s.h;\n"},
    {"what is said of columns in other words",
     "CREATE MATERIALIZED VIEW s.m AS SELECT 1 AS a; ALTER TABLE s.m ALTER a SET STORAGE plain; "
     "ALTER MATERIALIZED VIEW s.m ALTER COLUMN a SET STATISTICS -1; ALTER MATERIALIZED VIEW s.m "
     "ALTER a SET ( N_Distinct = '-0.5' )",
     "materialized view s.m: CREATE MATERIALIZED VIEW \"s\".\"m\" AS SELECT 1 AS a;\n\nALTER "
     "MATERIALIZED VIEW \"s\".\"m\" ALTER COLUMN \"a\" SET STORAGE PLAIN;\n\nALTER MATERIALIZED "
     "VIEW \"s\".\"m\" ALTER COLUMN \"a\" SET (n_distinct=-0.5);\n"},
    {"an event trigger that is off",
     "CREATE EVENT TRIGGER e ON ddl_command_end WHEN tag IN ('create table') EXECUTE PROCEDURE "
     "s.f(); ALTER EVENT TRIGGER e DISABLE",
     "event trigger e: CREATE EVENT TRIGGER \"e\" ON ddl_command_end\n    WHEN TAG IN ('CREATE "
     "TABLE')\n    EXECUTE FUNCTION s.f();\n\nALTER EVENT TRIGGER \"e\" DISABLE;\n"},
    {"a materialized view with its index",
     "DROP MATERIALIZED VIEW IF EXISTS s.m; CREATE MATERIALIZED VIEW s.m WITH (fillfactor = 70) AS "
     "SELECT 1 AS a WITH NO DATA; CREATE UNIQUE INDEX ON s.m (a)",
     "materialized view s.m: CREATE MATERIALIZED VIEW \"s\".\"m\" WITH (\"fillfactor\" = '70') AS "
     "SELECT 1 AS a\nWITH NO DATA;\n\nCREATE UNIQUE INDEX \"m_a_idx\" ON \"s\".\"m\" USING btree "
     "(a);\n"},
    {"what it drops for good makes it the user's",
     "DROP VIEW IF EXISTS w; CREATE VIEW v AS SELECT 1", ""},
    {"rows make it the user's", "CREATE VIEW v AS SELECT 1; INSERT INTO t VALUES (1)", ""},
    {"a table makes it the user's", "CREATE TABLE t (a int)", ""},
    {"nothing declares nothing", "-- only a comment\n", ""},
};
enum { CASE_COUNT = sizeof cases / sizeof *cases };

static Str declared(Arena *arena, const char *script, Errs *errs)
{
    Statements statements = {0};
    Model *model = model_new();
    Sb sb = sb_new(SB_FILE_MAX);
    bool is_declared = false;
    Str text;

    sb_puts(&sb, "");
    assert_true(pg_split_script(arena, "x.sql", str_from(script), &statements, errs));
    if (pg_declare_script(&statements, "x.sql", model, &is_declared, errs) && is_declared)
        for (size_t i = 0; i < model->objects.len; i++) {
            Str label = label_object(arena, model->objects.items[i]);
            Str object = pg_object_script(arena, model->objects.items[i]);
            sb_printf(&sb, "%.*s: %.*s", STR_ARG(label), STR_ARG(object));
        }
    assert_int_equal(is_declared, model->objects.len > 0);
    text = sb_finish(&sb, arena);
    model_free(model);
    return text;
}

static void it_declares_what_it_says(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    Errs errs = {0};

    assert_str(declared(&arena, row->script, &errs), row->expected);
    assert_false(errs_any(&errs));
    errs_free(&errs);
    arena_free(&arena);
}

static void what_a_script_declares_reads_back(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    Errs errs = {0};
    Statements statements = {0};
    Model *model = model_new();
    bool is_declared;

    assert_true(pg_split_script(&arena, "x.sql", str_from(row->script), &statements, &errs));
    assert_true(pg_declare_script(&statements, "x.sql", model, &is_declared, &errs));
    for (size_t i = 0; i < model->objects.len; i++) {
        Str script = pg_object_script(&arena, model->objects.items[i]);
        Str label = label_object(&arena, model->objects.items[i]);
        Str again = declared(&arena, arena_cstr(&arena, script), &errs);
        assert_str(again, arena_printf(&arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(script)).ptr);
    }
    model_free(model);
    errs_free(&errs);
    arena_free(&arena);
}

typedef struct Identity {
    const char *text, *expected;
} Identity;

static void routines_are_told_apart_by_types(void **state)
{
    static const Identity rows[] = {
        {"(a int, OUT b text, VARIADIC c text[])", "(integer, text[])"},
        {"(double precision, x timestamp with time zone)",
         "(double precision, timestamp with time zone)"},
        {"(INOUT a shop.mood, IN OUT b \"Odd Type\")", "(shop.mood, \"Odd Type\")"},
        {"(a numeric(10,2) = 1.5, b int[] DEFAULT '{1,2}'::int[])", "(numeric, integer[])"},
        {"(character varying, bit varying(3))", "(character varying, bit varying)"},
        {"(date date, time time)", "(date, time without time zone)"},
        {"(app.t, integer DEFAULT 1 + (2 * 3), text[] DEFAULT ARRAY['a', 'b;c'])",
         "(app.t, integer, text[])"},
        {"()", "()"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena arena = {0};
        assert_str(pg_routine_identity(&arena, str_from(rows[i].text)), rows[i].expected);
        arena_free(&arena);
    }
}

static void a_declaration_that_is_not_understood_has_its_place(void **state)
{
    Arena arena = {0};
    Errs errs = {0};

    (void)state;
    (void)declared(&arena, "CREATE VIEW v AS SELECT 1;\nCOMMENT ON VIEW w IS 'x';", &errs);
    assert_int_equal(errs.list.len, 1);
    assert_int_equal(errs_last(&errs)->code, ERR_SYNTAX);
    assert_int_equal(errs_last(&errs)->loc.line, 2);
    errs_free(&errs);
    arena_free(&arena);
}

static void the_same_twice_is_a_duplicate(void **state)
{
    Arena arena = {0};
    Errs errs = {0};

    (void)state;
    (void)declared(&arena, "CREATE VIEW v AS SELECT 1;\nCREATE VIEW public.v AS SELECT 2", &errs);
    assert_int_equal(errs_last(&errs)->code, ERR_DUPLICATE);
    errs_free(&errs);
    arena_free(&arena);
}

static Str name_mood(void *context, Str written)
{
    return str_is(written, context) ? STR("shop.mood") : STR_ABSENT;
}

static void types_without_a_schema_get_one(void **state)
{
    Arena arena = {0};
    Definition function = {.obj = {.rec = {.type = &function_type}}};
    char wanted[] = "mood";

    (void)state;
    pg_definition_name_it(&arena, &function, STR("f"),
                          STR("(mood[], integer, other.mood, path, double precision)"));
    assert_true(pg_definition_qualify(&arena, &function, name_mood, wanted));
    assert_str(function.obj.name, "f(shop.mood[], integer, other.mood, path, double precision)");
    assert_false(pg_definition_qualify(&arena, &function, name_mood, wanted));
    arena_free(&arena);
}

static void a_signature_says_what_can_be_replaced(void **state)
{
    static const struct {
        const char *live, *desired;
        bool is_same;
    } rows[] = {
        {"(a integer)\n RETURNS integer\n LANGUAGE sql\nAS $$SELECT 1$$",
         "(a integer) RETURNS integer IMMUTABLE LANGUAGE sql AS $$SELECT 2$$", true},
        {"(a integer)\n RETURNS integer\n LANGUAGE sql", "(b integer) RETURNS integer", false},
        {"(a integer)\n RETURNS integer\n LANGUAGE sql", "(a integer) RETURNS bigint", false},
        {"(a integer)\n RETURNS integer", "(a integer DEFAULT 1) RETURNS integer", true},
        {"(a integer DEFAULT 1)\n RETURNS integer", "(a integer) RETURNS integer", false},
        {"()\n RETURNS TABLE(a integer)\n LANGUAGE sql", "() RETURNS TABLE(a integer, b text)",
         false},
        {"()\n RETURNS SETOF s.t\n LANGUAGE sql", "() RETURNS SETOF s.t LANGUAGE sql", true},
        {"()\n LANGUAGE sql", "() LANGUAGE sql", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena arena = {0};
        assert_int_equal(
            pg_definition_same_signature(&arena, str_from(rows[i].live), str_from(rows[i].desired)),
            rows[i].is_same);
        arena_free(&arena);
    }
}

int main(void)
{
    static struct CMUnitTest tests[2 * CASE_COUNT + 5];
    static Case copies[CASE_COUNT]; /* cmocka's state is not const */
    const struct CMUnitTest others[] = {
        cmocka_unit_test(routines_are_told_apart_by_types),
        cmocka_unit_test(a_declaration_that_is_not_understood_has_its_place),
        cmocka_unit_test(the_same_twice_is_a_duplicate),
        cmocka_unit_test(types_without_a_schema_get_one),
        cmocka_unit_test(a_signature_says_what_can_be_replaced),
    };

    for (size_t i = 0; i < CASE_COUNT; i++) {
        copies[i] = cases[i];
        tests[2 * i] = (struct CMUnitTest){.name = cases[i].name,
                                           .test_func = it_declares_what_it_says,
                                           .initial_state = &copies[i]};
        tests[2 * i + 1] = (struct CMUnitTest){.name = cases[i].name,
                                               .test_func = what_a_script_declares_reads_back,
                                               .initial_state = &copies[i]};
    }
    memcpy(&tests[2 * CASE_COUNT], others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
