/* Conditions of a walk along a key, by the parameters of a StepLoop. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_WALK_H
#define ANNEAL_ENGINE_MYSQL_MY_WALK_H

#include "engine/sql.h"
#include "model/table.h"

/* Rows of a batch, `low < key AND key <= high`; `table` says of which types its columns are. */
void my_put_batch_rows(SqlWriter *writer, const Table *table, const StrVec *key);
/* The one row of a key. */
void my_put_one_row(SqlWriter *writer, const Table *table, const StrVec *key);

#endif
