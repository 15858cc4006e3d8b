/* Brings the live model to what it will be when the types of a plan have got out of the way. */
#ifndef ANNEAL_ENGINE_POSTGRES_CARRY_TYPES_H
#define ANNEAL_ENGINE_POSTGRES_CARRY_TYPES_H

#include "model/pair.h"

/* Renamed types: live texts name them as they will be called, as the server does it by itself, so
 * that what uses them is no difference.
 *
 * Types that can't be changed in place: they step aside under a name of ours, and live texts name
 * that. So what uses them differs, and changes over to the new type by its own recipe; then the old
 * type goes. A deploy that stops halfway has left just such a database.
 *
 * Texts are in canonical form. What is rewritten remembers its label and fingerprint. */
void pg_carry_types(Pairs *pairs);

/* Names of types, and of what the server makes with them, that can't be changed in place. */
StrVec pg_names_made_anew(Arena *arena, const Pairs *pairs);

/* The name under which a live type steps aside; absent: it stays, or is changed in place. */
Str pg_parked_name(const Object *live);
/* Its multirange type, and what that is called when the live range type has stepped aside. */
Str pg_multirange_of(Arena *arena, const Object *range);
Str pg_parked_multirange_name(Arena *arena, const Object *live);

#endif
