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
    VEC(const Edge *) policies;   /* live edges, of each policy one */
} Taken;

static bool has_policy(const Taken *taken, const Record *policy)
{
    for (size_t i = 0; i < taken->policies.len; i++)
        if (taken->policies.items[i]->part == policy)
            return true;
    return false;
}

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
        if (edge->to == used && edge->is_parent) /* its column changes, too, or it goes along */
            collect(taken, edge->from, column);
        if (edge->to != used || (column.len > 0 && !str_eq(edge->column, column)))
            continue;
        if (edge->part != NULL && !has_policy(taken, edge->part))
            vec_push(taken->input->arena, &taken->policies, edge);
        if (!type_is_definition(edge->from->rec.type) || has(taken, edge->from))
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
    if (recipe_changes_server(group, change) || recipe_is_repartition(change))
        return true;
    return type_is_definition(change->live->type) &&
           (change_has(change, "Definition") || change_has(change, "Kind")) &&
           !recipe_definition_stays(input, (const Definition *)group->live,
                                    (const Definition *)group->desired);
}

/* The change whose piece brings a definition, or a policy of some table, back: the last that takes
 * it; NULL: none does. */
static const Change *last_taker(const RecipeInput *input, const Object *live, const Record *policy)
{
    const Change *last = NULL;

    for (size_t i = 0; i < input->changes->groups.len; i++) {
        const ChangeGroup *group = input->changes->groups.items[i];
        for (size_t k = 0; (policy != NULL || group->live != live) && k < group->changes.len; k++) {
            Taken taken = {.input = input};
            Str column;
            if (!makes_anew(input, group, group->changes.items[k], &column) ||
                recipe_is_carried(input, group, group->changes.items[k]))
                continue;
            collect(&taken, group->live, column);
            if (policy == NULL ? has(&taken, live) : has_policy(&taken, policy))
                last = group->changes.items[k];
        }
    }
    return last;
}

bool recipe_is_taken(const RecipeInput *input, const Object *live)
{
    return live != NULL && last_taker(input, live, NULL) != NULL;
}

bool recipe_policy_is_taken(const RecipeInput *input, const RowPolicy *live)
{
    return last_taker(input, NULL, &live->rec) != NULL;
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
        if (last_taker(recipe->input, &live->obj, NULL) != change)
            return;
        vec_push(recipe->arena, &piece->also_makes, &definition->obj);
    }
    vec_push(recipe->arena, &piece->finally,
             pg_definition_render(recipe->arena, definition, false));
    pg_definition_rest(recipe->arena, definition, &piece->finally);
    recipe_new_rights(recipe, &definition->obj, &live->obj, &piece->finally);
}

/* What comes back; itself where it goes: who drops it for good comes later. */
static const RowPolicy *policy_successor(const ChangeGroup *group, const RowPolicy *live)
{
    for (size_t i = 0; group != NULL && i < group->changes.len; i++)
        if (group->changes.items[i]->live == &live->rec && group->changes.items[i]->desired != NULL)
            return (const RowPolicy *)group->changes.items[i]->desired;
    return live;
}

/* Under either name, as it may have been renamed before. */
static void drop_policy(const Recipe *recipe, Piece *piece, const Object *table, const Edge *edge)
{
    const RowPolicy *live = (const RowPolicy *)edge->part;
    const RowPolicy *next =
        policy_successor(changes_group_of(recipe->input->changes, edge->from), live);

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP POLICY IF EXISTS "), ID(live->name), RAW(" ON "),
                          QN(table->schema, table->name)));
    if (!str_eq(next->name, live->name))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP POLICY IF EXISTS "), ID(next->name), RAW(" ON "),
                              QN(table->schema, table->name)));
    vec_push(recipe->arena, &piece->frees, recipe_taken_policy_name(recipe, edge->from, live));
}

static void put_policy_back(const Recipe *recipe, Piece *piece, const Change *change,
                            const Object *table, const Edge *edge)
{
    const RowPolicy *live = (const RowPolicy *)edge->part;
    const RowPolicy *next =
        policy_successor(changes_group_of(recipe->input->changes, edge->from), live);
    SqlWriter writer;

    if (next != live && last_taker(recipe->input, NULL, &live->rec) != change)
        return;
    if (next != live)
        vec_push(recipe->arena, &piece->also_makes, table);
    writer = sql_new(&pg_quoting);
    pg_render_policy(&writer, table->schema, table->name, next->name, next);
    vec_push(recipe->arena, &piece->finally, sql_finish(&writer, recipe->arena));
    if (sparse_str(&next->rec, FIELD_COMMENT).len > 0)
        vec_push(recipe->arena, &piece->finally, recipe_policy_comment(recipe, table, next));
}

/* The table by its name when the piece runs. */
static const Object *policy_table(const Recipe *recipe, const Edge *edge)
{
    const ChangeGroup *group = changes_group_of(recipe->input->changes, edge->from);

    return group == NULL || group->desired == NULL ? edge->from : group->desired;
}

void recipe_take_along(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                       const Change *change)
{
    Taken taken = {.input = recipe->input};
    Str column;

    if (!makes_anew(recipe->input, group, change, &column))
        return;
    collect(&taken, group->live, column);
    if (column.len > 0)
        recipe_take_published(recipe, piece, group, column);
    for (size_t i = 0; i < taken.policies.len; i++)
        drop_policy(recipe, piece, policy_table(recipe, taken.policies.items[i]),
                    taken.policies.items[i]);
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
    for (size_t i = 0; i < taken.policies.len; i++)
        put_policy_back(recipe, piece, change, policy_table(recipe, taken.policies.items[i]),
                        taken.policies.items[i]);
}

Str recipe_taken_policy_name(const Recipe *recipe, const Object *table, const RowPolicy *live)
{
    return arena_printf(recipe->arena, "taken along policy %.*s of %.*s.%.*s", STR_ARG(live->name),
                        STR_ARG(table->schema), STR_ARG(table->name));
}

Str recipe_taken_name(const Recipe *recipe, const Definition *live)
{
    return arena_printf(recipe->arena, "taken along %s %.*s.%.*s", live->obj.rec.type->word,
                        STR_ARG(live->obj.schema), STR_ARG(live->obj.name));
}
