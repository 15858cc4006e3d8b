/* Named points at which a test build can fail, be killed or be stopped; gone from every other.
 *
 * `FAULT(POINT, errs)` is an expression that is true when things go on, so it stands in a chain:
 *
 *     ok = engine->begin(conn, false, errs) && FAULT(GROUP_BEGUN, errs) && run_steps(at, errs) &&
 *          FAULT(GROUP_RAN, errs) && engine->commit(conn, errs) && FAULT(GROUP_COMMITTED, errs);
 *
 * A point stands on each side of what can be half done: a commit, a row of the journal, a statement
 * that no transaction takes back, a file. Where nothing can fail, `errs` is NULL, and failing acts
 * do nothing. Without ANNEAL_FAULTS (CMake option; on in the presets debug, asan and coverage) the
 * macro is `true`. tests/faults/run.py reads the list below; a point that no scenario reaches fails
 * that suite.
 *
 * A run is steered by the environment:
 *     ANNEAL_FAULT=POINT:HIT:ACT[,POINT:HIT:ACT…]   the HIT-th time (from 1) that POINT is reached
 *     ANNEAL_FAULT_LOG=FILE                         appends a line `POINT` each time any is reached
 * with one ACT of FAULT_ACTS. */
#ifndef ANNEAL_BASE_FAULT_H
#define ANNEAL_BASE_FAULT_H

#include "base/err.h"

/* name, what has just happened there. */
#define FAULT_POINTS(X) \
    X(DEPLOYER_LOCKED, "this is the only deployer; nothing was looked at yet") \
    X(TOUCHED_CHECKED, "what the plan touches was looked at; nothing has run") \
    X(JOURNAL_UPGRADED, "the journal's tables were made or changed; the transaction is open") \
    X(JOURNAL_CREATED, "the journal is ready") \
    X(DEPLOYMENT_WRITTEN, "the row of a deployment was written, its lease taken; not committed") \
    X(DEPLOYMENT_BEGUN, "the deployment has its number") \
    X(IMAGES_SAVED, "the journal says how the objects were; nothing has run") \
    X(STEP_BEGUN, "the journal says that a step outside of any transaction begins") \
    X(STEP_RAN, "such a step has run; the journal doesn't say so yet") \
    X(STEP_ENDED, "the journal says that such a step has run") \
    X(STEPS_WRITTEN, "the rows of a transaction's steps were written in it; it is open") \
    X(DEPLOYMENT_ENDING, "all has run; the journal doesn't say so yet") \
    X(DEPLOYMENT_ENDED, "the journal says how the deployment ended") \
    X(SESSION_SET, "settings of the session that steps want were made") \
    X(GROUP_BEGUN, "a transaction of steps was begun") \
    X(CONDITION_LOCKED, "the locks of a step are there; its conditions are to be asked again") \
    X(BACKUP_SAVED, "the journal says what a step has left behind; the transaction is open") \
    X(STATEMENT_RAN, "one statement of a step was run") \
    X(GROUP_RAN, "all statements of a transaction were run; it is open") \
    X(GROUP_COMMITTED, "a transaction was committed; nobody was told") \
    X(LOOP_READ, "the journal told where a loop stands; none of its batches has run") \
    X(LOOP_BEGUN, "the transaction of a batch was begun, its lease checked") \
    X(LOOP_RAN, "the statement of a batch was run; it is open") \
    X(LOOP_POSITION_SAVED, "the position behind a batch was written; the transaction is open") \
    X(LOOP_COMMITTED, "a batch was committed with its position; nobody was told") \
    X(LOOP_ENDING, "a loop has visited all; the journal doesn't say so yet") \
    X(LOOP_ENDED, "the journal says that a loop is finished, or begins its walk anew") \
    X(SESSION_RESTORED, "settings of the session are as before the steps") \
    X(RUN_ENDED, "all steps have run; the deployer lock is still held") \
    X(LOOKED_AGAIN, "the database was compared with the package once more") \
    X(SCRIPT_BEGUN, "the transaction of a script was begun") \
    X(SCRIPT_STARTED, "the journal says that a script runs, a statement at a time") \
    X(SCRIPT_STATEMENT_RAN, "one statement of a script was run; the journal doesn't know") \
    X(SCRIPT_STATEMENT_SAVED, "the journal knows of one more statement of a script") \
    X(SCRIPT_SAVED, "a script's row is in its transaction, which is open") \
    X(SCRIPT_COMMITTED, "a script is done, and its row says so") \
    X(FILE_WRITTEN, "a file is complete under its temporary name")

/* name, the failing call's error, or else (0) the signal that the process gets. */
#define FAULT_ACTS(X) \
    X(fail, ERR_SERVER, 0)     /* as if the server had refused it */ \
    X(lock, ERR_LOCK, 0)       /* as if a lock had not been obtained: it is tried again */ \
    X(lose, ERR_CONNECTION, 0) /* as if the connection were lost */ \
    X(kill, 0, SIGKILL)        /* nothing more of this process runs */ \
    X(interrupt, 0, SIGINT)    /* Ctrl-C; it goes on from here */ \
    X(stop, 0, SIGSTOP)        /* until SIGCONT: the test does what it wants meanwhile */

typedef enum FaultPoint {
#define X(name, text) FAULT_##name,
    FAULT_POINTS(X)
#undef X
        FAULT_POINT_COUNT
} FaultPoint;

#ifdef ANNEAL_FAULTS
/* False with an error where ANNEAL_FAULT says so, and always (ERR_USAGE) where it can't be read. */
bool fault_passes(FaultPoint point, Errs *errs);
#define FAULT(point, errs) fault_passes(FAULT_##point, (errs))
#else
/* The names are still checked by the compiler. */
#define FAULT(point, errs) ((void)FAULT_##point, (void)(errs), true)
#endif

#endif
