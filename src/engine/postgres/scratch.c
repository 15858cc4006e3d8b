/* Temporary tables that never outlive their transaction.
 *
 * No table of a user is locked, nothing is evaluated (the tables stay empty), each text goes to
 * the server as a single statement of the extended protocol, so that none can end the
 * transaction. */
#include "engine/postgres/scratch.h"

#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"
#include "pg_sql.h"

static const char LIMITS[] = "SELECT pg_catalog.set_config('lock_timeout', '1s', true), "
                             "pg_catalog.set_config('statement_timeout', '30s', true), "
                             "pg_catalog.set_config('idle_in_transaction_session_timeout', '60s', "
                             "true)";
static const char SET_PATH[] = "SELECT pg_catalog.set_config('search_path', $1, true)";
/* Prints names as an empty path does, but no temporary table can stand before a catalog. */
static const char *const printing_path[] = {"pg_catalog, pg_temp"};

/* How tables are read back: a part of the queries of introspection, which see one schema. */
static const struct {
    const char *sql;
    PgRowReader read;
    int since;
    bool wants_namespaces;
    int until;
} queries[] = {
    {PG_SQL_RELATIONS, pg_introspect_relation, 0, true, 0},
    {PG_SQL_COLUMNS, pg_introspect_column, 0, true, 0},
    {PG_SQL_OPCLASSES, pg_introspect_opclass, 0, false, 0},
    {PG_SQL_INDEX_COLLATIONS, pg_introspect_collation, 0, true, 0},
    {PG_SQL_INDEXES, pg_introspect_index, 0, true, 0},
    {PG_SQL_INDEX_OPTIONS, pg_introspect_index_options, 130000, true, 0},
    {PG_SQL_CHECKS, pg_introspect_check, 0, true, 0},
    {PG_SQL_STATISTICS, pg_introspect_statistics, 140000, true, 0},
    {PG_SQL_POLICIES, pg_introspect_policy, 0, true, 0},
};
enum { QUERY_COUNT = sizeof queries / sizeof *queries };

static void fail(PgScratch *scratch, const PGresult *result, PgScratchFailure *failure)
{
    const char *state = pg_error_state(result);
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    *failure = (PgScratchFailure){.table = SIZE_MAX, .statement = SIZE_MAX};
    memcpy(failure->state, state, strlen(state) < 6 ? strlen(state) : 5);
    failure->message =
        text == NULL
            ? pg_error_clean(&scratch->arena, PQerrorMessage(scratch->conn->pq), scratch->conn->pq)
            : pg_error_clean(&scratch->arena, text, NULL);
    failure->hint =
        arena_str(&scratch->arena, str_from(PQresultErrorField(result, PG_DIAG_MESSAGE_HINT)));
    failure->position = (size_t)pg_catalog_number(str_from(position));
}

/* Takes the next statement's outcome. */
static bool take(PgScratch *scratch, PgRowReader read, void *context, PgScratchFailure *failure)
{
    PGresult *result = pg_pipe_next(scratch->conn, read, context);
    ExecStatusType status = PQresultStatus(result);
    bool ok =
        status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;

    if (!ok)
        fail(scratch, result, failure);
    PQclear(result);
    return ok;
}

/* Passes over what an error spoiled. */
static void skip_to_sync(PgScratch *scratch)
{
    bool is_sync = false;

    while (!is_sync && PQstatus(scratch->conn->pq) == CONNECTION_OK) {
        PGresult *result = pg_pipe_next(scratch->conn, NULL, NULL);
        is_sync = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
    }
}

static void read_schema_oid(void *context, const PGresult *result, int row)
{
    PgScratch *scratch = context;

    scratch->schema = pg_catalog_oid(pg_exec_cell(result, row, 0));
}

bool pg_scratch_begin(PgScratch *scratch, PgScratchFailure *failure)
{
    static const char *const first[] = {"BEGIN READ WRITE", LIMITS,
                                        "CREATE TEMPORARY TABLE \"anneal scratch\" ()"};
    Errs errs = {0};
    bool ok = pg_pipe_begin(scratch->conn, &errs);

    errs_free(&errs);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        pg_pipe_send(scratch->conn, first[i], 0, NULL);
    pg_pipe_send(scratch->conn, "SELECT pg_catalog.pg_my_temp_schema()", 0, NULL);
    pg_pipe_sync(scratch->conn);
    for (size_t i = 0; i < sizeof first / sizeof *first && ok; i++)
        ok = take(scratch, NULL, NULL, failure);
    ok = ok && take(scratch, read_schema_oid, scratch, failure);
    pg_pipe_end(scratch->conn);
    scratch->schema_text = arena_printf(&scratch->arena, "{%u}", scratch->schema);
    return ok;
}

static void send_tables(PgScratch *scratch, const PgScratchTables *tables)
{
    for (size_t i = 0; i < tables->len; i++) {
        const PgScratchTable *table = &tables->items[i];
        const char *const path[] = {arena_cstr(&scratch->arena, table->path)};
        pg_pipe_send(scratch->conn, SET_PATH, 1, path);
        for (size_t k = 0; k < table->statements.len; k++)
            pg_pipe_send(scratch->conn, arena_cstr(&scratch->arena, table->statements.items[k].sql),
                         0, NULL);
    }
}

static bool take_tables(PgScratch *scratch, const PgScratchTables *tables,
                        PgScratchFailure *failure)
{
    for (size_t i = 0; i < tables->len; i++) {
        if (!take(scratch, NULL, NULL, failure))
            return false;
        for (size_t k = 0; k < tables->items[i].statements.len; k++) {
            if (!take(scratch, NULL, NULL, failure)) {
                failure->table = i;
                failure->statement = k;
                return false;
            }
        }
    }
    return true;
}

static void send_queries(PgScratch *scratch)
{
    const char *const values[] = {scratch->schema_text.ptr};

    pg_pipe_send(scratch->conn, SET_PATH, 1, printing_path);
    for (size_t i = 0; i < QUERY_COUNT; i++)
        if (scratch->conn->version >= queries[i].since)
            pg_pipe_send(scratch->conn, queries[i].sql, queries[i].wants_namespaces ? 1 : 0,
                         values);
}

static bool take_queries(PgScratch *scratch, PgIntrospect *in, PgScratchFailure *failure)
{
    bool ok = take(scratch, NULL, NULL, failure);

    for (size_t i = 0; i < QUERY_COUNT && ok; i++)
        if (scratch->conn->version >= queries[i].since)
            ok = take(scratch, queries[i].read, in, failure);
    return ok;
}

static bool read_texts(PgScratch *scratch, PgIntrospect *in, PgScratchFailure *failure)
{
    Sb oids = sb_new(SB_FILE_MAX);
    const char *values[1];
    bool ok;

    for (size_t i = 0; i < in->relation_list.len; i++)
        sb_printf(&oids, "%c%u", i == 0 ? '{' : ',', in->relation_list.items[i]->oid);
    sb_puts(&oids, in->relation_list.len == 0 ? "{}" : "}");
    values[0] = sb_finish(&oids, &scratch->arena).ptr;
    pg_pipe_send(scratch->conn, PG_SQL_TEXTS, 1, values);
    pg_pipe_sync(scratch->conn);
    ok = take(scratch, pg_introspect_text, in, failure);
    skip_to_sync(scratch);
    return ok;
}

bool pg_scratch_build(PgScratch *scratch, const PgScratchTables *tables, Model *model,
                      PgScratchFailure *failure)
{
    static const Filter everything = {.manage = {0}};
    PgNamespace temporary = {.oid = scratch->schema, .name = STR("pg_temp")};
    PgIntrospect in = {.conn = scratch->conn,
                       .filter = &everything,
                       .model = model,
                       .counts = sb_new(SB_LINE_MAX)};
    Errs errs = {0};
    bool ok = pg_pipe_begin(scratch->conn, &errs);

    errs_free(&errs);
    vec_push(&in.arena, &in.namespaces, temporary);
    pg_pipe_send(scratch->conn, "SAVEPOINT scratch", 0, NULL);
    send_tables(scratch, tables);
    if (model != NULL)
        send_queries(scratch);
    pg_pipe_sync(scratch->conn);
    ok = ok && take(scratch, NULL, NULL, failure) && take_tables(scratch, tables, failure) &&
         (model == NULL || take_queries(scratch, &in, failure));
    skip_to_sync(scratch);
    ok = ok && (model == NULL || read_texts(scratch, &in, failure));
    pg_pipe_send(scratch->conn, "ROLLBACK TO SAVEPOINT scratch", 0, NULL);
    pg_pipe_end(scratch->conn);
    sb_free(&in.counts);
    arena_free(&in.arena);
    return ok;
}

void pg_scratch_end(PgScratch *scratch)
{
    pg_exec_rollback(&scratch->conn->conn);
    arena_free(&scratch->arena);
}
