/* Errors: a list of what is wrong, where, and what would be right. */
#ifndef ANNEAL_BASE_ERR_H
#define ANNEAL_BASE_ERR_H

#include <stdint.h>

#include "base/vec.h"

/* Stable codes; docs/errors.md lists them. name, exit code, meaning. */
#define ERR_CODES(X) \
    X(ERR_USAGE, 64, "wrong usage of the command line") \
    X(ERR_FILE, 1, "a file or folder can't be read or written") \
    X(ERR_SYNTAX, 1, "a file is not well-formed") \
    X(ERR_FIELD, 1, "an unknown key, a wrong type or a wrong value in a package") \
    X(ERR_DUPLICATE, 1, "something is declared twice") \
    X(ERR_REFERENCE, 1, "something refers to what isn't there") \
    X(ERR_TOKEN, 1, "a {{token}} is unknown or malformed") \
    X(ERR_URL, 1, "a database URL is wrong or its engine isn't built in") \
    X(ERR_CONNECTION, 1, "the database can't be reached or the connection was lost") \
    X(ERR_PRIVILEGE, 1, "the role may not do what is needed") \
    X(ERR_SERVER, 1, "the server refused a statement") \
    X(ERR_CATALOG, 1, "the catalog is empty, half-readable or not understood") \
    X(ERR_UNSUPPORTED, 1, "this version can't do what is asked") \
    X(ERR_PLAN_FILE, 1, "a plan file is malformed or of another version") \
    X(ERR_MOVED, 1, "what the plan touches has changed since it was made") \
    X(ERR_DATA, 1, "existing rows stand in the way") \
    X(ERR_JOURNAL, 1, "the journal is of a later version, damaged or somebody else's") \
    X(ERR_PHASE, 1, "an earlier phase has steps to run first") \
    X(ERR_VALIDATION, 1, "the package's own query says that this is not the place to deploy to") \
    X(ERR_SCRIPT, 3, "what a script has done is unknown: a person must say") \
    X(ERR_COMMAND, 1, "a command of the package failed or could not be run") \
    X(ERR_NOT_CONVERGED, 1, "after the deploy the database still differs from the package") \
    X(ERR_NOT_PROVEN, 1, "tried on a copy, the plan does not lead to what the package declares") \
    X(ERR_CANCELLED, 1, "stopped by the user") \
    X(ERR_FORBIDDEN, 3, "policy forbids a step") \
    X(ERR_LOCK, 4, "a lock was not obtained; safe to run again") \
    X(ERR_UNFINISHED, 4, "a loop or a wait was ended before its end; safe to run again")

typedef enum ErrCode {
#define X(name, exit_code, text) name,
    ERR_CODES(X)
#undef X
} ErrCode;

/* Where something is. `file` NULL: not from a file. Line and column count from 1, columns in
 * bytes; 0: unknown. `path`: key path such as Columns[2].DataType, or NULL. `length`: bytes from
 * the column on that are meant; 0: unknown. */
typedef struct Loc {
    const char *file;
    uint32_t line;
    uint32_t column;
    const char *path;
    uint32_t length;
} Loc;

typedef struct Err {
    ErrCode code;
    const char *message; /* what is wrong, naming the object; no full stop */
    const char *hint;    /* what would be right, or NULL */
    Loc loc;
    const char *server; /* SQLSTATE or number, and the server's own text; or NULL */
    Loc also;           /* the other place that the hint names, such as a first declaration */
} Err;

/* Owns its texts. Zero-initialise to begin, errs_free to end. */
typedef struct Errs {
    Arena arena;
    VEC(Err) list;
} Errs;

typedef size_t ErrsMark;

/* Adds a copy of `err` (all texts copied). Always returns false, so that
 * `return err_add(…)` reads well. */
bool err_add(Errs *errs, Err err);
/* The same with a formatted message and neither place nor hint. */
bool err_addf(Errs *errs, ErrCode code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with a place and a hint (may be NULL). */
bool err_at(Errs *errs, ErrCode code, Loc loc, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Puts "while …: " style context in front of the last message. Always returns false. */
bool err_context(Errs *errs, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Sets the hint of the last error where it has none. */
bool err_hint(Errs *errs, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Names another place in the hint of the last error: `<words> file:line:column`. A terminal shows
 * the line there too. Nothing where `also` is not from a file. */
bool err_also(Errs *errs, Loc also, const char *words);

/* A retry takes a mark and drops to it. */
ErrsMark errs_mark(const Errs *errs);
void errs_drop(Errs *errs, ErrsMark mark);
bool errs_any(const Errs *errs);
const Err *errs_last(const Errs *errs); /* NULL when empty */
/* 0 when empty; else the highest-ranking exit code: 64, then 1, 3, 4. */
int errs_exit_code(const Errs *errs);
const char *err_code_name(ErrCode code); /* "ERR_FIELD" */
void errs_free(Errs *errs);

#endif
