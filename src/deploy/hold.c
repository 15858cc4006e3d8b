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
    LOOK_LATER_MS = 60 * 1000
};

static int look(void *context)
{
    const Hold *hold = context;
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

void hold_begin(Hold *hold, Run *run, bool is_limited)
{
    *hold = (Hold){.run = run, .begun_ms = deploy_now_ms(), .is_limited = is_limited};
    hold->watch = (StatementWatch){.look = look, .context = hold};
    run->engine->watch(run->conn, &hold->watch);
}

void hold_end(Hold *hold)
{
    hold->run->engine->watch(hold->run->conn, NULL);
}
