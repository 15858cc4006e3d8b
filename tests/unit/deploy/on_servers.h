/* Plans made by hand and run on a database of each engine: a file, and the server of
 * ANNEAL_TEST_POSTGRES_URL where there is one. */
#ifndef ANNEAL_TESTS_UNIT_DEPLOY_ON_SERVERS_H
#define ANNEAL_TESTS_UNIT_DEPLOY_ON_SERVERS_H

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "deploy/deploy.h"
#include "test.h"

typedef struct OnServer {
    Arena arena;
    Errs errs;
    Url url;
    const Engine *engine;
    Conn *conn;
    Plan *plan;
    Outcome outcome;
    char file[64]; /* of an embedded engine, to be removed; else "" */
} OnServer;

static int plans_made;

/* `scheme`: "sqlite" or "postgresql". False: no such server; the test is to be skipped. */
static inline bool on_server_open(OnServer *on, const char *scheme)
{
    ConnectOptions options = {.lock_timeout_ms = 500};
    const char *url = getenv("ANNEAL_TEST_POSTGRES_URL");

    *on = (OnServer){0};
    if (strcmp(scheme, "sqlite") == 0) {
        int fd;
        (void)snprintf(on->file, sizeof on->file, "/tmp/anneal-deploy-XXXXXX");
        fd = mkstemp(on->file);
        assert_true(fd >= 0);
        (void)close(fd);
        url = arena_printf(&on->arena, "sqlite:%s", on->file).ptr;
    }
    if (url == NULL)
        return false;
    assert_true(url_parse(&on->arena, str_from(url), &on->url, &on->errs));
    on->engine = engine_for_url(&on->url, &on->errs);
    assert_non_null(on->engine);
    assert_true(on->engine->connect(&on->url, &options, &on->conn, &on->errs));
    on->plan = plan_new();
    on->plan->engine = str_from(on->engine->name);
    on->plan->product = STR("by hand");
    on->plan->tool = STR("0");
    /* One that no earlier run had: of a plan that it knows the journal takes steps as done. */
    on->plan->hash = arena_printf(&on->plan->arena, "%ld %ld %d", (long)time(NULL), (long)getpid(),
                                  ++plans_made);
    return true;
}

static inline void on_server_close(OnServer *on)
{
    plan_free(on->plan);
    on->engine->close(on->conn);
    if (on->file[0] != '\0')
        (void)unlink(on->file);
    errs_free(&on->errs);
    arena_free(&on->arena);
}

static inline void on_server_sql(OnServer *on, const char *sql)
{
    if (!on->engine->exec(on->conn, str_from(sql), &on->errs))
        fail_msg("%s: %s", sql, errs_last(&on->errs)->message);
}

/* The one cell of a query's one row. */
static inline Str on_server_ask(OnServer *on, const char *sql)
{
    Rows rows;

    if (!on->engine->query(on->conn, str_from(sql), &on->arena, &rows, &on->errs))
        fail_msg("%s: %s", sql, errs_last(&on->errs)->message);
    assert_int_equal(rows.count, 1);
    return ROW_CELL(&rows, 0, 0);
}

/* A ready step of the plan, in no transaction. */
static inline Step *on_server_step(OnServer *on, StepKind kind, Op op)
{
    Step *step = record_new(&on->plan->arena, &step_type);

    step->kind = (int)kind;
    step->op = (int)op;
    step->id = arena_printf(&on->plan->arena, "step%zu", on->plan->steps.len);
    step->object = STR("something");
    vec_push(&on->plan->arena, &on->plan->steps, step);
    return step;
}

static inline Step *on_server_exec(OnServer *on, const char *sql)
{
    Step *step = on_server_step(on, STEP_EXEC, OP_COMMENT);

    vec_push(&on->plan->arena, &step->statements, str_from(sql));
    return step;
}

static inline bool on_server_run(OnServer *on)
{
    /* Other test programs deploy to the same database. */
    DeployOptions options = {
        .phases = {true, true, true}, .lock_budget_ms = 500, .deployer_wait_ms = 20 * 1000};

    return deploy_run(on->engine, on->conn, &on->url, on->plan, &options, &on->arena, &on->outcome,
                      &on->errs);
}

#endif
