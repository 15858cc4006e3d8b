/* Brings views and routines whose texts differ to the form in which the server prints them: each
 * is made as a temporary one under another name, in a savepoint of its own, and read back.
 *
 * What names an object that the same plan makes otherwise can't be asked about yet: it stays as it
 * is written, which at worst replaces a definition by an equal one, once. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "model/label.h"
#include "pg_sql.h"

#define SCRATCH_NAME "anneal scratch definition"
static const char SET_PATH[] = "SELECT pg_catalog.set_config('search_path', $1, true)";
static const char PRINTING_PATH[] = "pg_catalog, pg_temp";

typedef struct Printing {
    PgScratch *scratch;
    Arena *arena; /* of the desired model */
} Printing;

static bool run(const Printing *printing, const char *sql, const char *value, Errs *errs)
{
    const char *values[] = {value};
    PGresult *result =
        pg_exec_params(printing->scratch->conn, sql, value == NULL ? 0 : 1, values, errs);

    PQclear(result);
    return result != NULL;
}

/* As a temporary object, whatever kind of view it is. */
static Str scratch_sql(Arena *arena, const Definition *definition)
{
    if (definition->obj.rec.type == &view_type ||
        definition->obj.rec.type == &materialized_view_type)
        return sql_text(arena, &pg_quoting,
                        definition->obj.rec.type == &view_type ? RAW("CREATE TEMPORARY ")
                                                               : RAW("CREATE TEMPORARY VIEW "),
                        definition->obj.rec.type == &view_type ? EX(definition->head) : RAW(""),
                        RAW(" "), ID(STR(SCRATCH_NAME)), RAW(" "), EX(definition->text));
    return sql_text(arena, &pg_quoting, RAW("CREATE "), EX(definition->head), RAW(" pg_temp."),
                    ID(STR(SCRATCH_NAME)), EX(definition->text));
}

static bool read_rows(const Printing *printing, const char *sql, int count,
                      const char *const *values, PgIntrospect *in, PgRowReader read, Errs *errs)
{
    PGresult *result = pg_exec_params(printing->scratch->conn, sql, count, values, errs);

    for (int row = 0; row < PQntuples(result); row++)
        read(in, result, row);
    PQclear(result);
    return result != NULL;
}

/* The one definition that stands in the temporary schema, or NULL. */
static const Definition *read_back(const Printing *printing, Model *model, Errs *errs)
{
    static const Filter everything = {.manage = {0}};
    PgNamespace temporary = {.oid = printing->scratch->schema, .name = STR("pg_temp")};
    PgIntrospect in = {.conn = printing->scratch->conn, .filter = &everything, .model = model};
    const char *schema[] = {printing->scratch->schema_text.ptr};
    Str oids[2] = {STR("{}"), STR("{}")};
    const char *values[2];

    vec_push(&in.arena, &in.namespaces, temporary);
    if (read_rows(printing, PG_SQL_DEFINITIONS, 1, schema, &in, pg_introspect_definition, errs) &&
        in.unprinted.len == 1) {
        const PgDefinition *noted = in.unprinted.items[0];
        oids[noted->is_routine ? 1 : 0] = arena_printf(&in.arena, "{%u}", noted->printed);
        values[0] = oids[0].ptr;
        values[1] = oids[1].ptr;
        (void)read_rows(printing, PG_SQL_DEFINITION_TEXTS, 2, values, &in,
                        pg_introspect_definition_text, errs);
    }
    arena_free(&in.arena);
    return model->objects.len == 1 ? (const Definition *)model->objects.items[0] : NULL;
}

static bool columns_allow(const Printing *printing, const Definition *live, Errs *errs)
{
    Arena scratch = {0};
    const char *values[] = {
        sql_text(&scratch, &pg_quoting, QN(live->obj.schema, live->own)).ptr,
        sql_text(&scratch, &pg_quoting, QN(STR("pg_temp"), STR(SCRATCH_NAME))).ptr};
    PGresult *result =
        pg_exec_params(printing->scratch->conn, PG_SQL_VIEW_COLUMNS, 2, values, errs);
    bool allows = result != NULL && pg_catalog_bool(pg_exec_cell(result, 0, 0));

    PQclear(result);
    arena_free(&scratch);
    return allows;
}

static void take_print(const Printing *printing, const Definition *live, Definition *desired,
                       const Definition *print, Errs *errs)
{
    bool is_view = desired->obj.rec.type == &view_type;

    if (print->text.len == 0)
        return;
    desired->text = arena_str(printing->arena, print->text);
    if (is_view)
        desired->head = STR("VIEW"); /* RECURSIVE is a part of the query now */
    if (is_view && columns_allow(printing, live, errs))
        sparse_set_bool(printing->arena, &desired->obj.rec, FIELD_DEFINITION_REPLACEABLE, true);
}

static void print_one(const Printing *printing, const Definition *live, Definition *desired)
{
    Arena scratch = {0};
    Errs errs = {0};
    Model *model = model_new();
    Str role_path = printing->scratch->conn->search_path;
    Str path = sql_text(&scratch, &pg_quoting, EX(role_path),
                        role_path.len > 0 ? RAW(", ") : RAW(""), ID(desired->obj.schema));
    const Definition *print = NULL;

    if (run(printing, "SAVEPOINT definition", NULL, &errs) &&
        run(printing, SET_PATH, path.ptr, &errs) &&
        run(printing, scratch_sql(&scratch, desired).ptr, NULL, &errs) &&
        run(printing, SET_PATH, PRINTING_PATH, &errs))
        print = read_back(printing, model, &errs);
    if (print != NULL)
        take_print(printing, live, desired, print, &errs);
    (void)run(printing, "ROLLBACK TO SAVEPOINT definition", NULL, &errs);
    model_free(model);
    errs_free(&errs); /* the step itself will meet what is wrong with it */
    arena_free(&scratch);
}

static bool is_printable(const Pair *pair)
{
    const RecordType *type;

    if (pair->live == NULL || pair->desired == NULL)
        return false;
    type = pair->desired->type;
    return type == &view_type || type == &materialized_view_type || type == &function_type ||
           type == &procedure_type;
}

static bool texts_differ(const Pair *pair)
{
    const Definition *live = (const Definition *)pair->live;
    const Definition *desired = (const Definition *)pair->desired;

    return !str_eq(live->text, desired->text) || !str_eq(live->head, desired->head);
}

static bool is_routine(const Record *rec)
{
    return rec->type == &function_type || rec->type == &procedure_type;
}

/* Whether the server reads its body when it is made. */
static bool is_parsed(const Definition *routine)
{
    PgScan scan = {.text = routine->text};
    PgToken token = pg_scan_next(&scan);

    for (; token.kind != PG_TOKEN_END; token = pg_scan_next(&scan)) {
        PgToken after = pg_scan_peek(&scan);
        if (token.kind == PG_TOKEN_WORD && pg_token_is(&token, "AS") &&
            after.kind == PG_TOKEN_STRING)
            return false;
    }
    return true;
}

static void print_pair(const Printing *printing, const Pair *pair, PgMoving *moving)
{
    const Definition *live = (const Definition *)pair->live;
    Definition *desired = (Definition *)pair->desired;

    if (!texts_differ(pair))
        return;
    if (!pg_moving_touches(moving, desired->text) && !pg_moving_touches(moving, live->text))
        print_one(printing, live, desired);
    pg_moving_note_definition(moving, pair);
}

static void begin(const Printing *printing)
{
    Errs ignored = {0};

    /* Bodies are not run, nor are they looked into: they may call what is yet to come. */
    (void)run(printing, "SELECT pg_catalog.set_config('check_function_bodies', 'off', true)", NULL,
              &ignored);
    errs_free(&ignored);
}

void pg_canon_routines(PgScratch *scratch, Pairs *pairs, PgMoving *moving)
{
    Printing printing = {.scratch = scratch, .arena = &pairs->desired->arena};
    PgMoving nothing = {.arena = moving->arena};

    begin(&printing);
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (is_printable(pair) && is_routine(pair->desired) &&
            !is_parsed((const Definition *)pair->desired))
            print_pair(&printing, pair, &nothing);
    }
    pg_moving_note_routines(moving, pairs);
}

/* What is still to be printed, each after what it uses. */
typedef struct Queue {
    const Printing *printing;
    PgMoving *moving;
    Arena arena;
    Map edges; /* address of a desired object -> EdgeList of what it uses */
    Map pairs; /* address of a desired object -> its Pair, until it is printed */
} Queue;
typedef VEC(const Edge *) EdgeList;

static Str address_key(const void *const *address)
{
    return (Str){(const char *)address, sizeof *address};
}

static Queue new_queue(const Printing *printing, PgMoving *moving, const Pairs *pairs)
{
    Queue queue = {.printing = printing, .moving = moving};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (is_printable(pair))
            (void)map_put(&queue.arena, &queue.pairs,
                          address_key((const void *const *)&pairs->objects.items[i]->desired),
                          pairs->objects.items[i]);
    }
    for (size_t i = 0; i < pairs->desired->edges.len; i++) {
        const Edge *edge = &pairs->desired->edges.items[i];
        EdgeList *list = map_get(&queue.edges, address_key((const void *const *)&edge->from));
        if (list == NULL) {
            list = ARENA_NEW(&queue.arena, EdgeList);
            (void)map_put(&queue.arena, &queue.edges, address_key((const void *const *)&edge->from),
                          list);
        }
        vec_push(&queue.arena, list, edge);
    }
    return queue;
}

static void print_after_used(Queue *queue, const Pair *pair)
{
    const EdgeList *edges =
        map_get(&queue->edges, address_key((const void *const *)&pair->desired));
    static char done[] = "";

    if (map_put(&queue->arena, &queue->pairs, address_key((const void *const *)&pair->desired),
                done) == done)
        return;
    for (size_t i = 0; edges != NULL && i < edges->len; i++) {
        void *used = map_get(&queue->pairs, address_key((const void *const *)&edges->items[i]->to));
        if (used != NULL && used != done)
            print_after_used(queue, used);
    }
    print_pair(queue->printing, pair, queue->moving);
}

void pg_canon_views(PgScratch *scratch, Pairs *pairs, PgMoving *moving)
{
    Printing printing = {.scratch = scratch, .arena = &pairs->desired->arena};
    Queue queue = new_queue(&printing, moving, pairs);

    begin(&printing);
    pg_moving_note_tables(moving, pairs);
    for (size_t i = 0; i < pairs->objects.len; i++)
        if (is_printable(pairs->objects.items[i]))
            print_after_used(&queue, pairs->objects.items[i]);
    arena_free(&queue.arena);
}

bool pg_canon_has_definitions(const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++)
        if (is_printable(pairs->objects.items[i]) && texts_differ(pairs->objects.items[i]))
            return true;
    return false;
}
