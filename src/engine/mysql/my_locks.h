/* What ALTER TABLE does of each kind of work: its algorithm, the lock that it lets others have, its
 * cost. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_LOCKS_H
#define ANNEAL_ENGINE_MYSQL_MY_LOCKS_H

#include "base/str.h"
#include "engine/mysql/my_family.h"
#include "model/rule.h"

/* Finer than an operation: the servers treat one operation by what the table and the column are
 * like. Enumerator, operation, then the class (my_locks.c) on MySQL, on MariaDB, and on MariaDB
 * since 11.2, which got an online copy. */
/* clang-format off */
#define MY_WORKS(X) \
    X(MY_ADD_COLUMN,                  OP_ADD_COLUMN,          INSTANT,        INSTANT,        INSTANT) \
    X(MY_ADD_COLUMN_EXPRESSION,       OP_ADD_COLUMN,          COPY_SHARED,    INSTANT,        INSTANT) \
    X(MY_ADD_COLUMN_RANDOM,           OP_ADD_COLUMN_REWRITE,  NONE,           COPY_SHARED,    COPY) \
    X(MY_ADD_COLUMN_STORED,           OP_ADD_COLUMN_REWRITE,  COPY_SHARED,    COPY_SHARED,    COPY) \
    X(MY_ADD_COLUMN_COUNTER,          OP_ADD_COLUMN_REWRITE,  REBUILD_SHARED, REBUILD_SHARED, REBUILD_SHARED) \
    X(MY_ADD_COLUMN_COMPRESSED,       OP_ADD_COLUMN_REWRITE,  REBUILD,        REBUILD,        REBUILD) \
    X(MY_ADD_COLUMN_FULLTEXT,         OP_ADD_COLUMN_REWRITE,  COPY_SHARED,    REBUILD_SHARED, COPY) \
    X(MY_ADD_COLUMN_INDEXED_VIRTUAL,  OP_ADD_COLUMN,          INSTANT,        REBUILD_SHARED, COPY) \
    X(MY_DROP_COLUMN,                 OP_DROP_COLUMN,         INSTANT,        INSTANT,        INSTANT) \
    X(MY_DROP_COLUMN_COMPRESSED,      OP_DROP_COLUMN,         REBUILD,        REBUILD,        REBUILD) \
    X(MY_DROP_COLUMN_FULLTEXT,        OP_DROP_COLUMN,         COPY_SHARED,    REBUILD_SHARED, COPY) \
    X(MY_RENAME_COLUMN,               OP_RENAME_COLUMN,       INSTANT,        INSTANT,        INSTANT) \
    X(MY_RENAME_REFERENCED,           OP_RENAME_COLUMN,       INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_COLUMN_METADATA,             OP_SET_DEFAULT,         INSTANT,        INSTANT,        INSTANT) \
    X(MY_COLUMN_EXTENDED,             OP_WIDEN_TYPE,          INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_COLUMN_EXTENDED_ACROSS,      OP_WIDEN_TYPE,          COPY_SHARED,    INSTANT,        INSTANT) \
    X(MY_COLUMN_APPENDED,             OP_WIDEN_TYPE,          INSTANT,        INSTANT,        INSTANT) \
    X(MY_COLUMN_COPIED,               OP_CHANGE_TYPE,         COPY_SHARED,    COPY_SHARED,    COPY) \
    X(MY_ADD_COUNTER,                 OP_ADD_IDENTITY,        COPY_SHARED,    COPY_SHARED,    COPY_SHARED) \
    X(MY_DROP_COUNTER,                OP_DROP_IDENTITY,       COPY_SHARED,    INSTANT,        INSTANT) \
    X(MY_COLUMN_RECODED,              OP_CHANGE_COLLATION,    INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_COLUMN_RECODED_INDEXED,      OP_CHANGE_COLLATION,    COPY_SHARED,    INSTANT,        INSTANT) \
    X(MY_COLLATION,                   OP_CHANGE_COLLATION,    INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_COLLATION_INDEXED,           OP_CHANGE_COLLATION,    COPY_SHARED,    NOCOPY,         NOCOPY) \
    X(MY_COLUMN_NULLABLE,             OP_SET_NOT_NULL,        REBUILD,        REBUILD,        REBUILD) \
    X(MY_VIRTUAL_EXPRESSION,          OP_RECREATE_COLUMN,     COPY_SHARED,    INSTANT,        INSTANT) \
    X(MY_ADD_INDEX,                   OP_CREATE_INDEX,        INPLACE,        NOCOPY,         NOCOPY) \
    X(MY_ADD_FULLTEXT,                OP_CREATE_INDEX,        REBUILD_SHARED, REBUILD_SHARED, COPY) \
    X(MY_ADD_FULLTEXT_MORE,           OP_CREATE_INDEX,        INPLACE_SHARED, NOCOPY_SHARED,  COPY) \
    X(MY_ADD_SPATIAL,                 OP_CREATE_INDEX,        INPLACE_SHARED, NOCOPY_SHARED,  COPY) \
    X(MY_ADD_FUNCTIONAL,              OP_CREATE_INDEX,        INPLACE_SHARED, NONE,           NONE) \
    X(MY_ADD_FUNCTIONAL_UNIQUE,       OP_CREATE_UNIQUE_INDEX, COPY_SHARED,    NONE,           NONE) \
    X(MY_DROP_INDEX,                  OP_DROP_INDEX,          INPLACE_META,   NOCOPY_META,    NOCOPY_META) \
    X(MY_RENAME_INDEX,                OP_RENAME_INDEX,        INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_INDEX_VISIBILITY,            OP_SET_INDEX_OPTIONS,   INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_INDEX_COMMENT,               OP_COMMENT,             INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_ADD_PRIMARY_KEY,             OP_ADD_PRIMARY_KEY,     REBUILD,        REBUILD,        REBUILD) \
    X(MY_DROP_PRIMARY_KEY,            OP_DROP_KEY,            COPY_SHARED,    COPY_SHARED,    COPY) \
    X(MY_REPLACE_PRIMARY_KEY,         OP_REPLACE_KEY,         REBUILD,        REBUILD,        REBUILD) \
    X(MY_ADD_CLUSTERED,               OP_CREATE_UNIQUE_INDEX, REBUILD,        REBUILD,        REBUILD) \
    X(MY_ADD_FOREIGN_KEY,             OP_ADD_FOREIGN_KEY,     COPY_SHARED,    COPY_SHARED,    COPY) \
    X(MY_ADD_FOREIGN_KEY_UNCHECKED,   OP_ADD_FOREIGN_KEY,     INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_DROP_FOREIGN_KEY,            OP_DROP_FOREIGN_KEY,    INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_ADD_CHECK,                   OP_ADD_CHECK,           COPY_SHARED,    COPY_SHARED,    COPY) \
    X(MY_ADD_CHECK_NOT_ENFORCED,      OP_ADD_CHECK,           INSTANT,        NONE,           NONE) \
    X(MY_DROP_CHECK,                  OP_DROP_CHECK,          INSTANT,        INSTANT,        INSTANT) \
    X(MY_TABLE_METADATA,              OP_SET_TABLE_OPTIONS,   INPLACE_META,   INSTANT,        INSTANT) \
    X(MY_TABLE_REBUILT,               OP_REBUILD_TABLE,       REBUILD,        REBUILD,        REBUILD) \
    X(MY_TABLE_REBUILT_FULLTEXT,      OP_REBUILD_TABLE,       COPY_SHARED,    REBUILD_SHARED, COPY) \
    X(MY_TABLE_COPIED,                OP_REBUILD_TABLE,       COPY_SHARED,    PLAIN_COPY,     COPY) \
    X(MY_ADD_VERSIONING,              OP_REBUILD_TABLE,       NONE,           COPY_SHARED,    COPY) \
    X(MY_DROP_VERSIONING,             OP_REBUILD_TABLE,       NONE,           REBUILD_SHARED, REBUILD_SHARED) \
    X(MY_ADD_PARTITION,               OP_ATTACH_PARTITION,    INPLACE_META,   PLAIN,          PLAIN) \
    X(MY_DROP_PARTITION,              OP_DROP_PARTITION,          INPLACE_META,   PLAIN,          PLAIN) \
    X(MY_REORGANIZE,                  OP_REPLACE_BOUNDS,      INPLACE_SHARED, PLAIN_COPY,     PLAIN_COPY) \
    X(MY_PARTITION_BY,                OP_REPARTITION,         COPY_SHARED,    PLAIN_COPY,     COPY)
/* clang-format on */

typedef enum MyWork {
#define X(work, op, mysql, mariadb, online_copy) work,
    MY_WORKS(X)
#undef X
        MY_WORK_COUNT
} MyWork;

/* Its rule on this server; never NULL. The mode is the text of ALTER's own clauses, as they stand
 * at the end of the statement; where the server takes none, it names the metadata lock. */
const LockRule *my_work_rule(MyFamily family, MyWork work, int version);
/* That of a column which goes behind LOCK TABLES: readers wait for as long as it takes, too. */
const LockRule *my_held_drop_rule(MyFamily family, MyWork work, int version);
/* Those clauses, ", ALGORITHM=…, LOCK=…"; absent where the statement takes none. */
Str my_work_clauses(MyFamily family, MyWork work, int version);

/* The ways of ALTER TABLE that a server may take instead of one that it refuses, from what blocks
 * least; rule.op and proof say nothing. NULL behind the last. */
const LockRule *my_manner(size_t index);

#endif
