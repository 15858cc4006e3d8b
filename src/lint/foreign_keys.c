/* Rules about foreign keys: both of their sides, and what serves them. */
#include "lint/lint_inside.h"

/* ---- the referencing side
 * ------------------------------------------------------------------------------------------------
 */

static bool is_tree(const Index *index)
{
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);

    return method.len == 0 || str_is(method, "btree");
}

/* Whether the index begins with these columns, in whatever order. */
static bool serves(const Index *index, const StrVec *columns)
{
    if (index->keys.len < columns->len || index->predicate.len > 0 || !is_tree(index))
        return false;
    for (size_t i = 0; i < columns->len; i++)
        if (!strs_has(columns, index->keys.items[i].name))
            return false;
    return true;
}

static bool has_index(const Table *table, const StrVec *columns)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (serves(table->indexes.items[i], columns))
            return true;
    return false;
}

static void lint_null_action(Lint *lint, const Table *table, const ForeignKey *key)
{
    const StrVec *set = sparse_strs(&key->rec, FIELD_FK_DELETE_COLUMNS);

    if (key->on_delete != FK_SET_NULL && key->on_update != FK_SET_NULL)
        return;
    if (key->on_update == FK_SET_NULL || set->len == 0)
        set = &key->columns;
    for (size_t i = 0; i < set->len; i++) {
        const Column *column = table_column(table, set->items[i]);
        if (column == NULL || column->is_nullable)
            continue;
        lint_say(lint, RULE_FK_SET_NULL_REQUIRED, &table->obj, &key->rec,
                 arena_printf(lint->arena, "it sets \"%.*s\" NULL, which is NOT NULL",
                              STR_ARG(column->name)));
        return;
    }
}

static bool same_key(const ForeignKey *a, const ForeignKey *b)
{
    if (a->columns.len != b->columns.len || !str_eq(a->related_table, b->related_table) ||
        !str_eq(a->related_schema, b->related_schema))
        return false;
    for (size_t i = 0; i < a->columns.len; i++)
        if (!str_eq(a->columns.items[i], b->columns.items[i]))
            return false;
    return true;
}

static void lint_doubled(Lint *lint, const Table *table, size_t at)
{
    const ForeignKey *key = table->foreign_keys.items[at];

    for (size_t i = 0; i < at; i++)
        if (same_key(table->foreign_keys.items[i], key)) {
            lint_say(lint, RULE_DUPLICATE_FOREIGN_KEY, &table->obj, &key->rec,
                     arena_printf(lint->arena, "it has the columns of \"%.*s\"",
                                  STR_ARG(table->foreign_keys.items[i]->name)));
            return;
        }
}

/* ---- both sides
 * ------------------------------------------------------------------------------------------------
 */

/* Texts are compared whatever their length: a key may be wider than what refers to it. */
static Str comparable(Str type)
{
    static const char *const texts[] = {"character", "varchar", "char", "text", "bpchar", NULL};
    Str word = lint_type_word(type);

    for (const char *const *text = texts; *text != NULL; text++)
        if (str_is(word, *text))
            return STR("text");
    return type;
}

static void lint_sides(Lint *lint, const Table *table, const ForeignKey *key, const Column *from,
                       const Column *to)
{
    Str from_collation = sparse_str(&from->rec, FIELD_COLUMN_COLLATION);
    Str to_collation = sparse_str(&to->rec, FIELD_COLUMN_COLLATION);

    if (!str_eq(comparable(from->type), comparable(to->type)))
        lint_say(lint, RULE_FK_TYPE, &table->obj, &key->rec,
                 arena_printf(lint->arena,
                              "\"%.*s\" is of type %.*s and refers to \"%.*s\" of type %.*s",
                              STR_ARG(from->name), STR_ARG(from->type), STR_ARG(to->name),
                              STR_ARG(to->type)));
    else if (!str_eq(from_collation, to_collation))
        lint_say(lint, RULE_COLLATION_MIXED, &table->obj, &key->rec,
                 arena_printf(lint->arena, "\"%.*s\" and \"%.*s\" have different collations",
                              STR_ARG(from->name), STR_ARG(to->name)));
}

/* The referenced column of number `at`; absent: not known. */
static Str related_column(const ForeignKey *key, const Index *primary, size_t at)
{
    if (at < key->related_columns.len)
        return key->related_columns.items[at];
    return primary != NULL && at < primary->keys.len && key->related_columns.len == 0
               ? primary->keys.items[at].name
               : STR_ABSENT;
}

/* ---- the referenced side
 * ------------------------------------------------------------------------------------------------
 */

static bool keeps_unique(const Index *index, const StrVec *columns)
{
    if (!index_is_unique(index) || index->predicate.len > 0 || index->keys.len != columns->len)
        return false;
    for (size_t i = 0; i < index->keys.len; i++)
        if (!strs_has(columns, index->keys.items[i].name))
            return false;
    return true;
}

static bool has_parent_key(const Lint *lint, const Table *to, const StrVec *columns)
{
    for (size_t i = 0; i < to->indexes.len; i++)
        if (keeps_unique(to->indexes.items[i], columns) ||
            (lint_server_has(lint, LINT_ANY_INDEX_IS_PARENT) &&
             serves(to->indexes.items[i], columns)))
            return true;
    return false;
}

static void lint_parent(Lint *lint, const Table *table, const ForeignKey *key, const Table *to)
{
    const Index *primary = table_primary_key(to);
    bool has_key = key->related_columns.len == 0
                       ? primary != NULL && primary->keys.len == key->columns.len
                       : has_parent_key(lint, to, &key->related_columns);

    if (!has_key && !sparse_bool(&key->rec, FIELD_FK_PERIOD))
        lint_say(lint, RULE_FK_PARENT, &table->obj, &key->rec,
                 arena_printf(lint->arena, "no key of \"%.*s\" keeps what it refers to unique",
                              STR_ARG(to->obj.name)));
}

static void lint_foreign_key(Lint *lint, const Table *table, size_t at)
{
    const ForeignKey *key = table->foreign_keys.items[at];
    const Table *to = (const Table *)model_find(lint->input->model, REC_TABLE, key->related_schema,
                                                key->related_table);

    lint_say(lint, RULE_HAS_FOREIGN_KEY, &table->obj, &key->rec, STR("it is a foreign key"));
    if (key->on_delete == FK_CASCADE)
        lint_say(lint, RULE_HAS_CASCADE, &table->obj, &key->rec, STR("it deletes rows by itself"));
    if (!has_index(table, &key->columns))
        lint_say(lint, RULE_FK_WITHOUT_INDEX, &table->obj, &key->rec,
                 STR("no index of its table begins with its columns"));
    lint_null_action(lint, table, key);
    lint_doubled(lint, table, at);
    if (to == NULL)
        return;
    lint_parent(lint, table, key, to);
    for (size_t i = 0; i < key->columns.len; i++) {
        Str name = related_column(key, table_primary_key(to), i);
        const Column *from = table_column(table, key->columns.items[i]);
        const Column *other = name.len == 0 ? NULL : table_column(to, name);
        if (from != NULL && other != NULL)
            lint_sides(lint, table, key, from, other);
    }
}

void lint_foreign_keys(Lint *lint, const Table *table)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        lint_foreign_key(lint, table, i);
}
