/* How long an attempt waits for a lock, and how long the pause after it is. */
#ifndef ANNEAL_DEPLOY_BACKOFF_H
#define ANNEAL_DEPLOY_BACKOFF_H

#include <stdint.h>

enum {
    BACKOFF_FIRST_MS = 250,
    BACKOFF_LONGEST_MS = 30 * 1000,
    BACKOFF_ATTEMPTS = 30,
    /* All attempts of one transaction: then a person should look at who holds the lock. */
    BACKOFF_WAIT_MS = 60 * 1000,
    /* 1.5 times the usual deadlock_timeout: only a wait above it gets an autovacuum out of the
     * way. Measured on PostgreSQL 12 to 18: 300 and 900 ms never did, 3 s always. */
    BACKOFF_PATIENT_MS = 1500
};

/* Pause after failed attempt `attempt` (from 1): 250 ms, doubled each time up to 30 s, plus or
 * minus half of it at random. `*random` is the generator's state. */
int backoff_pause_ms(uint64_t *random, int attempt);
/* `about_ms` plus or minus half of it at random. */
int backoff_random_ms(uint64_t *random, int about_ms);
/* Lock wait of attempt `attempt`: the budget, but every third time long enough to be noticed by
 * the server's deadlock check. */
int backoff_lock_timeout_ms(int attempt, int budget_ms);

#endif
