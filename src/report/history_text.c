/* Deployments of the journal as text for people: a line each, or one of them in full. */
#include "report/journal_words.h"
#include "report/words.h"

enum { REVISION_SHOWN = 12 };

static const char *outcome_of(const DeploymentRow *deployment)
{
    return deployment_outcome_names[deployment->outcome];
}

static void put_took(Sb *sb, Str from, Str to)
{
    int64_t ms = words_between_ms(from, to);

    if (ms >= 0)
        words_duration(sb, ms);
}

static void put_counts(Sb *sb, const DeploymentRow *deployment)
{
    const struct {
        OptInt count;
        const char *word;
    } counts[] = {{deployment->done, "done"},
                  {deployment->skipped, "done before"},
                  {deployment->held, "held"},
                  {deployment->waiting, "waiting"}};
    size_t put = 0;

    if (!deployment->done.given) /* it had no end */
        words_count(sb, (size_t)deployment->steps.value, "step");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].count.value > 0)
            sb_printf(sb, "%s%lld %s", put++ > 0 ? ", " : "", (long long)counts[i].count.value,
                      counts[i].word);
    if (deployment->done.given && put == 0)
        sb_puts(sb, "nothing done");
}

/* `text` and blanks up to `width`. */
static void put_column(Sb *sb, Str text, size_t width)
{
    sb_put(sb, text);
    sb_repeat(sb, ' ', text.len < width ? width - text.len : 1);
}

static void put_line(Sb *sb, const DeploymentRow *row)
{
    enum { ID = 6, MOMENT = 21, TOOK = 16, OUTCOME = 13, COUNTS = 26 };
    Arena scratch = {0};
    Sb took = sb_new(SB_LINE_MAX), counts = sb_new(SB_LINE_MAX);
    Str person = words_person(&scratch, row), revision = row->revision;

    put_took(&took, row->started_at, row->ended_at);
    put_counts(&counts, row);
    put_column(sb, arena_printf(&scratch, "%lld", (long long)row->id.value), ID);
    put_column(sb, words_moment(&scratch, row->started_at), MOMENT);
    put_column(sb, sb_str(&took), TOOK);
    put_column(sb, str_from(outcome_of(row)), OUTCOME);
    put_column(sb, sb_str(&counts), COUNTS);
    sb_put(sb, person);
    if (revision.len > 0)
        sb_printf(sb, " at %.*s", STR_ARG(str_sub(revision, 0, REVISION_SHOWN)));
    sb_putc(sb, '\n');
    sb_free(&took);
    sb_free(&counts);
    arena_free(&scratch);
}

static void put_fact(Sb *sb, const char *word, Str value)
{
    enum { WORD = 12 };

    if (value.len == 0)
        return;
    sb_puts(sb, "  ");
    put_column(sb, str_from(word), WORD);
    sb_put(sb, value);
    sb_putc(sb, '\n');
}

static void put_step(Sb *sb, const StepRow *row)
{
    static const char signs[] = "?+=!>"; /* by JournalStepState */
    Arena scratch = {0};

    sb_printf(sb, "  %c %.*s", signs[row->state], STR_ARG(words_step_row(&scratch, row)));
    switch ((JournalStepState)row->state) {
    case JOURNAL_STEP_RUNNING:
        sb_puts(sb, ": no end was recorded");
        break;
    case JOURNAL_STEP_SKIPPED:
        sb_puts(sb, ": had been done before");
        break;
    case JOURNAL_STEP_FAILED:
        sb_printf(sb, ": %.*s", STR_ARG(row->error));
        break;
    case JOURNAL_STEP_WAITING:
        sb_puts(sb, ": put off to its hours");
        break;
    case JOURNAL_STEP_DONE:
        sb_puts(sb, ", ");
        words_duration(sb, row->took_ms.value);
        break;
    }
    if (row->rows.given)
        sb_printf(sb, ", %.*s rows", STR_ARG(words_number(&scratch, row->rows.value)));
    if (row->attempts.value > 1)
        sb_printf(sb, ", %lld attempts", (long long)row->attempts.value);
    sb_putc(sb, '\n');
    arena_free(&scratch);
}

static void put_one(Sb *sb, const History *history, const TextStyle *style)
{
    const DeploymentRow *row = history->deployments.items[0];
    Arena scratch = {0};
    Sb took = sb_new(SB_LINE_MAX), counts = sb_new(SB_LINE_MAX);

    put_took(&took, row->started_at, row->ended_at);
    put_counts(&counts, row);
    words_styled(sb, style, TERM_BOLD,
                 arena_printf(&scratch, "%.*s: deployment %lld of %.*s: %s",
                              STR_ARG(history->database), (long long)row->id.value,
                              STR_ARG(row->product), outcome_of(row)));
    sb_putc(sb, '\n');
    put_fact(sb, "error", row->error);
    put_fact(sb, "begun",
             arena_printf(&scratch, "%.*s UTC", STR_ARG(words_moment(&scratch, row->started_at))));
    put_fact(sb, "took", sb_str(&took));
    put_fact(sb, "steps", sb_str(&counts));
    put_fact(sb, "by", words_person(&scratch, row));
    put_fact(sb, "from", row->origin);
    put_fact(sb, "revision", row->revision);
    put_fact(sb, "plan", row->plan_hash);
    put_fact(sb, "anneal", row->tool);
    put_fact(sb, "server", row->server);
    if (history->steps.len > 0)
        sb_puts(sb, "\nSteps:\n");
    for (size_t i = 0; i < history->steps.len; i++)
        put_step(sb, history->steps.items[i]);
    sb_free(&took);
    sb_free(&counts);
    arena_free(&scratch);
}

void report_history_text(Sb *sb, const History *history, const TextStyle *style)
{
    if (history->deployments.len == 0) {
        sb_printf(sb, "%.*s has never been deployed to.\n", STR_ARG(history->database));
    } else if (history->is_one) {
        put_one(sb, history, style);
    } else {
        for (size_t i = 0; i < history->deployments.len; i++)
            put_line(sb, history->deployments.items[i]);
    }
}
