/* Settles what is said of tables, columns and indexes beside their structure. */
#include "engine/postgres/definition.h"
#include "engine/postgres/family.h"
#include "engine/postgres/settle.h"

enum { REPLICA_INDEX = 3 }; /* row of model/table_fields.c */

/* SchemaSmith's way to say a storage parameter; `dflt`: the server's own value. */
static void settle_fill_factor(const Settle *settle, Record *rec, int64_t dflt)
{
    OptInt given = sparse_int(rec, FIELD_FILL_FACTOR);
    MapEntries parameters = *sparse_map(rec, FIELD_STORAGE_PARAMETERS);
    MapEntry entry = {STR("fillfactor"), STR_ABSENT};

    sparse_set_int(settle->arena, rec, FIELD_FILL_FACTOR, (OptInt){0});
    if (!given.given || given.value == 0 || given.value == dflt)
        return;
    for (size_t i = 0; i < parameters.len; i++)
        if (str_is(parameters.items[i].name, "fillfactor"))
            return;
    entry.value = arena_printf(settle->arena, "%lld", (long long)given.value);
    vec_push(settle->arena, &parameters, entry);
    sparse_set_map(settle->arena, rec, FIELD_STORAGE_PARAMETERS, parameters);
}

static const Record *index_named(const Table *table, Str name)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_eq(table->indexes.items[i]->name, name))
            return &table->indexes.items[i]->rec;
    return NULL;
}

static void settle_replica_identity(const Settle *settle, Table *table)
{
    Record *rec = &table->obj.rec;
    Str index = sparse_str(rec, FIELD_TABLE_REPLICA_INDEX);
    int identity = sparse_enum(rec, FIELD_TABLE_REPLICA_IDENTITY);

    if (index.len == 0 && identity == REPLICA_INDEX)
        settle_refuse(settle, rec, "ReplicaIdentity", "name it in ReplicaIdentityIndex",
                      "by which index?");
    if (index.len == 0)
        return;
    if (identity == 0)
        sparse_set_enum(settle->arena, rec, FIELD_TABLE_REPLICA_IDENTITY, REPLICA_INDEX);
    else if (identity != REPLICA_INDEX)
        settle_refuse(settle, rec, "ReplicaIdentityIndex", "leave one of them out",
                      "ReplicaIdentity says something else");
}

void settle_replica_index(const Settle *settle, const Table *table)
{
    Str index = sparse_str(&table->obj.rec, FIELD_TABLE_REPLICA_INDEX);

    if (index.len > 0 && index_named(table, index) == NULL)
        settle_refuse(settle, &table->obj.rec, "ReplicaIdentityIndex",
                      "the Name of one of its Indexes", "table %.*s has no index %.*s",
                      STR_ARG(table->obj.name), STR_ARG(index));
}

static void settle_clustered(const Settle *settle, const Table *table)
{
    size_t count = 0;

    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        if (!sparse_bool(&index->rec, FIELD_INDEX_CLUSTERED))
            continue;
        if (index->name.len == 0)
            settle_refuse(settle, &index->rec, "Clustered", "give the index a Name",
                          "CLUSTER knows an index by its name");
        if (count++ > 0)
            settle_refuse(settle, &index->rec, "Clustered", NULL,
                          "a table is ordered by one index at most");
    }
}

static void check_trigger_states(const Settle *settle, Table *table)
{
    const MapEntries *given = sparse_map(&table->obj.rec, FIELD_TABLE_TRIGGER_STATES);
    MapEntries states = {0};

    if (given->len > 0 && sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF).len == 0)
        settle_refuse(settle, &table->obj.rec, "TriggerStates",
                      "ALTER TABLE … TRIGGER in the trigger's script says it of any other table",
                      "table %.*s is no partition", STR_ARG(table->obj.name));
    for (size_t i = 0; i < given->len; i++) {
        MapEntry entry = given->items[i];
        entry.value = arena_upper(settle->arena, entry.value);
        if (pg_trigger_state_word(entry.value).len == 0)
            settle_refuse(settle, &table->obj.rec, "TriggerStates",
                          "ORIGIN, DISABLED, REPLICA or ALWAYS", "%.*s is nothing that %.*s can be",
                          STR_ARG(given->items[i].value), STR_ARG(entry.name));
        vec_push(settle->arena, &states, entry);
    }
    if (given->len > 0)
        sparse_set_map(settle->arena, &table->obj.rec, FIELD_TABLE_TRIGGER_STATES, states);
}

void settle_table_options(const Settle *settle, Table *table)
{
    Record *rec = &table->obj.rec;
    Str method = sparse_str(rec, FIELD_TABLE_METHOD);

    settle_fill_factor(settle, rec, 100);
    if (str_eq_ascii_nocase(method, STR("heap")))
        sparse_set_str(settle->arena, rec, FIELD_TABLE_METHOD, STR_ABSENT);
    settle_replica_identity(settle, table);
    settle_clustered(settle, table);
    check_trigger_states(settle, table);
}

void settle_column_options(const Settle *settle, Column *column)
{
    OptInt target = sparse_int(&column->rec, FIELD_STATISTICS_TARGET);

    if (target.given && target.value < 0)
        sparse_set_int(settle->arena, &column->rec, FIELD_STATISTICS_TARGET, (OptInt){0});
}

/* Source: PostgreSQL manual, CREATE INDEX, Index Storage Parameters. */
void settle_index_options(const Settle *settle, Index *index)
{
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);
    const MapEntries *targets = sparse_map(&index->rec, FIELD_INDEX_STATISTICS);

    settle_fill_factor(settle, &index->rec,
                       str_is(method, "hash")     ? 75
                       : str_is(method, "spgist") ? 80
                                                  : 90);
    for (size_t i = 0; i < targets->len; i++) {
        int64_t number = 0;
        if (!str_to_int64(targets->items[i].name, &number) || number < 1 ||
            (size_t)number > index->keys.len || index->keys.items[number - 1].expression.len == 0)
            settle_refuse(settle, &index->rec, "ColumnStatistics",
                          "a number of IndexColumns, from 1, that is an expression",
                          "index %.*s has no expression %.*s", STR_ARG(index->name),
                          STR_ARG(targets->items[i].name));
    }
    if (targets->len > 0 && index->name.len == 0)
        settle_refuse(settle, &index->rec, "ColumnStatistics", "give the index a Name",
                      "what has no name can't have statistics targets");
}

/* What the table above says, too, is no state of the partition's own. */
static void drop_repeated_states(const Settle *settle, Table *table)
{
    const MapEntries *given = sparse_map(&table->obj.rec, FIELD_TABLE_TRIGGER_STATES);
    MapEntries own = {0};

    if (given->len == 0)
        return;
    for (size_t i = 0; i < given->len; i++) {
        Str above = STR_ABSENT;
        (void)pg_family_trigger(settle->arena, settle->model, table, given->items[i].name, &above);
        if (!str_eq(above, given->items[i].value))
            vec_push(settle->arena, &own, given->items[i]);
    }
    sparse_set_map(settle->arena, &table->obj.rec, FIELD_TABLE_TRIGGER_STATES, own);
}

void settle_trigger_states(const Settle *settle)
{
    for (size_t i = 0; i < settle->model->objects.len; i++)
        if (settle->model->objects.items[i]->rec.type == &table_type)
            drop_repeated_states(settle, (Table *)settle->model->objects.items[i]);
}
