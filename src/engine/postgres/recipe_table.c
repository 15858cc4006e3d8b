/* Recipes of tables: the order of everything in one. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"

#include "model/label.h"

static void need_defaults(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        Str schema, name;
        const Object *sequence;
        if (!pg_default_sequence(recipe->arena, recipe->desired->columns.items[i]->dflt, &schema,
                                 &name))
            continue;
        sequence = model_find(recipe->input->changes->desired, REC_SEQUENCE,
                              schema.len > 0 ? schema : recipe->schema, name);
        if (sequence != NULL)
            vec_push(recipe->arena, &piece->needs, sequence);
    }
}

/* The live relation that has this name gives it up first. */
static void need_name(const Recipe *recipe, Piece *piece)
{
    const Model *live = recipe->input->changes->live;
    const Object *holder = model_find(live, REC_TABLE, recipe->schema, recipe->name);
    const ChangeGroup *group;

    if (holder == NULL)
        holder = model_find(live, REC_SEQUENCE, recipe->schema, recipe->name);
    group = holder == NULL ? NULL : recipe_group_of(recipe->input, holder);
    if (group != NULL && group->desired != NULL)
        vec_push(recipe->arena, &piece->needs, group->desired);
}

static bool check_versions(const Recipe *recipe)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        if (str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "VIRTUAL") &&
            !recipe_needs_version(recipe, &column->rec, 180000, "a virtual generated column"))
            return false;
        if (!recipe_column_versions(recipe, column))
            return false;
    }
    for (size_t i = 0; i < recipe->desired->indexes.len; i++)
        if (!recipe_key_versions(recipe, recipe->desired->indexes.items[i]))
            return false;
    for (size_t i = 0; i < recipe->desired->checks.len; i++)
        if (!recipe_check_versions(recipe, recipe->desired->checks.items[i]))
            return false;
    return true;
}

/* In the piece of the table: nobody sees it without them. */
static void put_repeated_keys(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->desired->indexes.len; i++) {
        const Index *index = recipe->desired->indexes.items[i];
        SqlWriter writer;
        if (!index_is_constraint(index) || !pg_repeats_key(recipe->desired, index))
            continue;
        writer = sql_new(&pg_quoting);
        sql_put(&writer, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ADD "));
        pg_render_key(&writer, index->name, index);
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    }
}

/* What of a child's own CREATE TABLE has no word for: parts of indexes, which have their names
 * before it is attached, and what it has otherwise than those it inherits from. */
static void put_given_parts(const Recipe *recipe, Piece *piece)
{
    bool inherits = sparse_strs(&recipe->desired->obj.rec, FIELD_TABLE_INHERITS)->len > 0;

    for (size_t i = 0; i < recipe->desired->indexes.len; i++) {
        const Index *index = recipe->desired->indexes.items[i];
        SqlWriter writer;
        if (index_is_constraint(index) || sparse_str(&index->rec, FIELD_INDEX_ATTACHED_TO).len == 0)
            continue;
        writer = sql_new(&pg_quoting);
        pg_render_index(&writer, recipe->schema, recipe->name, index->name, index);
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    }
    for (size_t i = 0; i < recipe->desired->columns.len && inherits; i++) {
        const Column *column = recipe->desired->columns.items[i];
        Str head = RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" ALTER COLUMN "), ID(column->name));
        if (!sparse_bool(&column->rec, FIELD_INHERITED) || column->is_given)
            continue;
        if (column->dflt.len > 0)
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, EX(head), RAW(" SET DEFAULT "), EX(column->dflt)));
        else if (!recipe_is_generated(column))
            recipe_put(recipe, piece, RECIPE_SQL(recipe, EX(head), RAW(" DROP DEFAULT")));
        if (!column->is_nullable && !recipe_inherits_not_null(recipe, column))
            recipe_put(recipe, piece, RECIPE_SQL(recipe, EX(head), RAW(" SET NOT NULL")));
    }
}

bool recipe_create_table(Recipe *recipe, const Change *change)
{
    const Object *schema =
        model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, recipe->schema);
    Piece *piece;

    if (!check_versions(recipe))
        return false;
    piece = recipe_add(recipe, OP_CREATE_TABLE, change, STR_ABSENT);
    recipe_put(recipe, piece, pg_render_table(recipe->arena, recipe_without_apart(recipe)));
    put_repeated_keys(recipe, piece);
    recipe_create_not_nulls(recipe, piece);
    recipe_create_column_options(recipe, piece);
    recipe_create_row_security(recipe, piece);
    put_given_parts(recipe, piece);
    recipe_new_rights(recipe, &recipe->desired->obj, recipe->old, &piece->statements);
    recipe_undo(recipe, piece, recipe_sql_drop_table(recipe, recipe->desired));
    piece->skip_if = recipe_sql_exists(recipe, recipe->schema, recipe->name, true);
    recipe_bring_back(recipe, piece);
    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
    need_defaults(recipe, piece);
    need_name(recipe, piece);
    recipe->base = piece;
    recipe_set_apart_defaults(recipe, change);
    recipe_create_checks(recipe, change);
    recipe_create_indexes(recipe, change);
    recipe_cluster(recipe, change);
    recipe_replica_identity(recipe, change);
    if (!recipe_create_statistics(recipe, change))
        return false;
    recipe_create_policies(recipe, change);
    recipe_own_sequences(recipe, change, piece);
    if (!recipe_create_foreign_keys(recipe, change))
        return false;
    recipe_comments(recipe);
    recipe_join_parents(recipe);
    return true;
}

/* A foreign key of a table that goes. */
typedef struct GoingKey {
    const Table *table;
    const ForeignKey *key;
} GoingKey;
typedef VEC(GoingKey) GoingKeys;

static void add_going_keys(const Recipe *recipe, Map *keys, const Table *table)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        const ForeignKey *key = table->foreign_keys.items[i];
        Str related = label_name(recipe->arena, key->related_schema, key->related_table);
        GoingKeys *list = map_get(keys, related);
        GoingKey going = {table, key};
        if (list == NULL) {
            list = ARENA_NEW(recipe->arena, GoingKeys);
            (void)map_put(recipe->arena, keys, related, list);
        }
        vec_push(recipe->arena, list, going);
    }
}

/* Those that refer to a live table. */
static GoingKeys going_keys(const Recipe *recipe, const Table *table)
{
    const Changes *changes = recipe->input->changes;
    RecipeWhole *whole = recipe_whole(recipe);
    const GoingKeys *list;

    if (whole->keys == NULL) {
        whole->keys = ARENA_NEW(recipe->arena, Map);
        for (size_t i = 0; i < changes->groups.len; i++) {
            const ChangeGroup *group = changes->groups.items[i];
            if (group->live != NULL && group->desired == NULL &&
                group->live->rec.type == &table_type)
                add_going_keys(recipe, whole->keys, (const Table *)group->live);
        }
    }
    list = map_get(whole->keys, label_name(recipe->arena, table->obj.schema, table->obj.name));
    return list == NULL ? (GoingKeys){0} : *list;
}

/* Foreign keys of tables that go, too, wherever they stand in the order: each may be gone with its
 * table by then. Those of tables that stay have a change of their own. One that refers to a
 * partitioned table holds on to its partitions. */
static void let_go(const Recipe *recipe, Piece *piece, const Table *table)
{
    const Model *live = recipe->input->changes->live;
    GoingKeys keys = going_keys(recipe, table);
    PgTables parents = {0};

    for (size_t i = 0; i < keys.len; i++) {
        const GoingKey *going = &keys.items[i];
        if (&going->table->obj == recipe->group->live)
            continue;
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE IF EXISTS "),
                              QN(going->table->obj.schema, going->table->obj.name),
                              RAW(" DROP CONSTRAINT IF EXISTS "), ID(going->key->name)));
    }
    if (pg_is_partition(table))
        parents = pg_family_parents(recipe->arena, live, table);
    for (size_t i = 0; i < parents.len; i++)
        let_go(recipe, piece, parents.items[i]);
}

/* Behind the pieces that take its parts along: they bring them back. */
static void after_taken_parts(const Recipe *recipe, Piece *piece)
{
    const Table *table = recipe->live;

    for (size_t i = 0; i < table->columns.len; i++)
        recipe_after_taken(recipe, piece, &table->columns.items[i]->rec);
    for (size_t i = 0; i < table->checks.len; i++)
        recipe_after_taken(recipe, piece, &table->checks.items[i]->rec);
    for (size_t i = 0; i < table->indexes.len; i++)
        recipe_after_taken(recipe, piece, &table->indexes.items[i]->rec);
    for (size_t i = 0; i < table->exclusions.len; i++)
        recipe_after_taken(recipe, piece, &table->exclusions.items[i]->rec);
    for (size_t i = 0; i < table->statistics.len; i++)
        recipe_after_taken(recipe, piece, &table->statistics.items[i]->rec);
    for (size_t i = 0; i < table->policies.len; i++)
        recipe_after_taken(recipe, piece, &table->policies.items[i]->rec);
}

Str recipe_gone_name(Arena *arena, const Object *live)
{
    return arena_printf(arena, "gone %.*s", STR_ARG(label_object(arena, live)));
}

static void drop(Recipe *recipe, const Change *change)
{
    Op op = table_is_foreign(recipe->live) ? OP_DROP_FOREIGN_TABLE : OP_DROP_TABLE;
    Piece *piece = recipe_add(recipe, op, change, STR_ABSENT);
    bool detaches;

    vec_push(recipe->arena, &piece->frees, recipe_gone_name(recipe->arena, recipe->group->live));
    recipe_take_along(recipe, piece, change);
    after_taken_parts(recipe, piece);
    let_go(recipe, piece, recipe->live);
    recipe_free_bounds(recipe, piece);
    detaches = recipe_detach_to_drop(recipe, piece);
    recipe_put(recipe, piece, recipe_sql_drop_table(recipe, recipe->live));
    piece->skip_if = recipe_sql_exists(recipe, recipe->schema, recipe->name, false);
    recipe_park(recipe, piece, detaches);
}

static void set_options(Recipe *recipe)
{
    const Change *change = recipe_change_of(recipe->group, &recipe->desired->obj.rec);
    Piece *piece, back = {0};

    if (change == NULL || !change_has(change, "StorageParameters"))
        return;
    piece = recipe_add(recipe, OP_SET_TABLE_OPTIONS, change,
                       recipe_reason_of(recipe->arena, change, "StorageParameters"));
    recipe_parameters(recipe, piece, &table_type, recipe->schema, recipe->name,
                      sparse_map(change->live, FIELD_STORAGE_PARAMETERS),
                      sparse_map(change->desired, FIELD_STORAGE_PARAMETERS));
    recipe_parameters(recipe, &back, &table_type, recipe->schema, recipe->name,
                      sparse_map(change->desired, FIELD_STORAGE_PARAMETERS),
                      sparse_map(change->live, FIELD_STORAGE_PARAMETERS));
    piece->reverse = back.statements;
}

/* Each line may rely on the pieces of those above it. */
static bool alter(Recipe *recipe)
{
    recipe_rename_relation(recipe, OP_RENAME_TABLE, OP_MOVE_TABLE);
    recipe_leave_taken_parts(recipe);
    recipe_leave_rewritten(recipe);
    recipe_leave_aliases(recipe);
    recipe_leave_parents(recipe);
    recipe_drop_foreign_keys(recipe, false);
    recipe_rename_columns(recipe);
    recipe_free_not_nulls(recipe);
    if (!recipe_add_columns(recipe, false) || !recipe_generated_columns(recipe))
        return false;
    recipe_drop_checks(recipe, false);
    recipe_drop_keys(recipe);
    recipe_drop_exclusions(recipe);
    recipe_rename_parts(recipe);
    set_options(recipe);
    recipe_foreign_options(recipe);
    if (!recipe_table_files(recipe))
        return false;
    recipe_fill_columns(recipe, false);
    if (!recipe_alter_columns(recipe))
        return false;
    recipe_fill_columns(recipe, true);
    /* Behind the types of what they read: a generated column would stand in their way. */
    if (!recipe_add_columns(recipe, true) || !recipe_keys(recipe))
        return false;
    recipe_indexes(recipe);
    recipe_exclusions(recipe);
    if (!recipe_checks(recipe))
        return false;
    if (!recipe_statistics(recipe))
        return false;
    if (!recipe_foreign_keys(recipe))
        return false;
    recipe_cluster(recipe, NULL);
    recipe_replica_identity(recipe, NULL);
    recipe_allow_nulls(recipe);
    recipe_policies(recipe);
    recipe_row_security(recipe);
    recipe_rights(recipe);
    recipe_comments(recipe);
    recipe_drop_policies(recipe);
    recipe_drop_foreign_keys(recipe, true);
    recipe_drop_checks(recipe, true);
    recipe_drop_indexes(recipe);
    recipe_drop_statistics(recipe);
    recipe_drop_columns(recipe);
    recipe_join_parents(recipe);
    recipe_drop_leftovers(recipe);
    return true;
}

bool recipe_table(Recipe *recipe)
{
    if (recipe_is_below_repartition(recipe))
        return true;
    recipe->behind = recipe_detached_by(recipe);
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_CREATE && change->desired->type == &table_type)
            return recipe_create_table(recipe, change);
        if (change->kind == CHANGE_DROP && change->live->type == &table_type) {
            drop(recipe, change);
            return true;
        }
        if (change == recipe_repartition_of(recipe->input, recipe->group)) {
            recipe_rename_relation(recipe, OP_RENAME_TABLE, OP_MOVE_TABLE);
            return recipe_repartition(recipe, change);
        }
        if (recipe_changes_server(recipe->group, change)) {
            recipe_rename_relation(recipe, OP_RENAME_TABLE, OP_MOVE_TABLE);
            return recipe_new_server(recipe, change);
        }
    }
    recipe_leave_out_carried(recipe);
    return alter(recipe);
}
