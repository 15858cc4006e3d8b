/* Live -> model: three round trips, whatever the number of objects.
 *
 * 1. The schemas. 2. Everything that catalogs hold as rows, in the same snapshot. 3. The texts of
 * expressions, which only functions print: those see the newest catalog, not the snapshot, and may
 * lock the relation while they run. They are asked in transactions of at most RELATIONS_AT_ONCE
 * relations, and at the end whether any of those has changed since the snapshot; then all is read
 * again.
 *
 * Which functions keep locks until the transaction ends, observed on 15 and 18: pg_get_expr and
 * pg_get_indexdef none, pg_get_viewdef one of the view and one of each relation that it reads. */
#include "engine/postgres/introspect.h"

#include <assert.h>

#include "engine/postgres/alias.h"
#include "engine/postgres/family.h"
#include "pg_sql.h"

enum {
    RELATIONS_AT_ONCE = 500, /* relation locks held at any moment stay below 1,000: tests/scale */
    ATTEMPTS = 5,
    LOCK_TIMEOUT_MS = 2000
};

static const char BEGIN_READING[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/* Names come out qualified, whatever the user's path. */
static const char SET_READING[] = "SELECT set_config('search_path', '', true), "
                                  "set_config('lock_timeout', $1, true)";

/* In place of a version: only for roles that may read the connections of subscriptions. */
enum { GUARDED = -1 };

/* The queries of the second round trip, in order: later ones need what earlier ones brought. */
static const struct {
    const char *sql;
    PgRowReader read;
    int since;             /* server version, 0: all; or GUARDED */
    bool wants_namespaces; /* $1 */
    int until;             /* the first version that doesn't take it, 0: all do */
} queries[] = {
    {PG_SQL_EXTENSIONS, pg_introspect_extension, 0, false, 0},
    {PG_SQL_COLLATIONS, pg_introspect_collation_object, 0, true, 0},
    {PG_SQL_TYPES, pg_introspect_type, 0, true, 0},
    {PG_SQL_MULTIRANGES, pg_introspect_multirange, 140000, true, 0},
    {PG_SQL_ATTRIBUTES, pg_introspect_attribute, 0, true, 0},
    {PG_SQL_DOMAIN_CONSTRAINTS, pg_introspect_domain_constraint, 0, true, 0},
    {PG_SQL_RELATIONS, pg_introspect_relation, 0, true, 0},
    {PG_SQL_TABLE_KINDS, pg_introspect_table_kind, 0, true, 0},
    {PG_SQL_INHERITS, pg_introspect_parent, 0, true, 0},
    {PG_SQL_COLUMNS, pg_introspect_column, 0, true, 0},
    {PG_SQL_SEQUENCES, pg_introspect_sequence, 0, true, 0},
    {PG_SQL_DEPENDENCIES, pg_introspect_dependency, 0, true, 0},
    {PG_SQL_OPCLASSES, pg_introspect_opclass, 0, false, 0},
    {PG_SQL_INDEX_COLLATIONS, pg_introspect_collation, 0, true, 0},
    {PG_SQL_INDEXES, pg_introspect_index, 0, true, 0},
    {PG_SQL_INDEX_NULLS, pg_introspect_index_nulls, 150000, false, 0},
    {PG_SQL_INDEX_OPTIONS, pg_introspect_index_options, 130000, true, 0},
    {PG_SQL_COLUMN_OPTIONS, pg_introspect_column_options, 140000, true, 0},
    {PG_SQL_COLUMN_OPTIONS_13, pg_introspect_column_options, 0, true, 140000},
    {PG_SQL_CHECKS, pg_introspect_check, 0, true, 0},
    {PG_SQL_FOREIGN_KEYS, pg_introspect_foreign_key, 0, true, 0},
    {PG_SQL_DELETE_COLUMNS, pg_introspect_delete_columns, 150000, false, 0},
    {PG_SQL_CONSTRAINTS_18, pg_introspect_constraint_18, 180000, true, 0},
    {PG_SQL_STATISTICS, pg_introspect_statistics, 140000, true, 0},
    {PG_SQL_STATISTICS_13, pg_introspect_statistics, 0, true, 140000},
    {PG_SQL_POLICIES, pg_introspect_policy, 0, true, 0},
    {PG_SQL_DEFINITIONS, pg_introspect_definition, 0, true, 0},
    {PG_SQL_TRIGGER_STATES, pg_introspect_trigger_state, 0, true, 0},
    {PG_SQL_FOREIGN_DATA_WRAPPERS, pg_introspect_foreign_data_wrapper, 0, false, 0},
    {PG_SQL_FOREIGN_SERVERS, pg_introspect_foreign_server, 0, false, 0},
    {PG_SQL_USER_MAPPINGS, pg_introspect_user_mapping, 0, false, 0},
    {PG_SQL_FOREIGN_TABLES, pg_introspect_foreign_table, 0, false, 0},
    {PG_SQL_PUBLICATIONS, pg_introspect_publication, 0, false, 0},
    {PG_SQL_PUBLICATION_TABLES, pg_introspect_publication_table, 0, false, 0},
    {"SELECT oid, pg_get_expr(prqual, prrelid) FROM pg_publication_rel WHERE prqual IS NOT NULL",
     pg_introspect_publication_filter, 150000, false, 0},
    {PG_SQL_PUBLICATION_SCHEMAS, pg_introspect_publication_schemas, 150000, false, 0},
    {PG_SQL_SUBSCRIPTIONS, pg_introspect_subscription, 0, false, 0},
    {PG_SQL_SUBSCRIPTIONS_14, pg_introspect_subscription_14, 140000, false, 0},
    {PG_SQL_SUBSCRIPTIONS_15, pg_introspect_subscription_15, 150000, false, 0},
    {PG_SQL_SUBSCRIPTIONS_16, pg_introspect_subscription_16, 160000, false, 0},
    {PG_SQL_SUBSCRIPTIONS_17, pg_introspect_subscription_17, 170000, false, 0},
    {PG_SQL_SUBSCRIPTION_CONNECTIONS, pg_introspect_connection, GUARDED, false, 0},
    {PG_SQL_CATALOG_DEFINITIONS, pg_introspect_definition, 0, true, 0},
    {PG_SQL_DATABASE_DEFINITIONS, pg_introspect_definition, 0, false, 0},
    {PG_SQL_DEFINITION_DETAILS, pg_introspect_definition_detail, 0, true, 0},
    {PG_SQL_USES, pg_introspect_use, 0, false, 0},
    {PG_SQL_COMMENTS, pg_introspect_comment, 0, false, 0},
    {PG_SQL_RIGHTS, pg_introspect_rights, 0, true, 0},
    {PG_SQL_DEFAULT_RIGHTS, pg_introspect_default_rights, 0, false, 0},
    {"SELECT rolname FROM pg_roles", pg_introspect_role, 0, false, 0},
    {PG_SQL_COUNTS, pg_introspect_count, 0, true, 0},
};
enum { QUERY_COUNT = sizeof queries / sizeof *queries };

static bool is_asked(const PgIntrospect *in, size_t i)
{
    if (queries[i].since == GUARDED)
        return in->conn->may_read_connections;
    return in->conn->version >= queries[i].since &&
           (queries[i].until == 0 || in->conn->version < queries[i].until);
}

/* One attempt's outcome. */
typedef enum Attempt { ATTEMPT_DONE, ATTEMPT_AGAIN, ATTEMPT_FAILED } Attempt;

static void read_schema(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Str name = pg_exec_cell(result, row, 1), comment = pg_exec_cell(result, row, 2);
    PgNamespace schema = {.oid = pg_catalog_oid(pg_exec_cell(result, row, 0))};

    if (!filter_wants_schema(in->filter, name))
        return;
    schema.schema = model_add(in->model, &schema_type, STR_ABSENT, name);
    schema.name = schema.schema->obj.name;
    if (comment.len > 0)
        sparse_set_str(&in->model->arena, &schema.schema->obj.rec, FIELD_COMMENT,
                       arena_str(&in->model->arena, comment));
    if (pg_catalog_bool(pg_exec_cell(result, row, 3)))
        sparse_set_tristate(&in->model->arena, &schema.schema->obj.rec,
                            FIELD_SCHEMA_STANDARD_COMMENT, TRI_FALSE);
    vec_push(&in->arena, &in->namespaces, schema);
}

static void read_snapshot(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;

    in->snapshot = arena_str(&in->arena, pg_exec_cell(result, row, 0));
}

static void read_moved(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;

    in->has_moved = in->has_moved || pg_catalog_bool(pg_exec_cell(result, row, 0));
}

/* What a function says when the catalog has moved on: gone, or locked by a change. */
static bool is_worth_another_try(const char *state)
{
    static const char *const states[] = {"XX000", "42P01", "42703", "42704", "55P03", "40P01"};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_is(str_from(state), states[i]))
            return true;
    return false;
}

/* Reads the next statement's rows. */
static Attempt take(PgIntrospect *in, PgRowReader read)
{
    PGresult *result = pg_pipe_next(in->conn, read, in);
    ExecStatusType status = PQresultStatus(result);
    Attempt attempt = ATTEMPT_DONE;

    if (result == NULL || PQstatus(in->conn->pq) == CONNECTION_BAD) {
        (void)pg_error_lost(in->conn, in->errs);
        attempt = ATTEMPT_FAILED;
    } else if (status == PGRES_FATAL_ERROR) {
        (void)pg_error_add(in->conn, result, in->errs);
        (void)err_context(in->errs, "reading the catalog");
        attempt = is_worth_another_try(pg_error_state(result)) ? ATTEMPT_AGAIN : ATTEMPT_FAILED;
    } else if (status == PGRES_PIPELINE_ABORTED) {
        attempt = ATTEMPT_FAILED; /* never reached: the error came first */
    }
    PQclear(result);
    return attempt;
}

static Attempt take_many(PgIntrospect *in, size_t count)
{
    Attempt attempt = ATTEMPT_DONE;

    for (size_t i = 0; i < count && attempt == ATTEMPT_DONE; i++)
        attempt = take(in, NULL);
    return attempt;
}

static void send_begin(PgIntrospect *in)
{
    Str timeout = arena_printf(&in->arena, "%d", (int)LOCK_TIMEOUT_MS);
    const char *values[] = {timeout.ptr};

    pg_pipe_send(in->conn, BEGIN_READING, 0, NULL);
    pg_pipe_send(in->conn, SET_READING, 1, values);
}

typedef VEC(Oid) OidVec;

/* "{1,2}" */
static const char *oids_text(PgIntrospect *in, const Oid *oids, size_t count)
{
    Sb sb = sb_new(SB_FILE_MAX);

    sb_putc(&sb, '{');
    for (size_t i = 0; i < count; i++)
        sb_printf(&sb, "%s%u", i == 0 ? "" : ",", oids[i]);
    sb_putc(&sb, '}');
    return sb_finish(&sb, &in->arena).ptr;
}

static Attempt read_schemas(PgIntrospect *in)
{
    Attempt attempt;

    send_begin(in);
    pg_pipe_send(in->conn, PG_SQL_SCHEMAS, 0, NULL);
    pg_pipe_sync(in->conn);
    attempt = take_many(in, 2);
    if (attempt == ATTEMPT_DONE)
        attempt = take(in, read_schema);
    return attempt == ATTEMPT_DONE ? take_many(in, 1) : attempt;
}

static Attempt read_catalog(PgIntrospect *in)
{
    const char *values[1];
    OidVec namespaces = {0};
    Attempt attempt = ATTEMPT_DONE;

    for (size_t i = 0; i < in->namespaces.len; i++)
        vec_push(&in->arena, &namespaces, in->namespaces.items[i].oid);
    values[0] = oids_text(in, namespaces.items, namespaces.len);
    for (size_t i = 0; i < QUERY_COUNT; i++)
        if (is_asked(in, i))
            pg_pipe_send(in->conn, queries[i].sql, queries[i].wants_namespaces ? 1 : 0, values);
    pg_pipe_send(in->conn, "SELECT txid_current_snapshot()", 0, NULL);
    pg_pipe_send(in->conn, "COMMIT", 0, NULL);
    pg_pipe_sync(in->conn);
    for (size_t i = 0; i < QUERY_COUNT && attempt == ATTEMPT_DONE; i++)
        if (is_asked(in, i))
            attempt = take(in, queries[i].read);
    if (attempt == ATTEMPT_DONE)
        attempt = take(in, read_snapshot);
    return attempt == ATTEMPT_DONE ? take_many(in, 2) : attempt;
}

static void send_chunk(PgIntrospect *in, const OidVec *oids, size_t from)
{
    size_t rest = oids->len - from;
    const char *values[] = {
        oids_text(in, oids->items + from, rest < RELATIONS_AT_ONCE ? rest : RELATIONS_AT_ONCE)};

    send_begin(in);
    pg_pipe_send(in->conn, PG_SQL_TEXTS, 1, values);
    pg_pipe_send(in->conn, "COMMIT", 0, NULL);
}

static void send_moved(PgIntrospect *in, const OidVec *oids)
{
    const char *values[] = {oids_text(in, oids->items, oids->len), in->snapshot.ptr};

    pg_pipe_send(in->conn, PG_SQL_MOVED, 2, values);
}

/* How many of the definitions from `from` on one transaction may print: their locks are bounded.
 * One that locks more than that goes alone. */
static size_t chunk_of_definitions(const PgIntrospect *in, size_t from)
{
    size_t count = 0, locks = 0;

    while (from + count < in->unprinted.len) {
        locks += in->unprinted.items[from + count]->locks + 1;
        if (count > 0 && locks > RELATIONS_AT_ONCE)
            break;
        count++;
    }
    return count;
}

static void send_definitions(PgIntrospect *in, size_t from, size_t count)
{
    OidVec rules = {0}, routines = {0};
    const char *values[2];

    for (size_t i = from; i < from + count; i++) {
        const PgDefinition *noted = in->unprinted.items[i];
        vec_push(&in->arena, noted->is_routine ? &routines : &rules, noted->printed);
    }
    values[0] = oids_text(in, rules.items, rules.len);
    values[1] = oids_text(in, routines.items, routines.len);
    send_begin(in);
    pg_pipe_send(in->conn, PG_SQL_DEFINITION_TEXTS, 2, values);
    pg_pipe_send(in->conn, "COMMIT", 0, NULL);
}

/* Whether a definition has changed meanwhile is not asked: a text is printed whole or not at all.
 */
static Attempt read_definition_texts(PgIntrospect *in)
{
    Attempt attempt = ATTEMPT_DONE;
    size_t chunks = 0;

    for (size_t from = 0; from < in->unprinted.len; chunks++) {
        size_t count = chunk_of_definitions(in, from);
        send_definitions(in, from, count);
        from += count;
    }
    if (chunks == 0)
        return ATTEMPT_DONE;
    in->texts_wanted += in->unprinted.len;
    pg_pipe_sync(in->conn);
    for (size_t i = 0; i < chunks && attempt == ATTEMPT_DONE; i++) {
        attempt = take_many(in, 2);
        if (attempt == ATTEMPT_DONE)
            attempt = take(in, pg_introspect_definition_text);
        if (attempt == ATTEMPT_DONE)
            attempt = take_many(in, 1);
    }
    return attempt == ATTEMPT_DONE ? take_many(in, 1) : attempt;
}

static Attempt read_texts(PgIntrospect *in)
{
    OidVec oids = {0};
    Attempt attempt = ATTEMPT_DONE;

    for (size_t i = 0; i < in->relation_list.len; i++)
        if (in->relation_list.items[i]->has_texts)
            vec_push(&in->arena, &oids, in->relation_list.items[i]->oid);
    if (oids.len == 0)
        return ATTEMPT_DONE;
    for (size_t from = 0; from < oids.len; from += RELATIONS_AT_ONCE)
        send_chunk(in, &oids, from);
    send_moved(in, &oids);
    pg_pipe_sync(in->conn);
    for (size_t from = 0; from < oids.len && attempt == ATTEMPT_DONE; from += RELATIONS_AT_ONCE) {
        attempt = take_many(in, 2);
        if (attempt == ATTEMPT_DONE)
            attempt = take(in, pg_introspect_text);
        if (attempt == ATTEMPT_DONE)
            attempt = take_many(in, 1);
    }
    if (attempt == ATTEMPT_DONE)
        attempt = take(in, read_moved);
    return attempt == ATTEMPT_DONE ? take_many(in, 1) : attempt;
}

static Attempt read_outside(PgIntrospect *in)
{
    Attempt attempt;

    if (in->outside.len == 0)
        return ATTEMPT_DONE;
    send_begin(in);
    pg_introspect_send_outside(in);
    pg_pipe_send(in->conn, "COMMIT", 0, NULL);
    pg_pipe_sync(in->conn);
    attempt = take_many(in, 2);
    if (attempt == ATTEMPT_DONE)
        attempt = take(in, pg_introspect_outside);
    return attempt == ATTEMPT_DONE ? take_many(in, 2) : attempt;
}

static Attempt try_once(PgIntrospect *in)
{
    Attempt attempt = ATTEMPT_FAILED;

    if (!pg_pipe_begin(in->conn, in->errs))
        return ATTEMPT_FAILED;
    attempt = read_schemas(in);
    if (attempt == ATTEMPT_DONE)
        attempt = read_catalog(in);
    if (attempt == ATTEMPT_DONE)
        attempt = read_texts(in);
    if (attempt == ATTEMPT_DONE)
        attempt = read_definition_texts(in);
    if (attempt == ATTEMPT_DONE)
        attempt = read_outside(in);
    pg_pipe_end(in->conn);
    pg_exec_rollback(&in->conn->conn);
    if (attempt == ATTEMPT_DONE && (in->has_moved || in->texts_read != in->texts_wanted)) {
        (void)err_at(in->errs, ERR_CATALOG, (Loc){0}, "run it again when nobody changes tables",
                     "the catalog changed while it was read");
        attempt = ATTEMPT_AGAIN;
    }
    return attempt;
}

/* Each object needs its schema. */
static void add_schema_edges(Model *model)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        if (object->schema.len > 0)
            model_add_edge(model, object, model_find(model, REC_SCHEMA, STR_ABSENT, object->schema),
                           false);
    }
}

bool pg_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    ArenaMark empty = arena_mark(&model->arena);
    Model blank = *model;
    Attempt attempt = ATTEMPT_AGAIN;

    assert(model->objects.len == 0);
    for (int i = 0; i < ATTEMPTS && attempt == ATTEMPT_AGAIN; i++) {
        PgIntrospect in = {.conn = pg_conn(conn),
                           .filter = filter,
                           .model = model,
                           .notes = notes,
                           .errs = errs,
                           .counts = sb_new(SB_LINE_MAX)};
        errs_drop(errs, mark);
        arena_reset(&model->arena, empty); /* what an attempt before this one has left */
        *model = blank;
        attempt = try_once(&in);
        if (attempt == ATTEMPT_DONE)
            pg_introspect_note(&in);
        sb_free(&in.counts);
        arena_free(&in.arena);
    }
    if (attempt != ATTEMPT_DONE)
        return false;
    add_schema_edges(model);
    pg_family_mark(model);
    pg_alias_mark(model);
    model_sort(model);
    return true;
}
