/* Recipes of tables whose partition key comes, goes, or changes itself or its types, or whose own
 * columns become ones that it inherits: the server has no way to do that in place.
 *
 * One transaction: the old table steps aside under a name of ours and gives up the names of its
 * indexes, the new one is made with its partitions, takes the rows, and the old one is dropped with
 * its own. What uses the table goes and comes back in it. A row that no partition takes ends it. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"

/* Whether a column that is to be inherited alone is the table's own, or not there. INHERIT keeps it
 * as both (ATTACH PARTITION does not); where the file lists it, that is what is wanted. */
static bool gives_columns_up(const Table *live, const Table *desired)
{
    bool was_partition = pg_is_partition(live) && !pg_is_partition(desired);

    for (size_t i = 0; i < desired->columns.len; i++) {
        const Column *column = desired->columns.items[i];
        const Column *now = table_column(live, column->name);
        if (sparse_bool(&column->rec, FIELD_INHERITED) &&
            (now == NULL || was_partition || !sparse_bool(&now->rec, FIELD_INHERITED)))
            return true;
    }
    return false;
}

static bool is_repartition(const Change *change)
{
    if (change->live->type != &table_type)
        return false;
    return change_has(change, "PartitionBy") ||
           (change_has(change, "Inherits") && !pg_is_partition((const Table *)change->desired) &&
            gives_columns_up((const Table *)change->live, (const Table *)change->desired));
}

bool recipe_is_in_key(const RecipeInput *input, const Object *table, Str column)
{
    const Model *live = input->changes->live;
    Str key = sparse_str(&table->rec, FIELD_TABLE_PARTITION_BY);
    bool found = key.len > 0 && pg_scan_mentions(input->arena, key, column);

    for (size_t i = 0; key.len > 0 && !found && i < live->edges.len; i++)
        found = live->edges.items[i].is_parent && live->edges.items[i].to == table &&
                recipe_is_in_key(input, live->edges.items[i].from, column);
    return found;
}

static bool retypes_key(const RecipeInput *input, const ChangeGroup *group, const Change *change)
{
    return change->live->type == &column_type &&
           (change_has(change, "DataType") || change_has(change, "Collation")) &&
           recipe_is_in_key(input, group->live, record_name(change->live));
}

const Change *recipe_repartition_of(const RecipeInput *input, const ChangeGroup *group)
{
    if (group == NULL || group->live == NULL || group->desired == NULL ||
        group->live->rec.type != &table_type)
        return NULL;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        if (change->live != NULL && change->desired != NULL && change->kind != CHANGE_RENAME &&
            (is_repartition(change) || retypes_key(input, group, change)))
            return change;
    }
    return NULL;
}

/* The group of the nearest ancestor, in one of the models, that is made anew; NULL: none. */
static const ChangeGroup *remade_ancestor(const Recipe *recipe, const Model *model,
                                          const Table *table)
{
    PgTables parents = {0};
    const ChangeGroup *group;

    if (table != NULL && pg_is_partition(table))
        parents = pg_family_parents(recipe->arena, model, table);
    if (parents.len == 0)
        return NULL;
    group = recipe_group_of(recipe->input, &parents.items[0]->obj);
    return recipe_repartition_of(recipe->input, group) != NULL
               ? group
               : remade_ancestor(recipe, model, parents.items[0]);
}

/* Whether the new table comes with this partition: one that is new, or was a part of the old. */
static bool comes_with(const Recipe *recipe, const Table *partition, const Table *old)
{
    const Table *live = recipe_live_table(recipe, partition);
    const Model *model = recipe->input->changes->live;

    while (live != NULL && live != old) {
        PgTables parents = {0};
        if (pg_is_partition(live))
            parents = pg_family_parents(recipe->arena, model, live);
        if (parents.len == 0)
            return false;
        live = parents.items[0];
    }
    return true;
}

bool recipe_is_below_repartition(const Recipe *recipe)
{
    const Changes *changes = recipe->input->changes;
    const ChangeGroup *above = remade_ancestor(recipe, changes->desired, recipe->desired);

    if (above != NULL)
        return comes_with(recipe, recipe->desired, (const Table *)above->live);
    return recipe->desired == NULL && remade_ancestor(recipe, changes->live, recipe->live) != NULL;
}

/* ---- the old table steps aside ---- */

static void put_drop(const Recipe *recipe, Piece *piece, const Table *table, Str schema, Str aside,
                     const Index *index)
{
    if (sparse_str(&index->rec, FIELD_INDEX_ATTACHED_TO).len > 0 && table != recipe->live)
        return; /* goes with its whole */
    recipe_put(recipe, piece,
               index_is_constraint(index)
                   ? RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(schema, aside),
                                RAW(" DROP CONSTRAINT IF EXISTS "), ID(index->name))
                   : RECIPE_SQL(recipe, RAW("DROP INDEX IF EXISTS "), QN(schema, index->name)));
}

/* Sequences whose name the new identities get, or which give way to sequences of the old name. */
static bool has_sequence(const Recipe *recipe, const Table *table, const Column *column)
{
    return recipe_is_identity(column) ||
           (table == recipe->live && recipe_identity_takes_of(recipe, column) != NULL);
}

static void put_identities_aside(const Recipe *recipe, Piece *piece, const Table *table, Str schema,
                                 Str now)
{
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        Str name = arena_printf(recipe->arena, "%.*s.%.*s", STR_ARG(now), STR_ARG(column->name));
        Str relation = RECIPE_SQL(recipe, QN(schema, now));
        if (!has_sequence(recipe, table, column))
            continue;
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe,
                              RAW("DO $anneal$BEGIN EXECUTE format('ALTER SEQUENCE %s RENAME TO "
                                  "%I', pg_catalog.pg_get_serial_sequence("),
                              LIT(relation), RAW(", "), LIT(column->name), RAW("), "),
                              LIT(recipe_temporary_name(recipe->arena, name)),
                              RAW("); END$anneal$")));
    }
}

/* `now`: its name when the piece runs. Returns the name under which it waits. */
static Str put_aside(const Recipe *recipe, Piece *piece, const Table *table, Str schema, Str now)
{
    Str label = arena_printf(recipe->arena, "%.*s.%.*s", STR_ARG(schema), STR_ARG(now));
    Str aside = recipe_temporary_name(recipe->arena, label);

    put_identities_aside(recipe, piece, table, schema, now);
    recipe_put(
        recipe, piece,
        RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(schema, now), RAW(" RENAME TO "), ID(aside)));
    for (size_t i = 0; i < table->indexes.len; i++)
        put_drop(recipe, piece, table, schema, aside, table->indexes.items[i]);
    for (size_t i = 0; i < table->exclusions.len; i++)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(schema, aside),
                              RAW(" DROP CONSTRAINT "), ID(table->exclusions.items[i]->name)));
    for (size_t i = 0; i < table->statistics.len; i++) {
        const Statistics *statistics = table->statistics.items[i];
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("DROP STATISTICS "),
                       QN(statistics->schema.len > 0 ? statistics->schema : table->obj.schema,
                          statistics->name)));
    }
    return aside;
}

/* Whether a live partition stays a table, with its rows, and comes with none that is made anew. */
static bool leaves(const Recipe *recipe, const Table *partition)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &partition->obj);
    Recipe own = {.input = recipe->input, .arena = recipe->arena, .live = partition};

    if (group == NULL || group->desired == NULL)
        return false;
    own.desired = (const Table *)group->desired;
    return !recipe_is_below_repartition(&own);
}

static Str left_name(const Recipe *recipe, const Table *partition)
{
    return arena_printf(recipe->arena, "left by %.*s.%.*s", STR_ARG(partition->obj.schema),
                        STR_ARG(partition->obj.name));
}

/* `now`: what the parent is called when the piece runs. */
static void put_detached(const Recipe *recipe, Piece *piece, const Table *parent, Str now)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        const Table *child = (const Table *)edge->from;
        Str name;
        if (!edge->is_parent || edge->to != &parent->obj || !pg_is_partition(child))
            continue;
        name = RECIPE_SQL(recipe, QN(child->obj.schema, child->obj.name));
        if (!leaves(recipe, child)) {
            put_detached(recipe, piece, child, name);
            continue;
        }
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(now), RAW(" DETACH PARTITION "), EX(name)));
        vec_push(recipe->arena, &piece->frees, left_name(recipe, child));
    }
}

Str recipe_detached_by(const Recipe *recipe)
{
    bool is_left = recipe->live != NULL && recipe->desired != NULL &&
                   remade_ancestor(recipe, recipe->input->changes->live, recipe->live) != NULL;

    return is_left ? left_name(recipe, recipe->live) : STR_ABSENT;
}

static void put_partitions_aside(const Recipe *recipe, Piece *piece, const Table *parent)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        const Table *child = (const Table *)edge->from;
        if (!edge->is_parent || edge->to != &parent->obj || !pg_is_partition(child) ||
            leaves(recipe, child))
            continue;
        (void)put_aside(recipe, piece, child, child->obj.schema, child->obj.name);
        vec_push(recipe->arena, &piece->also_drops, &child->obj);
        put_partitions_aside(recipe, piece, child);
    }
}

/* The table's column that a sequence belongs to; absent: none. */
static Str owning_column(const Recipe *recipe, const Object *object, const Table *table)
{
    Str schema, name, column;
    bool is_owned =
        object->rec.type == &sequence_type &&
        pg_owned_by_read(recipe->arena, sparse_str(&object->rec, FIELD_SEQUENCE_OWNED_BY), &schema,
                         &name, &column) &&
        str_eq(object->schema, table->obj.schema) && str_eq(name, table->obj.name);

    return is_owned ? column : STR_ABSENT;
}

/* The other model's side of a sequence that stays; NULL. */
static const Object *other_side(const Recipe *recipe, const Object *sequence, bool is_live)
{
    const Changes *changes = recipe->input->changes;
    const ChangeGroup *group = recipe_group_of(recipe->input, sequence);

    if (group != NULL)
        return is_live ? group->desired : group->live;
    return model_find(is_live ? changes->desired : changes->live, REC_SEQUENCE, sequence->schema,
                      sequence->name);
}

/* Sequences of its own that stay must not go with it. They have moved along with the table. */
static void put_sequences(const Recipe *recipe, Piece *piece, bool are_freed)
{
    const Changes *changes = recipe->input->changes;
    const Model *model = are_freed ? changes->live : changes->desired;

    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        Str column = owning_column(recipe, object, are_freed ? recipe->live : recipe->desired),
            head;
        if (column.len == 0 || other_side(recipe, object, are_freed) == NULL)
            continue;
        head = RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), QN(recipe->schema, object->name),
                          RAW(" OWNED BY "));
        recipe_put(recipe, piece,
                   are_freed
                       ? RECIPE_SQL(recipe, EX(head), RAW("NONE"))
                       : RECIPE_SQL(recipe, EX(head), RECIPE_REL(recipe), RAW("."), ID(column)));
    }
}

/* ---- the new one ---- */

/* All that a recipe makes of a new table, in one piece. */
static bool put_new(const Recipe *recipe, Piece *piece, const Table *table, const Object *old)
{
    Change *change = ARENA_NEW(recipe->arena, Change);
    ChangeGroup *group = ARENA_NEW(recipe->arena, ChangeGroup);
    Pieces *pieces = ARENA_NEW(recipe->arena, Pieces);
    Recipe inner = {.input = recipe->input,
                    .arena = recipe->arena,
                    .group = group,
                    .home = group,
                    .pieces = pieces,
                    .errs = recipe->errs,
                    .desired = table,
                    .old = old,
                    .schema = table->obj.schema,
                    .name = table->obj.name};

    *pieces = (Pieces){.arena = recipe->arena};
    *change = (Change){.kind = CHANGE_CREATE, .desired = &table->obj.rec};
    *group = (ChangeGroup){.desired = &table->obj};
    vec_push(recipe->arena, &group->changes, change);
    if (!recipe_create_table(&inner, change))
        return false;
    if (table != recipe->desired)
        vec_push(recipe->arena, &piece->also_makes, &table->obj);
    if (old != NULL)
        recipe_publish_again(recipe, piece, old, &table->obj);
    for (size_t i = 0; i < pieces->list.len; i++) {
        const Piece *part = pieces->list.items[i];
        for (size_t k = 0; k < part->statements.len; k++)
            recipe_put(recipe, piece, part->statements.items[k]);
        if (part->clause.len > 0)
            recipe_put(recipe, piece,
                       pg_join_clauses(recipe->arena, &table->obj, &part->clause, 1));
        for (size_t k = 0; k < part->finally.len; k++)
            recipe_put(recipe, piece, part->finally.items[k]);
        for (size_t k = 0; k < part->needs.len; k++)
            vec_push(recipe->arena, &piece->needs, part->needs.items[k]);
    }
    return true;
}

static bool put_new_partitions(const Recipe *recipe, Piece *piece, const Table *parent)
{
    PgTables children = recipe_children(recipe, parent);

    for (size_t i = 0; i < children.len; i++) {
        const Table *child = children.items[i], *live = recipe_live_table(recipe, child);
        if (!pg_is_partition(child) || !comes_with(recipe, child, recipe->live))
            continue; /* one that inherits has pieces of its own */
        if (!put_new(recipe, piece, child, live == NULL ? NULL : &live->obj) ||
            !put_new_partitions(recipe, piece, child))
            return false;
    }
    return true;
}

static void put_rows(const Recipe *recipe, Piece *piece, Str aside)
{
    SqlWriter to = sql_new(&pg_quoting), from = sql_new(&pg_quoting);
    Arena *arena = recipe->arena;
    Str names, values;
    size_t count = 0;

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        const Column *live = table_column(recipe->live, recipe_live_column(recipe, column->name));
        PgTypeChange type;
        if (live == NULL || recipe_is_generated(column))
            continue;
        type = pg_type_change(arena, live->type, column->type, live->name, live->name);
        sql_put(&to, count > 0 ? RAW(", ") : RAW(""), ID(column->name));
        if (str_eq(live->type, column->type))
            sql_put(&from, count > 0 ? RAW(", ") : RAW(""), ID(live->name));
        else if (type.using.len > 0)
            sql_put(&from, count > 0 ? RAW(", ") : RAW(""), EX(type.using));
        else
            sql_put(&from, count > 0 ? RAW(", ") : RAW(""), ID(live->name), RAW("::"),
                    EX(column->type));
        count++;
    }
    names = sql_finish(&to, arena);
    values = sql_finish(&from, arena);
    if (count > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("INSERT INTO "), RECIPE_REL(recipe), RAW(" ("), EX(names),
                              RAW(") OVERRIDING SYSTEM VALUE SELECT "), EX(values), RAW(" FROM "),
                              QN(recipe->schema, aside)));
}

/* The next value stays what it was. */
static void put_positions(const Recipe *recipe, Piece *piece, Str aside)
{
    Str relation = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Str old = RECIPE_SQL(recipe, QN(recipe->schema, aside));

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        const Column *live = table_column(recipe->live, recipe_live_column(recipe, column->name));
        bool has_old = live != NULL && has_sequence(recipe, recipe->live, live);
        if (!has_old ||
            (!recipe_is_identity(column) && recipe_identity_leaves_of(recipe, column) == NULL))
            continue;
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("),
                       LIT(relation), RAW(", "), LIT(column->name),
                       RAW("), pg_catalog.pg_sequence_last_value("
                           "pg_catalog.pg_get_serial_sequence("),
                       LIT(old), RAW(", "), LIT(live->name), RAW(")::pg_catalog.regclass))")));
    }
}

/* Sequences that come for identities, which nobody else makes; then whose they are. */
static void put_new_sequences(const Recipe *recipe, Piece *piece, bool are_owned)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Sequence *sequence =
            recipe_identity_leaves_of(recipe, recipe->desired->columns.items[i]);
        Str owner = STR_ABSENT;
        if (sequence != NULL)
            owner = owning_column(recipe, &sequence->obj, recipe->desired);
        if (sequence != NULL && !are_owned)
            recipe_put(recipe, piece, pg_render_sequence(recipe->arena, sequence));
        else if (owner.len > 0)
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "),
                                  QN(sequence->obj.schema, sequence->obj.name), RAW(" OWNED BY "),
                                  RECIPE_REL(recipe), RAW("."), ID(owner)));
    }
}

/* ---- foreign keys that refer to it ---- */

/* Those of other tables let go, and come back where their own recipes don't make them anew. */
static void put_incoming(const Recipe *recipe, Piece *piece, const Table *table,
                         const ForeignKey *key)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &table->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &key->rec);
    const Object *now = group == NULL ? &table->obj : group->desired;
    const ForeignKey *again = NULL;
    Piece *back;

    if (change != NULL && change->kind == CHANGE_DROP)
        return; /* gone by then */
    if (group == NULL)
        again = key;
    else if (now != NULL && recipe_foreign_key_twin(group, key) == NULL)
        return; /* gone by then */
    else if (change == NULL || change->kind == CHANGE_ALTER)
        again = recipe_foreign_key_twin(group, key);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE IF EXISTS "),
                          QN(now == NULL ? table->obj.schema : now->schema,
                             now == NULL ? table->obj.name : now->name),
                          RAW(" DROP CONSTRAINT IF EXISTS "), ID(key->name)));
    if (piece->related == NULL && now != NULL)
        piece->related = arena_cstr(recipe->arena, arena_printf(recipe->arena, "%.*s.%.*s",
                                                                STR_ARG(table->obj.schema),
                                                                STR_ARG(table->obj.name)));
    if (again == NULL)
        return;
    back = ARENA_NEW(recipe->arena, Piece);
    recipe_put_foreign_key(recipe, back, now, again);
    for (size_t i = 0; i < back->statements.len; i++)
        vec_push(recipe->arena, &piece->finally, back->statements.items[i]);
}

/* Whether a live table is the recipe's, or a partition below that is made anew with it. */
static bool is_of_tree(const Recipe *recipe, const Table *table)
{
    PgTables above = {0};

    while (table != recipe->live && pg_is_partition(table) && !leaves(recipe, table)) {
        above = pg_family_parents(recipe->arena, recipe->input->changes->live, table);
        if (above.len == 0)
            return false;
        table = above.items[0];
    }
    return table == recipe->live;
}

/* A foreign key within the tree goes with what it is of, but before the key that it rests on. */
static void put_inner(const Recipe *recipe, Piece *piece, const Table *table, const ForeignKey *key)
{
    bool is_own = table == recipe->live;

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "),
                          QN(is_own ? recipe->schema : table->obj.schema,
                             is_own ? recipe->name : table->obj.name),
                          RAW(" DROP CONSTRAINT IF EXISTS "), ID(key->name)));
}

static void put_all_incoming(const Recipe *recipe, Piece *piece)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        if (table->obj.rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->foreign_keys.len; k++) {
            const ForeignKey *key = table->foreign_keys.items[k];
            const Object *to = model_find(live, REC_TABLE, key->related_schema, key->related_table);
            if (to == NULL || !is_of_tree(recipe, (const Table *)to))
                continue;
            if (is_of_tree(recipe, table))
                put_inner(recipe, piece, table, key);
            else
                put_incoming(recipe, piece, table, key);
        }
    }
}

Str recipe_anew_name(const Recipe *recipe, const Table *desired)
{
    return arena_printf(recipe->arena, "anew %.*s.%.*s", STR_ARG(desired->obj.schema),
                        STR_ARG(desired->obj.name));
}

bool recipe_repartition(Recipe *recipe, const Change *change)
{
    Piece *piece;
    Str aside;

    piece = recipe_add(
        recipe, OP_REPARTITION, change,
        recipe_reason_of(recipe->arena, change, "PartitionBy Inherits DataType Collation"));
    vec_push(recipe->arena, &piece->frees, recipe_anew_name(recipe, recipe->desired));
    vec_push(recipe->arena, &piece->includes, OP_REPLACE_KEY);
    vec_push(recipe->arena, &piece->includes, OP_DROP_KEY);
    recipe_take_along(recipe, piece, change);
    put_all_incoming(recipe, piece);
    recipe_key_types_of_remade(recipe, piece);
    put_sequences(recipe, piece, true);
    recipe_detach_to_drop(recipe, piece);
    put_detached(recipe, piece, recipe->live, RECIPE_SQL(recipe, RECIPE_REL(recipe)));
    aside = put_aside(recipe, piece, recipe->live, recipe->schema, recipe->name);
    put_partitions_aside(recipe, piece, recipe->live);
    put_new_sequences(recipe, piece, false);
    if (!put_new(recipe, piece, recipe->desired, &recipe->live->obj) ||
        !put_new_partitions(recipe, piece, recipe->desired))
        return false;
    put_new_sequences(recipe, piece, true);
    put_rows(recipe, piece, aside);
    put_positions(recipe, piece, aside);
    put_sequences(recipe, piece, false);
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP TABLE "), QN(recipe->schema, aside)));
    return true;
}
