/* Events of a deploy as JSON lines on standard output. */
#ifndef ANNEAL_CLI_EVENTS_H
#define ANNEAL_CLI_EVENTS_H

#include "base/sb.h"
#include "cli/rate.h"
#include "deploy/deploy.h"

/* One line, with its line end; `unix_s` is now. docs/progress.md lists the keys. */
void events_put(Sb *sb, const DeployEvent *event, const Rate *rate, int64_t unix_s);
/* The same, printed at once. What can't be printed is lost: the outcome behind it fails the run. */
void events_print(const DeployEvent *event, const Rate *rate);

#endif
