/* What a deploy tells while it runs, for whoever listens: a terminal, a log, a program, a monitor.
 */
#ifndef ANNEAL_CLI_WATCH_H
#define ANNEAL_CLI_WATCH_H

#include "base/hash.h"
#include "base/term.h"
#include "cli/metrics.h"
#include "cli/progress.h"

typedef struct Watch {
    Progress progress; /* standard error */
    bool is_json;      /* events as JSON lines on standard output instead */
    Metrics metrics;   /* a file for Prometheus; its path NULL: none */
    Rate rate;
    Hash stage; /* of a statement, that the rate is of */
} Watch;

/* DeployOptions.on_event; `context` is a Watch. */
void watch_event(void *context, const DeployEvent *event);
/* DeployOptions.on_line, likewise: what a command prints goes to standard error. */
void watch_command_line(void *context, const Step *step, Str line);
/* DeployOptions.on_notes, likewise: on standard error. */
void watch_notes(void *context, const Notes *notes);
/* It is over: takes the live line off the screen, writes the last metrics. */
void watch_end(Watch *watch, int exit_code);

#endif
