/* Changes and facts -> a plan: recipes, phases, order, merged clauses, policy. */
#ifndef ANNEAL_PLAN_PLAN_BUILD_H
#define ANNEAL_PLAN_PLAN_BUILD_H

#include "engine/engine.h"
#include "model/budget.h"
#include "model/contract.h"
#include "model/plan.h"
#include "model/removal.h"

/* What becomes of objects and columns that the package lacks, beyond what their hazards say. */
typedef enum DropPolicy {
    DROP_BY_LEVEL, /* nothing beyond */
    DROP_HOLD,     /* held unless DATA_LOSS or all is allowed */
    DROP_BACKUP,   /* what can be kept is, and goes; all else is held likewise */
    DROP_FORBID
} DropPolicy;

/* One order for all of it: forbid > allow > the hazard's level for the environment's kind. */
typedef struct Policy {
    bool is_prod;
    HazardSet allow; /* the environment's and --allow's */
    bool allow_all;  /* --allow all: hazards and held removals */
    HazardSet forbid;
    DropPolicy drops;
    bool owned_removals_only;  /* Removals: owned: of whole objects that PlanInput.owned has */
    RecordKinds never_removed; /* objects that stay though the product made them */
    RecordKinds
        also_removed; /* … and parts of these kinds, whoever made them; REC_TABLE: own ones */
    Budget budget;
} Policy;

typedef struct PlanInput {
    const Engine *engine;
    const Changes *changes;
    const Facts *facts;
    const Policy *policy;
    const Filter *scope;
    bool manages_grants, manages_owners; /* part of what is compared, and so of fingerprints */
    const char *product, *tool;
    Str journal; /* its name; absent: the usual one */
    /* Labels (label_object) of what this product is known to have created. NULL: nothing. */
    const Map *owned;
    /* Fingerprints of live objects as introspected, that is, from before canonicalize rewrote
     * them: label_object -> its fingerprint as a terminated text. NULL: taken from `changes`. */
    const Map *fingerprints;
    /* Steps that change no structure: scripts, backfills, hooks, checks. Kind, phase, slot (never
     * SLOT_OF_STRUCTURE), operation, object, reasons, hazards and payload are set; ids, state and
     * order are the planner's, but a state other than ready stays as it is given. Those of one slot
     * keep their order. NULL: none. */
    const StepVec *tasks;
    const PlanValidationVec *validations; /* NULL: none */
    const ContractVec *contracts;         /* NULL: none */
    /* Label of an element with a condition of its own -> Condition. NULL: there are none. */
    const Map *gates;
    const BackupRows *backups; /* that the journal has. NULL: none */
} PlanInput;

/* Pure: the same input gives the same bytes. NULL on error. A first call with facts that lack
 * probe results gives steps whose `probes` the caller runs (facts_set_probe) before it calls
 * again; a probe that was not asked counts as "may fail", one that found rows as FAILS_ON_DATA. */
Plan *plan_build(const PlanInput *input, Errs *errs);

/* Whether the column whose values a copy keeps is still there, and as it was. `known`: how many
 * backups the journal has. */
bool plan_backup_has_source(const BackupRow *row, size_t known, const Model *live);

/* Counts for summaries and exit codes. */
typedef struct PlanCounts {
    size_t steps, ready, waiting, held, forbidden;
    size_t recurrent; /* of the ready ones: step_is_recurrent */
} PlanCounts;
PlanCounts plan_count(const Plan *plan);

#endif
