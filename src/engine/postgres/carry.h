/* What carry_types.c, carry_text.c and carry_anew.c share: a live model on its way to the types of
 * the desired one. */
#ifndef ANNEAL_ENGINE_POSTGRES_CARRY_H
#define ANNEAL_ENGINE_POSTGRES_CARRY_H

#include "engine/postgres/carry_types.h"

/* A name of a type, and the one that stands for it; an absent name: all that is an extension's in
 * the schema. */
typedef struct Carried {
    Str schema, name;
    Str to_schema, to_name;
    const Object *live;
} Carried;

typedef struct Carry {
    Pairs *pairs;
    Arena *arena; /* the live model's */
    VEC(Carried) names;
    Map users; /* address of a live object whose texts name one of them */
} Carry;

/* A key for maps. */
Str carry_address_of(const Carry *carry, const Object *object);
/* Before an object's first text changes. */
void carry_remember(const Carry *carry, Object *object);
/* carry_text.c: all live texts with the names replaced. */
void carry_rewrite_model(Carry *carry);

/* carry_anew.c */
bool carry_is_type(const Record *rec); /* or a collation; NULL is none */
/* Whether the server can't bring the live type to the desired one. */
bool carry_is_made_anew(Arena *arena, const Model *model, const Pair *pair);
/* Whether it is a type that goes while one of another kind comes by its name, or by that of its
 * multirange type. */
bool carry_gives_way(Arena *arena, const Model *desired, const Pair *pair);

#endif
