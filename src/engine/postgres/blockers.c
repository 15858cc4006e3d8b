/* Who stands in the way of locks, and the one that may be sent away. */
#include "engine/postgres/catalog.h"
#include "engine/postgres/conn.h"
#include "model/label.h"
#include "pg_sql.h"

enum { DEADLOCK_TIMEOUT_MS = 1000 };

/* The columns of blockers.sql. */
enum {
    COLUMN_ID,
    COLUMN_PID,
    COLUMN_KIND,
    COLUMN_WHO,
    COLUMN_STATE,
    COLUMN_SCHEMA,
    COLUMN_NAME,
    COLUMN_MODE,
    COLUMN_AGE,
    COLUMN_QUERY
};

static const char *const kinds[] = {
    [BLOCKER_SESSION] = "session",
    [BLOCKER_PREPARED] = "prepared",
    [BLOCKER_VACUUM] = "vacuum",
    [BLOCKER_URGENT] = "urgent",
};

bool pg_may_hurry(PgConn *conn)
{
    const char *sql = conn->version >= 150000
                          ? "SELECT pg_catalog.has_parameter_privilege('deadlock_timeout', 'SET')"
                          : "SELECT pg_catalog.current_setting('is_superuser')::boolean";
    Errs ignored = {0};
    PGresult *result;

    if (conn->was_asked_hurry)
        return conn->may_hurry;
    conn->was_asked_hurry = true;
    if (conn->fork.len > 0)
        return false;
    result = pg_exec_params(conn, sql, 0, NULL, &ignored);
    conn->may_hurry = result != NULL && pg_catalog_bool(pg_exec_cell(result, 0, 0));
    PQclear(result);
    errs_free(&ignored);
    return conn->may_hurry;
}

static BlockerKind kind_of(Str word)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(word, kinds[i]))
            return (BlockerKind)i;
    return BLOCKER_SESSION;
}

static Blocker read_blocker(PgConn *conn, const PGresult *result, int row, Arena *arena)
{
    Str pid = pg_exec_cell(result, row, COLUMN_PID);
    Str age = pg_exec_cell(result, row, COLUMN_AGE);
    Blocker blocker = {
        .kind = kind_of(pg_exec_cell(result, row, COLUMN_KIND)),
        .id = arena_str(arena, pg_exec_cell(result, row, COLUMN_ID)),
        .pid = pid.ptr == NULL ? 0 : pg_catalog_number(pid),
        .who = arena_str(arena, pg_exec_cell(result, row, COLUMN_WHO)),
        .doing = arena_str(arena, pg_exec_cell(result, row, COLUMN_STATE)),
        .relation = label_name(arena, pg_exec_cell(result, row, COLUMN_SCHEMA),
                               pg_exec_cell(result, row, COLUMN_NAME)),
        .mode = arena_str(arena, pg_exec_cell(result, row, COLUMN_MODE)),
        .query = arena_str(arena, pg_exec_cell(result, row, COLUMN_QUERY)),
    };

    if (age.ptr != NULL)
        blocker.age_ms = (OptInt){true, pg_catalog_number(age)};
    if (blocker.kind == BLOCKER_VACUUM)
        blocker.gives_way_ms = (OptInt){true, conn->may_hurry ? 0 : DEADLOCK_TIMEOUT_MS};
    if (blocker.kind == BLOCKER_VACUUM && blocker.who.len == 0)
        blocker.who = STR("autovacuum worker");
    return blocker;
}

static const char *array_of(Arena *arena, const StrVec *texts)
{
    return arena_cstr(arena, pg_catalog_array(arena, texts));
}

bool pg_find_blockers(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                      Errs *errs)
{
    Arena scratch = {0};
    StrVec schemas = {0}, names = {0}, modes = {0};
    PGresult *result;

    *blockers = (Blockers){0};
    for (size_t i = 0; i < locks->len; i++) {
        Str schema, name;
        if (!label_split(&scratch, locks->items[i]->relation, &schema, &name))
            continue;
        vec_push(&scratch, &schemas, schema);
        vec_push(&scratch, &names, name);
        vec_push(&scratch, &modes, locks->items[i]->mode);
    }
    {
        const char *values[] = {array_of(&scratch, &schemas), array_of(&scratch, &names),
                                array_of(&scratch, &modes)};
        (void)pg_may_hurry(pg_conn(conn));
        result = pg_exec_params(pg_conn(conn), PG_SQL_BLOCKERS, 3, values, errs);
    }
    for (int row = 0; result != NULL && row < PQntuples(result); row++)
        vec_push(arena, blockers, read_blocker(pg_conn(conn), result, row, arena));
    arena_free(&scratch);
    if (result == NULL)
        return false;
    PQclear(result);
    return true;
}

bool pg_cancel_vacuum(Conn *conn, const Blocker *blocker, Errs *errs)
{
    Arena scratch = {0};
    const char *values[] = {arena_printf(&scratch, "%lld", (long long)blocker->pid).ptr};
    /* The process may have another task by now: only one that is still a vacuum is meant. */
    PGresult *result =
        pg_exec_params(pg_conn(conn),
                       "SELECT pg_catalog.pg_cancel_backend(a.pid) "
                       "FROM pg_catalog.pg_stat_activity AS a WHERE a.pid = $1::integer "
                       "AND (a.backend_type = 'autovacuum worker' OR a.backend_type IS NULL) "
                       "AND a.usesysid IS NULL",
                       1, values, errs);
    bool ok = result != NULL;

    PQclear(result);
    arena_free(&scratch);
    return ok;
}
