/* What a server says of a statement, as said of the script that it stands in. */
#ifndef ANNEAL_DEPLOY_SCRIPT_ERROR_H
#define ANNEAL_DEPLOY_SCRIPT_ERROR_H

#include "deploy/deploy.h"

/* Gives the last error since `mark` the place in the script's file, and takes secrets out of it.
 * Always false. */
bool script_error_place(const DeployOptions *options, const StepScript *script,
                        const StepBatch *batch, ErrsMark mark, Errs *errs);

#endif
