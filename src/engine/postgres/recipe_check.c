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
        recipe_after_taken(recipe, piece, &live->rec);
        recipe_undo(recipe, piece, sql_alter(recipe, sql_add(recipe, live)));
    }
}

static void add(Recipe *recipe, const Change *change, const Check *desired)
{
    Piece *piece = recipe_add(recipe, OP_ADD_CHECK, change, STR_ABSENT);

    piece->about = &desired->rec;
    piece->clause = sql_add(recipe, desired);
    if (desired->name.len > 0)
        recipe_undo(recipe, piece, sql_alter(recipe, sql_drop(recipe, desired->name)));
    if (!sparse_bool(&desired->rec, FIELD_NOT_VALID) &&
        !sparse_bool(&desired->rec, FIELD_NOT_ENFORCED))
        recipe_probe(recipe, piece, probe_check(recipe, desired));
    recipe_after_expression(recipe, piece, desired->expression);
}

static void replace(Recipe *recipe, const Change *change)
{
    const Check *live = (const Check *)change->live, *desired = (const Check *)change->desired;
    Piece *piece = recipe_add(recipe, OP_REPLACE_CHECK, change, STR_ABSENT);

    piece->clause = recipe_lets_go(recipe, change)
                        ? sql_add(recipe, desired)
                        : RECIPE_SQL(recipe, EX(sql_drop(recipe, live->name)), RAW(", "),
                                     EX(sql_add(recipe, desired)));
    if (!sparse_bool(&desired->rec, FIELD_NOT_VALID) &&
        !sparse_bool(&desired->rec, FIELD_NOT_ENFORCED))
        recipe_probe(recipe, piece, probe_check(recipe, desired));
    recipe_after_expression(recipe, piece, desired->expression);
}

static void validate(Recipe *recipe, const Change *change)
{
    const Check *desired = (const Check *)change->desired;
    Piece *piece;

    if (!change_has(change, "NotValid"))
        return;
    piece = recipe_add(recipe, OP_VALIDATE_CHECK, change,
                       recipe_reason_of(recipe->arena, change, "NotValid"));
    piece->clause = RECIPE_SQL(recipe, RAW("VALIDATE CONSTRAINT "), ID(desired->name));
    recipe_probe(recipe, piece, probe_check(recipe, desired));
}

bool recipe_check_versions(const Recipe *recipe, const Check *check)
{
    return !sparse_bool(&check->rec, FIELD_NOT_ENFORCED) ||
           recipe_needs_version(recipe, &check->rec, 180000, "NOT ENFORCED");
}

bool recipe_checks(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->desired == NULL || change->desired->type != &check_type ||
            recipe_is_done(recipe, change->desired))
            continue;
        if (!recipe_check_versions(recipe, (const Check *)change->desired))
            return false;
        if (change->kind == CHANGE_CREATE)
            add(recipe, change, (const Check *)change->desired);
        else if (change->kind == CHANGE_RECREATE)
            replace(recipe, change);
        else if (change->kind == CHANGE_ALTER)
            validate(recipe, change);
    }
    return true;
}

void recipe_create_checks(Recipe *recipe, const Change *table_change)
{
    for (size_t i = 0; i < recipe->desired->checks.len; i++) {
        const Check *check = recipe->desired->checks.items[i];
        if (sparse_bool(&check->rec, FIELD_NOT_VALID) ||
            recipe_part_is_apart(recipe->input, &recipe->desired->obj, &check->rec))
            add(recipe, table_change, check);
    }
}
