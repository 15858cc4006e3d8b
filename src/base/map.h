/* A hash map from text to pointer, owned by an arena. */
#ifndef ANNEAL_BASE_MAP_H
#define ANNEAL_BASE_MAP_H

#include "base/arena.h"

typedef struct MapSlot MapSlot;

/* Zero-initialise to begin. Order of iteration is not offered: plans are bytes. */
typedef struct Map {
    MapSlot *slots;
    size_t cap;
    size_t len;
} Map;

/* NULL where absent. */
void *map_get(const Map *map, Str key);
/* Sets or replaces; the key is borrowed and must live as long as the map. Returns the value
 * that was there before, or NULL. `value` is not NULL. */
void *map_put(Arena *arena, Map *map, Str key, void *value);

#endif
