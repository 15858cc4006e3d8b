/* Recipes: what has to go and come back while something that it uses is made anew.
 *
 * Dependents go in the piece that does it, the outermost first, and come back from their
 * definitions behind it: one transaction, no gap. */
#include "engine/postgres/recipe_taken.h"

#include "engine/postgres/definition.h"
#include "engine/postgres/definition_kinds.h"
#include "model/label.h"

bool recipe_is_taken(const RecipeInput *input, const Object *live)
{
    return live != NULL && taken_last(input, &live->rec) != NULL;
}

/* What comes back. It may print as it did, and yet not be made again by its old text: the list of
 * columns that an alias names is as long as it is now. */
static const Object *desired_of(const RecipeInput *input, const Object *live)
{
    const ChangeGroup *group = changes_group_of(input->changes, live);
    const Object *same;

    if (group != NULL)
        return group->desired;
    same = model_find(input->changes->desired, live->rec.type->kind, live->schema, live->name);
    return same == NULL ? live : same;
}

/* What the plan drops is not made anew for its own piece to drop, as what it used may be gone. */
static bool is_going(const RecipeInput *input, const Object *live)
{
    const ChangeGroup *group = changes_group_of(input->changes, live);

    return group != NULL && group->desired == NULL;
}

static void put_back(const Recipe *recipe, Piece *piece, const Taker *taker, const Taken *taken)
{
    const Definition *live = (const Definition *)taken->of;
    const Definition *definition = (const Definition *)desired_of(recipe->input, taken->of);

    if (is_going(recipe->input, taken->of)) {
        vec_push(recipe->arena, &piece->includes, pg_definition_kind(live->obj.rec.type)->drop);
        return;
    }

    if (taken->waits) {
        if (taken_last(recipe->input, &live->obj.rec) != taker)
            return;
        vec_push(recipe->arena, &piece->also_makes, &definition->obj);
    } else {
        vec_push(recipe->arena, &piece->also_keeps, &definition->obj);
    }
    pg_definition_create(recipe->arena, definition, &piece->finally);
    pg_definition_rest(recipe->arena, definition, &piece->finally);
    recipe_put_trigger_states(recipe, definition, &piece->finally);
    recipe_new_rights(recipe, &definition->obj, &live->obj, &piece->finally);
}

static void drop_one(const Recipe *recipe, Piece *piece, const Definition *live)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP "), EX(pg_definition_word(live)), RAW(" IF EXISTS "),
                          EX(pg_definition_name(recipe->arena, live))));
    /* Who drops it for good comes later: this piece would bring it back. */
    vec_push(recipe->arena, &piece->frees, recipe_taken_name(recipe, live));
}

static void put_one_back(const Recipe *recipe, Piece *piece, const Taker *taker, const Taken *taken)
{
    if (taken->part != NULL)
        taken_put_part_back(recipe, piece, taker, taken);
    else
        put_back(recipe, piece, taker, taken);
}

/* What comes back, each behind what it needs by then: views may have been turned round. */
typedef struct Return {
    const Recipe *recipe;
    const Taker *taker;
    Piece *piece;
    bool *is_back; /* by place in the taker's list */
} Return;

static void bring_used_back(Return *back, const Object *desired);

static void bring_one_back(Return *back, size_t at)
{
    const Taken *taken = &back->taker->list.items[at];

    if (back->is_back[at])
        return;
    back->is_back[at] = true;
    if (taken->part == NULL)
        bring_used_back(back, desired_of(back->recipe->input, taken->of));
    put_one_back(back->recipe, back->piece, back->taker, taken);
}

/* Those of the list that an object needs, bodies left aside. */
static void bring_used_back(Return *back, const Object *desired)
{
    const RecipeInput *input = back->recipe->input;

    for (size_t i = back->taker->list.len; i-- > 0;) {
        const Taken *taken = &back->taker->list.items[i];
        if (taken->part == NULL && !back->is_back[i] && desired != NULL &&
            recipe_desired_uses(input, desired, desired_of(input, taken->of)))
            bring_one_back(back, i);
    }
}

void recipe_refuse_outsider(const Recipe *recipe, const Change *change, Str outsider)
{
    const Record *rec = change->desired != NULL ? change->desired : change->live;
    const Object *live = recipe->group->live;
    Str what = change->live == &live->rec ? label_object(recipe->arena, live)
                                          : label_part(recipe->arena, live, change->live);

    if (outsider.len > 0)
        err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, rec),
               "let Manage have it, too, or drop it by hand, deploy, and create it again",
               "%.*s is made anew, or its type changes, and %.*s uses it, which isn't managed",
               STR_ARG(what), STR_ARG(outsider));
}

static Return new_return(const Recipe *recipe, Piece *piece, const Taker *taker)
{
    return (Return){recipe, taker, piece, ARENA_ARRAY(recipe->arena, bool, taker->list.len + 1)};
}

static void bring_back(Return *back)
{
    for (size_t i = back->taker->list.len; i-- > 0;)
        bring_one_back(back, i);
}

static Str left_name(const Recipe *recipe, size_t taker)
{
    return arena_printf(recipe->arena, "left to bring back by %zu", taker);
}

static void take(const Recipe *recipe, Piece *piece, const Taker *taker)
{
    vec_push(recipe->arena, &piece->frees, left_name(recipe, taker->number));
    for (size_t i = 0; i < taker->behind.len; i++)
        vec_push(recipe->arena, &piece->takes, left_name(recipe, taker->behind.items[i]));
    for (size_t i = 0; i < taker->gone.len; i++)
        vec_push(recipe->arena, &piece->takes,
                 recipe_gone_name(recipe->arena, taker->gone.items[i]));
    recipe_refuse_outsider(recipe, taker->change, taker->outsider);
    if (taker->column.len > 0)
        recipe_take_published(recipe, piece, taker->group, taker->column);
    for (size_t i = 0; i < taker->list.len; i++) {
        const Taken *taken = &taker->list.items[i];
        if (taken->part != NULL)
            taken_drop_part(recipe, piece, taker, taken);
        else
            drop_one(recipe, piece, (const Definition *)taken->of);
    }
}

void recipe_take_along(const Recipe *recipe, Piece *piece, const Change *change)
{
    const Taker *taker = taken_by(recipe->input, change);

    if (taker == NULL)
        return;
    take(recipe, piece, taker);
    if (taker->heir == NULL) {
        Return back = new_return(recipe, piece, taker);
        bring_back(&back);
    }
}

void recipe_remake(const Recipe *recipe, Piece *piece, const Change *change, Str drop,
                   const StrVec *make)
{
    const Taker *taker = taken_by(recipe->input, change);
    Return back;

    if (taker != NULL)
        take(recipe, piece, taker);
    recipe_put(recipe, piece, drop);
    if (taker != NULL) {
        back = new_return(recipe, piece, taker);
        bring_used_back(&back, recipe->group->desired);
    }
    for (size_t i = 0; i < make->len; i++)
        vec_push(recipe->arena, &piece->finally, make->items[i]);
    if (taker != NULL)
        bring_back(&back);
}

void recipe_bring_back(const Recipe *recipe, Piece *piece)
{
    const Taker *taker = taken_for_heir(recipe->input, recipe->group);

    if (taker != NULL) {
        Return back = new_return(recipe, piece, taker);
        bring_back(&back);
    }
}

Str recipe_taken_name(const Recipe *recipe, const Definition *live)
{
    return arena_printf(recipe->arena, "taken along %s %.*s.%.*s", live->obj.rec.type->word,
                        STR_ARG(live->obj.schema), STR_ARG(live->obj.name));
}
