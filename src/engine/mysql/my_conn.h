/* A connection to a MySQL or MariaDB server, with what the connected half of this folder shares. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_CONN_H
#define ANNEAL_ENGINE_MYSQL_MY_CONN_H

#include "engine/engine.h"
#include "engine/mysql/my_family.h"

/* The oldest that this engine knows: JSON_TABLE, CHECK, INSTANT. */
enum { MY_OLDEST_MYSQL = 80000, MY_OLDEST_MARIADB = 100600 };

/* The client library's; its header uses functions that are banned here, so whoever calls it
 * includes it before anything else. */
struct st_mysql;

typedef struct MyConn {
    Conn conn;   /* first */
    Arena arena; /* holds this struct and its texts */
    struct st_mysql *my;
    const Log *log;
    MyFamily family;
    int version;      /* 80046, 101119 */
    Str version_text; /* "MariaDB 10.11.19", or the fork's own words */
    Str fork;         /* "TiDB"; absent: MySQL or MariaDB itself */
    Str place;        /* the URL without secrets, for messages */
    Str database;
    Url url;                     /* for connections beside this one */
    ConnectOptions options;      /* what the session was made with */
    bool is_read_only;           /* by the server's own settings; not because we asked for it */
    bool is_reading;             /* inside a read-only transaction */
    int lower_case_table_names;  /* 0: names of tables are told apart by case */
    Str sql_mode;                /* as the server gives it to sessions; not ours */
    Str charset, collation;      /* of the database */
    int64_t id;                  /* of the session, for KILL */
    int lock_timeout_ms;         /* as it stands now */
    int statement_timeout_ms;    /* 0: none */
    const StatementWatch *watch; /* NULL: nobody */
    bool was_cut;                /* a statement, by the watch */
    bool ran_out;                /* the last one, of its time */
} MyConn;

static inline MyConn *my_conn(Conn *conn)
{
    return (MyConn *)conn;
}

/* ---- my_connect.c */
bool my_connect(MyFamily family, const Url *url, const ConnectOptions *options, Conn **conn,
                Errs *errs);
void my_close(Conn *conn);
bool my_describe(Conn *conn, Facts *facts, Errs *errs);
/* Sets all that connect sets, anew. */
bool my_set_session(MyConn *conn, Errs *errs);
/* A session of its own beside this one: the same user and server, no settings but the character
 * set. NULL with ERR_CONNECTION. mysql_close ends it. */
struct st_mysql *my_open_beside(const MyConn *conn, Errs *errs);

/* ---- my_url.c: what a URL says. */
typedef struct MyTarget {
    const char *host, *user, *password, *database, *socket; /* NULL: not given */
    unsigned port;                                          /* 0: not given */
    const char *ssl_mode, *ssl_ca, *ssl_cert, *ssl_key;     /* NULL: not given */
    const char *option_file;                                /* NULL: the client's own places */
    unsigned connect_timeout_s;
} MyTarget;
/* ERR_URL. Texts live in `arena`. */
bool my_url_read(const Url *url, Arena *arena, MyTarget *target, Errs *errs);

/* ---- my_exec.c */
bool my_exec(Conn *conn, Str sql, Errs *errs);
bool my_query(Conn *conn, Str sql, Arena *arena, Rows *rows, Errs *errs);
/* `?1`, `?2` stand for the values, any number of times each, and become literals. A statement that
 * gives no rows and makes a number (AUTO_INCREMENT, LAST_INSERT_ID(x)) gives that as its only row.
 */
bool my_call(Conn *conn, Str sql, const StrVec *values, Arena *arena, Rows *rows, int64_t *changed,
             Errs *errs);
/* Calls `row` with each row of a query as it arrives; false from it ends with its error. */
typedef struct MyRow {
    char **cells;
    const unsigned long *lengths;
} MyRow;
typedef bool (*MyRowTaker)(void *context, MyRow row, Errs *errs);
bool my_each(MyConn *conn, Str sql, MyRowTaker take, void *context, Errs *errs);
/* The same of several queries in one round trip, with `;` between them; `query` counts from 0. The
 * first that fails ends it. For queries of this program only. */
typedef bool (*MyBatchTaker)(void *context, size_t query, MyRow row, Errs *errs);
bool my_batch(MyConn *conn, Str sql, MyBatchTaker take, void *context, Errs *errs);
/* A cell; absent for NULL. Valid until the next row. */
Str my_cell(MyRow row, int column);
void my_watch(Conn *conn, const StatementWatch *watch);

/* The same with one value, `?1`. */
bool my_each_of(MyConn *conn, Str sql, Str value, MyRowTaker take, void *context, Errs *errs);

/* ---- my_transaction.c */
bool my_begin(Conn *conn, bool is_read_only, Errs *errs);
bool my_commit(Conn *conn, Errs *errs);
void my_rollback(Conn *conn);
bool my_in_transaction(Conn *conn);
bool my_set_limits(Conn *conn, int lock_timeout_ms, int statement_timeout_ms, Errs *errs);
/* Whether the session may write, outside transactions: a temporary table can't be made where it may
 * not. What connect said comes back by the other call. */
bool my_allow_writes(MyConn *conn, bool may_write, Errs *errs);

/* ---- my_session.c: around users' scripts. */
bool my_enter_script(Conn *conn, Errs *errs);
bool my_leave_script(Conn *conn, Errs *errs);
bool my_own_role(Conn *conn, Arena *arena, Str *role, Errs *errs);
bool my_resume_role(Conn *conn, Str role, Errs *errs);

/* ---- my_error.c: what the server said, with what to do about it. Always false. */
bool my_error(MyConn *conn, Errs *errs);
/* The same of a statement, with the place within it as far as it can be told. */
bool my_error_in(MyConn *conn, Str sql, Errs *errs);
/* Of a connection that could not be made. */
bool my_error_connecting(MyConn *conn, Errs *errs);
/* The statement was ended so that others need not wait longer. */
bool my_error_cut(Errs *errs);

#endif
