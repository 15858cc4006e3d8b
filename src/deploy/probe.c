/* Probes: queries that count the rows that stand in a step's way. */
#include "deploy/probe.h"

ProbeResult deploy_probe(const Engine *engine, Conn *conn, Str probe)
{
    ProbeResult result = {0};
    Arena scratch = {0};
    Errs ignored = {0};
    Rows rows = {0};

    if (engine->begin(conn, true, &ignored)) {
        if (engine->set_limits(conn, PROBE_LOCK_TIMEOUT_MS, PROBE_TIMEOUT_MS, &ignored) &&
            engine->query(conn, probe, &scratch, &rows, &ignored))
            result.was_run = rows.count == 1 && rows.columns >= 1 &&
                             str_to_int64(ROW_CELL(&rows, 0, 0), &result.bad_rows);
        engine->rollback(conn);
    }
    arena_free(&scratch);
    errs_free(&ignored);
    return result;
}

bool deploy_is_true(Str cell)
{
    return str_is(cell, "t") || str_is(cell, "true") || str_is(cell, "1");
}
