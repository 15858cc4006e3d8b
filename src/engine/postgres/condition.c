/* Conditions of a package, asked so that they can change nothing. */
#include "engine/condition.h"

#include "engine/postgres/conn.h"
#include "engine/postgres/pure.h"
#include "model/label.h"

enum { BOOLEAN_OID = 16 };

static ConditionAnswer broken(Str words)
{
    return (ConditionAnswer){ANSWER_BROKEN, words};
}

static ConditionAnswer read_answer(const PGresult *result)
{
    Str cell;

    if (PQnfields(result) != 1)
        return broken(STR("it gives more than one column"));
    if (PQntuples(result) == 0)
        return broken(STR("it gives no row"));
    if (PQntuples(result) > 1)
        return broken(STR("it gives more than one row"));
    cell = pg_exec_cell(result, 0, 0);
    if (PQftype(result, 0) != BOOLEAN_OID)
        return broken(STR("it gives no boolean"));
    if (cell.ptr == NULL)
        return (ConditionAnswer){.value = ANSWER_NULL};
    return (ConditionAnswer){.value = str_is(cell, "t") ? ANSWER_TRUE : ANSWER_FALSE};
}

/* What the server says of names and syntax holds no values; of anything else only its code is
 * repeated. */
static ConditionAnswer read_failure(const PGresult *result, int timeout_ms, Arena *arena)
{
    Str state = str_from(pg_error_state(result));
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    if (str_is(state, "57014"))
        return broken(arena_printf(arena, "it takes longer than %d ms", timeout_ms));
    if (str_is(state, "25006"))
        return broken(STR("it writes, or locks rows"));
    if (text != NULL && str_starts(state, STR("42")))
        return broken(arena_printf(arena, "%.*s: %s", STR_ARG(state), text));
    return broken(arena_printf(arena, "the server refuses it with %.*s", STR_ARG(state)));
}

/* Whether it failed for what is about the session and not about the condition. */
static bool is_of_session(const PgConn *conn, const PGresult *result, bool is_inside)
{
    Str state = str_from(pg_error_state(result));

    if (result == NULL || conn->was_cut || PQstatus(conn->pq) != CONNECTION_OK)
        return true;
    return is_inside && (str_is(state, "55P03") || str_is(state, "40P01"));
}

/* Rows that row security hides would make an answer of what is not all: the server refuses instead.
 */
static bool begin(Conn *conn, bool is_inside, int timeout_ms, Errs *errs)
{
    Arena scratch = {0};
    Str set = arena_printf(&scratch,
                           "SELECT pg_catalog.set_config('transaction_read_only', 'on', true), "
                           "pg_catalog.set_config('row_security', 'off', true), "
                           "pg_catalog.set_config('statement_timeout', '%d', true)",
                           timeout_ms);
    bool ok = (is_inside ? pg_exec(conn, STR("SAVEPOINT anneal_condition"), errs)
                         : pg_exec_begin(conn, true, errs)) &&
              pg_exec(conn, set, errs);

    arena_free(&scratch);
    return ok;
}

/* With the savepoint all settings are as before. */
static bool end(Conn *conn, bool is_inside, Errs *errs)
{
    if (is_inside)
        return pg_exec(conn, STR("ROLLBACK TO SAVEPOINT anneal_condition"), errs) &&
               pg_exec(conn, STR("RELEASE SAVEPOINT anneal_condition"), errs);
    pg_exec_rollback(conn);
    return true;
}

bool pg_ask_condition(Conn *base, Str text, int timeout_ms, Arena *arena, ConditionAnswer *answer,
                      Errs *errs)
{
    PgConn *conn = pg_conn(base);
    bool is_inside = pg_exec_in_transaction(base);
    bool ok = begin(base, is_inside, timeout_ms, errs);

    if (ok) {
        PGresult *result = pg_exec_try(conn, condition_query(arena, text).ptr);
        if (PQresultStatus(result) == PGRES_TUPLES_OK)
            *answer = read_answer(result);
        else if (is_of_session(conn, result, is_inside))
            ok = pg_exec_check(conn, result, errs);
        else
            *answer = read_failure(result, timeout_ms, arena);
        PQclear(result);
    }
    if (ok)
        return end(base, is_inside, errs);
    if (!is_inside)
        pg_exec_rollback(base);
    return false;
}

bool pg_today(Conn *conn, Arena *arena, Str *day, Errs *errs)
{
    Rows rows = {0};

    if (!pg_exec_query(conn,
                       STR("SELECT pg_catalog.to_char(pg_catalog.timezone('UTC', "
                           "pg_catalog.now()), 'YYYY-MM-DD')"),
                       arena, &rows, errs))
        return false;
    *day = ROW_CELL(&rows, 0, 0);
    return true;
}

/* LOCK takes tables and views; what else a step locks, it locks when it runs. */
static bool is_lockable(Conn *conn, Str schema, Str name, bool *is, Errs *errs)
{
    Arena scratch = {0};
    StrVec values = {0};
    Rows rows = {0};
    bool ok;

    vec_push(&scratch, &values, schema);
    vec_push(&scratch, &values, name);
    ok = pg_exec_call(conn,
                      STR("SELECT 1 FROM pg_catalog.pg_class AS c "
                          "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                          "WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', "
                          "'v')"),
                      &values, &scratch, &rows, NULL, errs);
    *is = ok && rows.count > 0;
    arena_free(&scratch);
    return ok;
}

bool pg_lock_relations(Conn *conn, const StepLockVec *locks, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < locks->len; i++) {
        Arena scratch = {0};
        const StepLock *lock = locks->items[i];
        Str schema, name;
        bool is = false;
        ok = !label_split(&scratch, lock->relation, &schema, &name) ||
             is_lockable(conn, schema, name, &is, errs);
        if (ok && is)
            ok = pg_exec(conn,
                         sql_text(&scratch, &pg_quoting, RAW("LOCK TABLE "), QN(schema, name),
                                  RAW(" IN "), EX(lock->mode), RAW(" MODE")),
                         errs);
        arena_free(&scratch);
    }
    return ok;
}
