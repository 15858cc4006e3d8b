/* Rights as sets: what each kind of object has, what the server gives by itself, and how lists of
 * Grant records say the rest. */
#ifndef ANNEAL_ENGINE_POSTGRES_RIGHTS_H
#define ANNEAL_ENGINE_POSTGRES_RIGHTS_H

#include "model/grant.h"

/* Bits of the rights that a kind of object has. */
typedef unsigned PgRightSet;

/* What the server knows of a kind's rights. Source: acldefault() and the manual, "Privileges". */
typedef struct PgRightsKind {
    const char *letters;   /* of all its rights, as ACLs print them */
    const char *everybody; /* those that PUBLIC has by itself */
    bool is_owners;        /* whether the owner has all of them by itself */
    const char *word;      /* in front of the name: "TABLE"; NULL: said by the object; of default
                            * privileges their On */
} PgRightsKind;

/* Of an object's type; NULL: it has none. */
const PgRightsKind *pg_rights_of(const RecordType *type);
extern const PgRightsKind pg_column_rights;
/* Of default privileges by their On: "TABLES"; `is_whole`: of the database, where they take the
 * place of what the server gives by itself, else of a schema, where they add to it. NULL: unknown.
 */
const PgRightsKind *pg_default_rights(Str on, bool is_whole);
/* What default privileges call a type's objects; absent: they know none. */
Str pg_rights_default_word(const RecordType *type);
/* Between ALTER and its name; NULL: the object says it. */
const char *pg_rights_alter_word(const RecordType *type);
/* The same by pg_default_acl.defaclobjtype. */
Str pg_default_rights_word(char letter);

/* One role's. */
typedef struct PgHolder {
    Str part, role;
    PgRightSet given, options, revoked; /* options: a part of given */
    bool has_other_grantor;
} PgHolder;
typedef VEC(PgHolder) PgHolders;

/* What everybody (is_public) or the owner has by itself on this server. `object` may be NULL: of
 * the schema public initdb says more. */
PgRightSet pg_rights_by_default(const PgRightsKind *kind, const Object *object, Str role,
                                int version);
/* All rights of the kind on this server. */
PgRightSet pg_rights_all(const PgRightsKind *kind, int version);
/* "SELECT, INSERT"; "ALL" for more than one and all of them. */
StrVec pg_rights_words(Arena *arena, const PgRightsKind *kind, PgRightSet set, int version);
/* False where a word is no right of the kind on this server; it is in `*unknown`. */
bool pg_rights_read_words(const PgRightsKind *kind, const StrVec *words, int version,
                          PgRightSet *set, Str *unknown);

/* Records -> sets; words that are unknown are left out. `kind` NULL: by the records' part, of
 * default privileges (`object`). */
PgHolders pg_rights_read(Arena *arena, const PgRightsKind *kind, const Object *object,
                         const GrantVec *grants, int version);
/* Sets -> records in normal form: sorted, nothing that says nothing. `type`: of the records. */
GrantVec pg_rights_write(Arena *arena, const RecordType *type, const PgRightsKind *kind,
                         const Object *object, PgHolders *holders, int version);
/* The entry of a role, made where there is none. */
PgHolder *pg_rights_holder(Arena *arena, PgHolders *holders, Str part, Str role);
/* Adds the items of an ACL as the server prints it, `{=U/owner,"my role"=r*w/owner}`; absent: what
 * the server gives by itself. */
void pg_rights_add_acl(Arena *arena, const PgRightsKind *kind, const Object *object, Str part,
                       Str owner, Str acl, int version, PgHolders *holders);

/* recipe_rights.c: the statements that say an object's owner and rights behind its CREATE. */
StrVec pg_rights_script(Arena *arena, const Object *object);

#endif
