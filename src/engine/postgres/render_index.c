/* DDL text of indexes, primary keys and unique constraints. */
#include "engine/postgres/pure.h"

void pg_render_key_part(SqlWriter *writer, const KeyPart *part)
{
    if (part->expression.len > 0)
        sql_put(writer, RAW("("), EX(part->expression), RAW(")"));
    else
        sql_put(writer, ID(part->name));
    if (part->collation.len > 0)
        sql_put(writer, RAW(" COLLATE "), EX(part->collation));
    if (part->opclass.len > 0)
        sql_put(writer, RAW(" "), EX(part->opclass));
    if (part->is_desc)
        sql_put(writer, RAW(" DESC"));
    if (part->nulls != NULLS_DEFAULT)
        sql_put(writer, part->nulls == NULLS_FIRST ? RAW(" NULLS FIRST") : RAW(" NULLS LAST"));
}

/* `"a" DESC, (lower(b)) text_pattern_ops`, without parentheses around all. */
static void render_key_parts(SqlWriter *writer, const KeyParts *keys)
{
    for (size_t i = 0; i < keys->len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        pg_render_key_part(writer, &keys->items[i]);
    }
}

/* `toast.autovacuum_enabled`: a namespace and a name. */
void pg_render_parameter_name(SqlWriter *writer, Str name)
{
    size_t dot = str_find(name, '.', 0);

    if (dot == SIZE_MAX)
        sql_put(writer, ID(name));
    else
        sql_put(writer, QN(str_sub(name, 0, dot), str_sub(name, dot + 1, name.len - dot - 1)));
}

void pg_render_parameters(SqlWriter *writer, const MapEntries *parameters)
{
    for (size_t i = 0; i < parameters->len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        pg_render_parameter_name(writer, parameters->items[i].name);
        sql_put(writer, RAW(" = "), LIT(parameters->items[i].value));
    }
}

static const MapEntry *entry_named(const MapEntries *entries, Str name)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq(entries->items[i].name, name))
            return &entries->items[i];
    return NULL;
}

static bool is_kept(const MapEntry *entry, const MapEntries *to)
{
    const MapEntry *wanted = entry_named(to, entry->name);

    return wanted != NULL && str_eq(wanted->value, entry->value);
}

MapEntries pg_changed_parameters(Arena *arena, const MapEntries *from, const MapEntries *to)
{
    MapEntries changed = {0};
    size_t kept = 0;
    bool in_order = true;

    for (size_t i = 0; i < to->len; i++) {
        const MapEntry *known = entry_named(from, to->items[i].name);
        if (known == NULL || !str_eq(known->value, to->items[i].value))
            vec_push(arena, &changed, to->items[i]);
    }
    for (size_t i = 0; i < from->len; i++) {
        if (!is_kept(&from->items[i], to))
            continue;
        in_order = in_order && str_eq(to->items[kept].name, from->items[i].name);
        kept++;
    }
    return in_order || changed.len == 0 ? changed : *to;
}

static void put_tail(SqlWriter *writer, const Index *index)
{
    const MapEntries *parameters = sparse_map(&index->rec, FIELD_STORAGE_PARAMETERS);
    Str tablespace = sparse_str(&index->rec, FIELD_TABLESPACE);

    if (index->include.len > 0)
        sql_put(writer, RAW(" INCLUDE ("), IDS(&index->include), RAW(")"));
    if (!index_is_constraint(index) &&
        sparse_bool(&index->rec, FIELD_INDEX_NULLS_NOT_DISTINCT)) /* a constraint says it earlier */
        sql_put(writer, RAW(" NULLS NOT DISTINCT"));
    if (parameters->len > 0) {
        sql_put(writer, RAW(" WITH ("));
        pg_render_parameters(writer, parameters);
        sql_put(writer, RAW(")"));
    }
    if (tablespace.len > 0)
        sql_put(writer,
                index_is_constraint(index) ? RAW(" USING INDEX TABLESPACE ") : RAW(" TABLESPACE "),
                ID(tablespace));
}

void pg_render_index(SqlWriter *writer, Str schema, Str table, Str name, const Index *index)
{
    pg_render_index_as(writer, PG_BUILD_PLAINLY, schema, table, name, index);
}

void pg_render_index_as(SqlWriter *writer, PgBuild build, Str schema, Str table, Str name,
                        const Index *index)
{
    Str method = sparse_str(&index->rec, FIELD_INDEX_METHOD);

    sql_put(writer, index_is_unique(index) ? RAW("CREATE UNIQUE INDEX ") : RAW("CREATE INDEX "));
    if (build == PG_BUILD_CONCURRENTLY)
        sql_put(writer, RAW("CONCURRENTLY "));
    if (build == PG_BUILD_MISSING)
        sql_put(writer, RAW("IF NOT EXISTS "));
    if (name.len > 0)
        sql_put(writer, ID(name), RAW(" "));
    sql_put(writer, build == PG_BUILD_ALONE ? RAW("ON ONLY ") : RAW("ON "), QN(schema, table));
    if (method.len > 0)
        sql_put(writer, RAW(" USING "), ID(method));
    sql_put(writer, RAW(" ("));
    render_key_parts(writer, &index->keys);
    sql_put(writer, RAW(")"));
    put_tail(writer, index);
    if (index->predicate.len > 0)
        sql_put(writer, RAW(" WHERE ("), EX(index->predicate), RAW(")"));
}

void pg_render_deferrable(SqlWriter *writer, const Record *rec)
{
    if (sparse_bool(rec, FIELD_DEFERRABLE))
        sql_put(writer, RAW(" DEFERRABLE"));
    if (sparse_bool(rec, FIELD_INITIALLY_DEFERRED))
        sql_put(writer, RAW(" INITIALLY DEFERRED"));
}

void pg_render_constraint_name(SqlWriter *writer, Str name)
{
    if (name.len > 0)
        sql_put(writer, RAW("CONSTRAINT "), ID(name), RAW(" "));
}

void pg_render_key(SqlWriter *writer, Str name, const Index *index)
{
    pg_render_constraint_name(writer, name);
    sql_put(writer, index->is_primary ? RAW("PRIMARY KEY") : RAW("UNIQUE"));
    if (sparse_bool(&index->rec, FIELD_INDEX_NULLS_NOT_DISTINCT))
        sql_put(writer, RAW(" NULLS NOT DISTINCT"));
    sql_put(writer, RAW(" ("));
    render_key_parts(writer, &index->keys);
    if (sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS))
        sql_put(writer, RAW(" WITHOUT OVERLAPS"));
    sql_put(writer, RAW(")"));
    put_tail(writer, index);
    pg_render_deferrable(writer, &index->rec);
}
