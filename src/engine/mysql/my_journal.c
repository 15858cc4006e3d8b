/* The journal on MySQL and MariaDB: its SQL and its place. */
#include "engine/journal_op.h"
#include "engine/mysql/my_slots.h"
#include "my_sql.h"

static const char *const sqls[JOURNAL_OP_COUNT] = {
#define X(name, since) [JOURNAL_##name] = MY_SQL_JOURNAL_##name,
    JOURNAL_OPS(X)
#undef X
};

static const JournalUpgrade upgrades[] = {
    {1, MY_SQL_JOURNAL_UPGRADE_1},
    {2, MY_SQL_JOURNAL_UPGRADE_2},
    {3, MY_SQL_JOURNAL_UPGRADE_3},
    {0, NULL},
};

void my_journal_put_place(Sb *sb, Str name)
{
    /* The name is one that needs no quotes. */
    sb_printf(sb, "_%.*s_", STR_ARG(name));
}

const char *my_journal_sql(JournalOp op)
{
    return sqls[op];
}

const JournalUpgrade *my_journal_upgrades(void)
{
    return upgrades;
}
