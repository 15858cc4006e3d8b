/* What a deploy tells while it runs, for whoever listens. */
#include "cli/watch.h"

#include <time.h>

#include "cli/events.h"
#include "cli/output.h"
#include "report/report.h"

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void watch_event(void *context, const DeployEvent *event)
{
    Watch *watch = context;
    int64_t at_ms = now_ms();

    Hash stage = hash_of(event->stage);

    /* Each stage counts something else, and counts it anew. */
    if (event->stage.len > 0 && memcmp(&watch->stage, &stage, sizeof stage) != 0) {
        watch->stage = stage;
        watch->rate = (Rate){0};
    }
    if (event->unit.len > 0)
        rate_hear(&watch->rate, event->step, event->done, at_ms);
    metrics_event(&watch->metrics, event, &watch->rate, at_ms);
    if (watch->is_json)
        events_print(event, &watch->rate);
    else
        progress_event(&watch->progress, event, &watch->rate, at_ms);
}

void watch_command_line(void *context, const Step *step, Str line)
{
    Watch *watch = context;

    (void)step; /* the line before says which */
    progress_command_line(&watch->progress, line);
}

void watch_notes(void *context, const Notes *notes)
{
    Watch *watch = context;
    TextStyle style = cli_style(&watch->progress.term);
    Sb sb = sb_new(SB_FILE_MAX);

    progress_end(&watch->progress);
    report_notes_text(&sb, notes, &style);
    (void)fprintf(stderr, "%.*s", STR_ARG(sb_str(&sb)));
    sb_free(&sb);
}

void watch_end(Watch *watch, int exit_code)
{
    if (!watch->is_json)
        progress_end(&watch->progress);
    metrics_end(&watch->metrics, exit_code);
}
