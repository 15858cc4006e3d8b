/* Probes: queries that count the rows that stand in a step's way. */
#ifndef ANNEAL_DEPLOY_PROBE_H
#define ANNEAL_DEPLOY_PROBE_H

#include "engine/engine.h"

enum { PROBE_TIMEOUT_MS = 10 * 1000, PROBE_LOCK_TIMEOUT_MS = 1000 };

/* Runs one probe in a read-only transaction of its own, with the timeouts above. What can't be
 * asked is no error: `was_run` is false. */
ProbeResult deploy_probe(const Engine *engine, Conn *conn, Str probe);

/* Whether a cell says true, as engines print it; NULL doesn't. */
bool deploy_is_true(Str cell);

#endif
