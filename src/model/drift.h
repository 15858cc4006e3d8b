/* How a database differs from what a package declares, and since when. */
#ifndef ANNEAL_MODEL_DRIFT_H
#define ANNEAL_MODEL_DRIFT_H

#include "model/journal.h"
#include "model/plan.h"

typedef enum DriftCause {
    DRIFT_UNKNOWN, /* no deployment that the journal knows has changed the object */
    DRIFT_OUTSIDE, /* it is not as the last deployment left it: somebody else changed it */
    DRIFT_PACKAGE  /* it is as the last deployment left it: the package has changed */
} DriftCause;

/* What the journal knows of an object that differs. */
typedef struct DriftOrigin {
    Str object; /* label with its kind, as in Touch */
    DriftCause cause;
    const DeploymentRow *deployment; /* the last one that changed it; NULL: none is known */
} DriftOrigin;
typedef VEC(DriftOrigin) DriftOrigins;

/* Lives in the arena that the job was given; borrows the plan. */
typedef struct Drift {
    const Plan *plan; /* what would make them equal */
    Str database;
    const DeploymentRow *last; /* deployment to this database; NULL: none is known */
    DriftOrigins origins;      /* of those of the plan's objects that the journal knows */
} Drift;

#endif
