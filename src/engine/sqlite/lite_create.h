/* Reads what SQLite keeps of a table: the CREATE statements themselves. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_CREATE_H
#define ANNEAL_ENGINE_SQLITE_LITE_CREATE_H

#include "model/model.h"

/* Fills `table` (columns, constraints, options) from the text of its CREATE TABLE. False, and the
 * place in words in `*problem` (in the model's arena), where the text holds what this reader does
 * not know; the table is then half filled. Texts are kept as written. Source:
 * sqlite.org/lang_createtable.html and parse.y of SQLite 3.50. */
bool lite_create_table_read(Model *model, Table *table, Str sql, const char **problem);
/* Adds the index of a CREATE INDEX to `table`, whose columns are there. */
bool lite_create_index_read(Model *model, Table *table, Str name, Str sql, const char **problem);

#endif
