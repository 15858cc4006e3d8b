/* What the files of this room share: one run of a plan. */
#ifndef ANNEAL_DEPLOY_INSIDE_H
#define ANNEAL_DEPLOY_INSIDE_H

#include "deploy/deploy.h"
#include "deploy/journal.h"

typedef struct Run {
    const Engine *engine;
    Conn *conn;
    const Plan *plan;
    const DeployOptions *options;
    DeployerLock *lock;
    Journal *journal; /* NULL in what-if */
    Outcome *outcome;
    uint64_t random;     /* state of the jitter */
    bool *is_done;       /* by the plan's steps: its relation is as after the plan already */
    size_t begun, total; /* of runnable steps */
} Run;

/* Neighbours of the plan that run in one transaction, or one step that runs in none or is of a kind
 * of its own. Indices into the plan's steps, as not all between them run. */
typedef struct Group {
    VEC(size_t) steps;
    bool in_transaction;
} Group;

/* Runs a group with its retries; records each step's result. */
bool deploy_group(Run *run, const Group *group, Errs *errs);
/* Says through on_event what the step that runs now waits for. */
void deploy_tell_waiting(const Run *run, const Step *step, const char *what);
/* ERR_CANCELLED where the stop flag is set. */
bool deploy_may_go_on(const Run *run, Errs *errs);
/* ERR_MOVED for each touched object that is neither as before nor as after the plan. Steps of a
 * relation that is as after the plan are marked in `run->is_done`. */
bool deploy_check_touched(Run *run, Errs *errs);

#endif
