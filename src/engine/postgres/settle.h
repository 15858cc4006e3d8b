/* What the files that settle a desired model share. */
#ifndef ANNEAL_ENGINE_POSTGRES_SETTLE_H
#define ANNEAL_ENGINE_POSTGRES_SETTLE_H

#include "engine/postgres/pure.h"

typedef struct Settle {
    Model *model;
    Arena *arena; /* the model's */
    Notes *notes;
    Errs *errs;
} Settle;

/* ERR_FIELD at the place of a record's field; always false. */
bool settle_refuse(const Settle *settle, const Record *rec, const char *key, const char *hint,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Names longer than the server keeps. */
void settle_name(const Settle *settle, const Record *rec);
/* Options that this server doesn't know, on any record. */
void settle_foreign_fields(const Settle *settle, Record *rec);

void settle_table(const Settle *settle, Table *table);
void settle_type(const Settle *settle, Object *object);
void settle_sequence(const Settle *settle, Sequence *sequence);

/* settle_rights.c: normal form of an object's Grants, and of its columns'. */
void settle_rights(const Settle *settle, Object *object);
/* settle_remote.c */
void settle_foreign_table(const Settle *settle, const Table *table);
/* All that ties the database to others, with its edges. */
void settle_remote(const Settle *settle);
/* settle_options.c: what is said beside structure. */
void settle_table_options(const Settle *settle, Table *table);
/* That the index is there which ReplicaIdentityIndex names, be it part of one of its parent's. */
void settle_replica_index(const Settle *settle, const Table *table);
void settle_column_options(const Settle *settle, Column *column);
void settle_index_options(const Settle *settle, Index *index);

/* settle_definitions.c: objects that definitions imply. */
void settle_definitions(const Settle *settle);
/* Types in the names of routines and the like get the schema of the only one that it can be. */
void settle_type_names(const Settle *settle);
/* Behind settle_family: TriggerStates that say nothing new. */
void settle_trigger_states(const Settle *settle);
/* settle_family.c: what child tables get from their parents. */
void settle_family(const Settle *settle);
/* settle_uses.c: edges by the names in texts. */
void settle_uses(const Settle *settle);

#endif
