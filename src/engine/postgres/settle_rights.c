/* Brings declared rights to their normal form. */
#include "engine/postgres/pure.h"
#include "engine/postgres/rights.h"
#include "engine/postgres/settle.h"

static const PgRightsKind *kind_of(const PgRightsKind *kind, const Object *object,
                                   const Grant *grant)
{
    if (object->rec.type == &default_privileges_type)
        return pg_default_rights(grant->part, object->schema.len == 0);
    return grant->part.len > 0 ? &pg_column_rights : kind;
}

/* ---- what is written, offline */

static void refuse_word(const Settle *settle, const PgRightsKind *kind, const Record *rec,
                        const char *key, Str word)
{
    StrVec known = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    for (const char *letter = kind->letters; *letter != '\0'; letter++) {
        const char one[2] = {*letter, '\0'};
        PgRightsKind single = *kind;
        single.letters = one;
        known = pg_rights_words(settle->arena, &single, pg_rights_all(&single, PG_NEWEST_VERSION),
                                PG_NEWEST_VERSION);
        sb_printf(&sb, "%s%.*s", sb.len > 0 ? ", " : "it has ", STR_ARG(known.items[0]));
    }
    settle_refuse(settle, rec, key, sb_finish(&sb, settle->arena).ptr,
                  "%.*s is no right on such an object", STR_ARG(word));
}

static bool check_words(const Settle *settle, const PgRightsKind *kind, const Grant *grant,
                        const char *key, const StrVec *words, PgRightSet *set)
{
    Str unknown;

    if (pg_rights_read_words(kind, words, PG_NEWEST_VERSION, set, &unknown))
        return true;
    refuse_word(settle, kind, &grant->rec, key, unknown);
    return false;
}

/* Pseudo roles in any case, as SQL has them. */
static Str settled_role(Str role)
{
    static const char *const owners[] = {GRANT_OWNER, "CURRENT_USER", "CURRENT_ROLE"};

    if (str_eq_ascii_nocase(role, STR(GRANT_PUBLIC)))
        return STR(GRANT_PUBLIC);
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (str_is(role, owners[i]))
            return STR(GRANT_OWNER);
    return role;
}

static bool check_grant(const Settle *settle, const PgRightsKind *kind, const Object *object,
                        Grant *grant)
{
    PgRightSet given, options, revoked, dflt;
    const PgRightsKind *own = kind_of(kind, object, grant);

    if (own != NULL && object->rec.type == &default_privileges_type)
        grant->part = str_from(own->word);
    grant->role = settled_role(grant->role);
    if (own == NULL) {
        settle_refuse(settle, &grant->rec, "On",
                      object->schema.len > 0 ? "of a schema: TABLES, SEQUENCES, FUNCTIONS, TYPES"
                                             : "TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS, "
                                               "LARGE OBJECTS",
                      "%.*s have no default privileges", STR_ARG(grant->part));
        return false;
    }
    if (!check_words(settle, own, grant, "Privileges", &grant->privileges, &given) ||
        !check_words(settle, own, grant, "WithGrantOption", &grant->with_option, &options) ||
        !check_words(settle, own, grant, "Revoked", &grant->revoked, &revoked))
        return false;
    dflt = pg_rights_by_default(own, object, grant->role, PG_NEWEST_VERSION);
    /* The schema public of an older server gives more. */
    if (object->rec.type == &schema_type && str_is(grant->role, GRANT_PUBLIC))
        dflt = pg_rights_all(own, PG_NEWEST_VERSION);
    if ((revoked & ~dflt) != 0 && !str_is(grant->role, GRANT_OWNER))
        settle_refuse(settle, &grant->rec, "Revoked",
                      "nobody has it by itself: leave it out of Privileges",
                      "Revoked names what %.*s would not have", STR_ARG(grant->role));
    else if ((revoked & (given | options)) != 0)
        settle_refuse(settle, &grant->rec, "Revoked", NULL,
                      "a right of %.*s is both given and revoked", STR_ARG(grant->role));
    else
        return true;
    return false;
}

static void settle_list(const Settle *settle, const PgRightsKind *kind, const Object *object,
                        Record *rec, FieldId list)
{
    const GrantVec *grants = record_grants_in(rec, list);
    bool ok = true;
    PgHolders holders;

    for (size_t i = 0; i < grants->len; i++)
        ok = check_grant(settle, kind, object, grants->items[i]) && ok;
    if (!ok || grants->len == 0)
        return;
    holders = pg_rights_read(settle->arena, kind, object, grants, PG_NEWEST_VERSION);
    record_set_grants_in(settle->arena, rec, list,
                         pg_rights_write(settle->arena, grants->items[0]->rec.type, kind, object,
                                         &holders, PG_NEWEST_VERSION));
}

static void settle_column_rights(const Settle *settle, const Object *table, Column *column)
{
    bool is_identity = pg_identity_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED));

    settle_list(settle, &pg_column_rights, table, &column->rec, FIELD_GRANTS);
    settle_list(settle, pg_rights_of(&sequence_type), table, &column->rec, FIELD_SEQUENCE_GRANTS);
    if (!is_identity && (record_grants_in(&column->rec, FIELD_SEQUENCE_GRANTS)->len > 0 ||
                         sparse_str(&column->rec, FIELD_SEQUENCE_COMMENT).len > 0))
        settle_refuse(settle, &column->rec, NULL, "a sequence of its own has a file of its own",
                      "column %.*s is no identity, and has no sequence", STR_ARG(column->name));
}

void settle_rights(const Settle *settle, Object *object)
{
    const PgRightsKind *kind = pg_rights_of(object->rec.type);
    const Table *table = (const Table *)object;

    if (!type_has_grants(object->rec.type))
        return;
    settle_list(settle, kind, object, &object->rec, FIELD_GRANTS);
    for (size_t i = 0; object->rec.type == &table_type && i < table->columns.len; i++)
        settle_column_rights(settle, object, table->columns.items[i]);
}
