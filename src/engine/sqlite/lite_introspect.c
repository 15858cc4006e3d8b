/* Live -> model: what SQLite keeps of each CREATE, checked against what its PRAGMAs say. */
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_create.h"
#include "engine/sqlite/lite_definition.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"
#include "lite_sql.h"

typedef struct Counts {
    int virtual_tables, shadow_tables;
} Counts;

typedef struct Look {
    LiteConn *conn;
    const Filter *filter;
    Model *model;
    Notes *notes;
    Arena scratch;
    Map kinds;  /* table -> Str, its kind */
    Map tables; /* name -> Table */
    Counts unmanaged;
    /* Where the check of a PRAGMA's rows stands. */
    Table *table;
    size_t position;
    int64_t group;
    const Index *index;
} Look;

static bool take_kind(void *context, sqlite3_stmt *row)
{
    Look *look = context;
    Str *kind = ARENA_NEW(&look->scratch, Str);

    *kind = arena_str(&look->scratch, lite_cell(row, 1));
    (void)map_put(&look->scratch, &look->kinds, arena_str(&look->scratch, lite_cell(row, 0)), kind);
    return true;
}

static void mark_unread(Look *look, Table *table, const char *what)
{
    if (table->unread == NULL)
        table->unread = arena_cstr(&look->model->arena, str_from(what));
}

/* Nothing half read stays: the columns come from table_xinfo then. */
static void forget_parts(Table *table)
{
    Table empty = {.obj = table->obj, .unread = table->unread};

    *table = empty;
}

static void take_table(Look *look, Str name, Str sql)
{
    Table *table = model_add(look->model, &table_type, STR_ABSENT, name);
    const char *problem;

    (void)map_put(&look->scratch, &look->tables, table->obj.name, table);
    if (lite_create_table_read(look->model, table, sql, &problem))
        return;
    mark_unread(look, table, problem);
    forget_parts(table);
}

static void take_index(Look *look, Table *table, Str name, Str sql)
{
    const char *problem;

    if (!lite_create_index_read(look->model, table, name, sql, &problem))
        mark_unread(look, table, problem);
}

/* Its name isn't free for a declared table, in whatever case. */
static void take_unmanaged(Look *look, Str name, const char *what, int *count)
{
    model_add_unmanaged(look->model, STR_ABSENT, name, what);
    model_add_unmanaged(look->model, STR_ABSENT, lite_fold_name(&look->scratch, name), what);
    (*count)++;
}

/* A table of its own, a virtual one, or one that holds a virtual one's data. */
static void take_any_table(Look *look, Str name, Str sql, bool is_virtual)
{
    const Str *kind = map_get(&look->kinds, name);

    if (is_virtual)
        take_unmanaged(look, name, "virtual table", &look->unmanaged.virtual_tables);
    else if (kind != NULL && str_is(*kind, "shadow"))
        take_unmanaged(look, name, "shadow table", &look->unmanaged.shadow_tables);
    else
        take_table(look, name, sql);
}

/* A view, or a trigger. */
static void take_definition(Look *look, Str name, Str sql)
{
    Definition *definition = lite_definition_read(&look->model->arena, sql);

    if (definition != NULL)
        (void)model_register(look->model, &definition->obj);
    else
        notes_addf(look->notes, "%.*s: what makes it is not understood, so it is left alone",
                   STR_ARG(name));
}

/* A rebuild is one transaction, so only its script, run by hand and cut short, leaves its table:
 * with the only copy of the rows, if that was behind the drop of the old one. */
static void note_left(Look *look, Str name)
{
    Str real = str_sub(name, strlen(LITE_NEW_PREFIX), SIZE_MAX);

    if (str_starts(name, STR(LITE_NEW_PREFIX)))
        notes_addf(look->notes,
                   "table %.*s was left by a rebuild of %.*s that did not end: see whether it has "
                   "rows that %.*s lacks, then drop it",
                   STR_ARG(name), STR_ARG(real), STR_ARG(real));
}

static bool take_object(void *context, sqlite3_stmt *row)
{
    Look *look = context;
    Str type = lite_cell(row, 0), name = lite_cell(row, 1), sql = lite_cell(row, 3);
    Str owner = lite_cell(row, 2);
    Table *table = map_get(&look->tables, owner);

    if (str_is(type, "table"))
        note_left(look, name);
    if (lite_name_is_internal(owner) || !filter_wants(look->filter, STR_ABSENT, owner))
        return true;
    if (str_is(type, "table")) {
        take_any_table(look, name, sql, sqlite3_column_int64(row, 4) == 0);
    } else if (str_is(type, "index")) {
        if (table != NULL && sql.len > 0)
            take_index(look, table, name, sql);
    } else if (!lite_name_is_internal(name)) {
        take_definition(look, name, sql);
    }
    return true;
}

/* Goes to the table of a row; false where it isn't of the model. `position` counts its rows. */
static bool go_to_table(Look *look, sqlite3_stmt *row)
{
    Table *table = map_get(&look->tables, lite_cell(row, 0));

    if (table != look->table)
        look->position = 0;
    else
        look->position++;
    if (table != look->table)
        look->group = -1;
    look->table = table;
    return table != NULL;
}

static void take_pragma_column(Look *look, sqlite3_stmt *row)
{
    Column *column = model_add_column(look->model, look->table, lite_cell(row, 1));

    column->type = model_intern(look->model, lite_cell(row, 2));
    column->is_nullable = sqlite3_column_int(row, 3) == 0;
    column->dflt = arena_str(&look->model->arena, lite_cell(row, 4));
}

static bool check_column(void *context, sqlite3_stmt *row)
{
    enum { HIDDEN_GENERATED_VIRTUAL = 2, HIDDEN_GENERATED_STORED = 3 };
    Look *look = context;
    const Column *column;
    bool is_not_null = sqlite3_column_int(row, 3) != 0, is_key = sqlite3_column_int(row, 5) > 0;
    int hidden = sqlite3_column_int(row, 6);
    Str generated;

    if (!go_to_table(look, row))
        return true;
    if (look->table->unread != NULL) {
        if (look->position == look->table->columns.len)
            take_pragma_column(look, row);
        return true;
    }
    if (look->position >= look->table->columns.len) {
        mark_unread(look, look->table, "table_xinfo lists more columns than its CREATE TABLE");
        return true;
    }
    column = look->table->columns.items[look->position];
    generated = sparse_str(&column->rec, FIELD_COLUMN_GENERATED);
    if (!str_eq(column->name, lite_cell(row, 1)) ||
        (is_not_null == column->is_nullable && !is_key) ||
        !lite_text_same(column->dflt, lite_cell(row, 4)) ||
        (hidden == HIDDEN_GENERATED_VIRTUAL) != str_is(generated, "VIRTUAL") ||
        (hidden == HIDDEN_GENERATED_STORED) != str_is(generated, "STORED"))
        mark_unread(look, look->table, "table_xinfo says otherwise of a column");
    return true;
}

static const Index *index_named(const Table *table, Str name)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_eq(table->indexes.items[i]->name, name) &&
            !index_is_constraint(table->indexes.items[i]))
            return table->indexes.items[i];
    return NULL;
}

/* The collation that a key part has: its own, else its column's. */
static Str part_collation(Look *look, const Table *table, const KeyPart *part)
{
    const Column *column = lite_table_column(table, part->name);
    Str text = part->collation;

    if (text.len == 0 && column != NULL)
        text = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
    return lite_collation_name(&look->scratch, text);
}

static bool check_index_key(void *context, sqlite3_stmt *row)
{
    Look *look = context;
    Table *table = map_get(&look->tables, lite_cell(row, 0));
    const Index *index = table == NULL ? NULL : index_named(table, lite_cell(row, 1));
    const KeyPart *part;

    if (table == NULL)
        return true;
    look->position = index != NULL && index == look->index ? look->position + 1 : 0;
    look->index = index;
    if (index == NULL || look->position >= index->keys.len) {
        mark_unread(look, table, "index_list or index_xinfo lists more than its CREATE INDEX");
        return true;
    }
    part = &index->keys.items[look->position];
    if (index->is_unique != (sqlite3_column_int(row, 2) != 0) ||
        (index->predicate.len > 0) != (sqlite3_column_int(row, 3) != 0) ||
        !lite_same_name(part->name, lite_cell(row, 4)) ||
        part->is_desc != (sqlite3_column_int(row, 5) != 0) ||
        (part->name.len > 0 &&
         !lite_same_name(part_collation(look, table, part), lite_cell(row, 6))))
        mark_unread(look, table, "index_xinfo says otherwise of an index");
    return true;
}

static bool check_foreign_key(void *context, sqlite3_stmt *row)
{
    static const char *const actions[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                          "SET DEFAULT"};
    Look *look = context;
    int64_t id = sqlite3_column_int64(row, 1);
    size_t seq = (size_t)sqlite3_column_int64(row, 2);
    const Table *previous = look->table;
    size_t ordinal = look->position;
    const ForeignKey *key;

    look->table = map_get(&look->tables, lite_cell(row, 0));
    if (look->table != previous)
        ordinal = 0;
    else if (look->group != id)
        ordinal++;
    look->group = id;
    look->position = ordinal;
    if (look->table == NULL || look->table->unread != NULL)
        return true;
    if (ordinal >= look->table->foreign_keys.len) {
        mark_unread(look, look->table, "foreign_key_list lists more than its CREATE TABLE");
        return true;
    }
    key = look->table->foreign_keys.items[ordinal];
    if (seq >= key->columns.len || !str_eq(key->related_table, lite_cell(row, 3)) ||
        !lite_same_name(key->columns.items[seq], lite_cell(row, 4)) ||
        !str_is(lite_cell(row, 6), actions[key->on_update]) ||
        !str_is(lite_cell(row, 7), actions[key->on_delete]))
        mark_unread(look, look->table, "foreign_key_list says otherwise of a foreign key");
    return true;
}

static void start_check(Look *look)
{
    look->table = NULL;
    look->position = 0;
    look->group = -1;
    look->index = NULL;
}

/* Five queries whatever the number of tables. */
static bool look_at_all(Look *look, Errs *errs)
{
    bool ok = lite_each(look->conn, LITE_SQL_KINDS, take_kind, look, errs) &&
              lite_each(look->conn, LITE_SQL_OBJECTS, take_object, look, errs);

    start_check(look);
    ok = ok && lite_each(look->conn, LITE_SQL_COLUMNS, check_column, look, errs);
    start_check(look);
    ok = ok && lite_each(look->conn, LITE_SQL_INDEX_KEYS, check_index_key, look, errs);
    start_check(look);
    return ok && lite_each(look->conn, LITE_SQL_FOREIGN_KEYS, check_foreign_key, look, errs);
}

static void put_count(Sb *sb, int count, const char *one, const char *many)
{
    if (count > 0)
        sb_printf(sb, "%s%d %s", sb->len == 0 ? "" : ", ", count, count == 1 ? one : many);
}

static void note_unmanaged(const Look *look, Notes *notes)
{
    const Counts *counts = &look->unmanaged;
    Sb sb = sb_new(SB_LINE_MAX);

    put_count(&sb, counts->virtual_tables, "virtual table", "virtual tables");
    put_count(&sb, counts->shadow_tables, "shadow table", "shadow tables");
    if (sb.len > 0)
        notes_addf(notes, "not managed by this version: %.*s", STR_ARG(sb_str(&sb)));
    sb_free(&sb);
}

static void note_unread(const Look *look, Notes *notes)
{
    for (size_t i = 0; i < look->model->objects.len; i++) {
        const Table *table = (const Table *)look->model->objects.items[i];
        if (table->obj.rec.type == &table_type && table->unread != NULL)
            notes_addf(notes,
                       "table %.*s: a part of its definition is not understood (%s), so it won't "
                       "be rebuilt",
                       STR_ARG(table->obj.name), table->unread);
    }
}

bool lite_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs)
{
    Look look = {.conn = (LiteConn *)conn, .filter = filter, .model = model, .notes = notes};
    /* One transaction is one moment. */
    bool begins = sqlite3_get_autocommit(look.conn->db) != 0;
    bool ok = !begins || lite_exec(conn, STR("BEGIN"), errs);

    ok = ok && look_at_all(&look, errs);
    if (begins)
        lite_rollback(conn);
    if (ok) {
        lite_model_complete(model);
        lite_model_add_edges(model, true);
        model_sort(model);
        note_unmanaged(&look, notes);
        note_unread(&look, notes);
    }
    arena_free(&look.scratch);
    return ok;
}
