/* Memory that dies all at once. */
#ifndef ANNEAL_BASE_ARENA_H
#define ANNEAL_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

typedef struct ArenaChunk ArenaChunk;

/* Zero-initialise to begin (`Arena a = {0}`), arena_free to end. */
typedef struct Arena {
    ArenaChunk *chunk; /* the one that allocations come from; older ones behind it */
} Arena;

typedef struct ArenaMark {
    ArenaChunk *chunk;
    size_t used;
} ArenaMark;

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), sizeof(type), (count)))

/* Zeroed, aligned for any type, never NULL. */
void *arena_alloc(Arena *arena, size_t size_bytes);
void *arena_alloc_array(Arena *arena, size_t item_bytes, size_t count);
/* A terminated copy; absent stays absent. */
Str arena_str(Arena *arena, Str s);
/* The same as a terminated text, NULL where absent. */
const char *arena_cstr(Arena *arena, Str s);
/* A copy with str_lower_char of each byte; absent stays absent. */
Str arena_lower(Arena *arena, Str s);
/* … with the letters of ASCII in upper case. */
Str arena_upper(Arena *arena, Str s);
/* Terminated texts of their own, of any length. */
Str arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str arena_vprintf(Arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Scratch: everything allocated after the mark is given back by the reset. */
ArenaMark arena_mark(const Arena *arena);
void arena_reset(Arena *arena, ArenaMark mark);
/* Bytes that the arena holds from the system. For tests of what is given back. */
size_t arena_size_bytes(const Arena *arena);
/* Gives everything back and leaves the arena empty, to be used again. */
void arena_free(Arena *arena);

#endif
