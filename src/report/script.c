/* A plan as an SQL script that a person can read and run by hand. */
#include "model/budget.h"
#include "report/excerpt.h"
#include "report/payload_text.h"
#include "report/words.h"

enum {
    WAIT_IN_TRANSACTION_MS = LOCK_BUDGET_DEFAULT_MS, /* others wait behind it */
    WAIT_ALONE_MS = 60000
};

typedef struct Script {
    Sb *sb;
    Arena scratch;
    const Plan *plan;
    const ByHand *by_hand; /* NULL: no shell is known */
    int wait_ms;           /* that the session has; 0: none was set */
    const char **why_not;  /* of each step: why the script doesn't run it; NULL: it does */
} Script;

/* ---- what runs
 * ------------------------------------------------------------------------------------------------
 */

static bool needs_left_out(const Script *script, size_t at)
{
    const Plan *plan = script->plan;
    const StrVec *needs = &plan->steps.items[at]->needs;

    for (size_t i = 0; i < at; i++)
        if (script->why_not[i] != NULL && strs_has(needs, plan->steps.items[i]->id))
            return true;
    return false;
}

static const char *why_not(const Script *script, size_t at)
{
    const Step *step = script->plan->steps.items[at];

    if (step->state != STEP_READY)
        return step_state_names[step->state];
    if (step->backup != NULL || step->purges.len > 0)
        return "keeps what it takes away: only `anneal deploy` can";
    if (step->hook != NULL)
        return "a command: `anneal deploy --trust-commands` runs it";
    if (step->scripts != NULL && step->scripts->may_fail)
        return "a later step runs it, too, when the tables are there";
    return needs_left_out(script, at) ? "needs a step that the script leaves out" : NULL;
}

static void choose(Script *script)
{
    script->why_not = ARENA_ARRAY(&script->scratch, const char *, script->plan->steps.len);
    for (size_t i = 0; i < script->plan->steps.len; i++)
        script->why_not[i] = why_not(script, i);
}

/* ---- lines
 * ------------------------------------------------------------------------------------------------
 */

/* What doesn't run is commented out, so that it can be read. */
static void put_lines(Sb *sb, Str text, const char *prefix)
{
    Str line;

    while (str_cut(&text, '\n', &line))
        sb_printf(sb, "%s%.*s\n", prefix, STR_ARG(line));
}

static void put_statement(Script *script, Str sql, bool runs)
{
    if (runs && script->by_hand != NULL)
        script->by_hand->statement(script->sb, sql);
    else
        put_lines(script->sb, arena_printf(&script->scratch, "%.*s;", STR_ARG(sql)),
                  runs ? "" : "--   ");
}

static void put_header(Script *script)
{
    Sb *sb = script->sb;
    const Plan *plan = script->plan;
    size_t run = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        run += script->why_not[i] == NULL;
    sb_printf(sb, "-- Plan of %.*s, made by anneal %.*s.\n", STR_ARG(plan->product),
              STR_ARG(plan->tool));
    sb_printf(sb, "-- Hash: %.*s\n", STR_ARG(plan->hash));
    if (plan->steps.len == 0) {
        sb_puts(sb, "-- Nothing to do.\n");
        return;
    }
    sb_printf(sb, "-- %zu of %zu steps run; what does not is commented out, with the reason.\n",
              run, plan->steps.len);
    if (script->by_hand != NULL)
        sb_printf(sb, "-- By hand: %s FILE\n", script->by_hand->command);
    sb_puts(sb,
            "-- It ends at the first error; then make a new plan. By hand it lacks what `anneal "
            "deploy` adds: the look at\n"
            "-- what changed since the plan was made, lock waits that are tried again, the "
            "journal.\n");
}

/* ---- guards
 * ------------------------------------------------------------------------------------------------
 */

static void put_validations(Script *script)
{
    for (size_t i = 0; i < script->plan->validations.len; i++) {
        const PlanValidation *validation = script->plan->validations.items[i];
        script->by_hand->condition(
            script->sb, validation->query, WANT_TRUE,
            arena_printf(&script->scratch, "%.*s is not true here", STR_ARG(validation->name)));
    }
}

static void limit(Script *script, int wait_ms)
{
    if (script->wait_ms != wait_ms)
        script->by_hand->limit(script->sb, wait_ms);
    script->wait_ms = wait_ms;
}

/* They speak of the database as the plan found it, so they are asked before anything runs; not
 * those of a step that needs another, as they may speak of what that makes, nor where rows that are
 * in the way were allowed. */
static void put_probes(Script *script)
{
    for (size_t i = 0; i < script->plan->steps.len; i++) {
        const Step *step = script->plan->steps.items[i];
        bool is_asked = script->why_not[i] == NULL && step->needs.len == 0 &&
                        !strs_has(&step->hazards, str_from(hazard_name(HAZ_FAILS_ON_DATA)));
        for (size_t p = 0; is_asked && p < step->probes.len; p++)
            script->by_hand->check(
                script->sb, step->probes.items[p], STR("0"),
                arena_printf(&script->scratch, "rows stand in the way: %.*s",
                             STR_ARG(report_step_title(&script->scratch, step))));
    }
}

/* What a deploy asks before the step, outside of its transaction. */
static void put_guards(Script *script, const Step *step)
{
    const ByHand *by_hand = script->by_hand;

    for (size_t i = 0; i < step->conditions.len; i++) {
        const Condition *condition = step->conditions.items[i];
        Str of = arena_printf(&script->scratch, "%.*s: %.*s", STR_ARG(condition->of),
                              STR_ARG(condition->key));
        if (condition->query.len > 0)
            by_hand->condition(script->sb, condition->query, condition->want,
                               arena_printf(&script->scratch, "%.*s does not hold", STR_ARG(of)));
        else if (condition->not_before.len > 0)
            sb_printf(script->sb, "-- %.*s: not before %.*s\n", STR_ARG(of),
                      STR_ARG(condition->not_before));
    }
}

/* ---- steps
 * ------------------------------------------------------------------------------------------------
 */

static void put_comment(Script *script, size_t at)
{
    const Step *step = script->plan->steps.items[at];
    Sb *sb = script->sb;

    sb_printf(sb, "-- %s: ", phase_names[step->phase]);
    excerpt_put_clean(sb, report_step_title(&script->scratch, step));
    for (size_t i = 0; i < step->reasons.len; i++) {
        sb_puts(sb, i == 0 ? " (" : "; ");
        excerpt_put_clean(sb, step->reasons.items[i]);
    }
    sb_puts(sb, step->reasons.len > 0 ? ")\n" : "\n");
    for (size_t i = 0; i < step->locks.len; i++) {
        sb_puts(sb, "--   locks ");
        excerpt_put_clean(sb, step->locks.items[i]->relation);
        sb_printf(sb, ": %.*s\n", STR_ARG(step->locks.items[i]->mode));
    }
    if (step->state != STEP_READY) {
        sb_printf(sb, "--   %s: ", step_state_names[step->state]);
        excerpt_put_clean(sb, step->why);
        sb_putc(sb, '\n');
    } else if (script->why_not[at] != NULL) {
        sb_printf(sb, "--   %s\n", script->why_not[at]);
    }
}

static bool same_group(const Step *a, const Step *b)
{
    return a->group.len > 0 && str_eq(a->group, b->group);
}

/* Session settings of a run of steps, once each, as deploy gives them. */
static void put_session(Script *script, size_t from, size_t to, bool after)
{
    StrVec seen = {0};

    for (size_t i = from; i < to; i++) {
        const Step *step = script->plan->steps.items[i];
        const StrVec *texts = after ? &step->session_after : &step->session_before;
        for (size_t s = 0; script->why_not[i] == NULL && s < texts->len; s++) {
            if (strs_has(&seen, texts->items[s]))
                continue;
            vec_push(&script->scratch, &seen, texts->items[s]);
            put_statement(script, texts->items[s], true);
        }
    }
}

/* Where no shell can walk along a key, the rows are to be done when the script comes here. */
static void put_loop(Script *script, const Step *step, bool runs)
{
    const StepLoop *loop = step->loop;
    Str title = report_step_title(&script->scratch, step);

    if (runs && script->by_hand != NULL && script->by_hand->loop(script->sb, loop))
        return;
    sb_puts(script->sb, "--   `anneal deploy` runs this in batches, with the bounds of each:\n");
    put_statement(script, loop->batch, false);
    if (runs && script->by_hand != NULL)
        script->by_hand->check(
            script->sb, loop->rest.len > 0 ? loop->rest : STR("SELECT 'unknown'"), STR("0"),
            arena_printf(&script->scratch, "rows are still to do: %.*s", STR_ARG(title)));
}

static void put_payload(Script *script, size_t at)
{
    const Step *step = script->plan->steps.items[at];
    bool runs = script->why_not[at] == NULL;

    for (size_t s = 0; s < step->statements.len; s++)
        put_statement(script, step->statements.items[s], runs);
    if (step->loop != NULL)
        put_loop(script, step, runs);
    if (step->check != NULL && runs && script->by_hand != NULL)
        script->by_hand->check(script->sb, step->check->query, step->check->expected,
                               step->check->message.len > 0
                                   ? step->check->message
                                   : report_step_title(&script->scratch, step));
    if (step->wait != NULL && runs && script->by_hand != NULL)
        script->by_hand->condition(
            script->sb, step->wait->query, WANT_TRUE,
            arena_printf(&script->scratch, "not yet: %.*s", STR_ARG(step->wait->reason)));
    payload_put_sql(script->sb, step, runs, script->by_hand);
}

static void put_steps(Script *script, size_t from, size_t to)
{
    Sb *sb = script->sb;
    bool runs = false, in_group = script->plan->steps.items[from]->group.len > 0;

    for (size_t i = from; i < to; i++)
        runs = runs || script->why_not[i] == NULL;
    sb_putc(sb, '\n');
    if (runs && script->by_hand != NULL) {
        limit(script, in_group ? WAIT_IN_TRANSACTION_MS : WAIT_ALONE_MS);
        for (size_t i = from; i < to; i++)
            if (script->why_not[i] == NULL)
                put_guards(script, script->plan->steps.items[i]);
    }
    put_session(script, from, to, false);
    if (in_group && runs)
        sb_puts(sb, "BEGIN;\n");
    for (size_t i = from; i < to; i++) {
        put_comment(script, i);
        put_payload(script, i);
    }
    if (in_group && runs)
        sb_puts(sb, "COMMIT;\n");
    put_session(script, from, to, true);
}

void report_plan_sql(Sb *sb, const Plan *plan, const ByHand *by_hand)
{
    Script script = {.sb = sb, .plan = plan, .by_hand = by_hand};

    choose(&script);
    put_header(&script);
    if (plan->steps.len > 0 && by_hand != NULL) {
        sb_putc(sb, '\n');
        by_hand->begin(sb);
        limit(&script, WAIT_IN_TRANSACTION_MS);
        put_validations(&script);
        put_probes(&script);
    }
    for (size_t from = 0; from < plan->steps.len;) {
        size_t to = from + 1;
        while (to < plan->steps.len && same_group(plan->steps.items[from], plan->steps.items[to]))
            to++;
        put_steps(&script, from, to);
        from = to;
    }
    if (plan->steps.len > 0 && by_hand != NULL)
        by_hand->end(sb);
    arena_free(&script.scratch);
}
