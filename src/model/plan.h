/* The plan: steps as data, written to a file and run from it. */
#ifndef ANNEAL_MODEL_PLAN_H
#define ANNEAL_MODEL_PLAN_H

#include "model/field.h"
#include "model/hazard.h"
#include "model/op.h"
#include "model/rule.h"
#include "model/slot.h"

typedef enum Phase { PHASE_EXPAND, PHASE_MIGRATE, PHASE_CONTRACT, PHASE_COUNT } Phase;

/* What a step's payload is, a closed list. A plan file with a kind that this version does not run
 * is refused. */
typedef enum StepKind {
    STEP_EXEC,
    STEP_LOOP,
    STEP_CHECK,
    STEP_WAIT,
    STEP_SCRIPTS,
    STEP_HOOK
} StepKind;

typedef enum StepState { STEP_READY, STEP_WAITING, STEP_HELD, STEP_FORBIDDEN } StepState;

typedef struct StepLock {
    Record rec;
    Str relation; /* label */
    Str mode;
    int blocks; /* Blocks */
} StepLock;
typedef VEC(StepLock *) StepLockVec;

/* Payload of STEP_CHECK: a query that is to answer with one cell of this text. */
typedef struct StepCheck {
    Record rec;
    Str query;
    Str expected;
    Str message; /* what it means when it doesn't; absent: nothing more than that */
} StepCheck;

/* Payload of STEP_LOOP: work in batches along a key, each batch a transaction of its own. Values of
 * the key travel as texts, one a column; the parameters of each statement stand behind its kind. */
typedef struct StepLoop {
    Record rec;
    Str id;       /* its position in the journal goes by it */
    StrVec key;   /* names of the columns, in order */
    Str unit;     /* what the key tells apart, for people: "rows" */
    Str count;    /* query: about how many there are, NULL: unknown; absent: unknown */
    Str first;    /* query: the lowest key; no row: there is none */
    Str next;     /* query (key…, n): what comes n keys behind the next one; no row: none */
    Str last;     /* query (key…): the highest key above it; no row: there is none */
    StrVec begin; /* statements that begin each transaction, for it alone */
    Str batch;    /* statement (low…, high…): works on low < key <= high; where it gives rows, a
                     true one is still to do after it, which is an error */
    Str one;      /* statement (key…): works on one key */
    Str rest;     /* query: how many rows are still to do; absent: each was visited once */
    OptInt size;  /* of the first batch, in units */
    OptInt target_ms; /* how long a batch should take */
    OptInt pause_ms;  /* of rest between two */
} StepLoop;

/* Payload of STEP_WAIT: a condition that comes true by itself. */
typedef struct StepWait {
    Record rec;
    Str query;          /* one boolean; NULL: not yet */
    Str reason;         /* what is waited for, for people */
    OptInt deadline_ms; /* how long at most; absent: it is asked once */
    OptInt poll_ms;     /* first pause between two questions, which grows; absent: 500 */
} StepWait;

/* One thing to run. Everything is data: `deploy` needs no package and no recipe for it. */
typedef struct Step {
    Record rec;
    Str id;       /* from content, not position */
    int phase;    /* Phase */
    int slot;     /* Slot */
    int kind;     /* StepKind */
    int op;       /* Op */
    Str object;   /* label: "column shop.orders.total"; a merged step names the relation */
    Str relation; /* label */
    StrVec reasons;
    StepLockVec locks;
    int cost;           /* Cost */
    OptInt estimate_ms; /* time under its locks; absent: unknown size */
    Str group;          /* transaction; equal neighbours run in one; absent: outside any */
    StrVec hazards;
    StrVec needs;      /* ids */
    StrVec statements; /* of STEP_EXEC */
    StepCheck *check;  /* of STEP_CHECK; else NULL */
    StepLoop *loop;    /* of STEP_LOOP */
    StepWait *wait;    /* of STEP_WAIT */
    StrVec session_before, session_after;
    StrVec probes;
    Str skip_if;
    StrVec reverse;
    int state; /* StepState */
    Str why;   /* held, waiting or forbidden: because of what, and what would release it */
} Step;
typedef VEC(Step *) StepVec;

/* What the steps touch: `deploy --plan` accepts before or after, else refuses by name. */
typedef struct Touch {
    Record rec;
    Str object; /* label with its kind: "table shop.orders" */
    Str before; /* fingerprint; absent: not there */
    Str after;
} Touch;
typedef VEC(Touch *) TouchVec;

typedef struct PlanFact {
    Record rec;
    Str relation;
    OptInt size_bytes, rows;
} PlanFact;
typedef VEC(PlanFact *) PlanFactVec;

enum { PLAN_FORMAT = 1 };

typedef struct Plan {
    Record rec;
    Arena arena;
    OptInt format; /* PLAN_FORMAT */
    Str tool;      /* version of anneal */
    Str product;
    Str engine; /* Engine.name */
    OptInt server_version;
    Str journal;           /* its name; absent: JOURNAL_NAME_DEFAULT */
    StrVec manage, ignore; /* scope in which the touched objects are looked at again */
    StepVec steps;         /* in the order in which they run */
    TouchVec touched;
    Str hash;          /* SHA-256 of all above */
    PlanFactVec facts; /* rounded, outside the hash */
} Plan;

extern const RecordType plan_type, step_type, step_lock_type, step_check_type, step_loop_type;
extern const RecordType step_wait_type, touch_type, plan_fact_type;
extern const char *const phase_names[], *const step_kind_names[], *const step_state_names[];

/* Empty, with its record typed; owns its arena, which holds the plan itself. */
Plan *plan_new(void);
void plan_free(Plan *plan); /* accepts NULL */

#endif
