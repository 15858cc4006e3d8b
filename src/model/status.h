/* What the journal says of a database: its last deployment, what is open, what it has seen. */
#ifndef ANNEAL_MODEL_STATUS_H
#define ANNEAL_MODEL_STATUS_H

#include "model/journal.h"
#include "model/plan.h"

typedef enum StatusState {
    STATUS_NONE,       /* no journal, or nothing in it: never deployed to */
    STATUS_UNREADABLE, /* there is a journal, but not for this role */
    STATUS_DONE,
    STATUS_RUNNING,   /* a deployer is at work */
    STATUS_UNFINISHED /* the last one failed, was stopped or cut short */
} StatusState;

/* Lives in the arena that the job was given. */
typedef struct Status {
    Str database;
    StatusState state;
    int journal_version;       /* 0: none */
    Str deployer;              /* who holds the deployer lock, in words; absent: nobody */
    const DeploymentRow *last; /* NULL: none */
    StepRows steps;            /* of the last one: those that failed or run, or nobody knows */
    int64_t steps_done;        /* of the last one, by the rows of its steps */
    LoopPositions loops;       /* that have not come to their end */
    ScriptRecords scripts;     /* whose last run did not end well, or nobody knows */
    OpenRecipes recipes;
    BackupRows backups;        /* that are kept, or neither whole nor gone */
    const JournalPause *pause; /* NULL: none */
    const Plan *plan;          /* held and waiting steps are in it; NULL: no package was given */
} Status;

typedef struct History {
    Str database;
    DeploymentRows deployments; /* newest first */
    bool is_one;                /* of one deployment all is there: */
    StepRows steps;
    ObjectImages objects;
} History;

#endif
