/* Changes: the differences between two models. */
#include "model/change.h"

void changes_free(Changes *changes)
{
    if (changes != NULL) {
        Arena arena = changes->arena; /* which holds the struct itself */
        arena_free(&arena);
    }
}

const ChangeGroup *changes_group_of(const Changes *changes, const Object *object)
{
    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (group->live == object || group->desired == object)
            return group;
    }
    return NULL;
}

bool change_has(const Change *change, const char *key)
{
    for (size_t i = 0; i < change->fields.len; i++)
        if (str_is(str_from(key), change->fields.items[i]->key))
            return true;
    return false;
}
