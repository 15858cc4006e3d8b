/* Recipes of columns that a table has from its parents. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"

#include "model/label.h"

static Str own_name(const Recipe *recipe, const Table *table, Str column)
{
    return arena_printf(recipe->arena, "own %.*s of %.*s.%.*s", STR_ARG(column),
                        STR_ARG(table->obj.schema), STR_ARG(table->obj.name));
}

/* There is no statement for it. A parent made for the purpose gives the column once more, and takes
 * its own away alone: the server then has it that the heir's is one of its own. */
void recipe_own_column(Recipe *recipe, const Change *change)
{
    Str column = record_name(change->desired);
    Str label = arena_printf(recipe->arena, "%.*s.%.*s own %.*s", STR_ARG(recipe->schema),
                             STR_ARG(recipe->name), STR_ARG(column));
    Str parent =
        RECIPE_SQL(recipe, QN(recipe->schema, recipe_temporary_name(recipe->arena, label)));
    Str alter = RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe));
    Piece *piece = recipe_add(recipe, OP_OWN_COLUMN, change,
                              recipe_reason_of(recipe->arena, change, "Inherited"));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TABLE "), EX(parent), RAW(" AS SELECT "), ID(column),
                          RAW(" FROM ONLY "), RECIPE_REL(recipe), RAW(" WITH NO DATA")));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, EX(alter), RAW(" INHERIT "), EX(parent)));
    recipe_put(
        recipe, piece,
        RECIPE_SQL(recipe, RAW("ALTER TABLE ONLY "), EX(parent), RAW(" DROP COLUMN "), ID(column)));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, EX(alter), RAW(" NO INHERIT "), EX(parent)));
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP TABLE "), EX(parent)));
    recipe_after_name(recipe, piece, column);
    vec_push(recipe->arena, &piece->frees,
             own_name(recipe, recipe->live, record_name(change->live)));
}

static PgTables live_heirs(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;
    PgTables heirs = {0};

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].is_parent && live->edges.items[i].to == &recipe->live->obj)
            vec_push(recipe->arena, &heirs, (const Table *)live->edges.items[i].from);
    return heirs;
}

void recipe_after_heirs(const Recipe *recipe, Piece *piece, Str live_column)
{
    PgTables heirs = live_heirs(recipe);

    for (size_t i = 0; i < heirs.len; i++)
        vec_push(recipe->arena, &piece->takes, own_name(recipe, heirs.items[i], live_column));
}

/* Another parent that gives a live heir the column, and is not below the recipe's table; NULL. */
static const Table *other_parent(const Recipe *recipe, const Table *heir, Str column)
{
    const Model *live = recipe->input->changes->live;
    PgTables parents = pg_family_parents(recipe->arena, live, heir);

    for (size_t i = 0; i < parents.len; i++) {
        PgTables above = pg_family_parents(recipe->arena, live, parents.items[i]);
        if (parents.items[i] != recipe->live && table_column(parents.items[i], column) != NULL &&
            (above.len == 0 || above.items[0] != recipe->live))
            return parents.items[i];
    }
    return NULL;
}

/* Whether the plan does something about the heir's parents, or about the heir as a whole. */
static bool leaves(const Recipe *recipe, const Table *heir)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &heir->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &heir->obj.rec);

    return group != NULL &&
           (group->desired == NULL || (change != NULL && change_has(change, "Inherits")));
}

void recipe_refuse_two_parents(const Recipe *recipe, const Change *change)
{
    PgTables heirs = live_heirs(recipe);
    Str column = record_name(change->live);

    for (size_t i = 0; i < heirs.len; i++) {
        const Table *other = other_parent(recipe, heirs.items[i], column);
        if (other == NULL || leaves(recipe, heirs.items[i]))
            continue;
        err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, change->desired),
               "let the heir leave one of them (NO INHERIT) in a plan of its own, and come back in "
               "another",
               "the type of %.*s can't change: %.*s has the column from %.*s, too, and the server "
               "changes that of one parent alone only",
               STR_ARG(label_part(recipe->arena, recipe->group->desired, change->desired)),
               STR_ARG(label_object(recipe->arena, &heirs.items[i]->obj)),
               STR_ARG(label_object(recipe->arena, &other->obj)));
        return;
    }
}
