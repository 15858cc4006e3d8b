/* Whether a line of a file may hold a password. */
#include "report/secrets.h"

static bool starts_nocase(Str text, const char *word)
{
    size_t len = strlen(word);

    return text.len >= len && str_eq_ascii_nocase(str_sub(text, 0, len), str_from(word));
}

/* Behind `word`, its closing quote and the sign between a key and its value (`"key": `, `key = `),
 * or absent where no value follows. */
static Str value_behind(Str text, size_t word_len)
{
    Str rest = str_sub(text, word_len, SIZE_MAX);

    if (str_starts(rest, STR("\"")))
        rest = str_sub(rest, 1, SIZE_MAX);
    rest = str_trim(rest);
    if (!str_starts(rest, STR(":")) && !str_starts(rest, STR("=")))
        return STR_ABSENT;
    return str_trim(str_sub(rest, 1, SIZE_MAX));
}

static bool is_secret_value(Str text)
{
    static const char *const words[] = {"password", "passwd", "pwd", "secret"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts_nocase(text, words[i]) && value_behind(text, strlen(words[i])).len > 0)
            return true;
    return false;
}

/* Whether user and password may stand in what follows the `//` of a URL: something with a colon, or
 * an escape that may be one, in front of an `@`. */
static bool has_user_password(Str authority)
{
    bool may_be = false;
    size_t at = SIZE_MAX;

    for (size_t i = 0; i < authority.len; i++)
        if (authority.ptr[i] == '@')
            at = i; /* a password may hold one */
    for (size_t i = 0; i < authority.len && (at == SIZE_MAX || i < at); i++) {
        Str rest = str_sub(authority, i, SIZE_MAX);
        bool is_escape = str_starts(rest, STR("\\u")) || str_starts(rest, STR("&"));
        may_be = may_be || is_escape || (at != SIZE_MAX && authority.ptr[i] == ':');
    }
    return may_be;
}

/* A value of a key Url that is not `scheme:…` may be a password in the wrong place. */
static bool is_odd_url(Str value)
{
    size_t i = 0;

    if (str_starts(value, STR("\"")) || str_starts(value, STR("'")))
        value = str_sub(value, 1, SIZE_MAX);
    while (i < value.len && ((value.ptr[i] >= 'a' && value.ptr[i] <= 'z') ||
                             (value.ptr[i] >= 'A' && value.ptr[i] <= 'Z')))
        i++;
    if (i == 0 || i == value.len || value.ptr[i] != ':')
        return true;
    return !str_starts(str_sub(value, i, SIZE_MAX), STR("://")) &&
           str_find(value, '@', i) != SIZE_MAX;
}

bool secrets_may_be_in(Str line)
{
    for (size_t i = 0; i < line.len; i++) {
        Str rest = str_sub(line, i, SIZE_MAX), value;
        if (str_starts(rest, STR("://")) || str_starts(rest, STR(":\\/\\/"))) {
            if (has_user_password(str_sub(rest, rest.ptr[1] == '/' ? 3 : 5, SIZE_MAX)))
                return true;
        } else if (is_secret_value(rest)) {
            return true;
        }
        value = starts_nocase(rest, "url") ? value_behind(rest, strlen("url")) : STR_ABSENT;
        if (value.len > 0 && is_odd_url(value))
            return true;
    }
    return false;
}
