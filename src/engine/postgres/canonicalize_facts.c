/* Brings the two sides of a pair to one form where what the server is decides, not how it prints a
 * text. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/pure.h"

/* A constraint that is valid is more than one that need not be: no difference. */
static void take_validity(const Pair *part, Arena *arena)
{
    bool is_new = part->live->type == &column_type && ((const Column *)part->live)->is_nullable;

    if (!is_new && !sparse_bool(part->live, FIELD_NOT_VALID))
        sparse_set_bool(arena, part->desired, FIELD_NOT_VALID, false);
}

/* The name of an identity's sequence counts only where the package says one. */
static void take_sequence_name(const Pair *part, Arena *live, Arena *scratch)
{
    const Column *column = (const Column *)part->live;
    Str have = sparse_str(part->live, FIELD_COLUMN_GENERATED);
    PgIdentity identity, wanted;
    KeyError ignored;

    if (!pg_identity_is(have) ||
        !pg_identity_read(scratch, have, column->type, &identity, &ignored) ||
        identity.sequence.len == 0 ||
        !pg_identity_read(scratch, sparse_str(part->desired, FIELD_COLUMN_GENERATED),
                          ((const Column *)part->desired)->type, &wanted, &ignored) ||
        wanted.sequence.len > 0)
        return;
    identity.sequence = STR_ABSENT;
    sparse_set_str(live, part->live, FIELD_COLUMN_GENERATED, pg_identity_write(live, &identity));
}

/* CURRENT_USER was the role that made the policy, and is now the one that deploys. */
static void name_roles(const PgConn *conn, const Pair *part, Arena *arena)
{
    const StrVec *given = sparse_strs(part->desired, FIELD_POLICY_ROLES);
    StrVec roles = {0};

    for (size_t i = 0; i < given->len; i++) {
        Str role = given->items[i];
        size_t at = roles.len;
        if (str_is(role, "CURRENT_USER") || str_is(role, "CURRENT_ROLE"))
            role = conn->role;
        else if (str_is(role, "SESSION_USER"))
            role = conn->session_role;
        if (strs_has(&roles, role))
            continue;
        vec_push(arena, &roles, role);
        for (; at > 0 && str_cmp(roles.items[at - 1], role) > 0; at--)
            roles.items[at] = roles.items[at - 1];
        roles.items[at] = role;
    }
    sparse_set_strs(arena, part->desired, FIELD_POLICY_ROLES, roles);
}

/* Statistics stay where they are when their table moves: an absent schema, which is the table's, is
 * then said. */
static void name_schema(const Pair *table, const Pair *part, Arena *live, Arena *desired)
{
    Statistics *from = (Statistics *)part->live, *to = (Statistics *)part->desired;
    Str before = ((const Object *)table->live)->schema;
    Str after = ((const Object *)table->desired)->schema;

    if (str_eq(before, after)) {
        to->schema = str_eq(to->schema, after) ? STR_ABSENT : to->schema;
        return;
    }
    from->schema = arena_str(live, from->schema.len > 0 ? from->schema : before);
    to->schema = arena_str(desired, to->schema.len > 0 ? to->schema : after);
}

/* `…_not_null`, `…_not_null1`: may be the server's, of an older name of the table or column. */
static bool is_usual_name(Str name)
{
    static const Str tail = {"_not_null", 9};

    while (name.len > 0 && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
        name.len--;
    return str_ends(name, tail);
}

/* Servers before 18 keep no name; one that has none declared keeps what it has, and so does one
 * that a parent gives: it can't be renamed alone. */
static void name_not_null(const PgConn *conn, const Pair *part, Arena *arena)
{
    Str live = sparse_str(part->live, FIELD_NOT_NULL_NAME);
    Str desired = sparse_str(part->desired, FIELD_NOT_NULL_NAME);

    if (conn->version < 180000 || ((const Column *)part->live)->is_nullable)
        live = STR_ABSENT;
    if (conn->version < 180000)
        sparse_set_str(arena, part->desired, FIELD_NOT_NULL_NAME, STR_ABSENT);
    else if ((desired.len == 0 ||
              (sparse_bool(part->live, FIELD_INHERITED) && is_usual_name(desired))) &&
             (is_usual_name(live) || live.len == 0) &&
             !((const Column *)part->desired)->is_nullable)
        sparse_set_str(arena, part->desired, FIELD_NOT_NULL_NAME, arena_str(arena, live));
}

/* A constraint that is the child's own stays so: the server has no way back. Before 18 it isn't
 * known. */
static void take_own_not_null(const PgConn *conn, const Pair *part, Arena *arena)
{
    bool is_own = sparse_bool(part->live, FIELD_NOT_NULL_OWN);

    if ((is_own && !((const Column *)part->desired)->is_nullable) || conn->version < 180000)
        sparse_set_bool(arena, part->desired, FIELD_NOT_NULL_OWN, is_own);
}

/* The storage of a type, as a choice of model/table_fields.c; 0: unknown, as the plan makes it. */
static int storage_of_type(PgConn *conn, Str type, Arena *arena)
{
    static const char letters[] = {'\0', 'p', 'e', 'x', 'm'};
    const char *values[] = {arena_cstr(arena, type)};
    Errs ignored = {0};
    PGresult *result = pg_exec_params(conn,
                                      "SELECT typstorage FROM pg_catalog.pg_type WHERE oid = "
                                      "pg_catalog.to_regtype($1)",
                                      1, values, &ignored);
    int found = 0;

    for (int i = 1; i < (int)sizeof letters && PQntuples(result) == 1; i++)
        if (pg_exec_cell(result, 0, 0).ptr[0] == letters[i])
            found = i;
    PQclear(result);
    errs_free(&ignored);
    return found;
}

/* That of its type is what an absent one means; before 16 there is no other way to ask for it. */
static void name_storage(PgConn *conn, const Pair *part, Arena *arena)
{
    int live = sparse_enum(part->live, FIELD_COLUMN_STORAGE);
    int desired = sparse_enum(part->desired, FIELD_COLUMN_STORAGE);
    int dflt;

    if (live == desired)
        return;
    dflt = storage_of_type(conn, ((const Column *)part->desired)->type, arena);
    if (desired == dflt)
        desired = 0;
    if (desired == 0 && live != 0 && live != dflt)
        desired = dflt;
    sparse_set_enum(arena, part->desired, FIELD_COLUMN_STORAGE, desired);
}

/* The database's own place is what an absent one means. */
static void name_tablespace(const PgConn *conn, const Pair *pair, Arena *arena)
{
    Str live = sparse_str(pair->live, FIELD_TABLESPACE);
    Str desired = sparse_str(pair->desired, FIELD_TABLESPACE);

    if (str_eq(desired, conn->tablespace))
        sparse_set_str(arena, pair->desired, FIELD_TABLESPACE, STR_ABSENT);
    if (desired.len == 0 && live.len > 0)
        sparse_set_str(arena, pair->desired, FIELD_TABLESPACE, conn->tablespace);
}

static bool has_tablespace(const Pair *pair)
{
    return pair->live != NULL && pair->desired != NULL &&
           record_type_find_id(pair->desired->type, FIELD_TABLESPACE) != NULL;
}

void pg_canon_facts(PgConn *conn, Pairs *pairs)
{
    Arena *arena = &pairs->desired->arena;

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const PairVec *parts = &pairs->objects.items[i]->children;
        if (has_tablespace(pairs->objects.items[i]))
            name_tablespace(conn, pairs->objects.items[i], arena);
        for (size_t k = 0; k < parts->len; k++) {
            const Pair *part = parts->items[k];
            if (part->live == NULL || part->desired == NULL)
                continue;
            take_validity(part, arena);
            if (has_tablespace(part))
                name_tablespace(conn, part, arena);
            if (part->desired->type == &column_type)
                name_storage(conn, part, arena);
            if (part->desired->type == &column_type)
                name_not_null(conn, part, arena);
            if (part->desired->type == &column_type)
                take_own_not_null(conn, part, arena);
            if (part->desired->type == &column_type)
                take_sequence_name(part, &pairs->live->arena, arena);
            if (part->desired->type == &statistics_type)
                name_schema(pairs->objects.items[i], part, &pairs->live->arena, arena);
            if (part->desired->type == &policy_type)
                name_roles(conn, part, arena);
        }
    }
}
