/* Whether a loop may go on: stop, pause, guards, windows. */
#include "deploy/gate.h"

#include <time.h>

#include "base/file.h"
#include "deploy/clock.h"
#include "deploy/journal.h"
#include "deploy/probe.h"

enum {
    LOOK_EVERY_MS = 1000, /* pause and guards: often enough for a person, rare beside batches */
    PAUSED_POLL_MS = 500,
    GUARD_LOCK_TIMEOUT_MS = 500,
    GUARD_TIMEOUT_MS = 5000
};

/* What keeps the loop from going on, in words in `arena`; absent: nothing. */
typedef struct Obstacle {
    Str words;
    bool is_guard;
} Obstacle;

bool deploy_is_in_window(const Run *run, const Step *step)
{
    /* What has nothing to read or write is over at once; `0` is known, not guessed. */
    bool is_small =
        step->cost == COST_METADATA || (step->estimate_ms.given && step->estimate_ms.value == 0);

    return (is_small && step->phase != PHASE_CONTRACT) ||
           windows_open(&run->options->windows, (int64_t)time(NULL));
}

/* True, and nothing else: an error counts as false, as it says nothing good. */
static bool ask_guard(const Run *run, Str guard, Arena *arena, Str *why, Errs *errs)
{
    const Engine *engine = run->engine;
    Errs of_guard = {0};
    Rows rows = {0};
    bool ok = engine->begin(run->conn, true, &of_guard) &&
              engine->set_limits(run->conn, GUARD_LOCK_TIMEOUT_MS, GUARD_TIMEOUT_MS, &of_guard) &&
              engine->query(run->conn, guard, arena, &rows, &of_guard);
    bool is_true =
        ok && rows.count == 1 && rows.columns == 1 && deploy_is_true(ROW_CELL(&rows, 0, 0));

    engine->rollback(run->conn);
    if (!is_true)
        *why =
            ok ? arena_printf(arena, "the guard %.*s is not true", STR_ARG(guard))
               : arena_printf(arena, "the guard %.*s fails: %s", STR_ARG(guard),
                              errs_last(&of_guard)->server != NULL ? errs_last(&of_guard)->server
                                                                   : errs_last(&of_guard)->message);
    /* A lost connection is no answer. */
    if (!ok && errs_last(&of_guard)->code == ERR_CONNECTION)
        ok = err_add(errs, *errs_last(&of_guard));
    else
        ok = true;
    errs_free(&of_guard);
    return ok;
}

static bool find_obstacle(const Run *run, Arena *arena, Obstacle *obstacle, Errs *errs)
{
    const DeployOptions *options = run->options;
    bool is_paused = false;
    JournalPause pause = {0};

    *obstacle = (Obstacle){0};
    if (options->pause_file != NULL && file_exists(options->pause_file)) {
        obstacle->words = arena_printf(arena, "paused by the file %s", options->pause_file);
        return true;
    }
    if (run->journal != NULL && !journal_is_paused(run->journal, &is_paused, arena, &pause, errs))
        return false;
    if (is_paused) {
        obstacle->words =
            arena_printf(arena, "paused by %.*s since %.*s%s%.*s", STR_ARG(pause.who),
                         STR_ARG(pause.since), pause.why.len > 0 ? ": " : "", STR_ARG(pause.why));
        return true;
    }
    for (size_t i = 0; i < options->guards.len && obstacle->words.len == 0; i++)
        if (!ask_guard(run, options->guards.items[i], arena, &obstacle->words, errs))
            return false;
    obstacle->is_guard = obstacle->words.len > 0;
    return true;
}

static bool is_too_long(const Run *run, Gate *gate, const Obstacle *obstacle, Errs *errs)
{
    int64_t now_ms = deploy_now_ms();

    if (!obstacle->is_guard)
        return false; /* who pauses decides how long */
    if (gate->unguarded_ms == 0)
        gate->unguarded_ms = now_ms;
    if (now_ms - gate->unguarded_ms < run->options->guard_budget_ms)
        return false;
    (void)err_at(errs, ERR_UNFINISHED, (Loc){0},
                 "run it again when that is true; it goes on from where it is",
                 "%.*s for %d seconds", STR_ARG(obstacle->words),
                 run->options->guard_budget_ms / 1000);
    return true;
}

GateAnswer deploy_gate(Run *run, const Step *step, Gate *gate, bool *asked, Errs *errs)
{
    Arena scratch = {0};
    GateAnswer answer = GATE_OPEN;

    *asked = false;
    if (!deploy_may_go_on(run, errs))
        return GATE_FAILED;
    while (gate->looked_ms == 0 || deploy_now_ms() - gate->looked_ms >= LOOK_EVERY_MS) {
        Obstacle obstacle;
        *asked = true;
        answer = GATE_FAILED;
        if (!run->engine->deployer_lock_holds(run->lock, errs) ||
            !find_obstacle(run, &scratch, &obstacle, errs))
            break;
        answer = deploy_is_in_window(run, step) ? GATE_OPEN : GATE_LATE;
        if (obstacle.words.len == 0 || answer == GATE_LATE) {
            *gate = (Gate){.looked_ms = deploy_now_ms()};
            break;
        }
        answer = GATE_FAILED;
        gate->looked_ms = 0;
        deploy_tell_waiting(run, step, obstacle.words.ptr);
        if (is_too_long(run, gate, &obstacle, errs) || !deploy_nap(run, PAUSED_POLL_MS, errs))
            break;
    }
    arena_free(&scratch);
    return answer;
}

/* Steps of a later phase, and those that need it, come after a step that was put off. */
static bool is_behind_late(const Run *run, const Step *step)
{
    for (size_t i = 0; i < run->outcome->steps.len; i++) {
        const StepOutcome *other = &run->outcome->steps.items[i];
        if (other->result == RESULT_WAITING && other->why != NULL &&
            (step->phase > other->step->phase || strs_has(&step->needs, other->step->id)))
            return true;
    }
    return false;
}

bool deploy_must_wait(Run *run, const Group *group)
{
    const char *why = NULL;

    for (size_t i = 0; i < group->steps.len && why == NULL; i++) {
        const Step *step = run->plan->steps.items[group->steps.items[i]];
        if (!deploy_is_in_window(run, step))
            why = DEPLOY_LATE;
        else if (is_behind_late(run, step) || deploy_needs_put_off(run, step))
            why = "comes after a step that was put off";
    }
    for (size_t i = 0; i < group->steps.len && why != NULL; i++) {
        StepOutcome *outcome = &run->outcome->steps.items[group->steps.items[i]];
        outcome->result = RESULT_WAITING;
        outcome->why = why;
        run->total--;
    }
    return why != NULL;
}
