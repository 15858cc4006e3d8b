/* Spellings of types. */
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

/* Other spelling -> what format_type() prints; source: gram.y (SimpleTypename), format_type.c.
 * `mods`: the modifier that an absent one means; `tail`: words behind the modifier. */
static const struct {
    const char *spelled, *printed, *mods, *tail;
} spellings[] = {
    {"int", "integer", NULL, NULL},
    {"int4", "integer", NULL, NULL},
    {"int2", "smallint", NULL, NULL},
    {"int8", "bigint", NULL, NULL},
    {"bool", "boolean", NULL, NULL},
    {"float", "double precision", NULL, NULL},
    {"float4", "real", NULL, NULL},
    {"float8", "double precision", NULL, NULL},
    {"decimal", "numeric", NULL, NULL},
    {"dec", "numeric", NULL, NULL},
    {"varchar", "character varying", NULL, NULL},
    {"char varying", "character varying", NULL, NULL},
    {"nchar varying", "character varying", NULL, NULL},
    {"national char varying", "character varying", NULL, NULL},
    {"national character varying", "character varying", NULL, NULL},
    {"character", "character", "1", NULL},
    {"char", "character", "1", NULL},
    {"nchar", "character", "1", NULL},
    {"national char", "character", "1", NULL},
    {"national character", "character", "1", NULL},
    {"bit", "bit", "1", NULL},
    {"varbit", "bit varying", NULL, NULL},
    {"time", "time", NULL, "without time zone"},
    {"timetz", "time", NULL, "with time zone"},
    {"timestamp", "timestamp", NULL, "without time zone"},
    {"timestamptz", "timestamp", NULL, "with time zone"},
};

static const char *const serials[][2] = {
    {"serial", "integer"}, {"serial4", "integer"},      {"bigserial", "bigint"},
    {"serial8", "bigint"}, {"smallserial", "smallint"}, {"serial2", "smallint"},
};

Str pg_type_of_serial(Str type)
{
    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++)
        if (str_eq_ascii_nocase(str_trim(type), str_from(serials[i][0])))
            return str_from(serials[i][1]);
    return STR_ABSENT;
}

/* As much of the text as fits into `bytes`, no character cut. Source: pg_mbcliplen(). */
static Str clipped(Str text, size_t bytes)
{
    if (text.len <= bytes)
        return text;
    while (bytes > 0 && ((unsigned char)text.ptr[bytes] & 0xC0) == 0x80)
        bytes--;
    return str_sub(text, 0, bytes);
}

Str pg_multirange_name(Arena *arena, Str range)
{
    enum { TAIL_BYTES = 11 }; /* _multirange */
    size_t at = 0;

    while (at < range.len && !str_starts(str_sub(range, at, SIZE_MAX), STR("range")))
        at++;
    if (at == range.len)
        return arena_printf(arena, "%.*s_multirange",
                            STR_ARG(clipped(range, PG_NAME_MAX_BYTES - TAIL_BYTES)));
    return clipped(arena_printf(arena, "%.*smulti%.*s", STR_ARG(str_sub(range, 0, at)),
                                STR_ARG(str_sub(range, at, SIZE_MAX))),
                   PG_NAME_MAX_BYTES);
}

Str pg_domain_not_null_name(Arena *arena, Str domain)
{
    enum { TAIL_BYTES = 9 }; /* _not_null */

    return arena_printf(arena, "%.*s_not_null",
                        STR_ARG(clipped(domain, PG_NAME_MAX_BYTES - TAIL_BYTES)));
}

/* A type taken apart: `timestamp(3) with time zone[]`. */
typedef struct TypeParts {
    Sb name; /* words in lower case, quoted and dotted parts as they are */
    Sb mods; /* inside the parentheses, without blanks */
    Sb tail;
    bool has_mods, is_array;
    bool is_plain; /* the name is made of words alone */
} TypeParts;

static void put_word(Sb *sb, const PgToken *token)
{
    for (size_t i = 0; i < token->text.len; i++) {
        char c = token->text.ptr[i];
        bool is_upper = token->kind == PG_TOKEN_WORD && c >= 'A' && c <= 'Z';
        sb_putc(sb, (char)(is_upper ? c + ('a' - 'A') : c));
    }
}

static void read_mods(PgScan *scan, TypeParts *parts)
{
    parts->has_mods = true;
    while (pg_scan_peek(scan).kind != PG_TOKEN_END && !pg_scan_take(scan, ")"))
        sb_put(&parts->mods, pg_scan_next(scan).text);
}

/* `[]`, `[3]`, `ARRAY`, `ARRAY[3]`: the server keeps neither bounds nor dimensions. */
static void read_array(PgScan *scan, TypeParts *parts)
{
    parts->is_array = true;
    while (pg_scan_peek(scan).kind != PG_TOKEN_END)
        (void)pg_scan_next(scan);
}

static void read_name(PgScan *scan, TypeParts *parts)
{
    PgToken token = pg_scan_next(scan);
    Str name = sb_str(&parts->name);
    bool is_tail = pg_token_is(&token, "with") || pg_token_is(&token, "without") ||
                   parts->tail.len > 0 || parts->has_mods || str_is(name, "interval");
    Sb *sb = is_tail ? &parts->tail : &parts->name;

    if (token.kind != PG_TOKEN_WORD)
        parts->is_plain = false;
    if (token.kind != PG_TOKEN_OTHER && sb->len > 0 && !str_ends(sb_str(sb), STR(".")))
        sb_putc(sb, ' ');
    put_word(sb, &token);
}

static TypeParts read_type(Str type)
{
    TypeParts parts = {
        sb_new(SB_LINE_MAX), sb_new(SB_LINE_MAX), sb_new(SB_LINE_MAX), false, false, true};
    PgScan scan = {type, 0};

    for (;;) {
        PgToken token = pg_scan_peek(&scan);
        if (token.kind == PG_TOKEN_END)
            return parts;
        if (pg_scan_take(&scan, "("))
            read_mods(&scan, &parts);
        else if (pg_token_is(&token, "[") || (parts.name.len > 0 && pg_token_is(&token, "array")))
            read_array(&scan, &parts);
        else
            read_name(&scan, &parts);
    }
}

/* `_int4` is how pg_type names the array of int4; `pg_catalog.` needs no saying. */
static Str plain_name(TypeParts *parts)
{
    Str name = sb_str(&parts->name);

    if (str_starts(name, STR("pg_catalog.")) && str_find(name, '"', 0) == SIZE_MAX) {
        name = str_sub(name, 11, name.len - 11);
        parts->is_plain = true;
    }
    if (parts->is_plain && name.len > 1 && name.ptr[0] == '_') {
        name = str_sub(name, 1, name.len - 1);
        parts->is_array = true;
    }
    return name;
}

/* float(p): gram.y, opt_float. */
static Str float_of(Str mods)
{
    int64_t bits = 0;

    return str_to_int64(mods, &bits) && bits <= 24 ? STR("real") : STR("double precision");
}

static Str print_type(Arena *arena, TypeParts *parts)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name = plain_name(parts);
    Str mods = parts->has_mods ? sb_str(&parts->mods) : STR_ABSENT;
    Str tail = sb_str(&parts->tail);

    if (parts->is_plain && str_is(name, "float") && mods.len > 0) {
        name = float_of(mods);
        mods = STR_ABSENT;
    }
    if (parts->is_plain && str_is(name, "bpchar") && mods.len > 0)
        name = STR("character");
    for (size_t i = 0; parts->is_plain && i < sizeof spellings / sizeof *spellings; i++) {
        if (!str_is(name, spellings[i].spelled))
            continue;
        name = str_from(spellings[i].printed);
        if (mods.len == 0)
            mods = str_from(spellings[i].mods);
        if (tail.len == 0)
            tail = str_from(spellings[i].tail);
        break;
    }
    sb_put(&sb, name);
    if (str_is(name, "interval") && tail.len > 0) { /* the one type whose fields come first */
        sb_printf(&sb, " %.*s", STR_ARG(tail));
        tail = STR_ABSENT;
    }
    if (mods.len > 0)
        sb_printf(&sb, "(%.*s%s)", STR_ARG(mods),
                  str_is(name, "numeric") && str_find(mods, ',', 0) == SIZE_MAX ? ",0" : "");
    if (tail.len > 0)
        sb_printf(&sb, " %.*s", STR_ARG(tail));
    if (parts->is_array)
        sb_puts(&sb, "[]");
    return sb_finish(&sb, arena);
}

Str pg_type_spell(Arena *arena, Str type)
{
    TypeParts parts;
    Str printed;

    if (type.len == 0)
        return type;
    parts = read_type(type);
    printed = print_type(arena, &parts);
    sb_free(&parts.name);
    sb_free(&parts.mods);
    sb_free(&parts.tail);
    return printed;
}
