/* How fast a loop goes, and when it will be over. */
#include "cli/rate.h"

enum { SMOOTH_MS = 10 * 1000 };

void rate_hear(Rate *rate, const void *of, int64_t done, int64_t now_ms)
{
    int64_t passed_ms = now_ms - rate->at_ms;
    double now_per_second, weight;

    if (rate->of != of) {
        *rate = (Rate){.of = of, .done = done, .at_ms = now_ms};
        return;
    }
    if (done < rate->done) {
        rate->done = done;
        rate->at_ms = now_ms;
        return;
    }
    if (passed_ms <= 0)
        return;
    now_per_second = (double)(done - rate->done) * 1000.0 / (double)passed_ms;
    weight = rate->is_known ? (double)passed_ms / (double)(passed_ms + SMOOTH_MS) : 1.0;
    rate->per_second += (now_per_second - rate->per_second) * weight;
    rate->is_known = true;
    rate->done = done;
    rate->at_ms = now_ms;
}

int64_t rate_left_s(const Rate *rate, int64_t all)
{
    if (!rate->is_known || rate->per_second <= 0 || all < rate->done)
        return -1;
    return (int64_t)((double)(all - rate->done) / rate->per_second + 0.5);
}
