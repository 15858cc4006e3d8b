/* Reads what SHOW CREATE TABLE and SHOW CREATE SEQUENCE print. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_CREATE_H
#define ANNEAL_ENGINE_MYSQL_MY_CREATE_H

#include "engine/mysql/my_family.h"
#include "model/model.h"

/* What the meaning of a printed statement hangs on, besides its text. */
typedef struct MyCatalog {
    MyFamily family;
    Str database;           /* the one that is looked at */
    Str collation;          /* of the database */
    Map default_collations; /* character set -> Str *: that it has by default */
} MyCatalog;

/* The collation that a character set has by default, and the set of a collation; absent: not known.
 */
Str my_default_collation(const MyCatalog *catalog, Str character_set);
Str my_collation_set(Str collation);

/* Fills a new table of `model` from its CREATE TABLE. The words that were not understood end up in
 * Table.unread. */
void my_create_table_read(Model *model, Table *table, const MyCatalog *catalog, Str sql);
/* Adds the sequence of a CREATE SEQUENCE; false where the text isn't one. */
bool my_create_sequence_read(Model *model, Str name, Str sql);

#endif
