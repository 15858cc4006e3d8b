/* The field tables of types, collations and extensions. Keys are SchemaSmith's where it has one. */
#include "model/field_rows.h"
#include "model/types.h"

static const char *const collation_providers[] = {"libc", "icu", "builtin", NULL};

/* clang-format off */
#define NAME_ROWS(doc) \
    { "Schema", F_IDENT, AT(Object, schema, Str), E_ALL, D_KEY, NULL, "Schema; absent: the engine's default.", NULL, NULL, false }, \
    { "Name",   F_IDENT, AT(Object, name, Str),   E_ALL, D_KEY, NULL, doc, NULL, NULL, true }

static const Field enum_fields[] = {
    NAME_ROWS("Name of the type."),
    { "Values",    F_STRINGS, AT(EnumType, values, StrVec),     E_PG, D_ALTER,  NULL, "Its values, in their order.", NULL, NULL, false },
    { "OldValues", F_MAP,     SPARSE(FIELD_ENUM_OLD_VALUES),    E_PG, D_IGNORE, NULL, "What renamed values were called before: `{\"new\": \"old\"}`; may stay when it is done.", NULL, NULL, false },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field domain_fields[] = {
    NAME_ROWS("Name of the domain."),
    { "DataType",  F_TYPE, AT(Domain, type, Str),                E_PG, D_ALTER, NULL,    "Type that it is based on.", NULL, NULL, true },
    { "Collation", F_STR,  SPARSE(FIELD_COLUMN_COLLATION),       E_PG, D_ALTER, NULL,    "Collation, as SQL writes it; absent: the type's.", NULL, NULL, false },
    { "NotNull",   F_BOOL, AT(Domain, is_not_null, bool),        E_PG, D_ALTER, "false", "Whether NULL is no value of it.", NULL, NULL, false },
    { "NotNullName", F_IDENT, SPARSE(FIELD_DOMAIN_NOT_NULL_NAME), E_PG, D_ALTER, NULL,   "Name of that constraint, which the server keeps from version 17 on; absent: the server's.", NULL, NULL, false },
    { "Default",   F_EXPR, AT(Domain, dflt, Str),                E_PG, D_ALTER, NULL,    "Expression for absent values of columns that have no default.", NULL, NULL, false },
    { "CheckConstraints", F_LIST, AT(Domain, checks, CheckVec),  E_PG, D_CHILDREN, NULL, "Checks over VALUE.", NULL, &check_type, false },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field attribute_fields[] = {
    { "Name",      F_IDENT, AT(Attribute, name, Str),       E_PG, D_KEY,   NULL, "Name of the attribute.", NULL, NULL, true },
    { "DataType",  F_TYPE,  AT(Attribute, type, Str),       E_PG, D_ALTER, NULL, "Type of the attribute.", NULL, NULL, true },
    { "Collation", F_STR,   SPARSE(FIELD_COLUMN_COLLATION), E_PG, D_ALTER, NULL, "Collation, as SQL writes it; absent: the type's.", NULL, NULL, false },
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field composite_fields[] = {
    NAME_ROWS("Name of the type."),
    { "Attributes", F_LIST, AT(CompositeType, attributes, AttributeVec), E_PG, D_ALTER, NULL, "Attributes, in their order.", NULL, &attribute_type, false },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field range_fields[] = {
    NAME_ROWS("Name of the type."),
    { "Subtype",             F_TYPE, AT(RangeType, subtype, Str),      E_PG, D_ALTER, NULL, "Type of its bounds.", NULL, NULL, true },
    { "SubtypeOpclass",      F_STR,  SPARSE(FIELD_RANGE_OPCLASS),      E_PG, D_ALTER, NULL, "B-tree operator class that orders them, as SQL writes it; absent: the type's.", NULL, NULL, false },
    { "Collation",           F_STR,  SPARSE(FIELD_COLUMN_COLLATION),   E_PG, D_ALTER, NULL, "Collation, as SQL writes it; absent: the type's.", NULL, NULL, false },
    { "CanonicalFunction",   F_STR,  SPARSE(FIELD_RANGE_CANONICAL),    E_PG, D_ALTER, NULL, "Function that brings a range to its one form, as SQL writes it.", NULL, NULL, false },
    { "SubtypeDiff",         F_STR,  SPARSE(FIELD_RANGE_DIFF),         E_PG, D_ALTER, NULL, "Function that tells how far two values are apart, as SQL writes it.", NULL, NULL, false },
    { "MultirangeName",      F_IDENT, SPARSE(FIELD_RANGE_MULTIRANGE),  E_PG, D_ALTER, NULL, "Name of its multirange type; absent: the server's.", NULL, NULL, false },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field collation_fields[] = {
    NAME_ROWS("Name of the collation."),
    { "Provider",  F_ENUM, AT(Collation, provider, int),           E_PG, D_ALTER, "libc",  "What knows its locale.", collation_providers, NULL, false },
    { "Locale",    F_STR,  SPARSE(FIELD_COLLATION_LOCALE),         E_PG, D_ALTER, NULL,    "Locale by the provider's names; of libc, both of the next two.", NULL, NULL, false },
    { "LcCollate", F_STR,  SPARSE(FIELD_COLLATION_COLLATE),        E_PG, D_ALTER, NULL,    "Locale of the order, where the two differ.", NULL, NULL, false },
    { "LcCtype",   F_STR,  SPARSE(FIELD_COLLATION_CTYPE),          E_PG, D_ALTER, NULL,    "Locale of the kinds of characters, where the two differ.", NULL, NULL, false },
    { "Nondeterministic", F_BOOL, SPARSE(FIELD_COLLATION_NONDETERMINISTIC), E_PG, D_ALTER, "false", "Whether texts of different bytes can be equal.", NULL, NULL, false },
    { "Rules",     F_STR,  SPARSE(FIELD_COLLATION_RULES),          E_PG, D_ALTER, NULL,    "Rules that ICU adds to those of the locale.", NULL, NULL, false },
    OWNER_ROW,
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field extension_fields[] = {
    { "Name",         F_IDENT, AT(Object, name, Str),            E_PG, D_KEY,   NULL, "Name of the extension.", NULL, NULL, true },
    { "TargetSchema", F_IDENT, SPARSE(FIELD_EXTENSION_SCHEMA),   E_PG, D_ALTER, NULL, "Schema that holds its objects; absent: any.", NULL, NULL, false },
    { "Version",      F_STR,   SPARSE(FIELD_EXTENSION_VERSION),  E_PG, D_ALTER, NULL, "Version; absent: any, the server's default where it is new.", NULL, NULL, false },
    SPARSE_ROW("Comment", F_TEXT, FIELD_COMMENT, E_PG, D_ALTER, NULL, "Comment kept by the server; absent: the one that the extension brings along."),
    COMMON_ROWS,
};
/* clang-format on */

const RecordType enum_type =
    TYPE("EnumType", "enum type", REC_ENUM, EnumType, obj.name, enum_fields);
const RecordType domain_type =
    TYPE("Domain", "domain", REC_DOMAIN, Domain, obj.name, domain_fields);
const RecordType attribute_type =
    TYPE("Attribute", "attribute", REC_ATTRIBUTE, Attribute, name, attribute_fields);
const RecordType composite_type = TYPE("CompositeType", "composite type", REC_COMPOSITE,
                                       CompositeType, obj.name, composite_fields);
const RecordType range_type =
    TYPE("RangeType", "range type", REC_RANGE, RangeType, obj.name, range_fields);
const RecordType collation_type =
    TYPE("Collation", "collation", REC_COLLATION, Collation, obj.name, collation_fields);
const RecordType extension_type =
    TYPE("Extension", "extension", REC_EXTENSION, Extension, obj.name, extension_fields);

bool type_is_data_type(const RecordType *type)
{
    return type == &enum_type || type == &domain_type || type == &composite_type ||
           type == &range_type;
}
