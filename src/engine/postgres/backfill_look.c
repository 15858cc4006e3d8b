/* What the live database says of a backfill's table. */
#include "engine/postgres/conn.h"
#include "pg_sql.h"

/* An array of names as a parameter takes it. */
static Str columns_text(Arena *arena, const Backfill *backfill)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < backfill->set.len; i++) {
        Str name = backfill->set.items[i].name;
        sb_puts(&sb, i == 0 ? "{\"" : ",\"");
        for (size_t at = 0; at < name.len; at++) {
            if (name.ptr[at] == '"' || name.ptr[at] == '\\')
                sb_putc(&sb, '\\');
            sb_putc(&sb, name.ptr[at]);
        }
        sb_putc(&sb, '"');
    }
    sb_puts(&sb, backfill->set.len == 0 ? "{}" : "}");
    return sb_finish(&sb, arena);
}

/* Whether the role may set session_replication_role. */
static bool ask_permission(PgConn *conn, bool *may, Errs *errs)
{
    enum { GRANTABLE_VERSION = 150000 /* GRANT SET ON PARAMETER */ };
    const char *sql = conn->version >= GRANTABLE_VERSION
                          ? "SELECT pg_catalog.has_parameter_privilege("
                            "'session_replication_role', 'SET')"
                          : "SELECT pg_catalog.current_setting('is_superuser')::boolean";
    PGresult *result = pg_exec_params(conn, sql, 0, NULL, errs);

    *may = result != NULL && str_is(pg_exec_cell(result, 0, 0), "t");
    PQclear(result);
    return result != NULL;
}

static void take_row(Arena *arena, Str kind, Str name, BackfillFacts *facts)
{
    name = arena_str(arena, name);
    if (str_is(kind, "hidden"))
        facts->is_hidden = true;
    else if (str_is(kind, "trigger"))
        vec_push(arena, &facts->triggers, name);
    else if (str_is(kind, "insistent"))
        vec_push(arena, &facts->insistent, name);
    else
        vec_push(arena, &facts->constraints, name);
}

bool pg_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                      Errs *errs)
{
    PgConn *pg = pg_conn(conn);
    Str columns = columns_text(arena, backfill);
    const char *values[] = {arena_cstr(arena, backfill->schema), arena_cstr(arena, backfill->table),
                            columns.ptr};
    PGresult *result = pg_exec_params(pg, PG_SQL_BACKFILL, 3, values, errs);
    bool may = false;
    bool ok = result != NULL && ask_permission(pg, &may, errs);

    *facts = (BackfillFacts){0};
    for (int row = 0; ok && row < PQntuples(result); row++)
        take_row(arena, pg_exec_cell(result, row, 0), pg_exec_cell(result, row, 1), facts);
    facts->may_silence = may && facts->constraints.len == 0;
    PQclear(result);
    return ok;
}
