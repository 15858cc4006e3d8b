/* Validates a package offline, for each platform that it names. */
#include "codec/platform.h"
#include "job/backfills.h"
#include "job/conditions.h"
#include "job/declare.h"
#include "job/job.h"
#include "job/lint.h"
#include "job/scripts.h"
#include "job/summary.h"

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

/* On another platform it has another name, at the same place. */
static bool is_said(const FindingVec *findings, const Finding *finding)
{
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *other = &findings->items[i];
        if (other->code == finding->code && finding->loc.line > 0 &&
            other->loc.line == finding->loc.line && other->loc.column == finding->loc.column &&
            same_text(other->loc.file, finding->loc.file))
            return true;
    }
    return false;
}

/* What is found on every platform is said once. */
static bool add_findings(Package *package, const Engine *engine, const Model *desired, Arena *arena,
                         JobSummary *summary, Errs *errs)
{
    FindingVec found = {0};

    if (!job_lint(package, engine, desired, arena, &found, errs))
        return false;
    job_find_places(package, arena, &found);
    for (size_t i = 0; i < found.len; i++)
        if (!is_said(&summary->findings, &found.items[i]))
            vec_push(arena, &summary->findings, found.items[i]);
    return true;
}

static void check_platform(Package *package, Str platform, Arena *arena, JobSummary *summary,
                           Notes *notes, Errs *errs)
{
    const Engine *engine = engine_of(platform);
    PackageTarget target = {.engine = codec_platform_bits(platform),
                            .default_schema = engine == NULL ? STR("") : engine->default_schema};
    ErrsMark errors_before = errs_mark(errs);
    size_t notes_before = notes->list.len;
    Model *desired = model_new();
    ScriptVec scripts = {0};
    Notes said = {0}; /* with the scripts */

    if (engine != NULL)
        (void)job_check_scripts(package, &target, engine, &scripts, notes, errs);
    drop_declared(engine, &scripts);
    list_scripts(&scripts, arena, summary);
    if (package_load(package, &target, desired, notes, errs) && engine != NULL &&
        job_declare(package, &target, engine, desired, NULL, &said, errs))
        (void)(engine->settle(desired, notes, errs) && job_check_backfills(package, engine, errs) &&
               job_check_contracts(package, engine, errs) &&
               add_findings(package, engine, desired, arena, summary, errs));
    if (engine == NULL)
        notes_addf(notes, "%.*s is not built into this program: checked without its own rules",
                   STR_ARG(platform));
    notes_free(&said);
    drop_repeated(errs, errors_before);
    drop_repeated_notes(notes, notes_before);
    /* The first platform's counts stand for all: Platforms rarely leaves out whole objects. */
    if (summary->counts.len == 0)
        job_count(desired, arena, summary);
    vec_push(arena, &summary->platforms, arena_str(arena, platform));
    model_free(desired);
}

bool job_check(const char *folder, Arena *arena, JobSummary *summary, Notes *notes, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Package *package = package_open(folder == NULL ? "." : folder, notes, errs);
    const Product *product;

    if (package == NULL)
        return false;
    product = package_product(package);
    summary->name = arena_str(arena, product->name);
    for (size_t i = 0; i < product->platforms.len; i++)
        check_platform(package, product->platforms.items[i], arena, summary, notes, errs);
    if (product->platforms.len == 0) /* then it is for whatever is built in */
        for (const Engine *const *engine = engines; *engine != NULL; engine++)
            check_platform(package, str_from((*engine)->platforms[0]), arena, summary, notes, errs);
    package_free(package);
    return errs_mark(errs) == mark;
}
