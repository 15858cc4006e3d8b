/* Differences of rights as statements: the fewest that lead from what is to what is to be. */
#ifndef ANNEAL_ENGINE_POSTGRES_RIGHTS_CHANGE_H
#define ANNEAL_ENGINE_POSTGRES_RIGHTS_CHANGE_H

#include "engine/postgres/recipe.h"
#include "engine/postgres/rights.h"

/* What statements are about. */
typedef struct RightsSubject {
    const Recipe *recipe;
    const PgRightsKind *kind;
    const Object *object; /* whose defaults count: desired, else live */
    Str prefix;           /* `ALTER DEFAULT PRIVILEGES … `; or absent */
    Str name;             /* behind ON: `TABLE "shop"."orders"` */
    Str column;           /* all of it is about this one; absent: as the holders' parts say */
    Str owner;            /* as SQL */
} RightsSubject;

/* From where to where: of what is in one of `sure` and `maybe` only, nobody knows. */
typedef struct RightsWay {
    PgHolders sure, maybe, to;
} RightsWay;

/* NULL: none of them. */
const PgHolder *rights_find(const PgHolders *holders, Str part, Str role);
/* GRANTs and REVOKEs; `grants` and `revokes` may be one list. */
void rights_difference(const RightsSubject *subject, const RightsWay *way, StrVec *grants,
                       StrVec *revokes);

#endif
