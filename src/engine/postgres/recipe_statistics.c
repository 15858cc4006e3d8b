/* Recipes of extended statistics. */
#include "engine/postgres/recipe.h"

enum { PG_16 = 160000 };

/* As the server names what has no name, from 16 on by itself: `orders_a_b_stat`. */
static Str name_of(const Recipe *recipe, const Statistics *statistics)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    if (statistics->name.len > 0 || recipe->input->version >= PG_16) {
        sb_free(&sb);
        return statistics->name;
    }
    sb_put(&sb, recipe->name);
    for (size_t i = 0; i < statistics->keys.len; i++) {
        const KeyPart *part = &statistics->keys.items[i];
        sb_putc(&sb, '_');
        sb_put(&sb, part->name.len > 0 ? part->name : STR("expr"));
    }
    name = sb_finish(&sb, recipe->arena);
    if (name.len > PG_NAME_MAX_BYTES - 5)
        name = recipe_temporary_name(recipe->arena, name);
    return arena_printf(recipe->arena, "%.*s_stat", STR_ARG(name));
}

static Str sql_target(const Recipe *recipe, Str schema, const Statistics *statistics,
                      bool if_exists)
{
    OptInt target = sparse_int(&statistics->rec, FIELD_STATISTICS_TARGET);
    Str number = arena_printf(recipe->arena, "%lld", target.given ? (long long)target.value : -1LL);

    return RECIPE_SQL(
        recipe, RAW("ALTER STATISTICS "), if_exists ? RAW("IF EXISTS ") : RAW(""),
        QN(statistics->schema.len > 0 ? statistics->schema : schema, statistics->name),
        RAW(" SET STATISTICS "), EX(number));
}

/* By its final name: where it has that later only, it is made anew or altered anyway. */
void recipe_keep_statistics_targets(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                                    Str column)
{
    const Table *table = (const Table *)group->desired;

    for (size_t i = 0; i < table->statistics.len; i++) {
        const Statistics *statistics = table->statistics.items[i];
        Index index = {.keys = statistics->keys};
        if (sparse_int(&statistics->rec, FIELD_STATISTICS_TARGET).given &&
            recipe_uses_column(recipe->arena, &index, column))
            vec_push(recipe->arena, &piece->finally,
                     sql_target(recipe, table->obj.schema, statistics, true));
    }
}

static Str sql_create(const Recipe *recipe, const Statistics *statistics)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_statistics(&writer, recipe->schema, recipe->name, name_of(recipe, statistics),
                         statistics);
    return sql_finish(&writer, recipe->arena);
}

static Str schema_of(const Recipe *recipe, const Statistics *statistics, bool is_live)
{
    return statistics->schema.len > 0 ? statistics->schema
           : is_live                  ? recipe->live->obj.schema
                                      : recipe->schema;
}

static Str sql_drop(const Recipe *recipe, const Statistics *live)
{
    return RECIPE_SQL(recipe, RAW("DROP STATISTICS "),
                      QN(schema_of(recipe, live, true), live->name));
}

Str recipe_statistics_target(const Recipe *recipe, const Statistics *statistics)
{
    return sql_target(recipe, recipe->schema, statistics, false);
}

static bool check_versions(const Recipe *recipe, const Statistics *statistics)
{
    for (size_t i = 0; i < statistics->keys.len; i++)
        if (statistics->keys.items[i].expression.len > 0 &&
            !recipe_needs_version(recipe, &statistics->rec, 140000, "statistics of an expression"))
            return false;
    return true;
}

static void put_create(const Recipe *recipe, Piece *piece, const Statistics *statistics)
{
    const Object *schema = model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT,
                                      schema_of(recipe, statistics, false));

    recipe_put(recipe, piece, sql_create(recipe, statistics));
    if (sparse_int(&statistics->rec, FIELD_STATISTICS_TARGET).given)
        recipe_put(recipe, piece, recipe_statistics_target(recipe, statistics));
    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
    for (size_t i = 0; i < statistics->keys.len; i++) {
        recipe_after_column(recipe, piece, statistics->keys.items[i].name);
        recipe_after_expression(recipe, piece, statistics->keys.items[i].expression);
    }
}

static void create(Recipe *recipe, const Change *change, const Statistics *statistics)
{
    Piece *piece = recipe_add(recipe, OP_CREATE_STATISTICS, change, STR_ABSENT);

    piece->about = &statistics->rec;
    put_create(recipe, piece, statistics);
    if (statistics->name.len > 0)
        recipe_undo(recipe, piece,
                    RECIPE_SQL(recipe, RAW("DROP STATISTICS "),
                               QN(schema_of(recipe, statistics, false), statistics->name)));
}

static void replace(Recipe *recipe, const Change *change)
{
    Piece *piece = recipe_add(recipe, OP_REPLACE_STATISTICS, change, STR_ABSENT);

    if (!recipe_lets_go(recipe, change))
        recipe_put(recipe, piece, sql_drop(recipe, (const Statistics *)change->live));
    put_create(recipe, piece, (const Statistics *)change->desired);
}

static void alter(Recipe *recipe, const Change *change)
{
    const Statistics *live = (const Statistics *)change->live;
    const Statistics *desired = (const Statistics *)change->desired;
    Piece *piece;

    if (!change_has(change, "Schema") && !change_has(change, "StatisticsTarget"))
        return;
    piece = recipe_add(recipe, OP_ALTER_STATISTICS, change,
                       recipe_reason_of(recipe->arena, change, "Schema StatisticsTarget"));
    if (change_has(change, "Schema")) {
        const Object *schema = model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT,
                                          schema_of(recipe, desired, false));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER STATISTICS "),
                              QN(schema_of(recipe, live, true), desired->name), RAW(" SET SCHEMA "),
                              ID(schema_of(recipe, desired, false))));
        if (schema != NULL)
            vec_push(recipe->arena, &piece->needs, schema);
    }
    if (change_has(change, "StatisticsTarget"))
        recipe_put(recipe, piece, recipe_statistics_target(recipe, desired));
    recipe_after(recipe, piece, recipe_piece_of(recipe, change->desired)); /* its rename */
}

Str recipe_statistics_let_go(const Recipe *recipe, const Change *part)
{
    const Statistics *live = (const Statistics *)part->live;

    return RECIPE_SQL(recipe, RAW("DROP STATISTICS IF EXISTS "),
                      QN(schema_of(recipe, live, true), live->name));
}

bool recipe_statistics(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->desired == NULL || change->desired->type != &statistics_type ||
            recipe_is_done(recipe, change->desired))
            continue;
        if (!check_versions(recipe, (const Statistics *)change->desired))
            return false;
        if (change->kind == CHANGE_CREATE)
            create(recipe, change, (const Statistics *)change->desired);
        else if (change->kind == CHANGE_RECREATE)
            replace(recipe, change);
        else if (change->kind == CHANGE_ALTER)
            alter(recipe, change);
    }
    return true;
}

bool recipe_create_statistics(Recipe *recipe, const Change *table_change)
{
    for (size_t i = 0; i < recipe->desired->statistics.len; i++) {
        if (!check_versions(recipe, recipe->desired->statistics.items[i]))
            return false;
        create(recipe, table_change, recipe->desired->statistics.items[i]);
    }
    return true;
}

void recipe_drop_statistics(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Statistics *live = (const Statistics *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &statistics_type ||
            recipe_is_done(recipe, &live->rec))
            continue;
        piece = recipe_add(recipe, OP_DROP_STATISTICS, change, STR_ABSENT);
        recipe_after_taken(recipe, piece, &live->rec);
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP STATISTICS "), EX(recipe_if_exists(recipe, change)),
                              QN(schema_of(recipe, live, true), live->name)));
        recipe_undo(recipe, piece, sql_create(recipe, live));
    }
}
