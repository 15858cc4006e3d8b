/* What the files of a loop share: its place, its transactions, its end. */
#ifndef ANNEAL_DEPLOY_LOOP_H
#define ANNEAL_DEPLOY_LOOP_H

#include "deploy/gate.h"
#include "deploy/journal.h"

/* A loop on its way. */
typedef struct Loop {
    Run *run;
    const Step *step;
    const StepLoop *def;
    StepOutcome *outcome;
    Arena arena; /* holds the position */
    LoopPosition at;
    Gate gate;
    int64_t size;      /* of the next batch, in units */
    int64_t total;     /* units; below 0: unknown */
    int64_t target_ms; /* of a batch */
    int lock_timeout_ms, batch_timeout_ms;
    int64_t moved_ms; /* when a batch has gone through last */
    int passes;       /* walks from end to end that have left something */
} Loop;

/* One batch: the keys above `low` up to `high`; `low` empty: the key `high` alone. */
typedef struct Batch {
    StrVec low, high;
    int64_t units; /* that it has; of the last one 0: nobody has counted them */
    bool is_last;  /* up to the highest key, however many that are */
    size_t sweeps; /* 1 + index of the stubborn key that it is about; 0: none */
} Batch;

/* ---- loop_batch.c */

/* A batch and the position behind it, in one transaction. The position in memory is as the one in
 * the journal whatever comes of it. ERR_LOCK: nothing was done, and it may be tried again.
 * ERR_DATA: a row is still to do after it. */
bool loop_try_batch(Loop *loop, const Batch *batch, Errs *errs);
/* The same, with a few more attempts after ERR_LOCK, a random pause before each. */
bool loop_run_batch(Loop *loop, const Batch *batch, Errs *errs);
/* Passes over the one key of a batch that keeps failing: it is remembered, and swept at the end. */
bool loop_leave_out(Loop *loop, const Batch *batch, Errs *errs);
/* The position as it is, with the lease, in a transaction of its own. */
bool loop_save(Loop *loop, Errs *errs);
/* The same, with the positions gone of loops whose place it takes. */
bool loop_replace(Loop *loop, Errs *errs);
/* A query of the loop: one row, its cells in `arena`; `key` empty: no row. */
bool loop_ask(Loop *loop, Str sql, const StrVec *values, Arena *arena, StrVec *key, Errs *errs);

/* ---- loop_end.c */

/* Sweeps what was left out, looks whether rows are still to do. `*again`: some are, and the walk
 * begins anew; else it is finished, and the journal says so. ERR_UNFINISHED where rows stay locked
 * or come back. */
bool loop_end(Loop *loop, bool *again, Errs *errs);
/* How many rows are still to do, of a loop that can tell. */
bool loop_ask_rest(Loop *loop, int64_t *rest, Errs *errs);

/* ---- loop.c */

/* Those of a batch. */
bool loop_set_limits(Loop *loop, Errs *errs);
bool loop_is_lock_error(const Errs *errs, ErrsMark mark);

#endif
