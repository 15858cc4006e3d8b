/* SHA-256 of bytes, for fingerprints and the hash of a plan. */
#ifndef ANNEAL_BASE_HASH_H
#define ANNEAL_BASE_HASH_H

#include "base/arena.h"

typedef struct Hash {
    unsigned char bytes[32];
} Hash;

Hash hash_of(Str data);
/* 64 lower-case hex digits, in `arena`. */
Str hash_hex(Arena *arena, Hash hash);

#endif
