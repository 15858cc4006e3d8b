/* The plan: its life. */
#include "model/plan.h"

Plan *plan_new(void)
{
    Arena arena = {0};
    Plan *plan = ARENA_NEW(&arena, Plan);

    plan->arena = arena;
    plan->rec.type = &plan_type;
    return plan;
}

void plan_free(Plan *plan)
{
    if (plan != NULL) {
        Arena arena = plan->arena; /* which holds the plan itself */
        arena_free(&arena);
    }
}
