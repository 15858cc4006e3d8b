/* Definitions as SQL: names, statements, signatures of routines. */
#include "engine/postgres/definition.h"

#include "engine/postgres/pure.h"
#include "engine/postgres/rights.h"
#include "engine/postgres/scan.h"

static bool is_routine(const Definition *definition)
{
    return definition->obj.rec.type == &function_type ||
           definition->obj.rec.type == &procedure_type;
}

Str pg_definition_word(const Definition *definition)
{
    if (definition->obj.rec.type == &trigger_type)
        return STR("TRIGGER");
    return definition->head;
}

Str pg_definition_arguments(const Definition *definition)
{
    Str name = definition->obj.name;
    PgScan scan = {.text = name};
    PgToken token = pg_scan_next(&scan);

    if (!is_routine(definition))
        return STR_ABSENT;
    return str_sub(name, token.offset + token.text.len, SIZE_MAX);
}

Str pg_definition_name(Arena *arena, const Definition *definition)
{
    const Object *object = &definition->obj;

    if (definition->relation.len > 0)
        return sql_text(arena, &pg_quoting, ID(definition->own), RAW(" ON "),
                        QN(object->schema, definition->relation));
    if (is_routine(definition))
        return sql_text(arena, &pg_quoting, QN(object->schema, definition->own),
                        EX(pg_definition_arguments(definition)));
    return sql_text(arena, &pg_quoting, QN(object->schema, definition->own));
}

Str pg_definition_render(Arena *arena, const Definition *definition, bool replaces)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, replaces ? RAW("CREATE OR REPLACE ") : RAW("CREATE "), EX(definition->head),
            RAW(" "));
    if (definition->relation.len > 0)
        sql_put(&writer, ID(definition->own));
    else
        sql_put(&writer, QN(definition->obj.schema, definition->own));
    sql_put(&writer,
            str_starts(definition->text, STR("(")) && is_routine(definition) ? RAW("") : RAW(" "),
            EX(definition->text));
    return sql_finish(&writer, arena);
}

Str pg_definition_comment(Arena *arena, const Definition *definition)
{
    Str comment = sparse_str(&definition->obj.rec, FIELD_COMMENT);
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("COMMENT ON "), EX(pg_definition_word(definition)), RAW(" "),
            EX(pg_definition_name(arena, definition)));
    if (comment.len > 0)
        sql_put(&writer, RAW(" IS "), LIT(comment));
    else
        sql_put(&writer, RAW(" IS NULL"));
    return sql_finish(&writer, arena);
}

Str pg_definition_enable(Arena *arena, const Definition *definition)
{
    static const char *const words[] = {"ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"};
    const char *word = words[sparse_enum(&definition->obj.rec, FIELD_DEFINITION_ENABLED)];

    return sql_text(arena, &pg_quoting, RAW("ALTER TABLE "),
                    QN(definition->obj.schema, definition->relation), RAW(" "), EX(str_from(word)),
                    RAW(" "), EX(pg_definition_word(definition)), RAW(" "), ID(definition->own));
}

Str pg_object_script(Arena *arena, const Object *object)
{
    const Definition *definition = (const Definition *)object;
    StrVec rights;
    Sb sb;

    if (!type_is_definition(object->rec.type))
        return STR_ABSENT;
    sb = sb_new(SB_FILE_MAX);
    sb_put(&sb, pg_definition_render(arena, definition, false));
    sb_puts(&sb, ";\n");
    if (sparse_enum(&object->rec, FIELD_DEFINITION_ENABLED) != 0)
        sb_printf(&sb, "\n%.*s;\n", STR_ARG(pg_definition_enable(arena, definition)));
    if (sparse_str(&object->rec, FIELD_COMMENT).len > 0)
        sb_printf(&sb, "\n%.*s;\n", STR_ARG(pg_definition_comment(arena, definition)));
    rights = pg_rights_script(arena, object);
    for (size_t i = 0; i < rights.len; i++)
        sb_printf(&sb, "\n%.*s;\n", STR_ARG(rights.items[i]));
    return sb_finish(&sb, arena);
}

/* Quoted where it could be misread; keywords stand bare, as nobody parses it again. */
static Str written(Arena *arena, Str name)
{
    bool is_plain = name.len > 0 && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');
    Sb sb;

    for (size_t i = 0; i < name.len && is_plain; i++) {
        char c = name.ptr[i];
        is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (is_plain)
        return name;
    sb = sb_new(SB_LINE_MAX);
    pg_quote_ident(&sb, name);
    return sb_finish(&sb, arena);
}

void pg_definition_name_it(Arena *arena, Definition *definition, Str own, Str arguments)
{
    Str name = written(arena, own);

    if (definition->relation.len > 0)
        name = arena_printf(arena, "%.*s.%.*s", STR_ARG(written(arena, definition->relation)),
                            STR_ARG(name));
    definition->own = arena_str(arena, own);
    definition->obj.name = arena_printf(arena, "%.*s%.*s", STR_ARG(name), STR_ARG(arguments));
}

/* ---- signatures */

typedef struct Signature {
    StrVec arguments; /* tokens of all of them without defaults, folded, "," between */
    StrVec defaults;  /* by argument: "1" where it has one, else "0" */
    StrVec result;    /* tokens behind RETURNS */
} Signature;

static Str token_text(Arena *arena, const PgToken *token)
{
    return token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED
               ? pg_token_name(arena, token)
               : token->text;
}

static int depth_step(const PgToken *token)
{
    if (pg_token_is(token, "(") || pg_token_is(token, "["))
        return 1;
    return pg_token_is(token, ")") || pg_token_is(token, "]") ? -1 : 0;
}

/* Behind the opening parenthesis, up to its partner. */
static void read_arguments(Arena *arena, PgScan *scan, Signature *signature)
{
    bool in_default = false;
    int depth = 1;

    for (;;) {
        PgToken token = pg_scan_next(scan);
        depth += depth_step(&token);
        if (token.kind == PG_TOKEN_END || depth == 0)
            break;
        if (depth == 1 && (pg_token_is(&token, "DEFAULT") || pg_token_is(&token, "=")))
            in_default = true;
        if (depth == 1 && pg_token_is(&token, ",")) {
            vec_push(arena, &signature->defaults, in_default ? STR("1") : STR("0"));
            in_default = false;
        }
        if (!in_default)
            vec_push(arena, &signature->arguments, token_text(arena, &token));
    }
    vec_push(arena, &signature->defaults, in_default ? STR("1") : STR("0"));
}

/* What can follow a result type. Source: gram.y, createfunc_opt_item and opt_routine_body. */
static bool ends_result(const PgToken *token)
{
    static const char *const words[] = {
        "LANGUAGE", "AS",    "IMMUTABLE", "STABLE",   "VOLATILE",  "STRICT",   "CALLED",
        "RETURN",   "BEGIN", "SECURITY",  "EXTERNAL", "LEAKPROOF", "NOT",      "PARALLEL",
        "COST",     "ROWS",  "SUPPORT",   "SET",      "WINDOW",    "TRANSFORM"};

    if (token->kind == PG_TOKEN_END)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token->kind == PG_TOKEN_WORD && pg_token_is(token, words[i]))
            return true;
    return pg_token_is(token, "RETURNS"); /* NULL ON NULL INPUT */
}

static Signature read_signature(Arena *arena, Str text)
{
    PgScan scan = {.text = text};
    Signature signature = {0};

    if (!pg_scan_take(&scan, "("))
        return signature;
    read_arguments(arena, &scan, &signature);
    if (!pg_scan_take(&scan, "RETURNS"))
        return signature;
    for (PgToken token = pg_scan_next(&scan); !ends_result(&token) || signature.result.len == 0;
         token = pg_scan_next(&scan)) {
        if (token.kind == PG_TOKEN_END)
            break;
        /* SETOF and the columns of TABLE (…) count as they stand. */
        vec_push(arena, &signature.result, token_text(arena, &token));
    }
    return signature;
}

bool pg_definition_same_signature(Arena *scratch, Str live, Str desired)
{
    Signature a = read_signature(scratch, live), b = read_signature(scratch, desired);

    if (a.defaults.len == 0 || !strs_equal(&a.arguments, &b.arguments) ||
        !strs_equal(&a.result, &b.result))
        return false;
    for (size_t i = 0; i < a.defaults.len; i++)
        if (str_is(a.defaults.items[i], "1") && !str_is(b.defaults.items[i], "1"))
            return false;
    return true;
}
