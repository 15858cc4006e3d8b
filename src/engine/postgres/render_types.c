/* DDL text of types, collations and extensions. */
#include "engine/postgres/pure.h"

const char *pg_object_word(const RecordType *type)
{
    if (type == &domain_type)
        return "DOMAIN";
    if (type == &collation_type)
        return "COLLATION";
    if (type == &extension_type)
        return "EXTENSION";
    return "TYPE";
}

Str pg_render_object_name(Arena *arena, const Object *object)
{
    return sql_text(arena, &pg_quoting, EX(str_from(pg_object_word(object->rec.type))), RAW(" "),
                    QN(object->schema, object->name));
}

static void put_enum(SqlWriter *writer, const EnumType *type)
{
    sql_put(writer, RAW(" AS ENUM ("));
    for (size_t i = 0; i < type->values.len; i++)
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""), LIT(type->values.items[i]));
    sql_put(writer, RAW(")"));
}

static void put_collation(SqlWriter *writer, const Record *rec)
{
    Str collation = sparse_str(rec, FIELD_COLUMN_COLLATION);

    if (collation.len > 0)
        sql_put(writer, RAW(" COLLATE "), EX(collation));
}

void pg_render_attribute(SqlWriter *writer, const Attribute *attribute)
{
    sql_put(writer, ID(attribute->name), RAW(" "), EX(attribute->type));
    put_collation(writer, &attribute->rec);
}

static void put_composite(SqlWriter *writer, const CompositeType *type)
{
    sql_put(writer, RAW(" AS ("));
    for (size_t i = 0; i < type->attributes.len; i++) {
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""));
        pg_render_attribute(writer, type->attributes.items[i]);
    }
    sql_put(writer, RAW(")"));
}

/* NOT VALID checks aren't part of CREATE DOMAIN. */
static void put_domain(SqlWriter *writer, const Domain *domain)
{
    Str name = sparse_str(&domain->obj.rec, FIELD_DOMAIN_NOT_NULL_NAME);

    sql_put(writer, RAW(" AS "), EX(domain->type));
    put_collation(writer, &domain->obj.rec);
    if (domain->dflt.len > 0)
        sql_put(writer, RAW(" DEFAULT ("), EX(domain->dflt), RAW(")"));
    if (domain->is_not_null) {
        sql_put(writer, RAW(" "));
        pg_render_constraint_name(writer, name);
        sql_put(writer, RAW("NOT NULL"));
    }
    for (size_t i = 0; i < domain->checks.len; i++) {
        const Check *check = domain->checks.items[i];
        if (sparse_bool(&check->rec, FIELD_NOT_VALID))
            continue;
        sql_put(writer, RAW(" "));
        pg_render_check(writer, check->name, check);
    }
}

static void put_option(SqlWriter *writer, SqlPart key, SqlPart value, bool *is_first)
{
    sql_put(writer, *is_first ? RAW("") : RAW(", "), key, RAW(" = "), value);
    *is_first = false;
}

static void put_range(SqlWriter *writer, const RangeType *range)
{
    static const struct {
        const char *key;
        FieldId id;
    } options[] = {
        {"SUBTYPE_OPCLASS", FIELD_RANGE_OPCLASS},
        {"COLLATION", FIELD_COLUMN_COLLATION},
        {"CANONICAL", FIELD_RANGE_CANONICAL},
        {"SUBTYPE_DIFF", FIELD_RANGE_DIFF},
    };
    Str multirange = sparse_str(&range->obj.rec, FIELD_RANGE_MULTIRANGE);

    sql_put(writer, RAW(" AS RANGE (SUBTYPE = "), EX(range->subtype));
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        Str value = sparse_str(&range->obj.rec, options[i].id);
        if (value.len > 0)
            sql_put(writer, RAW(", "), EX(str_from(options[i].key)), RAW(" = "), EX(value));
    }
    if (multirange.len > 0)
        sql_put(writer, RAW(", MULTIRANGE_TYPE_NAME = "), QN(range->obj.schema, multirange));
    sql_put(writer, RAW(")"));
}

static void put_collation_options(SqlWriter *writer, const Collation *collation)
{
    static const struct {
        const char *key;
        FieldId id;
    } options[] = {
        {"LOCALE", FIELD_COLLATION_LOCALE},
        {"LC_COLLATE", FIELD_COLLATION_COLLATE},
        {"LC_CTYPE", FIELD_COLLATION_CTYPE},
        {"RULES", FIELD_COLLATION_RULES},
    };
    bool is_first = true;

    sql_put(writer, RAW(" ("));
    put_option(writer, RAW("PROVIDER"),
               collation->provider == COLLATION_ICU       ? RAW("icu")
               : collation->provider == COLLATION_BUILTIN ? RAW("builtin")
                                                          : RAW("libc"),
               &is_first);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        Str value = sparse_str(&collation->obj.rec, options[i].id);
        if (value.len > 0)
            put_option(writer, EX(str_from(options[i].key)), LIT(value), &is_first);
    }
    if (sparse_bool(&collation->obj.rec, FIELD_COLLATION_NONDETERMINISTIC))
        put_option(writer, RAW("DETERMINISTIC"), RAW("false"), &is_first);
    sql_put(writer, RAW(")"));
}

static void put_extension(SqlWriter *writer, const Record *rec)
{
    Str schema = sparse_str(rec, FIELD_EXTENSION_SCHEMA);
    Str version = sparse_str(rec, FIELD_EXTENSION_VERSION);

    if (version.len == 0) /* live: what is there, so that it comes back as it was */
        version = sparse_str(rec, FIELD_EXTENSION_INSTALLED);
    if (schema.len > 0)
        sql_put(writer, RAW(" SCHEMA "), ID(schema));
    if (version.len > 0)
        sql_put(writer, RAW(" VERSION "), LIT(version));
}

Str pg_render_type(Arena *arena, const Object *object)
{
    SqlWriter writer = sql_new(&pg_quoting);
    const RecordType *type = object->rec.type;

    sql_put(&writer, RAW("CREATE "), EX(pg_render_object_name(arena, object)));
    if (type == &enum_type)
        put_enum(&writer, (const EnumType *)object);
    else if (type == &domain_type)
        put_domain(&writer, (const Domain *)object);
    else if (type == &composite_type)
        put_composite(&writer, (const CompositeType *)object);
    else if (type == &range_type)
        put_range(&writer, (const RangeType *)object);
    else if (type == &collation_type)
        put_collation_options(&writer, (const Collation *)object);
    else
        put_extension(&writer, &object->rec);
    return sql_finish(&writer, arena);
}
