/* Recipes of restrictions that come in by steps which block nobody: first for new rows, then, by a
 * scan beside which everybody works on, for those that are there. */
#include "engine/postgres/recipe_restrict.h"

#include "model/label.h"
#include "model/temporary.h"

Str restrict_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

Str restrict_drop(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(name));
}

Str restrict_validate(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("VALIDATE CONSTRAINT "), ID(name));
}

Str restrict_temporary_name(const Recipe *recipe, Str definition)
{
    return recipe_temporary_name(
        recipe->arena, arena_printf(recipe->arena, "%.*s.%.*s %.*s", STR_ARG(recipe->schema),
                                    STR_ARG(recipe->name), STR_ARG(definition)));
}

const Record *restrict_leftover(const Recipe *recipe, Str temporary)
{
    const Table *live = recipe->live;
    const Check *check = table_check(live, temporary);

    if (check != NULL)
        return &check->rec;
    for (size_t i = 0; i < live->foreign_keys.len; i++)
        if (str_eq(live->foreign_keys.items[i]->name, temporary))
            return &live->foreign_keys.items[i]->rec;
    return NULL;
}

bool restrict_is_begun(const Recipe *recipe, Str definition)
{
    return restrict_leftover(recipe, restrict_temporary_name(recipe, definition)) != NULL;
}

/* The step in which new rows have to meet it; NULL: it is there already. */
static Piece *add(Recipe *recipe, const Restriction *what, Str name)
{
    Piece *piece = recipe_add(recipe, what->ops->add, what->change, what->reason);

    piece->about = what->about;
    piece->clause = RECIPE_SQL(recipe, RAW("ADD "), EX(what->sql(recipe, name, what->about)),
                               RAW(" NOT VALID"));
    piece->related = what->related;
    recipe_probe(recipe, piece, what->probe);
    recipe_undo(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, name)));
    vec_push(recipe->arena, &piece->includes, what->ops->direct_add);
    /* What the change itself is held for, it is held for from the first step on. */
    if (what->replaces.len > 0)
        vec_push(recipe->arena, &piece->includes, what->ops->swap);
    return piece;
}

static Piece *validate(Recipe *recipe, const Restriction *what, Str name)
{
    Piece *piece = recipe_add(recipe, what->ops->validate, what->change,
                              STR("what is there is read, while everybody works on"));

    piece->about = what->about;
    piece->clause = restrict_validate(recipe, name);
    piece->related = what->related;
    recipe_probe(recipe, piece, what->probe);
    return piece;
}

/* Both have held since the first step: nothing gets in between. */
static Piece *swap(Recipe *recipe, const Restriction *what, Str temporary)
{
    Piece *piece = recipe_add(recipe, what->ops->swap, what->change, STR_ABSENT);

    piece->about = what->about;
    piece->related = what->related;
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                                                 what->may_be_gone ? RAW("IF EXISTS ") : RAW(""),
                                                 ID(what->replaces))));
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "), ID(temporary),
                                                 RAW(" TO "), ID(what->name))));
    vec_push(recipe->arena, &piece->includes, what->ops->direct_replace);
    return piece;
}

void recipe_restrict(Recipe *recipe, const Restriction *what, RestrictionPieces *made)
{
    bool is_replaced = what->replaces.len > 0;
    Str name = is_replaced
                   ? restrict_temporary_name(recipe, what->sql(recipe, what->name, what->about))
                   : what->name;
    const Record *leftover = is_replaced ? restrict_leftover(recipe, name) : NULL;
    Piece *last = NULL;

    *made = (RestrictionPieces){0};
    if (leftover != NULL)
        recipe_done(recipe, leftover);
    else
        last = made->first = add(recipe, what, name);
    if (leftover == NULL || sparse_bool(leftover, FIELD_NOT_VALID)) {
        Piece *piece = validate(recipe, what, name);
        recipe_after(recipe, piece, last);
        last = piece;
    }
    if (is_replaced) {
        Piece *piece = swap(recipe, what, name);
        recipe_after(recipe, piece, last);
        last = piece;
    }
    made->last = last;
    if (made->first == NULL)
        made->first = last;
}

Str restrict_drop_reason(bool is_leftover)
{
    return is_leftover ? STR("left by a deployment that was cut off") : STR_ABSENT;
}

bool recipe_is_leftover(const Change *change)
{
    return change->kind == CHANGE_DROP && change->live != NULL &&
           name_is_temporary(record_name(change->live));
}
