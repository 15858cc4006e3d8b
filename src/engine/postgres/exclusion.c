/* Exclusion constraints as indexes: their keys read, settle, order and print alike. */
#include "engine/postgres/pure.h"

Index *pg_exclusion_index(Arena *arena, const Exclusion *exclusion)
{
    static const FieldId texts[] = {FIELD_INDEX_METHOD};
    Index *index = record_new(arena, &index_type);

    index->name = exclusion->name;
    index->include = exclusion->include;
    index->predicate = exclusion->predicate;
    for (size_t i = 0; i < exclusion->elements.len; i++)
        for (size_t k = 0; k < exclusion->elements.items[i]->key.len; k++)
            vec_push(arena, &index->keys, exclusion->elements.items[i]->key.items[k]);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        sparse_set_str(arena, &index->rec, texts[i], sparse_str(&exclusion->rec, texts[i]));
    sparse_set_map(arena, &index->rec, FIELD_STORAGE_PARAMETERS,
                   *sparse_map(&exclusion->rec, FIELD_STORAGE_PARAMETERS));
    return index;
}

void pg_exclusion_take(Arena *arena, Exclusion *exclusion, const Index *index)
{
    exclusion->predicate = index->predicate;
    for (size_t i = 0; i < exclusion->elements.len && i < index->keys.len; i++)
        exclusion->elements.items[i]->key.items[0] = index->keys.items[i];
    sparse_set_str(arena, &exclusion->rec, FIELD_INDEX_METHOD,
                   sparse_str(&index->rec, FIELD_INDEX_METHOD));
    sparse_set_map(arena, &exclusion->rec, FIELD_STORAGE_PARAMETERS,
                   *sparse_map(&index->rec, FIELD_STORAGE_PARAMETERS));
}

void pg_render_exclusion(SqlWriter *writer, Str name, const Exclusion *exclusion)
{
    Str method = sparse_str(&exclusion->rec, FIELD_INDEX_METHOD);
    Str tablespace = sparse_str(&exclusion->rec, FIELD_TABLESPACE);
    const MapEntries *parameters = sparse_map(&exclusion->rec, FIELD_STORAGE_PARAMETERS);

    pg_render_constraint_name(writer, name);
    sql_put(writer, RAW("EXCLUDE"));
    if (method.len > 0)
        sql_put(writer, RAW(" USING "), ID(method));
    sql_put(writer, RAW(" ("));
    for (size_t i = 0; i < exclusion->elements.len; i++) {
        const ExcludeElement *element = exclusion->elements.items[i];
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""));
        pg_render_key_part(writer, &element->key.items[0]);
        sql_put(writer, RAW(" WITH "), EX(element->op));
    }
    sql_put(writer, RAW(")"));
    if (exclusion->include.len > 0)
        sql_put(writer, RAW(" INCLUDE ("), IDS(&exclusion->include), RAW(")"));
    if (parameters->len > 0) {
        sql_put(writer, RAW(" WITH ("));
        pg_render_parameters(writer, parameters);
        sql_put(writer, RAW(")"));
    }
    if (tablespace.len > 0)
        sql_put(writer, RAW(" USING INDEX TABLESPACE "), ID(tablespace));
    if (exclusion->predicate.len > 0)
        sql_put(writer, RAW(" WHERE ("), EX(exclusion->predicate), RAW(")"));
    pg_render_deferrable(writer, &exclusion->rec);
}
