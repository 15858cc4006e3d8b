/* Platforms: what packages and messages call the engines of the field tables. */
#include "codec/platform.h"

#include "base/sb.h"

enum { PLATFORM_COUNT = 6 };

/* Names as packages write them; where two mean one engine, the first is printed. */
static const char *const names[PLATFORM_COUNT] = {"PostgreSQL", "MySQL", "MariaDB",
                                                  "SqlServer",  "MSSQL", "SQLite"};
static const unsigned bits_of[PLATFORM_COUNT] = {E_PG,    E_MYSQL, E_MARIADB,
                                                 E_MSSQL, E_MSSQL, E_LITE};

unsigned codec_platform_bits(Str name)
{
    for (size_t i = 0; i < PLATFORM_COUNT; i++)
        if (str_eq_ascii_nocase(name, str_from(names[i])))
            return bits_of[i];
    return 0;
}

const char *codec_platform_nearest(Str name)
{
    return str_nearest(name, names, PLATFORM_COUNT);
}

const char *codec_platform_list(Arena *arena, unsigned bits)
{
    Sb sb = sb_new(SB_LINE_MAX);
    unsigned named = 0;
    const char *list;

    for (size_t i = 0; i < PLATFORM_COUNT; i++) {
        if ((bits & bits_of[i]) == 0 || (named & bits_of[i]) != 0)
            continue;
        sb_printf(&sb, "%s%s", sb.len > 0 ? ", " : "", names[i]);
        named |= bits_of[i];
    }
    list = arena_cstr(arena, sb_str(&sb));
    sb_free(&sb);
    return list;
}
