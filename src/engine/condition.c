/* The text of a condition as a query that can do nothing but answer. */
#include "engine/condition.h"

/* Behind blanks and comments. */
static size_t skip_blanks(Str text, size_t at)
{
    for (;;) {
        while (at < text.len && strchr(" \t\r\n", text.ptr[at]) != NULL)
            at++;
        if (str_starts(str_sub(text, at, SIZE_MAX), STR("--"))) {
            while (at < text.len && text.ptr[at] != '\n')
                at++;
        } else if (str_starts(str_sub(text, at, SIZE_MAX), STR("/*"))) {
            at += 2;
            while (at < text.len && !str_starts(str_sub(text, at, SIZE_MAX), STR("*/")))
                at++;
            at = at + 2 < text.len ? at + 2 : text.len;
        } else {
            return at;
        }
    }
}

static bool is_query(Str text)
{
    static const char *const words[] = {"SELECT", "WITH", "VALUES", NULL};
    size_t at = skip_blanks(text, 0), end = at;

    while (end < text.len && ((text.ptr[end] | 32) >= 'a' && (text.ptr[end] | 32) <= 'z'))
        end++;
    for (const char *const *word = words; *word != NULL; word++)
        if (str_eq_ascii_nocase(str_sub(text, at, end - at), str_from(*word)))
            return true;
    return false;
}

Str condition_query(Arena *arena, Str text)
{
    Str bare = str_trim(text);

    while (bare.len > 0 && bare.ptr[bare.len - 1] == ';')
        bare = str_trim(str_sub(bare, 0, bare.len - 1));
    /* A comment at its end must not swallow the bracket. */
    return is_query(bare)
               ? arena_printf(arena, "SELECT * FROM (%.*s\n) AS asked LIMIT 2", STR_ARG(bare))
               : arena_printf(arena, "SELECT (%.*s\n) AS asked LIMIT 2", STR_ARG(bare));
}
