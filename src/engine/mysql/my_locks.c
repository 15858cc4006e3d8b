/* Lock rules: what was measured by running each kind of work with every ALGORITHM and LOCK. The
 * suite tests/locks runs each again on the real servers, on tables with rows. */
#include "engine/mysql/my_locks.h"

#include "engine/mysql/my_slots.h"

/* The strongest clauses that the server takes for some work, so that it refuses what would block
 * more: mode, what is blocked while it works, cost. An exclusive metadata lock is taken for a
 * moment in any case, at the beginning or at the end. */
#define CLASS_INSTANT \
    "ALGORITHM=INSTANT, LOCK=DEFAULT", BLOCKS_ALL, NULL, BLOCKS_NOTHING, COST_METADATA
#define CLASS_NOCOPY "ALGORITHM=NOCOPY, LOCK=NONE", BLOCKS_DDL, NULL, BLOCKS_NOTHING, COST_BUILD
#define CLASS_NOCOPY_META \
    "ALGORITHM=NOCOPY, LOCK=NONE", BLOCKS_ALL, NULL, BLOCKS_NOTHING, COST_METADATA
#define CLASS_NOCOPY_SHARED \
    "ALGORITHM=NOCOPY, LOCK=SHARED", BLOCKS_WRITERS, NULL, BLOCKS_NOTHING, COST_BUILD
#define CLASS_INPLACE "ALGORITHM=INPLACE, LOCK=NONE", BLOCKS_DDL, NULL, BLOCKS_NOTHING, COST_BUILD
#define CLASS_INPLACE_META \
    "ALGORITHM=INPLACE, LOCK=NONE", BLOCKS_ALL, NULL, BLOCKS_NOTHING, COST_METADATA
#define CLASS_INPLACE_SHARED \
    "ALGORITHM=INPLACE, LOCK=SHARED", BLOCKS_WRITERS, NULL, BLOCKS_NOTHING, COST_BUILD
#define CLASS_REBUILD "ALGORITHM=INPLACE, LOCK=NONE", BLOCKS_DDL, NULL, BLOCKS_NOTHING, COST_REWRITE
#define CLASS_REBUILD_SHARED \
    "ALGORITHM=INPLACE, LOCK=SHARED", BLOCKS_WRITERS, NULL, BLOCKS_NOTHING, COST_REWRITE
#define CLASS_COPY "ALGORITHM=COPY, LOCK=NONE", BLOCKS_DDL, NULL, BLOCKS_NOTHING, COST_COPY
#define CLASS_COPY_SHARED \
    "ALGORITHM=COPY, LOCK=SHARED", BLOCKS_WRITERS, NULL, BLOCKS_NOTHING, COST_COPY
/* The statement takes no clauses, or MariaDB before 11.2 ignores them. */
#define CLASS_PLAIN "EXCLUSIVE metadata lock", BLOCKS_ALL, NULL, BLOCKS_NOTHING, COST_METADATA
#define CLASS_PLAIN_COPY "EXCLUSIVE metadata lock", BLOCKS_ALL, NULL, BLOCKS_NOTHING, COST_COPY
/* This server can't do it in one statement, or not at all: no recipe asks for it. */
#define CLASS_NONE NULL, BLOCKS_NOTHING, NULL, BLOCKS_NOTHING, COST_METADATA

#define RULE(work, op, ...) [work] = {op, 0, 0, __VA_ARGS__, false, #work},

static const LockRule mysql_rules[MY_WORK_COUNT] = {
#define X(work, op, mysql, mariadb, online_copy) RULE(work, op, CLASS_##mysql)
    MY_WORKS(X)
#undef X
};

static const LockRule mariadb_rules[MY_WORK_COUNT] = {
#define X(work, op, mysql, mariadb, online_copy) RULE(work, op, CLASS_##mariadb)
    MY_WORKS(X)
#undef X
};

static const LockRule online_copy_rules[MY_WORK_COUNT] = {
#define X(work, op, mysql, mariadb, online_copy) RULE(work, op, CLASS_##online_copy)
    MY_WORKS(X)
#undef X
};

enum { ONLINE_COPY_SINCE = 110200 };

const LockRule *my_work_rule(MyFamily family, MyWork work, int version)
{
    if (family == MY_MYSQL)
        return &mysql_rules[work];
    return version >= ONLINE_COPY_SINCE ? &online_copy_rules[work] : &mariadb_rules[work];
}

Str my_work_clauses(MyFamily family, MyWork work, int version)
{
    Str mode = str_from(my_work_rule(family, work, version)->mode);

    return str_starts(mode, STR("ALGORITHM=")) ? mode : STR_ABSENT;
}

/* What rebuilds a table in place and what does not can't be told by the mode: it counts as the
 * dearer. */
static const LockRule manners[] = {
#define MANNER(class) \
    { \
        OP_COUNT, 0, 0, class, false, "rehearsal" \
    }
    MANNER(CLASS_INSTANT),       MANNER(CLASS_NOCOPY),         MANNER(CLASS_REBUILD),
    MANNER(CLASS_NOCOPY_SHARED), MANNER(CLASS_REBUILD_SHARED), MANNER(CLASS_COPY),
    MANNER(CLASS_COPY_SHARED),
#undef MANNER
};

const LockRule *my_manner(size_t index)
{
    return index < sizeof manners / sizeof manners[0] ? &manners[index] : NULL;
}

/* What is no ALTER TABLE: statements on views, triggers and tables as a whole, which take the
 * metadata lock for a moment, and tasks and objects, which take none. */
#define MOMENT(op) [op] = {op, 0, 0, CLASS_PLAIN, false, "moment"}
#define NONE(id, name, words) {.op = id, .proof = "none"},

static const LockRule none[OP_COUNT] = {OPS(NONE)};

static const LockRule moments[OP_COUNT] = {
    MOMENT(OP_RENAME_TABLE),
    MOMENT(OP_CREATE_VIEW),
    MOMENT(OP_REPLACE_VIEW),
    MOMENT(OP_RECREATE_VIEW),
    MOMENT(OP_DROP_VIEW),
    MOMENT(OP_CREATE_TRIGGER),
    MOMENT(OP_REPLACE_TRIGGER),
    MOMENT(OP_DROP_TRIGGER),
    MOMENT(OP_DROP_TABLE),
    MOMENT(OP_ALTER_SEQUENCE),
    MOMENT(OP_DROP_SEQUENCE),
    MOMENT(OP_BEGIN_BACKUP),
    [OP_COPY_BACKUP] = {OP_COPY_BACKUP, 0, 0, NULL, BLOCKS_NOTHING, NULL, BLOCKS_NOTHING, COST_COPY,
                        true, "backfill"},
    [OP_BACKFILL] = {OP_BACKFILL, 0, 0, NULL, BLOCKS_NOTHING, NULL, BLOCKS_NOTHING, COST_COPY, true,
                     "backfill"},
};

const LockRule *my_held_drop_rule(MyFamily family, MyWork work, int version)
{
    static const LockRule held = {OP_DROP_COLUMN, 0, 0, CLASS_PLAIN_COPY, false, "moment"};
    const LockRule *rule = my_work_rule(family, work, version);

    return rule->cost == COST_METADATA ? rule : &held;
}

const LockRule *my_rule(MyFamily family, Op op, int version)
{
    if (moments[op].proof != NULL)
        return &moments[op];
    for (int work = 0; work < MY_WORK_COUNT; work++)
        if (mysql_rules[work].op == op && my_work_rule(family, (MyWork)work, version)->mode != NULL)
            return my_work_rule(family, (MyWork)work, version);
    return &none[op];
}
