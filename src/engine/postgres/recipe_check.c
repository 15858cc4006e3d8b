/* Recipes of check constraints. */
#include "engine/postgres/recipe_restrict.h"

static const RestrictionOps online = {OP_ADD_CHECK_NOT_VALID, OP_VALIDATE_CHECK, OP_SWAP_CHECK,
                                      OP_ADD_CHECK, OP_REPLACE_CHECK};

static Str sql_check(const Recipe *recipe, Str name, const Record *about)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_check(&writer, name, (const Check *)about);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_add(const Recipe *recipe, const Check *check)
{
    return RECIPE_SQL(recipe, RAW("ADD "), EX(sql_check(recipe, check->name, &check->rec)));
}

void recipe_drop_checks(Recipe *recipe, bool are_leftovers)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Check *live = (const Check *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &check_type ||
            recipe_is_done(recipe, &live->rec) || recipe_is_leftover(change) != are_leftovers)
            continue;
        piece = recipe_add(recipe, OP_DROP_CHECK, change, restrict_drop_reason(are_leftovers));
        piece->clause = RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                                   EX(recipe_if_exists(recipe, change)), ID(live->name));
        recipe_after_taken(recipe, piece, &live->rec);
        recipe_undo(recipe, piece, restrict_alter(recipe, sql_add(recipe, live)));
    }
}

static bool is_proved(const Check *check)
{
    return !sparse_bool(&check->rec, FIELD_NOT_VALID) &&
           !sparse_bool(&check->rec, FIELD_NOT_ENFORCED);
}

/* Rows of a foreign table are never looked at. */
static bool goes_online(const Recipe *recipe, const Check *check)
{
    if (!is_proved(check) || recipe->live == NULL || table_is_foreign(recipe->live))
        return false;
    return recipe_goes_online(recipe, COST_SCAN) ||
           restrict_is_begun(recipe, sql_check(recipe, check->name, &check->rec));
}

/* `replaces`: the live one that goes; absent: none. */
static void come_online(Recipe *recipe, const Change *change, const Check *desired, Str replaces)
{
    Restriction what = {.change = change,
                        .about = &desired->rec,
                        .name = desired->name.len > 0
                                    ? desired->name
                                    : pg_check_name(recipe->arena, recipe->desired, desired),
                        .replaces = replaces,
                        .ops = &online,
                        .sql = sql_check,
                        .probe = probe_check(recipe, desired)};
    RestrictionPieces made;

    recipe_restrict(recipe, &what, &made);
    recipe_after_expression(recipe, made.first, desired->expression);
}

static void add(Recipe *recipe, const Change *change, const Check *desired)
{
    Piece *piece;

    if (goes_online(recipe, desired)) {
        come_online(recipe, change, desired, STR_ABSENT);
        return;
    }
    piece = recipe_add(recipe, OP_ADD_CHECK, change, STR_ABSENT);
    piece->about = &desired->rec;
    piece->clause = sql_add(recipe, desired);
    if (desired->name.len > 0)
        recipe_undo(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, desired->name)));
    if (is_proved(desired))
        recipe_probe(recipe, piece, probe_check(recipe, desired));
    recipe_after_expression(recipe, piece, desired->expression);
}

static void replace(Recipe *recipe, const Change *change)
{
    const Check *live = (const Check *)change->live, *desired = (const Check *)change->desired;
    bool has_gone = recipe_lets_go(recipe, change);
    Piece *piece;

    if (goes_online(recipe, desired)) {
        come_online(recipe, change, desired, has_gone ? STR_ABSENT : live->name);
        return;
    }
    piece = recipe_add(recipe, OP_REPLACE_CHECK, change, STR_ABSENT);
    piece->clause = has_gone ? sql_add(recipe, desired)
                             : RECIPE_SQL(recipe, EX(restrict_drop(recipe, live->name)), RAW(", "),
                                          EX(sql_add(recipe, desired)));
    if (is_proved(desired))
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
    piece->clause = restrict_validate(recipe, desired->name);
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
