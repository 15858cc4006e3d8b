/* What the files of this room share: one run of a plan. */
#ifndef ANNEAL_DEPLOY_INSIDE_H
#define ANNEAL_DEPLOY_INSIDE_H

#include "deploy/deploy.h"
#include "deploy/journal.h"

typedef struct Run {
    Arena arena; /* for as long as the run */
    Arena *kept; /* as long as the outcome */
    const Engine *engine;
    Conn *conn;
    const Plan *plan;
    const DeployOptions *options;
    DeployerLock *lock;
    Journal *journal;    /* to read until the first group, then to write */
    ObjectImages images; /* of what the plan touches, as found */
    Outcome *outcome;
    StrVec scripts_run; /* paths of those that this run has run */
    Errs late;          /* of what could stop nothing any more: told when all else is done */
    uint64_t random;    /* state of the jitter */
    bool *is_done;      /* by the plan's steps: its relation is as after the plan already */
    bool *is_open; /* by the plan's steps: nothing that was known before the run is against it */
    size_t begun, total; /* of runnable steps */
} Run;

/* Neighbours of the plan that run in one transaction, or one step that runs in none or is of a kind
 * of its own. Indices into the plan's steps, as not all between them run. */
typedef struct Group {
    VEC(size_t) steps;
    bool in_transaction;
} Group;

/* Whether the plan's step of that index is to run: given its state, the phases asked for, and what
 * an earlier run has done. */
bool deploy_runs_step(const Run *run, size_t i);
/* again.c: ERR_DATA where a probe finds rows that the plan knew nothing of, ERR_MOVED where a
 * direct statement would take longer than the lock budget now. */
bool deploy_measure_again(const Run *run, Errs *errs);
/* preflight.c: ERR_PRIVILEGE for what the role lacks; tells through on_notes what is worth knowing.
 */
bool deploy_preflight(const Run *run, Errs *errs);
/* Runs a group with its retries; records each step's result. */
bool deploy_group(Run *run, const Group *group, Errs *errs);
/* condition.c: the plan's waiting steps whose conditions hold now are to run, too. A plan that was
 * approved may be older than what its steps wait for. */
bool deploy_open_waiting(Run *run, Errs *errs);
/* Whether all conditions of a group hold now; where one doesn't its steps are put off. */
bool deploy_conditions_hold(Run *run, const Group *group, bool *hold, Errs *errs);
/* The same inside of the group's transaction, once it has its locks: nothing that could change the
 * answer comes in between then. */
bool deploy_lock_and_ask(Run *run, const Group *group, bool *hold, Errs *errs);
/* Whether a step that it needs was put off. */
bool deploy_needs_put_off(const Run *run, const Step *step);
/* undo.c: removes what a run that was cut off has left of a step. ERR_LOCK while another session is
 * still at it. */
bool deploy_undo(const Run *run, const Step *step, Errs *errs);
/* The same behind a failure, which says more than what could go wrong now. */
void deploy_undo_failed(const Run *run, const Step *step);
/* Says through on_event what the step that runs now waits for. */
void deploy_tell_waiting(const Run *run, const Step *step, const char *what);
/* ERR_CANCELLED where the stop flag is set. */
bool deploy_may_go_on(const Run *run, Errs *errs);
/* ERR_MOVED for each touched object that is neither as before nor as after the plan, nor as this
 * plan has left it. What the plan has done already is marked in `run->is_done`; `run->images` says
 * how everything was found. */
bool deploy_check_touched(Run *run, Errs *errs);
/* What lives in the plan's scope: `objects` is label -> Object of `live`. */
bool deploy_look(const Run *run, Arena *arena, Model *live, Map *objects, Errs *errs);

/* ---- progress.c: what the journal knows of this very plan */

/* Of the plan's steps: which ran, whichever deployment ran them. Empty where the journal has
 * nothing to say. */
typedef struct Progress {
    Map images;         /* label -> ObjectImage; of what no other plan has changed since */
    bool *is_step_done; /* by the plan's steps */
    bool is_resumed;    /* the last deployment ran this plan and did not finish */
} Progress;
bool deploy_progress(const Run *run, Arena *arena, Progress *progress, Errs *errs);

/* ---- record.c: what a run writes into the journal */

/* To read; an absent one reads as empty. */
bool deploy_record_open(Run *run, Errs *errs);
/* Makes it ready to be written, and the deployment begin: with its row and the objects' images. */
bool deploy_record_begin(Run *run, Errs *errs);
/* Rows of the steps of a group, all in one statement. */
bool deploy_record_group(Run *run, const Group *group, JournalStepState state, const Err *error,
                         Errs *errs);
/* What its steps have left behind of what they took away, in their transaction. */
bool deploy_record_backups(Run *run, const Group *group, Errs *errs);
/* What they are about to leave behind, where no transaction holds the two together: a name without
 * a table is a smaller evil than a table that nobody knows of. */
bool deploy_announce_backups(Run *run, const Group *group, Errs *errs);
/* What was being taken away is gone by now. */
bool deploy_complete_backups(Run *run, const Group *group, Errs *errs);
/* Nothing of that was done. */
void deploy_withdraw_backups(Run *run, const Group *group);
/* How it ended, and how the objects are now. `ok` false: tries, and adds no error. */
bool deploy_record_end(Run *run, bool ok, Errs *errs);

#endif
