/* Reads statement heads of a script: the objects that it declares. */
#include "engine/postgres/declare.h"

#include "engine/postgres/declare_rights.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "model/label.h"

typedef struct Declare {
    Model *model;
    Arena *arena; /* the model's */
    const char *file;
    Errs *errs;
    PgScan scan; /* of the statement at hand */
    const Statement *at;
    VEC(Definition *) made; /* by this script so far */
} Declare;

static PgToken next(Declare *declare)
{
    return pg_scan_next(&declare->scan);
}

static bool take(Declare *declare, const char *word)
{
    return pg_scan_take(&declare->scan, word);
}

/* All of the words, or none. */
static bool take_all(Declare *declare, const char *words)
{
    PgScan before = declare->scan;
    Str rest = str_from(words), word;

    while (str_cut(&rest, ' ', &word))
        if (!take(declare, arena_cstr(declare->arena, word))) {
            declare->scan = before;
            return false;
        }
    return true;
}

static bool is_name(const PgToken *token)
{
    return token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED;
}

/* `name` or `schema.name`; false where none stands here. */
static bool read_name(Declare *declare, Str *schema, Str *name)
{
    PgToken token = next(declare);

    *schema = STR_ABSENT;
    if (!is_name(&token))
        return false;
    *name = pg_token_name(declare->arena, &token);
    if (!take(declare, "."))
        return true;
    token = next(declare);
    *schema = *name;
    *name = pg_token_name(declare->arena, &token);
    return is_name(&token);
}

/* All from here to the end of the statement. */
static Str rest_of(Declare *declare)
{
    return str_trim(str_sub(declare->scan.text, declare->scan.at, SIZE_MAX));
}

/* ---- routines */

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
    if (!is_name(&second) || begins_type(&token, &second))
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
    return pg_type_spell(arena, sb_finish(&type, arena));
}

Str pg_routine_identity(Arena *arena, Str text)
{
    PgScan scan = {.text = text};
    Sb sb = sb_new(SB_LINE_MAX);
    size_t from;
    int depth = 1;

    sb_putc(&sb, '(');
    (void)pg_scan_take(&scan, "(");
    from = scan.at;
    while (depth > 0) {
        PgToken token = pg_scan_next(&scan);
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        if (token.kind == PG_TOKEN_END)
            break;
        if (depth == 0 || (depth == 1 && pg_token_is(&token, ","))) {
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

/* ---- CREATE */

static Definition *add(Declare *declare, const RecordType *type, Str schema, Str relation, Str own,
                       Str arguments)
{
    Definition *definition = record_new(declare->arena, type);

    definition->obj.schema = schema.ptr == NULL ? schema : model_intern(declare->model, schema);
    definition->relation = relation;
    pg_definition_name_it(declare->arena, definition, own, arguments);
    return definition;
}

static bool register_one(Declare *declare, Definition *definition, const char *head)
{
    Object *object = &definition->obj;

    definition->head = str_from(head);
    definition->text = arena_str(declare->arena, rest_of(declare));
    record_set_place(declare->arena, &object->rec, declare->file, declare->at->line);
    if (definition->text.len == 0)
        return false;
    if (object->schema.len == 0)
        object->schema = STR("public");
    vec_push(declare->arena, &declare->made, definition);
    if (!model_register(declare->model, object))
        err_at(declare->errs, ERR_DUPLICATE,
               (Loc){.file = declare->file, .line = declare->at->line, .column = 1}, NULL,
               "%.*s is declared twice", STR_ARG(label_object(declare->arena, object)));
    return true;
}

static bool create_relation(Declare *declare, const RecordType *type, const char *head)
{
    Str schema, name;

    (void)take_all(declare, "IF NOT EXISTS");
    if (!read_name(declare, &schema, &name))
        return false;
    return register_one(declare, add(declare, type, schema, STR_ABSENT, name, STR_ABSENT), head);
}

static bool create_routine(Declare *declare, const RecordType *type, const char *head)
{
    Str schema, name;

    if (!read_name(declare, &schema, &name))
        return false;
    return register_one(declare,
                        add(declare, type, schema, STR_ABSENT, name,
                            pg_routine_identity(declare->arena, rest_of(declare))),
                        head);
}

/* The relation behind ON or TO at the outermost level. */
static bool find_relation(Declare *declare, const char *word, Str *schema, Str *name)
{
    PgScan before = declare->scan;
    bool found = false;

    for (PgToken token = next(declare); token.kind != PG_TOKEN_END && !found; token = next(declare))
        if (pg_token_is(&token, word)) {
            found = read_name(declare, schema, name);
            break;
        }
    declare->scan = before;
    return found;
}

static bool create_part(Declare *declare, const RecordType *type, const char *head,
                        const char *before_relation)
{
    PgToken token = next(declare);
    Str schema, relation;

    if (!is_name(&token) || !find_relation(declare, before_relation, &schema, &relation))
        return false;
    return register_one(
        declare,
        add(declare, type, schema, relation, pg_token_name(declare->arena, &token), STR_ABSENT),
        head);
}

static bool read_create(Declare *declare)
{
    (void)take_all(declare, "OR REPLACE");
    if (take(declare, "VIEW"))
        return create_relation(declare, &view_type, "VIEW");
    if (take_all(declare, "RECURSIVE VIEW"))
        return create_relation(declare, &view_type, "RECURSIVE VIEW");
    if (take_all(declare, "MATERIALIZED VIEW"))
        return create_relation(declare, &materialized_view_type, "MATERIALIZED VIEW");
    if (take(declare, "FUNCTION"))
        return create_routine(declare, &function_type, "FUNCTION");
    if (take(declare, "PROCEDURE"))
        return create_routine(declare, &procedure_type, "PROCEDURE");
    if (take(declare, "TRIGGER"))
        return create_part(declare, &trigger_type, "TRIGGER", "ON");
    if (take_all(declare, "CONSTRAINT TRIGGER"))
        return create_part(declare, &trigger_type, "CONSTRAINT TRIGGER", "ON");
    if (take(declare, "RULE"))
        return create_part(declare, &rule_type, "RULE", "TO");
    return false;
}

/* ---- what is said of objects afterwards */

/* One that this script has made. */
static Definition *find_made(const Declare *declare, Str schema, Str name, Str relation)
{
    for (size_t i = 0; i < declare->made.len; i++) {
        Definition *made = declare->made.items[i];
        bool is_there = schema.ptr == NULL || str_eq(schema, made->obj.schema);
        if (is_there && str_eq(made->relation, relation) &&
            (str_eq(made->obj.name, name) || (relation.len > 0 && str_eq(made->own, name))))
            return made;
    }
    return NULL;
}

static Definition *read_subject(Declare *declare)
{
    static const char *const relations[] = {"VIEW", "MATERIALIZED VIEW"};
    static const char *const routines[] = {"FUNCTION", "PROCEDURE", "ROUTINE"};
    static const char *const parts[] = {"TRIGGER", "RULE"};
    Str schema, name, relation;

    for (size_t i = 0; i < 2; i++)
        if (take_all(declare, relations[i]) && read_name(declare, &schema, &name)) {
            Definition probe = {.obj = {.rec = {.type = &view_type}}};
            pg_definition_name_it(declare->arena, &probe, name, STR_ABSENT);
            return find_made(declare, schema, probe.obj.name, STR_ABSENT);
        }
    for (size_t i = 0; i < 3; i++)
        if (take(declare, routines[i]) && read_name(declare, &schema, &name)) {
            Definition probe = {.obj = {.rec = {.type = &function_type}}};
            Str arguments = pg_routine_identity(declare->arena, rest_of(declare));
            while (!take(declare, ")"))
                if (next(declare).kind == PG_TOKEN_END)
                    return NULL;
            pg_definition_name_it(declare->arena, &probe, name, arguments);
            return find_made(declare, schema, probe.obj.name, STR_ABSENT);
        }
    for (size_t i = 0; i < 2; i++)
        if (take(declare, parts[i])) {
            PgToken token = next(declare);
            if (!is_name(&token) || !take(declare, "ON") || !read_name(declare, &schema, &relation))
                return NULL;
            return find_made(declare, schema, pg_token_name(declare->arena, &token), relation);
        }
    return NULL;
}

static bool read_comment(Declare *declare)
{
    Definition *made = take(declare, "ON") ? read_subject(declare) : NULL;
    PgToken token;

    if (made == NULL || !take(declare, "IS"))
        return false;
    token = next(declare);
    if (pg_token_is(&token, "NULL"))
        return true;
    if (token.kind != PG_TOKEN_STRING)
        return false;
    sparse_set_str(declare->arena, &made->obj.rec, FIELD_COMMENT,
                   pg_string_value(declare->arena, token.text));
    return next(declare).kind == PG_TOKEN_END;
}

/* The object of a GRANT: of a relation the word may be left out. */
static Definition *read_granted(Declare *declare)
{
    PgToken token = pg_scan_peek(&declare->scan);
    bool is_routine = pg_token_is(&token, "FUNCTION") || pg_token_is(&token, "PROCEDURE") ||
                      pg_token_is(&token, "ROUTINE");
    Definition probe = {.obj = {.rec = {.type = &view_type}}};
    Str schema, name;

    if (is_routine)
        return read_subject(declare);
    (void)take(declare, "TABLE");
    if (!read_name(declare, &schema, &name))
        return NULL;
    pg_definition_name_it(declare->arena, &probe, name, STR_ABSENT);
    return find_made(declare, schema, probe.obj.name, STR_ABSENT);
}

static bool read_rights(Declare *declare, bool is_revoke)
{
    PgRightsClause clause = {.is_revoke = is_revoke};
    Definition *made =
        pg_rights_scan_head(declare->arena, &declare->scan, &clause) ? read_granted(declare) : NULL;

    return made != NULL && pg_rights_scan_roles(declare->arena, &declare->scan, &clause) &&
           pg_rights_declare(declare->arena, &clause, &made->obj);
}

/* ALTER VIEW v OWNER TO r: of an object of this script. */
static bool read_owner(Declare *declare)
{
    PgScan before = declare->scan;
    Definition *made = read_subject(declare);
    PgToken token;

    if (made == NULL || !take_all(declare, "OWNER TO")) {
        declare->scan = before;
        return false;
    }
    token = next(declare);
    made->obj.owner = pg_token_name(declare->arena, &token);
    return is_name(&token) && next(declare).kind == PG_TOKEN_END;
}

/* ALTER TABLE t DISABLE TRIGGER x: of a trigger or rule of this script. */
static bool read_enable(Declare *declare)
{
    static const char *const words[] = {"ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"};
    Str schema, relation;
    Definition *made;
    PgToken token;

    if (!take(declare, "TABLE") || !read_name(declare, &schema, &relation))
        return false;
    for (int state = 3; state >= 0; state--) {
        if (!take_all(declare, words[state]))
            continue;
        if (!take(declare, "TRIGGER") && !take(declare, "RULE"))
            return false;
        token = next(declare);
        made = is_name(&token)
                   ? find_made(declare, schema, pg_token_name(declare->arena, &token), relation)
                   : NULL;
        if (made == NULL)
            return false;
        sparse_set_enum(declare->arena, &made->obj.rec, FIELD_DEFINITION_ENABLED, state);
        return next(declare).kind == PG_TOKEN_END;
    }
    return false;
}

/* Whether a statement is one that only declares, judged by its head. */
static bool is_declaring(Arena *scratch, Str statement)
{
    static const char *const heads[] = {"CREATE VIEW",
                                        "CREATE RECURSIVE VIEW",
                                        "CREATE MATERIALIZED VIEW",
                                        "CREATE FUNCTION",
                                        "CREATE PROCEDURE",
                                        "CREATE TRIGGER",
                                        "CREATE CONSTRAINT TRIGGER",
                                        "CREATE RULE",
                                        "COMMENT ON",
                                        "ALTER TABLE",
                                        "ALTER VIEW",
                                        "ALTER MATERIALIZED VIEW",
                                        "ALTER FUNCTION",
                                        "ALTER PROCEDURE",
                                        "ALTER ROUTINE",
                                        "GRANT",
                                        "REVOKE"};

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        Declare declare = {.arena = scratch, .scan = {.text = statement}};
        Str rest = str_from(heads[i]), word;
        (void)str_cut(&rest, ' ', &word);
        if (!take(&declare, arena_cstr(scratch, word)))
            continue;
        (void)take_all(&declare, "OR REPLACE");
        if (rest.ptr == NULL || take_all(&declare, rest.ptr))
            return true;
    }
    return false;
}

static bool read_statement(Declare *declare)
{
    declare->scan = (PgScan){.text = declare->at->text};
    if (take(declare, "CREATE"))
        return read_create(declare);
    if (take(declare, "COMMENT"))
        return read_comment(declare);
    if (take(declare, "GRANT"))
        return read_rights(declare, false);
    if (take(declare, "REVOKE"))
        return read_rights(declare, true);
    return take(declare, "ALTER") && (read_owner(declare) || read_enable(declare));
}

/* What looks like a declaration and isn't one that can be read is an error: run as a script it
 * would be run again and again. */
static bool refuse(const Declare *declare)
{
    return err_at(declare->errs, ERR_SYNTAX,
                  (Loc){.file = declare->file, .line = declare->at->line, .column = 1},
                  "an object script creates objects, and says things about these alone",
                  "this statement is not understood as part of an object script");
}

bool pg_declare_script(const Statements *statements, const char *file, Model *desired,
                       bool *is_declared, Errs *errs)
{
    Declare declare = {.model = desired, .arena = &desired->arena, .file = file, .errs = errs};
    ErrsMark mark = errs_mark(errs);
    Arena scratch = {0};
    bool creates = false;

    *is_declared = true;
    for (size_t i = 0; i < statements->len && *is_declared; i++) {
        PgScan scan = {.text = statements->items[i].text};
        *is_declared = is_declaring(&scratch, statements->items[i].text);
        creates = creates || pg_scan_take(&scan, "CREATE");
    }
    /* Rights on tables alone are a script to run. */
    *is_declared = *is_declared && creates;
    arena_free(&scratch);
    for (size_t i = 0; i < statements->len && *is_declared; i++) {
        declare.at = &statements->items[i];
        if (!read_statement(&declare))
            (void)refuse(&declare);
    }
    return errs_mark(errs) == mark;
}
