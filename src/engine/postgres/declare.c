/* Reads statement heads of a script: the objects that it declares. */
#include "engine/postgres/declare.h"

#include "engine/postgres/declare_read.h"
#include "engine/postgres/declare_rights.h"
#include "engine/postgres/definition.h"
#include "model/label.h"

PgToken declare_next(Declare *declare)
{
    return pg_scan_next(&declare->scan);
}

bool declare_take(Declare *declare, const char *word)
{
    return pg_scan_take(&declare->scan, word);
}

bool declare_take_all(Declare *declare, const char *words)
{
    PgScan before = declare->scan;
    Str rest = str_from(words), word;

    while (str_cut(&rest, ' ', &word))
        if (!declare_take(declare, arena_cstr(declare->arena, word))) {
            declare->scan = before;
            return false;
        }
    return true;
}

const PgDefinitionHead *declare_take_head(Declare *declare)
{
    if (declare_take_all(declare, "PROCEDURAL LANGUAGE"))
        return pg_definition_head(STR("LANGUAGE"));
    if (declare_take_all(declare, "TRUSTED PROCEDURAL LANGUAGE"))
        return pg_definition_head(STR("TRUSTED LANGUAGE"));
    for (const PgDefinitionHead *head = pg_definition_heads; head->words != NULL; head++)
        if (declare_take_all(declare, head->words))
            return head;
    return NULL;
}

bool declare_is_name(const PgToken *token)
{
    return token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED;
}

bool declare_name(Declare *declare, Str *schema, Str *name)
{
    PgToken token = declare_next(declare);

    *schema = STR_ABSENT;
    if (!declare_is_name(&token))
        return false;
    *name = pg_token_name(declare->arena, &token);
    if (!declare_take(declare, "."))
        return true;
    token = declare_next(declare);
    *schema = *name;
    *name = pg_token_name(declare->arena, &token);
    return declare_is_name(&token);
}

Str declare_rest(const Declare *declare)
{
    return str_trim(str_sub(declare->scan.text, declare->scan.at, SIZE_MAX));
}

Str declare_parenthesis(Declare *declare)
{
    size_t from = pg_scan_peek(&declare->scan).offset;
    int depth = 0;

    if (!declare_take(declare, "("))
        return STR_ABSENT;
    for (depth = 1; depth > 0;) {
        PgToken token = declare_next(declare);
        depth += pg_token_is(&token, "(") - pg_token_is(&token, ")");
        if (token.kind == PG_TOKEN_END)
            return STR_ABSENT;
    }
    return str_sub(declare->scan.text, from, declare->scan.at - from);
}

/* ---- CREATE */

static bool register_one(Declare *declare, Definition *definition)
{
    Object *object = &definition->obj;

    record_set_place(declare->arena, &object->rec, declare->file, declare->at->line);
    vec_push(declare->arena, &declare->made, definition);
    if (!model_register(declare->model, object))
        err_at(declare->errs, ERR_DUPLICATE,
               (Loc){.file = declare->file, .line = declare->at->line, .column = 1}, NULL,
               "%.*s is declared twice", STR_ARG(label_object(declare->arena, object)));
    return true;
}

/* The statement that the file has made the same view with, and that this one replaces as it reads
 * it; NULL. */
static Definition *stand_in_of(const Declare *declare, const Definition *definition)
{
    for (size_t i = 0; i < declare->made.len; i++) {
        Definition *made = declare->made.items[i];
        if (made->obj.rec.type == &view_type && definition->obj.rec.type == &view_type &&
            str_eq(made->obj.schema, definition->obj.schema) &&
            str_eq(made->own, definition->own) && str_eq(made->head, definition->head) &&
            pg_scan_mentions(declare->arena, definition->text, made->own))
            return made;
    }
    return NULL;
}

static bool read_create(Declare *declare)
{
    const PgDefinitionHead *head;
    Definition *definition;
    Named named = {0};
    Definition *stand_in;
    bool is_unique, replaces = declare_take_all(declare, "OR REPLACE");

    is_unique = declare_take_all(declare, "UNIQUE INDEX");
    if (is_unique || declare_take(declare, "INDEX"))
        return declare_read_index(declare, is_unique);
    head = declare_take_head(declare);
    if (head == NULL || !declare_read_new(declare, head->type, &named))
        return false;
    definition = record_new(declare->arena, head->type);
    if (type_has_schema(head->type))
        definition->obj.schema =
            named.schema.len == 0 ? STR("public") : model_intern(declare->model, named.schema);
    definition->relation = named.relation;
    definition->head = str_from(head->words);
    definition->text = arena_str(declare->arena, declare_rest(declare));
    declare_settle_text(declare, definition);
    pg_definition_name_it(declare->arena, definition, named.own, named.arguments);
    stand_in = replaces ? stand_in_of(declare, definition) : NULL;
    if (stand_in == NULL)
        return definition->text.len > 0 && register_one(declare, definition);
    sparse_set_str(declare->arena, &stand_in->obj.rec, FIELD_DEFINITION_STAND_IN, stand_in->text);
    stand_in->text = definition->text;
    return true;
}

/* ---- GRANT, REVOKE */

/* The object of a GRANT: of a relation the word may be left out; an aggregate is a function. */
static Definition *read_granted(Declare *declare)
{
    static const char *const routines[] = {"FUNCTION", "PROCEDURE", "ROUTINE"};
    Named named = {0};
    Definition *made;

    for (size_t i = 0; i < sizeof routines / sizeof *routines; i++)
        if (declare_take(declare, routines[i])) {
            if (!declare_read_known(declare, &function_type, &named))
                return NULL;
            named.type = NULL;
            made = declare_find(declare, &named);
            named.type = &aggregate_type;
            return made != NULL ? made : declare_find(declare, &named);
        }
    if (declare_take(declare, "LANGUAGE"))
        return declare_read_known(declare, &language_type, &named) ? declare_find(declare, &named)
                                                                   : NULL;
    (void)declare_take(declare, "TABLE");
    return declare_name(declare, &named.schema, &named.own)
               ? declare_find_view(declare, named.schema, named.own)
               : NULL;
}

static bool read_rights(Declare *declare, bool is_revoke)
{
    PgRightsClause clause = {.is_revoke = is_revoke};
    Definition *made =
        pg_rights_scan_head(declare->arena, &declare->scan, &clause) ? read_granted(declare) : NULL;

    return made != NULL && pg_rights_scan_roles(declare->arena, &declare->scan, &clause) &&
           pg_rights_declare(declare->arena, &clause, &made->obj);
}

/* ---- whether a script declares */

/* A name that a statement of the script makes or drops. */
typedef struct Head {
    const PgDefinitionHead *head;
    Named named;
} Head;

typedef struct Heads {
    VEC(Head) made;
} Heads;

static bool same_object(const Named *a, const Named *b)
{
    return str_eq(a->own, b->own) && str_eq(a->schema, b->schema) &&
           str_eq(a->relation, b->relation);
}

static bool makes(const Heads *heads, const Named *named)
{
    for (size_t i = 0; i < heads->made.len; i++)
        if (heads->made.items[i].named.type == named->type &&
            same_object(&heads->made.items[i].named, named))
            return true;
    return false;
}

/* DROP … IF EXISTS of what the script then creates means what CREATE OR REPLACE does. */
static bool drops_what_it_makes(Declare *declare, const Heads *heads)
{
    const PgDefinitionHead *head = declare_take_head(declare);
    Named named;

    if (head == NULL || !declare_take_all(declare, "IF EXISTS"))
        return false;
    do
        if (!declare_read_known(declare, head->type, &named) || !makes(heads, &named))
            return false;
    while (declare_take(declare, ","));
    return declare_take(declare, "CASCADE") || declare_take(declare, "RESTRICT") ||
           declare_next(declare).kind == PG_TOKEN_END;
}

/* An index of a materialized view that the script makes. */
static bool indexes_what_it_makes(Declare *declare, const Heads *heads)
{
    Named named = {.type = &materialized_view_type};

    for (PgToken token = declare_next(declare); token.kind != PG_TOKEN_END;
         token = declare_next(declare))
        if (pg_token_is(&token, "ON")) {
            (void)declare_take(declare, "ONLY");
            return declare_name(declare, &named.schema, &named.own) && makes(heads, &named);
        }
    return false;
}

static bool creates(Declare *declare, const Heads *heads)
{
    (void)declare_take_all(declare, "OR REPLACE");
    if (declare_take_all(declare, "UNIQUE INDEX") || declare_take(declare, "INDEX"))
        return indexes_what_it_makes(declare, heads);
    return declare_take_head(declare) != NULL;
}

/* ALTER … OWNER TO. */
static bool mentions_owner(Declare *declare)
{
    for (PgToken token = declare_next(declare); token.kind != PG_TOKEN_END;
         token = declare_next(declare))
        if (pg_token_is(&token, "OWNER") && declare_take(declare, "TO"))
            return true;
    return false;
}

static bool is_declaring(Arena *scratch, Str statement, const Heads *heads)
{
    static const char *const altered[] = {
        "TABLE",          "VIEW",          "MATERIALIZED VIEW",
        "INDEX",          "EVENT TRIGGER", "TEXT SEARCH CONFIGURATION",
        "OPERATOR FAMILY"};
    Declare declare = {.arena = scratch, .scan = {.text = statement}};
    PgScan start;

    if (declare_take(&declare, "CREATE"))
        return creates(&declare, heads);
    if (declare_take(&declare, "DROP"))
        return drops_what_it_makes(&declare, heads);
    if (declare_take_all(&declare, "COMMENT ON") || declare_take(&declare, "GRANT") ||
        declare_take(&declare, "REVOKE"))
        return true;
    if (!declare_take(&declare, "ALTER"))
        return false;
    start = declare.scan;
    for (size_t i = 0; i < sizeof altered / sizeof *altered; i++)
        if (declare_take_all(&declare, altered[i]))
            return true;
    declare.scan = start;
    return declare_take_head(&declare) != NULL && mentions_owner(&declare);
}

static void note_made(Arena *scratch, Str statement, Heads *heads)
{
    Declare declare = {.arena = scratch, .scan = {.text = statement}};
    Head head = {0};

    if (!declare_take(&declare, "CREATE"))
        return;
    (void)declare_take_all(&declare, "OR REPLACE");
    head.head = declare_take_head(&declare);
    if (head.head != NULL && declare_read_new(&declare, head.head->type, &head.named))
        vec_push(scratch, &heads->made, head);
}

/* Whether every statement is one that only declares, judged by its head. */
static bool all_declare(const Statements *statements)
{
    bool all = statements->len > 0;
    Arena scratch = {0};
    Heads heads = {0};

    for (size_t i = 0; i < statements->len; i++)
        note_made(&scratch, statements->items[i].text, &heads);
    for (size_t i = 0; i < statements->len && all; i++)
        all = is_declaring(&scratch, statements->items[i].text, &heads);
    arena_free(&scratch);
    return all && heads.made.len > 0;
}

/* ---- statements */

static bool read_statement(Declare *declare)
{
    declare->scan = (PgScan){.text = declare->at->text};
    if (declare_take(declare, "CREATE"))
        return read_create(declare);
    if (declare_take(declare, "COMMENT"))
        return declare_read_comment(declare);
    if (declare_take(declare, "DROP"))
        return true; /* of what comes behind it */
    if (declare_take(declare, "GRANT"))
        return read_rights(declare, false);
    if (declare_take(declare, "REVOKE"))
        return read_rights(declare, true);
    return declare_take(declare, "ALTER") && declare_read_alter(declare);
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

    *is_declared = all_declare(statements);
    for (size_t i = 0; i < statements->len && *is_declared; i++) {
        declare.at = &statements->items[i];
        if (!read_statement(&declare))
            (void)refuse(&declare);
    }
    return errs_mark(errs) == mark;
}
