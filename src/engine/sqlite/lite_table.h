/* What SQLite makes of a table's definition: rowid alias, NOT NULL, collations, affinities. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_TABLE_H
#define ANNEAL_ENGINE_SQLITE_LITE_TABLE_H

#include "model/model.h"

/* Values of FIELD_FK_MATCH. */
enum { LITE_MATCH_SIMPLE, LITE_MATCH_FULL, LITE_MATCH_PARTIAL };

typedef enum LiteAffinity {
    LITE_AFFINITY_BLOB,
    LITE_AFFINITY_TEXT,
    LITE_AFFINITY_NUMERIC,
    LITE_AFFINITY_INTEGER,
    LITE_AFFINITY_REAL
} LiteAffinity;

/* Names as SQLite compares them; NULL where absent. */
Column *lite_table_column(const Table *table, Str name);
Table *lite_model_table(const Model *model, Str name);
/* The column that is the rowid by another name (INTEGER PRIMARY KEY), or NULL.
 * Source: sqlite.org/lang_createtable.html#rowid. */
Column *lite_table_rowid_alias(const Table *table);
bool lite_table_is_strict(const Table *table);
bool lite_table_is_without_rowid(const Table *table);
/* A plain column is stored; a generated one is computed. */
bool lite_column_is_generated(const Column *column);
/* Source: sqlite.org/datatype3.html, section 3.1. */
LiteAffinity lite_affinity(Str type);
/* A collation as SQL writes it, from a name or quoted name; BINARY, which is the default, is
 * absent. */
Str lite_collation_text(Arena *arena, Str written);
/* The name that such a text stands for; BINARY where it is absent. */
Str lite_collation_name(Arena *arena, Str text);
bool lite_collation_is_default(Str text); /* BINARY */
/* Whether `name` is of a table that belongs to SQLite or to anneal. */
bool lite_name_is_internal(Str name);

/* Brings a table to what SQLite holds of it, whoever declared it: a rowid alias and the primary key
 * of WITHOUT ROWID and STRICT tables are never NULL, a key part's collation is absent where it is
 * its column's. */
void lite_table_complete(Arena *arena, Table *table);
/* Completes every table, spells every reference as what it refers to is spelled, writes out the
 * columns that a foreign key leaves to a primary key. */
void lite_model_complete(Model *model);
/* An edge for each foreign key, and for what each view or trigger names. */
void lite_model_add_edges(Model *model, bool is_live);

#endif
