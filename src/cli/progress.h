/* Progress of a deploy on standard error: a live line on a terminal, else a line a step. */
#ifndef ANNEAL_CLI_PROGRESS_H
#define ANNEAL_CLI_PROGRESS_H

#include "base/term.h"
#include "deploy/deploy.h"

typedef struct Progress {
    Term term;
    int64_t drawn_ms; /* when the live line was drawn last */
    bool has_line;    /* one is on the screen */
} Progress;

/* DeployOptions.on_event; `context` is a Progress. */
void progress_event(void *context, const DeployEvent *event);
/* Takes the live line off the screen. */
void progress_end(Progress *progress);

#endif
