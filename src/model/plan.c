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

bool step_is_recurrent(const Step *step)
{
    if (step->kind == STEP_HOOK)
        return true;
    if (step->kind != STEP_SCRIPTS)
        return false;
    for (size_t i = 0; i < step->scripts->list.len; i++)
        if (step->scripts->list.items[i]->track != TRACK_ALWAYS)
            return false;
    return true;
}
