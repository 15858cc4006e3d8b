/* Recipes of what is said of a table, its columns and indexes beside their structure. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

enum { UNLOGGED = 1, REPLICA_INDEX = 3 }; /* rows of model/table_fields.c */

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

/* ---- columns ---- */

static Str joined(const Recipe *recipe, const StrVec *clauses)
{
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < clauses->len; i++)
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""), EX(clauses->items[i]));
    return sql_finish(&writer, recipe->arena);
}

static void set_column(Recipe *recipe, const Change *change, Op op, const StrVec *clauses,
                       const StrVec *back, const char *keys)
{
    Piece *piece;

    if (clauses->len == 0)
        return;
    piece = recipe_add(recipe, op, change, recipe_reason_of(recipe->arena, change, keys));
    piece->clause = joined(recipe, clauses);
    if (back->len > 0)
        recipe_undo(recipe, piece, sql_alter(recipe, joined(recipe, back)));
    recipe_after_column(recipe, piece, record_name(change->desired));
}

bool recipe_column_versions(const Recipe *recipe, const Column *column)
{
    return recipe_not_null_versions(recipe, column) &&
           (sparse_enum(&column->rec, FIELD_COLUMN_COMPRESSION) == 0 ||
            recipe_needs_version(recipe, &column->rec, 140000, "the compression of a column"));
}

void recipe_column_options(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Column before = *live;
    StrVec clauses, back;

    before.name = desired->name;
    if (!change_has(change, "DataType") && !change_has(change, "Collation")) {
        clauses = pg_column_storage_clauses(recipe->arena, live, desired);
        back = pg_column_storage_clauses(recipe->arena, desired, &before);
        set_column(recipe, change, OP_SET_COLUMN_STORAGE, &clauses, &back, "Storage Compression");
    }
    clauses = pg_column_option_clauses(recipe->arena, live, desired);
    back = pg_column_option_clauses(recipe->arena, desired, &before);
    set_column(recipe, change, OP_SET_COLUMN_OPTIONS, &clauses, &back,
               "StatisticsTarget AttributeOptions");
}

void recipe_create_column_options(const Recipe *recipe, Piece *piece)
{
    StrVec clauses = {0};

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        StrVec storage = pg_column_storage_clauses(recipe->arena, NULL, column);
        StrVec options = pg_column_option_clauses(recipe->arena, NULL, column);
        for (size_t k = 0; k < storage.len; k++)
            vec_push(recipe->arena, &clauses, storage.items[k]);
        for (size_t k = 0; k < options.len; k++)
            vec_push(recipe->arena, &clauses, options.items[k]);
    }
    if (clauses.len > 0)
        recipe_put(recipe, piece, sql_alter(recipe, joined(recipe, &clauses)));
}

/* ---- the table's files ---- */

/* Names that order the changes of tables that are linked by foreign keys: a logged table can't
 * refer to an unlogged one. */
static Str persistence_name(const Recipe *recipe, bool is_unlogged, Str schema, Str name)
{
    return arena_printf(recipe->arena, "%s %.*s", is_unlogged ? "unlogged" : "logged",
                        STR_ARG(label_name(recipe->arena, schema, name)));
}

/* Unlogged: behind those that refer to it. */
static void after_referring(const Recipe *recipe, Piece *piece)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        const ChangeGroup *group;
        if (table->obj.rec.type != &table_type || table == recipe->live)
            continue;
        group = recipe_group_of(recipe->input, &table->obj);
        for (size_t k = 0; k < table->foreign_keys.len; k++)
            if (group != NULL && group->desired != NULL &&
                str_eq(table->foreign_keys.items[k]->related_table, recipe->live->obj.name) &&
                str_eq(table->foreign_keys.items[k]->related_schema, recipe->live->obj.schema))
                vec_push(
                    recipe->arena, &piece->takes,
                    persistence_name(recipe, true, group->desired->schema, group->desired->name));
    }
}

/* Logged: behind those that it refers to. */
static void after_referred(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->desired->foreign_keys.len; i++) {
        const ForeignKey *key = recipe->desired->foreign_keys.items[i];
        if (!str_eq(key->related_table, recipe->name) ||
            !str_eq(key->related_schema, recipe->schema))
            vec_push(recipe->arena, &piece->takes,
                     persistence_name(recipe, false, key->related_schema, key->related_table));
    }
}

static void set_persistence(Recipe *recipe, const Change *change)
{
    bool is_unlogged = sparse_enum(change->desired, FIELD_PERSISTENCE) == UNLOGGED;
    Piece *piece;

    if (!change_has(change, "PersistenceType"))
        return;
    piece = recipe_add(recipe, is_unlogged ? OP_SET_UNLOGGED : OP_SET_LOGGED, change,
                       recipe_reason_of(recipe->arena, change, "PersistenceType"));
    recipe_take_along(recipe, piece, change);
    recipe_put(recipe, piece,
               sql_alter(recipe, is_unlogged ? STR("SET UNLOGGED") : STR("SET LOGGED")));
    vec_push(recipe->arena, &piece->frees,
             persistence_name(recipe, is_unlogged, recipe->schema, recipe->name));
    if (is_unlogged)
        after_referring(recipe, piece);
    else
        after_referred(recipe, piece);
}

static bool set_method(Recipe *recipe, const Change *change)
{
    Str method = sparse_str(change->desired, FIELD_TABLE_METHOD);
    Piece *piece;

    if (!change_has(change, "AccessMethod"))
        return true;
    if (!recipe_needs_version(recipe, change->desired, 150000, "another access method"))
        return false;
    piece = recipe_add(recipe, OP_SET_ACCESS_METHOD, change,
                       recipe_reason_of(recipe->arena, change, "AccessMethod"));
    recipe_take_along(recipe, piece, change);
    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("SET ACCESS METHOD "),
                                            ID(method.len > 0 ? method : STR("heap")))));
    return true;
}

/* Of a known place canonicalisation has found out what an absent one is called. */
static Str tablespace_of(const Record *rec)
{
    Str name = sparse_str(rec, FIELD_TABLESPACE);

    return name.len > 0 ? name : STR("pg_default");
}

static void set_tablespace(Recipe *recipe, const Change *change)
{
    Piece *piece;

    if (!change_has(change, "Tablespace"))
        return;
    piece = recipe_add(recipe, OP_SET_TABLESPACE, change,
                       recipe_reason_of(recipe->arena, change, "Tablespace"));
    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("SET TABLESPACE "),
                                            ID(tablespace_of(change->desired)))));
}

bool recipe_table_files(Recipe *recipe)
{
    const Change *change = recipe_change_of(recipe->group, &recipe->desired->obj.rec);

    if (change == NULL)
        return true;
    set_persistence(recipe, change);
    set_tablespace(recipe, change);
    return set_method(recipe, change);
}

/* ---- indexes ---- */

void recipe_move_index(Recipe *recipe, const Change *change)
{
    Piece *piece;

    if (!change_has(change, "Tablespace"))
        return;
    piece = recipe_add(recipe, OP_MOVE_INDEX, change,
                       recipe_reason_of(recipe->arena, change, "Tablespace"));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER INDEX "),
                          QN(recipe->schema, record_name(change->desired)), RAW(" SET TABLESPACE "),
                          ID(tablespace_of(change->desired))));
    recipe_after(recipe, piece, recipe_piece_of(recipe, change->desired)); /* its rename */
}

static Str target_of(const Record *rec, Str number)
{
    const MapEntries *targets = rec == NULL ? NULL : sparse_map(rec, FIELD_INDEX_STATISTICS);

    for (size_t i = 0; targets != NULL && i < targets->len; i++)
        if (str_eq(targets->items[i].name, number))
            return targets->items[i].value;
    return STR_ABSENT;
}

static void put_target(const Recipe *recipe, Piece *piece, Str name, Str number, Str target)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, name),
                          RAW(" ALTER COLUMN "), EX(number), RAW(" SET STATISTICS "), EX(target)));
}

void recipe_index_statistics(const Recipe *recipe, Piece *piece, Str name, const Record *from,
                             const Record *to)
{
    const MapEntries *targets = sparse_map(to, FIELD_INDEX_STATISTICS);
    const MapEntries *before = from == NULL ? NULL : sparse_map(from, FIELD_INDEX_STATISTICS);

    for (size_t i = 0; i < targets->len; i++)
        if (!str_eq(target_of(from, targets->items[i].name), targets->items[i].value))
            put_target(recipe, piece, name, targets->items[i].name, targets->items[i].value);
    for (size_t i = 0; before != NULL && i < before->len; i++)
        if (target_of(to, before->items[i].name).len == 0)
            put_target(recipe, piece, name, before->items[i].name, STR("-1"));
}

static const Record *clustered_of(const Table *table)
{
    for (size_t i = 0; table != NULL && i < table->indexes.len; i++)
        if (sparse_bool(&table->indexes.items[i]->rec, FIELD_INDEX_CLUSTERED))
            return &table->indexes.items[i]->rec;
    for (size_t i = 0; table != NULL && i < table->exclusions.len; i++)
        if (sparse_bool(&table->exclusions.items[i]->rec, FIELD_INDEX_CLUSTERED))
            return &table->exclusions.items[i]->rec;
    return NULL;
}

/* Whether this plan makes the index, so that nothing that was said of it is left. */
static bool is_made(const Recipe *recipe, const Record *desired)
{
    const Change *change = recipe_change_of(recipe->group, desired);

    if (recipe->live == NULL)
        return true;
    return change == NULL ? recipe_is_done(recipe, desired)
                          : change->kind != CHANGE_ALTER || recipe_is_done(recipe, desired);
}

/* Behind the piece of the partitioned table that makes it. */
static void after_part(const Recipe *recipe, Piece *piece, const Index *index)
{
    if (sparse_str(&index->rec, FIELD_INDEX_ATTACHED_TO).len > 0)
        vec_push(recipe->arena, &piece->takes,
                 recipe_part_made(recipe, &recipe->desired->obj, index));
}

static void set_cluster(Recipe *recipe, const Change *change, const Record *index)
{
    const Piece *made = recipe_piece_of(recipe, index);
    Piece *piece = recipe_add(recipe, OP_SET_CLUSTER, change, STR("Clustered"));

    piece->clause = index == NULL ? STR("SET WITHOUT CLUSTER")
                                  : RECIPE_SQL(recipe, RAW("CLUSTER ON "), ID(record_name(index)));
    piece->about = index;
    recipe_after(recipe, piece, made);
    if (index != NULL)
        after_part(recipe, piece, (const Index *)index);
}

void recipe_cluster(Recipe *recipe, const Change *table_change)
{
    const Record *index = clustered_of(recipe->desired), *live = clustered_of(recipe->live);
    const Change *change = recipe_change_of(recipe->group, index != NULL ? index : live);

    if (index == NULL && live == NULL)
        return;
    if (index != NULL && recipe->live == NULL)
        set_cluster(recipe, table_change, index);
    else if (index != NULL && is_made(recipe, index))
        set_cluster(recipe, change != NULL ? change : recipe->remake->change, index);
    else if (change != NULL && change->desired != NULL && change_has(change, "Clustered") &&
             (index != NULL || !is_made(recipe, change->desired)))
        set_cluster(recipe, change, index);
}

/* ---- replica identity ---- */

static const Index *replica_index(const Recipe *recipe)
{
    Str name = sparse_str(&recipe->desired->obj.rec, FIELD_TABLE_REPLICA_INDEX);

    for (size_t i = 0; name.len > 0 && i < recipe->desired->indexes.len; i++)
        if (str_eq(recipe->desired->indexes.items[i]->name, name))
            return recipe->desired->indexes.items[i];
    return NULL;
}

static Str sql_replica_identity(const Recipe *recipe, const Record *table)
{
    static const char *const words[] = {"DEFAULT", "FULL", "NOTHING"};
    int identity = sparse_enum(table, FIELD_TABLE_REPLICA_IDENTITY);

    if (identity == REPLICA_INDEX)
        return RECIPE_SQL(recipe, RAW("REPLICA IDENTITY USING INDEX "),
                          ID(sparse_str(table, FIELD_TABLE_REPLICA_INDEX)));
    return RECIPE_SQL(recipe, RAW("REPLICA IDENTITY "), EX(str_from(words[identity])));
}

void recipe_replica_identity(Recipe *recipe, const Change *table_change)
{
    const Record *table = &recipe->desired->obj.rec;
    const Index *index = replica_index(recipe);
    const Change *change =
        table_change != NULL ? table_change : recipe_change_of(recipe->group, table);
    bool differs = recipe->live == NULL
                       ? sparse_enum(table, FIELD_TABLE_REPLICA_IDENTITY) != 0
                       : change != NULL && (change_has(change, "ReplicaIdentity") ||
                                            change_has(change, "ReplicaIdentityIndex"));
    Piece *piece;

    if (!differs && !(index != NULL && recipe->live != NULL && is_made(recipe, &index->rec)))
        return;
    if (change == NULL)
        change = recipe_change_of(recipe->group, &index->rec);
    if (change == NULL)
        change = recipe->remake->change;
    piece = recipe_add(recipe, OP_SET_REPLICA_IDENTITY, change, STR("ReplicaIdentity"));
    piece->about = table;
    /* Not a clause: the server would drop NOT NULL before it, whatever the order. */
    recipe_put(recipe, piece, sql_alter(recipe, sql_replica_identity(recipe, table)));
    if (index == NULL)
        return;
    recipe_after(recipe, piece, recipe_piece_of(recipe, &index->rec));
    after_part(recipe, piece, index);
    for (size_t i = 0; i < index->keys.len; i++) { /* NOT NULL, too */
        const Column *column = table_column(recipe->desired, index->keys.items[i].name);
        if (column != NULL)
            recipe_after_all(recipe, piece, &column->rec);
    }
}
