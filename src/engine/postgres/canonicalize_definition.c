/* Brings definitions whose texts differ to the form in which the server prints them: each is made
 * as one of this session alone, in a savepoint of its own, and read back.
 *
 * What names an object that the same plan makes otherwise can't be asked about yet: it stays as it
 * is written, which at worst replaces a definition by an equal one, once. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

typedef struct Printing {
    PgScratch *scratch;
    const PgKnown *known;
    Arena *arena; /* of the desired model */
} Printing;

static bool run(const Printing *printing, const char *sql)
{
    Errs ignored = {0};
    PGresult *result = pg_exec_params(printing->scratch->conn, sql, 0, NULL, &ignored);

    PQclear(result);
    errs_free(&ignored);
    return result != NULL;
}

/* The relation that a trigger or rule is part of, as the plan makes it; NULL: unknown. */
static const Object *relation_of(const Printing *printing, const Definition *desired)
{
    static const RecordKind kinds[] = {REC_TABLE, REC_VIEW, REC_MATERIALIZED_VIEW};
    const Object *found = NULL;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && found == NULL; i++)
        found = model_find(printing->known->pairs->desired, kinds[i], desired->obj.schema,
                           desired->relation);
    return found;
}

static bool has_twin(const Definition *desired)
{
    return desired->obj.rec.type != &cast_type && desired->obj.rec.type != &transform_type;
}

static void print_one(const Printing *printing, const Definition *live, Definition *desired)
{
    Arena texts = {0};
    Str role_path = printing->scratch->conn->search_path, own = desired->obj.schema;
    PgTwin twin = {.scratch = printing->scratch,
                   .arena = printing->arena,
                   .texts = &texts,
                   .live = live,
                   .relation = relation_of(printing, desired)};
    bool is_part = desired->relation.len > 0;

    twin.path = own.len == 0 ? role_path
                             : sql_text(&texts, &pg_quoting, EX(role_path),
                                        role_path.len > 0 ? RAW(", ") : RAW(""), ID(own));
    if (run(printing, "SAVEPOINT definition") && (!is_part || twin.relation != NULL)) {
        if (has_twin(desired))
            pg_canon_twin(&twin, desired);
        else
            pg_canon_routine_names(&twin, desired);
    }
    (void)run(printing, "ROLLBACK TO SAVEPOINT definition");
    arena_free(&texts);
}

/* With what no field holds: without its relation, a trigger would be made on the real one. */
static Definition *copy_whole(Arena *arena, const Definition *definition)
{
    Definition *copy = (Definition *)record_copy(arena, &definition->obj.rec);

    copy->own = definition->own;
    copy->relation = definition->relation;
    return copy;
}

/* What the server prints it may print otherwise when it reads that again (stable.h): both sides
 * once more. */
static void print_again(const Printing *printing, const Definition *live, Definition *desired)
{
    Arena texts = {0};
    Printing again = {.scratch = printing->scratch, .known = printing->known, .arena = &texts};
    Definition *one = copy_whole(&texts, live);
    Definition *other = copy_whole(&texts, desired);

    print_one(&again, live, one);
    print_one(&again, live, other);
    if (!pg_canon_definition_differs(one, other))
        pg_canon_take_definition(printing->arena, desired, live);
    arena_free(&texts);
}

static bool is_printable(const Pair *pair)
{
    return pair->live != NULL && pair->desired != NULL && type_is_definition(pair->desired->type);
}

static bool texts_differ(const Pair *pair)
{
    return pg_canon_definition_differs((const Definition *)pair->live,
                                       (const Definition *)pair->desired);
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

/* A trigger or rule is made on a relation as it is to be: what else it names may move. */
static bool touches(const PgMoving *moving, const Definition *definition)
{
    PgMoving routines = {.arena = moving->arena, .routines = moving->routines};
    PgRelationSpan span;
    Str text = definition->text;

    if (definition->relation.len > 0 && pg_definition_relation(definition, &span))
        text = str_sub(text, span.to, SIZE_MAX);
    return pg_moving_touches(definition->obj.rec.type == &trigger_type ? &routines : moving, text);
}

static void leave_alone(Definition *desired, Str source, Str head)
{
    desired->text = source;
    desired->head = head;
    sparse_set_bool(NULL, &desired->obj.rec, FIELD_DEFINITION_REPLACEABLE, false);
}

static void print_pair(const Printing *printing, const Pair *pair, PgMoving *moving)
{
    const Definition *live = (const Definition *)pair->live;
    Definition *desired = (Definition *)pair->desired;

    PgMoving own = *moving;
    Str source = desired->text, head = desired->head;
    PgSpelling spelling;
    bool moves;

    if (is_routine(pair->desired))
        pg_moving_note_rows(moving, desired);
    if (!texts_differ(pair))
        return;
    own.live = printing->known->pairs->live;
    own.reader = live;
    moves = touches(moving, desired) || touches(moving, live);
    if (!moves || (!touches(&own, desired) && !touches(&own, live))) {
        spelling = pg_known_look(printing->known, live, desired);
        if (spelling.is_known)
            pg_canon_take_definition(printing->arena, desired, live);
        else
            print_one(printing, live, desired);
        if (texts_differ(pair))
            print_again(printing, live, desired);
        if (!texts_differ(pair))
            pg_known_keep(printing->known, &spelling);
        else if (moves) /* what was printed is about the table as it was */
            leave_alone(desired, source, head);
    }
    pg_moving_note_definition(moving, pair);
}

static void begin(const Printing *printing)
{
    /* Bodies are not run, nor are they looked into: they may call what is yet to come. */
    (void)run(printing, "SELECT pg_catalog.set_config('check_function_bodies', 'off', true)");
}

void pg_canon_routines(PgScratch *scratch, const PgKnown *known, PgMoving *moving)
{
    Printing printing = {
        .scratch = scratch, .known = known, .arena = &known->pairs->desired->arena};
    const Pairs *pairs = known->pairs;
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

void pg_canon_views(PgScratch *scratch, const PgKnown *known, PgMoving *moving)
{
    Printing printing = {
        .scratch = scratch, .known = known, .arena = &known->pairs->desired->arena};
    const Pairs *pairs = known->pairs;
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
