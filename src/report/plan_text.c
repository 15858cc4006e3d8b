/* A plan as text for people: what happens, what it locks, what is held. */
#include "model/key_list.h"
#include "report/payload_text.h"
#include "report/tally.h"

enum { INDENT_DETAIL = 6, INDENT_SQL = 10, DETAIL_NAME = 8 };

static void put_verdict(Sb *sb, const Plan *plan, Str database, const Tally *tally,
                        const TextStyle *style)
{
    sb_puts(sb, term_style(style->has_color, TERM_BOLD));
    if (tally->total == 0) {
        sb_printf(sb, "Nothing to do: %.*s is as %.*s declares.", STR_ARG(database),
                  STR_ARG(plan->product));
    } else if (tally->forbidden > 0) {
        sb_puts(sb, "Forbidden: ");
        words_count(sb, tally->forbidden, "step");
        sb_printf(sb, " may not run on %.*s, so none does.", STR_ARG(database));
    } else if (tally->ready == 0) {
        sb_printf(sb, "Nothing runs on %.*s: ", STR_ARG(database));
        words_count(sb, tally->held + tally->waiting, "step");
        sb_puts(sb, tally->held + tally->waiting == 1 ? " is" : " are");
        sb_puts(sb, tally->held > 0 ? " held." : " waiting.");
    } else {
        words_count(sb, tally->ready, "step");
        sb_printf(sb, " will run on %.*s", STR_ARG(database));
        if (tally->held > 0)
            sb_printf(sb, ", %zu held", tally->held);
        if (tally->waiting > 0)
            sb_printf(sb, ", %zu waiting", tally->waiting);
        sb_putc(sb, '.');
    }
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
    sb_putc(sb, '\n');
}

/* `expand    4 to create, 2 to change` */
static void put_summary(Sb *sb, const Tally *tally)
{
    static const char *const verbs[] = {"create", "change", "remove", "run"};

    sb_putc(sb, '\n');
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        const char *separator = "";
        if (tally->ready_in[phase] + tally->other_in[phase] == 0)
            continue;
        sb_printf(sb, "  %-9s ", phase_names[phase]);
        for (int effect = 0; effect < EFFECT_COUNT; effect++) {
            if (tally->effects[phase][effect] == 0)
                continue;
            sb_printf(sb, "%s%zu to %s", separator, tally->effects[phase][effect], verbs[effect]);
            separator = ", ";
        }
        if (tally->other_in[phase] > 0 && tally->ready_in[phase] > 0)
            sb_printf(sb, " (%zu of them held)", tally->other_in[phase]);
        else if (tally->other_in[phase] > 0)
            sb_puts(sb, " (held)");
        sb_putc(sb, '\n');
    }
}

static void put_detail(Sb *sb, const char *name, Str text)
{
    sb_repeat(sb, ' ', INDENT_DETAIL);
    sb_printf(sb, "%-7s ", name);
    words_parts(sb, text, INDENT_DETAIL + DETAIL_NAME);
}

static void put_locks(Sb *sb, Arena *scratch, const Step *step)
{
    static const char *const stops[] = {
        [BLOCKS_NOTHING] = "nobody waits for it",
        [BLOCKS_DDL] = "stops other schema changes",
        [BLOCKS_WRITERS] = "stops writes",
        [BLOCKS_ALL] = "stops reads and writes",
    };

    for (size_t i = 0; i < step->locks.len; i++) {
        const StepLock *lock = step->locks.items[i];
        put_detail(sb, i == 0 ? "lock" : "",
                   arena_printf(scratch, "%.*s: %.*s, %s", STR_ARG(lock->relation),
                                STR_ARG(lock->mode), stops[lock->blocks]));
    }
}

/* ", about 1000000 rows"; nothing where nobody knows. */
static Str rows_text(Arena *scratch, const Plan *plan, Str relation)
{
    for (size_t i = 0; i < plan->facts.len; i++)
        if (str_eq(plan->facts.items[i]->relation, relation))
            return arena_printf(scratch, ", about %lld rows",
                                (long long)plan->facts.items[i]->rows.value);
    return STR("");
}

static void put_cost(Sb *sb, Arena *scratch, const Plan *plan, const Step *step)
{
    static const char *const costs[] = {
        [COST_METADATA] = "metadata only",
        [COST_SCAN] = "reads every row",
        [COST_BUILD] = "reads every row and builds an index",
        [COST_REWRITE] = "writes every row again",
        [COST_COPY] = "copies the table",
    };
    Sb text = sb_new(SB_LINE_MAX);

    /* What nobody can wait for costs nothing worth a line. */
    if (step->locks.len == 0)
        return;
    if (step->loop != NULL) {
        put_detail(sb, "cost",
                   arena_printf(scratch,
                                "writes rows in batches, each a transaction of its own%.*s",
                                STR_ARG(rows_text(scratch, plan, step->relation))));
        return;
    }
    sb_puts(&text, costs[step->cost]);
    if (step->cost != COST_METADATA) {
        sb_puts(&text, !step->estimate_ms.given      ? ", size unknown"
                       : step->estimate_ms.value > 0 ? ", about "
                                                     : ", ");
        if (step->estimate_ms.given)
            words_duration(&text, step->estimate_ms.value);
    }
    put_detail(sb, "cost", sb_finish(&text, scratch));
}

/* Those that hold the step are said where it says what holds it. */
static void put_hazards(Sb *sb, Arena *scratch, const Step *step)
{
    const char *name = "hazard";
    Hazard hazard;

    for (size_t i = 0; i < step->hazards.len; i++) {
        if (!hazard_find(step->hazards.items[i], &hazard) ||
            str_contains(step->why, str_from(hazard_name(hazard))))
            continue;
        put_detail(sb, name,
                   arena_printf(scratch, "%s: %s", hazard_name(hazard), hazard_text(hazard)));
        name = "";
    }
}

static void put_held_to(Sb *sb, const Condition *condition)
{
    if (condition->query.len > 0)
        sb_put(sb, condition->query);
    else if (condition->not_before.len > 0)
        sb_put(sb, condition->not_before);
    else
        idents_write(sb, &condition->environments);
}

/* The conditions that let it run now; they are asked again right before it does. */
static void put_conditions(Sb *sb, const Step *step)
{
    for (size_t i = 0; i < step->conditions.len; i++) {
        const Condition *condition = step->conditions.items[i];
        Sb text = sb_new(SB_LINE_MAX);
        sb_printf(&text, "%.*s: %.*s holds: ", STR_ARG(condition->of), STR_ARG(condition->key));
        put_held_to(&text, condition);
        put_detail(sb, i == 0 ? step_state_names[STEP_READY] : "", sb_str(&text));
        sb_free(&text);
    }
}

static void put_state(Sb *sb, const Step *step, const TextStyle *style)
{
    if (step->state == STEP_READY) {
        put_conditions(sb, step);
        return;
    }
    sb_puts(sb, term_style(style->has_color, TERM_YELLOW));
    put_detail(sb, step_state_names[step->state], step->why);
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
}

static void put_statements(Sb *sb, const Step *step, const TextStyle *style)
{
    if (step->statements.len == 0)
        return;
    sb_putc(sb, '\n');
    sb_puts(sb, term_style(style->has_color, TERM_DIM));
    for (size_t i = 0; i < step->statements.len; i++) {
        words_indented(sb, step->statements.items[i], INDENT_SQL);
        sb_cut(sb, sb->len - 1);
        sb_puts(sb, ";\n");
    }
    sb_puts(sb, term_style(style->has_color, TERM_PLAIN));
}

/* That a new thing is new, its title has said; what comes with a whole one says nothing more. */
static void put_reasons(Sb *sb, const Step *step)
{
    bool is_whole = step->op == OP_CREATE_TABLE || step->op == OP_CREATE_SCHEMA ||
                    step->op == OP_CREATE_SEQUENCE;

    if (is_whole || (words_effect(step->op) == EFFECT_CREATE && step->reasons.len == 1))
        return;
    for (size_t i = 0; i < step->reasons.len; i++)
        put_detail(sb, i == 0 ? "why" : "", step->reasons.items[i]);
}

/* Along which key, how large, and the statement of each batch. */
static void put_loop(Sb *sb, Arena *scratch, const StepLoop *loop)
{
    Sb key = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < loop->key.len; i++)
        sb_printf(&key, "%s%.*s", i == 0 ? "" : ", ", STR_ARG(loop->key.items[i]));
    put_detail(sb, "batches",
               arena_printf(scratch, "along %.*s, %lld %.*s at first, then what takes %lld ms",
                            STR_ARG(sb_str(&key)), (long long)loop->size.value, STR_ARG(loop->unit),
                            (long long)loop->target_ms.value));
    put_detail(sb, "each", loop->batch);
    sb_free(&key);
}

/* What a step of another kind than statements does. */
static void put_payload(Sb *sb, Arena *scratch, const Step *step)
{
    if (step->check != NULL)
        put_detail(sb, "asks",
                   arena_printf(scratch, "%.*s, which is to answer \"%.*s\"",
                                STR_ARG(step->check->query), STR_ARG(step->check->expected)));
    if (step->loop != NULL)
        put_loop(sb, scratch, step->loop);
    if (step->wait != NULL)
        put_detail(sb, "waits", arena_printf(scratch, "until %.*s", STR_ARG(step->wait->query)));
}

static void put_step(Sb *sb, Arena *scratch, const Plan *plan, const Step *step,
                     const TextStyle *style)
{
    Effect effect = words_effect(step->op);
    char sign = words_sign(effect);

    sb_puts(sb, "\n  ");
    words_styled(sb, style, words_color(effect), (Str){&sign, 1});
    sb_putc(sb, ' ');
    sb_put(sb, report_step_title(scratch, step));
    sb_putc(sb, '\n');
    put_reasons(sb, step);
    put_locks(sb, scratch, step);
    put_cost(sb, scratch, plan, step);
    put_hazards(sb, scratch, step);
    put_state(sb, step, style);
    put_payload(sb, scratch, step);
    put_statements(sb, step, style);
    payload_put_text(sb, step, style, INDENT_SQL);
}

/* The hazards that hold something, as the one flag that would release all of it. Rows that stand in
 * the way are corrected, not allowed. */
static void put_release(Sb *sb, const Plan *plan, const Tally *tally)
{
    HazardSet holding = tally_holding(plan);
    const char *separator = "";

    if ((holding & HAZ(FAILS_ON_DATA)) != 0)
        sb_puts(sb, "\nRows stand in the way of a step: correct them, then plan again.\n");
    holding &= ~HAZ(FAILS_ON_DATA);
    if (holding == 0)
        return;
    sb_puts(sb, tally->held == 1 ? "\nTo run the held step too: --allow "
                                 : "\nTo run the held steps too: --allow ");
    for (int hazard = 0; hazard < HAZ_COUNT; hazard++) {
        if ((holding & (1u << hazard)) == 0)
            continue;
        sb_printf(sb, "%s%s", separator, hazard_name((Hazard)hazard));
        separator = ",";
    }
    sb_puts(sb, "\ndocs/hazards says what each means and what there is in its place.\n");
}

static void put_proof(Sb *sb, const Plan *plan)
{
    if (!plan->is_proven || plan->steps.len == 0)
        return;
    sb_printf(sb, "\nProven: on a copy of the structure the plan leads to what %.*s declares.\n",
              STR_ARG(plan->product));
    for (size_t i = 0; i < plan->untried.len; i++)
        sb_printf(sb, "%s%.*s%s", i == 0 ? "Not tried there: " : ", ",
                  STR_ARG(plan->untried.items[i]), i + 1 == plan->untried.len ? ".\n" : "");
}

void report_plan_text(Sb *sb, const Plan *plan, Str database, const TextStyle *style)
{
    Tally tally = tally_of(plan);
    Arena scratch = {0};

    put_verdict(sb, plan, database, &tally, style);
    if (tally.total == 0)
        return;
    put_summary(sb, &tally);
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        bool has_title = false;
        for (size_t i = 0; i < plan->steps.len; i++) {
            if (plan->steps.items[i]->phase != phase)
                continue;
            if (!has_title) {
                sb_putc(sb, '\n');
                words_styled(sb, style, TERM_BOLD, str_from(phase_names[phase]));
                sb_putc(sb, '\n');
            }
            has_title = true;
            put_step(sb, &scratch, plan, plan->steps.items[i], style);
        }
    }
    put_release(sb, plan, &tally);
    put_proof(sb, plan);
    arena_free(&scratch);
}
