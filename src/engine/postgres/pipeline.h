/* Many queries in one round trip, their rows read as they arrive. */
#ifndef ANNEAL_ENGINE_POSTGRES_PIPELINE_H
#define ANNEAL_ENGINE_POSTGRES_PIPELINE_H

#include "engine/postgres/conn.h"

typedef void (*PgRowReader)(void *context, const PGresult *result, int row);

/* Between begin and end only these calls may use the connection. */
bool pg_pipe_begin(PgConn *conn, Errs *errs);
/* One statement with text parameters. What goes wrong shows when its result is read. */
void pg_pipe_send(PgConn *conn, const char *sql, int count, const char *const *values);
/* An error spoils what is sent up to the next sync. */
void pg_pipe_sync(PgConn *conn);
/* The next statement's outcome, in order of sending; each row goes through `read` (may be NULL)
 * as it arrives. Statuses: PGRES_COMMAND_OK, PGRES_TUPLES_OK (its rows are gone when `read` was
 * given), PGRES_PIPELINE_SYNC, PGRES_PIPELINE_ABORTED, PGRES_FATAL_ERROR. NULL: connection lost.
 * To be cleared. */
PGresult *pg_pipe_next(PgConn *conn, PgRowReader read, void *context);
/* Drops what wasn't read. */
void pg_pipe_end(PgConn *conn);

#endif
