/* Runs a loop: batch after batch along a key, each its own transaction, from where it stands. */
#include "deploy/loop.h"

#include "base/fault.h"
#include "deploy/clock.h"
#include "deploy/kinds.h"
#include "deploy/pace.h"

enum {
    SIZE_FIRST = 1000,
    TARGET_MS = 200,
    READ_TIMEOUT_MS = 60 * 1000, /* of what only reads: the first key behind many dead rows, say */
    LOCK_TIMEOUT_LEAST_MS = 20,
    PATIENCE_MS = 60 * 1000 /* without a batch that goes through */
};

bool loop_is_lock_error(const Errs *errs, ErrsMark mark)
{
    return errs_mark(errs) > mark && errs_last(errs)->code == ERR_LOCK;
}

bool loop_set_limits(Loop *loop, Errs *errs)
{
    return loop->run->engine->set_limits(loop->run->conn, loop->lock_timeout_ms,
                                         loop->batch_timeout_ms, errs);
}

/* A row that others wait for stays locked for wait and work together: both fit into the budget. */
static void set_times(Loop *loop)
{
    int budget_ms = loop->run->options->lock_budget_ms;
    int64_t wanted_ms = loop->def->target_ms.given ? loop->def->target_ms.value : TARGET_MS;

    loop->target_ms = wanted_ms < budget_ms / 2 ? wanted_ms : budget_ms / 2;
    if (loop->target_ms < 1)
        loop->target_ms = 1;
    loop->lock_timeout_ms = budget_ms - (int)loop->target_ms;
    if (loop->lock_timeout_ms < LOCK_TIMEOUT_LEAST_MS)
        loop->lock_timeout_ms = LOCK_TIMEOUT_LEAST_MS;
    loop->batch_timeout_ms = loop->lock_timeout_ms + (int)loop->target_ms;
}

/* About how many units there are; a query that fails is no reason to stop. */
static void estimate(Loop *loop)
{
    Arena scratch = {0};
    Errs ignored = {0};
    Rows rows = {0};

    loop->total = -1;
    if (loop->at.rows_total.given)
        loop->total = loop->at.rows_total.value;
    else if (loop->def->count.len > 0 &&
             loop->run->engine->query(loop->run->conn, loop->def->count, &scratch, &rows,
                                      &ignored) &&
             rows.count == 1 && str_to_int64(ROW_CELL(&rows, 0, 0), &loop->total))
        loop->at.rows_total = (OptInt){true, loop->total};
    arena_free(&scratch);
    errs_free(&ignored);
}

/* Where it stands, by the journal. */
static bool read_position(Loop *loop, Errs *errs)
{
    Run *run = loop->run;

    if (!run->engine->set_limits(run->conn, loop->lock_timeout_ms, READ_TIMEOUT_MS, errs) ||
        !journal_loop_read(run->journal, loop->def->id, &loop->arena, &loop->at, errs))
        return false;
    loop->at.object = loop->step->object;
    if (loop->at.key.len != loop->def->key.len)
        loop->at.key = (StrVec){0};
    loop->size = loop->def->size.given ? loop->def->size.value : SIZE_FIRST;
    if (loop->at.batch_rows.given)
        loop->size = loop->at.batch_rows.value;
    loop->size = loop->size < 1 ? 1 : loop->size > PACE_SIZE_MOST ? PACE_SIZE_MOST : loop->size;
    return true;
}

static void tell(const Loop *loop)
{
    const Run *run = loop->run;
    DeployEvent event = {.step = loop->step,
                         .index = run->begun + 1,
                         .total = run->total,
                         .result = RESULT_NOT_REACHED,
                         .attempt = loop->outcome->attempts,
                         .done = loop->at.rows_done.value,
                         .of = loop->total,
                         .unit = loop->def->unit};

    if (event.of >= 0 && event.of < event.done)
        event.of = event.done; /* it was an estimate */
    if (run->options->on_event != NULL)
        run->options->on_event(run->options->context, &event);
}

/* ---- the next batch
 * -------------------------------------------------------------------------------------------- */

static bool check_key(const StrVec *key, Errs *errs)
{
    for (size_t i = 0; i < key->len; i++)
        if (key->items[i].ptr == NULL)
            return err_at(errs, ERR_UNSUPPORTED, (Loc){0}, "a key of integers or texts can be kept",
                          "a value of the key can't be kept in the journal and come back the same");
    return true;
}

/* The keys above the position: as many as the size says, else up to the last one. `high` empty:
 * there are none. */
static bool find_above(Loop *loop, Arena *scratch, Batch *batch, Errs *errs)
{
    StrVec values = {0};

    for (size_t i = 0; i < loop->at.key.len; i++)
        vec_push(scratch, &values, loop->at.key.items[i]);
    batch->low = values;
    batch->units = loop->size;
    vec_push(scratch, &values, arena_printf(scratch, "%lld", (long long)(loop->size - 1)));
    if (!loop_ask(loop, loop->def->next, &values, scratch, &batch->high, errs))
        return false;
    if (batch->high.len > 0)
        return true;
    batch->is_last = true;
    batch->units = 0;
    return loop_ask(loop, loop->def->last, &batch->low, scratch, &batch->high, errs);
}

static bool find_batch(Loop *loop, Arena *scratch, Batch *batch, Errs *errs)
{
    static const StrVec none = {0};

    *batch = (Batch){.units = 1};
    return (loop->at.key.len > 0
                ? find_above(loop, scratch, batch, errs)
                : loop_ask(loop, loop->def->first, &none, scratch, &batch->high, errs)) &&
           check_key(&batch->high, errs);
}

/* ---- the walk
 * --------------------------------------------------------------------------------------------------
 */

typedef enum Stride { STRIDE_ON, STRIDE_END, STRIDE_LATE, STRIDE_FAILED } Stride;

/* A batch that kept failing for want of a lock: a smaller one then, or all but the one row. */
static bool give_way(Loop *loop, const Batch *batch, ErrsMark mark, Errs *errs)
{
    int asked_ms = loop->run->options->lock_wait_ms;

    if (journal_is_superseded(loop->run->journal) ||
        deploy_now_ms() - loop->moved_ms > (asked_ms > 0 ? asked_ms : PATIENCE_MS))
        return false;
    errs_drop(errs, mark);
    if (loop->size > 1 && loop->at.key.len > 0) {
        loop->size = pace_after_failure(loop->size);
        return true;
    }
    if (batch->high.len == 0 || loop_leave_out(loop, batch, errs))
        return true;
    if (!loop_is_lock_error(errs, mark))
        return false;
    errs_drop(errs, mark); /* tried again with the batch */
    return true;
}

static Stride run_found(Loop *loop, const Batch *batch, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    int64_t begun_ms = deploy_now_ms();

    if (!loop_run_batch(loop, batch, errs))
        return loop_is_lock_error(errs, mark) && give_way(loop, batch, mark, errs) ? STRIDE_ON
                                                                                   : STRIDE_FAILED;
    if (!FAULT(LOOP_COMMITTED, errs))
        return STRIDE_FAILED;
    if (batch->low.len > 0 && !batch->is_last)
        loop->size = pace_after(loop->size, deploy_now_ms() - begun_ms, loop->target_ms);
    tell(loop);
    return deploy_nap(loop->run, loop->def->pause_ms.value, errs) ? STRIDE_ON : STRIDE_FAILED;
}

static Stride stride(Loop *loop, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Arena scratch = {0};
    Batch batch;
    bool asked;
    Stride stride = STRIDE_FAILED;

    switch (deploy_gate(loop->run, loop->step, &loop->gate, &asked, errs)) {
    case GATE_OPEN:
        break;
    case GATE_LATE:
        return STRIDE_LATE;
    case GATE_FAILED:
        return STRIDE_FAILED;
    }
    if (asked && !loop_set_limits(loop, errs))
        return STRIDE_FAILED;
    if (!find_batch(loop, &scratch, &batch, errs))
        stride = loop_is_lock_error(errs, mark) && give_way(loop, &(Batch){0}, mark, errs)
                     ? STRIDE_ON
                     : STRIDE_FAILED;
    else
        stride = batch.high.len == 0 ? STRIDE_END : run_found(loop, &batch, errs);
    arena_free(&scratch);
    return stride;
}

static bool walk(Loop *loop, bool *is_late, Errs *errs)
{
    bool again = true;
    Stride last = STRIDE_ON;

    while (again) {
        do
            last = stride(loop, errs);
        while (last == STRIDE_ON);
        *is_late = last == STRIDE_LATE;
        if (last != STRIDE_END)
            return last == STRIDE_LATE;
        if (!loop_end(loop, &again, errs))
            return false;
    }
    return true;
}

/* The journal may speak of an earlier column of this name: what is finished begins anew where rows
 * are to do. */
static bool recheck(Loop *loop, Errs *errs)
{
    int64_t rest = 0;

    if (!loop->at.is_finished || !loop->def->is_rechecked)
        return true;
    if (!loop_ask_rest(loop, &rest, errs))
        return false;
    if (rest > 0) {
        loop->at.is_finished = false;
        loop->at.key = (StrVec){0};
        loop->at.rows_done = (OptInt){true, 0};
    }
    return true;
}

bool deploy_run_loop(Run *run, const Step *step, StepOutcome *outcome, Errs *errs)
{
    Loop loop = {.run = run, .step = step, .def = step->loop, .outcome = outcome};
    Errs ignored = {0};
    bool is_late = false;
    bool ok;

    set_times(&loop);
    ok = read_position(&loop, errs) && recheck(&loop, errs);
    if (ok && loop.at.is_finished) {
        outcome->result = RESULT_SKIPPED;
    } else if (ok) {
        estimate(&loop);
        loop.moved_ms = deploy_now_ms();
        ok = FAULT(LOOP_READ, errs) && (loop.def->replaces.len == 0 || loop_replace(&loop, errs)) &&
             walk(&loop, &is_late, errs);
        outcome->result = !ok ? RESULT_NOT_REACHED : is_late ? RESULT_WAITING : RESULT_DONE;
        if (is_late)
            outcome->why = DEPLOY_LATE;
    }
    /* What comes behind it, the journal's rows first, is no batch. */
    if (ok)
        ok = run->engine->set_limits(run->conn, run->options->lock_budget_ms, 0, errs);
    else
        (void)run->engine->set_limits(run->conn, run->options->lock_budget_ms, 0, &ignored);
    errs_free(&ignored);
    arena_free(&loop.arena);
    return ok;
}
