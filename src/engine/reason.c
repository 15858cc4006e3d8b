/* Values before and after, as reasons of pieces show them. */
#include "engine/reason.h"

enum { VALUE_MAX_BYTES = 60 };

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

void reason_put_difference(Sb *out, const Field *field, const Change *change)
{
    Sb before = sb_new(SB_FILE_MAX), after = sb_new(SB_FILE_MAX);
    size_t from;

    field_put(&before, field, record_at(change->live, field));
    field_put(&after, field, record_at(change->desired, field));
    from = begin_of_difference(sb_str(&before), sb_str(&after));
    put_short(out, sb_str(&before), from);
    sb_puts(out, " -> ");
    put_short(out, sb_str(&after), from);
    sb_free(&before);
    sb_free(&after);
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
        reason_put_difference(sb, field, change);
    }
}

const char *reason_of_change(Arena *arena, const Change *change, const char *const *keys)
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
    return sb_finish(&sb, arena).ptr;
}
