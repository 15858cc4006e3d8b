/* Progress of a deploy as a text file for Prometheus. */
#ifndef ANNEAL_CLI_METRICS_H
#define ANNEAL_CLI_METRICS_H

#include "base/sb.h"
#include "cli/rate.h"
#include "deploy/deploy.h"

/* Zero-initialise but for its path. */
typedef struct Metrics {
    const char *path; /* NULL: none is written */
    const Step *step; /* that runs; NULL: none */
    size_t index, total, ended;
    int64_t done, of; /* of the loop that runs; `of` below 0: unknown */
    Str unit;         /* absent: none runs */
    int64_t waits;    /* for a lock, a guard, a pause, a condition: how many */
    bool is_waiting;
    bool is_over;
    int exit_code;
    int64_t written_ms;
    bool has_failed; /* it can't be written: said once, and then left alone */
} Metrics;

/* Takes an event in, and writes the file where a second has passed. */
void metrics_event(Metrics *metrics, const DeployEvent *event, const Rate *rate, int64_t now_ms);
void metrics_end(Metrics *metrics, int exit_code);
/* The file's content. docs/progress.md lists the names. */
void metrics_put(Sb *sb, const Metrics *metrics, const Rate *rate, int64_t unix_s);

#endif
