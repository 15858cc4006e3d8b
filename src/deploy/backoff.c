/* How long the pause after a failed attempt is. */
#include "deploy/backoff.h"

/* SplitMix64 (Steele, Lea, Flood 2014): enough to keep two deployers from waking together. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int backoff_pause_ms(uint64_t *random, int attempt)
{
    int pause_ms = BACKOFF_FIRST_MS;

    for (int i = 1; i < attempt && pause_ms < BACKOFF_LONGEST_MS; i++)
        pause_ms *= 2;
    if (pause_ms > BACKOFF_LONGEST_MS)
        pause_ms = BACKOFF_LONGEST_MS;
    return backoff_random_ms(random, pause_ms);
}

int backoff_random_ms(uint64_t *random, int about_ms)
{
    return about_ms / 2 + (int)(next_random(random) % (uint64_t)(about_ms + 1));
}
