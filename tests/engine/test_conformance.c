/* The contract of engine/engine.h, for every engine of the build. */
#include <time.h>

#include "subject.h"

/* Names that have broken tools before. */
static const char *const nasty[] = {
    "plain",      "MixedCase", "select",      "with blank", "dot.ted",    "com,ma",
    "\"quoted\"", "it's",      "back`tick",   "[brackets]", "semi;colon", "--comment",
    "/* x */",    "percent%s", "back\\slash", "new\nline",  "tab\tbed",   "\xC3\xA4\xE6\xBC\xA2",
    "$1",         "?",         ":named",      "a\"\"b",     "'",          "\"",
};
enum { NASTY_COUNT = sizeof nasty / sizeof *nasty };

static void assert_slot(const char *name, bool is_there)
{
    if (!is_there)
        fail_msg("slot %s is NULL", name);
}

static void no_slot_is_empty(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;

#define SLOT(name) assert_slot(#name, engine->name != NULL)
    SLOT(name);
    SLOT(title);
    SLOT(schemes);
    SLOT(platforms);
    SLOT(connect);
    SLOT(close);
    SLOT(describe);
    SLOT(introspect);
    SLOT(fold_name);
    SLOT(settle);
    SLOT(canonicalize);
    SLOT(recipe);
    SLOT(join_clauses);
    SLOT(rule);
    SLOT(quote_ident);
    SLOT(quote_literal);
    SLOT(split_script);
    SLOT(read_tokens);
    SLOT(declare_script);
    SLOT(object_script);
    SLOT(measure);
    SLOT(measure_scan);
    SLOT(exec);
    SLOT(query);
    SLOT(call);
    SLOT(begin);
    SLOT(commit);
    SLOT(rollback);
    SLOT(in_transaction);
    SLOT(enter_script);
    SLOT(leave_script);
    SLOT(own_role);
    SLOT(resume_role);
    SLOT(set_limits);
    SLOT(today);
    SLOT(ask_condition);
    SLOT(lock_relations);
    SLOT(watch);
    SLOT(find_blockers);
    SLOT(cancel_vacuum);
    SLOT(check_rights);
    SLOT(foresee);
    SLOT(has_waiters);
    SLOT(look_at_statement);
    SLOT(check_expression);
    SLOT(look_backfill);
    SLOT(backfill);
    SLOT(lock_deployer);
    SLOT(deployer_lock_holds);
    SLOT(unlock_deployer);
    SLOT(find_deployer);
    SLOT(open_scratch);
    SLOT(close_scratch);
    SLOT(put_journal_place);
    SLOT(journal_sql);
    SLOT(journal_upgrades);
#undef SLOT
}

static void it_is_found_by_its_names(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;

    assert_non_null(engine->schemes[0]);
    assert_non_null(engine->platforms[0]);
    for (const char *const *scheme = engine->schemes; *scheme != NULL; scheme++) {
        Arena arena = {0};
        Errs errs = {0};
        Url url;
        Str text = arena_printf(&arena, "%s:x", *scheme);
        assert_true(url_parse(&arena, text, &url, &errs));
        assert_ptr_equal(engine_for_url(&url, &errs), engine);
        errs_free(&errs);
        arena_free(&arena);
    }
}

static void it_has_one_bit_of_its_own(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;

    assert_true(engine->bit != 0 && (engine->bit & (engine->bit - 1)) == 0);
    assert_true((engine->bit & E_ALL) != 0);
    for (const Engine *const *other = engines; *other != NULL; other++)
        if (*other != engine)
            assert_int_equal((*other)->bit & engine->bit, 0);
    assert_int_equal((engine->capabilities & CAP_SCHEMAS) != 0, engine->default_schema.len > 0);
    assert_true(engine->newest_version > 0);
}

static void every_operation_has_a_rule(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;

    for (int op = 0; op < OP_COUNT; op++) {
        const LockRule *rule = engine->rule((Op)op, engine->newest_version);
        if (rule == NULL)
            fail_msg("%s has no rule", op_name((Op)op));
        assert_int_equal(rule->op, op);
        if (rule->mode != NULL && rule->proof == NULL)
            fail_msg("the rule of %s has no proof", op_name((Op)op));
    }
}

static void folding_twice_is_folding_once(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;

    for (size_t i = 0; i < NASTY_COUNT; i++) {
        Arena arena = {0};
        Str once = engine->fold_name(&arena, str_from(nasty[i]));
        assert_true(str_eq(engine->fold_name(&arena, once), once));
        arena_free(&arena);
    }
}

static void a_clause_becomes_a_statement_on_its_relation(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Arena arena = {0};
    Table table = {.obj = {.rec = {.type = &table_type},
                           .schema = engine->default_schema,
                           .name = STR("a\"b")}};
    Str clause = STR("ADD COLUMN c int");
    Sb name = sb_new(SB_LINE_MAX);
    Str statement = engine->join_clauses(&arena, &table.obj, &clause, 1);

    engine->quote_ident(&name, table.obj.name);
    assert_non_null(strstr(statement.ptr, sb_finish(&name, &arena).ptr));
    assert_true(str_ends(statement, clause));
    arena_free(&arena);
}

static void it_describes_itself(void **state)
{
    const Subject *subject = *state;
    Facts facts = {0};
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(subject->engine->describe(session.conn, &facts, &session.errs));
    assert_true(facts.version > 0);
    assert_true(facts.version_text.len > 0);
    assert_true(facts.database.len > 0);
    assert_false(facts.is_read_only);
    facts_free(&facts);
    session_close(&session);
}

static void quoted_names_and_strings_come_back(void **state)
{
    const Subject *subject = *state;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    for (size_t i = 0; i < NASTY_COUNT; i++) {
        Sb sql = sb_new(SB_LINE_MAX);
        Str name = str_from(nasty[i]);
        sb_puts(&sql, "SELECT s.");
        subject->engine->quote_ident(&sql, name);
        sb_puts(&sql, " FROM (SELECT ");
        subject->engine->quote_literal(&sql, name);
        sb_puts(&sql, " AS ");
        subject->engine->quote_ident(&sql, name);
        sb_puts(&sql, ") AS s");
        assert_true(str_eq(ask(&session, session.conn, sb_finish(&sql, &session.arena)), name));
    }
    session_close(&session);
}

static void null_is_not_empty(void **state)
{
    const Subject *subject = *state;
    Session session;
    Rows rows;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(subject->engine->query(session.conn,
                                       STR("SELECT NULL, '' UNION ALL SELECT 'a', 'b'"),
                                       &session.arena, &rows, &session.errs));
    assert_int_equal(rows.columns, 2);
    assert_int_equal(rows.count, 2);
    assert_null(ROW_CELL(&rows, 0, 0).ptr);
    assert_non_null(ROW_CELL(&rows, 0, 1).ptr);
    assert_str(ROW_CELL(&rows, 1, 1), "b");
    session_close(&session);
}

/* Where DDL does not roll back, the test before has left it. */
static void make_table(Session *session, const char *columns)
{
    const Engine *engine = session->subject->engine;
    Str create = arena_printf(&session->arena, "CREATE TABLE anneal_conformance (%s)", columns);

    assert_true(engine->exec(session->conn, STR("DROP TABLE IF EXISTS anneal_conformance"),
                             &session->errs));
    assert_true(engine->exec(session->conn, create, &session->errs));
}

static void drop_table(Session *session)
{
    assert_true(session->subject->engine->exec(
        session->conn, STR("DROP TABLE IF EXISTS anneal_conformance"), &session->errs));
}

/* The spelling of parameters is the engine's own. */
static Str with_parameters(Session *session, const char *sql)
{
    Arena *arena = &session->arena;
    bool is_dollar = session->subject->engine->bit == E_PG;
    Sb sb = sb_new(SB_LINE_MAX);

    for (; *sql != '\0'; sql++)
        sb_putc(&sb, *sql == '?' && is_dollar ? '$' : *sql);
    return sb_finish(&sb, arena);
}

static void values_travel_beside_the_statement(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;
    StrVec values = {0};
    int64_t changed = -1;
    Rows rows;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(engine->begin(session.conn, false, &session.errs));
    make_table(&session, "a int, b text");
    vec_push(&session.arena, &values, STR("7"));
    vec_push(&session.arena, &values, STR("it's; DROP TABLE x"));
    assert_true(engine->call(
        session.conn, with_parameters(&session, "INSERT INTO anneal_conformance VALUES (?1, ?2)"),
        &values, &session.arena, NULL, &changed, &session.errs));
    assert_int_equal(changed, 1);
    values.items[1] = STR_ABSENT;
    assert_true(
        engine->call(session.conn,
                     with_parameters(&session, "UPDATE anneal_conformance SET b = ?2 WHERE a > ?1"),
                     &values, &session.arena, NULL, &changed, &session.errs));
    assert_int_equal(changed, 0);
    assert_true(engine->call(
        session.conn,
        with_parameters(&session,
                        "SELECT b FROM anneal_conformance WHERE a = ?1 AND coalesce(?2, b) = b"),
        &values, &session.arena, &rows, &changed, &session.errs));
    assert_int_equal(rows.count, 1);
    assert_str(ROW_CELL(&rows, 0, 0), "it's; DROP TABLE x");
    engine->rollback(session.conn);
    drop_table(&session);
    session_close(&session);
}

static void what_is_rolled_back_is_gone(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(engine->begin(session.conn, false, &session.errs));
    make_table(&session, "a int");
    engine->rollback(session.conn);
    if ((engine->capabilities & CAP_TRANSACTIONAL_DDL) != 0)
        assert_fails(
            engine->exec(session.conn, STR("DROP TABLE anneal_conformance"), &session.errs),
            &session.errs, ERR_SERVER);
    engine->rollback(session.conn); /* harmless where nothing is open */
    drop_table(&session);
    session_close(&session);
}

static void a_reading_transaction_can_not_write(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(engine->begin(session.conn, true, &session.errs));
    assert_str(ask(&session, session.conn, STR("SELECT 'read'")), "read");
    assert_false(
        engine->exec(session.conn, STR("CREATE TABLE anneal_conformance (a int)"), &session.errs));
    engine->rollback(session.conn);
    assert_true(engine->begin(session.conn, true, &session.errs));
    assert_true(engine->commit(session.conn, &session.errs));
    session_close(&session);
}

static void errors_have_their_codes_and_the_servers_words(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_fails(engine->exec(session.conn, STR("SELEC 1"), &session.errs), &session.errs,
                 ERR_SERVER);
    assert_non_null(errs_last(&session.errs)->server);
    assert_true(engine->begin(session.conn, false, &session.errs));
    make_table(&session, "a int NOT NULL");
    assert_fails(engine->exec(session.conn, STR("INSERT INTO anneal_conformance VALUES (NULL)"),
                              &session.errs),
                 &session.errs, ERR_DATA);
    engine->rollback(session.conn);
    drop_table(&session);
    session_close(&session);
}

static void a_text_holds_one_statement(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_fails(engine->exec(session.conn, STR("SELECT 1; SELECT 2"), &session.errs),
                 &session.errs, ERR_SERVER);
    assert_true(engine->exec(session.conn, STR("SELECT 1; -- and no more\n"), &session.errs));
    session_close(&session);
}

static void an_error_knows_its_place_in_the_statement(void **state)
{
    const Subject *subject = *state;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_fails(
        subject->engine->exec(session.conn, STR("SELECT '\xC3\xA4',\n  nowhere"), &session.errs),
        &session.errs, ERR_SERVER);
    assert_null(errs_last(&session.errs)->loc.file);
    assert_int_equal(errs_last(&session.errs)->loc.line, 2);
    assert_int_equal(errs_last(&session.errs)->loc.column, 3);
    session_close(&session);
}

static void a_script_is_split_into_what_runs(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Arena arena = {0};
    Errs errs = {0};
    Statements statements = {0};

    /* A statement that can't be in a transaction, of one engine or another. */
    Str alone =
        (engine->bit & (E_MYSQL | E_MARIADB)) != 0 ? STR("OPTIMIZE TABLE a") : STR("VACUUM");
    Str script = arena_printf(&arena, "-- one\nSELECT ';';\nCOMMIT;%.*s", STR_ARG(alone));

    assert_true(engine->split_script(&arena, "a.sql", script, &statements, &errs));
    assert_int_equal(statements.len, 3);
    assert_str(statements.items[0].text, "SELECT ';'");
    assert_int_equal(statements.items[1].line, 3);
    assert_int_equal(statements.items[1].kind, STATEMENT_END);
    assert_int_equal(statements.items[2].kind, STATEMENT_ALONE);
    statements.len = 0;
    assert_fails(engine->split_script(&arena, "a.sql", STR("SELECT 'a"), &statements, &errs), &errs,
                 ERR_SYNTAX);
    errs_free(&errs);
    arena_free(&arena);
}

/* A temporary table, an open transaction; the session's own settings are judged by what they do. */
static void what_a_script_left_is_gone(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(engine->enter_script(session.conn, &session.errs));
    assert_false(engine->in_transaction(session.conn));
    assert_true(engine->exec(session.conn, STR("CREATE TEMPORARY TABLE anneal_left (a int)"),
                             &session.errs));
    assert_true(engine->begin(session.conn, false, &session.errs));
    assert_true(engine->in_transaction(session.conn));
    assert_true(engine->leave_script(session.conn, &session.errs));
    assert_false(engine->in_transaction(session.conn));
    assert_fails(engine->exec(session.conn, STR("SELECT * FROM anneal_left"), &session.errs),
                 &session.errs, ERR_SERVER);
    session_close(&session);
}

static void limits_can_be_set_and_lifted(void **state)
{
    const Subject *subject = *state;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(subject->engine->set_limits(session.conn, 100, 100, &session.errs));
    assert_true(subject->engine->set_limits(session.conn, 0, 0, &session.errs));
    assert_str(ask(&session, session.conn, STR("SELECT 'still here'")), "still here");
    session_close(&session);
}

static void an_introspected_model_holds_itself(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Filter filter = {0};
    Notes notes = {0};
    Session session;
    Model *model;
    bool ok;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    model = model_new();
    make_table(&session, "a int");
    ok = engine->introspect(session.conn, &filter, model, &notes, &session.errs);
    assert_true(engine->exec(session.conn, STR("DROP TABLE anneal_conformance"), &session.errs));
    if (!ok)
        fail_msg("introspect: %s", errs_last(&session.errs)->message);
    assert_non_null(
        model_find(model, REC_TABLE, engine->default_schema, STR("anneal_conformance")));
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        assert_ptr_equal(model_find(model, object->rec.type->kind, object->schema, object->name),
                         object);
    }
    model_free(model);
    notes_free(&notes);
    session_close(&session);
}

/* A session ends, and with it its lock, some time after its connection is closed; other tests
 * deploy to the same database. */
enum { PATIENCE_MS = 20 * 1000, NAP_MS = 20 };

static void wait_until_nobody_deploys(Session *session)
{
    const Engine *engine = session->subject->engine;
    Str holder = STR("?");

    for (int left_ms = PATIENCE_MS; left_ms > 0 && holder.len > 0; left_ms -= NAP_MS) {
        struct timespec nap = {0, NAP_MS * 1000000L};
        assert_true(engine->find_deployer(session->conn, &session->arena, &holder, &session->errs));
        if (holder.len > 0)
            (void)nanosleep(&nap, NULL);
    }
    assert_int_equal(holder.len, 0);
}

static void there_is_one_deployer(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    DeployerLock *lock = NULL, *other = NULL;
    Str holder = STR_ABSENT;
    Session session;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    assert_true(
        engine->lock_deployer(session.conn, &session.url, PATIENCE_MS, &lock, &session.errs));
    assert_true(engine->deployer_lock_holds(lock, &session.errs));
    assert_true(engine->find_deployer(session.conn, &session.arena, &holder, &session.errs));
    assert_true(holder.len > 0);
    assert_fails(engine->lock_deployer(session.conn, &session.url, 0, &other, &session.errs),
                 &session.errs, ERR_LOCK);
    engine->unlock_deployer(lock);
    assert_true(
        engine->lock_deployer(session.conn, &session.url, PATIENCE_MS, &other, &session.errs));
    engine->unlock_deployer(other);
    engine->unlock_deployer(NULL);
    wait_until_nobody_deploys(&session);
    session_close(&session);
}

static Str table_count(Session *session, Conn *conn)
{
    Filter filter = {.manage = {0}};
    Model *model = model_new();
    Notes notes = {0};
    size_t count = 0;
    bool ok = session->subject->engine->introspect(conn, &filter, model, &notes, &session->errs);

    for (size_t i = 0; ok && i < model->objects.len; i++)
        count += model->objects.items[i]->rec.type == &table_type;
    model_free(model);
    notes_free(&notes);
    return ok ? arena_printf(&session->arena, "%zu", count) : STR("unread");
}

/* It may have the live structure or none, but no rows; and what is done in it is nobody else's. */
static void a_scratch_database_is_one_of_its_own(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    ConnectOptions options = {.is_read_only = true};
    Scratch scratch = {0};
    Notes notes = {0};
    Session session;
    Conn *reader;
    Str before;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    reader = open_conn(&session, true);
    before = table_count(&session, reader);
    if (!engine->open_scratch(reader, &session.url, &options, &session.arena, &scratch, &notes,
                              &session.errs))
        fail_msg("open_scratch: %s", errs_last(&session.errs)->message);
    assert_true(engine->exec(scratch.conn, STR("CREATE TABLE anneal_conformance_scratch (a int)"),
                             &session.errs));
    assert_str(table_count(&session, reader), before.ptr);
    assert_true(engine->close_scratch(&session.url, &options, &scratch, &session.errs));
    assert_null(scratch.conn);
    assert_true(
        engine->close_scratch(&session.url, &options, &scratch, &session.errs)); /* nothing more */
    engine->close(reader);
    notes_free(&notes);
    session_close(&session);
}

static AnswerValue answer(Session *session, const char *text)
{
    ConditionAnswer found = {.value = ANSWER_NONE};

    if (!session->subject->engine->ask_condition(session->conn, str_from(text), 2000,
                                                 &session->arena, &found, &session->errs))
        fail_msg("%s: %s", text, errs_last(&session->errs)->message);
    assert_int_equal(found.value == ANSWER_BROKEN, found.words.len > 0);
    return found.value;
}

static void assert_answers(Session *session)
{
    static const struct {
        const char *text;
        AnswerValue value;
    } cases[] = {
        {"1 = 1", ANSWER_TRUE},
        {"SELECT 1 = 2;", ANSWER_FALSE},
        {"/* a */ select 1 = NULL -- b", ANSWER_NULL},
        {"WITH x AS (SELECT 1 AS a) SELECT a = 1 FROM x", ANSWER_TRUE},
        {"EXISTS (SELECT a FROM anneal_conformance)", ANSWER_TRUE},
        {"7", ANSWER_BROKEN},
        {"'yes'", ANSWER_BROKEN},
        {"", ANSWER_BROKEN},
        {"SELECT 1 = 1, 1 = 1", ANSWER_BROKEN},
        {"SELECT a = 1 FROM anneal_conformance", ANSWER_BROKEN},
        {"SELECT a = 1 FROM anneal_conformance WHERE a = 9", ANSWER_BROKEN},
        {"SELECT nowhere FROM nothing_of_that_name", ANSWER_BROKEN},
        {"DELETE FROM anneal_conformance", ANSWER_BROKEN},
        {"1 = 1) AS a; DELETE FROM anneal_conformance; SELECT (1 = 1", ANSWER_BROKEN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (answer(session, cases[i].text) != cases[i].value)
            fail_msg("%s: another answer than %d", cases[i].text, (int)cases[i].value);
}

/* Inside of a transaction, which goes on, and outside of any. */
static void a_condition_gives_one_boolean_and_writes_nothing(void **state)
{
    const Subject *subject = *state;
    const Engine *engine = subject->engine;
    Session session;
    Str day;

    if (!is_reachable(subject))
        skip();
    session = session_open(subject);
    make_table(&session, "a int");
    assert_true(engine->exec(session.conn, STR("INSERT INTO anneal_conformance VALUES (1), (2)"),
                             &session.errs));
    assert_answers(&session);
    assert_false(engine->in_transaction(session.conn));
    assert_true(engine->begin(session.conn, false, &session.errs));
    assert_answers(&session);
    assert_true(engine->exec(session.conn, STR("INSERT INTO anneal_conformance VALUES (3)"),
                             &session.errs));
    assert_true(engine->commit(session.conn, &session.errs));
    assert_str(ask(&session, session.conn, STR("SELECT count(*) FROM anneal_conformance")), "3");
    assert_true(engine->today(session.conn, &session.arena, &day, &session.errs));
    assert_true(day_is_valid(day));
    assert_true(engine->exec(session.conn, STR("DROP TABLE anneal_conformance"), &session.errs));
    session_close(&session);
}

static void nothing_to_close_is_no_harm(void **state)
{
    ((const Subject *)*state)->engine->close(NULL);
}

static const struct {
    const char *name;
    CMUnitTestFunction test;
} checks[] = {
#define CHECK(test) \
    { \
#test, test \
    }
    CHECK(no_slot_is_empty),
    CHECK(it_is_found_by_its_names),
    CHECK(it_has_one_bit_of_its_own),
    CHECK(every_operation_has_a_rule),
    CHECK(folding_twice_is_folding_once),
    CHECK(a_clause_becomes_a_statement_on_its_relation),
    CHECK(nothing_to_close_is_no_harm),
    CHECK(it_describes_itself),
    CHECK(quoted_names_and_strings_come_back),
    CHECK(null_is_not_empty),
    CHECK(values_travel_beside_the_statement),
    CHECK(what_is_rolled_back_is_gone),
    CHECK(a_reading_transaction_can_not_write),
    CHECK(errors_have_their_codes_and_the_servers_words),
    CHECK(a_script_is_split_into_what_runs),
    CHECK(a_text_holds_one_statement),
    CHECK(an_error_knows_its_place_in_the_statement),
    CHECK(what_a_script_left_is_gone),
    CHECK(limits_can_be_set_and_lifted),
    CHECK(a_condition_gives_one_boolean_and_writes_nothing),
    CHECK(an_introspected_model_holds_itself),
    CHECK(there_is_one_deployer),
    CHECK(a_scratch_database_is_one_of_its_own),
#undef CHECK
};
enum { CHECK_COUNT = sizeof checks / sizeof *checks };

static int run_engine(Arena *arena, const Subject *subject)
{
    struct CMUnitTest tests[CHECK_COUNT] = {0};

    for (size_t i = 0; i < CHECK_COUNT; i++)
        tests[i] = (struct CMUnitTest){
            .name = arena_printf(arena, "%s: %s", subject->engine->name, checks[i].name).ptr,
            .test_func = checks[i].test,
            .initial_state = (void *)(uintptr_t)subject};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    Arena arena = {0};
    char folder[] = "/tmp/anneal-conformance-XXXXXX";
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
