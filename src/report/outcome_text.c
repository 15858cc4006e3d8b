/* An outcome as text for people: what ran, what did not, what is left to do. */
#include "report/words.h"

enum { NOT_REACHED_MOST = 10 }; /* of those that are listed; JSON has all */

static size_t count_of(const Outcome *outcome, StepResult result)
{
    size_t count = 0;

    for (size_t i = 0; i < outcome->steps.len; i++)
        count += outcome->steps.items[i].result == result;
    return count;
}

static size_t count_left(const Outcome *outcome)
{
    return count_of(outcome, RESULT_NOT_REACHED) + count_of(outcome, RESULT_FAILED);
}

static void put_why(Sb *sb, Str why)
{
    enum { INDENT = 6 };

    sb_repeat(sb, ' ', INDENT);
    words_parts(sb, why, INDENT);
}

/* Why a step did not run, and what of it did. */
static void put_below(Sb *sb, Arena *scratch, const StepOutcome *outcome)
{
    if (outcome->rows.value > 0)
        put_why(sb, arena_printf(scratch, "%lld rows are written, and stay",
                                 (long long)outcome->rows.value));
    if (outcome->why != NULL)
        put_why(sb, str_from(outcome->why));
    else if (outcome->now != NULL)
        put_why(sb, str_from(outcome->now));
    else if (outcome->step->why.len > 0 && outcome->result != RESULT_FAILED)
        put_why(sb, outcome->step->why);
}

static void put_listed(Sb *sb, const Outcome *outcome, StepResult result, const char *title)
{
    size_t most = result == RESULT_NOT_REACHED ? NOT_REACHED_MOST : SIZE_MAX, listed = 0;
    Arena scratch = {0};

    for (size_t i = 0; i < outcome->steps.len; i++) {
        const Step *step = outcome->steps.items[i].step;
        if (outcome->steps.items[i].result != result || listed++ >= most)
            continue;
        if (listed == 1)
            sb_printf(sb, "\n%s\n", title);
        sb_printf(sb, "  %c %.*s\n", words_sign(words_effect(step->op)),
                  STR_ARG(report_step_title(&scratch, step)));
        put_below(sb, &scratch, &outcome->steps.items[i]);
    }
    if (listed > most)
        sb_printf(sb, "  … and %zu more\n", listed - most);
    arena_free(&scratch);
}

static int64_t took_ms(const Outcome *outcome)
{
    int64_t sum = 0;

    for (size_t i = 0; i < outcome->steps.len; i++)
        sum += outcome->steps.items[i].took_ms;
    return sum;
}

static void put_what_if(Sb *sb, const Outcome *outcome, Str database)
{
    size_t ready = count_of(outcome, RESULT_NOT_REACHED);

    if (ready == 0)
        sb_printf(sb, "Nothing would run on %.*s", STR_ARG(database));
    else {
        words_count(sb, ready, "step");
        sb_printf(sb, " would run on %.*s", STR_ARG(database));
    }
    sb_puts(sb, "; nothing was changed.\n");
}

/* What loops have written that did not come to their end: it stays. */
static int64_t rows_half_way(const Outcome *outcome)
{
    int64_t rows = 0;

    for (size_t i = 0; i < outcome->steps.len; i++)
        if (outcome->steps.items[i].result == RESULT_NOT_REACHED ||
            outcome->steps.items[i].result == RESULT_FAILED)
            rows += outcome->steps.items[i].rows.value;
    return rows;
}

static void put_verdict(Sb *sb, const Outcome *outcome, Str database)
{
    size_t done = count_of(outcome, RESULT_DONE), skipped = count_of(outcome, RESULT_SKIPPED);
    size_t left = count_left(outcome);

    if (left > 0 && done + skipped == 0 && rows_half_way(outcome) > 0) {
        sb_printf(sb,
                  "Stopped on %.*s in the middle of a step: %lld rows are written; they stay, and "
                  "the next deploy goes on from there.\n",
                  STR_ARG(database), (long long)rows_half_way(outcome));
        return;
    }
    if (left > 0 && done + skipped == 0) {
        sb_printf(sb, "Stopped on %.*s before any step was done: it is as it was.\n",
                  STR_ARG(database));
        return;
    }
    if (left > 0) {
        sb_printf(sb, "Stopped on %.*s: ", STR_ARG(database));
        words_count(sb, done, "step");
        sb_printf(sb,
                  " ran, %zu did not; what ran stays, and the next deploy goes on from there.\n",
                  left);
        return;
    }
    if (outcome->steps.len == 0 && outcome->was_checked && outcome->is_converged) {
        sb_printf(sb, "Nothing to do: %.*s is as %.*s declares.\n", STR_ARG(database),
                  STR_ARG(outcome->plan->product));
        return;
    }
    if (done + skipped == 0) {
        sb_printf(sb, "Nothing ran on %.*s.\n", STR_ARG(database));
        return;
    }
    if (done == 0) {
        sb_printf(sb, "Nothing left to run on %.*s: ", STR_ARG(database));
        words_count(sb, skipped, "step");
        sb_puts(sb, skipped == 1 ? " was done before.\n" : " were done before.\n");
        return;
    }
    sb_puts(sb, "Done: ");
    words_count(sb, done, "step");
    sb_printf(sb, " ran on %.*s in ", STR_ARG(database));
    words_duration(sb, took_ms(outcome));
    if (skipped > 0)
        sb_printf(sb, ", %zu had been done before", skipped);
    sb_puts(sb, ".\n");
}

/* What came before, where it was not the end. */
static void put_earlier(Sb *sb, const Outcome *outcome)
{
    Arena scratch = {0};

    if (outcome->earlier != NULL)
        sb_printf(sb, "Before it, %.*s; this one went on with what was left.\n",
                  STR_ARG(report_unfinished(&scratch, outcome->earlier)));
    arena_free(&scratch);
}

static void put_convergence(Sb *sb, const Outcome *outcome)
{
    bool has_rest = count_of(outcome, RESULT_HELD) + count_of(outcome, RESULT_WAITING) +
                        count_of(outcome, RESULT_OTHER_PHASE) >
                    0;

    if (!outcome->was_checked || !outcome->is_converged || outcome->steps.len == 0)
        return;
    sb_printf(sb, "Looked again: %sthe database is as %.*s declares.\n",
              has_rest ? "but for what is listed below, " : "", STR_ARG(outcome->plan->product));
}

void report_outcome_text(Sb *sb, const Outcome *outcome, Str database, const TextStyle *style)
{
    sb_puts(sb, term_style(style->has_color, TERM_BOLD));
    if (outcome->is_what_if)
        put_what_if(sb, outcome, database);
    else
        put_verdict(sb, outcome, database);
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
    put_earlier(sb, outcome);
    put_convergence(sb, outcome);
    put_listed(sb, outcome, RESULT_FAILED, "Failed:");
    if (!outcome->is_what_if)
        put_listed(sb, outcome, RESULT_NOT_REACHED, "Not reached:");
    if (!outcome->is_what_if && count_left(outcome) > 0)
        return; /* what holds the others is not the question now */
    put_listed(sb, outcome, RESULT_WAITING, "Waiting for a condition:");
    put_listed(sb, outcome, RESULT_HELD, "Held:");
    put_listed(sb, outcome, RESULT_OTHER_PHASE, "Of another phase:");
}
