/* Settles sequences: types, defaults written out, owners. */
#include "engine/postgres/settle.h"

static void settle_owner(const Settle *settle, Sequence *sequence)
{
    Str written = sparse_str(&sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY);
    Str schema, table_name, column;
    const Object *owner;

    if (written.len == 0)
        return;
    if (!pg_owned_by_read(settle->arena, written, &schema, &table_name, &column)) {
        settle_refuse(settle, &sequence->obj.rec, "OwnedBy", "write table.column",
                      "OwnedBy %.*s of sequence %.*s names no column", STR_ARG(written),
                      STR_ARG(sequence->obj.name));
        return;
    }
    owner = schema.len > 0 && !str_eq(schema, sequence->obj.schema)
                ? NULL
                : model_find(settle->model, REC_TABLE, sequence->obj.schema, table_name);
    if (owner == NULL || table_column((const Table *)owner, column) == NULL) {
        settle_refuse(settle, &sequence->obj.rec, "OwnedBy",
                      "a sequence is owned by a column of a table in its own schema",
                      "OwnedBy %.*s of sequence %.*s isn't in schema %.*s", STR_ARG(written),
                      STR_ARG(sequence->obj.name), STR_ARG(sequence->obj.schema));
        return;
    }
    sparse_set_str(settle->arena, &sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY,
                   pg_owned_by_write(settle->arena, table_name, column));
}

/* What the server would refuse, and under which key it is written. */
static const char *find_fault(const PgSequenceOptions *options, const char **key)
{
    PgSequenceOptions range = pg_sequence_defaults(options->type, 1);
    int64_t lowest = pg_sequence_defaults(options->type, -1).min;

    *key = "Increment";
    if (options->increment == 0)
        return "Increment must not be zero";
    *key = "MaxValue";
    if (options->min >= options->max)
        return "MinValue must be less than MaxValue";
    if (options->max > range.max || options->min < lowest)
        return "MinValue and MaxValue must lie in the range of DataType";
    *key = "Start";
    if (options->start < options->min || options->start > options->max)
        return "Start must lie between MinValue and MaxValue";
    *key = "Cache";
    return options->cache < 1 ? "Cache must be greater than zero" : NULL;
}

void settle_sequence(const Settle *settle, Sequence *sequence)
{
    Record *rec = &sequence->obj.rec;
    Str type = pg_type_spell(settle->arena, sparse_str(rec, FIELD_SEQUENCE_TYPE));
    PgSequenceOptions options;
    const char *fault, *key;

    if (type.len > 0 && !str_is(type, "bigint") && !str_is(type, "integer") &&
        !str_is(type, "smallint")) {
        settle_refuse(settle, rec, "DataType", "smallint, integer or bigint",
                      "a sequence can't have the type %.*s", STR_ARG(type));
        return;
    }
    sparse_set_str(settle->arena, rec, FIELD_SEQUENCE_TYPE, type);
    options = pg_sequence_read(rec);
    fault = find_fault(&options, &key);
    if (fault != NULL) {
        settle_refuse(settle, rec, key, NULL, "sequence %.*s: %s", STR_ARG(sequence->obj.name),
                      fault);
        return;
    }
    pg_sequence_store(settle->arena, rec, &options);
    settle_owner(settle, sequence);
}
