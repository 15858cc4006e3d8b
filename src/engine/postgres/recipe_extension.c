/* Recipes of extensions: another version, another schema. */
#include "engine/postgres/recipe.h"

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER EXTENSION "), ID(recipe->name), RAW(" "), EX(clause));
}

static void move(Recipe *recipe, const Change *change)
{
    Str from = sparse_str(change->live, FIELD_EXTENSION_SCHEMA);
    Str to = sparse_str(change->desired, FIELD_EXTENSION_SCHEMA);
    const Object *schema = model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, to);
    Piece *piece = recipe_add(recipe, OP_ALTER_OBJECT, change,
                              recipe_reason_of(recipe->arena, change, "TargetSchema"));

    recipe_put(recipe, piece, sql_alter(recipe, RECIPE_SQL(recipe, RAW("SET SCHEMA "), ID(to))));
    recipe_undo(recipe, piece, sql_alter(recipe, RECIPE_SQL(recipe, RAW("SET SCHEMA "), ID(from))));
    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
    vec_push(recipe->arena, &piece->frees, recipe_carried_name(recipe->arena, recipe->group->live));
    recipe->base = piece;
}

void recipe_extension(Recipe *recipe, const Change *change)
{
    Str version = sparse_str(change->desired, FIELD_EXTENSION_VERSION);
    Piece *piece;

    if (change_has(change, "TargetSchema"))
        move(recipe, change);
    if (!change_has(change, "Version") || version.len == 0)
        return;
    piece = recipe_add(recipe, OP_ALTER_OBJECT, change,
                       recipe_reason_of(recipe->arena, change, "Version"));
    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("UPDATE TO "), LIT(version))));
    recipe->base = piece;
}
