/* Recipes of indexes that are no constraints, and of the storage parameters of all relations. */
#include "engine/postgres/recipe.h"

static void create_index(Recipe *recipe, const Change *change, const Index *index)
{
    Op op = index_is_unique(index) ? OP_CREATE_UNIQUE_INDEX : OP_CREATE_INDEX;
    /* Of a partitioned table: invalid, as it lacks parts. */
    bool is_begun = recipe->live != NULL && strs_has(&recipe->live->leftovers, index->name);
    SqlWriter writer;
    Piece *piece;

    if (recipe_create_online(recipe, change, index))
        return;
    writer = sql_new(&pg_quoting);
    piece = recipe_add(recipe, op, change, STR_ABSENT);
    piece->about = &index->rec;
    piece->times = recipe_build_times(index);
    if (is_begun) /* with the parts that it has */
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, index->name)));
    recipe_put_index_parts(recipe, piece, index);
    pg_render_index(&writer, recipe->schema, recipe->name, index->name, index);
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    recipe_index_statistics(recipe, piece, index->name, NULL, &index->rec);
    if (index->name.len > 0)
        recipe_undo(recipe, piece,
                    RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, index->name)));
    if (index->name.len > 0 && !is_begun)
        piece->skip_if = recipe_sql_exists(recipe, recipe->schema, index->name, true);
    if (op == OP_CREATE_UNIQUE_INDEX)
        recipe_probe(recipe, piece, probe_unique(recipe, index));
    recipe_after_index(recipe, piece, index);
    recipe_put_homeless(recipe, piece, index);
}

static Str sql_create(const Recipe *recipe, const Index *index, Str name)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_index(&writer, recipe->schema, recipe->name, name, index);
    return sql_finish(&writer, recipe->arena);
}

/* The new one is built beside the old one, so that queries lose it for a moment only. */
static void put_replacement(Recipe *recipe, Piece *piece, const Index *live, const Index *desired)
{
    Str temporary = recipe_temporary_name(recipe->arena, desired->name);
    Holders holders = recipe_find_holders(recipe, live);

    recipe_put(recipe, piece, sql_create(recipe, desired, temporary));
    recipe_put_between_holders(
        recipe, piece, &holders,
        RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, live->name)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, temporary),
                          RAW(" RENAME TO "), ID(desired->name)));
}

static bool is_held(const Recipe *recipe, const Index *live)
{
    return recipe_find_holders(recipe, live).len > 0;
}

static void replace_index(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    bool is_gone = recipe_lets_go(recipe, change);
    Piece *piece;

    if (!is_gone && is_held(recipe, live) &&
        recipe_replace_key_online(recipe, change, live, desired) != NULL)
        return;
    if (recipe_replace_online(recipe, change) ||
        (!is_gone && recipe_swap_parts_online(recipe, change, live, desired) != NULL))
        return;
    piece = recipe_add(recipe, OP_REPLACE_INDEX, change, STR_ABSENT);
    piece->times = recipe_build_times(desired);
    if (is_gone) {
        recipe_put_index_parts(recipe, piece, desired);
        recipe_put(recipe, piece, sql_create(recipe, desired, desired->name));
    } else if (recipe_is_partitioned(recipe)) {
        recipe_replace_in_turn(recipe, piece, live, desired);
    } else {
        put_replacement(recipe, piece, live, desired);
    }
    recipe_index_statistics(recipe, piece, desired->name, NULL, &desired->rec);
    if (index_is_unique(desired)) {
        vec_push(recipe->arena, &piece->includes, OP_CREATE_UNIQUE_INDEX);
        recipe_probe(recipe, piece, probe_unique(recipe, desired));
    }
    recipe_after_index(recipe, piece, desired);
}

static const MapEntry *entry_named(const MapEntries *entries, Str name)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq(entries->items[i].name, name))
            return &entries->items[i];
    return NULL;
}

static Str sql_alter(const Recipe *recipe, const RecordType *type, Str schema, Str name)
{
    return RECIPE_SQL(recipe, type == &index_type ? RAW("ALTER INDEX ") : RAW("ALTER TABLE "),
                      QN(schema, name), RAW(" "));
}

void recipe_parameters(const Recipe *recipe, Piece *piece, const RecordType *type, Str schema,
                       Str name, const MapEntries *live, const MapEntries *desired)
{
    Str head = sql_alter(recipe, type, schema, name);
    MapEntries set = pg_changed_parameters(recipe->arena, live, desired);
    SqlWriter reset = sql_new(&pg_quoting), writer = sql_new(&pg_quoting);
    size_t count = 0;

    sql_put(&reset, EX(head), RAW("RESET ("));
    for (size_t i = 0; i < live->len; i++) {
        if (entry_named(desired, live->items[i].name) != NULL)
            continue;
        if (count++ > 0)
            sql_put(&reset, RAW(", "));
        pg_render_parameter_name(&reset, live->items[i].name);
    }
    sql_put(&reset, RAW(")"));
    if (count > 0)
        recipe_put(recipe, piece, sql_finish(&reset, recipe->arena));
    sb_free(&reset.sb);
    if (set.len > 0) {
        sql_put(&writer, EX(head), RAW("SET ("));
        pg_render_parameters(&writer, &set);
        sql_put(&writer, RAW(")"));
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    }
    sb_free(&writer.sb);
}

static void alter_index(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    Piece *piece, back = {0};

    recipe_move_index(recipe, change);
    if (!change_has(change, "StorageParameters") && !change_has(change, "ColumnStatistics"))
        return;
    piece =
        recipe_add(recipe, OP_SET_INDEX_OPTIONS, change,
                   recipe_reason_of(recipe->arena, change, "StorageParameters ColumnStatistics"));
    recipe_index_statistics(recipe, piece, desired->name, &live->rec, &desired->rec);
    recipe_index_statistics(recipe, &back, desired->name, &desired->rec, &live->rec);
    recipe_parameters(recipe, piece, &index_type, recipe->schema, desired->name,
                      sparse_map(&live->rec, FIELD_STORAGE_PARAMETERS),
                      sparse_map(&desired->rec, FIELD_STORAGE_PARAMETERS));
    recipe_parameters(recipe, &back, &index_type, recipe->schema, desired->name,
                      sparse_map(&desired->rec, FIELD_STORAGE_PARAMETERS),
                      sparse_map(&live->rec, FIELD_STORAGE_PARAMETERS));
    piece->reverse = back.statements;
    recipe_after(recipe, piece, recipe_piece_of(recipe, &desired->rec));
}

void recipe_indexes(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
        if (desired == NULL || desired->rec.type != &index_type ||
            recipe_is_done(recipe, &desired->rec))
            continue;
        if (change->kind == CHANGE_ALTER)
            alter_index(recipe, change);
        else if (change->kind == CHANGE_CREATE && !index_is_constraint(desired))
            create_index(recipe, change, desired);
        else if (change->kind == CHANGE_RECREATE && !index_is_constraint(desired) &&
                 !index_is_constraint(live))
            replace_index(recipe, change);
    }
}

void recipe_create_indexes(Recipe *recipe, const Change *table_change)
{
    for (size_t i = 0; i < recipe->desired->indexes.len; i++)
        if (!index_is_constraint(recipe->desired->indexes.items[i]) &&
            sparse_str(&recipe->desired->indexes.items[i]->rec, FIELD_INDEX_ATTACHED_TO).len == 0)
            create_index(recipe, table_change, recipe->desired->indexes.items[i]);
}

void recipe_drop_indexes(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Index *live = (const Index *)change->live;
        Holders holders;
        SqlWriter back;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &index_type ||
            index_is_constraint(live) || recipe_is_done(recipe, &live->rec))
            continue;
        holders = recipe_find_holders(recipe, live);
        if (holders.len == 0 && recipe_drop_online(recipe, change)) {
            piece = vec_last(&recipe->pieces->list);
        } else {
            piece = recipe_add(recipe, OP_DROP_INDEX, change, STR_ABSENT);
            recipe_put_between_holders(
                recipe, piece, &holders,
                RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, live->name)));
        }
        recipe_after_taken(recipe, piece, &live->rec);
        recipe_put_kept_parts(recipe, piece, live);
        piece->skip_if = recipe_sql_exists(recipe, recipe->schema, live->name, false);
        back = sql_new(&pg_quoting);
        pg_render_index(&back, recipe->schema, recipe->name, live->name, live);
        recipe_undo(recipe, piece, sql_finish(&back, recipe->arena));
    }
}
