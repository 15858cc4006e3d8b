/* Recipes of indexes that are built, replaced and dropped while the application reads and writes.
 *
 * CREATE INDEX CONCURRENTLY that fails or is cut off leaves an invalid index: each step looks for
 * one of its name first (Piece.leftover). What takes another's place is built under a name made of
 * its definition, so that a later plan finds a finished one, and takes no other for it. */
#include "engine/postgres/recipe.h"

#include "model/temporary.h"

/* As a plain index, whatever constraint it is to become. */
Index recipe_plain_index(const Index *index)
{
    Index plain = *index;

    plain.is_unique = index_is_unique(index);
    plain.is_primary = plain.is_constraint = false;
    return plain;
}

static Str sql_build(const Recipe *recipe, PgBuild build, Str name, const Index *index)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Index plain = recipe_plain_index(index);

    pg_render_index_as(&writer, build, recipe->schema, recipe->name, name, &plain);
    return sql_finish(&writer, recipe->arena);
}

Str recipe_sql_drop_online(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP INDEX CONCURRENTLY IF EXISTS "), QN(recipe->schema, name));
}

static Str sql_regclass(const Recipe *recipe, Str schema, Str name)
{
    Str relation = RECIPE_SQL(recipe, QN(schema, name));

    return RECIPE_SQL(recipe, RAW("pg_catalog.to_regclass("), LIT(relation), RAW(")"));
}

static Str sql_is_valid(const Recipe *recipe, Str schema, Str name)
{
    return RECIPE_SQL(recipe,
                      RAW("SELECT count(*) > 0 FROM pg_catalog.pg_index WHERE indisvalid "
                          "AND indexrelid = "),
                      EX(sql_regclass(recipe, schema, name)));
}

/* Whether an invalid index of this name is there, and whether somebody builds an index on its table
 * now: who does holds SHARE UPDATE EXCLUSIVE until the end. Any role may see that much. */
static Str sql_leftover(const Recipe *recipe, Str schema, Str name)
{
    return RECIPE_SQL(
        recipe,
        RAW("SELECT count(*) > 0, coalesce(bool_or(EXISTS (SELECT FROM "
            "pg_catalog.pg_stat_progress_create_index AS b JOIN pg_catalog.pg_locks AS l "
            "ON l.pid = b.pid WHERE l.locktype = 'relation' AND l.relation = i.indrelid AND "
            "l.database = b.datid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted)), false) "
            "FROM pg_catalog.pg_index AS i WHERE NOT i.indisvalid AND i.indexrelid = "),
        EX(sql_regclass(recipe, schema, name)));
}

static Str online_name(const Recipe *recipe, const Index *index)
{
    return recipe_temporary_name(recipe->arena,
                                 sql_build(recipe, PG_BUILD_PLAINLY, index->name, index));
}

static bool has_leftover(const Recipe *recipe, Str name)
{
    return recipe->live != NULL && strs_has(&recipe->live->leftovers, name);
}

int recipe_build_times(const Index *index)
{
    /* Those whose build is a sort, or less. 400,000 texts of ten words each took 8.6 s to index by
     * GIN, and a million ranges a minute by GiST, under load. */
    static const char *const quick[] = {"btree", "hash", "brin"};
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);

    for (size_t i = 0; i < sizeof quick / sizeof *quick; i++)
        if (method.len == 0 || str_is(method, quick[i]))
            return 1;
    return 10;
}

bool recipe_index_goes_online(const Recipe *recipe, const Index *index)
{
    if (recipe->live == NULL || recipe->desired == NULL || pg_is_partitioned(recipe->live) ||
        table_is_foreign(recipe->live) || index->name.len == 0 ||
        sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS))
        return false;
    return !budget_allows_size(recipe->input->budget, recipe->input->facts,
                               budget_size(recipe->input->facts, &recipe->live->obj), COST_BUILD,
                               recipe_build_times(index)) ||
           has_leftover(recipe, index->name) || has_leftover(recipe, online_name(recipe, index));
}

void recipe_may_be_cut_off(const Recipe *recipe, Piece *piece, Str schema, Str name)
{
    piece->skip_if = sql_is_valid(recipe, schema, name);
    piece->leftover = sql_leftover(recipe, schema, name);
    vec_push(recipe->arena, &piece->undo,
             RECIPE_SQL(recipe, RAW("DROP INDEX CONCURRENTLY IF EXISTS "), QN(schema, name)));
}

static Piece *build(Recipe *recipe, const Change *change, const Index *index, Str name)
{
    Op op = index_is_unique(index) ? OP_CREATE_UNIQUE_INDEX_ONLINE : OP_CREATE_INDEX_ONLINE;
    Piece *piece = recipe_add(recipe, op, change, STR_ABSENT);

    piece->about = &index->rec;
    piece->times = recipe_build_times(index);
    recipe_put(recipe, piece, sql_build(recipe, PG_BUILD_CONCURRENTLY, name, index));
    recipe_may_be_cut_off(recipe, piece, recipe->schema, name);
    vec_push(recipe->arena, &recipe->finished, name);
    if (index_is_unique(index))
        recipe_probe(recipe, piece, probe_unique(recipe, index));
    recipe_after_index(recipe, piece, index);
    return piece;
}

static bool is_built_early(const Recipe *recipe, const Index *index)
{
    for (size_t i = 0; i < recipe->built_early.len; i++)
        if (recipe->built_early.items[i] == &index->rec)
            return true;
    return false;
}

Str recipe_build_online(Recipe *recipe, const Change *change, const Index *index)
{
    Str name = online_name(recipe, index);

    if (!is_built_early(recipe, index))
        (void)build(recipe, change, index, name);
    return name;
}

void recipe_build_early(Recipe *recipe, const Change *change, const Index *index)
{
    (void)recipe_build_online(recipe, change, index);
    vec_push(recipe->arena, &recipe->built_early, &index->rec);
}

/* Not with the index: a step that is skipped, as the index is there, would leave them out. */
static void set_statistics(Recipe *recipe, const Change *change, const Index *index)
{
    Piece *before = recipe_piece_of(recipe, &index->rec), *piece;

    if (sparse_map(&index->rec, FIELD_INDEX_STATISTICS)->len == 0)
        return;
    piece = recipe_add(recipe, OP_SET_INDEX_OPTIONS, change, STR("ColumnStatistics"));
    piece->about = &index->rec;
    recipe_index_statistics(recipe, piece, index->name, NULL, &index->rec);
    recipe_after(recipe, piece, before);
}

/* Puts a finished index in the place of the one that it replaces, which nobody may see gone: no
 * query waits for either statement. `old` absent: there is none. */
static void swap(Recipe *recipe, const Change *change, const Index *index, Str old, Str finished)
{
    Piece *before = recipe_piece_of(recipe, &index->rec);
    Piece *piece = recipe_add(recipe, OP_SWAP_INDEX, change, STR_ABSENT);

    piece->about = &index->rec;
    if (old.len > 0)
        recipe_put(recipe, piece, recipe_sql_drop_online(recipe, old));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, finished),
                          RAW(" RENAME TO "), ID(index->name)));
    piece->skip_if = recipe_sql_exists(recipe, recipe->schema, finished, false);
    recipe_after(recipe, piece, before);
}

bool recipe_create_online(Recipe *recipe, const Change *change, const Index *index)
{
    Str finished;
    Piece *piece;

    if (recipe_create_parts_online(recipe, change, index))
        return true;
    if (!recipe_index_goes_online(recipe, index))
        return false;
    finished = online_name(recipe, index);
    /* A replacement was cut off after its old one had gone; or foreign keys rest on it already. */
    if (has_leftover(recipe, finished) || is_built_early(recipe, index)) {
        (void)recipe_build_online(recipe, change, index);
        swap(recipe, change, index, has_leftover(recipe, index->name) ? index->name : STR_ABSENT,
             finished);
        vec_push(recipe->arena, &recipe->finished, index->name);
    } else {
        piece = build(recipe, change, index, index->name);
        recipe_undo(recipe, piece, recipe_sql_drop_online(recipe, index->name));
    }
    recipe_put_homeless_apart(recipe, change, index);
    set_statistics(recipe, change, index);
    return true;
}

static bool is_replica_identity(const Table *table, const Index *index)
{
    return str_eq(sparse_str(&table->obj.rec, FIELD_TABLE_REPLICA_INDEX), index->name);
}

void recipe_keep_replica_identity(const Recipe *recipe, Piece *piece, const Index *live,
                                  const Index *desired, Str name)
{
    if (is_replica_identity(recipe->live, live) && is_replica_identity(recipe->desired, desired))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" REPLICA IDENTITY USING INDEX "), ID(name)));
}

/* Subscribers go by it: the new one is what they go by before the old one goes. */
static void hand_identity_over(Recipe *recipe, const Change *change, Str finished)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    Piece *before = recipe_piece_of(recipe, &desired->rec), *piece;

    if (!is_replica_identity(recipe->live, live) || !is_replica_identity(recipe->desired, desired))
        return;
    piece = recipe_add(recipe, OP_SET_REPLICA_IDENTITY, change, STR("ReplicaIdentity"));
    piece->about = &desired->rec;
    recipe_keep_replica_identity(recipe, piece, live, desired, finished);
    recipe_after(recipe, piece, before);
}

bool recipe_replace_online(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    Str finished;

    if (!recipe_index_goes_online(recipe, desired))
        return false;
    if (recipe_lets_go(recipe, change)) /* the piece that changes a type has dropped the old one */
        return recipe_create_online(recipe, change, desired);
    finished = recipe_build_online(recipe, change, desired);
    hand_identity_over(recipe, change, finished);
    swap(recipe, change, desired, live->name, finished);
    set_statistics(recipe, change, desired);
    return true;
}

bool recipe_drop_online(Recipe *recipe, const Change *change)
{
    Piece *piece;

    if (pg_is_partitioned(recipe->live) || !recipe_goes_online(recipe, COST_SCAN))
        return false;
    piece = recipe_add(recipe, OP_DROP_INDEX_ONLINE, change, STR_ABSENT);
    recipe_put(recipe, piece, recipe_sql_drop_online(recipe, record_name(change->live)));
    return true;
}

/* What has become whole meanwhile, as a part that the plan of the whole has built, stays. */
static Str sql_is_gone(const Recipe *recipe, Str name)
{
    if (name_is_temporary(name))
        return recipe_sql_exists(recipe, recipe->schema, name, false);
    return RECIPE_SQL(recipe,
                      RAW("SELECT count(*) = 0 FROM pg_catalog.pg_index WHERE NOT indisvalid AND "
                          "indexrelid = "),
                      EX(sql_regclass(recipe, recipe->schema, name)));
}

void recipe_drop_leftover(Recipe *recipe, const Change *change, Str name)
{
    Piece *piece = recipe_add(
        recipe, OP_DROP_LEFTOVER, change,
        arena_printf(recipe->arena, "index %.*s, left by a build that failed", STR_ARG(name)));

    recipe_put(recipe, piece, recipe_sql_drop_online(recipe, name));
    piece->skip_if = sql_is_gone(recipe, name);
    piece->leftover = sql_leftover(recipe, recipe->schema, name);
}

/* One on which foreign keys rest, as a plan that was cut off wanted it so; false: none do. */
static bool drop_held(Recipe *recipe, const Change *change, Str name)
{
    const Index index = {.rec = {.type = &index_type}, .name = name, .is_unique = true};
    Holders holders = recipe_find_holders(recipe, &index);
    Piece *piece;

    if (holders.len == 0)
        return false;
    for (size_t i = 0; i < holders.len; i++)
        holders.items[i].is_validated_later = true;
    piece = recipe_add(
        recipe, OP_SWAP_KEY, change,
        arena_printf(recipe->arena, "index %.*s, left by a run that was cut off", STR_ARG(name)));
    vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
    recipe_put_between_holders(recipe, piece, &holders,
                               RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, name)));
    recipe_validate_holders(recipe, change, piece, &(Index){0}, &holders);
    return true;
}

void recipe_drop_leftovers(Recipe *recipe)
{
    Change *change = ARENA_NEW(recipe->arena, Change);

    *change = (Change){
        .kind = CHANGE_ALTER, .live = &recipe->live->obj.rec, .desired = &recipe->desired->obj.rec};
    if (pg_is_partitioned(recipe->live)) /* a whole without all parts: not to be thrown away */
        return;
    for (size_t i = 0; i < recipe->live->leftovers.len; i++) {
        Str name = recipe->live->leftovers.items[i];
        if (!strs_has(&recipe->finished, name) && !recipe_is_built_by_whole(recipe, name) &&
            !drop_held(recipe, change, name))
            recipe_drop_leftover(recipe, change, name);
    }
}
