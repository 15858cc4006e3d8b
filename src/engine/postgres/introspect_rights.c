/* Reads owners, rights and default privileges. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/rights.h"

/* The object that a row is about; NULL: the model has none. */
static Object *object_at(const PgIntrospect *in, Oid catalog, Oid oid)
{
    const Object *known = pg_introspect_object_at(in, catalog, oid);
    const PgRelation *relation = catalog == PG_IN_CLASS ? pg_oid_get(&in->relations, oid) : NULL;
    const PgNamespace *schema =
        catalog == PG_IN_NAMESPACE ? pg_introspect_namespace(in, oid) : NULL;

    if (schema != NULL)
        return &schema->schema->obj;
    if (relation != NULL && relation->sequence != NULL)
        return &relation->sequence->obj;
    return known == NULL ? NULL
                         : model_find(in->model, known->rec.type->kind, known->schema, known->name);
}

/* Most objects are everybody's usual owner's. */
static void read_usual(PgIntrospect *in, const PGresult *result, int row)
{
    Str owner = model_intern(in->model, pg_exec_cell(result, row, 3));

    in->model->role = arena_str(&in->model->arena, pg_exec_cell(result, row, 2));
    for (size_t i = 0; i < in->model->objects.len; i++)
        if (pg_rights_of(in->model->objects.items[i]->rec.type) != NULL)
            in->model->objects.items[i]->owner = owner;
}

/* Equal rights of many objects are one list. */
static GrantVec grants_of(PgIntrospect *in, const PgRightsKind *kind, const Object *object,
                          Str column, Str acl)
{
    Arena *arena = &in->model->arena;
    bool is_shared = column.len == 0 && object->rec.type != &schema_type;
    Str key = arena_printf(&in->arena, "%p %.*s %.*s", (const void *)object->rec.type,
                           STR_ARG(object->owner), STR_ARG(acl));
    const GrantVec *known = is_shared ? map_get(&in->grants, key) : NULL;
    PgHolders holders = {0};
    GrantVec *kept;

    if (known != NULL)
        return *known;
    pg_rights_add_acl(arena, kind, object, column, object->owner, acl, in->conn->version, &holders);
    kept = ARENA_NEW(&in->arena, GrantVec);
    *kept = pg_rights_write(arena,
                            type_is_definition(object->rec.type) ? &view_grant_type : &grant_type,
                            kind, object, &holders, in->conn->version);
    if (is_shared)
        (void)map_put(&in->arena, &in->grants, key, kept);
    return *kept;
}

/* A table's column has its own list; a view's are in the view's. */
static void add_column(PgIntrospect *in, Object *object, Str column, Str acl)
{
    Arena *arena = &in->model->arena;
    Column *record;
    GrantVec all = {0}, of_column;

    if (object->rec.type == &table_type) {
        record = table_column((const Table *)object, column);
        if (record != NULL)
            record_set_grants(arena, &record->rec,
                              grants_of(in, &pg_column_rights, object, STR_ABSENT, acl));
        return;
    }
    if (!type_is_definition(object->rec.type))
        return;
    of_column = grants_of(in, &pg_column_rights, object, model_intern(in->model, column), acl);
    for (size_t i = 0; i < record_grants(&object->rec)->len; i++)
        vec_push(arena, &all, record_grants(&object->rec)->items[i]);
    for (size_t i = 0; i < of_column.len; i++)
        vec_push(arena, &all, of_column.items[i]);
    record_set_grants(arena, &object->rec, all);
}

/* The sequence of an identity has them as a list of its column. */
static bool add_identity(PgIntrospect *in, Oid oid, const PGresult *result, int row)
{
    const PgRelation *relation = pg_oid_get(&in->relations, oid);
    Arena *arena = &in->model->arena;
    Str acl = pg_exec_cell(result, row, 4);
    const PgRightsKind *kind = pg_rights_of(&sequence_type);
    PgHolders holders = {0};

    if (relation == NULL || relation->identity == NULL)
        return false;
    if (acl.ptr == NULL)
        return true;
    pg_rights_add_acl(arena, kind, &relation->identity_of->obj, STR_ABSENT,
                      pg_exec_cell(result, row, 3), acl, in->conn->version, &holders);
    record_set_grants_in(arena, &relation->identity->rec, FIELD_SEQUENCE_GRANTS,
                         pg_rights_write(arena, &grant_type, kind, &relation->identity_of->obj,
                                         &holders, in->conn->version));
    return true;
}

void pg_introspect_rights(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Oid catalog = pg_catalog_oid(pg_exec_cell(result, row, 0));
    Str column = pg_exec_cell(result, row, 2), acl = pg_exec_cell(result, row, 4);
    const PgRightsKind *kind;
    Object *object;

    if (catalog == 0) {
        read_usual(in, result, row);
        return;
    }
    if (catalog == PG_IN_CLASS &&
        add_identity(in, pg_catalog_oid(pg_exec_cell(result, row, 1)), result, row))
        return;
    object = object_at(in, catalog, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    kind = object == NULL ? NULL : pg_rights_of(object->rec.type);
    if (kind == NULL)
        return;
    object->owner = model_intern(in->model, pg_exec_cell(result, row, 3));
    if (column.ptr != NULL)
        add_column(in, object, column, acl);
    else
        record_set_grants(&in->model->arena, &object->rec,
                          grants_of(in, kind, object, STR_ABSENT, acl));
}

void pg_introspect_role(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Str name = arena_str(&in->model->arena, pg_exec_cell(result, row, 0));

    (void)map_put(&in->model->arena, &in->model->roles, name, in->model);
}

/* The record of a role's default privileges in a schema or all of the database, in scope or not. */
static Object *defaults_of(PgIntrospect *in, Str role, Str schema)
{
    DefaultPrivileges *made;

    for (size_t i = 0; i < in->model->defaults.len; i++)
        if (str_eq(in->model->defaults.items[i]->name, role) &&
            str_eq(in->model->defaults.items[i]->schema, schema))
            return in->model->defaults.items[i];
    made = record_new(&in->model->arena, &default_privileges_type);
    made->obj.schema = schema;
    made->obj.name = arena_str(&in->model->arena, role);
    vec_push(&in->model->arena, &in->model->defaults, &made->obj);
    if (schema.len > 0 ||
        filter_wants_global(in->filter, default_privileges_type.word, made->obj.name))
        (void)model_register(in->model, &made->obj);
    return &made->obj;
}

void pg_introspect_default_rights(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    Str role = pg_exec_cell(result, row, 0);
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, 1));
    const PgNamespace *schema = oid == 0 ? NULL : pg_introspect_namespace(in, oid);
    Str on = pg_default_rights_word(pg_exec_cell(result, row, 2).ptr[0]);
    const PgRightsKind *kind = pg_default_rights(on, oid == 0);
    PgHolders holders;
    Object *object;

    if ((oid != 0 && schema == NULL) || kind == NULL)
        return;
    object = defaults_of(in, role, schema == NULL ? STR_ABSENT : schema->name);
    holders = pg_rights_read(arena, NULL, object, record_grants(&object->rec), in->conn->version);
    pg_rights_add_acl(arena, kind, NULL, on, role, pg_exec_cell(result, row, 3), in->conn->version,
                      &holders);
    record_set_grants(
        arena, &object->rec,
        pg_rights_write(arena, &default_grant_type, NULL, object, &holders, in->conn->version));
}
