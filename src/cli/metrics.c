/* Progress of a deploy as a text file for Prometheus. */
#include "cli/metrics.h"

#include <time.h>

#include "base/file.h"
#include "cli/output.h"

enum { WRITE_EVERY_MS = 1000 };

static void put_head(Sb *sb, const char *name, const char *type, const char *help)
{
    sb_printf(sb, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_number(Sb *sb, const char *name, const char *type, const char *help, int64_t value)
{
    put_head(sb, name, type, help);
    sb_printf(sb, "%s %lld\n", name, (long long)value);
}

/* Source: prometheus.io, "Exposition formats": backslash, quote and line end are escaped. */
static void put_label(Sb *sb, const char *name, Str value)
{
    sb_printf(sb, "%s=\"", name);
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\n')
            sb_puts(sb, "\\n");
        else {
            if (value.ptr[i] == '"' || value.ptr[i] == '\\')
                sb_putc(sb, '\\');
            sb_putc(sb, value.ptr[i]);
        }
    }
    sb_putc(sb, '"');
}

static void put_step(Sb *sb, const Step *step)
{
    put_head(sb, "anneal_step_info", "gauge", "The step that runs now.");
    sb_puts(sb, "anneal_step_info{");
    put_label(sb, "step", step->id);
    sb_putc(sb, ',');
    put_label(sb, "phase", str_from(phase_names[step->phase]));
    sb_putc(sb, ',');
    put_label(sb, "operation", str_from(op_names[step->op]));
    sb_putc(sb, ',');
    put_label(sb, "object", step->object);
    sb_puts(sb, "} 1\n");
}

static void put_loop(Sb *sb, const Metrics *metrics, const Rate *rate)
{
    int64_t left_s = metrics->of < 0 ? -1 : rate_left_s(rate, metrics->of);

    put_number(sb, "anneal_loop_done", "gauge", "Rows or blocks that the loop has visited.",
               metrics->done);
    if (metrics->of >= 0)
        put_number(sb, "anneal_loop_size", "gauge", "About how many there are.", metrics->of);
    if (rate->is_known)
        put_number(sb, "anneal_loop_per_second", "gauge", "How many it visits in a second.",
                   (int64_t)rate->per_second);
    if (left_s >= 0)
        put_number(sb, "anneal_loop_eta_seconds", "gauge", "Time until it has visited all.",
                   left_s);
}

void metrics_put(Sb *sb, const Metrics *metrics, const Rate *rate, int64_t unix_s)
{
    put_number(sb, "anneal_steps", "gauge", "Steps that this deploy runs.",
               (int64_t)metrics->total);
    put_number(sb, "anneal_steps_ended", "gauge", "Steps that have ended.",
               (int64_t)metrics->ended);
    put_number(sb, "anneal_waits_total", "counter",
               "Times that it has waited for a lock, a guard, a pause or a condition.",
               metrics->waits);
    put_number(sb, "anneal_blocked", "gauge", "Whether it waits now.", metrics->is_waiting);
    if (metrics->step != NULL)
        put_step(sb, metrics->step);
    if (metrics->unit.len > 0)
        put_loop(sb, metrics, rate);
    put_number(sb, "anneal_over", "gauge", "Whether the deploy has ended.", metrics->is_over);
    if (metrics->is_over)
        put_number(sb, "anneal_exit_code", "gauge", "Exit code of the deploy.", metrics->exit_code);
    put_number(sb, "anneal_updated_seconds", "gauge", "When this was written, since 1970.", unix_s);
}

static void write_file(Metrics *metrics, const Rate *rate)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Errs errs = {0};

    metrics_put(&sb, metrics, rate, (int64_t)time(NULL));
    if (!metrics->has_failed && !file_write(metrics->path, sb_str(&sb), &errs)) {
        metrics->has_failed = true; /* a deploy is worth more than its metrics */
        cli_say("anneal: no metrics: %s", errs_last(&errs)->message);
    }
    errs_free(&errs);
    sb_free(&sb);
}

static void take(Metrics *metrics, const DeployEvent *event)
{
    bool was_waiting = metrics->is_waiting;
    bool waits = event->result == RESULT_WAITING && event->waiting_for != NULL;
    bool begins = event->result == RESULT_NOT_REACHED || waits;

    metrics->index = event->index;
    metrics->total = event->total;
    metrics->ended = begins && event->index > 0 ? event->index - 1 : event->index;
    metrics->is_waiting = waits;
    metrics->waits += metrics->is_waiting && !was_waiting;
    if (metrics->step != event->step)
        metrics->unit = STR_ABSENT;
    metrics->step = begins ? event->step : NULL;
    if (event->unit.len > 0) {
        metrics->unit = event->unit;
        metrics->done = event->done;
        metrics->of = event->of;
    }
}

void metrics_event(Metrics *metrics, const DeployEvent *event, const Rate *rate, int64_t now_ms)
{
    if (metrics->path == NULL)
        return;
    take(metrics, event);
    if (now_ms - metrics->written_ms < WRITE_EVERY_MS)
        return;
    metrics->written_ms = now_ms;
    write_file(metrics, rate);
}

void metrics_end(Metrics *metrics, int exit_code)
{
    static const Rate none = {0};

    if (metrics->path == NULL)
        return;
    metrics->step = NULL; /* of a plan that may be gone */
    metrics->unit = STR_ABSENT;
    metrics->is_over = true;
    metrics->is_waiting = false;
    metrics->exit_code = exit_code;
    write_file(metrics, &none);
}
