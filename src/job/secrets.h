/* Secret tokens of a plan: their values, and a log that doesn't show them. */
#ifndef ANNEAL_JOB_SECRETS_H
#define ANNEAL_JOB_SECRETS_H

#include "job/resolve.h"
#include "model/secret.h"

/* The values of all that the scripts of the plan want, for what runs of it. Without a package none
 * is found, which deploy says by name. ERR_TOKEN where the environment has none. */
bool job_secrets(const Resolved *at, const Plan *plan, Arena *arena, Secrets *secrets, Errs *errs);

/* A log in front of another one. `{.to = log}` to begin; no line with a value in it passes. */
typedef struct SecretLog {
    Log log;
    const Log *to; /* may be NULL */
    Secrets secrets;
} SecretLog;
/* Once the secrets are known. */
void secret_log_begin(SecretLog *log);

#endif
