/* How large the next batch of a loop is. */
#ifndef ANNEAL_DEPLOY_PACE_H
#define ANNEAL_DEPLOY_PACE_H

#include <stdint.h>

enum { PACE_SIZE_MOST = 100000 };

/* The size that would have taken `target_ms`, at most twice and at least half of `size`, so that
 * one odd batch (a checkpoint, a cold cache) does not upset the next ten. From 1 to PACE_SIZE_MOST.
 */
int64_t pace_after(int64_t size, int64_t took_ms, int64_t target_ms);
/* After a batch that failed for good: half of it, at least 1. */
int64_t pace_after_failure(int64_t size);

#endif
