/* Views and triggers -> pieces. SQLite has no CREATE OR REPLACE: what changes is dropped and made
 * again, in one transaction. */
#include "engine/reason.h"
#include "engine/sqlite/lite_recipe.h"

static const Definition *live_of(const LiteRecipe *recipe)
{
    return (const Definition *)recipe->group->live;
}

static const Definition *desired_of(const LiteRecipe *recipe)
{
    return (const Definition *)recipe->group->desired;
}

/* The changes of the relation that a trigger is on; NULL: there are none. */
static const ChangeGroup *relation_group(const LiteRecipe *recipe, const Model *model,
                                         const Definition *trigger)
{
    const Object *relation = trigger == NULL ? NULL : lite_relation_of(model, trigger);

    return relation == NULL ? NULL : lite_group_of(recipe->input, relation);
}

/* Whether the piece of a view that is dropped and made again does what a trigger needs. */
static bool comes_with_view(const LiteRecipe *recipe)
{
    const Changes *changes = recipe->input->changes;
    const ChangeGroup *group = recipe->group->desired != NULL
                                   ? relation_group(recipe, changes->desired, desired_of(recipe))
                                   : relation_group(recipe, changes->live, live_of(recipe));

    return group != NULL && group->live != NULL && group->desired != NULL &&
           group->desired->rec.type == &view_type;
}

/* Whether the relation goes, and its trigger with it. */
static bool goes_along(const LiteRecipe *recipe)
{
    const ChangeGroup *group =
        relation_group(recipe, recipe->input->changes->live, live_of(recipe));

    return group != NULL && group->desired == NULL;
}

LiteStage lite_trigger_stage(const LiteRecipe *table, const Definition *desired)
{
    LiteStage stage = LITE_STAGE_EXPAND;

    /* One that goes may be held: no more is held with it than must be. */
    if (desired == NULL || !lite_is_trigger_of(&desired->obj, table->desired->obj.name))
        return LITE_STAGE_CHANGE;
    for (size_t i = 0; i < table->tasks.len; i++) {
        const LiteTask *task = table->tasks.items[i];
        if (task->change->kind == CHANGE_CREATE && task->change->desired->type == &column_type &&
            task->stage > stage &&
            lite_text_has_name(desired->text, record_name(task->change->desired)))
            stage = task->stage;
    }
    return stage;
}

/* Behind those rebuilds of its table that bring it back as it was. */
static void after_rebuilds(const LiteRecipe *recipe, Piece *piece, const ChangeGroup *group)
{
    LiteRecipe of_table;

    if (group == NULL || group->live == NULL || group->desired == NULL ||
        group->live->rec.type != &table_type)
        return;
    of_table = lite_recipe_read(recipe->input, group, recipe->errs);
    lite_order_after_stages(recipe, piece, group->desired,
                            lite_trigger_stage(&of_table, desired_of(recipe)));
}

/* Its triggers went with the view: those that are to be come with it. */
static void put_triggers(const LiteRecipe *recipe, Piece *piece)
{
    const Changes *changes = recipe->input->changes;
    Str name = recipe->group->desired->name;

    for (size_t i = 0; i < changes->desired->objects.len; i++) {
        const Object *trigger = changes->desired->objects.items[i];
        const ChangeGroup *group = lite_group_of(recipe->input, trigger);
        if (!lite_is_trigger_of(trigger, name))
            continue;
        if (group != NULL) {
            vec_push(recipe->arena, &piece->includes,
                     group->live == NULL ? OP_CREATE_TRIGGER : OP_REPLACE_TRIGGER);
            vec_push(recipe->arena, &piece->also_makes, trigger);
        }
        if (group != NULL && group->live != NULL)
            lite_put(recipe, &piece->statements,
                     lite_definition_drop(recipe->arena, (const Definition *)group->live));
        lite_put(recipe, &piece->statements,
                 lite_definition_render(recipe->arena, (const Definition *)trigger));
    }
    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (group->live != NULL && group->desired == NULL && lite_is_trigger_of(group->live, name))
            vec_push(recipe->arena, &piece->includes, OP_DROP_TRIGGER);
    }
}

/* Those that the view has when it goes. */
static bool put_trigger_check(const LiteRecipe *recipe, Piece *piece)
{
    const Model *live = recipe->input->changes->live;
    LiteDefinitions known = {0};
    bool ok = true;

    for (size_t i = 0; i < live->objects.len && ok; i++)
        if (lite_is_trigger_of(live->objects.items[i], recipe->group->live->name))
            ok = lite_carry(recipe, piece, (const Definition *)live->objects.items[i], &known);
    lite_put_trigger_check(recipe, piece, recipe->group->live->name, &known);
    return ok;
}

/* A rename would carry along a text that has the new names already. */
static void after_renames(const LiteRecipe *recipe, Piece *piece)
{
    const Model *desired = recipe->input->changes->desired;

    for (size_t i = 0; i < desired->edges.len; i++) {
        const ChangeGroup *group = desired->edges.items[i].from == recipe->group->desired
                                       ? lite_group_of(recipe->input, desired->edges.items[i].to)
                                       : NULL;
        if (group != NULL && group->live != NULL)
            lite_order_after_renames(recipe, piece, group);
    }
}

static Piece *add(LiteRecipe *recipe, Op op)
{
    const Changes *changes = recipe->input->changes;
    const ChangeGroup *own = relation_group(recipe, changes->desired, desired_of(recipe));
    const Change *change = recipe->group->changes.items[0];
    Piece *piece = lite_piece(recipe, op, change, reason_of_change(recipe->arena, change, NULL));

    lite_order_definition_done(recipe, piece);
    after_rebuilds(recipe, piece, relation_group(recipe, changes->live, live_of(recipe)));
    after_rebuilds(recipe, piece, own);
    if (recipe->group->desired != NULL)
        after_renames(recipe, piece);
    if (own != NULL)
        lite_need(recipe, piece, own->desired);
    return piece;
}

static void create(LiteRecipe *recipe)
{
    const Definition *desired = desired_of(recipe);
    bool is_view = desired->obj.rec.type == &view_type;
    Piece *piece = add(recipe, is_view ? OP_CREATE_VIEW : OP_CREATE_TRIGGER);

    lite_put(recipe, &piece->statements, lite_definition_render(recipe->arena, desired));
    lite_put(recipe, &piece->reverse, lite_definition_drop(recipe->arena, desired));
}

static void drop(LiteRecipe *recipe)
{
    const Definition *live = live_of(recipe);
    bool is_view = live->obj.rec.type == &view_type;
    Piece *piece = add(recipe, is_view ? OP_DROP_VIEW : OP_DROP_TRIGGER);

    lite_put(recipe, &piece->statements, lite_definition_drop(recipe->arena, live));
    lite_put(recipe, &piece->reverse, lite_definition_render(recipe->arena, live));
}

static bool redefine(LiteRecipe *recipe)
{
    const Definition *live = live_of(recipe), *desired = desired_of(recipe);
    bool is_view = desired->obj.rec.type == &view_type;
    bool keeps = sparse_bool(&desired->obj.rec, FIELD_DEFINITION_REPLACEABLE);
    Piece *piece = add(recipe, !is_view ? OP_REPLACE_TRIGGER
                               : keeps  ? OP_REPLACE_VIEW
                                        : OP_RECREATE_VIEW);

    if (is_view && !put_trigger_check(recipe, piece))
        return false;
    lite_put(recipe, &piece->statements, lite_definition_drop(recipe->arena, live));
    lite_put(recipe, &piece->statements, lite_definition_render(recipe->arena, desired));
    if (is_view)
        put_triggers(recipe, piece);
    return true;
}

bool lite_recipe_definition(LiteRecipe *recipe)
{
    if (comes_with_view(recipe))
        return true;
    if (recipe->group->live != NULL && recipe->group->desired != NULL)
        return redefine(recipe);
    if (recipe->group->live == NULL)
        create(recipe);
    else if (!goes_along(recipe))
        drop(recipe);
    return true;
}
