/* Names, secrets and options of what ties a database to others. */
#include "engine/postgres/remote.h"

static bool contains(Str text, const char *part)
{
    for (size_t i = 0; i < text.len; i++)
        if (str_starts(str_sub(text, i, SIZE_MAX), str_from(part)))
            return true;
    return false;
}

/* No wrapper tells which of its options are secret, so their names have to. */
bool pg_option_is_secret(Str name)
{
    static const char *const words[] = {"password", "passwd",     "passphrase", "passfile",
                                        "secret",   "token",      "credential", "api_key",
                                        "apikey",   "access_key", "private_key"};
    Arena scratch = {0};
    Str lower = arena_lower(&scratch, name);
    bool found = false;

    /* A yes or no of postgres_fdw. */
    for (size_t i = 0; i < sizeof words / sizeof *words && !str_is(lower, "password_required"); i++)
        found = found || contains(lower, words[i]);
    arena_free(&scratch);
    return found;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Behind the value that begins at `at`: quoted, or up to a blank; a backslash escapes. */
static size_t value_end(Str text, size_t at)
{
    bool is_quoted = at < text.len && text.ptr[at] == '\'';

    for (at += is_quoted; at < text.len; at++) {
        if (text.ptr[at] == '\\')
            at++;
        else if (is_quoted ? text.ptr[at] == '\'' : is_blank(text.ptr[at]))
            return at + is_quoted;
    }
    return text.len;
}

/* `a = b c='d'`: each setting with the blanks before it, unless it is a password. */
static void put_keywords(Sb *sb, Str text, bool *has_password)
{
    size_t at = 0;

    while (at < text.len) {
        size_t from = at, word, end;
        while (at < text.len && is_blank(text.ptr[at]))
            at++;
        word = at;
        while (at < text.len && text.ptr[at] != '=' && !is_blank(text.ptr[at]))
            at++;
        end = at;
        while (at < text.len && (is_blank(text.ptr[at]) || text.ptr[at] == '='))
            at++;
        at = value_end(text, at);
        if (contains(str_sub(text, word, end - word), "password"))
            *has_password = true;
        else
            sb_put(sb, str_sub(text, from, at - from));
    }
}

/* `postgresql://user:password@host/database?password=x&a=b` */
static void put_url(Sb *sb, Str text, bool *has_password)
{
    size_t slashes = str_find(text, ':', 0) + 3, query = str_find(text, '?', 0);
    size_t end = query == SIZE_MAX ? text.len : query;
    size_t at = str_find(str_sub(text, 0, end), '@', slashes);
    size_t colon = at == SIZE_MAX ? SIZE_MAX : str_find(str_sub(text, 0, at), ':', slashes);
    Str rest, one;
    char sign = '?';

    if (colon != SIZE_MAX) {
        *has_password = true;
        sb_put(sb, str_sub(text, 0, colon));
        sb_put(sb, str_sub(text, at, end - at));
    } else {
        sb_put(sb, str_sub(text, 0, end));
    }
    if (query == SIZE_MAX)
        return;
    rest = str_sub(text, query + 1, SIZE_MAX);
    while (str_cut(&rest, '&', &one)) {
        size_t equals = str_find(one, '=', 0);
        if (contains(str_sub(one, 0, equals == SIZE_MAX ? one.len : equals), "password")) {
            *has_password = true;
            continue;
        }
        sb_putc(sb, sign);
        sb_put(sb, one);
        sign = '&';
    }
}

Str pg_connection_public(Arena *arena, Str connection, bool *has_password)
{
    Sb sb = sb_new(SB_LINE_MAX);

    *has_password = false;
    if (str_starts(connection, STR("postgresql://")) || str_starts(connection, STR("postgres://")))
        put_url(&sb, connection, has_password);
    else
        put_keywords(&sb, connection, has_password);
    return str_trim(sb_finish(&sb, arena));
}

bool pg_published_name_read(Arena *arena, Str text, Str *schema, Str *table)
{
    Str none;

    if (!pg_owned_by_read(arena, text, &none, schema, table) &&
        !pg_owned_by_read(arena, arena_printf(arena, "public.%.*s", STR_ARG(text)), &none, schema,
                          table))
        return false;
    return none.len == 0;
}

bool pg_user_mapping_read(Arena *arena, Str text, Str *server, Str *user)
{
    Str none;

    return pg_owned_by_read(arena, text, &none, server, user) && none.len == 0;
}

static const MapEntry *entry_named(const MapEntries *entries, Str name)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq(entries->items[i].name, name))
            return &entries->items[i];
    return NULL;
}

void pg_render_options(SqlWriter *writer, const MapEntries *options)
{
    if (options->len == 0)
        return;
    sql_put(writer, RAW(" OPTIONS ("));
    for (size_t i = 0; i < options->len; i++)
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""), ID(options->items[i].name), RAW(" "),
                LIT(options->items[i].value));
    sql_put(writer, RAW(")"));
}

bool pg_render_options_change(SqlWriter *writer, const MapEntries *live, const MapEntries *desired)
{
    size_t count = 0;

    for (size_t i = 0; i < desired->len; i++) {
        const MapEntry *entry = &desired->items[i], *known = entry_named(live, entry->name);
        if (known != NULL && str_eq(known->value, entry->value))
            continue;
        sql_put(writer, count++ == 0 ? RAW(" OPTIONS (") : RAW(", "),
                known == NULL ? RAW("ADD ") : RAW("SET "), ID(entry->name), RAW(" "),
                LIT(entry->value));
    }
    for (size_t i = 0; i < live->len; i++)
        if (entry_named(desired, live->items[i].name) == NULL)
            sql_put(writer, count++ == 0 ? RAW(" OPTIONS (") : RAW(", "), RAW("DROP "),
                    ID(live->items[i].name));
    if (count > 0)
        sql_put(writer, RAW(")"));
    return count > 0;
}
