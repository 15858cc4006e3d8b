/* What the readers of one introspection share. */
#ifndef ANNEAL_ENGINE_POSTGRES_INTROSPECT_H
#define ANNEAL_ENGINE_POSTGRES_INTROSPECT_H

#include "engine/postgres/catalog.h"
#include "engine/postgres/pipeline.h"
#include "model/definition.h"
#include "model/remote.h"
#include "model/types.h"

/* A column while its expression or sequence isn't known yet. */
typedef struct PgColumn {
    Oid default_oid; /* of pg_attrdef, 0: none */
    Oid collation;
    Column *column; /* NULL: dropped */
    bool is_generated;
    char identity; /* 'a', 'd' or 0 */
} PgColumn;

/* A table or sequence that the model holds. */
typedef struct PgRelation {
    Oid oid;
    Table *table; /* or */
    Sequence *sequence;
    Table *identity_of; /* of a sequence that is an identity's: the table … */
    Column *identity;   /* … and its column */
    PgColumn *columns;  /* by attnum */
    size_t columns_len; /* highest attnum + 1 */
    bool has_texts;     /* expressions that only functions print */
    /* DETACH … CONCURRENTLY was cut off: no query reaches it through its table any more. Its
     * parts are its own already, as they will be when that is finished. */
    bool is_leaving;
} PgRelation;

typedef struct PgNamespace {
    Oid oid;
    Str name;
    Schema *schema;
} PgNamespace;

/* An index while its expressions aren't known yet. */
typedef struct PgIndex {
    Oid oid, constraint_oid;
    Index *index;
    PgNumbers keys, collations;
    bool has_expressions, has_predicate;
    Exclusion *exclusion; /* that it stands for: shares its key parts; NULL: itself */
} PgIndex;

typedef struct PgCheck {
    Oid oid;
    Check *check;
} PgCheck;

typedef struct PgForeignKey {
    Oid oid;
    ForeignKey *key;
    const PgRelation *relation;
} PgForeignKey;

/* A NOT NULL constraint that says more than its column. */
typedef struct PgNotNull {
    Oid oid;
    Column *column;
} PgNotNull;

typedef struct PgStatistics {
    Oid oid;
    Statistics *statistics;
} PgStatistics;

/* A policy while its expressions aren't known yet. */
typedef struct PgPolicy {
    Oid oid;
    RowPolicy *policy;
} PgPolicy;

/* A view, routine, trigger or rule while its text isn't known yet. */
typedef struct PgDefinition {
    Oid oid;
    Oid printed;  /* of what definition_texts.sql prints: a rule or a routine */
    size_t locks; /* relations that a print locks, about */
    bool is_routine;
    Str head; /* of a view: what stands before its query */
    Definition *definition;
} PgDefinition;

typedef struct PgPublished {
    Oid oid; /* of pg_publication_rel */
    PublicationTable *table;
} PgPublished;

/* Rows of pg_depend name a catalog and a row of it; these are the catalogs' own numbers, the same
 * on every server. Source: src/include/catalog, CATALOG(…). */
typedef enum PgCatalog {
    PG_IN_TYPE = 1247,
    PG_IN_PROC = 1255,
    PG_IN_ATTRIBUTE = 1249,
    PG_IN_CLASS = 1259,
    PG_IN_CONSTRAINT = 2606,
    PG_IN_AM = 2601,
    PG_IN_CAST = 2605,
    PG_IN_CONVERSION = 2607,
    PG_IN_LANGUAGE = 2612,
    PG_IN_NAMESPACE = 2615,
    PG_IN_OPCLASS = 2616,
    PG_IN_OPERATOR = 2617,
    PG_IN_REWRITE = 2618,
    PG_IN_TRIGGER = 2620,
    PG_IN_OPFAMILY = 2753,
    PG_IN_SERVER = 1417,
    PG_IN_USER_MAPPING = 1418,
    PG_IN_WRAPPER = 2328,
    PG_IN_POLICY = 3256,
    PG_IN_STATISTIC_EXT = 3381,
    PG_IN_EVENT_TRIGGER = 3466,
    PG_IN_TRANSFORM = 3576,
    PG_IN_TS_DICT = 3600,
    PG_IN_TS_PARSER = 3601,
    PG_IN_TS_CONFIG = 3602,
    PG_IN_TS_TEMPLATE = 3764,
    PG_IN_SUBSCRIPTION = 6100,
    PG_IN_PUBLICATION = 6104,
    PG_IN_EXTENSION = 3079,
    PG_IN_COLLATION = 3456
} PgCatalog;

/* What of the model stands for a row of a catalog. */
typedef struct PgObject {
    Oid row[2]; /* catalog, object: the key */
    const Object *object;
} PgObject;

/* The same of a part of a table. */
typedef struct PgPart {
    Oid row[2];
    const Record *part;
} PgPart;

/* Something that isn't in the model, and uses what is. */
typedef struct PgOutside {
    Oid row[2]; /* catalog, object */
    const Object *used;
    Str column; /* of a table; or absent */
} PgOutside;

typedef struct PgIntrospect {
    PgConn *conn;
    const Filter *filter;
    Model *model;
    Notes *notes;
    Errs *errs;
    Arena arena; /* dies with the attempt */

    VEC(PgNamespace) namespaces;
    Map relations;                   /* oid -> PgRelation */
    VEC(PgRelation *) relation_list; /* by oid */
    Map defaults;                    /* oid of pg_attrdef -> PgColumn */
    Map indexes;                     /* oid -> PgIndex */
    Map keys;                        /* oid of a constraint -> PgIndex */
    Map checks;                      /* oid -> PgCheck */
    Map foreign_keys;                /* oid -> PgForeignKey */
    Map not_nulls;                   /* oid -> PgNotNull */
    Map statistics;                  /* oid -> PgStatistics */
    Map policies;                    /* oid -> PgPolicy */
    Map opclasses;                   /* oid -> Str *: those that aren't their type's default */
    Map collations;                  /* oid -> Str *: those that an index uses */
    Map objects;                     /* catalog, oid -> PgObject */
    Map published;                   /* oid -> PgPublished */
    Map parts;                       /* catalog, oid -> PgPart */
    Map printed;                     /* PgDefinition.printed -> PgDefinition: those without text */
    VEC(PgDefinition *) unprinted;
    VEC(PgOutside) outside;
    Map grants; /* kind, owner and ACL -> GrantVec: most objects have equal ones */
    size_t texts_wanted, texts_read;
    StrVec secrets;    /* objects of which a secret was left out */
    StrVec leaving;    /* partitions whose DETACH … CONCURRENTLY was cut off */
    StrVec base_types; /* types that C functions make, and shells of such */
    StrVec invalid;    /* indexes that a failed build left */
    StrVec growing;    /* indexes that another session is building */
    Sb counts;         /* "3 views, 12 functions" */
    bool has_moved;    /* the catalog changed meanwhile */
    Str snapshot;
} PgIntrospect;

/* The column of that number; NULL where it is none's. */
PgColumn *pg_introspect_column_at(const PgRelation *relation, int64_t attnum);

/* Each reads one row of the query of its name. */
void pg_introspect_relation(void *context, const PGresult *result, int row);
void pg_introspect_table_kind(void *context, const PGresult *result, int row);
void pg_introspect_parent(void *context, const PGresult *result, int row);
void pg_introspect_column(void *context, const PGresult *result, int row);
void pg_introspect_sequence(void *context, const PGresult *result, int row);
void pg_introspect_dependency(void *context, const PGresult *result, int row);
void pg_introspect_comment(void *context, const PGresult *result, int row);

void pg_introspect_opclass(void *context, const PGresult *result, int row);
void pg_introspect_collation(void *context, const PGresult *result, int row);
void pg_introspect_index(void *context, const PGresult *result, int row);
void pg_introspect_index_nulls(void *context, const PGresult *result, int row);
void pg_introspect_column_options(void *context, const PGresult *result, int row);
void pg_introspect_index_options(void *context, const PGresult *result, int row);
void pg_introspect_check(void *context, const PGresult *result, int row);
void pg_introspect_foreign_key(void *context, const PGresult *result, int row);
void pg_introspect_delete_columns(void *context, const PGresult *result, int row);
void pg_introspect_text(void *context, const PGresult *result, int row);

void pg_introspect_constraint_18(void *context, const PGresult *result, int row);
void pg_introspect_statistics(void *context, const PGresult *result, int row);
void pg_introspect_policy(void *context, const PGresult *result, int row);
/* Its row of texts.sql; false: made since. */
bool pg_introspect_policy_text(PgIntrospect *in, const PGresult *result, int row);
void pg_introspect_type(void *context, const PGresult *result, int row);
void pg_introspect_multirange(void *context, const PGresult *result, int row);
void pg_introspect_attribute(void *context, const PGresult *result, int row);
void pg_introspect_domain_constraint(void *context, const PGresult *result, int row);
void pg_introspect_collation_object(void *context, const PGresult *result, int row);
void pg_introspect_extension(void *context, const PGresult *result, int row);

void pg_introspect_definition(void *context, const PGresult *result, int row);
void pg_introspect_trigger_state(void *context, const PGresult *result, int row);
void pg_introspect_definition_detail(void *context, const PGresult *result, int row);
void pg_introspect_definition_text(void *context, const PGresult *result, int row);
void pg_introspect_use(void *context, const PGresult *result, int row);
/* introspect_outside.c: what isn't in the model is told by name later, all at once. */
void pg_introspect_note_outside(PgIntrospect *in, const PgOutside *outside);
void pg_introspect_send_outside(PgIntrospect *in);
void pg_introspect_outside(void *context, const PGresult *result, int row);

void pg_introspect_role(void *context, const PGresult *result, int row);
/* Of what the model holds by then. */
void pg_introspect_rights(void *context, const PGresult *result, int row);
void pg_introspect_default_rights(void *context, const PGresult *result, int row);

void pg_introspect_foreign_data_wrapper(void *context, const PGresult *result, int row);
void pg_introspect_foreign_server(void *context, const PGresult *result, int row);
void pg_introspect_user_mapping(void *context, const PGresult *result, int row);
void pg_introspect_foreign_table(void *context, const PGresult *result, int row);
void pg_introspect_publication(void *context, const PGresult *result, int row);
void pg_introspect_publication_table(void *context, const PGresult *result, int row);
void pg_introspect_publication_filter(void *context, const PGresult *result, int row);
void pg_introspect_publication_schemas(void *context, const PGresult *result, int row);
void pg_introspect_subscription(void *context, const PGresult *result, int row);
/* What the versions of these numbers have brought. */
void pg_introspect_subscription_14(void *context, const PGresult *result, int row);
void pg_introspect_subscription_15(void *context, const PGresult *result, int row);
void pg_introspect_subscription_16(void *context, const PGresult *result, int row);
void pg_introspect_subscription_17(void *context, const PGresult *result, int row);
/* Asked only where the role may read it. */
void pg_introspect_connection(void *context, const PGresult *result, int row);

/* Adds an object that no schema holds and makes it known; columns 0 and 1 are its oid and name.
 * NULL: not in scope. */
void *pg_introspect_global(PgIntrospect *in, const RecordType *type, PgCatalog catalog,
                           const PGresult *result, int row);
/* Makes the object known as what stands for the row: rows of pg_depend then become its edges. */
void pg_introspect_object(PgIntrospect *in, Oid catalog, Oid oid, const Object *object);
/* The same of a part of a table, which its edges then name. */
void pg_introspect_part(PgIntrospect *in, Oid catalog, Oid oid, const Record *part);
/* NULL: none, or none that is in scope. */
const Object *pg_introspect_object_at(const PgIntrospect *in, Oid catalog, Oid oid);
/* The schema of this oid; NULL: not in scope. */
const PgNamespace *pg_introspect_namespace(const PgIntrospect *in, Oid oid);

/* What isn't modelled: counted, and noted when the attempt has succeeded. */
void pg_introspect_count(void *context, const PGresult *result, int row);
void pg_introspect_note(PgIntrospect *in);

/* `{fillfactor=70}` -> entries, each name with `prefix` before. */
void pg_introspect_options(PgIntrospect *in, Str options, const char *prefix, MapEntries *entries);

#endif
