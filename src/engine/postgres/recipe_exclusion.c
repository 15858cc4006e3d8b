/* Recipes of exclusion constraints. */
#include "engine/postgres/recipe.h"

static Str sql_drop(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(name));
}

static Str sql_add(const Recipe *recipe, const Exclusion *exclusion)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ADD "));
    pg_render_exclusion(&writer, exclusion->name, exclusion);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

static void add(Recipe *recipe, const Change *change)
{
    const Exclusion *desired = (const Exclusion *)change->desired;
    Piece *piece = recipe_add(recipe, OP_ADD_EXCLUSION, change, STR_ABSENT);

    piece->clause = sql_add(recipe, desired);
    if (desired->name.len > 0)
        recipe_undo(recipe, piece, sql_alter(recipe, sql_drop(recipe, desired->name)));
    recipe_after_index(recipe, piece, pg_exclusion_index(recipe->arena, desired));
}

static void replace(Recipe *recipe, const Change *change)
{
    const Exclusion *live = (const Exclusion *)change->live;
    const Exclusion *desired = (const Exclusion *)change->desired;
    Piece *piece = recipe_add(recipe, OP_REPLACE_EXCLUSION, change, STR_ABSENT);

    piece->clause = recipe_lets_go(recipe, change)
                        ? sql_add(recipe, desired)
                        : RECIPE_SQL(recipe, EX(sql_drop(recipe, live->name)), RAW(", "),
                                     EX(sql_add(recipe, desired)));
    recipe_after_index(recipe, piece, pg_exclusion_index(recipe->arena, desired));
}

/* The parameters of its index, which has its name. */
static void alter(Recipe *recipe, const Change *change)
{
    const Exclusion *desired = (const Exclusion *)change->desired;
    Piece *piece;

    recipe_move_index(recipe, change);
    if (!change_has(change, "StorageParameters"))
        return;
    piece = recipe_add(recipe, OP_SET_INDEX_OPTIONS, change,
                       recipe_reason_of(recipe->arena, change, "StorageParameters"));
    recipe_parameters(recipe, piece, &index_type, recipe->schema, desired->name,
                      sparse_map(change->live, FIELD_STORAGE_PARAMETERS),
                      sparse_map(change->desired, FIELD_STORAGE_PARAMETERS));
    recipe_after(recipe, piece, recipe_piece_of(recipe, change->desired)); /* its rename */
}

void recipe_exclusions(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->desired == NULL || change->desired->type != &exclusion_type ||
            recipe_is_done(recipe, change->desired))
            continue;
        if (change->kind == CHANGE_CREATE)
            add(recipe, change);
        else if (change->kind == CHANGE_RECREATE)
            replace(recipe, change);
        else if (change->kind == CHANGE_ALTER)
            alter(recipe, change);
    }
}

void recipe_drop_exclusions(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Exclusion *live = (const Exclusion *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &exclusion_type ||
            recipe_is_done(recipe, &live->rec))
            continue;
        piece = recipe_add(recipe, OP_DROP_EXCLUSION, change, STR_ABSENT);
        recipe_after_taken(recipe, piece, &live->rec);
        piece->clause = RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                                   EX(recipe_if_exists(recipe, change)), ID(live->name));
        recipe_undo(recipe, piece, sql_alter(recipe, sql_add(recipe, live)));
    }
}
