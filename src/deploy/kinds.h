/* How a step is run that is no plain list of statements: a function a kind. */
#ifndef ANNEAL_DEPLOY_KINDS_H
#define ANNEAL_DEPLOY_KINDS_H

#include "deploy/inside.h"

/* Runs a step outside of any transaction of the caller's; opens its own. True: done, with
 * `outcome->result` set. False: with an error, or, after ERR_LOCK, to be called again by who runs
 * the plan. */
typedef bool (*StepRunner)(Run *run, const Step *step, StepOutcome *outcome, Errs *errs);

/* NULL: statements, which deploy_group runs itself. */
StepRunner deploy_runner(StepKind kind);

/* check.c: asks in a read-only transaction; ERR_DATA where the answer is another one. */
bool deploy_run_check(Run *run, const Step *step, StepOutcome *outcome, Errs *errs);

/* loop.c: batch after batch from where the journal says it stands. RESULT_SKIPPED where it is
 * finished, RESULT_WAITING where its hours are over. ERR_DATA where a batch has not done its rows,
 * ERR_UNFINISHED where it ends before its end and can go on later. */
bool deploy_run_loop(Run *run, const Step *step, StepOutcome *outcome, Errs *errs);

/* wait.c: asks until the answer is true, in read-only transactions; ERR_UNFINISHED after the
 * deadline. */
bool deploy_run_wait(Run *run, const Step *step, StepOutcome *outcome, Errs *errs);

/* scripts.c: each script once, with its row in the journal. ERR_SCRIPT where the outcome of one is
 * unknown. */
bool deploy_run_scripts(Run *run, const Step *step, StepOutcome *outcome, Errs *errs);
/* Marks steps in `run->is_done` whose scripts the journal knows as done. */
bool deploy_mark_scripts(Run *run, Errs *errs);
/* Whether all secrets of the plan's scripts are known: ERR_TOKEN, which is better said before
 * anything runs. */
bool deploy_check_secrets(const Run *run, Errs *errs);

/* hook.c: a command, with the plan on its standard input. What fails after a phase stops nothing:
 * it goes into `run->late`. */
bool deploy_run_hook(Run *run, const Step *step, StepOutcome *outcome, Errs *errs);
/* Holds hooks that nobody trusts, and what must wait for those before a phase. */
void deploy_hold_hooks(Run *run);

#endif
