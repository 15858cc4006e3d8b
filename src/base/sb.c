/* A text under construction. */
#include "base/sb.h"

#include "base/oom.h"

Sb sb_new(size_t max_bytes)
{
    return (Sb){.max = max_bytes};
}

/* Room for `more` bytes and a terminator; false above the ceiling. */
static bool reserve(Sb *sb, size_t more)
{
    size_t cap = sb->cap == 0 ? 128 : sb->cap;
    char *grown;

    if (sb->failed || more > sb->max - sb->len) {
        sb->failed = true;
        return false;
    }
    if (sb->len + more < sb->cap)
        return true;
    while (cap <= sb->len + more)
        cap *= 2;
    grown = realloc(sb->ptr, cap);
    if (grown == NULL)
        base_oom(cap);
    sb->ptr = grown;
    sb->cap = cap;
    return true;
}

void sb_put(Sb *sb, Str s)
{
    if (s.len == 0 || !reserve(sb, s.len))
        return;
    memcpy(sb->ptr + sb->len, s.ptr, s.len);
    sb->len += s.len;
}

void sb_puts(Sb *sb, const char *text)
{
    sb_put(sb, str_from(text));
}

void sb_putc(Sb *sb, char c)
{
    sb_put(sb, (Str){&c, 1});
}

void sb_repeat(Sb *sb, char c, size_t count)
{
    while (count-- > 0)
        sb_putc(sb, c);
}

void sb_put_quoted(Sb *sb, char quote, Str text)
{
    sb_putc(sb, quote);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == quote)
            sb_putc(sb, quote);
        sb_putc(sb, text.ptr[i]);
    }
    sb_putc(sb, quote);
}

void sb_printf(Sb *sb, const char *format, ...)
{
    va_list args, again;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0 && reserve(sb, (size_t)len)) {
        (void)vsnprintf(sb->ptr + sb->len, (size_t)len + 1, format, again);
        sb->len += (size_t)len;
    }
    va_end(again);
}

Str sb_str(const Sb *sb)
{
    return sb->ptr == NULL ? STR("") : (Str){sb->ptr, sb->len};
}

void sb_cut(Sb *sb, size_t len)
{
    if (len < sb->len)
        sb->len = len;
}

Str sb_finish(Sb *sb, Arena *arena)
{
    Str text = sb->failed ? STR_ABSENT : arena_str(arena, sb_str(sb));

    sb_free(sb);
    return text;
}

void sb_free(Sb *sb)
{
    free(sb->ptr);
    *sb = (Sb){.max = sb->max};
}
