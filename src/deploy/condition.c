/* Conditions of steps: asked before a group begins, and again within it, under its locks. */
#include "deploy/condition.h"

#include "base/fault.h"
#include "deploy/inside.h"

bool deploy_ask_condition(const Engine *engine, Conn *conn, const Condition *condition,
                          Facts *facts, Errs *errs)
{
    ConditionAnswer answer = {.value = ANSWER_NONE};
    Arena scratch = {0};
    bool ok = true;

    if (condition->query.len > 0 && facts_answer(facts, condition->query) == NULL) {
        ok = engine->ask_condition(conn, condition->query, CONDITION_TIMEOUT_MS, &scratch, &answer,
                                   errs);
        if (ok)
            facts_set_answer(facts, condition->query, answer);
    }
    arena_free(&scratch);
    return ok;
}

/* What it is like now; `facts` hold answers of this very moment. */
typedef struct Asked {
    Facts facts;
    ConditionVerdict verdict; /* the worst of all */
    Str words;                /* of the first that gave it, in the run's kept arena */
} Asked;

static bool begin(const Run *run, Asked *asked, Errs *errs)
{
    *asked = (Asked){.verdict = CONDITION_HOLDS};
    asked->facts.environment = run->options->environment;
    return run->engine->today(run->conn, &asked->facts.arena, &asked->facts.today, errs);
}

static bool ask(const Run *run, const ConditionVec *conditions, Asked *asked, Errs *errs)
{
    for (size_t i = 0; i < conditions->len; i++) {
        Str words = STR_ABSENT;
        ConditionVerdict verdict;
        if (!deploy_ask_condition(run->engine, run->conn, conditions->items[i], &asked->facts,
                                  errs))
            return false;
        verdict = condition_judge(conditions->items[i], &asked->facts, run->kept, &words);
        if (verdict > asked->verdict) {
            asked->verdict = verdict;
            asked->words = words;
        }
    }
    return true;
}

static void put_off(Run *run, size_t i, const Asked *asked)
{
    StepOutcome *outcome = &run->outcome->steps.items[i];

    outcome->result = asked->verdict == CONDITION_BROKEN ? RESULT_HELD : RESULT_WAITING;
    outcome->why = arena_cstr(run->kept, asked->words);
    run->total--;
}

static bool is_put_off(const StepOutcome *outcome)
{
    return outcome->why != NULL &&
           (outcome->result == RESULT_WAITING || outcome->result == RESULT_HELD);
}

bool deploy_conditions_hold(Run *run, const Group *group, bool *hold, Errs *errs)
{
    bool has_any = false, ok = true;
    Asked asked;

    *hold = true;
    for (size_t i = 0; i < group->steps.len; i++)
        has_any = has_any || run->plan->steps.items[group->steps.items[i]]->conditions.len > 0;
    if (!has_any)
        return true;
    ok = begin(run, &asked, errs);
    for (size_t i = 0; ok && i < group->steps.len; i++)
        ok = ask(run, &run->plan->steps.items[group->steps.items[i]]->conditions, &asked, errs);
    *hold = ok && asked.verdict == CONDITION_HOLDS;
    for (size_t i = 0; ok && !*hold && i < group->steps.len; i++)
        put_off(run, group->steps.items[i], &asked);
    facts_free(&asked.facts);
    return ok;
}

bool deploy_lock_and_ask(Run *run, const Group *group, bool *hold, Errs *errs)
{
    bool has_any = false, ok = true;

    *hold = true;
    for (size_t i = 0; i < group->steps.len; i++)
        has_any = has_any || run->plan->steps.items[group->steps.items[i]]->conditions.len > 0;
    for (size_t i = 0; ok && has_any && i < group->steps.len; i++)
        ok = run->engine->lock_relations(
            run->conn, &run->plan->steps.items[group->steps.items[i]]->locks, errs);
    return ok && (!has_any || (FAULT(CONDITION_LOCKED, errs) &&
                               deploy_conditions_hold(run, group, hold, errs)));
}

/* Whether steps that it needs waited when the plan was made, and all of those run now. */
static bool needs_are_open(const Run *run, const Step *step, bool *waited)
{
    *waited = false;
    for (size_t i = 0; i < run->plan->steps.len; i++) {
        if (run->plan->steps.items[i]->state != STEP_WAITING ||
            !strs_has(&step->needs, run->plan->steps.items[i]->id))
            continue;
        *waited = true;
        if (!run->is_open[i])
            return false;
    }
    return true;
}

/* One without conditions of its own waits for others, and for nothing else. */
static bool open_step(Run *run, size_t i, Errs *errs)
{
    const Step *step = run->plan->steps.items[i];
    StepOutcome *outcome = &run->outcome->steps.items[i];
    Asked asked;
    bool ok = begin(run, &asked, errs) && ask(run, &step->conditions, &asked, errs), waited;

    run->is_open[i] = ok && asked.verdict == CONDITION_HOLDS &&
                      needs_are_open(run, step, &waited) && (step->conditions.len > 0 || waited);
    if (run->is_open[i])
        outcome->result = RESULT_NOT_REACHED;
    else if (asked.words.len > 0)
        outcome->now = arena_cstr(run->kept, asked.words);
    facts_free(&asked.facts);
    return ok;
}

bool deploy_open_waiting(Run *run, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < run->plan->steps.len; i++) {
        run->is_open[i] = run->plan->steps.items[i]->state == STEP_READY;
        if (run->outcome->steps.items[i].result == RESULT_WAITING)
            ok = open_step(run, i, errs);
    }
    return ok;
}

bool deploy_needs_put_off(const Run *run, const Step *step)
{
    for (size_t i = 0; i < run->outcome->steps.len; i++)
        if (is_put_off(&run->outcome->steps.items[i]) &&
            strs_has(&step->needs, run->outcome->steps.items[i].step->id))
            return true;
    return false;
}
