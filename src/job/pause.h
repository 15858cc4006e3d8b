/* Asks the loops of deploys to wait, or to go on, through the journal. */
#ifndef ANNEAL_JOB_PAUSE_H
#define ANNEAL_JOB_PAUSE_H

#include "job/job.h"

typedef struct PauseAnswer {
    Str database;    /* for people */
    bool was_paused; /* before */
    Str who, since;  /* of the pause that there was, or is now */
} PauseAnswer;

/* `resumes` false: pauses, `why` (may be NULL) for people. ERR_JOURNAL where the database has no
 * journal: nothing of anneal has run there. Texts live in `arena`. */
bool job_pause(const JobTarget *target, bool resumes, const char *why, Arena *arena,
               PauseAnswer *answer, Notes *notes, Errs *errs);

#endif
