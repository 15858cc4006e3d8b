/* Probes: queries that count the rows that stand in a step's way. */
#include "deploy/probe.h"

/* In a read-only transaction of its own; what can't be asked has no rows. */
static void ask(const Engine *engine, Conn *conn, Str query, Arena *arena, Rows *rows)
{
    Errs ignored = {0};

    if (engine->begin(conn, true, &ignored)) {
        if (!engine->set_limits(conn, PROBE_LOCK_TIMEOUT_MS, PROBE_TIMEOUT_MS, &ignored) ||
            !engine->query(conn, query, arena, rows, &ignored))
            *rows = (Rows){0};
        engine->rollback(conn);
    }
    errs_free(&ignored);
}

ProbeResult deploy_probe(const Engine *engine, Conn *conn, Str probe)
{
    ProbeResult result = {0};
    Arena scratch = {0};
    Rows rows = {0};

    ask(engine, conn, probe, &scratch, &rows);
    result.was_run = rows.count == 1 && rows.columns >= 1 &&
                     str_to_int64(ROW_CELL(&rows, 0, 0), &result.bad_rows);
    arena_free(&scratch);
    return result;
}

StrVec deploy_probe_rows(const Engine *engine, Conn *conn, Str probe, Arena *arena)
{
    Str query = engine->probe_rows(arena, probe, PROBE_ROWS_MOST);
    StrVec found = {0};
    Rows rows = {0};

    if (query.len > 0)
        ask(engine, conn, query, arena, &rows);
    for (size_t i = 0; i < rows.count; i++)
        vec_push(arena, &found, ROW_CELL(&rows, i, 0));
    return found;
}

bool deploy_is_true(Str cell)
{
    return str_is(cell, "t") || str_is(cell, "true") || str_is(cell, "1");
}
