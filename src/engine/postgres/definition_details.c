/* What statements of their own say of a definition: indexes and columns of views, mappings of text
 * search configurations, members of operator families. */
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"

#define DETAIL_SQL(arena, ...) sql_text((arena), &pg_quoting, __VA_ARGS__)
#define RELATION(definition) QN((definition)->obj.schema, (definition)->own)

const MapEntry *pg_detail_find(const MapEntries *entries, Str name)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq(entries->items[i].name, name))
            return &entries->items[i];
    return NULL;
}

void pg_detail_set(Arena *arena, Record *rec, FieldId id, Str name, Str value)
{
    MapEntries entries = {0};
    MapEntry entry = {name, value};
    bool is_known = false;

    for (size_t i = 0; i < sparse_map(rec, id)->len; i++) {
        MapEntry kept = sparse_map(rec, id)->items[i];
        if (str_eq(kept.name, name)) {
            kept = entry;
            is_known = true;
        }
        vec_push(arena, &entries, kept);
    }
    if (!is_known)
        vec_push(arena, &entries, entry);
    sparse_set_map(arena, rec, id, entries);
}

/* `VIEW`, `MATERIALIZED VIEW`: behind ALTER. */
static SqlPart word(const Definition *definition)
{
    return EX(pg_definition_word(definition));
}

/* ---- columns */

static void put_column_comment(Arena *arena, const Definition *definition, const MapEntry *live,
                               const MapEntry *desired, StrVec *statements)
{
    Str column = desired == NULL ? live->name : desired->name;

    vec_push(arena, statements,
             DETAIL_SQL(arena, RAW("COMMENT ON COLUMN "), RELATION(definition), RAW("."),
                        ID(column), RAW(" IS "),
                        desired == NULL ? RAW("NULL") : LIT(desired->value)));
}

/* ALTER … ALTER COLUMN column SET what value, or `reset`. */
static void alter_column(Arena *arena, const Definition *definition, Str column, SqlPart what,
                         SqlPart value, StrVec *statements)
{
    vec_push(arena, statements,
             DETAIL_SQL(arena, RAW("ALTER "), word(definition), RAW(" "), RELATION(definition),
                        RAW(" ALTER COLUMN "), ID(column), RAW(" "), what, value));
}

static void put_column_default(Arena *arena, const Definition *definition, const MapEntry *live,
                               const MapEntry *desired, StrVec *statements)
{
    if (desired == NULL)
        alter_column(arena, definition, live->name, RAW("DROP DEFAULT"), RAW(""), statements);
    else
        alter_column(arena, definition, desired->name, RAW("SET DEFAULT "), EX(desired->value),
                     statements);
}

static void put_column_statistics(Arena *arena, const Definition *definition, const MapEntry *live,
                                  const MapEntry *desired, StrVec *statements)
{
    alter_column(arena, definition, desired == NULL ? live->name : desired->name,
                 RAW("SET STATISTICS "), desired == NULL ? RAW("-1") : EX(desired->value),
                 statements);
}

/* DEFAULT is the type's own way, which only 16 and newer can be asked for. */
static void put_column_storage(Arena *arena, const Definition *definition, const MapEntry *live,
                               const MapEntry *desired, StrVec *statements)
{
    alter_column(arena, definition, desired == NULL ? live->name : desired->name,
                 RAW("SET STORAGE "), desired == NULL ? RAW("DEFAULT") : EX(desired->value),
                 statements);
}

static void put_column_compression(Arena *arena, const Definition *definition, const MapEntry *live,
                                   const MapEntry *desired, StrVec *statements)
{
    alter_column(arena, definition, desired == NULL ? live->name : desired->name,
                 RAW("SET COMPRESSION "), desired == NULL ? RAW("default") : EX(desired->value),
                 statements);
}

/* `n_distinct=5, n_distinct_inherited=3` -> `n_distinct, n_distinct_inherited` */
static Str option_names(Arena *arena, Str options)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str one;

    while (str_cut(&options, ',', &one)) {
        Str name = str_trim(str_sub(one, 0, str_find(one, '=', 0)));
        sb_printf(&sb, "%s%.*s", sb.len > 0 ? ", " : "", STR_ARG(name));
    }
    return sb_finish(&sb, arena);
}

static void put_column_options(Arena *arena, const Definition *definition, const MapEntry *live,
                               const MapEntry *desired, StrVec *statements)
{
    if (live != NULL)
        alter_column(arena, definition, live->name, RAW("RESET "),
                     EX(arena_printf(arena, "(%.*s)", STR_ARG(option_names(arena, live->value)))),
                     statements);
    if (desired != NULL)
        alter_column(arena, definition, desired->name, RAW("SET "),
                     EX(arena_printf(arena, "(%.*s)", STR_ARG(desired->value))), statements);
}

/* ---- indexes */

/* `UNIQUE USING btree (a)`: the value of an index is all but its names. */
static Str create_index(Arena *arena, const Definition *definition, const MapEntry *index, Str name,
                        SqlPart how)
{
    PgScan scan = {.text = index->value};
    bool is_unique = pg_scan_take(&scan, "UNIQUE");
    Str rest = str_trim(str_sub(index->value, scan.at, SIZE_MAX));

    return DETAIL_SQL(arena, is_unique ? RAW("CREATE UNIQUE INDEX ") : RAW("CREATE INDEX "), how,
                      ID(name), RAW(" ON "), RELATION(definition), RAW(" "), EX(rest));
}

static void put_create_index(Arena *arena, const Definition *definition, const MapEntry *index,
                             StrVec *statements)
{
    vec_push(arena, statements, create_index(arena, definition, index, index->name, RAW("")));
}

Str pg_detail_index_online(Arena *arena, const Definition *definition, const MapEntry *index,
                           Str name)
{
    return create_index(arena, definition, index, name, RAW("CONCURRENTLY "));
}

static void put_index(Arena *arena, const Definition *definition, const MapEntry *live,
                      const MapEntry *desired, StrVec *statements)
{
    if (live != NULL)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("DROP INDEX "), QN(definition->obj.schema, live->name)));
    if (desired != NULL)
        put_create_index(arena, definition, desired, statements);
}

static void put_index_comment(Arena *arena, const Definition *definition, const MapEntry *live,
                              const MapEntry *desired, StrVec *statements)
{
    Str index = desired == NULL ? live->name : desired->name;

    /* One that goes takes it along. */
    if (pg_detail_find(sparse_map(&definition->obj.rec, FIELD_DEFINITION_INDEXES), index) != NULL)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("COMMENT ON INDEX "), QN(definition->obj.schema, index),
                            RAW(" IS "), desired == NULL ? RAW("NULL") : LIT(desired->value)));
}

/* `by_name 2` -> the index; `*key`: 2 */
static Str index_of_key(Str name, Str *key)
{
    size_t at = name.len;

    while (at > 0 && name.ptr[at - 1] != ' ')
        at--;
    *key = str_sub(name, at, SIZE_MAX);
    return str_sub(name, 0, at == 0 ? 0 : at - 1);
}

static void put_index_statistics(Arena *arena, const Definition *definition, const MapEntry *live,
                                 const MapEntry *desired, StrVec *statements)
{
    Str key, index = index_of_key(desired == NULL ? live->name : desired->name, &key);

    if (pg_detail_find(sparse_map(&definition->obj.rec, FIELD_DEFINITION_INDEXES), index) != NULL)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER INDEX "), QN(definition->obj.schema, index),
                            RAW(" ALTER COLUMN "), EX(key), RAW(" SET STATISTICS "),
                            desired == NULL ? RAW("-1") : EX(desired->value)));
}

static Str cluster_sql(Arena *arena, const Definition *definition)
{
    Str index = sparse_str(&definition->obj.rec, FIELD_DEFINITION_CLUSTER);

    return DETAIL_SQL(arena, RAW("ALTER MATERIALIZED VIEW "), RELATION(definition),
                      index.len > 0 ? RAW(" CLUSTER ON ") : RAW(" SET WITHOUT CLUSTER"),
                      index.len > 0 ? ID(index) : RAW(""));
}

void pg_detail_index(Arena *arena, const Definition *definition, const MapEntry *index,
                     StrVec *statements)
{
    const Record *rec = &definition->obj.rec;
    const MapEntry *comment =
        pg_detail_find(sparse_map(rec, FIELD_DEFINITION_INDEX_COMMENTS), index->name);
    const MapEntries *targets = sparse_map(rec, FIELD_DEFINITION_INDEX_STATISTICS);
    Str key;

    put_create_index(arena, definition, index, statements);
    for (size_t i = 0; i < targets->len; i++)
        if (str_eq(index_of_key(targets->items[i].name, &key), index->name))
            put_index_statistics(arena, definition, NULL, &targets->items[i], statements);
    if (str_eq(sparse_str(rec, FIELD_DEFINITION_CLUSTER), index->name))
        vec_push(arena, statements, cluster_sql(arena, definition));
    if (comment != NULL)
        put_index_comment(arena, definition, NULL, comment, statements);
}

/* ---- text search configurations, operator families */

/* A configuration that is a copy of another begins with mappings. */
static bool is_copy(Arena *arena, const Definition *definition)
{
    Str behind;
    PgOptions options = pg_options_read(arena, definition->text, &behind);

    return pg_option_find(&options, STR("COPY")) != NULL;
}

static void put_mapping(Arena *arena, const Definition *definition, const MapEntry *live,
                        const MapEntry *desired, StrVec *statements)
{
    SqlPart what = desired == NULL                               ? RAW(" DROP MAPPING FOR ")
                   : live == NULL && !is_copy(arena, definition) ? RAW(" ADD MAPPING FOR ")
                                                                 : RAW(" ALTER MAPPING FOR ");

    vec_push(arena, statements,
             DETAIL_SQL(arena, RAW("ALTER TEXT SEARCH CONFIGURATION "), RELATION(definition), what,
                        ID(desired == NULL ? live->name : desired->name),
                        desired == NULL ? RAW("") : RAW(" WITH "),
                        desired == NULL ? RAW("") : EX(desired->value)));
}

/* `OPERATOR 1 (integer, bigint)` is the name of a member, and what drops it. */
static void put_member(Arena *arena, const Definition *definition, const MapEntry *live,
                       const MapEntry *desired, StrVec *statements)
{
    Str family = pg_definition_name(arena, definition);

    if (live != NULL)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER OPERATOR FAMILY "), EX(family), RAW(" DROP "),
                            EX(live->name)));
    if (desired != NULL)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER OPERATOR FAMILY "), EX(family), RAW(" ADD "),
                            EX(desired->value)));
}

const PgDetail pg_details[] = {
    {FIELD_DEFINITION_INDEXES, OP_REPLACE_INDEX, put_index},
    {FIELD_DEFINITION_INDEX_STATISTICS, OP_SET_INDEX_OPTIONS, put_index_statistics},
    {FIELD_DEFINITION_INDEX_COMMENTS, OP_COMMENT, put_index_comment},
    {FIELD_DEFINITION_COLUMN_DEFAULTS, OP_SET_DEFAULT, put_column_default},
    {FIELD_DEFINITION_COLUMN_STATISTICS, OP_SET_TABLE_OPTIONS, put_column_statistics},
    {FIELD_DEFINITION_COLUMN_STORAGE, OP_SET_DEFAULT, put_column_storage},
    {FIELD_DEFINITION_COLUMN_COMPRESSION, OP_SET_DEFAULT, put_column_compression},
    {FIELD_DEFINITION_COLUMN_OPTIONS, OP_SET_TABLE_OPTIONS, put_column_options},
    {FIELD_DEFINITION_COLUMN_COMMENTS, OP_COMMENT, put_column_comment},
    {FIELD_DEFINITION_MAPPINGS, OP_ALTER_OBJECT, put_mapping},
    {FIELD_DEFINITION_MEMBERS, OP_ALTER_OBJECT, put_member},
    {FIELD_NONE, OP_COUNT, NULL},
};

void pg_definition_details(Arena *arena, const Definition *definition, StrVec *statements)
{
    const Record *rec = &definition->obj.rec;

    for (const PgDetail *detail = pg_details; detail->id != FIELD_NONE; detail++) {
        const MapEntries *entries = sparse_map(rec, detail->id);
        for (size_t i = 0; i < entries->len; i++)
            detail->put(arena, definition, NULL, &entries->items[i], statements);
    }
    if (sparse_str(rec, FIELD_DEFINITION_CLUSTER).len > 0)
        vec_push(arena, statements, cluster_sql(arena, definition));
}

static bool text_differs(const Definition *a, const Definition *b, FieldId id)
{
    return !str_eq(sparse_str(&a->obj.rec, id), sparse_str(&b->obj.rec, id));
}

/* `SET (fillfactor = '70')` and `RESET (…)`. */
static void put_parameters(Arena *arena, const Definition *live, const Definition *desired,
                           StrVec *statements)
{
    const MapEntries *before = sparse_map(&live->obj.rec, FIELD_STORAGE_PARAMETERS);
    const MapEntries *after = sparse_map(&desired->obj.rec, FIELD_STORAGE_PARAMETERS);
    MapEntries set = {0};
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < before->len; i++)
        if (pg_detail_find(after, before->items[i].name) == NULL) {
            sql_put(&writer, writer.sb.len == 0 ? RAW("") : RAW(", "));
            pg_render_parameter_name(&writer, before->items[i].name);
        }
    if (writer.sb.len > 0)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER MATERIALIZED VIEW "), RELATION(desired),
                            RAW(" RESET ("), EX(sb_str(&writer.sb)), RAW(")")));
    sb_cut(&writer.sb, 0);
    for (size_t i = 0; i < after->len; i++) {
        const MapEntry *known = pg_detail_find(before, after->items[i].name);
        if (known == NULL || !str_eq(known->value, after->items[i].value))
            vec_push(arena, &set, after->items[i]);
    }
    pg_render_parameters(&writer, &set);
    if (set.len > 0)
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER MATERIALIZED VIEW "), RELATION(desired),
                            RAW(" SET ("), EX(sb_str(&writer.sb)), RAW(")")));
    sb_free(&writer.sb);
}

void pg_detail_storage(Arena *arena, const Definition *live, const Definition *desired,
                       StrVec *statements)
{
    Str method = sparse_str(&desired->obj.rec, FIELD_DEFINITION_METHOD);
    Str tablespace = sparse_str(&desired->obj.rec, FIELD_DEFINITION_TABLESPACE);

    put_parameters(arena, live, desired, statements);
    if (text_differs(live, desired, FIELD_DEFINITION_METHOD))
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER MATERIALIZED VIEW "), RELATION(desired),
                            RAW(" SET ACCESS METHOD "), ID(method.len > 0 ? method : STR("heap"))));
    if (text_differs(live, desired, FIELD_DEFINITION_TABLESPACE))
        vec_push(arena, statements,
                 DETAIL_SQL(arena, RAW("ALTER MATERIALIZED VIEW "), RELATION(desired),
                            RAW(" SET TABLESPACE "),
                            ID(tablespace.len > 0 ? tablespace : STR("pg_default"))));
    if (text_differs(live, desired, FIELD_DEFINITION_CLUSTER))
        vec_push(arena, statements, cluster_sql(arena, desired));
}
