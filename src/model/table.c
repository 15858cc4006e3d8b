/* The objects of a database's schema: small questions about them. */
#include "model/table.h"

Column *table_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_eq(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
}

Check *table_check(const Table *table, Str name)
{
    for (size_t i = 0; i < table->checks.len && name.len > 0; i++)
        if (str_eq(table->checks.items[i]->name, name))
            return table->checks.items[i];
    return NULL;
}

Index *table_index(const Table *table, Str name)
{
    for (size_t i = 0; i < table->indexes.len && name.len > 0; i++)
        if (str_eq(table->indexes.items[i]->name, name))
            return table->indexes.items[i];
    return NULL;
}

void table_drop_given(Table *table)
{
    size_t kept = 0;

    for (size_t i = 0; i < table->columns.len; i++)
        if (!table->columns.items[i]->is_given)
            table->columns.items[kept++] = table->columns.items[i];
    table->columns.len = kept;
    kept = 0;
    for (size_t i = 0; i < table->indexes.len; i++)
        if (!table->indexes.items[i]->is_given)
            table->indexes.items[kept++] = table->indexes.items[i];
    table->indexes.len = kept;
    kept = 0;
    for (size_t i = 0; i < table->checks.len; i++)
        if (!table->checks.items[i]->is_given)
            table->checks.items[kept++] = table->checks.items[i];
    table->checks.len = kept;
}

Index *table_primary_key(const Table *table)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (table->indexes.items[i]->is_primary)
            return table->indexes.items[i];
    return NULL;
}

bool index_is_unique(const Index *index)
{
    return index->is_primary || index->is_constraint || index->is_unique;
}

bool index_is_constraint(const Index *index)
{
    return index->is_primary || index->is_constraint;
}

Partitioning *table_partitioning(const Table *table)
{
    return *(Partitioning *const *)record_at(
        &table->obj.rec, record_type_find_id(&table_type, FIELD_TABLE_PARTITIONING));
}

bool table_is_foreign(const Table *table)
{
    return sparse_str(&table->obj.rec, FIELD_TABLE_SERVER).len > 0;
}

bool record_has_leftovers(const Record *rec)
{
    if (rec->type == &table_type && ((const Table *)rec)->leftovers.len > 0)
        return true;
    return sparse_str(rec, FIELD_TABLE_LEAVES).len > 0 ||
           sparse_map(rec, FIELD_DEFINITION_LEFTOVERS)->len > 0;
}
