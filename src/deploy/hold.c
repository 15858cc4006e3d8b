/* A watch that a transaction keeps nobody waiting for longer than the lock budget.
 *
 * The server's lock_timeout counts for each lock anew, and not what is done once they are there. So
 * the time of all of it is taken here, and whatever runs is cut off when it is over: unless nobody
 * waits, as then it is in nobody's way. */
#include "deploy/hold.h"

#include "deploy/clock.h"

enum {
    SHARE_PERCENT = 90, /* of the budget: asking who waits, and cancelling, take time too */
    LOOK_AGAIN_MS = 40,
    LOOK_LATER_MS = 60 * 1000,
    TELL_EVERY_MS = 2000
};

/* How far the statement is, or at least since when it runs. What can't be asked is not told, and is
 * no error: a deploy is worth more than its progress. */
static void tell(Hold *hold)
{
    Run *run = hold->run;
    Arena scratch = {0};
    StatementProgress progress = {0};
    Errs ignored = {0};
    DeployEvent event = {.step = hold->step,
                         .index = hold->index,
                         .total = run->total,
                         .running_ms = deploy_now_ms() - hold->step_ms};

    if (run->engine->look_at_statement(run->lock, run->conn, &scratch, &progress, &ignored)) {
        event.stage = progress.stage;
        if (progress.done.given && progress.of.given) {
            event.done = progress.done.value;
            event.of = progress.of.value;
            event.unit = progress.unit;
        }
    }
    run->options->on_event(run->options->context, &event);
    errs_free(&ignored);
    arena_free(&scratch);
}

/* Milliseconds until it is to be told again. */
static int tell_in_time(Hold *hold)
{
    int64_t left_ms;

    if (hold->step == NULL || hold->run->options->on_event == NULL)
        return LOOK_LATER_MS;
    left_ms = hold->told_ms + TELL_EVERY_MS - deploy_now_ms();
    if (left_ms > 0)
        return (int)left_ms;
    tell(hold);
    hold->told_ms = deploy_now_ms();
    return TELL_EVERY_MS;
}

/* Milliseconds until the budget is to be looked at again; 0: it is used up, and somebody waits. */
static int look_at_budget(const Hold *hold)
{
    Run *run = hold->run;
    int64_t until_ms = hold->begun_ms + (int64_t)run->options->lock_budget_ms * SHARE_PERCENT / 100;
    int64_t left_ms = until_ms - deploy_now_ms();
    bool has_waiters = true;
    Errs ignored = {0};

    if (!hold->is_limited)
        return LOOK_LATER_MS;
    if (left_ms > 0)
        return (int)left_ms;
    /* What can't be asked counts as waiting. */
    (void)run->engine->has_waiters(run->lock, run->conn, &has_waiters, &ignored);
    errs_free(&ignored);
    return has_waiters ? 0 : LOOK_AGAIN_MS;
}

static int look(void *context)
{
    Hold *hold = context;
    int budget_ms = look_at_budget(hold);
    int tell_ms = budget_ms > 0 ? tell_in_time(hold) : 0;

    return tell_ms < budget_ms ? tell_ms : budget_ms;
}

void hold_begin(Hold *hold, Run *run, bool is_limited)
{
    hold->run = run;
    hold->begun_ms = deploy_now_ms();
    hold->is_limited = is_limited;
    hold->watch = (StatementWatch){.look = look, .context = hold};
    run->engine->watch(run->conn, &hold->watch);
}

void hold_step(Hold *hold, const Step *step, size_t index)
{
    hold->step = step;
    hold->index = index;
    hold->step_ms = hold->told_ms = deploy_now_ms();
}

void hold_end(Hold *hold)
{
    hold->run->engine->watch(hold->run->conn, NULL);
}
