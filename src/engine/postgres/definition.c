/* Definitions as SQL: names, statements, signatures of routines. */
#include "engine/postgres/definition.h"

#include "engine/postgres/definition_kinds.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/rights.h"
#include "engine/postgres/scan.h"

static PgNaming naming_of(const Definition *definition)
{
    return pg_definition_kind(definition->obj.rec.type)->naming;
}

Str pg_definition_word(const Definition *definition)
{
    return str_from(pg_definition_kind(definition->obj.rec.type)->word);
}

/* Behind the parenthesis that closes what `text` begins with; 0: it begins with none. */
static size_t behind_parenthesis(Str text)
{
    PgScan scan = {.text = text};
    int depth = 0;

    do {
        PgToken token = pg_scan_next(&scan);
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        if (token.kind == PG_TOKEN_END)
            return 0;
    } while (depth > 0);
    return scan.at;
}

static Str leading_parenthesis(Str text)
{
    return str_starts(text, STR("(")) ? str_sub(text, 0, behind_parenthesis(text)) : STR_ABSENT;
}

/* Without a mode the server takes the list of a procedure for its inputs, but also, as the standard
 * has it, for all of its arguments: `q(integer)` is two where one has OUT. Source:
 * LookupFuncWithArgs in parse_func.c of 14. */
static Str routine_arguments(Arena *arena, const Definition *definition)
{
    Str arguments = pg_definition_arguments(arena, definition);

    if (definition->obj.rec.type != &procedure_type || str_is(arguments, "()"))
        return arguments;
    return arena_printf(arena, "(IN %.*s", STR_ARG(str_sub(arguments, 1, SIZE_MAX)));
}

Str pg_definition_name(Arena *arena, const Definition *definition)
{
    const Object *object = &definition->obj;
    SqlPart name = QN(object->schema, definition->own);

    switch (naming_of(definition)) {
    case PG_NAMED_PLAIN:
        break;
    case PG_NAMED_ROUTINE:
        return sql_text(arena, &pg_quoting, name, EX(routine_arguments(arena, definition)));
    case PG_NAMED_BY_METHOD:
        return sql_text(arena, &pg_quoting, name, EX(pg_definition_arguments(arena, definition)));
    case PG_NAMED_AGGREGATE:
        return sql_text(arena, &pg_quoting, name, EX(leading_parenthesis(definition->text)));
    case PG_NAMED_OPERATOR:
        return sql_text(arena, &pg_quoting, ID(object->schema), RAW("."), EX(definition->own),
                        EX(pg_definition_arguments(arena, definition)));
    case PG_NAMED_ON:
        return sql_text(arena, &pg_quoting, ID(definition->own), RAW(" ON "),
                        QN(object->schema, definition->relation));
    case PG_NAMED_CAST:
        return sql_text(arena, &pg_quoting, RAW("("), EX(definition->own), RAW(")"));
    case PG_NAMED_TRANSFORM:
        return sql_text(arena, &pg_quoting, RAW("FOR "), EX(definition->own));
    }
    return sql_text(arena, &pg_quoting, name);
}

/* How the statement that makes it calls it. */
static Str name_in_create(Arena *arena, const Definition *definition)
{
    switch (naming_of(definition)) {
    case PG_NAMED_PLAIN:
    case PG_NAMED_ROUTINE:
    case PG_NAMED_AGGREGATE:
    case PG_NAMED_BY_METHOD:
        break;
    case PG_NAMED_OPERATOR:
        return sql_text(arena, &pg_quoting, ID(definition->obj.schema), RAW("."),
                        EX(definition->own));
    case PG_NAMED_ON:
        return sql_text(arena, &pg_quoting, ID(definition->own));
    case PG_NAMED_CAST:
    case PG_NAMED_TRANSFORM:
        return pg_definition_name(arena, definition);
    }
    return sql_text(arena, &pg_quoting, QN(definition->obj.schema, definition->own));
}

static bool has_arguments(const Definition *definition)
{
    PgNaming naming = naming_of(definition);

    return naming == PG_NAMED_ROUTINE || naming == PG_NAMED_AGGREGATE;
}

/* A materialized view's own clauses stand between its columns and its query. */
static void put_text(SqlWriter *writer, const Definition *definition)
{
    const Record *rec = &definition->obj.rec;
    Str method = sparse_str(rec, FIELD_DEFINITION_METHOD);
    Str tablespace = sparse_str(rec, FIELD_DEFINITION_TABLESPACE);
    const MapEntries *parameters = sparse_map(rec, FIELD_STORAGE_PARAMETERS);
    Str text = definition->text, columns = leading_parenthesis(text);

    if (rec->type != &materialized_view_type) {
        sql_put(writer, EX(text));
        return;
    }
    if (columns.len > 0)
        sql_put(writer, EX(columns), RAW(" "));
    if (method.len > 0)
        sql_put(writer, RAW("USING "), ID(method), RAW(" "));
    if (parameters->len > 0) {
        sql_put(writer, RAW("WITH ("));
        pg_render_parameters(writer, parameters);
        sql_put(writer, RAW(") "));
    }
    if (tablespace.len > 0)
        sql_put(writer, RAW("TABLESPACE "), ID(tablespace), RAW(" "));
    sql_put(writer, EX(str_trim(str_sub(text, columns.len, SIZE_MAX))));
    if (sparse_bool(rec, FIELD_DEFINITION_NO_DATA))
        sql_put(writer, RAW("\nWITH NO DATA"));
}

Str pg_definition_render(Arena *arena, const Definition *definition, bool replaces)
{
    SqlWriter writer = sql_new(&pg_quoting);
    bool is_glued = has_arguments(definition) && str_starts(definition->text, STR("("));

    sql_put(&writer, replaces ? RAW("CREATE OR REPLACE ") : RAW("CREATE "), EX(definition->head),
            RAW(" "), EX(name_in_create(arena, definition)), is_glued ? RAW("") : RAW(" "));
    put_text(&writer, definition);
    return sql_finish(&writer, arena);
}

void pg_definition_create(Arena *arena, const Definition *definition, StrVec *statements)
{
    Definition first = *definition;

    first.text = sparse_str(&definition->obj.rec, FIELD_DEFINITION_STAND_IN);
    if (first.text.len > 0)
        vec_push(arena, statements, pg_definition_render(arena, &first, false));
    vec_push(arena, statements, pg_definition_render(arena, definition, first.text.len > 0));
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

/* In the order of the choices of the field Enabled. */
static const char *const states[][2] = {{"ORIGIN", "ENABLE"},
                                        {"DISABLED", "DISABLE"},
                                        {"REPLICA", "ENABLE REPLICA"},
                                        {"ALWAYS", "ENABLE ALWAYS"}};

Str pg_trigger_state(const Record *trigger)
{
    return str_from(states[sparse_enum(trigger, FIELD_DEFINITION_ENABLED)][0]);
}

Str pg_trigger_state_word(Str state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_eq_ascii_nocase(state, str_from(states[i][0])))
            return str_from(states[i][1]);
    return STR_ABSENT;
}

Str pg_definition_enable(Arena *arena, const Definition *definition)
{
    Str word = pg_trigger_state_word(pg_trigger_state(&definition->obj.rec));

    if (definition->relation.len == 0)
        return sql_text(arena, &pg_quoting, RAW("ALTER EVENT TRIGGER "), ID(definition->own),
                        RAW(" "), EX(word));
    return sql_text(arena, &pg_quoting, RAW("ALTER TABLE "),
                    QN(definition->obj.schema, definition->relation), RAW(" "), EX(word), RAW(" "),
                    EX(pg_definition_word(definition)), RAW(" "), ID(definition->own));
}

void pg_definition_rest(Arena *arena, const Definition *definition, StrVec *statements)
{
    const Record *rec = &definition->obj.rec;

    pg_definition_details(arena, definition, statements);
    if (sparse_enum(rec, FIELD_DEFINITION_ENABLED) != 0)
        vec_push(arena, statements, pg_definition_enable(arena, definition));
    if (sparse_str(rec, FIELD_COMMENT).len > 0)
        vec_push(arena, statements, pg_definition_comment(arena, definition));
}

Str pg_object_script(Arena *arena, const Object *object)
{
    const Definition *definition = (const Definition *)object;
    StrVec made = {0}, rest = {0}, rights;
    Sb sb;

    if (!type_is_definition(object->rec.type))
        return STR_ABSENT;
    sb = sb_new(SB_FILE_MAX);
    pg_definition_create(arena, definition, &made);
    for (size_t i = 0; i < made.len; i++)
        sb_printf(&sb, "%s%.*s;\n", i > 0 ? "\n" : "", STR_ARG(made.items[i]));
    pg_definition_rest(arena, definition, &rest);
    for (size_t i = 0; i < rest.len; i++)
        sb_printf(&sb, "\n%.*s;\n", STR_ARG(rest.items[i]));
    rights = pg_rights_script(arena, object);
    for (size_t i = 0; i < rights.len; i++)
        sb_printf(&sb, "\n%.*s;\n", STR_ARG(rights.items[i]));
    return sb_finish(&sb, arena);
}

Str pg_name_written(Arena *arena, Str name)
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

/* Its name as it is written, without what tells overloads apart. */
static Str written_name(Arena *arena, const Definition *definition)
{
    PgNaming naming = naming_of(definition);

    if (naming == PG_NAMED_OPERATOR || naming == PG_NAMED_CAST || naming == PG_NAMED_TRANSFORM)
        return definition->own;
    if (naming == PG_NAMED_ON)
        return arena_printf(arena, "%.*s.%.*s",
                            STR_ARG(pg_name_written(arena, definition->relation)),
                            STR_ARG(pg_name_written(arena, definition->own)));
    return pg_name_written(arena, definition->own);
}

Str pg_definition_arguments(Arena *arena, const Definition *definition)
{
    return str_sub(definition->obj.name, written_name(arena, definition).len, SIZE_MAX);
}

void pg_definition_name_it(Arena *arena, Definition *definition, Str own, Str arguments)
{
    definition->own = arena_str(arena, own);
    definition->obj.name = arena_printf(arena, "%.*s%.*s", STR_ARG(written_name(arena, definition)),
                                        STR_ARG(arguments));
}

bool pg_definition_relation(const Definition *definition, PgRelationSpan *span)
{
    const char *word = definition->obj.rec.type == &rule_type ? "TO" : "ON";
    PgScan scan = {.text = definition->text};
    PgToken token = pg_scan_next(&scan);

    while (token.kind != PG_TOKEN_END && !pg_token_is(&token, word))
        token = pg_scan_next(&scan);
    token = pg_scan_next(&scan);
    span->from = token.offset;
    span->to = scan.at;
    if (pg_scan_take(&scan, ".")) {
        (void)pg_scan_next(&scan);
        span->to = scan.at;
    }
    return token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED;
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
