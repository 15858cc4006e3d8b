/* How many steps of a plan run, wait or are held, by phase. */
#include "report/tally.h"

Tally tally_of(const Plan *plan)
{
    Tally tally = {.total = plan->steps.len};

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        tally.ready += step->state == STEP_READY;
        tally.waiting += step->state == STEP_WAITING;
        tally.held += step->state == STEP_HELD;
        tally.forbidden += step->state == STEP_FORBIDDEN;
        tally.effects[step->phase][words_effect(step->op)]++;
        if (step->state == STEP_READY)
            tally.ready_in[step->phase]++;
        else
            tally.other_in[step->phase]++;
    }
    return tally;
}

size_t tally_in(const Plan *plan, int phase, int state)
{
    size_t found = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        found += plan->steps.items[i]->phase == phase && plan->steps.items[i]->state == state;
    return found;
}

HazardSet tally_holding(const Plan *plan)
{
    HazardSet holding = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        for (int h = 0; plan->steps.items[i]->state == STEP_HELD && h < HAZ_COUNT; h++)
            if (str_contains(plan->steps.items[i]->why, str_from(hazard_name((Hazard)h))))
                holding |= 1u << h;
    return holding;
}
