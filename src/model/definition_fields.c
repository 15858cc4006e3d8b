/* The field tables of definitions. No file of a package is made of them: they say what is compared.
 */
#include "model/definition.h"
#include "model/field_rows.h"

static const char *const enabled_states[] = {"ORIGIN", "DISABLED", "REPLICA", "ALWAYS", NULL};

/* clang-format off */
#define DEFINITION_ROWS \
    { "Name",        F_STR,   AT(Object, name, Str),     E_ALL, D_KEY,   NULL, "What tells it apart in its schema, as SQL writes it.", NULL, NULL, true }, \
    { "Kind",        F_STR,   AT(Definition, head, Str), E_ALL, D_ALTER, NULL, "Words between CREATE and the name.", NULL, NULL, true }, \
    { "Definition",  F_TEXT,  AT(Definition, text, Str), E_ALL, D_ALTER, NULL, "The statement that makes it, behind the name.", NULL, NULL, true }, \
    { "Enabled",     F_ENUM,  SPARSE(FIELD_DEFINITION_ENABLED), E_PG, D_ALTER, "ORIGIN", "When a trigger or rule fires.", enabled_states, NULL, false }, \
    SPARSE_ROW("Replaceable", F_BOOL, FIELD_DEFINITION_REPLACEABLE, E_PG | E_LITE, D_IGNORE, "false", "Whether the server takes it in the place of the live one, which canonicalisation finds out."), \
    OWNER_ROW, \
    GRANTS_ROW(&view_grant_type), \
    COMMENT_ROW, \
    COMMON_ROWS

static const Field definition_fields[] = {
    { "Schema", F_IDENT, AT(Object, schema, Str), E_ALL, D_KEY, NULL, "Schema; absent: the engine's default.", NULL, NULL, false },
    DEFINITION_ROWS,
    SPARSE_ROW("Definer",           F_STR,  FIELD_DEFINITION_DEFINER,            E_MYSQL | E_MARIADB, D_ALTER, NULL, "Account with whose rights it runs, `user`@`host`; absent: of a new one that of who deploys it, else any."),
    SPARSE_ROW("SqlMode",           F_STR,  FIELD_DEFINITION_SQL_MODE,           E_MYSQL | E_MARIADB, D_ALTER, NULL, "The sql_mode that its text is read by, as `SET sql_mode` before it says; absent: of a new one the server's, else any."),
    SPARSE_ROW("AccessMethod",      F_STR,  FIELD_DEFINITION_METHOD,             E_PG, D_ALTER,  "heap",  "How the rows of a materialized view are kept."),
    SPARSE_ROW("Tablespace",        F_STR,  FIELD_DEFINITION_TABLESPACE,         E_PG, D_ALTER,  NULL,    "Where a materialized view is kept."),
    SPARSE_ROW("StorageParameters", F_MAP,  FIELD_STORAGE_PARAMETERS,            E_PG, D_ALTER,  NULL,    "Of a materialized view."),
    SPARSE_ROW("WithNoData",        F_BOOL, FIELD_DEFINITION_NO_DATA,            E_PG, D_IGNORE, "false", "Whether a materialized view begins without rows."),
    SPARSE_ROW("StandIn",           F_STR,  FIELD_DEFINITION_STAND_IN,           E_PG, D_IGNORE, NULL,    "Of a view that reads itself: the definition that it is made with before it can."),
    SPARSE_ROW("Indexes",           F_MAP,  FIELD_DEFINITION_INDEXES,            E_PG, D_ALTER,  NULL,    "Of a materialized view: name, and all of CREATE INDEX that is not a name."),
    SPARSE_ROW("IndexComments",     F_MAP,  FIELD_DEFINITION_INDEX_COMMENTS,     E_PG, D_ALTER,  NULL,    "By the index's name."),
    SPARSE_ROW("IndexStatistics",   F_MAP,  FIELD_DEFINITION_INDEX_STATISTICS,   E_PG, D_ALTER,  NULL,    "Statistics targets, by the index's name and the number of a key."),
    SPARSE_ROW("ClusterOn",         F_STR,  FIELD_DEFINITION_CLUSTER,            E_PG, D_ALTER,  NULL,    "Index that CLUSTER follows."),
    SPARSE_ROW("ColumnComments",    F_MAP,  FIELD_DEFINITION_COLUMN_COMMENTS,    E_PG, D_ALTER,  NULL,    "By the column's name."),
    SPARSE_ROW("ColumnDefaults",    F_MAP,  FIELD_DEFINITION_COLUMN_DEFAULTS,    E_PG, D_ALTER,  NULL,    "Of a view, by the column's name."),
    SPARSE_ROW("ColumnStatistics",  F_MAP,  FIELD_DEFINITION_COLUMN_STATISTICS,  E_PG, D_ALTER,  NULL,    "Statistics targets, by the column's name."),
    SPARSE_ROW("ColumnStorage",     F_MAP,  FIELD_DEFINITION_COLUMN_STORAGE,     E_PG, D_ALTER,  NULL,    "By the column's name, where it isn't its type's."),
    SPARSE_ROW("ColumnCompression", F_MAP,  FIELD_DEFINITION_COLUMN_COMPRESSION, E_PG, D_ALTER,  NULL,    "By the column's name."),
    SPARSE_ROW("ColumnOptions",     F_MAP,  FIELD_DEFINITION_COLUMN_OPTIONS,     E_PG, D_ALTER,  NULL,    "By the column's name."),
    SPARSE_ROW("Mappings",          F_MAP,  FIELD_DEFINITION_MAPPINGS,           E_PG, D_ALTER,  NULL,    "Of a text search configuration: kind of token, and its dictionaries."),
    SPARSE_ROW("Members",           F_MAP,  FIELD_DEFINITION_MEMBERS,            E_PG, D_ALTER,  NULL,    "Of an operator family, beside those of its classes."),
};

/* What belongs to the whole database. */
static const Field global_fields[] = {
    DEFINITION_ROWS,
};
/* clang-format on */

#define DEFINITION(element, word, kind, fields) \
    { \
        element, word, kind, sizeof(Definition), offsetof(Definition, obj.name), fields, \
            sizeof(fields) / sizeof *(fields) \
    }

/* clang-format off */
const RecordType language_type = DEFINITION("Language", "language", REC_LANGUAGE, global_fields);
const RecordType access_method_type = DEFINITION("AccessMethod", "access method", REC_ACCESS_METHOD, global_fields);
const RecordType text_parser_type = DEFINITION("TextSearchParser", "text search parser", REC_TEXT_PARSER, definition_fields);
const RecordType text_template_type = DEFINITION("TextSearchTemplate", "text search template", REC_TEXT_TEMPLATE, definition_fields);
const RecordType text_dictionary_type = DEFINITION("TextSearchDictionary", "text search dictionary", REC_TEXT_DICTIONARY, definition_fields);
const RecordType text_configuration_type = DEFINITION("TextSearchConfiguration", "text search configuration", REC_TEXT_CONFIGURATION, definition_fields);
const RecordType function_type = DEFINITION("Function", "function", REC_FUNCTION, definition_fields);
const RecordType procedure_type = DEFINITION("Procedure", "procedure", REC_PROCEDURE, definition_fields);
const RecordType aggregate_type = DEFINITION("Aggregate", "aggregate", REC_AGGREGATE, definition_fields);
const RecordType operator_type = DEFINITION("Operator", "operator", REC_OPERATOR, definition_fields);
const RecordType operator_family_type = DEFINITION("OperatorFamily", "operator family", REC_OPERATOR_FAMILY, definition_fields);
const RecordType operator_class_type = DEFINITION("OperatorClass", "operator class", REC_OPERATOR_CLASS, definition_fields);
const RecordType cast_type = DEFINITION("Cast", "cast", REC_CAST, global_fields);
const RecordType transform_type = DEFINITION("Transform", "transform", REC_TRANSFORM, global_fields);
const RecordType conversion_type = DEFINITION("Conversion", "conversion", REC_CONVERSION, definition_fields);
const RecordType view_type = DEFINITION("View", "view", REC_VIEW, definition_fields);
const RecordType materialized_view_type = DEFINITION("MaterializedView", "materialized view", REC_MATERIALIZED_VIEW, definition_fields);
const RecordType rule_type = DEFINITION("Rule", "rule", REC_RULE, definition_fields);
const RecordType trigger_type = DEFINITION("Trigger", "trigger", REC_TRIGGER, definition_fields);
const RecordType event_trigger_type = DEFINITION("EventTrigger", "event trigger", REC_EVENT_TRIGGER, global_fields);
const RecordType event_type = DEFINITION("Event", "event", REC_EVENT, definition_fields);
/* clang-format on */

bool type_is_definition(const RecordType *type)
{
    return type->fields == definition_fields || type->fields == global_fields;
}

Str object_bare_name(const Object *object)
{
    return type_is_definition(object->rec.type) ? ((const Definition *)object)->own : object->name;
}
