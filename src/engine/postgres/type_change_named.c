/* Judges changes of types that the package or the database has made: enums, domains, composite and
 * range types, and arrays of them. */
#include "engine/postgres/carry_types.h"
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"
#include "engine/postgres/type_shape.h"

/* A type as a text names it. */
typedef struct Named {
    const Object *object; /* NULL: the server's own, or unknown */
    bool is_array;
} Named;

enum { DEPTH_MAX = 32 }; /* of domains over domains; the server allows no circle */

static bool has_name(const Object *object, Str schema, Str name)
{
    Str parked = pg_parked_name(object);

    return type_is_data_type(object->rec.type) &&
           (schema.ptr == NULL || str_eq(schema, object->schema)) &&
           str_eq(name, parked.len > 0 ? parked : object->name);
}

static Named resolve(Arena *arena, const Model *model, Str text)
{
    PgScan scan = {.text = text};
    PgToken token = pg_scan_next(&scan);
    Str schema = STR_ABSENT, name = pg_token_name(arena, &token);
    Named named = {0};

    if (pg_scan_take(&scan, ".")) {
        token = pg_scan_next(&scan);
        schema = name;
        name = pg_token_name(arena, &token);
    }
    named.is_array = pg_scan_take(&scan, "[");
    for (size_t i = 0; i < model->objects.len && named.object == NULL; i++)
        if (has_name(model->objects.items[i], schema, name))
            named.object = model->objects.items[i];
    return named;
}

/* What a type is under its domains; itself where it is none. */
static Str base_of(Arena *arena, const Model *model, Str text)
{
    bool is_array = false;

    for (int depth = 0; depth < DEPTH_MAX; depth++) {
        Named named = resolve(arena, model, text);
        if (named.object == NULL || named.object->rec.type != &domain_type)
            break;
        text = ((const Domain *)named.object)->type;
        is_array = is_array || named.is_array;
    }
    if (!is_array || str_ends(text, STR("[]")))
        return text;
    return arena_printf(arena, "%.*s[]", STR_ARG(text));
}

/* Whether values have to be looked at on their way into the type. */
static bool is_restricted(Arena *arena, const Model *model, Str text)
{
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
        const Object *object = resolve(arena, model, text).object;
        const Domain *domain = (const Domain *)object;
        if (object == NULL || object->rec.type != &domain_type)
            return false;
        if (domain->is_not_null || domain->checks.len > 0)
            return true;
        text = domain->type;
    }
    return false;
}

Str pg_check_of_value(Arena *arena, Str expression, Str value)
{
    PgScan scan = {.text = expression};
    PgToken token = pg_scan_next(&scan);
    Sb sb = sb_new(SB_FILE_MAX);
    size_t done = 0;

    for (; token.kind != PG_TOKEN_END; token = pg_scan_next(&scan)) {
        if (!pg_token_is(&token, "VALUE") || token.kind != PG_TOKEN_WORD)
            continue;
        sb_put(&sb, str_sub(expression, done, token.offset - done));
        sb_put(&sb, value);
        done = token.offset + token.text.len;
    }
    sb_put(&sb, str_sub(expression, done, SIZE_MAX));
    return sb_finish(&sb, arena);
}

/* `NOT (a > 0) OR a IS NULL`: what a domain refuses; absent where it takes everything. */
static Str refused_by_domain(Arena *arena, const Domain *domain, Str live_column)
{
    Str value = sql_text(arena, &pg_quoting, ID(live_column));
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < domain->checks.len; i++)
        sql_put(&writer, i == 0 ? RAW("NOT (") : RAW(" OR NOT ("),
                EX(pg_check_of_value(arena, domain->checks.items[i]->expression, value)), RAW(")"));
    if (domain->is_not_null)
        sql_put(&writer, domain->checks.len == 0 ? RAW("") : RAW(" OR "), EX(value),
                RAW(" IS NULL"));
    return sql_finish(&writer, arena);
}

static void put_values(SqlWriter *writer, const StrVec *values)
{
    sql_put(writer, RAW("ARRAY["));
    for (size_t i = 0; i < values->len; i++)
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""), LIT(values->items[i]));
    sql_put(writer, RAW("]::text[]"));
}

/* What is no value of the enum type. Values that are renamed first count by their old names. */
static Str refused_by_enum(Arena *arena, const Object *live, const EnumType *desired, bool is_array,
                           Str live_column)
{
    SqlWriter writer = sql_new(&pg_quoting);
    StrVec known = {0};

    for (size_t i = 0; i < desired->values.len; i++)
        vec_push(arena, &known, desired->values.items[i]);
    for (size_t i = 0;
         live != NULL && live->rec.type == &enum_type && i < ((const EnumType *)live)->values.len;
         i++) {
        Str value = ((const EnumType *)live)->values.items[i];
        if (!str_eq(pg_enum_value_after((const EnumType *)live, desired, value), value))
            vec_push(arena, &known, value);
    }
    if (is_array)
        sql_put(&writer, RAW("EXISTS (SELECT FROM unnest("), ID(live_column),
                RAW("::text[]) AS v (v) WHERE v <> ALL ("));
    else
        sql_put(&writer, ID(live_column), RAW("::text <> ALL ("));
    put_values(&writer, &known);
    sql_put(&writer, is_array ? RAW("))") : RAW(")"));
    return sql_finish(&writer, arena);
}

/* Whether each live value has its place in the desired type. */
static bool keeps_values(const Object *live, const EnumType *desired)
{
    const EnumType *before = (const EnumType *)live;

    if (live == NULL || live->rec.type != &enum_type)
        return false;
    for (size_t i = 0; i < before->values.len; i++)
        if (!strs_has(&desired->values,
                      pg_enum_value_after(before, desired, before->values.items[i])))
            return false;
    return true;
}

static Str convert_value(const RecipeInput *input, Str live_type, Str type, Str value);

/* Attribute by attribute: the text of a row knows no names. */
static Str convert_row(const RecipeInput *input, const CompositeType *live,
                       const CompositeType *desired, Str value, Str type)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("CASE WHEN "), EX(value), RAW(" IS DISTINCT FROM NULL THEN ROW("));
    for (size_t i = 0; i < desired->attributes.len; i++) {
        const Attribute *attribute = desired->attributes.items[i];
        const Attribute *known = pg_attribute_before(live, desired, attribute);
        Str part; /* it has its new name by then */
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""));
        if (known == NULL) {
            sql_put(&writer, RAW("NULL"));
            continue;
        }
        part = sql_text(input->arena, &pg_quoting, RAW("("), EX(value), RAW(")."),
                        ID(attribute->name));
        sql_put(&writer, EX(convert_value(input, known->type, attribute->type, part)));
    }
    sql_put(&writer, RAW(")::"), EX(type), RAW(" END"));
    return sql_finish(&writer, input->arena);
}

/* Whether both are rows, and not arrays of them. */
static bool are_rows(const Named *from, const Named *to)
{
    return from->object != NULL && from->object->rec.type == &composite_type &&
           to->object != NULL && to->object->rec.type == &composite_type && !from->is_array &&
           !to->is_array;
}

static Str convert_value(const RecipeInput *input, Str live_type, Str type, Str value)
{
    Named from = resolve(input->arena, input->changes->live, live_type);
    Named to = resolve(input->arena, input->changes->desired, type);

    if (are_rows(&from, &to) && pg_parked_name(from.object).len > 0)
        return convert_row(input, (const CompositeType *)from.object,
                           (const CompositeType *)to.object, value, type);
    return sql_text(input->arena, &pg_quoting, EX(value), RAW("::text::"), EX(type));
}

static void judge_enum(Arena *arena, PgTypeChange *change, const Object *live, const Named *to,
                       Str live_column)
{
    const EnumType *desired = (const EnumType *)to->object;

    change->op = keeps_values(live, desired) ? OP_CHANGE_TYPE : OP_NARROW_TYPE;
    if (change->op == OP_NARROW_TYPE)
        change->misfit = refused_by_enum(arena, live, desired, to->is_array, live_column);
    change->takes_values = change->op == OP_NARROW_TYPE && !to->is_array && live != NULL &&
                           live->rec.type == &enum_type;
}

PgTypeChange pg_named_type_change(const RecipeInput *input, const Column *live,
                                  const Column *desired)
{
    const Model *before = input->changes->live, *after = input->changes->desired;
    Arena *arena = input->arena;
    Named from = resolve(arena, before, live->type), to = resolve(arena, after, desired->type);
    Str old_base = base_of(arena, before, live->type), base = base_of(arena, after, desired->type);
    PgTypeChange change = pg_type_change(arena, old_base, base, desired->name, live->name);

    if (str_eq(old_base, base)) /* to another domain over it, or to it from one */
        change = (PgTypeChange){.op = OP_WIDEN_TYPE};
    if (to.object == NULL)
        return change;
    if (to.object->rec.type == &enum_type)
        judge_enum(arena, &change, from.object, &to, live->name);
    if (is_restricted(arena, after, desired->type) && change.op == OP_WIDEN_TYPE) {
        change.op = OP_CHANGE_TYPE;
        if (!to.is_array && to.object->rec.type == &domain_type)
            change.misfit = refused_by_domain(arena, (const Domain *)to.object, live->name);
    }
    if (are_rows(&from, &to))
        change.using =
            convert_row(input, (const CompositeType *)from.object, (const CompositeType *)to.object,
                        sql_text(arena, &pg_quoting, ID(desired->name)), desired->type);
    return change;
}
