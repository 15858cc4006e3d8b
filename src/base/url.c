/* Database URLs. */
#include "base/url.h"

#include "base/sb.h"

static bool is_scheme_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+';
}

static bool is_secret_option(Str name)
{
    static const char *const secrets[] = {"password", "passwd",      "pwd",  "secret",
                                          "sslkey",   "sslpassword", "token"};

    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (str_eq_ascii_nocase(name, str_from(secrets[i])))
            return true;
    return false;
}

/* `?a=b&password=c`, from the question mark on. */
static void put_options(Sb *sb, Str options, Url *url)
{
    char separator = '?';
    Str part;

    options = str_sub(options, 1, SIZE_MAX);
    while (str_cut(&options, '&', &part)) {
        size_t equals = str_find(part, '=', 0);
        sb_putc(sb, separator);
        if (equals != SIZE_MAX && is_secret_option(str_sub(part, 0, equals))) {
            sb_put(sb, str_sub(part, 0, equals));
            sb_puts(sb, "=***");
            url->has_password = true;
        } else {
            sb_put(sb, part);
        }
        separator = '&';
    }
}

/* Behind `//user:password`, as libpq reads it: up to the first '@' that has no '/' before it. */
static size_t skip_login(Str rest)
{
    size_t at = str_find(rest, '@', 0);

    return str_starts(rest, STR("//")) && at != SIZE_MAX && at < str_find(rest, '/', 2) ? at : 0;
}

/* Whether what stands between `//host:` and the next '/' or ',' is no port, and so a password. */
static bool has_no_port(Str before)
{
    size_t at = str_find(before, ':', 2);

    if (!str_starts(before, STR("//")) || str_starts(before, STR("//[")) || at == SIZE_MAX)
        return false;
    for (at++; at < before.len && before.ptr[at] != '/' && before.ptr[at] != ','; at++)
        if (before.ptr[at] < '0' || before.ptr[at] > '9')
            return true;
    return false;
}

/* Where the options begin. A '?' that is followed by an '@' belongs to a password when there is no
 * '=' between them, or no port before it. */
static size_t find_options(Str rest)
{
    size_t question = str_find(rest, '?', skip_login(rest)), at;

    while (question != SIZE_MAX) {
        at = str_find(rest, '@', question);
        if (at == SIZE_MAX ||
            (str_find(rest, '=', question) < at && !has_no_port(str_sub(rest, 0, question))))
            return question;
        question = str_find(rest, '?', at);
    }
    return SIZE_MAX;
}

static Str safe_form(Arena *arena, Url *url)
{
    Sb sb = sb_new(SB_LINE_MAX);
    size_t question = find_options(url->rest);
    Str before = question == SIZE_MAX ? url->rest : str_sub(url->rest, 0, question);

    sb_put(&sb, url->scheme);
    sb_putc(&sb, ':');
    if (str_starts(before, STR("//"))) {
        size_t at = SIZE_MAX, colon = str_find(before, ':', 2);
        /* A password may hold an unescaped '/' or '@': the last '@' before the options counts. */
        for (size_t i = before.len; i > 2 && at == SIZE_MAX; i--)
            if (before.ptr[i - 1] == '@')
                at = i - 1;
        if (at != SIZE_MAX && colon < at) {
            url->has_password = true;
            sb_put(&sb, str_sub(before, 0, colon));
            sb_puts(&sb, ":***");
            before = str_sub(before, at, SIZE_MAX);
        }
    }
    sb_put(&sb, before);
    if (question != SIZE_MAX)
        put_options(&sb, str_sub(url->rest, question, SIZE_MAX), url);
    return sb_finish(&sb, arena);
}

bool url_parse(Arena *arena, Str text, Url *url, Errs *errs)
{
    size_t colon = str_find(text, ':', 0);

    *url = (Url){0};
    for (size_t i = 0; colon != SIZE_MAX && i < colon; i++)
        if (!is_scheme_char(text.ptr[i]))
            colon = SIZE_MAX;
    if (colon == SIZE_MAX || colon == 0)
        /* The text itself stays unprinted: it may be a password in the wrong place. */
        return err_at(errs, ERR_URL, (Loc){0},
                      "write scheme:rest, such as sqlite:shop.db or postgresql://host/database",
                      "the database URL has no scheme");
    url->scheme = arena_lower(arena, str_sub(text, 0, colon));
    url->whole = arena_str(arena, text);
    url->rest = str_sub(url->whole, colon + 1, SIZE_MAX);
    url->safe = safe_form(arena, url);
    return true;
}
