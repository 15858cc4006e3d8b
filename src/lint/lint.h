/* What can be said against a schema as a package declares it: rules over the model alone. */
#ifndef ANNEAL_LINT_LINT_H
#define ANNEAL_LINT_LINT_H

#include "base/sb.h"
#include "model/finding.h"
#include "model/model.h"

typedef struct LintInput {
    const Model *model;      /* desired, settled */
    unsigned engine;         /* one E_… bit */
    const LintLevel *levels; /* of each rule, RULE_COUNT; NULL: as the table says */
    Str today;               /* "2026-12-01": an Allow may end; absent: none does */
} LintInput;

/* Adds what the rules find, in the model's order; texts live in `arena`. What an Allow at the
 * object or the part excuses is left out. Pure. */
void lint_model(const LintInput *input, Arena *arena, FindingVec *findings);

/* docs/rules.md: a row for each rule. */
void lint_write_page(Sb *sb);

#endif
