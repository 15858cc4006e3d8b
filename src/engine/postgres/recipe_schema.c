/* Recipes of schemas. */
#include "engine/postgres/recipe.h"

static void create(Recipe *recipe, const Change *change)
{
    Piece *piece = recipe_add(recipe, OP_CREATE_SCHEMA, change,
                              ((const Object *)change->desired)->is_implied
                                  ? STR("declared objects live in it")
                                  : STR_ABSENT);

    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("CREATE SCHEMA "), ID(recipe->name)));
    if (str_is(recipe->name, "public"))
        recipe_put(recipe, piece, recipe_sql_comment(recipe, change->desired, STR_ABSENT));
    recipe_new_rights(recipe, recipe->group->desired, NULL, &piece->statements);
    recipe_undo(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SCHEMA "), ID(recipe->name)));
    piece->skip_if =
        RECIPE_SQL(recipe, RAW("SELECT count(*) > 0 FROM pg_catalog.pg_namespace WHERE nspname = "),
                   LIT(recipe->name));
    recipe->base = piece;
}

static void rename_schema(Recipe *recipe, const Change *change)
{
    const Object *live = recipe->group->live, *desired = recipe->group->desired;
    Piece *piece = recipe_add(recipe, OP_RENAME_TABLE, change, STR_ABSENT);

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER SCHEMA "), ID(live->name), RAW(" RENAME TO "),
                          ID(desired->name)));
    recipe_undo(recipe, piece,
                RECIPE_SQL(recipe, RAW("ALTER SCHEMA "), ID(desired->name), RAW(" RENAME TO "),
                           ID(live->name)));
    recipe->base = piece;
}

void recipe_schema(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        Piece *piece;
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, change);
            break;
        case CHANGE_DROP: /* fails while something is in it, managed or not: never CASCADE */
            piece = recipe_add(recipe, OP_DROP_SCHEMA, change, STR_ABSENT);
            recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP SCHEMA "), ID(recipe->name)));
            recipe_undo(recipe, piece, RECIPE_SQL(recipe, RAW("CREATE SCHEMA "), ID(recipe->name)));
            break;
        case CHANGE_RENAME:
            rename_schema(recipe, change);
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            break; /* its comment and rights: below */
        }
    }
    recipe_rights(recipe);
    recipe_comments(recipe);
}
