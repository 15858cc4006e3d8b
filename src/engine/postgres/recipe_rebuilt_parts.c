/* Recipes of what a change of type takes from the parts of indexes of a partitioned table: the
 * server builds them anew by their whole, with a name of its own choice and nothing of their own.
 */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"

/* A part that is built again, and stays. */
typedef struct Rebuilt {
    const Table *table;             /* the partition, desired */
    const Index *whole;             /* the uppermost, desired */
    const Table *top;               /* the whole's table, desired */
    const Index *part;              /* desired */
    const Table *live;              /* the partition */
    const MapEntries *whole_params; /* which the server gives the part */
} Rebuilt;

typedef VEC(Rebuilt) RebuiltList;

static const Index *part_of(const Table *table, Str whole)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_eq(sparse_str(&table->indexes.items[i]->rec, FIELD_INDEX_ATTACHED_TO), whole))
            return table->indexes.items[i];
    return NULL;
}

static void add_below(const Recipe *recipe, const Rebuilt *above, RebuiltList *list)
{
    PgTables children = recipe_children(recipe, above->table);

    for (size_t i = 0; i < children.len; i++) {
        Rebuilt below = *above;
        below.table = children.items[i];
        below.live = recipe_live_table(recipe, below.table);
        below.part = part_of(below.table, above->part->name);
        if (below.live == NULL || below.part == NULL || !pg_is_partition(below.live))
            continue;
        vec_push(recipe->arena, list, below);
        add_below(recipe, &below, list);
    }
}

/* Of the indexes that stay and hold the column. */
static RebuiltList rebuilt_parts(const Recipe *recipe, const ChangeGroup *group, Str column)
{
    const Table *desired = (const Table *)group->desired;
    RebuiltList list = {0};

    for (size_t i = 0; i < desired->indexes.len; i++) {
        const Index *whole = desired->indexes.items[i];
        const Change *change = recipe_change_of(group, &whole->rec);
        Rebuilt above = {.table = desired, .whole = whole, .top = desired, .part = whole};
        above.whole_params = sparse_map(&whole->rec, FIELD_STORAGE_PARAMETERS);
        if (change == NULL && recipe_uses_column(recipe->arena, whole, column))
            add_below(recipe, &above, &list);
    }
    return list;
}

static bool has_other_name(const Recipe *recipe, const Rebuilt *part)
{
    return !str_eq(part->part->name, pg_index_name(recipe->arena, part->table, part->part));
}

/* An index of the partition alone that is built again, too, has the name that the server is going
 * to choose for the part: it steps aside. */
static void make_room(const Recipe *recipe, Piece *piece, const Rebuilt *part, Str column)
{
    Str chosen = pg_index_name(recipe->arena, part->table, part->part);
    const Index *own = table_index(part->live, chosen);
    Str schema = part->table->obj.schema, aside;

    if (own == NULL || sparse_str(&own->rec, FIELD_INDEX_ATTACHED_TO).len > 0 ||
        table_index(part->table, chosen) == NULL || !recipe_uses_column(recipe->arena, own, column))
        return;
    aside = recipe_temporary_name(
        recipe->arena, arena_printf(recipe->arena, "%.*s.%.*s", STR_ARG(schema), STR_ARG(chosen)));
    recipe_put(
        recipe, piece,
        RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(schema, chosen), RAW(" RENAME TO "), ID(aside)));
    vec_push(
        recipe->arena, &piece->finally,
        RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(schema, aside), RAW(" RENAME TO "), ID(chosen)));
}

/* Which name the server chose is known to it alone; two may have changed theirs, so all take one of
 * ours first. */
static Str sql_name_again(const Recipe *recipe, const RebuiltList *list)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("DO $anneal$DECLARE ids oid[]; names text[]; BEGIN\n"
                         "SELECT array_agg(t.relid), array_agg(w.name) INTO ids, names\n"
                         "FROM (VALUES "));
    for (size_t i = 0; i < list->len; i++) {
        const Rebuilt *part = &list->items[i];
        Str whole = RECIPE_SQL(recipe, QN(part->top->obj.schema, part->whole->name));
        Str table = RECIPE_SQL(recipe, QN(part->table->obj.schema, part->table->obj.name));
        sql_put(&writer, i > 0 ? RAW(",\n    (") : RAW("("), LIT(whole), RAW(", "), LIT(table),
                RAW(", "), LIT(part->part->name), RAW(")"));
    }
    sql_put(&writer,
            RAW(") AS w (whole, part_of, name)\n"
                "CROSS JOIN LATERAL pg_catalog.pg_partition_tree(w.whole::regclass) AS t\n"
                "JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid AND "
                "i.indrelid = w.part_of::regclass\n"
                "JOIN pg_catalog.pg_class AS c ON c.oid = t.relid AND c.relname <> w.name;\n"
                "FOR i IN 1 .. coalesce(array_length(ids, 1), 0) LOOP\n"
                "EXECUTE format('ALTER INDEX %s RENAME TO %I', ids[i]::regclass, "
                "'anneal_tmp_' || ids[i]);\nEND LOOP;\n"
                "FOR i IN 1 .. coalesce(array_length(ids, 1), 0) LOOP\n"
                "EXECUTE format('ALTER INDEX %s RENAME TO %I', ids[i]::regclass, names[i]);\n"
                "END LOOP; END$anneal$"));
    return sql_finish(&writer, recipe->arena);
}

static void put(const Recipe *recipe, Piece *piece, Str statement)
{
    vec_push(recipe->arena, &piece->finally, statement);
}

/* What was said of the part alone. */
static void say_again(const Recipe *recipe, Piece *piece, const Rebuilt *part)
{
    const Record *rec = &part->part->rec, *table = &part->table->obj.rec;
    Str name = part->part->name, schema = part->table->obj.schema;
    Str alter =
        RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(schema, part->table->obj.name), RAW(" "));
    Recipe child = *recipe;
    Piece said = {0};

    child.schema = schema;
    child.name = part->table->obj.name;
    recipe_parameters(&child, &said, &index_type, schema, name, part->whole_params,
                      sparse_map(rec, FIELD_STORAGE_PARAMETERS));
    recipe_index_statistics(&child, &said, name, NULL, rec);
    for (size_t i = 0; i < said.statements.len; i++)
        put(recipe, piece, said.statements.items[i]);
    if (sparse_bool(rec, FIELD_INDEX_CLUSTERED))
        put(recipe, piece, RECIPE_SQL(recipe, EX(alter), RAW("CLUSTER ON "), ID(name)));
    if (str_eq(sparse_str(table, FIELD_TABLE_REPLICA_INDEX), name))
        put(recipe, piece,
            RECIPE_SQL(recipe, EX(alter), RAW("REPLICA IDENTITY USING INDEX "), ID(name)));
    if (sparse_str(rec, FIELD_COMMENT).len > 0)
        put(recipe, piece, recipe_sql_comment(&child, rec, sparse_str(rec, FIELD_COMMENT)));
    if (sparse_str(rec, FIELD_INDEX_COMMENT).len > 0)
        put(recipe, piece,
            recipe_sql_index_comment(&child, rec, sparse_str(rec, FIELD_INDEX_COMMENT)));
}

void recipe_keep_rebuilt_parts(const Recipe *recipe, Piece *piece, const ChangeGroup *group,
                               const Change *column)
{
    RebuiltList list = {0};
    bool is_other = false;

    if (group->live->rec.type != &table_type || !pg_is_partitioned((const Table *)group->live) ||
        !pg_is_partitioned((const Table *)group->desired))
        return;
    list = rebuilt_parts(recipe, group, record_name(column->desired));
    for (size_t i = 0; i < list.len; i++)
        is_other = is_other || has_other_name(recipe, &list.items[i]);
    if (is_other)
        put(recipe, piece, sql_name_again(recipe, &list));
    for (size_t i = 0; i < list.len; i++) {
        if (is_other)
            make_room(recipe, piece, &list.items[i], record_name(column->live));
        say_again(recipe, piece, &list.items[i]);
    }
}
