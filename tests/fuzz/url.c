/* Database URLs: no password that libpq would find is in the form for people. */
#include "fuzz.h"

#include "base/url.h"
#ifdef FUZZ_LIBPQ
#include <libpq-fe.h>
#endif

#ifdef FUZZ_LIBPQ
static int hex(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

/* With %XX decoded, as libpq reads it. */
static Str decoded(Arena *arena, Str text)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < text.len; i++) {
        bool is_escape = text.ptr[i] == '%' && i + 2 < text.len && hex(text.ptr[i + 1]) >= 0 &&
                         hex(text.ptr[i + 2]) >= 0;
        sb_putc(&sb,
                is_escape ? (char)(hex(text.ptr[i + 1]) * 16 + hex(text.ptr[i + 2])) : text.ptr[i]);
        i += is_escape ? 2 : 0;
    }
    return sb_finish(&sb, arena);
}

static bool contains(Str text, Str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (str_eq(str_sub(text, at, part.len), part))
            return true;
    return false;
}

/* Whether another option holds the same text, which is then no secret. */
static bool is_elsewhere(const PQconninfoOption *options, const PQconninfoOption *secret)
{
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
        if (option != secret && option->val != NULL &&
            contains(str_from(option->val), str_from(secret->val)))
            return true;
    return false;
}

static void check_secrets(Arena *arena, const Url *url)
{
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(arena_cstr(arena, url->whole), &message);

    for (const PQconninfoOption *option = options; option != NULL && option->keyword != NULL;
         option++) {
        bool is_secret =
            strcmp(option->keyword, "password") == 0 || strcmp(option->keyword, "sslpassword") == 0;
        if (!is_secret || option->val == NULL || strlen(option->val) < 4 ||
            is_elsewhere(options, option))
            continue;
        REQUIRE(!contains(decoded(arena, url->safe), str_from(option->val)), "%.*s shows %s %s",
                STR_ARG(url->safe), option->keyword, option->val);
        REQUIRE(url->has_password, "%.*s has no password", STR_ARG(url->whole));
    }
    PQconninfoFree(options);
    PQfreemem(message);
}
#endif

static void run(Str text)
{
    Arena arena = {0};
    Errs errs = {0};
    Url url;
    bool ok = url_parse(&arena, text, &url, &errs);

    fuzz_check_errs(ok, &errs);
    if (ok) {
        REQUIRE(str_eq(url.whole, text), "whole is another");
        REQUIRE(url.safe.len > 0 && str_starts(url.safe, url.scheme), "safe has no scheme");
        REQUIRE(url.scheme.len + 1 + url.rest.len == text.len, "bytes are lost");
#ifdef FUZZ_LIBPQ
        /* libpq would see less of a text with a NUL, which no command line can hold. */
        if ((str_is(url.scheme, "postgres") || str_is(url.scheme, "postgresql")) &&
            str_find(text, '\0', 0) == SIZE_MAX)
            check_secrets(&arena, &url);
#endif
    }
    errs_free(&errs);
    arena_free(&arena);
}

const FuzzTarget fuzz_url = {'u', run};
