/* Progress of a deploy on standard error: a live line on a terminal, else a line a step. */
#include "cli/progress.h"

#include <time.h>

#include "base/sb.h"
#include "report/report.h"

enum { DRAW_EVERY_MS = 100 };

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* `[3/14] create table shop.orders` */
static void put_line(Sb *sb, const DeployEvent *event)
{
    Arena scratch = {0};

    sb_printf(sb, "[%zu/%zu] ", event->index, event->total);
    sb_put(sb, report_step_title(&scratch, event->step));
    arena_free(&scratch);
    switch (event->result) {
    case RESULT_WAITING:
        sb_printf(sb, ": no lock in attempt %d, trying again", event->attempt);
        break;
    case RESULT_SKIPPED:
        sb_puts(sb, ": was done already");
        break;
    case RESULT_FAILED:
        sb_puts(sb, ": failed");
        break;
    case RESULT_DONE:
    case RESULT_NOT_REACHED:
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
    progress->drawn_ms = now_ms();
}

void progress_event(void *context, const DeployEvent *event)
{
    Progress *progress = context;
    Sb sb = sb_new(SB_LINE_MAX);

    put_line(&sb, event);
    if (!progress->term.is_tty) {
        /* A line when it is over; that it has begun is worth none. */
        if (event->result != RESULT_NOT_REACHED)
            (void)fprintf(stderr, "%.*s\n", STR_ARG(sb_str(&sb)));
    } else if (event->result == RESULT_WAITING || now_ms() - progress->drawn_ms >= DRAW_EVERY_MS) {
        draw(progress, sb_str(&sb));
    }
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
