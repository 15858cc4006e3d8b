/* Records -> SQLite's SQL. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_RENDER_H
#define ANNEAL_ENGINE_SQLITE_LITE_RENDER_H

#include "engine/sqlite/lite_quote.h"
#include "model/model.h"

/* CREATE TABLE with all constraints inline, under `name`. */
Str lite_render_table(Arena *arena, const Table *table, Str name);
/* CREATE TABLE with its columns' names alone: enough for SQLite to resolve what uses them. */
Str lite_render_stand_in(Arena *arena, const Table *table);
/* CREATE INDEX for an index that is no constraint. */
Str lite_render_index(Arena *arena, const Index *index, Str index_name, Str table_name);
/* A column as CREATE TABLE and ADD COLUMN take it. */
void lite_put_column(SqlWriter *writer, const Table *table, const Column *column);
/* [CONSTRAINT name] CHECK (…) */
void lite_put_check(SqlWriter *writer, const Check *check);
/* [CONSTRAINT name] [FOREIGN KEY (…)] REFERENCES …; without the columns behind a column. */
void lite_put_foreign_key(SqlWriter *writer, const ForeignKey *key, bool with_columns);
/* One key part, with its collation and direction. */
void lite_put_key_part(SqlWriter *writer, const KeyPart *part);

#endif
