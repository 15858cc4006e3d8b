/* Differences of rights as statements. */
#include "engine/postgres/rights_change.h"

const PgHolder *rights_find(const PgHolders *holders, Str part, Str role)
{
    for (size_t i = 0; i < holders->len; i++)
        if (str_eq(holders->items[i].part, part) && str_eq(holders->items[i].role, role))
            return &holders->items[i];
    return NULL;
}

static const PgRightsKind *kind_of(const RightsSubject *subject, Str part)
{
    if (subject->object->rec.type == &default_privileges_type)
        return pg_default_rights(part, subject->object->schema.len == 0);
    return part.len > 0 ? &pg_column_rights : subject->kind;
}

static PgRightSet held(const RightsSubject *subject, const PgHolders *holders, const PgHolder *of)
{
    const PgHolder *holder = rights_find(holders, of->part, of->role);
    PgRightSet dflt = pg_rights_by_default(kind_of(subject, of->part), subject->object, of->role,
                                           subject->recipe->input->version);

    return holder == NULL ? dflt : (dflt & ~holder->revoked) | holder->given;
}

static PgRightSet options_of(const PgHolders *holders, const PgHolder *of)
{
    const PgHolder *holder = rights_find(holders, of->part, of->role);

    return holder == NULL || str_is(of->role, GRANT_OWNER) ? 0 : holder->options;
}

/* ---- statements */

static void put_role(SqlWriter *writer, const RightsSubject *subject, Str role)
{
    if (str_is(role, GRANT_PUBLIC))
        sql_put(writer, RAW("PUBLIC"));
    else if (str_is(role, GRANT_OWNER))
        sql_put(writer, EX(subject->owner));
    else
        sql_put(writer, ID(grant_role_name(role)));
}

static void put_rights(SqlWriter *writer, const RightsSubject *subject, const PgHolder *of,
                       PgRightSet set)
{
    Arena *arena = subject->recipe->arena;
    bool is_default = subject->prefix.len > 0;
    Str column = subject->column.len > 0 ? subject->column : is_default ? STR_ABSENT : of->part;
    StrVec words =
        pg_rights_words(arena, kind_of(subject, of->part), set, subject->recipe->input->version);

    for (size_t i = 0; i < words.len; i++) {
        sql_put(writer, i == 0 ? RAW("") : RAW(", "), EX(words.items[i]));
        if (column.len > 0)
            sql_put(writer, RAW(" ("), ID(column), RAW(")"));
    }
    sql_put(writer, RAW(" ON "), EX(is_default ? of->part : subject->name));
}

static void grant(const RightsSubject *subject, const PgHolder *of, PgRightSet set,
                  bool with_option, StrVec *to)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (set == 0)
        return;
    sql_put(&writer, EX(subject->prefix), RAW("GRANT "));
    put_rights(&writer, subject, of, set);
    sql_put(&writer, RAW(" TO "));
    put_role(&writer, subject, of->role);
    if (with_option)
        sql_put(&writer, RAW(" WITH GRANT OPTION"));
    vec_push(subject->recipe->arena, to, sql_finish(&writer, subject->recipe->arena));
}

static void revoke(const RightsSubject *subject, const PgHolder *of, PgRightSet set,
                   bool only_option, StrVec *to)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (set == 0)
        return;
    sql_put(&writer, EX(subject->prefix), RAW("REVOKE "),
            only_option ? RAW("GRANT OPTION FOR ") : RAW(""));
    put_rights(&writer, subject, of, set);
    sql_put(&writer, RAW(" FROM "));
    put_role(&writer, subject, of->role);
    vec_push(subject->recipe->arena, to, sql_finish(&writer, subject->recipe->arena));
}

/* ---- differences */

static void grant_difference(const RightsSubject *subject, const RightsWay *way, const PgHolder *of,
                             StrVec *grants)
{
    PgRightSet before = held(subject, &way->sure, of), after = held(subject, &way->to, of);
    PgRightSet options = options_of(&way->to, of);

    grant(subject, of, after & ~before & ~options, false, grants);
    grant(subject, of, options & ~options_of(&way->sure, of), true, grants);
}

/* To revoke from a table revokes from its columns too, whatever they were given. */
static void grant_columns_again(const RightsSubject *subject, const RightsWay *way,
                                const PgHolder *of, PgRightSet set, StrVec *to)
{
    const Table *table = (const Table *)subject->object;
    RightsSubject own = *subject;

    if (of->part.len > 0 || subject->column.len > 0)
        return;
    for (size_t i = 0; i < way->to.len; i++)
        if (way->to.items[i].part.len > 0 && str_eq(way->to.items[i].role, of->role))
            grant(subject, &way->to.items[i], way->to.items[i].given & set, false, to);
    own.kind = &pg_column_rights;
    for (size_t i = 0; table->obj.rec.type == &table_type && i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        PgHolders holders =
            pg_rights_read(subject->recipe->arena, own.kind, NULL, record_grants(&column->rec),
                           subject->recipe->input->version);
        const PgHolder *holder = rights_find(&holders, STR_ABSENT, of->role);
        own.column = column->name;
        if (holder != NULL) {
            grant(&own, holder, holder->given & ~holder->options & set, false, to);
            grant(&own, holder, holder->options & set, true, to);
        }
    }
}

static void revoke_difference(const RightsSubject *subject, const RightsWay *way,
                              const PgHolder *of, StrVec *revokes)
{
    PgRightSet before = held(subject, &way->maybe, of), after = held(subject, &way->to, of);
    PgRightSet options = options_of(&way->maybe, of) & ~options_of(&way->to, of);

    revoke(subject, of, before & ~after, false, revokes);
    revoke(subject, of, options & after, true, revokes);
    if ((before & ~after) != 0)
        grant_columns_again(subject, way, of, before & ~after, revokes);
}

/* What somebody beside the owner has granted goes with what lets them; what is to stay is then the
 * owner's to give. */
static void revoke_through(const RightsSubject *subject, const RightsWay *way, StrVec *revokes)
{
    Arena *arena = subject->recipe->arena;

    for (size_t i = 0; i < way->maybe.len; i++) {
        const PgHolder *holder = &way->maybe.items[i];
        if (holder->options == 0 || str_is(holder->role, GRANT_OWNER))
            continue;
        revoke(subject, holder, holder->given, false, revokes);
        vec_last(revokes) = arena_printf(arena, "%.*s CASCADE", STR_ARG(vec_last(revokes)));
        grant_columns_again(subject, way, holder, ~0u, revokes);
    }
    for (size_t i = 0; i < way->to.len; i++) {
        const PgHolder *holder = &way->to.items[i];
        const PgHolder *before = rights_find(&way->maybe, holder->part, holder->role);
        if (before == NULL || (!before->has_other_grantor && before->options == 0))
            continue;
        grant(subject, holder, holder->given & ~holder->options, false, revokes);
        grant(subject, holder, options_of(&way->to, holder), true, revokes);
    }
}

static bool has_other_grantor(const PgHolders *holders)
{
    for (size_t i = 0; i < holders->len; i++)
        if (holders->items[i].has_other_grantor)
            return true;
    return false;
}

/* Each role of either side once. */
static PgHolders all_of(Arena *arena, const RightsWay *way)
{
    PgHolders all = {0};

    for (size_t i = 0; i < way->to.len; i++)
        (void)pg_rights_holder(arena, &all, way->to.items[i].part, way->to.items[i].role);
    for (size_t i = 0; i < way->maybe.len; i++)
        (void)pg_rights_holder(arena, &all, way->maybe.items[i].part, way->maybe.items[i].role);
    return all;
}

void rights_difference(const RightsSubject *subject, const RightsWay *way, StrVec *grants,
                       StrVec *revokes)
{
    PgHolders all = all_of(subject->recipe->arena, way);
    StrVec plain = {0};

    for (size_t i = 0; i < all.len; i++) {
        if (kind_of(subject, all.items[i].part) == NULL)
            continue;
        grant_difference(subject, way, &all.items[i], grants);
        revoke_difference(subject, way, &all.items[i], &plain);
    }
    if (plain.len > 0 && has_other_grantor(&way->maybe)) {
        revoke_through(subject, way, revokes);
        return;
    }
    for (size_t i = 0; i < plain.len; i++)
        vec_push(subject->recipe->arena, revokes, plain.items[i]);
}
