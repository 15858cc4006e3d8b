/* The loop of a backfill on every engine of the build: its texts run, and walk over all rows. */
#include "subject.h"

#include "model/backfill.h"

/* ---- texts
 * ---------------------------------------------------------------------------------------------------
 */

static void one_expression_is_told_from_more_or_less(void **state)
{
    static const char *const good[] = {
        "1",         "a + (b)",     "';)' || \"a;(\"",
        "a -- ; )",  "a /* ; ) */", "CASE WHEN a THEN (SELECT max(b) FROM t) END",
        "(a) = (b)", "'it''s'"};
    static const char *const bad[] = {
        "", "  ", "-- nothing", "a; DROP TABLE t", "a)", "(a", "a) OR (b", "'a", "\"a", "a /* b",
    };
    const Engine *engine = ((const Subject *)*state)->engine;
    const char *fault;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!engine->check_expression(str_from(good[i]), &fault))
            fail_msg("%s: %s", good[i], fault);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fault = NULL;
        if (engine->check_expression(str_from(bad[i]), &fault))
            fail_msg("%s was taken", bad[i]);
        assert_non_null(fault);
    }
}

static void a_parameter_is_refused(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    /* There $1 is a name. */
    bool is_question = (engine->bit & (E_MYSQL | E_MARIADB)) != 0;
    const char *fault;

    assert_false(engine->check_expression(is_question ? STR("a = ?1") : STR("a = $1"), &fault));
    assert_non_null(strstr(fault, "parameter"));
}

/* ---- walks
 * ---------------------------------------------------------------------------------------------------
 */

/* A table, and how the loop over it must tell its rows apart. */
typedef struct Shape {
    const char *name;
    unsigned engines;
    const char *create; /* anneal_backfill (k, l, v) */
    const char *key;    /* the loop's key, with commas; NULL: where a row stands */
} Shape;

static const Shape shapes[] = {
    {"primary key", E_PG,
     "CREATE TABLE anneal_backfill (k bigint PRIMARY KEY, l text NOT NULL, v text)", "k"},
    {"two columns", E_PG,
     "CREATE TABLE anneal_backfill (k bigint, l text, v text, PRIMARY KEY (l, k))", "l,k"},
    {"collation", E_PG,
     "CREATE TABLE anneal_backfill (k bigint, l text COLLATE \"C\", v text, PRIMARY KEY (l, k))",
     "l,k"},
    {"unique index", E_PG,
     "CREATE TABLE anneal_backfill (k bigint NOT NULL UNIQUE, l text NOT NULL, v text)", "k"},
    {"nullable unique index", E_PG,
     "CREATE TABLE anneal_backfill (k bigint UNIQUE, l text NOT NULL, v text)", NULL},
    {"domain and varchar", E_PG,
     "CREATE TABLE anneal_backfill (k numeric(20,3), l varchar(30), v text, PRIMARY KEY (k, l))",
     "k,l"},
    {"no key", E_PG, "CREATE TABLE anneal_backfill (k bigint, l text, v text)", NULL},
    {"rowid", E_LITE, "CREATE TABLE anneal_backfill (k int, l text, v text)", NULL},
    {"hidden rowid", E_LITE, "CREATE TABLE anneal_backfill (k int, l text, v text, rowid text)",
     NULL},
    {"without rowid", E_LITE,
     "CREATE TABLE anneal_backfill (k, l text COLLATE NOCASE, v text, PRIMARY KEY (l, k)) WITHOUT "
     "ROWID",
     "l,k"},
    {"without rowid, descending", E_LITE,
     "CREATE TABLE anneal_backfill (k int, l text, v text, PRIMARY KEY (k DESC, l)) WITHOUT ROWID",
     "k,l"},
    {"primary key", E_MY, "CREATE TABLE anneal_backfill (k bigint PRIMARY KEY, l text, v text)",
     "k"},
    {"two columns", E_MY,
     "CREATE TABLE anneal_backfill (k bigint, l varchar(30), v text, PRIMARY KEY (l, k))", "l,k"},
    {"decimal and latin1", E_MY,
     "CREATE TABLE anneal_backfill (k decimal(20,3), l varchar(30) CHARACTER SET latin1 COLLATE "
     "latin1_bin, v text, PRIMARY KEY (k, l))",
     "k,l"},
    {"unique index", E_MY,
     "CREATE TABLE anneal_backfill (k bigint NOT NULL, l text, v text, w int NOT NULL DEFAULT 1, "
     "UNIQUE KEY u (k))",
     "k"},
    {"enum and double", E_MY,
     "CREATE TABLE anneal_backfill (k double, l enum('\"\xC3\xA4\"', 'it''s', '', 'B'), v text, "
     "PRIMARY KEY (l, k))",
     "l,k"},
    {"bytes", E_MY, "CREATE TABLE anneal_backfill (k varbinary(12) PRIMARY KEY, l text, v text)",
     "k"},
};
enum { SHAPE_COUNT = sizeof shapes / sizeof *shapes };

typedef struct At {
    const Subject *subject;
    const Shape *shape;
} At;

/* The engine's walk over the table of a shape. */
typedef struct Walk {
    Session session;
    Model *live;
    BackfillFacts facts;
    StrVec notes;
    StepLoop loop;
    Backfill backfill;
} Walk;

static Backfill backfill_of(Session *session)
{
    bool has_pipes = (session->subject->engine->bit & E_MY) == 0;
    MapEntry entry = {STR("v"), has_pipes ? STR("l || '\"' || k") : STR("concat(l, '\"', k)")};
    Backfill backfill = {.rec = {.type = &backfill_type},
                         .name = STR("walk"),
                         .schema = session->subject->engine->default_schema,
                         .table = STR("anneal_backfill"),
                         .where = STR("v IS NULL")};

    vec_push(&session->arena, &backfill.set, entry);
    return backfill;
}

static const Table *introspected(Walk *walk)
{
    const Engine *engine = walk->session.subject->engine;
    Filter filter = {0};
    Notes notes = {0};

    walk->live = model_new();
    assert_true(
        engine->introspect(walk->session.conn, &filter, walk->live, &notes, &walk->session.errs));
    notes_free(&notes);
    return (const Table *)model_find(walk->live, REC_TABLE, engine->default_schema,
                                     STR("anneal_backfill"));
}

static void run(Walk *walk, const char *sql)
{
    if (!walk->session.subject->engine->exec(walk->session.conn, str_from(sql),
                                             &walk->session.errs))
        fail_msg("%s: %s", sql, errs_last(&walk->session.errs)->server);
}

static int version_of(Walk *walk)
{
    Facts facts = {0};
    int version;

    assert_true(
        walk->session.subject->engine->describe(walk->session.conn, &facts, &walk->session.errs));
    version = facts.version;
    facts_free(&facts);
    return version;
}

static BackfillInput input_of(Walk *walk)
{
    const Engine *engine = walk->session.subject->engine;
    const Object *table =
        model_find(walk->live, REC_TABLE, engine->default_schema, STR("anneal_backfill"));

    return (BackfillInput){.arena = &walk->session.arena,
                           .version = version_of(walk),
                           .backfill = &walk->backfill,
                           .live = (const Table *)table,
                           .desired = (const Table *)table,
                           .facts = &walk->facts};
}

static Walk look_at(const Subject *subject, const char *create)
{
    Walk walk = {.session = session_open(subject)};

    run(&walk, "DROP TABLE IF EXISTS anneal_backfill");
    run(&walk, create);
    walk.backfill = backfill_of(&walk.session);
    assert_non_null(introspected(&walk));
    assert_true(subject->engine->look_backfill(walk.session.conn, &walk.backfill, &walk.facts,
                                               &walk.session.arena, &walk.session.errs));
    return walk;
}

static Walk open_walk(const Subject *subject, const char *create)
{
    Walk walk = look_at(subject, create);
    BackfillInput input = input_of(&walk);

    if (!subject->engine->backfill(&input, &walk.loop, &walk.notes, &walk.session.errs))
        fail_msg("%s", errs_last(&walk.session.errs)->message);
    return walk;
}

static void close_walk(Walk *walk)
{
    run(walk, "DROP TABLE anneal_backfill");
    model_free(walk->live);
    session_close(&walk->session);
}

/* A call of one of the loop's texts; its first row. */
static StrVec call(Walk *walk, Str sql, const StrVec *values, const char *more, int64_t *changed)
{
    Arena *arena = &walk->session.arena;
    StrVec all = {0}, row = {0};
    Rows rows = {0};

    for (size_t i = 0; i < values->len; i++)
        vec_push(arena, &all, values->items[i]);
    if (more != NULL)
        vec_push(arena, &all, str_from(more));
    if (!walk->session.subject->engine->call(walk->session.conn, sql, &all, arena, &rows, changed,
                                             &walk->session.errs))
        fail_msg("%.*s: %s", STR_ARG(sql), errs_last(&walk->session.errs)->server);
    for (size_t i = 0; rows.count > 0 && i < rows.columns; i++)
        vec_push(arena, &row, rows.cells[i]);
    return row;
}

static void assert_key(const Walk *walk, const char *expected)
{
    Str rest = str_from(expected), name;
    size_t i = 0;

    if (expected == NULL) {
        assert_int_equal(walk->loop.key.len, 1);
        assert_false(str_is(walk->loop.key.items[0], "k"));
        return;
    }
    for (; str_cut(&rest, ',', &name); i++)
        assert_true(i < walk->loop.key.len && str_eq(walk->loop.key.items[i], name));
    assert_int_equal(i, walk->loop.key.len);
}

static void fill(Walk *walk)
{
    run(walk,
        "INSERT INTO anneal_backfill (k, l, v) "
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200) SELECT i - "
        "100, CASE i % 4 WHEN 0 THEN 'it''s' WHEN "
        "1 THEN '' WHEN 2 THEN '\"\xC3\xA4\"' ELSE 'B' END, CASE WHEN i % 10 = 0 THEN 'was' END "
        "FROM c");
}

static void its_walk_reaches_every_row_once(void **state)
{
    static const StrVec none = {0};
    const At *at = *state;
    Walk walk;
    StrVec key, next, both;
    int64_t changed, all = 0;

    if (!is_reachable(at->subject))
        skip();
    walk = open_walk(at->subject, at->shape->create);
    assert_key(&walk, at->shape->key);
    assert_int_equal(call(&walk, walk.loop.first, &none, NULL, NULL).len, 0);
    fill(&walk);
    key = call(&walk, walk.loop.first, &none, NULL, NULL);
    assert_int_equal(key.len, walk.loop.key.len);
    (void)call(&walk, walk.loop.one, &key, NULL, &changed);
    all += changed;
    for (int i = 0; i < 300; i++) {
        next = call(&walk, walk.loop.next, &key, "6", NULL);
        if (next.len == 0)
            next = call(&walk, walk.loop.last, &key, NULL, NULL);
        if (next.len == 0)
            break;
        both = (StrVec){0};
        for (size_t k = 0; k < key.len; k++)
            vec_push(&walk.session.arena, &both, key.items[k]);
        for (size_t k = 0; k < next.len; k++)
            vec_push(&walk.session.arena, &both, next.items[k]);
        (void)call(&walk, walk.loop.batch, &both, NULL, &changed);
        all += changed;
        key = next;
    }
    assert_int_equal(all, 180);
    assert_str(ask(&walk.session, walk.session.conn, walk.loop.rest), "0");
    assert_str(
        ask(&walk.session, walk.session.conn,
            arena_printf(&walk.session.arena, "SELECT count(*) FROM anneal_backfill WHERE v = %.*s",
                         STR_ARG(walk.backfill.set.items[0].value))),
        "180");
    close_walk(&walk);
}

static void triggers_of_its_columns_are_named(void **state)
{
    static const char *const of_postgres[] = {
        "CREATE OR REPLACE FUNCTION anneal_backfill_f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
        "RETURN NEW; END'",
        "CREATE TRIGGER fires_on_v BEFORE UPDATE OF v ON anneal_backfill FOR EACH ROW EXECUTE "
        "FUNCTION anneal_backfill_f()",
        "CREATE TRIGGER fires_on_all AFTER UPDATE ON anneal_backfill FOR EACH ROW EXECUTE FUNCTION "
        "anneal_backfill_f()",
        "CREATE TRIGGER not_on_k BEFORE UPDATE OF k ON anneal_backfill FOR EACH ROW EXECUTE "
        "FUNCTION anneal_backfill_f()",
        "CREATE TRIGGER not_on_insert BEFORE INSERT ON anneal_backfill FOR EACH ROW EXECUTE "
        "FUNCTION anneal_backfill_f()",
        NULL};
    static const char *const of_sqlite[] = {
        "CREATE TRIGGER fires_on_v AFTER UPDATE OF k, \"V\" ON anneal_backfill BEGIN SELECT 1; END",
        "CREATE TRIGGER fires_on_all BEFORE UPDATE ON anneal_backfill BEGIN SELECT 1; END",
        "CREATE TRIGGER not_on_k BEFORE UPDATE OF k ON anneal_backfill BEGIN SELECT 1; END",
        "CREATE TRIGGER not_on_update INSERT ON anneal_backfill BEGIN UPDATE anneal_backfill SET v "
        "= 1; END",
        NULL};
    static const char *const of_mysql[] = {
        "CREATE TRIGGER fires_on_v BEFORE UPDATE ON anneal_backfill FOR EACH ROW SET @x = 1",
        "CREATE TRIGGER fires_on_all AFTER UPDATE ON anneal_backfill FOR EACH ROW SET @x = 1",
        "CREATE TRIGGER not_on_insert BEFORE INSERT ON anneal_backfill FOR EACH ROW SET @x = 1",
        NULL};
    const Subject *subject = *state;
    const char *const *sql = subject->engine->bit == E_LITE ? of_sqlite
                             : subject->engine->bit == E_PG ? of_postgres
                                                            : of_mysql;
    Walk walk;
    BackfillFacts facts;

    if (!is_reachable(subject))
        skip();
    walk = open_walk(subject, "CREATE TABLE anneal_backfill (k integer PRIMARY KEY, l text, v "
                              "text)");
    assert_int_equal(walk.facts.triggers.len, 0);
    for (; *sql != NULL; sql++)
        run(&walk, *sql);
    assert_true(subject->engine->look_backfill(walk.session.conn, &walk.backfill, &facts,
                                               &walk.session.arena, &walk.session.errs));
    assert_int_equal(facts.triggers.len, 2);
    assert_str(facts.triggers.items[0], "fires_on_all");
    assert_str(facts.triggers.items[1], "fires_on_v");
    assert_false(facts.is_hidden);
    close_walk(&walk);
}

static void without_a_lasting_key_it_asks_for_a_where(void **state)
{
    const Subject *subject = *state;
    Walk walk;
    BackfillInput input;
    StepLoop loop = {0};

    if (!is_reachable(subject))
        skip();
    walk = look_at(subject, "CREATE TABLE anneal_backfill (k integer, l text, v text)");
    walk.backfill.where = STR_ABSENT;
    input = input_of(&walk);
    assert_fails(subject->engine->backfill(&input, &loop, &walk.notes, &walk.session.errs),
                 &walk.session.errs, ERR_UNSUPPORTED);
    close_walk(&walk);
}

static int run_engine(Arena *arena, const Subject *subject)
{
    static const struct {
        const char *name;
        CMUnitTestFunction test;
    } plain[] = {
#define PLAIN(test) {#test, test}
        PLAIN(one_expression_is_told_from_more_or_less),
        PLAIN(a_parameter_is_refused),
        PLAIN(triggers_of_its_columns_are_named),
        PLAIN(without_a_lasting_key_it_asks_for_a_where),
#undef PLAIN
    };
    enum { PLAIN_COUNT = sizeof plain / sizeof *plain };
    struct CMUnitTest tests[PLAIN_COUNT + SHAPE_COUNT] = {0};
    size_t count = 0;

    for (size_t i = 0; i < PLAIN_COUNT; i++)
        tests[count++] = (struct CMUnitTest){
            .name = arena_printf(arena, "%s: %s", subject->engine->name, plain[i].name).ptr,
            .test_func = plain[i].test,
            .initial_state = (void *)(uintptr_t)subject};
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        At *at = ARENA_NEW(arena, At);
        if ((shapes[i].engines & subject->engine->bit) == 0)
            continue;
        *at = (At){subject, &shapes[i]};
        tests[count++] = (struct CMUnitTest){
            .name = arena_printf(arena, "%s: its walk reaches every row once: %s",
                                 subject->engine->name, shapes[i].name)
                        .ptr,
            .test_func = its_walk_reaches_every_row_once,
            .initial_state = at};
    }
    return _cmocka_run_group_tests(subject->engine->name, tests, count, NULL, NULL);
}

int main(void)
{
    Arena arena = {0};
    char folder[] = "/tmp/anneal-backfill-XXXXXX";
    int failed = 0;

    if (mkdtemp(folder) == NULL)
        return 1;
    for (const Engine *const *engine = engines; *engine != NULL; engine++) {
        Subject subject = subject_of(&arena, *engine, folder);
        failed += run_engine(&arena, &subject);
    }
    (void)remove(arena_printf(&arena, "%s/conformance.db", folder).ptr);
    (void)remove(folder);
    arena_free(&arena);
    return failed == 0 ? 0 : 1;
}
