/* What a plan was based on, looked at again before an older one runs. */
#include "deploy/inside.h"
#include "deploy/probe.h"
#include "model/label.h"
#include "report/report.h"

static bool has_hazard(const Step *step, Hazard hazard)
{
    return strs_has(&step->hazards, str_from(hazard_name(hazard)));
}

/* What was allowed knowingly is not asked again. */
static void probe_again(const Run *run, const Step *step, Errs *errs)
{
    for (size_t p = 0; p < step->probes.len && !has_hazard(step, HAZ_FAILS_ON_DATA); p++) {
        ProbeResult found = deploy_probe(run->engine, run->conn, step->probes.items[p]);
        Arena scratch = {0};
        if (found.was_run && found.bad_rows > 0)
            err_at(errs, ERR_DATA, (Loc){0}, "correct them, or make a new plan; nothing was run",
                   "%.*s: since the plan was made %lld rows have come to stand in its way",
                   STR_ARG(report_step_title(&scratch, step)), (long long)found.bad_rows);
        arena_free(&scratch);
    }
}

/* Whether the plan took it for a statement that blocks for less than the lock budget. */
static bool is_direct(const Step *step)
{
    for (size_t i = 0; i < step->locks.len; i++)
        if (step->locks.items[i]->blocks >= BLOCKS_WRITERS)
            return step->kind == STEP_EXEC && step->cost != COST_METADATA &&
                   step->relation.len > 0 && !has_hazard(step, HAZ_BLOCKS_WRITES);
    return false;
}

static void judge_size(const Run *run, const Step *step, const Facts *facts, Errs *errs)
{
    Budget budget = {.lock_ms = run->options->lock_budget_ms,
                     .safe_below = run->options->safe_below_bytes};
    const RelationSize *size = facts_size(facts, step->relation);
    OptInt ms = budget_estimate_ms(facts, size, (Cost)step->cost);
    Arena scratch = {0};

    if (step->times.given)
        ms.value *= step->times.value;
    if (size != NULL && ms.given && !budget_fits(&budget, ms.value) &&
        !budget_is_safe(&budget, size))
        err_at(errs, ERR_MOVED, (Loc){0}, "make a new plan; nothing was run",
               "%.*s: %.*s has grown since the plan was made: it would be blocked for about %lld "
               "ms, the lock budget is %d ms",
               STR_ARG(report_step_title(&scratch, step)), STR_ARG(step->relation),
               (long long)ms.value, budget.lock_ms);
    arena_free(&scratch);
}

/* Sizes of the relations of direct steps, by the rate that the plan was made with. */
static bool size_again(const Run *run, const StrVec *labels, Facts *facts, Errs *errs)
{
    Arena scratch = {0};
    Model *live = model_new();
    Map objects = {0};
    bool ok = deploy_look(run, &scratch, live, &objects, errs) &&
              run->engine->measure(run->conn, live, labels, facts, errs);

    facts->scan_rate = run->plan->scan_rate.value;
    model_free(live);
    arena_free(&scratch);
    return ok;
}

bool deploy_measure_again(const Run *run, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Arena scratch = {0};
    Facts facts = {0};
    StrVec labels = {0};
    bool ok = true;

    for (size_t i = 0; i < run->plan->steps.len; i++) {
        const Step *step = run->plan->steps.items[i];
        if (!deploy_runs_step(run, i))
            continue;
        probe_again(run, step, errs);
        if (is_direct(step) && !strs_has(&labels, step->relation))
            vec_push(&scratch, &labels, step->relation);
    }
    if (labels.len > 0)
        ok = size_again(run, &labels, &facts, errs);
    for (size_t i = 0; ok && i < run->plan->steps.len; i++)
        if (deploy_runs_step(run, i) && is_direct(run->plan->steps.items[i]))
            judge_size(run, run->plan->steps.items[i], &facts, errs);
    facts_free(&facts);
    arena_free(&scratch);
    return errs_mark(errs) == mark;
}
