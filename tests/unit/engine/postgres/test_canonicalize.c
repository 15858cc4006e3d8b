/* Texts that mean the same become equal, others stay different, nothing is left behind. */
#include "server.h"

#include "model/model.h"

static const char *const schema_sql[] = {
    "CREATE SCHEMA shop",
    "CREATE TYPE shop.mood AS ENUM ('sad', 'ok')",
    "CREATE SEQUENCE shop.inv",
    "CREATE FUNCTION shop.twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2'",
    "CREATE TABLE shop.orders (id bigint, v varchar(10), t text COLLATE \"C\", n numeric(10,2), "
    "a integer DEFAULT 5, ts timestamptz DEFAULT now(), m shop.mood DEFAULT 'ok', "
    "flag boolean DEFAULT (1 > 0 AND 2 > 1), num bigint DEFAULT nextval('shop.inv'), "
    "g integer GENERATED ALWAYS AS (shop.twice(a)) STORED, "
    "CONSTRAINT c_in CHECK (v IN ('a', 'b')), "
    "CONSTRAINT c_n CHECK (n BETWEEN 0 AND 100))",
    "CREATE INDEX ix ON shop.orders (lower(v), t text_pattern_ops) WHERE a IS NOT NULL AND a > 1",
    "CREATE INDEX ex ON shop.orders ((a + 1), lower(t) COLLATE \"POSIX\")",
    "CREATE SCHEMA other",
    "CREATE TABLE other.orders (a integer DEFAULT 1)",
    ("CREATE TABLE shop.\"pg_class\" (\"t\"\"x, y\" text DEFAULT 'x', CONSTRAINT \"c'\" CHECK "
     "(\"t\"\"x, y\" <> ''))"),
};

typedef struct Case {
    Server *server;
    Model *live, *desired;
    Pairs pairs;
} Case;

static Server server;

static int open_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) == NULL)
        return 0;
    server = server_open("canonicalize");
    for (size_t i = 0; i < sizeof schema_sql / sizeof *schema_sql; i++)
        server_run(&server, schema_sql[i]);
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server_close(&server);
    return 0;
}

/* Both models as the catalog is now; `desired` is to be edited. */
static Case begin(void)
{
    Filter everything = {.manage = {0}};
    Case one = {.server = &server, .live = model_new(), .desired = model_new()};

    assert_true(engine_postgres.introspect(server.conn, &everything, one.live, &server.notes,
                                           &server.errs));
    assert_true(engine_postgres.introspect(server.conn, &everything, one.desired, &server.notes,
                                           &server.errs));
    notes_free(&server.notes);
    server.notes = (Notes){.list = {0}};
    return one;
}

static void end(Case *one)
{
    Rows rows;

    /* Nothing stays, no transaction is open, the session's path is what it was. */
    assert_true(engine_postgres.query(server.conn,
                                      STR("SELECT count(*), current_setting('search_path') FROM "
                                          "pg_catalog.pg_class WHERE relpersistence = 't'"),
                                      &server.arena, &rows, &server.errs));
    assert_str(rows.cells[0], "0");
    assert_str(rows.cells[1], "\"$user\", public");
    assert_true(engine_postgres.begin(server.conn, false, &server.errs));
    engine_postgres.rollback(server.conn);
    model_free(one->live);
    model_free(one->desired);
    errs_free(&server.errs);
    server.errs = (Errs){.list = {0}};
    notes_free(&server.notes);
    server.notes = (Notes){.list = {0}};
}

static Table *orders(Model *model)
{
    return (Table *)model_find(model, REC_TABLE, STR("shop"), STR("orders"));
}

static Column *column(Model *model, const char *name)
{
    Column *found = table_column(orders(model), str_from(name));

    assert_non_null(found);
    return found;
}

static void pair_lists(Case *one, Pair *pair, const void *live, const void *desired)
{
    for (size_t i = 0; i < list_len(desired); i++) {
        Pair *child = ARENA_NEW(&one->desired->arena, Pair);
        child->desired = list_get(desired, i);
        for (size_t k = 0; k < list_len(live); k++)
            if (str_eq(record_name(list_get(live, k)), record_name(child->desired)))
                child->live = list_get(live, k);
        vec_push(&one->desired->arena, &pair->children, child);
    }
}

static bool canonicalize(Case *one)
{
    one->pairs = (Pairs){.live = one->live, .desired = one->desired};
    for (size_t i = 0; i < one->desired->objects.len; i++) {
        Object *desired = one->desired->objects.items[i];
        Pair *pair = ARENA_NEW(&one->desired->arena, Pair);
        pair->desired = &desired->rec;
        pair->live = (Record *)model_find(one->live, desired->rec.type->kind, desired->schema,
                                          desired->name);
        vec_push(&one->desired->arena, &one->pairs.objects, pair);
        if (pair->live == NULL || desired->rec.type != &table_type)
            continue;
        pair_lists(one, pair, &((Table *)pair->live)->columns, &((Table *)desired)->columns);
        pair_lists(one, pair, &((Table *)pair->live)->indexes, &((Table *)desired)->indexes);
        pair_lists(one, pair, &((Table *)pair->live)->checks, &((Table *)desired)->checks);
    }
    return engine_postgres.canonicalize(server.conn, &one->pairs, &server.notes, &server.errs);
}

static void assert_converged(Case *one)
{
    if (!canonicalize(one))
        server_report(&server.errs);
    assert_false(errs_any(&server.errs));
    for (size_t i = 0; i < one->pairs.objects.len; i++)
        for (size_t k = 0; k < one->pairs.objects.items[i]->children.len; k++) {
            const Pair *child = one->pairs.objects.items[i]->children.items[k];
            if (!record_equal(child->live, child->desired, true))
                fail_msg("%s still differs", record_name(child->desired).ptr);
        }
}

static void equal_models_cost_no_statement(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    assert_converged(&one);
    end(&one);
}

static void spellings_of_types_and_defaults_become_equal(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    column(one.desired, "id")->type = STR("int8");
    column(one.desired, "v")->type = STR("varchar( 10 )");
    column(one.desired, "n")->type = STR("decimal(10, 2)");
    column(one.desired, "ts")->type = STR("timestamptz");
    column(one.desired, "m")->type = STR("mood"); /* found in the table's own schema */
    column(one.desired, "a")->dflt = STR("'5'");
    column(one.desired, "m")->dflt = STR("'ok'");
    column(one.desired, "flag")->dflt = STR("1 > 0 AND 2 > 1 -- yes");
    column(one.desired, "num")->dflt = STR("nextval('inv')");
    sparse_set_str(&one.desired->arena, &column(one.desired, "g")->rec, FIELD_COLUMN_GENERATION,
                   STR("twice( a )"));
    sparse_set_str(&one.desired->arena, &column(one.desired, "t")->rec, FIELD_COLUMN_COLLATION,
                   STR("pg_catalog.\"C\""));
    sparse_set_str(&one.desired->arena, &column(one.desired, "v")->rec, FIELD_COLUMN_COLLATION,
                   STR("\"default\""));
    assert_converged(&one);
    assert_str(column(one.desired, "a")->dflt, "5");
    assert_int_equal(server.notes.list.len, 0);
    end(&one);
}

static void a_check_on_varchar_settles_although_its_print_prints_differently(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    /* As a dump restores it: the second print of the same condition. */
    server_run(&server, "ALTER TABLE shop.orders DROP CONSTRAINT c_in");
    server_run(&server, "ALTER TABLE shop.orders ADD CONSTRAINT c_in CHECK ((v)::text = ANY "
                        "(ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))");
    one = begin();
    orders(one.desired)->checks.items[0]->expression = STR("v IN ('a', 'b')");
    orders(one.desired)->checks.items[1]->expression = STR("n between 0 and 100");
    assert_converged(&one);
    end(&one);
    one = begin(); /* and as an extract of a database that holds the first print says it */
    orders(one.desired)->checks.items[0]->expression =
        STR("(v)::text = ANY (((ARRAY['a'::character varying, 'b'::character varying])"
            "::character varying[])::text[])");
    assert_converged(&one);
    end(&one);
    server_run(&server, "ALTER TABLE shop.orders DROP CONSTRAINT c_in");
    server_run(&server, "ALTER TABLE shop.orders ADD CONSTRAINT c_in CHECK (v IN ('a', 'b'))");
}

static void index_texts_become_equal(void **state)
{
    Case one;
    Index *index;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    index = orders(one.desired)->indexes.items[1];
    assert_str(index->name, "ix");
    index->keys.items[0].expression = STR("LOWER( v )");
    index->keys.items[1].opclass = STR("pg_catalog.text_pattern_ops");
    index->keys.items[1].collation = STR("\"C\"");
    index->predicate = STR("a is not null and a>1");
    index = orders(one.desired)->indexes.items[0];
    index->keys.items[0].expression = STR("a+1");
    index->keys.items[1].collation = STR("pg_catalog.\"POSIX\"");
    assert_converged(&one);
    end(&one);
}

static void a_real_difference_stays(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    column(one.desired, "a")->dflt = STR("'6'");
    orders(one.desired)->checks.items[0]->expression = STR("v in ('a','c')");
    assert_true(canonicalize(&one));
    assert_str(column(one.live, "a")->dflt, "5");
    assert_str(column(one.desired, "a")->dflt, "6");
    assert_false(str_eq(orders(one.live)->checks.items[0]->expression,
                        orders(one.desired)->checks.items[0]->expression));
    end(&one);
}

static void a_default_of_typed_null_is_none(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    column(one.desired, "id")->dflt = STR("NULL::bigint");
    assert_converged(&one);
    assert_null(column(one.desired, "id")->dflt.ptr);
    end(&one);
}

static void names_that_shadow_the_catalog_and_twins_do_no_harm(void **state)
{
    Case one;
    Table *odd, *twin;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    odd = (Table *)model_find(one.desired, REC_TABLE, STR("shop"), STR("pg_class"));
    odd->columns.items[0]->dflt = STR("'x'");
    odd->checks.items[0]->expression = STR("\"t\"\"x, y\"<>''");
    twin = (Table *)model_find(one.desired, REC_TABLE, STR("other"), STR("orders"));
    twin->columns.items[0]->dflt = STR("'1'");
    column(one.desired, "a")->dflt = STR("'5'");
    assert_converged(&one);
    end(&one);
}

static void every_refused_text_is_an_error_and_the_others_are_compared(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    column(one.desired, "a")->dflt = STR("'5'");
    column(one.desired, "v")->dflt = STR("1 +");
    orders(one.desired)->checks.items[0]->expression = STR("nowhere > 1");
    orders(one.desired)->indexes.items[1]->predicate = STR("random() > 1");
    assert_false(canonicalize(&one));
    assert_int_equal(server.errs.list.len, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(server.errs.list.items[i].code, ERR_SERVER);
    assert_string_equal(server.errs.list.items[0].message,
                        "the server refuses Default of column shop.orders.v");
    assert_non_null(strstr(server.errs.list.items[1].server, "42P17"));
    assert_str(column(one.desired, "a")->dflt, "5");
    end(&one);
}

static void an_unknown_type_is_an_error_of_its_column(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    column(one.desired, "v")->type = STR("no_such_type");
    assert_false(canonicalize(&one));
    assert_string_equal(server.errs.list.items[0].message,
                        "the server refuses DataType of column shop.orders.v");
    end(&one);
}

static void what_the_plan_is_yet_to_create_is_compared_as_text(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    (void)model_add(one.desired, &sequence_type, STR("shop"), STR("brand_new"));
    column(one.desired, "num")->dflt = STR("nextval('shop.brand_new')");
    column(one.desired, "a")->dflt = STR("'5'");
    assert_true(canonicalize(&one));
    assert_str(column(one.desired, "num")->dflt, "nextval('shop.brand_new')");
    assert_str(column(one.desired, "a")->dflt, "5");
    assert_int_equal(server.notes.list.len, 1);
    end(&one);
}

static void a_text_cannot_leave_the_transaction(void **state)
{
    Case one;

    (void)state;
    NEEDS_SERVER();
    one = begin();
    column(one.desired, "a")->dflt = STR("1); COMMIT; CREATE TABLE public.escaped (i int); --");
    assert_false(canonicalize(&one));
    end(&one);
    one = begin();
    assert_null(model_find(one.live, REC_TABLE, STR("public"), STR("escaped")));
    end(&one);
}

static void a_planning_session_may_ask_although_it_writes_nothing(void **state)
{
    Case one;
    Conn *writer;

    (void)state;
    NEEDS_SERVER();
    writer = server.conn;
    server.conn = server_again(&server, true);
    one = begin();
    column(one.desired, "a")->dflt = STR("'5'");
    assert_converged(&one);
    assert_fails(
        engine_postgres.exec(server.conn, STR("CREATE TABLE public.x (i int)"), &server.errs),
        &server.errs, ERR_SERVER);
    end(&one);
    engine_postgres.close(server.conn);
    server.conn = writer;
}

static void a_role_without_rights_reads_all_and_compares_texts_as_they_are(void **state)
{
    ConnectOptions options = {.is_read_only = true};
    Conn *owner = server.conn;
    Case one;
    Str role;

    (void)state;
    NEEDS_SERVER();
    role = arena_printf(&server.arena, "%.*s_role", STR_ARG(server.database));
    options.role = role;
    server_run(&server, arena_printf(&server.arena, "CREATE ROLE %.*s", STR_ARG(role)).ptr);
    server_run(&server, arena_printf(&server.arena, "REVOKE TEMP ON DATABASE %.*s FROM PUBLIC",
                                     STR_ARG(server.database))
                            .ptr);
    assert_true(engine_postgres.connect(&server.url, &options, &server.conn, &server.errs));
    one = begin();
    assert_int_equal(orders(one.live)->columns.len, 10);
    column(one.desired, "a")->dflt = STR("'5'");
    assert_true(canonicalize(&one));
    assert_str(column(one.desired, "a")->dflt, "'5'");
    assert_non_null(server_note(&server, "types and expressions are compared as text: the role"));
    end(&one);
    engine_postgres.close(server.conn);
    server.conn = owner;
    server_run(&server, arena_printf(&server.arena, "DROP ROLE %.*s", STR_ARG(role)).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_models_cost_no_statement),
        cmocka_unit_test(spellings_of_types_and_defaults_become_equal),
        cmocka_unit_test(a_check_on_varchar_settles_although_its_print_prints_differently),
        cmocka_unit_test(index_texts_become_equal),
        cmocka_unit_test(a_real_difference_stays),
        cmocka_unit_test(a_default_of_typed_null_is_none),
        cmocka_unit_test(names_that_shadow_the_catalog_and_twins_do_no_harm),
        cmocka_unit_test(every_refused_text_is_an_error_and_the_others_are_compared),
        cmocka_unit_test(an_unknown_type_is_an_error_of_its_column),
        cmocka_unit_test(what_the_plan_is_yet_to_create_is_compared_as_text),
        cmocka_unit_test(a_text_cannot_leave_the_transaction),
        cmocka_unit_test(a_planning_session_may_ask_although_it_writes_nothing),
        cmocka_unit_test(a_role_without_rights_reads_all_and_compares_texts_as_they_are),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
