/* Reads what PostgreSQL 18 brought to constraints. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"

static void read_not_null(PgIntrospect *in, Oid oid, const PGresult *result, int row)
{
    Arena *arena = &in->model->arena;
    const PgRelation *relation =
        pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 2)));
    Str name = pg_exec_cell(result, row, 4);
    PgColumn *column =
        relation == NULL || relation->table == NULL
            ? NULL
            : pg_introspect_column_at(relation, pg_catalog_number(pg_exec_cell(result, row, 3)));
    PgNotNull *noted;

    if (column == NULL)
        return;
    noted = ARENA_NEW(&in->arena, PgNotNull);
    *noted = (PgNotNull){oid, column->column};
    pg_oid_put(&in->arena, &in->not_nulls, &noted->oid, noted);
    if (!str_eq(name,
                pg_not_null_name(&in->arena, relation->table->obj.name, column->column->name)))
        sparse_set_str(arena, &column->column->rec, FIELD_NOT_NULL_NAME, arena_str(arena, name));
    sparse_set_bool(arena, &column->column->rec, FIELD_CHECK_NO_INHERIT,
                    pg_catalog_bool(pg_exec_cell(result, row, 5)));
    sparse_set_bool(arena, &column->column->rec, FIELD_NOT_VALID,
                    !pg_catalog_bool(pg_exec_cell(result, row, 6)));
    sparse_set_bool(arena, &column->column->rec, FIELD_NOT_NULL_OWN,
                    pg_catalog_bool(pg_exec_cell(result, row, 9)));
}

/* The server calls it not valid, too, which says nothing more. */
static void read_enforced(PgIntrospect *in, Record *rec)
{
    sparse_set_bool(&in->model->arena, rec, FIELD_NOT_ENFORCED, true);
    sparse_set_bool(&in->model->arena, rec, FIELD_NOT_VALID, false);
}

void pg_introspect_constraint_18(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    const PgIndex *key = pg_oid_get(&in->keys, oid);
    const PgCheck *check = pg_oid_get(&in->checks, oid);
    const PgForeignKey *foreign_key = pg_oid_get(&in->foreign_keys, oid);
    bool is_enforced = pg_catalog_bool(pg_exec_cell(result, row, 7));
    bool has_period = pg_catalog_bool(pg_exec_cell(result, row, 8));

    if (str_is(pg_exec_cell(result, row, 1), "n"))
        read_not_null(in, oid, result, row);
    if (check != NULL && !is_enforced)
        read_enforced(in, &check->check->rec);
    if (foreign_key != NULL && !is_enforced)
        read_enforced(in, &foreign_key->key->rec);
    if (foreign_key != NULL)
        sparse_set_bool(&in->model->arena, &foreign_key->key->rec, FIELD_FK_PERIOD, has_period);
    if (key != NULL && has_period) {
        sparse_set_bool(&in->model->arena, &key->index->rec, FIELD_INDEX_WITHOUT_OVERLAPS, true);
        sparse_set_str(&in->model->arena, &key->index->rec, FIELD_INDEX_METHOD, STR_ABSENT);
    }
}
