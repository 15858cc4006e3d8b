/* Time that passes while a plan runs. */
#include "deploy/clock.h"

#include <time.h>

enum { NAP_MS = 100 };

int64_t deploy_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool deploy_nap(const Run *run, int64_t pause_ms, Errs *errs)
{
    int64_t until_ms = deploy_now_ms() + pause_ms;

    for (int64_t left_ms = pause_ms; left_ms > 0; left_ms = until_ms - deploy_now_ms()) {
        struct timespec nap = {0, (left_ms < NAP_MS ? left_ms : NAP_MS) * 1000000L};
        if (!deploy_may_go_on(run, errs))
            return false;
        (void)nanosleep(&nap, NULL); /* cut short by a signal: the flag is looked at next */
    }
    return true;
}
