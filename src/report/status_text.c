/* What the journal says of a database as text for people: what is half done, open or held. */
#include "report/journal_words.h"
#include "report/words.h"

enum { INDENT = 6 };

static void put_deployment(Sb *sb, const DeploymentRow *last)
{
    Arena scratch = {0};
    Str person = words_person(&scratch, last);

    sb_printf(sb, "  begun %.*s UTC", STR_ARG(words_moment(&scratch, last->started_at)));
    if (person.len > 0)
        sb_printf(sb, " by %.*s", STR_ARG(person));
    sb_putc(sb, '\n');
    if (last->origin.len > 0)
        sb_printf(sb, "  from %.*s\n", STR_ARG(last->origin));
    if (last->revision.len > 0)
        sb_printf(sb, "  at revision %.*s\n", STR_ARG(last->revision));
    arena_free(&scratch);
}

static void put_progress(Sb *sb, const Status *status)
{
    const DeploymentRow *last = status->last;

    sb_printf(sb, "  %lld of ", (long long)status->steps_done);
    words_count(sb, (size_t)last->steps.value, "step");
    sb_printf(sb, "%s done%s\n", status->state == STATUS_RUNNING ? "" : " were",
              status->state == STATUS_RUNNING
                  ? ""
                  : "; the next deploy goes on from there, with a plan of its own.");
}

static void put_verdict(Sb *sb, const Status *status, const TextStyle *style)
{
    const DeploymentRow *last = status->last;
    Arena scratch = {0};
    Str verdict = STR_ABSENT;
    long long id = last == NULL ? 0 : (long long)last->id.value;

    switch (status->state) {
    case STATUS_NONE:
        verdict =
            arena_printf(&scratch, "%.*s has never been deployed to.", STR_ARG(status->database));
        break;
    case STATUS_UNREADABLE:
        verdict = arena_printf(&scratch, "%.*s has a journal that this role may not read.",
                               STR_ARG(status->database));
        break;
    case STATUS_DONE:
        verdict =
            arena_printf(&scratch, "%.*s: deployment %lld is done.", STR_ARG(status->database), id);
        break;
    case STATUS_RUNNING:
        verdict = arena_printf(&scratch, "%.*s: a deployer is at work: %.*s.",
                               STR_ARG(status->database), STR_ARG(status->deployer));
        break;
    case STATUS_UNFINISHED:
        verdict = arena_printf(
            &scratch, "%.*s: deployment %lld did not finish: %s.", STR_ARG(status->database), id,
            last->outcome == DEPLOYMENT_RUNNING ? "interrupted"
                                                : deployment_outcome_names[last->outcome]);
        break;
    }
    words_styled(sb, style, TERM_BOLD, verdict);
    sb_putc(sb, '\n');
    if (last != NULL)
        put_deployment(sb, last);
    if (last != NULL && status->state != STATUS_DONE)
        put_progress(sb, status);
    arena_free(&scratch);
}

/* Of a deployer at work a step that runs is no riddle. */
static void put_steps(Sb *sb, const Status *status)
{
    Arena scratch = {0};

    for (size_t i = 0; i < status->steps.len; i++) {
        const StepRow *row = status->steps.items[i];
        bool failed = row->state == JOURNAL_STEP_FAILED;
        bool waits = row->state == JOURNAL_STEP_WAITING;
        if (i == 0)
            sb_puts(sb, status->state == STATUS_RUNNING ? "\nSteps:\n" : "\nNot done:\n");
        sb_printf(sb, "  %c %.*s: ",
                  failed  ? '!'
                  : waits ? '>'
                          : '?',
                  STR_ARG(words_step_row(&scratch, row)));
        if (failed)
            sb_printf(sb, "failed with %.*s in attempt %lld\n", STR_ARG(row->error),
                      (long long)row->attempts.value);
        else if (waits)
            sb_puts(sb, "put off to its hours; a deploy within them goes on\n");
        else if (status->state == STATUS_RUNNING)
            sb_printf(sb, "runs since %.*s UTC\n",
                      STR_ARG(words_moment(&scratch, row->started_at)));
        else
            sb_puts(sb, "cut short; the next deploy looks whether it was done\n");
    }
    arena_free(&scratch);
}

static void put_loops(Sb *sb, const Status *status)
{
    Arena scratch = {0};

    for (size_t i = 0; i < status->loops.len; i++) {
        const LoopPosition *loop = status->loops.items[i];
        int64_t done = loop->rows_done.value, total = loop->rows_total.value;
        if (i == 0)
            sb_puts(sb, "\nOpen loops:\n");
        sb_printf(sb, "  > %.*s: %.*s", STR_ARG(loop->object),
                  STR_ARG(words_number(&scratch, done)));
        if (loop->rows_total.given && total > 0 && done <= total)
            sb_printf(sb, " of about %.*s rows (%lld %%)", STR_ARG(words_number(&scratch, total)),
                      (long long)(done * 100 / total));
        else
            sb_puts(sb, " rows");
        sb_printf(sb, ", last at %.*s UTC", STR_ARG(words_moment(&scratch, loop->updated_at)));
        if (loop->stubborn.len > 0) {
            sb_puts(sb, "; ");
            words_count(sb, loop->stubborn.len, "row");
            sb_puts(sb, " left out for now");
        }
        sb_putc(sb, '\n');
    }
    arena_free(&scratch);
}

static void put_scripts(Sb *sb, const Status *status)
{
    for (size_t i = 0; i < status->scripts.len; i++) {
        const ScriptRecord *script = status->scripts.items[i];
        bool runs = script->state == SCRIPT_RUNNING && status->state == STATUS_RUNNING;
        if (i == 0)
            sb_puts(sb, "\nScripts:\n");
        sb_printf(sb, "  %c %.*s of %.*s: ",
                  runs                              ? '>'
                  : script->state == SCRIPT_RUNNING ? '?'
                                                    : '!',
                  STR_ARG(script->path), STR_ARG(script->product));
        if (script->state == SCRIPT_FAILED)
            sb_printf(sb, "failed%s%.*s\n", script->error.len > 0 ? " with " : "",
                      STR_ARG(script->error));
        else if (runs)
            sb_puts(sb, "runs\n");
        else
            sb_printf(sb,
                      "cut short after %lld statements; nobody knows whether the next one ran\n",
                      (long long)script->statements_done.value);
    }
}

static void put_recipes(Sb *sb, const Status *status)
{
    for (size_t i = 0; i < status->recipes.len; i++) {
        const OpenRecipe *recipe = status->recipes.items[i];
        if (i == 0)
            sb_puts(sb, "\nUnder way:\n");
        sb_printf(sb, "  ~ %.*s: %.*s\n", STR_ARG(recipe->object), STR_ARG(recipe->state));
    }
}

static void put_backups(Sb *sb, const Status *status)
{
    for (size_t i = 0; i < status->backups.len; i++) {
        const BackupRow *row = status->backups.items[i];
        Str until = str_sub(row->retain_until, 0, strlen("2026-12-01"));
        if (i == 0)
            sb_puts(sb, "\nKept, see `anneal backups`:\n");
        sb_printf(sb, "  %.*s  %.*s: ", STR_ARG(row->id), STR_ARG(row->object));
        if (row->state != BACKUP_KEPT)
            sb_printf(sb, "%s, not finished\n", backup_state_names[row->state]);
        else
            sb_printf(sb, "%s %.*s\n", row->is_over ? "to be purged since" : "until",
                      STR_ARG(until));
    }
}

static void put_pause(Sb *sb, const JournalPause *pause)
{
    Arena scratch = {0};

    if (pause == NULL)
        return;
    sb_printf(sb, "\nPaused since %.*s UTC", STR_ARG(words_moment(&scratch, pause->since)));
    if (pause->who.len > 0)
        sb_printf(sb, " by %.*s", STR_ARG(pause->who));
    if (pause->why.len > 0)
        sb_printf(sb, ": %.*s", STR_ARG(pause->why));
    sb_putc(sb, '\n');
    arena_free(&scratch);
}

static void put_in_state(Sb *sb, const Plan *plan, StepState state, const char *title)
{
    Arena scratch = {0};
    size_t listed = 0;

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        if (step->state != (int)state)
            continue;
        if (listed++ == 0)
            sb_printf(sb, "\n%s\n", title);
        sb_printf(sb, "  %c %.*s\n", words_sign(words_effect(step->op)),
                  STR_ARG(report_step_title(&scratch, step)));
        if (step->why.len > 0) {
            sb_repeat(sb, ' ', INDENT);
            words_parts(sb, step->why, INDENT);
        }
    }
    arena_free(&scratch);
}

/* By the package, where there is one; the journal knows only how many there were. */
static void put_plan(Sb *sb, const Status *status)
{
    size_t ready = 0;

    if (status->plan == NULL) {
        if (status->last != NULL && status->last->held.value + status->last->waiting.value > 0)
            sb_printf(sb,
                      "\n%lld held and %lld waiting when it ended; with -p DIR: which and why\n",
                      (long long)status->last->held.value, (long long)status->last->waiting.value);
        return;
    }
    for (size_t i = 0; i < status->plan->steps.len; i++)
        ready += status->plan->steps.items[i]->state == STEP_READY;
    if (ready > 0) {
        sb_puts(sb, "\nTo run: ");
        words_count(sb, ready, "step");
        sb_puts(sb, "; `anneal plan` shows them\n");
    }
    put_in_state(sb, status->plan, STEP_WAITING, "Waiting for a condition:");
    put_in_state(sb, status->plan, STEP_HELD, "Held:");
    put_in_state(sb, status->plan, STEP_FORBIDDEN, "Forbidden:");
}

void report_status_text(Sb *sb, const Status *status, const TextStyle *style)
{
    put_verdict(sb, status, style);
    put_pause(sb, status->pause);
    put_steps(sb, status);
    put_scripts(sb, status);
    put_loops(sb, status);
    put_recipes(sb, status);
    put_backups(sb, status);
    put_plan(sb, status);
}
