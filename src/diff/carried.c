/* Equality as it will be after the renames of this plan. */
#include "diff/carried.h"

#include "diff/dotted.h"
#include "diff/tokens.h"
#include "model/label.h"
#include "model/remote.h"

static void read_table(Arena *arena, Renames *renames, const Pair *pair)
{
    const Table *live = (const Table *)pair->live, *desired = (const Table *)pair->desired;
    TableRenames *table = ARENA_NEW(arena, TableRenames);

    *table = (TableRenames){.live = live, .desired = desired};
    for (size_t i = 0; i < pair->children.len; i++) {
        const Pair *child = pair->children.items[i];
        if (!child->is_renamed || child->live->type != &column_type)
            continue;
        Str *name = ARENA_NEW(arena, Str);
        *name = record_name(child->desired);
        (void)map_put(arena, &table->columns, record_name(child->live), name);
    }
    if (pair->is_renamed || table->columns.len > 0)
        (void)map_put(arena, &renames->tables, label_name(arena, live->obj.schema, live->obj.name),
                      table);
}

Renames renames_read(Arena *arena, const Pairs *pairs)
{
    Renames renames = {.live = pairs->live, .desired = pairs->desired};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        const Object *live = (const Object *)pair->live, *desired = (const Object *)pair->desired;
        if (live == NULL || desired == NULL)
            continue;
        if (pair->is_renamed) {
            Str *label = ARENA_NEW(arena, Str);
            *label = label_name(arena, desired->schema, desired->name);
            (void)map_put(arena, &renames.objects, label_name(arena, live->schema, live->name),
                          label);
        }
        if (live->rec.type == &table_type)
            read_table(arena, &renames, pair);
    }
    return renames;
}

static const TableRenames *table_renames(Arena *scratch, const Renames *renames, Str schema,
                                         Str name)
{
    if (renames->tables.len == 0)
        return NULL;
    return map_get(&renames->tables, label_name(scratch, schema, name));
}

/* The name that the server will show for a live column. */
static Str carried_column(const TableRenames *table, Str name)
{
    const Str *renamed = table == NULL ? NULL : map_get(&table->columns, name);

    return renamed == NULL ? name : *renamed;
}

static bool carried_names_equal(const TableRenames *table, const StrVec *live,
                                const StrVec *desired)
{
    if (live->len != desired->len)
        return false;
    for (size_t i = 0; i < live->len; i++)
        if (!str_eq(carried_column(table, live->items[i]), desired->items[i]))
            return false;
    return true;
}

/* A string that is cast to a relation names one: `'shop.numbers'::regclass`. */
static bool is_relation_string(const Tokens *tokens, size_t i)
{
    return i + 3 < tokens->len && tokens->items[i].name.len > 0 &&
           str_is(tokens->items[i + 1].text, ":") && str_is(tokens->items[i + 2].text, ":") &&
           str_eq_ascii_nocase(tokens->items[i + 3].text, STR("regclass"));
}

static Str dotted_label(Arena *scratch, Str text)
{
    StrVec parts = dotted_read(scratch, text);

    if (parts.len != 2)
        return text;
    return label_name(scratch, parts.items[0], parts.items[1]);
}

static bool strings_equal(Arena *scratch, const Renames *renames, const Tokens *a, const Tokens *b,
                          size_t i)
{
    if (is_relation_string(a, i) && is_relation_string(b, i)) {
        Str live = dotted_label(scratch, a->items[i].name);
        const Str *renamed = map_get(&renames->objects, live);
        return str_eq(renamed == NULL ? live : *renamed, dotted_label(scratch, b->items[i].name));
    }
    return str_eq(a->items[i].text, b->items[i].text);
}

/* A bare word equals one in another case: keywords, and names as all servers but one fold them. */
static bool names_equal(const Token *live, Str carried, const Token *desired)
{
    if (live->kind == TOKEN_WORD && desired->kind == TOKEN_WORD)
        return str_eq_ascii_nocase(carried, desired->name);
    return (desired->kind == TOKEN_WORD || desired->kind == TOKEN_NAME) &&
           str_eq(carried, desired->name);
}

static bool token_equal(Arena *scratch, const Renames *renames, const TableRenames *table,
                        const Tokens *a, const Tokens *b, size_t i)
{
    const Token *live = &a->items[i], *desired = &b->items[i];
    Str name = live->name;

    switch (live->kind) {
    case TOKEN_WORD:
    case TOKEN_NAME:
        if (token_is_column(a, i))
            name = carried_column(table, name);
        else if (table != NULL && i + 1 < a->len && str_is(a->items[i + 1].text, ".") &&
                 str_eq(name, table->live->obj.name))
            name = table->desired->obj.name;
        return names_equal(live, name, desired);
    case TOKEN_STRING:
        return desired->kind == TOKEN_STRING && strings_equal(scratch, renames, a, b, i);
    case TOKEN_NUMBER:
    case TOKEN_OTHER:
        return str_eq(live->text, desired->text);
    }
    return false;
}

static bool carried_sql_equal(Arena *scratch, const Renames *renames, const TableRenames *table,
                              Str live, Str desired)
{
    Tokens a, b;

    if (table == NULL && renames->objects.len == 0)
        return str_eq(live, desired);
    a = tokens_read(scratch, live);
    b = tokens_read(scratch, desired);
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (!token_equal(scratch, renames, table, &a, &b, i))
            return false;
    return true;
}

static bool carried_keys_equal(Arena *scratch, const Renames *renames, const TableRenames *table,
                               const KeyParts *live, const KeyParts *desired)
{
    if (live->len != desired->len)
        return false;
    for (size_t i = 0; i < live->len; i++) {
        KeyPart part = live->items[i];
        KeyParts one = {&part, 1, 1}, other = {&desired->items[i], 1, 1};
        part.name = part.name.len == 0 ? part.name : carried_column(table, part.name);
        if (carried_sql_equal(scratch, renames, table, part.expression,
                              desired->items[i].expression))
            part.expression = desired->items[i].expression;
        if (!key_parts_equal(&one, &other))
            return false;
    }
    return true;
}

static Str related_schema(const ForeignKey *key, const Object *table)
{
    return key->related_schema.len == 0 ? table->schema : key->related_schema;
}

/* The referenced columns, also where the key leaves them to the primary key. */
static StrVec related_columns(Arena *scratch, const Model *model, const ForeignKey *key,
                              const Object *table)
{
    StrVec names = key->related_columns;
    const Object *related;
    const Index *primary = NULL;

    if (names.len > 0)
        return names;
    related = model_find(model, REC_TABLE, related_schema(key, table), key->related_table);
    if (related != NULL)
        primary = table_primary_key((const Table *)related);
    for (size_t i = 0; primary != NULL && i < primary->keys.len; i++)
        vec_push(scratch, &names, primary->keys.items[i].name);
    return names;
}

/* Which member of a foreign key a field is. */
static bool is_member(const Field *field, size_t offset)
{
    return field->id == FIELD_NONE && field->offset == offset;
}

static bool is_related(const Field *field)
{
    return is_member(field, offsetof(ForeignKey, related_schema)) ||
           is_member(field, offsetof(ForeignKey, related_table)) ||
           is_member(field, offsetof(ForeignKey, related_columns));
}

static bool related_equal(Arena *scratch, const CarriedScope *scope, const Field *field,
                          const ForeignKey *live, const ForeignKey *desired)
{
    const TableRenames *related = table_renames(
        scratch, scope->renames, related_schema(live, scope->live), live->related_table);
    StrVec a, b;

    if (is_member(field, offsetof(ForeignKey, related_schema)))
        return str_eq(related == NULL ? related_schema(live, scope->live)
                                      : related->desired->obj.schema,
                      related_schema(desired, scope->desired));
    if (is_member(field, offsetof(ForeignKey, related_table)))
        return str_eq(related == NULL ? live->related_table : related->desired->obj.name,
                      desired->related_table);
    a = related_columns(scratch, scope->renames->live, live, scope->live);
    b = related_columns(scratch, scope->renames->desired, desired, scope->desired);
    return carried_names_equal(related, &a, &b);
}

/* `table.column`, the table in the sequence's own schema where none is given. */
static Str owner_label(Arena *scratch, const Renames *renames, Str owner, Str schema)
{
    StrVec parts = dotted_read(scratch, owner);
    const TableRenames *table = NULL;
    Str name, column;

    if (parts.len < 2)
        return owner;
    name = parts.items[parts.len - 2];
    column = parts.items[parts.len - 1];
    if (parts.len > 2)
        schema = parts.items[parts.len - 3];
    if (renames != NULL)
        table = table_renames(scratch, renames, schema, name);
    if (table != NULL) {
        schema = table->desired->obj.schema;
        name = table->desired->obj.name;
        column = carried_column(table, column);
    }
    return label_name(scratch, label_name(scratch, schema, name), column);
}

static bool owner_equal(Arena *scratch, const CarriedScope *scope, Str live, Str desired)
{
    if (live.len == 0 || desired.len == 0)
        return live.len == desired.len;
    return str_eq(owner_label(scratch, scope->renames, live, scope->live->schema),
                  owner_label(scratch, NULL, desired, scope->desired->schema));
}

static bool lists_equal(Arena *scratch, const CarriedScope *scope, const void *live,
                        const void *desired)
{
    if (list_len(live) != list_len(desired))
        return false;
    for (size_t i = 0; i < list_len(live); i++) {
        const Record *a = list_get(live, i), *b = list_get(desired, i);
        for (size_t k = 0; k < a->type->count; k++)
            if (!carried_field_equal(scratch, scope, &a->type->fields[k], a, b))
                return false;
    }
    return true;
}

/* Names of relations, each after its rename. */
static bool relations_equal(Arena *scratch, const Renames *renames, const Str *live,
                            const Str *desired, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Str label = dotted_label(scratch, live[i]);
        const Str *renamed = map_get(&renames->objects, label);
        if (!str_eq(renamed == NULL ? label : *renamed, dotted_label(scratch, desired[i])))
            return false;
    }
    return true;
}

/* Names of servers and wrappers, which may be renamed; of other fields the values. */
static bool global_equal(Arena *scratch, const Renames *renames, const Field *field,
                         const Record *live, const Record *desired)
{
    const Str *renamed;

    if (record_field_equal(field, live, desired) || field->kind != F_IDENT)
        return record_field_equal(field, live, desired);
    renamed = map_get(&renames->objects,
                      label_name(scratch, STR_ABSENT, *(const Str *)record_at(live, field)));
    return renamed != NULL && str_eq(*renamed, label_name(scratch, STR_ABSENT,
                                                          *(const Str *)record_at(desired, field)));
}

/* Columns of a published table by the names that they will have; their order is no matter. */
static bool published_columns_equal(const TableRenames *table, const PublicationTable *live,
                                    const PublicationTable *desired)
{
    size_t found = 0;

    for (size_t i = 0; i < live->columns.len; i++)
        found += strs_has(&desired->columns, carried_column(table, live->columns.items[i]));
    return found == live->columns.len && live->columns.len == desired->columns.len;
}

static bool parents_equal(Arena *scratch, const Renames *renames, const Field *field,
                          const void *live, const void *desired)
{
    const StrVec *a = live, *b = desired;

    if (field->id == FIELD_TABLE_PARTITION_OF)
        return relations_equal(scratch, renames, live, desired, 1);
    return a->len == b->len && relations_equal(scratch, renames, a->items, b->items, a->len);
}

static bool field_equal_here(Arena *scratch, const CarriedScope *scope, const Field *field,
                             const Record *live, const Record *desired)
{
    const void *a = record_at(live, field), *b = record_at(desired, field);
    const TableRenames *table =
        table_renames(scratch, scope->renames, scope->live->schema, scope->live->name);

    if (live->type == &foreign_key_type && is_related(field))
        return related_equal(scratch, scope, field, (const ForeignKey *)live,
                             (const ForeignKey *)desired);
    if (live->type == &publication_table_type)
        table = map_get(&scope->renames->tables, record_name(live));
    if (live->type == &publication_table_type && field->kind == F_IDENTS)
        return published_columns_equal(table, (const PublicationTable *)live,
                                       (const PublicationTable *)desired);
    if (field->id == FIELD_TABLE_SERVER || live->type == &foreign_server_type)
        return global_equal(scratch, scope->renames, field, live, desired);
    if (field->id == FIELD_SEQUENCE_OWNED_BY)
        return owner_equal(scratch, scope, *(const Str *)a, *(const Str *)b);
    if (field->id == FIELD_TABLE_PARTITION_OF || field->id == FIELD_TABLE_INHERITS)
        return parents_equal(scratch, scope->renames, field, a, b);
    if (field->kind == F_IDENTS && field->id != FIELD_POLICY_ROLES &&
        field->id != FIELD_STATISTICS_KINDS)
        return carried_names_equal(table, a, b);
    if (field->kind == F_KEYS)
        return carried_keys_equal(scratch, scope->renames, table, a, b);
    if (field->kind == F_LIST)
        return lists_equal(scratch, scope, a, b);
    if (field->kind == F_EXPR)
        return carried_sql_equal(scratch, scope->renames, table, *(const Str *)a, *(const Str *)b);
    return record_field_equal(field, live, desired);
}

bool carried_field_equal(Arena *scratch, const CarriedScope *scope, const Field *field,
                         const Record *live, const Record *desired)
{
    ArenaMark mark = arena_mark(scratch);
    bool equal = field_equal_here(scratch, scope, field, live, desired);

    arena_reset(scratch, mark);
    return equal;
}

bool carried_content_equal(Arena *scratch, const CarriedScope *scope, const Record *live,
                           const Record *desired)
{
    for (size_t i = 0; i < live->type->count; i++) {
        const Field *field = &live->type->fields[i];
        if (field->differs == D_RECREATE &&
            !carried_field_equal(scratch, scope, field, live, desired))
            return false;
    }
    return true;
}
