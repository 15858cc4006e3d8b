/* Rights: what roles may do to objects, beyond what the server gives them by itself. */
#ifndef ANNEAL_MODEL_GRANT_H
#define ANNEAL_MODEL_GRANT_H

#include "model/model.h"

/* One role's rights on an object (a list of them: FIELD_GRANTS, of objects and columns).
 *
 * Absent means what the server gives anew: all to the owner, and to everybody what the kind gives
 * them (EXECUTE on routines). Only what differs from that is held here: more in `privileges`, less
 * in `revoked`. Who granted it is not. */
typedef struct Grant {
    Record rec;
    Str part;          /* a view's column; of default privileges the kind of object: "TABLES" */
    Str role;          /* GRANT_PUBLIC, GRANT_OWNER or a name */
    StrVec privileges; /* words in upper case, "ALL" alone */
    StrVec with_option;
    StrVec revoked;
    /* Live only: some of it was granted by somebody beside the owner, who alone can revoke it. */
    bool has_other_grantor;
} Grant;
typedef VEC(Grant *) GrantVec;

#define GRANT_PUBLIC "PUBLIC"
#define GRANT_OWNER "OWNER"

/* What a role's new objects give to others. Its name is the role, its schema (absent: all of the
 * database) where the objects are. */
typedef struct DefaultPrivileges {
    Object obj;
} DefaultPrivileges;

extern const RecordType grant_type;         /* of what structure declares */
extern const RecordType view_grant_type;    /* of what a script declares: parts are columns */
extern const RecordType default_grant_type; /* of default privileges: parts are kinds */
extern const RecordType default_privileges_type;

const GrantVec *record_grants(const Record *rec); /* never NULL */
/* The type of the record must have the field. */
void record_set_grants(Arena *arena, Record *rec, GrantVec grants);
/* The lists that a record may have: its own, and of an identity column its sequence's. */
enum { GRANT_LISTS = 2 };
extern const FieldId grant_lists[GRANT_LISTS];
const GrantVec *record_grants_in(const Record *rec, FieldId list);
void record_set_grants_in(Arena *arena, Record *rec, FieldId list, GrantVec grants);
/* A role's name as `role` holds it, and back: in double quotes where it would mean somebody else.
 */
Str grant_role_written(Arena *arena, Str name);
Str grant_role_name(Str role);
/* Whether this type has grants, or an owner. */
bool type_has_grants(const RecordType *type);
bool type_has_owner(const RecordType *type);

#endif
