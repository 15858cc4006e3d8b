/* A connection to a PostgreSQL server, with what the connected half of this folder shares. */
#ifndef ANNEAL_ENGINE_POSTGRES_CONN_H
#define ANNEAL_ENGINE_POSTGRES_CONN_H

#include <libpq-fe.h>

#include "engine/engine.h"

enum { PG_OLDEST_VERSION = 120000 };

typedef struct PgConn {
    Conn conn;   /* first */
    Arena arena; /* holds this struct and its texts */
    PGconn *pq;
    const Log *log;
    int version;            /* server_version_num: 150004 */
    Str version_text;       /* "PostgreSQL 15.4", or the fork's own words */
    Str fork;               /* "CockroachDB"; absent: PostgreSQL itself */
    Str place;              /* the URL without secrets, for messages */
    Str search_path;        /* as the role or the database has it */
    Str role, session_role; /* current_user and session_user */
    Str tablespace;         /* of the database */
    bool is_standby;
    bool is_read_only;    /* by the server's own settings; not because this session asked for it */
    bool may_create_temp; /* TEMP privilege on the database */
    bool may_read_connections; /* of subscriptions: superusers */
    bool is_pooled;            /* something between us and the server hands out its backends */
    int statement_timeout_ms;
    bool was_asked_hurry, may_hurry; /* whether it may set deadlock_timeout; once it was asked */
    const StatementWatch *watch;     /* NULL: nobody */
    bool was_cut;                    /* the transaction's statement, by the watch */
    ConnectOptions options;          /* what the session was made with */
} PgConn;

static inline PgConn *pg_conn(Conn *conn)
{
    return (PgConn *)conn;
}

/* ---- connect.c */
bool pg_conn_connect(const Url *url, const ConnectOptions *options, Conn **conn, Errs *errs);
void pg_conn_close(Conn *conn);
bool pg_conn_describe(Conn *conn, Facts *facts, Errs *errs);
bool pg_conn_enter_script(Conn *conn, Errs *errs);
bool pg_conn_leave_script(Conn *conn, Errs *errs);
bool pg_conn_own_role(Conn *conn, Arena *arena, Str *role, Errs *errs);
bool pg_conn_resume_role(Conn *conn, Str role, Errs *errs);

/* ---- error.c: what the server says, as errors. DETAIL is left out always: it holds values of
 * rows. */
bool pg_error_add(const PgConn *conn, const PGresult *result, Errs *errs); /* false */
bool pg_error_lost(const PgConn *conn, Errs *errs);                        /* false */
bool pg_error_cut(Errs *errs); /* false; the statement was ended by the watch */
/* Gives the last error the place within `sql` that the server named, if it did. */
void pg_error_place(const PGresult *result, const char *sql, Errs *errs);
/* "" where libpq itself made the error. */
const char *pg_error_state(const PGresult *result);
/* One line, with each occurrence of the connection's password as ***. */
Str pg_error_clean(Arena *arena, const char *text, const PGconn *pq);

/* ---- exec.c: the slots, and two calls for the rest of this folder. */
bool pg_exec(Conn *conn, Str sql, Errs *errs);
bool pg_exec_query(Conn *conn, Str sql, Arena *arena, Rows *rows, Errs *errs);
bool pg_exec_call(Conn *conn, Str sql, const StrVec *values, Arena *arena, Rows *rows,
                  int64_t *changed, Errs *errs);
bool pg_exec_begin(Conn *conn, bool is_read_only, Errs *errs);
bool pg_exec_commit(Conn *conn, Errs *errs);
void pg_exec_rollback(Conn *conn);
bool pg_exec_in_transaction(Conn *conn);
bool pg_exec_set_limits(Conn *conn, int lock_timeout_ms, int statement_timeout_ms, Errs *errs);
/* One statement with text parameters (NULL: SQL NULL). NULL with an error; else PQclear it. */
PGresult *pg_exec_params(PgConn *conn, const char *sql, int count, const char *const *values,
                         Errs *errs);
/* One statement, whatever comes of it: for who reads failures himself. PQclear it. */
PGresult *pg_exec_try(PgConn *conn, const char *sql);
/* Whether it went well; else an error. */
bool pg_exec_check(PgConn *conn, const PGresult *result, Errs *errs);
Str pg_exec_cell(const PGresult *result, int row, int column); /* borrowed; NULL is absent */
void pg_exec_watch(Conn *conn, const StatementWatch *watch);

/* ---- condition.c: the slots. */
bool pg_ask_condition(Conn *conn, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                      Errs *errs);
bool pg_today(Conn *conn, Arena *arena, Str *day, Errs *errs);
bool pg_lock_relations(Conn *conn, const StepLockVec *locks, Errs *errs);

/* ---- blockers.c: the slots. */
bool pg_find_blockers(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                      Errs *errs);
bool pg_cancel_vacuum(Conn *conn, const Blocker *blocker, Errs *errs);
/* Whether this session may set deadlock_timeout, and so get a vacuum out of its way at once. */
bool pg_may_hurry(PgConn *conn);

/* ---- introspect*.c, canonicalize*.c, measure.c, measure_scan.c, backfill_look.c, deployer_lock.c:
 * the slots. */
bool pg_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs);
bool pg_canon(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs);
bool pg_measure(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs);
bool pg_measure_scan(Conn *conn, Str label, int64_t *bytes_per_second, Errs *errs);
bool pg_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                      Errs *errs);
bool pg_lock_deployer(Conn *conn, const Url *url, int wait_ms, DeployerLock **lock, Errs *errs);
bool pg_lock_holds(DeployerLock *lock, Errs *errs);
void pg_lock_release(DeployerLock *lock);
bool pg_lock_has_waiters(DeployerLock *lock, Conn *of, bool *has, Errs *errs);
bool pg_lock_look_at_statement(DeployerLock *lock, Conn *of, Arena *arena,
                               StatementProgress *progress, Errs *errs);
bool pg_lock_find(Conn *conn, Arena *arena, Str *holder, Errs *errs);

/* ---- preflight.c: the slots. */
bool pg_check_rights(Conn *conn, const Preflight *needs, Errs *errs);
bool pg_foresee(Conn *conn, const Preflight *needs, Notes *notes, Errs *errs);

/* ---- scratch_database.c: the slots. */
bool pg_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                     Scratch *scratch, Notes *notes, Errs *errs);
bool pg_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch, Errs *errs);

#endif
