/* The table of step kinds and what runs them. */
#include "deploy/kinds.h"

static const StepRunner runners[STEP_HOOK + 1] = {
    [STEP_LOOP] = deploy_run_loop,       [STEP_CHECK] = deploy_run_check,
    [STEP_SCRIPTS] = deploy_run_scripts, [STEP_HOOK] = deploy_run_hook,
    [STEP_WAIT] = deploy_run_wait,
};

StepRunner deploy_runner(StepKind kind)
{
    return runners[kind];
}
