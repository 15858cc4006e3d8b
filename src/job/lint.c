/* The rules of lint over a package, as its anneal.json weighs them. */
#include "job/lint.h"

#include <time.h>

#include "codec/platform.h"
#include "job/scripts.h"
#include "model/key_list.h"

struct JobLint {
    const Engine *engine;
    Arena *arena;
    LintLevel levels[RULE_COUNT];
    LintNamings naming;
    VEC(Pattern *) patterns;
    StrVec allowed[LINT_ALLOWED_COUNT];
    Str today;
    int version;
};

/* ---- what anneal.json says
 * ------------------------------------------------------------------------------------------------
 */

static bool find_level(Str name, LintLevel *level)
{
    for (int i = 0; lint_level_names[i] != NULL; i++)
        if (str_is(name, lint_level_names[i])) {
            *level = (LintLevel)i;
            return true;
        }
    return false;
}

static bool refuse_rule(const Record *rec, Str code, Errs *errs)
{
    const char *nearest = str_nearest(code, lint_codes, RULE_COUNT);

    err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, rec, "Rules"), NULL,
           "Rules: there is no rule \"%.*s\"", STR_ARG(code));
    return nearest != NULL ? err_hint(errs, "did you mean %s?", nearest)
                           : err_hint(errs, "`anneal check --list-rules` lists them");
}

/* Of the package or, over those, of an environment. */
static void read_levels(JobLint *lint, const Record *rec, const MapEntries *rules, Errs *errs)
{
    for (size_t i = 0; i < rules->len; i++) {
        const MapEntry *entry = &rules->items[i];
        LintCode code;
        if (!lint_find(entry->name, &code))
            (void)refuse_rule(rec, entry->name, errs);
        else if (!find_level(entry->value, &lint->levels[code]))
            (void)err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, rec, "Rules"),
                         "off, note, warning or error", "Rules: %.*s can't be \"%.*s\"",
                         STR_ARG(entry->name), STR_ARG(entry->value));
    }
}

/* The number of a name in a NULL-terminated list; an error with the nearest where it has none. */
static bool find_name(const Config *config, const char *key, const char *const *names, Str name,
                      size_t *at, Errs *errs)
{
    const char *nearest;
    size_t count = 0;

    for (; names[count] != NULL; count++)
        if (str_is(name, names[count])) {
            *at = count;
            return true;
        }
    nearest = str_nearest(name, names, count);
    (void)err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &config->rec, key), NULL,
                 "%s: there is no \"%.*s\"", key, STR_ARG(name));
    return nearest == NULL ? err_hint(errs, "such as %s", names[0])
                           : err_hint(errs, "did you mean %s?", nearest);
}

static void read_naming(JobLint *lint, const Config *config, Errs *errs)
{
    for (size_t i = 0; i < config->naming.len; i++) {
        const MapEntry *entry = &config->naming.items[i];
        LintNaming naming = {.kind = entry->name, .written = entry->value};
        const char *fault;
        Pattern *pattern;
        size_t kind;
        if (!find_name(config, "Naming", lint_named_kinds, entry->name, &kind, errs))
            continue;
        pattern = pattern_compile(lint->arena, entry->value, &fault);
        if (pattern == NULL) {
            (void)err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &config->rec, "Naming"),
                         "app_* or a regular expression such as /^[a-z_]+$/",
                         "Naming: the pattern of %.*s %s", STR_ARG(entry->name), fault);
            continue;
        }
        naming.pattern = pattern;
        vec_push(lint->arena, &lint->patterns, pattern);
        vec_push(lint->arena, &lint->naming, naming);
    }
}

static void read_allowed(JobLint *lint, const Config *config, Errs *errs)
{
    for (size_t i = 0; i < config->allowed.len; i++) {
        const MapEntry *entry = &config->allowed.items[i];
        KeyError fault = {0};
        size_t at;
        if (find_name(config, "Allowed", lint_allowed_names, entry->name, &at, errs) &&
            !idents_read(lint->arena, entry->value, &lint->allowed[at], &fault))
            (void)err_at(errs, ERR_FIELD, record_key_loc(&errs->arena, &config->rec, "Allowed"),
                         fault.hint, "Allowed: %.*s %s", STR_ARG(entry->name), fault.message);
    }
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

JobLint *job_lint_open(const Package *package, const Environment *environment, const Engine *engine,
                       int version, Arena *arena, Errs *errs)
{
    const Config *config = package_config(package);
    JobLint *lint = ARENA_NEW(arena, JobLint);
    ErrsMark mark = errs_mark(errs);

    lint->engine = engine;
    lint->arena = arena;
    lint->today = today(arena);
    lint->version = version;
    for (int i = 0; i < RULE_COUNT; i++)
        lint->levels[i] = lint_rules[i].level;
    read_levels(lint, &config->rec, &config->rules, errs);
    if (environment != NULL)
        read_levels(lint, &environment->rec, &environment->rules, errs);
    read_naming(lint, config, errs);
    read_allowed(lint, config, errs);
    if (errs_mark(errs) == mark)
        return lint;
    job_lint_close(lint);
    return NULL;
}

void job_lint_close(JobLint *lint)
{
    for (size_t i = 0; lint != NULL && i < lint->patterns.len; i++)
        pattern_free(lint->patterns.items[i]);
}

bool job_engine_version(const Package *package, const Engine *engine, int *version, Errs *errs)
{
    const Config *config = package_config(package);
    ErrsMark mark = errs_mark(errs);

    *version = engine->newest_version;
    for (size_t i = 0; i < config->engine_version.len; i++) {
        const MapEntry *entry = &config->engine_version.items[i];
        Loc loc = record_key_loc(&errs->arena, &config->rec, "EngineVersion");
        unsigned bits = codec_platform_bits(entry->name);
        if (bits == 0)
            (void)err_at(errs, ERR_FIELD, loc, "one that Platform in the Product file can name",
                         "EngineVersion: \"%.*s\" is no platform that anneal knows",
                         STR_ARG(entry->name));
        else if ((bits & engine->bit) != 0 && !engine_read_version(engine, entry->value, version))
            (void)err_at(errs, ERR_FIELD, loc, "such as 15 or 8.0.36",
                         "EngineVersion: \"%.*s\" is no version of %s", STR_ARG(entry->value),
                         engine->title);
    }
    return errs_mark(errs) == mark;
}

/* ---- looking
 * ------------------------------------------------------------------------------------------------
 */

static LintInput lint_input(const JobLint *lint, const Model *model)
{
    return (LintInput){.model = model,
                       .engine = lint->engine->bit,
                       .version = lint->version,
                       .levels = lint->levels,
                       .today = lint->today,
                       .naming = &lint->naming,
                       .allowed = lint->allowed};
}

void job_lint_model(const JobLint *lint, const Model *desired, FindingVec *findings)
{
    LintInput input = lint_input(lint, desired);

    lint_model(&input, lint->arena, findings);
}

void job_lint_changes(const JobLint *lint, const LintChanges *changes, FindingVec *findings)
{
    LintInput input = lint_input(lint, changes->changes->desired);

    lint_changes(&input, changes, lint->arena, findings);
}

static Loc place_of(const char *file, const StepBatch *batch)
{
    return (Loc){.file = file,
                 .line = (uint32_t)batch->line.value,
                 .column = batch->column.given ? (uint32_t)batch->column.value : 1};
}

/* `file`: its name for places, which outlive the package. What can't be split has been said. */
static bool read_script(const Engine *engine, const Script *script, const char *file, Arena *arena,
                        LintScript *read)
{
    StepScript *step = record_new(arena, &step_script_type);
    Errs ignored = {0};
    bool ok = job_split_script(engine, script, arena, step, &ignored);

    *read = (LintScript){.path = script->path,
                         .allow = &script->allow,
                         .runs_again = script->track != TRACK_ONCE,
                         .is_transactional = !step->has_no_transaction};
    for (size_t i = 0; ok && i < step->batches.len; i++) {
        const StepBatch *batch = step->batches.items[i];
        LintStatement statement = {.text = batch->text,
                                   .loc = place_of(file, batch),
                                   .begins = batch->kind == (int)BATCH_BEGIN,
                                   .ends = batch->kind == (int)BATCH_END};
        engine->read_tokens(arena, batch->text, &statement.tokens);
        vec_push(arena, &read->statements, statement);
    }
    errs_free(&ignored);
    return ok;
}

void job_lint_scripts(const JobLint *lint, const ScriptVec *scripts, FindingVec *findings)
{
    LintInput input = lint_input(lint, NULL);

    for (size_t i = 0; i < scripts->len; i++) {
        Arena scratch = {0};
        LintScripts one = {0};
        LintScript read;
        const char *file = arena_cstr(lint->arena, str_from(scripts->items[i]->file));
        if (read_script(lint->engine, scripts->items[i], file, &scratch, &read)) {
            vec_push(&scratch, &one, read);
            lint_scripts(&input, &one, lint->arena, findings);
        }
        arena_free(&scratch);
    }
}

/* ---- what was found
 * ------------------------------------------------------------------------------------------------
 */

static Str finding_key(Arena *arena, const Finding *finding)
{
    return arena_printf(arena, "%d\n%.*s\n%.*s", (int)finding->code, STR_ARG(finding->object),
                        STR_ARG(finding->message));
}

void job_add_new_findings(const FindingVec *before, const FindingVec *now, Arena *arena,
                          FindingVec *news)
{
    Arena scratch = {0};
    Map known = {0};

    for (size_t i = 0; i < before->len; i++)
        (void)map_put(&scratch, &known, finding_key(&scratch, &before->items[i]), &known);
    for (size_t i = 0; i < now->len; i++)
        if (map_get(&known, finding_key(&scratch, &now->items[i])) == NULL)
            vec_push(arena, news, now->items[i]);
    arena_free(&scratch);
}

/* A place asks for the tree of its file once more: one at a time is enough. */
void job_find_places(Package *package, Arena *arena, FindingVec *findings)
{
    const DocFile *file = NULL;

    for (size_t i = 0; i < findings->len; i++) {
        Finding *finding = &findings->items[i];
        if (finding->rec == NULL)
            continue;
        if (finding->rec->file != file)
            package_let_trees_go(package);
        file = finding->rec->file;
        finding->loc = record_loc(arena, finding->rec);
        if (finding->loc.file != NULL)
            finding->loc.file = arena_cstr(arena, str_from(finding->loc.file));
    }
    package_let_trees_go(package);
}
