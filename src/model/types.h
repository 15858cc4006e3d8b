/* Types, collations and extensions: what columns, routines and expressions are made with. */
#ifndef ANNEAL_MODEL_TYPES_H
#define ANNEAL_MODEL_TYPES_H

#include "model/table.h"

/* Sparse: FIELD_ENUM_OLD_VALUES. */
typedef struct EnumType {
    Object obj;
    StrVec values; /* in their order */
} EnumType;

/* Sparse: FIELD_COLUMN_COLLATION, FIELD_DOMAIN_NOT_NULL_NAME. */
typedef struct Domain {
    Object obj;
    Str type;
    Str dflt; /* expression, absent: none */
    bool is_not_null;
    CheckVec checks; /* over VALUE */
} Domain;

/* Sparse: FIELD_COLUMN_COLLATION, FIELD_COMMENT, FIELD_OLD_NAME. */
typedef struct Attribute {
    Record rec;
    Str name;
    Str type;
} Attribute;
typedef VEC(Attribute *) AttributeVec;

typedef struct CompositeType {
    Object obj;
    AttributeVec attributes; /* in their order */
} CompositeType;

/* Sparse: FIELD_RANGE_*, FIELD_COLUMN_COLLATION. */
typedef struct RangeType {
    Object obj;
    Str subtype;
} RangeType;

/* Sparse: FIELD_COLLATION_*. */
typedef struct Collation {
    Object obj;
    int provider; /* CollationProvider */
} Collation;

typedef enum CollationProvider {
    COLLATION_LIBC,
    COLLATION_ICU,
    COLLATION_BUILTIN
} CollationProvider;

/* `obj.schema` is absent: its name is the database's. Sparse: FIELD_EXTENSION_*. */
typedef struct Extension {
    Object obj;
} Extension;

extern const RecordType enum_type, domain_type, composite_type, attribute_type, range_type;
extern const RecordType collation_type, extension_type;

/* Whether it is one that a column can have: an enum, domain, composite or range type. */
bool type_is_data_type(const RecordType *type);

#endif
