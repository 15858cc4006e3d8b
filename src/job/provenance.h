/* Who deploys, on which machine, from where: what the journal says of a deployment. */
#ifndef ANNEAL_JOB_PROVENANCE_H
#define ANNEAL_JOB_PROVENANCE_H

#include "base/arena.h"

typedef struct Provenance {
    Str who, host, origin, revision; /* absent: not to be found out */
} Provenance;

/* `folder` of the package, or NULL; `plan_path` of a plan file, or NULL. Files and environment
 * variables only: no command is run. */
Provenance job_provenance(const char *folder, const char *plan_path, Arena *arena);
/* The commit that the repository around `folder` is at, by the files below .git; absent: there is
 * none, or it is not understood. */
Str job_git_revision(const char *folder, Arena *arena);

#endif
