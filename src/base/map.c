/* A hash map from text to pointer: open addressing, at most three quarters full. */
#include "base/map.h"

#include <assert.h>

struct MapSlot {
    Str key;
    uint64_t hash;
    void *value; /* NULL: free */
};

static MapSlot *slot_for(const Map *map, Str key, uint64_t hash)
{
    size_t i = (size_t)hash & (map->cap - 1);

    while (map->slots[i].value != NULL &&
           !(map->slots[i].hash == hash && str_eq(map->slots[i].key, key)))
        i = (i + 1) & (map->cap - 1);
    return &map->slots[i];
}

void *map_get(const Map *map, Str key)
{
    return map->cap == 0 ? NULL : slot_for(map, key, str_hash(key))->value;
}

static void grow(Arena *arena, Map *map)
{
    Map wider = {.cap = map->cap == 0 ? 16 : map->cap * 2, .len = map->len};

    wider.slots = ARENA_ARRAY(arena, MapSlot, wider.cap);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].value != NULL)
            *slot_for(&wider, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    *map = wider;
}

void *map_put(Arena *arena, Map *map, Str key, void *value)
{
    uint64_t hash = str_hash(key);
    MapSlot *slot;
    void *before;

    assert(value != NULL);
    if (map->len + 1 > map->cap / 4 * 3)
        grow(arena, map);
    slot = slot_for(map, key, hash);
    before = slot->value;
    if (before == NULL)
        map->len++;
    *slot = (MapSlot){key, hash, value};
    return before;
}
