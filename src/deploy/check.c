/* Steps that ask a question before what comes after them may run. */
#include "deploy/kinds.h"

/* One row of one column, or nothing that could be compared. */
static bool read_answer(const Rows *rows, const StepCheck *check, Errs *errs)
{
    Str answer;

    if (rows->count != 1 || rows->columns != 1)
        return err_addf(errs, ERR_DATA,
                        "a check is to answer with one row of one column, not with "
                        "%zu of %zu",
                        rows->count, rows->columns);
    answer = ROW_CELL(rows, 0, 0);
    if (answer.ptr != NULL && str_eq(answer, check->expected))
        return true;
    /* The answer itself stays unsaid: it can be a value of a row. */
    if (check->message.len > 0)
        return err_addf(errs, ERR_DATA, "%.*s", STR_ARG(check->message));
    return err_addf(errs, ERR_DATA, "a check did not answer \"%.*s\"", STR_ARG(check->expected));
}

bool deploy_run_check(Run *run, const Step *step, StepOutcome *outcome, Errs *errs)
{
    const Engine *engine = run->engine;
    Arena scratch = {0};
    Rows rows = {0};
    bool ok;

    ok = engine->begin(run->conn, true, errs) &&
         engine->query(run->conn, step->check->query, &scratch, &rows, errs);
    engine->rollback(run->conn);
    ok = ok && read_answer(&rows, step->check, errs);
    if (ok)
        outcome->result = RESULT_DONE;
    arena_free(&scratch);
    return ok;
}
