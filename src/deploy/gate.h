/* Whether a loop may go on: stop, pause, guards, windows. */
#ifndef ANNEAL_DEPLOY_GATE_H
#define ANNEAL_DEPLOY_GATE_H

#include "deploy/inside.h"

/* Of one loop; zero-initialise to begin. */
typedef struct Gate {
    int64_t looked_ms;    /* when all but the stop flag was looked at last */
    int64_t unguarded_ms; /* since when a guard has been false; 0: none is */
} Gate;

typedef enum GateAnswer {
    GATE_OPEN,
    GATE_LATE,  /* its hours are over: it ends cleanly */
    GATE_FAILED /* with an error: stopped, the deployer lock lost, a guard false for too long */
} GateAnswer;

/* Waits as long as the pause file is there, the journal says pause, or a guard is not true, and
 * tells why through on_event. The limits of the connection are others afterwards where `*asked`. */
GateAnswer deploy_gate(Run *run, const Step *step, Gate *gate, bool *asked, Errs *errs);
/* StepOutcome.why of a step that is not run for them. */
#define DEPLOY_LATE "outside the hours that Windows of the environment gives"

/* Whether the environment's windows let this step run now. */
bool deploy_is_in_window(const Run *run, const Step *step);
/* Whether a group is not to be run now: outside its hours, or behind what was not run for them. Its
 * steps have that result then. */
bool deploy_must_wait(Run *run, const Group *group);

#endif
