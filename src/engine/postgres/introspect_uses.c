/* Reads what uses what: rows of pg_depend between what the model holds become its edges. */
#include "engine/postgres/introspect.h"

static Str key_of(const PgObject *noted)
{
    return (Str){(const char *)noted->row, sizeof noted->row};
}

void pg_introspect_object(PgIntrospect *in, Oid catalog, Oid oid, const Object *object)
{
    PgObject *noted = ARENA_NEW(&in->arena, PgObject);

    *noted = (PgObject){{catalog, oid}, object};
    (void)map_put(&in->arena, &in->objects, key_of(noted), noted);
}

const Object *pg_introspect_object_at(const PgIntrospect *in, Oid catalog, Oid oid)
{
    PgObject wanted = {{catalog, oid}, NULL};
    const PgObject *noted = map_get(&in->objects, key_of(&wanted));

    return noted == NULL ? NULL : noted->object;
}

static const Object *object_in(const PgIntrospect *in, const PGresult *result, int row, int column)
{
    return pg_introspect_object_at(in, pg_catalog_oid(pg_exec_cell(result, row, column)),
                                   pg_catalog_oid(pg_exec_cell(result, row, column + 1)));
}

/* Which column of a table is used; absent: the table as a whole, or no table. */
static Str column_at(const PgIntrospect *in, Oid oid, int64_t attnum)
{
    const PgRelation *relation = pg_oid_get(&in->relations, oid);
    const PgColumn *column = relation == NULL ? NULL : pg_introspect_column_at(relation, attnum);

    return column == NULL ? STR_ABSENT : column->column->name;
}

/* Which attribute of a composite type is used; absent: the type as a whole. */
static Str attribute_in(const PgIntrospect *in, const PGresult *result, int row)
{
    Str name = pg_exec_cell(result, row, 7);

    return name.len == 0 ? STR_ABSENT : arena_str(&in->model->arena, name);
}

void pg_introspect_part(PgIntrospect *in, Oid catalog, Oid oid, const Record *part)
{
    PgPart *noted = ARENA_NEW(&in->arena, PgPart);

    *noted = (PgPart){{catalog, oid}, part};
    (void)map_put(&in->arena, &in->parts, (Str){(const char *)noted->row, sizeof noted->row},
                  noted);
}

/* Which part of its table uses it; NULL: not told apart. */
static const Record *part_at(const PgIntrospect *in, const PGresult *result, int row)
{
    PgPart wanted = {{pg_catalog_oid(pg_exec_cell(result, row, 5)),
                      pg_catalog_oid(pg_exec_cell(result, row, 6))},
                     NULL};
    const PgRelation *relation;
    const PgColumn *column;
    const PgPart *noted;

    if (wanted.row[0] != PG_IN_ATTRIBUTE) {
        noted = map_get(&in->parts, (Str){(const char *)wanted.row, sizeof wanted.row});
        return noted == NULL ? NULL : noted->part;
    }
    relation = pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    column = relation == NULL ? NULL : pg_introspect_column_at(relation, wanted.row[1]);
    return column == NULL || column->column == NULL ? NULL : &column->column->rec;
}

void pg_introspect_use(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const Object *user = object_in(in, result, row, 0), *used = object_in(in, result, row, 2);
    int64_t attnum = pg_catalog_number(pg_exec_cell(result, row, 4));
    PgOutside outside = {.used = used};

    if (used == NULL)
        return;
    if (user == NULL) {
        outside.row[0] = pg_catalog_oid(pg_exec_cell(result, row, 0));
        outside.row[1] = pg_catalog_oid(pg_exec_cell(result, row, 1));
        if (attnum > 0)
            outside.column = column_at(in, pg_catalog_oid(pg_exec_cell(result, row, 3)), attnum);
        pg_introspect_note_outside(in, &outside);
        return;
    }
    model_add_edge(in->model, user, used, false);
    vec_last(&in->model->edges).part = part_at(in, result, row);
    if (used->rec.type == &composite_type)
        vec_last(&in->model->edges).column = attribute_in(in, result, row);
    else if (attnum > 0)
        vec_last(&in->model->edges).column =
            column_at(in, pg_catalog_oid(pg_exec_cell(result, row, 3)), attnum);
}
