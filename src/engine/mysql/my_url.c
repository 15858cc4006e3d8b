/* What a URL of a MySQL or MariaDB database says. */
#include "engine/mysql/my_conn.h"

enum { CONNECT_TIMEOUT_S = 10, PORT_MOST = 65535 };

/* What may stand behind the `?`: `socket=/run/mysqld/mysqld.sock&ssl-mode=REQUIRED`. */
static const struct {
    const char *name;
    size_t offset;
} text_options[] = {
    {"socket", offsetof(MyTarget, socket)},
    {"ssl-mode", offsetof(MyTarget, ssl_mode)},
    {"ssl-ca", offsetof(MyTarget, ssl_ca)},
    {"ssl-cert", offsetof(MyTarget, ssl_cert)},
    {"ssl-key", offsetof(MyTarget, ssl_key)},
    {"password", offsetof(MyTarget, password)},
    {"user", offsetof(MyTarget, user)},
    {"host", offsetof(MyTarget, host)},
    {"defaults-file", offsetof(MyTarget, option_file)},
};

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = str_lower_char(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `%40` -> `@`. NULL: a `%` without two digits, or a NUL byte. */
static const char *decoded(Arena *arena, Str text)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < text.len; i++) {
        int high, low;
        if (text.ptr[i] != '%') {
            sb_putc(&sb, text.ptr[i]);
            continue;
        }
        high = i + 2 < text.len ? hex_value(text.ptr[i + 1]) : -1;
        low = i + 2 < text.len ? hex_value(text.ptr[i + 2]) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
            sb_free(&sb);
            return NULL;
        }
        sb_putc(&sb, (char)(high * 16 + low));
        i += 2;
    }
    return sb_finish(&sb, arena).ptr;
}

static bool malformed(const Url *url, const char *what, Errs *errs)
{
    return err_at(errs, ERR_URL, (Loc){0},
                  "write mysql://user:password@host:port/database, with %40 for @, %2F for / and "
                  "%3A for : in the password, and ?socket=/path for a socket",
                  "%.*s: %s", STR_ARG(url->safe), what);
}

static bool read_number(Str text, int64_t most, unsigned *number)
{
    int64_t value = 0;

    if (!str_to_int64(text, &value) || value <= 0 || value > most)
        return false;
    *number = (unsigned)value;
    return true;
}

static bool read_option(const Url *url, Str part, Arena *arena, MyTarget *target, Errs *errs)
{
    size_t equals = str_find(part, '=', 0);
    Str name = str_sub(part, 0, equals), value;

    if (equals == SIZE_MAX)
        return malformed(url, "an option has no value", errs);
    value = str_sub(part, equals + 1, SIZE_MAX);
    if (str_is(name, "connect-timeout"))
        return read_number(value, INT32_MAX / 1000, &target->connect_timeout_s) ||
               malformed(url, "connect-timeout is no number of seconds", errs);
    for (size_t i = 0; i < sizeof text_options / sizeof *text_options; i++) {
        const char **at = (const char **)(void *)((char *)target + text_options[i].offset);
        if (!str_is(name, text_options[i].name))
            continue;
        *at = decoded(arena, value);
        return *at != NULL || malformed(url, "a % is not followed by two hex digits", errs);
    }
    err_addf(errs, ERR_URL, "%.*s: unknown option \"%.*s\"", STR_ARG(url->safe), STR_ARG(name));
    return err_hint(errs, "this engine knows connect-timeout, defaults-file, host, password, "
                          "socket, ssl-ca, ssl-cert, ssl-key, ssl-mode and user");
}

/* `user:password`, and where they end. The last `@` before the path counts: none is in a host. */
static bool read_login(const Url *url, Str *place, Arena *arena, MyTarget *target, Errs *errs)
{
    size_t at = SIZE_MAX, colon;
    Str login;

    for (size_t i = place->len; i > 0 && at == SIZE_MAX; i--)
        if (place->ptr[i - 1] == '@')
            at = i - 1;
    if (at == SIZE_MAX)
        return true;
    login = str_sub(*place, 0, at);
    *place = str_sub(*place, at + 1, SIZE_MAX);
    colon = str_find(login, ':', 0);
    if (colon != SIZE_MAX) {
        target->password = decoded(arena, str_sub(login, colon + 1, SIZE_MAX));
        if (target->password == NULL)
            return malformed(url, "a % of the password is not followed by two hex digits", errs);
    }
    target->user = decoded(arena, str_sub(login, 0, colon));
    return target->user != NULL ||
           malformed(url, "a % of the user is not followed by two hex digits", errs);
}

static bool read_host(const Url *url, Str place, Arena *arena, MyTarget *target, Errs *errs)
{
    size_t colon;

    if (str_starts(place, STR("["))) { /* [::1]:3306 */
        size_t end = str_find(place, ']', 0);
        if (end == SIZE_MAX)
            return malformed(url, "a [ of the host is not closed", errs);
        target->host = arena_cstr(arena, str_sub(place, 1, end - 1));
        colon = str_find(place, ':', end);
    } else {
        colon = str_find(place, ':', 0);
        if (place.len > 0 && colon != 0)
            target->host = decoded(arena, str_sub(place, 0, colon));
    }
    if (colon != SIZE_MAX &&
        !read_number(str_sub(place, colon + 1, SIZE_MAX), PORT_MOST, &target->port))
        return malformed(url, "the port is no number from 1 to 65535", errs);
    return true;
}

bool my_url_read(const Url *url, Arena *arena, MyTarget *target, Errs *errs)
{
    Str rest = url->rest, options = STR_ABSENT, part;
    size_t question = str_find(rest, '?', 0), slash;

    *target = (MyTarget){.connect_timeout_s = CONNECT_TIMEOUT_S};
    if (!str_starts(rest, STR("//")))
        return malformed(url, "two slashes are missing", errs);
    if (question != SIZE_MAX) {
        options = str_sub(rest, question + 1, SIZE_MAX);
        rest = str_sub(rest, 0, question);
    }
    rest = str_sub(rest, 2, SIZE_MAX);
    slash = str_find(rest, '/', 0);
    if (slash == SIZE_MAX || slash + 1 == rest.len)
        return malformed(url, "the database is missing", errs);
    target->database = decoded(arena, str_sub(rest, slash + 1, SIZE_MAX));
    if (target->database == NULL ||
        str_find(str_sub(rest, slash + 1, SIZE_MAX), '/', 0) != SIZE_MAX)
        return malformed(url, "the database's name is not well-formed", errs);
    rest = str_sub(rest, 0, slash);
    if (!read_login(url, &rest, arena, target, errs) || !read_host(url, rest, arena, target, errs))
        return false;
    while (str_cut(&options, '&', &part))
        if (!read_option(url, part, arena, target, errs))
            return false;
    return true;
}
