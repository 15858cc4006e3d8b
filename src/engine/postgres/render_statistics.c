/* DDL text of extended statistics. */
#include "engine/postgres/pure.h"

void pg_render_statistics(SqlWriter *writer, Str schema, Str table, Str name,
                          const Statistics *statistics)
{
    const StrVec *kinds = sparse_strs(&statistics->rec, FIELD_STATISTICS_KINDS);

    sql_put(writer, RAW("CREATE STATISTICS"));
    if (name.len > 0)
        sql_put(writer, RAW(" "),
                QN(statistics->schema.len > 0 ? statistics->schema : schema, name));
    if (kinds->len > 0)
        sql_put(writer, RAW(" ("), IDS(kinds), RAW(")"));
    sql_put(writer, RAW(" ON "));
    for (size_t i = 0; i < statistics->keys.len; i++) {
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""));
        pg_render_key_part(writer, &statistics->keys.items[i]);
    }
    sql_put(writer, RAW(" FROM "), QN(schema, table));
}
