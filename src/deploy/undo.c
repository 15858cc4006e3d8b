/* What a run that was cut off has left of a step which no transaction takes back. */
#include "deploy/inside.h"
#include "deploy/probe.h"

/* The answer of Step.leftover. */
typedef struct Leftover {
    bool is_there, is_busy;
} Leftover;

static bool look(const Run *run, const Step *step, Leftover *found, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = true;

    *found = (Leftover){0};
    if (step->leftover.len > 0)
        ok = run->engine->query(run->conn, step->leftover, &scratch, &rows, errs);
    if (ok && rows.count > 0 && rows.columns > 1) {
        found->is_there = deploy_is_true(ROW_CELL(&rows, 0, 0));
        found->is_busy = deploy_is_true(ROW_CELL(&rows, 0, 1));
    }
    arena_free(&scratch);
    return ok;
}

bool deploy_undo(const Run *run, const Step *step, Errs *errs)
{
    Leftover found;

    if (!look(run, step, &found, errs))
        return false;
    if (found.is_busy)
        return err_addf(errs, ERR_LOCK, "another session is at work on %.*s",
                        STR_ARG(step->object));
    for (size_t i = 0; found.is_there && i < step->undo.len; i++)
        if (!run->engine->exec(run->conn, step->undo.items[i], errs))
            return false;
    return true;
}

void deploy_undo_failed(const Run *run, const Step *step)
{
    Errs ignored = {0};

    if (step->leftover.len > 0)
        (void)deploy_undo(run, step, &ignored);
    errs_free(&ignored);
}
