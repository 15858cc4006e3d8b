/* What plans say by the hazards of their steps: the other half of the rules, as docs list them.
 * tests/golden/hazards.py holds each row to a change that has the hazard and to one that has not.
 */
#include "lint/lint_inside.h"
#include "model/hazard.h"

typedef struct PlanRule {
    const char *code;
    const char *fires; /* what changes */
    HazardSet hazards; /* those that one step or another of it can have */
    const char *instead;
} PlanRule;

enum {
    LOSS = HAZ(DATA_LOSS),
    READS = HAZ(BLOCKS_READS),
    WRITES = HAZ(BLOCKS_WRITES),
    REWRITES = HAZ(TABLE_REWRITE),
    SCANS = HAZ(TABLE_SCAN),
    BUILDS = HAZ(INDEX_BUILD),
    MAY_FAIL = HAZ(MAY_FAIL_ON_DATA) | HAZ(FAILS_ON_DATA),
    BREAKS = HAZ(BREAKS_OLD_APP),
    BEHAVES = HAZ(BEHAVIOUR_CHANGE),
    ACCESS = HAZ(ACCESS_CHANGE),
    LOST = HAZ(INDEX_LOST),
    REPLICATES = HAZ(REPLICATION)
};

/* clang-format off */
static const PlanRule rules[] = {
    { "DROP_TABLE", "a table leaves", LOSS, "it is parked by a rename where a backup is asked for; a contract file says when it may go" },
    { "DROP_COLUMN", "a column leaves", LOSS, "its values are copied first where a backup is asked for; a contract file says when it may go" },
    { "DROP_SCHEMA", "a schema leaves", LOSS, "only ever an empty one, behind all that was in it" },
    { "DROP_SEQUENCE", "a sequence leaves", LOSS, "keep its last value, or own it by a column" },
    { "DROP_PARTITION", "a partition leaves", LOSS, "detach it first: its rows stay as a table" },
    { "DROP_ENUM_VALUE", "a value of an enum leaves", LOSS | MAY_FAIL, "move the rows to another value first, by a Backfill" },
    { "NARROW_TYPE", "a type becomes shorter, or less precise", LOSS | MAY_FAIL, "rows that don't fit are counted before anything runs" },
    { "CHARSET_LOSSY", "a character set that lacks characters of the old one", LOSS | MAY_FAIL, "stay with utf8mb4" },
    { "COMPUTED_TO_PLAIN", "a generated column becomes a plain one", BEHAVES, "its values stay; from then on somebody has to write them" },
    { "TABLE_RECREATED", "a table can only be made anew, with its rows: another partitioning", REWRITES | BEHAVES, "make a new table and move the rows in your own time" },
    { "TABLE_REBUILT", "what the server can only do by a copy of the table", REWRITES | WRITES, "it is one transaction; leave it for a quiet hour" },
    { "RENAME_TABLE", "a table gets another name", BREAKS, "keep the old name as a view until the application has moved" },
    { "RENAME_COLUMN", "a column gets another name", BREAKS, "add the new column, write both, drop the old one by a contract file" },
    { "RENAME_ENUM_VALUE", "a value of an enum gets another name", BREAKS, "add the new value and move the rows" },
    { "RENAME_SCHEMA", "a table moves to another schema", BREAKS, "keep a view where it was" },
    { "DROP_VIEW_OR_ROUTINE", "a view or routine leaves, or its signature changes", BREAKS, "let it go when nobody calls it any more" },
    { "REPLACE_ROUTINE", "the body of a routine changes", BEHAVES, "rule GONE_BUT_MENTIONED looks for tables and columns that it names and that go" },
    { "ADD_REQUIRED_COLUMN", "a column without a default that inserts must give", BREAKS | MAY_FAIL, "give it a default, or add it nullable, fill it by a Backfill and forbid NULL then" },
    { "SET_NOT_NULL", "NULL is forbidden", MAY_FAIL | SCANS, "a large table gets a check that is validated while everybody works" },
    { "DROP_NOT_NULL", "NULL is allowed", BEHAVES, "make sure that readers expect it" },
    { "ADD_UNIQUE", "values are to be unique", MAY_FAIL | BUILDS, "the index is built concurrently; rows that are doubled are counted first" },
    { "ADD_PRIMARY_KEY", "a table gets a primary key", MAY_FAIL | BUILDS | READS, "NULL is forbidden first, the index is built concurrently and adopted" },
    { "ADD_FOREIGN_KEY", "a foreign key on what is there", MAY_FAIL | WRITES, "it is added without a look at the rows and validated then, where the server can" },
    { "DROP_FOREIGN_KEY", "a foreign key leaves", BEHAVES, "nothing keeps rows from losing their parents" },
    { "ADD_CHECK", "a check on what is there", MAY_FAIL | READS | SCANS, "it is added NOT VALID and validated then, where the server can" },
    { "ADD_CHECK_AT_ONCE", "the same where a check reads all rows under its lock", MAY_FAIL | READS | WRITES, "add it in a window" },
    { "ADD_EXCLUDE", "an exclusion constraint", READS | MAY_FAIL | BUILDS, "no server builds it online: add it in a window" },
    { "CREATE_INDEX_BLOCKING", "an index by the plain statement", WRITES | BUILDS, "`Recipes: auto`, the default, builds it concurrently" },
    { "INDEX_BUILD", "an index that is built online", BUILDS, "it takes processor and disk for a while" },
    { "DROP_INDEX", "an index leaves", LOST, "look at its use first; make it invisible where the server can" },
    { "INDEX_REPLACED_WITH_GAP", "an index changes under its name", LOST | BUILDS, "the new one is built before the old one goes, where the server can" },
    { "ALTER_TYPE_REWRITE", "a type changes to another one", BREAKS | REWRITES | READS | MAY_FAIL, "a second column takes over in batches" },
    { "ALTER_TYPE_AT_ONCE", "the same by the plain statement", REWRITES | READS | BREAKS | MAY_FAIL, "`Recipes: auto`, the default" },
    { "ALTER_TYPE_REINDEX", "a type changes in place, and its indexes don't", READS | BREAKS | SCANS, "drop the index first and build it again behind it" },
    { "ADD_COLUMN_VOLATILE_DEFAULT", "a new column with a default for each row", REWRITES | READS, "`Recipes: auto` adds it empty and fills it in batches" },
    { "ADD_IDENTITY_COLUMN", "a new column that counts rows", REWRITES | READS, "the same" },
    { "ADD_STORED_GENERATED", "a new stored generated column", REWRITES | READS | WRITES, "make it virtual" },
    { "CHANGE_DEFAULT", "a default changes", BEHAVES, "rows that are there stay as they are" },
    { "CHANGE_COLLATION", "order and equality change", BEHAVES | MAY_FAIL | READS, "what was unique may not be any more" },
    { "CHANGE_GENERATED", "the expression of a generated column changes", REWRITES | READS, "add another column and drop the old one later" },
    { "ATTACH_PARTITION_SCAN", "a table becomes a partition, and no check proves its bounds", SCANS | READS | BEHAVES | MAY_FAIL, "`Recipes: auto` adds the check first" },
    { "DETACH_PARTITION", "a partition becomes a table", BREAKS, "it is detached concurrently where the server can" },
    { "PARTITIONING_CHANGED", "a table gets another partitioning", REWRITES | WRITES | BEHAVES | BREAKS, "make a new table and move the rows in your own time" },
    { "DOMAIN_CONSTRAINT", "a domain gets a check or NOT NULL", MAY_FAIL | SCANS, "it is added NOT VALID and validated then" },
    { "ENUM_ADD_NOT_LAST", "a value in the middle of an enum", REWRITES | WRITES | BREAKS, "put new values at the end" },
    { "ENUM_GROWS_STORAGE", "an enum or set that needs a byte more", REWRITES | WRITES, "use a table of values with a foreign key" },
    { "VARCHAR_CROSSES_255", "a varchar that grows past 255 bytes", REWRITES | WRITES, "make it wide enough at first" },
    { "ALGORITHM_COPY", "what the server does by a copy that keeps writers out", WRITES | REWRITES | BREAKS, "do it in a window" },
    { "FULLTEXT_OR_SPATIAL_ADD", "a full-text or spatial index", WRITES | BUILDS | REWRITES, "do it in a window" },
    { "CLUSTERED_KEY_CHANGE", "another primary key where rows live in it", BUILDS | BEHAVES | MAY_FAIL | REWRITES, "every row and index is written again" },
    { "MATVIEW_RECREATED", "a view that can't be replaced in place", BREAKS | READS, "a materialized view is built beside the old one and swapped in" },
    { "SET_LOGGED", "an unlogged table becomes logged", REWRITES | READS, "do it while the table is small" },
    { "SET_UNLOGGED", "a table becomes unlogged", LOSS | REWRITES, "a crash takes its rows from then on" },
    { "SET_TABLESPACE", "a table moves to other disks", REWRITES | READS, "do it in a window" },
    { "REPLICA_IDENTITY", "what subscribers are told of old rows changes", REPLICATES, "tell those who subscribe" },
    { "CREATE_TRIGGER", "a trigger or rule on a table that is there", BEHAVES, "each write does more, and may fail" },
    { "DISABLE_TRIGGER", "a trigger is turned off or on", BEHAVES, "make sure that nobody relies on it" },
    { "RLS_CHANGE", "row level security is set or taken away", ACCESS, "look at the policies with it" },
    { "POLICY_CHANGE", "a policy changes", ACCESS, "look at who sees which rows before and after" },
    { "GRANT_CHANGE", "rights or owners change", ACCESS | BREAKS, "look at who may do what before and after" },
    { "USER_SCRIPT", "SQL that anneal did not write", HAZ(USER_SCRIPT), "see the rules over scripts" },
    { "EXTENSION_DROP", "an extension leaves", BREAKS | LOSS, "what it made goes with it" },
    { "EXTENSION_UPGRADE", "an extension gets another version", BEHAVES, "read its release notes: other code runs" },
};
/* clang-format on */

static void put_hazards(Sb *sb, HazardSet hazards)
{
    const char *separator = "";

    for (int i = 0; i < HAZ_COUNT; i++) {
        if ((hazards & (1u << i)) == 0)
            continue;
        sb_printf(sb, "%s`%s`", separator, hazard_name((Hazard)i));
        separator = ", ";
    }
}

void lint_write_plan_rules(Sb *sb)
{
    sb_puts(sb,
            "## Rules of plans\n\n"
            "What these find stands at the step itself as a hazard, which policy allows, holds or "
            "forbids ([phases.md](phases.md)). Which of\na row's hazards a step has depends on "
            "server, version, size and recipe.\n\n"
            "| rule | fires when | hazards | what instead |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        sb_printf(sb, "| %s | %s | ", rules[i].code, rules[i].fires);
        put_hazards(sb, rules[i].hazards);
        sb_printf(sb, " | %s |\n", rules[i].instead);
    }
    sb_putc(sb, '\n');
}
