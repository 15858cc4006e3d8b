/* Rights as sets of bits. */
#include "engine/postgres/rights.h"

#include <assert.h>

#include "engine/postgres/catalog.h"
#include "engine/postgres/pure.h"
#include "model/definition.h"
#include "model/remote.h"
#include "model/types.h"

enum { SINCE_MAINTAIN = 170000, SINCE_OWNED_PUBLIC = 150000 };

/* In the order in which ACLs print them. Source: src/include/utils/acl.h, ACL_ALL_RIGHTS_STR. */
static const struct {
    char letter;
    const char *word;
    int since;
} rights[] = {
    {'a', "INSERT", 0},
    {'r', "SELECT", 0},
    {'w', "UPDATE", 0},
    {'d', "DELETE", 0},
    {'D', "TRUNCATE", 0},
    {'x', "REFERENCES", 0},
    {'t', "TRIGGER", 0},
    {'X', "EXECUTE", 0},
    {'U', "USAGE", 0},
    {'C', "CREATE", 0},
    {'m', "MAINTAIN", SINCE_MAINTAIN},
};
enum { RIGHT_COUNT = sizeof rights / sizeof *rights };

const PgRightsKind pg_column_rights = {"rawx", "", false, "TABLE"};
static const PgRightsKind relation_rights = {"rawdDxtm", "", true, "TABLE"};
static const PgRightsKind sequence_rights = {"rwU", "", true, "SEQUENCE"};
static const PgRightsKind schema_rights = {"UC", "", true, "SCHEMA"};
static const PgRightsKind type_rights = {"U", "U", true, "TYPE"};
static const PgRightsKind language_rights = {"U", "U", true, "LANGUAGE"};
static const PgRightsKind routine_rights = {"X", "X", true, NULL};

static const PgRightsKind server_rights = {"U", "", true, "FOREIGN SERVER"};
static const PgRightsKind wrapper_rights = {"U", "", true, "FOREIGN DATA WRAPPER"};
/* What has an owner and nothing to grant. */
static const PgRightsKind no_rights = {"", "", true, ""};

static const struct {
    const RecordType *type;
    const PgRightsKind *rights;
    const char *defaults; /* what default privileges call them; NULL: they know none */
    const char *alter;    /* between ALTER and the name; NULL: the object says it */
} kinds[] = {
    {&schema_type, &schema_rights, "SCHEMAS", "SCHEMA"},
    {&sequence_type, &sequence_rights, "SEQUENCES", "SEQUENCE"},
    {&table_type, &relation_rights, "TABLES", "TABLE"},
    {&view_type, &relation_rights, "TABLES", NULL},
    {&materialized_view_type, &relation_rights, "TABLES", NULL},
    {&function_type, &routine_rights, "FUNCTIONS", NULL},
    {&procedure_type, &routine_rights, "FUNCTIONS", NULL},
    {&aggregate_type, &routine_rights, "FUNCTIONS", NULL},
    {&language_type, &language_rights, NULL, NULL},
    {&foreign_data_wrapper_type, &wrapper_rights, NULL, "FOREIGN DATA WRAPPER"},
    {&foreign_server_type, &server_rights, NULL, "SERVER"},
    {&enum_type, &type_rights, "TYPES", "TYPE"},
    {&domain_type, &type_rights, "TYPES", "DOMAIN"},
    {&composite_type, &type_rights, "TYPES", "TYPE"},
    {&range_type, &type_rights, "TYPES", "TYPE"},
    {&collation_type, &no_rights, NULL, "COLLATION"},
    {&publication_type, &no_rights, NULL, "PUBLICATION"},
    {&subscription_type, &no_rights, NULL, "SUBSCRIPTION"},
    {&operator_type, &no_rights, NULL, NULL},
    {&operator_family_type, &no_rights, NULL, NULL},
    {&operator_class_type, &no_rights, NULL, NULL},
    {&conversion_type, &no_rights, NULL, NULL},
    {&text_dictionary_type, &no_rights, NULL, NULL},
    {&text_configuration_type, &no_rights, NULL, NULL},
    {&event_trigger_type, &no_rights, NULL, NULL},
};

/* Source: pg_default_acl.h, DEFACLOBJ_…; the rights as in acldefault(). */
static const struct {
    const char *on;
    char letter;
    PgRightsKind whole, in_schema;
} defaults[] = {
    {"TABLES", 'r', {"rawdDxtm", "", true, "TABLES"}, {"rawdDxtm", "", false, "TABLES"}},
    {"SEQUENCES", 'S', {"rwU", "", true, "SEQUENCES"}, {"rwU", "", false, "SEQUENCES"}},
    {"FUNCTIONS", 'f', {"X", "X", true, "FUNCTIONS"}, {"X", "", false, "FUNCTIONS"}},
    {"TYPES", 'T', {"U", "U", true, "TYPES"}, {"U", "", false, "TYPES"}},
    {"SCHEMAS", 'n', {"UC", "", true, "SCHEMAS"}, {NULL, NULL, false, NULL}},
    {"LARGE OBJECTS", 'L', {"rw", "", true, "LARGE OBJECTS"}, {NULL, NULL, false, NULL}},
};
enum { DEFAULT_COUNT = sizeof defaults / sizeof *defaults };

const PgRightsKind *pg_rights_of(const RecordType *type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == type)
            return kinds[i].rights;
    return NULL;
}

const PgRightsKind *pg_default_rights(Str on, bool is_whole)
{
    for (size_t i = 0; i < DEFAULT_COUNT; i++) {
        const PgRightsKind *kind = is_whole ? &defaults[i].whole : &defaults[i].in_schema;
        if (str_eq_ascii_nocase(on, str_from(defaults[i].on)) && kind->letters != NULL)
            return kind;
    }
    return NULL;
}

Str pg_default_rights_word(char letter)
{
    for (size_t i = 0; i < DEFAULT_COUNT; i++)
        if (defaults[i].letter == letter)
            return str_from(defaults[i].on);
    return STR_ABSENT;
}

Str pg_rights_default_word(const RecordType *type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == type && kinds[i].defaults != NULL)
            return str_from(kinds[i].defaults);
    return STR_ABSENT;
}

const char *pg_rights_alter_word(const RecordType *type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == type)
            return kinds[i].alter;
    return NULL;
}

static PgRightSet set_of(const char *letters, int version)
{
    PgRightSet set = 0;

    for (size_t i = 0; i < RIGHT_COUNT; i++)
        if (version >= rights[i].since && strchr(letters, rights[i].letter) != NULL)
            set |= 1u << i;
    return set;
}

PgRightSet pg_rights_all(const PgRightsKind *kind, int version)
{
    return set_of(kind->letters, version);
}

/* initdb gives rights on its own schema. Source: initdb.c, and acldefault() of 15 and newer, whose
 * owner is pg_database_owner. */
static const char *of_public_schema(const Object *object, int version)
{
    bool is_it =
        object != NULL && object->rec.type == &schema_type && str_is(object->name, "public");

    return !is_it ? "" : version >= SINCE_OWNED_PUBLIC ? "U" : "UC";
}

PgRightSet pg_rights_by_default(const PgRightsKind *kind, const Object *object, Str role,
                                int version)
{
    if (str_is(role, GRANT_PUBLIC))
        return set_of(kind->everybody, version) |
               set_of(of_public_schema(object, version), version);
    return str_is(role, GRANT_OWNER) && kind->is_owners ? pg_rights_all(kind, version) : 0;
}

/* ---- words */

StrVec pg_rights_words(Arena *arena, const PgRightsKind *kind, PgRightSet set, int version)
{
    StrVec words = {0};

    if (set == pg_rights_all(kind, version) && (set & (set - 1)) != 0) {
        vec_push(arena, &words, STR("ALL"));
        return words;
    }
    for (const char *letter = kind->letters; *letter != '\0'; letter++)
        for (size_t i = 0; i < RIGHT_COUNT; i++)
            if (rights[i].letter == *letter && (set & 1u << i) != 0)
                vec_push(arena, &words, str_from(rights[i].word));
    return words;
}

bool pg_rights_read_words(const PgRightsKind *kind, const StrVec *words, int version,
                          PgRightSet *set, Str *unknown)
{
    PgRightSet all = pg_rights_all(kind, version);

    *set = 0;
    for (size_t w = 0; w < words->len; w++) {
        size_t i = 0;
        if (str_eq_ascii_nocase(words->items[w], STR("ALL")) ||
            str_eq_ascii_nocase(words->items[w], STR("ALL PRIVILEGES"))) {
            *set |= all;
            continue;
        }
        while (i < RIGHT_COUNT && !((all & 1u << i) != 0 &&
                                    str_eq_ascii_nocase(words->items[w], str_from(rights[i].word))))
            i++;
        *unknown = words->items[w];
        if (i == RIGHT_COUNT)
            return false;
        *set |= 1u << i;
    }
    return true;
}

/* ---- records */

PgHolder *pg_rights_holder(Arena *arena, PgHolders *holders, Str part, Str role)
{
    PgHolder fresh = {.part = part, .role = role};

    for (size_t i = 0; i < holders->len; i++)
        if (str_eq(holders->items[i].part, part) && str_eq(holders->items[i].role, role))
            return &holders->items[i];
    vec_push(arena, holders, fresh);
    return &vec_last(holders);
}

static const PgRightsKind *kind_of_part(const PgRightsKind *kind, const Object *object, Str part)
{
    if (object != NULL && object->rec.type == &default_privileges_type)
        return pg_default_rights(part, object->schema.len == 0);
    return part.len > 0 ? &pg_column_rights : kind;
}

PgHolders pg_rights_read(Arena *arena, const PgRightsKind *kind, const Object *object,
                         const GrantVec *grants, int version)
{
    PgHolders holders = {0};

    for (size_t i = 0; i < grants->len; i++) {
        const Grant *grant = grants->items[i];
        const PgRightsKind *own = kind_of_part(kind, object, grant->part);
        PgHolder *holder;
        PgRightSet given, options, revoked;
        Str unknown;
        if (own == NULL)
            continue;
        (void)pg_rights_read_words(own, &grant->privileges, version, &given, &unknown);
        (void)pg_rights_read_words(own, &grant->with_option, version, &options, &unknown);
        (void)pg_rights_read_words(own, &grant->revoked, version, &revoked, &unknown);
        holder = pg_rights_holder(arena, &holders, grant->part, grant->role);
        holder->given |= given | options;
        holder->options |= options;
        holder->revoked |= revoked;
        holder->has_other_grantor = holder->has_other_grantor || grant->has_other_grantor;
    }
    return holders;
}

/* OWNER first, then PUBLIC, then names. */
static int rank_of(Str role)
{
    return str_is(role, GRANT_OWNER) ? 0 : str_is(role, GRANT_PUBLIC) ? 1 : 2;
}

static int by_part_and_role(const void *a, const void *b)
{
    const PgHolder *x = a, *y = b;
    int order = str_cmp(x->part, y->part);

    if (order == 0)
        order = rank_of(x->role) - rank_of(y->role);
    return order != 0 ? order : str_cmp(x->role, y->role);
}

GrantVec pg_rights_write(Arena *arena, const RecordType *type, const PgRightsKind *kind,
                         const Object *object, PgHolders *holders, int version)
{
    GrantVec grants = {0};

    if (holders->len > 0)
        qsort(holders->items, holders->len, sizeof *holders->items, by_part_and_role);
    for (size_t i = 0; i < holders->len; i++) {
        PgHolder *holder = &holders->items[i];
        const PgRightsKind *own = kind_of_part(kind, object, holder->part);
        PgRightSet dflt =
            own == NULL ? 0 : pg_rights_by_default(own, object, holder->role, version);
        PgRightSet revoked = holder->revoked & dflt & ~holder->given;
        PgRightSet given = holder->given & ~(dflt & ~holder->options);
        Grant *grant;
        /* The owner may pass on whatever it has. */
        if (str_is(holder->role, GRANT_OWNER))
            given = holder->given & ~dflt;
        if (own == NULL || (given | revoked) == 0)
            continue;
        grant = record_new(arena, type);
        grant->part = holder->part;
        grant->role = holder->role;
        grant->privileges = pg_rights_words(arena, own, given, version);
        grant->with_option = pg_rights_words(arena, own, given & holder->options, version);
        grant->revoked = pg_rights_words(arena, own, revoked, version);
        grant->has_other_grantor = holder->has_other_grantor;
        vec_push(arena, &grants, grant);
    }
    return grants;
}

/* ---- ACLs */

/* A name as aclitem prints it: quoted where it holds more than letters, digits and _. Source:
 * acl.c, putid(). */
static Str read_name(Arena *arena, Str text, size_t *at)
{
    Sb sb = sb_new(SB_LINE_MAX);

    if (*at < text.len && text.ptr[*at] == '"') {
        for (++*at; *at < text.len; ++*at) {
            if (text.ptr[*at] == '"' && (*at + 1 == text.len || text.ptr[*at + 1] != '"'))
                break;
            *at += text.ptr[*at] == '"';
            sb_putc(&sb, text.ptr[*at]);
        }
        ++*at;
    } else {
        while (*at < text.len && text.ptr[*at] != '=' && text.ptr[*at] != '/')
            sb_putc(&sb, text.ptr[(*at)++]);
    }
    return sb_finish(&sb, arena);
}

static void add_item(Arena *arena, Str part, Str owner, Str item, PgHolders *held)
{
    size_t at = 0;
    Str role = read_name(arena, item, &at), grantor;
    PgHolder *holder = pg_rights_holder(arena, held, part,
                                        role.len == 0         ? STR(GRANT_PUBLIC)
                                        : str_eq(role, owner) ? STR(GRANT_OWNER)
                                                              : grant_role_written(arena, role));

    for (at++; at < item.len && item.ptr[at] != '/'; at++) {
        size_t i = 0;
        while (i < RIGHT_COUNT && rights[i].letter != item.ptr[at])
            i++;
        if (i == RIGHT_COUNT)
            continue;
        holder->given |= 1u << i;
        if (at + 1 < item.len && item.ptr[at + 1] == '*') {
            holder->options |= 1u << i;
            at++;
        }
    }
    at++;
    grantor = read_name(arena, item, &at);
    holder->has_other_grantor = holder->has_other_grantor || !str_eq(grantor, owner);
}

void pg_rights_add_acl(Arena *arena, const PgRightsKind *kind, const Object *object, Str part,
                       Str owner, Str acl, int version, PgHolders *holders)
{
    static const char *const pseudo[] = {GRANT_PUBLIC, GRANT_OWNER};
    StrVec items = pg_catalog_texts(arena, acl);

    for (size_t i = 0; i < items.len; i++)
        add_item(arena, part, owner, items.items[i], holders);
    /* What an ACL does not say is not given; without one it is the kind's default, which gives
     * nothing beyond it on the schema public. */
    for (size_t i = 0; i < 2; i++) {
        Str role = str_from(pseudo[i]);
        PgRightSet dflt = pg_rights_by_default(kind, object, role, version);
        PgRightSet held;
        PgHolder *holder;
        if (dflt == 0)
            continue;
        holder = pg_rights_holder(arena, holders, part, role);
        held = acl.ptr == NULL ? pg_rights_by_default(kind, NULL, role, version) : holder->given;
        holder->given |= held;
        holder->revoked |= dflt & ~held;
    }
}
