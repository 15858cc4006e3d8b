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

bool my_enter_script(Conn *base, Errs *errs)
{
    my_conn(base)->statement_timeout_ms = 0;
    return renew(my_conn(base), errs);
}

/* A script may also have changed to another database. */
bool my_leave_script(Conn *base, Errs *errs)
{
    MyConn *conn = my_conn(base);
    Arena scratch = {0};
    bool ok;

    conn->statement_timeout_ms = 0;
    ok = renew(conn, errs) &&
         my_exec(base, sql_text(&scratch, &my_quoting, RAW("USE "), ID(conn->database)), errs) &&
         my_set_session(conn, errs);
    arena_free(&scratch);
    return ok;
}

bool my_own_role(Conn *base, Arena *arena, Str *role, Errs *errs)
{
    (void)base;
    (void)arena;
    (void)errs;
    *role = STR_ABSENT;
    return true;
}

bool my_resume_role(Conn *base, Str role, Errs *errs)
{
    (void)base;
    (void)role;
    (void)errs;
    return true;
}
