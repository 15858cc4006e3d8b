/* Views and triggers: read from the statements that make them, and written again. */
#include "engine/sqlite/lite_definition.h"

#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_text.h"

typedef struct Reader {
    LiteTokens tokens;
    size_t at;
} Reader;

static const LiteToken *next(Reader *reader)
{
    const LiteToken *token = &reader->tokens.items[reader->at];

    if (token->kind != LITE_END)
        reader->at++;
    return token;
}

static bool take(Reader *reader, const char *word)
{
    bool taken = lite_token_is(&reader->tokens.items[reader->at], word);

    reader->at += taken;
    return taken;
}

static bool take_words(Reader *reader, const char *const *words)
{
    size_t before = reader->at;

    for (; *words != NULL; words++)
        if (!take(reader, *words)) {
            reader->at = before;
            return false;
        }
    return true;
}
#define TAKE_WORDS(reader, ...) take_words((reader), (const char *const[]){__VA_ARGS__, NULL})

/* A name, with `main.` before it or nothing. */
static bool take_name(Reader *reader, Arena *arena, Str *name)
{
    const LiteToken *token = next(reader);

    if (token->kind != LITE_WORD && token->kind != LITE_NAME && token->kind != LITE_STRING)
        return false;
    *name = lite_token_name(arena, token);
    if (!lite_token_is_sign(&reader->tokens.items[reader->at], "."))
        return true;
    reader->at++;
    if (!lite_same_name(*name, STR("main")))
        return false;
    token = next(reader);
    *name = lite_token_name(arena, token);
    return token->kind != LITE_END;
}

/* `… ON name`: the columns of UPDATE OF can't be called ON without quotes. */
static bool find_relation(Reader reader, Arena *arena, Str *relation)
{
    while (reader.tokens.items[reader.at].kind != LITE_END)
        if (lite_token_is(next(&reader), "ON"))
            return take_name(&reader, arena, relation);
    return false;
}

/* What is behind the name, to the end of the statement. */
static Str rest_of(const Reader *reader)
{
    size_t end = reader->tokens.len - 1;

    while (end > reader->at && lite_token_is_sign(&reader->tokens.items[end - 1], ";"))
        end--;
    return end > reader->at
               ? lite_token_span(&reader->tokens.items[reader->at], &reader->tokens.items[end - 1])
               : STR_ABSENT;
}

Definition *lite_definition_read(Arena *arena, Str sql)
{
    Arena scratch = {0};
    Reader reader = {.tokens = lite_tokens_read(&scratch, sql)};
    Definition *definition = NULL;
    Str name = STR_ABSENT, relation = STR_ABSENT;
    bool is_view = false, ok = take(&reader, "CREATE");

    if (ok) {
        is_view = take(&reader, "VIEW");
        ok = is_view || take(&reader, "TRIGGER");
        (void)TAKE_WORDS(&reader, "IF", "NOT", "EXISTS");
    }
    ok = ok && take_name(&reader, &scratch, &name) &&
         (is_view || find_relation(reader, &scratch, &relation)) && rest_of(&reader).len > 0;
    if (ok) {
        definition = record_new(arena, is_view ? &view_type : &trigger_type);
        definition->obj.name = definition->own = arena_str(arena, name);
        definition->head = is_view ? STR("VIEW") : STR("TRIGGER");
        definition->text = arena_str(arena, rest_of(&reader));
        if (!is_view)
            definition->relation = arena_str(arena, relation);
    }
    arena_free(&scratch);
    return definition;
}

Str lite_definition_render(Arena *arena, const Definition *definition)
{
    return sql_text(arena, &lite_quoting, RAW("CREATE "), EX(definition->head), RAW(" "),
                    ID(definition->own), RAW(" "), EX(definition->text));
}

Str lite_definition_drop(Arena *arena, const Definition *definition)
{
    return sql_text(arena, &lite_quoting, RAW("DROP "), EX(definition->head), RAW(" IF EXISTS "),
                    ID(definition->own));
}

const Object *lite_relation_of(const Model *model, const Definition *definition)
{
    const Object *table = NULL;

    if (definition->relation.len > 0)
        table = model_find(model, REC_TABLE, STR_ABSENT, definition->relation);
    return table != NULL || definition->relation.len == 0
               ? table
               : model_find(model, REC_VIEW, STR_ABSENT, definition->relation);
}

LiteObjects lite_tables_of(Arena *arena, const Model *live, const Definition *definition)
{
    const Object *own = lite_relation_of(live, definition);
    LiteObjects tables = {0};

    if (own != NULL && own->rec.type == &table_type)
        vec_push(arena, &tables, own);
    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].from == &definition->obj &&
            live->edges.items[i].to->rec.type == &table_type)
            vec_push(arena, &tables, live->edges.items[i].to);
    return tables;
}

bool lite_is_trigger_of(const Object *object, Str relation)
{
    return object->rec.type == &trigger_type &&
           lite_same_name(((const Definition *)object)->relation, relation);
}

/* ---- edges */

static bool is_relation(const Object *object)
{
    return object->rec.type == &table_type || object->rec.type == &view_type;
}

static void add_edges(Model *model, const Map *relations, const Definition *definition,
                      bool is_live)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, definition->text);
    Str own = lite_fold_name(&scratch, definition->relation);
    Map seen = {0};

    for (size_t i = 0; i + 1 < tokens.len; i++) {
        const LiteToken *token = &tokens.items[i];
        Str name =
            token->kind == LITE_WORD || token->kind == LITE_NAME || token->kind == LITE_STRING
                ? lite_fold_name(&scratch, lite_token_name(&scratch, token))
                : STR_ABSENT;
        Object *used = name.len == 0 ? NULL : map_get(relations, name);
        if (used == NULL || used == &definition->obj || map_get(&seen, name) != NULL)
            continue;
        (void)map_put(&scratch, &seen, name, used);
        if (!is_live || !str_eq(name, own))
            model_add_edge(model, &definition->obj, used, true);
    }
    arena_free(&scratch);
}

/* By folded name. */
static Map relations_of(const Model *model, Arena *scratch)
{
    Map relations = {0};

    for (size_t i = 0; i < model->objects.len; i++)
        if (is_relation(model->objects.items[i]))
            (void)map_put(scratch, &relations,
                          lite_fold_name(scratch, model->objects.items[i]->name),
                          model->objects.items[i]);
    return relations;
}

void lite_definition_complete(Model *model)
{
    Arena scratch = {0};
    Map relations = relations_of(model, &scratch);

    for (size_t i = 0; i < model->objects.len; i++) {
        Definition *trigger = (Definition *)model->objects.items[i];
        const Object *relation =
            trigger->obj.rec.type == &trigger_type
                ? map_get(&relations, lite_fold_name(&scratch, trigger->relation))
                : NULL;
        if (relation != NULL)
            trigger->relation = relation->name;
    }
    arena_free(&scratch);
}

void lite_definition_add_edges(Model *model, bool is_live)
{
    Arena scratch = {0};
    Map relations = relations_of(model, &scratch);

    for (size_t i = 0; i < model->objects.len; i++)
        if (type_is_definition(model->objects.items[i]->rec.type))
            add_edges(model, &relations, (const Definition *)model->objects.items[i], is_live);
    arena_free(&scratch);
}

/* ---- scripts */

/* The name that DROP VIEW IF EXISTS, or DROP TRIGGER IF EXISTS, drops. */
static bool read_drop(Arena *arena, Str sql, const RecordType **type, Str *name)
{
    Reader reader = {.tokens = lite_tokens_read(arena, sql)};

    if (TAKE_WORDS(&reader, "DROP", "VIEW", "IF", "EXISTS"))
        *type = &view_type;
    else if (TAKE_WORDS(&reader, "DROP", "TRIGGER", "IF", "EXISTS"))
        *type = &trigger_type;
    else
        return false;
    return take_name(&reader, arena, name) && next(&reader)->kind == LITE_END;
}

/* Of each statement of a script what it makes, or NULL. */
typedef VEC(Definition *) Made;

/* DROP … IF EXISTS before the CREATE means what CREATE OR REPLACE does elsewhere. */
static bool drops_what_is_made(const Made *made, Str sql)
{
    Arena scratch = {0};
    const RecordType *type = NULL;
    Str name = STR_ABSENT;
    bool drops = false;

    if (read_drop(&scratch, sql, &type, &name))
        for (size_t i = 0; i < made->len; i++)
            drops = drops || (made->items[i] != NULL && made->items[i]->obj.rec.type == type &&
                              lite_same_name(made->items[i]->own, name));
    arena_free(&scratch);
    return drops;
}

static void declare(Model *desired, Definition *definition, const char *file, uint32_t line,
                    Errs *errs)
{
    record_set_place(&desired->arena, &definition->obj.rec, file, line);
    if (!model_register(desired, &definition->obj))
        err_at(errs, ERR_DUPLICATE, (Loc){.file = file, .line = line, .column = 1}, NULL,
               "%s %.*s is declared twice", definition->obj.rec.type->word,
               STR_ARG(definition->own));
}

bool lite_declare_script(const Statements *statements, const char *file, Model *desired,
                         bool *is_declared, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Made made = {0};

    for (size_t i = 0; i < statements->len; i++)
        vec_push(&desired->arena, &made,
                 lite_definition_read(&desired->arena, statements->items[i].text));
    *is_declared = false;
    for (size_t i = 0; i < made.len; i++)
        *is_declared = *is_declared || made.items[i] != NULL;
    for (size_t i = 0; i < made.len && *is_declared; i++)
        *is_declared =
            made.items[i] != NULL || drops_what_is_made(&made, statements->items[i].text);
    for (size_t i = 0; i < made.len && *is_declared; i++)
        if (made.items[i] != NULL)
            declare(desired, made.items[i], file, statements->items[i].line, errs);
    return errs_mark(errs) == mark;
}

Str lite_object_script(Arena *arena, const Object *object)
{
    return type_is_definition(object->rec.type)
               ? arena_printf(arena, "%.*s;\n",
                              STR_ARG(lite_definition_render(arena, (const Definition *)object)))
               : STR_ABSENT;
}
