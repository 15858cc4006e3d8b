/* Reads options of columns that differ from what their type and the server give them. */
#include "engine/postgres/introspect.h"

/* Source: TYPSTORAGE_ of pg_type.h; in the order of the choices of model/table_fields.c. */
static int storage_of(Str letter)
{
    static const char letters[] = {'\0', 'p', 'e', 'x', 'm'};

    for (size_t i = 1; i < sizeof letters; i++)
        if (letter.len == 1 && letters[i] == letter.ptr[0])
            return (int)i;
    return 0;
}

static int compression_of(Str letter)
{
    return str_is(letter, "p") ? 1 : str_is(letter, "l") ? 2 : 0;
}

static void read_column(PgIntrospect *in, Column *column, const PGresult *result, int row)
{
    Arena *arena = &in->model->arena;
    Str target = pg_exec_cell(result, row, 2);
    MapEntries options = {0};

    if (target.len > 0)
        sparse_set_int(arena, &column->rec, FIELD_STATISTICS_TARGET,
                       (OptInt){true, pg_catalog_number(target)});
    sparse_set_enum(arena, &column->rec, FIELD_COLUMN_STORAGE,
                    storage_of(pg_exec_cell(result, row, 3)));
    sparse_set_enum(arena, &column->rec, FIELD_COLUMN_COMPRESSION,
                    compression_of(pg_exec_cell(result, row, 4)));
    pg_introspect_options(in, pg_exec_cell(result, row, 5), "", &options);
    if (options.len > 0)
        sparse_set_map(arena, &column->rec, FIELD_COLUMN_OPTIONS, options);
}

static void read_index_column(PgIntrospect *in, Index *index, const PGresult *result, int row)
{
    Str target = pg_exec_cell(result, row, 2);
    MapEntries targets = *sparse_map(&index->rec, FIELD_INDEX_STATISTICS);
    MapEntry entry = {model_intern(in->model, pg_exec_cell(result, row, 1)),
                      model_intern(in->model, target)};

    if (target.len == 0)
        return;
    vec_push(&in->model->arena, &targets, entry);
    sparse_set_map(&in->model->arena, &index->rec, FIELD_INDEX_STATISTICS, targets);
}

void pg_introspect_column_options(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    const PgRelation *relation = pg_oid_get(&in->relations, oid);
    const PgIndex *noted = pg_oid_get(&in->indexes, oid);
    PgColumn *column =
        relation == NULL || relation->table == NULL
            ? NULL
            : pg_introspect_column_at(relation, pg_catalog_number(pg_exec_cell(result, row, 1)));

    if (column != NULL)
        read_column(in, column->column, result, row);
    else if (noted != NULL && noted->exclusion == NULL)
        read_index_column(in, noted->index, result, row);
}
