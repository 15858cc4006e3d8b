/* Rows that a package declares: none here. */
#include "engine/sqlite/lite_table_data.h"

bool lite_table_data(const TableData *data, bool deletes, Arena *arena, Str *script, Errs *errs)
{
    (void)deletes;
    (void)arena;
    *script = STR_ABSENT;
    return err_at(errs, ERR_UNSUPPORTED, record_loc(&errs->arena, &data->table->obj.rec),
                  "fill it by a script of the slot TableData",
                  "SQLite has no table data by files yet");
}
