/* Lock rules: what one operation takes on one engine and version. */
#ifndef ANNEAL_MODEL_RULE_H
#define ANNEAL_MODEL_RULE_H

#include <stdbool.h>

#include "model/op.h"

/* What a lock stops among everyday statements, weakest first. */
typedef enum Blocks { BLOCKS_NOTHING, BLOCKS_DDL, BLOCKS_WRITERS, BLOCKS_ALL } Blocks;

/* What a step costs on its relation. */
typedef enum Cost {
    COST_METADATA,
    COST_SCAN,
    COST_BUILD, /* an index: its rows are read, sorted and written */
    COST_REWRITE,
    COST_COPY
} Cost;

typedef struct LockRule {
    Op op;
    int since, until; /* server version, 0: open */
    const char *mode; /* as the server names it; NULL: no lock on the relation */
    Blocks blocks;
    const char *related_mode; /* on a referenced relation; NULL: none */
    Blocks related_blocks;
    Cost cost;
    bool in_transaction; /* may run inside a transaction block */
    const char *proof;   /* the test that observed it on a real server */
} LockRule;

#endif
