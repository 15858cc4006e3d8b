/* Recipes: what has to go and come back while something that it uses is made anew.
 *
 * The server refuses to change the type of a column that a view, rule, trigger or parsed routine
 * uses, and to drop what others use. These dependents go in the piece that does it, the outermost
 * first, and come back from their definitions behind it: one transaction, no gap. */
#include "engine/postgres/definition.h"
#include "engine/postgres/recipe.h"

typedef struct Taken {
    const RecipeInput *input;
    VEC(const Definition *) list; /* live, dependents before what they use */
} Taken;

static bool has(const Taken *taken, const Object *object)
{
    for (size_t i = 0; i < taken->list.len; i++)
        if (&taken->list.items[i]->obj == object)
            return true;
    return false;
}

/* `column` absent: all that uses the object. */
static void collect(Taken *taken, const Object *used, Str column)
{
    const Model *live = taken->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        if (edge->to != used || !type_is_definition(edge->from->rec.type) ||
            (column.len > 0 && !str_eq(edge->column, column)) || has(taken, edge->from))
            continue;
        collect(taken, edge->from, STR_ABSENT);
        if (!has(taken, edge->from))
            vec_push(taken->input->arena, &taken->list, (const Definition *)edge->from);
    }
}

/* Whether a change makes its object, or its column, anew in the server's eyes. */
static bool makes_anew(const RecipeInput *input, const ChangeGroup *group, const Change *change,
                       Str *column)
{
    *column = STR_ABSENT;
    if (change->live == NULL || change->desired == NULL)
        return false;
    if (change->live->type == &column_type) {
        *column = record_name(change->live);
        return change_has(change, "DataType") || change_has(change, "Collation") ||
               change_has(change, "GenerationExpression");
    }
    return type_is_definition(change->live->type) &&
           (change_has(change, "Definition") || change_has(change, "Kind")) &&
           !recipe_definition_is_replaced(input, (const Definition *)group->live,
                                          (const Definition *)group->desired);
}

/* The change whose piece brings a definition back: the last that takes it; NULL: none does. */
static const Change *last_taker(const RecipeInput *input, const Object *live)
{
    const Change *last = NULL;

    for (size_t i = 0; i < input->changes->groups.len; i++) {
        const ChangeGroup *group = input->changes->groups.items[i];
        for (size_t k = 0; group->live != live && k < group->changes.len; k++) {
            Taken taken = {.input = input};
            Str column;
            if (!makes_anew(input, group, group->changes.items[k], &column))
                continue;
            collect(&taken, group->live, column);
            if (has(&taken, live))
                last = group->changes.items[k];
        }
    }
    return last;
}

bool recipe_is_taken(const RecipeInput *input, const Object *live)
{
    return live != NULL && last_taker(input, live) != NULL;
}

/* What comes back: the desired one, where this plan redefines it. */
static const Definition *successor(const RecipeInput *input, const Definition *live)
{
    const ChangeGroup *group = changes_group_of(input->changes, &live->obj);

    return group == NULL || group->desired == NULL ? live : (const Definition *)group->desired;
}

static void put_back(const Recipe *recipe, Piece *piece, const Change *change,
                     const Definition *live)
{
    const Definition *definition = successor(recipe->input, live);

    /* Made by the last of several: what it is to be may need all of them. */
    if (definition != live) {
        if (last_taker(recipe->input, &live->obj) != change)
            return;
        vec_push(recipe->arena, &piece->also_makes, &definition->obj);
    }
    vec_push(recipe->arena, &piece->finally,
             pg_definition_render(recipe->arena, definition, false));
    if (sparse_enum(&definition->obj.rec, FIELD_DEFINITION_ENABLED) != 0)
        vec_push(recipe->arena, &piece->finally, pg_definition_enable(recipe->arena, definition));
    if (sparse_str(&definition->obj.rec, FIELD_COMMENT).len > 0)
        vec_push(recipe->arena, &piece->finally, pg_definition_comment(recipe->arena, definition));
}

void recipe_take_along(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                       const Change *change)
{
    Taken taken = {.input = recipe->input};
    Str column;

    if (!makes_anew(recipe->input, group, change, &column))
        return;
    collect(&taken, group->live, column);
    for (size_t i = 0; i < taken.list.len; i++) {
        const Definition *live = taken.list.items[i];
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP "), EX(pg_definition_word(live)),
                              RAW(" IF EXISTS "), EX(pg_definition_name(recipe->arena, live))));
        /* Who drops it for good comes later: this piece would bring it back. */
        vec_push(recipe->arena, &piece->frees, recipe_taken_name(recipe, live));
    }
    for (size_t i = taken.list.len; i-- > 0;)
        put_back(recipe, piece, change, taken.list.items[i]);
}

Str recipe_taken_name(const Recipe *recipe, const Definition *live)
{
    return arena_printf(recipe->arena, "taken along %s %.*s.%.*s", live->obj.rec.type->word,
                        STR_ARG(live->obj.schema), STR_ARG(live->obj.name));
}
