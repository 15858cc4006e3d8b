/* Live -> model: what the catalog lists, and of each object the statement that the server prints
 * for it, in two round trips. Only those statements say everything, and only they are printed alike
 * for scratch objects (canonicalize); information_schema garbles texts on MySQL. */
#include "engine/mysql/my_catalog.h"
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"

typedef enum ListedKind {
    LISTED_TABLE,
    LISTED_VIEW,
    LISTED_SEQUENCE,
    LISTED_PROCEDURE,
    LISTED_FUNCTION,
    LISTED_TRIGGER,
    LISTED_EVENT
} ListedKind;

static const struct Shown {
    const char *word;
    int text_column; /* of SHOW CREATE; sql_mode is column 1 where this isn't */
} shown[] = {
    [LISTED_TABLE] = {"TABLE", 1},       [LISTED_VIEW] = {"VIEW", 1},
    [LISTED_SEQUENCE] = {"SEQUENCE", 1}, [LISTED_PROCEDURE] = {"PROCEDURE", 2},
    [LISTED_FUNCTION] = {"FUNCTION", 2}, [LISTED_TRIGGER] = {"TRIGGER", 2},
    [LISTED_EVENT] = {"EVENT", 3},
};

typedef struct Listed {
    ListedKind kind;
    Str name;
    Str follows; /* of a trigger: the one that acts before it, or absent */
} Listed;
typedef VEC(Listed) ListedVec;

typedef struct Look {
    MyConn *conn;
    const Filter *filter;
    Model *model;
    Notes *notes;
    Arena scratch;
    MyCatalog catalog;
    Str account; /* that looks */
    ListedVec listed;
    Str previous, previous_group; /* trigger, and what it fires on */
    size_t first;                 /* of `listed` that the statement at hand asks for */
    size_t done;                  /* how many answers came */
    int others;                   /* routines of kinds that aren't managed: packages */
} Look;

/* ---- what there is */

static void list(Look *look, ListedKind kind, Str name, Str follows)
{
    Listed item = {kind, arena_str(&look->scratch, name), arena_str(&look->scratch, follows)};

    if (!my_name_is_internal(name))
        vec_push(&look->scratch, &look->listed, item);
}

static void list_relation(Look *look, Str name, Str type)
{
    if (!filter_wants(look->filter, STR_ABSENT, name))
        return;
    if (str_is(type, "VIEW"))
        list(look, LISTED_VIEW, name, STR_ABSENT);
    else if (str_is(type, "SEQUENCE"))
        list(look, LISTED_SEQUENCE, name, STR_ABSENT);
    else if (str_is(type, "BASE TABLE") || str_is(type, "SYSTEM VERSIONED"))
        list(look, LISTED_TABLE, name, STR_ABSENT);
}

static void list_routine(Look *look, Str name, Str type)
{
    if (!filter_wants(look->filter, STR_ABSENT, name))
        return;
    if (str_is(type, "FUNCTION"))
        list(look, LISTED_FUNCTION, name, STR_ABSENT);
    else if (str_is(type, "PROCEDURE"))
        list(look, LISTED_PROCEDURE, name, STR_ABSENT);
    else
        look->others++;
}

/* Rows come in the order in which the triggers of one moment act. */
static void list_trigger(Look *look, Str name, Str table, Str moment)
{
    Str group = arena_printf(&look->scratch, "%.*s %.*s", STR_ARG(table), STR_ARG(moment));
    bool follows = str_eq(group, look->previous_group);

    if (!filter_wants(look->filter, STR_ABSENT, table) || my_name_is_internal(table) ||
        my_name_is_internal(name))
        return;
    list(look, LISTED_TRIGGER, name, follows ? look->previous : STR_ABSENT);
    look->previous_group = group;
    look->previous = arena_str(&look->scratch, name);
}

static bool take_listed(void *context, size_t query, MyRow row, Errs *errs)
{
    Look *look = context;
    Str one = my_cell(row, 0);

    (void)errs;
    if (query == 0)
        look->account = my_account_of_user(&look->scratch, one);
    else if (query == 1)
        list_relation(look, one, my_cell(row, 1));
    else if (query == 2)
        list_routine(look, one, my_cell(row, 1));
    else if (query == 3)
        list_trigger(look, one, my_cell(row, 1), my_cell(row, 2));
    else if (query == 4 && filter_wants(look->filter, STR_ABSENT, one))
        list(look, LISTED_EVENT, one, STR_ABSENT);
    return true;
}

static bool list_all(Look *look, Errs *errs)
{
    SqlPart database = LIT(look->conn->database);
    Str sql = sql_text(
        &look->scratch, &my_quoting, RAW("SELECT CURRENT_USER();"),
        RAW("SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = "),
        database,
        /* A journal says that it is one, whatever its name. */
        RAW(" AND TABLE_COMMENT NOT LIKE 'anneal journal%'"
            ";SELECT ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES"
            " WHERE ROUTINE_SCHEMA = "),
        database,
        RAW(";SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE,"
            " CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION) FROM information_schema.TRIGGERS"
            " WHERE TRIGGER_SCHEMA = "),
        database,
        RAW(" ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER"
            ";SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = "),
        database);

    return my_batch(look->conn, sql, take_listed, look, errs);
}

/* ---- what the server prints for it */

static bool take_definition(Look *look, const Listed *item, MyRow row, Errs *errs)
{
    Arena *arena = &look->model->arena;
    Str text = my_cell(row, shown[item->kind].text_column), mode = my_cell(row, 1);
    Definition *definition, *kept;
    Arena scratch = {0};
    Record *rec;

    if (text.ptr == NULL)
        return err_at(errs, ERR_PRIVILEGE, (Loc){0},
                      "GRANT SHOW_ROUTINE on MySQL, SELECT on mysql.proc on MariaDB, lets others' "
                      "routines be read",
                      "%s %.*s: its text is hidden from this account", shown[item->kind].word,
                      STR_ARG(item->name));
    definition = my_definition_read(&scratch, look->catalog.family, &look->catalog, text);
    if (definition == NULL) {
        model_add_unmanaged(look->model, STR_ABSENT, item->name,
                            "object whose statement is not understood");
        notes_addf(look->notes, "%s %.*s: what makes it is not understood, so it is left alone",
                   shown[item->kind].word, STR_ARG(item->name));
        arena_free(&scratch);
        return true;
    }
    kept = (Definition *)record_copy(arena, &definition->obj.rec);
    rec = &kept->obj.rec;
    kept->own = kept->obj.name = arena_str(arena, item->name);
    kept->relation = arena_str(arena, definition->relation);
    if (item->kind == LISTED_TRIGGER && item->follows.len > 0)
        kept->text = my_trigger_with_order(
            arena, kept->text, sql_text(&scratch, &my_quoting, RAW("FOLLOWS "), ID(item->follows)));
    if (str_eq(sparse_str(rec, FIELD_DEFINITION_DEFINER), look->account))
        sparse_set_bool(arena, rec, FIELD_DEFINITION_IS_OWN, true);
    if (shown[item->kind].text_column > 1 && !str_eq(mode, look->conn->sql_mode))
        sparse_set_str(arena, rec, FIELD_DEFINITION_SQL_MODE, model_intern(look->model, mode));
    (void)model_register(look->model, &kept->obj);
    arena_free(&scratch);
    return true;
}

static bool take_shown(void *context, size_t query, MyRow row, Errs *errs)
{
    Look *look = context;
    const Listed *item = &look->listed.items[look->first + query];
    Str text = my_cell(row, shown[item->kind].text_column);
    Table *table;

    look->done = look->first + query + 1;
    if (item->kind == LISTED_SEQUENCE)
        return my_create_sequence_read(look->model, item->name, text) ||
               err_addf(errs, ERR_CATALOG, "sequence %.*s: %.*s is not understood",
                        STR_ARG(item->name), STR_ARG(text));
    if (item->kind != LISTED_TABLE)
        return take_definition(look, item, row, errs);
    table = model_add(look->model, &table_type, STR_ABSENT, item->name);
    if (table != NULL)
        my_create_table_read(look->model, table, &look->catalog, text);
    return true;
}

/* It went between the list and the question, which is no error. */
static bool is_gone(const Errs *errs)
{
    static const char *const codes[] = {"1146", "1305", "1360", "1539", "4091"};
    const Err *last = errs_last(errs);
    const char *server = last == NULL ? NULL : last->server;

    for (size_t i = 0; server != NULL && i < sizeof codes / sizeof *codes; i++)
        if (str_starts(str_from(server), str_from(codes[i])))
            return true;
    return false;
}

/* All statements in one packet; the answers come one behind the other. After one that fails the
 * server leaves out the rest. */
static bool show_from(Look *look, size_t first, Errs *errs)
{
    SqlWriter writer = sql_new(&my_quoting);
    Str sql;

    for (size_t i = first; i < look->listed.len; i++) {
        const Listed *item = &look->listed.items[i];
        sql_put(&writer, i > first ? RAW(";") : RAW(""), RAW("SHOW CREATE "),
                EX(str_from(shown[item->kind].word)), RAW(" "), ID(item->name));
    }
    sql = sql_finish(&writer, &look->scratch);
    look->first = look->done = first;
    return my_batch(look->conn, sql, take_shown, look, errs);
}

static bool show_all(Look *look, Errs *errs)
{
    size_t first = 0;

    while (first < look->listed.len) {
        ErrsMark mark = errs_mark(errs);
        if (show_from(look, first, errs))
            return true;
        if (!is_gone(errs))
            return false;
        errs_drop(errs, mark);
        first = look->done + 1;
    }
    return true;
}

/* ---- the whole */

/* Names of tables can differ by case alone where files can: these would be taken for one. */
static bool refuse_twins(const Model *model, Errs *errs)
{
    Arena scratch = {0};
    Map names = {0};
    bool ok = true;

    for (size_t i = 0; i < model->objects.len && ok; i++) {
        const Object *object = model->objects.items[i];
        Str key = arena_printf(&scratch, "%d %.*s", (int)object->rec.type->kind,
                               STR_ARG(my_fold_name(&scratch, object->name)));
        const Object *other = map_put(&scratch, &names, key, (Object *)(uintptr_t)object);
        if (other != NULL)
            ok = err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                        "leave one of them out, by Ignore in anneal.json",
                        "%s %.*s and %.*s differ by case alone", object->rec.type->word,
                        STR_ARG(other->name), STR_ARG(object->name));
    }
    arena_free(&scratch);
    return ok;
}

static void note_unread(const Look *look, Notes *notes)
{
    if (look->others > 0)
        notes_addf(notes, "not managed by this version: %d package%s and bodies of such",
                   look->others, look->others == 1 ? "" : "s");
    for (size_t i = 0; i < look->model->objects.len; i++) {
        const Table *table = (const Table *)look->model->objects.items[i];
        if (table->obj.rec.type == &table_type && table->unread != NULL)
            notes_addf(notes, "table %.*s: a part of its definition is not understood (%s)",
                       STR_ARG(table->obj.name), table->unread);
    }
}

/* A key that the server gave a table which declares none belongs to nobody's package. */
static bool hide_generated_keys(MyConn *conn, Errs *errs)
{
    enum { FIRST_VERSION = 80030 };

    return conn->family != MY_MYSQL || conn->version < FIRST_VERSION ||
           my_exec(&conn->conn,
                   STR("SET SESSION show_gipk_in_create_table_and_information_schema = OFF"), errs);
}

bool my_introspect(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs)
{
    Look look = {.conn = my_conn(conn), .filter = filter, .model = model, .notes = notes};
    bool ok = hide_generated_keys(look.conn, errs) &&
              my_catalog_read(look.conn, &look.scratch, &look.catalog, errs) &&
              list_all(&look, errs) && show_all(&look, errs) && refuse_twins(model, errs);

    if (ok) {
        my_model_complete(model);
        my_model_add_edges(model, true);
        model_sort(model);
        note_unread(&look, notes);
    }
    arena_free(&look.scratch);
    return ok;
}
