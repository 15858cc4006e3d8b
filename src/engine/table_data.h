/* Rows that a package declares for a table, as an engine is given them. */
#ifndef ANNEAL_ENGINE_TABLE_DATA_H
#define ANNEAL_ENGINE_TABLE_DATA_H

#include "model/doc.h"
#include "model/table.h"

typedef struct MatchColumn {
    Str name;
    bool is_null_safe; /* NULL is equal to NULL */
} MatchColumn;

typedef struct TableData {
    const Table *table;     /* desired */
    StrVec columns;         /* that the rows have values of; none is computed */
    VEC(MatchColumn) match; /* by which rows are told apart; at least one */
    bool updates;           /* rows that are there and differ get the declared values */
    bool has_descendants;   /* rows of tables that inherit count, too */
    Str filter;             /* rows that may go, as SQL; absent: all */
    Str time_zone;          /* of moments in the rows; absent: the session's */
    const Doc *rows;        /* a list of objects; what is nested in them is JSON text */
    StrVec texts;           /* the same rows, each as JSON on one line */
} TableData;

#endif
