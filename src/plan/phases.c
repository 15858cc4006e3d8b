/* The phase table. DESIGN: additive is expand, moving data is migrate, removing or narrowing what
 * the running application used is contract. docs/phases.md is made from it. */
#include "plan/phases.h"

enum {
    NONE = 0,
    LOSS = HAZ(DATA_LOSS),
    BREAKS = HAZ(BREAKS_OLD_APP),
    ACCESS = HAZ(ACCESS_CHANGE),
    BEHAVES = HAZ(BEHAVIOUR_CHANGE),
    BUILDS = HAZ(INDEX_BUILD),
    LOST = HAZ(INDEX_LOST),
    REWRITES = HAZ(TABLE_REWRITE),
    REPLICATES = HAZ(REPLICATION)
};

/* clang-format off */
#define EXPAND(op, stage, hazards, why)   [op] = { op, PHASE_EXPAND,   false, false, STAGE_##stage, hazards, why }
#define MIGRATE(op, stage, hazards, why)  [op] = { op, PHASE_MIGRATE,  false, false, STAGE_##stage, hazards, why }
#define CONTRACT(op, stage, hazards, why) [op] = { op, PHASE_CONTRACT, false, false, STAGE_##stage, hazards, why }
#define REPLACE(op, stage, hazards, why)  [op] = { op, PHASE_CONTRACT, true,  false, STAGE_##stage, hazards, why }
#define REMOVE(op, stage, hazards, why)   [op] = { op, PHASE_CONTRACT, false, true,  STAGE_##stage, hazards, why }

static const PhaseRule rules[OP_COUNT] = {
    CONTRACT(OP_RENAME_TABLE,        RENAME, BREAKS,           "The running application uses the old name."),
    CONTRACT(OP_MOVE_TABLE,          RENAME, BREAKS,           "The running application uses the old schema."),
    CONTRACT(OP_RENAME_COLUMN,       RENAME, BREAKS,           "The running application uses the old name."),
    EXPAND(OP_RENAME_CONSTRAINT,     RENAME, NONE,             "Statements seldom name constraints."),
    EXPAND(OP_RENAME_INDEX,          RENAME, NONE,             "Statements do not name indexes."),
    CONTRACT(OP_RENAME_SEQUENCE,     RENAME, BREAKS,           "The running application may draw from it by its old name."),
    EXPAND(OP_RENAME_STATISTICS,     RENAME, NONE,             "Statements do not name statistics."),
    EXPAND(OP_RENAME_POLICY,         RENAME, NONE,             "Statements do not name policies."),
    EXPAND(OP_DROP_FOREIGN_KEY,      UNLINK, BEHAVES,          "A restriction goes; what it guarded is unguarded."),
    EXPAND(OP_DROP_CHECK,            TABLE,  BEHAVES,          "A restriction goes; what it guarded is unguarded."),
    CONTRACT(OP_DETACH_PARTITION,    UNLINK, BREAKS,           "Its rows are no longer read through the partitioned table."),
    EXPAND(OP_FINISH_DETACH,         UNLINK, NONE,             "No statement has reached it through the partitioned table since the detach began."),
    CONTRACT(OP_DETACH_ONLINE,       UNLINK, BREAKS,           "Its rows are no longer read through the partitioned table."),
    EXPAND(OP_DROP_BOUNDS_CHECK,     UNLINK, NONE,             "The server made it when the partition was detached."),
    CONTRACT(OP_NO_INHERIT,          UNLINK, BREAKS,           "Its rows are no longer read through the parent table."),
    EXPAND(OP_CREATE_SCHEMA,         SCHEMA, NONE,             "Nobody uses it yet."),
    EXPAND(OP_CREATE_SEQUENCE,       SEQUENCE, NONE,           "Nobody uses it yet."),
    EXPAND(OP_ALTER_SEQUENCE,        SEQUENCE, BEHAVES,        "The next values differ."),
    EXPAND(OP_CREATE_TABLE,          TABLE,  NONE,             "Nobody uses it yet."),
    EXPAND(OP_REBUILD_TABLE,         TABLE,  NONE,             "Keeps what is there; the changes that it carries out count with their own rows."),
    CONTRACT(OP_REPARTITION,         TABLE,  BEHAVES | REWRITES, "The rows move to a new table; one that no partition takes stops it."),
    EXPAND(OP_SET_TABLE_OPTIONS,     TABLE,  NONE,             "Statements work as before."),
    EXPAND(OP_SET_LOGGED,            TABLE,  REWRITES,         "Statements work as before; every row is written once."),
    CONTRACT(OP_SET_UNLOGGED,        TABLE,  LOSS | REWRITES,  "From now on a crash takes its rows, and replicas have none."),
    EXPAND(OP_SET_ACCESS_METHOD,     TABLE,  REWRITES,         "Statements work as before; every row is written once."),
    EXPAND(OP_SET_TABLESPACE,        TABLE,  REWRITES,         "Statements work as before; its files are copied."),
    EXPAND(OP_DROP_KEY,              TABLE,  BEHAVES | LOST,   "A restriction goes, and with it an index."),
    EXPAND(OP_DROP_EXCLUSION,        TABLE,  BEHAVES | LOST,   "A restriction goes, and with it an index."),
    EXPAND(OP_DROP_NOT_NULL,         TABLE,  BEHAVES,          "A restriction goes; readers may meet NULL."),
    CONTRACT(OP_DROP_DEFAULT,        TABLE,  BEHAVES,          "Inserts that leave the column out get NULL or fail."),
    CONTRACT(OP_DROP_IDENTITY,       TABLE,  BEHAVES,          "Inserts that leave the column out get NULL or fail."),
    CONTRACT(OP_DROP_EXPRESSION,     TABLE,  BEHAVES,          "The column is no longer computed."),
    EXPAND(OP_ADD_COLUMN,            TABLE,  NONE,             "Inserts may leave it out."),
    EXPAND(OP_ADD_COLUMN_REWRITE,    TABLE,  NONE,             "Inserts may leave it out; every row is written once."),
    CONTRACT(OP_ADD_REQUIRED_COLUMN, TABLE,  BREAKS,           "Inserts that leave it out fail."),
    MIGRATE(OP_FILL_COLUMN,          TABLE,  NONE,             "Rows that were there before the column get its default."),
    EXPAND(OP_BEGIN_REWRITE,         TABLE,  BEHAVES,          "A column more, which `SELECT *` gives and writes keep it equal. Contract and held where the new type is not a wider one."),
    MIGRATE(OP_BUILD_SIDE_INDEX,     TABLE,  BUILDS,           "Nobody uses the new side yet; it is as unique as the old one."),
    MIGRATE(OP_MOVE_FOREIGN_KEY,     TABLE,  NONE,             "Both sides are equal: what breaks it breaks the old one, too."),
    MIGRATE(OP_ANALYZE_SIDE,         TABLE,  NONE,             "Plans of queries are as before."),
    EXPAND(OP_ALIAS_COLUMN,          TABLE,  BEHAVES,          "A column more under the new name, which `SELECT *` gives; writes keep both equal, by whichever name they come."),
    EXPAND(OP_ALIAS_TABLE,           TABLE,  NONE,             "A view of the new name; the table works on as it did."),
    CONTRACT(OP_DROP_ALIAS,          TABLE,  BREAKS,           "The new application may use the new name; its values are those of the column."),
    MIGRATE(OP_SWAP_COLUMN,          TABLE,  BEHAVES,          "All values stay valid; it is the last column now. Contract and held where the new type is not a wider one."),
    MIGRATE(OP_FINISH_COLUMN,        TABLE,  NONE,             "What said that the column is not filled yet goes; an identity takes over its numbers."),
    EXPAND(OP_WIDEN_TYPE,            TABLE,  NONE,             "All values stay valid."),
    EXPAND(OP_WIDEN_TYPE_SCAN,       TABLE,  NONE,             "All values stay valid; a check or an expression of an index reads them."),
    CONTRACT(OP_RETYPE_IN_PLACE,     TABLE,  BREAKS,           "The running application reads and writes the old type."),
    CONTRACT(OP_RETYPE_SCAN,         TABLE,  BREAKS | BUILDS,  "The running application reads and writes the old type."),
    CONTRACT(OP_CHANGE_TYPE,         TABLE,  BREAKS,           "The running application reads and writes the old type."),
    CONTRACT(OP_NARROW_TYPE,         TABLE,  LOSS,             "Values or digits may not fit."),
    CONTRACT(OP_CHANGE_COLLATION,    TABLE,  BEHAVES,          "Order and equality change."),
    CONTRACT(OP_RECREATE_COLUMN,     TABLE,  REWRITES,         "Its values are computed anew; a column that was stored plainly loses them (`DATA_LOSS`)."),
    EXPAND(OP_SET_DEFAULT,           TABLE,  BEHAVES,          "Inserts that leave the column out get the new value."),
    CONTRACT(OP_SET_NOT_NULL,        TABLE,  NONE,             "A new restriction on what existed before."),
    CONTRACT(OP_SET_NOT_NULL_PROVEN, TABLE,  NONE,             "A new restriction on what existed before."),
    CONTRACT(OP_SET_NOT_NULL_LATER, TABLE, NONE,           "A new restriction; writes of what breaks it fail from now on."),
    MIGRATE(OP_VALIDATE_NOT_NULL,    TABLE,  NONE,             "New rows meet it already; the old ones are read."),
    EXPAND(OP_ALTER_NOT_NULL,        TABLE,  BEHAVES,          "Child tables have it, or no longer."),
    CONTRACT(OP_ADD_IDENTITY,        TABLE,  BEHAVES,          "Inserts that give a value may fail."),
    CONTRACT(OP_ALTER_IDENTITY,      TABLE,  BEHAVES,          "Inserts that give a value may fail; the next values differ."),
    EXPAND(OP_OWN_SEQUENCE,          TABLE,  NONE,             "Says only with which column it goes."),
    EXPAND(OP_SET_COLUMN_STORAGE,    TABLE,  NONE,             "Statements work as before; rows that are written from now on are kept so."),
    EXPAND(OP_SET_COLUMN_OPTIONS,    TABLE,  NONE,             "Statements work as before; ANALYZE gathers more or less."),
    CONTRACT(OP_ADD_PRIMARY_KEY,     TABLE,  BUILDS,           "A new restriction on what existed before."),
    CONTRACT(OP_ADD_UNIQUE,          TABLE,  BUILDS,           "A new restriction on what existed before."),
    REPLACE(OP_REPLACE_KEY,          TABLE,  BEHAVES | BUILDS, "A changed restriction."),
    CONTRACT(OP_ADOPT_INDEX,         TABLE,  NONE,             "A new restriction on what existed before."),
    REPLACE(OP_SWAP_KEY,             TABLE,  BEHAVES,          "A changed restriction."),
    EXPAND(OP_CREATE_INDEX,          TABLE,  BUILDS,           "Queries work as before, or faster."),
    CONTRACT(OP_CREATE_UNIQUE_INDEX, TABLE,  BUILDS,           "A new restriction on what existed before."),
    EXPAND(OP_CREATE_INDEX_ONLINE,   TABLE,  BUILDS,           "Queries work as before, or faster."),
    CONTRACT(OP_CREATE_UNIQUE_INDEX_ONLINE, TABLE, BUILDS,     "A new restriction on what existed before."),
    REPLACE(OP_CREATE_INDEX_ALONE,   TABLE,  NONE,             "Part of an index that comes; one that is not unique restricts nothing and is expand."),
    CONTRACT(OP_ADD_KEY_ALONE,       TABLE,  NONE,             "A new restriction on what existed before."),
    REPLACE(OP_ATTACH_INDEX,         TABLE,  NONE,             "Part of an index that comes; one that is not unique restricts nothing and is expand."),
    REPLACE(OP_REPLACE_INDEX,        TABLE,  BUILDS | LOST,    "A changed index; one that is not unique restricts nothing and is expand."),
    REPLACE(OP_SWAP_PARTS,           TABLE,  LOST,             "A changed index; one that is not unique restricts nothing and is expand."),
    REPLACE(OP_SWAP_INDEX,           TABLE,  LOST,             "A changed index; one that is not unique restricts nothing and is expand."),
    EXPAND(OP_SET_INDEX_OPTIONS,     TABLE,  NONE,             "Statements work as before."),
    EXPAND(OP_MOVE_INDEX,            TABLE,  NONE,             "Statements work as before; its files are copied."),
    CONTRACT(OP_ADD_EXCLUSION,       TABLE,  BUILDS,           "A new restriction on what existed before."),
    REPLACE(OP_REPLACE_EXCLUSION,    TABLE,  BEHAVES | BUILDS, "A changed restriction."),
    EXPAND(OP_CREATE_STATISTICS,     TABLE,  NONE,             "Queries work as before, or faster."),
    EXPAND(OP_REPLACE_STATISTICS,    TABLE,  NONE,             "Queries work as before; what was gathered is gathered anew."),
    EXPAND(OP_ALTER_STATISTICS,      TABLE,  NONE,             "Queries work as before."),
    CONTRACT(OP_ADD_CHECK,           TABLE,  NONE,             "A new restriction on what existed before."),
    REPLACE(OP_REPLACE_CHECK,        TABLE,  BEHAVES,          "A changed restriction."),
    CONTRACT(OP_ADD_CHECK_NOT_VALID, TABLE,  NONE,             "A new restriction; writes of what breaks it fail from now on."),
    MIGRATE(OP_VALIDATE_CHECK,       TABLE,  NONE,             "New rows meet it already; the old ones are read."),
    REPLACE(OP_SWAP_CHECK,           TABLE,  BEHAVES,          "A changed restriction; until here both hold."),
    CONTRACT(OP_ADD_FOREIGN_KEY,     LINK,   NONE,             "A new restriction on what existed before."),
    REPLACE(OP_REPLACE_FOREIGN_KEY,  LINK,   BEHAVES,          "A changed restriction."),
    EXPAND(OP_ALTER_FOREIGN_KEY,     LINK,   BEHAVES,          "It is checked at another time."),
    CONTRACT(OP_ADD_FOREIGN_KEY_NOT_VALID, LINK, NONE,         "A new restriction; writes of what breaks it fail from now on."),
    CONTRACT(OP_ADD_PART_KEYS,       LINK,   NONE,             "A new restriction; writes of what breaks it fail from now on."),
    MIGRATE(OP_VALIDATE_PART_KEY,    LINK,   NONE,             "New rows meet it already; the old ones are read."),
    CONTRACT(OP_ADOPT_PART_KEYS,     LINK,   NONE,             "A new restriction, which every partition has already."),
    REPLACE(OP_SWAP_FOREIGN_KEY,     LINK,   BEHAVES,          "A changed restriction; until here both hold."),
    MIGRATE(OP_VALIDATE_FOREIGN_KEY, LINK,   NONE,             "New rows meet it already; the old ones are read."),
    EXPAND(OP_SET_TABLE_TYPE,        TABLE,  NONE,             "Statements work as before."),
    EXPAND(OP_INHERIT,               LINK,   BEHAVES,          "Its rows are read through the parent table, too."),
    EXPAND(OP_OWN_COLUMN,            TABLE,  NONE,             "Statements work as before; the column outlives that of the parent."),
    CONTRACT(OP_ATTACH_PARTITION,    TABLE,  BEHAVES,          "Its rows are read through the partitioned table, and must fit its bounds."),
    CONTRACT(OP_ATTACH_PROVEN,       TABLE,  BEHAVES,          "Its rows are read through the partitioned table, and fit its bounds."),
    CONTRACT(OP_REPLACE_BOUNDS,      TABLE,  BEHAVES,          "A changed restriction."),
    CONTRACT(OP_RENAME_OBJECT,       VIEW,   BREAKS,           "The running application may use the old name."),
    EXPAND(OP_CREATE_OBJECT,         VIEW,   NONE,             "Nobody uses it yet."),
    EXPAND(OP_ALTER_OBJECT,          VIEW,   BEHAVES,          "What uses it may do something else."),
    EXPAND(OP_REPLACE_OBJECT,        VIEW,   BEHAVES,          "What uses it may do something else."),
    CONTRACT(OP_RECREATE_OBJECT,     VIEW,   BREAKS,           "What uses it may fail."),
    EXPAND(OP_PUBLISH_TABLE,         PUBLISH, NONE,            "Subscribers get its changes when they refresh."),
    CONTRACT(OP_PUBLISH_UNKEYED,     PUBLISH, BREAKS,          "UPDATE and DELETE on the table fail from now on: nothing tells its rows apart."),
    CONTRACT(OP_REPUBLISH_TABLE,     PUBLISH, REPLICATES,      "Subscribers get other rows or columns of it."),
    CONTRACT(OP_ALTER_PUBLICATION,   PUBLISH, REPLICATES,      "Subscribers get more or less than before."),
    CONTRACT(OP_UNPUBLISH_TABLE,     UNPUBLISH, REPLICATES,    "Subscribers no longer get its changes."),
    CONTRACT(OP_ALTER_SUBSCRIPTION,  PUBLISH, REPLICATES,      "Changes arrive otherwise, or not, from now on."),
    CONTRACT(OP_RECREATE_SUBSCRIPTION, PUBLISH, REPLICATES | BREAKS, "Nothing arrives until somebody refreshes and enables it."),
    EXPAND(OP_SET_FOREIGN_OPTIONS,   TABLE,  BEHAVES,          "Its rows are asked for otherwise, or elsewhere."),
    CONTRACT(OP_RECREATE_FOREIGN_TABLE, TABLE, BREAKS,         "Its rows come from elsewhere."),
    CONTRACT(OP_RECREATE_TYPE,       TYPE,   BREAKS,           "Columns and routines have the old one until they change over."),
    EXPAND(OP_ADD_ENUM_VALUE,        TYPE,   NONE,             "Nobody stores it yet; it can't be taken back."),
    CONTRACT(OP_RENAME_ENUM_VALUE,   TYPE,   BREAKS,           "The running application may use the old value."),
    CONTRACT(OP_ADD_DOMAIN_CHECK,    TYPE,   NONE,             "A new restriction on what existed before."),
    MIGRATE(OP_VALIDATE_DOMAIN_CHECK, TYPE,  NONE,             "New values meet it already; the old ones are read."),
    CONTRACT(OP_SET_DOMAIN_NOT_NULL, TYPE,   NONE,             "A new restriction on what existed before."),
    REMOVE(OP_DROP_ATTRIBUTE,        TYPE,   LOSS,             "Its values are lost."),
    EXPAND(OP_CREATE_ROUTINE,        ROUTINE, NONE,            "Nobody uses it yet."),
    EXPAND(OP_REPLACE_ROUTINE,       ROUTINE, BEHAVES,         "The same calls may give other results."),
    CONTRACT(OP_RECREATE_ROUTINE,    ROUTINE, BREAKS,          "Calls by the old signature fail."),
    EXPAND(OP_CREATE_VIEW,           VIEW,   NONE,             "Nobody uses it yet."),
    EXPAND(OP_REPLACE_VIEW,          VIEW,   BEHAVES,          "Its columns stay; others may come, and rows may differ."),
    CONTRACT(OP_BUILD_VIEW,          VIEW,   NONE,             "Nobody uses it before it takes the place of the old one."),
    CONTRACT(OP_RECREATE_VIEW,       VIEW,   BREAKS,           "Columns that the running application reads may be gone or differ."),
    EXPAND(OP_CREATE_RULE,           VIEW,   BEHAVES,          "Statements are rewritten from now on."),
    EXPAND(OP_REPLACE_RULE,          VIEW,   BEHAVES,          "Statements are rewritten otherwise from now on."),
    EXPAND(OP_CREATE_TRIGGER,        VIEW,   BEHAVES,          "Writes do more than before."),
    EXPAND(OP_REPLACE_TRIGGER,       VIEW,   BEHAVES,          "Writes do something else than before."),
    EXPAND(OP_ENABLE_TRIGGER,        VIEW,   BEHAVES,          "Writes do more or less than before."),
    CONTRACT(OP_RENAME_DEFINITION,   VIEW,   BREAKS,           "The running application uses the old name."),
    REPLACE(OP_CREATE_POLICY,        VIEW,   ACCESS,           "A restrictive policy hides rows; a permissive one only shows more."),
    CONTRACT(OP_ALTER_POLICY,        VIEW,   ACCESS,           "Other rows are there for the running application."),
    CONTRACT(OP_SET_ROW_SECURITY,    VIEW,   ACCESS,           "Rows are no longer there for the running application, or all are."),
    CONTRACT(OP_SET_OWNER,           TABLE,  BREAKS | ACCESS,  "The running application may use it as its owner."),
    CONTRACT(OP_SET_OBJECT_OWNER,    TABLE,  BREAKS | ACCESS,  "The running application may use it as its owner."),
    EXPAND(OP_GRANT,                 TABLE,  ACCESS,           "Roles may do more than before."),
    EXPAND(OP_SET_CLUSTER,           TABLE,  NONE,             "Statements work as before; the next CLUSTER orders by it."),
    EXPAND(OP_SET_REPLICA_IDENTITY,  TABLE,  REPLICATES,        "Subscribers are told other columns of old rows; without any, published updates fail."),
    EXPAND(OP_COMMENT,               TABLE,  NONE,             "Changes words only."),
    CONTRACT(OP_REVOKE,              TABLE,  BREAKS | ACCESS,  "The running application may need the right."),
    REMOVE(OP_DROP_OBJECT,           UNVIEW, BREAKS,           "The running application may use it."),
    CONTRACT(OP_DROP_POLICY,         UNVIEW, ACCESS,           "Other rows are there for the running application."),
    REMOVE(OP_DROP_PUBLICATION,      UNPUBLISH, REPLICATES | BREAKS, "Its subscribers fail."),
    REMOVE(OP_DROP_SUBSCRIPTION,     UNPUBLISH, REPLICATES | BREAKS, "No changes arrive; its slot stays at the publisher."),
    REMOVE(OP_DROP_FOREIGN_TABLE,    DROP_TABLE, BREAKS,       "The running application may read it; the rows stay where they are."),
    EXPAND(OP_DROP_OLD_VIEW,         UNVIEW, NONE,             "Nobody uses it."),
    CONTRACT(OP_DROP_OLD_TYPE,       DROP_TYPE, NONE,          "Nothing uses it any more."),
    REMOVE(OP_DROP_TRIGGER,          UNVIEW, BEHAVES,          "Writes do less than before."),
    REMOVE(OP_DROP_RULE,             UNVIEW, BEHAVES,          "Statements are no longer rewritten."),
    REMOVE(OP_DROP_VIEW,             UNVIEW, BREAKS,           "The running application may read it."),
    REMOVE(OP_DROP_ROUTINE,          UNROUTINE, BREAKS,        "The running application may call it."),
    CONTRACT(OP_DROP_STATISTICS,     TABLE,  NONE,             "Queries that were planned by it may slow down."),
    EXPAND(OP_DROP_LEFTOVER,         TABLE,  NONE,             "No query uses it."),
    CONTRACT(OP_DROP_INDEX,          TABLE,  LOST,             "Queries that used it slow down."),
    CONTRACT(OP_DROP_INDEX_ONLINE,   TABLE,  LOST,             "Queries that used it slow down."),
    CONTRACT(OP_BEGIN_BACKUP,        TABLE,  NONE,             "Before what takes values away that are to be kept; writes go into the copy, too."),
    CONTRACT(OP_COPY_BACKUP,         TABLE,  NONE,             "Values are copied in batches, while everybody works on."),
    CONTRACT(OP_VERIFY_BACKUP,       TABLE,  NONE,             "Counts and checksums of the values and of their copy are compared."),
    REMOVE(OP_DROP_COLUMN,           TABLE,  LOSS,             "Its values are lost."),
    REMOVE(OP_DROP_PARTITION,        TABLE,  LOSS,             "Its rows are lost."),
    REMOVE(OP_DROP_HISTORY,          TABLE,  LOSS,             "What rows were like before is lost."),
    REMOVE(OP_DROP_TABLE,            DROP_TABLE, LOSS,         "Its rows are lost."),
    REMOVE(OP_DROP_SEQUENCE,         DROP_SEQUENCE, LOSS,      "Its position is lost."),
    REMOVE(OP_DROP_SCHEMA,           DROP_SCHEMA, LOSS,        "Only ever an empty one."),
    MIGRATE(OP_BACKFILL,             TABLE,  NONE,             "Rows are brought to what the new columns mean, in batches."),
    EXPAND(OP_RUN_SCRIPTS,           TABLE,  HAZ(USER_SCRIPT), "When its slot or its first line says."),
    EXPAND(OP_RUN_HOOK,              TABLE,  NONE,             "Before or after the phase that it is for."),
    EXPAND(OP_CHECK_ANSWER,          TABLE,  NONE,             "When what it guards comes."),
    EXPAND(OP_WAIT_UNTIL,            TABLE,  NONE,             "When what it guards comes."),
};
/* clang-format on */

const PhaseRule *phase_rule(Op op)
{
    return &rules[op];
}

static void write_hazards(Sb *sb, HazardSet hazards)
{
    bool first = true;

    for (int i = 0; i < HAZ_COUNT; i++) {
        if ((hazards & (1u << i)) == 0)
            continue;
        sb_printf(sb, "%s`%s`", first ? "" : ", ", hazard_name((Hazard)i));
        first = false;
    }
}

void phases_write(Sb *sb)
{
    sb_puts(
        sb,
        "# Phases\n\n"
        "When each operation runs, and which hazards it has by nature. Made from the table in "
        "`src/plan/phases.c`\n"
        "by `tests/unit/plan/test_phases.c` (run it with `ANNEAL_UPDATE=1` to write this page "
        "anew).\n\n"
        "- **expand**: the old and the new application both work. **migrate**: data moves. "
        "**contract**: what the old\n  application used is removed or narrowed.\n"
        "- Everything about an object that the same plan creates is expand and has no "
        "hazards.\n"
        "- The key `Phase` of an object or part overrides the table, a table's also for its parts; "
        "what goes is contract\n  whatever it says.\n"
        "- A removal is held while a script, backfill or wait of an earlier phase does not run.\n"
        "- A changed restriction is expand where it is recognised as wider, else contract.\n"
        "- A step's phase is the later of its own and those of the steps that it needs; what "
        "needs a held step is held\n  with it, and the plan names what pulled it.\n"
        "- A scan, rewrite or copy under a lock that stops writes (or reads) longer than the "
        "lock budget adds\n  `BLOCKS_WRITES` (`BLOCKS_READS`) and `TABLE_SCAN` or "
        "`TABLE_REWRITE`. An unknown size counts as over budget.\n"
        "- `forbid` > `Allow` and `--allow` > the hazard's level for the environment's `Kind`: "
        "one forbidden step and nothing\n  of the plan runs, whatever is allowed. An "
        "environment's `DropPolicy` says more of objects and columns that go.\n"
        "- Rows in the way, counted before anything runs, add `FAILS_ON_DATA`; not counted: "
        "`MAY_FAIL_ON_DATA`.\n\n"
        "| operation | phase | hazards | why |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < OP_COUNT; i++) {
        sb_printf(sb, "| %s | %s%s | ", op_words((Op)i), phase_names[rules[i].phase],
                  rules[i].is_restriction ? "; expand if wider" : "");
        write_hazards(sb, rules[i].hazards);
        sb_printf(sb, " | %s |\n", rules[i].why);
    }
}
