/* The objects of a database's schema: small questions about them. */
#include "model/table.h"

Column *table_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_eq(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
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

bool table_is_foreign(const Table *table)
{
    return sparse_str(&table->obj.rec, FIELD_TABLE_SERVER).len > 0;
}
