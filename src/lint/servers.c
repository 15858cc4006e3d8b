/* What servers of each kind and version are like, as far as rules ask: facts as rows. */
#include <limits.h>

#include "lint/lint_inside.h"

/* ---- what a version does not know yet
 * ------------------------------------------------------------------------------------------------
 */

static bool is_anything(const Record *part)
{
    (void)part;
    return true;
}

static bool is_virtual(const Record *part)
{
    return str_is(sparse_str(part, FIELD_COLUMN_GENERATED), "VIRTUAL");
}

static bool has_expression(const Record *part)
{
    const KeyParts *keys = &((const Index *)part)->keys;

    for (size_t i = 0; i < keys->len; i++)
        if (keys->items[i].expression.len > 0)
            return true;
    return false;
}

/* Source: release notes; PostgreSQL's also by tests/pairs, which ask for a min_version. */
/* clang-format off */
const LintSince lint_since[] = {
    { E_PG,      &column_type,      NULL, FIELD_COLUMN_COMPRESSION,       140000, "Compression: PostgreSQL 14" },
    { E_PG,      &range_type,       NULL, FIELD_RANGE_MULTIRANGE,         140000, "MultirangeTypeName: PostgreSQL 14" },
    { E_PG,      &index_type,       NULL, FIELD_INDEX_NULLS_NOT_DISTINCT, 150000, "NullsNotDistinct: PostgreSQL 15" },
    { E_PG,      &foreign_key_type, NULL, FIELD_FK_DELETE_COLUMNS,        150000, "DeleteColumns: PostgreSQL 15" },
    { E_PG,      &sequence_type,    NULL, FIELD_PERSISTENCE,              150000, "an unlogged sequence: PostgreSQL 15" },
    { E_PG,      &index_type,       NULL, FIELD_INDEX_WITHOUT_OVERLAPS,   180000, "WithoutOverlaps: PostgreSQL 18" },
    { E_PG,      &foreign_key_type, NULL, FIELD_FK_PERIOD,                180000, "Period: PostgreSQL 18" },
    { E_PG,      NULL,              NULL, FIELD_NOT_ENFORCED,             180000, "NotEnforced: PostgreSQL 18" },
    { E_PG,      &column_type,      NULL, FIELD_NOT_VALID,                180000, "NotNullNotValid: PostgreSQL 18" },
    { E_PG,      &column_type,      NULL, FIELD_CHECK_NO_INHERIT,         180000, "NotNullNoInherit: PostgreSQL 18" },
    { E_MYSQL,   &index_type,       NULL, FIELD_INDEX_VISIBLE,             80000, "Visible: MySQL 8.0" },
    { E_MYSQL,   &column_type,      NULL, FIELD_COLUMN_SRID,               80003, "Srid: MySQL 8.0.3" },
    { E_MYSQL,   &check_type,       NULL, FIELD_NOT_ENFORCED,              80016, "NotEnforced: MySQL 8.0.16" },
    { E_MYSQL,   &column_type,      NULL, FIELD_COLUMN_INVISIBLE,          80023, "Invisible: MySQL 8.0.23" },
    { E_MARIADB, &column_type,      NULL, FIELD_COLUMN_INVISIBLE,         100303, "Invisible: MariaDB 10.3" },
    { E_MARIADB, &table_type,       NULL, FIELD_TABLE_SYSTEM_VERSIONED,   100304, "IsSystemVersioned: MariaDB 10.3" },
    { E_MARIADB, &table_type,       NULL, FIELD_TABLE_PERIODS,            100401, "Periods: MariaDB 10.4" },
    { E_MARIADB, &index_type,       NULL, FIELD_INDEX_WITHOUT_OVERLAPS,   100503, "WithoutOverlaps: MariaDB 10.5" },
    { E_MARIADB, &index_type,       NULL, FIELD_INDEX_VISIBLE,            100600, "Visible: MariaDB 10.6" },
    { E_LITE,    &table_type,       NULL, FIELD_TABLE_STRICT,            3037000, "Strict: SQLite 3.37" },
    { E_PG,      &column_type,      is_virtual,     FIELD_NONE, 180000, "a virtual generated column: PostgreSQL 18" },
    { E_MYSQL,   &check_type,       is_anything,    FIELD_NONE,  80016, "a check constraint: MySQL 8.0.16" },
    { E_MYSQL,   &index_type,       has_expression, FIELD_NONE,  80013, "an expression in an index: MySQL 8.0.13" },
    { 0, NULL, NULL, FIELD_NONE, 0, NULL },
};
/* clang-format on */

/* ---- names
 * ------------------------------------------------------------------------------------------------
 */

void lint_put_engines(Sb *sb, unsigned engines)
{
    static const struct {
        unsigned engine;
        const char *name;
    } names[] = {
        {E_PG, "PostgreSQL"}, {E_MYSQL, "MySQL"}, {E_MARIADB, "MariaDB"}, {E_LITE, "SQLite"}};
    const char *separator = "";

    if ((engines & ~(unsigned)E_MSSQL) == (E_ALL & ~(unsigned)E_MSSQL)) {
        sb_puts(sb, "all");
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if ((engines & names[i].engine) == 0)
            continue;
        sb_printf(sb, "%s%s", separator, names[i].name);
        separator = ", ";
    }
}

/* ---- traits
 * ------------------------------------------------------------------------------------------------
 */

/* Versions from `since` up to, not with, `until` have it; 0: open. */
static const struct {
    LintTrait trait;
    unsigned engines;
    int since, until;
} traits[] = {
    {LINT_TIMESTAMP_ENDS, E_MYSQL, 0, 0},
    {LINT_TIMESTAMP_ENDS, E_MARIADB, 0, 110500}, /* then it reaches 2106 */
    {LINT_ANY_INDEX_IS_PARENT, E_MARIADB, 0, 0},
    {LINT_ANY_INDEX_IS_PARENT, E_MYSQL, 0, 80400}, /* restrict_fk_on_non_standard_key */
    {LINT_KEYS_ARE_CALLED_PRIMARY, E_MYSQL | E_MARIADB, 0, 0},
    {LINT_ALTER_READS_UNDER_LOCK, E_PG, 0, 0},
};

bool lint_server_has(const Lint *lint, LintTrait trait)
{
    int version = lint->input->version == 0 ? INT_MAX : lint->input->version;

    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
        if (traits[i].trait == trait && (traits[i].engines & lint->input->engine) != 0 &&
            version >= traits[i].since && (traits[i].until == 0 || version < traits[i].until))
            return true;
    return false;
}
