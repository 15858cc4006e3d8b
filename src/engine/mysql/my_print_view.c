/* How the server prints desired views: made in a scratch database of theirs, over tables without
 * rows, which is gone before anybody could have used it. */
#include "engine/mysql/my_canonicalize.h"
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_quote.h"
#include "model/label.h"

typedef struct Studio {
    MyCanonical *canonical;
    Arena scratch;
    Str database;
    Map made; /* label -> its object: done, or tried */
    size_t view;
    StrVec *printed; /* as many as there are views; `view` is the one at hand */
} Studio;

static bool run(Studio *studio, Str sql, Errs *errs)
{
    return my_exec(&studio->canonical->conn->conn, sql, errs);
}

/* Which of them fails doesn't matter, since what needs it fails too. */
static void try_run(Studio *studio, Str sql)
{
    Errs ignored = {0};

    (void)run(studio, sql, &ignored);
    errs_free(&ignored);
}

/* ---- what views stand on */

/* Names and types of columns are all that a view sees. */
static Str stand_in(Arena *arena, const Table *table)
{
    SqlWriter writer = sql_new(&my_quoting);
    Str of_table = sparse_str(&table->obj.rec, FIELD_COLUMN_COLLATION);

    sql_put(&writer, RAW("CREATE TABLE "), ID(table->obj.name), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""), ID(column->name), RAW(" "), EX(column->type));
        if (collation.len > 0)
            sql_put(&writer, RAW(" CHARACTER SET "), EX(my_collation_set(collation)),
                    RAW(" COLLATE "), EX(collation));
        sql_put(&writer, column->is_nullable ? RAW(" NULL") : RAW(" NOT NULL"));
        if (sparse_bool(&column->rec, FIELD_COLUMN_INVISIBLE))
            sql_put(&writer, RAW(" INVISIBLE"));
    }
    sql_put(&writer, RAW(")"));
    if (of_table.len > 0)
        sql_put(&writer, RAW(" CHARACTER SET "), EX(my_collation_set(of_table)), RAW(" COLLATE "),
                EX(of_table));
    return sql_finish(&writer, arena);
}

static void make(Studio *studio, const Object *object, int depth);

static void make_needed(Studio *studio, const Object *object, int depth)
{
    const Model *model = studio->canonical->pairs->desired;

    for (size_t i = 0; i < model->edges.len; i++)
        if (model->edges.items[i].from == object)
            make(studio, model->edges.items[i].to, depth + 1);
}

/* What it needs comes first; a circle of views ends where it began. */
static void make(Studio *studio, const Object *object, int depth)
{
    enum { DEPTH_MAX = 100 };
    Str label = label_object(&studio->scratch, object);

    if (map_get(&studio->made, label) != NULL || depth > DEPTH_MAX)
        return;
    (void)map_put(&studio->scratch, &studio->made, label, studio);
    if (object->rec.type == &table_type) {
        try_run(studio, stand_in(&studio->scratch, (const Table *)object));
    } else if (object->rec.type == &view_type || object->rec.type == &function_type) {
        if (object->rec.type == &view_type)
            make_needed(studio, object, depth);
        try_run(studio, my_definition_render_as(&studio->scratch, (const Definition *)object,
                                                STR_ABSENT, false));
    }
}

/* ---- what it prints */

static bool take_view(void *context, MyRow row, Errs *errs)
{
    Studio *studio = context;
    MyCanonical *canonical = studio->canonical;
    const Definition *printed = my_definition_read(&canonical->scratch, canonical->catalog.family,
                                                   &canonical->catalog, my_cell(row, 1));

    (void)errs;
    if (printed != NULL)
        studio->printed->items[studio->view] = printed->text;
    return true;
}

static bool say_refused(Studio *studio, const Definition *view, const Errs *said)
{
    const Err *last = errs_last(said);
    Err err = {.code = ERR_SERVER,
               .loc = record_loc(&studio->scratch, &view->obj.rec),
               .server = last->server};

    err.message = arena_printf(&studio->scratch, "view %.*s: the server refuses it: %s",
                               STR_ARG(view->own), last->server == NULL ? "" : last->server)
                      .ptr;
    return err_add(studio->canonical->errs, err);
}

static bool print_view(Studio *studio, Definition *view)
{
    SqlWriter writer = sql_new(&my_quoting);
    Errs said = {0};
    bool ok = true;

    make_needed(studio, &view->obj, 0);
    (void)map_put(&studio->scratch, &studio->made, label_object(&studio->scratch, &view->obj),
                  studio);
    try_run(studio,
            sql_text(&studio->scratch, &my_quoting, RAW("DROP VIEW IF EXISTS "), ID(view->own)));
    if (!run(studio, my_definition_render_as(&studio->scratch, view, STR_ABSENT, false), &said)) {
        ok = say_refused(studio, view, &said);
        sb_free(&writer.sb);
    } else {
        sql_put(&writer, RAW("SHOW CREATE VIEW "), ID(view->own));
        ok = my_each(studio->canonical->conn, sql_finish(&writer, &studio->scratch), take_view,
                     studio, studio->canonical->errs);
    }
    errs_free(&said);
    return ok;
}

/* ---- the database */

static bool open_studio(Studio *studio, Errs *errs)
{
    MyCanonical *canonical = studio->canonical;
    Str collation = canonical->catalog.collation;

    studio->database =
        arena_printf(&studio->scratch, "_anneal_scratch_v%lld", (long long)canonical->conn->id);
    try_run(studio, sql_text(&studio->scratch, &my_quoting, RAW("DROP DATABASE IF EXISTS "),
                             ID(studio->database)));
    return run(studio,
               sql_text(&studio->scratch, &my_quoting, RAW("CREATE DATABASE "),
                        ID(studio->database), RAW(" CHARACTER SET "),
                        EX(my_collation_set(collation)), RAW(" COLLATE "), EX(collation)),
               errs) &&
           run(studio, sql_text(&studio->scratch, &my_quoting, RAW("USE "), ID(studio->database)),
               errs);
}

static bool close_studio(Studio *studio)
{
    MyCanonical *canonical = studio->canonical;

    try_run(studio, sql_text(&studio->scratch, &my_quoting, RAW("DROP DATABASE IF EXISTS "),
                             ID(studio->database)));
    return run(
        studio,
        sql_text(&studio->scratch, &my_quoting, RAW("USE "), ID(canonical->catalog.database)),
        canonical->errs);
}

static void note_unasked(const MyCanonical *canonical, const MyViews *views, const Errs *said)
{
    const Err *last = errs_last(said);

    notes_addf(canonical->notes,
               "%zu view%s compared as written, as no scratch database could be made to ask the "
               "server: %s",
               views->len, views->len == 1 ? " was" : "s were",
               last->server != NULL ? last->server : last->message);
}

bool my_print_views(MyCanonical *canonical, const MyViews *views, StrVec *printed)
{
    Studio studio = {.canonical = canonical, .printed = printed};
    bool is_read_only = canonical->conn->options.is_read_only, ok = true;
    Errs said = {0};

    for (size_t i = 0; i < views->len; i++)
        vec_push(&canonical->scratch, printed, STR_ABSENT);
    if (is_read_only && !my_allow_writes(canonical->conn, true, canonical->errs))
        return false;
    if (!open_studio(&studio, &said)) {
        note_unasked(canonical, views, &said);
    } else {
        for (studio.view = 0; studio.view < views->len; studio.view++)
            ok = print_view(&studio, views->items[studio.view]) && ok;
    }
    ok = close_studio(&studio) && ok;
    if (is_read_only)
        ok = my_allow_writes(canonical->conn, false, canonical->errs) && ok;
    errs_free(&said);
    arena_free(&studio.scratch);
    return ok;
}
