/* A plan as an SQL script that a person can read and run by hand. */
#include "report/payload_text.h"
#include "report/words.h"

/* Statements and comment lines of a held step are commented out, so that they can be read but
 * don't run. */
static void put_lines(Sb *sb, Str text, const char *prefix)
{
    Str line;

    while (str_cut(&text, '\n', &line))
        sb_printf(sb, "%s%.*s\n", prefix, STR_ARG(line));
}

static void put_statement(Sb *sb, Arena *scratch, Str sql, bool runs)
{
    put_lines(sb, arena_printf(scratch, "%.*s;", STR_ARG(sql)), runs ? "" : "--   ");
}

static void put_header(Sb *sb, const Plan *plan)
{
    size_t ready = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        ready += plan->steps.items[i]->state == STEP_READY;
    sb_printf(sb, "-- Plan of %.*s, made by anneal %.*s.\n", STR_ARG(plan->product),
              STR_ARG(plan->tool));
    sb_printf(sb, "-- Hash: %.*s\n", STR_ARG(plan->hash));
    if (plan->steps.len == 0) {
        sb_puts(sb, "-- Nothing to do.\n");
        return;
    }
    sb_printf(sb, "-- %zu of %zu steps run; what is held is commented out.\n", ready,
              plan->steps.len);
    sb_puts(sb, "-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at "
                "what changed\n"
                "-- meanwhile, lock waits that are cut short and tried again.\n");
}

static void put_comment(Sb *sb, Arena *scratch, const Step *step)
{
    sb_printf(sb, "-- %s: %.*s", phase_names[step->phase],
              STR_ARG(report_step_title(scratch, step)));
    for (size_t i = 0; i < step->reasons.len; i++)
        sb_printf(sb, "%s%.*s", i == 0 ? " (" : "; ", STR_ARG(step->reasons.items[i]));
    sb_puts(sb, step->reasons.len > 0 ? ")\n" : "\n");
    for (size_t i = 0; i < step->locks.len; i++)
        sb_printf(sb, "--   locks %.*s: %.*s\n", STR_ARG(step->locks.items[i]->relation),
                  STR_ARG(step->locks.items[i]->mode));
    if (step->state != STEP_READY) {
        sb_printf(sb, "--   %s: ", step_state_names[step->state]);
        put_lines(sb, step->why, "");
    }
}

static bool same_group(const Step *a, const Step *b)
{
    return a->group.len > 0 && str_eq(a->group, b->group);
}

/* Session settings of a run of steps, once each, as deploy gives them. */
static void put_session(Sb *sb, Arena *scratch, const Plan *plan, size_t from, size_t to,
                        bool after)
{
    for (size_t i = from; i < to; i++) {
        const Step *step = plan->steps.items[i];
        const StrVec *texts = after ? &step->session_after : &step->session_before;
        for (size_t s = 0; step->state == STEP_READY && s < texts->len; s++) {
            bool seen = false;
            for (size_t j = from; j < i && !seen; j++) {
                const Step *other = plan->steps.items[j];
                const StrVec *before = after ? &other->session_after : &other->session_before;
                for (size_t k = 0; other->state == STEP_READY && k < before->len && !seen; k++)
                    seen = str_eq(before->items[k], texts->items[s]);
            }
            if (!seen)
                put_statement(sb, scratch, texts->items[s], true);
        }
    }
}

/* A script can't walk along a key in transactions of its own. */
static void put_loop(Sb *sb, Arena *scratch, const StepLoop *loop)
{
    sb_puts(sb, "--   `anneal deploy` runs this in batches, with the bounds of each:\n");
    put_statement(sb, scratch, loop->batch, false);
}

static void put_steps(Sb *sb, Arena *scratch, const Plan *plan, size_t from, size_t to)
{
    bool runs = false, in_group = plan->steps.items[from]->group.len > 0;

    for (size_t i = from; i < to; i++)
        runs = runs || plan->steps.items[i]->state == STEP_READY;
    sb_putc(sb, '\n');
    put_session(sb, scratch, plan, from, to, false);
    if (in_group && runs)
        sb_puts(sb, "BEGIN;\n");
    for (size_t i = from; i < to; i++) {
        const Step *step = plan->steps.items[i];
        put_comment(sb, scratch, step);
        for (size_t s = 0; s < step->statements.len; s++)
            put_statement(sb, scratch, step->statements.items[s], step->state == STEP_READY);
        if (step->loop != NULL)
            put_loop(sb, scratch, step->loop);
        payload_put_sql(sb, step);
    }
    if (in_group && runs)
        sb_puts(sb, "COMMIT;\n");
    put_session(sb, scratch, plan, from, to, true);
}

void report_plan_sql(Sb *sb, const Plan *plan)
{
    Arena scratch = {0};

    put_header(sb, plan);
    for (size_t from = 0; from < plan->steps.len;) {
        size_t to = from + 1;
        while (to < plan->steps.len && same_group(plan->steps.items[from], plan->steps.items[to]))
            to++;
        put_steps(sb, &scratch, plan, from, to);
        from = to;
    }
    arena_free(&scratch);
}
