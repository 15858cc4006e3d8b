/* The journal on PostgreSQL: its SQL and its place. */
#include "engine/journal_op.h"
#include "engine/postgres/pure.h"
#include "pg_sql.h"

static const char *const sqls[JOURNAL_OP_COUNT] = {
#define X(name, since) [JOURNAL_##name] = PG_SQL_JOURNAL_##name,
    JOURNAL_OPS(X)
#undef X
};

static const JournalUpgrade upgrades[] = {
    {1, PG_SQL_JOURNAL_UPGRADE_1},
    {2, PG_SQL_JOURNAL_UPGRADE_2},
    {3, PG_SQL_JOURNAL_UPGRADE_3},
    {0, NULL},
};

void pg_journal_put_place(Sb *sb, Str name)
{
    pg_quote_ident(sb, name);
    sb_putc(sb, '.');
}

const char *pg_journal_sql(JournalOp op)
{
    return sqls[op];
}

const JournalUpgrade *pg_journal_upgrades(void)
{
    return upgrades;
}
