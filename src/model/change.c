/* Changes: the differences between two models. */
#include "model/change.h"

void changes_free(Changes *changes)
{
    if (changes != NULL) {
        Arena arena = changes->arena; /* which holds the struct itself */
        arena_free(&arena);
    }
}

bool change_has(const Change *change, const char *key)
{
    for (size_t i = 0; i < change->fields.len; i++)
        if (str_is(str_from(key), change->fields.items[i]->key))
            return true;
    return false;
}
