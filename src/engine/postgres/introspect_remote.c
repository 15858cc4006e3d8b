/* Reads foreign-data wrappers, foreign servers, user mappings, options of foreign tables. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/remote.h"
#include "model/label.h"

/* All but the secret ones: of `rec`, which is the object or a column of it. */
static void read_options(PgIntrospect *in, const Object *object, Record *rec, Str text)
{
    MapEntries all = {0}, kept = {0};

    pg_introspect_options(in, text, "", &all);
    for (size_t i = 0; i < all.len; i++)
        if (!pg_option_is_secret(all.items[i].name))
            vec_push(&in->model->arena, &kept, all.items[i]);
    if (kept.len > 0)
        sparse_set_map(&in->model->arena, rec, FIELD_OPTIONS, kept);
    if (kept.len < all.len)
        vec_push(&in->arena, &in->secrets, label_object(&in->arena, object));
}

static void read_text(PgIntrospect *in, Record *rec, FieldId id, Str text)
{
    if (text.len > 0)
        sparse_set_str(&in->model->arena, rec, id, arena_str(&in->model->arena, text));
}

void *pg_introspect_global(PgIntrospect *in, const RecordType *type, PgCatalog catalog,
                           const PGresult *result, int row)
{
    Str name = pg_exec_cell(result, row, 1);
    Object *object;

    if (!filter_wants_global(in->filter, type->word, name))
        return NULL;
    object = model_add(in->model, type, STR_ABSENT, name);
    pg_introspect_object(in, catalog, pg_catalog_oid(pg_exec_cell(result, row, 0)), object);
    return object;
}

void pg_introspect_foreign_data_wrapper(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    ForeignDataWrapper *wrapper =
        pg_introspect_global(in, &foreign_data_wrapper_type, PG_IN_WRAPPER, result, row);

    if (wrapper == NULL)
        return;
    read_text(in, &wrapper->obj.rec, FIELD_WRAPPER_HANDLER, pg_exec_cell(result, row, 2));
    read_text(in, &wrapper->obj.rec, FIELD_WRAPPER_VALIDATOR, pg_exec_cell(result, row, 3));
    read_options(in, &wrapper->obj, &wrapper->obj.rec, pg_exec_cell(result, row, 4));
    read_text(in, &wrapper->obj.rec, FIELD_COMMENT, pg_exec_cell(result, row, 5));
}

void pg_introspect_foreign_server(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    ForeignServer *server =
        pg_introspect_global(in, &foreign_server_type, PG_IN_SERVER, result, row);

    if (server == NULL)
        return;
    server->wrapper = model_intern(in->model, pg_exec_cell(result, row, 2));
    read_text(in, &server->obj.rec, FIELD_SERVER_TYPE, pg_exec_cell(result, row, 3));
    read_text(in, &server->obj.rec, FIELD_SERVER_VERSION, pg_exec_cell(result, row, 4));
    read_options(in, &server->obj, &server->obj.rec, pg_exec_cell(result, row, 5));
    read_text(in, &server->obj.rec, FIELD_COMMENT, pg_exec_cell(result, row, 6));
}

/* In scope with its server, or by its own name. */
void pg_introspect_user_mapping(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Str name = label_name(&in->arena, pg_exec_cell(result, row, 1), pg_exec_cell(result, row, 2));
    UserMapping *mapping;

    if (!filter_wants_global(in->filter, user_mapping_type.word, name))
        return;
    mapping = model_add(in->model, &user_mapping_type, STR_ABSENT, name);
    pg_introspect_object(in, PG_IN_USER_MAPPING, pg_catalog_oid(pg_exec_cell(result, row, 0)),
                         &mapping->obj);
    read_options(in, &mapping->obj, &mapping->obj.rec, pg_exec_cell(result, row, 3));
    mapping->is_unread = pg_catalog_bool(pg_exec_cell(result, row, 4));
}

void pg_introspect_foreign_table(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgRelation *relation =
        pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 0)));
    int64_t attnum = pg_catalog_number(pg_exec_cell(result, row, 1));
    const PgColumn *noted;
    Record *rec;

    if (relation == NULL || relation->table == NULL)
        return;
    rec = &relation->table->obj.rec;
    if (attnum == 0) {
        read_text(in, rec, FIELD_TABLE_SERVER, pg_exec_cell(result, row, 2));
    } else {
        noted = pg_introspect_column_at(relation, attnum);
        if (noted == NULL)
            return;
        rec = &noted->column->rec;
    }
    read_options(in, &relation->table->obj, rec, pg_exec_cell(result, row, 3));
}
