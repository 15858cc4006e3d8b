/* Texts that print the same when they are read again. */
#include "engine/postgres/stable.h"

#include "base/sb.h"

static const Str array_open = {"(ARRAY[", 7};
static const Str cast_to_text = {"])::text[]", 10};
static const Str cast_twice = {"])::character varying[])::text[]", 32};
static const Str element_type = {"::character varying", 19};

/* Behind the quoted text or name that begins at `at`, else `at`. The server doubles quotes and,
 * in E'', backslashes: a quote alone always ends it. */
static size_t skip_quoted(Str text, size_t at)
{
    char quote = text.ptr[at];

    if (quote != '\'' && quote != '"')
        return at;
    at = str_find(text, quote, at + 1);
    return at == SIZE_MAX ? text.len : at + 1;
}

/* Offset of the bracket that ends the array whose elements begin at `from`, when all of them are
 * constants of type varchar; else SIZE_MAX. */
static size_t array_end(Str text, size_t from)
{
    size_t at = from;

    while (at < text.len) {
        if (text.ptr[at] == 'E')
            at++;
        while (at < text.len && text.ptr[at] == '\'')
            at = skip_quoted(text, at);
        if (!str_starts(str_sub(text, at, SIZE_MAX), element_type))
            return SIZE_MAX;
        at += element_type.len;
        if (at < text.len && text.ptr[at] == ']')
            return at;
        if (!str_starts(str_sub(text, at, SIZE_MAX), STR(", ")))
            return SIZE_MAX;
        at += 2;
    }
    return SIZE_MAX;
}

/* Whether an array begins at `at` whose cast is written as `cast`; `*end`: where its elements
 * end. */
static bool array_at(Str text, size_t at, Str cast, size_t *end)
{
    if (!str_starts(str_sub(text, at, SIZE_MAX), array_open))
        return false;
    *end = array_end(text, at + array_open.len);
    return *end != SIZE_MAX && str_starts(str_sub(text, *end, SIZE_MAX), cast);
}

static size_t copy_quoted(Sb *sb, Str text, size_t at)
{
    size_t behind = skip_quoted(text, at);

    if (behind == at)
        behind++;
    sb_put(sb, str_sub(text, at, behind - at));
    return behind;
}

Str pg_stable_text(Arena *arena, Str text)
{
    Sb sb;
    size_t end;

    if (str_find(text, '[', 0) == SIZE_MAX)
        return arena_str(arena, text);
    sb = sb_new(SB_FILE_MAX);
    for (size_t at = 0; at < text.len;) {
        if (array_at(text, at, cast_to_text, &end)) {
            sb_putc(&sb, '(');
            sb_put(&sb, str_sub(text, at, end - at));
            sb_put(&sb, cast_twice);
            at = end + cast_to_text.len;
        } else {
            at = copy_quoted(&sb, text, at);
        }
    }
    return sb_finish(&sb, arena);
}

Str pg_stable_undo(Arena *arena, Str text)
{
    Sb sb;
    size_t end;

    if (str_find(text, '[', 0) == SIZE_MAX)
        return arena_str(arena, text);
    sb = sb_new(SB_FILE_MAX);
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] == '(' && array_at(text, at + 1, cast_twice, &end)) {
            sb_put(&sb, str_sub(text, at + 1, end - at - 1));
            sb_put(&sb, cast_to_text);
            at = end + cast_twice.len;
        } else {
            at = copy_quoted(&sb, text, at);
        }
    }
    return sb_finish(&sb, arena);
}
