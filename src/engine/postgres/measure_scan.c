/* How fast this server reads a table, by a sample of one. */
#include <time.h>

#include "engine/postgres/catalog.h"
#include "engine/postgres/conn.h"
#include "model/label.h"
#include "pg_sql.h"

enum {
    RUNS = 8,
    RUN_BLOCKS = 256, /* 2 MiB each */
    TIMEOUT_MS = 500, /* of a sample: what is that slow counts as this slow */
    LOCK_TIMEOUT_MS = 100,
    RANGES_SINCE = 140000 /* before, a range of blocks is found by reading the whole table */
};

static int64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The query, in `arena`, and how many bytes it reads; absent: there is nothing to be sampled. */
static bool find_sample(PgConn *conn, Str label, Arena *arena, Str *sql, int64_t *bytes, Errs *errs)
{
    Str schema, name;
    const char *values[4];
    PGresult *result;

    *sql = STR_ABSENT;
    if (!label_split(arena, label, &schema, &name))
        return true;
    values[0] = arena_cstr(arena, schema);
    values[1] = arena_cstr(arena, name);
    values[2] = arena_printf(arena, "%d", (int)RUNS).ptr;
    values[3] = arena_printf(arena, "%d", (int)RUN_BLOCKS).ptr;
    result = pg_exec_params(conn, PG_SQL_SAMPLE, 4, values, errs);
    if (result != NULL && PQntuples(result) > 0) {
        *sql = arena_str(arena, pg_exec_cell(result, 0, 0));
        *bytes = pg_catalog_number(pg_exec_cell(result, 0, 1)) * RUNS * RUN_BLOCKS;
    }
    PQclear(result);
    return result != NULL;
}

/* Microseconds that the sample takes; below 0: it could not be read. What the way to the server
 * takes, which the first statement tells, is not its reading. */
static int64_t take_sample(PgConn *conn, Arena *scratch, Str sql)
{
    Errs ignored = {0};
    int64_t begun_us, way_us, took_us = -1;
    Str limits = arena_printf(scratch,
                              "SELECT pg_catalog.set_config('lock_timeout', '%d', true), "
                              "pg_catalog.set_config('statement_timeout', '%d', true), "
                              "pg_catalog.set_config('max_parallel_workers_per_gather', '0', true)",
                              (int)LOCK_TIMEOUT_MS, (int)TIMEOUT_MS);

    if (pg_exec_begin(&conn->conn, true, &ignored)) {
        begun_us = now_us();
        if (pg_exec(&conn->conn, limits, &ignored)) {
            way_us = now_us() - begun_us;
            begun_us = now_us();
            if (pg_exec(&conn->conn, sql, &ignored))
                took_us = now_us() - begun_us - way_us;
            else if (str_starts(str_from(errs_last(&ignored)->server), STR("57014")))
                took_us = TIMEOUT_MS * 1000;
        }
    }
    pg_exec_rollback(&conn->conn);
    errs_free(&ignored);
    return took_us;
}

bool pg_measure_scan(Conn *conn, Str label, int64_t *bytes_per_second, Errs *errs)
{
    PgConn *pg = pg_conn(conn);
    Arena scratch = {0};
    int64_t bytes = 0, took_us = -1;
    Str sql = STR_ABSENT;
    bool ok = pg->version < RANGES_SINCE || pg->fork.len > 0 ||
              find_sample(pg, label, &scratch, &sql, &bytes, errs);

    *bytes_per_second = 0;
    if (ok && sql.len > 0)
        took_us = take_sample(pg, &scratch, sql);
    if (sql.len > 0 && took_us != -1)
        *bytes_per_second = bytes * 1000000 / (took_us > 1000 ? took_us : 1000);
    arena_free(&scratch);
    return ok;
}
