/* Events of a deploy as JSON lines on standard output. */
#include "cli/events.h"

#include <time.h>

#include "codec/json.h"
#include "report/report.h"

static const char *name_of(const DeployEvent *event)
{
    switch (event->result) {
    case RESULT_NOT_REACHED:
        return event->unit.len > 0 || event->running_ms > 0 ? "progress" : "begin";
    case RESULT_WAITING: /* without a reason: put off, and so over for now */
        return event->waiting_for == NULL ? "end" : "wait";
    case RESULT_DONE:
    case RESULT_SKIPPED:
    case RESULT_FAILED:
    case RESULT_HELD:
    case RESULT_OTHER_PHASE:
        break;
    }
    return "end";
}

static void add(Arena *arena, Doc *doc, const char *key, Str text)
{
    doc_add(doc, str_from(key), doc_string(arena, text));
}

static void add_number(Arena *arena, Doc *doc, const char *key, int64_t number)
{
    doc_add(doc, str_from(key), doc_number(arena, number));
}

static Str time_text(Arena *arena, int64_t unix_s)
{
    time_t at = (time_t)unix_s;
    struct tm utc = {0};
    char text[32];

    (void)gmtime_r(&at, &utc);
    return arena_str(arena, (Str){text, strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)});
}

static void add_progress(Arena *arena, Doc *doc, const DeployEvent *event, const Rate *rate)
{
    int64_t left_s = event->of < 0 ? -1 : rate_left_s(rate, event->of);

    add_number(arena, doc, "Done", event->done);
    if (event->of >= 0)
        add_number(arena, doc, "Of", event->of);
    add(arena, doc, "Unit", event->unit);
    if (rate->is_known)
        add_number(arena, doc, "PerSecond", (int64_t)rate->per_second);
    if (left_s >= 0)
        add_number(arena, doc, "SecondsLeft", left_s);
}

void events_put(Sb *sb, const DeployEvent *event, const Rate *rate, int64_t unix_s)
{
    Arena scratch = {0};
    Doc *doc = doc_new(&scratch, DOC_OBJECT);
    const char *name = name_of(event);

    add(&scratch, doc, "Event", str_from(name));
    add(&scratch, doc, "At", time_text(&scratch, unix_s));
    add(&scratch, doc, "Step", event->step->id);
    add(&scratch, doc, "Phase", str_from(phase_names[event->step->phase]));
    add(&scratch, doc, "Operation", str_from(op_names[event->step->op]));
    add(&scratch, doc, "Object", event->step->object);
    add_number(&scratch, doc, "Index", (int64_t)event->index);
    add_number(&scratch, doc, "Total", (int64_t)event->total);
    if (event->unit.len > 0)
        add_progress(&scratch, doc, event, rate);
    if (event->stage.len > 0)
        add(&scratch, doc, "Stage", event->stage);
    if (event->running_ms > 0)
        add_number(&scratch, doc, "RunningSeconds", event->running_ms / 1000);
    if (event->attempt > 1)
        add_number(&scratch, doc, "Attempt", event->attempt);
    if (event->result == RESULT_WAITING && event->waiting_for != NULL)
        add(&scratch, doc, "WaitingFor", str_from(event->waiting_for));
    if (strcmp(name, "end") == 0)
        add(&scratch, doc, "Result", str_from(report_result_name(event->result)));
    json_write_line(sb, doc);
    arena_free(&scratch);
}

void events_print(const DeployEvent *event, const Rate *rate)
{
    Sb sb = sb_new(SB_LINE_MAX);

    events_put(&sb, event, rate, (int64_t)time(NULL));
    (void)fwrite(sb.ptr, 1, sb.len, stdout);
    (void)fflush(stdout);
    sb_free(&sb);
}
