/* Conditions of a package, asked so that they can change nothing. */
#include "engine/mysql/my_client.h"

#include "engine/condition.h"
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_slots.h"

static ConditionAnswer broken(Str words)
{
    return (ConditionAnswer){ANSWER_BROKEN, words};
}

/* There are no booleans: 0 and 1 are what comparisons give. */
static ConditionAnswer read_answer(const Rows *rows)
{
    Str cell;

    if (rows->columns != 1)
        return broken(STR("it gives more than one column"));
    if (rows->count == 0)
        return broken(STR("it gives no row"));
    if (rows->count > 1)
        return broken(STR("it gives more than one row"));
    cell = ROW_CELL(rows, 0, 0);
    if (cell.ptr == NULL)
        return (ConditionAnswer){.value = ANSWER_NULL};
    if (!str_is(cell, "0") && !str_is(cell, "1"))
        return broken(STR("it gives no boolean (0 or 1)"));
    return (ConditionAnswer){.value = str_is(cell, "1") ? ANSWER_TRUE : ANSWER_FALSE};
}

/* What the server says of names and syntax holds no values; of anything else only its number is
 * repeated. */
static ConditionAnswer read_failure(const MyConn *conn, const Err *err, int timeout_ms,
                                    Arena *arena)
{
    unsigned number = mysql_errno(conn->my);
    bool is_of_text = err->code == ERR_SERVER || err->code == ERR_PRIVILEGE;

    if (conn->ran_out)
        return broken(arena_printf(arena, "it takes longer than %d ms", timeout_ms));
    if (number == 1792)
        return broken(STR("it writes"));
    if (is_of_text && err->server != NULL)
        return broken(arena_printf(arena, "%s", err->server));
    return broken(arena_printf(arena, "the server refuses it with %u", number));
}

/* Whether it failed for what is about the session and not about the condition. */
static bool is_of_session(const MyConn *conn, const Err *err, bool is_inside)
{
    return err->code == ERR_CONNECTION || conn->was_cut ||
           (err->code == ERR_LOCK && is_inside && !conn->ran_out);
}

static bool begin(Conn *conn, bool is_inside, Errs *errs)
{
    return is_inside ? my_exec(conn, STR("SAVEPOINT anneal_condition"), errs)
                     : my_begin(conn, true, errs);
}

/* What a function that the condition calls has written goes with the savepoint. */
static bool end(Conn *conn, bool is_inside, Errs *errs)
{
    if (is_inside)
        return my_exec(conn, STR("ROLLBACK TO SAVEPOINT anneal_condition"), errs) &&
               my_exec(conn, STR("RELEASE SAVEPOINT anneal_condition"), errs);
    my_rollback(conn);
    return true;
}

bool my_ask_condition(Conn *base, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                      Errs *errs)
{
    MyConn *conn = my_conn(base);
    bool is_inside = my_in_transaction(base);
    int kept_ms = conn->statement_timeout_ms;
    ErrsMark mark = errs_mark(errs);
    Rows rows = {0};

    if (!begin(base, is_inside, errs))
        return false;
    conn->statement_timeout_ms = timeout_ms;
    if (my_query(base, condition_query(arena, text), arena, &rows, errs)) {
        *answer = read_answer(&rows);
    } else if (!is_of_session(conn, errs_last(errs), is_inside)) {
        *answer = read_failure(conn, errs_last(errs), timeout_ms, arena);
        errs_drop(errs, mark);
    }
    conn->statement_timeout_ms = kept_ms;
    if (errs_mark(errs) == mark)
        return end(base, is_inside, errs);
    if (!is_inside)
        my_rollback(base);
    return false;
}

bool my_today(Conn *conn, Arena *arena, Str *day, Errs *errs)
{
    Rows rows = {0};

    if (!my_query(conn, STR("SELECT DATE_FORMAT(UTC_DATE(), '%Y-%m-%d')"), arena, &rows, errs))
        return false;
    *day = ROW_CELL(&rows, 0, 0);
    return true;
}
