/* How large the next batch of a loop is. */
#include "deploy/pace.h"

static int64_t within(int64_t size, int64_t least, int64_t most)
{
    return size < least ? least : size > most ? most : size;
}

int64_t pace_after(int64_t size, int64_t took_ms, int64_t target_ms)
{
    int64_t ideal = size * target_ms / (took_ms < 1 ? 1 : took_ms);

    ideal = within(ideal, size / 2, size * 2);
    return within(ideal, 1, PACE_SIZE_MOST);
}

int64_t pace_after_failure(int64_t size)
{
    return within(size / 2, 1, PACE_SIZE_MOST);
}
