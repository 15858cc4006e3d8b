/* How many steps of a plan run, wait or are held, by phase. */
#ifndef ANNEAL_REPORT_TALLY_H
#define ANNEAL_REPORT_TALLY_H

#include "report/words.h"

typedef struct Tally {
    size_t total, ready, waiting, held, forbidden;
    size_t effects[PHASE_COUNT][EFFECT_COUNT];
    size_t ready_in[PHASE_COUNT], other_in[PHASE_COUNT];
} Tally;

Tally tally_of(const Plan *plan);
/* Steps of a phase and state. */
size_t tally_in(const Plan *plan, int phase, int state);
/* The hazards that hold something. */
HazardSet tally_holding(const Plan *plan);

#endif
