/* Runs a plan on one database: checks, deployer lock, groups in their order. */
#include "deploy/deploy.h"

#include <assert.h>

#include "base/fault.h"
#include "deploy/gate.h"
#include "deploy/kinds.h"
#include "deploy/validate.h"
#include "report/report.h"

bool deploy_runs_step(const Run *run, size_t i)
{
    const Step *step = run->plan->steps.items[i];

    return run->is_open[i] && run->options->phases[step->phase] && !run->is_done[i] &&
           run->outcome->steps.items[i].result != RESULT_HELD &&
           run->outcome->steps.items[i].result != RESULT_WAITING;
}

bool deploy_may_go_on(const Run *run, Errs *errs)
{
    if (run->options->stop == NULL || *run->options->stop == 0)
        return true;
    return err_at(errs, ERR_CANCELLED, (Loc){0}, "run it again to go on",
                  "stopped as asked, after %zu of %zu steps", run->begun, run->total);
}

static StepResult result_before(const DeployOptions *options, const Step *step)
{
    if (!options->phases[step->phase])
        return RESULT_OTHER_PHASE;
    switch ((StepState)step->state) {
    case STEP_READY:
        return RESULT_NOT_REACHED;
    case STEP_WAITING:
        return RESULT_WAITING;
    case STEP_HELD:
    case STEP_FORBIDDEN:
        return RESULT_HELD;
    }
    return RESULT_NOT_REACHED;
}

static void begin_outcome(Run *run, Arena *arena)
{
    const Plan *plan = run->plan;

    run->is_done = ARENA_ARRAY(arena, bool, plan->steps.len);
    run->is_open = ARENA_ARRAY(arena, bool, plan->steps.len);
    *run->outcome = (Outcome){.plan = plan, .is_what_if = run->options->is_what_if};
    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        StepOutcome outcome = {.step = step, .result = result_before(run->options, step)};
        run->is_open[i] = step->state == STEP_READY;
        vec_push(arena, &run->outcome->steps, outcome);
    }
    deploy_hold_hooks(run);
    for (size_t i = 0; i < plan->steps.len; i++)
        run->total += deploy_runs_step(run, i);
}

/* After the look at what is touched. */
static void leave_out_done(Run *run)
{
    run->total = 0;
    for (size_t i = 0; i < run->plan->steps.len; i++) {
        StepOutcome *outcome = &run->outcome->steps.items[i];
        if (run->is_done[i] && outcome->result == RESULT_NOT_REACHED)
            outcome->result = RESULT_SKIPPED;
        run->total += deploy_runs_step(run, i);
    }
}

static bool check_touched(Run *run, Errs *errs)
{
    if (!deploy_check_touched(run, errs) || !deploy_mark_scripts(run, errs))
        return false;
    leave_out_done(run);
    return true;
}

static bool refuse_forbidden(const Plan *plan, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        Arena scratch = {0};
        if (step->state == STEP_FORBIDDEN)
            err_addf(errs, ERR_FORBIDDEN, "%.*s is forbidden: %.*s",
                     STR_ARG(report_step_title(&scratch, step)), STR_ARG(step->why));
        arena_free(&scratch);
    }
    return errs_mark(errs) == mark;
}

/* The first phase before the last of those asked for that is not asked for and has steps left. */
typedef struct Early {
    int asked, phase;
    size_t steps; /* 0: there is none */
} Early;

static Early early_phase(const Run *run)
{
    Early early = {.asked = PHASE_COUNT - 1};

    while (early.asked > 0 && !run->options->phases[early.asked])
        early.asked--;
    for (int phase = 0; phase < early.asked && early.steps == 0; phase++) {
        early.phase = phase;
        for (size_t i = 0; i < run->plan->steps.len && !run->options->phases[phase]; i++) {
            const Step *step = run->plan->steps.items[i];
            early.steps += step->phase == phase && step->state == STEP_READY && !run->is_done[i] &&
                           !step_is_recurrent(step);
        }
    }
    return early;
}

/* `--phase contract` while expand has steps to run would leave the order that makes it safe. */
static bool refuse_early_phase(const Run *run, Errs *errs)
{
    Early early = early_phase(run);

    if (early.steps == 0)
        return true;
    err_addf(errs, ERR_PHASE, "phase %s can't run: phase %s has %zu step%s to run first",
             phase_names[early.asked], phase_names[early.phase], early.steps,
             early.steps == 1 ? "" : "s");
    return err_hint(errs, "run `--phase %s` before, or leave `--phase` out",
                    phase_names[early.phase]);
}

/* A server that can't be written, or is older than the one that the plan's statements are for. */
static bool refuse_server(const Run *run, Errs *errs)
{
    OptInt version = run->plan->server_version;
    Facts facts = {0};
    bool ok = run->engine->describe(run->conn, &facts, errs);

    if (ok && facts.is_read_only)
        ok = err_at(errs, ERR_PRIVILEGE, (Loc){0},
                    "deploy to the primary, as a role or user that may write",
                    "%.*s is read-only: a standby, or nothing that this role or user may write",
                    STR_ARG(facts.database));
    else if (ok && version.given && facts.version < version.value)
        ok = err_at(errs, ERR_MOVED, (Loc){0}, "make a new plan; nothing was run",
                    "the plan was made for a later server than this, which is %.*s",
                    STR_ARG(facts.version_text));
    facts_free(&facts);
    return ok;
}

/* The group that begins at the first runnable step from `*next` on; empty at the end. */
static Group next_group(const Run *run, size_t *next, Arena *scratch)
{
    Group group = {0};
    Str name = STR_ABSENT;

    for (; *next < run->plan->steps.len; ++*next) {
        const Step *step = run->plan->steps.items[*next];
        if (!deploy_runs_step(run, *next))
            continue;
        if (group.steps.len > 0 && (name.len == 0 || !str_eq(name, step->group)))
            break;
        name = step->group;
        group.in_transaction = name.len > 0;
        vec_push(scratch, &group.steps, *next);
    }
    return group;
}

/* Unless it is put off. What is expensive to prepare is not begun for a condition that is false. */
static bool run_in_turn(Run *run, const Group *group, Errs *errs)
{
    bool hold = false;

    if (deploy_must_wait(run, group))
        return true;
    return deploy_conditions_hold(run, group, &hold, errs) &&
           (!hold || deploy_group(run, group, errs));
}

static bool run_groups(Run *run, Errs *errs)
{
    Arena scratch = {0};
    size_t next = 0;
    bool ok = true;

    for (Group group = next_group(run, &next, &scratch); ok && group.steps.len > 0;
         group = next_group(run, &next, &scratch))
        ok = deploy_may_go_on(run, errs) && run->engine->deployer_lock_holds(run->lock, errs) &&
             run_in_turn(run, &group, errs);
    arena_free(&scratch);
    return ok;
}

static bool run_recorded(Run *run, Errs *errs)
{
    bool ok = deploy_record_begin(run, errs) && run_groups(run, errs);

    return deploy_record_end(run, ok, errs);
}

/* Something to run, or an end to be set to a deployment that was cut short behind its last step:
 * with nothing left of it the journal says so. */
static bool wants_record(Run *run, bool *wants, Errs *errs)
{
    const DeploymentRow *unfinished = NULL;
    bool ok = run->total > 0 ||
              journal_unfinished(run->journal, run->plan->product, &run->arena, &unfinished, errs);

    *wants = run->total > 0 || unfinished != NULL;
    return ok;
}

/* Without steps to run nothing is locked; a server that can't be written has nothing to be set. */
static bool wants_lock(Run *run, bool *wants, Errs *errs)
{
    Facts facts = {0};
    bool ok = true;

    *wants = run->total > 0 || early_phase(run).steps > 0;
    if (!*wants && !run->options->is_what_if) {
        ok = run->engine->describe(run->conn, &facts, errs);
        if (ok && !facts.is_read_only)
            ok = deploy_record_open(run, errs) && wants_record(run, wants, errs);
    }
    journal_close(run->journal);
    run->journal = NULL;
    facts_free(&facts);
    return ok;
}

/* Looking changes nothing, not even by a lock. */
static bool run_locked(Run *run, const Url *url, Errs *errs)
{
    const DeployOptions *options = run->options;
    bool wants = false;
    bool ok =
        refuse_server(run, errs) &&
        deploy_validate(run->engine, run->conn, &run->plan->validations, errs) &&
        (options->is_what_if ||
         run->engine->lock_deployer(run->conn, url, options->deployer_wait_ms, &run->lock, errs)) &&
        FAULT(DEPLOYER_LOCKED, errs) && deploy_record_open(run, errs) && check_touched(run, errs) &&
        FAULT(TOUCHED_CHECKED, errs) && refuse_early_phase(run, errs) &&
        (!options->measure_again || deploy_measure_again(run, errs)) &&
        deploy_preflight(run, errs) && wants_record(run, &wants, errs) &&
        (options->is_what_if || !wants || run_recorded(run, errs)) && FAULT(RUN_ENDED, errs);

    for (size_t i = 0; i < run->late.list.len; i++)
        ok = err_add(errs, run->late.list.items[i]);
    errs_free(&run->late);
    journal_close(run->journal);
    run->engine->unlock_deployer(run->lock);
    return ok;
}

static bool open_waiting(Run *run, Errs *errs)
{
    bool ok = deploy_open_waiting(run, errs);

    run->total = 0;
    for (size_t i = 0; i < run->plan->steps.len; i++)
        run->total += deploy_runs_step(run, i);
    return ok;
}

bool deploy_run(const Engine *engine, Conn *conn, const Url *url, const Plan *plan,
                const DeployOptions *options, Arena *arena, Outcome *outcome, Errs *errs)
{
    Run run = {.kept = arena,
               .engine = engine,
               .conn = conn,
               .plan = plan,
               .options = options,
               .outcome = outcome,
               .random = options->jitter_seed};
    ErrsMark mark = errs_mark(errs);
    bool wants = false;
    bool ok;

    begin_outcome(&run, arena);
    /* Of a plan made just now nothing is done yet; of an older one only looking tells. */
    ok = refuse_forbidden(plan, errs) && open_waiting(&run, errs) &&
         (options->measure_again || refuse_early_phase(&run, errs)) &&
         deploy_check_secrets(&run, errs) && wants_lock(&run, &wants, errs) &&
         (!wants || run_locked(&run, url, errs));
    arena_free(&run.arena);
    assert(ok == (errs_mark(errs) == mark));
    (void)mark;
    return ok;
}
