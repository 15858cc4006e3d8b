/* What the journal says of scripts, and what a person says of them. */
#ifndef ANNEAL_JOB_SCRIPT_STATE_H
#define ANNEAL_JOB_SCRIPT_STATE_H

#include "job/job.h"
#include "model/journal.h"

/* Scripts that a deploy was cut short in, or that failed after some of their statements. With a
 * package: its product's; else those of all. They live in `arena`. */
bool job_unresolved(const JobTarget *target, Arena *arena, Str *database, ScriptRecords *scripts,
                    Notes *notes, Errs *errs);

typedef enum ScriptVerdict {
    SCRIPT_WAS_DONE, /* it is not run again */
    SCRIPT_IS_TO_RUN /* from its first statement, at the next deploy */
} ScriptVerdict;

/* Writes it into the journal. `name`: the path, or as much of its end as names one script; also of
 * a script that the journal doesn't know yet, if the package has it. `path`: what it was. */
bool job_resolve_script(const JobTarget *target, const char *name, ScriptVerdict verdict,
                        Arena *arena, Str *path, Notes *notes, Errs *errs);

#endif
