/* A watch that a transaction keeps nobody waiting for longer than the lock budget. */
#ifndef ANNEAL_DEPLOY_HOLD_H
#define ANNEAL_DEPLOY_HOLD_H

#include "deploy/inside.h"

typedef struct Hold {
    Run *run;
    int64_t begun_ms;
    bool is_limited; /* the budget holds for all its waiting and working together */
    StatementWatch watch;
} Hold;

/* From now on, while statements of `run->conn` run; `is_limited` as above. */
void hold_begin(Hold *hold, Run *run, bool is_limited);
void hold_end(Hold *hold);

#endif
