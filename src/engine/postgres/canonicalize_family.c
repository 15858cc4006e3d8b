/* Partition keys and bounds in the form in which the server prints them, and the partitions that a
 * package leaves alone. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/family.h"
#include "engine/postgres/pure.h"

#define SCRATCH_PARENT "anneal scratch parent"
#define SCRATCH_PART "anneal scratch part"
static const char SET_PATH[] = "SELECT pg_catalog.set_config('search_path', $1, true)";
static const char PRINTING_PATH[] = "pg_catalog, pg_temp";
static const char PRINT_KEY[] =
    "SELECT pg_catalog.pg_get_partkeydef('pg_temp.\"" SCRATCH_PARENT "\"'::pg_catalog.regclass)";
static const char PRINT_BOUNDS[] =
    "SELECT pg_catalog.pg_get_expr(c.relpartbound, c.oid) FROM pg_catalog.pg_class AS c "
    "WHERE c.oid = 'pg_temp.\"" SCRATCH_PART "\"'::pg_catalog.regclass";

static Str text_of(const Record *rec, FieldId id)
{
    return sparse_str(rec, id);
}

static bool differs(const Pair *pair, FieldId id)
{
    return pair->live != NULL && pair->desired != NULL && pair->desired->type == &table_type &&
           text_of(pair->live, id).len > 0 && text_of(pair->desired, id).len > 0 &&
           !str_eq(text_of(pair->live, id), text_of(pair->desired, id));
}

bool pg_canon_has_family(const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++)
        if (differs(pairs->objects.items[i], FIELD_TABLE_PARTITION_BY) ||
            differs(pairs->objects.items[i], FIELD_TABLE_PARTITION_BOUNDS))
            return true;
    return false;
}

static bool run(PgScratch *scratch, const char *sql, const char *value, Errs *errs)
{
    const char *values[] = {value};
    PGresult *result = pg_exec_params(scratch->conn, sql, value == NULL ? 0 : 1, values, errs);

    PQclear(result);
    return result != NULL;
}

static Str sql_parent(Arena *arena, const Table *table)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("CREATE TEMPORARY TABLE "), ID(STR(SCRATCH_PARENT)), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        Str collation = text_of(&column->rec, FIELD_COLUMN_COLLATION);
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""), ID(column->name), RAW(" "), EX(column->type));
        if (collation.len > 0)
            sql_put(&writer, RAW(" COLLATE "), EX(collation));
    }
    sql_put(&writer, RAW(") PARTITION BY "),
            EX(text_of(&table->obj.rec, FIELD_TABLE_PARTITION_BY)));
    return sql_finish(&writer, arena);
}

static Str print_of(PgScratch *scratch, Arena *arena, const char *query, Errs *errs)
{
    PGresult *result = pg_exec_params(scratch->conn, query, 0, NULL, errs);
    Str print = result == NULL || PQntuples(result) != 1
                    ? STR_ABSENT
                    : arena_str(arena, pg_exec_cell(result, 0, 0));

    PQclear(result);
    return print;
}

/* Replaces one text of a desired table by its print; as it is where the server refuses it. */
static void print_text(PgScratch *scratch, Arena *arena, const Table *parent, Table *table,
                       FieldId id)
{
    bool is_bounds = id == FIELD_TABLE_PARTITION_BOUNDS;
    Arena own = {0};
    Errs errs = {0};
    Str path =
        sql_text(&own, &pg_quoting, EX(scratch->conn->search_path),
                 scratch->conn->search_path.len > 0 ? RAW(", ") : RAW(""), ID(table->obj.schema));
    Str part = sql_text(&own, &pg_quoting, RAW("CREATE TEMPORARY TABLE "), ID(STR(SCRATCH_PART)),
                        RAW(" PARTITION OF pg_temp."), ID(STR(SCRATCH_PARENT)), RAW(" "),
                        EX(text_of(&table->obj.rec, FIELD_TABLE_PARTITION_BOUNDS)));
    Str print = STR_ABSENT;

    if (run(scratch, "SAVEPOINT family", NULL, &errs) && run(scratch, SET_PATH, path.ptr, &errs) &&
        run(scratch, sql_parent(&own, parent).ptr, NULL, &errs) &&
        (!is_bounds || run(scratch, part.ptr, NULL, &errs)) &&
        run(scratch, SET_PATH, PRINTING_PATH, &errs))
        print = print_of(scratch, arena, is_bounds ? PRINT_BOUNDS : PRINT_KEY, &errs);
    if (print.len > 0)
        sparse_set_str(arena, &table->obj.rec, id, print);
    (void)run(scratch, "ROLLBACK TO SAVEPOINT family", NULL, &errs);
    errs_free(&errs); /* the step itself will meet what is wrong with it */
    arena_free(&own);
}

void pg_canon_family(PgScratch *scratch, Pairs *pairs)
{
    Arena *arena = &pairs->desired->arena;

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (differs(pair, FIELD_TABLE_PARTITION_BY))
            print_text(scratch, arena, (const Table *)pair->desired, (Table *)pair->desired,
                       FIELD_TABLE_PARTITION_BY);
    }
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        PgTables parents;
        if (!differs(pair, FIELD_TABLE_PARTITION_BOUNDS))
            continue;
        parents = pg_family_parents(arena, pairs->desired, (const Table *)pair->desired);
        if (parents.len == 1)
            print_text(scratch, arena, parents.items[0], (Table *)pair->desired,
                       FIELD_TABLE_PARTITION_BOUNDS);
    }
}

/* ---- partitions that a package leaves alone ---- */

/* What is asked for each partition that no file lists, of which there may be thousands. */
typedef struct Scope {
    const Pairs *pairs;
    Arena arena;
    Map partners; /* address of a live table -> its Pair, where it has a desired side */
    Map parents;  /* address of a desired table that has children */
} Scope;

static Str key_of(const void *const *address)
{
    return (Str){(const char *)address, sizeof *address};
}

static void put_address(Scope *scope, Map *map, const void *address, void *value)
{
    (void)map_put(&scope->arena, map, arena_str(&scope->arena, key_of(&address)), value);
}

static Scope read_scope(Pairs *pairs)
{
    Scope scope = {.pairs = pairs};
    const Model *desired = pairs->desired;

    for (size_t i = 0; i < pairs->objects.len; i++) {
        Pair *pair = pairs->objects.items[i];
        if (pair->live != NULL && pair->desired != NULL && pair->live->type == &table_type)
            put_address(&scope, &scope.partners, pair->live, pair);
    }
    for (size_t i = 0; i < desired->edges.len; i++)
        if (desired->edges.items[i].is_parent)
            put_address(&scope, &scope.parents, desired->edges.items[i].to,
                        &desired->edges.items[i]);
    return scope;
}

/* Whether the package manages the partitions of the table that a live partition belongs to; of one
 * whose table goes, too. */
static bool is_managed(Scope *scope, const Table *live)
{
    PgTables parents = pg_family_parents(&scope->arena, scope->pairs->live, live);
    const void *above = parents.len == 1 ? parents.items[0] : NULL;
    const Pair *pair = above == NULL ? NULL : map_get(&scope->partners, key_of(&above));
    const void *desired = pair == NULL ? NULL : pair->desired;
    Tristate says;

    if (above == NULL)
        return true;
    if (desired == NULL) /* itself a partition that is left alone, or one that goes */
        return !pg_is_partition(parents.items[0]) || is_managed(scope, parents.items[0]);
    if (!pg_is_partitioned((const Table *)pair->desired))
        return true;
    says = sparse_tristate(pair->desired, FIELD_TABLE_MANAGE_PARTITIONS);
    return says == TRI_ABSENT ? map_get(&scope->parents, key_of(&desired)) != NULL
                              : says == TRI_TRUE;
}

void pg_canon_leave_alone(Pairs *pairs)
{
    Scope scope = read_scope(pairs);
    size_t kept = 0;

    for (size_t i = 0; i < pairs->objects.len; i++) {
        Pair *pair = pairs->objects.items[i];
        bool is_left_alone = pair->desired == NULL && pair->live->type == &table_type &&
                             pg_is_partition((const Table *)pair->live) &&
                             !is_managed(&scope, (const Table *)pair->live);
        if (!is_left_alone)
            pairs->objects.items[kept++] = pair;
    }
    pairs->objects.len = kept;
    arena_free(&scope.arena);
}

/* ---- names of NOT NULL constraints ---- */

/* What the constraint is called that a parent gives: by the outermost one that has it. */
static Str given_name(Arena *arena, const Model *desired, const Table *table, Str column)
{
    PgTables parents = pg_family_parents(arena, desired, table);
    const Column *own = table_column(table, column);
    Str name = own == NULL ? STR_ABSENT : sparse_str(&own->rec, FIELD_NOT_NULL_NAME);

    for (size_t i = 0; i < parents.len && name.len == 0; i++) {
        const Column *above = table_column(parents.items[i], column);
        if (above != NULL && !above->is_nullable)
            return given_name(arena, desired, parents.items[i], column);
    }
    return name.len > 0 ? name : pg_not_null_name(arena, table->obj.name, column);
}

void pg_canon_name_not_nulls(const PgConn *conn, Pairs *pairs)
{
    enum { SINCE_NAMES = 180000 };
    Arena *arena = &pairs->desired->arena;

    for (size_t i = 0; i < pairs->objects.len && conn->version >= SINCE_NAMES; i++) {
        const Pair *pair = pairs->objects.items[i];
        const Table *table = (const Table *)pair->desired;
        if (pair->live != NULL || pair->desired->type != &table_type || !pg_is_partition(table))
            continue;
        for (size_t k = 0; k < table->columns.len; k++) {
            Column *column = table->columns.items[k];
            Str name;
            if (!column->is_given || column->is_nullable)
                continue;
            name = given_name(arena, pairs->desired, table, column->name);
            if (!str_eq(name, pg_not_null_name(arena, table->obj.name, column->name)))
                sparse_set_str(arena, &column->rec, FIELD_NOT_NULL_NAME, name);
        }
    }
}
