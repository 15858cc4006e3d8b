/* One batch of a loop: its transaction, its attempts. */
#include "base/fault.h"
#include "codec/json.h"
#include "deploy/backoff.h"
#include "deploy/clock.h"
#include "deploy/loop.h"
#include "deploy/pace.h"
#include "deploy/probe.h"

enum {
    ATTEMPTS = 3,
    STUBBORN_MOST = 1000,
    /* Between attempts at a batch: a row lock of an application is held for milliseconds. */
    RETRY_FIRST_MS = 50
};

static void put_all(Arena *arena, StrVec *to, const StrVec *from)
{
    for (size_t i = 0; i < from->len; i++)
        vec_push(arena, to, arena_str(arena, from->items[i]));
}

bool loop_ask(Loop *loop, Str sql, const StrVec *values, Arena *arena, StrVec *key, Errs *errs)
{
    const Engine *engine = loop->run->engine;
    Rows rows = {0};

    *key = (StrVec){0};
    if (!engine->call(loop->run->conn, sql, values, arena, &rows, NULL, errs))
        return false;
    for (size_t i = 0; rows.count > 0 && i < rows.columns; i++)
        vec_push(arena, key, rows.cells[i]);
    return true;
}

static Str key_text(Arena *arena, const StrVec *key)
{
    Doc *list = doc_new(arena, DOC_ARRAY);
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < key->len; i++)
        doc_add(list, STR_ABSENT, doc_string(arena, key->items[i]));
    json_write(&sb, list);
    sb_cut(&sb, str_trim(sb_str(&sb)).len);
    return sb_finish(&sb, arena);
}

/* Where the loop stands behind a batch. */
static LoopPosition after_batch(Loop *loop, const Batch *batch, bool leaves_out)
{
    LoopPosition at = loop->at;

    if (batch->sweeps > 0 || leaves_out) {
        at.stubborn = (StrVec){0};
        for (size_t i = 0; i < loop->at.stubborn.len; i++)
            if (i + 1 != batch->sweeps)
                vec_push(&loop->arena, &at.stubborn, loop->at.stubborn.items[i]);
    }
    if (leaves_out)
        vec_push(&loop->arena, &at.stubborn, key_text(&loop->arena, &batch->high));
    if (batch->sweeps == 0) {
        at.key = (StrVec){0};
        put_all(&loop->arena, &at.key, &batch->high);
        at.rows_done = (OptInt){true, loop->at.rows_done.value + batch->units};
    }
    at.batch_rows = (OptInt){true, loop->size};
    return at;
}

/* What begins each transaction of the loop. */
static bool begin(Loop *loop, Errs *errs)
{
    Run *run = loop->run;

    if (!run->engine->begin(run->conn, false, errs) || !journal_check_lease(run->journal, errs))
        return false;
    for (size_t i = 0; i < loop->def->begin.len; i++)
        if (!run->engine->exec(run->conn, loop->def->begin.items[i], errs))
            return false;
    return true;
}

static bool save(Loop *loop, const LoopPosition *at, Errs *errs)
{
    Run *run = loop->run;

    if (journal_loop_save(run->journal, at, errs) && FAULT(LOOP_POSITION_SAVED, errs) &&
        run->engine->commit(run->conn, errs)) {
        loop->at = *at;
        return true;
    }
    run->engine->rollback(run->conn);
    return false;
}

/* A row says of itself that it is as it was: the loop would come back to it for ever. */
static bool check_still(const Rows *rows, Errs *errs)
{
    size_t still = 0;

    for (size_t i = 0; i < rows->count; i++)
        still += deploy_is_true(ROW_CELL(rows, i, 0));
    if (still == 0)
        return true;
    return err_at(
        errs, ERR_DATA, (Loc){0},
        "let Where leave out the rows that Set does not change; nothing of this batch was "
        "written",
        "%zu of %zu rows are still to do after it: for them Set does not make Where false", still,
        rows->count);
}

static bool run_statement(Loop *loop, const Batch *batch, int64_t *changed, Errs *errs)
{
    const StepLoop *def = loop->def;
    Arena scratch = {0};
    StrVec values = {0};
    Rows rows = {0};
    bool ok;

    put_all(&scratch, &values, &batch->low);
    put_all(&scratch, &values, &batch->high);
    ok = loop->run->engine->call(loop->run->conn, batch->low.len == 0 ? def->one : def->batch,
                                 &values, &scratch, &rows, changed, errs) &&
         check_still(&rows, errs);
    arena_free(&scratch);
    return ok;
}

bool loop_try_batch(Loop *loop, const Batch *batch, Errs *errs)
{
    LoopPosition at = after_batch(loop, batch, false);
    int64_t changed = 0;

    if (!begin(loop, errs) || !FAULT(LOOP_BEGUN, errs) ||
        !run_statement(loop, batch, &changed, errs) || !FAULT(LOOP_RAN, errs)) {
        loop->run->engine->rollback(loop->run->conn);
        return false;
    }
    if (batch->is_last) /* its keys were not counted: so many they are at least */
        at.rows_done.value += changed;
    if (!save(loop, &at, errs))
        return false;
    loop->outcome->rows = (OptInt){true, loop->outcome->rows.value + changed};
    loop->moved_ms = deploy_now_ms();
    return true;
}

bool loop_run_batch(Loop *loop, const Batch *batch, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    for (int attempt = 1;; attempt++) {
        if (loop_try_batch(loop, batch, errs))
            return true;
        if (!loop_is_lock_error(errs, mark) || attempt == ATTEMPTS ||
            journal_is_superseded(loop->run->journal))
            return false;
        errs_drop(errs, mark);
        if (!deploy_nap(loop->run, backoff_random_ms(&loop->run->random, RETRY_FIRST_MS * attempt),
                        errs))
            return false;
    }
}

bool loop_replace(Loop *loop, Errs *errs)
{
    LoopPosition at = loop->at;
    bool ok = begin(loop, errs);

    for (size_t i = 0; i < loop->def->replaces.len && ok; i++)
        ok = journal_loop_close(loop->run->journal, loop->def->replaces.items[i], errs);
    if (ok)
        return save(loop, &at, errs);
    loop->run->engine->rollback(loop->run->conn);
    return false;
}

bool loop_save(Loop *loop, Errs *errs)
{
    LoopPosition at = loop->at;

    if (!begin(loop, errs)) {
        loop->run->engine->rollback(loop->run->conn);
        return false;
    }
    return save(loop, &at, errs);
}

bool loop_leave_out(Loop *loop, const Batch *batch, Errs *errs)
{
    LoopPosition at = after_batch(loop, batch, true);

    if (at.stubborn.len > STUBBORN_MOST)
        return err_at(errs, ERR_UNFINISHED, (Loc){0}, "run it again when they are free",
                      "%d rows could not be locked", (int)STUBBORN_MOST);
    if (!begin(loop, errs)) {
        loop->run->engine->rollback(loop->run->conn);
        return false;
    }
    return save(loop, &at, errs);
}
