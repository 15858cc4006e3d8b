/* What tells definitions apart: names, types of arguments, methods, as statements write them. */
#include "engine/postgres/declare.h"
#include "engine/postgres/declare_read.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"

/* ---- arguments of routines */

/* Words that begin a type of several words, and so are no argument's name. */
static bool begins_type(const PgToken *token, const PgToken *second)
{
    static const char *const pairs[][2] = {
        {"double", "precision"}, {"character", "varying"}, {"char", "varying"},
        {"bit", "varying"},      {"national", NULL},       {"time", "with"},
        {"time", "without"},     {"timestamp", "with"},    {"timestamp", "without"},
        {"interval", NULL},      {"setof", NULL}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (token->kind == PG_TOKEN_WORD && pg_token_is(token, pairs[i][0]) &&
            (pairs[i][1] == NULL || pg_token_is(second, pairs[i][1])))
            return true;
    return false;
}

/* `character` alone means one of length 1, but not as an argument: the server keeps no length
 * there. */
static Str without_length(Arena *arena, Str type)
{
    size_t at = str_find(type, '(', 0);

    if (at == SIZE_MAX || str_find(type, ')', at) == SIZE_MAX)
        return type;
    return arena_printf(arena, "%.*s%.*s", STR_ARG(str_sub(type, 0, at)),
                        STR_ARG(str_sub(type, str_find(type, ')', at) + 1, SIZE_MAX)));
}

/* The type of one argument, without its modifier; absent: nothing that a call gives. */
static Str argument_type(Arena *arena, Str text)
{
    PgScan scan = {.text = text};
    PgToken token = pg_scan_peek(&scan), second;
    Sb type = sb_new(SB_LINE_MAX);
    PgScan before;
    int depth = 0;

    if (pg_token_is(&token, "OUT"))
        return STR_ABSENT;
    if (!pg_scan_take(&scan, "INOUT") && pg_scan_take(&scan, "IN"))
        (void)pg_scan_take(&scan, "OUT");
    (void)pg_scan_take(&scan, "VARIADIC");
    before = scan;
    token = pg_scan_next(&scan);
    second = pg_scan_peek(&scan);
    /* A name, where a type follows it. */
    if (!declare_is_name(&second) || pg_token_is(&second, "DEFAULT") ||
        begins_type(&token, &second))
        scan = before;
    for (token = pg_scan_next(&scan); token.kind != PG_TOKEN_END; token = pg_scan_next(&scan)) {
        bool closes = pg_token_is(&token, ")");
        if (depth == 0 && (pg_token_is(&token, "DEFAULT") || pg_token_is(&token, "=")))
            break;
        depth += pg_token_is(&token, "(");
        if (depth == 0) {
            bool is_glued = token.kind == PG_TOKEN_OTHER || str_ends(sb_str(&type), STR("."));
            sb_puts(&type, is_glued || type.len == 0 ? "" : " ");
            sb_put(&type, token.text);
        }
        depth -= closes;
    }
    return without_length(arena, pg_type_spell(arena, sb_finish(&type, arena)));
}

Str pg_routine_identity(Arena *arena, Str text)
{
    PgScan scan = {.text = text};
    Sb sb = sb_new(SB_LINE_MAX);
    size_t from;
    int depth = 1, brackets = 0;

    sb_putc(&sb, '(');
    (void)pg_scan_take(&scan, "(");
    from = scan.at;
    while (depth > 0) {
        PgToken token = pg_scan_next(&scan);
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        brackets += pg_token_is(&token, "[") - pg_token_is(&token, "]");
        if (token.kind == PG_TOKEN_END)
            break;
        if (depth == 0 || (depth == 1 && brackets == 0 && pg_token_is(&token, ","))) {
            Str type = argument_type(arena, str_sub(text, from, token.offset - from));
            if (type.len > 0) {
                sb_puts(&sb, sb.len > 1 ? ", " : "");
                sb_put(&sb, type);
            }
            from = scan.at;
        }
    }
    sb_putc(&sb, ')');
    return sb_finish(&sb, arena);
}

/* ---- aggregates */

/* Whether an argument of a list is VARIADIC. */
static bool ends_variadic(Str list)
{
    PgScan scan = {.text = list};
    bool is_variadic = false;
    int depth = 0;

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        if (depth == 0 && pg_token_is(&token, ","))
            is_variadic = false;
        is_variadic = is_variadic || pg_token_is(&token, "VARIADIC");
    }
    return is_variadic;
}

/* `(a integer ORDER BY b text)` -> `(integer, text)`; `(*)` -> `()`. What is variadic on both sides
 * of ORDER BY is one argument. Source: PostgreSQL manual, "CREATE AGGREGATE". */
static Str aggregate_identity(Arena *arena, Str list)
{
    Str inside = str_trim(str_sub(list, 1, list.len < 2 ? 0 : list.len - 2));
    PgScan scan = {.text = inside};
    Str direct, ordered;

    if (str_is(inside, "*"))
        return STR("()");
    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        size_t at = token.offset;
        if (!pg_token_is(&token, "ORDER") || !pg_scan_take(&scan, "BY"))
            continue;
        direct = str_trim(str_sub(inside, 0, at));
        ordered = str_trim(str_sub(inside, scan.at, SIZE_MAX));
        if (ends_variadic(direct))
            ordered = STR_ABSENT;
        list = arena_printf(arena, "(%.*s%s%.*s)", STR_ARG(direct),
                            direct.len > 0 && ordered.len > 0 ? ", " : "", STR_ARG(ordered));
        break;
    }
    return pg_routine_identity(arena, list);
}

/* The list that stands here, also where the syntax of before 8.2 has it among the options. */
static Str read_aggregate(Declare *declare)
{
    PgScan before = declare->scan;
    Str list = declare_parenthesis(declare), behind;
    PgToken after = pg_scan_peek(&declare->scan);
    PgOptions options;
    const PgOption *base;

    declare->scan = before;
    if (pg_token_is(&after, "("))
        return aggregate_identity(declare->arena, list);
    options = pg_options_read(declare->arena, list, &behind);
    base = pg_option_find(&options, STR("BASETYPE"));
    if (base == NULL)
        return aggregate_identity(declare->arena, list);
    if (str_eq_ascii_nocase(base->value, STR("\"any\"")) ||
        str_eq_ascii_nocase(base->value, STR("any")) ||
        str_eq_ascii_nocase(base->value, STR("'any'")))
        return STR("()");
    return arena_printf(declare->arena, "(%.*s)",
                        STR_ARG(pg_type_spell(declare->arena, base->value)));
}

/* ---- operators */

static bool is_operator_byte(const PgToken *token)
{
    return token->kind == PG_TOKEN_OTHER && strchr("+-*/<>=~!@#%^&|`?", token->text.ptr[0]) != NULL;
}

/* `schema.===`: its signs stand together. */
static bool read_operator(Declare *declare, Named *named)
{
    PgToken token = pg_scan_peek(&declare->scan), sign;
    size_t end;

    if (declare_is_name(&token)) {
        (void)declare_next(declare);
        named->schema = pg_token_name(declare->arena, &token);
        if (!declare_take(declare, "."))
            return false;
    }
    token = pg_scan_peek(&declare->scan);
    end = token.offset;
    for (sign = token; is_operator_byte(&sign) && sign.offset == end;
         sign = pg_scan_peek(&declare->scan)) {
        (void)declare_next(declare);
        end++;
    }
    named->own = str_sub(declare->scan.text, token.offset, end - token.offset);
    return named->own.len > 0;
}

static Str argument_of(Arena *arena, const PgOptions *options, Str name)
{
    const PgOption *option = pg_option_find(options, name);

    return option == NULL ? STR("NONE") : pg_type_spell(arena, option->value);
}

/* `(integer, NONE)` from the options of CREATE OPERATOR. */
static Str operands_of_options(Arena *arena, Str text)
{
    Str behind;
    PgOptions options = pg_options_read(arena, text, &behind);

    return arena_printf(arena, "(%.*s, %.*s)",
                        STR_ARG(argument_of(arena, &options, STR("LEFTARG"))),
                        STR_ARG(argument_of(arena, &options, STR("RIGHTARG"))));
}

/* `(int, none)` -> `(integer, NONE)` */
static Str operands(Arena *arena, Str list)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str rest = str_sub(list, 1, list.len < 2 ? 0 : list.len - 2), one;

    sb_putc(&sb, '(');
    while (str_cut(&rest, ',', &one)) {
        Str type = str_eq_ascii_nocase(str_trim(one), STR("NONE")) ? STR("NONE")
                                                                   : pg_type_spell(arena, one);
        sb_printf(&sb, "%s%.*s", sb.len > 1 ? ", " : "", STR_ARG(type));
    }
    sb_putc(&sb, ')');
    return sb_finish(&sb, arena);
}

/* ---- what belongs to a method, a relation, two types */

/* ` USING btree` of the first USING from here on. */
static bool read_method(Declare *declare, Str *arguments)
{
    for (PgToken token = declare_next(declare); token.kind != PG_TOKEN_END;
         token = declare_next(declare))
        if (pg_token_is(&token, "USING")) {
            token = declare_next(declare);
            *arguments = arena_printf(declare->arena, " USING %.*s",
                                      STR_ARG(pg_token_name(declare->arena, &token)));
            return declare_is_name(&token);
        }
    return false;
}

/* The relation behind ON, or TO of a rule, at the outermost level. */
static bool find_relation(Declare *declare, const RecordType *type, Named *named)
{
    const char *word = type == &rule_type ? "TO" : "ON";
    PgScan before = declare->scan;
    bool found = false;

    for (PgToken token = declare_next(declare); token.kind != PG_TOKEN_END && !found;
         token = declare_next(declare))
        if (pg_token_is(&token, word)) {
            found = declare_name(declare, &named->schema, &named->relation);
            break;
        }
    declare->scan = before;
    return found;
}

/* Up to `word` at the outermost level, which is taken; absent: it doesn't come. */
static Str type_up_to(Declare *declare, const char *word)
{
    size_t from = declare->scan.at;
    int depth = 0;

    for (;;) {
        PgToken token = declare_next(declare);
        if (token.kind == PG_TOKEN_END || depth < 0)
            return STR_ABSENT;
        if (depth == 0 && pg_token_is(&token, word))
            return pg_type_spell(declare->arena,
                                 str_trim(str_sub(declare->scan.text, from, token.offset - from)));
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
    }
}

/* `(a AS b)` */
static bool read_cast(Declare *declare, Named *named)
{
    Str list = declare_parenthesis(declare), source, target;
    Declare inside = {.arena = declare->arena,
                      .scan = {.text = str_sub(list, 1, list.len < 2 ? 0 : list.len - 2)}};

    source = type_up_to(&inside, "AS");
    target = pg_type_spell(declare->arena, declare_rest(&inside));
    named->own = arena_printf(declare->arena, "%.*s AS %.*s", STR_ARG(source), STR_ARG(target));
    return source.len > 0 && target.len > 0;
}

/* `FOR hstore LANGUAGE plperl` */
static bool read_transform(Declare *declare, Named *named)
{
    Str type = declare_take(declare, "FOR") ? type_up_to(declare, "LANGUAGE") : STR_ABSENT;
    PgToken token = declare_next(declare);

    named->own =
        arena_printf(declare->arena, "%.*s LANGUAGE %.*s", STR_ARG(type), STR_ARG(token.text));
    return type.len > 0 && declare_is_name(&token);
}

static bool read_part(Declare *declare, Named *named)
{
    PgToken token = declare_next(declare);

    named->own = pg_token_name(declare->arena, &token);
    return declare_is_name(&token);
}

bool declare_read_new(Declare *declare, const RecordType *type, Named *named)
{
    PgScan text;

    *named = (Named){.type = type};
    switch (pg_definition_kind(type)->naming) {
    case PG_NAMED_PLAIN:
        (void)declare_take_all(declare, "IF NOT EXISTS");
        return declare_name(declare, &named->schema, &named->own);
    case PG_NAMED_ROUTINE:
        if (!declare_name(declare, &named->schema, &named->own))
            return false;
        named->arguments = pg_routine_identity(declare->arena, declare_rest(declare));
        return true;
    case PG_NAMED_AGGREGATE:
        if (!declare_name(declare, &named->schema, &named->own))
            return false;
        named->arguments = read_aggregate(declare);
        return true;
    case PG_NAMED_OPERATOR:
        if (!read_operator(declare, named))
            return false;
        named->arguments = operands_of_options(declare->arena, declare_rest(declare));
        return true;
    case PG_NAMED_BY_METHOD:
        if (!declare_name(declare, &named->schema, &named->own))
            return false;
        text = declare->scan;
        if (!read_method(declare, &named->arguments))
            return false;
        declare->scan = text;
        return true;
    case PG_NAMED_ON:
        return read_part(declare, named) && find_relation(declare, type, named);
    case PG_NAMED_CAST:
        return read_cast(declare, named);
    case PG_NAMED_TRANSFORM:
        return read_transform(declare, named);
    }
    return false;
}

bool declare_read_known(Declare *declare, const RecordType *type, Named *named)
{
    Str list;

    *named = (Named){.type = type};
    switch (pg_definition_kind(type)->naming) {
    case PG_NAMED_PLAIN:
        return declare_name(declare, &named->schema, &named->own);
    case PG_NAMED_ROUTINE:
    case PG_NAMED_AGGREGATE:
        if (!declare_name(declare, &named->schema, &named->own))
            return false;
        list = declare_parenthesis(declare);
        if (list.len > 0)
            named->arguments = type == &aggregate_type ? aggregate_identity(declare->arena, list)
                                                       : pg_routine_identity(declare->arena, list);
        return true;
    case PG_NAMED_OPERATOR:
        if (!read_operator(declare, named))
            return false;
        list = declare_parenthesis(declare);
        named->arguments = operands(declare->arena, list);
        return list.len > 0;
    case PG_NAMED_BY_METHOD:
        return declare_name(declare, &named->schema, &named->own) &&
               read_method(declare, &named->arguments);
    case PG_NAMED_ON:
        return read_part(declare, named) && declare_take(declare, "ON") &&
               declare_name(declare, &named->schema, &named->relation);
    case PG_NAMED_CAST:
        return read_cast(declare, named);
    case PG_NAMED_TRANSFORM:
        return read_transform(declare, named);
    }
    return false;
}

/* ROUTINE is a function or a procedure. */
static bool is_of_type(const Definition *made, const RecordType *type)
{
    return made->obj.rec.type == type || (type == NULL && (made->obj.rec.type == &function_type ||
                                                           made->obj.rec.type == &procedure_type));
}

Definition *declare_find(const Declare *declare, const Named *named)
{
    Definition *found = NULL;

    for (size_t i = 0; i < declare->made.len; i++) {
        Definition *made = declare->made.items[i];
        Str arguments = pg_definition_arguments(declare->arena, made);
        if (!is_of_type(made, named->type) || !str_eq(made->own, named->own) ||
            !str_eq(made->relation, named->relation) ||
            (named->schema.len > 0 && !str_eq(named->schema, made->obj.schema)) ||
            (named->arguments.ptr != NULL && !str_eq(named->arguments, arguments)))
            continue;
        if (found != NULL)
            return NULL; /* more than one is meant */
        found = made;
    }
    return found;
}

Definition *declare_find_view(const Declare *declare, Str schema, Str name)
{
    Named named = {.type = &view_type, .schema = schema, .own = name};
    Definition *found = declare_find(declare, &named);

    named.type = &materialized_view_type;
    return found != NULL ? found : declare_find(declare, &named);
}
