/* DDL text of sequences. */
#include "engine/postgres/pure.h"

void pg_render_sequence_options(SqlWriter *writer, const PgSequenceOptions *options)
{
    PgSequenceOptions dflt = pg_sequence_defaults(options->type, options->increment);
    int64_t start = options->increment > 0 ? options->min : options->max;

    if (options->start != start)
        sql_put(writer, RAW(" START WITH "), NUM(options->start));
    if (options->increment != 1)
        sql_put(writer, RAW(" INCREMENT BY "), NUM(options->increment));
    if (options->min != dflt.min)
        sql_put(writer, RAW(" MINVALUE "), NUM(options->min));
    if (options->max != dflt.max)
        sql_put(writer, RAW(" MAXVALUE "), NUM(options->max));
    if (options->cache != 1)
        sql_put(writer, RAW(" CACHE "), NUM(options->cache));
    if (options->cycle)
        sql_put(writer, RAW(" CYCLE"));
}

Str pg_render_sequence(Arena *arena, const Sequence *sequence)
{
    SqlWriter writer = sql_new(&pg_quoting);
    PgSequenceOptions options = pg_sequence_read(&sequence->obj.rec);

    sql_put(&writer,
            sparse_enum(&sequence->obj.rec, FIELD_PERSISTENCE) == 0
                ? RAW("CREATE SEQUENCE ")
                : RAW("CREATE UNLOGGED SEQUENCE "),
            QN(sequence->obj.schema, sequence->obj.name));
    if (!str_is(options.type, "bigint"))
        sql_put(&writer, RAW(" AS "), EX(options.type));
    pg_render_sequence_options(&writer, &options);
    return sql_finish(&writer, arena);
}
