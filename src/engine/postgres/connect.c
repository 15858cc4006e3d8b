/* Connecting, and what the server says about itself. */
#include "engine/postgres/conn.h"
#include "engine/postgres/postgres.h"
#include "engine/postgres/pure.h"
#include "pg_sql.h"

enum { LOCK_TIMEOUT_DEFAULT_MS = 5000, PARAMETERS_MAX = 64 };

/* Forks that speak the protocol, known by the text of version(). */
static const char *const forks[] = {"CockroachDB", "-YB-", "Redshift", "Greenplum", "openGauss"};
static const char *const fork_names[] = {"CockroachDB", "YugabyteDB", "Redshift", "Greenplum",
                                         "openGauss"};

typedef struct Parameters {
    const char *names[PARAMETERS_MAX], *values[PARAMETERS_MAX];
    size_t count;
} Parameters;

/* Sets one, unless the list has it and `is_fallback`. */
static void parameter(Parameters *list, const char *name, const char *value, bool is_fallback)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_is(str_from(list->names[i]), name)) {
            if (!is_fallback)
                list->values[i] = value;
            return;
        }
    }
    if (list->count + 1 < PARAMETERS_MAX) { /* the last one ends the list */
        list->names[list->count] = name;
        list->values[list->count++] = value;
    }
}

/* A `@` or `/` in the password that isn't escaped moves a part of it into the host's name, from
 * where an error message would print it. */
static bool password_is_whole(const Url *url)
{
    Str before = url->rest, secret;
    size_t question = str_find(before, '?', 0), at = SIZE_MAX, colon;

    if (question != SIZE_MAX)
        before = str_sub(before, 0, question);
    for (size_t i = before.len; i > 2 && at == SIZE_MAX; i--)
        if (before.ptr[i - 1] == '@')
            at = i - 1;
    colon = str_find(before, ':', 2);
    if (at == SIZE_MAX || colon == SIZE_MAX || colon > at)
        return true;
    secret = str_sub(before, colon + 1, at - colon - 1);
    return str_find(secret, '@', 0) == SIZE_MAX && str_find(secret, '/', 0) == SIZE_MAX;
}

static PQconninfoOption *parse_url(const Url *url, Errs *errs)
{
    Arena scratch = {0};
    char *text = NULL;
    PQconninfoOption *options = NULL;
    const char *whole =
        arena_printf(&scratch, "%.*s:%.*s", STR_ARG(url->scheme), STR_ARG(url->rest)).ptr;

    if (str_starts(url->rest, STR("//")) && password_is_whole(url))
        options = PQconninfoParse(whole, &text);
    if (options == NULL) {
        Str clean = pg_error_clean(&scratch, text == NULL ? "" : text, NULL);
        /* With a password in it libpq's text could quote a part of it. */
        (void)err_at(errs, ERR_URL, (Loc){0},
                     url->has_password ? "write postgresql://user:password@host:port/database, "
                                         "with %40 for @, %2F for / and %3A for : in the password"
                                       : "write postgresql://user@host:port/database",
                     "%.*s is no database URL%s%.*s", STR_ARG(url->safe),
                     clean.len > 0 && !url->has_password ? ": " : "",
                     url->has_password ? 0 : (int)clean.len, clean.ptr == NULL ? "" : clean.ptr);
    }
    PQfreemem(text);
    arena_free(&scratch);
    return options;
}

static void take_notice(void *context, const PGresult *result)
{
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    log_line(context, LOG_DEBUG, "server: %s", text == NULL ? "" : text);
}

static bool open_connection(PgConn *conn, const Url *url, Errs *errs)
{
    PQconninfoOption *options = parse_url(url, errs);
    Parameters list = {.count = 0};

    if (options == NULL)
        return false;
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
        if (option->val != NULL)
            parameter(&list, option->keyword, option->val, false);
    parameter(&list, "application_name", "anneal", true);
    parameter(&list, "connect_timeout", "10", true);
    parameter(&list, "client_encoding", "UTF8", false);
    conn->pq = PQconnectdbParams(list.names, list.values, 0);
    PQconninfoFree(options);
    if (PQstatus(conn->pq) != CONNECTION_OK) {
        Str text = pg_error_clean(&conn->arena, PQerrorMessage(conn->pq), conn->pq);
        Str message = arena_printf(&conn->arena, "can't connect to %.*s", STR_ARG(conn->place));
        return err_add(errs,
                       (Err){.code = ERR_CONNECTION, .message = message.ptr, .server = text.ptr});
    }
    (void)PQsetNoticeReceiver(conn->pq, take_notice, (void *)(uintptr_t)conn->log);
    return true;
}

/* The number that libpq made of server_version, and the words before " on x86_64 …". */
static bool read_version(PgConn *conn, Str text, Errs *errs)
{
    Str words = text;
    size_t blank = str_find(text, ' ', 0);

    if (blank != SIZE_MAX)
        blank = str_find(text, ' ', blank + 1);
    if (blank != SIZE_MAX)
        words = str_sub(text, 0, blank);
    conn->version = PQserverVersion(conn->pq);
    conn->version_text = arena_str(&conn->arena, words);
    for (size_t i = 0; i < sizeof forks / sizeof *forks; i++)
        if (str_matches(text, arena_printf(&conn->arena, "*%s*", forks[i])))
            conn->fork = str_from(fork_names[i]);
    if (conn->fork.len == 0 && conn->version < PG_OLDEST_VERSION)
        return err_at(errs, ERR_UNSUPPORTED, (Loc){0}, "anneal knows PostgreSQL 12 and newer",
                      "%.*s is %.*s", STR_ARG(conn->place), STR_ARG(words));
    return true;
}

/* As found, before this program changes anything. */
static bool read_defaults(PgConn *conn, int *pid, Errs *errs)
{
    int64_t number = 0;
    bool ok;
    PGresult *result = pg_exec_params(conn,
                                      "SELECT version(), pg_backend_pid(), "
                                      "current_setting('search_path'), "
                                      "current_setting('default_transaction_read_only')",
                                      0, NULL, errs);

    if (result == NULL)
        return false;
    ok = read_version(conn, pg_exec_cell(result, 0, 0), errs);
    (void)str_to_int64(pg_exec_cell(result, 0, 1), &number);
    *pid = (int)number;
    conn->search_path = arena_str(&conn->arena, pg_exec_cell(result, 0, 2));
    conn->is_read_only = str_is(pg_exec_cell(result, 0, 3), "on");
    PQclear(result);
    return ok;
}

/* A pooler answers the start itself, with a process id of its own making. What a session sets would
 * stay with the backend, which is an application's next: `plan` would make that one read-only.
 * Seen with pgbouncer in transaction mode, where nothing resets a backend. */
static bool refuse_pooler(const PgConn *conn, int pid, Errs *errs)
{
    if (conn->fork.len > 0 || pid == PQbackendPID(conn->pq))
        return true;
    return err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                  "connect to the server itself: a pooler hands what a session has set to the next "
                  "one, and each statement to another if it likes",
                  "%.*s is reached through a connection pooler", STR_ARG(conn->place));
}

static bool set_session(PgConn *conn, const ConnectOptions *options, Errs *errs)
{
    int lock_ms = options->lock_timeout_ms > 0 ? options->lock_timeout_ms : LOCK_TIMEOUT_DEFAULT_MS;
    const char *values[] = {
        options->is_read_only || conn->is_read_only ? "on" : "off",
        arena_printf(&conn->arena, "%d", lock_ms).ptr,
        arena_printf(&conn->arena, "%d", options->statement_timeout_ms).ptr,
    };
    PGresult *result = pg_exec_params(conn, PG_SQL_SESSION, 3, values, errs);
    bool ok = result != NULL;

    PQclear(result);
    conn->statement_timeout_ms = options->statement_timeout_ms;
    if (ok && options->role.len > 0) {
        Str sql = sql_text(&conn->arena, &pg_quoting, RAW("SET ROLE "), ID(options->role));
        ok = pg_exec(&conn->conn, sql, errs) ||
             err_context(errs, "role %.*s", STR_ARG(options->role));
    }
    return ok;
}

/* `pid`: of the backend that answered first. */
static bool read_facts(PgConn *conn, int pid, Errs *errs)
{
    int64_t now = 0;
    PGresult *result = pg_exec_params(conn, PG_SQL_SESSION_FACTS, 0, NULL, errs);

    if (result == NULL)
        return false;
    conn->is_standby = str_is(pg_exec_cell(result, 0, 0), "t");
    conn->is_read_only = conn->is_read_only || conn->is_standby;
    conn->may_create_temp = str_is(pg_exec_cell(result, 0, 1), "t");
    conn->may_read_connections = str_is(pg_exec_cell(result, 0, 6), "t");
    if (conn->fork.len == 0 && str_is(pg_exec_cell(result, 0, 2), "t"))
        conn->fork = STR("Citus");
    (void)str_to_int64(pg_exec_cell(result, 0, 3), &now);
    conn->role = arena_str(&conn->arena, pg_exec_cell(result, 0, 4));
    conn->session_role = arena_str(&conn->arena, pg_exec_cell(result, 0, 5));
    conn->tablespace = arena_str(&conn->arena, pg_exec_cell(result, 0, 7));
    /* A pooler answers the start itself, with a process id of its own making; in transaction mode
     * the backend may change from one statement to the next besides. */
    conn->is_pooled = now != pid || now != PQbackendPID(conn->pq);
    PQclear(result);
    return true;
}

bool pg_conn_connect(const Url *url, const ConnectOptions *options, Conn **conn, Errs *errs)
{
    Arena arena = {0};
    PgConn *pg = ARENA_NEW(&arena, PgConn);
    int pid = 0;

    pg->arena = arena; /* from here on the struct holds the arena that holds it */
    pg->conn.engine = &engine_postgres;
    pg->log = options->log;
    pg->options = *options;
    pg->options.role = arena_str(&pg->arena, options->role);
    pg->place = arena_str(&pg->arena, url->safe);
    if (!open_connection(pg, url, errs) || !read_defaults(pg, &pid, errs) ||
        !refuse_pooler(pg, pid, errs) || !set_session(pg, options, errs) ||
        !read_facts(pg, pid, errs)) {
        pg_conn_close(&pg->conn);
        return false;
    }
    *conn = &pg->conn;
    return true;
}

void pg_conn_close(Conn *conn)
{
    Arena arena;

    if (conn == NULL)
        return;
    PQfinish(pg_conn(conn)->pq); /* the server rolls back what is open */
    arena = pg_conn(conn)->arena;
    arena_free(&arena);
}

bool pg_conn_enter_script(Conn *conn, Errs *errs)
{
    /* What RESET leaves alone: the role and the client's encoding. */
    return pg_exec(conn, STR("RESET ALL"), errs) &&
           pg_exec(conn, str_from(PG_SQL_SCRIPT_SESSION), errs);
}

bool pg_conn_leave_script(Conn *conn, Errs *errs)
{
    PgConn *pg = pg_conn(conn);

    pg_exec_rollback(conn);
    return pg_exec(conn, STR("DISCARD ALL"), errs) && set_session(pg, &pg->options, errs);
}

/* Both settings at once, as one is lost with the other: `user`, a line end, `role`. */
static bool set_role(PgConn *pg, const char *user, const char *role, Errs *errs)
{
    const char *values[] = {user, role};
    PGresult *result =
        pg_exec_params(pg,
                       "SELECT pg_catalog.set_config('session_authorization', $1, false), "
                       "pg_catalog.set_config('role', $2, false)",
                       2, values, errs);
    bool ok = result != NULL;

    PQclear(result);
    return ok;
}

bool pg_conn_own_role(Conn *conn, Arena *arena, Str *role, Errs *errs)
{
    PgConn *pg = pg_conn(conn);
    Str own = pg->options.role.len > 0 ? pg->options.role : STR("none"), user, now;
    PGresult *result = pg_exec_params(pg,
                                      "SELECT pg_catalog.current_setting('session_authorization'), "
                                      "pg_catalog.current_setting('role')",
                                      0, NULL, errs);
    bool ok = result != NULL;

    *role = STR_ABSENT;
    if (!ok)
        return false;
    user = pg_exec_cell(result, 0, 0);
    now = pg_exec_cell(result, 0, 1);
    if (!str_eq(now, own) || !str_is(user, PQuser(pg->pq))) {
        *role = arena_printf(arena, "%.*s\n%.*s", STR_ARG(user), STR_ARG(now));
        ok = set_role(pg, PQuser(pg->pq), arena_cstr(arena, own), errs);
    }
    PQclear(result);
    return ok;
}

bool pg_conn_resume_role(Conn *conn, Str role, Errs *errs)
{
    Arena scratch = {0};
    Str rest = role, user;
    bool ok;

    if (!str_cut(&rest, '\n', &user))
        return true;
    ok = set_role(pg_conn(conn), arena_cstr(&scratch, user), arena_cstr(&scratch, rest), errs);
    arena_free(&scratch);
    return ok;
}

bool pg_conn_describe(Conn *conn, Facts *facts, Errs *errs)
{
    const PgConn *pg = pg_conn(conn);

    if (PQstatus(pg->pq) != CONNECTION_OK)
        return pg_error_lost(pg, errs);
    facts->version = pg->version;
    facts->version_text = pg->fork.len == 0
                              ? arena_str(&facts->arena, pg->version_text)
                              : arena_printf(&facts->arena, "%.*s (%.*s)", STR_ARG(pg->fork),
                                             STR_ARG(pg->version_text));
    facts->database = arena_str(&facts->arena, str_from(PQdb(pg->pq)));
    facts->is_read_only = pg->is_read_only;
    return true;
}
