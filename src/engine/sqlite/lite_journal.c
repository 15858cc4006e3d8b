/* The journal on SQLite: its SQL and its place. */
#include "engine/journal_op.h"
#include "engine/sqlite/lite_slots.h"
#include "lite_sql.h"

static const char *const sqls[JOURNAL_OP_COUNT] = {
#define X(name, since) [JOURNAL_##name] = LITE_SQL_JOURNAL_##name,
    JOURNAL_OPS(X)
#undef X
};

static const JournalUpgrade upgrades[] = {
    {1, LITE_SQL_JOURNAL_UPGRADE_1},
    {2, LITE_SQL_JOURNAL_UPGRADE_2},
    {3, LITE_SQL_JOURNAL_UPGRADE_3},
    {0, NULL},
};

void lite_journal_put_place(Sb *sb, Str name)
{
    /* The name is one that needs no quotes, and "_" begins none of SQLite's own. */
    sb_printf(sb, "_%.*s_", STR_ARG(name));
}

const char *lite_journal_sql(JournalOp op)
{
    return sqls[op];
}

const JournalUpgrade *lite_journal_upgrades(void)
{
    return upgrades;
}
