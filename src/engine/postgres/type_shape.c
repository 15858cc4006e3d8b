/* What of enums and composite types becomes what. */
#include "engine/postgres/type_shape.h"

#include "base/map.h"

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
