/* What is said of a change of type is true: the table's file and an index on the column are the
 * same behind a change that is said to be metadata only, and the table's file is another one behind
 * any other. */
#include "server.h"

#include "engine/postgres/type_change.h"

typedef struct TypeProof {
    const char *name, *from, *to, *value;
} TypeProof;

/* clang-format off */
static const TypeProof proofs[] = {
    {"varchar_to_longer", "character varying(5)", "character varying(9)", "'a'"},
    {"varchar_to_shorter", "character varying(9)", "character varying(5)", "'a'"},
    {"varchar_to_any", "character varying(5)", "character varying", "'a'"},
    {"varchar_to_text", "character varying(5)", "text", "'a'"},
    {"text_to_any_varchar", "text", "character varying", "'a'"},
    {"text_to_varchar", "text", "character varying(5)", "'a'"},
    {"char_to_longer", "character(5)", "character(9)", "'a'"},
    {"char_to_text", "character(5)", "text", "'a'"},
    {"varchars_to_longer", "character varying(5)[]", "character varying(9)[]", "'{a}'"},
    {"numeric_to_more_digits", "numeric(8,2)", "numeric(10,2)", "1.5"},
    {"numeric_to_any", "numeric(8,2)", "numeric", "1.5"},
    {"numeric_to_another_scale", "numeric(8,2)", "numeric(9,3)", "1.5"},
    {"numeric_to_fewer_digits", "numeric(10,2)", "numeric(8,2)", "1.5"},
    {"varbit_to_longer", "bit varying(5)", "bit varying(9)", "B'101'"},
    {"varbit_to_any", "bit varying(5)", "bit varying", "B'101'"},
    {"varbit_to_shorter", "bit varying(9)", "bit varying(5)", "B'101'"},
    {"timestamp_to_finer", "timestamp(3) without time zone", "timestamp without time zone", "'2026-01-01'"},
    {"timestamp_to_finest", "timestamp(3) without time zone", "timestamp(6) without time zone", "'2026-01-01'"},
    {"timestamp_to_coarser", "timestamp(3) without time zone", "timestamp(0) without time zone", "'2026-01-01'"},
    {"timestamptz_to_finer", "timestamp(3) with time zone", "timestamp with time zone", "'2026-01-01'"},
    {"time_to_finer", "time(3) without time zone", "time without time zone", "'10:00'"},
    {"timetz_to_finer", "time(3) with time zone", "time(6) with time zone", "'10:00'"},
    {"timestamp_to_timestamptz", "timestamp without time zone", "timestamp with time zone", "'2026-01-01'"},
    {"timestamptz_to_timestamp", "timestamp(3) with time zone", "timestamp(3) without time zone", "'2026-01-01'"},
    {"timestamp_to_finer_timestamptz", "timestamp(3) without time zone", "timestamp with time zone", "'2026-01-01'"},
    {"interval_to_finer", "interval(3)", "interval", "'1 day'"},
    {"cidr_to_inet", "cidr", "inet", "'10.0.0.0/8'"},
    {"inet_to_cidr", "inet", "cidr", "'10.0.0.0/8'"},
    {"integer_to_bigint", "integer", "bigint", "1"},
    {"integer_to_numeric", "integer", "numeric", "1"},
    {"date_to_timestamp", "date", "timestamp without time zone", "'2026-01-01'"},
    {"integer_to_text", "integer", "text", "1"},
    {"json_to_jsonb", "json", "jsonb", "'{}'"},
};
/* clang-format on */

enum { PROOF_COUNT = sizeof proofs / sizeof *proofs };

static Server server;

static int open_session(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server = server_open("types");
    return 0;
}

static int close_session(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL)
        server_close(&server);
    return 0;
}

/* Files of the table and of the index on the column. */
static Str files(void)
{
    Rows rows;

    assert_true(engine_postgres.query(
        server.conn,
        STR("SELECT pg_relation_filenode('p'), coalesce(max(pg_relation_filenode(indexrelid)), 0) "
            "FROM pg_index WHERE indrelid = 'p'::regclass"),
        &server.arena, &rows, &server.errs));
    return arena_printf(&server.arena, "%.*s %.*s", STR_ARG(ROW_CELL(&rows, 0, 0)),
                        STR_ARG(ROW_CELL(&rows, 0, 1)));
}

static void run(const char *format, const char *a, const char *b)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (const char *at = format; *at != '\0'; at++) {
        if (*at == '@')
            sb_puts(&sb, a);
        else if (*at == '#')
            sb_puts(&sb, b);
        else
            sb_putc(&sb, *at);
    }
    server_run(&server, sb_finish(&sb, &server.arena).ptr);
}

static void the_server_does_what_is_said(void **state)
{
    const TypeProof *proof = *state;
    PgTypeChange change;
    bool has_index, is_said, is_so;
    Str before;

    NEEDS_SERVER();
    change = pg_type_change(&server.arena, str_from(proof->from), str_from(proof->to), STR("a"),
                            STR("a"));
    /* Nothing sorts json; what sorts otherwise has its index built anew: lock_retype_scan. */
    has_index =
        strcmp(proof->from, "json") != 0 && (!change.is_in_place || change.op == OP_WIDEN_TYPE);
    server_run(&server, "DROP TABLE IF EXISTS p");
    run("CREATE TABLE p (a @)", proof->from, "");
    run("INSERT INTO p VALUES (#)", "", proof->value);
    if (has_index)
        server_run(&server, "CREATE INDEX ON p (a)");
    before = files();
    if (change.using.len > 0)
        run("ALTER TABLE p ALTER COLUMN a TYPE @ USING #", proof->to,
            arena_cstr(&server.arena, change.using));
    else
        run("ALTER TABLE p ALTER COLUMN a TYPE @", proof->to, "");
    is_said = change.is_in_place;
    is_so = str_eq(files(), before);
    if (is_said != is_so)
        fail_msg("%s -> %s: %s, and is said to be %s", proof->from, proof->to,
                 is_so ? "metadata" : "rewritten", is_said ? "metadata" : "rewritten");
}

int main(void)
{
    static struct CMUnitTest tests[PROOF_COUNT];
    static TypeProof copies[PROOF_COUNT]; /* cmocka's state is not const */

    for (size_t i = 0; i < PROOF_COUNT; i++) {
        copies[i] = proofs[i];
        tests[i] = (struct CMUnitTest){.name = proofs[i].name,
                                       .test_func = the_server_does_what_is_said,
                                       .initial_state = &copies[i]};
    }
    return cmocka_run_group_tests(tests, open_session, close_session);
}
