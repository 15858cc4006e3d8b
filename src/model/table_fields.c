/* The field tables of a schema's records: one row an attribute, for everything that reads, writes,
 * compares or documents it. Keys are SchemaSmith's where it has one. */
#include "model/definition.h"

static const char *const fk_actions[] = {"NO ACTION", "RESTRICT",    "CASCADE",
                                         "SET NULL",  "SET DEFAULT", NULL};
static const char *const fk_matches[] = {"SIMPLE", "FULL", "PARTIAL", NULL};
/* The first is what absent means; the others are Phase plus one. */
static const char *const phase_choices[] = {"auto", "expand", "migrate", "contract", NULL};
static const char *const conflicts[] = {"ABORT", "ROLLBACK", "FAIL", "IGNORE", "REPLACE", NULL};

static const char *const policy_kinds[] = {"PERMISSIVE", "RESTRICTIVE", NULL};
static const char *const policy_commands[] = {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE", NULL};
static const char *const enabled_states[] = {"ORIGIN", "DISABLED", "REPLICA", "ALWAYS", NULL};

enum { E_SEQUENCES = E_PG | E_MARIADB | E_MSSQL };

/* clang-format off */
#define SPARSE_ROW(key, kind, id, engines, differs, dflt, doc) \
    { key, kind, SPARSE(id), engines, differs, dflt, doc, NULL, NULL, false }

/* Rows that every object and part shares. */
#define COMMON_ROWS \
    SPARSE_ROW("OldName",      F_STR,    FIELD_OLD_NAME,     E_ALL, D_IGNORE, NULL, "Name before a rename; may stay when it is done."), \
    SPARSE_ROW("Platforms",    F_IDENTS, FIELD_PLATFORMS,    E_ALL, D_IGNORE, NULL, "Platforms that have this element; absent: all of the product's."), \
    SPARSE_ROW("ShouldApplyExpression", F_EXPR, FIELD_SHOULD_APPLY, E_ALL, D_IGNORE, NULL, "SQL, one boolean: apply this element only where it is true."), \
    SPARSE_ROW("VariantName",  F_STR,    FIELD_VARIANT_NAME, E_ALL, D_IGNORE, NULL, "Tells declarations of one element apart that apply under different conditions."), \
    { "Phase", F_ENUM, SPARSE(FIELD_PHASE), E_ALL, D_IGNORE, "auto", "Phase in which it is created and changed; `auto`: as the table of phases says, for a part of a table: as the table's Phase says. What goes is contract whatever this says.", phase_choices, NULL, false }, \
    SPARSE_ROW("Extensions",   F_RAW,    FIELD_EXTENSIONS,   E_ALL, D_IGNORE, NULL, "Anything; kept, not interpreted.")

#define COMMENT_ROW \
    SPARSE_ROW("Comment", F_TEXT, FIELD_COMMENT, E_ALL, D_ALTER, NULL, "Comment kept by the server.")

#define DEFERRABLE_ROWS(engines, differs) \
    SPARSE_ROW("Deferrable",        F_BOOL, FIELD_DEFERRABLE,         engines, differs, "false", "Whether checking can wait for the end of the transaction."), \
    SPARSE_ROW("InitiallyDeferred", F_BOOL, FIELD_INITIALLY_DEFERRED, engines, differs, "false", "Whether it waits unless told otherwise.")

static const Field schema_fields[] = {
    { "Name", F_IDENT, AT(Object, name, Str), E_ALL, D_KEY, NULL, "Name of the schema.", NULL, NULL, true },
    COMMENT_ROW,
    COMMON_ROWS,
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
    { "Generated",  F_STR,   SPARSE(FIELD_COLUMN_GENERATED), E_PG | E_MYSQL | E_MARIADB | E_LITE, D_ALTER, NULL, "`STORED` or `VIRTUAL` beside GenerationExpression; or an identity clause such as `GENERATED BY DEFAULT AS IDENTITY (START WITH 10)`.", NULL, NULL, false },
    { "AutoIncrement", F_BOOL, SPARSE(FIELD_COLUMN_AUTO_INCREMENT), E_MYSQL | E_MARIADB | E_LITE, D_ALTER, "false", "AUTO_INCREMENT; on SQLite: AUTOINCREMENT.", NULL, NULL, false },
    { "OnConflict", F_ENUM,  SPARSE(FIELD_COLUMN_CONFLICT),  E_LITE, D_ALTER, "ABORT", "What NOT NULL does on a violation.", conflicts, NULL, false },
    COMMENT_ROW,
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
    DEFERRABLE_ROWS(E_PG, D_RECREATE),
    { "StorageParameters", F_MAP,   SPARSE(FIELD_STORAGE_PARAMETERS), E_PG, D_ALTER,   NULL,    "Storage parameters, such as fillfactor.", NULL, NULL, false },
    { "OnConflict",       F_ENUM,   SPARSE(FIELD_INDEX_CONFLICT),    E_LITE, D_RECREATE, "ABORT", "What a constraint does on a violation.", conflicts, NULL, false },
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field check_fields[] = {
    { "Name",       F_IDENT, AT(Check, name, Str),           E_ALL, D_KEY,      NULL,    "Name; absent: the server's, matched by content.", NULL, NULL, false },
    { "Expression", F_EXPR,  AT(Check, expression, Str),     E_ALL, D_RECREATE, NULL,    "Condition that each row meets, without CHECK.", NULL, NULL, true },
    { "NoInherit",  F_BOOL,  SPARSE(FIELD_CHECK_NO_INHERIT), E_PG,  D_RECREATE, "false", "Whether child tables are exempt.", NULL, NULL, false },
    SPARSE_ROW("NotValid", F_BOOL, FIELD_NOT_VALID, E_PG, D_ALTER, "false", "Whether rows that were there before it may break it."),
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

static const Field table_fields[] = {
    { "Schema",  F_IDENT, AT(Object, schema, Str), E_ALL, D_KEY, NULL, "Schema; absent: the engine's default.", NULL, NULL, false },
    { "Name",    F_IDENT, AT(Object, name, Str),   E_ALL, D_KEY, NULL, "Name of the table.", NULL, NULL, true },
    COMMENT_ROW,
    { "Strict",            F_BOOL, SPARSE(FIELD_TABLE_STRICT),        E_LITE, D_ALTER, "false", "Whether types are enforced.", NULL, NULL, false },
    { "WithoutRowid",      F_BOOL, SPARSE(FIELD_TABLE_WITHOUT_ROWID), E_LITE, D_ALTER, "false", "Whether rows live in the primary key.", NULL, NULL, false },
    { "StorageParameters", F_MAP,  SPARSE(FIELD_STORAGE_PARAMETERS),  E_PG,   D_ALTER, NULL,    "Storage parameters, such as fillfactor.", NULL, NULL, false },
    { "RowLevelSecurity",  F_BOOL, SPARSE(FIELD_TABLE_ROW_SECURITY),       E_PG, D_ALTER, "false", "Whether policies decide which rows there are for a role.", NULL, NULL, false },
    { "ForceRowLevelSecurity", F_BOOL, SPARSE(FIELD_TABLE_FORCE_ROW_SECURITY), E_PG, D_ALTER, "false", "Whether they do for the table's owner, too.", NULL, NULL, false },
    { "Columns",           F_LIST, AT(Table, columns, ColumnVec),           E_ALL, D_CHILDREN, NULL, "Columns; their order is that of CREATE TABLE.", NULL, &column_type, true },
    { "Indexes",           F_LIST, AT(Table, indexes, IndexVec),            E_ALL, D_CHILDREN, NULL, "Primary key, unique constraints, indexes.", NULL, &index_type, false },
    { "CheckConstraints",  F_LIST, AT(Table, checks, CheckVec),             E_ALL, D_CHILDREN, NULL, "Check constraints.", NULL, &check_type, false },
    { "ForeignKeys",       F_LIST, AT(Table, foreign_keys, ForeignKeyVec),  E_ALL, D_CHILDREN, NULL, "Foreign keys.", NULL, &foreign_key_type, false },
    { "Policies",          F_LIST, AT(Table, policies, PolicyVec),          E_PG,  D_CHILDREN, NULL, "Policies of row level security.", NULL, &policy_type, false },
    COMMON_ROWS,
};

static const Field definition_fields[] = {
    { "Schema",      F_IDENT, AT(Object, schema, Str),   E_ALL, D_KEY,   NULL, "Schema; absent: the engine's default.", NULL, NULL, false },
    { "Name",        F_STR,   AT(Object, name, Str),     E_ALL, D_KEY,   NULL, "What tells it apart in its schema, as SQL writes it.", NULL, NULL, true },
    { "Kind",        F_STR,   AT(Definition, head, Str), E_ALL, D_ALTER, NULL, "Words between CREATE and the name.", NULL, NULL, true },
    { "Definition",  F_TEXT,  AT(Definition, text, Str), E_ALL, D_ALTER, NULL, "The statement that makes it, behind the name.", NULL, NULL, true },
    { "Enabled",     F_ENUM,  SPARSE(FIELD_DEFINITION_ENABLED), E_PG, D_ALTER, "ORIGIN", "When a trigger or rule fires.", enabled_states, NULL, false },
    SPARSE_ROW("Replaceable", F_BOOL, FIELD_DEFINITION_REPLACEABLE, E_PG, D_IGNORE, "false", "Whether the server takes it in the place of the live one, which canonicalisation finds out."),
    COMMENT_ROW,
    COMMON_ROWS,
};
/* clang-format on */

#define TYPE(element, word, kind, rec, name, fields) \
    { \
        element, word, kind, sizeof(rec), offsetof(rec, name), fields, \
            sizeof(fields) / sizeof *(fields) \
    }
#define DEFINITION(element, word, kind) \
    { \
        element, word, kind, sizeof(Definition), offsetof(Definition, obj.name), \
            definition_fields, sizeof definition_fields / sizeof *definition_fields \
    }

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
const RecordType policy_type = TYPE("Policy", "policy", REC_POLICY, RowPolicy, name, policy_fields);

const RecordType function_type = DEFINITION("Function", "function", REC_FUNCTION);
const RecordType procedure_type = DEFINITION("Procedure", "procedure", REC_PROCEDURE);
const RecordType view_type = DEFINITION("View", "view", REC_VIEW);
const RecordType materialized_view_type =
    DEFINITION("MaterializedView", "materialized view", REC_MATERIALIZED_VIEW);
const RecordType rule_type = DEFINITION("Rule", "rule", REC_RULE);
const RecordType trigger_type = DEFINITION("Trigger", "trigger", REC_TRIGGER);

const RecordType *const object_types[] = {
    &schema_type, &sequence_type,          &table_type, &function_type, &procedure_type,
    &view_type,   &materialized_view_type, &rule_type,  &trigger_type,  NULL};

bool type_has_schema(const RecordType *type)
{
    return record_type_find(type, STR("Schema")) != NULL;
}

bool type_is_definition(const RecordType *type)
{
    return type->fields == definition_fields;
}
