/* What a run of a plan did. */
#ifndef ANNEAL_MODEL_OUTCOME_H
#define ANNEAL_MODEL_OUTCOME_H

#include "model/journal.h"
#include "model/plan.h"

typedef enum StepResult {
    RESULT_NOT_REACHED,
    RESULT_DONE,
    RESULT_SKIPPED, /* skip_if: was so already */
    RESULT_HELD,
    RESULT_WAITING,
    RESULT_FAILED,
    RESULT_OTHER_PHASE
} StepResult;

typedef struct StepOutcome {
    const Step *step;
    StepResult result;
    int attempts;
    int64_t took_ms;
    int64_t waited_ms; /* between the attempts */
    OptInt rows;       /* that it wrote, as far as it counts them */
    const char *why;   /* put off while the plan ran: for what; NULL: as the step says */
    const char *now;   /* RESULT_WAITING of a condition: its value as this run found it; or NULL */
} StepOutcome;

/* Lives in the arena that deploy was given; points into the plan. */
typedef struct Outcome {
    const Plan *plan;
    VEC(StepOutcome) steps;       /* in the plan's order */
    int64_t deployment;           /* its number in the journal; 0: nothing had to run */
    const DeploymentRow *earlier; /* the one before it that did not finish; NULL: it did */
    bool is_what_if;
    bool is_converged; /* looked again afterwards: nothing but held and waiting steps is left */
    bool was_checked;  /* is_converged means something */
} Outcome;

#endif
