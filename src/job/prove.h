/* Tries a plan on a scratch copy of the live structure. */
#ifndef ANNEAL_JOB_PROVE_H
#define ANNEAL_JOB_PROVE_H

#include <signal.h>

#include "engine/engine.h"
#include "plan/plan_build.h"

typedef struct ProveInput {
    const Engine *engine;
    Conn *live; /* to read from */
    const Url *url;
    const ConnectOptions *options;     /* of the live connection */
    const PlanInput *made_from;        /* scope, policy, product, owned, journal: as of the plan */
    Model *desired;                    /* that the plan leads to */
    Plan *plan;                        /* is told that it is proven, and what was left out */
    const volatile sig_atomic_t *stop; /* set: stop soon; may be NULL */
} ProveInput;

/* Makes a scratch database and in it the live structure, without rows, from what the model says of
 * it; runs the plan's steps of structure there, those that are ready and then the others; compares
 * the result with the package. ERR_NOT_PROVEN for each object that the copy could not be given or
 * that is not as the package declares; what else stopped it in its own words. Whatever comes of it,
 * nothing is left on the server, or the error names what is. */
bool job_prove(const ProveInput *input, Notes *notes, Errs *errs);

/* ---- between prove.c and prove_copy.c */

typedef struct Proof {
    const ProveInput *input;
    Arena arena;
    Scratch scratch;
    Facts facts; /* of the scratch database */
} Proof;

/* The live structure into the scratch database. */
bool prove_copy(Proof *proof, Notes *notes, Errs *errs);
/* Reads the scratch database. `model` is the caller's, empty. */
bool prove_look(Proof *proof, const Filter *filter, Model *model, Errs *errs);
/* What would lead from `from`, which is in the scratch database, to `to`; plan_free. `policy` NULL:
 * nothing is held back. NULL on error. */
Plan *prove_plan(Proof *proof, Model *from, Model *to, const Policy *policy, Errs *errs);
/* ERR_CANCELLED where the user wants it. */
bool prove_may_go_on(const Proof *proof, Errs *errs);
/* `add column shop.orders.total: Nullable true -> false` */
Str prove_step_text(Arena *arena, const Step *step);

#endif
