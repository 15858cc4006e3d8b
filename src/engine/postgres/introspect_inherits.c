/* Reads what kinds of tables there are, and which have which parents. */
#include "engine/postgres/family.h"
#include "engine/postgres/introspect.h"

#include "model/label.h"

static const Table *table_of(const PgIntrospect *in, Oid oid)
{
    const PgRelation *relation = pg_oid_get(&in->relations, oid);

    return relation == NULL ? NULL : relation->table;
}

void pg_introspect_table_kind(void *context, const PGresult *result, int row)
{
    static const FieldId fields[] = {FIELD_TABLE_PARTITION_BY, FIELD_TABLE_PARTITION_BOUNDS,
                                     FIELD_TABLE_OF_TYPE};
    PgIntrospect *in = context;
    PgRelation *relation = pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 0)));

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (relation != NULL && relation->table != NULL &&
            !(relation->is_leaving && fields[i] == FIELD_TABLE_PARTITION_BOUNDS))
            sparse_set_str(&in->model->arena, &relation->table->obj.rec, fields[i],
                           arena_str(&in->model->arena, pg_exec_cell(result, row, 1 + (int)i)));
}

void pg_introspect_parent(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    PgRelation *child = pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 0)));
    const Table *parent = table_of(in, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    Str name = model_intern(in->model, pg_relation_write(&in->arena, pg_exec_cell(result, row, 2),
                                                         pg_exec_cell(result, row, 3)));
    Record *rec;
    StrVec inherits;

    if (child == NULL || child->table == NULL)
        return;
    rec = &child->table->obj.rec;
    if (child->is_leaving) {
        sparse_set_str(arena, rec, FIELD_TABLE_LEAVES, name);
        vec_push(&in->arena, &in->leaving, label_object(&in->arena, &child->table->obj));
        return;
    }
    inherits = *sparse_strs(rec, FIELD_TABLE_INHERITS);
    if (sparse_str(rec, FIELD_TABLE_PARTITION_BOUNDS).len > 0) {
        sparse_set_str(arena, rec, FIELD_TABLE_PARTITION_OF, name);
    } else {
        vec_push(arena, &inherits, name);
        sparse_set_strs(arena, rec, FIELD_TABLE_INHERITS, inherits);
    }
    if (parent != NULL)
        model_add_parent_edge(in->model, child->table, parent);
}
