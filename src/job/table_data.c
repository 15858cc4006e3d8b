/* Table data of a package as scripts that the engine writes. */
#include "job/table_data.h"

#include "package/deliveries.h"
#include "package/script_text.h"

typedef struct Writing {
    const Engine *engine;
    const Model *desired;
    Arena *arena;
    ScriptVec *scripts;
    Errs *errs;
} Writing;

/* ---- by what rows are told apart ---------------------------------------------------------------
 */

static const Index *find_key(const Table *table)
{
    const Index *unique = NULL;

    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        if (index->is_primary)
            return index;
        if (unique == NULL && (index->is_unique || index->is_constraint) &&
            index->predicate.len == 0)
            unique = index;
    }
    return unique;
}

static const Column *find_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_eq(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
}

static bool add_match(const Writing *writing, const Delivered *from, TableData *data, Str name,
                      bool is_null_safe)
{
    const Column *column = find_column(from->table, name);

    if (column == NULL)
        return err_at(writing->errs, ERR_REFERENCE,
                      record_key_loc(writing->arena, &from->delivery->rec, "MatchColumns"),
                      "columns of the table, with commas between them",
                      "table %.*s has no column \"%.*s\" to match rows by",
                      STR_ARG(from->table->obj.name), STR_ARG(name));
    vec_push(writing->arena, &data->match,
             ((MatchColumn){column->name, is_null_safe || column->is_nullable}));
    return true;
}

static bool match_by_key(const Writing *writing, const Delivered *from, TableData *data)
{
    const Index *key = find_key(from->table);

    for (size_t i = 0; key != NULL && i < key->keys.len; i++)
        if (key->keys.items[i].name.len == 0 ||
            !add_match(writing, from, data, key->keys.items[i].name, false))
            key = NULL;
    return key != NULL ||
           err_at(writing->errs, ERR_REFERENCE, from->loc, "name them in MatchColumns",
                  "table %.*s has no key of columns by which its rows can be told apart",
                  STR_ARG(from->table->obj.name));
}

/* `a, *b` */
static bool read_match(const Writing *writing, const Delivered *from, TableData *data)
{
    Str rest = from->delivery->match, part;
    bool ok = true;

    if (str_trim(rest).len == 0)
        return match_by_key(writing, from, data);
    while (str_cut(&rest, ',', &part)) {
        Str name = str_trim(part);
        bool is_null_safe = name.len > 0 && name.ptr[0] == '*';
        name = str_trim(str_sub(name, is_null_safe ? 1 : 0, SIZE_MAX));
        if (name.len > 2 && strchr("\"`[", name.ptr[0]) != NULL)
            name = str_sub(name, 1, name.len - 2);
        ok = add_match(writing, from, data, name, is_null_safe) && ok;
    }
    return ok;
}

/* ---- the order of tables
 * -----------------------------------------------------------------------------------------------
 */

/* Whether rows of `table` refer to rows of `other`, straight or by others that are delivered. */
static bool refers(const Writing *writing, const Table *table, const Table *other, int depth)
{
    for (size_t i = 0; depth > 0 && i < table->foreign_keys.len; i++) {
        const ForeignKey *key = table->foreign_keys.items[i];
        const Table *next = (const Table *)model_find(writing->desired, REC_TABLE,
                                                      key->related_schema, key->related_table);
        if (next == NULL || next == table)
            continue;
        if (next == other || refers(writing, next, other, depth - 1))
            return true;
    }
    return false;
}

/* Referenced ones first; else as they stand. Few tables have data, and chains of keys are short. */
static void sort_by_keys(const Writing *writing, DeliveredVec *list)
{
    enum { DEPTH = 8 };

    for (size_t i = 1; i < list->len; i++) {
        Delivered one = list->items[i];
        size_t at = i;
        while (at > 0 && refers(writing, list->items[at - 1].table, one.table, DEPTH)) {
            list->items[at] = list->items[at - 1];
            at--;
        }
        list->items[at] = one;
    }
}

/* ---- scripts
 * -----------------------------------------------------------------------------------------------
 */

static bool has_value(const Doc *rows, Str column)
{
    for (const Doc *row = rows->first; row != NULL; row = row->next)
        if (doc_get(row, column) != NULL)
            return true;
    return false;
}

static void read_columns(const Writing *writing, const Delivered *from, TableData *data)
{
    for (size_t i = 0; i < from->table->columns.len; i++) {
        const Column *column = from->table->columns.items[i];
        if (sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len == 0 &&
            has_value(from->rows, column->name))
            vec_push(writing->arena, &data->columns, column->name);
    }
}

static Str folder_of(Str path)
{
    size_t end = path.len;

    while (end > 0 && path.ptr[end - 1] != '/')
        end--;
    return str_sub(path, 0, end > 0 ? end - 1 : 0);
}

static void add_script(const Writing *writing, const Delivered *from, const TableData *data,
                       bool deletes)
{
    Script *script = ARENA_NEW(writing->arena, Script);

    *script =
        (Script){.path = deletes ? arena_printf(writing->arena, "%.*s#delete", STR_ARG(from->path))
                                 : from->path,
                 .file = from->file,
                 .folder = folder_of(from->path),
                 .slot = SLOT_TABLE_DATA,
                 .phase = deletes ? PHASE_CONTRACT : PHASE_MIGRATE,
                 .track = TRACK_ON_CHANGE,
                 .is_retried = !deletes,
                 .is_transactional = true,
                 .loses_rows = deletes,
                 .first_line = 1,
                 .is_one_line = true};
    if (!writing->engine->table_data(data, deletes, writing->arena, &script->text, writing->errs))
        return;
    /* What goes is decided by the keys alone, and looked for whenever the file changes. */
    script->hash =
        hash_hex(writing->arena,
                 script_text_hash(arena_printf(writing->arena, "%.*s%.*s", STR_ARG(script->text),
                                               STR_ARG(from->rows->file->bytes))));
    vec_push(writing->arena, writing->scripts, script);
}

static void write_scripts(const Writing *writing, const DeliveredVec *list, bool deletes)
{
    for (size_t i = 0; i < list->len; i++) {
        const Delivered *from = &list->items[deletes ? list->len - 1 - i : i];
        const Delivery *delivery = from->delivery;
        TableData data = {.table = from->table,
                          .updates = delivery->merge >= MERGE_UPDATE,
                          .has_descendants = delivery->has_descendants,
                          .filter = delivery->filter,
                          .time_zone = delivery->time_zone,
                          .rows = from->rows,
                          .texts = from->texts};
        if ((deletes && delivery->merge != MERGE_DELETE) ||
            (!deletes && from->rows->first == NULL) || !read_match(writing, from, &data))
            continue;
        read_columns(writing, from, &data);
        add_script(writing, from, &data, deletes);
    }
}

bool job_table_data(Package *package, const Engine *engine, const Model *desired, Arena *arena,
                    ScriptVec *scripts, Notes *notes, Errs *errs)
{
    Writing writing = {engine, desired, arena, scripts, errs};
    ErrsMark mark = errs_mark(errs);
    DeliveredVec list = {0};

    if (!package_deliveries(package, desired, &list, notes, errs))
        return false;
    sort_by_keys(&writing, &list);
    write_scripts(&writing, &list, false);
    write_scripts(&writing, &list, true);
    return errs_mark(errs) == mark;
}
