/* Field tables: one row describes an attribute of a record for everything that reads, writes,
 * compares or documents it. */
#ifndef ANNEAL_MODEL_FIELD_H
#define ANNEAL_MODEL_FIELD_H

#include "base/sb.h"
#include "model/doc.h"

typedef enum FieldKind {
    F_BOOL,     /* bool */
    F_TRISTATE, /* Tristate */
    F_INT,      /* OptInt */
    F_ENUM,     /* int, index into choices; 0 is the default */
    F_STR,      /* Str: short text */
    F_TEXT,     /* Str: long text, a child element in XML */
    F_IDENT,    /* Str: one name, exactly as written */
    F_IDENTS,   /* StrVec: JSON one string "a, b" */
    F_TYPE,     /* Str: a type as the server spells it */
    F_EXPR,     /* Str: an SQL expression */
    F_KEYS,     /* KeyParts: JSON one string "a, b DESC" */
    F_STRINGS,  /* StrVec: JSON list of strings */
    F_RECORD,   /* Record *: nested record, NULL where absent */
    F_LIST,     /* VEC(Record *) */
    F_MAP,      /* MapEntries, in the order written */
    F_RAW       /* const Doc *: kept as it is */
} FieldKind;

enum { FIELD_KIND_COUNT = F_RAW + 1 };

typedef enum Tristate { TRI_ABSENT, TRI_FALSE, TRI_TRUE } Tristate;

typedef struct OptInt {
    bool given;
    int64_t value;
} OptInt;

typedef struct MapEntry {
    Str name;
    Str value;
} MapEntry;
typedef VEC(MapEntry) MapEntries;

/* How a difference is treated. */
typedef enum Differs {
    D_KEY,      /* part of the identity: matched, never altered in place but by rename */
    D_IGNORE,   /* says how to get there, not what is there */
    D_ALTER,    /* changed in place */
    D_RECREATE, /* only a new object can have it */
    D_CHILDREN, /* a list whose records are compared as objects of their own */
    D_GRANTS,   /* changed in place where the package manages grants, else left alone */
    D_OWNER     /* changed in place where the environment asks for owners */
} Differs;

/* Engines as data; only field, rule and platform rows name them outside engine/. */
enum {
    E_PG = 1,
    E_MYSQL = 2,
    E_MARIADB = 4,
    E_MSSQL = 8,
    E_LITE = 16,
    E_MY = E_MYSQL | E_MARIADB,
    E_ALL = E_PG | E_MYSQL | E_MARIADB | E_MSSQL | E_LITE
};

/* Sparse fields: held only by the records that set them. Never reused, order is free. */
typedef enum FieldId {
    FIELD_NONE, /* a struct member */
    FIELD_OLD_NAME,
    FIELD_RENAME, /* RenameChoice */
    /* Live only: of a column or view, the column or table whose new name it is until that takes it.
     */
    FIELD_ALIAS_OF,
    FIELD_COMMENT,
    FIELD_PLATFORMS,
    FIELD_ALLOW, /* Allowance, of lint */
    FIELD_SHOULD_APPLY,
    FIELD_EXTENSIONS,
    FIELD_VARIANT_NAME,
    FIELD_PHASE,
    FIELD_STORAGE_PARAMETERS,
    FIELD_TABLE_STRICT,
    FIELD_TABLE_WITHOUT_ROWID,
    FIELD_TABLE_ROW_SECURITY,
    FIELD_TABLE_FORCE_ROW_SECURITY,
    FIELD_TABLE_PARTITION_BY,
    FIELD_TABLE_PARTITION_OF,
    FIELD_TABLE_PARTITION_BOUNDS,
    FIELD_TABLE_MANAGE_PARTITIONS,
    FIELD_TABLE_INHERITS,
    FIELD_TABLE_OF_TYPE,
    FIELD_INHERITED,
    FIELD_INDEX_ATTACHED_TO,
    FIELD_TABLE_METHOD,
    FIELD_TABLE_REPLICA_IDENTITY,
    FIELD_TABLE_REPLICA_INDEX,
    FIELD_TABLE_TRIGGER_STATES,
    FIELD_PERSISTENCE,
    FIELD_TABLESPACE,
    FIELD_FILL_FACTOR,
    FIELD_COLUMN_COLLATION,
    FIELD_COLUMN_GENERATION,
    FIELD_COLUMN_GENERATED,
    FIELD_COLUMN_AUTO_INCREMENT,
    FIELD_COLUMN_CONFLICT,
    FIELD_COLUMN_STORAGE,
    FIELD_NOT_NULL_NAME,
    FIELD_NOT_NULL_OWN,
    FIELD_NOT_NULL_COMMENT,
    FIELD_COLUMN_COMPRESSION,
    FIELD_COLUMN_OPTIONS,
    FIELD_INDEX_METHOD,
    FIELD_INDEX_COMMENT,
    FIELD_INDEX_NULLS_NOT_DISTINCT,
    FIELD_INDEX_CONFLICT,
    FIELD_INDEX_CLUSTERED,
    FIELD_INDEX_STATISTICS,
    FIELD_DEFERRABLE,
    FIELD_INITIALLY_DEFERRED,
    FIELD_FK_MATCH,
    FIELD_FK_DELETE_COLUMNS,
    FIELD_CHECK_NO_INHERIT,
    FIELD_STATISTICS_KINDS,
    FIELD_STATISTICS_TARGET,
    FIELD_POLICY_ROLES,
    FIELD_NOT_VALID,
    FIELD_NOT_ENFORCED,
    FIELD_FK_PERIOD,
    FIELD_INDEX_WITHOUT_OVERLAPS,
    FIELD_SEQUENCE_TYPE,
    FIELD_SEQUENCE_START,
    FIELD_SEQUENCE_INCREMENT,
    FIELD_SEQUENCE_MIN,
    FIELD_SEQUENCE_MAX,
    FIELD_SEQUENCE_CACHE,
    FIELD_SEQUENCE_CYCLE,
    FIELD_SEQUENCE_OWNED_BY,
    FIELD_TABLE_SERVER,
    FIELD_OPTIONS,
    FIELD_WRAPPER_HANDLER,
    FIELD_WRAPPER_VALIDATOR,
    FIELD_SERVER_TYPE,
    FIELD_SERVER_VERSION,
    FIELD_PUBLICATION_ALL_TABLES,
    FIELD_PUBLICATION_SCHEMAS,
    FIELD_PUBLICATION_PUBLISH,
    FIELD_PUBLICATION_VIA_ROOT,
    FIELD_PUBLICATION_GENERATED,
    FIELD_SUBSCRIPTION_ENABLED,
    FIELD_SUBSCRIPTION_SLOT,
    FIELD_SUBSCRIPTION_COMMIT,
    FIELD_SUBSCRIPTION_BINARY,
    FIELD_SUBSCRIPTION_STREAMING,
    FIELD_SUBSCRIPTION_TWO_PHASE,
    FIELD_SUBSCRIPTION_DISABLE_ON_ERROR,
    FIELD_SUBSCRIPTION_PASSWORD_OPTIONAL,
    FIELD_SUBSCRIPTION_RUN_AS_OWNER,
    FIELD_SUBSCRIPTION_ORIGIN,
    FIELD_SUBSCRIPTION_FAILOVER,
    FIELD_DEFINITION_ENABLED,
    FIELD_DEFINITION_REPLACEABLE,
    FIELD_GRANTS,
    FIELD_SEQUENCE_GRANTS,
    FIELD_SEQUENCE_COMMENT,
    FIELD_SCHEMA_STANDARD_COMMENT,
    FIELD_ENUM_OLD_VALUES,
    FIELD_DOMAIN_NOT_NULL_NAME,
    FIELD_RANGE_OPCLASS,
    FIELD_RANGE_CANONICAL,
    FIELD_RANGE_DIFF,
    FIELD_RANGE_MULTIRANGE,
    FIELD_COLLATION_LOCALE,
    FIELD_COLLATION_COLLATE,
    FIELD_COLLATION_CTYPE,
    FIELD_COLLATION_NONDETERMINISTIC,
    FIELD_COLLATION_RULES,
    FIELD_EXTENSION_SCHEMA,
    FIELD_EXTENSION_VERSION,
    /* Live only, no field of a file: what is there whether the package says it or not. */
    FIELD_EXTENSION_INSTALLED,
    FIELD_EXTENSION_OWN_COMMENT,
    FIELD_FK_RESTS_ON,          /* the index of the referenced table by which the server looks */
    FIELD_PARKED_NAME,          /* of a type that is made anew: under which it waits to go */
    FIELD_TABLE_LEAVES,         /* the table whose partition it is until a detach is finished */
    FIELD_DEFINITION_LEFTOVERS, /* indexes that a build which was cut off left on a view */
    FIELD_CARRIED_TYPES,        /* labels of types whose new names stand in its texts */
    FIELD_LIVE_LABEL,           /* before that */
    FIELD_OUTSIDE_USERS,        /* what nobody manages and uses it: name, column of it or absent */
    FIELD_LIVE_FINGERPRINT,     /* before that */
    FIELD_DEFINITION_METHOD,
    FIELD_DEFINITION_TABLESPACE,
    FIELD_DEFINITION_NO_DATA,
    FIELD_DEFINITION_STAND_IN,
    FIELD_DEFINITION_CLUSTER,
    FIELD_DEFINITION_INDEXES,
    FIELD_DEFINITION_INDEX_COMMENTS,
    FIELD_DEFINITION_INDEX_STATISTICS,
    FIELD_DEFINITION_COLUMN_COMMENTS,
    FIELD_DEFINITION_COLUMN_DEFAULTS,
    FIELD_DEFINITION_COLUMN_STATISTICS,
    FIELD_DEFINITION_COLUMN_STORAGE,
    FIELD_DEFINITION_COLUMN_COMPRESSION,
    FIELD_DEFINITION_COLUMN_OPTIONS,
    FIELD_DEFINITION_MAPPINGS,
    FIELD_DEFINITION_MEMBERS,
    FIELD_CHARACTER_SET,
    FIELD_KEY_BLOCK_SIZE,
    FIELD_DATA_DIRECTORY,
    FIELD_TABLE_ENGINE,
    FIELD_TABLE_ROW_FORMAT,
    FIELD_TABLE_AUTO_INCREMENT,
    FIELD_TABLE_COUNTER, /* live only, no field of a file: the next AUTO_INCREMENT value */
    FIELD_TABLE_PARTITIONING,
    FIELD_TABLE_COMPRESSION,
    FIELD_TABLE_ENCRYPTION,
    FIELD_TABLE_ENCRYPTED,
    FIELD_TABLE_ENCRYPTION_KEY,
    FIELD_TABLE_PAGE_COMPRESSED,
    FIELD_TABLE_PAGE_COMPRESSION_LEVEL,
    FIELD_TABLE_SYSTEM_VERSIONED,
    FIELD_TABLE_PERIODS,
    FIELD_TABLE_FULLTEXT,
    FIELD_PARTITION_SUBS,
    FIELD_COLUMN_ON_UPDATE,
    FIELD_COLUMN_INVISIBLE,
    FIELD_COLUMN_SRID,
    FIELD_COLUMN_UNVERSIONED,
    FIELD_COLUMN_CHECK,
    FIELD_INDEX_TYPE,
    FIELD_INDEX_VISIBLE,
    FIELD_INDEX_PARSER,
    FIELD_TABLE_MS_TEMPORAL,
    FIELD_TABLE_MS_XML_INDEXES,
    FIELD_TABLE_MS_FULLTEXT,
    FIELD_MS_XML_COMPRESSION,
    FIELD_TABLE_MS_CDC,
    FIELD_TABLE_MS_CDC_FILEGROUP,
    FIELD_TABLE_MS_CDC_NET_CHANGES,
    FIELD_TABLE_MS_CHANGE_TRACKING,
    FIELD_TABLE_MS_TRACK_COLUMNS,
    FIELD_TABLE_MS_MEMORY,
    FIELD_TABLE_MS_DURABILITY,
    FIELD_MS_COMPRESSION,
    FIELD_MS_FILEGROUP,
    FIELD_TABLE_MS_FILESTREAM_GROUP,
    FIELD_TABLE_MS_TEXT_GROUP,
    FIELD_MS_PARTITION_SCHEME,
    FIELD_MS_PARTITION_COLUMN,
    FIELD_TABLE_MS_GRAPH,
    FIELD_TABLE_MS_LEDGER,
    FIELD_TABLE_MS_HISTORY_SCHEMA,
    FIELD_TABLE_MS_HISTORY_NAME,
    FIELD_TABLE_MS_HISTORY_RETENTION,
    FIELD_COLUMN_MS_COMPUTED,
    FIELD_COLUMN_MS_PERSISTED,
    FIELD_COLUMN_MS_SPARSE,
    FIELD_COLUMN_MS_COLUMN_SET,
    FIELD_COLUMN_MS_FILESTREAM,
    FIELD_COLUMN_MS_BACKFILL,
    FIELD_COLUMN_MS_MASK,
    FIELD_COLUMN_MS_ENCRYPTION,
    FIELD_COLUMN_MS_ENCRYPTION_KEY,
    FIELD_COLUMN_MS_ENCRYPTION_ALGORITHM,
    FIELD_INDEX_MS_COLUMN_STORE,
    FIELD_INDEX_MS_IGNORE_DUPLICATES,
    FIELD_INDEX_MS_PAD,
    FIELD_INDEX_MS_BUCKETS,
    FIELD_STATISTICS_MS_SAMPLE,
    FIELD_STATISTICS_MS_FILTER,
    FIELD_TABLE_DELIVERIES,
    FIELD_DEFINITION_DEFINER,
    FIELD_DEFINITION_IS_OWN, /* live only, no field of a file: its definer is who looked */
    FIELD_DEFINITION_SQL_MODE,
    /* Product.json and Template.json: keys that most packages leave out. */
    FIELD_PRODUCT_VALIDATION,
    FIELD_PRODUCT_BASELINE_VALIDATION,
    FIELD_PRODUCT_VERSION_STAMP,
    FIELD_PRODUCT_SCRIPT_FOLDERS,
    FIELD_PRODUCT_BRANCH_FILE,
    FIELD_PRODUCT_BRANCH_MASK_BEFORE,
    FIELD_PRODUCT_BRANCH_MASK_AFTER,
    FIELD_PRODUCT_MINIMUM_VERSION,
    FIELD_PRODUCT_CHECK_STYLE,
    FIELD_PRODUCT_DROP_UNKNOWN_INDEXES,
    FIELD_PRODUCT_DROP_TABLES,
    FIELD_PRODUCT_DROP_COLUMNS,
    FIELD_PRODUCT_DROP_FOREIGN_KEYS,
    FIELD_PRODUCT_DROP_CHECKS,
    FIELD_PRODUCT_DROP_EXCLUDES,
    FIELD_PRODUCT_DROP_STATISTICS,
    FIELD_PRODUCT_DROP_INDEXES,
    FIELD_PRODUCT_DROP_PERIODS,
    FIELD_PRODUCT_DROP_EVENTS,
    FIELD_PRODUCT_DROP_SCHEMA_BOUND,
    FIELD_PRODUCT_SERVER,
    FIELD_PRODUCT_REBUILD_POLICY,
    FIELD_PRODUCT_DATABASE_QUERY,
    FIELD_PRODUCT_DATABASE_OF_QUERY,
    FIELD_PRODUCT_SCHEMA_QUERY,
    FIELD_PRODUCT_UPDATE_FILL_FACTOR,
    FIELD_PRODUCT_INDEX_ONLY,
    FIELD_PRODUCT_REQUIRE_TARGET,
    FIELD_PRODUCT_SKIP_READ_ONLY,
    FIELD_PRODUCT_CREATE_SCHEMA,
    FIELD_PRODUCT_ALLOW_PARALLEL,
    FIELD_PRODUCT_CONTINUE_ON_SCHEMA,
    FIELD_PRODUCT_CONTINUE_ON_DATABASE,
    FIELD_PRODUCT_CDC_FILEGROUP,
    FIELD_PRODUCT_CDC_NET_CHANGES,
    FIELD_ID_COUNT
} FieldId;

typedef struct RecordType RecordType;

typedef struct Field {
    const char *key; /* PascalCase, the same in JSON and XML */
    FieldKind kind;
    size_t offset; /* of a member, when id is FIELD_NONE */
    FieldId id;    /* else sparse */
    unsigned engines;
    Differs differs;
    const char *dflt; /* what absent means, as documentation; NULL: nothing */
    const char *doc;  /* one sentence */
    /* NULL-terminated. F_ENUM: the first is the default. F_STRINGS: what an item can be; NULL: any
     * string. */
    const char *const *choices;
    const RecordType *record; /* F_RECORD, F_LIST */
    bool is_required;
} Field;

/* A wrong member type does not build. */
#define AT(rec, member, type) \
    (offsetof(rec, member) + 0 * sizeof((type *)0 == &((rec *)0)->member)), FIELD_NONE
#define SPARSE(id) 0, (id)

/* Kinds of records that a model holds, in the order in which they are created. */
typedef enum RecordKind {
    REC_OTHER, /* not of a model: product, template, step, … */
    REC_SCHEMA,
    REC_EXTENSION,
    REC_COLLATION,
    REC_ENUM,
    REC_DOMAIN,
    REC_COMPOSITE,
    REC_ATTRIBUTE,
    REC_RANGE,
    REC_SEQUENCE,
    REC_TABLE,
    REC_COLUMN,
    REC_INDEX,
    REC_CHECK,
    REC_FOREIGN_KEY,
    REC_EXCLUSION,
    REC_STATISTICS,
    REC_POLICY,
    REC_LANGUAGE,
    REC_ACCESS_METHOD,
    REC_TEXT_PARSER,
    REC_TEXT_TEMPLATE,
    REC_TEXT_DICTIONARY,
    REC_TEXT_CONFIGURATION,
    REC_FUNCTION,
    REC_PROCEDURE,
    REC_AGGREGATE,
    REC_OPERATOR,
    REC_OPERATOR_FAMILY,
    REC_OPERATOR_CLASS,
    REC_CAST,
    REC_TRANSFORM,
    REC_CONVERSION,
    REC_VIEW,
    REC_MATERIALIZED_VIEW,
    REC_RULE,
    REC_TRIGGER,
    REC_EVENT_TRIGGER,
    REC_EVENT,
    REC_DEFAULT_PRIVILEGES,
    REC_FOREIGN_DATA_WRAPPER,
    REC_FOREIGN_SERVER,
    REC_USER_MAPPING,
    REC_PUBLICATION,
    REC_PUBLICATION_TABLE,
    REC_SUBSCRIPTION
} RecordKind;

struct RecordType {
    const char *name; /* "Table": the XML element */
    const char *word; /* "table": for people */
    RecordKind kind;
    size_t size_bytes;
    size_t name_offset; /* of the Str member `name`; SIZE_MAX: has none */
    const Field *fields;
    size_t count;
};

/* The first member of every record. */
typedef struct SparseValue SparseValue;
typedef struct Record {
    const RecordType *type;
    DocFile *file;       /* where it was declared; NULL: live or made */
    SparseValue *sparse; /* sorted by id */
    uint32_t node;       /* its number in the file */
    uint16_t sparse_len, sparse_cap;
} Record;

/* Zeroed and typed. */
void *record_new(Arena *arena, const RecordType *type);
Str record_name(const Record *rec);
/* The node that it was read from, with the places of its values; NULL: live or made. The file may
 * be read again for it: for messages, not for each record of a package. */
const Doc *record_doc(const Record *rec);
/* Gives a record that no tree was read for, one of a script, its place: record_loc says it then. */
void record_set_place(Arena *arena, Record *rec, const char *path, uint32_t line);
Loc record_loc(Arena *arena, const Record *rec);
/* Place of a field's value, of the record where the field was not written. */
Loc record_field_loc(Arena *arena, const Record *rec, const Field *field);

/* The same by the field's key; of the record where its type has no such field. */
Loc record_key_loc(Arena *arena, const Record *rec, const char *key);

/* Generic access. `record_at` is never NULL: an absent sparse field reads as zero. `record_put`
 * makes room for a sparse field. */
const void *record_at(const Record *rec, const Field *field);
void *record_put(Arena *arena, Record *rec, const Field *field);
/* Whether the value is the one that absent means (the zero of its kind). */
bool field_is_absent(const Field *field, const void *at);
/* By kind: bytes for text, order counts for lists, order is free in maps. F_LIST, F_RECORD:
 * field by field, D_IGNORE fields left out. F_RAW: always equal. */
bool field_equal(const Field *field, const void *a, const void *b);
/* The value in one go for people, as a package writes it: `true`, `a, b DESC`, `fillfactor=70`;
 * nothing for nested records, lists and raw values, which are not compared as one. An absent text
 * or number is nothing too; bools and enums always have a word. */
void field_put(Sb *sb, const Field *field, const void *at);
/* A deep copy of a value into room of its kind. */
void field_copy(Arena *arena, const Field *field, void *to, const void *from);
bool record_field_equal(const Field *field, const Record *a, const Record *b);
/* All fields but D_IGNORE and D_CHILDREN; with `names` D_KEY fields count too. */
bool record_equal(const Record *a, const Record *b, bool names);
const Field *record_type_find(const RecordType *type, Str key);       /* exact; NULL */
const Field *record_type_find_id(const RecordType *type, FieldId id); /* NULL */
/* List items of an F_LIST value. */
size_t list_len(const void *at);
Record *list_get(const void *at, size_t i);
void list_push(Arena *arena, void *at, Record *item);
/* A deep copy into another arena; where it was declared stays as it is. */
Record *record_copy(Arena *arena, const Record *rec);

/* The list of a sparse F_LIST field, for list_len and list_get; never NULL. */
const void *sparse_list(const Record *rec, FieldId id);

/* Typed access to sparse fields. Getters give zero or absent where not set; setters with the
 * zero value are not stored. */
Str sparse_str(const Record *rec, FieldId id);
bool sparse_bool(const Record *rec, FieldId id);
int sparse_enum(const Record *rec, FieldId id);
Tristate sparse_tristate(const Record *rec, FieldId id);
OptInt sparse_int(const Record *rec, FieldId id);
const StrVec *sparse_strs(const Record *rec, FieldId id);              /* never NULL */
const MapEntries *sparse_map(const Record *rec, FieldId id);           /* never NULL */
void sparse_set_str(Arena *arena, Record *rec, FieldId id, Str value); /* borrowed */
void sparse_set_bool(Arena *arena, Record *rec, FieldId id, bool value);
void sparse_set_enum(Arena *arena, Record *rec, FieldId id, int value);
void sparse_set_tristate(Arena *arena, Record *rec, FieldId id, Tristate value);
void sparse_set_int(Arena *arena, Record *rec, FieldId id, OptInt value);
void sparse_set_strs(Arena *arena, Record *rec, FieldId id, StrVec value);
void sparse_set_map(Arena *arena, Record *rec, FieldId id, MapEntries value);

#endif
