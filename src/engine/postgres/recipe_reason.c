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

static bool is_inside_character(Str text, size_t at)
{
    return at < text.len && (text.ptr[at] & '\xC0') == '\x80';
}

/* One line from `from` on, cut where it is long; whole characters are kept. */
static void put_short(Sb *out, Str text, size_t from)
{
    size_t end = text.len - from > VALUE_MAX_BYTES ? from + VALUE_MAX_BYTES : text.len;

    while (end > from && is_inside_character(text, end))
        end--;
    if (text.len == 0)
        sb_puts(out, "none");
    if (from > 0)
        sb_puts(out, "...");
    for (size_t i = from; i < end; i++)
        sb_putc(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
    if (end < text.len)
        sb_puts(out, "...");
}

/* Where two long texts begin to differ, less a little to recognise the place by. */
static size_t begin_of_difference(Str a, Str b)
{
    enum { CONTEXT_BYTES = 15 };
    size_t at = 0;

    if (a.len <= VALUE_MAX_BYTES && b.len <= VALUE_MAX_BYTES)
        return 0;
    while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
        at++;
    at = at > 2 * CONTEXT_BYTES ? at - CONTEXT_BYTES : 0;
    while (at > 0 && is_inside_character(a, at))
        at--;
    return at;
}

static void put_difference(Sb *out, const Field *field, const Change *change)
{
    Sb before = sb_new(SB_FILE_MAX), after = sb_new(SB_FILE_MAX);
    size_t from;

    put_value(&before, field, record_at(change->live, field));
    put_value(&after, field, record_at(change->desired, field));
    from = begin_of_difference(sb_str(&before), sb_str(&after));
    put_short(out, sb_str(&before), from);
    sb_puts(out, " -> ");
    put_short(out, sb_str(&after), from);
    sb_free(&before);
    sb_free(&after);
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
        put_difference(&sb, field, change);
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
