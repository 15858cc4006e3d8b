/* A connection to one SQLite file. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_CONN_H
#define ANNEAL_ENGINE_SQLITE_LITE_CONN_H

#include <sqlite3.h>

#include "engine/engine.h"

/* The oldest library that this engine works with: STRICT tables, pragma_table_list. */
enum { LITE_VERSION_MIN = 3037000 };

typedef struct LiteConn {
    Conn conn;
    Arena arena; /* holds this struct too */
    sqlite3 *db;
    const Log *log;
    Str path;            /* as the URL has it; ":memory:" */
    bool is_read_only;   /* the session */
    bool is_stand_in;    /* there is no such file: an empty database in its place */
    bool is_reading;     /* inside a read-only transaction */
    int64_t timeout_ms;  /* of a statement; 0: none */
    int64_t deadline_ms; /* of the statement that runs, by the monotonic clock */
} LiteConn;

/* lite_conn.c */
bool lite_connect(const Url *url, const ConnectOptions *options, Conn **conn, Errs *errs);
void lite_close(Conn *conn);
bool lite_describe(Conn *conn, Facts *facts, Errs *errs);
bool lite_begin(Conn *conn, bool is_read_only, Errs *errs);
bool lite_commit(Conn *conn, Errs *errs);
void lite_rollback(Conn *conn);
bool lite_in_transaction(Conn *conn);
bool lite_enter_script(Conn *conn, Errs *errs);
bool lite_leave_script(Conn *conn, Errs *errs);
bool lite_own_role(Conn *conn, Arena *arena, Str *role, Errs *errs); /* there are none */
bool lite_resume_role(Conn *conn, Str role, Errs *errs);
bool lite_set_limits(Conn *conn, int lock_timeout_ms, int statement_timeout_ms, Errs *errs);

/* How the query begins that looks whether views still work: a failure names the view. */
#define LITE_VIEW_CHECK "SELECT count(c.cid) FROM sqlite_schema AS v, "
/* A rebuild begins with it: a row is a trigger that the plan does not know. */
#define LITE_NEW_TRIGGERS "SELECT name FROM sqlite_schema\n"
/* How the table is called that a rebuild fills; what SQLite says of it is said of the real one. */
#define LITE_NEW_PREFIX "_anneal_new_"

/* lite_exec.c */
bool lite_exec(Conn *conn, Str sql, Errs *errs);
bool lite_query(Conn *conn, Str sql, Arena *arena, Rows *rows, Errs *errs);
bool lite_call(Conn *conn, Str sql, const StrVec *values, Arena *arena, Rows *rows,
               int64_t *changed, Errs *errs);
/* Calls `row` with each row of a query of this program; false from it stops with its error. */
typedef bool (*LiteRow)(void *context, sqlite3_stmt *row);
bool lite_each(LiteConn *conn, const char *sql, LiteRow row, void *context, Errs *errs);
/* A cell; absent for NULL. Valid until the next row. */
Str lite_cell(sqlite3_stmt *row, int column);

/* lite_condition.c */
bool lite_ask_condition(Conn *conn, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                        Errs *errs);
bool lite_today(Conn *conn, Arena *arena, Str *day, Errs *errs);

/* lite_exec.c: begins to count the time of a statement. */
void lite_start_clock(LiteConn *conn);

/* lite_error.c: what the library said, with what to do about it. Always false. */
bool lite_error(const LiteConn *conn, Errs *errs);
/* The same of a statement, with the place within it that the library names, if it does. */
bool lite_error_in(const LiteConn *conn, Str sql, Errs *errs);
bool lite_error_opening(sqlite3 *db, Str path, Errs *errs);

/* lite_lock.c */
bool lite_lock_deployer(Conn *conn, const Url *url, int wait_ms, DeployerLock **lock, Errs *errs);
bool lite_deployer_lock_holds(DeployerLock *lock, Errs *errs);
void lite_unlock_deployer(DeployerLock *lock);
bool lite_find_deployer(Conn *conn, Arena *arena, Str *holder, Errs *errs);

#endif
