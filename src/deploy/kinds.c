/* The table of step kinds and what runs them. */
#include "deploy/kinds.h"

static const StepRunner runners[STEP_HOOK + 1] = {
    [STEP_CHECK] = deploy_run_check,
};

StepRunner deploy_runner(StepKind kind)
{
    return runners[kind];
}
