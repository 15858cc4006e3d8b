/* A database of its own on the same server, for a plan to be tried in. */
#include <time.h>
#include <unistd.h>

#include "engine/postgres/catalog.h"
#include "engine/postgres/conn.h"
#include "engine/postgres/pure.h"
#include "pg_sql.h"

/* What the name begins with; behind it the database's own, a process id and the time. */
#define PREFIX "anneal_scratch_"
enum { OWN_NAME_SHOWN = 20 };

/* How databases are described differs between versions, newest first. */
static const struct {
    int since;
    const char *sql;
} descriptions[] = {
    {170000, PG_SQL_SCRATCH_DATABASE_17},
    {160000, PG_SQL_SCRATCH_DATABASE_16},
    {150000, PG_SQL_SCRATCH_DATABASE_15},
    {0, PG_SQL_SCRATCH_DATABASE},
};

static const char *description_for(int version)
{
    size_t i = 0;

    while (version < descriptions[i].since)
        i++;
    return descriptions[i].sql;
}

/* Letters, digits and underscores only, so that it needs no escape in a URL either. */
static Str make_name(Arena *arena, Str database)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_puts(&sb, PREFIX);
    for (size_t i = 0; i < database.len && i < OWN_NAME_SHOWN; i++) {
        char sign = database.ptr[i];
        bool is_plain = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
        sb_putc(&sb, is_plain ? sign : '_');
    }
    sb_printf(&sb, "_%ld_%llx", (long)getpid(), (unsigned long long)time(NULL));
    return sb_finish(&sb, arena);
}

/* The last of two equal options counts, and an option counts more than the path. */
static Url url_of(Arena *arena, const Url *url, Str name)
{
    Url made = *url;
    char separator = str_find(url->rest, '?', 0) == SIZE_MAX ? '?' : '&';

    made.rest =
        arena_printf(arena, "%.*s%cdbname=%.*s", STR_ARG(url->rest), separator, STR_ARG(name));
    made.whole =
        arena_printf(arena, "%.*s%cdbname=%.*s", STR_ARG(url->whole), separator, STR_ARG(name));
    made.safe = arena_printf(arena, "the scratch database %.*s", STR_ARG(name));
    return made;
}

/* Those of this kind that nobody is connected to: what made them has ended without dropping them.
 */
static bool note_left_over(PgConn *conn, Notes *notes, Errs *errs)
{
    PGresult *result = pg_exec_params(conn, PG_SQL_SCRATCH_LEFT, 0, NULL, errs);

    if (result == NULL)
        return false;
    for (int row = 0; row < PQntuples(result); row++) {
        Str message = arena_printf(&conn->arena, "database %s was left by a proof that did not end",
                                   PQgetvalue(result, row, 0));
        Str hint = arena_printf(&conn->arena, "DROP DATABASE %s", PQgetvalue(result, row, 0));
        notes_add(notes, (Note){.message = message.ptr, .hint = hint.ptr});
    }
    PQclear(result);
    return true;
}

static bool may_not_create(const PgConn *conn, Str who, Errs *errs)
{
    (void)err_addf(errs, ERR_PRIVILEGE,
                   "role %.*s may not create databases, and a plan is proven in one that is made "
                   "for it on %.*s",
                   STR_ARG(who), STR_ARG(conn->place));
    return err_hint(errs,
                    "ALTER ROLE \"%.*s\" CREATEDB, or prove the plan on a copy of the database "
                    "where a role may",
                    STR_ARG(who));
}

/* As the session's own user where that may, else as the role that objects are to belong to. */
static bool take_creator(PgConn *conn, Str role, Errs *errs)
{
    const char *values[] = {arena_cstr(&conn->arena, role)};
    PGresult *result = pg_exec_params(conn, PG_SQL_SCRATCH_CREATOR, 1, values, errs);
    bool ok = result != NULL;

    if (!ok)
        return false;
    if (pg_catalog_bool(pg_exec_cell(result, 0, 0)))
        ok = true;
    else if (pg_catalog_bool(pg_exec_cell(result, 0, 1)))
        ok = pg_exec(&conn->conn, sql_text(&conn->arena, &pg_quoting, RAW("SET ROLE "), ID(role)),
                     errs);
    else
        ok = may_not_create(conn, pg_exec_cell(result, 0, 2), errs);
    PQclear(result);
    return ok;
}

static bool create_database(PgConn *conn, Str name, Str role, Errs *errs)
{
    const char *values[] = {arena_cstr(&conn->arena, name),
                            role.len > 0 ? arena_cstr(&conn->arena, role) : NULL};
    PGresult *result = pg_exec_params(conn, description_for(conn->version), 2, values, errs);
    bool ok = result != NULL &&
              pg_exec(&conn->conn, arena_str(&conn->arena, pg_exec_cell(result, 0, 0)), errs);

    PQclear(result);
    return ok;
}

static bool refuse_read_only(const PgConn *conn, Errs *errs)
{
    if (!conn->is_standby)
        return true;
    return err_at(errs, ERR_PRIVILEGE, (Loc){0}, "prove it on the primary",
                  "%.*s is a standby, where no scratch database can be made", STR_ARG(conn->place));
}

bool pg_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                     Scratch *scratch, Notes *notes, Errs *errs)
{
    ConnectOptions as_user = *options;
    Conn *conn = NULL;
    bool ok;

    as_user.role = STR_ABSENT;
    as_user.is_read_only = false;
    ok = refuse_read_only(pg_conn(live), errs) && pg_conn_connect(url, &as_user, &conn, errs);
    if (ok) {
        Str name = make_name(arena, str_from(PQdb(pg_conn(conn)->pq)));
        ok = note_left_over(pg_conn(conn), notes, errs) &&
             take_creator(pg_conn(conn), options->role, errs) &&
             create_database(pg_conn(conn), name, options->role, errs);
        if (ok) {
            scratch->name = name;
            scratch->url = url_of(arena, url, name);
            as_user.role = options->role;
            ok = pg_conn_connect(&scratch->url, &as_user, &scratch->conn, errs);
        }
    }
    pg_conn_close(conn);
    return ok;
}

/* A subscription keeps its database from being dropped; its slot is not ours, nor was it made. */
static bool drop_subscriptions(Conn *conn, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = pg_exec_query(conn, str_from(PG_SQL_SCRATCH_SUBSCRIPTIONS), &scratch, &rows, errs);

    for (size_t i = 0; ok && i < rows.count; i++)
        for (size_t statement = 0; ok && statement < rows.columns; statement++)
            ok = pg_exec(conn, ROW_CELL(&rows, i, statement), errs);
    arena_free(&scratch);
    return ok;
}

static bool drop_database(const Url *url, const ConnectOptions *options, Str name, Errs *errs)
{
    Arena arena = {0};
    Conn *conn = NULL;
    bool ok = pg_conn_connect(url, options, &conn, errs);

    if (ok && options->role.len > 0)
        ok = pg_exec(conn, STR("RESET ROLE"), errs) &&
             take_creator(pg_conn(conn), options->role, errs);
    ok = ok && pg_exec(conn,
                       pg_conn(conn)->version < 130000
                           ? sql_text(&arena, &pg_quoting, RAW("DROP DATABASE "), ID(name))
                           : sql_text(&arena, &pg_quoting, RAW("DROP DATABASE "), ID(name),
                                      RAW(" WITH (FORCE)")),
                       errs);
    pg_conn_close(conn);
    arena_free(&arena);
    return ok;
}

bool pg_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch, Errs *errs)
{
    ConnectOptions as_user = *options;
    bool ok = true;

    as_user.is_read_only = false;
    if (scratch->conn != NULL) {
        pg_exec_rollback(scratch->conn);
        /* What keeps one from being dropped is said when it can't be. */
        Errs ignored = {0};
        (void)drop_subscriptions(scratch->conn, &ignored);
        errs_free(&ignored);
    }
    pg_conn_close(scratch->conn);
    if (scratch->name.len > 0 && !drop_database(url, &as_user, scratch->name, errs)) {
        ok = err_context(errs, "the scratch database %.*s was not dropped", STR_ARG(scratch->name));
        (void)err_hint(errs, "DROP DATABASE %.*s", STR_ARG(scratch->name));
    }
    *scratch = (Scratch){0};
    return ok;
}
