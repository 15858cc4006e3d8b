/* Hazards: named dangers of a step, the words of policy. */
#ifndef ANNEAL_MODEL_HAZARD_H
#define ANNEAL_MODEL_HAZARD_H

#include "base/str.h"

typedef enum Severity { SEV_INFO, SEV_WARNING, SEV_ERROR } Severity;

/* name, dev, prod, meaning. SEV_ERROR is held unless allowed. Codes are never reused. */
#define HAZARDS(X) \
    X(DATA_LOSS, WARNING, ERROR, "rows, values or digits can't be got back without a backup") \
    X(BLOCKS_READS, INFO, ERROR, "a lock that stops SELECT longer than the lock budget") \
    X(BLOCKS_WRITES, INFO, ERROR, "a lock that stops writes longer than the lock budget") \
    X(TABLE_REWRITE, INFO, ERROR, "every row is written again") \
    X(TABLE_SCAN, INFO, WARNING, "every row is read while a lock is held") \
    X(INDEX_BUILD, INFO, INFO, "an index is built: processor and disk for a while") \
    X(MAY_FAIL_ON_DATA, WARNING, WARNING, "existing rows can make the statement fail") \
    X(FAILS_ON_DATA, ERROR, ERROR, "existing rows will make the statement fail") \
    X(BREAKS_OLD_APP, INFO, ERROR, "the running application version stops working") \
    X(BEHAVIOUR_CHANGE, INFO, WARNING, "the same statements give other results") \
    X(ACCESS_CHANGE, WARNING, WARNING, "who may read or write changes") \
    X(UNTRACKED_DEPENDENCY, INFO, WARNING, "objects that the server can't name depend on this") \
    X(INDEX_LOST, INFO, WARNING, "queries may slow down after a drop") \
    X(NOT_TRANSACTIONAL, INFO, INFO, "can't be rolled back with its group") \
    X(DISK_SPACE, INFO, WARNING, "needs about the table's size again") \
    X(REPLICATION, INFO, WARNING, "replicas or consumers will lag or break") \
    X(USER_SCRIPT, INFO, WARNING, "SQL that anneal did not write") \
    X(IRREVERSIBLE, INFO, WARNING, "no reverse SQL exists")

typedef enum Hazard {
#define X(name, dev, prod, text) HAZ_##name,
    HAZARDS(X)
#undef X
        HAZ_COUNT
} Hazard;

typedef unsigned HazardSet; /* bit 1 << Hazard */
#define HAZ(hazard) (1u << HAZ_##hazard)

const char *hazard_name(Hazard hazard); /* "DATA_LOSS": static, as in plan files and policy */
const char *hazard_text(Hazard hazard); /* its meaning in words, static */
/* How severe it is where the environment's Kind is prod, or dev. */
Severity hazard_severity(Hazard hazard, bool is_prod);
/* By its name in any case. False where no hazard has it; `hazard` is untouched then. */
bool hazard_find(Str name, Hazard *hazard);
/* What a package may write where it allows hazards: "all" and every name; NULL-terminated. */
extern const char *const hazard_allow_names[HAZ_COUNT + 2];
/* The same without `all`: what a list of forbidden hazards may hold. */
#define HAZARD_NAMES (hazard_allow_names + 1)

#endif
