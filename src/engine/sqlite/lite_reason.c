/* Why a piece is there, in words. */
#include "engine/sqlite/lite_recipe.h"

enum { VALUE_MAX_BYTES = 60 };

static void put_value(Sb *sb, const Field *field, const void *at)
{
    switch (field->kind) {
    case F_BOOL:
        sb_puts(sb, *(const bool *)at ? "true" : "false");
        break;
    case F_ENUM:
        sb_puts(sb, field->choices[*(const int *)at]);
        break;
    case F_STR:
    case F_TEXT:
    case F_IDENT:
    case F_TYPE:
    case F_EXPR:
        sb_put(sb, *(const Str *)at);
        break;
    case F_IDENTS:
    case F_STRINGS:
        idents_write(sb, at);
        break;
    case F_KEYS:
        key_parts_write(sb, at);
        break;
    case F_TRISTATE:
    case F_INT:
    case F_MAP:
    case F_RECORD:
    case F_LIST:
    case F_RAW:
        break; /* none that differ here */
    }
}

/* One line, cut where it is long; whole characters are kept. */
static void put_short(Sb *out, const Field *field, const Record *rec)
{
    Sb value = sb_new(SB_FILE_MAX);
    Str text;
    size_t len;

    put_value(&value, field, record_at(rec, field));
    text = sb_str(&value);
    len = text.len;
    if (len > VALUE_MAX_BYTES)
        for (len = VALUE_MAX_BYTES; len > 0 && (text.ptr[len] & '\xC0') == '\x80';)
            len--;
    if (len == 0)
        sb_puts(out, "none");
    for (size_t i = 0; i < len; i++)
        sb_putc(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
    if (len < text.len)
        sb_puts(out, "...");
    sb_free(&value);
}

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
        put_short(sb, field, change->live);
        sb_puts(sb, " -> ");
        put_short(sb, field, change->desired);
    }
}

/* keys: of the fields that the task is about; NULL: all. */
const char *lite_reason(const LiteRecipe *recipe, const Change *change, const char *const *keys)
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
