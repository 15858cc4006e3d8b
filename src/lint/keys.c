/* Rules about primary keys and indexes. */
#include "lint/lint_inside.h"

enum { WIDE_FROM = 4 };

/* ---- the primary key
 * ------------------------------------------------------------------------------------------------
 */

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

static void lint_key_column(Lint *lint, const Table *table, const Column *column, bool is_alone)
{
    Str word = lint_type_word(column->type);
    int bits = is_alone && counts_up(table, column) ? small_bits(word) : 0;

    if (bits > 0)
        lint_say(
            lint, bits > 16 ? RULE_INT_PRIMARY_KEY : RULE_SMALL_INT_PRIMARY_KEY, &table->obj,
            &column->rec,
            arena_printf(lint->arena, "its primary key is of type %.*s", STR_ARG(column->type)));
    if (lint_is_outside(lint, LINT_KEY_TYPES, column->type) &&
        lint_is_outside(lint, LINT_KEY_TYPES, word))
        lint_say(lint, RULE_PK_TYPE, &table->obj, &column->rec,
                 arena_printf(lint->arena, "its primary key is of type %.*s, which is not allowed",
                              STR_ARG(column->type)));
    /* What counts rows can't be NULL, nor can anything where rows live in the key. */
    if (column->is_nullable && !sparse_bool(&table->obj.rec, FIELD_TABLE_WITHOUT_ROWID) &&
        !(is_alone && str_eq_ascii_nocase(column->type, STR("integer"))))
        lint_say(lint, RULE_PK_NULLABLE, &table->obj, &column->rec,
                 STR("it is of the primary key and may be NULL"));
}

static void lint_primary_key(Lint *lint, const Table *table)
{
    const Index *key = table_primary_key(table);

    if (key == NULL) {
        if (sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF).len == 0 &&
            !table_is_foreign(table))
            lint_say(lint, RULE_PK_MISSING, &table->obj, &table->obj.rec,
                     STR("it has no primary key"));
        return;
    }
    for (size_t i = 0; i < key->keys.len; i++) {
        const Column *column = table_column(table, key->keys.items[i].name);
        if (column != NULL && !column->is_given)
            lint_key_column(lint, table, column, key->keys.len == 1);
    }
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

static bool is_time(const Column *column)
{
    Str word = column == NULL ? STR_ABSENT : lint_type_word(column->type);

    return str_is(word, "datetime") || str_is(word, "timestamp") || str_is(word, "date");
}

static void lint_index(Lint *lint, const Table *table, const Index *index)
{
    if (index->keys.len >= WIDE_FROM && !has_more(index) && !index->is_given)
        lint_say(lint, RULE_WIDE_INDEX, &table->obj, &index->rec,
                 arena_printf(lint->arena, "it has %zu columns", index->keys.len));
    if (sparse_tristate(&index->rec, FIELD_INDEX_VISIBLE) == TRI_FALSE)
        lint_say(lint, RULE_INVISIBLE_INDEX, &table->obj, &index->rec,
                 STR("queries may not use it"));
    if (index->keys.len > 1 && is_time(table_column(table, index->keys.items[0].name)))
        lint_say(lint, RULE_DATETIME_INDEX_FIRST, &table->obj, &index->rec,
                 arena_printf(lint->arena, "it begins with the time \"%.*s\"",
                              STR_ARG(index->keys.items[0].name)));
}

void lint_keys(Lint *lint, const Table *table)
{
    lint_primary_key(lint, table);
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        for (size_t k = 0; k < table->indexes.len; k++)
            if (k != i)
                lint_pair(lint, table, index, table->indexes.items[k], k < i);
        lint_index(lint, table, index);
    }
}
