/* Memory that dies all at once: chunks in a list, the newest in front. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>

#include "base/oom.h"

enum { CHUNK_FIRST_BYTES = 4096, CHUNK_MAX_BYTES = 1 << 20 };

struct ArenaChunk {
    ArenaChunk *older;
    size_t size;
    size_t used;
    alignas(max_align_t) char data[];
};

static OomHandler oom_handler; /* set once by the program at its start */

void oom_set_handler(OomHandler handler)
{
    oom_handler = handler;
}

_Noreturn void base_oom(size_t wanted_bytes)
{
    if (oom_handler != NULL)
        oom_handler(wanted_bytes);
    abort();
}

static ArenaChunk *chunk_new(ArenaChunk *older, size_t at_least)
{
    size_t size = older == NULL ? CHUNK_FIRST_BYTES : older->size * 2;
    ArenaChunk *chunk;

    if (size > CHUNK_MAX_BYTES)
        size = CHUNK_MAX_BYTES;
    if (size < at_least)
        size = at_least;
    if (size > SIZE_MAX - sizeof *chunk)
        base_oom(size);
    chunk = malloc(sizeof *chunk + size);
    if (chunk == NULL)
        base_oom(size);
    chunk->older = older;
    chunk->size = size;
    chunk->used = 0;
    return chunk;
}

void *arena_alloc(Arena *arena, size_t size_bytes)
{
    const size_t align = alignof(max_align_t);
    void *memory;

    if (size_bytes > SIZE_MAX - align)
        base_oom(size_bytes);
    size_bytes = (size_bytes + align - 1) / align * align;
    if (arena->chunk == NULL || arena->chunk->size - arena->chunk->used < size_bytes)
        arena->chunk = chunk_new(arena->chunk, size_bytes);
    memory = arena->chunk->data + arena->chunk->used;
    arena->chunk->used += size_bytes;
    return memset(memory, 0, size_bytes);
}

void *arena_alloc_array(Arena *arena, size_t item_bytes, size_t count)
{
    if (count != 0 && item_bytes > SIZE_MAX / count)
        base_oom(SIZE_MAX);
    return arena_alloc(arena, item_bytes * count);
}

Str arena_str(Arena *arena, Str s)
{
    char *copy;

    if (s.ptr == NULL)
        return s;
    copy = arena_alloc(arena, s.len + 1);
    memcpy(copy, s.ptr, s.len);
    return (Str){copy, s.len};
}

Str arena_lower(Arena *arena, Str s)
{
    char *bytes;

    if (s.ptr == NULL)
        return s;
    bytes = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        bytes[i] = str_lower_char(s.ptr[i]);
    return (Str){bytes, s.len};
}

Str arena_upper(Arena *arena, Str s)
{
    char *bytes;

    if (s.ptr == NULL)
        return s;
    bytes = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        bytes[i] = (char)(s.ptr[i] >= 'a' && s.ptr[i] <= 'z' ? s.ptr[i] - 'a' + 'A' : s.ptr[i]);
    return (Str){bytes, s.len};
}

const char *arena_cstr(Arena *arena, Str s)
{
    return arena_str(arena, s).ptr;
}

Str arena_vprintf(Arena *arena, const char *format, va_list args)
{
    va_list again;
    int len;
    char *text;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    assert(len >= 0);
    text = arena_alloc(arena, (size_t)len + 1);
    (void)vsnprintf(text, (size_t)len + 1, format, args);
    return (Str){text, (size_t)len};
}

Str arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    Str text;

    va_start(args, format);
    text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){arena->chunk, arena->chunk == NULL ? 0 : arena->chunk->used};
}

void arena_reset(Arena *arena, ArenaMark mark)
{
    while (arena->chunk != mark.chunk) {
        ArenaChunk *chunk = arena->chunk;
        assert(chunk != NULL); /* a mark of another arena */
        arena->chunk = chunk->older;
        free(chunk);
    }
    if (arena->chunk != NULL)
        arena->chunk->used = mark.used;
}

size_t arena_size_bytes(const Arena *arena)
{
    size_t total = 0;

    for (const ArenaChunk *chunk = arena->chunk; chunk != NULL; chunk = chunk->older)
        total += sizeof *chunk + chunk->size;
    return total;
}

void arena_free(Arena *arena)
{
    arena_reset(arena, (ArenaMark){NULL, 0});
}
