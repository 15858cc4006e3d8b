/* Platforms: what packages and messages call the engines of the field tables. */
#ifndef ANNEAL_CODEC_PLATFORM_H
#define ANNEAL_CODEC_PLATFORM_H

#include "model/field.h"

/* E_… bits of a platform's name, in any case; 0 where unknown. */
unsigned codec_platform_bits(Str name);
/* The known name nearest to `name`, or NULL. */
const char *codec_platform_nearest(Str name);
/* "PostgreSQL, SQLite": the names of E_… bits, in `arena`. */
const char *codec_platform_list(Arena *arena, unsigned bits);

#endif
