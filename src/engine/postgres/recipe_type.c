/* Recipes of types, collations and extensions: what comes, goes and is renamed. */
#include "engine/postgres/carry_types.h"
#include "engine/postgres/recipe.h"

static Str drop_sql(const Recipe *recipe, const Object *object)
{
    return RECIPE_SQL(recipe, RAW("DROP "), EX(pg_render_object_name(recipe->arena, object)));
}

/* What CREATE doesn't say. */
void recipe_put_late_checks(const Recipe *recipe, Piece *piece, const Object *object)
{
    const Domain *domain = (const Domain *)object;

    if (object->rec.type != &domain_type)
        return;
    for (size_t i = 0; i < domain->checks.len; i++) {
        const Check *check = domain->checks.items[i];
        if (sparse_bool(&check->rec, FIELD_NOT_VALID))
            recipe_put(recipe, piece, recipe_sql_add_domain_check(recipe, check));
    }
}

static void need_schema(const Recipe *recipe, Piece *piece, Str name)
{
    const Object *schema =
        model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, name);

    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
}

static void create(Recipe *recipe, const Change *change)
{
    const Object *desired = (const Object *)change->desired;
    Piece *piece = recipe_add(recipe, OP_CREATE_OBJECT, change, STR_ABSENT);

    recipe_put(recipe, piece, pg_render_type(recipe->arena, desired));
    recipe_put_late_checks(recipe, piece, desired);
    recipe_new_rights(recipe, desired, NULL, &piece->statements);
    recipe_take_multirange(recipe, piece);
    recipe_bring_back(recipe, piece);
    recipe_undo(recipe, piece, drop_sql(recipe, desired));
    need_schema(recipe, piece,
                desired->rec.type == &extension_type
                    ? sparse_str(&desired->rec, FIELD_EXTENSION_SCHEMA)
                    : desired->schema);
    recipe->base = piece;
    if (desired->rec.type == &composite_type)
        recipe_comment_on_attributes(recipe, change);
}

static void drop(Recipe *recipe, const Change *change)
{
    const Object *live = (const Object *)change->live;
    Piece *piece;

    if (pg_parked_name(live).len > 0) { /* another type comes by its name */
        recipe_step_aside(recipe, change);
        return;
    }
    piece = recipe_add(recipe, OP_DROP_OBJECT, change, STR_ABSENT);
    recipe_take_along(recipe, piece, change);
    recipe_put(recipe, piece, drop_sql(recipe, live));
    recipe_undo(recipe, piece, pg_render_type(recipe->arena, live));
}

/* What keeps its meaning under another name has that name before values are carried over. */
static void rename_inside(Recipe *recipe, const Change *change)
{
    if (change->live->type == &enum_type)
        recipe_rename_values(recipe, change);
    if (change->live->type == &composite_type)
        recipe_rename_attributes(recipe, change);
}

static void alter(Recipe *recipe, const Change *change)
{
    const RecordType *type = recipe->group->desired->rec.type;

    if (pg_parked_name(recipe->group->live).len > 0) {
        rename_inside(recipe, change);
        recipe_retype(recipe, change);
    } else if (type == &enum_type)
        recipe_enum(recipe, change);
    else if (type == &domain_type)
        recipe_domain(recipe, change);
    else if (type == &composite_type)
        recipe_composite(recipe, change);
    else if (type == &extension_type)
        recipe_extension(recipe, change);
    else if (type == &range_type)
        recipe_multirange(recipe, change);
}

bool recipe_type(Recipe *recipe)
{
    ErrsMark mark = errs_mark(recipe->errs);

    recipe_rename_relation(recipe, OP_RENAME_OBJECT, OP_RENAME_OBJECT);
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        bool is_part = change->live != NULL ? change->live != &recipe->group->live->rec
                                            : change->desired != &recipe->group->desired->rec;
        if (is_part)
            continue; /* checks of a domain, below */
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, change);
            break;
        case CHANGE_DROP:
            drop(recipe, change);
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            alter(recipe, change);
            break;
        case CHANGE_RENAME:
            break; /* above */
        }
    }
    recipe_domain_checks(recipe);
    recipe_rights(recipe);
    recipe_comments(recipe);
    return errs_mark(recipe->errs) == mark;
}
