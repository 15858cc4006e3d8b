/* What of enums and composite types becomes what. */
#ifndef ANNEAL_ENGINE_POSTGRES_TYPE_SHAPE_H
#define ANNEAL_ENGINE_POSTGRES_TYPE_SHAPE_H

#include "model/model.h"
#include "model/types.h"

/* What a live value is called when the renames are done; itself where it keeps its name. */
Str pg_enum_value_after(const EnumType *live, const EnumType *desired, Str value);
/* Whether all live values stay, in their order, so that others can just be added. */
bool pg_enum_grows(const EnumType *live, const EnumType *desired);
bool pg_has_attribute(const CompositeType *type, Str name);
/* The live attribute that a desired one is or was; NULL: it is new. */
const Attribute *pg_attribute_before(const CompositeType *live, const CompositeType *desired,
                                     const Attribute *attribute);
/* Whether what stays keeps its order, with all that is new behind it. */
bool pg_composite_keeps_order(const CompositeType *live, const CompositeType *desired);
/* Whether they have attributes of the same names in the same places. */
bool pg_composite_same_attributes(const CompositeType *live, const CompositeType *desired);
/* Whether an attribute that stays gets another type or collation. */
bool pg_attribute_retypes(const Attribute *live, const Attribute *desired);
bool pg_composite_retypes(const CompositeType *live, const CompositeType *desired);
/* Whether a new column of this type may be empty without a look at each row: a domain that refuses
 * anything is asked about NULL. `unknown`: the answer where the model has no such type. */
bool pg_type_takes_null(const Model *model, Str type, bool unknown);

#endif
