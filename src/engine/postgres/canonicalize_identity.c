/* Brings together what both sides have under two names: a routine, operator or cast whose types
 * the package names without their schemas, which this role's search_path finds. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/definition.h"

static const char FIND_TYPE[] =
    "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname) "
    "FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace "
    "WHERE t.oid = pg_catalog.to_regtype($1) AND n.nspname <> 'pg_catalog'";

typedef struct Finding {
    PgConn *conn;
    Arena *arena; /* of the desired model */
} Finding;

static Str find_type(void *context, Str written)
{
    const Finding *finding = context;
    const char *values[] = {arena_cstr(finding->arena, written)};
    Errs ignored = {0};
    PGresult *result = pg_exec_params(finding->conn, FIND_TYPE, 1, values, &ignored);
    Str found =
        PQntuples(result) == 1 ? arena_str(finding->arena, pg_exec_cell(result, 0, 0)) : STR_ABSENT;

    PQclear(result);
    errs_free(&ignored);
    return found;
}

/* The pair of the live object that has this name and no desired one; its place or SIZE_MAX. */
static size_t find_partner(const Pairs *pairs, const Object *desired)
{
    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        const Object *live = (const Object *)pair->live;
        if (pair->desired == NULL && live->rec.type == desired->rec.type &&
            str_eq(live->name, desired->name) && str_eq(live->schema, desired->schema))
            return i;
    }
    return SIZE_MAX;
}

static void register_anew(Model *model)
{
    Object **objects = model->objects.items;
    size_t count = model->objects.len;

    memset(&model->objects, 0, sizeof model->objects);
    model->by_name = (Map){0};
    for (size_t i = 0; i < count; i++)
        (void)model_register(model, objects[i]);
}

void pg_canon_identities(PgConn *conn, Pairs *pairs)
{
    Finding finding = {.conn = conn, .arena = &pairs->desired->arena};
    bool any = false;

    for (size_t i = 0; i < pairs->objects.len; i++) {
        Pair *pair = pairs->objects.items[i];
        size_t partner;
        if (pair->live != NULL || !type_is_definition(pair->desired->type) ||
            !pg_definition_qualify(finding.arena, (Definition *)pair->desired, find_type, &finding))
            continue;
        any = true;
        partner = find_partner(pairs, (const Object *)pair->desired);
        if (partner == SIZE_MAX)
            continue;
        pair->live = pairs->objects.items[partner]->live;
        memmove(&pairs->objects.items[partner], &pairs->objects.items[partner + 1],
                (pairs->objects.len - partner - 1) * sizeof *pairs->objects.items);
        pairs->objects.len--;
        i -= partner < i;
    }
    if (any)
        register_anew(pairs->desired);
}
