/* Rules about keys, indexes and foreign keys. */
#include "lint/lint_inside.h"
#include "model/label.h"

enum { WIDE_FROM = 4 };

/* ---- the primary key
 * ------------------------------------------------------------------------------------------------
 */

static const Index *primary_key(const Table *table)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (table->indexes.items[i]->is_primary)
            return table->indexes.items[i];
    return NULL;
}

/* How many bits a whole number of this type has; 0: it is none, or has more than 32. */
static int small_bits(Str word)
{
    static const struct {
        const char *word;
        int bits;
    } types[] = {{"integer", 32}, {"int", 32},        {"mediumint", 24}, {"smallint", 16},
                 {"int2", 16},    {"int4", 32},       {"tinyint", 8},    {"serial", 32},
                 {"serial4", 32}, {"smallserial", 16}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(word, types[i].word))
            return types[i].bits;
    return 0;
}

/* Values of a key of several columns, or of one that refers to another table, are not counted up.
 */
static bool counts_up(const Table *table, const Column *column)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        if (strs_has(&table->foreign_keys.items[i]->columns, column->name))
            return false;
    return true;
}

static void lint_primary_key(Lint *lint, const Table *table)
{
    const Index *key = primary_key(table);
    const Column *column;
    int bits;

    if (key == NULL) {
        if (sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF).len == 0 &&
            !table_is_foreign(table))
            lint_say(lint, RULE_PK_MISSING, &table->obj, &table->obj.rec,
                     STR("it has no primary key"));
        return;
    }
    column = key->keys.len == 1 ? lint_column(table, key->keys.items[0].name) : NULL;
    bits =
        column == NULL || !counts_up(table, column) ? 0 : small_bits(lint_type_word(column->type));
    if (bits > 16)
        lint_say(
            lint, RULE_INT_PRIMARY_KEY, &table->obj, &column->rec,
            arena_printf(lint->arena, "its primary key is of type %.*s", STR_ARG(column->type)));
    else if (bits > 0)
        lint_say(
            lint, RULE_SMALL_INT_PRIMARY_KEY, &table->obj, &column->rec,
            arena_printf(lint->arena, "its primary key is of type %.*s", STR_ARG(column->type)));
}

/* ---- indexes
 * ------------------------------------------------------------------------------------------------
 */

static bool same_method(const Index *a, const Index *b)
{
    return str_eq(sparse_str(&a->rec, FIELD_INDEX_METHOD),
                  sparse_str(&b->rec, FIELD_INDEX_METHOD)) &&
           str_eq(sparse_str(&a->rec, FIELD_INDEX_TYPE), sparse_str(&b->rec, FIELD_INDEX_TYPE));
}

/* Whether the keys of `wide` begin with those of `narrow`. */
static bool begins_with(const Index *wide, const Index *narrow)
{
    KeyParts first = wide->keys;

    if (narrow->keys.len == 0 || wide->keys.len < narrow->keys.len)
        return false;
    first.len = narrow->keys.len;
    return key_parts_equal(&first, &narrow->keys);
}

/* What a narrower index has that a wider one can't give. */
static bool has_more(const Index *index)
{
    return index->is_primary || index->is_unique || index->is_constraint ||
           index->include.len > 0 || sparse_bool(&index->rec, FIELD_INDEX_CLUSTERED);
}

static bool is_tree(const Index *index)
{
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);
    Str type = sparse_str(&index->rec, FIELD_INDEX_TYPE);

    return (method.len == 0 || str_is(method, "btree")) && (type.len == 0 || str_is(type, "BTREE"));
}

/* Of two that are equal the later one is said; one that keeps values unique goes before one that
 * does not. */
static void lint_pair(Lint *lint, const Table *table, const Index *narrow, const Index *wide,
                      bool is_later)
{
    bool is_same = narrow->keys.len == wide->keys.len;

    if (narrow->is_given || !same_method(narrow, wide) || !begins_with(wide, narrow) ||
        !str_eq(narrow->predicate, wide->predicate))
        return;
    if (is_same && (!has_more(narrow) || (has_more(wide) && narrow->include.len == 0)) &&
        (is_later || (has_more(wide) && !has_more(narrow))))
        lint_say(lint, RULE_DUPLICATE_INDEX, &table->obj, &narrow->rec,
                 arena_printf(lint->arena, "it has the columns of \"%.*s\"", STR_ARG(wide->name)));
    else if (!is_same && !has_more(narrow) && is_tree(narrow))
        lint_say(
            lint, RULE_REDUNDANT_INDEX, &table->obj, &narrow->rec,
            arena_printf(lint->arena, "\"%.*s\" begins with its columns", STR_ARG(wide->name)));
}

void lint_keys(Lint *lint, const Table *table)
{
    lint_primary_key(lint, table);
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        for (size_t k = 0; k < table->indexes.len; k++)
            if (k != i)
                lint_pair(lint, table, index, table->indexes.items[k], k < i);
        if (index->keys.len >= WIDE_FROM && !has_more(index) && !index->is_given)
            lint_say(lint, RULE_WIDE_INDEX, &table->obj, &index->rec,
                     arena_printf(lint->arena, "it has %zu columns", index->keys.len));
        if (sparse_tristate(&index->rec, FIELD_INDEX_VISIBLE) == TRI_FALSE)
            lint_say(lint, RULE_INVISIBLE_INDEX, &table->obj, &index->rec,
                     STR("queries may not use it"));
    }
}

/* ---- foreign keys
 * ------------------------------------------------------------------------------------------------
 */

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

static void lint_sides(Lint *lint, const Table *table, const ForeignKey *key, const Column *from,
                       const Column *to)
{
    Str from_collation = sparse_str(&from->rec, FIELD_COLUMN_COLLATION);
    Str to_collation = sparse_str(&to->rec, FIELD_COLUMN_COLLATION);

    if (!str_eq(from->type, to->type))
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

static void lint_foreign_key(Lint *lint, const Table *table, const ForeignKey *key)
{
    const Table *to = (const Table *)model_find(lint->input->model, REC_TABLE, key->related_schema,
                                                key->related_table);
    const Index *primary = to == NULL ? NULL : primary_key(to);

    lint_say(lint, RULE_HAS_FOREIGN_KEY, &table->obj, &key->rec, STR("it is a foreign key"));
    if (!has_index(table, &key->columns))
        lint_say(lint, RULE_FK_WITHOUT_INDEX, &table->obj, &key->rec,
                 STR("no index of its table begins with its columns"));
    for (size_t i = 0; to != NULL && i < key->columns.len; i++) {
        Str name = i < key->related_columns.len ? key->related_columns.items[i]
                   : primary != NULL && i < primary->keys.len && key->related_columns.len == 0
                       ? primary->keys.items[i].name
                       : STR_ABSENT;
        const Column *from = lint_column(table, key->columns.items[i]);
        const Column *other = name.len == 0 ? NULL : lint_column(to, name);
        if (from != NULL && other != NULL)
            lint_sides(lint, table, key, from, other);
    }
}

void lint_foreign_keys(Lint *lint, const Table *table)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        lint_foreign_key(lint, table, table->foreign_keys.items[i]);
}
