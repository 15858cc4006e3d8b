/* Recipes of domains: defaults, NOT NULL, checks. */
#include "engine/postgres/recipe.h"

enum { SINCE_NOT_NULL_NAMES = 170000 };

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER DOMAIN "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

Str recipe_sql_add_domain_check(const Recipe *recipe, const Check *check)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER DOMAIN "), RECIPE_REL(recipe), RAW(" ADD "));
    pg_render_check(&writer, check->name, check);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_drop(const Recipe *recipe, Str name)
{
    return sql_alter(recipe, RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(name)));
}

static void set_default(Recipe *recipe, const Change *change)
{
    const Domain *live = (const Domain *)change->live, *desired = (const Domain *)change->desired;
    Piece *piece;

    if (!change_has(change, "Default"))
        return;
    piece = recipe_add(recipe, OP_ALTER_OBJECT, change,
                       recipe_reason_of(recipe->arena, change, "Default"));
    recipe_put(recipe, piece,
               sql_alter(recipe, desired->dflt.len == 0
                                     ? STR("DROP DEFAULT")
                                     : RECIPE_SQL(recipe, RAW("SET DEFAULT "), EX(desired->dflt))));
    recipe_undo(recipe, piece,
                sql_alter(recipe, live->dflt.len == 0
                                      ? STR("DROP DEFAULT")
                                      : RECIPE_SQL(recipe, RAW("SET DEFAULT "), EX(live->dflt))));
}

static void set_not_null(Recipe *recipe, const Change *change)
{
    const Domain *desired = (const Domain *)change->desired;
    Str name = sparse_str(change->desired, FIELD_DOMAIN_NOT_NULL_NAME);
    Piece *piece;

    if (!change_has(change, "NotNull"))
        return;
    piece = recipe_add(recipe, desired->is_not_null ? OP_SET_DOMAIN_NOT_NULL : OP_ALTER_OBJECT,
                       change, recipe_reason_of(recipe->arena, change, "NotNull"));
    if (desired->is_not_null)
        recipe_read_values(recipe, piece, OP_SET_DOMAIN_NOT_NULL, NULL);
    if (!desired->is_not_null)
        recipe_put(recipe, piece, sql_alter(recipe, STR("DROP NOT NULL")));
    else if (name.len == 0)
        recipe_put(recipe, piece, sql_alter(recipe, STR("SET NOT NULL")));
    else
        recipe_put(recipe, piece,
                   sql_alter(recipe, RECIPE_SQL(recipe, RAW("ADD CONSTRAINT "), ID(name),
                                                RAW(" NOT NULL"))));
}

static void rename_not_null(Recipe *recipe, const Change *change)
{
    Str from = sparse_str(change->live, FIELD_DOMAIN_NOT_NULL_NAME);
    Str to = sparse_str(change->desired, FIELD_DOMAIN_NOT_NULL_NAME);
    Piece *piece;

    if (!change_has(change, "NotNullName") || change_has(change, "NotNull") ||
        recipe->input->version < SINCE_NOT_NULL_NAMES)
        return;
    if (from.len == 0)
        from = pg_domain_not_null_name(recipe->arena, ((const Object *)change->live)->name);
    if (to.len == 0)
        to = pg_domain_not_null_name(recipe->arena, recipe->name);
    piece = recipe_add(recipe, OP_ALTER_OBJECT, change,
                       recipe_reason_of(recipe->arena, change, "NotNullName"));
    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "), ID(from),
                                            RAW(" TO "), ID(to))));
}

void recipe_domain(Recipe *recipe, const Change *change)
{
    set_default(recipe, change);
    set_not_null(recipe, change);
    rename_not_null(recipe, change);
}

/* ---- checks ---- */

static Piece *validate(Recipe *recipe, const Change *change, const Check *desired)
{
    Piece *piece =
        recipe_add(recipe, OP_VALIDATE_DOMAIN_CHECK, change, STR("values that are there"));

    piece->about = &desired->rec;
    recipe_read_values(recipe, piece, OP_VALIDATE_DOMAIN_CHECK, desired);
    recipe_put(
        recipe, piece,
        sql_alter(recipe, RECIPE_SQL(recipe, RAW("VALIDATE CONSTRAINT "), ID(desired->name))));
    return piece;
}

/* New values meet it at once; those that are there are read without stopping readers, and only
 * where there can be some. */
static void add_check(Recipe *recipe, const Change *change, const Check *live)
{
    const Check *desired = (const Check *)change->desired;
    bool is_late = sparse_bool(&desired->rec, FIELD_NOT_VALID);
    bool is_stored = desired->name.len > 0 && recipe_is_stored(recipe);
    Piece *piece = recipe_add(recipe, OP_ADD_DOMAIN_CHECK, change, STR_ABSENT);
    Str add = recipe_sql_add_domain_check(recipe, desired);

    if (live != NULL)
        recipe_put(recipe, piece, sql_drop(recipe, live->name));
    recipe_put(recipe, piece,
               is_stored && !is_late ? RECIPE_SQL(recipe, EX(add), RAW(" NOT VALID")) : add);
    if (live == NULL && desired->name.len > 0)
        recipe_undo(recipe, piece, sql_drop(recipe, desired->name));
    if (is_stored && !is_late)
        recipe_after(recipe, validate(recipe, change, desired), piece);
}

static void rename_check(Recipe *recipe, const Change *change)
{
    Piece *piece = recipe_add(recipe, OP_ALTER_OBJECT, change, STR_ABSENT);

    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "),
                                            ID(record_name(change->live)), RAW(" TO "),
                                            ID(record_name(change->desired)))));
}

static void drop_check(Recipe *recipe, const Change *change)
{
    const Check *live = (const Check *)change->live;
    Piece *piece = recipe_add(recipe, OP_ALTER_OBJECT, change, STR_ABSENT);

    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                                            EX(recipe_if_exists(recipe, change)), ID(live->name))));
    recipe_undo(recipe, piece, recipe_sql_add_domain_check(recipe, live));
    recipe_after_taken(recipe, piece, &live->rec);
}

static void alter_check(Recipe *recipe, const Change *change)
{
    switch (change->kind) {
    case CHANGE_CREATE:
        add_check(recipe, change, NULL);
        break;
    case CHANGE_DROP:
        drop_check(recipe, change);
        break;
    case CHANGE_RENAME:
        rename_check(recipe, change);
        break;
    case CHANGE_RECREATE:
        add_check(recipe, change, (const Check *)change->live);
        break;
    case CHANGE_ALTER:
        if (change_has(change, "NotValid"))
            (void)validate(recipe, change, (const Check *)change->desired);
        break;
    }
}

void recipe_domain_checks(Recipe *recipe)
{
    const Object *object =
        recipe->group->desired != NULL ? recipe->group->desired : recipe->group->live;

    if (object->rec.type == &domain_type)
        recipe_leave_taken_parts(recipe);
    /* What goes makes room for what comes: names are unique in a domain. */
    for (int comes = 0; comes < 2 && object->rec.type == &domain_type; comes++)
        for (size_t i = 0; i < recipe->group->changes.len; i++) {
            const Change *change = recipe->group->changes.items[i];
            const Record *rec = change->live != NULL ? change->live : change->desired;
            if (rec->type == &check_type && (change->kind == CHANGE_CREATE) == (comes == 1) &&
                !recipe_is_done(recipe, rec))
                alter_check(recipe, change);
        }
}
