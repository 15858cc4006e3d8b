/* Hours of the week: when something may be done. */
#ifndef ANNEAL_BASE_WINDOW_H
#define ANNEAL_BASE_WINDOW_H

#include "base/vec.h"

typedef struct Window {
    unsigned days;    /* bit 0: Monday … bit 6: Sunday; the day on which it begins */
    int from_min;     /* minutes since midnight */
    int to_min;       /* up to 24 * 60; not above from_min: it ends on the next day */
    bool has_offset;  /* the zone is a distance from UTC that never changes */
    int offset_min;   /* east of it */
    const char *zone; /* else a name of the system's zone files: "Europe/Berlin" */
} Window;
typedef VEC(Window) Windows;

/* `[Mon Tue …] 22:00-04:00 ZONE`, ZONE being UTC, +02:00 or Europe/Berlin; without days: every day.
 * False with `fault`, static, saying what is wrong: "has no time zone". */
bool window_parse(Arena *arena, Str text, Window *window, const char **fault);
/* Whether `unix_s` is inside one of them; without any always. Zones by name are looked up through
 * the process's TZ, which is set back: not to be called beside threads that use local time. */
bool windows_open(const Windows *windows, int64_t unix_s);

#endif
