/* Reads types, collations and extensions. */
#include "engine/postgres/introspect.h"

#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/stable.h"

static void put_text(PgIntrospect *in, Record *rec, FieldId id, Str text)
{
    if (text.len > 0)
        sparse_set_str(&in->model->arena, rec, id, arena_str(&in->model->arena, text));
}

static const RecordType *type_of(Str typtype)
{
    static const struct {
        const char *typtype;
        const RecordType *type;
    } kinds[] = {
        {"e", &enum_type}, {"d", &domain_type}, {"c", &composite_type}, {"r", &range_type}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(typtype, kinds[i].typtype))
            return kinds[i].type;
    return NULL;
}

static void read_enum(PgIntrospect *in, EnumType *type, Str values)
{
    StrVec texts = pg_catalog_texts(&in->model->arena, values);

    type->values = texts;
}

static void read_domain(PgIntrospect *in, Domain *domain, const PGresult *result, int row)
{
    Str dflt = pg_exec_cell(result, row, 7);

    domain->type = model_intern(in->model, pg_exec_cell(result, row, 5));
    domain->is_not_null = pg_catalog_bool(pg_exec_cell(result, row, 6));
    domain->dflt =
        dflt.len == 0 ? STR_ABSENT : pg_stable_text(&in->model->arena, pg_scan_unwrap(dflt));
    put_text(in, &domain->obj.rec, FIELD_COLUMN_COLLATION, pg_exec_cell(result, row, 8));
}

static void read_range(PgIntrospect *in, RangeType *range, const PGresult *result, int row)
{
    range->subtype = model_intern(in->model, pg_exec_cell(result, row, 5));
    put_text(in, &range->obj.rec, FIELD_COLUMN_COLLATION, pg_exec_cell(result, row, 8));
    put_text(in, &range->obj.rec, FIELD_RANGE_OPCLASS, pg_exec_cell(result, row, 9));
    put_text(in, &range->obj.rec, FIELD_RANGE_CANONICAL, pg_exec_cell(result, row, 10));
    put_text(in, &range->obj.rec, FIELD_RANGE_DIFF, pg_exec_cell(result, row, 11));
}

void pg_introspect_type(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    const PgNamespace *schema =
        pg_introspect_namespace(in, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    Str name = pg_exec_cell(result, row, 2);
    const RecordType *type = type_of(pg_exec_cell(result, row, 3));
    Object *object;

    if (schema == NULL || !filter_wants(in->filter, schema->name, name))
        return;
    if (type == NULL) {
        Str label = arena_printf(&in->arena, "%.*s.%.*s", STR_ARG(schema->name), STR_ARG(name));
        vec_push(&in->arena, &in->base_types, label);
        return;
    }
    object = model_add(in->model, type, schema->name, name);
    put_text(in, &object->rec, FIELD_COMMENT, pg_exec_cell(result, row, 12));
    if (type == &enum_type)
        read_enum(in, (EnumType *)object, pg_exec_cell(result, row, 4));
    else if (type == &domain_type)
        read_domain(in, (Domain *)object, result, row);
    else if (type == &range_type)
        read_range(in, (RangeType *)object, result, row);
    pg_introspect_object(in, PG_IN_TYPE, oid, object);
}

/* A type that the model holds; NULL. */
static Object *type_at(PgIntrospect *in, const PGresult *result, int row, const RecordType *wanted)
{
    const Object *known =
        pg_introspect_object_at(in, PG_IN_TYPE, pg_catalog_oid(pg_exec_cell(result, row, 0)));

    if (known == NULL || known->rec.type != wanted)
        return NULL;
    return model_find(in->model, wanted->kind, known->schema, known->name);
}

void pg_introspect_multirange(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Object *range = type_at(in, result, row, &range_type);
    Str name = pg_exec_cell(result, row, 1);

    if (range == NULL)
        return;
    if (!str_eq(name, pg_multirange_name(&in->arena, range->name)))
        put_text(in, &range->rec, FIELD_RANGE_MULTIRANGE, name);
    pg_introspect_object(in, PG_IN_TYPE, pg_catalog_oid(pg_exec_cell(result, row, 2)), range);
}

void pg_introspect_attribute(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    CompositeType *composite = (CompositeType *)type_at(in, result, row, &composite_type);
    Attribute *attribute;

    if (composite == NULL)
        return;
    attribute = record_new(&in->model->arena, &attribute_type);
    attribute->name = model_intern(in->model, pg_exec_cell(result, row, 1));
    attribute->type = model_intern(in->model, pg_exec_cell(result, row, 2));
    put_text(in, &attribute->rec, FIELD_COLUMN_COLLATION, pg_exec_cell(result, row, 3));
    put_text(in, &attribute->rec, FIELD_COMMENT, pg_exec_cell(result, row, 4));
    vec_push(&in->model->arena, &composite->attributes, attribute);
}

void pg_introspect_domain_constraint(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Domain *domain = (Domain *)type_at(in, result, row, &domain_type);
    Str name = pg_exec_cell(result, row, 2);
    PgCheck *noted;

    if (domain == NULL)
        return;
    if (str_is(pg_exec_cell(result, row, 3), "n")) {
        if (!str_eq(name, pg_domain_not_null_name(&in->arena, domain->obj.name)))
            put_text(in, &domain->obj.rec, FIELD_DOMAIN_NOT_NULL_NAME, name);
        return;
    }
    noted = ARENA_NEW(&in->arena, PgCheck);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 1));
    noted->check = record_new(&in->model->arena, &check_type);
    noted->check->name = arena_str(&in->model->arena, name);
    noted->check->expression =
        pg_stable_text(&in->model->arena, pg_scan_unwrap(pg_exec_cell(result, row, 4)));
    sparse_set_bool(&in->model->arena, &noted->check->rec, FIELD_NOT_VALID,
                    !pg_catalog_bool(pg_exec_cell(result, row, 5)));
    vec_push(&in->model->arena, &domain->checks, noted->check);
    pg_oid_put(&in->arena, &in->checks, &noted->oid, noted); /* for its comment */
    pg_introspect_part(in, PG_IN_CONSTRAINT, noted->oid, &noted->check->rec);
}

static int provider_of(Str letter)
{
    return str_is(letter, "i")   ? COLLATION_ICU
           : str_is(letter, "b") ? COLLATION_BUILTIN
                                 : COLLATION_LIBC;
}

/* One locale says it where the two of libc are equal. */
static void read_locale(PgIntrospect *in, Collation *collation, const PGresult *result, int row)
{
    Str locale = pg_exec_cell(result, row, 4);
    Str collate = pg_exec_cell(result, row, 5), ctype = pg_exec_cell(result, row, 6);
    Record *rec = &collation->obj.rec;

    if (collation->provider != COLLATION_LIBC) {
        put_text(in, rec, FIELD_COLLATION_LOCALE, locale);
    } else if (str_eq(collate, ctype)) {
        put_text(in, rec, FIELD_COLLATION_LOCALE, collate);
    } else {
        put_text(in, rec, FIELD_COLLATION_COLLATE, collate);
        put_text(in, rec, FIELD_COLLATION_CTYPE, ctype);
    }
}

void pg_introspect_collation_object(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgNamespace *schema =
        pg_introspect_namespace(in, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    Str name = pg_exec_cell(result, row, 2);
    Collation *collation;

    if (schema == NULL || !filter_wants(in->filter, schema->name, name))
        return;
    collation = model_add(in->model, &collation_type, schema->name, name);
    if (collation == NULL)
        return; /* the same for another encoding */
    collation->provider = provider_of(pg_exec_cell(result, row, 3));
    read_locale(in, collation, result, row);
    sparse_set_bool(&in->model->arena, &collation->obj.rec, FIELD_COLLATION_NONDETERMINISTIC,
                    !pg_catalog_bool(pg_exec_cell(result, row, 7)));
    put_text(in, &collation->obj.rec, FIELD_COLLATION_RULES, pg_exec_cell(result, row, 8));
    put_text(in, &collation->obj.rec, FIELD_COMMENT, pg_exec_cell(result, row, 9));
    pg_introspect_object(in, PG_IN_COLLATION, pg_catalog_oid(pg_exec_cell(result, row, 0)),
                         &collation->obj);
}

void pg_introspect_extension(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Str name = pg_exec_cell(result, row, 1), version = pg_exec_cell(result, row, 3);
    Str comment = pg_exec_cell(result, row, 4), own = pg_exec_cell(result, row, 6);
    Extension *extension;

    if (!filter_wants_global(in->filter, extension_type.word, name))
        return;
    extension = model_add(in->model, &extension_type, STR_ABSENT, name);
    put_text(in, &extension->obj.rec, FIELD_EXTENSION_SCHEMA, pg_exec_cell(result, row, 2));
    put_text(in, &extension->obj.rec, FIELD_EXTENSION_INSTALLED, version);
    put_text(in, &extension->obj.rec, FIELD_EXTENSION_OWN_COMMENT, own);
    /* What the server would do by itself needs no saying. */
    if (!str_eq(version, pg_exec_cell(result, row, 5)))
        put_text(in, &extension->obj.rec, FIELD_EXTENSION_VERSION, version);
    if (!str_eq(comment, own))
        put_text(in, &extension->obj.rec, FIELD_COMMENT, comment);
    pg_introspect_object(in, PG_IN_EXTENSION, pg_catalog_oid(pg_exec_cell(result, row, 0)),
                         &extension->obj);
}
