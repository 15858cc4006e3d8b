/* The journal on every engine of the build: its SQL, its upgrades, its lease. */
#include "subject.h"

#include "deploy/journal.h"

static const JournalPlace place = {.name = {"ops_case", 8}, .tool = {"0.1", 3}};

/* Removes what an earlier case left. */
static void drop_journal(Session *session)
{
    const Engine *engine = session->subject->engine;
    Rows rows = {0};

    if ((engine->capabilities & CAP_SCHEMAS) != 0) {
        assert_true(engine->exec(session->conn, STR("DROP SCHEMA IF EXISTS ops_case CASCADE"),
                                 &session->errs));
        return;
    }
    assert_true(engine->query(session->conn,
                              engine->bit == E_LITE
                                  ? STR("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                        "name LIKE '!_ops!_case!_%' ESCAPE '!'")
                                  : STR("SELECT table_name FROM information_schema.tables WHERE "
                                        "table_schema = database() AND table_name LIKE "
                                        "'!_ops!_case!_%' ESCAPE '!'"),
                              &session->arena, &rows, &session->errs));
    for (size_t i = 0; i < rows.count; i++)
        assert_true(engine->exec(
            session->conn, arena_printf(&session->arena, "DROP TABLE %.*s", STR_ARG(rows.cells[i])),
            &session->errs));
}

/* A statement with ~ for the place of the journal's tables. */
static void run(Session *session, const char *sql)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str rest = str_from(sql), part;

    for (bool is_first = true; str_cut(&rest, '~', &part); is_first = false) {
        if (!is_first)
            session->subject->engine->put_journal_place(&sb, place.name);
        sb_put(&sb, part);
    }
    if (!session->subject->engine->exec(session->conn, sb_finish(&sb, &session->arena),
                                        &session->errs))
        fail_msg("%s: %s", sql, errs_last(&session->errs)->server);
}

static Journal *open_journal(Session *session, Conn *conn, bool may_create)
{
    Journal *journal = NULL;

    if (!journal_open(&place, session->subject->engine, conn, may_create, &journal, &session->errs))
        fail_msg("journal: %s (%s)", errs_last(&session->errs)->message,
                 errs_last(&session->errs)->server);
    return journal;
}

/* A connection to a database without a journal. */
static Session fresh(const Subject *subject)
{
    Session session = session_open(subject);

    drop_journal(&session);
    return session;
}

static void end(Session *session, Journal *journal)
{
    journal_close(journal);
    session->subject->engine->rollback(session->conn);
    drop_journal(session);
    session_close(session);
}

static const DeploymentRow shop = {.product = {"shop", 4},
                                   .plan_hash = {"abc", 3},
                                   .who = {"ann", 3},
                                   .host = {"h\"1", 3},
                                   .server = {"Server 1", 8}};

static void begin(Session *session, Journal *journal)
{
    if (!journal_begin(journal, &shop, &session->errs))
        fail_msg("begin: %s (%s)", errs_last(&session->errs)->message,
                 errs_last(&session->errs)->server);
}

static void every_operation_has_its_sql(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    int version = 0;

    for (int op = 0; op < JOURNAL_OP_COUNT; op++)
        assert_non_null(engine->journal_sql((JournalOp)op));
    for (const JournalUpgrade *step = engine->journal_upgrades(); step->version > 0; step++)
        assert_int_equal(step->version, ++version);
    assert_true(version > 0);
}

static void an_absent_journal_reads_as_empty(void **state)
{
    Session session;
    DeploymentRows deployments = {0};
    ScriptRecords scripts = {0};
    LoopPosition loop;
    Journal *journal;
    bool is_paused = true;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, false);
    assert_true(journal_is_absent(journal));
    assert_int_equal(journal_version(journal), 0);
    assert_true(
        journal_deployments_read(journal, 0, 10, &session.arena, &deployments, &session.errs));
    assert_true(
        journal_scripts_read(journal, STR("shop"), &session.arena, &scripts, &session.errs));
    assert_true(journal_loop_read(journal, STR("l"), &session.arena, &loop, &session.errs));
    assert_true(journal_is_paused(journal, &is_paused, &session.arena, NULL, &session.errs));
    assert_int_equal(deployments.len + scripts.len + loop.key.len, 0);
    assert_false(is_paused);
    journal_close(journal);
    /* Looking has made nothing. */
    journal = open_journal(&session, session.conn, false);
    assert_true(journal_is_absent(journal));
    end(&session, journal);
}

static void it_is_made_once_and_found_again(void **state)
{
    DeploymentRows rows = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    assert_false(journal_is_absent(journal));
    begin(&session, journal);
    journal_close(journal);
    journal = open_journal(&session, session.conn, true);
    assert_true(journal_deployments_read(journal, 0, 10, &session.arena, &rows, &session.errs));
    assert_int_equal(rows.len, 1);
    assert_str(rows.items[0]->host, "h\"1");
    end(&session, journal);
}

static void a_later_version_is_refused_by_whoever_opens_it(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal_close(open_journal(&session, session.conn, true));
    run(&session, "UPDATE ~journal SET version = 999, tool = '9.9'");
    for (int may_create = 0; may_create < 2; may_create++) {
        assert_fails(
            journal_open(&place, engine, session.conn, may_create == 1, &journal, &session.errs),
            &session.errs, ERR_JOURNAL);
        assert_non_null(strstr(errs_last(&session.errs)->message, "999"));
        assert_non_null(strstr(errs_last(&session.errs)->message, "anneal 9.9"));
    }
    end(&session, NULL);
}

/* A later program's list: the engine's own steps, then another. */
enum { UPGRADES_MOST = 10 };
static JournalUpgrade with_more[UPGRADES_MOST], with_broken[UPGRADES_MOST];

/* Copies the engine's own steps; how many. */
static int own_upgrades(const Engine *engine, JournalUpgrade *list)
{
    int count = 0;

    for (const JournalUpgrade *step = engine->journal_upgrades(); step->version > 0; step++) {
        assert_true(count < UPGRADES_MOST - 2);
        list[count++] = *step;
    }
    return count;
}

static int newest; /* of the engine's own */

static const JournalUpgrade *more_upgrades(void)
{
    with_more[newest] =
        (JournalUpgrade){newest + 1, "-- One more.\nALTER TABLE {journal}pause ADD COLUMN\n    "
                                     "more text\n\nUPDATE {journal}pause SET more = 'x'\n"};
    return with_more;
}

static const JournalUpgrade *broken_upgrades(void)
{
    with_broken[newest] =
        (JournalUpgrade){newest + 1, "ALTER TABLE {journal}pause ADD COLUMN more text\n\nSELEC 1"};
    return with_broken;
}

static void an_older_one_is_upgraded_and_keeps_its_rows(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Engine later = *engine;
    JournalPause pause = {.who = STR("ann"), .why = STR("it's late")};
    bool is_paused = false;
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    newest = own_upgrades(engine, with_more);
    later.journal_upgrades = more_upgrades;
    journal = open_journal(&session, session.conn, true);
    assert_true(journal_set_paused(journal, &pause, &session.errs));
    journal_close(journal);

    /* Who only reads leaves it as it is. */
    assert_true(journal_open(&place, &later, session.conn, false, &journal, &session.errs));
    assert_int_equal(journal_version(journal), newest);
    journal_close(journal);
    assert_true(journal_open(&place, &later, session.conn, true, &journal, &session.errs));
    assert_int_equal(journal_version(journal), newest + 1);
    run(&session, "UPDATE ~pause SET more = 'y'");
    assert_true(journal_is_paused(journal, &is_paused, &session.arena, &pause, &session.errs));
    assert_true(is_paused);
    assert_str(pause.why, "it's late");
    journal_close(journal);

    assert_fails(journal_open(&place, engine, session.conn, true, &journal, &session.errs),
                 &session.errs, ERR_JOURNAL);
    end(&session, NULL);
}

static void a_failing_upgrade_leaves_it_as_it_was(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Engine later = *engine;
    Session session;
    Journal *journal;

    if (!is_reachable(*state) || (engine->capabilities & CAP_TRANSACTIONAL_DDL) == 0)
        skip();
    session = fresh(*state);
    newest = own_upgrades(engine, with_broken);
    later.journal_upgrades = broken_upgrades;
    journal_close(open_journal(&session, session.conn, true));
    assert_fails(journal_open(&place, &later, session.conn, true, &journal, &session.errs),
                 &session.errs, ERR_SERVER);
    journal = open_journal(&session, session.conn, true);
    assert_int_equal(journal_version(journal), newest);
    run(&session, "ALTER TABLE ~pause ADD COLUMN more text");
    end(&session, journal);
}

static void who_begins_later_supersedes(void **state)
{
    Session session;
    Journal *first, *second;
    DeploymentRows rows = {0};
    Errs found = {0};
    Conn *conn;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    conn = open_conn(&session, false);
    first = open_journal(&session, session.conn, true);
    begin(&session, first);
    assert_true(journal_check_lease(first, &session.errs));
    second = open_journal(&session, conn, true);
    begin(&session, second);
    assert_int_equal(journal_deployment_id(second), journal_deployment_id(first) + 1);
    assert_true(journal_check_lease(second, &session.errs));
    assert_fails(journal_check_lease(first, &session.errs), &session.errs, ERR_LOCK);
    assert_true(journal_is_superseded(first));
    assert_false(journal_is_superseded(second));
    assert_true(journal_end(second, NULL, &found, &session.errs));
    assert_true(journal_deployments_read(second, 0, 10, &session.arena, &rows, &session.errs));
    assert_int_equal(rows.len, 2);
    assert_int_equal(rows.items[0]->outcome, DEPLOYMENT_DONE);
    assert_true(rows.items[0]->ended_at.len == strlen("2026-11-27T07:30:00.123Z"));
    assert_int_equal(rows.items[1]->outcome, DEPLOYMENT_INTERRUPTED);
    assert_null(rows.items[1]->ended_at.ptr);
    session.subject->engine->close(conn);
    journal_close(second);
    end(&session, first);
}

static void nobody_begins_within_a_checked_transaction(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Session session;
    Journal *first, *second;
    Conn *conn;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    conn = open_conn(&session, false);
    first = open_journal(&session, session.conn, true);
    second = open_journal(&session, conn, true);
    begin(&session, first);
    assert_true(engine->begin(session.conn, false, &session.errs));
    assert_true(journal_check_lease(first, &session.errs));
    assert_fails(journal_begin(second, &shop, &session.errs), &session.errs, ERR_LOCK);
    assert_true(engine->commit(session.conn, &session.errs));
    begin(&session, second);
    assert_fails(journal_check_lease(first, &session.errs), &session.errs, ERR_LOCK);
    engine->close(conn);
    journal_close(second);
    end(&session, first);
}

static void steps_commit_with_their_transaction(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Step one = {.id = STR("s1"), .object = STR("table a"), .relation = STR("a")};
    Step two = {.id = STR("s2"), .object = STR("table b"), .relation = STR("b")};
    StepOutcome outcomes[] = {
        {.step = &one, .result = RESULT_DONE, .attempts = 1, .took_ms = 5},
        {.step = &two, .result = RESULT_DONE, .attempts = 2, .rows = {true, 7}}};
    const StepOutcome *both[] = {&outcomes[0], &outcomes[1]};
    StepOutcomes list = {.items = both, .len = 2};
    Err error = {.code = ERR_LOCK};
    StepRows rows = {0};
    Session session;
    Journal *journal;
    int64_t id;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    begin(&session, journal);
    id = journal_deployment_id(journal);
    assert_true(engine->begin(session.conn, false, &session.errs));
    assert_true(
        journal_steps_save(journal, outcomes, &list, JOURNAL_STEP_DONE, NULL, &session.errs));
    engine->rollback(session.conn);
    assert_true(journal_steps_read(journal, id, &session.arena, &rows, &session.errs));
    assert_int_equal(rows.len, 0);

    assert_true(
        journal_steps_save(journal, outcomes, &list, JOURNAL_STEP_RUNNING, NULL, &session.errs));
    assert_true(
        journal_steps_save(journal, outcomes, &list, JOURNAL_STEP_DONE, NULL, &session.errs));
    list.len = 1;
    assert_true(
        journal_steps_save(journal, outcomes, &list, JOURNAL_STEP_FAILED, &error, &session.errs));
    assert_true(journal_steps_read(journal, id, &session.arena, &rows, &session.errs));
    assert_int_equal(rows.len, 2);
    assert_str(rows.items[0]->id, "s1");
    assert_int_equal(rows.items[0]->state, JOURNAL_STEP_FAILED);
    assert_str(rows.items[0]->error, "ERR_LOCK");
    assert_int_equal(rows.items[1]->state, JOURNAL_STEP_DONE);
    assert_int_equal(rows.items[1]->rows.value, 7);
    assert_int_equal(rows.items[1]->attempts.value, 2);
    assert_true(rows.items[1]->ended_at.len > 0);
    end(&session, journal);
}

static void a_plan_finds_the_last_row_of_each_of_its_steps(void **state)
{
    Step step = {.id = STR("s1"), .object = STR("table a")};
    StepOutcome outcome = {.step = &step, .result = RESULT_DONE, .attempts = 1};
    const StepOutcome *only[] = {&outcome};
    StepOutcomes list = {.items = only, .len = 1};
    StepRows rows = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    begin(&session, journal);
    assert_true(
        journal_steps_save(journal, &outcome, &list, JOURNAL_STEP_FAILED, NULL, &session.errs));
    begin(&session, journal);
    assert_true(
        journal_steps_save(journal, &outcome, &list, JOURNAL_STEP_DONE, NULL, &session.errs));
    assert_true(journal_steps_of_plan(journal, STR("abc"), &session.arena, &rows, &session.errs));
    assert_int_equal(rows.len, 1);
    assert_int_equal(rows.items[0]->state, JOURNAL_STEP_DONE);
    assert_int_equal(rows.items[0]->deployment.value, 2);
    rows.len = 0;
    assert_true(journal_steps_of_plan(journal, STR("abd"), &session.arena, &rows, &session.errs));
    assert_int_equal(rows.len, 0);
    end(&session, journal);
}

static void scripts_are_known_by_product_and_path(void **state)
{
    ScriptRecord script = {.product = STR("shop"),
                           .path = STR("After/it's \xC3\xA4.sql"),
                           .hash = STR("h1"),
                           .state = SCRIPT_RUNNING,
                           .statements_done = {true, 2}};
    ScriptRecords scripts = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    begin(&session, journal);
    assert_true(journal_script_save(journal, &script, &session.errs));
    script.hash = STR("h2");
    script.state = SCRIPT_DONE;
    assert_true(journal_script_save(journal, &script, &session.errs));
    script.product = STR("other");
    assert_true(journal_script_save(journal, &script, &session.errs));
    assert_true(
        journal_scripts_read(journal, STR("shop"), &session.arena, &scripts, &session.errs));
    assert_int_equal(scripts.len, 1);
    assert_str(scripts.items[0]->path, "After/it's \xC3\xA4.sql");
    assert_str(scripts.items[0]->hash, "h2");
    assert_int_equal(scripts.items[0]->state, SCRIPT_DONE);
    assert_int_equal(scripts.items[0]->statements_done.value, 2);
    assert_int_equal(scripts.items[0]->deployment.value, journal_deployment_id(journal));
    assert_true(journal_scripts_read(journal, STR_ABSENT, &session.arena, &scripts, &session.errs));
    assert_int_equal(scripts.len, 3);
    end(&session, journal);
}

static void a_loop_goes_on_where_it_was(void **state)
{
    Str key[] = {STR("10"), STR("a\"b'c\\d"), STR("")};
    Str stubborn[] = {STR("[\"3\"]")};
    LoopPosition loop = {.id = STR("l1"),
                         .object = STR("table a"),
                         .key = {.items = key, .len = 3},
                         .stubborn = {.items = stubborn, .len = 1},
                         .rows_done = {true, 9000000000},
                         .rows_total = {true, 9000000001},
                         .batch_rows = {true, 500}};
    LoopPosition found;
    LoopPositions loops = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    assert_true(journal_loop_save(journal, &loop, &session.errs));
    loop.rows_total.given = false; /* what is known stays */
    loop.is_finished = true;
    assert_true(journal_loop_save(journal, &loop, &session.errs));
    assert_true(journal_loop_read(journal, STR("l1"), &session.arena, &found, &session.errs));
    assert_int_equal(found.key.len, 3);
    assert_str(found.key.items[1], "a\"b'c\\d");
    assert_str(found.stubborn.items[0], "[\"3\"]");
    assert_true(found.rows_done.value == 9000000000);
    assert_true(found.rows_total.value == 9000000001);
    assert_true(found.is_finished);
    assert_true(journal_loops_read(journal, &session.arena, &loops, &session.errs));
    assert_int_equal(loops.len, 1);
    end(&session, journal);
}

static void images_belong_to_the_plan_that_changed_last(void **state)
{
    ObjectImage a = {.rec = {.type = &object_image_type},
                     .object = STR("table a"),
                     .before = STR("b"),
                     .record = STR("{\"Name\": \"a\"}")};
    ObjectImage b = {.rec = {.type = &object_image_type}, .object = STR("table b")};
    ObjectImage *both[] = {&a, &b};
    ObjectImages list = {.items = both, .len = 2}, found = {0};
    DeploymentRow other = shop;
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    begin(&session, journal);
    assert_true(journal_images_save(journal, &list, &session.errs));
    a.after = STR("c");
    a.is_finished = true;
    assert_true(journal_images_save(journal, &list, &session.errs));
    assert_true(journal_images_of_plan(journal, STR("abc"), &session.arena, &found, &session.errs));
    assert_int_equal(found.len, 2);
    assert_str(found.items[0]->after, "c");
    assert_str(found.items[0]->record, "{\"Name\": \"a\"}");
    assert_true(found.items[0]->is_finished);
    assert_false(found.items[1]->is_finished);

    other.plan_hash = STR("xyz");
    assert_true(journal_begin(journal, &other, &session.errs));
    list.len = 1;
    assert_true(journal_images_save(journal, &list, &session.errs));
    found.len = 0;
    assert_true(journal_images_of_plan(journal, STR("abc"), &session.arena, &found, &session.errs));
    assert_int_equal(found.len, 1);
    assert_str(found.items[0]->object, "table b");
    end(&session, journal);
}

static void save_step(Session *session, Journal *journal, Op op, Str object, bool is_new)
{
    Step step = {.id = STR("s"), .op = (int)op, .object = object};
    StepOutcome outcome = {.step = &step, .result = RESULT_DONE, .attempts = 1};
    const StepOutcome *only[] = {&outcome};
    StepOutcomes list = {.items = only, .len = 1};
    ObjectImage image = {.rec = {.type = &object_image_type},
                         .object = object,
                         .before = is_new ? STR_ABSENT : STR("f")};
    ObjectImage *images[] = {&image};
    ObjectImages all = {.items = images, .len = 1};

    begin(session, journal);
    assert_true(journal_images_save(journal, &all, &session->errs));
    assert_true(
        journal_steps_save(journal, &outcome, &list, JOURNAL_STEP_DONE, NULL, &session->errs));
}

/* What was there before, or was dropped by a later deployment, is nobody's. */
static void what_was_created_is_owned_until_it_is_dropped(void **state)
{
    OwnedObjects owned = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    save_step(&session, journal, OP_CREATE_TABLE, STR("table a"), true);
    save_step(&session, journal, OP_CREATE_TABLE, STR("table b"), true);
    save_step(&session, journal, OP_CREATE_TABLE, STR("table c"), false);
    save_step(&session, journal, OP_ADD_COLUMN, STR("table d"), true);
    assert_true(journal_owned_read(journal, STR("shop"), &session.arena, &owned, &session.errs));
    assert_int_equal(owned.len, 2);
    save_step(&session, journal, OP_DROP_TABLE, STR("table a"), false);
    owned.len = 0;
    assert_true(journal_owned_read(journal, STR("shop"), &session.arena, &owned, &session.errs));
    assert_int_equal(owned.len, 1);
    assert_str(owned.items[0]->object, "table b");
    owned.len = 0;
    assert_true(journal_owned_read(journal, STR("other"), &session.arena, &owned, &session.errs));
    assert_int_equal(owned.len, 0);
    end(&session, journal);
}

static void a_spelling_is_of_its_product_and_the_last_one_counts(void **state)
{
    SpellingRow one = {.rec = {.type = &spelling_row_type},
                       .product = STR("shop"),
                       .object = STR("view a"),
                       .source = STR("1"),
                       .live = STR("2")};
    SpellingRow *items[] = {&one};
    SpellingRows all = {.items = items, .len = 1}, found = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    assert_true(journal_spellings_save(journal, &all, &session.errs));
    one.live = STR("it's 3");
    assert_true(journal_spellings_save(journal, &all, &session.errs));
    assert_true(
        journal_spellings_read(journal, STR("other"), &session.arena, &found, &session.errs));
    assert_int_equal(found.len, 0);
    assert_true(
        journal_spellings_read(journal, STR("shop"), &session.arena, &found, &session.errs));
    assert_int_equal(found.len, 1);
    assert_str(found.items[0]->object, "view a");
    assert_str(found.items[0]->source, "1");
    assert_str(found.items[0]->live, "it's 3");
    end(&session, journal);
}

static void a_recipe_is_open_until_it_is_closed(void **state)
{
    Str made[] = {STR("index a_new")};
    OpenRecipe recipe = {.id = STR("r1"),
                         .object = STR("table a"),
                         .state = STR("built"),
                         .artefacts = {.items = made, .len = 1}};
    OpenRecipes recipes = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    begin(&session, journal);
    assert_true(journal_recipe_save(journal, &recipe, &session.errs));
    recipe.state = STR("swapped");
    assert_true(journal_recipe_save(journal, &recipe, &session.errs));
    assert_true(journal_recipes_read(journal, &session.arena, &recipes, &session.errs));
    assert_int_equal(recipes.len, 1);
    assert_str(recipes.items[0]->state, "swapped");
    assert_str(recipes.items[0]->artefacts.items[0], "index a_new");
    assert_true(journal_recipe_close(journal, STR("r1"), &session.errs));
    recipes.len = 0;
    assert_true(journal_recipes_read(journal, &session.arena, &recipes, &session.errs));
    assert_int_equal(recipes.len, 0);
    end(&session, journal);
}

static void a_pause_lasts_until_it_is_ended(void **state)
{
    JournalPause pause = {.who = STR("ann"), .why = STR("a sale")};
    bool is_paused = false;
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    assert_true(journal_set_paused(journal, &pause, &session.errs));
    assert_true(journal_is_paused(journal, &is_paused, &session.arena, &pause, &session.errs));
    assert_true(is_paused);
    assert_str(pause.why, "a sale");
    assert_true(journal_set_paused(journal, NULL, &session.errs));
    assert_true(journal_is_paused(journal, &is_paused, &session.arena, NULL, &session.errs));
    assert_false(is_paused);
    end(&session, journal);
}

static void a_row_that_makes_no_sense_is_said(void **state)
{
    DeploymentRows rows = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    begin(&session, journal);
    run(&session, "UPDATE ~deployments SET outcome = 'splendid'");
    assert_fails(journal_deployments_read(journal, 0, 1, &session.arena, &rows, &session.errs),
                 &session.errs, ERR_JOURNAL);
    run(&session, "DELETE FROM ~lease");
    assert_fails(journal_check_lease(journal, &session.errs), &session.errs, ERR_JOURNAL);
    end(&session, journal);
}

static void it_is_part_of_no_model_whatever_its_name(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Model *model;
    Filter everything = {0};
    Notes notes = {0};
    Session session;
    Journal *journal;

    if (!is_reachable(*state))
        skip();
    model = model_new();
    session = fresh(*state);
    journal = open_journal(&session, session.conn, true);
    assert_true(engine->introspect(session.conn, &everything, model, &notes, &session.errs));
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        if (str_starts(object->schema, place.name) || str_starts(object->name, place.name) ||
            str_starts(object->name, STR("_ops_case")))
            fail_msg("%.*s.%.*s is in the model", STR_ARG(object->schema), STR_ARG(object->name));
    }
    model_free(model);
    notes_free(&notes);
    end(&session, journal);
}

static void what_is_somebody_elses_is_left_alone(void **state)
{
    const Engine *engine = ((const Subject *)*state)->engine;
    Session session;
    Journal *journal;

    if (!is_reachable(*state) || (engine->capabilities & CAP_SCHEMAS) == 0)
        skip();
    session = fresh(*state);
    assert_true(engine->exec(session.conn, STR("CREATE SCHEMA ops_case"), &session.errs));
    assert_true(
        engine->exec(session.conn, STR("CREATE TABLE ops_case.steps (a int)"), &session.errs));
    assert_fails(journal_open(&place, engine, session.conn, true, &journal, &session.errs),
                 &session.errs, ERR_JOURNAL);
    end(&session, NULL);
}

static const struct {
    const char *name;
    CMUnitTestFunction test;
} checks[] = {
#define CHECK(test) \
    { \
#test, test \
    }
    CHECK(every_operation_has_its_sql),
    CHECK(an_absent_journal_reads_as_empty),
    CHECK(it_is_made_once_and_found_again),
    CHECK(a_later_version_is_refused_by_whoever_opens_it),
    CHECK(an_older_one_is_upgraded_and_keeps_its_rows),
    CHECK(a_failing_upgrade_leaves_it_as_it_was),
    CHECK(who_begins_later_supersedes),
    CHECK(nobody_begins_within_a_checked_transaction),
    CHECK(steps_commit_with_their_transaction),
    CHECK(a_plan_finds_the_last_row_of_each_of_its_steps),
    CHECK(scripts_are_known_by_product_and_path),
    CHECK(a_loop_goes_on_where_it_was),
    CHECK(images_belong_to_the_plan_that_changed_last),
    CHECK(what_was_created_is_owned_until_it_is_dropped),
    CHECK(a_spelling_is_of_its_product_and_the_last_one_counts),
    CHECK(a_recipe_is_open_until_it_is_closed),
    CHECK(a_pause_lasts_until_it_is_ended),
    CHECK(a_row_that_makes_no_sense_is_said),
    CHECK(it_is_part_of_no_model_whatever_its_name),
    CHECK(what_is_somebody_elses_is_left_alone),
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
    char folder[] = "/tmp/anneal-journal-XXXXXX";
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
