/* What each operation locks on SQLite, as tests/unit/engine/sqlite/test_lite_locks.c observed it.
 */
#include "engine/sqlite/lite_slots.h"

/* A write takes RESERVED on the whole file: one writer at a time. Readers go on until the commit,
 * which takes EXCLUSIVE for the moment in which pages are written (not in WAL mode).
 * Source: sqlite.org/lockingv3.html. */
#define RESERVED "RESERVED on the file, EXCLUSIVE while it commits"

/* clang-format off */
#define WRITES(op, cost, proof) \
    [op] = { op, 0, 0, RESERVED, BLOCKS_WRITERS, NULL, BLOCKS_NOTHING, cost, true, proof }
#define REBUILDS(op) WRITES(op, COST_REWRITE, "lock_rebuild_table")
/* Operations that this engine never emits: what they would change doesn't exist here. */
#define NEVER(op) \
    [op] = { op, 0, 0, NULL, BLOCKS_NOTHING, NULL, BLOCKS_NOTHING, COST_METADATA, true, NULL }

static const LockRule rules[OP_COUNT] = {
    WRITES(OP_RENAME_TABLE,        COST_METADATA, "lock_rename_table"),
    NEVER(OP_MOVE_TABLE),
    WRITES(OP_RENAME_COLUMN,       COST_METADATA, "lock_rename_column"),
    REBUILDS(OP_RENAME_CONSTRAINT),
    WRITES(OP_RENAME_INDEX,        COST_SCAN,     "lock_replace_index"),
    NEVER(OP_RENAME_SEQUENCE),
    NEVER(OP_RENAME_POLICY),
    REBUILDS(OP_DROP_FOREIGN_KEY),
    REBUILDS(OP_DROP_CHECK),
    NEVER(OP_DETACH_PARTITION),
    NEVER(OP_NO_INHERIT),
    NEVER(OP_CREATE_SCHEMA),
    NEVER(OP_CREATE_SEQUENCE),
    NEVER(OP_ALTER_SEQUENCE),
    WRITES(OP_CREATE_TABLE,        COST_METADATA, "lock_create_table"),
    REBUILDS(OP_REBUILD_TABLE),
    REBUILDS(OP_SET_TABLE_OPTIONS),
    REBUILDS(OP_DROP_KEY),
    REBUILDS(OP_DROP_NOT_NULL),
    REBUILDS(OP_DROP_DEFAULT),
    REBUILDS(OP_DROP_IDENTITY),
    REBUILDS(OP_DROP_EXPRESSION),
    WRITES(OP_ADD_COLUMN,          COST_METADATA, "lock_add_column"),
    REBUILDS(OP_ADD_COLUMN_REWRITE),
    WRITES(OP_ADD_REQUIRED_COLUMN, COST_METADATA, "lock_add_column"),
    REBUILDS(OP_WIDEN_TYPE),
    REBUILDS(OP_CHANGE_TYPE),
    REBUILDS(OP_NARROW_TYPE),
    REBUILDS(OP_CHANGE_COLLATION),
    REBUILDS(OP_RECREATE_COLUMN),
    REBUILDS(OP_SET_DEFAULT),
    REBUILDS(OP_SET_NOT_NULL),
    REBUILDS(OP_ADD_IDENTITY),
    NEVER(OP_ALTER_IDENTITY),
    NEVER(OP_OWN_SEQUENCE),
    REBUILDS(OP_ADD_PRIMARY_KEY),
    REBUILDS(OP_ADD_UNIQUE),
    REBUILDS(OP_REPLACE_KEY),
    WRITES(OP_CREATE_INDEX,        COST_SCAN,     "lock_create_index"),
    WRITES(OP_CREATE_UNIQUE_INDEX, COST_SCAN,     "lock_create_index"),
    WRITES(OP_REPLACE_INDEX,       COST_SCAN,     "lock_replace_index"),
    NEVER(OP_SET_INDEX_OPTIONS),
    REBUILDS(OP_ADD_CHECK),
    REBUILDS(OP_REPLACE_CHECK),
    NEVER(OP_VALIDATE_CHECK),
    REBUILDS(OP_ADD_FOREIGN_KEY),
    REBUILDS(OP_REPLACE_FOREIGN_KEY),
    REBUILDS(OP_ALTER_FOREIGN_KEY),
    NEVER(OP_VALIDATE_FOREIGN_KEY),
    NEVER(OP_SET_TABLE_TYPE),
    NEVER(OP_INHERIT),
    NEVER(OP_ATTACH_PARTITION),
    NEVER(OP_REPLACE_BOUNDS),
    NEVER(OP_RENAME_OBJECT),
    NEVER(OP_CREATE_OBJECT),
    NEVER(OP_ALTER_OBJECT),
    NEVER(OP_REPLACE_OBJECT),
    NEVER(OP_RECREATE_OBJECT),
    NEVER(OP_CREATE_ROUTINE),
    NEVER(OP_REPLACE_ROUTINE),
    NEVER(OP_RECREATE_ROUTINE),
    NEVER(OP_CREATE_VIEW),
    NEVER(OP_REPLACE_VIEW),
    NEVER(OP_RECREATE_VIEW),
    NEVER(OP_CREATE_RULE),
    NEVER(OP_REPLACE_RULE),
    NEVER(OP_CREATE_TRIGGER),
    NEVER(OP_REPLACE_TRIGGER),
    NEVER(OP_ENABLE_TRIGGER),
    NEVER(OP_RENAME_DEFINITION),
    NEVER(OP_CREATE_POLICY),
    NEVER(OP_ALTER_POLICY),
    NEVER(OP_SET_ROW_SECURITY),
    NEVER(OP_COMMENT),
    NEVER(OP_DROP_OBJECT),
    NEVER(OP_DROP_POLICY),
    NEVER(OP_DROP_TRIGGER),
    NEVER(OP_DROP_RULE),
    NEVER(OP_DROP_VIEW),
    NEVER(OP_DROP_ROUTINE),
    WRITES(OP_DROP_INDEX,          COST_METADATA, "lock_drop_index"),
    WRITES(OP_DROP_COLUMN,         COST_REWRITE,  "lock_drop_column"),
    WRITES(OP_DROP_TABLE,          COST_METADATA, "lock_drop_table"),
    NEVER(OP_DROP_SEQUENCE),
    NEVER(OP_DROP_SCHEMA),
    WRITES(OP_BACKFILL,            COST_COPY,     "lock_backfill"),
    NEVER(OP_RUN_SCRIPTS),
    NEVER(OP_RUN_HOOK),
    NEVER(OP_CHECK_ANSWER),
    NEVER(OP_WAIT_UNTIL),
};
/* clang-format on */

const LockRule *lite_rule(Op op, int version)
{
    (void)version; /* the same since 3.7 */
    return &rules[op];
}
