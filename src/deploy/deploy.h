/* Runs a plan on one database: deployer lock, touched objects, transactions, retries. */
#ifndef ANNEAL_DEPLOY_DEPLOY_H
#define ANNEAL_DEPLOY_DEPLOY_H

#include <signal.h>

#include "base/window.h"
#include "engine/engine.h"
#include "model/outcome.h"
#include "model/secret.h"

typedef struct DeployEvent {
    const Step *step;
    size_t index, total;     /* of ready steps */
    StepResult result;       /* RESULT_NOT_REACHED: it begins */
    int attempt;             /* at the locks of a step, from 1; 0: this is about something else */
    const char *waiting_for; /* a lock: what the server said; a loop: who or what pauses it; else
                                NULL */
    int64_t done, of;        /* of a loop that is under way, in its unit; `of` below 0: unknown */
    Str unit;                /* absent: this is no progress of what is counted */
    Str stage;               /* of a statement that runs; absent: not known, or it has none */
    int64_t running_ms; /* since a step of statements began that still runs; 0: something else */
} DeployEvent;

typedef struct DeployOptions {
    bool is_what_if;          /* look, check and report; run nothing */
    bool phases[PHASE_COUNT]; /* to run */
    int lock_budget_ms;       /* longest that a transaction keeps anybody waiting */
    int lock_attempts;        /* of one transaction; 0: default */
    int lock_wait_ms;         /* all attempts of one transaction together; 0: default */
    int deployer_wait_ms;     /* for the deployer lock */
    bool cancels_autovacuum;  /* those on a table that a step locks */
    int64_t safe_below_bytes; /* Budget.safe_below */
    bool measure_again; /* the plan is not from this minute: run the probes of its steps first, and
                           look whether its direct statements fit the lock budget still */
    const DeploymentRow *by; /* who, host, origin, revision, tool for the journal; NULL: unknown */
    uint64_t jitter_seed;    /* of the pauses between attempts: time and process, say */
    void (*on_event)(void *context, const DeployEvent *event); /* may be NULL */
    void *context;
    Str environment;                   /* its name, for conditions; absent: none */
    const volatile sig_atomic_t *stop; /* set: stop at the next safe point; may be NULL */
    const Secrets *secrets;            /* of the scripts; NULL: none */
    const char *folder;   /* of the package, for the places that errors name; NULL: unknown */
    bool trusts_commands; /* hooks run; else they are held, with what waits for them */
    /* A line that a command printed. May be NULL. */
    void (*on_line)(void *context, const Step *step, Str line);
    /* What is worth knowing before the first step runs. May be NULL. */
    void (*on_notes)(void *context, const Notes *notes);
    StrVec guards;          /* queries that must be true while loops run */
    int guard_budget_ms;    /* how long a loop waits for them */
    Windows windows;        /* hours for scans, copies and the phase contract; none: all */
    const char *pause_file; /* loops wait while it is there; NULL: none */
    bool show_data;         /* values of keys may stand in messages */
    const Log *log;
} DeployOptions;

/* A read-only server is refused (ERR_PRIVILEGE), so is a role that lacks a right, by name, so is a
 * plan with a forbidden step (ERR_FORBIDDEN) and a phase while an earlier one has steps to run
 * (ERR_PHASE). Fingerprints of the plan's touched objects are looked at again first: `before` or
 * `after`, or as the journal says that this plan has left them, else ERR_MOVED by name and nothing
 * runs. Where there is something to run the journal is made ready and has a row of the deployment
 * and of each step, those of a transaction in it. Each transaction group: waits outside the queue
 * of its locks for who has been there for long (queue.h), then within it for less than the lock
 * budget, which all its waiting and working together stays within where anybody waits for it
 * (hold.h). On ERR_LOCK rolled back and tried again with exponential backoff and jitter, given up
 * as ERR_LOCK with nothing half done. False on the first error; what ran is in `outcome` either
 * way. */
bool deploy_run(const Engine *engine, Conn *conn, const Url *url, const Plan *plan,
                const DeployOptions *options, Arena *arena, Outcome *outcome, Errs *errs);

#endif
