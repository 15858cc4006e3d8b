/* The field tables of rights. */
#include "model/grant.h"

#include "model/field_rows.h"

/* clang-format off */
#define MEMBER(key, kind, member, type, differs, doc, required) \
    { key, kind, AT(Grant, member, type), E_PG, differs, NULL, doc, NULL, NULL, required }

#define RIGHT_ROWS \
    MEMBER("Role",            F_STR,    role,        Str,    D_KEY,   "Who: a role's name exactly as it is, PUBLIC (everybody) or OWNER (whoever owns the object).", true), \
    MEMBER("Privileges",      F_IDENTS, privileges,  StrVec, D_ALTER, "What the role may do: `SELECT, INSERT`, or ALL.", false), \
    MEMBER("WithGrantOption", F_IDENTS, with_option, StrVec, D_ALTER, "Which of that it may pass on; they need not be listed in Privileges again.", false), \
    MEMBER("Revoked",         F_IDENTS, revoked,     StrVec, D_ALTER, "What PUBLIC or OWNER lacks of what the server gives them by itself.", false)

static const Field grant_fields[] = {
    RIGHT_ROWS,
};

static const Field view_grant_fields[] = {
    MEMBER("Column", F_IDENT, part, Str, D_KEY, "Column that it is about; absent: the whole.", false),
    RIGHT_ROWS,
};

static const Field default_grant_fields[] = {
    MEMBER("On", F_STR, part, Str, D_KEY, "Which new objects: TABLES (views too), SEQUENCES, FUNCTIONS (procedures and aggregates too), TYPES; of the whole database also SCHEMAS and LARGE OBJECTS.", true),
    RIGHT_ROWS,
};
static const Field default_privileges_fields[] = {
    { "InSchema", F_IDENT, AT(Object, schema, Str), E_PG, D_KEY, NULL, "Schema of the new objects; absent: any.", NULL, NULL, false },
    { "Role",     F_IDENT, AT(Object, name, Str),   E_PG, D_KEY, NULL, "Role that will make them, and so own them; CURRENT_USER: the one that deploys.", NULL, NULL, true },
    { "Grants", F_LIST, SPARSE(FIELD_GRANTS), E_PG, D_GRANTS, NULL, "What it gives to others.", NULL, &default_grant_type, false },
    COMMON_ROWS,
};
/* clang-format on */

#define GRANT(element, fields) \
    { \
        element, "grant", REC_OTHER, sizeof(Grant), SIZE_MAX, fields, \
            sizeof(fields) / sizeof *(fields) \
    }

const RecordType grant_type = GRANT("Grant", grant_fields);
const RecordType view_grant_type = GRANT("Grant", view_grant_fields);
const RecordType default_grant_type = GRANT("DefaultGrant", default_grant_fields);
const RecordType default_privileges_type =
    TYPE("DefaultPrivileges", "default privileges", REC_DEFAULT_PRIVILEGES, DefaultPrivileges,
         obj.name, default_privileges_fields);

const FieldId grant_lists[GRANT_LISTS] = {FIELD_GRANTS, FIELD_SEQUENCE_GRANTS};

const GrantVec *record_grants_in(const Record *rec, FieldId list)
{
    return sparse_list(rec, list);
}

void record_set_grants_in(Arena *arena, Record *rec, FieldId list, GrantVec grants)
{
    const Field *field = record_type_find_id(rec->type, list);

    if (grants.len > 0 || record_grants_in(rec, list)->len > 0)
        memcpy(record_put(arena, rec, field), &grants, sizeof grants);
}

const GrantVec *record_grants(const Record *rec)
{
    return record_grants_in(rec, FIELD_GRANTS);
}

void record_set_grants(Arena *arena, Record *rec, GrantVec grants)
{
    record_set_grants_in(arena, rec, FIELD_GRANTS, grants);
}

Str grant_role_written(Arena *arena, Str name)
{
    bool is_odd = str_is(name, GRANT_PUBLIC) || str_is(name, GRANT_OWNER) ||
                  (name.len > 0 && name.ptr[0] == '"');

    return is_odd ? arena_printf(arena, "\"%.*s\"", STR_ARG(name)) : name;
}

Str grant_role_name(Str role)
{
    bool is_quoted = role.len > 2 && role.ptr[0] == '"' && role.ptr[role.len - 1] == '"';

    return is_quoted ? str_sub(role, 1, role.len - 2) : role;
}

bool type_has_grants(const RecordType *type)
{
    return record_type_find_id(type, FIELD_GRANTS) != NULL;
}

bool type_has_owner(const RecordType *type)
{
    return record_type_find(type, STR("Owner")) != NULL;
}
