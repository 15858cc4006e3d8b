/* Which objects are in scope. */
#include "model/filter.h"

/* Where the schema part of a pattern ends: at a dot outside double quotes, or SIZE_MAX. */
static size_t find_dot(Str pattern)
{
    bool quoted = false;

    for (size_t i = 0; i < pattern.len; i++) {
        if (pattern.ptr[i] == '"')
            quoted = !quoted;
        else if (pattern.ptr[i] == '.' && !quoted)
            return i;
    }
    return SIZE_MAX;
}

bool filter_pattern_has_name(Str pattern)
{
    return find_dot(pattern) != SIZE_MAX;
}

/* Where the name begins in a pattern for what no schema holds, or SIZE_MAX: behind a colon, with
 * nothing but a kind before it. */
static size_t find_global_name(Str pattern)
{
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.ptr[i];
        if (c == ':')
            return i + 1;
        if (!(c >= 'a' && c <= 'z') && c != '-' && c != '*' && c != '?')
            break;
    }
    return SIZE_MAX;
}

/* Takes one pair of quotes off; doubled quotes inside become one. */
static Str unquote(Arena *arena, Str part)
{
    char *bytes;
    size_t len = 0;

    if (part.len < 2 || part.ptr[0] != '"' || part.ptr[part.len - 1] != '"')
        return part;
    bytes = arena_alloc(arena, part.len);
    for (size_t i = 1; i + 1 < part.len; i++) {
        bytes[len++] = part.ptr[i];
        if (part.ptr[i] == '"' && i + 2 < part.len && part.ptr[i + 1] == '"')
            i++;
    }
    return (Str){bytes, len};
}

typedef struct Pattern {
    Str schema, name; /* name absent: the pattern had no dot */
} Pattern;

static Pattern split(Arena *arena, Str text)
{
    size_t dot = find_dot(text);

    if (dot == SIZE_MAX)
        return (Pattern){unquote(arena, text), STR_ABSENT};
    return (Pattern){unquote(arena, str_sub(text, 0, dot)),
                     unquote(arena, str_sub(text, dot + 1, SIZE_MAX))};
}

static bool matches(Str text, Str schema, Str name)
{
    Arena scratch = {0};
    Pattern pattern = split(&scratch, text);
    bool result;

    if (find_global_name(text) != SIZE_MAX)
        return false;
    if (schema.len == 0) /* an engine without schemas: the last part is the name */
        result = str_matches(name, pattern.name.ptr == NULL ? pattern.schema : pattern.name);
    else
        result = str_matches(schema, pattern.schema) &&
                 (pattern.name.ptr == NULL || str_matches(name, pattern.name));
    arena_free(&scratch);
    return result;
}

static bool any_matches(const StrVec *patterns, Str schema, Str name)
{
    for (size_t i = 0; i < patterns->len; i++)
        if (matches(patterns->items[i], schema, name))
            return true;
    return false;
}

bool filter_wants_schema(const Filter *filter, Str schema)
{
    bool wanted = filter->manage.len == 0;
    Arena scratch = {0};

    for (size_t i = 0; i < filter->manage.len && !wanted; i++)
        wanted = find_global_name(filter->manage.items[i]) == SIZE_MAX &&
                 str_matches(schema, split(&scratch, filter->manage.items[i]).schema);
    for (size_t i = 0; i < filter->ignore.len && wanted; i++) {
        Pattern pattern = split(&scratch, filter->ignore.items[i]);
        if (find_global_name(filter->ignore.items[i]) != SIZE_MAX)
            continue;
        bool whole = pattern.name.ptr == NULL || str_is(pattern.name, "*");
        wanted = !(whole && str_matches(schema, pattern.schema));
    }
    arena_free(&scratch);
    return wanted;
}

bool filter_wants(const Filter *filter, Str schema, Str name)
{
    return (filter->manage.len == 0 || any_matches(&filter->manage, schema, name)) &&
           !any_matches(&filter->ignore, schema, name);
}

Str filter_kind(Arena *arena, const char *word)
{
    size_t len = strlen(word);
    char *text = arena_alloc(arena, len + 1);

    for (size_t i = 0; i < len; i++)
        text[i] = word[i] == ' ' ? '-' : word[i];
    return (Str){text, len};
}

static bool any_matches_global(const StrVec *patterns, Str kind, Str name)
{
    Arena scratch = {0};
    bool found = false;

    for (size_t i = 0; i < patterns->len && !found; i++) {
        Str pattern = patterns->items[i];
        size_t at = find_global_name(pattern);
        if (at == SIZE_MAX)
            found = str_is(pattern, "*");
        else
            found = str_matches(kind, str_sub(pattern, 0, at - 1)) &&
                    str_matches(name, unquote(&scratch, str_sub(pattern, at, SIZE_MAX)));
    }
    arena_free(&scratch);
    return found;
}

bool filter_wants_global(const Filter *filter, const char *word, Str name)
{
    Arena scratch = {0};
    Str kind = filter_kind(&scratch, word);
    bool wanted = (filter->manage.len == 0 || any_matches_global(&filter->manage, kind, name)) &&
                  !any_matches_global(&filter->ignore, kind, name);

    arena_free(&scratch);
    return wanted;
}
