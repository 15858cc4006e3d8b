/* A copy of a database's structure in memory, for a plan to be tried on. */
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_table.h"
#include "lite_sql.h"

typedef struct Copy {
    Conn *to;
    Errs *errs;
    bool ok;
} Copy;

/* The server keeps what was written, so the copy is exact: views, triggers and virtual tables come
 * along, although no model has them. */
static bool copy_object(void *context, sqlite3_stmt *row)
{
    Copy *copy = context;
    Str type = lite_cell(row, 0), name = lite_cell(row, 1);

    if (!lite_name_is_internal(lite_cell(row, 2)) &&
        !lite_exec(copy->to, lite_cell(row, 3), copy->errs))
        copy->ok =
            err_context(copy->errs, "%.*s %.*s can't be copied", STR_ARG(type), STR_ARG(name));
    return true; /* the others are named, too */
}

bool lite_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                       Scratch *scratch, Notes *notes, Errs *errs)
{
    ConnectOptions writing = {.log = options->log};
    Copy copy = {.errs = errs, .ok = true};

    (void)url;
    (void)notes;
    if (!url_parse(arena, STR("sqlite::memory:"), &scratch->url, errs) ||
        !lite_connect(&scratch->url, &writing, &scratch->conn, errs))
        return false;
    copy.to = scratch->conn;
    return lite_each((LiteConn *)live, LITE_SQL_SCRATCH, copy_object, &copy, errs) && copy.ok;
}

bool lite_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch, Errs *errs)
{
    (void)url;
    (void)options;
    (void)errs;
    lite_close(scratch->conn);
    *scratch = (Scratch){0};
    return true;
}
