/* Types in what tells definitions apart: with the schemas that texts leave out. */
#include "engine/postgres/definition.h"
#include "engine/postgres/definition_kinds.h"
#include "engine/postgres/scan.h"

/* Types of pg_catalog that are spelled as their names are: no other is meant by them, whatever a
 * package calls its own. Source: pg_type of version 18, those that a column or an argument has. */
static const char *const builtin[] = {"abstime",
                                      "aclitem",
                                      "any",
                                      "anyarray",
                                      "anycompatible",
                                      "anyelement",
                                      "anyenum",
                                      "anymultirange",
                                      "anynonarray",
                                      "anyrange",
                                      "bigint",
                                      "bit",
                                      "boolean",
                                      "box",
                                      "bpchar",
                                      "bytea",
                                      "character",
                                      "cid",
                                      "cidr",
                                      "circle",
                                      "cstring",
                                      "date",
                                      "datemultirange",
                                      "daterange",
                                      "event_trigger",
                                      "inet",
                                      "int4multirange",
                                      "int4range",
                                      "int8multirange",
                                      "int8range",
                                      "integer",
                                      "internal",
                                      "interval",
                                      "json",
                                      "jsonb",
                                      "jsonpath",
                                      "line",
                                      "lseg",
                                      "macaddr",
                                      "macaddr8",
                                      "money",
                                      "name",
                                      "numeric",
                                      "nummultirange",
                                      "numrange",
                                      "oid",
                                      "oidvector",
                                      "path",
                                      "pg_lsn",
                                      "pg_snapshot",
                                      "point",
                                      "polygon",
                                      "real",
                                      "record",
                                      "refcursor",
                                      "regclass",
                                      "regcollation",
                                      "regconfig",
                                      "regdictionary",
                                      "regnamespace",
                                      "regoper",
                                      "regoperator",
                                      "regproc",
                                      "regprocedure",
                                      "regrole",
                                      "regtype",
                                      "smallint",
                                      "text",
                                      "tid",
                                      "trigger",
                                      "tsmultirange",
                                      "tsquery",
                                      "tsrange",
                                      "tstzmultirange",
                                      "tstzrange",
                                      "tsvector",
                                      "txid_snapshot",
                                      "uuid",
                                      "void",
                                      "xid",
                                      "xid8",
                                      "xml",
                                      "NONE"};

static bool is_builtin(Str name)
{
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (str_is(name, builtin[i]))
            return true;
    return false;
}

typedef struct Qualifying {
    Arena *arena;
    PgTypeNamer namer;
    void *context;
    bool any;
} Qualifying;

/* `mood[]` -> `shop.mood[]`; what has a schema, or is of several words, stays. */
static Str qualified(Qualifying *qualifying, Str type)
{
    PgScan scan = {.text = type};
    PgToken token = pg_scan_next(&scan), after = pg_scan_peek(&scan);
    Str name;

    if ((token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED) ||
        (after.kind != PG_TOKEN_END && !pg_token_is(&after, "[")) || is_builtin(token.text))
        return type;
    name = qualifying->namer(qualifying->context, token.text);
    if (name.len == 0)
        return type;
    qualifying->any = true;
    return arena_printf(qualifying->arena, "%.*s%.*s", STR_ARG(name),
                        STR_ARG(str_sub(type, scan.at, SIZE_MAX)));
}

/* `(integer, mood)` */
static Str qualified_list(Qualifying *qualifying, Str list)
{
    Str rest = str_sub(list, 1, list.len < 2 ? 0 : list.len - 2), one;
    Sb sb = sb_new(SB_LINE_MAX);

    sb_putc(&sb, '(');
    while (rest.len > 0 && str_cut(&rest, ',', &one))
        sb_printf(&sb, "%s%.*s", sb.len > 1 ? ", " : "",
                  STR_ARG(qualified(qualifying, str_trim(one))));
    sb_putc(&sb, ')');
    return sb_finish(&sb, qualifying->arena);
}

/* `mood AS integer`, `mood LANGUAGE plpython3u` */
static Str qualified_own(Qualifying *qualifying, const Definition *definition)
{
    bool is_cast = definition->obj.rec.type == &cast_type;
    Str word = is_cast ? STR(" AS ") : STR(" LANGUAGE "), own = definition->own, tail;
    size_t at = 0;

    while (at < own.len && !str_starts(str_sub(own, at, SIZE_MAX), word))
        at++;
    tail = str_sub(own, at + word.len, SIZE_MAX);
    return arena_printf(qualifying->arena, "%.*s%.*s%.*s",
                        STR_ARG(qualified(qualifying, str_sub(own, 0, at))), STR_ARG(word),
                        STR_ARG(is_cast ? qualified(qualifying, tail) : tail));
}

bool pg_definition_qualify(Arena *arena, Definition *definition, PgTypeNamer namer, void *context)
{
    Qualifying qualifying = {.arena = arena, .namer = namer, .context = context};
    Str own = definition->own, arguments = STR_ABSENT;

    switch (pg_definition_kind(definition->obj.rec.type)->naming) {
    case PG_NAMED_PLAIN:
    case PG_NAMED_BY_METHOD:
    case PG_NAMED_ON:
        return false;
    case PG_NAMED_ROUTINE:
    case PG_NAMED_AGGREGATE:
    case PG_NAMED_OPERATOR:
        arguments = qualified_list(&qualifying, pg_definition_arguments(arena, definition));
        break;
    case PG_NAMED_CAST:
    case PG_NAMED_TRANSFORM:
        own = qualified_own(&qualifying, definition);
        break;
    }
    if (qualifying.any)
        pg_definition_name_it(arena, definition, own, arguments);
    return qualifying.any;
}
