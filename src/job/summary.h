/* Counts of what a model holds. */
#ifndef ANNEAL_JOB_SUMMARY_H
#define ANNEAL_JOB_SUMMARY_H

#include "job/job.h"

void job_count(const Model *model, Arena *arena, JobSummary *summary);

#endif
