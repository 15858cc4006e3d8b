/* Runs a plan file, then looks whether the database is as the package declares. */
#include "base/fault.h"
#include "job/job.h"
#include "job/provenance.h"
#include "job/resolve.h"
#include "job/secrets.h"
#include "plan/plan_file.h"
#include "report/report.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

enum { LISTED_MOST = 3, GUARD_BUDGET_DEFAULT_MS = 10 * 60 * 1000 };

struct JobDeployed {
    Arena arena;
    Plan *plan;
    Outcome outcome;
    Str database;
};

static bool fits(const Resolved *at, const Plan *plan, const char *path, Errs *errs)
{
    Loc loc = {.file = path};

    if (!str_is(plan->engine, at->engine->name))
        return err_at(errs, ERR_PLAN_FILE, loc, "make a plan for this database",
                      "the plan is for the engine \"%.*s\", the database is %s",
                      STR_ARG(plan->engine), at->engine->title);
    if (at->package != NULL && !str_eq(plan->product, package_product(at->package)->name))
        return err_at(errs, ERR_PLAN_FILE, loc, "give the package that the plan was made from",
                      "the plan is of product %.*s, the package of %.*s", STR_ARG(plan->product),
                      STR_ARG(package_product(at->package)->name));
    return true;
}

static size_t count_done(const Outcome *outcome)
{
    size_t count = 0;

    for (size_t i = 0; i < outcome->steps.len; i++)
        count += outcome->steps.items[i].result == RESULT_DONE ||
                 outcome->steps.items[i].result == RESULT_SKIPPED;
    return count;
}

/* Whether every error is ERR_MOVED, and nothing ran. */
static bool was_moved(const Outcome *outcome, const Errs *errs)
{
    for (size_t i = 0; i < errs->list.len; i++)
        if (errs->list.items[i].code != ERR_MOVED)
            return false;
    return errs_any(errs) && count_done(outcome) == 0;
}

static size_t count_ready(const Plan *plan, const DeployOptions *options)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        count += plan->steps.items[i]->state == STEP_READY &&
                 !step_is_recurrent(plan->steps.items[i]) &&
                 options->phases[plan->steps.items[i]->phase];
    return count;
}

static bool report_rest(const Plan *rest, const DeployOptions *options, Errs *errs)
{
    Arena scratch = {0};
    Sb names = sb_new(SB_LINE_MAX);
    size_t left = 0;

    for (size_t i = 0; i < rest->steps.len; i++) {
        const Step *step = rest->steps.items[i];
        if (step->state != STEP_READY || step_is_recurrent(step) || !options->phases[step->phase])
            continue;
        if (left++ < LISTED_MOST)
            sb_printf(&names, "%s%.*s", left > 1 ? ", " : "",
                      STR_ARG(report_step_title(&scratch, step)));
    }
    if (left > 0)
        err_at(errs, ERR_NOT_CONVERGED, (Loc){0},
               "somebody may have changed it meanwhile: look at a new plan. If that shows the same "
               "again and again, it is an error in anneal",
               "after the deploy a new plan still has %zu step%s: %.*s%s", left,
               left == 1 ? "" : "s", STR_ARG(sb_str(&names)), left > LISTED_MOST ? ", …" : "");
    sb_free(&names);
    arena_free(&scratch);
    return left == 0;
}

/* Whether steps were put off to their hours, or for a hook that nobody trusts: a new plan has them
 * too. */
static bool was_put_off(const Outcome *outcome)
{
    for (size_t i = 0; i < outcome->steps.len; i++)
        if ((outcome->steps.items[i].result == RESULT_WAITING ||
             outcome->steps.items[i].result == RESULT_HELD) &&
            outcome->steps.items[i].why != NULL)
            return true;
    return false;
}

/* A new plan from the package: nothing but held and waiting steps may be left. */
static bool look_again(const JobTarget *target, const JobDeployInput *input, Outcome *outcome,
                       Notes *notes, Errs *errs)
{
    Notes known = {0}; /* the first plan has said them */
    JobPlanned *rest;

    if (!input->replan || input->options.is_what_if || was_put_off(outcome))
        return true;
    /* A fresh plan of which nothing had to run is itself the second look. */
    if (count_done(outcome) == 0 && input->plan_path == NULL) {
        outcome->was_checked = true;
        outcome->is_converged = true;
        return true;
    }
    rest = job_plan(target, &known, errs);
    notes_free(&known);
    if (rest == NULL)
        return err_context(errs, "the deploy is done; looking again failed");
    outcome->was_checked = true;
    outcome->is_converged =
        FAULT(LOOKED_AGAIN, errs) && report_rest(job_planned_plan(rest), &input->options, errs);
    job_planned_keep_spellings(rest, target, notes);
    job_planned_free(rest);
    return outcome->is_converged;
}

/* An approved plan that ran before finds other fingerprints where the server prints an expression
 * in its own way. Where the package at hand asks for nothing more, all of it is done. */
static bool is_done_already(const JobTarget *target, const JobDeployInput *input, Outcome *outcome,
                            Errs *errs)
{
    Notes known = {0};
    Errs ignored = {0};
    JobPlanned *rest = NULL;
    bool done;

    if (input->plan_path == NULL || !input->replan || !was_moved(outcome, errs))
        return false;
    rest = job_plan(target, &known, &ignored);
    done = rest != NULL && count_ready(job_planned_plan(rest), &input->options) == 0;
    for (size_t i = 0; done && i < outcome->steps.len; i++)
        if (outcome->steps.items[i].result == RESULT_NOT_REACHED)
            outcome->steps.items[i].result = RESULT_SKIPPED;
    if (done) {
        outcome->was_checked = outcome->is_converged = true;
        errs_drop(errs, 0);
    }
    job_planned_free(rest);
    notes_free(&known);
    errs_free(&ignored);
    return done;
}

/* What the environment says of how loops run. */
static bool set_gates(const Resolved *at, Arena *arena, DeployOptions *options, Errs *errs)
{
    const Environment *environment = at->environment;

    options->guard_budget_ms = GUARD_BUDGET_DEFAULT_MS;
    if (environment == NULL)
        return true;
    options->guards = environment->guards;
    if (environment->guard_budget.given)
        options->guard_budget_ms = (int)environment->guard_budget.value;
    if (options->pause_file == NULL && environment->pause_file.len > 0)
        options->pause_file = arena_cstr(arena, environment->pause_file);
    for (size_t i = 0; i < environment->windows.len; i++) {
        Window window;
        const char *fault;
        if (!window_parse(arena, environment->windows.items[i], &window, &fault))
            return err_addf(errs, ERR_FIELD, "the window \"%.*s\" %s",
                            STR_ARG(environment->windows.items[i]), fault);
        vec_push(arena, &options->windows, window);
    }
    return true;
}

/* The operator's own word, from outside the package. */
static bool trusts_commands(void)
{
    const char *value = getenv("ANNEAL_TRUST_COMMANDS");

    return value != NULL && strcmp(value, "1") == 0;
}

static DeploymentRow who_deploys(const JobTarget *target, const JobDeployInput *input,
                                 const Resolved *at, Arena *arena)
{
    const char *folder = target->folder == NULL && at->package != NULL ? "." : target->folder;
    Provenance from = job_provenance(folder, input->plan_path, arena);

    return (DeploymentRow){.who = from.who,
                           .host = from.host,
                           .origin = from.origin,
                           .revision = from.revision,
                           .tool = STR(ANNEAL_VERSION)};
}

static bool run(const JobTarget *target, const JobDeployInput *input, const Resolved *at,
                JobDeployed *deployed, Errs *errs)
{
    SecretLog log = {.to = target->log};
    ConnectOptions connect = {.log = &log.log};
    DeployOptions options = input->options;
    DeploymentRow by = who_deploys(target, input, at, &deployed->arena);
    Facts facts = {0};
    Conn *conn = NULL;
    bool ok;

    if (deployed->plan->revision.len > 0) /* what was approved, whatever is checked out here */
        by.revision = deployed->plan->revision;
    if (options.lock_budget_ms == 0)
        options.lock_budget_ms = at->policy.budget.lock_ms;
    options.safe_below_bytes = at->policy.budget.safe_below;
    if (at->environment != NULL)
        connect.role = at->environment->role;
    connect.is_read_only = options.is_what_if;
    options.measure_again = options.measure_again || input->plan_path != NULL;
    options.log = &log.log;
    if (at->environment != NULL)
        options.environment = at->environment->name;
    options.by = &by;
    options.folder = at->package == NULL ? NULL : target->folder;
    options.trusts_commands = input->trusts_commands || trusts_commands();
    ok = set_gates(at, &deployed->arena, &options, errs) &&
         job_secrets(at, deployed->plan, &deployed->arena, &log.secrets, errs);
    secret_log_begin(&log);
    options.secrets = &log.secrets;
    ok = ok && at->engine->connect(&at->url, &connect, &conn, errs) &&
         at->engine->describe(conn, &facts, errs);
    if (ok) {
        deployed->database = arena_str(&deployed->arena, facts.database);
        ok = deploy_run(at->engine, conn, &at->url, deployed->plan, &options, &deployed->arena,
                        &deployed->outcome, errs);
    }
    at->engine->close(conn);
    facts_free(&facts);
    return ok;
}

static JobDeployed *deployed_new(Plan *plan, const Resolved *at)
{
    Arena arena = {0};
    JobDeployed *deployed = ARENA_NEW(&arena, JobDeployed);

    deployed->arena = arena;
    deployed->plan = plan;
    deployed->outcome.plan = plan;
    deployed->database = arena_str(&deployed->arena, at->url.safe);
    return deployed;
}

bool job_deploy(const JobTarget *target, const JobDeployInput *input, JobDeployed **deployed,
                Notes *notes, Errs *errs)
{
    Resolved at = {0};
    Notes known = {0};
    Plan *plan = NULL;
    bool ok = false;

    *deployed = NULL;
    /* Of a fresh plan the package's notes have been said when it was made. */
    if (!job_resolve(target, input->replan, &at, input->plan_path == NULL ? &known : notes, errs))
        goto done;
    plan = plan_read(input->plan_path == NULL ? "the plan" : input->plan_path, input->bytes, errs);
    if (plan == NULL || !fits(&at, plan, input->plan_path, errs))
        goto done;
    *deployed = deployed_new(plan, &at);
    plan = NULL;
    ok = run(target, input, &at, *deployed, errs)
             ? look_again(target, input, &(*deployed)->outcome, notes, errs)
             : is_done_already(target, input, &(*deployed)->outcome, errs);
done:
    plan_free(plan);
    notes_free(&known);
    job_resolved_free(&at);
    return ok;
}

const Outcome *job_deployed_outcome(const JobDeployed *deployed)
{
    return &deployed->outcome;
}

Str job_deployed_database(const JobDeployed *deployed)
{
    return deployed->database;
}

bool job_deployed_moved(const JobDeployed *deployed, const Errs *errs)
{
    return was_moved(&deployed->outcome, errs);
}

int job_outcome_exit_code(const Outcome *outcome)
{
    for (size_t i = 0; i < outcome->steps.len; i++)
        if (outcome->steps.items[i].result == RESULT_HELD)
            return 3;
    return 0;
}

void job_deployed_free(JobDeployed *deployed)
{
    Arena arena;

    if (deployed == NULL)
        return;
    plan_free(deployed->plan);
    arena = deployed->arena;
    arena_free(&arena);
}
