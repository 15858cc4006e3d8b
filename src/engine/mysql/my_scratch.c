/* A database of its own on the same server, for a plan to be tried in. */
#include <time.h>
#include <unistd.h>

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "my_sql.h"

/* What the name begins with; behind it the database's own, a process id and the time. */
#define PREFIX "anneal_scratch_"
enum { OWN_NAME_SHOWN = 20 };

/* Letters, digits and underscores only, so that it needs no escape in a URL either. */
static Str make_name(Arena *arena, Str database)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_puts(&sb, PREFIX);
    for (size_t i = 0; i < database.len && i < OWN_NAME_SHOWN; i++) {
        char sign = database.ptr[i];
        bool is_plain = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
        sb_putc(&sb, is_plain ? sign : '_');
    }
    sb_printf(&sb, "_%ld_%llx", (long)getpid(), (unsigned long long)time(NULL));
    return sb_finish(&sb, arena);
}

/* The same with another path. */
static Str with_database(Arena *arena, Str text, Str name)
{
    size_t place = str_find(text, '/', 0), question = str_find(text, '?', 0), slash;

    slash = str_find(text, '/', place + 2);
    return arena_printf(
        arena, "%.*s/%.*s%.*s", STR_ARG(str_sub(text, 0, slash)), STR_ARG(name),
        STR_ARG(question == SIZE_MAX ? STR("") : str_sub(text, question, SIZE_MAX)));
}

static Url url_of(Arena *arena, const Url *url, Str name)
{
    Url made = *url;

    made.rest = with_database(arena, url->rest, name);
    made.whole = with_database(arena, url->whole, name);
    made.safe = arena_printf(arena, "the scratch database %.*s", STR_ARG(name));
    return made;
}

/* Those of this kind that nobody is connected to: what made them has ended without dropping them.
 */
static bool note_left_over(MyConn *conn, Notes *notes, Errs *errs)
{
    Arena scratch = {0};
    Rows rows = {0};
    bool ok = my_query(&conn->conn, str_from(MY_SQL_SCRATCH_LEFT), &scratch, &rows, errs);

    for (size_t i = 0; ok && i < rows.count; i++)
        notes_addf(notes, "an earlier run has left the scratch database %.*s: DROP DATABASE `%.*s`",
                   STR_ARG(ROW_CELL(&rows, i, 0)), STR_ARG(ROW_CELL(&rows, i, 0)));
    arena_free(&scratch);
    return ok;
}

/* Replicas need not know of it; a user who may not choose lets them. */
static void keep_from_replicas(Conn *conn)
{
    Errs ignored = {0};

    (void)my_exec(conn, STR("SET SESSION sql_log_bin = 0"), &ignored);
    errs_free(&ignored);
}

static bool create_database(MyConn *conn, Str name, Errs *errs)
{
    Arena scratch = {0};
    Str sql =
        sql_text(&scratch, &my_quoting, RAW("CREATE DATABASE "), ID(name), RAW(" CHARACTER SET "),
                 ID(conn->charset), RAW(" COLLATE "), ID(conn->collation));
    bool ok = my_exec(&conn->conn, sql, errs);

    if (!ok && errs_last(errs)->code == ERR_PRIVILEGE)
        (void)err_hint(errs, "GRANT ALL ON `anneal\\_scratch\\_%%`.* to this user");
    arena_free(&scratch);
    return ok;
}

static bool refuse_read_only(const MyConn *conn, Errs *errs)
{
    if (!conn->is_read_only)
        return true;
    return err_at(errs, ERR_PRIVILEGE, (Loc){0}, "prove it on the primary",
                  "%.*s is read-only: no scratch database can be made there", STR_ARG(conn->place));
}

bool my_open_scratch(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                     Scratch *scratch, Notes *notes, Errs *errs)
{
    ConnectOptions writing = *options;
    MyFamily family = my_conn(live)->family;
    Conn *conn = NULL;
    Str name = make_name(arena, my_conn(live)->database);
    bool ok;

    writing.is_read_only = false;
    ok = refuse_read_only(my_conn(live), errs) && my_connect(family, url, &writing, &conn, errs);
    if (ok) {
        keep_from_replicas(conn);
        ok = note_left_over(my_conn(conn), notes, errs) &&
             create_database(my_conn(conn), name, errs);
    }
    if (ok) {
        scratch->name = name;
        scratch->url = url_of(arena, url, name);
        ok = my_connect(family, &scratch->url, &writing, &scratch->conn, errs);
        if (ok)
            keep_from_replicas(scratch->conn);
    }
    my_close(conn);
    return ok;
}

static bool drop_database(MyFamily family, const Url *url, const ConnectOptions *options, Str name,
                          Errs *errs)
{
    Arena arena = {0};
    Conn *conn = NULL;
    bool ok = my_connect(family, url, options, &conn, errs);

    if (ok)
        keep_from_replicas(conn);
    ok = ok && my_exec(conn, sql_text(&arena, &my_quoting, RAW("DROP DATABASE "), ID(name)), errs);
    my_close(conn);
    arena_free(&arena);
    return ok;
}

bool my_close_scratch(const Url *url, const ConnectOptions *options, Scratch *scratch, Errs *errs)
{
    ConnectOptions writing = *options;
    MyFamily family = str_is(url->scheme, "mariadb") ? MY_MARIADB : MY_MYSQL;
    bool ok = true;

    writing.is_read_only = false;
    my_close(scratch->conn);
    if (scratch->name.len > 0 && !drop_database(family, url, &writing, scratch->name, errs)) {
        ok = err_context(errs, "the scratch database %.*s was not dropped", STR_ARG(scratch->name));
        (void)err_hint(errs, "DROP DATABASE %.*s", STR_ARG(scratch->name));
    }
    *scratch = (Scratch){0};
    return ok;
}
