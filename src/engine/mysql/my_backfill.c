/* Backfills. */
#include "engine/mysql/my_slots.h"

bool my_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                      Errs *errs)
{
    (void)conn;
    (void)backfill;
    (void)arena;
    (void)errs;
    *facts = (BackfillFacts){0};
    return true;
}

bool my_backfill(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs)
{
    (void)input;
    (void)loop;
    (void)notes;
    return err_addf(errs, ERR_UNSUPPORTED, "backfills can't be run on this engine yet");
}
