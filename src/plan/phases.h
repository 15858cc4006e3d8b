/* The phase table: when each operation runs, and which dangers it has by nature. */
#ifndef ANNEAL_PLAN_PHASES_H
#define ANNEAL_PLAN_PHASES_H

#include "base/sb.h"
#include "model/hazard.h"
#include "model/op.h"
#include "model/plan.h"

/* Coarse order within a phase; within a stage the pieces of one relation stay together. */
typedef enum Stage {
    STAGE_RENAME, /* names first: everything after uses the new ones */
    STAGE_UNLINK, /* foreign keys that go, before what they point to */
    STAGE_UNPUBLISH,
    STAGE_UNVIEW,
    STAGE_UNROUTINE,
    STAGE_SCHEMA,
    STAGE_EXTENSION,
    STAGE_TYPE,
    STAGE_SEQUENCE,
    STAGE_TABLE, /* tables with their columns, keys, indexes, checks */
    STAGE_LINK,  /* foreign keys that come, when everything they need is there */
    STAGE_ROUTINE,
    STAGE_VIEW,    /* views, rules, triggers */
    STAGE_PUBLISH, /* what is about the database as a whole, when all that it names is there */
    STAGE_DROP_TABLE,
    STAGE_DROP_SEQUENCE,
    STAGE_DROP_TYPE,
    STAGE_DROP_EXTENSION,
    STAGE_DROP_SCHEMA
} Stage;

typedef struct PhaseRule {
    Op op;
    Phase phase;
    bool is_restriction; /* replaced: expand where the new one is recognised as wider */
    bool is_removal;     /* of an object or a column: Policy.drops */
    Stage stage;
    HazardSet hazards;
    const char *why; /* a sentence for docs/phases.md */
} PhaseRule;

const PhaseRule *phase_rule(Op op); /* never NULL */

/* docs/phases.md. */
void phases_write(Sb *sb);

#endif
