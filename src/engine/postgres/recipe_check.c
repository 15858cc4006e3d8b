/* Recipes of check constraints. */
#include "engine/postgres/recipe.h"

static Str sql_drop(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(name));
}

static Str sql_add(const Recipe *recipe, const Check *check)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ADD "));
    pg_render_check(&writer, check->name, check);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

void recipe_drop_checks(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Check *live = (const Check *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &check_type ||
            recipe_is_done(recipe, &live->rec))
            continue;
        piece = recipe_add(recipe, OP_DROP_CHECK, change, STR_ABSENT);
        piece->clause = sql_drop(recipe, live->name);
        recipe_undo(recipe, piece, sql_alter(recipe, sql_add(recipe, live)));
    }
}

void recipe_checks(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Check *live = (const Check *)change->live, *desired = (const Check *)change->desired;
        bool is_new = change->kind == CHANGE_CREATE;
        Piece *piece;
        if (desired == NULL || desired->rec.type != &check_type ||
            (!is_new && change->kind != CHANGE_RECREATE) || recipe_is_done(recipe, &desired->rec))
            continue;
        piece = recipe_add(recipe, is_new ? OP_ADD_CHECK : OP_REPLACE_CHECK, change, STR_ABSENT);
        piece->clause = is_new ? sql_add(recipe, desired)
                               : RECIPE_SQL(recipe, EX(sql_drop(recipe, live->name)), RAW(", "),
                                            EX(sql_add(recipe, desired)));
        if (is_new && desired->name.len > 0)
            recipe_undo(recipe, piece, sql_alter(recipe, sql_drop(recipe, desired->name)));
        recipe_probe(recipe, piece, probe_check(recipe, desired));
        recipe_after_expression(recipe, piece, desired->expression);
    }
}
