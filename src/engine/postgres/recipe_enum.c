/* Recipes of enum types: values that come and are renamed in place. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/type_shape.h"

static void rename_value(Recipe *recipe, const Change *change, Str from, Str to)
{
    Piece *piece =
        recipe_add(recipe, OP_RENAME_ENUM_VALUE, change,
                   arena_printf(recipe->arena, "value %.*s -> %.*s", STR_ARG(from), STR_ARG(to)));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TYPE "), RECIPE_REL(recipe), RAW(" RENAME VALUE "),
                          LIT(from), RAW(" TO "), LIT(to)));
    recipe_undo(recipe, piece,
                RECIPE_SQL(recipe, RAW("ALTER TYPE "), RECIPE_REL(recipe), RAW(" RENAME VALUE "),
                           LIT(to), RAW(" TO "), LIT(from)));
    recipe->base = piece;
}

/* Its neighbours are there: values come from the first to the last. A step of its own, so that it
 * is committed before anything uses the value: the server refuses that within the transaction. */
static void add_value(Recipe *recipe, const Change *change, const StrVec *known,
                      const StrVec *wanted, size_t at)
{
    Str value = wanted->items[at], type = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Piece *piece = recipe_add(recipe, OP_ADD_ENUM_VALUE, change,
                              arena_printf(recipe->arena, "value %.*s", STR_ARG(value)));
    Str place = STR_ABSENT;

    if (at > 0)
        place = RECIPE_SQL(recipe, RAW(" AFTER "), LIT(wanted->items[at - 1]));
    else if (known->len > 0)
        place = RECIPE_SQL(recipe, RAW(" BEFORE "), LIT(known->items[0]));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TYPE "), EX(type), RAW(" ADD VALUE "), LIT(value),
                          EX(place)));
    piece->skip_if =
        RECIPE_SQL(recipe, RAW("SELECT count(*) > 0 FROM pg_catalog.pg_enum WHERE enumtypid = "),
                   LIT(type), RAW("::pg_catalog.regtype AND enumlabel = "), LIT(value));
    recipe->base = piece;
}

void recipe_rename_values(Recipe *recipe, const Change *change)
{
    const EnumType *live = (const EnumType *)change->live;
    const EnumType *desired = (const EnumType *)change->desired;

    for (size_t i = 0; i < live->values.len; i++) {
        Str from = live->values.items[i], to = pg_enum_value_after(live, desired, from);
        if (!str_eq(from, to))
            rename_value(recipe, change, from, to);
    }
}

void recipe_enum(Recipe *recipe, const Change *change)
{
    const EnumType *live = (const EnumType *)change->live;
    const EnumType *desired = (const EnumType *)change->desired;
    StrVec known = {0};

    if (!change_has(change, "Values"))
        return;
    recipe_rename_values(recipe, change);
    for (size_t i = 0; i < live->values.len; i++)
        vec_push(recipe->arena, &known, pg_enum_value_after(live, desired, live->values.items[i]));
    for (size_t i = 0; i < desired->values.len; i++)
        if (!strs_has(&known, desired->values.items[i]))
            add_value(recipe, change, &known, &desired->values, i);
}
