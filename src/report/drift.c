/* How a database differs from its package, and since when: as text, Markdown and JSON. */
#include "codec/json.h"
#include "report/excerpt.h"
#include "report/journal_words.h"
#include "report/markdown.h"
#include "report/words.h"

enum { ROWS_MOST = 300 }; /* of Markdown */

/* ---- what counts
 * ------------------------------------------------------------------------------------------------
 */

typedef enum Part { PART_DRIFT, PART_PENDING, PART_NEITHER } Part;

static Part part_of(const Step *step)
{
    if (report_is_pending_removal(step))
        return PART_PENDING;
    return step_is_recurrent(step) ? PART_NEITHER : PART_DRIFT;
}

static size_t count_part(const Plan *plan, Part part)
{
    size_t found = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        found += part_of(plan->steps.items[i]) == part;
    return found;
}

/* `table shop.orders` of a step that is about a part of it. */
static bool is_about(const DriftOrigin *origin, const Step *step)
{
    Str name = str_sub(origin->object, str_find(origin->object, ' ', 0) + 1, SIZE_MAX);

    return str_eq(origin->object, step->object) ||
           (step->relation.len > 0 &&
            (str_eq(name, step->relation) || str_eq(origin->object, step->relation)));
}

static const DriftOrigin *origin_of(const Drift *drift, const Step *step)
{
    for (size_t i = 0; i < drift->origins.len; i++)
        if (is_about(&drift->origins.items[i], step))
            return &drift->origins.items[i];
    return NULL;
}

/* ---- since when
 * ------------------------------------------------------------------------------------------------
 */

static Str deployment_words(Arena *arena, const DeploymentRow *deployment)
{
    Str person = words_person(arena, deployment);

    return arena_printf(arena, "deployment %lld (%.*s UTC%s%.*s)", (long long)deployment->id.value,
                        STR_ARG(words_moment(arena, deployment->started_at)),
                        person.len > 0 ? ", " : "", STR_ARG(person));
}

/* Absent: nothing is known. */
static Str since_words(Arena *arena, const Drift *drift, const Step *step)
{
    const DriftOrigin *origin = origin_of(drift, step);

    if (drift->last == NULL)
        return STR_ABSENT;
    if (origin == NULL)
        return STR("no deployment that the journal knows has changed it");
    if (origin->cause == DRIFT_PACKAGE)
        return arena_printf(arena, "the package has changed since %.*s",
                            STR_ARG(deployment_words(arena, origin->deployment)));
    return arena_printf(arena, "changed by somebody else since %.*s",
                        STR_ARG(deployment_words(arena, origin->deployment)));
}

static Str reasons_text(Arena *arena, const Step *step)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < step->reasons.len; i++)
        sb_printf(&sb, "%s%.*s", i == 0 ? "" : "; ", STR_ARG(step->reasons.items[i]));
    return sb_finish(&sb, arena);
}

/* ---- text
 * ------------------------------------------------------------------------------------------------
 */

static void put_difference(Sb *sb, Arena *scratch, const Drift *drift, const Step *step,
                           const TextStyle *style)
{
    Effect effect = words_effect(step->op);
    char sign = words_sign(effect);
    Str since = since_words(scratch, drift, step), reasons = reasons_text(scratch, step);

    sb_puts(sb, "  ");
    words_styled(sb, style, words_color(effect), (Str){&sign, 1});
    sb_putc(sb, ' ');
    sb_put(sb, report_step_title(scratch, step));
    sb_printf(sb, "%s%.*s\n", reasons.len > 0 ? ": " : "", STR_ARG(reasons));
    if (since.len > 0)
        sb_printf(sb, "      %.*s\n", STR_ARG(since));
}

static void put_part(Sb *sb, Arena *scratch, const Drift *drift, Part part, const TextStyle *style)
{
    for (size_t i = 0; i < drift->plan->steps.len; i++)
        if (part_of(drift->plan->steps.items[i]) == part)
            put_difference(sb, scratch, drift, drift->plan->steps.items[i], style);
}

void report_drift_text(Sb *sb, const Drift *drift, const TextStyle *style)
{
    Arena scratch = {0};
    const Plan *plan = drift->plan;

    if (count_part(plan, PART_DRIFT) == 0) {
        sb_printf(sb, "No drift: %.*s is as %.*s declares.\n", STR_ARG(drift->database),
                  STR_ARG(plan->product));
    } else {
        sb_printf(sb, "Drift: %.*s differs from what %.*s declares. It would take:\n\n",
                  STR_ARG(drift->database), STR_ARG(plan->product));
        put_part(sb, &scratch, drift, PART_DRIFT, style);
    }
    if (count_part(plan, PART_PENDING) > 0) {
        sb_puts(sb, "\nPending removals, which are no drift:\n\n");
        put_part(sb, &scratch, drift, PART_PENDING, style);
    }
    arena_free(&scratch);
}

/* ---- Markdown
 * ------------------------------------------------------------------------------------------------
 */

static void put_rows(Sb *sb, Arena *scratch, const Drift *drift, Part part)
{
    size_t shown = 0, all = count_part(drift->plan, part);

    sb_puts(sb, "\n| to make them equal | what differs | since |\n|---|---|---|\n");
    for (size_t i = 0; i < drift->plan->steps.len && shown < ROWS_MOST; i++) {
        const Step *step = drift->plan->steps.items[i];
        if (part_of(step) != part)
            continue;
        shown++;
        sb_puts(sb, "| ");
        markdown_put_code(sb, report_step_title(scratch, step), true);
        sb_puts(sb, " | ");
        markdown_put_words(sb, reasons_text(scratch, step));
        sb_puts(sb, " | ");
        markdown_put_words(sb, since_words(scratch, drift, step));
        sb_puts(sb, " |\n");
    }
    if (shown < all) {
        sb_puts(sb, "\n… and ");
        words_count(sb, all - shown, "more difference");
        sb_puts(sb, ".\n");
    }
}

void report_drift_markdown(Sb *sb, const Drift *drift)
{
    Arena scratch = {0};
    const Plan *plan = drift->plan;
    size_t differing = count_part(plan, PART_DRIFT), pending = count_part(plan, PART_PENDING);

    sb_puts(sb, "### anneal: ");
    if (differing == 0)
        sb_puts(sb, "no drift\n");
    else
        sb_printf(sb, "**drift**, %zu difference%s\n", differing, differing == 1 ? "" : "s");
    sb_puts(sb, "\n");
    markdown_put_code(sb, drift->database, false);
    sb_puts(sb, differing == 0 ? " is as " : " is not as ");
    markdown_put_words(sb, plan->product);
    sb_puts(sb, " declares.");
    if (drift->last != NULL) {
        sb_puts(sb, " Last deployed to by ");
        markdown_put_words(sb, deployment_words(&scratch, drift->last));
        sb_putc(sb, '.');
    }
    sb_putc(sb, '\n');
    if (differing > 0)
        put_rows(sb, &scratch, drift, PART_DRIFT);
    if (pending > 0) {
        sb_puts(sb, "\n<details><summary>");
        words_count(sb, pending, "pending removal");
        sb_puts(sb, ", no drift</summary>\n");
        put_rows(sb, &scratch, drift, PART_PENDING);
        sb_puts(sb, "\n</details>\n");
    }
    arena_free(&scratch);
}

/* ---- JSON
 * ------------------------------------------------------------------------------------------------
 */

static void add_text(Arena *arena, Doc *object, const char *key, Str text)
{
    if (text.len > 0)
        doc_add(object, str_from(key), doc_string(arena, text));
}

static Doc *deployment_doc(Arena *arena, const DeploymentRow *deployment)
{
    Doc *doc = doc_new(arena, DOC_OBJECT);

    doc_add(doc, STR("Id"), doc_number(arena, deployment->id.value));
    add_text(arena, doc, "StartedAt", deployment->started_at);
    add_text(arena, doc, "Outcome", str_from(deployment_outcome_names[deployment->outcome]));
    add_text(arena, doc, "Who", deployment->who);
    add_text(arena, doc, "Revision", deployment->revision);
    return doc;
}

static Doc *difference_doc(Arena *arena, const Drift *drift, const Step *step)
{
    static const char *const causes[] = {"unknown", "outside", "package"};
    const DriftOrigin *origin = origin_of(drift, step);
    Doc *doc = doc_new(arena, DOC_OBJECT), *reasons = doc_new(arena, DOC_ARRAY);

    add_text(arena, doc, "Object", step->object);
    add_text(arena, doc, "Operation", str_from(op_names[step->op]));
    for (size_t i = 0; i < step->reasons.len; i++)
        doc_add(reasons, STR_ABSENT, doc_string(arena, step->reasons.items[i]));
    doc_add(doc, STR("Reasons"), reasons);
    add_text(arena, doc, "Cause", str_from(causes[origin == NULL ? DRIFT_UNKNOWN : origin->cause]));
    if (origin != NULL)
        doc_add(doc, STR("Since"), deployment_doc(arena, origin->deployment));
    return doc;
}

static void add_part(Arena *arena, Doc *to, const char *key, const Drift *drift, Part part)
{
    Doc *list = doc_new(arena, DOC_ARRAY);

    for (size_t i = 0; i < drift->plan->steps.len; i++)
        if (part_of(drift->plan->steps.items[i]) == part)
            doc_add(list, STR_ABSENT, difference_doc(arena, drift, drift->plan->steps.items[i]));
    doc_add(to, str_from(key), list);
}

void report_drift_json(Sb *sb, const Drift *drift)
{
    Arena arena = {0};
    Doc *doc = doc_new(&arena, DOC_OBJECT);

    add_text(&arena, doc, "Database", drift->database);
    add_text(&arena, doc, "Product", drift->plan->product);
    doc_add(doc, STR("Drift"), doc_bool(&arena, count_part(drift->plan, PART_DRIFT) > 0));
    if (drift->last != NULL)
        doc_add(doc, STR("LastDeployment"), deployment_doc(&arena, drift->last));
    add_part(&arena, doc, "Differences", drift, PART_DRIFT);
    add_part(&arena, doc, "Pending", drift, PART_PENDING);
    json_write(sb, doc);
    arena_free(&arena);
}
