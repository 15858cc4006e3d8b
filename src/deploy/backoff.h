/* How long the pause after a failed attempt is. */
#ifndef ANNEAL_DEPLOY_BACKOFF_H
#define ANNEAL_DEPLOY_BACKOFF_H

#include <stdint.h>

enum {
    BACKOFF_FIRST_MS = 250,
    BACKOFF_LONGEST_MS = 30 * 1000,
    BACKOFF_ATTEMPTS = 30,
    /* All attempts of one transaction: then a person should look at who holds the lock. */
    BACKOFF_WAIT_MS = 60 * 1000
};

/* Pause after failed attempt `attempt` (from 1): 250 ms, doubled each time up to 30 s, plus or
 * minus half of it at random. `*random` is the generator's state. */
int backoff_pause_ms(uint64_t *random, int attempt);
/* `about_ms` plus or minus half of it at random. */
int backoff_random_ms(uint64_t *random, int about_ms);

#endif
