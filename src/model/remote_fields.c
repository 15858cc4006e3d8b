/* The field tables of objects that tie a database to others. */
#include "model/remote.h"

#include "model/field_rows.h"
#include "model/grant.h"

static const char *const generated_columns[] = {"none", "stored", NULL};
static const char *const streaming[] = {"off", "on", "parallel", NULL};

/* clang-format off */
#define NAME_ROW(doc) \
    { "Name", F_IDENT, AT(Object, name, Str), E_PG, D_KEY, NULL, doc, NULL, NULL, true }

#define OPTIONS_ROW(doc) SPARSE_ROW("Options", F_MAP, FIELD_OPTIONS, E_PG, D_ALTER, NULL, doc)

static const Field foreign_data_wrapper_fields[] = {
    NAME_ROW("Name of the foreign-data wrapper."),
    SPARSE_ROW("Handler",   F_STR, FIELD_WRAPPER_HANDLER,   E_PG, D_ALTER, NULL, "Function that serves it, as SQL writes its name."),
    SPARSE_ROW("Validator", F_STR, FIELD_WRAPPER_VALIDATOR, E_PG, D_ALTER, NULL, "Function that checks options, as SQL writes its name."),
    OPTIONS_ROW("Options of the wrapper; secrets are neither kept nor compared."),
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field foreign_server_fields[] = {
    NAME_ROW("Name of the foreign server."),
    { "ForeignDataWrapper", F_IDENT, AT(ForeignServer, wrapper, Str), E_PG, D_RECREATE, NULL, "Wrapper by which it is reached.", NULL, NULL, true },
    SPARSE_ROW("ServerType",    F_STR, FIELD_SERVER_TYPE,    E_PG, D_RECREATE, NULL, "What its wrapper calls a type."),
    SPARSE_ROW("ServerVersion", F_STR, FIELD_SERVER_VERSION, E_PG, D_ALTER,    NULL, "What its wrapper calls a version."),
    OPTIONS_ROW("Options of the server, such as host and dbname; secrets are neither kept nor compared."),
    OWNER_ROW,
    GRANTS_ROW(&grant_type),
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field user_mapping_fields[] = {
    { "Name", F_STR, AT(Object, name, Str), E_PG, D_KEY, NULL, "`server.user`, quoted like a key list; the user `public` stands for everybody.", NULL, NULL, true },
    OPTIONS_ROW("Options, such as user; secrets are neither kept nor compared."),
    COMMON_ROWS,
};

static const Field publication_table_fields[] = {
    { "Name",             F_STR,    AT(PublicationTable, name, Str),       E_PG, D_KEY,   NULL, "`schema.table`, quoted like a key list.", NULL, NULL, true },
    { "Columns",          F_IDENTS, AT(PublicationTable, columns, StrVec), E_PG, D_ALTER, NULL, "Columns that are published; absent: all.", NULL, NULL, false },
    { "FilterExpression", F_EXPR,   AT(PublicationTable, filter, Str),     E_PG, D_ALTER, NULL, "Rows that are published; absent: all.", NULL, NULL, false },
    COMMON_ROWS,
};

static const Field publication_fields[] = {
    NAME_ROW("Name of the publication."),
    SPARSE_ROW("AllTables", F_BOOL,   FIELD_PUBLICATION_ALL_TABLES, E_PG, D_RECREATE, "false", "Whether it is for all tables of the database."),
    { "Tables", F_LIST, AT(Publication, tables, PublicationTableVec), E_PG, D_CHILDREN, NULL, "Tables that it is for.", NULL, &publication_table_type, false },
    SPARSE_ROW("Schemas",   F_IDENTS, FIELD_PUBLICATION_SCHEMAS,    E_PG, D_ALTER, NULL, "Schemas whose tables it is for, now and later."),
    SPARSE_ROW("Publish",   F_IDENTS, FIELD_PUBLICATION_PUBLISH,    E_PG, D_ALTER, NULL, "Of `insert, update, delete, truncate`, or `none`; absent: all."),
    SPARSE_ROW("PublishViaPartitionRoot", F_BOOL, FIELD_PUBLICATION_VIA_ROOT, E_PG, D_ALTER, "false", "Whether changes of partitions are published as the partitioned table's."),
    { "PublishGeneratedColumns", F_ENUM, SPARSE(FIELD_PUBLICATION_GENERATED), E_PG, D_ALTER, "none", "Whether stored generated columns are published where no columns are listed.", generated_columns, NULL, false },
    OWNER_ROW,
    COMMENT_ROW,
    COMMON_ROWS,
};

static const Field subscription_fields[] = {
    NAME_ROW("Name of the subscription."),
    { "Connection",   F_STR,    AT(Subscription, connection, Str),      E_PG, D_ALTER, NULL, "Connection string of the publisher, without a password.", NULL, NULL, true },
    { "Publications", F_IDENTS, AT(Subscription, publications, StrVec), E_PG, D_ALTER, NULL, "Publications of the publisher.", NULL, NULL, true },
    SPARSE_ROW("Enabled",          F_TRISTATE, FIELD_SUBSCRIPTION_ENABLED, E_PG, D_ALTER, NULL, "Whether it runs; absent: as somebody has left it, and off when it is created. extract leaves it out."),
    SPARSE_ROW("SlotName",         F_STR,  FIELD_SUBSCRIPTION_SLOT,             E_PG, D_ALTER, NULL, "Replication slot of the publisher; absent: the subscription's name, `NONE`: none."),
    SPARSE_ROW("SynchronousCommit", F_STR, FIELD_SUBSCRIPTION_COMMIT,           E_PG, D_ALTER, "off", "synchronous_commit of its workers."),
    SPARSE_ROW("Binary",           F_BOOL, FIELD_SUBSCRIPTION_BINARY,           E_PG, D_ALTER, "false", "Whether rows are sent in binary form."),
    { "Streaming", F_ENUM, SPARSE(FIELD_SUBSCRIPTION_STREAMING), E_PG, D_ALTER, "off", "Whether transactions are sent before they have ended.", streaming, NULL, false },
    SPARSE_ROW("TwoPhase",         F_BOOL, FIELD_SUBSCRIPTION_TWO_PHASE,        E_PG, D_ALTER, "false", "Whether prepared transactions are sent."),
    SPARSE_ROW("DisableOnError",   F_BOOL, FIELD_SUBSCRIPTION_DISABLE_ON_ERROR, E_PG, D_ALTER, "false", "Whether an error turns it off."),
    SPARSE_ROW("PasswordOptional", F_BOOL, FIELD_SUBSCRIPTION_PASSWORD_OPTIONAL, E_PG, D_ALTER, "false", "Whether its connection needs no password (password_required = false)."),
    SPARSE_ROW("RunAsOwner",       F_BOOL, FIELD_SUBSCRIPTION_RUN_AS_OWNER,     E_PG, D_ALTER, "false", "Whether it writes as its owner, not as each table's."),
    SPARSE_ROW("Origin",           F_STR,  FIELD_SUBSCRIPTION_ORIGIN,           E_PG, D_ALTER, "any", "Changes of which origin are sent: `any`, or `none` for those without one."),
    SPARSE_ROW("Failover",         F_BOOL, FIELD_SUBSCRIPTION_FAILOVER,         E_PG, D_ALTER, "false", "Whether its slot is kept on the publisher's standbys, too."),
    OWNER_ROW,
    COMMENT_ROW,
    COMMON_ROWS,
};
/* clang-format on */

const RecordType foreign_data_wrapper_type =
    TYPE("ForeignDataWrapper", "foreign data wrapper", REC_FOREIGN_DATA_WRAPPER, ForeignDataWrapper,
         obj.name, foreign_data_wrapper_fields);
const RecordType foreign_server_type = TYPE("ForeignServer", "foreign server", REC_FOREIGN_SERVER,
                                            ForeignServer, obj.name, foreign_server_fields);
const RecordType user_mapping_type = TYPE("UserMapping", "user mapping", REC_USER_MAPPING,
                                          UserMapping, obj.name, user_mapping_fields);
const RecordType publication_table_type =
    TYPE("PublicationTable", "published table", REC_PUBLICATION_TABLE, PublicationTable, name,
         publication_table_fields);
const RecordType publication_type =
    TYPE("Publication", "publication", REC_PUBLICATION, Publication, obj.name, publication_fields);
const RecordType subscription_type = TYPE("Subscription", "subscription", REC_SUBSCRIPTION,
                                          Subscription, obj.name, subscription_fields);
