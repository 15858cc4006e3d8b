/* libanneal: brings a live database to the shape that a package of JSON files declares.
 *
 * Each call does one verb's whole work and gives one result: its errors, its notes, and what it
 * made. A result is never NULL and ends with anneal_result_free. Texts are UTF-8, belong to the
 * result and live as long as it. Nothing is printed, nothing ends the program (but for memory that
 * has run out: abort). A process may hold many results; calls are not to run at the same time.
 *
 *     AnnealTarget target = {.package = "shop", .url = "sqlite:shop.db"};
 *     AnnealResult *result = anneal_plan(&target);
 *     if (anneal_result_exit_code(result) != 0)
 *         fputs(anneal_result_faults(result), stderr);
 *     else
 *         fputs(anneal_result_text(result), stdout);
 *     anneal_result_free(result);
 */
#ifndef ANNEAL_ANNEAL_H
#define ANNEAL_ANNEAL_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define ANNEAL_API __attribute__((visibility("default")))
#else
#define ANNEAL_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Version of the library, such as "0.1.0". */
ANNEAL_API const char *anneal_version(void);

/* Which package, which database. Zero-initialise and set what is needed; all is borrowed. */
typedef struct AnnealTarget {
    const char *package;      /* folder; NULL: the current one */
    const char *url;          /* of the database, … */
    const char *environment;  /* … or the name of an environment in anneal.json */
    const char *const *allow; /* hazards that may be run, or "all"; NULL-terminated; may be NULL */
} AnnealTarget;

/* What one call gave. */
typedef struct AnnealResult AnnealResult;

/* Validates a package, offline. `folder` NULL: the current one. */
ANNEAL_API AnnealResult *anneal_check(const char *folder);

/* Makes a plan; changes nothing. anneal_result_json has it as a file, anneal_result_text as words,
 * anneal_result_sql as a script. */
ANNEAL_API AnnealResult *anneal_plan(const AnnealTarget *target);

/* Whether the database differs from the package: exit code 2 where it does. Changes nothing. */
ANNEAL_API AnnealResult *anneal_drift(const AnnealTarget *target);

/* Writes the live database at `url` as a package into `folder`. `include`, `exclude`: patterns
 * `schema` or `schema.name` with * and ?, NULL-terminated; NULL: everything, nothing. */
ANNEAL_API AnnealResult *anneal_extract(const char *url, const char *folder,
                                        const char *const *include, const char *const *exclude);

/* How a deploy runs. Zero-initialised: all phases, a fresh plan, nobody watching. */
typedef struct AnnealDeploy {
    const char *plan; /* bytes of a plan file that was approved; NULL: make one and run it */
    size_t plan_bytes;
    bool what_if;          /* look and check, run nothing */
    const char *phase;     /* "expand", "migrate" or "contract" alone; NULL: all */
    unsigned lock_wait_ms; /* for the locks of one transaction, all attempts together; 0: default */
    /* Called before and after each step, and after each batch of a loop (is_done false), with the
     * step's title, such as "create table shop.orders", and where it is: step `index` (from 1) of
     * `total`. true: stop at the next safe point. NULL: none */
    bool (*on_step)(void *context, const char *title, size_t index, size_t total, bool is_done);
    void *context;
} AnnealDeploy;

/* Runs a plan. Steps that are held don't run: exit code 3, and the text says what they need.
 * `deploy` NULL: as if zero-initialised. */
ANNEAL_API AnnealResult *anneal_deploy(const AnnealTarget *target, const AnnealDeploy *deploy);

/* As the program's: 0 done or nothing to do, 1 error, 2 drift, 3 steps are held, 4 locks not
 * obtained (safe to run again), 64 wrong usage. */
ANNEAL_API int anneal_result_exit_code(const AnnealResult *result);

/* What was found or done, in words; "" where the call has failed before there was anything. */
ANNEAL_API const char *anneal_result_text(const AnnealResult *result);
/* The plan file of anneal_plan and anneal_drift, the outcome of anneal_deploy, as JSON; or "". */
ANNEAL_API const char *anneal_result_json(const AnnealResult *result);
/* The plan of anneal_plan and anneal_drift as an SQL script; or "". */
ANNEAL_API const char *anneal_result_sql(const AnnealResult *result);
/* All errors, then all notes, in words with their places; "" where there are none. */
ANNEAL_API const char *anneal_result_faults(const AnnealResult *result);

/* One error or note. */
typedef struct AnnealFault {
    const char *code;    /* stable, such as "ERR_FIELD" (docs/errors.md); NULL: a note */
    const char *message; /* what is wrong, naming the object */
    const char *hint;    /* what would be right, or NULL */
    const char *server;  /* the server's code and text, or NULL */
    const char *file;    /* or NULL */
    unsigned line;       /* from 1; 0: unknown */
    unsigned column;     /* in bytes, from 1; 0: unknown */
    const char *path;    /* key path such as Columns[2].DataType, or NULL */
} AnnealFault;

ANNEAL_API size_t anneal_result_fault_count(const AnnealResult *result);
/* Errors first. `index` is below the count. */
ANNEAL_API AnnealFault anneal_result_fault(const AnnealResult *result, size_t index);

/* Accepts NULL. */
ANNEAL_API void anneal_result_free(AnnealResult *result);

#ifdef __cplusplus
}
#endif

#endif
