/* Loops of declared backfills, run on real databases. */
#include "on_servers.h"

#include <time.h>

#include "model/backfill.h"
#include "model/slot.h"

static const char *const schemes[] = {"sqlite", "postgresql"};

/* One test's loop, and what happens while it runs. */
typedef struct Ground {
    OnServer on;
    Conn *other; /* an application's connection */
    Model *model;
    Table *table;
    Backfill backfill;
    Step *step;
    DeployOptions options;
    volatile sig_atomic_t stop;
    size_t events;
    size_t stop_after; /* events of progress; 0: never */
    void (*at_event)(struct Ground *ground, const DeployEvent *event);
    char pause_file[64];
} Ground;

static void on_event(void *context, const DeployEvent *event)
{
    Ground *ground = context;

    if (event->unit.len > 0 || event->result == RESULT_WAITING) {
        ground->events++;
        if (ground->events == ground->stop_after)
            ground->stop = 1;
        if (ground->at_event != NULL)
            ground->at_event(ground, event);
    }
}

/* As the application. */
static void app(Ground *ground, const char *sql)
{
    Errs errs = {0};

    if (!ground->on.engine->exec(ground->other, str_from(sql), &errs))
        fail_msg("%s: %s", sql, errs_last(&errs)->message);
    errs_free(&errs);
}

static void add_column(Ground *ground, const char *name, const char *type, bool is_nullable)
{
    Column *column = model_add_column(ground->model, ground->table, str_from(name));

    column->type = str_from(type);
    column->is_nullable = is_nullable;
}

/* The table anneal_loop (a, b, n, v) with the key columns given; "" none. */
static bool open_ground(Ground *ground, const char *scheme, const char *create, const char *key)
{
    ConnectOptions options = {.lock_timeout_ms = 2000};
    Str rest = str_from(key), name;
    Index *index;

    *ground = (Ground){0};
    if (!on_server_open(&ground->on, scheme))
        return false;
    assert_true(
        ground->on.engine->connect(&ground->on.url, &options, &ground->other, &ground->on.errs));
    on_server_sql(&ground->on, "DROP TABLE IF EXISTS anneal_loop");
    on_server_sql(&ground->on, create);
    ground->model = model_new();
    ground->table = model_add(ground->model, &table_type, ground->on.engine->default_schema,
                              STR("anneal_loop"));
    add_column(ground, "a", "text", false);
    add_column(ground, "b", "integer", false);
    add_column(ground, "n", "integer", false);
    add_column(ground, "v", "integer", true);
    if (strstr(create, "WITHOUT ROWID") != NULL)
        sparse_set_bool(&ground->model->arena, &ground->table->obj.rec, FIELD_TABLE_WITHOUT_ROWID,
                        true);
    if (*key != '\0') {
        index = model_add_index(ground->model, ground->table, STR("anneal_loop_pkey"));
        index->is_primary = true;
        while (str_cut(&rest, ',', &name))
            vec_push(&ground->model->arena, &index->keys, ((KeyPart){.name = name}));
    }
    ground->options = (DeployOptions){.phases = {true, true, true},
                                      .lock_budget_ms = 500,
                                      /* the one before may not have ended on the server yet */
                                      .deployer_wait_ms = 20 * 1000,
                                      .on_event = on_event,
                                      .context = ground,
                                      .stop = &ground->stop,
                                      .guard_budget_ms = 60 * 1000};
    return true;
}

static void close_ground(Ground *ground)
{
    ground->on.engine->close(ground->other);
    on_server_sql(&ground->on, "DROP TABLE anneal_loop");
    model_free(ground->model);
    if (ground->pause_file[0] != '\0')
        (void)unlink(ground->pause_file);
    on_server_close(&ground->on);
}

/* A loop that no journal knows yet. */
static Str new_id(Arena *arena)
{
    static int count;
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return arena_printf(arena, "test %d %lld %lld %d", (int)getpid(), (long long)now.tv_sec,
                        (long long)now.tv_nsec, count++);
}

static int version_of(Ground *ground)
{
    Facts facts = {0};
    int version;

    assert_true(ground->on.engine->describe(ground->on.conn, &facts, &ground->on.errs));
    version = facts.version;
    facts_free(&facts);
    return version;
}

/* `UPDATE … SET column = value WHERE where` as a loop. */
static void add_loop(Ground *ground, const char *column, const char *value, const char *where)
{
    Arena *arena = &ground->on.plan->arena;
    BackfillFacts facts = {0};
    StrVec notes = {0};
    MapEntry entry = {str_from(column), str_from(value)};
    BackfillInput input = {arena,         version_of(ground), &ground->backfill,
                           ground->table, ground->table,      &facts};

    ground->backfill = (Backfill){.rec = {.type = &backfill_type},
                                  .name = STR("test"),
                                  .schema = ground->on.engine->default_schema,
                                  .table = STR("anneal_loop"),
                                  .where = str_from(where)};
    vec_push(arena, &ground->backfill.set, entry);
    ground->step = on_server_step(&ground->on, STEP_LOOP, OP_BACKFILL);
    ground->step->phase = PHASE_MIGRATE;
    ground->step->slot = SLOT_MIGRATE;
    ground->step->cost = COST_COPY;
    ground->step->loop = record_new(arena, &step_loop_type);
    if (!ground->on.engine->backfill(&input, ground->step->loop, &notes, &ground->on.errs))
        fail_msg("%s", errs_last(&ground->on.errs)->message);
    ground->step->loop->id = new_id(arena);
    ground->step->loop->size = (OptInt){true, 10};
}

static bool run(Ground *ground)
{
    ground->stop = 0;
    ground->events = 0;
    return deploy_run(ground->on.engine, ground->on.conn, &ground->on.url, ground->on.plan,
                      &ground->options, &ground->on.arena, &ground->on.outcome, &ground->on.errs);
}

static void must_run(Ground *ground)
{
    if (!run(ground))
        fail_msg("%s (%s)", errs_last(&ground->on.errs)->message,
                 errs_last(&ground->on.errs)->server);
}

static void must_fail(Ground *ground, ErrCode code)
{
    assert_false(run(ground));
    if (errs_last(&ground->on.errs)->code != code)
        fail_msg("%s: %s", err_code_name(errs_last(&ground->on.errs)->code),
                 errs_last(&ground->on.errs)->message);
    errs_drop(&ground->on.errs, 0);
}

static int64_t ask_number(Ground *ground, const char *sql)
{
    int64_t number = -1;

    (void)str_to_int64(on_server_ask(&ground->on, sql), &number);
    return number;
}

#define MANY "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500) "
static const char by_number[] = "CREATE TABLE anneal_loop (a text NOT NULL, b integer NOT NULL "
                                "PRIMARY KEY, n integer NOT NULL, v integer)";
static const char fill[] = MANY "INSERT INTO anneal_loop SELECT 'x', i - 250, 0, NULL FROM c";

static bool numbered(Ground *ground, const char *scheme)
{
    if (!open_ground(ground, scheme, by_number, "b"))
        return false;
    if (strcmp(scheme, "sqlite") == 0)
        ground->table->columns.items[1]->type = STR("INTEGER");
    on_server_sql(&ground->on, fill);
    return true;
}

/* ---- the walk
 * --------------------------------------------------------------------------------------------------
 */

static void each_row_is_visited_once(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "n", "n + 1", "");
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE n = 1"), 500);
    assert_int_equal(ground.on.outcome.steps.items[0].rows.value, 500);
    assert_true(ground.events > 3);
    close_ground(&ground);
}

static void a_finished_loop_runs_no_more(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "n", "n + 1", "");
    must_run(&ground);
    must_run(&ground);
    assert_int_equal(ground.on.outcome.steps.items[0].result, RESULT_SKIPPED);
    assert_int_equal(ask_number(&ground, "SELECT max(n) FROM anneal_loop"), 1);
    close_ground(&ground);
}

static void a_stopped_loop_goes_on_where_it_was(void **state)
{
    Ground ground;
    int stops = 0;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "n", "n + 1", "");
    ground.stop_after = 2;
    while (!run(&ground)) {
        assert_int_equal(errs_last(&ground.on.errs)->code, ERR_CANCELLED);
        errs_drop(&ground.on.errs, 0);
        stops++;
    }
    assert_true(stops > 1);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE n = 1"), 500);
    close_ground(&ground);
}

static void an_empty_table_is_done_at_once(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    on_server_sql(&ground.on, "DELETE FROM anneal_loop");
    add_loop(&ground, "v", "1", "v IS NULL");
    must_run(&ground);
    assert_int_equal(ground.on.outcome.steps.items[0].result, RESULT_DONE);
    close_ground(&ground);
}

static void keys_of_texts_and_several_columns_work(void **state)
{
    static const char *const tables[] = {
        "CREATE TABLE anneal_loop (a text NOT NULL, b integer NOT NULL, n integer NOT NULL, "
        "v integer, PRIMARY KEY (a, b))%s",
    };
    bool is_file = strcmp(*state, "sqlite") == 0;
    Ground ground;
    Arena arena = {0};

    if (!open_ground(&ground, *state,
                     arena_printf(&arena, "%.*s%s", (int)strlen(tables[0]) - 2, tables[0],
                                  is_file ? " WITHOUT ROWID" : "")
                         .ptr,
                     "a,b"))
        skip();
    on_server_sql(&ground.on, MANY
                  "INSERT INTO anneal_loop SELECT CASE i % 7 WHEN 0 THEN '' WHEN 1 THEN 'it''s' "
                  "WHEN 2 THEN '\"q\"' WHEN 3 THEN 'a,b' WHEN 4 THEN '\xC3\xA4' WHEN 5 THEN 'A' "
                  "ELSE 'a\\b' END, i - 250, 0, NULL FROM c");
    add_loop(&ground, "n", "n + 1", "");
    ground.step->loop->size = (OptInt){true, 7};
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE n = 1"), 500);
    close_ground(&ground);
    arena_free(&arena);
}

static void rows_without_a_key_are_done_by_where_they_stand(void **state)
{
    Ground ground;

    if (!open_ground(&ground, *state,
                     "CREATE TABLE anneal_loop (a text NOT NULL, b integer NOT NULL, n integer NOT "
                     "NULL, v integer)",
                     ""))
        skip();
    on_server_sql(&ground.on, MANY "INSERT INTO anneal_loop SELECT 'a text of some length', i, 0, "
                                   "NULL FROM c");
    on_server_sql(&ground.on, "INSERT INTO anneal_loop SELECT a, b, n, v FROM anneal_loop");
    add_loop(&ground, "v", "b * 2", "v IS NULL");
    ground.step->loop->size = (OptInt){true, 1};
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE v = b * 2"), 1000);
    assert_int_equal(ground.on.outcome.steps.items[0].rows.value, 1000);
    close_ground(&ground);
}

/* ---- others
 * ----------------------------------------------------------------------------------------------------
 */

/* An application that goes on meanwhile, in front of the walk and behind it. */
static void write_beside(Ground *ground, const DeployEvent *event)
{
    (void)event;
    if (ground->events > 6)
        return;
    app(ground, "INSERT INTO anneal_loop SELECT 'new', min(b) - 1, 0, NULL FROM anneal_loop");
    app(ground, "INSERT INTO anneal_loop SELECT 'new', max(b) + 1, 0, NULL FROM anneal_loop");
    app(ground, "UPDATE anneal_loop SET v = NULL WHERE b IN (SELECT min(b) + 3 FROM anneal_loop)");
    app(ground, "DELETE FROM anneal_loop WHERE b IN (SELECT max(b) - 5 FROM anneal_loop)");
}

static void what_others_write_meanwhile_is_done_too(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "v", "b * 2", "v IS NULL");
    ground.at_event = write_beside;
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE v IS NULL"), 0);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE v = b * 2"), 506);
    close_ground(&ground);
}

static void undo_all(Ground *ground, const DeployEvent *event)
{
    (void)event;
    app(ground, "UPDATE anneal_loop SET v = NULL WHERE b = -249");
}

static void rows_that_come_as_fast_are_never_called_done(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "v", "1", "v IS NULL");
    ground.at_event = undo_all;
    must_fail(&ground, ERR_UNFINISHED);
    ground.at_event = NULL;
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE v IS NULL"), 0);
    close_ground(&ground);
}

static void a_row_that_stays_as_it_is_stops_the_loop(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "v", "CASE WHEN b < 100 THEN 1 END", "v IS NULL");
    must_fail(&ground, ERR_DATA);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE b >= 100 AND v IS "
                                         "NOT NULL"),
                     0);
    close_ground(&ground);
}

static void free_row(Ground *ground, const DeployEvent *event)
{
    if (event->done >= 400)
        ground->on.engine->rollback(ground->other);
}

static void a_locked_row_is_left_out_and_swept_at_the_end(void **state)
{
    Ground ground;

    if (strcmp(*state, "sqlite") == 0 || !numbered(&ground, *state))
        skip(); /* a file has no row locks */
    assert_true(ground.on.engine->begin(ground.other, false, &ground.on.errs));
    app(&ground, "SELECT 1 FROM anneal_loop WHERE b = 17 FOR UPDATE");
    add_loop(&ground, "n", "n + 1", "");
    ground.options.lock_budget_ms = 300;
    ground.at_event = free_row;
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE n = 1"), 500);
    close_ground(&ground);
}

static void a_row_that_stays_locked_is_never_called_done(void **state)
{
    Ground ground;

    if (strcmp(*state, "sqlite") == 0 || !numbered(&ground, *state))
        skip();
    assert_true(ground.on.engine->begin(ground.other, false, &ground.on.errs));
    app(&ground, "SELECT 1 FROM anneal_loop WHERE b IN (17, -249) FOR UPDATE");
    add_loop(&ground, "n", "n + 1", "");
    ground.options.lock_budget_ms =
        300; /* what is short for rows that are free, on a busy machine too */
    assert_false(run(&ground));
    assert_int_equal(errs_last(&ground.on.errs)->code, ERR_UNFINISHED);
    assert_non_null(strstr(errs_last(&ground.on.errs)->message, "2 rows stayed locked"));
    assert_null(strstr(errs_last(&ground.on.errs)->message, "17"));
    errs_drop(&ground.on.errs, 0);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE n = 1"), 498);
    ground.options.show_data = true;
    assert_false(run(&ground));
    assert_non_null(strstr(errs_last(&ground.on.errs)->message, "17"));
    errs_drop(&ground.on.errs, 0);
    ground.on.engine->rollback(ground.other);
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(*) FROM anneal_loop WHERE n = 1"), 500);
    close_ground(&ground);
}

/* ---- gates
 * -----------------------------------------------------------------------------------------------------
 */

static void a_guard_that_is_not_true_ends_it_in_the_end(void **state)
{
    static const char *const guards[] = {"SELECT 1 = 0", "SELECT NULL", "SELECT no_such_column",
                                         "SELECT 1 WHERE 1 = 0"};

    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
        Ground ground;
        if (!numbered(&ground, *state))
            skip();
        add_loop(&ground, "v", "1", "v IS NULL");
        vec_push(&ground.on.arena, &ground.options.guards, str_from(guards[i]));
        ground.options.guard_budget_ms = 100;
        must_fail(&ground, ERR_UNFINISHED);
        assert_int_equal(ask_number(&ground, "SELECT count(v) FROM anneal_loop"), 0);
        ground.options.guards.items[0] = STR("SELECT 1 = 1");
        must_run(&ground);
        assert_int_equal(ask_number(&ground, "SELECT count(v) FROM anneal_loop"), 500);
        close_ground(&ground);
    }
}

static void take_file_away(Ground *ground, const DeployEvent *event)
{
    if (event->result != RESULT_WAITING)
        return;
    assert_non_null(strstr(event->waiting_for, ground->pause_file));
    assert_int_equal(ask_number(ground, "SELECT count(v) FROM anneal_loop"), 0);
    assert_int_equal(unlink(ground->pause_file), 0);
}

static void it_waits_while_the_pause_file_is_there(void **state)
{
    Ground ground;
    int fd;

    if (!numbered(&ground, *state))
        skip();
    (void)snprintf(ground.pause_file, sizeof ground.pause_file, "/tmp/anneal-pause-XXXXXX");
    fd = mkstemp(ground.pause_file);
    assert_true(fd >= 0);
    (void)close(fd);
    add_loop(&ground, "v", "1", "v IS NULL");
    ground.options.pause_file = ground.pause_file;
    ground.at_event = take_file_away;
    must_run(&ground);
    assert_true(access(ground.pause_file, F_OK) != 0);
    assert_int_equal(ask_number(&ground, "SELECT count(v) FROM anneal_loop"), 500);
    close_ground(&ground);
}

/* An hour that is not now. */
static Window closed_window(void)
{
    int hour = (int)((time(NULL) / 3600 + 6) % 24);

    return (Window){
        .days = 0x7F, .from_min = hour * 60, .to_min = hour * 60 + 60, .has_offset = true};
}

static void outside_its_hours_it_waits_with_what_comes_after(void **state)
{
    Ground ground;
    Step *after;

    if (!numbered(&ground, *state))
        skip();
    add_loop(&ground, "v", "1", "v IS NULL");
    after = on_server_exec(&ground.on, "UPDATE anneal_loop SET n = 9");
    after->phase = PHASE_CONTRACT;
    after = on_server_exec(&ground.on, "UPDATE anneal_loop SET n = 8");
    after->phase = PHASE_MIGRATE;
    vec_push(&ground.on.arena, &ground.options.windows, closed_window());
    must_run(&ground);
    assert_int_equal(ground.on.outcome.steps.items[0].result, RESULT_WAITING);
    assert_int_equal(ground.on.outcome.steps.items[1].result, RESULT_WAITING);
    assert_int_equal(ground.on.outcome.steps.items[2].result, RESULT_DONE); /* cheap, migrate */
    assert_int_equal(ask_number(&ground, "SELECT count(v) FROM anneal_loop"), 0);
    assert_int_equal(ask_number(&ground, "SELECT max(n) FROM anneal_loop"), 8);
    ground.options.windows.len = 0;
    must_run(&ground);
    assert_int_equal(ask_number(&ground, "SELECT count(v) FROM anneal_loop"), 500);
    close_ground(&ground);
}

/* ---- waits
 * -----------------------------------------------------------------------------------------------------
 */

static Step *add_wait(Ground *ground, const char *query, int64_t deadline_ms)
{
    Step *step = on_server_step(&ground->on, STEP_WAIT, OP_WAIT_UNTIL);

    step->wait = record_new(&ground->on.plan->arena, &step_wait_type);
    step->wait->query = str_from(query);
    step->wait->reason = STR("rows");
    step->wait->deadline_ms = (OptInt){true, deadline_ms};
    step->wait->poll_ms = (OptInt){true, 10};
    return step;
}

static void bring_it_about(Ground *ground, const DeployEvent *event)
{
    assert_string_equal(event->waiting_for, "rows");
    if (ground->events == 3)
        app(ground, "UPDATE anneal_loop SET v = 1 WHERE b = 1");
}

static void a_wait_ends_when_its_condition_comes_true(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    (void)add_wait(&ground, "SELECT max(v) = 1 FROM anneal_loop", 60 * 1000);
    ground.at_event = bring_it_about;
    must_run(&ground);
    assert_int_equal(ground.on.outcome.steps.items[0].result, RESULT_DONE);
    assert_true(ground.events >= 3);
    close_ground(&ground);
}

static void a_wait_ends_at_its_deadline(void **state)
{
    Ground ground;

    if (!numbered(&ground, *state))
        skip();
    (void)add_wait(&ground, "SELECT max(v) = 1 FROM anneal_loop", 50);
    must_fail(&ground, ERR_UNFINISHED);
    (void)add_wait(&ground, "SELECT 1 = 1", 0);
    ground.on.plan->steps.items[0] = ground.on.plan->steps.items[1];
    ground.on.plan->steps.len = 1;
    must_run(&ground);
    close_ground(&ground);
}

int main(void)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        void *scheme = (void *)(uintptr_t)schemes[i];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(each_row_is_visited_once, scheme),
            cmocka_unit_test_prestate(a_finished_loop_runs_no_more, scheme),
            cmocka_unit_test_prestate(a_stopped_loop_goes_on_where_it_was, scheme),
            cmocka_unit_test_prestate(an_empty_table_is_done_at_once, scheme),
            cmocka_unit_test_prestate(keys_of_texts_and_several_columns_work, scheme),
            cmocka_unit_test_prestate(rows_without_a_key_are_done_by_where_they_stand, scheme),
            cmocka_unit_test_prestate(what_others_write_meanwhile_is_done_too, scheme),
            cmocka_unit_test_prestate(rows_that_come_as_fast_are_never_called_done, scheme),
            cmocka_unit_test_prestate(a_row_that_stays_as_it_is_stops_the_loop, scheme),
            cmocka_unit_test_prestate(a_locked_row_is_left_out_and_swept_at_the_end, scheme),
            cmocka_unit_test_prestate(a_row_that_stays_locked_is_never_called_done, scheme),
            cmocka_unit_test_prestate(a_guard_that_is_not_true_ends_it_in_the_end, scheme),
            cmocka_unit_test_prestate(it_waits_while_the_pause_file_is_there, scheme),
            cmocka_unit_test_prestate(outside_its_hours_it_waits_with_what_comes_after, scheme),
            cmocka_unit_test_prestate(a_wait_ends_when_its_condition_comes_true, scheme),
            cmocka_unit_test_prestate(a_wait_ends_at_its_deadline, scheme),
        };
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    }
    return failed;
}
