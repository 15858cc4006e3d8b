/* Settles types, collations and extensions. */
#include "engine/postgres/settle.h"

#include "engine/postgres/scan.h"

static Str type_text(const Settle *settle, Str type)
{
    return model_intern(settle->model, pg_type_spell(settle->arena, type));
}

/* Collations, operator classes and functions of the catalog need no schema, and names no needless
 * quotes. */
static void settle_reference(const Settle *settle, Record *rec, FieldId id)
{
    Str text = sparse_str(rec, id);

    if (text.len > 0)
        sparse_set_str(settle->arena, rec, id, pg_settle_collation(settle->arena, text));
}

static void settle_enum(const Settle *settle, EnumType *type)
{
    Arena scratch = {0};
    Map seen = {0};

    for (size_t i = 0; i < type->values.len; i++) {
        Str value = type->values.items[i];
        if (value.len > PG_NAME_MAX_BYTES)
            settle_refuse(settle, &type->obj.rec, "Values", "shorten it",
                          "value %.*s of enum type %.*s has %zu bytes, PostgreSQL takes %d",
                          STR_ARG(value), STR_ARG(type->obj.name), value.len, PG_NAME_MAX_BYTES);
        if (map_put(&scratch, &seen, value, type) != NULL)
            settle_refuse(settle, &type->obj.rec, "Values", NULL,
                          "enum type %.*s has the value %.*s twice", STR_ARG(type->obj.name),
                          STR_ARG(value));
    }
    arena_free(&scratch);
}

static void settle_domain_check(const Settle *settle, const Domain *domain, Check *check)
{
    settle_name(settle, &check->rec);
    settle_foreign_fields(settle, &check->rec);
    check->expression = pg_scan_unwrap(check->expression);
    if (sparse_bool(&check->rec, FIELD_CHECK_NO_INHERIT))
        settle_refuse(settle, &check->rec, "NoInherit", "leave it out",
                      "a check of domain %.*s has nobody to inherit it", STR_ARG(domain->obj.name));
    if (check->name.len == 0 && sparse_str(&check->rec, FIELD_COMMENT).len > 0)
        settle_refuse(settle, &check->rec, "Comment", "give the constraint a Name",
                      "what has no name can't have a comment");
}

static void settle_domain(const Settle *settle, Domain *domain)
{
    Record *rec = &domain->obj.rec;
    Str dflt = pg_scan_unwrap(domain->dflt);
    Str name = sparse_str(rec, FIELD_DOMAIN_NOT_NULL_NAME);

    domain->type = type_text(settle, domain->type);
    domain->dflt = dflt.len == 0 || str_eq_ascii_nocase(dflt, STR("NULL")) ? STR_ABSENT : dflt;
    settle_reference(settle, rec, FIELD_COLUMN_COLLATION);
    if (name.len > 0 && !domain->is_not_null)
        settle_refuse(settle, rec, "NotNullName", "set NotNull",
                      "domain %.*s names a constraint that it doesn't have",
                      STR_ARG(domain->obj.name));
    if (str_eq(name, pg_domain_not_null_name(settle->arena, domain->obj.name)))
        sparse_set_str(settle->arena, rec, FIELD_DOMAIN_NOT_NULL_NAME, STR_ABSENT);
    for (size_t i = 0; i < domain->checks.len; i++)
        settle_domain_check(settle, domain, domain->checks.items[i]);
}

static void settle_composite(const Settle *settle, CompositeType *composite)
{
    for (size_t i = 0; i < composite->attributes.len; i++) {
        Attribute *attribute = composite->attributes.items[i];
        settle_name(settle, &attribute->rec);
        settle_foreign_fields(settle, &attribute->rec);
        attribute->type = type_text(settle, attribute->type);
        settle_reference(settle, &attribute->rec, FIELD_COLUMN_COLLATION);
        for (size_t k = 0; k < i; k++)
            if (str_eq(composite->attributes.items[k]->name, attribute->name))
                settle_refuse(settle, &attribute->rec, "Name", NULL,
                              "composite type %.*s has the attribute %.*s twice",
                              STR_ARG(composite->obj.name), STR_ARG(attribute->name));
    }
}

static void settle_range(const Settle *settle, RangeType *range)
{
    Record *rec = &range->obj.rec;

    range->subtype = type_text(settle, range->subtype);
    settle_reference(settle, rec, FIELD_COLUMN_COLLATION);
    settle_reference(settle, rec, FIELD_RANGE_OPCLASS);
    settle_reference(settle, rec, FIELD_RANGE_CANONICAL);
    settle_reference(settle, rec, FIELD_RANGE_DIFF);
    if (str_eq(sparse_str(rec, FIELD_RANGE_MULTIRANGE),
               pg_multirange_name(settle->arena, range->obj.name)))
        sparse_set_str(settle->arena, rec, FIELD_RANGE_MULTIRANGE, STR_ABSENT);
}

static void settle_collation(const Settle *settle, Collation *collation)
{
    Record *rec = &collation->obj.rec;
    Str collate = sparse_str(rec, FIELD_COLLATION_COLLATE);
    Str ctype = sparse_str(rec, FIELD_COLLATION_CTYPE);
    bool has_locale = sparse_str(rec, FIELD_COLLATION_LOCALE).len > 0;

    if (has_locale == (collate.len > 0 || ctype.len > 0) ||
        (collate.len == 0) != (ctype.len == 0)) {
        settle_refuse(settle, rec, has_locale ? "LcCollate" : "Locale",
                      "give Locale, or LcCollate and LcCtype",
                      "collation %.*s has no locale, or one too many",
                      STR_ARG(collation->obj.name));
        return;
    }
    if (collate.len > 0 && collation->provider != COLLATION_LIBC)
        settle_refuse(settle, rec, "LcCollate", "give Locale",
                      "collation %.*s: only libc has two locales", STR_ARG(collation->obj.name));
    if (collate.len > 0 && str_eq(collate, ctype)) {
        sparse_set_str(settle->arena, rec, FIELD_COLLATION_LOCALE, collate);
        sparse_set_str(settle->arena, rec, FIELD_COLLATION_COLLATE, STR_ABSENT);
        sparse_set_str(settle->arena, rec, FIELD_COLLATION_CTYPE, STR_ABSENT);
    }
}

void settle_type(const Settle *settle, Object *object)
{
    if (object->rec.type == &enum_type)
        settle_enum(settle, (EnumType *)object);
    else if (object->rec.type == &domain_type)
        settle_domain(settle, (Domain *)object);
    else if (object->rec.type == &composite_type)
        settle_composite(settle, (CompositeType *)object);
    else if (object->rec.type == &range_type)
        settle_range(settle, (RangeType *)object);
    else if (object->rec.type == &collation_type)
        settle_collation(settle, (Collation *)object);
}
