/* Brings the two sides of a pair to one form where what the server is decides, not how it prints a
 * text. */
#include "engine/postgres/canonicalize.h"

/* A constraint that is valid is more than one that need not be: no difference. */
static void take_validity(const Pair *part, Arena *arena)
{
    if (!sparse_bool(part->live, FIELD_NOT_VALID))
        sparse_set_bool(arena, part->desired, FIELD_NOT_VALID, false);
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

/* Statistics stay where they are when their table moves. */
static void name_schema(const Pair *table, const Pair *part, Arena *live, Arena *desired)
{
    Statistics *from = (Statistics *)part->live, *to = (Statistics *)part->desired;
    Str old = from->schema.len > 0 ? from->schema : ((const Object *)table->live)->schema;
    Str new = to->schema.len > 0 ? to->schema : ((const Object *)table->desired)->schema;

    from->schema = str_eq(old, new) ? STR_ABSENT : arena_str(live, old);
    to->schema = str_eq(old, new) ? STR_ABSENT : arena_str(desired, new);
}

void pg_canon_facts(const PgConn *conn, Pairs *pairs)
{
    Arena *arena = &pairs->desired->arena;

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const PairVec *parts = &pairs->objects.items[i]->children;
        for (size_t k = 0; k < parts->len; k++) {
            const Pair *part = parts->items[k];
            if (part->live == NULL || part->desired == NULL)
                continue;
            take_validity(part, arena);
            if (part->desired->type == &statistics_type)
                name_schema(pairs->objects.items[i], part, &pairs->live->arena, arena);
            if (part->desired->type == &policy_type)
                name_roles(conn, part, arena);
        }
    }
}
