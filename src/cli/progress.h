/* Progress of a deploy on standard error: a live line on a terminal, else a line a step. */
#ifndef ANNEAL_CLI_PROGRESS_H
#define ANNEAL_CLI_PROGRESS_H

#include "base/sb.h"
#include "base/term.h"
#include "cli/rate.h"
#include "deploy/deploy.h"

typedef struct Progress {
    Term term;
    int64_t drawn_ms; /* when the live line, or a line about a loop or a wait, was put last */
    uint64_t said;    /* hash of what it waited for then; 0: it did not wait */
    bool has_line;    /* one is on the screen */
} Progress;

/* Shows an event; `rate` is that of the loop that it is about, if of any. */
void progress_event(Progress *progress, const DeployEvent *event, const Rate *rate, int64_t now_ms);
/* What a command prints, behind a mark. */
void progress_command_line(Progress *progress, Str line);
/* Takes the live line off the screen. */
void progress_end(Progress *progress);
/* `[3/14] backfill totals of shop.orders: 620,000 of 1,000,000 rows, 145,000/s, 3 s left`, with a
 * bar before the numbers where `width` has room for it; 0: none. */
void progress_line(Sb *sb, const DeployEvent *event, const Rate *rate, int width);

#endif
