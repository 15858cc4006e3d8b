/* A desired table in the spelling of these servers. */
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_settle.h"
#include "engine/mysql/my_slots.h"

/* ---- indexes */

/* NULL sorts below everything, and an index can't be told otherwise. */
static void settle_nulls(const MySettle *settle, const Index *index, KeyPart *part)
{
    NullsOrder own = part->is_desc ? NULLS_LAST : NULLS_FIRST;

    if (part->nulls != NULLS_DEFAULT && part->nulls != own)
        my_settle_refuse(settle, &index->rec, "IndexColumns", MY_BY_PLATFORM,
                         "%.*s: %s sorts NULL first in ascending order, last in descending order",
                         STR_ARG(my_settle_label(settle, &index->rec)), settle->title);
    part->nulls = NULLS_DEFAULT;
}

static bool is_period(const Table *table, Str name)
{
    const void *periods = sparse_list(&table->obj.rec, FIELD_TABLE_PERIODS);

    for (size_t i = 0; i < list_len(periods); i++)
        if (str_eq_ascii_nocase(((const Period *)list_get(periods, i))->name, name))
            return true;
    return false;
}

static void settle_key_part(const MySettle *settle, const Table *table, const Index *index,
                            KeyPart *part)
{
    Str label = my_settle_label(settle, &index->rec);

    if (part->opclass.len > 0)
        my_settle_refuse(settle, &index->rec, "IndexColumns", MY_BY_PLATFORM,
                         "%.*s: %s has no operator classes", STR_ARG(label), settle->title);
    if (part->collation.len > 0)
        my_settle_refuse(settle, &index->rec, "IndexColumns", "give the column a Collation",
                         "%.*s: a key has the collation of its column", STR_ARG(label));
    if (part->expression.len > 0 && settle->family == MY_MARIADB)
        my_settle_refuse(settle, &index->rec, "IndexColumns",
                         "make a VIRTUAL column of the expression, and index that",
                         "%.*s: MariaDB has no indexes on expressions", STR_ARG(label));
    if (part->name.len > 0 && my_table_column(table, part->name) == NULL &&
        !is_period(table, part->name))
        my_settle_refuse(settle, &index->rec, "IndexColumns",
                         "columns of the table, or (expressions)",
                         "%.*s: table %.*s has no column %.*s", STR_ARG(label),
                         STR_ARG(table->obj.name), STR_ARG(part->name));
    settle_nulls(settle, index, part);
    part->expression = my_bare_expression(settle->arena, part->expression);
}

static void settle_index_type(const MySettle *settle, Index *index)
{
    Str kind = arena_upper(settle->arena, str_trim(sparse_str(&index->rec, FIELD_INDEX_TYPE)));

    if (str_is(kind, "BTREE"))
        kind = STR_ABSENT;
    if (kind.len > 0 && !str_is(kind, "HASH") && !str_is(kind, "FULLTEXT") &&
        !str_is(kind, "SPATIAL"))
        my_settle_refuse(settle, &index->rec, "IndexType", "BTREE, HASH, FULLTEXT or SPATIAL",
                         "%.*s: IndexType is %.*s", STR_ARG(my_settle_label(settle, &index->rec)),
                         STR_ARG(kind));
    sparse_set_str(settle->arena, &index->rec, FIELD_INDEX_TYPE, kind);
}

static void settle_index(MySettle *settle, const Table *table, Index *index)
{
    my_settle_fields(settle, &index->rec);
    for (size_t i = 0; i < index->keys.len; i++)
        settle_key_part(settle, table, index, &index->keys.items[i]);
    settle_index_type(settle, index);
    if (sparse_tristate(&index->rec, FIELD_INDEX_VISIBLE) == TRI_TRUE)
        sparse_set_tristate(settle->arena, &index->rec, FIELD_INDEX_VISIBLE, TRI_ABSENT);
    /* A unique index is a constraint, and the primary key has one name. */
    index->is_unique = (index->is_unique || index->is_constraint) && !index->is_primary;
    index->is_constraint = false;
    if (index->is_primary)
        index->name = STR("PRIMARY");
}

static void take_full_text(const MySettle *settle, Table *table)
{
    const void *list = sparse_list(&table->obj.rec, FIELD_TABLE_FULLTEXT);

    for (size_t i = 0; i < list_len(list); i++) {
        const FullTextIndex *given = (const FullTextIndex *)list_get(list, i);
        Index *index = model_add_index(settle->model, table, given->name);
        index->keys = given->keys;
        index->rec.file = given->rec.file;
        index->rec.node = given->rec.node;
        sparse_set_str(settle->arena, &index->rec, FIELD_INDEX_TYPE, STR("FULLTEXT"));
        sparse_set_str(settle->arena, &index->rec, FIELD_INDEX_PARSER,
                       sparse_str(&given->rec, FIELD_INDEX_PARSER));
        sparse_set_str(settle->arena, &index->rec, FIELD_COMMENT,
                       sparse_str(&given->rec, FIELD_COMMENT));
        sparse_set_str(settle->arena, &index->rec, FIELD_OLD_NAME,
                       sparse_str(&given->rec, FIELD_OLD_NAME));
    }
}

/* ---- foreign keys */

static void settle_foreign_key(MySettle *settle, ForeignKey *key)
{
    my_settle_fields(settle, &key->rec);
    /* The two are one here. */
    if (key->on_delete == FK_RESTRICT)
        key->on_delete = FK_NO_ACTION;
    if (key->on_update == FK_RESTRICT)
        key->on_update = FK_NO_ACTION;
}

/* Whether an index begins with the columns of a key, whole and in order: one that the server
 * takes for it. */
static bool serves(const Index *index, const ForeignKey *key)
{
    Str kind = sparse_str(&index->rec, FIELD_INDEX_TYPE);

    if (index->keys.len < key->columns.len || str_is(kind, "FULLTEXT") || str_is(kind, "SPATIAL"))
        return false;
    for (size_t i = 0; i < key->columns.len; i++)
        if (!str_eq_ascii_nocase(index->keys.items[i].name, key->columns.items[i]) ||
            index->keys.items[i].length != 0)
            return false;
    return true;
}

static Str free_index_name(const MySettle *settle, const Table *table, Str base)
{
    Str name = base;

    for (int number = 2; table_index(table, name) != NULL; number++)
        name = arena_printf(settle->arena, "%.*s_%d", STR_ARG(base), number);
    return name;
}

/* Where no index serves, the server makes one by itself, and keeps it. */
static void add_index_of(const MySettle *settle, Table *table, const ForeignKey *key)
{
    Index *index;

    for (size_t i = 0; i < table->indexes.len; i++)
        if (serves(table->indexes.items[i], key))
            return;
    if (key->columns.len == 0)
        return;
    index = model_add_index(
        settle->model, table,
        free_index_name(settle, table, key->name.len > 0 ? key->name : key->columns.items[0]));
    for (size_t i = 0; i < key->columns.len; i++) {
        KeyPart part = {.name = key->columns.items[i]};
        vec_push(settle->arena, &index->keys, part);
    }
}

/* ---- the table */

static void settle_columns(MySettle *settle, Table *table)
{
    const Index *primary;
    Map names = {0};

    for (size_t i = 0; i < table->columns.len; i++) {
        Column *column = table->columns.items[i];
        my_settle_column(settle, table, column);
        if (map_put(settle->arena, &names, my_fold_name(settle->arena, column->name), column) !=
            NULL)
            err_at(settle->errs, ERR_DUPLICATE, record_loc(settle->arena, &column->rec),
                   "names of columns don't differ by case", "%.*s is declared twice",
                   STR_ARG(my_settle_label(settle, &column->rec)));
    }
    primary = table_primary_key(table);
    for (size_t i = 0; primary != NULL && i < primary->keys.len; i++) {
        Column *column = my_table_column(table, primary->keys.items[i].name);
        if (column != NULL)
            column->is_nullable = false;
    }
}

void my_settle_table(MySettle *settle, Table *table)
{
    settle->table = table;
    my_settle_fields(settle, &table->obj.rec);
    take_full_text(settle, table);
    my_settle_options(settle, table);
    settle_columns(settle, table);
    for (size_t i = 0; i < table->indexes.len; i++)
        settle_index(settle, table, table->indexes.items[i]);
    for (size_t i = 0; i < table->checks.len; i++) {
        Check *check = table->checks.items[i];
        my_settle_fields(settle, &check->rec);
        check->expression = my_bare_expression(settle->arena, check->expression);
    }
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        settle_foreign_key(settle, table->foreign_keys.items[i]);
        add_index_of(settle, table, table->foreign_keys.items[i]);
    }
    settle->table = NULL;
}
