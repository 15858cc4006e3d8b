/* Who stands in the way of a lock. */
#ifndef ANNEAL_MODEL_BLOCKER_H
#define ANNEAL_MODEL_BLOCKER_H

#include "base/vec.h"
#include "model/field.h"

typedef enum BlockerKind {
    BLOCKER_SESSION,
    BLOCKER_PREPARED, /* a transaction that is prepared, and no session's any more */
    BLOCKER_VACUUM,   /* the server's own clean-up, which can be put off */
    BLOCKER_URGENT /* … and can't: it keeps the server from running out of transaction numbers */
} BlockerKind;

/* One transaction that holds, or waits for, a lock that another would have to wait for. */
typedef struct Blocker {
    BlockerKind kind;
    Str id;              /* of its transaction on the server; tells it from others */
    int64_t pid;         /* of its session; 0: it has none */
    Str who;             /* "psql as alice" */
    Str doing;           /* "idle in transaction"; absent: not to be seen by this role */
    Str relation;        /* label */
    Str mode;            /* of its lock, as the server names it */
    OptInt age_ms;       /* of its transaction; absent: not to be seen by this role */
    OptInt gives_way_ms; /* the server ends it for who has waited that long; absent: it does not */
    Str query;           /* its text, which can hold values of rows; absent: not to be seen */
} Blocker;
typedef VEC(Blocker) Blockers;

#endif
