/* Conditions: what must be so in the database, or of the day, before a step runs. */
#ifndef ANNEAL_MODEL_CONDITION_H
#define ANNEAL_MODEL_CONDITION_H

#include "model/facts.h"
#include "model/field.h"

/* How a query's answer is judged. Whatever is no boolean at all, or no answer, releases nothing. */
typedef enum ConditionWant {
    WANT_TRUE,      /* true alone */
    WANT_NOT_FALSE, /* true or NULL: what a ShouldApplyExpression asks of what is to be there */
    WANT_FALSE      /* false alone: what it asks of what is to go */
} ConditionWant;

/* One of query, not_before and environments; none: what a backup uses has to stay. */
typedef struct Condition {
    Record rec;
    Str of;  /* who asks: "contract drop-total", "column shop.orders.total" */
    Str key; /* that holds it: "When", "NotBefore" */
    Str query;
    int want;            /* ConditionWant */
    Str not_before;      /* day, "2026-12-01" */
    StrVec environments; /* names */
    Str file; /* where it stands; not in plans, which are the same wherever a package lies */
    OptInt line;
} Condition;
typedef VEC(Condition *) ConditionVec;

extern const RecordType condition_type;

typedef enum ConditionVerdict {
    CONDITION_HOLDS,
    CONDITION_WAITS, /* not yet: nothing for a person to do */
    CONDITION_BROKEN /* can't be asked, or gives no boolean: a person must act */
} ConditionVerdict;

/* By the facts: answers, day, environment. `words` (in `arena`; may be NULL): which condition, and
 * its value now. Pure. */
ConditionVerdict condition_judge(const Condition *condition, const Facts *facts, Arena *arena,
                                 Str *words);
/* Whether `day` is written as 2026-12-01, and is in the calendar. */
bool day_is_valid(Str day);

#endif
