/* A watch that a transaction keeps nobody waiting for longer than the lock budget. */
#ifndef ANNEAL_DEPLOY_HOLD_H
#define ANNEAL_DEPLOY_HOLD_H

#include "deploy/inside.h"

typedef struct Hold {
    Run *run;
    int64_t begun_ms;
    const Step *step; /* that runs now, for who is told; NULL: nobody */
    size_t index;
    int64_t step_ms, told_ms; /* when it began, when that was told last */
    bool is_limited;          /* the budget holds for all its waiting and working together */
    StatementWatch watch;
} Hold;

/* Zero-initialise to begin. From now on, while statements of `run->conn` run; `is_limited` as
 * above. */
void hold_begin(Hold *hold, Run *run, bool is_limited);
/* The step that runs from now on, which is told now and then. */
void hold_step(Hold *hold, const Step *step, size_t index);
void hold_end(Hold *hold);

#endif
