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
