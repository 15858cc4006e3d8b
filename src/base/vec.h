/* Growing arrays in an arena, typed by a macro. */
#ifndef ANNEAL_BASE_VEC_H
#define ANNEAL_BASE_VEC_H

#include "base/arena.h"

/* VEC(int) numbers = {0}; a vector is copied by value as a view only. */
#define VEC(type) \
    struct { \
        type *items; \
        size_t len; \
        size_t cap; \
    }

/* The old array stays in the arena when it grows: doubling bounds the waste to the final size.
 * Of large items, such as the parts of an index' key, there is mostly one. */
#define vec_push(arena, vec, item) \
    (vec_reserve((arena), (void **)&(vec)->items, (vec)->len, &(vec)->cap, sizeof *(vec)->items), \
     (void)((vec)->items[(vec)->len++] = (item)))

#define vec_last(vec) ((vec)->items[(vec)->len - 1])

typedef VEC(Str) StrVec;

static inline void vec_reserve(Arena *arena, void **items, size_t len, size_t *cap,
                               size_t item_bytes)
{
    if (len == *cap) {
        size_t wider = *cap == 0 ? (item_bytes > 32 ? 1 : 4) : *cap * 2;
        void *grown = arena_alloc_array(arena, item_bytes, wider);
        if (len > 0)
            memcpy(grown, *items, len * item_bytes);
        *items = grown;
        *cap = wider;
    }
}

static inline bool strs_equal(const StrVec *a, const StrVec *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (!str_eq(a->items[i], b->items[i]))
            return false;
    return true;
}

static inline bool strs_has(const StrVec *texts, Str text)
{
    for (size_t i = 0; i < texts->len; i++)
        if (str_eq(texts->items[i], text))
            return true;
    return false;
}

/* Sorts by bytes; then a look takes no walk. */
void strs_sort(StrVec *texts);
bool strs_has_sorted(const StrVec *texts, Str text);

#endif
