/* Opening a SQLite file with everything set that changes the meaning of SQL. */
#include <unistd.h>

#include "base/file.h"
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/sqlite.h"

enum { LOCK_TIMEOUT_DEFAULT_MS = 5000 };

static bool is_memory(Str path)
{
    return str_is(path, ":memory:");
}

/* The file that a URL names. ERR_URL. */
static bool url_path(const Url *url, Str *path, Errs *errs)
{
    Str rest = url->rest;

    if (str_starts(rest, STR("//"))) {
        rest = str_sub(rest, 2, rest.len - 2);
        if (rest.len > 0 && rest.ptr[0] != '/') {
            err_addf(errs, ERR_URL, "%.*s: a SQLite database has no host", STR_ARG(url->safe));
            return err_hint(errs,
                            "sqlite:folder/file.db, or sqlite:///folder/file.db from the root");
        }
    }
    if (rest.len == 0) {
        err_addf(errs, ERR_URL, "%.*s: the path of the database is missing", STR_ARG(url->safe));
        return err_hint(errs, "sqlite:folder/file.db, or sqlite::memory:");
    }
    *path = rest;
    return true;
}

/* A database that isn't there yet is an empty one for whoever only reads: nothing is created. */
static int open_file(LiteConn *conn, const char *path)
{
    /* The library is single-threaded: a mutex for each call is for nothing. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;

    conn->is_stand_in = conn->is_read_only && !is_memory(conn->path) && !file_exists(path);
    if (!conn->is_read_only || conn->is_stand_in || is_memory(conn->path))
        flags |= SQLITE_OPEN_CREATE;
    return sqlite3_open_v2(conn->is_stand_in ? ":memory:" : path, &conn->db, flags, NULL);
}

static bool run_each(LiteConn *conn, const char *const *statements, Errs *errs)
{
    for (const char *const *statement = statements; *statement != NULL; statement++)
        if (!lite_exec(&conn->conn, str_from(*statement), errs))
            return false;
    return true;
}

/* The first SELECT reads the file's header: only now a file that is no database shows. */
static bool set_session(LiteConn *conn, Errs *errs)
{
    static const char *const settings[] = {
        "PRAGMA foreign_keys = ON",           "PRAGMA legacy_alter_table = OFF",
        "PRAGMA trusted_schema = ON",         "PRAGMA recursive_triggers = OFF",
        "SELECT count(*) FROM sqlite_schema", NULL};
    static const char *const read_only[] = {"PRAGMA query_only = ON", NULL};

    if (!run_each(conn, settings, errs))
        return false;
    if (!conn->is_read_only)
        return true;
    /* Without this the last reader of a WAL database would write it on closing. */
    (void)sqlite3_db_config(conn->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
    return run_each(conn, read_only, errs);
}

static bool check_library(Errs *errs)
{
    if (sqlite3_libversion_number() >= LITE_VERSION_MIN)
        return true;
    return err_addf(errs, ERR_UNSUPPORTED, "SQLite 3.37 or later is needed, this library is %s",
                    sqlite3_libversion());
}

static bool check_file(const LiteConn *conn, const char *path, Errs *errs)
{
    if (is_memory(conn->path) || !file_is_folder(path))
        return true;
    err_addf(errs, ERR_CONNECTION, "can't open %s: it is a folder", path);
    return err_hint(errs, "name the database file");
}

bool lite_connect(const Url *url, const ConnectOptions *options, Conn **out, Errs *errs)
{
    Arena arena = {0};
    LiteConn *conn = ARENA_NEW(&arena, LiteConn);
    const char *path;

    *conn = (LiteConn){.conn.engine = &engine_sqlite,
                       .arena = arena,
                       .log = options->log,
                       .is_read_only = options->is_read_only};
    if (!check_library(errs) || !url_path(url, &conn->path, errs))
        goto failed;
    conn->path = arena_str(&conn->arena, conn->path);
    path = arena_cstr(&conn->arena, conn->path);
    if (!check_file(conn, path, errs))
        goto failed;
    if (open_file(conn, path) != SQLITE_OK) {
        (void)lite_error_opening(conn->db, conn->path, errs);
        goto failed;
    }
    if (!lite_set_limits(&conn->conn, options->lock_timeout_ms, options->statement_timeout_ms,
                         errs) ||
        !set_session(conn, errs))
        goto failed;
    *out = &conn->conn;
    return true;
failed:
    lite_close(&conn->conn);
    return false;
}

void lite_close(Conn *base)
{
    LiteConn *conn = (LiteConn *)base;
    Arena arena;

    if (conn == NULL)
        return;
    (void)sqlite3_close(conn->db); /* rolls back */
    arena = conn->arena;
    arena_free(&arena);
}

bool lite_describe(Conn *base, Facts *facts, Errs *errs)
{
    const LiteConn *conn = (const LiteConn *)base;

    (void)errs;
    facts->version = sqlite3_libversion_number();
    facts->version_text = arena_printf(&facts->arena, "SQLite %s", sqlite3_libversion());
    facts->database = arena_str(&facts->arena, conn->path);
    facts->is_absent = conn->is_stand_in;
    facts->is_read_only = sqlite3_db_readonly(conn->db, "main") == 1;
    return true;
}

bool lite_begin(Conn *base, bool is_read_only, Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;

    if (!is_read_only)
        return lite_exec(base, STR("BEGIN IMMEDIATE"), errs);
    if (!lite_exec(base, STR("BEGIN"), errs))
        return false;
    conn->is_reading = true;
    return lite_exec(base, STR("PRAGMA query_only = ON"), errs);
}

static bool end_reading(LiteConn *conn, Errs *errs)
{
    bool was_reading = conn->is_reading;

    conn->is_reading = false;
    return !was_reading || conn->is_read_only ||
           lite_exec(&conn->conn, STR("PRAGMA query_only = OFF"), errs);
}

bool lite_commit(Conn *base, Errs *errs)
{
    return lite_exec(base, STR("COMMIT"), errs) && end_reading((LiteConn *)base, errs);
}

void lite_rollback(Conn *base)
{
    LiteConn *conn = (LiteConn *)base;
    Errs ignored = {0};

    /* Some errors (a full disk) roll back on their own. */
    if (!sqlite3_get_autocommit(conn->db))
        (void)lite_exec(base, STR("ROLLBACK"), &ignored);
    (void)end_reading(conn, &ignored);
    errs_free(&ignored);
}

bool lite_in_transaction(Conn *base)
{
    return sqlite3_get_autocommit(((LiteConn *)base)->db) == 0;
}

bool lite_enter_script(Conn *base, Errs *errs)
{
    (void)base; /* a file has no settings of its own that ours would hide */
    (void)errs;
    return true;
}

/* Settings, temporary objects and attached files are the handle's, and go with it. */
bool lite_leave_script(Conn *base, Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;
    sqlite3 *old = conn->db;

    lite_rollback(base);
    if (is_memory(conn->path)) /* would go too */
        return set_session(conn, errs);
    conn->db = NULL;
    if (open_file(conn, arena_cstr(&conn->arena, conn->path)) != SQLITE_OK) {
        (void)lite_error_opening(conn->db, conn->path, errs);
        (void)sqlite3_close(conn->db);
        conn->db = old;
        return false;
    }
    (void)sqlite3_close(old);
    return lite_set_limits(base, 0, 0, errs) && set_session(conn, errs);
}

bool lite_own_role(Conn *base, Arena *arena, Str *role, Errs *errs)
{
    (void)base;
    (void)arena;
    (void)errs;
    *role = STR_ABSENT;
    return true;
}

bool lite_resume_role(Conn *base, Str role, Errs *errs)
{
    (void)base;
    (void)role;
    (void)errs;
    return true;
}

bool lite_set_limits(Conn *base, int lock_timeout_ms, int statement_timeout_ms, Errs *errs)
{
    LiteConn *conn = (LiteConn *)base;

    (void)errs;
    /* No limit would be a wait for ever, which no deployer wants. */
    (void)sqlite3_busy_timeout(conn->db,
                               lock_timeout_ms > 0 ? lock_timeout_ms : LOCK_TIMEOUT_DEFAULT_MS);
    conn->timeout_ms = statement_timeout_ms;
    return true;
}
