/* Rules about columns and their types. */
#include "lint/lint_inside.h"

Str lint_type_word(Str type)
{
    size_t end = 0;

    while (end < type.len && type.ptr[end] != '(' && type.ptr[end] != ' ')
        end++;
    return str_sub(type, 0, end);
}

const Column *lint_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_eq(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
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

static bool is_without_zone(Str type)
{
    return str_is(lint_type_word(type), "timestamp") && !str_ends(type, STR("with time zone"));
}

static void lint_column_type(Lint *lint, const Table *table, const Column *column)
{
    for (size_t i = 0; i < sizeof type_rules / sizeof *type_rules; i++)
        if (str_starts(column->type, str_from(type_rules[i].begins)))
            lint_say(lint, type_rules[i].code, &table->obj, &column->rec,
                     arena_printf(lint->arena, "it is of type %.*s", STR_ARG(column->type)));
    if (is_without_zone(column->type))
        lint_say(lint, RULE_TIMESTAMP_NO_TZ, &table->obj, &column->rec,
                 arena_printf(lint->arena, "it is of type %.*s", STR_ARG(column->type)));
    if (str_is(column->type, "json"))
        lint_say(lint, RULE_JSON_NOT_JSONB, &table->obj, &column->rec, STR("it is of type json"));
}

void lint_columns(Lint *lint, const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        if (column->is_given)
            continue;
        lint_column_type(lint, table, column);
        if (str_starts(column->dflt, STR("'0000-00-00")))
            lint_say(lint, RULE_ZERO_DATE, &table->obj, &column->rec,
                     arena_printf(lint->arena, "its default is %.*s", STR_ARG(column->dflt)));
        if (column->is_nullable)
            lint_say(lint, RULE_NULLABLE_COLUMN, &table->obj, &column->rec, STR("it may be NULL"));
    }
}
