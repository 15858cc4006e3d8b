/* Since when a database differs from its package: what the journal says of what differs. */
#ifndef ANNEAL_JOB_DRIFT_H
#define ANNEAL_JOB_DRIFT_H

#include "job/job.h"
#include "model/drift.h"

/* Makes the plan, and asks the journal about the objects that it touches; writes nothing. On
 * success `*planned` is what `drift` borrows from, and ends with job_planned_free. */
bool job_drift(const JobTarget *target, Arena *arena, Drift *drift, JobPlanned **planned,
               Notes *notes, Errs *errs);

#endif
