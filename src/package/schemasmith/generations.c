/* The tables of rewrites, a dialect each. */
#include "model/table.h"
#include "package/package.h"
#include "package/schemasmith/adapter.h"

/* Keys that a release renamed, for every engine. */
static const KeyRename common_renames[] = {
    {&template_type, "Required", "RequireAtLeastOneTarget"},
};

/* What extraction writes for a plain or a stored generated column of this engine. */
static const ValueRewrite column_values[] = {
    {&column_type, "Generated", "NEVER", NULL, NULL},
    {&column_type, "Generated", "ALWAYS", "STORED", NULL},
};

const Adapter adapter_own = {.name = "anneal", .engines = E_ALL, .has_brace_escape = true};

/* First match wins; the last row takes what no other does. */
static const Adapter generations[] = {
    {
        .name = "SchemaSmith 2, names bare or in double quotes",
        .engines = E_PG,
        .keys_any_case = true,
        .has_comments = true,
        .is_lenient = true,
        .quote_open = '"',
        .quote_close = '"',
        /* There new tables and columns are made before these scripts run. */
        .before_slot = SLOT_BETWEEN_TABLES_AND_KEYS,
        .renames = common_renames,
        .rename_count = sizeof common_renames / sizeof *common_renames,
        .values = column_values,
        .value_count = sizeof column_values / sizeof *column_values,
    },
    {
        .name = "SchemaSmith, any engine",
        .engines = E_ALL,
        .keys_any_case = true,
        .has_comments = true,
        .is_lenient = true,
        .renames = common_renames,
        .rename_count = sizeof common_renames / sizeof *common_renames,
    },
};

const Adapter *adapter_find(unsigned engines)
{
    size_t i = 0;

    while (i + 1 < sizeof generations / sizeof *generations &&
           (engines == 0 || (generations[i].engines & engines) != engines))
        i++;
    return &generations[i];
}
