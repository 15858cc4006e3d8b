/* Parts of tables as SQL. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_RENDER_H
#define ANNEAL_ENGINE_MYSQL_MY_RENDER_H

#include "engine/mysql/my_family.h"
#include "engine/mysql/my_quote.h"
#include "model/table.h"

/* A column in full, as CREATE TABLE and MODIFY want it: what MODIFY doesn't say, goes. */
void my_put_column(SqlWriter *writer, MyFamily family, const Table *table, const Column *column);
/* Its type, with the collation in force. */
void my_put_type(SqlWriter *writer, const Table *table, const Column *column);
/* Whether a default is a literal, NULL or the time, no expression. */
bool my_default_is_plain(Str dflt);
/* What stands behind DEFAULT. */
void my_put_default(SqlWriter *writer, const Column *column);
/* `UNIQUE KEY a (b)`, `PRIMARY KEY (b)`, with options. */
void my_put_index(SqlWriter *writer, MyFamily family, const Index *index);
void my_put_check(SqlWriter *writer, const Check *check);
void my_put_foreign_key(SqlWriter *writer, const ForeignKey *key);
/* ` ENGINE=InnoDB …` of CREATE TABLE: those that differ from what is there by itself. */
void my_put_options(SqlWriter *writer, const Table *table);
/* `PARTITION BY …`; nothing where it isn't partitioned. */
void my_put_partitioning(SqlWriter *writer, const Table *table);
/* `PARTITION p VALUES LESS THAN (1)`. */
void my_put_partition(SqlWriter *writer, const Partition *partition);

/* The whole statement, without foreign keys. */
Str my_render_table(Arena *arena, MyFamily family, const Table *table, Str name);

/* Whether the column keeps text, and so has a character set. */
bool my_keeps_text(Str type);
/* The collation or character set in force, by the column or its table; absent: the database's. */
Str my_collation_of(const Table *table, const Column *column);
Str my_charset_of(const Table *table, const Column *column);
/* `utf8mb4` of `utf8mb4_bin`. */
Str my_charset_of_collation(Str collation);

#endif
