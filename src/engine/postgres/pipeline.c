/* libpq's pipeline mode, with row-wise reading. */
#include "engine/postgres/pipeline.h"

#ifndef LIBPQ_HAS_PIPELINING
#error "libpq 14 or newer is needed (pipeline mode)"
#endif

enum { ROWS_AT_ONCE = 256 };

bool pg_pipe_begin(PgConn *conn, Errs *errs)
{
    return PQenterPipelineMode(conn->pq) == 1 || pg_error_lost(conn, errs);
}

void pg_pipe_send(PgConn *conn, const char *sql, int count, const char *const *values)
{
    log_line(conn->log, LOG_DEBUG, "%s", sql);
    (void)PQsendQueryParams(conn->pq, sql, count, NULL, values, NULL, NULL, 0);
}

void pg_pipe_sync(PgConn *conn)
{
    (void)PQpipelineSync(conn->pq);
}

static void read_row_wise(PGconn *pq)
{
#ifdef LIBPQ_HAS_CHUNK_MODE
    (void)PQsetChunkedRowsMode(pq, ROWS_AT_ONCE);
#else
    (void)ROWS_AT_ONCE; /* libpq 17 saves an allocation a row by it */
    (void)PQsetSingleRowMode(pq);
#endif
}

PGresult *pg_pipe_next(PgConn *conn, PgRowReader read, void *context)
{
    PGresult *last = NULL, *result;

    if (read != NULL)
        read_row_wise(conn->pq);
    while ((result = PQgetResult(conn->pq)) != NULL) {
        for (int row = 0; read != NULL && row < PQntuples(result); row++)
            read(context, result, row);
        PQclear(last);
        last = result;
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC || PQstatus(conn->pq) == CONNECTION_BAD)
            break; /* no NULL ends these */
    }
    return last;
}

void pg_pipe_end(PgConn *conn)
{
    PGresult *result;
    int nulls = 0;

    /* A NULL ends each statement, two in a row the pipeline. */
    pg_pipe_sync(conn);
    while (PQstatus(conn->pq) == CONNECTION_OK && nulls < 2) {
        result = PQgetResult(conn->pq);
        nulls = result == NULL ? nulls + 1 : 0;
        PQclear(result);
    }
    (void)PQexitPipelineMode(conn->pq);
}
