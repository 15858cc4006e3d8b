/* A plan as one page of HTML for who has to say yes to it. */
#include "report/html.h"
#include "report/tally.h"

enum {
    STEPS_SHARE = 300 * 1000, /* bytes of the page */
    LIST_MOST = 50,           /* items of a list in front */
    LINKS_MOST = 12
};

/* ---- verdict
 * ------------------------------------------------------------------------------------------------
 */

static void put_tile(Sb *sb, const char *class, size_t count, const char *words)
{
    sb_printf(sb, "<li class=\"%s\"><b>%zu</b> %s</li>\n", count > 0 ? class : "none", count,
              words);
}

static void put_counts(Sb *sb, const Plan *plan)
{
    sb_puts(sb, "<table class=\"counts\"><thead><tr><th></th>");
    for (int phase = 0; phase < PHASE_COUNT; phase++)
        sb_printf(sb, "<th>%s</th>", phase_names[phase]);
    sb_puts(sb, "</tr></thead><tbody>\n");
    for (int state = STEP_READY; state <= STEP_FORBIDDEN; state++) {
        size_t all = 0;
        for (int phase = 0; phase < PHASE_COUNT; phase++)
            all += tally_in(plan, phase, state);
        if (all == 0)
            continue;
        sb_printf(sb, "<tr><th>%s</th>", state == STEP_READY ? "runs" : step_state_names[state]);
        for (int phase = 0; phase < PHASE_COUNT; phase++)
            sb_printf(sb, "<td>%zu</td>", tally_in(plan, phase, state));
        sb_puts(sb, "</tr>\n");
    }
    sb_puts(sb, "</tbody></table>\n");
}

static void put_header(Sb *sb, const Review *review)
{
    const Plan *plan = review->plan;
    Tally tally = tally_of(plan);

    sb_puts(sb, "<header><h1>");
    html_put(sb, plan->product);
    if (review->environment.len > 0) {
        sb_puts(sb, " <small>for ");
        html_put(sb, review->environment);
        sb_puts(sb, "</small>");
    }
    sb_printf(sb, "</h1>\n<p>%s <code>", review->is_offline ? "from" : "on");
    html_put(sb, review->base);
    sb_puts(sb, "</code></p>\n");
    if (tally.total == 0) {
        sb_puts(sb, "<p class=\"verdict\">No change of the database.</p></header>\n");
        return;
    }
    sb_puts(sb, "<ul class=\"tiles\">\n");
    put_tile(sb, "runs", tally.ready, tally.ready == 1 ? "step runs" : "steps run");
    put_tile(sb, "stops", tally.held, "held");
    put_tile(sb, "stops", tally.forbidden, "forbidden");
    put_tile(sb, "waits", tally.waiting, "waiting");
    sb_puts(sb, "</ul>\n");
    put_counts(sb, plan);
    sb_puts(sb, "</header>\n");
}

/* ---- hazards, and what a person has to decide
 * ------------------------------------------------------------------------------------------------
 */

/* The steps that have the hazard, as links. */
static void put_links(Sb *sb, const Plan *plan, Hazard hazard)
{
    size_t found = 0;

    for (size_t i = 0; i < plan->steps.len; i++) {
        if (!strs_has(&plan->steps.items[i]->hazards, str_from(hazard_name(hazard))))
            continue;
        if (++found <= LINKS_MOST)
            sb_printf(sb, "%s<a href=\"#s%zu\">%zu</a>", found == 1 ? " <small>steps " : ", ",
                      i + 1, i + 1);
    }
    if (found > LINKS_MOST)
        sb_printf(sb, " and %zu more", found - LINKS_MOST);
    sb_puts(sb, found > 0 ? "</small>" : "");
}

static bool has_hazard(const Plan *plan, Hazard hazard)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        if (strs_has(&plan->steps.items[i]->hazards, str_from(hazard_name(hazard))))
            return true;
    return false;
}

static void put_hazard(Sb *sb, const Plan *plan, Hazard hazard, bool holds)
{
    sb_printf(sb, "<li class=\"%s\"><b>%s</b>%s: ", holds ? "stops" : "", hazard_name(hazard),
              holds ? ", which holds" : "");
    html_put(sb, str_from(hazard_text(hazard)));
    put_links(sb, plan, hazard);
    sb_puts(sb, "</li>\n");
}

/* Those that hold something first. */
static void put_hazards(Sb *sb, const Plan *plan)
{
    HazardSet holding = tally_holding(plan), there = 0;

    for (int h = 0; h < HAZ_COUNT; h++)
        if (has_hazard(plan, (Hazard)h))
            there |= 1u << h;
    if ((there | holding) == 0)
        return;
    sb_puts(sb, "<section id=\"hazards\"><h2>Hazards</h2>\n<ul class=\"list\">\n");
    for (int h = 0; h < HAZ_COUNT; h++)
        if ((holding & (1u << h)) != 0)
            put_hazard(sb, plan, (Hazard)h, true);
    for (int h = 0; h < HAZ_COUNT; h++)
        if ((there & ~holding & (1u << h)) != 0)
            put_hazard(sb, plan, (Hazard)h, false);
    sb_puts(sb, "</ul></section>\n");
}

static void put_place(Sb *sb, const Loc *loc)
{
    if (loc == NULL || loc->file == NULL)
        return;
    sb_puts(sb, " <small><code>");
    html_put(sb, str_from(loc->file));
    if (loc->line > 0)
        sb_printf(sb, ":%u", loc->line);
    sb_puts(sb, "</code></small>");
}

static void put_left_out(Sb *sb, size_t left_out)
{
    if (left_out > 0)
        sb_printf(sb, "<li>… and %zu more</li>\n", left_out);
}

static void put_held(Sb *sb, const Review *review)
{
    const Plan *plan = review->plan;
    Tally tally = tally_of(plan);
    Arena scratch = {0};
    size_t shown = 0;

    if (tally.ready == tally.total)
        return;
    sb_puts(sb, "<section id=\"held\"><h2>What doesn't run</h2>\n<ul class=\"list\">\n");
    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        if (step->state == STEP_READY || ++shown > LIST_MOST)
            continue;
        sb_printf(sb, "<li class=\"%s\"><b>%s</b> <a href=\"#s%zu\">",
                  step->state == STEP_WAITING ? "waits" : "stops", step_state_names[step->state],
                  i + 1);
        html_put(sb, report_step_title(&scratch, step));
        sb_puts(sb, "</a> ");
        html_put(sb, step->why);
        put_place(sb, review_place(review, step));
        sb_puts(sb, "</li>\n");
    }
    put_left_out(sb, shown > LIST_MOST ? shown - LIST_MOST : 0);
    sb_puts(sb, "</ul></section>\n");
    arena_free(&scratch);
}

static void put_findings(Sb *sb, const FindingVec *findings)
{
    if (findings == NULL || findings->len == 0)
        return;
    sb_puts(sb, "<section id=\"findings\"><h2>Lint</h2>\n<ul class=\"list\">\n");
    for (size_t i = 0; i < findings->len && i < LIST_MOST; i++) {
        const Finding *finding = &findings->items[i];
        const LintRule *rule = &lint_rules[finding->code];
        sb_printf(sb, "<li class=\"%s\"><b>%s</b> %s ", finding->level == LINT_ERROR ? "stops" : "",
                  rule->code, lint_level_names[finding->level]);
        html_put(sb, finding->object);
        sb_puts(sb, ": ");
        html_put(sb, finding->message);
        sb_puts(sb, "; ");
        html_put(sb, str_from(rule->instead));
        put_place(sb, &finding->loc);
        sb_puts(sb, "</li>\n");
    }
    put_left_out(sb, findings->len > LIST_MOST ? findings->len - LIST_MOST : 0);
    sb_puts(sb, "</ul></section>\n");
}

/* ---- the page
 * ------------------------------------------------------------------------------------------------
 */

/* No script runs and nothing is loaded, even if a name got through as markup. */
static void put_head(Sb *sb, const Review *review)
{
    sb_puts(sb, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" "
                "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n<title>anneal: ");
    html_put(sb, review->plan->product);
    sb_puts(sb, ", ");
    words_count(sb, review->plan->steps.len, "step");
    sb_puts(sb, "</title>\n<style>\n");
    html_put_style(sb);
    sb_puts(sb, "</style></head><body>\n");
}

static void put_footer(Sb *sb, const Review *review)
{
    const Plan *plan = review->plan;

    sb_puts(sb, "<footer>");
    if (review->seen.len > 0 && plan->steps.len > 0) {
        sb_puts(sb, "<p>Sizes, rows and conditions are those of ");
        html_put(sb, review->seen);
        sb_puts(sb, "; its structure is taken to be base's, and SQL is compared as it is "
                    "written.</p>\n");
    } else if (review->is_offline && plan->steps.len > 0) {
        sb_puts(sb, "<p>Made offline: sizes are not known, so that every table counts as large; "
                    "no rows were looked at, no conditions asked, and SQL is compared as it is "
                    "written.</p>\n");
    }
    sb_puts(sb, "<p>anneal ");
    html_put(sb, plan->tool);
    sb_puts(sb, " · plan <code>");
    html_put(sb, str_sub(plan->hash, 0, 12));
    sb_puts(sb, "</code></p></footer>\n</body></html>\n");
}

void report_review_html(Sb *sb, const Review *review)
{
    put_head(sb, review);
    put_header(sb, review);
    if (review->plan->steps.len > 0) {
        put_hazards(sb, review->plan);
        put_held(sb, review);
    }
    put_findings(sb, review->findings);
    html_put_diagram(sb, review->changes);
    if (review->plan->steps.len > 0) {
        html_put_locks(sb, review->plan);
        html_put_steps(sb, review, STEPS_SHARE);
    }
    put_footer(sb, review);
}
