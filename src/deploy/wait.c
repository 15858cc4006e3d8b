/* Steps that wait until a condition has come true by itself. */
#include "deploy/clock.h"
#include "deploy/kinds.h"
#include "deploy/probe.h"

enum { POLL_MS = 500, POLL_LONGEST_MS = 10 * 1000, ASK_TIMEOUT_MS = 30 * 1000 };

static bool ask(const Run *run, const StepWait *wait, bool *is_true, Errs *errs)
{
    const Engine *engine = run->engine;
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = engine->begin(run->conn, true, errs) &&
              engine->query(run->conn, wait->query, &scratch, &rows, errs);

    engine->rollback(run->conn);
    if (ok && (rows.count != 1 || rows.columns != 1))
        ok = err_addf(errs, ERR_DATA,
                      "a wait is to ask for one row of one column, not for %zu of %zu", rows.count,
                      rows.columns);
    *is_true = ok && deploy_is_true(ROW_CELL(&rows, 0, 0));
    arena_free(&scratch);
    return ok;
}

static const char *words_of(Arena *arena, const StepWait *wait)
{
    return wait->reason.len > 0 ? arena_cstr(arena, wait->reason) : "a condition";
}

static bool give_up(const StepWait *wait, Errs *errs)
{
    Arena scratch = {0};

    (void)err_at(errs, ERR_UNFINISHED, (Loc){0}, "run it again to go on waiting",
                 "waited %lld ms for %s, which has not come", (long long)wait->deadline_ms.value,
                 words_of(&scratch, wait));
    arena_free(&scratch);
    return false;
}

bool deploy_run_wait(Run *run, const Step *step, StepOutcome *outcome, Errs *errs)
{
    const StepWait *wait = step->wait;
    int64_t until_ms = deploy_now_ms() + wait->deadline_ms.value;
    int64_t poll_ms =
        wait->poll_ms.given && wait->poll_ms.value > 0 ? wait->poll_ms.value : POLL_MS;
    Arena scratch = {0};
    bool is_true = false, ok;

    ok = run->engine->set_limits(run->conn, run->options->lock_budget_ms, ASK_TIMEOUT_MS, errs);
    while (ok && !is_true) {
        int64_t left_ms;
        ok = ask(run, wait, &is_true, errs);
        if (!ok || is_true)
            break;
        left_ms = until_ms - deploy_now_ms();
        deploy_tell_waiting(run, step, words_of(&scratch, wait));
        ok = left_ms > 0 ? deploy_nap(run, poll_ms < left_ms ? poll_ms : left_ms, errs) &&
                               run->engine->deployer_lock_holds(run->lock, errs)
                         : give_up(wait, errs);
        poll_ms = poll_ms * 2 < POLL_LONGEST_MS ? poll_ms * 2 : POLL_LONGEST_MS;
    }
    if (ok)
        outcome->result = RESULT_DONE;
    arena_free(&scratch);
    return ok;
}
