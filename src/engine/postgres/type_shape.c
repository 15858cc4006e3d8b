/* What of enums and composite types becomes what. */
#include "engine/postgres/type_shape.h"

#include "base/map.h"
#include "engine/postgres/family.h"

Str pg_enum_value_after(const EnumType *live, const EnumType *desired, Str value)
{
    const MapEntries *old = sparse_map(&desired->obj.rec, FIELD_ENUM_OLD_VALUES);

    if (strs_has(&desired->values, value))
        return value;
    for (size_t i = 0; i < old->len; i++)
        if (str_eq(old->items[i].value, value) && strs_has(&desired->values, old->items[i].name) &&
            !strs_has(&live->values, old->items[i].name))
            return old->items[i].name;
    return value;
}

bool pg_enum_grows(const EnumType *live, const EnumType *desired)
{
    size_t at = 0;

    for (size_t i = 0; i < desired->values.len && at < live->values.len; i++)
        at += str_eq(desired->values.items[i],
                     pg_enum_value_after(live, desired, live->values.items[at]));
    return at == live->values.len;
}

static const Attribute *find(const CompositeType *type, Str name)
{
    for (size_t i = 0; i < type->attributes.len; i++)
        if (str_eq(type->attributes.items[i]->name, name))
            return type->attributes.items[i];
    return NULL;
}

bool pg_has_attribute(const CompositeType *type, Str name)
{
    return find(type, name) != NULL;
}

const Attribute *pg_attribute_before(const CompositeType *live, const CompositeType *desired,
                                     const Attribute *attribute)
{
    Str old = sparse_str(&attribute->rec, FIELD_OLD_NAME);
    const Attribute *known = find(live, attribute->name);

    if (known != NULL || old.len == 0 || find(desired, old) != NULL)
        return known;
    return find(live, old);
}

bool pg_composite_keeps_order(const CompositeType *live, const CompositeType *desired)
{
    size_t at = 0, i = 0;

    for (; i < desired->attributes.len; i++) {
        const Attribute *known = pg_attribute_before(live, desired, desired->attributes.items[i]);
        if (known == NULL)
            break;
        while (at < live->attributes.len && live->attributes.items[at] != known)
            at++;
        if (at++ == live->attributes.len)
            return false;
    }
    for (; i < desired->attributes.len; i++)
        if (pg_attribute_before(live, desired, desired->attributes.items[i]) != NULL)
            return false;
    return true;
}

bool pg_composite_same_attributes(const CompositeType *live, const CompositeType *desired)
{
    if (live->attributes.len != desired->attributes.len)
        return false;
    for (size_t i = 0; i < live->attributes.len; i++)
        if (!str_eq(live->attributes.items[i]->name, desired->attributes.items[i]->name))
            return false;
    return true;
}

bool pg_attribute_retypes(const Attribute *live, const Attribute *desired)
{
    return !str_eq(live->type, desired->type) ||
           !str_eq(sparse_str(&live->rec, FIELD_COLUMN_COLLATION),
                   sparse_str(&desired->rec, FIELD_COLUMN_COLLATION));
}

bool pg_composite_retypes(const CompositeType *live, const CompositeType *desired)
{
    for (size_t i = 0; i < desired->attributes.len; i++) {
        const Attribute *attribute = desired->attributes.items[i];
        const Attribute *known = pg_attribute_before(live, desired, attribute);
        if (known != NULL && pg_attribute_retypes(known, attribute))
            return true;
    }
    return false;
}

/* `shop.code`, `shop.code(10)`; false: an array, whose elements nobody asks about NULL. */
static bool read_type_name(Arena *arena, Str type, Str *schema, Str *name)
{
    size_t bracket = str_find(type, '(', 0);

    return !str_ends(type, STR("]")) &&
           pg_relation_read(arena, str_trim(str_sub(type, 0, bracket)), schema, name);
}

bool pg_type_takes_null(const Model *model, Str type, bool unknown)
{
    Arena scratch = {0};
    Str schema = STR_ABSENT, name = STR_ABSENT;
    bool is_named = read_type_name(&scratch, type, &schema, &name);
    bool takes = !is_named || schema.len == 0 || str_is(schema, "pg_catalog") || unknown;

    for (size_t i = 0; is_named && i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        const Domain *domain = (const Domain *)object;
        if (!type_is_data_type(object->rec.type) || !str_eq(object->name, name) ||
            (schema.len > 0 && !str_eq(object->schema, schema)))
            continue;
        takes =
            object->rec.type != &domain_type || (!domain->is_not_null && domain->checks.len == 0 &&
                                                 pg_type_takes_null(model, domain->type, unknown));
        if (!takes)
            break;
    }
    arena_free(&scratch);
    return takes;
}
