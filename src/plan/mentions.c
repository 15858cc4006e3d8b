/* Which columns of its own table a record uses. */
#include "diff/tokens.h"
#include "plan/node.h"

/* Ignoring case: too many edges only order what could be in any order. */
static bool sql_mentions(Arena *scratch, Str sql, Str name)
{
    Tokens tokens = tokens_read(scratch, sql);

    for (size_t i = 0; i < tokens.len; i++)
        if (token_is_column(&tokens, i) && str_eq_ascii_nocase(tokens.items[i].name, name))
            return true;
    return false;
}

static bool keys_mention(Arena *scratch, const KeyParts *keys, Str name)
{
    for (size_t i = 0; i < keys->len; i++)
        if (str_eq(keys->items[i].name, name) ||
            sql_mentions(scratch, keys->items[i].expression, name))
            return true;
    return false;
}

/* The columns that a foreign key references are another table's, or were asked for as such. */
static bool is_of_related(const Record *rec, const Field *field)
{
    return rec->type == &foreign_key_type && field->id == FIELD_NONE &&
           field->offset == offsetof(ForeignKey, related_columns);
}

static bool field_mentions(Arena *scratch, const Record *rec, const Field *field, Str column)
{
    const void *at = record_at(rec, field);

    if (field->differs == D_IGNORE || is_of_related(rec, field) ||
        field->id == FIELD_POLICY_ROLES || field->id == FIELD_STATISTICS_KINDS)
        return false;
    if (field->kind == F_IDENTS)
        return strs_has(at, column);
    if (field->kind == F_KEYS)
        return keys_mention(scratch, at, column);
    for (size_t i = 0; field->kind == F_LIST && field->differs != D_CHILDREN && i < list_len(at);
         i++)
        if (plan_mentions_column(scratch, list_get(at, i), column))
            return true;
    return field->kind == F_EXPR && sql_mentions(scratch, *(const Str *)at, column);
}

bool plan_mentions_column(Arena *scratch, const Record *rec, Str column)
{
    ArenaMark mark = arena_mark(scratch);
    bool found = false;

    if (column.len == 0)
        return false;
    for (size_t i = 0; i < rec->type->count && !found; i++)
        found = field_mentions(scratch, rec, &rec->type->fields[i], column);
    arena_reset(scratch, mark);
    return found;
}
