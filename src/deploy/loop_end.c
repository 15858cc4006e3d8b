/* The end of a loop's walk: what was left out, what is still to do. */
#include "base/fault.h"
#include "codec/json.h"
#include "deploy/clock.h"
#include "deploy/loop.h"

enum {
    SWEEPS = 3,
    SWEEP_PAUSE_MS = 1000,
    PASSES_MOST = 3 /* rows that come behind the walk are few, or come as fast as it goes */
};

/* As loop_leave_out wrote it. */
static bool read_key(Arena *arena, Str text, StrVec *key, Errs *errs)
{
    DocFile *file = ARENA_NEW(arena, DocFile);
    const Doc *list;

    *file = (DocFile){.path = "the journal", .bytes = text};
    list = json_read(arena, file, false, errs);
    *key = (StrVec){0};
    if (list == NULL)
        return false;
    for (const Doc *value = list->first; value != NULL; value = value->next)
        vec_push(arena, key, value->text);
    return true;
}

/* One round over the rows that were left out. From the last one on, as each that goes through moves
 * those behind it. */
static bool sweep(Loop *loop, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    for (size_t i = loop->at.stubborn.len; i > 0; i--) {
        Arena scratch = {0};
        Batch batch = {.sweeps = i};
        bool ok = read_key(&scratch, loop->at.stubborn.items[i - 1], &batch.high, errs) &&
                  loop_run_batch(loop, &batch, errs);
        arena_free(&scratch);
        if (!ok && !loop_is_lock_error(errs, mark))
            return false;
        if (!ok && journal_is_superseded(loop->run->journal))
            return false;
        errs_drop(errs, mark);
        if (!FAULT(LOOP_COMMITTED, errs))
            return false;
    }
    return true;
}

static bool sweep_all(Loop *loop, Errs *errs)
{
    enum { SHOWN_MOST = 10 };
    Sb keys = sb_new(SB_LINE_MAX);
    size_t left;

    for (int round = 1; round <= SWEEPS && loop->at.stubborn.len > 0; round++)
        if ((round > 1 && !deploy_nap(loop->run, SWEEP_PAUSE_MS, errs)) || !sweep(loop, errs))
            return false;
    left = loop->at.stubborn.len;
    if (left == 0)
        return true;
    for (size_t i = 0; i < left && i < SHOWN_MOST && loop->run->options->show_data; i++)
        sb_printf(&keys, "%s%.*s", i == 0 ? ": " : ", ", STR_ARG(loop->at.stubborn.items[i]));
    (void)err_at(errs, ERR_UNFINISHED, (Loc){0},
                 "run it again when they are free: it goes on with them",
                 "%zu row%s stayed locked by others; all others are done%.*s", left,
                 left == 1 ? "" : "s", STR_ARG(sb_str(&keys)));
    sb_free(&keys);
    return false;
}

/* In a transaction that writes nothing, as what begins one is for it alone. No time limit: it reads
 * the whole table, once, and blocks nobody. */
bool loop_ask_rest(Loop *loop, int64_t *rest, Errs *errs)
{
    const Engine *engine = loop->run->engine;
    Conn *conn = loop->run->conn;
    Arena scratch = {0};
    Rows rows = {0};
    bool ok =
        engine->set_limits(conn, loop->lock_timeout_ms, 0, errs) && engine->begin(conn, true, errs);

    for (size_t i = 0; i < loop->def->begin.len && ok; i++)
        ok = engine->exec(conn, loop->def->begin.items[i], errs);
    ok = ok && engine->query(conn, loop->def->rest, &scratch, &rows, errs);
    engine->rollback(conn);
    if (ok && (rows.count != 1 || !str_to_int64(ROW_CELL(&rows, 0, 0), rest)))
        ok = err_addf(errs, ERR_SERVER, "how many rows are still to do was not told");
    arena_free(&scratch);
    return ok && loop_set_limits(loop, errs);
}

bool loop_end(Loop *loop, bool *again, Errs *errs)
{
    int64_t rest = 0;

    *again = false;
    if (!sweep_all(loop, errs) || (loop->def->rest.len > 0 && !loop_ask_rest(loop, &rest, errs)) ||
        !FAULT(LOOP_ENDING, errs))
        return false;
    if (rest > 0 && ++loop->passes >= PASSES_MOST)
        return err_at(errs, ERR_UNFINISHED, (Loc){0},
                      "let the application write them as Set does, then run it again",
                      "%lld%s rows are to do although all were visited %d times: something writes "
                      "them as fast",
                      (long long)rest, rest > 1000 ? " or more" : "", (int)PASSES_MOST);
    *again = rest > 0;
    /* The gate looks once a second at most: a loop that another deployer may have gone on with is
     * not recorded done. */
    if (!*again && !loop->run->engine->deployer_lock_holds(loop->run->lock, errs))
        return false;
    if (*again) {
        loop->at.key = (StrVec){0};
        loop->at.rows_done = (OptInt){true, 0};
    } else {
        loop->at.is_finished = true;
    }
    return loop_save(loop, errs) && FAULT(LOOP_ENDED, errs);
}
