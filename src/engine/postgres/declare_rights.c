/* Reads GRANT and REVOKE of object scripts. */
#include "engine/postgres/declare_rights.h"

#include "engine/postgres/pure.h"
#include "engine/postgres/rights.h"

static bool is_name(const PgToken *token)
{
    return token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED;
}

/* `(a, "b")` behind a right; nothing where no parenthesis stands. */
static bool read_columns(Arena *arena, PgScan *scan, StrVec *columns)
{
    if (!pg_scan_take(scan, "("))
        return true;
    do {
        PgToken token = pg_scan_next(scan);
        if (!is_name(&token))
            return false;
        vec_push(arena, columns, pg_token_name(arena, &token));
    } while (pg_scan_take(scan, ","));
    return pg_scan_take(scan, ")");
}

bool pg_rights_scan_head(Arena *arena, PgScan *scan, PgRightsClause *clause)
{
    clause->is_option_only = clause->is_revoke && pg_scan_take(scan, "GRANT") &&
                             pg_scan_take(scan, "OPTION") && pg_scan_take(scan, "FOR");
    do {
        PgRightsPart part = {0};
        PgToken token = pg_scan_next(scan);
        if (token.kind != PG_TOKEN_WORD)
            return false;
        part.word = token.text;
        if (pg_token_is(&token, "ALL"))
            (void)pg_scan_take(scan, "PRIVILEGES");
        if (!read_columns(arena, scan, &part.columns))
            return false;
        vec_push(arena, &clause->parts, part);
    } while (pg_scan_take(scan, ","));
    return pg_scan_take(scan, "ON");
}

/* Pseudo roles are words: who runs the statement owns what it makes. */
static Str role_of(Arena *arena, const PgToken *token)
{
    static const char *const owners[] = {"CURRENT_USER", "CURRENT_ROLE", "SESSION_USER"};

    for (size_t i = 0; i < sizeof owners / sizeof *owners && token->kind == PG_TOKEN_WORD; i++)
        if (pg_token_is(token, owners[i]))
            return STR(GRANT_OWNER);
    if (str_is(pg_token_name(arena, token), "public"))
        return STR(GRANT_PUBLIC);
    return grant_role_written(arena, pg_token_name(arena, token));
}

bool pg_rights_scan_roles(Arena *arena, PgScan *scan, PgRightsClause *clause)
{
    if (!pg_scan_take(scan, clause->is_revoke ? "FROM" : "TO"))
        return false;
    do {
        PgToken token;
        (void)pg_scan_take(scan, "GROUP");
        token = pg_scan_next(scan);
        if (!is_name(&token))
            return false;
        vec_push(arena, &clause->roles, role_of(arena, &token));
    } while (pg_scan_take(scan, ","));
    clause->with_option =
        pg_scan_take(scan, "WITH") && pg_scan_take(scan, "GRANT") && pg_scan_take(scan, "OPTION");
    if (pg_scan_take(scan, "GRANTED") && pg_scan_take(scan, "BY"))
        (void)pg_scan_next(scan); /* who grants is the owner's role, whatever this says */
    if (clause->is_revoke && !pg_scan_take(scan, "CASCADE"))
        (void)pg_scan_take(scan, "RESTRICT");
    return pg_scan_next(scan).kind == PG_TOKEN_END;
}

static void apply(const PgRightsClause *clause, PgHolder *holder, PgRightSet set, PgRightSet dflt)
{
    if (!clause->is_revoke) {
        holder->given |= set;
        holder->options |= clause->with_option ? set : 0;
        holder->revoked &= ~set;
        return;
    }
    holder->options &= ~set;
    if (clause->is_option_only)
        return;
    holder->given &= ~set;
    holder->revoked |= set & dflt;
}

/* What is taken of the whole is taken of its columns. */
static void apply_to_columns(const PgRightsClause *clause, PgHolders *holders, Str role,
                             PgRightSet set)
{
    for (size_t i = 0; clause->is_revoke && i < holders->len; i++)
        if (holders->items[i].part.len > 0 && str_eq(holders->items[i].role, role))
            apply(clause, &holders->items[i], set, 0);
}

bool pg_rights_declare(Arena *arena, const PgRightsClause *clause, Object *object)
{
    const PgRightsKind *kind = pg_rights_of(object->rec.type);
    PgHolders holders = {0};

    if (kind == NULL)
        return false;
    holders = pg_rights_read(arena, kind, object, record_grants(&object->rec), PG_NEWEST_VERSION);
    for (size_t p = 0; p < clause->parts.len; p++) {
        const PgRightsPart *part = &clause->parts.items[p];
        const PgRightsKind *own = part->columns.len > 0 ? &pg_column_rights : kind;
        StrVec words = {0};
        PgRightSet set;
        Str unknown;
        vec_push(arena, &words, part->word);
        if (!pg_rights_read_words(own, &words, PG_NEWEST_VERSION, &set, &unknown))
            return false;
        for (size_t r = 0; r < clause->roles.len; r++) {
            Str role = clause->roles.items[r];
            PgRightSet dflt = pg_rights_by_default(own, object, role, PG_NEWEST_VERSION);
            for (size_t c = 0; c < part->columns.len; c++)
                apply(clause,
                      pg_rights_holder(arena, &holders, arena_str(arena, part->columns.items[c]),
                                       role),
                      set, 0);
            if (part->columns.len > 0)
                continue;
            apply(clause, pg_rights_holder(arena, &holders, STR_ABSENT, role), set, dflt);
            apply_to_columns(clause, &holders, role, set);
        }
    }
    record_set_grants(
        arena, &object->rec,
        pg_rights_write(arena, &view_grant_type, kind, object, &holders, PG_NEWEST_VERSION));
    return true;
}
