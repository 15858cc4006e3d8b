/* What the journal of a database says; nothing is written. */
#ifndef ANNEAL_JOB_STATUS_H
#define ANNEAL_JOB_STATUS_H

#include "job/job.h"
#include "model/status.h"

enum { HISTORY_LIMIT_DEFAULT = 20 };

/* What is half done, waiting, held or open. With a package (its folder or an environment is given)
 * a plan is made for what is held and why. `arena` keeps all but the plan, which `*planned` (freed
 * by the caller, may be NULL) owns. */
bool job_status(const JobTarget *target, Arena *arena, Status *status, JobPlanned **planned,
                Notes *notes, Errs *errs);
/* 3 where a person must act: an unfinished deployment, a script of unknown outcome, held steps. */
int job_status_exit_code(const Status *status);

/* The newest `limit` deployments, or, where `id` is not 0, that one with its steps and objects:
 * ERR_REFERENCE where there is none. */
bool job_history(const JobTarget *target, int64_t id, int64_t limit, Arena *arena, History *history,
                 Notes *notes, Errs *errs);

#endif
