/* Deployments and their lease: one at a time has the right to go on. */
#include "base/fault.h"
#include "deploy/journal_inside.h"

static bool ask_number(Journal *journal, JournalOp op, int64_t *number, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = journal_call(journal, op, VALUES_NONE, &scratch, &rows, errs);

    if (ok && (rows.count != 1 || !str_to_int64(ROW_CELL(&rows, 0, 0), number)))
        ok =
            err_at(errs, ERR_JOURNAL, (Loc){0}, "drop the journal: the next deploy makes a new one",
                   "%.*s has lost the row of its lease", STR_ARG(journal->where));
    arena_free(&scratch);
    return ok;
}

static bool begin(Journal *journal, const DeploymentRow *deployment, int64_t *number, Errs *errs)
{
    DeploymentRow row = *deployment;
    Arena scratch = {0};
    bool ok = ask_number(journal, JOURNAL_LEASE_TAKE, number, errs);

    row.rec.type = &deployment_row_type;
    row.id = (OptInt){true, *number};
    row.tool = journal->tool;
    ok = ok &&
         journal_run(journal, JOURNAL_DEPLOYMENTS_INTERRUPT,
                     VALUES(arena_printf(&scratch, "%lld", (long long)*number)), errs) &&
         journal_save(journal, JOURNAL_DEPLOYMENT_BEGIN, &row.rec, errs);
    arena_free(&scratch);
    return ok;
}

bool journal_begin(Journal *journal, const DeploymentRow *deployment, Errs *errs)
{
    const Engine *engine = journal->engine;
    int64_t number = 0;

    if (!engine->begin(journal->conn, false, errs))
        return false;
    if (begin(journal, deployment, &number, errs) && FAULT(DEPLOYMENT_WRITTEN, errs) &&
        engine->commit(journal->conn, errs)) {
        journal->lease = number;
        return FAULT(DEPLOYMENT_BEGUN, errs);
    }
    engine->rollback(journal->conn);
    return false;
}

static OptInt count_of(const Outcome *outcome, StepResult result)
{
    int64_t count = 0;

    for (size_t i = 0; i < outcome->steps.len; i++)
        count += outcome->steps.items[i].result == result;
    return (OptInt){true, count};
}

static void count(DeploymentRow *row, const Outcome *outcome)
{
    OptInt failed = count_of(outcome, RESULT_FAILED);
    OptInt left = count_of(outcome, RESULT_NOT_REACHED);

    row->done = count_of(outcome, RESULT_DONE);
    row->skipped = count_of(outcome, RESULT_SKIPPED);
    row->held = count_of(outcome, RESULT_HELD);
    row->waiting = count_of(outcome, RESULT_WAITING);
    row->steps = (OptInt){true, row->done.value + row->skipped.value + failed.value + left.value};
}

bool journal_end(Journal *journal, const Outcome *outcome, const Errs *found, Errs *errs)
{
    DeploymentRow row = {.rec = {.type = &deployment_row_type},
                         .id = {true, journal->lease},
                         .outcome = DEPLOYMENT_DONE};

    if (errs_any(found)) {
        ErrCode code = errs_last(found)->code;
        row.outcome = code == ERR_CANCELLED ? DEPLOYMENT_STOPPED : DEPLOYMENT_FAILED;
        row.error = str_from(err_code_name(code));
    }
    if (outcome != NULL)
        count(&row, outcome);
    return FAULT(DEPLOYMENT_ENDING, errs) &&
           journal_save(journal, JOURNAL_DEPLOYMENT_END, &row.rec, errs) &&
           FAULT(DEPLOYMENT_ENDED, errs);
}

bool journal_check_lease(Journal *journal, Errs *errs)
{
    int64_t number = 0;

    if (!ask_number(journal, JOURNAL_LEASE_READ, &number, errs))
        return false;
    if (number == journal->lease)
        return true;
    journal->is_superseded = true;
    return err_at(errs, ERR_LOCK, (Loc){0},
                  "nothing more was done; let the other one end, then run again",
                  "deployment %lld is superseded: deployment %lld has begun since",
                  (long long)journal->lease, (long long)number);
}

bool journal_is_superseded(const Journal *journal)
{
    return journal->is_superseded;
}

int64_t journal_deployment_id(const Journal *journal)
{
    return journal->lease;
}

bool journal_deployments_read(Journal *journal, int64_t id, int64_t most, Arena *arena,
                              DeploymentRows *rows, Errs *errs)
{
    Str number = id == 0 ? STR_ABSENT : arena_printf(arena, "%lld", (long long)id);

    return journal_read(journal, JOURNAL_DEPLOYMENTS,
                        VALUES(number, arena_printf(arena, "%lld", (long long)most)),
                        &deployment_row_type, arena, rows, errs);
}

static bool count_done(Journal *journal, DeploymentRow *row, Arena *arena, Errs *errs)
{
    StepRows steps = {0};

    if (row->done.given)
        return true;
    if (!journal_steps_read(journal, row->id.value, arena, &steps, errs))
        return false;
    row->done = (OptInt){.given = true};
    for (size_t i = 0; i < steps.len; i++)
        row->done.value += steps.items[i]->state == JOURNAL_STEP_DONE ||
                           steps.items[i]->state == JOURNAL_STEP_SKIPPED;
    return true;
}

bool journal_unfinished(Journal *journal, Str product, Arena *arena,
                        const DeploymentRow **unfinished, Errs *errs)
{
    DeploymentRows rows = {0};
    DeploymentRow *last;

    *unfinished = NULL;
    if (!journal_deployments_read(journal, 0, 1, arena, &rows, errs))
        return false;
    last = rows.len == 0 ? NULL : rows.items[0];
    if (last == NULL || last->outcome == DEPLOYMENT_DONE || !str_eq(last->product, product))
        return true;
    if (last->outcome == DEPLOYMENT_RUNNING)
        last->outcome = DEPLOYMENT_INTERRUPTED;
    *unfinished = last;
    return count_done(journal, last, arena, errs);
}
