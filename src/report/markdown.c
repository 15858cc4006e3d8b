/* A plan as a comment on a pull request. */
#include "report/markdown.h"

#include <stdlib.h>

#include "codec/json.h"
#include "model/temporary.h"
#include "report/payload_text.h"
#include "report/review.h"
#include "report/tally.h"

enum {
    HELD_SHARE = MARKDOWN_MAX_BYTES / 3,      /* for what is held; the verdict has its own */
    TABLE_SHARE = MARKDOWN_MAX_BYTES * 2 / 3, /* that is full when the table ends */
    FOOTER_SHARE = 2000
};

/* ---- texts
 * ------------------------------------------------------------------------------------------------
 */

static size_t longest_run(Str text, char of)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == of ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* As code, whatever is in it: no name becomes markup, or calls anybody. A bar would end a cell of a
 * table, and there alone it can be told not to. */
void markdown_put_code(Sb *sb, Str text, bool is_cell)
{
    size_t ticks = longest_run(text, '`') + 1;
    bool is_bare = ticks == 1;

    sb_repeat(sb, '`', ticks);
    if (!is_bare)
        sb_putc(sb, ' ');
    for (size_t i = 0; i < text.len; i++) {
        if (is_cell && text.ptr[i] == '|')
            sb_putc(sb, '\\');
        sb_putc(sb, text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i]);
    }
    if (!is_bare)
        sb_putc(sb, ' ');
    sb_repeat(sb, '`', ticks);
}

/* Words, in which nothing is markup. */
void markdown_put_words(Sb *sb, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n' || c == '\r')
            sb_putc(sb, ' ');
        else if (c == '@')
            sb_puts(sb, "&#64;");
        else if (c == '<')
            sb_puts(sb, "&lt;");
        else if (c != '\0' && strchr("\\`*_[]|#~", c) != NULL)
            sb_printf(sb, "\\%c", c);
        else
            sb_putc(sb, c);
    }
}

/* Within an element of HTML. */
static void put_html(Sb *sb, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '<' || c == '>' || c == '&' || c == '@')
            sb_printf(sb, "&#%d;", c);
        else
            sb_putc(sb, c == '\n' || c == '\r' ? ' ' : c);
    }
}

const Loc *review_place(const Review *review, const Step *step)
{
    return review->places == NULL ? NULL : map_get(review->places, step->object);
}

static void put_loc(Sb *sb, Arena *scratch, const Loc *loc)
{
    if (loc == NULL || loc->file == NULL)
        return;
    markdown_put_code(sb,
                      loc->line > 0 ? arena_printf(scratch, "%s:%u", loc->file, loc->line)
                                    : str_from(loc->file),
                      false);
    sb_putc(sb, ' ');
}

/* ---- verdict
 * ------------------------------------------------------------------------------------------------
 */

static size_t count_of(const Plan *plan, int state)
{
    size_t found = 0;

    for (int phase = 0; phase < PHASE_COUNT; phase++)
        found += tally_in(plan, phase, state);
    return found;
}

/* Which hazards hold something. */
static void put_holding(Sb *sb, const Plan *plan)
{
    HazardSet holding = tally_holding(plan);
    const char *separator = " (";

    for (int h = 0; h < HAZ_COUNT; h++) {
        if ((holding & (1u << h)) == 0)
            continue;
        sb_printf(sb, "%s%s", separator, hazard_name((Hazard)h));
        separator = ", ";
    }
    if (*separator == ',')
        sb_putc(sb, ')');
}

/* What can end neither the comment nor the word. */
static void put_mark(Sb *sb, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        sb_putc(sb, is_plain || c == '_' || c == '.' ? c : '_');
    }
}

/* By it a later run finds the comment, to write over it. */
static void put_marker(Sb *sb, const Review *review)
{
    sb_puts(sb, "<!-- anneal:review product=");
    put_mark(sb, review->plan->product);
    if (review->environment.len > 0) {
        sb_puts(sb, " env=");
        put_mark(sb, review->environment);
    }
    sb_puts(sb, " -->\n");
}

static void put_counts(Sb *sb, const Plan *plan)
{
    sb_puts(sb, "\n|  |");
    for (int phase = 0; phase < PHASE_COUNT; phase++)
        sb_printf(sb, " %s |", phase_names[phase]);
    sb_puts(sb, "\n|---|---:|---:|---:|\n");
    for (int state = STEP_READY; state <= STEP_FORBIDDEN; state++) {
        if (count_of(plan, state) == 0)
            continue;
        sb_printf(sb, "| %s |", state == STEP_READY ? "runs" : step_state_names[state]);
        for (int phase = 0; phase < PHASE_COUNT; phase++)
            sb_printf(sb, " %zu |", tally_in(plan, phase, state));
        sb_putc(sb, '\n');
    }
}

static void put_verdict(Sb *sb, const Plan *plan)
{
    sb_puts(sb, "### anneal: ");
    if (plan->steps.len == 0) {
        sb_puts(sb, "no change of the database\n");
        return;
    }
    words_count(sb, plan->steps.len, "step");
    if (count_of(plan, STEP_FORBIDDEN) > 0)
        sb_printf(sb, " · **%zu forbidden**", count_of(plan, STEP_FORBIDDEN));
    if (count_of(plan, STEP_HELD) > 0) {
        sb_printf(sb, " · **%zu held**", count_of(plan, STEP_HELD));
        put_holding(sb, plan);
    }
    if (count_of(plan, STEP_WAITING) > 0)
        sb_printf(sb, " · %zu waiting", count_of(plan, STEP_WAITING));
    sb_putc(sb, '\n');
    put_counts(sb, plan);
}

/* A fence longer than any in the text. */
static void put_fence(Sb *sb, const char *language, Str text)
{
    size_t ticks = longest_run(text, '`') + 1;

    ticks = ticks < 3 ? 3 : ticks;
    sb_repeat(sb, '`', ticks);
    sb_printf(sb, "%s\n%.*s\n", language, STR_ARG(text));
    sb_repeat(sb, '`', ticks);
    sb_putc(sb, '\n');
}

/* ---- what a person has to decide
 * ------------------------------------------------------------------------------------------------
 */

static void put_held(Sb *sb, Arena *scratch, const Review *review)
{
    const Plan *plan = review->plan;
    size_t left_out = 0;
    bool has_title = false;

    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        if (step->state == STEP_READY)
            continue;
        if (sb->len > HELD_SHARE) {
            left_out++;
            continue;
        }
        sb_puts(sb, has_title ? "" : "\n");
        has_title = true;
        sb_printf(sb, "- **%s** ", step_state_names[step->state]);
        markdown_put_code(sb, report_step_title(scratch, step), false);
        sb_putc(sb, ' ');
        put_loc(sb, scratch, review_place(review, step));
        markdown_put_words(sb, step->why);
        sb_putc(sb, '\n');
    }
    if (left_out > 0)
        sb_printf(sb, "- … and %zu more, in the plan itself\n", left_out);
}

static bool is_removal_held_for_loss(const Step *step)
{
    return step->state == STEP_HELD && (step->op == OP_DROP_TABLE || step->op == OP_DROP_COLUMN) &&
           str_contains(step->why, str_from(hazard_name(HAZ_DATA_LOSS)));
}

static Str last_part(Str name)
{
    size_t at = name.len;

    while (at > 0 && name.ptr[at - 1] != '.')
        at--;
    return str_sub(name, at, SIZE_MAX);
}

/* A contract file, ready to be pasted: what lets removals run once somebody has said when. */
static void put_contract(Sb *sb, Arena *scratch, const Plan *plan)
{
    const char *separator = "";
    Sb names = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < plan->steps.len && names.len < FOOTER_SHARE; i++) {
        const Step *step = plan->steps.items[i];
        Str name = str_sub(step->object, str_find(step->object, ' ', 0) + 1, SIZE_MAX);
        if (!is_removal_held_for_loss(step) || name_is_temporary(last_part(name)))
            continue;
        sb_puts(&names, separator);
        json_write_string(&names, name);
        separator = ", ";
    }
    if (names.len > 0) {
        Str list = sb_finish(&names, scratch);
        sb_puts(sb, "\nWhat goes for good can say when and where: a file such as "
                    "`Contracts/remove.json` beside the tables.\n\n");
        put_fence(sb, "json",
                  arena_printf(scratch,
                               "{\n  \"Name\": \"remove\",\n  \"Drop\": [%.*s],\n  \"When\": "
                               "\"SELECT …\",\n  \"Backup\": { \"Retain\": \"30d\" }\n}",
                               STR_ARG(list)));
    } else {
        sb_free(&names);
    }
}

/* What the change brings that a rule of lint speaks against. */
static void put_findings(Sb *sb, Arena *scratch, const FindingVec *findings)
{
    size_t left_out = 0;

    if (findings == NULL || findings->len == 0)
        return;
    sb_puts(sb, "\n");
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *finding = &findings->items[i];
        if (sb->len > HELD_SHARE) {
            left_out++;
            continue;
        }
        sb_printf(sb, "- %s %s ", lint_level_names[finding->level], lint_rules[finding->code].code);
        markdown_put_code(sb, finding->object, false);
        sb_putc(sb, ' ');
        put_loc(sb, scratch, &finding->loc);
        markdown_put_words(sb, finding->message);
        sb_printf(sb, ": %s\n", lint_rules[finding->code].instead);
    }
    if (left_out > 0)
        sb_printf(sb, "- … and %zu more findings\n", left_out);
}

/* ---- a row for each step
 * ------------------------------------------------------------------------------------------------
 */

static void put_blocks(Sb *sb, const Step *step)
{
    const StepLock *strongest = NULL;

    for (size_t i = 0; i < step->locks.len; i++)
        if (strongest == NULL || step->locks.items[i]->blocks > strongest->blocks)
            strongest = step->locks.items[i];
    if (strongest == NULL) {
        sb_puts(sb, " | nobody |");
        return;
    }
    sb_putc(sb, ' ');
    markdown_put_words(sb, strongest->mode);
    sb_printf(sb, " | %s%s |", words_blocks(strongest->blocks),
              strongest->blocks >= BLOCKS_WRITERS && step->cost == COST_METADATA ? ", for a moment"
                                                                                 : "");
}

static void put_cost(Sb *sb, const Step *step)
{
    /* What nobody can wait for costs nothing worth a word. */
    if (step->locks.len == 0) {
        sb_puts(sb, " |");
        return;
    }
    sb_printf(sb, " %s", step->loop != NULL ? "batches" : words_cost(step->cost));
    if (step->cost != COST_METADATA && step->loop == NULL && step->estimate_ms.given &&
        step->estimate_ms.value > 0) {
        sb_puts(sb, ", about ");
        words_duration(sb, step->estimate_ms.value);
    }
    sb_puts(sb, " |");
}

static void put_hazards(Sb *sb, const Step *step)
{
    for (size_t i = 0; i < step->hazards.len; i++) {
        sb_puts(sb, i == 0 ? " " : ", ");
        markdown_put_words(sb, step->hazards.items[i]);
    }
}

static void put_row(Sb *sb, Arena *scratch, const Step *step)
{
    sb_printf(sb, "| %s | ", phase_names[step->phase]);
    markdown_put_code(sb, report_step_title(scratch, step), true);
    sb_puts(sb, " |");
    put_blocks(sb, step);
    put_cost(sb, step);
    put_hazards(sb, step);
    if (step->state != STEP_READY)
        sb_printf(sb, " **%s**", step_state_names[step->state]);
    sb_puts(sb, " |\n");
}

static void put_table(Sb *sb, Arena *scratch, const Plan *plan)
{
    size_t left_out = 0;

    sb_puts(sb,
            "\n| phase | step | lock | who waits | cost | hazards |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < plan->steps.len; i++) {
        size_t before = sb->len;
        if (left_out == 0)
            put_row(sb, scratch, plan->steps.items[i]);
        if (left_out > 0 || sb->len > TABLE_SHARE) {
            sb_cut(sb, sb->len > before ? before : sb->len);
            left_out++;
        }
    }
    if (left_out > 0) {
        sb_puts(sb, "\n… and ");
        words_count(sb, left_out, "more step");
        sb_puts(sb, ", in the plan itself.\n");
    }
}

static void put_meanings(Sb *sb, const Plan *plan)
{
    bool has_any = false;

    for (int h = 0; h < HAZ_COUNT; h++) {
        bool is_there = false;
        for (size_t i = 0; i < plan->steps.len && !is_there; i++)
            is_there = strs_has(&plan->steps.items[i]->hazards, str_from(hazard_name((Hazard)h)));
        if (!is_there)
            continue;
        sb_puts(sb, has_any ? "" : "\n");
        has_any = true;
        sb_printf(sb, "- %s: ", hazard_name((Hazard)h));
        markdown_put_words(sb, str_from(hazard_text((Hazard)h)));
        sb_putc(sb, '\n');
    }
}

/* ---- SQL, folded by object
 * ------------------------------------------------------------------------------------------------
 */

typedef struct Folded {
    Str about; /* relation, else object */
    Str text;  /* as it is put */
    size_t statements;
    bool is_in;
} Folded;
typedef VEC(Folded) FoldedVec;

static Str about(const Step *step)
{
    return step->relation.len > 0 ? step->relation : step->object;
}

static void put_step_sql(Sb *sb, Arena *scratch, const Step *step)
{
    sb_printf(sb, "-- %s: %.*s%s%s\n", phase_names[step->phase],
              STR_ARG(report_step_title(scratch, step)), step->state == STEP_READY ? "" : ", ",
              step->state == STEP_READY ? "" : step_state_names[step->state]);
    for (size_t i = 0; i < step->statements.len; i++)
        sb_printf(sb, "%.*s;\n", STR_ARG(step->statements.items[i]));
    if (step->loop != NULL)
        sb_printf(sb, "%.*s;\n", STR_ARG(step->loop->batch));
    payload_put_sql(sb, step, step->state == STEP_READY, NULL);
}

static Folded fold(Arena *scratch, const Plan *plan, size_t first, bool *seen)
{
    Folded folded = {.about = about(plan->steps.items[first])};
    Sb sql = sb_new(SB_FILE_MAX), sb = sb_new(SB_FILE_MAX);

    for (size_t i = first; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        if (seen[i] || !str_eq(about(step), folded.about))
            continue;
        seen[i] = true;
        folded.statements += step->statements.len + (step->loop != NULL);
        put_step_sql(&sql, scratch, step);
    }
    sb_puts(&sb, "\n<details><summary>");
    put_html(&sb, folded.about);
    if (folded.statements > 0) {
        sb_puts(&sb, ", ");
        words_count(&sb, folded.statements, "statement");
    }
    sb_puts(&sb, "</summary>\n\n");
    put_fence(&sb, "sql", str_sub(sb_str(&sql), 0, sql.len - (sql.len > 0)));
    sb_puts(&sb, "\n</details>\n");
    folded.text = sb_finish(&sb, scratch);
    sb_free(&sql);
    return folded;
}

static int by_size(const void *a, const void *b)
{
    size_t first = (*(Folded *const *)a)->text.len, second = (*(Folded *const *)b)->text.len;

    return (first > second) - (first < second);
}

/* The small ones first: what one large object needs would hide many. */
static void choose(Arena *scratch, FoldedVec *all, size_t room)
{
    Folded **sorted = ARENA_ARRAY(scratch, Folded *, all->len);

    for (size_t i = 0; i < all->len; i++)
        sorted[i] = &all->items[i];
    if (all->len > 0)
        qsort(sorted, all->len, sizeof *sorted, by_size);
    for (size_t i = 0; i < all->len && sorted[i]->text.len <= room; i++) {
        sorted[i]->is_in = true;
        room -= sorted[i]->text.len;
    }
}

static void put_sql(Sb *sb, Arena *scratch, const Plan *plan)
{
    FoldedVec all = {0};
    bool *seen = ARENA_ARRAY(scratch, bool, plan->steps.len);
    size_t used = sb->len + FOOTER_SHARE, left_out = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        if (!seen[i])
            vec_push(scratch, &all, fold(scratch, plan, i, seen));
    choose(scratch, &all, used < MARKDOWN_MAX_BYTES ? MARKDOWN_MAX_BYTES - used : 0);
    for (size_t i = 0; i < all.len; i++) {
        if (all.items[i].is_in)
            sb_put(sb, all.items[i].text);
        else
            left_out++;
    }
    if (left_out > 0) {
        sb_puts(sb, "\nThe SQL of ");
        words_count(sb, left_out, all.len > left_out ? "more object" : "object");
        sb_puts(sb, " is too long for a comment; `--format sql` has it.\n");
    }
}

static void put_footer(Sb *sb, const Review *review)
{
    const Plan *plan = review->plan;

    if (review->seen.len > 0 && plan->steps.len > 0) {
        sb_puts(sb, "\nSizes, rows and conditions are those of ");
        markdown_put_words(sb, review->seen);
        sb_puts(sb, "; its structure is taken to be base's, and SQL is compared as it is "
                    "written.\n");
    } else if (review->is_offline && plan->steps.len > 0) {
        sb_puts(sb, "\nMade offline: sizes are not known, so that every table counts as large; "
                    "no rows were looked at, no conditions asked, and SQL is compared as it is "
                    "written.\n");
    }
    sb_printf(sb, "\n<sub>anneal %.*s · ", STR_ARG(plan->tool));
    markdown_put_words(sb, plan->product);
    sb_puts(sb, review->is_offline ? " · from " : " · for ");
    markdown_put_words(sb, review->base);
    sb_printf(sb, " · plan %.*s</sub>\n", STR_ARG(str_sub(plan->hash, 0, 12)));
}

void report_review_markdown(Sb *sb, const Review *review)
{
    Arena scratch = {0};

    put_marker(sb, review);
    put_verdict(sb, review->plan);
    put_held(sb, &scratch, review);
    put_contract(sb, &scratch, review->plan);
    put_findings(sb, &scratch, review->findings);
    if (review->plan->steps.len > 0) {
        put_table(sb, &scratch, review->plan);
        put_meanings(sb, review->plan);
        put_sql(sb, &scratch, review->plan);
    }
    put_footer(sb, review);
    arena_free(&scratch);
}
