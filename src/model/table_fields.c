/* The field tables of a schema's records: one row an attribute, for everything that reads, writes,
 * compares or documents it. Keys are SchemaSmith's where it has one. */
#include "model/budget.h"
#include "model/definition.h"
#include "model/delivery.h"
#include "model/field_rows.h"
#include "model/grant.h"
#include "model/remote.h"
#include "model/types.h"

static const char *const fk_actions[] = {"NO ACTION", "RESTRICT",    "CASCADE",
                                         "SET NULL",  "SET DEFAULT", NULL};
static const char *const fk_matches[] = {"SIMPLE", "FULL", "PARTIAL", NULL};
const char *const phase_choices[] = {"auto", "expand", "migrate", "contract", NULL};
static const char *const conflicts[] = {"ABORT", "ROLLBACK", "FAIL", "IGNORE", "REPLACE", NULL};

static const char *const persistences[] = {"LOGGED", "UNLOGGED", NULL};
static const char *const replica_identities[] = {"DEFAULT", "FULL", "NOTHING", "INDEX", NULL};
static const char *const storages[] = {"DEFAULT", "PLAIN", "EXTERNAL", "EXTENDED", "MAIN", NULL};
static const char *const compressions[] = {"DEFAULT", "pglz", "lz4", NULL};
/* SQL Server's own, as SchemaSmith spells them; its engine is to come. */
static const char *const ms_compressions[] = {
    "NONE", "ROW", "PAGE", "COLUMNSTORE", "COLUMNSTORE_ARCHIVE", NULL};
static const char *const ms_durabilities[] = {"SCHEMA_AND_DATA", "SCHEMA_ONLY", NULL};
static const char *const ms_graphs[] = {"None", "Node", "Edge", NULL};
static const char *const ms_ledgers[] = {"Off", "AppendOnly", "Updatable", NULL};
static const char *const ms_encryptions[] = {"NONE", "DETERMINISTIC", "RANDOMIZED", NULL};
static const char *const encodings[] = {"Json", "Xml", NULL};
static const char *const merge_types[] = {"None", "Insert", "Insert/Update", "Insert/Update/Delete",
                                          NULL};
static const char *const ms_trackings[] = {"OFF", "MANUAL", "AUTO", NULL};
static const char *const ms_xml_kinds[] = {"NONE", "VALUE", "PATH", "PROPERTY", NULL};
static const char *const policy_kinds[] = {"PERMISSIVE", "RESTRICTIVE", NULL};
static const char *const policy_commands[] = {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE", NULL};

enum { E_SEQUENCES = E_PG | E_MARIADB | E_MSSQL };

/* clang-format off */
#define INHERITED_ROW \
    SPARSE_ROW("Inherited", F_BOOL, FIELD_INHERITED, E_PG, D_IGNORE, "false", "Whether it is there because a parent table has it, and listed for what differs here; goes without saying in a partition.")

#define DEFERRABLE_ROWS(engines, differs) \
    SPARSE_ROW("Deferrable",        F_BOOL, FIELD_DEFERRABLE,         engines, differs, "false", "Whether checking can wait for the end of the transaction."), \
    SPARSE_ROW("InitiallyDeferred", F_BOOL, FIELD_INITIALLY_DEFERRED, engines, differs, "false", "Whether it waits unless told otherwise.")

#define PERSISTENCE_ROW(doc) \
    { "PersistenceType", F_ENUM, SPARSE(FIELD_PERSISTENCE), E_PG, D_ALTER, "LOGGED", doc, persistences, NULL, false }
#define TABLESPACE_ROW \
    SPARSE_ROW("Tablespace", F_IDENT, FIELD_TABLESPACE, E_PG, D_ALTER, NULL, "Tablespace; absent: the database's.")
#define RENAME_ROW \
    { "Rename", F_ENUM, SPARSE(FIELD_RENAME), E_ALL, D_IGNORE, "auto", "How it is renamed. `direct`: at once, and the old name is gone; `both`: the new name can be used before, beside the old one, which goes in the phase contract; `auto`: as the environment says.", rename_choices, NULL, false }
#define FILL_FACTOR_ROW \
    SPARSE_ROW("FillFactor", F_INT, FIELD_FILL_FACTOR, E_PG | E_MSSQL, D_IGNORE, NULL, "Read as the storage parameter `fillfactor`, where that isn't given; the server's own value counts as none.")
#define CHARACTER_SET_ROW(absent) \
    SPARSE_ROW("CharacterSet", F_STR, FIELD_CHARACTER_SET, E_MY, D_ALTER, NULL, "Character set, where Collation doesn't tell; absent: " absent)
#define KEY_BLOCK_SIZE_ROW \
    SPARSE_ROW("KeyBlockSize", F_INT, FIELD_KEY_BLOCK_SIZE, E_MY, D_ALTER, NULL, "Size of a compressed page in KiB; absent: the server's.")
#define DATA_DIRECTORY_ROW \
    SPARSE_ROW("DataDirectory", F_STR, FIELD_DATA_DIRECTORY, E_MY, D_RECREATE, NULL, "Folder on the server that holds the rows; absent: the database's.")
#define PARSER_ROW \
    SPARSE_ROW("Parser", F_IDENT, FIELD_INDEX_PARSER, E_MY, D_RECREATE, NULL, "Plugin that parts a text into words, of a FULLTEXT index; absent: the server's own.")
#define CLUSTERED_ROW \
    SPARSE_ROW("Clustered", F_BOOL, FIELD_INDEX_CLUSTERED, E_PG | E_MSSQL, D_ALTER, "false", "Whether CLUSTER orders the table by it; on SQL Server: whether it holds the rows.")

#define MS_ENUM_ROW(key, id, differs, choices, dflt, doc) \
    { key, F_ENUM, SPARSE(id), E_MSSQL, differs, dflt, doc, choices, NULL, false }
#define MS_COMPRESSION_ROWS \
    MS_ENUM_ROW("CompressionType", FIELD_MS_COMPRESSION, D_ALTER, ms_compressions, "NONE", "How pages are compressed."), \
    SPARSE_ROW("XmlCompression", F_BOOL, FIELD_MS_XML_COMPRESSION, E_MSSQL, D_ALTER, "false", "Whether XML is compressed.")
#define MS_PLACE_ROWS \
    SPARSE_ROW("FileGroup", F_IDENT, FIELD_MS_FILEGROUP, E_MSSQL, D_RECREATE, NULL, "Filegroup; absent: the default one."), \
    SPARSE_ROW("PartitionScheme", F_IDENT, FIELD_MS_PARTITION_SCHEME, E_MSSQL, D_RECREATE, NULL, "Partition scheme that places the rows."), \
    SPARSE_ROW("PartitionColumn", F_IDENT, FIELD_MS_PARTITION_COLUMN, E_MSSQL, D_RECREATE, NULL, "Column that decides on the partition.")
#define MS_COLUMN_ROWS \
    SPARSE_ROW("ComputedExpression", F_EXPR, FIELD_COLUMN_MS_COMPUTED, E_MSSQL, D_ALTER, NULL, "Expression that computes the column."), \
    SPARSE_ROW("Persisted", F_BOOL, FIELD_COLUMN_MS_PERSISTED, E_MSSQL, D_ALTER, "false", "Whether a computed column is stored."), \
    SPARSE_ROW("Sparse", F_BOOL, FIELD_COLUMN_MS_SPARSE, E_MSSQL, D_ALTER, "false", "Whether NULLs take no place."), \
    SPARSE_ROW("IsColumnSet", F_BOOL, FIELD_COLUMN_MS_COLUMN_SET, E_MSSQL, D_ALTER, "false", "Whether it shows all sparse columns as XML."), \
    SPARSE_ROW("FileStream", F_BOOL, FIELD_COLUMN_MS_FILESTREAM, E_MSSQL, D_ALTER, "false", "Whether values are files."), \
    SPARSE_ROW("BackfillExistingRows", F_BOOL, FIELD_COLUMN_MS_BACKFILL, E_MSSQL, D_IGNORE, "false", "Whether rows that are there get the Default of a new column."), \
    SPARSE_ROW("DataMaskFunction", F_EXPR, FIELD_COLUMN_MS_MASK, E_MSSQL, D_ALTER, NULL, "How values are masked, such as `default()`."), \
    MS_ENUM_ROW("EncryptionType", FIELD_COLUMN_MS_ENCRYPTION, D_ALTER, ms_encryptions, "NONE", "How values are encrypted by the client."), \
    SPARSE_ROW("EncryptionKey", F_STR, FIELD_COLUMN_MS_ENCRYPTION_KEY, E_MSSQL, D_ALTER, NULL, "Column encryption key."), \
    SPARSE_ROW("EncryptionAlgorithm", F_STR, FIELD_COLUMN_MS_ENCRYPTION_ALGORITHM, E_MSSQL, D_ALTER, NULL, "Algorithm of the encryption.")
#define MS_INDEX_ROWS \
    SPARSE_ROW("ColumnStore", F_BOOL, FIELD_INDEX_MS_COLUMN_STORE, E_MSSQL, D_RECREATE, "false", "Whether it is a columnstore index."), \
    MS_COMPRESSION_ROWS, \
    SPARSE_ROW("IgnoreDuplicateKey", F_BOOL, FIELD_INDEX_MS_IGNORE_DUPLICATES, E_MSSQL, D_ALTER, "false", "Whether a duplicate is passed over with a warning."), \
    SPARSE_ROW("PadIndex", F_BOOL, FIELD_INDEX_MS_PAD, E_MSSQL, D_ALTER, "false", "Whether the fill factor counts for inner pages, too."), \
    MS_PLACE_ROWS, \
    SPARSE_ROW("BucketCount", F_INT, FIELD_INDEX_MS_BUCKETS, E_MSSQL, D_RECREATE, NULL, "Buckets of a hash index of a table in memory.")
#define MS_TABLE_ROWS \
    MS_COMPRESSION_ROWS, \
    SPARSE_ROW("IsTemporal", F_BOOL, FIELD_TABLE_MS_TEMPORAL, E_MSSQL, D_ALTER, "false", "Whether it keeps the history of its rows, between ValidFrom and ValidTo."), \
    SPARSE_ROW("HistoryTableSchema", F_IDENT, FIELD_TABLE_MS_HISTORY_SCHEMA, E_MSSQL, D_ALTER, NULL, "Schema of the table of history."), \
    SPARSE_ROW("HistoryTableName", F_IDENT, FIELD_TABLE_MS_HISTORY_NAME, E_MSSQL, D_ALTER, NULL, "Name of the table of history."), \
    SPARSE_ROW("HistoryRetentionPeriod", F_STR, FIELD_TABLE_MS_HISTORY_RETENTION, E_MSSQL, D_ALTER, NULL, "How long history is kept."), \
    MS_PLACE_ROWS, \
    SPARSE_ROW("FileStreamFileGroup", F_IDENT, FIELD_TABLE_MS_FILESTREAM_GROUP, E_MSSQL, D_RECREATE, NULL, "Filegroup of FILESTREAM values."), \
    SPARSE_ROW("TextImageFileGroup", F_IDENT, FIELD_TABLE_MS_TEXT_GROUP, E_MSSQL, D_RECREATE, NULL, "Filegroup of large values."), \
    MS_ENUM_ROW("GraphType", FIELD_TABLE_MS_GRAPH, D_RECREATE, ms_graphs, "None", "Whether it is a node or an edge of a graph."), \
    MS_ENUM_ROW("Ledger", FIELD_TABLE_MS_LEDGER, D_RECREATE, ms_ledgers, "Off", "Whether it is a ledger."), \
    SPARSE_ROW("MemoryOptimized", F_BOOL, FIELD_TABLE_MS_MEMORY, E_MSSQL, D_RECREATE, "false", "Whether it lives in memory."), \
    MS_ENUM_ROW("Durability", FIELD_TABLE_MS_DURABILITY, D_RECREATE, ms_durabilities, "SCHEMA_AND_DATA", "Of a table in memory: whether its rows survive."), \
    SPARSE_ROW("EnableCDC", F_BOOL, FIELD_TABLE_MS_CDC, E_MSSQL, D_ALTER, "false", "Whether changes of its data are captured."), \
    SPARSE_ROW("CdcFilegroup", F_IDENT, FIELD_TABLE_MS_CDC_FILEGROUP, E_MSSQL, D_ALTER, NULL, "Filegroup of what is captured."), \
    SPARSE_ROW("CdcSupportsNetChanges", F_TRISTATE, FIELD_TABLE_MS_CDC_NET_CHANGES, E_MSSQL, D_ALTER, NULL, "Whether net changes are captured."), \
    SPARSE_ROW("EnableChangeTracking", F_BOOL, FIELD_TABLE_MS_CHANGE_TRACKING, E_MSSQL, D_ALTER, "false", "Whether changed rows are tracked."), \
    SPARSE_ROW("TrackColumnsUpdated", F_BOOL, FIELD_TABLE_MS_TRACK_COLUMNS, E_MSSQL, D_ALTER, "false", "Whether changed columns are, too."), \
    { "XmlIndexes",    F_LIST, SPARSE(FIELD_TABLE_MS_XML_INDEXES), E_MSSQL, D_ALTER, NULL, "XML indexes.", NULL, &xml_index_type, false }, \
    { "FullTextIndex", F_LIST, SPARSE(FIELD_TABLE_MS_FULLTEXT),    E_MSSQL, D_ALTER, NULL, "Full-text index; several where each has a condition of its own.", NULL, &ms_full_text_type, false }

#define DROP_SWITCH_ROW(key, id, what) \
    SPARSE_ROW(key, F_TRISTATE, id, E_ALL, D_IGNORE, NULL, "In a SchemaSmith package: false keeps " what " that the file does not declare.")
#define DROP_SWITCH_ROWS \
    DROP_SWITCH_ROW("DropColumnsRemovedFromProduct", FIELD_PRODUCT_DROP_COLUMNS, "columns"), \
    DROP_SWITCH_ROW("DropForeignKeysRemovedFromProduct", FIELD_PRODUCT_DROP_FOREIGN_KEYS, "foreign keys"), \
    DROP_SWITCH_ROW("DropCheckConstraintsRemovedFromProduct", FIELD_PRODUCT_DROP_CHECKS, "check constraints"), \
    DROP_SWITCH_ROW("DropExcludeConstraintsRemovedFromProduct", FIELD_PRODUCT_DROP_EXCLUDES, "exclusion constraints"), \
    DROP_SWITCH_ROW("DropStatisticsRemovedFromProduct", FIELD_PRODUCT_DROP_STATISTICS, "statistics"), \
    DROP_SWITCH_ROW("DropIndexesRemovedFromProduct", FIELD_PRODUCT_DROP_INDEXES, "indexes")

static const Field schema_fields[] = {
    { "Name", F_IDENT, AT(Object, name, Str), E_ALL, D_KEY, NULL, "Name of the schema.", NULL, NULL, true },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
    SPARSE_ROW("StandardComment", F_TRISTATE, FIELD_SCHEMA_STANDARD_COMMENT, E_PG, D_ALTER, NULL, "Of `public`, beside no Comment: whether it has the comment that the server gives it; absent: it may or may not."),
};

static const Field sequence_fields[] = {
    { "Schema",    F_IDENT, AT(Object, schema, Str),            E_ALL,       D_KEY,   NULL,     "Schema; absent: the engine's default.", NULL, NULL, false },
    { "Name",      F_IDENT, AT(Object, name, Str),              E_ALL,       D_KEY,   NULL,     "Name of the sequence.", NULL, NULL, true },
    { "DataType",  F_TYPE,  SPARSE(FIELD_SEQUENCE_TYPE),        E_SEQUENCES, D_ALTER, "bigint", "Type of its values.", NULL, NULL, false },
    { "Start",     F_INT,   SPARSE(FIELD_SEQUENCE_START),       E_SEQUENCES, D_ALTER, NULL,     "First value.", NULL, NULL, false },
    { "Increment", F_INT,   SPARSE(FIELD_SEQUENCE_INCREMENT),   E_SEQUENCES, D_ALTER, "1",      "Step from one value to the next.", NULL, NULL, false },
    { "MinValue",  F_INT,   SPARSE(FIELD_SEQUENCE_MIN),         E_SEQUENCES, D_ALTER, NULL,     "Lowest value.", NULL, NULL, false },
    { "MaxValue",  F_INT,   SPARSE(FIELD_SEQUENCE_MAX),         E_SEQUENCES, D_ALTER, NULL,     "Highest value.", NULL, NULL, false },
    { "Cache",     F_INT,   SPARSE(FIELD_SEQUENCE_CACHE),       E_SEQUENCES, D_ALTER, "1",      "Values that a session takes at once.", NULL, NULL, false },
    { "Cycle",     F_BOOL,  SPARSE(FIELD_SEQUENCE_CYCLE),       E_SEQUENCES, D_ALTER, "false",  "Whether it begins again after its last value.", NULL, NULL, false },
    { "OwnedBy",   F_STR,   SPARSE(FIELD_SEQUENCE_OWNED_BY),    E_PG,        D_ALTER, NULL,     "`table.column` with which it is dropped, in its own schema; quoted like a key list.", NULL, NULL, false },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    PERSISTENCE_ROW("Whether its position survives a crash; unlogged ones since PostgreSQL 15."),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field column_fields[] = {
    { "Name",       F_IDENT, AT(Column, name, Str),          E_ALL, D_KEY,   NULL,    "Name of the column.", NULL, NULL, true },
    { "DataType",   F_TYPE,  AT(Column, type, Str),          E_ALL, D_ALTER, NULL,    "Type as the server spells it; absent: none, which only SQLite has.", NULL, NULL, false },
    { "Nullable",   F_BOOL,  AT(Column, is_nullable, bool),  E_ALL, D_ALTER, "false", "Whether NULL may be stored.", NULL, NULL, false },
    { "Default",    F_EXPR,  AT(Column, dflt, Str),          E_ALL, D_ALTER, NULL,    "Expression for absent values.", NULL, NULL, false },
    { "Collation",  F_STR,   SPARSE(FIELD_COLUMN_COLLATION), E_ALL, D_ALTER, NULL,    "Collation, as SQL writes it; absent: the type's.", NULL, NULL, false },
    { "GenerationExpression", F_EXPR, SPARSE(FIELD_COLUMN_GENERATION), E_PG | E_MYSQL | E_MARIADB | E_LITE, D_ALTER, NULL, "Expression that computes the column.", NULL, NULL, false },
    { "Generated",  F_STR,   SPARSE(FIELD_COLUMN_GENERATED), E_PG | E_MYSQL | E_MARIADB | E_LITE, D_ALTER, NULL, "`STORED` or `VIRTUAL` beside GenerationExpression; or an identity clause such as `GENERATED BY DEFAULT AS IDENTITY (START WITH 10)`; of a system-versioned table on MariaDB: `ROW START`, `ROW END`.", NULL, NULL, false },
    { "AutoIncrement", F_BOOL, SPARSE(FIELD_COLUMN_AUTO_INCREMENT), E_MYSQL | E_MARIADB | E_LITE, D_ALTER, "false", "AUTO_INCREMENT; on SQLite: AUTOINCREMENT.", NULL, NULL, false },
    CHARACTER_SET_ROW("the table's."),
    SPARSE_ROW("OnUpdateCurrentTimestamp", F_STR, FIELD_COLUMN_ON_UPDATE, E_MY, D_ALTER, NULL, "What each update sets: `CURRENT_TIMESTAMP`, with the column's digits: `CURRENT_TIMESTAMP(6)`; absent: nothing."),
    SPARSE_ROW("Invisible", F_BOOL, FIELD_COLUMN_INVISIBLE, E_MY, D_ALTER, "false", "Whether `SELECT *` leaves it out."),
    SPARSE_ROW("Srid", F_INT, FIELD_COLUMN_SRID, E_MYSQL, D_ALTER, NULL, "Spatial reference system of all its values; absent: any."),
    SPARSE_ROW("CheckExpression", F_EXPR, FIELD_COLUMN_CHECK, E_MY | E_MSSQL, D_ALTER, NULL, "Condition that MariaDB keeps with the column; on MySQL one of the table's check constraints."),
    SPARSE_ROW("WithoutSystemVersioning", F_BOOL, FIELD_COLUMN_UNVERSIONED, E_MARIADB, D_ALTER, "false", "Whether its changes make no history."),
    SPARSE_ROW("Options", F_MAP, FIELD_OPTIONS, E_PG, D_ALTER, NULL, "Of a foreign table's column: options, as its wrapper knows them."),
    SPARSE_ROW("NotNullName", F_IDENT, FIELD_NOT_NULL_NAME, E_PG, D_ALTER, NULL, "Name of its NOT NULL constraint, which servers before PostgreSQL 18 don't keep; absent: the server's."),
    SPARSE_ROW("NotNullNotValid", F_BOOL, FIELD_NOT_VALID, E_PG, D_ALTER, "false", "Whether rows that were there before may be NULL (PostgreSQL 18)."),
    SPARSE_ROW("NotNullNoInherit", F_BOOL, FIELD_CHECK_NO_INHERIT, E_PG, D_ALTER, "false", "Whether child tables are exempt from NOT NULL (PostgreSQL 18)."),
    SPARSE_ROW("NotNullOwn", F_BOOL, FIELD_NOT_NULL_OWN, E_PG, D_ALTER, "false", "Whether a table that inherits NOT NULL has it by itself, too (PostgreSQL 18); what it has stays."),
    SPARSE_ROW("NotNullComment", F_TEXT, FIELD_NOT_NULL_COMMENT, E_PG, D_ALTER, NULL, "Comment on its NOT NULL constraint (PostgreSQL 18)."),
    { "Storage",    F_ENUM,  SPARSE(FIELD_COLUMN_STORAGE),   E_PG, D_ALTER, "DEFAULT", "Where long values are kept; absent: as its type says.", storages, NULL, false },
    { "Compression", F_ENUM, SPARSE(FIELD_COLUMN_COMPRESSION), E_PG, D_ALTER, "DEFAULT", "How long values are compressed.", compressions, NULL, false },
    SPARSE_ROW("StatisticsTarget", F_INT, FIELD_STATISTICS_TARGET, E_PG, D_ALTER, NULL, "How much statistics are gathered; absent: the server's default."),
    SPARSE_ROW("AttributeOptions", F_MAP, FIELD_COLUMN_OPTIONS, E_PG, D_ALTER, NULL, "`n_distinct`, `n_distinct_inherited`."),
    SPARSE_ROW("SequenceComment", F_TEXT, FIELD_SEQUENCE_COMMENT, E_PG, D_ALTER, NULL, "Of an identity: comment on its sequence."),
    { "SequenceGrants", F_LIST, SPARSE(FIELD_SEQUENCE_GRANTS), E_PG, D_GRANTS, NULL, "Of an identity: rights on its sequence, which reading its position takes, and inserting does not.", NULL, &grant_type, false },
    { "OnConflict", F_ENUM,  SPARSE(FIELD_COLUMN_CONFLICT),  E_LITE, D_ALTER, "ABORT", "What NOT NULL does on a violation.", conflicts, NULL, false },
    GRANTS_ROW(&grant_type),
    INHERITED_ROW,
    MS_COLUMN_ROWS,
    COMMENT_ROW,
    RENAME_ROW,
    COMMON_ROWS,
};

static const Field index_fields[] = {
    { "Name",             F_IDENT,  AT(Index, name, Str),            E_ALL, D_KEY,      NULL,    "Name; absent: the server's, matched by content.", NULL, NULL, false },
    { "PrimaryKey",       F_BOOL,   AT(Index, is_primary, bool),     E_ALL, D_RECREATE, "false", "Whether it is the primary key.", NULL, NULL, false },
    { "Unique",           F_BOOL,   AT(Index, is_unique, bool),      E_ALL, D_RECREATE, "false", "Whether values are unique.", NULL, NULL, false },
    { "UniqueConstraint", F_BOOL,   AT(Index, is_constraint, bool),  E_ALL, D_RECREATE, "false", "Whether it is a unique constraint.", NULL, NULL, false },
    { "IndexColumns",     F_KEYS,   AT(Index, keys, KeyParts),       E_ALL, D_RECREATE, NULL,    "Columns and expressions, with their order: `a, b DESC, (lower(c))`.", NULL, NULL, false },
    { "IncludeColumns",   F_IDENTS, AT(Index, include, StrVec),      E_PG | E_MSSQL, D_RECREATE, NULL, "Columns stored beside the key.", NULL, NULL, false },
    { "FilterExpression", F_EXPR,   AT(Index, predicate, Str),       E_PG | E_MSSQL | E_LITE, D_RECREATE, NULL, "Rows that the index holds.", NULL, NULL, false },
    { "AccessMethod",     F_STR,    SPARSE(FIELD_INDEX_METHOD),      E_PG, D_RECREATE, "btree", "Index method.", NULL, NULL, false },
    { "NullsNotDistinct", F_BOOL,   SPARSE(FIELD_INDEX_NULLS_NOT_DISTINCT), E_PG, D_RECREATE, "false", "Whether NULL equals NULL for uniqueness.", NULL, NULL, false },
    { "WithoutOverlaps",  F_BOOL,   SPARSE(FIELD_INDEX_WITHOUT_OVERLAPS), E_PG | E_MARIADB, D_RECREATE, "false", "Whether the last column, a range (PostgreSQL 18) or a period (MariaDB), may not overlap for equal others, WITHOUT OVERLAPS.", NULL, NULL, false },
    SPARSE_ROW("IndexType", F_STR,     FIELD_INDEX_TYPE,    E_MY, D_RECREATE, "BTREE", "`BTREE`, `HASH`, `FULLTEXT` or `SPATIAL`."),
    SPARSE_ROW("Visible",   F_TRISTATE, FIELD_INDEX_VISIBLE, E_MY, D_ALTER,   "true",  "Whether queries may use it: false is MySQL's INVISIBLE and MariaDB's IGNORED."),
    PARSER_ROW,
    KEY_BLOCK_SIZE_ROW,
    DEFERRABLE_ROWS(E_PG, D_RECREATE),
    { "StorageParameters", F_MAP,   SPARSE(FIELD_STORAGE_PARAMETERS), E_PG, D_ALTER,   NULL,    "Storage parameters, such as fillfactor.", NULL, NULL, false },
    { "AttachedTo",       F_IDENT,  SPARSE(FIELD_INDEX_ATTACHED_TO), E_PG, D_IGNORE, NULL,   "In a partition: the index of the parent table whose part this one is; listed where its name or options are not what the server gives it. Its columns may be left out.", NULL, NULL, false },
    FILL_FACTOR_ROW,
    TABLESPACE_ROW,
    CLUSTERED_ROW,
    SPARSE_ROW("ColumnStatistics", F_MAP, FIELD_INDEX_STATISTICS, E_PG, D_ALTER, NULL, "Statistics targets of its expressions, by their number in IndexColumns: `\"1\": \"500\"`."),
    { "OnConflict",       F_ENUM,   SPARSE(FIELD_INDEX_CONFLICT),    E_LITE, D_RECREATE, "ABORT", "What a constraint does on a violation.", conflicts, NULL, false },
    SPARSE_ROW("IndexComment", F_TEXT, FIELD_INDEX_COMMENT, E_PG, D_ALTER, NULL, "Of a constraint: comment on its index, beside the one on the constraint."),
    MS_INDEX_ROWS,
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field check_fields[] = {
    { "Name",       F_IDENT, AT(Check, name, Str),           E_ALL, D_KEY,      NULL,    "Name; absent: the server's, matched by content.", NULL, NULL, false },
    { "Expression", F_EXPR,  AT(Check, expression, Str),     E_ALL, D_RECREATE, NULL,    "Condition that each row meets, without CHECK.", NULL, NULL, true },
    { "NoInherit",  F_BOOL,  SPARSE(FIELD_CHECK_NO_INHERIT), E_PG,  D_RECREATE, "false", "Whether child tables are exempt.", NULL, NULL, false },
    INHERITED_ROW,
    SPARSE_ROW("NotValid", F_BOOL, FIELD_NOT_VALID, E_PG, D_ALTER, "false", "Whether rows that were there before it may break it."),
    SPARSE_ROW("NotEnforced", F_BOOL, FIELD_NOT_ENFORCED, E_PG | E_MYSQL, D_RECREATE, "false", "Whether it is only said, and rows may break it (PostgreSQL 18, MySQL)."),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field foreign_key_fields[] = {
    { "Name",               F_IDENT,  AT(ForeignKey, name, Str),               E_ALL, D_KEY,      NULL, "Name; absent: the server's, matched by content.", NULL, NULL, false },
    { "Columns",            F_IDENTS, AT(ForeignKey, columns, StrVec),         E_ALL, D_RECREATE, NULL, "Referencing columns.", NULL, NULL, true },
    { "RelatedTableSchema", F_IDENT,  AT(ForeignKey, related_schema, Str),     E_ALL, D_RECREATE, NULL, "Schema of the referenced table; absent: the table's own.", NULL, NULL, false },
    { "RelatedTable",       F_IDENT,  AT(ForeignKey, related_table, Str),      E_ALL, D_RECREATE, NULL, "Referenced table.", NULL, NULL, true },
    { "RelatedColumns",     F_IDENTS, AT(ForeignKey, related_columns, StrVec), E_ALL, D_RECREATE, NULL, "Referenced columns; absent: its primary key.", NULL, NULL, false },
    { "DeleteAction",       F_ENUM,   AT(ForeignKey, on_delete, int),          E_ALL, D_RECREATE, "NO ACTION", "What a delete of the referenced row does.", fk_actions, NULL, false },
    { "UpdateAction",       F_ENUM,   AT(ForeignKey, on_update, int),          E_ALL, D_RECREATE, "NO ACTION", "What a change of the referenced key does.", fk_actions, NULL, false },
    { "MatchType",          F_ENUM,   SPARSE(FIELD_FK_MATCH),                  E_PG | E_LITE, D_RECREATE, "SIMPLE", "How NULLs in a key of several columns match.", fk_matches, NULL, false },
    { "DeleteColumns",      F_IDENTS, SPARSE(FIELD_FK_DELETE_COLUMNS),         E_PG, D_RECREATE, NULL, "Columns that SET NULL or SET DEFAULT sets; absent: all.", NULL, NULL, false },
    DEFERRABLE_ROWS(E_PG | E_LITE, D_ALTER),
    SPARSE_ROW("NotValid", F_BOOL, FIELD_NOT_VALID, E_PG, D_ALTER, "false", "Whether rows that were there before it may break it."),
    SPARSE_ROW("NotEnforced", F_BOOL, FIELD_NOT_ENFORCED, E_PG, D_ALTER, "false", "Whether it is only said, and rows may break it (PostgreSQL 18)."),
    SPARSE_ROW("Period", F_BOOL, FIELD_FK_PERIOD, E_PG, D_RECREATE, "false", "Whether the last column is a range that the referenced ones must cover, PERIOD (PostgreSQL 18)."),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field exclude_element_fields[] = {
    { "Column",   F_KEYS, AT(ExcludeElement, key, KeyParts), E_PG, D_RECREATE, NULL, "A column or an expression in parentheses, with its operator class and order as in a key list.", NULL, NULL, true },
    { "Operator", F_STR,  AT(ExcludeElement, op, Str),       E_PG, D_RECREATE, NULL, "Operator that two rows' values are compared by: `=`, `&&`, `OPERATOR(s.&&)`.", NULL, NULL, true },
};

static const Field exclusion_fields[] = {
    { "Name",              F_IDENT,  AT(Exclusion, name, Str),                   E_ALL, D_KEY,      NULL,    "Name; absent: the server's, matched by content.", NULL, NULL, false },
    { "AccessMethod",      F_STR,    SPARSE(FIELD_INDEX_METHOD),                 E_PG,  D_RECREATE, "btree", "Method of its index.", NULL, NULL, false },
    { "ExcludeColumns",    F_LIST,   AT(Exclusion, elements, ExcludeElementVec), E_PG,  D_RECREATE, NULL,    "What no two rows may have such that all operators say true.", NULL, &exclude_element_type, true },
    { "IncludeColumns",    F_IDENTS, AT(Exclusion, include, StrVec),             E_PG,  D_RECREATE, NULL,    "Columns stored beside the key.", NULL, NULL, false },
    { "FilterExpression",  F_EXPR,   AT(Exclusion, predicate, Str),              E_PG,  D_RECREATE, NULL,    "Rows that it is about.", NULL, NULL, false },
    DEFERRABLE_ROWS(E_PG, D_RECREATE),
    { "StorageParameters", F_MAP,    SPARSE(FIELD_STORAGE_PARAMETERS),           E_PG,  D_ALTER,    NULL,    "Storage parameters of its index, such as fillfactor.", NULL, NULL, false },
    TABLESPACE_ROW,
    CLUSTERED_ROW,
    SPARSE_ROW("IndexComment", F_TEXT, FIELD_INDEX_COMMENT, E_PG, D_ALTER, NULL, "Of a constraint: comment on its index, beside the one on the constraint."),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field statistics_fields[] = {
    { "Name",              F_IDENT,  AT(Statistics, name, Str),       E_ALL, D_KEY,      NULL, "Name; absent: the server's, matched by content.", NULL, NULL, false },
    { "Schema",            F_IDENT,  AT(Statistics, schema, Str),     E_PG,  D_ALTER,    NULL, "Schema; absent: the table's.", NULL, NULL, false },
    { "Kind",              F_IDENTS, SPARSE(FIELD_STATISTICS_KINDS),  E_PG,  D_RECREATE, NULL, "Of `ndistinct`, `dependencies`, `mcv`; absent: all.", NULL, NULL, false },
    { "StatisticsColumns", F_KEYS,   AT(Statistics, keys, KeyParts),  E_PG | E_MSSQL,  D_RECREATE, NULL, "Columns, and expressions in parentheses, whose values are looked at together.", NULL, NULL, true },
    { "StatisticsTarget",  F_INT,    SPARSE(FIELD_STATISTICS_TARGET), E_PG,  D_ALTER,    NULL, "How much is gathered; absent: as much as of its columns.", NULL, NULL, false },
    SPARSE_ROW("SampleSize", F_INT, FIELD_STATISTICS_MS_SAMPLE, E_MSSQL, D_ALTER, NULL, "Percentage of rows that is looked at; absent or 0: the server's choice."),
    SPARSE_ROW("FilterExpression", F_EXPR, FIELD_STATISTICS_MS_FILTER, E_MSSQL, D_RECREATE, NULL, "Rows that they are about."),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field policy_fields[] = {
    { "Name",                F_IDENT,  AT(RowPolicy, name, Str),             E_ALL, D_KEY,      NULL,         "Name, one of its table's.", NULL, NULL, true },
    { "Permissive",          F_ENUM,   AT(RowPolicy, is_restrictive, int),   E_PG,  D_RECREATE, "PERMISSIVE", "Whether it adds rows to those of other policies, or all must allow a row.", policy_kinds, NULL, false },
    { "Command",             F_ENUM,   AT(RowPolicy, command, int),          E_PG,  D_RECREATE, "ALL",        "Command that it applies to.", policy_commands, NULL, false },
    { "Roles",               F_IDENTS, SPARSE(FIELD_POLICY_ROLES),        E_PG,  D_ALTER,    "PUBLIC",     "Roles that it applies to; `CURRENT_USER` is the role that deploys.", NULL, NULL, false },
    { "UsingExpression",     F_EXPR,   AT(RowPolicy, using_expression, Str), E_PG,  D_ALTER,    NULL,         "Rows that are there for a command.", NULL, NULL, false },
    { "WithCheckExpression", F_EXPR,   AT(RowPolicy, check_expression, Str), E_PG,  D_ALTER,    NULL,         "Rows that a command may leave behind; absent: as UsingExpression.", NULL, NULL, false },
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field partition_fields[] = {
    { "Name",          F_IDENT,  AT(Partition, name, Str),      E_MY, D_ALTER, NULL, "Name of the partition.", NULL, NULL, true },
    { "Values",        F_EXPR,   AT(Partition, values, Str),    E_MY, D_ALTER, NULL, "Rows that it holds: `LESS THAN (2020)`, `LESS THAN MAXVALUE`, `IN (1, 2)`; `HISTORY` or `CURRENT` of SYSTEM_TIME.", NULL, NULL, false },
    { "SubPartitions", F_IDENTS, SPARSE(FIELD_PARTITION_SUBS),  E_MY, D_ALTER, NULL, "Names of its sub-partitions; absent: the server's.", NULL, NULL, false },
    DATA_DIRECTORY_ROW,
    COMMENT_ROW,
};

static const Field partitioning_fields[] = {
    { "Method",            F_STR,  AT(Partitioning, method, Str),              E_MY, D_ALTER, NULL, "`RANGE`, `LIST`, either with `COLUMNS`; `HASH`, `KEY`, either after `LINEAR`; `SYSTEM_TIME` on MariaDB.", NULL, NULL, true },
    { "Expression",        F_EXPR, AT(Partitioning, expression, Str),          E_MY, D_ALTER, NULL, "What decides, without parentheses: `year(born)`, `a, b`; of SYSTEM_TIME: `INTERVAL 1 MONTH`, `LIMIT 1000`.", NULL, NULL, false },
    { "PartitionCount",    F_INT,  AT(Partitioning, count, OptInt),            E_MY, D_ALTER, NULL, "How many partitions the server is to name, where Partitions doesn't list them.", NULL, NULL, false },
    { "SubMethod",         F_STR,  AT(Partitioning, sub_method, Str),          E_MY, D_ALTER, NULL, "`HASH`, `KEY`, either after `LINEAR`; absent: no sub-partitions.", NULL, NULL, false },
    { "SubExpression",     F_EXPR, AT(Partitioning, sub_expression, Str),      E_MY, D_ALTER, NULL, "What decides on the sub-partition, without parentheses.", NULL, NULL, false },
    { "SubPartitionCount", F_INT,  AT(Partitioning, sub_count, OptInt),        E_MY, D_ALTER, NULL, "Sub-partitions in each partition.", NULL, NULL, false },
    { "Partitions",        F_LIST, AT(Partitioning, partitions, PartitionVec), E_MY, D_ALTER, NULL, "Partitions in their order.", NULL, &partition_type, false },
};

static const Field period_fields[] = {
    { "Name",        F_IDENT, AT(Period, name, Str),         E_MARIADB, D_ALTER, NULL, "Name of the period; `SYSTEM_TIME` is that of system versioning.", NULL, NULL, true },
    { "StartColumn", F_IDENT, AT(Period, start_column, Str), E_MARIADB, D_ALTER, NULL, "Column of its start.", NULL, NULL, true },
    { "EndColumn",   F_IDENT, AT(Period, end_column, Str),   E_MARIADB, D_ALTER, NULL, "Column of its end.", NULL, NULL, true },
};

static const Field full_text_index_fields[] = {
    { "Name",    F_IDENT, AT(FullTextIndex, name, Str),      E_MY, D_KEY,      NULL, "Name of the index.", NULL, NULL, true },
    { "Columns", F_KEYS,  AT(FullTextIndex, keys, KeyParts), E_MY, D_RECREATE, NULL, "Columns whose words it holds.", NULL, NULL, true },
    PARSER_ROW,
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field xml_index_fields[] = {
    { "Name",               F_IDENT, AT(XmlIndex, name, Str),           E_MSSQL, D_ALTER, NULL,    "Name of the index.", NULL, NULL, true },
    { "IsPrimary",          F_BOOL,  AT(XmlIndex, is_primary, bool),    E_MSSQL, D_ALTER, "false", "Whether it is the primary one.", NULL, NULL, false },
    { "Column",             F_IDENT, AT(XmlIndex, column, Str),         E_MSSQL, D_ALTER, NULL,    "Column of type xml.", NULL, NULL, true },
    { "PrimaryIndex",       F_IDENT, AT(XmlIndex, primary_index, Str),  E_MSSQL, D_ALTER, NULL,    "The primary index that a secondary one is over.", NULL, NULL, false },
    { "SecondaryIndexType", F_ENUM,  AT(XmlIndex, secondary_kind, int), E_MSSQL, D_ALTER, "NONE",  "What a secondary one is for.", ms_xml_kinds, NULL, false },
    COMMON_ROWS,
};

static const Field ms_full_text_fields[] = {
    { "FullTextCatalog", F_IDENT, AT(MsFullText, catalog, Str),         E_MSSQL, D_ALTER, NULL,     "Catalog; absent: the default one.", NULL, NULL, false },
    { "KeyIndex",        F_IDENT, AT(MsFullText, key_index, Str),       E_MSSQL, D_ALTER, NULL,     "Unique index that tells rows apart.", NULL, NULL, true },
    { "ChangeTracking",  F_ENUM,  AT(MsFullText, change_tracking, int), E_MSSQL, D_ALTER, "OFF",    "How changes get into it.", ms_trackings, NULL, false },
    { "StopList",        F_IDENT, AT(MsFullText, stop_list, Str),       E_MSSQL, D_ALTER, "SYSTEM", "List of words that are left out.", NULL, NULL, false },
    { "Columns",         F_STR,   AT(MsFullText, columns, Str),         E_MSSQL, D_ALTER, NULL,     "Columns, each with `TYPE COLUMN`, `LANGUAGE` and `STATISTICAL_SEMANTICS` as SQL has them.", NULL, NULL, true },
    COMMON_ROWS,
};

static const Field delivery_fields[] = {
    { "ContentFile",     F_STR,  AT(Delivery, file, Str),      E_ALL, D_IGNORE, NULL,   "File of rows, below the template's folder: a JSON list of objects.", NULL, NULL, true },
    { "ContentEncoding", F_ENUM, AT(Delivery, encoding, int),  E_ALL, D_IGNORE, "Json", "What it is written in.", encodings, NULL, false },
    { "MergeType",       F_ENUM, AT(Delivery, merge, int),     E_ALL, D_IGNORE, "None", "What becomes of rows: `Insert` adds those that are not there, `Insert/Update` also changes those that differ, `Insert/Update/Delete` also takes out those that the file lacks.", merge_types, NULL, false },
    { "MatchColumns",    F_STR,  AT(Delivery, match, Str),     E_ALL, D_IGNORE, NULL,   "Columns by which rows are told apart, with commas; `*a`: NULL is equal to NULL. Absent: the primary key, else a unique one.", NULL, NULL, false },
    { "MergeFilter",     F_EXPR, AT(Delivery, filter, Str),    E_ALL, D_IGNORE, NULL,   "SQL: rows that may be taken out.", NULL, NULL, false },
    { "TimeZone",        F_STR,  AT(Delivery, time_zone, Str), E_MY,  D_IGNORE, NULL,   "Time zone of moments in the file, such as `+00:00`.", NULL, NULL, false },
    { "MergeDisableTriggers",    F_BOOL, AT(Delivery, leaves_triggers, bool), E_ALL, D_IGNORE, "false", "SchemaSmith's: triggers are off meanwhile. Not followed; a note says so.", NULL, NULL, false },
    { "MergeDisableRules",       F_BOOL, AT(Delivery, leaves_rules, bool),    E_PG,  D_IGNORE, "false", "The same of rules.", NULL, NULL, false },
    { "MergeUpdateDescendents",  F_BOOL, AT(Delivery, has_descendants, bool), E_PG,  D_IGNORE, "false", "Whether rows of tables that inherit count, too.", NULL, NULL, false },
    SPARSE_ROW("ShouldApplyExpression", F_EXPR, FIELD_SHOULD_APPLY, E_ALL, D_IGNORE, NULL, "SQL, one boolean: deliver only where it is true."),
    SPARSE_ROW("VariantName", F_STR, FIELD_VARIANT_NAME, E_ALL, D_IGNORE, NULL, "Tells deliveries to one table apart."),
};

static const Field table_fields[] = {
    { "Schema",  F_IDENT, AT(Object, schema, Str), E_ALL, D_KEY, NULL, "Schema; absent: the engine's default.", NULL, NULL, false },
    { "Name",    F_IDENT, AT(Object, name, Str),   E_ALL, D_KEY, NULL, "Name of the table.", NULL, NULL, true },
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    SPARSE_ROW("Server",  F_IDENT, FIELD_TABLE_SERVER,       E_PG, D_RECREATE, NULL, "Foreign server that holds the rows: makes it a foreign table."),
    SPARSE_ROW("Options", F_MAP,   FIELD_OPTIONS,            E_PG | E_MY, D_ALTER, NULL, "Options of a foreign table, as its wrapper knows them; on MySQL and MariaDB those that have no key here: `MAX_ROWS`, `STATS_PERSISTENT`."),
    { "Strict",            F_BOOL, SPARSE(FIELD_TABLE_STRICT),        E_LITE, D_ALTER, "false", "Whether types are enforced.", NULL, NULL, false },
    { "WithoutRowid",      F_BOOL, SPARSE(FIELD_TABLE_WITHOUT_ROWID), E_LITE, D_ALTER, "false", "Whether rows live in the primary key.", NULL, NULL, false },
    { "StorageParameters", F_MAP,  SPARSE(FIELD_STORAGE_PARAMETERS),  E_PG,   D_ALTER, NULL,    "Storage parameters, such as fillfactor.", NULL, NULL, false },
    FILL_FACTOR_ROW,
    PERSISTENCE_ROW("Whether its rows survive a crash."),
    { "AccessMethod",      F_STR,  SPARSE(FIELD_TABLE_METHOD),        E_PG,   D_ALTER, "heap",  "How its rows are kept.", NULL, NULL, false },
    SPARSE_ROW("Tablespace", F_IDENT, FIELD_TABLESPACE, E_PG | E_MYSQL, D_ALTER, NULL, "Tablespace; absent: the database's."),
    SPARSE_ROW("Engine",       F_STR, FIELD_TABLE_ENGINE,         E_MY,      D_ALTER, "InnoDB", "Storage engine."),
    SPARSE_ROW("RowFormat",    F_STR, FIELD_TABLE_ROW_FORMAT,     E_MY,      D_ALTER, "DYNAMIC", "How a row is kept: `DYNAMIC`, `COMPACT`, `REDUNDANT`, `COMPRESSED`; absent: as the server likes."),
    CHARACTER_SET_ROW("the database's."),
    SPARSE_ROW("Collation",    F_STR, FIELD_COLUMN_COLLATION,     E_MY,      D_ALTER, NULL, "Collation that columns have by default; absent: that of CharacterSet, else the database's."),
    SPARSE_ROW("AutoIncrementValue", F_INT, FIELD_TABLE_AUTO_INCREMENT, E_MY, D_ALTER, NULL, "What the next AUTO_INCREMENT value is to be at least; only ever raised."),
    KEY_BLOCK_SIZE_ROW,
    DATA_DIRECTORY_ROW,
    SPARSE_ROW("Compression",  F_STR,  FIELD_TABLE_COMPRESSION,   E_MYSQL,   D_ALTER, NULL, "Compression of pages: `zlib`, `lz4`; absent: none."),
    SPARSE_ROW("Encryption",   F_STR,  FIELD_TABLE_ENCRYPTION,    E_MYSQL,   D_ALTER, NULL, "`Y`: its pages are encrypted; absent: `N`."),
    SPARSE_ROW("Encrypted",    F_BOOL, FIELD_TABLE_ENCRYPTED,     E_MARIADB, D_ALTER, "false", "Whether its pages are encrypted."),
    SPARSE_ROW("EncryptionKeyId", F_INT, FIELD_TABLE_ENCRYPTION_KEY, E_MARIADB, D_ALTER, NULL, "Key that encrypts them; absent: the server's."),
    SPARSE_ROW("PageCompressed", F_BOOL, FIELD_TABLE_PAGE_COMPRESSED, E_MARIADB, D_ALTER, "false", "Whether its pages are compressed."),
    SPARSE_ROW("PageCompressionLevel", F_INT, FIELD_TABLE_PAGE_COMPRESSION_LEVEL, E_MARIADB, D_ALTER, NULL, "1 (fast) to 9 (small); absent: the server's."),
    SPARSE_ROW("IsSystemVersioned", F_BOOL, FIELD_TABLE_SYSTEM_VERSIONED, E_MARIADB, D_ALTER, "false", "Whether it keeps the history of its rows."),
    { "Periods",               F_LIST, SPARSE(FIELD_TABLE_PERIODS), E_MARIADB, D_ALTER, NULL, "Pairs of columns between which a row is valid.", NULL, &period_type, false },
    { "Partitioning",          F_RECORD, SPARSE(FIELD_TABLE_PARTITIONING), E_MY, D_ALTER, NULL, "How its rows are parted.", NULL, &partitioning_type, false },
    { "FullTextIndexes",       F_LIST, SPARSE(FIELD_TABLE_FULLTEXT), E_MY, D_IGNORE, NULL, "Read as Indexes with the IndexType FULLTEXT.", NULL, &full_text_index_type, false },
    { "ReplicaIdentity",   F_ENUM, SPARSE(FIELD_TABLE_REPLICA_IDENTITY), E_PG, D_ALTER, "DEFAULT", "What logical replication tells of old rows; DEFAULT is the primary key.", replica_identities, NULL, false },
    SPARSE_ROW("ReplicaIdentityIndex", F_IDENT, FIELD_TABLE_REPLICA_INDEX, E_PG, D_ALTER, NULL, "The index whose columns it tells."),
    { "RowLevelSecurity",  F_BOOL, SPARSE(FIELD_TABLE_ROW_SECURITY),       E_PG, D_ALTER, "false", "Whether policies decide which rows there are for a role.", NULL, NULL, false },
    { "ForceRowLevelSecurity", F_BOOL, SPARSE(FIELD_TABLE_FORCE_ROW_SECURITY), E_PG, D_ALTER, "false", "Whether they do for the table's owner, too.", NULL, NULL, false },
    SPARSE_ROW("PartitionBy",      F_EXPR,    FIELD_TABLE_PARTITION_BY,      E_PG, D_RECREATE, NULL, "Strategy and key of a partitioned table: `RANGE (created_at)`, `LIST (lower(country))`, `HASH (id)`."),
    SPARSE_ROW("PartitionOf",      F_STR,     FIELD_TABLE_PARTITION_OF,      E_PG, D_ALTER, NULL, "`schema.table` that it is a partition of; its file lists only what differs from what that gives it."),
    SPARSE_ROW("PartitionBounds",  F_EXPR,    FIELD_TABLE_PARTITION_BOUNDS,  E_PG, D_ALTER, NULL, "Rows of a partition: `FOR VALUES FROM (…) TO (…)`, `FOR VALUES IN (…)`, `FOR VALUES WITH (MODULUS m, REMAINDER r)`, `DEFAULT`."),
    SPARSE_ROW("ManagePartitions", F_TRISTATE, FIELD_TABLE_MANAGE_PARTITIONS, E_PG, D_IGNORE, NULL, "Of a partitioned table: whether a live partition that the package lacks is a removal; absent: if the package has a partition of it."),
    SPARSE_ROW("TriggerStates",    F_MAP,     FIELD_TABLE_TRIGGER_STATES,    E_PG, D_ALTER, NULL, "Of a partition: triggers of its table that fire otherwise in it, each with `ORIGIN`, `DISABLED`, `REPLICA` or `ALWAYS`."),
    SPARSE_ROW("Inherits",         F_STRINGS, FIELD_TABLE_INHERITS,          E_PG, D_ALTER, NULL, "Each a `schema.table` that it inherits columns and checks from."),
    SPARSE_ROW("OfType",           F_TYPE,    FIELD_TABLE_OF_TYPE,           E_PG, D_ALTER, NULL, "Composite type that gives it its columns."),
    MS_TABLE_ROWS,
    { "Columns",           F_LIST, AT(Table, columns, ColumnVec),           E_ALL, D_CHILDREN, NULL, "Columns; their order is that of CREATE TABLE. A partition and a table that inherits list those that differ from their parents', in full.", NULL, &column_type, false },
    { "Indexes",           F_LIST, AT(Table, indexes, IndexVec),            E_ALL, D_CHILDREN, NULL, "Primary key, unique constraints, indexes.", NULL, &index_type, false },
    { "CheckConstraints",  F_LIST, AT(Table, checks, CheckVec),             E_ALL, D_CHILDREN, NULL, "Check constraints.", NULL, &check_type, false },
    { "ForeignKeys",       F_LIST, AT(Table, foreign_keys, ForeignKeyVec),  E_ALL, D_CHILDREN, NULL, "Foreign keys.", NULL, &foreign_key_type, false },
    { "ExcludeConstraints", F_LIST, AT(Table, exclusions, ExclusionVec),    E_PG,  D_CHILDREN, NULL, "Exclusion constraints.", NULL, &exclusion_type, false },
    { "Statistics",        F_LIST, AT(Table, statistics, StatisticsVec),    E_PG | E_MSSQL,  D_CHILDREN, NULL, "Extended statistics.", NULL, &statistics_type, false },
    { "Policies",          F_LIST, AT(Table, policies, PolicyVec),          E_PG,  D_CHILDREN, NULL, "Policies of row level security.", NULL, &policy_type, false },
    RENAME_ROW,
    { "DataDelivery", F_LIST, SPARSE(FIELD_TABLE_DELIVERIES), E_ALL, D_IGNORE, NULL, "Rows that files hold.", NULL, &delivery_type, false },
    DROP_SWITCH_ROWS,
    COMMON_ROWS,
};
/* clang-format on */

const RecordType schema_type =
    TYPE("Schema", "schema", REC_SCHEMA, Schema, obj.name, schema_fields);
const RecordType sequence_type =
    TYPE("Sequence", "sequence", REC_SEQUENCE, Sequence, obj.name, sequence_fields);
const RecordType table_type = TYPE("Table", "table", REC_TABLE, Table, obj.name, table_fields);
const RecordType column_type = TYPE("Column", "column", REC_COLUMN, Column, name, column_fields);
const RecordType index_type = TYPE("Index", "index", REC_INDEX, Index, name, index_fields);
const RecordType check_type =
    TYPE("CheckConstraint", "check", REC_CHECK, Check, name, check_fields);
const RecordType foreign_key_type =
    TYPE("ForeignKey", "foreign key", REC_FOREIGN_KEY, ForeignKey, name, foreign_key_fields);
const RecordType exclusion_type = TYPE("ExcludeConstraint", "exclusion constraint", REC_EXCLUSION,
                                       Exclusion, name, exclusion_fields);
const RecordType exclude_element_type = {"ExcludeColumn",
                                         "exclusion element",
                                         REC_OTHER,
                                         sizeof(ExcludeElement),
                                         SIZE_MAX,
                                         exclude_element_fields,
                                         sizeof exclude_element_fields /
                                             sizeof *exclude_element_fields};
const RecordType statistics_type =
    TYPE("Statistics", "statistics", REC_STATISTICS, Statistics, name, statistics_fields);
const RecordType partition_type =
    TYPE("Partition", "partition", REC_OTHER, Partition, name, partition_fields);
const RecordType partitioning_type = {"Partitioning",
                                      "partitioning",
                                      REC_OTHER,
                                      sizeof(Partitioning),
                                      SIZE_MAX,
                                      partitioning_fields,
                                      sizeof partitioning_fields / sizeof *partitioning_fields};
const RecordType period_type = TYPE("Period", "period", REC_OTHER, Period, name, period_fields);
const RecordType delivery_type = {"Delivery",
                                  "delivery of data",
                                  REC_OTHER,
                                  sizeof(Delivery),
                                  SIZE_MAX,
                                  delivery_fields,
                                  sizeof delivery_fields / sizeof *delivery_fields};
const RecordType xml_index_type =
    TYPE("XmlIndex", "XML index", REC_OTHER, XmlIndex, name, xml_index_fields);
const RecordType ms_full_text_type = {"FullText",
                                      "full-text index",
                                      REC_OTHER,
                                      sizeof(MsFullText),
                                      SIZE_MAX,
                                      ms_full_text_fields,
                                      sizeof ms_full_text_fields / sizeof *ms_full_text_fields};
const RecordType full_text_index_type = TYPE("FullTextIndex", "full-text index", REC_OTHER,
                                             FullTextIndex, name, full_text_index_fields);
const RecordType policy_type = TYPE("Policy", "policy", REC_POLICY, RowPolicy, name, policy_fields);

/* clang-format off */
const char *const *record_type_one_of(const RecordType *type)
{
    static const char *const of_table[] = {"Columns", "PartitionOf", "Inherits", "OfType", NULL};

    return type == &table_type ? of_table : NULL;
}

const RecordType *const object_types[] = {
    &schema_type,
    &extension_type,
    &collation_type,
    &enum_type,
    &domain_type,
    &composite_type,
    &range_type,
    &sequence_type,
    &table_type,
    &language_type,
    &access_method_type,
    &text_parser_type,
    &text_template_type,
    &text_dictionary_type,
    &text_configuration_type,
    &function_type,
    &procedure_type,
    &aggregate_type,
    &operator_type,
    &operator_family_type,
    &operator_class_type,
    &cast_type,
    &transform_type,
    &conversion_type,
    &view_type,
    &materialized_view_type,
    &rule_type,
    &trigger_type,
    &event_trigger_type,
    &event_type,
    &default_privileges_type,
    &foreign_data_wrapper_type,
    &foreign_server_type,
    &user_mapping_type,
    &publication_type,
    &subscription_type,
    NULL,
};
/* clang-format on */

bool type_has_schema(const RecordType *type)
{
    return record_type_find(type, STR("Schema")) != NULL;
}
