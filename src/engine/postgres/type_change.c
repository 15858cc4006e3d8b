/* Judges changes of types. */
#include "engine/postgres/type_change.h"

typedef enum Family {
    FAMILY_OTHER,
    FAMILY_INTEGER,
    FAMILY_NUMERIC,
    FAMILY_FLOAT,
    FAMILY_TEXT,
    FAMILY_BOOLEAN,
    FAMILY_DATE, /* date and timestamps: each has an assignment cast to each */
    FAMILY_TIME,
    FAMILY_INTERVAL,
    FAMILY_JSON,
    FAMILY_NET,
    FAMILY_BIT
} Family;

/* `digits`: of the largest value of an integer, of the mantissa of a float. */
static const struct {
    const char *name;
    Family family;
    int digits;
} known_types[] = {
    {"smallint", FAMILY_INTEGER, 5},
    {"integer", FAMILY_INTEGER, 10},
    {"bigint", FAMILY_INTEGER, 19},
    {"numeric", FAMILY_NUMERIC, 0},
    {"real", FAMILY_FLOAT, 6},
    {"double precision", FAMILY_FLOAT, 15},
    {"text", FAMILY_TEXT, 0},
    {"character varying", FAMILY_TEXT, 0},
    {"character", FAMILY_TEXT, 0},
    {"bpchar", FAMILY_TEXT, 0},
    {"boolean", FAMILY_BOOLEAN, 0},
    {"date", FAMILY_DATE, 0},
    {"timestamp without time zone", FAMILY_DATE, 0},
    {"timestamp with time zone", FAMILY_DATE, 0},
    {"time without time zone", FAMILY_TIME, 0},
    {"time with time zone", FAMILY_TIME, 0},
    {"interval", FAMILY_INTERVAL, 0},
    {"json", FAMILY_JSON, 0},
    {"jsonb", FAMILY_JSON, 0},
    {"inet", FAMILY_NET, 0},
    {"cidr", FAMILY_NET, 0},
    {"bit", FAMILY_BIT, 0},
    {"bit varying", FAMILY_BIT, 0},
};

/* A printed type taken apart. */
typedef struct TypeShape {
    Str base; /* without modifiers and brackets */
    Family family;
    int digits;
    int64_t size, scale; /* modifiers; -1: none */
    bool is_array;
} TypeShape;

static TypeShape shape_of(Arena *arena, Str type)
{
    TypeShape shape = {.base = type, .size = -1, .scale = -1};
    size_t open, close;

    if (str_ends(type, STR("[]"))) {
        shape.is_array = true;
        shape.base = str_sub(type, 0, type.len - 2);
    }
    open = str_find(shape.base, '(', 0);
    close = open == SIZE_MAX ? SIZE_MAX : str_find(shape.base, ')', open);
    if (close != SIZE_MAX) {
        Str mods = str_sub(shape.base, open + 1, close - open - 1), first;
        if (str_cut(&mods, ',', &first) && !str_to_int64(first, &shape.size))
            shape.size = -1;
        if (mods.ptr != NULL && !str_to_int64(mods, &shape.scale))
            shape.scale = -1;
        shape.base = arena_printf(arena, "%.*s%.*s", STR_ARG(str_sub(shape.base, 0, open)),
                                  STR_ARG(str_sub(shape.base, close + 1, SIZE_MAX)));
    }
    for (size_t i = 0; i < sizeof known_types / sizeof *known_types; i++)
        if (str_is(shape.base, known_types[i].name)) {
            shape.family = known_types[i].family;
            shape.digits = known_types[i].digits;
        }
    return shape;
}

static bool is_unlimited(int64_t size)
{
    return size < 0;
}

static bool fits(int64_t from, int64_t to)
{
    return is_unlimited(to) || (!is_unlimited(from) && from <= to);
}

static Op judge_text(const TypeShape *from, const TypeShape *to)
{
    bool is_padded = str_is(from->base, "character") || str_is(to->base, "character") ||
                     str_is(from->base, "bpchar") || str_is(to->base, "bpchar");

    if (!fits(from->size, to->size))
        return OP_NARROW_TYPE;
    return is_padded ? OP_CHANGE_TYPE : OP_WIDEN_TYPE;
}

/* Digits in front of the point that a number type takes; -1: any. */
static int64_t whole_digits(const TypeShape *shape)
{
    if (shape->family == FAMILY_INTEGER)
        return shape->digits;
    return is_unlimited(shape->size) ? -1 : shape->size - (shape->scale < 0 ? 0 : shape->scale);
}

static Op judge_number(const TypeShape *from, const TypeShape *to)
{
    bool is_plain_numeric = to->family == FAMILY_NUMERIC && is_unlimited(to->size);

    if (to->family == FAMILY_FLOAT) {
        bool holds = (from->family == FAMILY_INTEGER || from->family == FAMILY_FLOAT) &&
                     from->digits <= to->digits;
        return holds ? OP_CHANGE_TYPE : OP_NARROW_TYPE;
    }
    if (from->family == FAMILY_FLOAT)
        return OP_NARROW_TYPE;
    if (to->family == FAMILY_INTEGER)
        return from->family == FAMILY_INTEGER && from->digits <= to->digits ? OP_CHANGE_TYPE
                                                                            : OP_NARROW_TYPE;
    if (is_plain_numeric)
        return from->family == FAMILY_NUMERIC ? OP_WIDEN_TYPE : OP_CHANGE_TYPE;
    if (!fits(whole_digits(from), whole_digits(to)))
        return OP_NARROW_TYPE;
    if (from->family == FAMILY_INTEGER)
        return OP_CHANGE_TYPE;
    if (from->scale == to->scale)
        return OP_WIDEN_TYPE;
    return from->scale < to->scale ? OP_CHANGE_TYPE : OP_NARROW_TYPE;
}

static Op judge_date(const TypeShape *from, const TypeShape *to)
{
    if (str_is(to->base, "date"))
        return OP_NARROW_TYPE;
    if (str_is(from->base, "date"))
        return OP_CHANGE_TYPE;
    if (!fits(from->size, to->size) && !(is_unlimited(from->size) && to->size == 6))
        return OP_NARROW_TYPE;
    return str_eq(from->base, to->base) ? OP_WIDEN_TYPE : OP_CHANGE_TYPE;
}

static bool is_number(Family family)
{
    return family == FAMILY_INTEGER || family == FAMILY_NUMERIC || family == FAMILY_FLOAT;
}

static Op judge_same_family(const TypeShape *from, const TypeShape *to)
{
    switch (to->family) {
    case FAMILY_TEXT:
        return judge_text(from, to);
    case FAMILY_INTEGER:
    case FAMILY_NUMERIC:
    case FAMILY_FLOAT:
        return judge_number(from, to);
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_INTERVAL:
        return judge_date(from, to);
    case FAMILY_BIT:
        if (!fits(from->size, to->size))
            return OP_NARROW_TYPE;
        return str_is(from->base, "bit varying") && str_is(to->base, "bit varying")
                   ? OP_WIDEN_TYPE
                   : OP_CHANGE_TYPE;
    case FAMILY_NET: /* a cidr holds no host part */
        return str_is(to->base, "inet") ? OP_WIDEN_TYPE : OP_NARROW_TYPE;
    case FAMILY_BOOLEAN:
    case FAMILY_JSON:
    case FAMILY_OTHER:
        break;
    }
    return OP_CHANGE_TYPE;
}

static Op judge(const TypeShape *from, const TypeShape *to)
{
    bool same = from->family == to->family || (is_number(from->family) && is_number(to->family));
    Op op = OP_CHANGE_TYPE;

    if (same && from->is_array == to->is_array)
        op = judge_same_family(from, to);
    else if (to->family == FAMILY_TEXT && !is_unlimited(to->size))
        op = OP_NARROW_TYPE;
    else if (from->family == FAMILY_DATE && to->family == FAMILY_TIME)
        op = OP_NARROW_TYPE;
    else if (is_number(from->family) && to->family == FAMILY_BOOLEAN)
        op = OP_NARROW_TYPE;
    /* Arrays never take the shortcut: their elements are coerced one by one. */
    return op == OP_WIDEN_TYPE && from->is_array ? OP_CHANGE_TYPE : op;
}

/* Whether ALTER TYPE converts by itself: an assignment cast exists. */
static bool converts(const TypeShape *from, const TypeShape *to)
{
    if (from->is_array != to->is_array)
        return to->family == FAMILY_TEXT && !to->is_array;
    if (to->family == FAMILY_TEXT)
        return true;
    if (is_number(from->family) && is_number(to->family))
        return true;
    if (from->family == FAMILY_BIT && to->family == FAMILY_BIT)
        return str_is(to->base, "bit varying"); /* bit(n) refuses another length */
    if (from->family != to->family)
        return (from->family == FAMILY_DATE && to->family == FAMILY_TIME) ||
               (from->family == FAMILY_TIME && to->family == FAMILY_INTERVAL) ||
               (from->family == FAMILY_INTERVAL && to->family == FAMILY_TIME);
    return from->family != FAMILY_OTHER;
}

static Str conversion(Arena *arena, const TypeShape *from, const TypeShape *to, Str type,
                      Str column)
{
    const char *brackets = from->is_array && to->is_array ? "[]" : "";
    bool is_scalar = !from->is_array && !to->is_array;

    if (converts(from, to))
        return STR_ABSENT;
    if (is_scalar && is_number(from->family) && to->family == FAMILY_BOOLEAN)
        return sql_text(arena, &pg_quoting, ID(column), RAW(" <> 0"));
    if (is_scalar && from->family == FAMILY_BOOLEAN && is_number(to->family))
        return sql_text(arena, &pg_quoting, ID(column), RAW("::integer::"), EX(type));
    if (from->family == FAMILY_TEXT || (from->family == FAMILY_BIT && to->family == FAMILY_BIT))
        return sql_text(arena, &pg_quoting, ID(column), RAW("::"), EX(type));
    /* Every type can be written as text and read back. */
    return sql_text(arena, &pg_quoting, ID(column), RAW("::text"), EX(str_from(brackets)),
                    RAW("::"), EX(type));
}

/* Text that doesn't read as a number of the new type. */
static Str misfit_of_text(Arena *arena, const TypeShape *to, Str live)
{
    if (to->family == FAMILY_INTEGER)
        return sql_text(arena, &pg_quoting, ID(live), RAW("::text !~ '^\\s*[-+]?[0-9]+\\s*$'"));
    if (to->family == FAMILY_NUMERIC || to->family == FAMILY_FLOAT)
        return sql_text(
            arena, &pg_quoting, ID(live),
            RAW("::text !~* '^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?\\s*$'"));
    return STR_ABSENT;
}

static Str misfit_of_number(Arena *arena, const TypeShape *to, Str live)
{
    int64_t whole = whole_digits(to);
    int64_t scale = to->scale < 0 ? 0 : to->scale;
    PgSequenceOptions range;

    if (to->family == FAMILY_INTEGER) {
        range = pg_sequence_defaults(to->base, -1);
        return sql_text(arena, &pg_quoting, RAW("NOT ("), ID(live), RAW(" BETWEEN "),
                        NUM(range.min), RAW(" AND "), NUM(-(range.min + 1)), RAW(") OR "), ID(live),
                        RAW(" <> trunc("), ID(live), RAW("::numeric)"));
    }
    if (to->family == FAMILY_NUMERIC && whole >= 0)
        return sql_text(arena, &pg_quoting, RAW("abs("), ID(live), RAW(") >= 10::numeric ^ "),
                        NUM(whole), RAW(" OR "), ID(live), RAW("::numeric <> round("), ID(live),
                        RAW("::numeric, "), NUM(scale), RAW(")"));
    return STR_ABSENT;
}

static Str misfit_of(Arena *arena, const TypeShape *from, const TypeShape *to, Str type, Str live)
{
    if (from->is_array || to->is_array)
        return STR_ABSENT;
    if (to->family == FAMILY_TEXT && !is_unlimited(to->size))
        return sql_text(arena, &pg_quoting, RAW("char_length("), ID(live), RAW("::text) > "),
                        NUM(to->size));
    if (from->family == FAMILY_TEXT)
        return misfit_of_text(arena, to, live);
    if ((from->family == FAMILY_INTEGER || from->family == FAMILY_NUMERIC) && is_number(to->family))
        return misfit_of_number(arena, to, live);
    if (from->family == FAMILY_DATE && to->family == FAMILY_DATE)
        return sql_text(arena, &pg_quoting, ID(live), RAW(" <> "), ID(live), RAW("::"), EX(type));
    return STR_ABSENT;
}

/* Of the same bytes where the session's TimeZone is UTC, as ours is. A precision is applied to each
 * value, even to what has it. */
static bool is_time_zone_change(const TypeShape *from, const TypeShape *to)
{
    static const char *const zones[] = {"timestamp without time zone", "timestamp with time zone"};
    bool is_one = str_is(from->base, zones[0]) && str_is(to->base, zones[1]);
    bool is_other = str_is(from->base, zones[1]) && str_is(to->base, zones[0]);

    return (is_one || is_other) && is_unlimited(to->size) && !from->is_array && !to->is_array;
}

PgTypeChange pg_type_change(Arena *arena, Str from, Str to, Str column, Str live_column)
{
    TypeShape before = shape_of(arena, from), after = shape_of(arena, to);
    PgTypeChange change = {.op = judge(&before, &after)};

    change.is_in_place = change.op == OP_WIDEN_TYPE || is_time_zone_change(&before, &after);
    change.using = conversion(arena, &before, &after, to, column);
    if (change.op == OP_NARROW_TYPE || before.family == FAMILY_TEXT)
        change.misfit = misfit_of(arena, &before, &after, to, live_column);
    if (change.op == OP_WIDEN_TYPE)
        change.misfit = STR_ABSENT;
    return change;
}
