/* Values as the catalogs hold them: oids, vectors of numbers, arrays of text. */
#ifndef ANNEAL_ENGINE_POSTGRES_CATALOG_H
#define ANNEAL_ENGINE_POSTGRES_CATALOG_H

#include <libpq-fe.h>

#include "base/map.h"
#include "base/vec.h"

typedef VEC(int64_t) PgNumbers;

Oid pg_catalog_oid(Str text); /* 0 where absent */
int64_t pg_catalog_number(Str text);
bool pg_catalog_bool(Str text); /* "t" */
/* Of int2vector and oidvector ("1 2") and arrays ("{1,2}"). */
PgNumbers pg_catalog_numbers(Arena *arena, Str text);
/* Elements of a text[] as the server prints it; NULL elements are absent. */
StrVec pg_catalog_texts(Arena *arena, Str text);

/* The other way: a text[] of them. */
Str pg_catalog_array(Arena *arena, const StrVec *texts);

/* By oid; `*oid` is borrowed and lives as long as the map. */
void pg_oid_put(Arena *arena, Map *map, const Oid *oid, void *value);
void *pg_oid_get(const Map *map, Oid oid); /* NULL where absent */

#endif
