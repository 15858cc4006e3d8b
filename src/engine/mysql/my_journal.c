/* The journal: its SQL and its place. */
#include "engine/mysql/my_slots.h"

void my_journal_put_place(Sb *sb, Str name)
{
    sb_printf(sb, "_%.*s_", STR_ARG(name));
}

const char *my_journal_sql(JournalOp op)
{
    (void)op;
    return "SELECT 1";
}

const JournalUpgrade *my_journal_upgrades(void)
{
    static const JournalUpgrade none[] = {{1, "DO 0"}, {0, NULL}};

    return none;
}
