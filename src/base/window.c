/* Hours of the week: when something may be done. */
#include "base/window.h"

#include <time.h>

#include "base/file.h"

enum { HOUR_MIN = 60, DAY_MIN = 24 * HOUR_MIN, ALL_DAYS = 0x7F, MINUTE_S = 60 };

static const char *const day_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/* The next word; false at the end. */
static bool cut_word(Str *rest, Str *word)
{
    *rest = str_trim(*rest);
    if (rest->len == 0)
        return false;
    (void)str_cut(rest, ' ', word);
    return true;
}

static bool read_day(Str word, unsigned *days)
{
    for (size_t i = 0; i < sizeof day_names / sizeof *day_names; i++)
        if (str_eq_ascii_nocase(word, str_from(day_names[i]))) {
            *days |= 1u << i;
            return true;
        }
    return false;
}

/* `22:00` */
static bool read_clock(Str text, int *minutes)
{
    int64_t hour, minute;

    if (text.len != 5 || text.ptr[2] != ':' || !str_to_int64(str_sub(text, 0, 2), &hour) ||
        !str_to_int64(str_sub(text, 3, 2), &minute) || hour < 0 || hour > 24 || minute < 0 ||
        minute >= HOUR_MIN || (hour == 24 && minute > 0))
        return false;
    *minutes = (int)(hour * HOUR_MIN + minute);
    return true;
}

static bool read_hours(Str word, Window *window)
{
    size_t dash = str_find(word, '-', 0);

    return dash != SIZE_MAX && read_clock(str_sub(word, 0, dash), &window->from_min) &&
           read_clock(str_sub(word, dash + 1, SIZE_MAX), &window->to_min) &&
           window->from_min < DAY_MIN;
}

static bool read_zone(Arena *arena, Str word, Window *window)
{
    static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo"};
    bool is_offset = word.len > 0 && (word.ptr[0] == '+' || word.ptr[0] == '-');

    if (str_is(word, "UTC")) {
        window->has_offset = true;
        return true;
    }
    if (is_offset) {
        window->has_offset = read_clock(str_sub(word, 1, SIZE_MAX), &window->offset_min);
        if (word.ptr[0] == '-')
            window->offset_min = -window->offset_min;
        return window->has_offset;
    }
    /* An unknown zone would read as UTC without a word. */
    window->zone = arena_cstr(arena, word);
    if (word.len == 0 || word.ptr[0] == '/' || word.ptr[0] == '.' || strstr(window->zone, ".."))
        return false;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const char *path = file_join(arena, folders[i], window->zone);
        if (file_exists(path) && !file_is_folder(path))
            return true;
    }
    return false;
}

bool window_parse(Arena *arena, Str text, Window *window, const char **fault)
{
    Str rest = text, word;

    *window = (Window){0};
    *fault = "has no hours, such as 22:00-04:00";
    do {
        if (!cut_word(&rest, &word))
            return false;
    } while (read_day(word, &window->days));
    if (!read_hours(word, window))
        return false;
    if (window->days == 0)
        window->days = ALL_DAYS;
    *fault = "has no time zone, such as UTC, +02:00 or Europe/Berlin";
    if (!cut_word(&rest, &word))
        return false;
    *fault = "has a time zone that this machine doesn't know";
    if (!read_zone(arena, word, window))
        return false;
    *fault = "has something behind its time zone";
    return str_trim(rest).len == 0;
}

/* The C library knows one zone at a time, that of TZ. */
static void local_time(const char *zone, int64_t unix_s, struct tm *local)
{
    Arena scratch = {0};
    const char *before = getenv("TZ");
    time_t at = (time_t)unix_s;

    if (before != NULL)
        before = arena_cstr(&scratch, str_from(before));
    (void)setenv("TZ", zone, 1);
    tzset();
    (void)localtime_r(&at, local);
    if (before != NULL)
        (void)setenv("TZ", before, 1);
    else
        (void)unsetenv("TZ");
    tzset();
    arena_free(&scratch);
}

static bool is_open(const Window *window, int64_t unix_s)
{
    struct tm local = {0};
    time_t shifted = (time_t)(unix_s + (int64_t)window->offset_min * MINUTE_S);
    int minute, day;
    unsigned today, yesterday;

    if (window->has_offset)
        (void)gmtime_r(&shifted, &local);
    else
        local_time(window->zone, unix_s, &local);
    minute = local.tm_hour * HOUR_MIN + local.tm_min;
    day = (local.tm_wday + 6) % 7; /* from Monday on */
    today = 1u << day;
    yesterday = 1u << ((day + 6) % 7);
    if (window->from_min < window->to_min)
        return (window->days & today) != 0 && minute >= window->from_min && minute < window->to_min;
    return ((window->days & today) != 0 && minute >= window->from_min) ||
           ((window->days & yesterday) != 0 && minute < window->to_min);
}

bool windows_open(const Windows *windows, int64_t unix_s)
{
    for (size_t i = 0; i < windows->len; i++)
        if (is_open(&windows->items[i], unix_s))
            return true;
    return windows->len == 0;
}
