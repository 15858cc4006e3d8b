/* The plan: steps as data, written to a file and run from it. */
#ifndef ANNEAL_MODEL_PLAN_H
#define ANNEAL_MODEL_PLAN_H

#include "model/condition.h"
#include "model/field.h"
#include "model/hazard.h"
#include "model/journal.h"
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
    Str id;          /* its position in the journal goes by it */
    StrVec replaces; /* those of loops that it takes the place of, and that will not go on */
    StrVec key;      /* names of the columns, in order */
    Str unit;        /* what the key tells apart, for people: "rows" */
    Str count;       /* query: about how many there are, NULL: unknown; absent: unknown */
    Str first;       /* query: the lowest key; no row: there is none */
    Str next;        /* query (key…, n): what comes n keys behind the next one; no row: none */
    Str last;        /* query (key…): the highest key above it; no row: there is none */
    StrVec begin;    /* statements that begin each transaction, for it alone */
    Str batch; /* statement (low…, high…): works on low < key <= high; where it gives rows, a
                  true one is still to do after it, which is an error */
    Str one;   /* statement (key…): works on one key */
    Str rest;  /* query: how many rows are still to do; absent: each was visited once */
    bool is_rechecked; /* one that the journal calls finished is so where `rest` finds nothing */
    OptInt size;       /* of the first batch, in units */
    OptInt target_ms;  /* how long a batch should take */
    OptInt pause_ms;   /* of rest between two */
} StepLoop;

/* Payload of STEP_WAIT: a condition that comes true by itself. */
typedef struct StepWait {
    Record rec;
    Str query;          /* one boolean; NULL: not yet */
    Str reason;         /* what is waited for, for people */
    OptInt deadline_ms; /* how long at most; absent: it is asked once */
    OptInt poll_ms;     /* first pause between two questions, which grows; absent: 500 */
} StepWait;

/* When a script runs again. */
typedef enum ScriptTrack {
    TRACK_ONCE,
    TRACK_ON_CHANGE, /* of its hash */
    TRACK_ALWAYS
} ScriptTrack;

/* One statement of a script. */
typedef struct StepBatch {
    Record rec;
    OptInt line, column; /* of the script's file; an absent column: not known */
    int kind;            /* BatchKind */
    Str text;            /* secret tokens as {{Name}} */
} StepBatch;
typedef VEC(StepBatch *) StepBatchVec;

/* What a statement is to the transaction that it runs in, as an engine's split_script tells. */
typedef enum BatchKind {
    BATCH_PLAIN,
    BATCH_BEGIN,
    BATCH_END,
    BATCH_ALONE, /* outside of any; where it fails it can leave something behind */
    BATCH_ALONE_GENTLY
} BatchKind;

/* A script of a STEP_SCRIPTS. */
typedef struct StepScript {
    Record rec;
    Str path; /* below the package; with the product what the journal knows it by */
    Str hash;
    int track;               /* ScriptTrack */
    bool has_no_transaction; /* of its own: each statement stands alone */
    StrVec secrets;          /* tokens to be filled in */
    StepBatchVec batches;
} StepScript;
typedef VEC(StepScript *) StepScriptVec;

/* Payload of STEP_SCRIPTS. */
typedef struct StepScripts {
    Record rec;
    /* Those that fail are tried again after the others, until none gets on; else the first failure
     * ends the step. */
    bool is_retried;
    bool may_fail; /* a later step has them too */
    StepScriptVec list;
} StepScripts;

/* Payload of STEP_HOOK: a command. */
typedef struct StepHook {
    Record rec;
    StrVec command; /* program and arguments; one text where `is_shell` */
    bool is_shell;  /* run by /bin/sh -c */
    bool is_after;  /* the phase; else before it */
    OptInt timeout_s;
    StrVec pass; /* names of environment variables that it may see */
} StepHook;

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
    OptInt times;       /* how much longer than `cost` says; absent: as it says */
    Str group;          /* transaction; equal neighbours run in one; absent: outside any */
    StrVec hazards;
    StrVec needs;         /* ids */
    StrVec statements;    /* of STEP_EXEC */
    StepCheck *check;     /* of STEP_CHECK; else NULL */
    StepLoop *loop;       /* of STEP_LOOP */
    StepWait *wait;       /* of STEP_WAIT */
    StepScripts *scripts; /* of STEP_SCRIPTS; else NULL */
    StepHook *hook;       /* of STEP_HOOK; else NULL */
    StrVec session_before, session_after;
    StrVec probes;
    Str skip_if;
    /* Outside of transactions: a query of one row with two booleans, whether a run that was cut off
     * has left something of the step, and whether another session is still at it; absent: nothing
     * is ever left. `undo` removes it: before the step's own statements, and after they failed. */
    Str leftover;
    StrVec undo;
    /* Outside of transactions: statement that gives back the locks which the first statements take.
     * It is the last of them, and runs where one fails, too; they then begin anew. */
    Str release;
    StrVec reverse;
    StrVec contracts;        /* names of the contract files that it is of */
    ConditionVec conditions; /* all are to hold, or it waits */
    BackupRow *backup;       /* what is kept of what it takes away; NULL: nothing */
    Str purges;              /* id of the backup that it removes; absent: none */
    Str backup_finally;      /* query, behind its statements: one column, more of backup->finally */
    int state;               /* StepState */
    Str why; /* held, waiting or forbidden: because of what, and what would release it */
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

/* A query of the package that must be true before anything runs, whatever is asked for. */
typedef struct PlanValidation {
    Record rec;
    Str name; /* "ValidationScript" */
    Str query;
    Str file; /* where it stands */
    OptInt line;
} PlanValidation;
typedef VEC(PlanValidation *) PlanValidationVec;

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
    bool manages_grants, manages_owners; /* count in the fingerprints of touched objects */
    PlanValidationVec validations;
    StepVec steps; /* in the order in which they run */
    TouchVec touched;
    Str hash;          /* SHA-256 of all above */
    PlanFactVec facts; /* rounded, outside the hash */
    Str revision;      /* of the package's repository when it was made, likewise; absent: none */
    OptInt scan_rate;  /* bytes a second, likewise; absent: SCAN_RATE_DEFAULT */
    bool is_proven;    /* tried on a copy of the structure, it led to the package; likewise */
    StrVec untried;    /* steps that the proof left out: what is no structure; likewise */
} Plan;

extern const RecordType plan_type, step_type, step_lock_type, step_check_type, step_loop_type;
extern const RecordType step_wait_type, touch_type, plan_fact_type;
extern const RecordType plan_validation_type, step_scripts_type, step_script_type, step_batch_type,
    step_hook_type;
extern const char *const phase_names[], *const step_kind_names[], *const step_state_names[];

/* Whether the step is no change that is ever done: hooks, and scripts that run each time. It counts
 * neither as drift nor as something that an earlier phase has left. */
bool step_is_recurrent(const Step *step);

/* Empty, with its record typed; owns its arena, which holds the plan itself. */
Plan *plan_new(void);
void plan_free(Plan *plan); /* accepts NULL */

#endif
