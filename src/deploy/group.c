/* Runs one transaction group of a plan, again where a lock was not to be had. */
#include "base/fault.h"
#include "deploy/backoff.h"
#include "deploy/clock.h"
#include "deploy/hold.h"
#include "deploy/inside.h"
#include "deploy/kinds.h"
#include "deploy/probe.h"
#include "deploy/queue.h"
#include "report/report.h"

/* For metadata and what else is to be over within the lock budget: only a client that is gone, or a
 * server that is not what it was, lets a statement get there. */
enum { STATEMENT_BUDGETS = 10, STATEMENT_LEAST_MS = 5000 };

/* One group on its way through its attempts. */
typedef struct Attempts {
    Run *run;
    const Group *group;
    int attempt;
    size_t statements_done; /* outside a transaction: these stay, and are not run again */
    size_t failed;          /* index into the group's steps */
    bool is_kept;           /* all of it is done and the journal says so: nothing takes it back */
    bool is_outside;        /* it ended before it stood in the queue */
    bool is_put_off;        /* a condition was no longer true under the locks: nothing was done */
    bool is_limited;        /* waits and work of a transaction are to stay within the lock budget */
    Queue queue;
    Hold hold;
} Attempts;

static StepOutcome *outcome_at(const Attempts *at, size_t i)
{
    return &at->run->outcome->steps.items[at->group->steps.items[i]];
}

static void tell(const Attempts *at, size_t i, StepResult result, const char *waiting_for)
{
    const Run *run = at->run;
    DeployEvent event = {.step = outcome_at(at, i)->step,
                         .index = run->begun + i + 1,
                         .total = run->total,
                         .result = result,
                         .attempt = at->attempt,
                         .waiting_for = waiting_for};

    if (run->options->on_event != NULL)
        run->options->on_event(run->options->context, &event);
}

/* Session settings of all steps of the group, equal ones once. */
static bool run_session(const Attempts *at, bool after, Errs *errs)
{
    const Run *run = at->run;
    Arena scratch = {0};
    StrVec given = {0};
    bool ok = true;

    for (size_t i = 0; i < at->group->steps.len; i++) {
        const Step *step = outcome_at(at, i)->step;
        const StrVec *texts = after ? &step->session_after : &step->session_before;
        for (size_t s = 0; s < texts->len; s++) {
            if (strs_has(&given, texts->items[s]))
                continue;
            vec_push(&scratch, &given, texts->items[s]);
            ok = run->engine->exec(run->conn, texts->items[s], errs) && ok;
            if (!ok && !after)
                goto done;
        }
    }
done:
    arena_free(&scratch);
    return ok;
}

/* `*done`: the catalog says that the step is done already. */
static bool ask_skip(const Run *run, const Step *step, bool *done, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = true;

    *done = false;
    if (step->skip_if.len > 0)
        ok = run->engine->query(run->conn, step->skip_if, &scratch, &rows, errs);
    if (ok && rows.count > 0 && rows.columns > 0) {
        *done = deploy_is_true(ROW_CELL(&rows, 0, 0));
    }
    arena_free(&scratch);
    return ok;
}

static bool run_statements(Attempts *at, const Step *step, Errs *errs)
{
    const Run *run = at->run;
    size_t first = at->group->in_transaction ? 0 : at->statements_done;

    for (size_t s = first; s < step->statements.len; s++) {
        if (!at->group->in_transaction) /* each is a transaction */
            hold_begin(&at->hold, at->run, at->is_limited);
        if (!run->engine->exec(run->conn, step->statements.items[s], errs))
            return false;
        if (!at->group->in_transaction)
            at->statements_done = s + 1;
        if (!FAULT(STATEMENT_RAN, errs))
            return false;
    }
    return true;
}

/* What held the locks is over, so the next attempt takes them again. */
static void release(Attempts *at, const Step *step)
{
    Errs ignored = {0};

    if (step->release.len == 0)
        return;
    (void)at->run->engine->exec(at->run->conn, step->release, &ignored);
    at->statements_done = 0;
    errs_free(&ignored);
}

static bool run_step(Attempts *at, const Step *step, Errs *errs)
{
    if (!deploy_undo(at->run, step, errs))
        return false;
    if (run_statements(at, step, errs))
        return true;
    if (!at->group->in_transaction)
        hold_begin(&at->hold, at->run, at->is_limited);
    release(at, step);
    deploy_undo_failed(at->run, step);
    return false;
}

static bool run_steps(Attempts *at, Errs *errs)
{
    for (size_t i = 0; i < at->group->steps.len; i++) {
        StepOutcome *outcome = outcome_at(at, i);
        int64_t begun_ms = deploy_now_ms();
        bool skip;

        at->failed = i;
        outcome->attempts = at->attempt;
        tell(at, i, RESULT_NOT_REACHED, NULL);
        hold_step(&at->hold, outcome->step, at->run->begun + i + 1);
        if (!ask_skip(at->run, outcome->step, &skip, errs) ||
            (!skip && !run_step(at, outcome->step, errs)))
            return false;
        outcome->took_ms += deploy_now_ms() - begun_ms;
        /* A first guess, which a failing commit takes back. */
        outcome->result = skip ? RESULT_SKIPPED : RESULT_DONE;
    }
    return true;
}

/* The steps, with the budget for all their waits and work. What comes behind them is the way to
 * give their locks back. */
static bool run_steps_within(Attempts *at, Errs *errs)
{
    bool ok;

    hold_begin(&at->hold, at->run, at->is_limited);
    ok = run_steps(at, errs);
    hold_end(&at->hold);
    return ok;
}

/* Their conditions are asked once more when the locks are there, in the same time. */
static bool ask_and_run(Attempts *at, Errs *errs)
{
    bool ok, hold = false;

    hold_begin(&at->hold, at->run, at->is_limited);
    ok = deploy_lock_and_ask(at->run, at->group, &hold, errs) &&
         (!hold || (run_steps(at, errs) && deploy_record_backups(at->run, at->group, errs)));
    hold_end(&at->hold);
    at->is_put_off = ok && !hold;
    return ok;
}

static bool try_in_transaction(Attempts *at, Errs *errs)
{
    const Run *run = at->run;

    if (!run->engine->begin(run->conn, false, errs))
        return false;
    if (!FAULT(GROUP_BEGUN, errs) || !journal_check_lease(run->journal, errs) ||
        !ask_and_run(at, errs)) {
        run->engine->rollback(run->conn);
        return false;
    }
    if (at->is_put_off) {
        run->engine->rollback(run->conn);
        return true;
    }
    if (FAULT(GROUP_RAN, errs) &&
        deploy_record_group(at->run, at->group, JOURNAL_STEP_DONE, NULL, errs) &&
        FAULT(STEPS_WRITTEN, errs) && run->engine->commit(run->conn, errs)) {
        at->is_kept = true;
        return FAULT(GROUP_COMMITTED, errs);
    }
    run->engine->rollback(run->conn);
    return false;
}

/* A step of a kind of its own. */
static bool run_by_kind(Attempts *at, StepRunner runner, Errs *errs)
{
    StepOutcome *outcome = outcome_at(at, 0);
    int64_t begun_ms = deploy_now_ms();
    bool ok;

    at->failed = 0;
    outcome->attempts = at->attempt;
    tell(at, 0, RESULT_NOT_REACHED, NULL);
    ok = runner(at->run, outcome->step, outcome, errs);
    outcome->took_ms += deploy_now_ms() - begun_ms;
    return ok;
}

/* The steps of a group without a transaction, with what they leave behind. */
static bool run_announced(Attempts *at, Errs *errs)
{
    if (!deploy_announce_backups(at->run, at->group, errs))
        return false;
    if (run_steps_within(at, errs))
        return deploy_complete_backups(at->run, at->group, errs);
    if (at->statements_done == 0)
        deploy_withdraw_backups(at->run, at->group);
    return false;
}

/* What no transaction of ours holds together: the journal says before that it begins. A crash in
 * between leaves a step of which nobody knows whether it ran, and then its skip_if decides. */
static bool run_outside(Attempts *at, StepRunner runner, Errs *errs)
{
    Run *run = at->run;

    outcome_at(at, 0)->attempts = at->attempt;
    at->is_kept = journal_check_lease(run->journal, errs) &&
                  deploy_record_group(run, at->group, JOURNAL_STEP_RUNNING, NULL, errs) &&
                  FAULT(STEP_BEGUN, errs) &&
                  (runner == NULL ? run_announced(at, errs) : run_by_kind(at, runner, errs)) &&
                  FAULT(STEP_RAN, errs) &&
                  deploy_record_group(run, at->group, JOURNAL_STEP_DONE, NULL, errs);
    return at->is_kept && FAULT(STEP_ENDED, errs);
}

/* The group's steps, in whatever way their kind is run. */
static bool run_group(Attempts *at, Errs *errs)
{
    StepRunner runner = deploy_runner((StepKind)outcome_at(at, 0)->step->kind);

    return runner == NULL && at->group->in_transaction ? try_in_transaction(at, errs)
                                                       : run_outside(at, runner, errs);
}

/* A statement that works outside of transactions waits for those of others without locks: an
 * impatient CREATE INDEX CONCURRENTLY fails under any load, and has worked for nothing, while its
 * patience costs nobody anything. Once somebody waits for it, the budget is looked at. */
static bool is_patient(const Attempts *at)
{
    return !at->group->in_transaction && outcome_at(at, 0)->step->kind == STEP_EXEC;
}

static int lock_timeout_ms(const Attempts *at)
{
    int ms = queue_lock_timeout_ms(&at->queue, at->run);

    return is_patient(at) && ms < BACKOFF_WAIT_MS ? BACKOFF_WAIT_MS : ms;
}

/* 0: none. */
static int statement_timeout_ms(const Attempts *at)
{
    int ms = STATEMENT_BUDGETS * at->run->options->lock_budget_ms;

    if (!at->is_limited || is_patient(at))
        return 0;
    return ms > STATEMENT_LEAST_MS ? ms : STATEMENT_LEAST_MS;
}

/* One attempt. Settings are given back whatever happens, so that the next group finds the session
 * as it expects it. */
static bool try_once(Attempts *at, Errs *errs)
{
    const Run *run = at->run;
    Errs of_session = {0};
    bool ok, restored;

    ok = run_session(at, false, errs) && FAULT(SESSION_SET, errs) &&
         run->engine->set_limits(run->conn, lock_timeout_ms(at), statement_timeout_ms(at), errs) &&
         run_group(at, errs);
    restored = run_session(at, true, &of_session) && FAULT(SESSION_RESTORED, &of_session);
    /* After a failure the settings' own errors say nothing new. */
    if (ok && !restored)
        err_add(errs, *errs_last(&of_session));
    errs_free(&of_session);
    return ok && restored;
}

/* One that another attempt may get past. */
static bool is_lock_error(const Attempts *at, const Errs *errs, ErrsMark mark)
{
    return errs_mark(errs) > mark && errs_last(errs)->code == ERR_LOCK &&
           !journal_is_superseded(at->run->journal);
}

/* How the group ended without being done. A connection that is gone takes no row any more. */
static void record_failure(const Attempts *at, const Errs *errs)
{
    Group failed = {0};
    Arena scratch = {0};
    Errs ignored = {0};

    vec_push(&scratch, &failed.steps, at->group->steps.items[at->failed]);
    (void)deploy_record_group(at->run, &failed, JOURNAL_STEP_FAILED, errs_last(errs), &ignored);
    errs_free(&ignored);
    arena_free(&scratch);
}

/* Takes back what the steps claimed, and says which one failed. */
static bool fail(const Attempts *at, Errs *errs)
{
    const Step *step = outcome_at(at, at->failed)->step;
    Arena scratch = {0};

    if (at->is_kept) /* what failed came behind it, such as a setting of the session */
        return false;
    for (size_t i = 0; i < at->group->steps.len; i++)
        outcome_at(at, i)->result = RESULT_NOT_REACHED;
    record_failure(at, errs);
    if (errs_last(errs)->code == ERR_CANCELLED)
        return false;
    outcome_at(at, at->failed)->result = RESULT_FAILED;
    tell(at, at->failed, RESULT_FAILED, NULL);
    err_context(errs, "%.*s", STR_ARG(report_step_title(&scratch, step)));
    arena_free(&scratch);
    return false;
}

static void explain_give_up(Attempts *at, Errs *errs)
{
    Arena scratch = {0};
    Str who = queue_who(&at->queue, at->run, &scratch);

    err_context(errs, "gave up after %d attempts%s%.*s", at->attempt,
                who.len > 0 ? "; in the way: " : "", STR_ARG(who));
    arena_free(&scratch);
    if (at->group->in_transaction ||
        (outcome_at(at, 0)->step->kind == STEP_EXEC && at->statements_done == 0))
        err_hint(errs, "nothing of this step was done; it is safe to run again");
    else
        err_hint(errs, "it is safe to run again");
}

static bool pause_between(Attempts *at, int pause_ms, Errs *errs)
{
    int64_t begun_ms = deploy_now_ms();
    bool ok = deploy_nap(at->run, pause_ms, errs);

    for (size_t i = 0; i < at->group->steps.len; i++)
        outcome_at(at, i)->waited_ms += deploy_now_ms() - begun_ms;
    return ok;
}

/* After a failed attempt: pauses and is true where another one makes sense. */
static bool wants_another(Attempts *at, int64_t deadline_ms, ErrsMark mark, Errs *errs)
{
    const DeployOptions *options = at->run->options;
    int most = options->lock_attempts > 0 ? options->lock_attempts : BACKOFF_ATTEMPTS;
    int pause_ms = backoff_pause_ms(&at->run->random, at->attempt);

    if (at->is_kept || at->is_outside || !is_lock_error(at, errs, mark))
        return false;
    if (at->attempt >= most || deploy_now_ms() + pause_ms > deadline_ms) {
        explain_give_up(at, errs);
        return false;
    }
    tell(at, at->failed, RESULT_WAITING, errs_last(errs)->message);
    errs_drop(errs, mark);
    at->queue.patience++;
    return pause_between(at, pause_ms, errs);
}

void deploy_tell_waiting(const Run *run, const Step *step, const char *what)
{
    DeployEvent event = {.step = step,
                         .index = run->begun + 1,
                         .total = run->total,
                         .result = RESULT_WAITING,
                         .waiting_for = what};

    if (run->options->on_event != NULL)
        run->options->on_event(run->options->context, &event);
}

/* Whether all that the group does under locks that stop readers or writers was found to be within
 * the budget. What is not was held, and somebody has released it, or has called it safe. */
static bool is_limited(Attempts *at)
{
    bool is = queue_blocks(&at->queue, at->run, at->group);

    for (size_t i = 0; i < at->group->steps.len; i++) {
        const Step *step = outcome_at(at, i)->step;
        is = is && !strs_has(&step->hazards, str_from(hazard_name(HAZ_BLOCKS_WRITES))) &&
             (!step->estimate_ms.given ||
              step->estimate_ms.value <= at->run->options->lock_budget_ms);
    }
    return is;
}

/* Waits until an attempt makes sense, and makes it. */
static bool attempt(Attempts *at, int64_t deadline_ms, Errs *errs)
{
    int64_t waited_ms;
    bool ok;

    at->failed = 0;
    ok = queue_wait(&at->queue, at->run, at->group, deadline_ms, &waited_ms, errs);
    at->is_outside = !ok;
    for (size_t i = 0; i < at->group->steps.len; i++)
        outcome_at(at, i)->waited_ms += waited_ms;
    return ok && try_once(at, errs);
}

bool deploy_group(Run *run, const Group *group, Errs *errs)
{
    int wait_ms = run->options->lock_wait_ms > 0 ? run->options->lock_wait_ms : BACKOFF_WAIT_MS;
    int64_t deadline_ms = deploy_now_ms() + wait_ms;
    Attempts at = {.run = run, .group = group};
    ErrsMark mark = errs_mark(errs);
    bool ok = true;

    at.is_limited = is_limited(&at);
    for (at.attempt = 1; !attempt(&at, deadline_ms, errs); at.attempt++)
        if (!wants_another(&at, deadline_ms, mark, errs)) {
            ok = fail(&at, errs);
            break;
        }
    queue_free(&at.queue);
    if (!ok || at.is_put_off)
        return ok;
    for (size_t i = 0; i < group->steps.len; i++)
        tell(&at, i, outcome_at(&at, i)->result, NULL);
    run->begun += group->steps.len;
    return true;
}
