/* Why a piece is there, in words. */
#include "engine/postgres/recipe.h"
#include "engine/reason.h"

static bool is_listed(const char *keys, const char *key)
{
    Str rest = str_from(keys), part;

    while (str_cut(&rest, ' ', &part))
        if (str_is(part, key))
            return true;
    return false;
}

Str recipe_reason_of(Arena *arena, const Change *change, const char *keys)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < change->fields.len; i++) {
        const Field *field = change->fields.items[i];
        if (keys != NULL && !is_listed(keys, field->key))
            continue;
        sb_printf(&sb, "%s%s ", sb.len == 0 ? "" : ", ", field->key);
        reason_put_difference(&sb, field, change);
    }
    return sb_finish(&sb, arena);
}

Str recipe_reason(Arena *arena, const Change *change)
{
    switch (change->kind) {
    case CHANGE_CREATE:
        return STR("declared, not in the database");
    case CHANGE_DROP:
        return STR("in the database, not declared");
    case CHANGE_RENAME:
        return arena_printf(arena, "OldName %.*s", STR_ARG(record_name(change->live)));
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        if (change->fields.len > 0)
            return recipe_reason_of(arena, change, NULL);
        return change->cause == NULL ? STR("re-created") : str_from(change->cause);
    }
    return STR_ABSENT;
}
