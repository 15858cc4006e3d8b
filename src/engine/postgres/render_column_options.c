/* Clauses that set what CREATE TABLE and ADD COLUMN can't say of a column on every version. */
#include "engine/postgres/pure.h"

static const char *const storages[] = {"DEFAULT", "PLAIN", "EXTERNAL", "EXTENDED", "MAIN"};
static const char *const compressions[] = {"default", "pglz", "lz4"};

static void add(Arena *arena, StrVec *clauses, const Column *column, SqlPart word, SqlPart value)
{
    vec_push(arena, clauses,
             sql_text(arena, &pg_quoting, RAW("ALTER COLUMN "), ID(column->name), word, value));
}

static const MapEntry *entry_named(const MapEntries *entries, Str name)
{
    for (size_t i = 0; i < entries->len; i++)
        if (str_eq(entries->items[i].name, name))
            return &entries->items[i];
    return NULL;
}

static void add_options(Arena *arena, StrVec *clauses, const Column *column, const MapEntries *from,
                        const MapEntries *to)
{
    SqlWriter reset = sql_new(&pg_quoting), set = sql_new(&pg_quoting);
    MapEntries changed = pg_changed_parameters(arena, from, to);
    size_t count = 0;

    for (size_t i = 0; i < from->len; i++) {
        if (entry_named(to, from->items[i].name) != NULL)
            continue;
        sql_put(&reset, count++ > 0 ? RAW(", ") : RAW(" RESET ("));
        pg_render_parameter_name(&reset, from->items[i].name);
    }
    if (count > 0) {
        sql_put(&reset, RAW(")"));
        add(arena, clauses, column, RAW(""), EX(sql_finish(&reset, arena)));
    }
    sb_free(&reset.sb);
    if (changed.len > 0) {
        sql_put(&set, RAW(" SET ("));
        pg_render_parameters(&set, &changed);
        sql_put(&set, RAW(")"));
        add(arena, clauses, column, RAW(""), EX(sql_finish(&set, arena)));
    }
    sb_free(&set.sb);
}

StrVec pg_column_storage_clauses(Arena *arena, const Column *from, const Column *to)
{
    int storage = sparse_enum(&to->rec, FIELD_COLUMN_STORAGE);
    int compression = sparse_enum(&to->rec, FIELD_COLUMN_COMPRESSION);
    StrVec clauses = {0};

    if (storage != (from == NULL ? 0 : sparse_enum(&from->rec, FIELD_COLUMN_STORAGE)))
        add(arena, &clauses, to, RAW(" SET STORAGE "), EX(str_from(storages[storage])));
    if (compression != (from == NULL ? 0 : sparse_enum(&from->rec, FIELD_COLUMN_COMPRESSION)))
        add(arena, &clauses, to, RAW(" SET COMPRESSION "), EX(str_from(compressions[compression])));
    return clauses;
}

StrVec pg_column_option_clauses(Arena *arena, const Column *from, const Column *to)
{
    static const MapEntries none;
    OptInt target = sparse_int(&to->rec, FIELD_STATISTICS_TARGET);
    OptInt before = from == NULL ? (OptInt){0} : sparse_int(&from->rec, FIELD_STATISTICS_TARGET);
    StrVec clauses = {0};

    if (target.given != before.given || target.value != before.value)
        add(arena, &clauses, to, RAW(" SET STATISTICS "), NUM(target.given ? target.value : -1));
    add_options(arena, &clauses, to,
                from == NULL ? &none : sparse_map(&from->rec, FIELD_COLUMN_OPTIONS),
                sparse_map(&to->rec, FIELD_COLUMN_OPTIONS));
    return clauses;
}

static void put_clauses(SqlWriter *writer, const StrVec *clauses)
{
    for (size_t i = 0; i < clauses->len; i++)
        sql_put(writer, RAW(", "), EX(clauses->items[i]));
}

void pg_render_column_options(SqlWriter *writer, Arena *arena, const Column *column)
{
    StrVec storage = pg_column_storage_clauses(arena, NULL, column);
    StrVec options = pg_column_option_clauses(arena, NULL, column);

    put_clauses(writer, &storage);
    put_clauses(writer, &options);
}

void pg_render_column_storage(SqlWriter *writer, Arena *arena, const Column *column)
{
    StrVec storage = pg_column_storage_clauses(arena, NULL, column);

    put_clauses(writer, &storage);
}
