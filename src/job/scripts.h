/* Scripts, stamps and hooks as tasks of a plan. */
#ifndef ANNEAL_JOB_SCRIPTS_H
#define ANNEAL_JOB_SCRIPTS_H

#include "engine/engine.h"
#include "model/journal.h"
#include "package/scripts.h"

typedef struct ScriptJob {
    Package *package;
    const Engine *engine;
    const PackageTarget *target;
    const ScriptVec *scripts;   /* that are run, in their order */
    const ScriptRecords *known; /* that the journal has of the product */
    bool is_adopted;            /* a package of another tool, and the database is not empty */
    Arena *arena;               /* of the tasks */
} ScriptJob;

/* The script's statements as a step has them. ERR_SYNTAX, ERR_UNSUPPORTED at the place in its file:
 * what can't be split, and what can't run in a transaction where it has one. */
bool job_split_script(const Engine *engine, const Script *script, Arena *arena, StepScript *step,
                      Errs *errs);
/* Whether all scripts of the package can be run. Offline. */
bool job_check_scripts(Package *package, const PackageTarget *target, const Engine *engine,
                       ScriptVec *scripts, Notes *notes, Errs *errs);
/* A task for each script that the journal doesn't know as done. Where the outcome of one is unknown
 * it is held, and with it all that come after it. */
bool job_add_scripts(const ScriptJob *job, StepVec *tasks, Notes *notes, Errs *errs);
/* What goes along with other steps of `plan`: stamps, where something is to run in expand or
 * migrate or they are new themselves; hooks of phases in which something runs. Whether there are
 * any is in `added`. */
bool job_add_companions(const ScriptJob *job, const Plan *plan, StepVec *tasks, bool *added,
                        Notes *notes, Errs *errs);

#endif
