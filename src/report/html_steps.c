/* The steps of a plan as a list to unfold. */
#include "report/html.h"
#include "report/payload_text.h"
#include "report/tally.h"

enum {
    SQL_MOST = 8000,    /* bytes of one step */
    ANCHORS_MOST = 3000 /* of steps that are only counted: links to them lead there */
};

static void put_chips(Sb *sb, const Step *step)
{
    int worst = BLOCKS_NOTHING;

    for (size_t i = 0; i < step->locks.len; i++)
        if (step->locks.items[i]->blocks > worst)
            worst = step->locks.items[i]->blocks;
    if (step->state != STEP_READY)
        sb_printf(sb, " <b class=\"state\">%s</b>", step_state_names[step->state]);
    for (size_t i = 0; i < step->hazards.len; i++) {
        sb_puts(sb, " <span class=\"chip\">");
        html_put(sb, step->hazards.items[i]);
        sb_puts(sb, "</span>");
    }
    if (worst >= BLOCKS_WRITERS)
        sb_printf(sb, " <span class=\"chip b%d\">%s wait%s</span>", worst, words_blocks(worst),
                  step->cost == COST_METADATA ? " a moment" : "");
}

static void put_item(Sb *sb, const char *name, Str text)
{
    sb_printf(sb, "<dt>%s</dt><dd>", name);
    html_put(sb, text);
    sb_puts(sb, "</dd>\n");
}

static void put_cost(Sb *sb, const Step *step)
{
    if (step->locks.len == 0)
        return;
    sb_puts(sb, "<dt>cost</dt><dd>");
    sb_puts(sb,
            step->loop != NULL ? "batches, each a transaction of its own" : words_cost(step->cost));
    if (step->cost != COST_METADATA && step->loop == NULL) {
        sb_puts(sb, step->estimate_ms.given ? ", about " : ", size unknown");
        if (step->estimate_ms.given)
            words_duration(sb, step->estimate_ms.value);
    }
    sb_puts(sb, "</dd>\n");
}

static void put_facts(Sb *sb, Arena *scratch, const Review *review, const Step *step)
{
    const Loc *loc = review_place(review, step);
    Hazard hazard;

    sb_puts(sb, "<dl>\n");
    if (step->why.len > 0)
        put_item(sb, step_state_names[step->state], step->why);
    for (size_t i = 0; i < step->reasons.len; i++)
        put_item(sb, "why", step->reasons.items[i]);
    for (size_t i = 0; i < step->locks.len; i++) {
        const StepLock *lock = step->locks.items[i];
        put_item(sb, "lock",
                 arena_printf(scratch, "%.*s: %.*s, waits: %s", STR_ARG(lock->relation),
                              STR_ARG(lock->mode), words_blocks(lock->blocks)));
    }
    put_cost(sb, step);
    for (size_t i = 0; i < step->hazards.len; i++)
        if (hazard_find(step->hazards.items[i], &hazard))
            put_item(sb, "hazard",
                     arena_printf(scratch, "%s: %s", hazard_name(hazard), hazard_text(hazard)));
    for (size_t i = 0; i < step->conditions.len; i++)
        put_item(sb, "condition",
                 arena_printf(scratch, "%.*s: %.*s", STR_ARG(step->conditions.items[i]->of),
                              STR_ARG(step->conditions.items[i]->key)));
    if (loc != NULL && loc->file != NULL)
        put_item(sb, "in",
                 loc->line > 0 ? arena_printf(scratch, "%s:%u", loc->file, loc->line)
                               : str_from(loc->file));
    sb_puts(sb, "</dl>\n");
}

static void put_sql(Sb *sb, Arena *scratch, const Step *step)
{
    static const TextStyle plain = {.width = 100};
    Sb text = sb_new(SB_FILE_MAX);
    Str sql;

    for (size_t i = 0; i < step->statements.len; i++)
        sb_printf(&text, "%.*s;\n", STR_ARG(step->statements.items[i]));
    if (step->loop != NULL)
        sb_printf(&text, "-- for each batch\n%.*s;\n", STR_ARG(step->loop->batch));
    if (step->check != NULL)
        sb_printf(&text, "%.*s;\n-- is to answer: %.*s\n", STR_ARG(step->check->query),
                  STR_ARG(step->check->expected));
    if (step->wait != NULL)
        sb_printf(&text, "-- waits until this is true\n%.*s;\n", STR_ARG(step->wait->query));
    payload_put_text(&text, step, &plain, 2);
    sql = sb_finish(&text, scratch);
    if (sql.len == 0)
        return;
    sb_puts(sb, "<pre><code>");
    html_put_block(sb, str_sub(sql, 0, SQL_MOST));
    if (sql.len > SQL_MOST)
        sb_printf(sb, "\n… %zu more bytes: --format sql has all", sql.len - SQL_MOST);
    sb_puts(sb, "</code></pre>\n");
}

static void put_step(Sb *sb, Arena *scratch, const Review *review, size_t at)
{
    const Step *step = review->plan->steps.items[at];
    Effect effect = words_effect(step->op);
    char sign = words_sign(effect);

    sb_printf(sb,
              "<details class=\"step\" id=\"s%zu\"><summary><span class=\"number\">%zu</span> "
              "<span class=\"sign e%d\">",
              at + 1, at + 1, (int)effect);
    html_put(sb, (Str){&sign, 1});
    sb_puts(sb, "</span> ");
    html_put(sb, report_step_title(scratch, step));
    put_chips(sb, step);
    sb_puts(sb, "</summary>\n");
    put_facts(sb, scratch, review, step);
    put_sql(sb, scratch, step);
    sb_puts(sb, "</details>\n");
}

static void put_title(Sb *sb, const Plan *plan, int phase)
{
    Tally tally = tally_of(plan);
    size_t all = tally.ready_in[phase] + tally.other_in[phase];

    sb_printf(sb, "<h3>%s <small>", phase_names[phase]);
    words_count(sb, all, "step");
    if (tally.other_in[phase] > 0)
        sb_printf(sb, ", %zu of them held or waiting", tally.other_in[phase]);
    sb_puts(sb, "</small></h3>\n");
}

static void put_folded(Sb *sb, const Sb *anchors, size_t left_out)
{
    if (left_out == 0)
        return;
    sb_puts(sb, "<p>");
    sb_put(sb, sb_str(anchors));
    sb_puts(sb, "… and ");
    words_count(sb, left_out, "more step");
    sb_puts(sb, ": --format sql has all.</p>\n");
}

void html_put_steps(Sb *sb, const Review *review, size_t room)
{
    const Plan *plan = review->plan;
    size_t begun = sb->len, left_out = 0;
    Arena scratch = {0};
    Sb anchors = sb_new(SB_FILE_MAX);

    sb_puts(sb, "<section id=\"plan\"><h2>Plan</h2>\n");
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        bool has_title = false;
        for (size_t i = 0; i < plan->steps.len; i++) {
            size_t before = sb->len;
            if (plan->steps.items[i]->phase != phase)
                continue;
            if (!has_title && left_out == 0)
                put_title(sb, plan, phase);
            has_title = true;
            if (left_out == 0)
                put_step(sb, &scratch, review, i);
            if (left_out == 0 && sb->len - begun <= room)
                continue;
            sb_cut(sb, left_out > 0 ? sb->len : before);
            if (left_out++ < ANCHORS_MOST)
                sb_printf(&anchors, "<i id=\"s%zu\"></i>", i + 1);
        }
    }
    put_folded(sb, &anchors, left_out);
    sb_puts(sb, "</section>\n");
    sb_free(&anchors);
    arena_free(&scratch);
}
