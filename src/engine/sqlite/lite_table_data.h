/* Rows that a package declares: none here. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_TABLE_DATA_H
#define ANNEAL_ENGINE_SQLITE_LITE_TABLE_DATA_H

#include "engine/engine.h"

bool lite_table_data(const TableData *data, bool deletes, Arena *arena, Str *script, Errs *errs);

#endif
