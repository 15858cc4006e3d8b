/* Brings rights that differ to what they mean on this server, for these owners. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/rights.h"

typedef struct Canon {
    const Pairs *pairs;
    int version;
    Errs *errs;
} Canon;

static bool check_version(const Canon *canon, const PgRightsKind *kind, const Grant *grant)
{
    Arena scratch = {0};
    PgRightSet set;
    Str unknown;
    bool ok = pg_rights_read_words(kind, &grant->privileges, canon->version, &set, &unknown) &&
              pg_rights_read_words(kind, &grant->with_option, canon->version, &set, &unknown) &&
              pg_rights_read_words(kind, &grant->revoked, canon->version, &set, &unknown);

    if (!ok)
        err_at(canon->errs, ERR_UNSUPPORTED, record_loc(&scratch, &grant->rec), NULL,
               "this server is PostgreSQL %d, which has no right %.*s", canon->version / 10000,
               STR_ARG(unknown));
    arena_free(&scratch);
    return ok;
}

static void check_list(const Canon *canon, const PgRightsKind *kind, const Object *object,
                       const GrantVec *grants)
{

    for (size_t i = 0; i < grants->len; i++) {
        const Grant *grant = grants->items[i];
        const PgRightsKind *own = kind;
        if (object->rec.type == &default_privileges_type)
            own = pg_default_rights(grant->part, object->schema.len == 0);
        else if (grant->part.len > 0)
            own = &pg_column_rights;
        if (own != NULL)
            (void)check_version(canon, own, grant);
    }
}

/* Whether it stays. What the role that owns the object, or is about to, has of the whole is the
 * owner's anyway; what it was granted on a column outlives the change, on the live side only. */
static bool is_kept(const PgRightsKind *kind, PgHolder *holder, Str owner, bool is_live)
{
    if (owner.len == 0 || !str_eq(grant_role_name(holder->role), owner))
        return true;
    holder->role = STR(GRANT_OWNER);
    return is_live && (kind == &pg_column_rights || holder->part.len > 0);
}

/* A list of one record, and whose rights they are. */
typedef struct RightsList {
    const PgRightsKind *kind;
    FieldId id;
} RightsList;

static void rewrite(const Canon *canon, const RightsList *list, const Object *object, Record *rec,
                    Str owner, bool is_live)
{
    Arena *arena = is_live ? &canon->pairs->live->arena : &canon->pairs->desired->arena;
    const PgRightsKind *kind = list->kind;
    const GrantVec *grants = record_grants_in(rec, list->id);
    PgHolders all = pg_rights_read(arena, kind, object, grants, canon->version), kept = {0};

    for (size_t i = 0; i < all.len; i++)
        if (is_kept(kind, &all.items[i], owner, is_live))
            vec_push(arena, &kept, all.items[i]);
    if (grants->len > 0)
        record_set_grants_in(arena, rec, list->id,
                             pg_rights_write(arena, grants->items[0]->rec.type, kind, object, &kept,
                                             canon->version));
}

static void settle_pair(const Canon *canon, const RightsList *list, const Object *live,
                        const Object *desired, const Pair *pair)
{
    const Field *field = record_type_find_id(pair->desired->type, list->id);
    Str owner = STR_ABSENT;

    if (record_field_equal(field, pair->live, pair->desired))
        return;
    if (desired->rec.type != &default_privileges_type)
        owner = desired->owner.len > 0 ? desired->owner : live->owner;
    rewrite(canon, list, live, pair->live, owner, true);
    rewrite(canon, list, desired, pair->desired, owner, false);
}

static void settle_columns(const Canon *canon, const Pair *table)
{
    const RightsList lists[GRANT_LISTS] = {{&pg_column_rights, FIELD_GRANTS},
                                           {pg_rights_of(&sequence_type), FIELD_SEQUENCE_GRANTS}};

    for (size_t i = 0; i < table->children.len; i++) {
        const Pair *part = table->children.items[i];
        if (part->desired == NULL || part->desired->type != &column_type)
            continue;
        for (size_t k = 0; k < GRANT_LISTS; k++) {
            check_list(canon, lists[k].kind, (const Object *)table->desired,
                       record_grants_in(part->desired, lists[k].id));
            if (part->live != NULL)
                settle_pair(canon, &lists[k], (const Object *)table->live,
                            (const Object *)table->desired, part);
        }
    }
}

bool pg_canon_rights(Pairs *pairs, int version, Errs *errs)
{
    Canon canon = {pairs, version, errs};
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        const Object *desired = (const Object *)pair->desired;
        const PgRightsKind *kind;
        if (desired == NULL || !type_has_grants(desired->rec.type))
            continue;
        kind = pg_rights_of(desired->rec.type);
        check_list(&canon, kind, desired, record_grants(&desired->rec));
        if (pair->live == NULL)
            continue;
        settle_pair(&canon, &(RightsList){kind, FIELD_GRANTS}, (const Object *)pair->live, desired,
                    pair);
        settle_columns(&canon, pair);
    }
    return errs_mark(errs) == mark;
}
