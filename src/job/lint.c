/* The rules of lint over a package, as its anneal.json weighs them. */
#include "job/lint.h"

#include <time.h>

#include "lint/lint.h"

static bool find_level(Str name, LintLevel *level)
{
    for (int i = 0; lint_level_names[i] != NULL; i++)
        if (str_is(name, lint_level_names[i])) {
            *level = (LintLevel)i;
            return true;
        }
    return false;
}

static bool refuse_rule(const Config *config, Str code, Errs *errs)
{
    const char *nearest = str_nearest(code, lint_codes, RULE_COUNT);

    err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &config->rec, "Rules"), NULL,
           "Rules: there is no rule \"%.*s\"", STR_ARG(code));
    return nearest != NULL ? err_hint(errs, "did you mean %s?", nearest)
                           : err_hint(errs, "`anneal check --list-rules` lists them");
}

static bool read_levels(const Config *config, LintLevel *levels, Errs *errs)
{
    bool ok = true;

    for (int i = 0; i < RULE_COUNT; i++)
        levels[i] = lint_rules[i].level;
    for (size_t i = 0; i < config->rules.len; i++) {
        const MapEntry *entry = &config->rules.items[i];
        LintCode code;
        if (!lint_find(entry->name, &code))
            ok = refuse_rule(config, entry->name, errs);
        else if (!find_level(entry->value, &levels[code]))
            ok = err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &config->rec, "Rules"),
                        "off, note, warning or error", "Rules: %.*s can't be \"%.*s\"",
                        STR_ARG(entry->name), STR_ARG(entry->value));
    }
    return ok;
}

static Str today(Arena *arena)
{
    enum { DAY_BYTES = 16 };
    char day[DAY_BYTES];
    time_t now = time(NULL);
    struct tm utc;

    if (gmtime_r(&now, &utc) == NULL || strftime(day, sizeof day, "%Y-%m-%d", &utc) == 0)
        return STR_ABSENT;
    return arena_str(arena, str_from(day));
}

bool job_has_finding(const FindingVec *findings, const Finding *finding)
{
    for (size_t i = 0; i < findings->len; i++)
        if (findings->items[i].code == finding->code &&
            str_eq(findings->items[i].object, finding->object) &&
            str_eq(findings->items[i].message, finding->message))
            return true;
    return false;
}

/* A place asks for the tree of its file once more: one at a time is enough. */
void job_find_places(Package *package, Arena *arena, FindingVec *findings)
{
    const DocFile *file = NULL;

    for (size_t i = 0; i < findings->len; i++) {
        Finding *finding = &findings->items[i];
        if (finding->rec->file != file)
            package_let_trees_go(package);
        file = finding->rec->file;
        finding->loc = record_loc(arena, finding->rec);
        if (finding->loc.file != NULL)
            finding->loc.file = arena_cstr(arena, str_from(finding->loc.file));
    }
    package_let_trees_go(package);
}

bool job_lint(const Package *package, const Engine *engine, const Model *desired, Arena *arena,
              FindingVec *findings, Errs *errs)
{
    LintLevel levels[RULE_COUNT];
    LintInput input = {
        .model = desired, .engine = engine->bit, .levels = levels, .today = today(arena)};

    if (!read_levels(package_config(package), levels, errs))
        return false;
    lint_model(&input, arena, findings);
    return true;
}
