/* GRANT and REVOKE of object scripts, in the parts around the name of what they are about. */
#ifndef ANNEAL_ENGINE_POSTGRES_DECLARE_RIGHTS_H
#define ANNEAL_ENGINE_POSTGRES_DECLARE_RIGHTS_H

#include "engine/postgres/scan.h"
#include "model/grant.h"

typedef struct PgRightsPart {
    Str word; /* "SELECT" */
    StrVec columns;
} PgRightsPart;

typedef struct PgRightsClause {
    bool is_revoke;      /* set before it is read */
    bool is_option_only; /* GRANT OPTION FOR */
    bool with_option;
    VEC(PgRightsPart) parts;
    StrVec roles;
} PgRightsClause;

/* Behind GRANT or REVOKE, ON included. False where it is something else. */
bool pg_rights_scan_head(Arena *arena, PgScan *scan, PgRightsClause *clause);
/* Behind the name, up to the end of the statement. */
bool pg_rights_scan_roles(Arena *arena, PgScan *scan, PgRightsClause *clause);
/* Brings the Grants of an object to what they are after the statement; false where a right is
 * unknown. */
bool pg_rights_declare(Arena *arena, const PgRightsClause *clause, Object *object);

#endif
