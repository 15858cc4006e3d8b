/* Members of a table's tree that stand elsewhere in ours. */
#ifndef ANNEAL_PACKAGE_SCHEMASMITH_MOVES_H
#define ANNEAL_PACKAGE_SCHEMASMITH_MOVES_H

#include "package/schemasmith/adapter.h"

/* A node that the file has not got, made the place of one that it has; returns `node`. */
Doc *adapter_made(const Doc *beside, Doc *node);
/* To a tree whose keys are ours already. Gives the delivery of data that it made of keys of the
 * table, whose values are still as written; NULL: there is none. */
Doc *moves_apply(const Adapter *adapter, Arena *arena, Doc *table);

#endif
