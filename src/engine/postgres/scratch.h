/* A transaction that is always rolled back, in which the server builds temporary tables for its
 * own way of printing them. */
#ifndef ANNEAL_ENGINE_POSTGRES_SCRATCH_H
#define ANNEAL_ENGINE_POSTGRES_SCRATCH_H

#include "engine/postgres/conn.h"

/* Where in a statement a text of a record is. */
typedef struct PgSpan {
    Record *rec;
    const Field *field;
    size_t from, len; /* bytes */
} PgSpan;

typedef struct PgScratchStatement {
    Str sql;
    VEC(PgSpan) spans;
} PgScratchStatement;

/* What makes one temporary table with its indexes. */
typedef struct PgScratchTable {
    Str path; /* search_path under which the texts were meant */
    VEC(PgScratchStatement) statements;
} PgScratchTable;
typedef VEC(PgScratchTable) PgScratchTables;

typedef struct PgScratch {
    PgConn *conn;
    Oid schema; /* of this session's temporary tables */
    Str schema_text;
    Arena arena;
} PgScratch;

/* What the server refused: statement `statement` of table `table`; SIZE_MAX: nothing of theirs. */
typedef struct PgScratchFailure {
    char state[6]; /* "": the connection */
    Str message, hint;
    size_t table, statement;
    size_t position; /* in characters from 1; 0: not told */
} PgScratchFailure;

/* False with `failure`, whose texts live in scratch->arena. */
bool pg_scratch_begin(PgScratch *scratch, PgScratchFailure *failure);
/* Builds the tables, reads them back into `model` (schema "pg_temp") as introspection would unless
 * it is NULL, takes them back. Names of tables differ from one another. */
bool pg_scratch_build(PgScratch *scratch, const PgScratchTables *tables, Model *model,
                      PgScratchFailure *failure);
/* Rolls back. */
void pg_scratch_end(PgScratch *scratch);

#endif
