/* How the server prints a desired table: shown to it as a temporary one, which nobody else sees. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_PRINT_H
#define ANNEAL_ENGINE_MYSQL_MY_PRINT_H

#include "engine/mysql/my_catalog.h"

typedef struct MyPrint {
    Table *desired; /* gets the texts that are printed */
    bool is_done;   /* out */
} MyPrint;
typedef VEC(MyPrint) MyPrints;

/* Gives types, defaults, expressions, collations and keys of each the form that the server prints,
 * many tables a round trip. One that the server refuses is an error at the place of what it
 * refuses. `*can_ask` false: this account can't make temporary tables, and nothing was changed.
 * Foreign keys, partitions, full-text indexes and versioning, which such tables can't have, are
 * left as they are. */
bool my_print_tables(MyConn *conn, const MyCatalog *catalog, Arena *arena, MyPrints *prints,
                     bool *can_ask, Errs *errs);

#endif
