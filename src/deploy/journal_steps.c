/* Steps in the journal: a row each, many in one statement. */
#include "deploy/journal_inside.h"

static StepRow *row_of(const Journal *journal, Arena *arena, const StepOutcome *outcome,
                       int64_t position)
{
    const Step *step = outcome->step;
    StepRow *row = record_new(arena, &step_row_type);

    row->deployment = (OptInt){true, journal->lease};
    row->position = (OptInt){true, position};
    row->id = step->id;
    row->phase = str_from(phase_names[step->phase]);
    row->kind = str_from(step_kind_names[step->kind]);
    row->operation = str_from(op_names[step->op]);
    row->object = step->object;
    row->relation = step->relation;
    row->attempts = (OptInt){true, outcome->attempts};
    row->waited_ms = (OptInt){true, outcome->waited_ms};
    row->took_ms = (OptInt){true, outcome->took_ms};
    row->rows = outcome->rows;
    return row;
}

bool journal_steps_save(Journal *journal, const StepOutcome *first, const StepOutcomes *steps,
                        JournalStepState state, const Err *error, Errs *errs)
{
    Arena scratch = {0};
    StepRows rows = {0};
    bool ok;

    for (size_t i = 0; i < steps->len; i++) {
        const StepOutcome *outcome = steps->items[i];
        StepRow *row = row_of(journal, &scratch, outcome, outcome - first + 1);
        row->state = (int)state;
        if (state == JOURNAL_STEP_DONE && outcome->result == RESULT_SKIPPED)
            row->state = JOURNAL_STEP_SKIPPED;
        if (state == JOURNAL_STEP_DONE && outcome->result == RESULT_WAITING)
            row->state = JOURNAL_STEP_WAITING;
        if (error != NULL)
            row->error = str_from(err_code_name(error->code));
        vec_push(&scratch, &rows, row);
    }
    ok = journal_save_all(journal, JOURNAL_STEPS_SAVE, &rows, errs);
    arena_free(&scratch);
    return ok;
}

bool journal_steps_read(Journal *journal, int64_t deployment, Arena *arena, StepRows *rows,
                        Errs *errs)
{
    return journal_read(journal, JOURNAL_STEPS,
                        VALUES(arena_printf(arena, "%lld", (long long)deployment)), &step_row_type,
                        arena, rows, errs);
}

bool journal_steps_of_plan(Journal *journal, Str plan_hash, Arena *arena, StepRows *rows,
                           Errs *errs)
{
    return journal_read(journal, JOURNAL_STEPS_OF_PLAN, VALUES(plan_hash), &step_row_type, arena,
                        rows, errs);
}
