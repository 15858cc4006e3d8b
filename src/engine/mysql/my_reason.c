/* Why a piece is there, in words. */
#include "engine/mysql/my_recipe.h"
#include "engine/reason.h"

static bool is_listed(const char *const *keys, const char *key)
{
    for (; keys != NULL && *keys != NULL; keys++)
        if (str_is(str_from(*keys), key))
            return true;
    return keys == NULL;
}

static void put_fields(Sb *sb, const Change *change, const char *const *keys)
{
    size_t start = sb->len;

    for (size_t i = 0; i < change->fields.len; i++) {
        const Field *field = change->fields.items[i];
        if (!is_listed(keys, field->key))
            continue;
        sb_printf(sb, "%s%s ", sb->len > start ? "; " : "", field->key);
        reason_put_difference(sb, field, change);
    }
}

/* keys: of the fields that the task is about; NULL: all. */
const char *my_reason(const MyRecipe *recipe, const Change *change, const char *const *keys)
{
    Sb sb = sb_new(SB_LINE_MAX);
    const char *word = (change->desired != NULL ? change->desired : change->live)->type->word;

    switch (change->kind) {
    case CHANGE_CREATE:
        sb_printf(&sb, "the package declares the %s", word);
        break;
    case CHANGE_DROP:
        sb_printf(&sb, "the package has no such %s", word);
        break;
    case CHANGE_RENAME:
        sb_printf(&sb, "Name %.*s -> %.*s", STR_ARG(record_name(change->live)),
                  STR_ARG(record_name(change->desired)));
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
        put_fields(&sb, change, keys);
        break;
    }
    return sb_finish(&sb, recipe->arena).ptr;
}
