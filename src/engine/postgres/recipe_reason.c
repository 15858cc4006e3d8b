/* Why a piece is there, in words. */
#include "engine/postgres/recipe.h"

enum { VALUE_MAX_BYTES = 60 };

static void put_int(Sb *sb, const OptInt *number)
{
    if (number->given)
        sb_printf(sb, "%lld", (long long)number->value);
}

static void put_map(Sb *sb, const MapEntries *entries)
{
    for (size_t i = 0; i < entries->len; i++)
        sb_printf(sb, "%s%.*s=%.*s", i == 0 ? "" : ", ", STR_ARG(entries->items[i].name),
                  STR_ARG(entries->items[i].value));
}

static void put_value(Sb *sb, const Field *field, const void *at)
{
    switch (field->kind) {
    case F_BOOL:
        sb_puts(sb, *(const bool *)at ? "true" : "false");
        break;
    case F_INT:
        put_int(sb, at);
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
    case F_MAP:
        put_map(sb, at);
        break;
    case F_TRISTATE:
    case F_RECORD:
    case F_LIST:
    case F_RAW:
        break; /* never compared field by field */
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
        put_short(&sb, field, change->live);
        sb_puts(&sb, " -> ");
        put_short(&sb, field, change->desired);
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
