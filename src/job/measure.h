/* What a plan is based on beside the structure: sizes, the scan rate, rows in the way. */
#ifndef ANNEAL_JOB_MEASURE_H
#define ANNEAL_JOB_MEASURE_H

#include "job/job.h"

typedef struct MeasureJob {
    const Engine *engine;
    const Environment *environment; /* NULL: none */
    const Budget *budget;
    const Model *live;  /* that the changes lead away from */
    const Model *found; /* in the database: mostly the same */
    const Changes *changes;
    Facts *facts;
    Arena *arena;
} MeasureJob;

/* Sizes of the live relations that a step may lock: those that change, those that a new foreign key
 * of theirs refers to, and those that use what changes; how fast the server reads, and what it
 * means to give columns their values in batches. */
bool job_measure(const MeasureJob *job, Conn *conn, Errs *errs);
/* Runs the probes of the plan that no fact answers yet; whether there were any. */
bool job_probe(const Plan *plan, const Engine *engine, Conn *conn, Facts *facts);

#endif
