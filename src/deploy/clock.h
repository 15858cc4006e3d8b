/* Time that passes while a plan runs. */
#ifndef ANNEAL_DEPLOY_CLOCK_H
#define ANNEAL_DEPLOY_CLOCK_H

#include "deploy/inside.h"

/* Milliseconds by a clock that nobody sets. */
int64_t deploy_now_ms(void);
/* Sleeps; ERR_CANCELLED as soon as the stop flag is set. */
bool deploy_nap(const Run *run, int64_t pause_ms, Errs *errs);

#endif
