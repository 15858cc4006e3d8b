/* What a plan needs of the server, looked at before its first step. */
#include "engine/postgres/catalog.h"
#include "engine/postgres/conn.h"
#include "model/label.h"
#include "pg_sql.h"

enum { OLD_S = 60 };
#define LAG_BYTES (INT64_C(256) << 20)
#define DISK_BYTES (INT64_C(100) << 20)

static bool add_lacking(const PgConn *conn, const PGresult *result, int row, Errs *errs)
{
    Str kind = pg_exec_cell(result, row, 0), name = pg_exec_cell(result, row, 1);

    if (str_is(kind, "owner")) {
        Str owner = pg_exec_cell(result, row, 3);
        Str label = label_name(&errs->arena, name, pg_exec_cell(result, row, 2));
        (void)err_addf(errs, ERR_PRIVILEGE, "the role %.*s does not own %.*s", STR_ARG(conn->role),
                       STR_ARG(label));
        return err_hint(errs, "nothing was run; deploy as %.*s, or as a member of it",
                        STR_ARG(owner));
    }
    if (str_is(kind, "references")) {
        Str label = label_name(&errs->arena, name, pg_exec_cell(result, row, 2));
        (void)err_addf(errs, ERR_PRIVILEGE, "the role %.*s may not refer to %.*s",
                       STR_ARG(conn->role), STR_ARG(label));
        return err_hint(errs, "nothing was run; GRANT REFERENCES ON TABLE %.*s TO %.*s",
                        STR_ARG(label), STR_ARG(conn->role));
    }
    (void)err_addf(errs, ERR_PRIVILEGE, "the role %.*s may not create anything in %.*s %.*s",
                   STR_ARG(conn->role), STR_ARG(kind), STR_ARG(name));
    return err_hint(errs, "nothing was run; GRANT CREATE ON %s %.*s TO %.*s",
                    str_is(kind, "schema") ? "SCHEMA" : "DATABASE", STR_ARG(name),
                    STR_ARG(conn->role));
}

/* Labels as two arrays for a query. */
static void put_labels(Arena *arena, const StrVec *labels, const char *values[2])
{
    StrVec schemas = {0}, names = {0};

    for (size_t i = 0; i < labels->len; i++) {
        Str schema, name;
        if (!label_split(arena, labels->items[i], &schema, &name))
            continue;
        vec_push(arena, &schemas, schema);
        vec_push(arena, &names, name);
    }
    values[0] = arena_cstr(arena, pg_catalog_array(arena, &schemas));
    values[1] = arena_cstr(arena, pg_catalog_array(arena, &names));
}

bool pg_check_rights(Conn *conn, const Preflight *needs, Errs *errs)
{
    Arena scratch = {0};
    const char *values[7];
    PGresult *result;
    bool ok;

    put_labels(&scratch, &needs->owned, values);
    put_labels(&scratch, &needs->referenced, values + 4);
    values[2] = arena_cstr(&scratch, pg_catalog_array(&scratch, &needs->schemas));
    values[3] = needs->makes_schemas ? "true" : "false";
    values[6] = arena_cstr(&scratch, pg_catalog_array(&scratch, &needs->places));
    result = pg_exec_params(pg_conn(conn), PG_SQL_LACKING_RIGHTS, 7, values, errs);
    ok = result != NULL;
    for (int row = 0; result != NULL && row < PQntuples(result); row++)
        ok = add_lacking(pg_conn(conn), result, row, errs);
    PQclear(result);
    arena_free(&scratch);
    return ok;
}

static long long megabytes(int64_t bytes)
{
    return (long long)(bytes >> 20);
}

static void add_note(const Preflight *needs, const PGresult *result, int row, Notes *notes)
{
    Str kind = pg_exec_cell(result, row, 0), name = pg_exec_cell(result, row, 1);
    Str who = pg_exec_cell(result, row, 2);
    int64_t amount = pg_catalog_number(pg_exec_cell(result, row, 4));
    const char *waits = needs->waits_for_others ? "; a step of this plan waits for its end" : "";

    if (str_is(kind, "transaction"))
        notes_addf(notes, "process %.*s (%.*s as %.*s) has a transaction open for %lld s%s",
                   STR_ARG(pg_exec_cell(result, row, 3)), STR_ARG(name), STR_ARG(who),
                   (long long)amount, waits);
    else if (str_is(kind, "prepared"))
        notes_addf(notes,
                   "the prepared transaction '%.*s' of %.*s is open for %lld s, until somebody "
                   "commits it or rolls it back%s",
                   STR_ARG(name), STR_ARG(who), (long long)amount, waits);
    else if (str_is(kind, "replica"))
        notes_addf(notes, "the replica %.*s is %lld MB behind", STR_ARG(name), megabytes(amount));
    else if (str_is(kind, "unseen replica"))
        notes_addf(notes, "the lag of replicas was not observed: it takes pg_monitor");
    else
        notes_addf(notes, "the replication slot %.*s%s holds %lld MB of WAL back", STR_ARG(name),
                   str_is(kind, "slot") ? "" : ", which nobody uses,", megabytes(amount));
}

bool pg_foresee(Conn *conn, const Preflight *needs, Notes *notes, Errs *errs)
{
    Arena scratch = {0};
    const char *values[] = {arena_printf(&scratch, "%d", (int)OLD_S).ptr,
                            arena_printf(&scratch, "%lld", (long long)LAG_BYTES).ptr};
    PGresult *result = pg_exec_params(pg_conn(conn), PG_SQL_FORESEE, 2, values, errs);

    for (int row = 0; result != NULL && row < PQntuples(result); row++)
        add_note(needs, result, row, notes);
    /* No function of the server tells how much is free. */
    if (needs->disk_bytes >= DISK_BYTES)
        notes_addf(notes,
                   "tables and indexes that are written anew take about %lld MB more on disk, and "
                   "WAL; how much is free was not observed",
                   megabytes(needs->disk_bytes));
    arena_free(&scratch);
    if (result == NULL)
        return false;
    PQclear(result);
    return true;
}
