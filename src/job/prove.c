/* Tries a plan on a scratch copy of the live structure. */
#include "job/prove.h"

#include "deploy/deploy.h"
#include "diff/diff.h"
#include "job/rights.h"
#include "model/label.h"
#include "report/report.h"

bool prove_may_go_on(const Proof *proof, Errs *errs)
{
    const volatile sig_atomic_t *stop = proof->input->stop;

    return stop == NULL || *stop == 0 ||
           err_addf(errs, ERR_CANCELLED, "stopped as asked, while the plan was proven");
}

Str prove_step_text(Arena *arena, const Step *step)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_put(&sb, report_step_title(arena, step));
    for (size_t i = 0; i < step->reasons.len; i++)
        sb_printf(&sb, "%s%.*s", i == 0 ? ": " : "; ", STR_ARG(step->reasons.items[i]));
    return sb_finish(&sb, arena);
}

bool prove_look(Proof *proof, const Filter *filter, Model *model, Errs *errs)
{
    Notes known = {0}; /* the plan's own look has said them */
    bool ok = proof->input->engine->introspect(proof->scratch.conn, filter, model, &known, errs);

    notes_free(&known);
    return ok;
}

static Changes *compare(Proof *proof, Model *from, Model *to, Errs *errs)
{
    const Engine *engine = proof->input->engine;
    MatchOptions match = {.fold_name = engine->fold_name};
    Notes known = {0};
    Pairs pairs = {0};
    Changes *changes = NULL;

    if (diff_match(from, to, &match, &pairs, &known, errs)) {
        Rights rights = {proof->input->made_from->manages_grants,
                         proof->input->made_from->manages_owners};
        job_keep_rights(&rights, &pairs);
        changes = diff_compare(&pairs);
    }
    if (changes != NULL && changes->groups.len > 0) {
        changes_free(changes);
        changes = NULL;
        if (engine->canonicalize(proof->scratch.conn, &pairs, &known, errs))
            changes = diff_compare(&pairs);
    }
    notes_free(&known);
    return changes;
}

Plan *prove_plan(Proof *proof, Model *from, Model *to, const Policy *policy, Errs *errs)
{
    static const Policy all = {.allow_all = true, .allow = HAZ(DATA_LOSS)};
    PlanInput input = *proof->input->made_from;
    Changes *changes = compare(proof, from, to, errs);
    Plan *plan = NULL;

    if (changes == NULL)
        return NULL;
    input.changes = changes;
    input.facts = &proof->facts;
    input.policy = policy == NULL ? &all : policy;
    input.fingerprints = NULL;
    input.tasks = NULL;
    input.validations = NULL;
    input.contracts = NULL; /* what is true of rows is not true of a copy without any */
    input.gates = NULL;
    plan = plan_build(&input, errs);
    changes_free(changes);
    return plan;
}

static bool is_structure(const Step *step)
{
    return step->slot == SLOT_OF_STRUCTURE;
}

/* What is kept for a while is in the way of later steps for as long; the copy has nothing to keep.
 */
static void drop_backup(Proof *proof, Step *run)
{
    const Engine *engine = proof->input->engine;
    StrVec statements = {0};
    Sb sb = sb_new(SB_LINE_MAX);
    Str schema, name;

    for (size_t i = 0; i < run->statements.len; i++)
        vec_push(&proof->arena, &statements, run->statements.items[i]);
    if (label_split(&proof->arena, run->backup->place, &schema, &name)) {
        sb_puts(&sb, "DROP TABLE ");
        if (schema.len > 0) {
            engine->quote_ident(&sb, schema);
            sb_putc(&sb, '.');
        }
        engine->quote_ident(&sb, name);
        vec_push(&proof->arena, &statements, arena_str(&proof->arena, sb_str(&sb)));
    }
    sb_free(&sb);
    run->statements = statements;
}

/* The steps that are ready, which is what a deploy would run now, or those that are not, which
 * later ones would. */
static bool run_part(Proof *proof, bool is_ready, Errs *errs)
{
    const ProveInput *input = proof->input;
    DeployOptions options = {.phases = {true, true, true},
                             .lock_budget_ms = LOCK_BUDGET_DEFAULT_MS,
                             .stop = input->stop,
                             .log = input->options->log};
    Plan part = *input->plan;
    Outcome outcome = {0};

    part.steps = (StepVec){0};
    part.touched = (TouchVec){0};
    part.validations = (PlanValidationVec){0};
    for (size_t i = 0; i < input->plan->steps.len; i++) {
        const Step *step = input->plan->steps.items[i];
        Step *run;
        if (!is_structure(step) || (step->state == STEP_READY) != is_ready)
            continue;
        run = ARENA_NEW(&proof->arena, Step);
        *run = *step;
        run->state = STEP_READY;
        run->conditions = (ConditionVec){0}; /* they are about rows, of which the copy has none */
        if (run->backup != NULL)
            drop_backup(proof, run);
        vec_push(&proof->arena, &part.steps, run);
    }
    return part.steps.len == 0 ||
           deploy_run(input->engine, proof->scratch.conn, &proof->scratch.url, &part, &options,
                      &proof->arena, &outcome, errs);
}

static bool run_plan(Proof *proof, Errs *errs)
{
    return (run_part(proof, true, errs) && run_part(proof, false, errs)) ||
           err_context(errs, "on a copy of the structure, in %.*s",
                       STR_ARG(proof->scratch.url.safe));
}

/* What is left to do after all of the plan is what it doesn't lead to. */
static bool check_result(Proof *proof, Errs *errs)
{
    const ProveInput *input = proof->input;
    Model *result = model_new();
    Plan *rest = NULL;
    bool ok = false;

    if (prove_look(proof, input->made_from->scope, result, errs))
        rest = prove_plan(proof, result, input->desired, input->made_from->policy, errs);
    if (rest != NULL)
        ok = true;
    for (size_t i = 0; rest != NULL && i < rest->steps.len; i++)
        ok = err_at(errs, ERR_NOT_PROVEN, (Loc){0},
                    "if nothing that the proof leaves out makes the difference, it is an error in "
                    "anneal",
                    "tried on a copy of the structure, the plan leaves a difference: %.*s",
                    STR_ARG(prove_step_text(&proof->arena, rest->steps.items[i])));
    plan_free(rest);
    model_free(result);
    return ok;
}

/* That the plan leads to the package, as far as structure goes. */
static void tell(Proof *proof)
{
    Plan *plan = proof->input->plan;

    plan->is_proven = true;
    for (size_t i = 0; i < plan->steps.len; i++)
        if (!is_structure(plan->steps.items[i]))
            vec_push(&plan->arena, &plan->untried,
                     report_step_title(&plan->arena, plan->steps.items[i]));
}

static bool has_structure(const Plan *plan)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        if (is_structure(plan->steps.items[i]))
            return true;
    return false;
}

bool job_prove(const ProveInput *input, Notes *notes, Errs *errs)
{
    Proof proof = {.input = input};
    bool ok = true;

    if (has_structure(input->plan)) {
        ok = input->engine->open_scratch(input->live, input->url, input->options, &proof.arena,
                                         &proof.scratch, notes, errs) &&
             input->engine->describe(proof.scratch.conn, &proof.facts, errs) &&
             prove_copy(&proof, notes, errs) && run_plan(&proof, errs) &&
             check_result(&proof, errs);
        ok = input->engine->close_scratch(input->url, input->options, &proof.scratch, errs) && ok;
    }
    if (ok)
        tell(&proof);
    facts_free(&proof.facts);
    arena_free(&proof.arena);
    return ok;
}
