/* Recipes of partitions that leave their table: at once, or while everybody works on.
 *
 * DETACH … CONCURRENTLY waits for all who have the partitioned table, and takes a lock on the
 * partition alone. Cut off, it leaves the partition half detached: no new statement reaches it
 * through the table, and FINALIZE does the rest. It also makes a check of the bounds that were,
 * which a plain DETACH doesn't. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"

#include "model/temporary.h"

enum { SINCE_VERSION = 140000 };

/* Whether a model has a default partition of the table: the server refuses to detach any of its
 * partitions concurrently. */
static bool has_default(const Recipe *recipe, const Model *model, Str schema, Str name)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        const Table *table = (const Table *)model->objects.items[i];
        Str of_schema, of_name;
        if (table->obj.rec.type == &table_type && pg_is_partition(table) &&
            str_is(sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_BOUNDS), "DEFAULT") &&
            pg_relation_read(recipe->arena, sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF),
                             &of_schema, &of_name) &&
            str_eq(of_schema, schema) && str_eq(of_name, name))
            return true;
    }
    return false;
}

static bool is_in_way(const Recipe *recipe, Str live_parent, Str now)
{
    const Changes *changes = recipe->input->changes;
    Str schema, name;

    return (pg_relation_read(recipe->arena, live_parent, &schema, &name) &&
            has_default(recipe, changes->live, schema, name)) ||
           (pg_relation_read(recipe->arena, now, &schema, &name) &&
            has_default(recipe, changes->desired, schema, name));
}

static Str sql_alter(const Recipe *recipe, Str parent, const char *how)
{
    Str schema = STR_ABSENT, name = parent;

    (void)pg_relation_read(recipe->arena, parent, &schema, &name);
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(schema, name), RAW(" DETACH PARTITION "),
                      RECIPE_REL(recipe), EX(str_from(how)));
}

static Str sql_regclass(const Recipe *recipe)
{
    Str relation = RECIPE_SQL(recipe, RECIPE_REL(recipe));

    return RECIPE_SQL(recipe, RAW("pg_catalog.to_regclass("), LIT(relation), RAW(")"));
}

/* `pending`: false: that it hangs on its table as partitions do; true: that it is half detached. */
static Str sql_hangs(const Recipe *recipe, bool is_there, bool pending)
{
    return RECIPE_SQL(recipe, is_there ? RAW("SELECT count(*) > 0") : RAW("SELECT count(*) = 0"),
                      RAW(" FROM pg_catalog.pg_inherits WHERE "),
                      pending ? RAW("inhdetachpending") : RAW("NOT inhdetachpending"),
                      RAW(" AND inhrelid = "), EX(sql_regclass(recipe)));
}

/* The names of all checks that the partition has by itself or for those above it. */
static StrVec known_checks(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;
    const Table *table = recipe->live;
    StrVec names = {0};
    PgTables above;

    do {
        for (size_t i = 0; i < table->checks.len; i++)
            vec_push(recipe->arena, &names, table->checks.items[i]->name);
        above = pg_family_parents(recipe->arena, live, table);
        table = above.len == 0 ? NULL : above.items[0];
    } while (table != NULL);
    for (size_t i = 0; i < recipe->desired->checks.len; i++)
        vec_push(recipe->arena, &names, recipe->desired->checks.items[i]->name);
    return names;
}

/* Its name is the server's choice: what the plan knows nothing of, as nothing else came since. */
static Str sql_drop_check(const Recipe *recipe)
{
    StrVec known = known_checks(recipe);
    SqlWriter writer = sql_new(&pg_quoting);
    Str relation = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Str body;

    sql_put(&writer,
            RAW("DECLARE made name; BEGIN FOR made IN SELECT conname FROM "
                "pg_catalog.pg_constraint WHERE contype = 'c' AND conrelid = "),
            EX(sql_regclass(recipe)), RAW(" AND NOT pg_catalog.starts_with(conname, "),
            LIT(STR(TEMPORARY_PREFIX)), RAW(") AND conname NOT IN (''"));
    for (size_t i = 0; i < known.len; i++)
        sql_put(&writer, RAW(", "), LIT(known.items[i]));
    sql_put(&writer, RAW(") LOOP EXECUTE pg_catalog.format("),
            LIT(RECIPE_SQL(recipe, RAW("ALTER TABLE %s DROP CONSTRAINT %I"))), RAW(", "),
            LIT(relation), RAW(", made); END LOOP; END"));
    body = sql_finish(&writer, recipe->arena);
    return RECIPE_SQL(recipe, RAW("DO "), LIT(body));
}

static void touch(const Recipe *recipe, Piece *piece, const Object *relation, Op op)
{
    PieceTouch touched = {relation, &relation->rec, op};

    if (relation != NULL)
        vec_push(recipe->arena, &piece->touches, touched);
}

void recipe_lock_key_tables(const Recipe *recipe, Piece *piece)
{
    const Model *live = recipe->input->changes->live;
    PgTables above = pg_family_parents(recipe->arena, live, recipe->live);

    for (const Table *parent = above.len == 1 ? above.items[0] : NULL; parent != NULL;
         parent = above.len == 1 ? above.items[0] : NULL) {
        for (size_t i = 0; i < live->objects.len; i++) {
            const Table *table = (const Table *)live->objects.items[i];
            for (size_t k = 0; table->obj.rec.type == &table_type && k < table->foreign_keys.len;
                 k++)
                if (str_eq(table->foreign_keys.items[k]->related_schema, parent->obj.schema) &&
                    str_eq(table->foreign_keys.items[k]->related_table, parent->obj.name))
                    touch(recipe, piece, &table->obj, OP_DROP_FOREIGN_KEY);
        }
        for (size_t k = 0; k < parent->foreign_keys.len; k++)
            touch(recipe, piece,
                  model_find(live, REC_TABLE, parent->foreign_keys.items[k]->related_schema,
                             parent->foreign_keys.items[k]->related_table),
                  OP_ADD_FOREIGN_KEY_NOT_VALID);
        above = pg_family_parents(recipe->arena, live, parent);
    }
}

static Piece *finish(Recipe *recipe, const Change *change, Str parent, Str reason)
{
    Piece *piece = recipe_add(recipe, OP_FINISH_DETACH, change, reason);

    recipe_put(recipe, piece, sql_alter(recipe, parent, " FINALIZE"));
    piece->skip_if = sql_hangs(recipe, false, true);
    recipe_lock_related(recipe, piece, parent);
    recipe_lock_key_tables(recipe, piece);
    return piece;
}

/* The last of its pieces. */
static Piece *detach_online(Recipe *recipe, const Change *change, Str parent, Str reason)
{
    Piece *before, *piece = recipe_add(recipe, OP_DETACH_ONLINE, change, reason);

    recipe_put(recipe, piece, sql_alter(recipe, parent, " CONCURRENTLY"));
    piece->skip_if = sql_hangs(recipe, false, false);
    recipe_lock_related(recipe, piece, parent);
    recipe_lock_key_tables(recipe, piece);
    recipe_free_bounds(recipe, piece);
    before = piece;
    piece = finish(recipe, change, parent, STR("where that was cut off"));
    recipe_after(recipe, piece, before);
    before = piece;
    piece =
        recipe_add(recipe, OP_DROP_BOUNDS_CHECK, change, STR("which a partition had no need of"));
    recipe_put(recipe, piece, sql_drop_check(recipe));
    recipe_after(recipe, piece, before);
    return piece;
}

Piece *recipe_detach(Recipe *recipe, const Change *change, Str live_parent, Str parent)
{
    Str reason = recipe_reason_of(recipe->arena, change, "PartitionOf");
    Piece *piece;

    /* The plain statement is quick, but needs the whole table for itself, as that of an index. */
    if (recipe->input->version >= SINCE_VERSION && recipe_goes_online(recipe, COST_SCAN)) {
        if (!is_in_way(recipe, live_parent, parent))
            return detach_online(recipe, change, parent, reason);
        reason = arena_printf(recipe->arena,
                              "%.*s; not concurrently, as the table has a default partition",
                              STR_ARG(reason));
    }
    piece = recipe_add(recipe, OP_DETACH_PARTITION, change, reason);
    recipe_put(recipe, piece, sql_alter(recipe, parent, ""));
    recipe_lock_related(recipe, piece, parent);
    recipe_lock_key_tables(recipe, piece);
    recipe_free_bounds(recipe, piece);
    return piece;
}

void recipe_finish_detach(Recipe *recipe)
{
    Str parent = sparse_str(&recipe->live->obj.rec, FIELD_TABLE_LEAVES);
    Change *change = ARENA_NEW(recipe->arena, Change);

    *change = (Change){
        .kind = CHANGE_ALTER, .live = &recipe->live->obj.rec, .desired = &recipe->desired->obj.rec};
    if (parent.len > 0)
        recipe->base =
            finish(recipe, change, recipe_future_name(recipe, parent), STR("which was cut off"));
}
