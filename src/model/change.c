/* Changes: the differences between two models. */
#include "model/change.h"

void changes_free(Changes *changes)
{
    if (changes != NULL) {
        Arena arena = changes->arena; /* which holds the struct itself */
        arena_free(&arena);
    }
}

/* The bytes of an address are its key. */
static Str key_of(const Object *const *object)
{
    return (Str){(const char *)object, sizeof *object};
}

void changes_add(Arena *arena, Changes *changes, ChangeGroup *group)
{
    vec_push(arena, &changes->groups, group);
    if (group->live != NULL)
        (void)map_put(arena, &changes->by_object, key_of(&group->live), group);
    if (group->desired != NULL)
        (void)map_put(arena, &changes->by_object, key_of(&group->desired), group);
}

const ChangeGroup *changes_group_of(const Changes *changes, const Object *object)
{
    return map_get(&changes->by_object, key_of(&object));
}

bool change_has(const Change *change, const char *key)
{
    for (size_t i = 0; i < change->fields.len; i++)
        if (str_is(str_from(key), change->fields.items[i]->key))
            return true;
    return false;
}
