/* Objects that tie a database to others: publications, subscriptions, foreign-data wrappers,
 * foreign servers, user mappings. No schema holds them. Foreign tables are a Table with
 * FIELD_TABLE_SERVER. */
#ifndef ANNEAL_MODEL_REMOTE_H
#define ANNEAL_MODEL_REMOTE_H

#include "model/table.h"

/* Sparse: FIELD_WRAPPER_*, FIELD_OPTIONS. */
typedef struct ForeignDataWrapper {
    Object obj;
} ForeignDataWrapper;

/* Sparse: FIELD_SERVER_*, FIELD_OPTIONS. */
typedef struct ForeignServer {
    Object obj;
    Str wrapper;
} ForeignServer;

/* `obj.name` is `server.user`, quoted like a key list; `server.public` is everybody's. Sparse:
 * FIELD_OPTIONS, without secrets. */
typedef struct UserMapping {
    Object obj;
    bool is_unread; /* live only: the role may not read its options */
} UserMapping;

/* A table that a publication names. */
typedef struct PublicationTable {
    Record rec;
    Str name;       /* label_name of the table */
    StrVec columns; /* by name; empty: all */
    Str filter;     /* rows that are published; absent: all */
} PublicationTable;

typedef VEC(PublicationTable *) PublicationTableVec;

/* Sparse: FIELD_PUBLICATION_*. */
typedef struct Publication {
    Object obj;
    PublicationTableVec tables;
} Publication;

/* Sparse: FIELD_SUBSCRIPTION_*. */
typedef struct Subscription {
    Object obj;
    Str connection; /* without a password */
    StrVec publications;
    bool has_password; /* live only: the connection has one */
    bool is_unread;    /* live only: the role may not read the connection */
    bool is_enabled;   /* live only; what is wanted is FIELD_SUBSCRIPTION_ENABLED */
} Subscription;

extern const RecordType foreign_data_wrapper_type, foreign_server_type, user_mapping_type;
extern const RecordType publication_type, publication_table_type, subscription_type;

#endif
