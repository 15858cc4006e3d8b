/* A plan as test cases: JUnit's XML, which build servers list. */
#include "report/html.h"
#include "report/tally.h"

/* What a case needs; a step or a finding. */
typedef struct Case {
    const char *class; /* phase, or "lint" */
    Str name;
    const Loc *loc;
    const char *element; /* "failure", "skipped"; NULL: it passes */
    const char *type;
    Str message;
} Case;

/* What escapes HTML escapes XML. */
static void put_attribute(Sb *sb, const char *name, Str value)
{
    sb_printf(sb, " %s=\"", name);
    html_put(sb, value);
    sb_putc(sb, '"');
}

static void put_case(Sb *sb, const Case *of)
{
    sb_puts(sb, "    <testcase");
    put_attribute(sb, "classname", str_from(of->class));
    put_attribute(sb, "name", of->name);
    if (of->loc != NULL && of->loc->file != NULL) {
        put_attribute(sb, "file", str_from(of->loc->file));
        if (of->loc->line > 0)
            sb_printf(sb, " line=\"%u\"", of->loc->line);
    }
    if (of->element == NULL && of->message.len == 0) {
        sb_puts(sb, "/>\n");
        return;
    }
    sb_puts(sb, ">\n      <");
    if (of->element != NULL) {
        sb_puts(sb, of->element);
        if (of->type != NULL)
            put_attribute(sb, "type", str_from(of->type));
        put_attribute(sb, "message", of->message);
        sb_puts(sb, "/>\n");
    } else {
        sb_puts(sb, "system-out>");
        html_put(sb, of->message);
        sb_puts(sb, "</system-out>\n");
    }
    sb_puts(sb, "    </testcase>\n");
}

/* `DATA_LOSS: rows …; BREAKS_OLD_APP: …` */
static Str hazards_text(Arena *arena, const Step *step)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Hazard hazard;

    for (size_t i = 0; i < step->hazards.len; i++)
        if (hazard_find(step->hazards.items[i], &hazard))
            sb_printf(&sb, "%s%s: %s", sb.len > 0 ? "; " : "", hazard_name(hazard),
                      hazard_text(hazard));
    return sb_finish(&sb, arena);
}

static void put_step(Sb *sb, Arena *scratch, const Review *review, const Step *step)
{
    static const char *const elements[] = {[STEP_READY] = NULL,
                                           [STEP_WAITING] = "skipped",
                                           [STEP_HELD] = "failure",
                                           [STEP_FORBIDDEN] = "failure"};
    bool fails = step->state == STEP_HELD || step->state == STEP_FORBIDDEN;
    Case of = {.class = phase_names[step->phase],
               .name = report_step_title(scratch, step),
               .loc = review_place(review, step),
               .element = elements[step->state],
               .type = fails ? step_state_names[step->state] : NULL,
               .message = step->state == STEP_READY ? hazards_text(scratch, step) : step->why};

    put_case(sb, &of);
}

static void put_finding(Sb *sb, Arena *scratch, const Finding *finding)
{
    const LintRule *rule = &lint_rules[finding->code];
    bool fails = finding->level == LINT_ERROR;
    Case of = {.class = "lint",
               .name = arena_printf(scratch, "%s: %.*s", rule->code, STR_ARG(finding->object)),
               .loc = &finding->loc,
               .element = fails ? "failure" : NULL,
               .type = fails ? lint_level_names[finding->level] : NULL,
               .message = arena_printf(scratch, "%s: %.*s; %s", lint_level_names[finding->level],
                                       STR_ARG(finding->message), rule->instead)};

    put_case(sb, &of);
}

static void put_counts(Sb *sb, size_t tests, size_t failures, size_t skipped)
{
    sb_printf(sb, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"", tests, failures);
    if (skipped > 0)
        sb_printf(sb, " skipped=\"%zu\"", skipped);
    sb_puts(sb, ">\n");
}

void report_review_junit(Sb *sb, const Review *review)
{
    const Plan *plan = review->plan;
    const FindingVec *findings = review->findings;
    Tally tally = tally_of(plan);
    size_t tests = tally.total, failures = tally.held + tally.forbidden;
    Arena scratch = {0};

    for (size_t i = 0; findings != NULL && i < findings->len; i++) {
        tests++;
        failures += findings->items[i].level == LINT_ERROR;
    }
    sb_puts(sb, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"anneal\"");
    put_counts(sb, tests, failures, tally.waiting);
    sb_puts(sb, "  <testsuite");
    put_attribute(sb, "name",
                  review->environment.len > 0
                      ? arena_printf(&scratch, "anneal %.*s %.*s", STR_ARG(plan->product),
                                     STR_ARG(review->environment))
                      : arena_printf(&scratch, "anneal %.*s", STR_ARG(plan->product)));
    put_counts(sb, tests, failures, tally.waiting);
    for (size_t i = 0; i < plan->steps.len; i++)
        put_step(sb, &scratch, review, plan->steps.items[i]);
    for (size_t i = 0; findings != NULL && i < findings->len; i++)
        put_finding(sb, &scratch, &findings->items[i]);
    sb_puts(sb, "  </testsuite>\n</testsuites>\n");
    arena_free(&scratch);
}
