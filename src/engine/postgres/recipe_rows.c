/* Recipes: columns that hold rows of a table.
 *
 * The server refuses to write a table anew while the column of another one holds its rows: it would
 * have to write those, too. They become text meanwhile, which is read as the new row: a change of
 * types moves no attribute to another place. */
#include "engine/postgres/recipe_takers.h"

#include "engine/postgres/carry_types.h"
#include "model/label.h"

typedef VEC(const Object *) Holding;

static bool has(const Holding *list, const Object *object)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->items[i] == object)
            return true;
    return false;
}

/* The table, its children, and types that have rows of one of them inside, however deep. */
static Holding types_of_rows(const TakerSearch *search, const Table *table)
{
    Arena *arena = search->input->arena;
    Holding types = {0};

    vec_push(arena, &types, &table->obj);
    for (size_t i = 0; i < types.len; i++) {
        const TakerEdges *edges =
            map_get(search->by_used, takers_key((const void *const *)&types.items[i]));
        for (size_t k = 0; edges != NULL && k < edges->len; k++) {
            const Edge *edge = edges->items[k];
            if ((edge->is_parent || type_is_data_type(edge->from->rec.type)) &&
                !has(&types, edge->from))
                vec_push(arena, &types, edge->from);
        }
    }
    return types;
}

/* Live texts have names as they will be. */
static bool has_name(const RecipeInput *input, const Object *type, Str schema, Str name)
{
    const ChangeGroup *group = changes_group_of(input->changes, type);
    Str parked = pg_parked_name(type);

    if (parked.len > 0)
        return str_eq(name, parked);
    if (group != NULL && group->desired != NULL && str_eq(name, group->desired->name) &&
        str_eq(schema, group->desired->schema))
        return true;
    return str_eq(name, type->name) && str_eq(schema, type->schema);
}

/* Whether a column's type is one of them, or an array of one. */
static bool is_named(const RecipeInput *input, const Holding *types, Str type)
{
    size_t bracket = str_find(type, '[', 0);
    Str schema = STR_ABSENT, name = STR_ABSENT;

    if (!pg_relation_read(input->arena, str_sub(type, 0, bracket), &schema, &name))
        return false;
    for (size_t i = 0; i < types->len; i++)
        if (has_name(input, types->items[i], schema, name))
            return true;
    return false;
}

/* Columns of its parents are changed there. */
static bool is_own(const RecipeInput *input, const Table *table, const Column *column)
{
    PgTables parents = pg_family_parents(input->arena, input->changes->live, table);

    for (size_t i = 0; i < parents.len; i++)
        if (table_column(parents.items[i], column->name) != NULL)
            return false;
    return true;
}

static void take_columns(TakerSearch *search, const Holding *types, const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (is_own(search->input, table, table->columns.items[i]) &&
            is_named(search->input, types, table->columns.items[i]->type))
            takers_take_rows(search, table, table->columns.items[i]);
}

void takers_collect_rows(TakerSearch *search, const Table *table)
{
    Holding types = types_of_rows(search, table);
    Holding seen = {0};

    for (size_t i = 0; i < types.len; i++) {
        const TakerEdges *edges =
            map_get(search->by_used, takers_key((const void *const *)&types.items[i]));
        for (size_t k = 0; edges != NULL && k < edges->len; k++) {
            const Object *user = edges->items[k]->from;
            if (user->rec.type != &table_type || table_is_foreign((const Table *)user) ||
                has(&seen, user))
                continue;
            vec_push(search->input->arena, &seen, user);
            take_columns(search, &types, (const Table *)user);
        }
    }
}

/* What the column's own piece changes, it changes behind this one. */
static bool is_retyped(const RecipeInput *input, const Taken *taken)
{
    const ChangeGroup *group = changes_group_of(input->changes, taken->of);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, taken->part);

    return change != NULL && change->desired != NULL &&
           (change_has(change, "DataType") || change_has(change, "Collation"));
}

void taken_put_rows_away(const Recipe *recipe, Piece *piece, TakenPart made)
{
    const Column *column = (const Column *)made.part;

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(made.table->schema, made.table->name),
                          RAW(" ALTER COLUMN "), ID(column->name),
                          RAW(" DROP DEFAULT, ALTER COLUMN "), ID(column->name),
                          RAW(" TYPE text USING "), ID(column->name), RAW("::text")));
}

void taken_put_rows_back(const Recipe *recipe, Piece *piece, const Taken *taken, TakenPart made)
{
    const Column *live = (const Column *)taken->part, *column = (const Column *)made.part;
    Str type = is_retyped(recipe->input, taken) ? live->type : column->type;
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER TABLE "), QN(made.table->schema, made.table->name),
            RAW(" ALTER COLUMN "), ID(column->name), RAW(" TYPE "), EX(type), RAW(" USING "),
            ID(column->name), RAW("::"), EX(type));
    if (column->dflt.len > 0 && !is_retyped(recipe->input, taken))
        sql_put(&writer, RAW(", ALTER COLUMN "), ID(column->name), RAW(" SET DEFAULT "),
                EX(column->dflt));
    pg_render_column_storage(&writer, recipe->arena, column);
    vec_push(recipe->arena, &piece->finally, sql_finish(&writer, recipe->arena));
}

static void refuse(const Recipe *recipe, const Column *column, const Object *holder)
{
    err_at(recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, &column->rec),
           "let that column have another type while the table gets this one",
           "%.*s can't come: %.*s has a column with rows of the table, which the server would have "
           "to write anew, too",
           STR_ARG(label_part(recipe->arena, &recipe->desired->obj, &column->rec)),
           STR_ARG(label_object(recipe->arena, holder)));
}

void recipe_refuse_to_write(const Recipe *recipe, const Column *column)
{
    const Object *holder = recipe_rows_holder(recipe->input, &recipe->live->obj);

    if (holder != NULL)
        refuse(recipe, column, holder);
}

void recipe_put_column_in_turn(Recipe *recipe, Piece *piece, const Column *column,
                               const Object *holder)
{
    Str alter = RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe));

    if (recipe_is_generated(column) || column->dflt.len == 0) {
        err_at(
            recipe->errs, ERR_UNSUPPORTED, record_loc(recipe->arena, &column->rec),
            "let that column have another type while the table gets this one",
            "%.*s can't be added: %.*s has a column with rows of the table, and the server would "
            "write all of both anew",
            STR_ARG(label_part(recipe->arena, &recipe->desired->obj, &column->rec)),
            STR_ARG(label_object(recipe->arena, holder)));
        return;
    }
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, EX(alter), RAW(" ADD COLUMN "), ID(column->name), RAW(" "),
                          EX(column->type)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("UPDATE "), RECIPE_REL(recipe), RAW(" SET "),
                          ID(column->name), RAW(" = "), EX(column->dflt)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, EX(alter), RAW(" ALTER COLUMN "), ID(column->name),
                          RAW(" SET DEFAULT "), EX(column->dflt)));
    if (!column->is_nullable)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, EX(alter), RAW(" ALTER COLUMN "), ID(column->name),
                              RAW(" SET NOT NULL")));
}
