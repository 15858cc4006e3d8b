/* The plan: its life. */
#include "model/plan.h"

#include "base/oom.h"

Plan *plan_new(void)
{
    Plan *plan = calloc(1, sizeof *plan);

    if (plan == NULL)
        base_oom(sizeof *plan);
    plan->rec.type = &plan_type;
    return plan;
}

void plan_free(Plan *plan)
{
    if (plan == NULL)
        return;
    arena_free(&plan->arena);
    free(plan);
}
