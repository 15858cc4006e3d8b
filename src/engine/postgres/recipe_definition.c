/* Recipes of views, routines, triggers and rules. */
#include "engine/postgres/definition.h"
#include "engine/postgres/recipe.h"

enum { SINCE_REPLACE_TRIGGER = 140000 };

/* The operations of a kind. */
typedef struct DefinitionOps {
    const RecordType *type;
    Op create, replace, recreate, drop;
    bool is_relation; /* shares its names with tables */
} DefinitionOps;

static const DefinitionOps kinds[] = {
    {&view_type, OP_CREATE_VIEW, OP_REPLACE_VIEW, OP_RECREATE_VIEW, OP_DROP_VIEW, true},
    {&materialized_view_type, OP_CREATE_VIEW, OP_REPLACE_VIEW, OP_RECREATE_VIEW, OP_DROP_VIEW,
     true},
    {&function_type, OP_CREATE_ROUTINE, OP_REPLACE_ROUTINE, OP_RECREATE_ROUTINE, OP_DROP_ROUTINE,
     false},
    {&procedure_type, OP_CREATE_ROUTINE, OP_REPLACE_ROUTINE, OP_RECREATE_ROUTINE, OP_DROP_ROUTINE,
     false},
    {&trigger_type, OP_CREATE_TRIGGER, OP_REPLACE_TRIGGER, OP_REPLACE_TRIGGER, OP_DROP_TRIGGER,
     false},
    {&rule_type, OP_CREATE_RULE, OP_REPLACE_RULE, OP_REPLACE_RULE, OP_DROP_RULE, false},
};

static const DefinitionOps *ops_of(const Object *object)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == object->rec.type)
            return &kinds[i];
    return NULL;
}

static Str as_sql(const Recipe *recipe, const Definition *definition)
{
    return pg_definition_name(recipe->arena, definition);
}

static void put_create(const Recipe *recipe, Piece *piece, const Definition *definition,
                       bool replaces)
{
    recipe_put(recipe, piece, pg_definition_render(recipe->arena, definition, replaces));
}

static Str drop_sql(const Recipe *recipe, const Definition *definition)
{
    return RECIPE_SQL(recipe, RAW("DROP "), EX(pg_definition_word(definition)), RAW(" "),
                      EX(as_sql(recipe, definition)));
}

/* What a new one lacks that the statement doesn't say. */
static void put_rest(const Recipe *recipe, Piece *piece, const Definition *definition)
{
    if (sparse_enum(&definition->obj.rec, FIELD_DEFINITION_ENABLED) != 0)
        recipe_put(recipe, piece, pg_definition_enable(recipe->arena, definition));
    if (sparse_str(&definition->obj.rec, FIELD_COMMENT).len > 0)
        recipe_put(recipe, piece, pg_definition_comment(recipe->arena, definition));
    recipe_new_rights(recipe, &definition->obj, recipe->group->live, &piece->statements);
}

static void need_schema(const Recipe *recipe, Piece *piece)
{
    const Object *schema =
        model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, recipe->schema);

    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
}

static void create(Recipe *recipe, const DefinitionOps *ops, const Change *change)
{
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece = recipe_add(recipe, ops->create, change, STR_ABSENT);

    put_create(recipe, piece, desired, false);
    put_rest(recipe, piece, desired);
    recipe_undo(recipe, piece, drop_sql(recipe, desired));
    need_schema(recipe, piece);
}

static void drop(Recipe *recipe, const DefinitionOps *ops, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    Piece *piece = recipe_add(recipe, ops->drop, change, STR_ABSENT);

    recipe_put(recipe, piece, drop_sql(recipe, live));
    recipe_undo(recipe, piece, pg_definition_render(recipe->arena, live, false));
    if (recipe_is_taken(recipe->input, &live->obj))
        vec_push(recipe->arena, &piece->takes, recipe_taken_name(recipe, live));
}

bool recipe_definition_is_replaced(const RecipeInput *input, const Definition *live,
                                   const Definition *desired)
{
    const RecordType *type = desired->obj.rec.type;

    if (!str_eq(live->head, desired->head))
        return false;
    if (type == &view_type)
        return sparse_bool(&desired->obj.rec, FIELD_DEFINITION_REPLACEABLE);
    if (type == &function_type || type == &procedure_type)
        return pg_definition_same_signature(input->arena, live->text, desired->text);
    if (type == &trigger_type)
        return input->version >= SINCE_REPLACE_TRIGGER && str_is(desired->head, "TRIGGER");
    return type == &rule_type;
}

/* In one statement where the server has it, else gone and back in one transaction. */
static void redefine(Recipe *recipe, const DefinitionOps *ops, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    bool replaces = recipe_definition_is_replaced(recipe->input, live, desired);
    Piece *piece = recipe_add(recipe, replaces ? ops->replace : ops->recreate, change,
                              recipe_reason_of(recipe->arena, change, "Kind Definition"));

    if (!replaces) {
        recipe_take_along(recipe, piece, recipe->group, change);
        recipe_put(recipe, piece, drop_sql(recipe, live));
    }
    put_create(recipe, piece, desired, replaces);
    /* What replaces a trigger or rule fires as a new one does. */
    if (!replaces || desired->relation.len > 0)
        put_rest(recipe, piece, desired);
    need_schema(recipe, piece);
    recipe->base = piece;
    recipe_done(recipe, change->desired);
}

static void alter_rest(Recipe *recipe, const Change *change)
{
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece;

    if (change_has(change, "Enabled")) {
        piece = recipe_add(recipe, OP_ENABLE_TRIGGER, change,
                           recipe_reason_of(recipe->arena, change, "Enabled"));
        recipe_put(recipe, piece, pg_definition_enable(recipe->arena, desired));
        recipe_undo(recipe, piece,
                    pg_definition_enable(recipe->arena, (const Definition *)change->live));
    }
    if (change_has(change, "Comment")) {
        piece = recipe_add(recipe, OP_COMMENT, change,
                           recipe_reason_of(recipe->arena, change, "Comment"));
        piece->about = change->desired;
        recipe_put(recipe, piece, pg_definition_comment(recipe->arena, desired));
        recipe_undo(recipe, piece,
                    pg_definition_comment(recipe->arena, (const Definition *)change->live));
    }
}

static void alter(Recipe *recipe, const DefinitionOps *ops, const Change *change)
{
    bool is_redefined = change_has(change, "Definition") || change_has(change, "Kind");
    bool is_replaced = is_redefined && recipe_definition_is_replaced(
                                           recipe->input, (const Definition *)change->live,
                                           (const Definition *)change->desired);

    if (is_redefined)
        redefine(recipe, ops, change);
    /* A comment survives being replaced; all else came back with it. */
    if (!is_redefined || (is_replaced && recipe->group->desired->rec.type != &trigger_type)) {
        alter_rest(recipe, change);
        recipe_rights(recipe);
    }
}

static void rename_definition(Recipe *recipe, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece = recipe_add(recipe, OP_RENAME_DEFINITION, change, STR_ABSENT);
    Definition moved = *live;

    if (!str_eq(live->own, desired->own))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER "), EX(pg_definition_word(live)), RAW(" "),
                              EX(as_sql(recipe, live)), RAW(" RENAME TO "), ID(desired->own)));
    pg_definition_name_it(recipe->arena, &moved, desired->own, pg_definition_arguments(live));
    if (!str_eq(live->obj.schema, desired->obj.schema))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER "), EX(pg_definition_word(live)), RAW(" "),
                              EX(as_sql(recipe, &moved)), RAW(" SET SCHEMA "),
                              ID(desired->obj.schema)));
    recipe->base = piece;
}

void recipe_definition(Recipe *recipe)
{
    const Object *object =
        recipe->group->desired != NULL ? recipe->group->desired : recipe->group->live;
    const DefinitionOps *ops = ops_of(object);

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, ops, change);
            break;
        case CHANGE_DROP:
            drop(recipe, ops, change);
            break;
        case CHANGE_RENAME:
            rename_definition(recipe, change);
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            /* What another piece takes along comes back as it is to be. */
            if (!recipe_is_taken(recipe->input, recipe->group->live))
                alter(recipe, ops, change);
            break;
        }
    }
}
