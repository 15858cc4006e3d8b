/* Progress of a deploy on standard error: a live line on a terminal, else a line a step. */
#include "cli/progress.h"

#include "base/hash.h"
#include "report/report.h"

enum {
    DRAW_EVERY_MS = 100,      /* on a terminal */
    SAY_EVERY_MS = 10 * 1000, /* in a log */
    BAR_WIDTH = 24,
    BAR_LEAST_WIDTH = 80 /* of the terminal: below it the numbers are worth more */
};

/* `1,234,567` */
static void put_count(Sb *sb, int64_t count)
{
    Arena scratch = {0};
    Str digits = arena_printf(&scratch, "%lld", (long long)count);

    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0 && digits.ptr[i - 1] != '-')
            sb_putc(sb, ',');
        sb_putc(sb, digits.ptr[i]);
    }
    arena_free(&scratch);
}

/* `45 s`, `12 min`, `3 h 20 min` */
static void put_time(Sb *sb, int64_t seconds)
{
    if (seconds < 120)
        sb_printf(sb, "%lld s", (long long)seconds);
    else if (seconds < 2 * 3600)
        sb_printf(sb, "%lld min", (long long)(seconds + 30) / 60);
    else
        sb_printf(sb, "%lld h %lld min", (long long)seconds / 3600,
                  (long long)(seconds % 3600) / 60);
}

static void put_bar(Sb *sb, int64_t done, int64_t of)
{
    size_t full = of <= 0 ? BAR_WIDTH : (size_t)((double)done / (double)of * BAR_WIDTH);

    if (full > BAR_WIDTH)
        full = BAR_WIDTH;
    sb_puts(sb, " [");
    sb_repeat(sb, '#', full);
    sb_repeat(sb, '.', BAR_WIDTH - full);
    sb_puts(sb, "]");
}

static void put_loop(Sb *sb, const DeployEvent *event, const Rate *rate, int width)
{
    int64_t left_s = event->of < 0 ? -1 : rate_left_s(rate, event->of);

    sb_putc(sb, ':');
    if (width >= BAR_LEAST_WIDTH && event->of >= 0)
        put_bar(sb, event->done, event->of);
    sb_putc(sb, ' ');
    put_count(sb, event->done);
    if (event->of >= 0) {
        sb_puts(sb, " of ");
        put_count(sb, event->of);
    }
    sb_printf(sb, " %.*s", STR_ARG(event->unit));
    if (rate->is_known) {
        sb_puts(sb, ", ");
        put_count(sb, (int64_t)rate->per_second);
        sb_puts(sb, "/s");
    }
    if (left_s >= 0) {
        sb_puts(sb, ", ");
        put_time(sb, left_s);
        sb_puts(sb, " left");
    }
}

static void put_running(Sb *sb, const DeployEvent *event)
{
    sb_puts(sb, ": runs for ");
    put_time(sb, event->running_ms / 1000);
    if (event->stage.len > 0)
        sb_printf(sb, ", %.*s", STR_ARG(event->stage));
}

static void put_wait(Sb *sb, const DeployEvent *event)
{
    if (event->waiting_for == NULL)
        sb_puts(sb, ": is put off to its hours");
    else if (event->attempt > 0)
        sb_printf(sb, ": no lock in attempt %d, trying again", event->attempt);
    else
        sb_printf(sb, ": waits: %s", event->waiting_for);
}

void progress_line(Sb *sb, const DeployEvent *event, const Rate *rate, int width)
{
    Arena scratch = {0};

    sb_printf(sb, "[%zu/%zu] ", event->index, event->total);
    sb_put(sb, report_step_title(&scratch, event->step));
    arena_free(&scratch);
    switch (event->result) {
    case RESULT_WAITING:
        put_wait(sb, event);
        break;
    case RESULT_SKIPPED:
        sb_puts(sb, ": was done already");
        break;
    case RESULT_FAILED:
        sb_puts(sb, ": failed");
        break;
    case RESULT_NOT_REACHED:
        if (event->running_ms > 0)
            put_running(sb, event);
        if (event->unit.len > 0)
            put_loop(sb, event, rate, width);
        break;
    case RESULT_DONE:
    case RESULT_HELD:
    case RESULT_OTHER_PHASE:
        break;
    }
}

/* The first `width` characters, as a longer line would wrap and not be wiped. */
static Str fitting(Str line, int width)
{
    size_t columns = 0;

    for (size_t i = 0; i < line.len; i++)
        if (((unsigned char)line.ptr[i] & 0xC0) != 0x80 && columns++ == (size_t)width - 1)
            return str_sub(line, 0, i);
    return line;
}

static void draw(Progress *progress, Str line)
{
    line = fitting(line, progress->term.width);
    (void)fprintf(stderr, "\r%.*s\033[K", STR_ARG(line));
    (void)fflush(stderr);
    progress->has_line = true;
}

static uint64_t hash_of_wait(const DeployEvent *event)
{
    Hash hash = hash_of(str_from(event->waiting_for));
    uint64_t number = 1;

    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | hash.bytes[i];
    return number | 1;
}

/* A log gets a line when a step is over, one now and then about a loop, and what is waited for once
 * as long as it is the same. */
static bool is_worth_a_line(Progress *progress, const DeployEvent *event, int64_t now_ms)
{
    uint64_t said = progress->said;

    progress->said = 0;
    if (event->result == RESULT_WAITING && event->waiting_for != NULL && event->attempt == 0) {
        progress->said = hash_of_wait(event);
        return progress->said != said;
    }
    if (event->result != RESULT_NOT_REACHED)
        return true;
    return (event->unit.len > 0 || event->running_ms > 0) &&
           now_ms - progress->drawn_ms >= SAY_EVERY_MS;
}

void progress_event(Progress *progress, const DeployEvent *event, const Rate *rate, int64_t now_ms)
{
    Sb sb;

    if (progress->term.is_tty ? now_ms - progress->drawn_ms < DRAW_EVERY_MS
                              : !is_worth_a_line(progress, event, now_ms))
        return;
    sb = sb_new(SB_LINE_MAX);
    progress_line(&sb, event, rate, progress->term.is_tty ? progress->term.width : 0);
    if (progress->term.is_tty)
        draw(progress, sb_str(&sb));
    else
        (void)fprintf(stderr, "%.*s\n", STR_ARG(sb_str(&sb)));
    progress->drawn_ms = now_ms;
    sb_free(&sb);
}

void progress_end(Progress *progress)
{
    if (!progress->has_line)
        return;
    (void)fputs("\r\033[K", stderr);
    (void)fflush(stderr);
    progress->has_line = false;
}

void progress_command_line(Progress *progress, Str line)
{
    progress_end(progress);
    (void)fprintf(stderr, "hook | %.*s\n", STR_ARG(line));
}
