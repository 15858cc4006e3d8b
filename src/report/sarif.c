/* A plan as findings at places: SARIF 2.1.0, which code hosts show beside the lines. */
#include "base/hash.h"
#include "codec/json.h"
#include "report/review.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static void add_text(Arena *arena, Doc *object, const char *key, Str text)
{
    doc_add(object, str_from(key), doc_string(arena, text));
}

static Doc *add_object(Arena *arena, Doc *to, const char *key)
{
    Doc *object = doc_new(arena, DOC_OBJECT);

    doc_add(to, key == NULL ? STR_ABSENT : str_from(key), object);
    return object;
}

static Doc *add_array(Arena *arena, Doc *to, const char *key)
{
    Doc *array = doc_new(arena, DOC_ARRAY);

    doc_add(to, str_from(key), array);
    return array;
}

static void add_message(Arena *arena, Doc *to, const char *key, Str text)
{
    add_text(arena, add_object(arena, to, key), "text", text);
}

static const char *level_of(Severity severity)
{
    static const char *const levels[] = {"note", "warning", "error"};

    return levels[severity];
}

static void add_rule(Arena *arena, Doc *rules, Hazard hazard)
{
    Doc *rule = add_object(arena, rules, NULL);

    add_text(arena, rule, "id", str_from(hazard_name(hazard)));
    add_message(arena, rule, "shortDescription", str_from(hazard_text(hazard)));
    add_message(arena, rule, "fullDescription", str_from(hazard_text(hazard)));
    add_text(arena, add_object(arena, rule, "defaultConfiguration"), "level",
             str_from(level_of(hazard_severity(hazard, true))));
}

static const char *lint_level(LintLevel level)
{
    return level == LINT_ERROR ? "error" : level == LINT_WARNING ? "warning" : "note";
}

static void add_lint_rule(Arena *arena, Doc *rules, const LintRule *of)
{
    Doc *rule = add_object(arena, rules, NULL);

    add_text(arena, rule, "id", str_from(of->code));
    add_message(arena, rule, "shortDescription", str_from(of->what));
    add_message(arena, rule, "fullDescription", arena_printf(arena, "%s: %s", of->what, of->why));
    add_message(arena, rule, "help", str_from(of->instead));
    add_text(arena, add_object(arena, rule, "defaultConfiguration"), "level",
             str_from(lint_level(of->level)));
}

/* Of a path of git's, such as main:db/Product.json, what stands in the repository. Percent-encoded
 * as a URI. */
static Str uri_of(Arena *arena, const char *file)
{
    static const char plain[] = "-._~/";
    Str path = str_from(file);
    size_t colon = str_find(path, ':', 0);
    Sb sb = sb_new(SB_LINE_MAX);

    if (colon < path.len)
        path = str_sub(path, colon + 1, SIZE_MAX);
    if (str_starts(path, STR("./")))
        path = str_sub(path, 2, SIZE_MAX);
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            (c != 0 && strchr(plain, c) != NULL))
            sb_putc(&sb, (char)c);
        else
            sb_printf(&sb, "%%%02X", c);
    }
    return sb_finish(&sb, arena);
}

static void add_place(Arena *arena, Doc *result, const Loc *loc)
{
    Doc *place = add_object(arena, add_object(arena, add_array(arena, result, "locations"), NULL),
                            "physicalLocation");
    Doc *artifact = add_object(arena, place, "artifactLocation");
    Doc *region;

    add_text(arena, artifact, "uri", uri_of(arena, loc->file));
    add_text(arena, artifact, "uriBaseId", STR("%SRCROOT%"));
    if (loc->line == 0)
        return;
    region = add_object(arena, place, "region");
    doc_add(region, STR("startLine"), doc_number(arena, loc->line));
    if (loc->column > 0)
        doc_add(region, STR("startColumn"), doc_number(arena, loc->column));
}

/* No line is in it: what moves in its file is the same finding. */
static void add_fingerprint(Arena *arena, Doc *result, const char *rule, const char *of, Str object)
{
    Hash hash = hash_of(arena_printf(arena, "%s\n%s\n%.*s", rule, of, STR_ARG(object)));

    add_text(arena, add_object(arena, result, "partialFingerprints"), "anneal/v1",
             hash_hex(arena, hash));
}

static void add_result(Arena *arena, Doc *results, const Review *review, const Step *step,
                       Hazard hazard)
{
    const Loc *loc = review_place(review, step);
    bool is_stopped = step->state == STEP_HELD || step->state == STEP_FORBIDDEN;
    Str title = report_step_title(arena, step);
    Doc *result = add_object(arena, results, NULL);

    add_text(arena, result, "ruleId", str_from(hazard_name(hazard)));
    add_text(arena, result, "level",
             str_from(is_stopped ? "error" : level_of(hazard_severity(hazard, true))));
    add_message(arena, result, "message",
                step->state == STEP_READY
                    ? arena_printf(arena, "%.*s: %s", STR_ARG(title), hazard_text(hazard))
                    : arena_printf(arena, "%.*s: %s; %s: %.*s", STR_ARG(title), hazard_text(hazard),
                                   step_state_names[step->state], STR_ARG(step->why)));
    if (loc != NULL && loc->file != NULL)
        add_place(arena, result, loc);
    add_fingerprint(arena, result, hazard_name(hazard), op_names[step->op], step->object);
}

static void add_finding(Arena *arena, Doc *results, const Finding *finding)
{
    const LintRule *rule = &lint_rules[finding->code];
    Doc *result = add_object(arena, results, NULL);

    add_text(arena, result, "ruleId", str_from(rule->code));
    add_text(arena, result, "level", str_from(lint_level(finding->level)));
    add_message(
        arena, result, "message",
        arena_printf(arena, "%.*s: %.*s", STR_ARG(finding->object), STR_ARG(finding->message)));
    if (finding->loc.file != NULL)
        add_place(arena, result, &finding->loc);
    add_fingerprint(arena, result, rule->code, "lint", finding->object);
}

static bool has_hazard(const Plan *plan, Hazard hazard)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        if (strs_has(&plan->steps.items[i]->hazards, str_from(hazard_name(hazard))))
            return true;
    return false;
}

static bool has_finding(const FindingVec *findings, int code)
{
    for (size_t i = 0; findings != NULL && i < findings->len; i++)
        if ((int)findings->items[i].code == code)
            return true;
    return false;
}

/* Only those that a result names. */
static void add_driver(Arena *arena, Doc *run, const Review *review)
{
    Doc *driver = add_object(arena, add_object(arena, run, "tool"), "driver");
    Doc *rules;

    add_text(arena, driver, "name", STR("anneal"));
    add_text(arena, driver, "version", review->plan->tool);
    rules = add_array(arena, driver, "rules");
    for (int hazard = 0; hazard < HAZ_COUNT; hazard++)
        if (has_hazard(review->plan, (Hazard)hazard))
            add_rule(arena, rules, (Hazard)hazard);
    for (int i = 0; i < RULE_COUNT; i++)
        if (has_finding(review->findings, i))
            add_lint_rule(arena, rules, &lint_rules[i]);
}

void report_review_sarif(Sb *sb, const Review *review)
{
    Arena arena = {0};
    const Plan *plan = review->plan;
    Doc *doc = doc_new(&arena, DOC_OBJECT), *run, *results;

    add_text(&arena, doc, "$schema", STR(SCHEMA));
    add_text(&arena, doc, "version", STR("2.1.0"));
    run = add_object(&arena, add_array(&arena, doc, "runs"), NULL);
    add_driver(&arena, run, review);
    add_text(&arena, add_object(&arena, run, "automationDetails"), "id",
             arena_printf(&arena, "anneal/%.*s/%.*s%s", STR_ARG(plan->product),
                          STR_ARG(review->environment), review->environment.len > 0 ? "/" : ""));
    add_text(&arena, run, "columnKind", STR("unicodeCodePoints"));
    results = add_array(&arena, run, "results");
    for (size_t i = 0; i < plan->steps.len; i++) {
        const Step *step = plan->steps.items[i];
        Hazard hazard;
        for (size_t h = 0; h < step->hazards.len; h++)
            if (hazard_find(step->hazards.items[h], &hazard))
                add_result(&arena, results, review, step, hazard);
    }
    for (size_t i = 0; review->findings != NULL && i < review->findings->len; i++)
        add_finding(&arena, results, &review->findings->items[i]);
    json_write(sb, doc);
    arena_free(&arena);
}
