/* Validates a package offline, for each platform that it names. */
#include "base/map.h"
#include "codec/platform.h"
#include "job/backfills.h"
#include "job/conditions.h"
#include "job/declare.h"
#include "job/job.h"
#include "job/lint.h"
#include "job/scripts.h"
#include "job/summary.h"
#include "job/table_data.h"

static bool is_of(const Engine *engine, Str platform)
{
    return (engine->bit & codec_platform_bits(platform)) != 0;
}

static const Engine *engine_of(Str platform)
{
    for (const Engine *const *engine = engines; *engine != NULL; engine++)
        if (is_of(*engine, platform))
            return *engine;
    return NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Engines word one fault differently: the same kind of fault of the same value is the same. */
static bool same_fault(const Err *a, const Err *b)
{
    bool same_value = a->loc.line > 0 && a->loc.column > 0;

    return a->code == b->code && a->loc.line == b->loc.line && a->loc.column == b->loc.column &&
           same_text(a->loc.file, b->loc.file) && (same_value || same_text(a->message, b->message));
}

/* What is wrong on every platform is said once. */
static void drop_repeated(Errs *errs, ErrsMark since)
{
    size_t kept = since;

    for (size_t i = since; i < errs->list.len; i++) {
        bool seen = false;
        for (size_t j = 0; j < since && !seen; j++)
            seen = same_fault(&errs->list.items[i], &errs->list.items[j]);
        if (!seen)
            errs->list.items[kept++] = errs->list.items[i];
    }
    errs->list.len = kept;
}

static void drop_repeated_notes(Notes *notes, size_t since)
{
    size_t kept = since;

    for (size_t i = since; i < notes->list.len; i++) {
        const Note *note = &notes->list.items[i];
        bool seen = false;
        for (size_t j = 0; j < since && !seen; j++) {
            const Note *other = &notes->list.items[j];
            seen = note->loc.line == other->loc.line &&
                   same_text(note->loc.file, other->loc.file) &&
                   same_text(note->message, other->message);
        }
        if (!seen)
            notes->list.items[kept++] = *note;
    }
    notes->list.len = kept;
}

static void list_scripts(const ScriptVec *scripts, Arena *arena, JobSummary *summary)
{
    static const char *const how_often[] = {"once", "when it changes", "at each deploy"};

    for (size_t i = 0; i < scripts->len; i++) {
        const Script *script = scripts->items[i];
        JobScript one = {arena_str(arena, script->path), phase_names[script->phase],
                         slot_names[script->slot], how_often[script->track]};
        bool seen = false;
        for (size_t j = 0; j < summary->scripts.len && !seen; j++)
            seen = str_eq(summary->scripts.items[j].path, one.path);
        if (!seen)
            vec_push(arena, &summary->scripts, one);
    }
}

/* What declares objects is not run: those are counted. */
static void drop_declared(const Engine *engine, ScriptVec *scripts)
{
    size_t kept = 0;

    for (size_t i = 0; i < scripts->len; i++)
        if (!job_script_declares(engine, scripts->items[i]))
            scripts->items[kept++] = scripts->items[i];
    scripts->len = kept;
}

/* One run over all platforms. */
typedef struct Checking {
    Package *package;
    const Environment *environment; /* NULL: none */
    Arena *arena;
    JobSummary *summary;
    Map said; /* rule and place of what was found, and of more names for it */
    Notes *notes;
    Errs *errs;
} Checking;

/* On another platform it has another name, at the same place. */
static Str finding_key(Arena *arena, const Finding *finding)
{
    const Loc *loc = &finding->loc;

    return loc->line > 0
               ? arena_printf(arena, "%d %s:%u:%u", (int)finding->code,
                              loc->file == NULL ? "" : loc->file, loc->line, loc->column)
               : arena_printf(arena, "%d %.*s", (int)finding->code, STR_ARG(finding->object));
}

/* What is found on every platform is said once. */
static void add_findings(Checking *check, FindingVec *found)
{
    size_t before = check->summary->findings.len;

    job_find_places(check->package, check->arena, found);
    for (size_t i = 0; i < found->len; i++)
        if (map_get(&check->said, finding_key(check->arena, &found->items[i])) == NULL)
            vec_push(check->arena, &check->summary->findings, found->items[i]);
    for (size_t i = before; i < check->summary->findings.len; i++)
        (void)map_put(check->arena, &check->said,
                      finding_key(check->arena, &check->summary->findings.items[i]), check);
}

static void lint(Checking *check, const Engine *engine, const Model *desired,
                 const ScriptVec *scripts)
{
    FindingVec found = {0};
    JobLint *lint = NULL;
    int version;

    if (job_engine_version(check->package, engine, &version, check->errs))
        lint = job_lint_open(check->package, check->environment, engine, version, check->arena,
                             check->errs);
    if (lint != NULL) {
        job_lint_model(lint, desired, &found);
        job_lint_scripts(lint, scripts, &found);
        add_findings(check, &found);
    }
    job_lint_close(lint);
}

/* Rows that files hold: whether they can be written, and for which tables. */
static bool check_table_data(Checking *check, const Engine *engine, const Model *desired,
                             Notes *notes, Errs *errs)
{
    ScriptVec scripts = {0};

    if (!job_table_data(check->package, engine, desired, check->arena, &scripts, notes, errs))
        return false;
    list_scripts(&scripts, check->arena, check->summary);
    return true;
}

static void check_platform(Checking *check, Str platform)
{
    const Engine *engine = engine_of(platform);
    PackageTarget target = {.engine = codec_platform_bits(platform),
                            .environment = check->environment,
                            .default_schema = engine == NULL ? STR("") : engine->default_schema};
    Package *package = check->package;
    Notes *notes = check->notes;
    Errs *errs = check->errs;
    ErrsMark errors_before = errs_mark(errs);
    size_t notes_before = notes->list.len;
    Model *desired = model_new();
    ScriptVec scripts = {0};
    Notes said = {0}; /* with the scripts */

    if (engine != NULL)
        (void)job_check_scripts(package, &target, engine, &scripts, notes, errs);
    drop_declared(engine, &scripts);
    list_scripts(&scripts, check->arena, check->summary);
    if (package_load(package, &target, desired, notes, errs) && engine != NULL &&
        job_declare(package, &target, engine, desired, NULL, &said, errs) &&
        engine->settle(desired, notes, errs) && job_check_backfills(package, engine, errs) &&
        job_check_contracts(package, engine, errs) &&
        check_table_data(check, engine, desired, notes, errs))
        lint(check, engine, desired, &scripts);
    if (engine == NULL)
        notes_addf(notes, "%.*s is not built into this program: checked without its own rules",
                   STR_ARG(platform));
    notes_free(&said);
    drop_repeated(errs, errors_before);
    drop_repeated_notes(notes, notes_before);
    /* The first platform's counts stand for all: Platforms rarely leaves out whole objects. */
    if (check->summary->counts.len == 0)
        job_count(desired, check->arena, check->summary);
    vec_push(check->arena, &check->summary->platforms, arena_str(check->arena, platform));
    model_free(desired);
}

static void check_platforms(Checking *check)
{
    const Product *product = package_product(check->package);

    check->summary->name = arena_str(check->arena, product->name);
    check->summary->dialect = package_dialect(check->package, check->arena);
    if (check->summary->dialect != NULL)
        check->summary->dialect_why =
            arena_str(check->arena, str_from(package_dialect_reason(check->package))).ptr;
    check->summary->templates = package_template_count(check->package);
    for (size_t i = 0; i < product->platforms.len; i++)
        check_platform(check, product->platforms.items[i]);
    if (product->platforms.len == 0) /* then it is for whatever is built in */
        for (const Engine *const *engine = engines; *engine != NULL; engine++)
            check_platform(check, str_from((*engine)->platforms[0]));
}

bool job_check(const char *folder, const char *environment, Arena *arena, JobSummary *summary,
               Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Checking check = {.arena = arena, .summary = summary, .notes = notes, .errs = errs};

    check.package = package_open(folder == NULL ? "." : folder, notes, errs);
    if (check.package == NULL)
        return false;
    if (environment != NULL)
        check.environment = package_environment(check.package, str_from(environment), errs);
    if (environment == NULL || check.environment != NULL)
        check_platforms(&check);
    package_free(check.package);
    return errs_mark(errs) == mark;
}
