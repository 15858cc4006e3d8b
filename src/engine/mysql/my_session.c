/* The session around users' scripts: as the server makes one, and as we had it. */
#include "engine/mysql/my_client.h"

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"

/* What comes with a new session: no temporary tables, no variables, the server's own settings. The
 * character set stays what a client would have asked for. */
static bool renew(MyConn *conn, Errs *errs)
{
    if (mysql_reset_connection(conn->my) != 0)
        return my_error(conn, errs);
    return my_exec(&conn->conn, STR("SET NAMES utf8mb4"), errs);
}

static bool use(MyConn *conn, Str database, Errs *errs)
{
    Arena scratch = {0};
    bool ok =
        my_exec(&conn->conn, sql_text(&scratch, &my_quoting, RAW("USE "), ID(database)), errs);

    arena_free(&scratch);
    return ok;
}

bool my_enter_script(Conn *base, Errs *errs)
{
    my_conn(base)->statement_timeout_ms = 0;
    return renew(my_conn(base), errs);
}

/* A script may also have changed to another database. */
bool my_leave_script(Conn *base, Errs *errs)
{
    MyConn *conn = my_conn(base);

    conn->statement_timeout_ms = 0;
    return renew(conn, errs) && use(conn, conn->database, errs) && my_set_session(conn, errs);
}

/* What a script may have set that changes what the rows of the journal mean or where they go: the
 * database, how strings are read, in which character set. As texts, a line each; absent where all
 * of it is as a new session has it and the database is ours. */
bool my_own_role(Conn *base, Arena *arena, Str *role, Errs *errs)
{
    MyConn *conn = my_conn(base);
    Rows rows = {0};
    Str mode, database;

    *role = STR_ABSENT;
    if (!my_query(base,
                  STR("SELECT DATABASE(), @@SESSION.sql_mode, @@SESSION.character_set_client, "
                      "@@SESSION.character_set_results, @@SESSION.collation_connection"),
                  arena, &rows, errs))
        return false;
    database = ROW_CELL(&rows, 0, 0);
    mode = ROW_CELL(&rows, 0, 1);
    if (str_eq(database, conn->database) && str_eq(mode, conn->sql_mode) &&
        str_is(ROW_CELL(&rows, 0, 2), "utf8mb4") && str_is(ROW_CELL(&rows, 0, 3), "utf8mb4"))
        return true;
    *role = arena_printf(arena, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(database), STR_ARG(mode),
                         STR_ARG(ROW_CELL(&rows, 0, 2)), STR_ARG(ROW_CELL(&rows, 0, 3)),
                         STR_ARG(ROW_CELL(&rows, 0, 4)));
    return my_exec(base, STR("SET NAMES utf8mb4"), errs) &&
           my_exec(base, STR("SET SESSION sql_mode = ''"), errs) && use(conn, conn->database, errs);
}

bool my_resume_role(Conn *base, Str role, Errs *errs)
{
    MyConn *conn = my_conn(base);
    Arena scratch = {0};
    Str rest = role, database, mode, client, results;
    bool ok = true;

    if (str_cut(&rest, '\n', &database) && str_cut(&rest, '\n', &mode) &&
        str_cut(&rest, '\n', &client) && str_cut(&rest, '\n', &results))
        ok = (database.len == 0 || use(conn, database, errs)) &&
             my_exec(base,
                     sql_text(&scratch, &my_quoting, RAW("SET SESSION character_set_client = "),
                              LIT(client), RAW(", character_set_results = "), LIT(results),
                              RAW(", collation_connection = "), LIT(rest), RAW(", sql_mode = "),
                              LIT(mode)),
                     errs);
    arena_free(&scratch);
    return ok;
}
