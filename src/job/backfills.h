/* Declared backfills as tasks of a plan. */
#ifndef ANNEAL_JOB_BACKFILLS_H
#define ANNEAL_JOB_BACKFILLS_H

#include "engine/engine.h"
#include "model/journal.h"
#include "package/package.h"

typedef struct BackfillJob {
    const Package *package;
    const Engine *engine;
    Conn *conn; /* NULL: no database is asked */
    const Model *live, *desired;
    Facts *facts;               /* sizes of the tables are added */
    const LoopPositions *loops; /* that the journal has */
    Arena *arena;               /* of the tasks */
} BackfillJob;

/* Whether the texts of all backfills are single expressions; ERR_FIELD at the place of each that is
 * not. Offline. */
bool job_check_backfills(const Package *package, const Engine *engine, Errs *errs);
/* A task for each backfill that the journal doesn't know as finished. ERR_PRIVILEGE where row
 * security would hide rows from it. */
bool job_add_backfills(const BackfillJob *job, StepVec *tasks, Errs *errs);
/* Finished loops of all backfills of a package: as the journal has them where it was deployed. */
void job_finish_backfills(const Package *package, Arena *arena, LoopPositions *loops);

#endif
