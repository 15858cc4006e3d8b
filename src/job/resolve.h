/* What a target means: the package, its environment, the URL, the engine, the policy. */
#ifndef ANNEAL_JOB_RESOLVE_H
#define ANNEAL_JOB_RESOLVE_H

#include "job/job.h"

/* Zero-initialise to begin, job_resolved_free to end. */
typedef struct Resolved {
    Arena arena;
    Package *package; /* NULL: none was needed */
    const Environment *environment;
    Url url;
    const Engine *engine;
    Policy policy;
} Resolved;

/* Fills `resolved`, which is to be freed whatever comes of it. `needs_package` false: the package
 * is opened only where the target names its folder or an environment. ERR_USAGE, ERR_URL,
 * ERR_UNSUPPORTED (a Role on an engine without roles), or what the package's files say. */
bool job_resolve(const JobTarget *target, bool needs_package, Resolved *resolved, Notes *notes,
                 Errs *errs);
void job_resolved_free(Resolved *resolved);
/* Environment and policy alone, of a package that is open: for who asks no database. */
bool job_resolve_policy(const JobTarget *target, Resolved *resolved, Errs *errs);

/* The URL of a target whose package and environment are known, and its engine; for who has opened
 * the package otherwise. */
bool job_resolve_url(const JobTarget *target, Resolved *resolved, Notes *notes, Errs *errs);

/* `--allow` and an environment's `Allow` -> policy. An unknown name is ERR_USAGE with the nearest
 * hazard; `where` says who gave it. */
bool job_allow(const StrVec *names, const char *where, Policy *policy, Errs *errs);

#endif
