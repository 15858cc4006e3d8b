/* The tables of rewrites, a dialect each. */
#include "model/delivery.h"
#include "model/table.h"
#include "package/package.h"
#include "package/schemasmith/adapter.h"

const char *const generation_names[] = {"none", "G1", "GE", "G2", NULL};

/* clang-format off */
static const KeyRule key_rules[] = {
    /* record              key                      ours                        why without effect */
    { &template_type,      "Required",              "RequireAtLeastOneTarget",  NULL, E_ALL },
    { &statistics_type,    "Columns",               "StatisticsColumns",        NULL, E_MSSQL },
    { &column_type,        "Virtual",               NULL,                       NULL, E_PG },  /* true on plain columns, too */
    { &check_type,         "Deferrable",            NULL,                       NULL, E_PG },  /* no server has that */
    { &check_type,         "InitiallyDeferred",     NULL,                       NULL, E_PG },
    { &table_type,         "UpdateFillFactor",      NULL,                       "fill factors are always compared, whatever UpdateFillFactor says", E_ALL },
    { &index_type,         "UpdateFillFactor",      NULL,                       "fill factors are always compared, whatever UpdateFillFactor says", E_ALL },
    { &table_type,         "RebuildPolicy",         NULL,                       "RebuildPolicy has no effect: the order of columns is not compared, and a table is rebuilt only where nothing else will do", E_ALL },
    { &table_type,         "PreventDrop",           NULL,                       "PreventDrop has no effect: a table that the package lacks is held, and is never dropped by itself", E_ALL },
    { &foreign_key_type,   "CascadeOnDelete",       NULL,                       "CascadeOnDelete and CascadeOnUpdate have no effect, as in SchemaSmith; DeleteAction and UpdateAction have", E_MSSQL },
    { &foreign_key_type,   "CascadeOnUpdate",       NULL,                       "CascadeOnDelete and CascadeOnUpdate have no effect, as in SchemaSmith; DeleteAction and UpdateAction have", E_MSSQL },
};

static const KeyDefault key_defaults[] = {
    { &product_type, "Platform", "MSSQL" },
};

/* What extraction writes for a plain or a stored generated column, and options that say nothing. */
static const ValueRewrite values[] = {
    { &column_type, "Generated", "NEVER",  NULL,     NULL },
    { &column_type, "Generated", "ALWAYS", "STORED", NULL },
    { &delivery_type, "MergeType", "Upsert", "Insert/Update", NULL },
};
static const ValueRewrite my_values[] = {
    { &delivery_type, "MergeType", "Upsert", "Insert/Update", NULL },
};
static const ValueRewrite server_values[] = {
    { &column_type, "Collation", "IGNORE", NULL, NULL },
};
/* clang-format on */

#define KEYS .keys = key_rules, .key_count = sizeof key_rules / sizeof *key_rules
#define FORGIVING .keys_any_case = true, .has_comments = true, .is_lenient = true
/* There new tables and columns are made before these scripts run. */
#define LATE_BEFORE .before_slot = SLOT_BETWEEN_TABLES_AND_KEYS
#define CHECKS .has_column_checks = true, .has_check_names = true
#define TAGS .has_token_tags = true
#define QUOTES(open, close) .quote_open = (open), .quote_close = (close)
#define VALUES .values = values, .value_count = sizeof values / sizeof *values

#define MY_VALUES .values = my_values, .value_count = sizeof my_values / sizeof *my_values
#define SERVER_VALUES \
    .values = server_values, .value_count = sizeof server_values / sizeof *server_values

const Adapter adapter_own = {.engines = E_ALL, .has_brace_escape = true};

/* clang-format off */
/* First match wins; the last row takes what no other does. */
static const Adapter adapters[] = {
    { .generation = GENERATION_G1, .engines = E_MSSQL, FORGIVING, KEYS, .has_column_checks = true, QUOTES('[', ']'), .unknown_is_note = true, .has_plain_files = true,
      .skips_unidentified = true, SERVER_VALUES,
      .defaults = key_defaults, .default_count = sizeof key_defaults / sizeof *key_defaults },
    { .generation = GENERATION_GE, .engines = E_PG, FORGIVING, KEYS, .has_flat_deliveries = true, CHECKS, TAGS, QUOTES('"', '"'), .unknown_is_note = true, LATE_BEFORE, VALUES },
    { .generation = GENERATION_GE, .engines = E_MY, FORGIVING, KEYS, .has_flat_deliveries = true, .doubles_backslash = true, TAGS, QUOTES('`', '`'), MY_VALUES, .unknown_is_note = true, LATE_BEFORE },
    { .generation = GENERATION_G2, .engines = E_PG, FORGIVING, KEYS, CHECKS, TAGS, QUOTES('"', '"'), LATE_BEFORE, VALUES },
    { .generation = GENERATION_G2, .engines = E_MY, FORGIVING, KEYS, .doubles_backslash = true, TAGS, QUOTES('`', '`'), MY_VALUES, LATE_BEFORE },
    { .generation = GENERATION_G2, .engines = E_MSSQL, FORGIVING, KEYS, CHECKS, TAGS, QUOTES('[', ']'), LATE_BEFORE, SERVER_VALUES },
    { .generation = GENERATION_G2, .engines = E_ALL, FORGIVING, KEYS, TAGS, .unknown_is_note = true },
};
/* clang-format on */

const Adapter *adapter_find(Generation generation, unsigned engines)
{
    size_t last = sizeof adapters / sizeof *adapters - 1, i = 0;

    while (i < last &&
           (adapters[i].generation != generation || (adapters[i].engines & engines) != engines))
        i++;
    return &adapters[i];
}
