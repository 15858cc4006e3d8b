/* Secret tokens: `{{Name}}` in a text until the moment in which the text is used. */
#include "model/secret.h"

#include "base/sb.h"

/* What is shorter stands in anything, and is no secret. */
enum { HIDDEN_LEAST_BYTES = 4 };

const Str *secrets_find(const Secrets *secrets, Str name)
{
    for (size_t i = 0; i < secrets->names.len; i++)
        if (str_eq(secrets->names.items[i], name))
            return &secrets->values.items[i];
    return NULL;
}

/* The bytes of `{{name}}` at `at`, 0 where it doesn't stand there. */
static size_t token_at(Str text, size_t at, Str name)
{
    if (at + name.len + 4 > text.len || !str_starts(str_sub(text, at, 2), STR("{{")) ||
        !str_eq(str_sub(text, at + 2, name.len), name) ||
        !str_starts(str_sub(text, at + 2 + name.len, 2), STR("}}")))
        return 0;
    return name.len + 4;
}

size_t secrets_count(Str text, Str name)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len; at++)
        count += token_at(text, at, name) > 0;
    return count;
}

static void put_value(Sb *sb, Str value, bool after_quote)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\'' && after_quote)
            sb_putc(sb, '\'');
        sb_putc(sb, value.ptr[i]);
    }
}

Str secrets_fill(Arena *arena, const Secrets *secrets, Str text)
{
    Sb sb = sb_new(SB_FILE_MAX);
    size_t at = 0;

    while (at < text.len) {
        size_t len = 0;
        for (size_t i = 0; i < secrets->names.len && len == 0; i++) {
            len = token_at(text, at, secrets->names.items[i]);
            if (len > 0)
                put_value(&sb, secrets->values.items[i], at > 0 && text.ptr[at - 1] == '\'');
        }
        if (len == 0)
            sb_putc(&sb, text.ptr[at]);
        at += len == 0 ? 1 : len;
    }
    return sb_finish(&sb, arena);
}

/* The bytes of `value` at `at`, as it is or with its quotes doubled; 0 where it doesn't stand
 * there.
 */
static size_t value_len_at(Str text, size_t at, Str value, bool doubled)
{
    size_t from = at;

    for (size_t i = 0; i < value.len; i++) {
        if (at >= text.len || text.ptr[at++] != value.ptr[i])
            return 0;
        if (doubled && value.ptr[i] == '\'' && (at >= text.len || text.ptr[at++] != '\''))
            return 0;
    }
    return at - from;
}

/* The secret whose value takes most bytes at `at`, or -1. */
static int value_at(const Secrets *secrets, Str text, size_t at, size_t *len)
{
    int found = -1;

    *len = 0;
    for (size_t i = 0; i < secrets->values.len; i++) {
        Str value = secrets->values.items[i];
        size_t plain = value_len_at(text, at, value, false);
        size_t doubled = value_len_at(text, at, value, true);
        size_t most = plain > doubled ? plain : doubled;
        if (value.len < HIDDEN_LEAST_BYTES || most <= *len)
            continue;
        *len = most;
        found = (int)i;
    }
    return found;
}

Str secrets_hide(Arena *arena, const Secrets *secrets, Str text)
{
    Sb sb;

    if (text.ptr == NULL)
        return text;
    sb = sb_new(SB_FILE_MAX);
    for (size_t at = 0; at < text.len; at++) {
        size_t len;
        int found = value_at(secrets, text, at, &len);
        if (found < 0) {
            sb_putc(&sb, text.ptr[at]);
            continue;
        }
        sb_printf(&sb, "{{%.*s}}", STR_ARG(secrets->names.items[found]));
        at += len - 1;
    }
    return sb_finish(&sb, arena);
}
