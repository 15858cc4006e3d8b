/* Finds relations that new and changed definitions name without a schema, where nothing on the
 * role's search_path has that name: the server would refuse the statement, in the middle of a
 * deploy. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/catalog.h"
#include "engine/postgres/scan.h"
#include "model/label.h"

static const char FIND_RELATION[] =
    "SELECT pg_catalog.to_regclass(pg_catalog.quote_ident($1)) IS NOT NULL";

typedef struct Looking {
    PgConn *conn;
    const Pairs *pairs;
    Arena *arena;
    StrVec path;
    Map relations; /* bare name -> Object, a desired relation; the last one of that name */
    Map on_path;   /* bare names of those that are on the path */
} Looking;

/* `"$user", public`: names of schemas, whether there or not. */
static StrVec read_path(Arena *arena, const PgConn *conn)
{
    PgScan scan = {.text = conn->search_path};
    StrVec path = {0};

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        Str name = pg_token_name(arena, &token);
        if (token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED)
            vec_push(arena, &path, str_is(name, "$user") ? conn->role : name);
    }
    return path;
}

static void note_relations(Looking *looking)
{
    const Model *desired = looking->pairs->desired;

    for (size_t i = 0; i < desired->objects.len; i++) {
        Object *object = desired->objects.items[i];
        const RecordType *type = object->rec.type;
        if (type != &table_type && type != &view_type && type != &materialized_view_type &&
            type != &sequence_type)
            continue;
        (void)map_put(looking->arena, &looking->relations, object->name, object);
        if (strs_has(&looking->path, object->schema))
            (void)map_put(looking->arena, &looking->on_path, object->name, object);
    }
}

/* Whether `WITH name AS (…)` stands in the text, with columns or without. */
static bool is_common_table(Arena *arena, Str text, Str name)
{
    PgScan scan = {.text = text};

    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        PgScan behind = scan;
        if ((token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED) ||
            !str_eq(pg_token_name(arena, &token), name))
            continue;
        if (pg_scan_take(&behind, "("))
            while (pg_scan_peek(&behind).kind != PG_TOKEN_END && !pg_scan_take(&behind, ")"))
                (void)pg_scan_next(&behind);
        if (!pg_scan_take(&behind, "AS"))
            continue;
        (void)pg_scan_take(&behind, "NOT");
        (void)pg_scan_take(&behind, "MATERIALIZED");
        if (pg_scan_take(&behind, "("))
            return true;
    }
    return false;
}

static bool is_missing(Looking *looking, const Definition *definition, Str name)
{
    const char *values[] = {arena_cstr(looking->arena, name)};
    Errs ignored = {0};
    PGresult *result;
    bool is_there = true;

    if (map_get(&looking->relations, name) == NULL || map_get(&looking->on_path, name) != NULL ||
        (str_is(definition->head, "RECURSIVE VIEW") && str_eq(definition->own, name)) ||
        is_common_table(looking->arena, definition->text, name))
        return false;
    result = pg_exec_params(looking->conn, FIND_RELATION, 1, values, &ignored);
    is_there = result == NULL || pg_catalog_bool(pg_exec_cell(result, 0, 0));
    PQclear(result);
    errs_free(&ignored);
    return !is_there;
}

/* The first such name behind FROM or JOIN; absent: all can be found. */
static Str find_missing(Looking *looking, const Definition *definition)
{
    PgFromScan from = {.scan = {.text = definition->text}};
    PgToken token;

    while (pg_from_scan_next(&from, &token)) {
        Str name = pg_token_name(looking->arena, &token);
        if (is_missing(looking, definition, name))
            return name;
    }
    return STR_ABSENT;
}

void pg_unresolved_find(PgUnresolved *found, PgConn *conn, const Pairs *pairs)
{
    Looking looking = {.conn = conn, .pairs = pairs, .arena = &found->arena};

    looking.path = read_path(&found->arena, conn);
    note_relations(&looking);
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        PgMissing missing = {.pair = pair};
        if (pair->desired == NULL || !type_is_definition(pair->desired->type) ||
            (pair->live != NULL && !pg_canon_definition_differs((const Definition *)pair->live,
                                                                (const Definition *)pair->desired)))
            continue;
        missing.name = find_missing(&looking, (const Definition *)pair->desired);
        if (missing.name.len > 0) {
            missing.meant = map_get(&looking.relations, missing.name);
            vec_push(&found->arena, &found->list, missing);
        }
    }
}

void pg_unresolved_report(PgUnresolved *found, const PgConn *conn, bool was_asked, Errs *errs)
{
    for (size_t i = 0; i < found->list.len; i++) {
        const PgMissing *missing = &found->list.items[i];
        const Pair *pair = missing->pair;
        const Object *object = (const Object *)pair->desired;
        if (pair->live != NULL &&
            (!was_asked || !pg_canon_definition_differs((const Definition *)pair->live,
                                                        (const Definition *)pair->desired)))
            continue; /* it is there and stays */
        (void)err_at(errs, ERR_REFERENCE, record_loc(&found->arena, &object->rec),
                     arena_printf(&found->arena,
                                  "write %.*s: names without a schema are looked up along the "
                                  "role's search_path, %.*s",
                                  STR_ARG(label_name(&found->arena, missing->meant->schema,
                                                     missing->meant->name)),
                                  STR_ARG(conn->search_path))
                         .ptr,
                     "%.*s names %.*s, which no schema of the search_path has",
                     STR_ARG(label_object(&found->arena, object)), STR_ARG(missing->name));
    }
    arena_free(&found->arena);
}
