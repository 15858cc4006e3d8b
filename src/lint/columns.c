/* Rules about columns and their types. */
#include "lint/lint_inside.h"

Str lint_type_word(Str type)
{
    size_t end = 0;

    while (end < type.len && type.ptr[end] != '(' && type.ptr[end] != ' ')
        end++;
    return str_sub(type, 0, end);
}

/* A type by how it begins, as the server writes it. */
typedef struct TypeRule {
    LintCode code;
    const char *begins;
} TypeRule;

static const TypeRule type_rules[] = {
    {RULE_CHAR_TYPE, "character("},
    {RULE_CHAR_TYPE, "bpchar"},
    {RULE_VARCHAR_LIMIT, "character varying("},
    {RULE_FLOAT_COLUMN, "real"},
    {RULE_FLOAT_COLUMN, "double"},
    {RULE_FLOAT_COLUMN, "float"},
    {RULE_ENUM_COLUMN, "enum("},
    {RULE_ENUM_COLUMN, "set("},
};

/* A type by its first word. */
static const TypeRule word_rules[] = {
    {RULE_MONEY_TYPE, "money"},
    {RULE_TIME_COLUMN, "time"},
    {RULE_JSON_NOT_JSONB, "json"},
};

static void say_type(Lint *lint, LintCode code, const Table *table, const Column *column)
{
    lint_say(lint, code, &table->obj, &column->rec,
             arena_printf(lint->arena, "it is of type %.*s", STR_ARG(column->type)));
}

static bool is_without_zone(Str type)
{
    return str_is(lint_type_word(type), "timestamp") && !str_ends(type, STR("with time zone"));
}

static bool is_floating(Str word)
{
    return str_is(word, "real") || str_is(word, "double") || str_is(word, "float");
}

/* Whether one of the words of `unit_price` or `unitPrice` says that it is money. */
static bool names_money(Arena *arena, Str name)
{
    static const char *const words[] = {"price",    "amount", "cost",    "balance",
                                        "fee",      "salary", "payment", "revenue",
                                        "subtotal", "wage",   NULL};
    Str lower = arena_lower(arena, name);

    for (const char *const *word = words; *word != NULL; word++) {
        size_t len = strlen(*word);
        for (size_t at = 0; at + len <= lower.len; at++) {
            bool begins = at == 0 || lower.ptr[at - 1] == '_' || name.ptr[at] != lower.ptr[at];
            bool ends = at + len == lower.len || lower.ptr[at + len] == '_' ||
                        lower.ptr[at + len] == 's' || name.ptr[at + len] != lower.ptr[at + len];
            if (begins && ends && str_starts(str_sub(lower, at, SIZE_MAX), str_from(*word)))
                return true;
        }
    }
    return false;
}

/* ---- SQLite, which goes by parts of a type's name
 * ------------------------------------------------------------------------------------------------
 */

static bool is_any(Str word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (str_is(word, *words))
            return true;
    return false;
}

/* Whether a type has the affinity NUMERIC or INTEGER without saying so. `type` in small letters.
 * Source: sqlite.org/datatype3.html, 3.1. */
static bool surprises(Str type)
{
    static const char *const whole[] = {"int",       "integer", "tinyint",  "smallint",
                                        "mediumint", "bigint",  "unsigned", "int2",
                                        "int8",      "int4",    "integers", NULL};
    static const char *const numeric[] = {
        "numeric",  "decimal", "dec", "number", "boolean", "bool", "date",     "time", "timestamp",
        "datetime", "money",   "bit", "year",   "json",    "uuid", "currency", "any",  NULL};
    static const char *const others[] = {"char", "clob", "text", "blob",
                                         "real", "floa", "doub", NULL};
    Str rest = type, word;

    if (str_contains(type, STR("int"))) {
        while (str_cut(&rest, ' ', &word))
            if (str_contains(word, STR("int")) && !is_any(lint_type_word(word), whole))
                return true;
        return false;
    }
    for (const char *const *part = others; *part != NULL; part++)
        if (str_contains(type, str_from(*part)))
            return false;
    return type.len > 0 && !is_any(lint_type_word(type), numeric);
}

static void lint_affinity(Lint *lint, const Table *table, const Column *column)
{
    if (lint_wants(lint, RULE_AFFINITY_SURPRISE) &&
        !sparse_bool(&table->obj.rec, FIELD_TABLE_STRICT) &&
        surprises(arena_lower(&lint->scratch, column->type)))
        say_type(lint, RULE_AFFINITY_SURPRISE, table, column);
}

/* ---- the walk
 * ------------------------------------------------------------------------------------------------
 */

static void lint_column_type(Lint *lint, const Table *table, const Column *column)
{
    Str word = lint_type_word(column->type);

    for (size_t i = 0; i < sizeof type_rules / sizeof *type_rules; i++)
        if (str_starts(column->type, str_from(type_rules[i].begins)))
            say_type(lint, type_rules[i].code, table, column);
    for (size_t i = 0; i < sizeof word_rules / sizeof *word_rules; i++)
        if (str_is(word, word_rules[i].begins))
            say_type(lint, word_rules[i].code, table, column);
    if (is_without_zone(column->type))
        say_type(lint, RULE_TIMESTAMP_NO_TZ, table, column);
    if (str_is(word, "timestamp") && lint_server_has(lint, LINT_TIMESTAMP_ENDS))
        say_type(lint, RULE_TIMESTAMP_2038, table, column);
    if (is_floating(word) && names_money(&lint->scratch, column->name))
        say_type(lint, RULE_FLOAT_FOR_MONEY, table, column);
    lint_affinity(lint, table, column);
}

void lint_columns(Lint *lint, const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        if (column->is_given)
            continue;
        lint_column_type(lint, table, column);
        if (str_starts(column->dflt, STR("nextval(")))
            lint_say(lint, RULE_SERIAL_TYPE, &table->obj, &column->rec,
                     STR("its default takes numbers from a sequence"));
        if (str_starts(column->dflt, STR("'0000-00-00")))
            lint_say(lint, RULE_ZERO_DATE, &table->obj, &column->rec,
                     arena_printf(lint->arena, "its default is %.*s", STR_ARG(column->dflt)));
        if (column->is_nullable)
            lint_say(lint, RULE_NULLABLE_COLUMN, &table->obj, &column->rec, STR("it may be NULL"));
    }
}
