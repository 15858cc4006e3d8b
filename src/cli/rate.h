/* How fast a loop goes, and when it will be over. */
#ifndef ANNEAL_CLI_RATE_H
#define ANNEAL_CLI_RATE_H

#include <stdbool.h>
#include <stdint.h>

/* Zero-initialise to begin. */
typedef struct Rate {
    const void *of;      /* the step that it is about */
    int64_t done, at_ms; /* as heard last */
    double per_second;   /* smoothed over about ten seconds */
    bool is_known;
} Rate;

/* `done` of the step `of` at `now_ms`. Another step begins anew; a loop that begins its walk anew
 * keeps its rate. */
void rate_hear(Rate *rate, const void *of, int64_t done, int64_t now_ms);
/* Seconds until `all` are done; below 0: unknown. */
int64_t rate_left_s(const Rate *rate, int64_t all);

#endif
