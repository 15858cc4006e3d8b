/* Gives child tables of a desired model what their parents give, so that both models are whole. */
#include "engine/postgres/family.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/settle.h"

#include "model/label.h"

/* One run over all tables. */
typedef struct Giving {
    const Settle *settle;
    Map states; /* address of a table -> where it stands */
} Giving;

static const char is_begun, is_over;

/* ---- spellings ---- */

static Str settle_parent(const Settle *settle, const Table *table, const char *key, Str written)
{
    Str schema, name;

    if (!pg_relation_read(settle->arena, written, &schema, &name)) {
        settle_refuse(settle, &table->obj.rec, key, "schema.table, parts quoted where they need it",
                      "%.*s is no name of a table", STR_ARG(written));
        return written;
    }
    return pg_relation_write(settle->arena, schema.len > 0 ? schema : table->obj.schema, name);
}

/* `range(a)` -> `RANGE (a)` */
static void settle_partition_by(const Settle *settle, Table *table)
{
    static const char *const strategies[] = {"RANGE", "LIST", "HASH"};
    Record *rec = &table->obj.rec;
    Str text = str_trim(sparse_str(rec, FIELD_TABLE_PARTITION_BY));
    PgScan scan = {text, 0};

    for (size_t i = 0; i < sizeof strategies / sizeof *strategies && text.len > 0; i++) {
        Str rest;
        if (!pg_scan_take(&scan, strategies[i]))
            continue;
        rest = str_trim(str_sub(text, scan.at, SIZE_MAX));
        if (rest.len > 0 && rest.ptr[0] == '(')
            sparse_set_str(settle->arena, rec, FIELD_TABLE_PARTITION_BY,
                           arena_printf(settle->arena, "%s %.*s", strategies[i], STR_ARG(rest)));
        else
            break;
        return;
    }
    if (text.len > 0)
        settle_refuse(settle, rec, "PartitionBy", "RANGE (…), LIST (…) or HASH (…)",
                      "%.*s is no partition key", STR_ARG(text));
}

static void settle_bounds(const Settle *settle, Table *table)
{
    Record *rec = &table->obj.rec;
    Str text = str_trim(sparse_str(rec, FIELD_TABLE_PARTITION_BOUNDS));
    PgScan scan = {text, 0};
    bool has_values = pg_scan_take(&scan, "FOR") && pg_scan_take(&scan, "VALUES");
    Str rest = str_trim(str_sub(text, has_values ? scan.at : 0, SIZE_MAX));

    if (pg_is_partition(table) != (text.len > 0)) {
        settle_refuse(settle, rec, text.len > 0 ? "PartitionBounds" : "PartitionOf",
                      "a partition has both PartitionOf and PartitionBounds",
                      text.len > 0 ? "it has bounds, but is no partition"
                                   : "it is a partition without bounds");
        return;
    }
    if (text.len == 0)
        return;
    sparse_set_str(settle->arena, rec, FIELD_TABLE_PARTITION_BOUNDS,
                   str_eq_ascii_nocase(rest, STR("DEFAULT"))
                       ? STR("DEFAULT")
                       : arena_printf(settle->arena, "FOR VALUES %.*s", STR_ARG(rest)));
}

static void settle_names(const Settle *settle, Table *table)
{
    Record *rec = &table->obj.rec;
    Str parent = sparse_str(rec, FIELD_TABLE_PARTITION_OF);
    const StrVec *inherits = sparse_strs(rec, FIELD_TABLE_INHERITS);
    StrVec names = {0};

    if (parent.len > 0)
        sparse_set_str(settle->arena, rec, FIELD_TABLE_PARTITION_OF,
                       settle_parent(settle, table, "PartitionOf", parent));
    for (size_t i = 0; i < inherits->len; i++)
        vec_push(settle->arena, &names,
                 settle_parent(settle, table, "Inherits", inherits->items[i]));
    sparse_set_strs(settle->arena, rec, FIELD_TABLE_INHERITS, names);
    if (parent.len > 0 && names.len > 0)
        settle_refuse(settle, rec, "Inherits", "leave one of them out",
                      "a partition inherits from nothing else");
    if (pg_is_partitioned(table) && names.len > 0)
        settle_refuse(settle, rec, "Inherits", "leave one of them out",
                      "a partitioned table inherits from nothing");
}

/* ---- what is given ---- */

static bool has_column(const ColumnVec *columns, Str name)
{
    for (size_t i = 0; i < columns->len; i++)
        if (str_eq(columns->items[i]->name, name))
            return true;
    return false;
}

/* The file's own word for a column of a parent, or what the parent gives. */
static Column *child_column(const Settle *settle, Table *child, const PgTables *parents, Str name)
{
    Column *own = table_column(child, name);
    Column *given = pg_family_column(settle->arena, child, parents, name);

    if (own == NULL)
        return given;
    if (pg_is_partition(child))
        sparse_set_bool(settle->arena, &own->rec, FIELD_INHERITED, true);
    if (sparse_str(&own->rec, FIELD_OLD_NAME).len == 0)
        sparse_set_str(settle->arena, &own->rec, FIELD_OLD_NAME,
                       sparse_str(&given->rec, FIELD_OLD_NAME));
    return own;
}

/* All columns, in the order of the parents; of a partition whose file lists all, in the file's. */
static void give_columns(const Settle *settle, Table *child, const PgTables *parents)
{
    ColumnVec columns = {0};
    bool keeps_order =
        pg_is_partition(child) && child->columns.len >= parents->items[0]->columns.len;

    for (size_t i = 0; i < parents->len; i++) {
        for (size_t k = 0; k < parents->items[i]->columns.len; k++) {
            Str name = parents->items[i]->columns.items[k]->name;
            Column *column;
            if (has_column(&columns, name))
                continue;
            column = child_column(settle, child, parents, name);
            vec_push(settle->arena, &columns, column);
        }
    }
    for (size_t i = 0; i < child->columns.len; i++) {
        Column *column = child->columns.items[i];
        if (has_column(&columns, column->name))
            continue;
        if (pg_is_partition(child))
            settle_refuse(settle, &column->rec, "Name",
                          "a partition has the columns of its table; list those that differ",
                          "%.*s has no column %.*s",
                          STR_ARG(label_object(settle->arena, &parents->items[0]->obj)),
                          STR_ARG(column->name));
        sparse_set_bool(settle->arena, &column->rec, FIELD_INHERITED, false);
        vec_push(settle->arena, &columns, column);
    }
    if (!keeps_order)
        child->columns = columns;
}

static void give_checks(const Settle *settle, Table *child, const PgTables *parents)
{
    for (size_t i = 0; i < parents->len; i++) {
        for (size_t k = 0; k < parents->items[i]->checks.len; k++) {
            const Check *check = parents->items[i]->checks.items[k];
            Check *own = table_check(child, check->name);
            Check *given;
            if (sparse_bool(&check->rec, FIELD_CHECK_NO_INHERIT))
                continue;
            if (own != NULL && pg_is_partition(child))
                sparse_set_bool(settle->arena, &own->rec, FIELD_INHERITED, true);
            if (own != NULL || check->name.len == 0) /* the server names it in all of them */
                continue;
            given = pg_family_check(settle->arena, parents, check->name);
            vec_push(settle->arena, &child->checks, given);
        }
    }
}

static Index *attached_to(const Table *child, Str parent_index)
{
    for (size_t i = 0; i < child->indexes.len; i++)
        if (str_eq(sparse_str(&child->indexes.items[i]->rec, FIELD_INDEX_ATTACHED_TO),
                   parent_index))
            return child->indexes.items[i];
    return NULL;
}

/* The columns may be left out, and with them all that makes the index what it is. */
static void complete_index(const Settle *settle, Index *own, const Index *given)
{
    if (own->keys.len > 0)
        return;
    own->keys = given->keys;
    own->include = given->include;
    own->predicate = given->predicate;
    own->is_primary = given->is_primary;
    own->is_constraint = given->is_constraint;
    own->is_unique = given->is_unique;
    for (size_t i = 0; i < own->rec.type->count; i++) {
        const Field *field = &own->rec.type->fields[i];
        if (field->id != FIELD_NONE && field->differs == D_RECREATE &&
            field_is_absent(field, record_at(&own->rec, field)) &&
            !field_is_absent(field, record_at(&given->rec, field)))
            field_copy(settle->arena, field, record_put(settle->arena, &own->rec, field),
                       record_at(&given->rec, field));
    }
}

static void give_indexes(const Settle *settle, Table *child, const Table *parent)
{
    for (size_t i = 0; i < parent->indexes.len; i++) {
        const Index *index = parent->indexes.items[i];
        Index *own = attached_to(child, index->name);
        Index *given = pg_family_index(settle->arena, child, index);
        if (own != NULL)
            complete_index(settle, own, given);
        else
            vec_push(settle->arena, &child->indexes, given);
    }
    for (size_t i = 0; i < child->indexes.len; i++) {
        const Index *index = child->indexes.items[i];
        Str of = sparse_str(&index->rec, FIELD_INDEX_ATTACHED_TO);
        if (of.len > 0 && table_index(parent, of) == NULL)
            settle_refuse(settle, &index->rec, "AttachedTo", "an index of its table",
                          "%.*s has no index %.*s",
                          STR_ARG(label_object(settle->arena, &parent->obj)), STR_ARG(of));
    }
}

/* Parts of partitions go by the names of their parents' indexes. */
static void name_indexes(const Settle *settle, Table *parent)
{
    for (size_t i = 0; i < parent->indexes.len; i++) {
        Index *index = parent->indexes.items[i];
        if (index->name.len == 0)
            index->name = pg_index_name(settle->arena, parent, index);
    }
}

static void give(Giving *giving, Table *child);

/* What a parent has it has from its own parents, too. */
static void give_first(Giving *giving, const Table *parent)
{
    give(giving, (Table *)(uintptr_t)parent); /* of the model that is being settled */
}

static void give(Giving *giving, Table *child)
{
    const Settle *settle = giving->settle;
    Str key = {(const char *)&child, sizeof child};
    const char *state = map_get(&giving->states, key);
    PgTables parents = pg_family_parents(settle->arena, settle->model, child);

    if (state == &is_begun)
        settle_refuse(settle, &child->obj.rec, pg_is_partition(child) ? "PartitionOf" : "Inherits",
                      NULL, "%.*s is its own ancestor",
                      STR_ARG(label_object(settle->arena, &child->obj)));
    if (state != NULL)
        return;
    (void)map_put(settle->arena, &giving->states, arena_str(settle->arena, key),
                  (void *)(uintptr_t)&is_begun);
    for (size_t i = 0; i < parents.len; i++) {
        give_first(giving, parents.items[i]);
        model_add_parent_edge(settle->model, child, parents.items[i]);
    }
    if (pg_is_partitioned(child))
        name_indexes(settle, child);
    if (parents.len > 0 && parents.len == pg_family_parent_count(child)) {
        give_columns(settle, child, &parents);
        give_checks(settle, child, &parents);
        if (pg_is_partition(child))
            give_indexes(settle, child, parents.items[0]);
    }
    (void)map_put(settle->arena, &giving->states, arena_str(settle->arena, key),
                  (void *)(uintptr_t)&is_over);
}

void settle_family(const Settle *settle)
{
    Giving giving = {.settle = settle};
    size_t count = settle->model->objects.len;

    for (size_t i = 0; i < count; i++) {
        Object *object = settle->model->objects.items[i];
        Table *table = (Table *)object;
        if (object->rec.type != &table_type)
            continue;
        settle_partition_by(settle, table);
        settle_bounds(settle, table);
        settle_names(settle, table);
    }
    for (size_t i = 0; i < count; i++)
        if (settle->model->objects.items[i]->rec.type == &table_type)
            give(&giving, (Table *)settle->model->objects.items[i]);
}
