/* Two states of a package, and the plan that leads from the one to the other. */
#include "job/review.h"

#include "base/file.h"
#include "codec/platform.h"
#include "diff/diff.h"
#include "job/backfills.h"
#include "job/conditions.h"
#include "job/declare.h"
#include "job/lint.h"
#include "job/measure.h"
#include "job/resolve.h"
#include "job/rights.h"
#include "job/scripts.h"
#include "model/key_list.h"
#include "model/label.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

/* The name of a constraint that a package leaves to the server. */
#define UNNAMED "(named by the server)"

/* One state. */
typedef struct Side {
    Package *package;
    PackageTarget target;
    Model *model;
    ScriptVec scripts; /* that declare nothing */
} Side;

struct JobReviewed {
    Arena arena;
    Resolved at; /* of the head; it owns the head's package */
    Side base, head;
    Str base_name;
    Filter scope;
    Rights rights;
    Pairs pairs;
    Changes *changes;
    Facts facts;
    Map owned; /* labels of all that base declares: the product has made it */
    Map places;
    StepVec tasks;
    Conn *conn;   /* of the database that is looked at; NULL: offline */
    Model *found; /* in it */
    bool evaluates_nothing;
    FindingVec findings; /* that base does not have */
    Plan *plan;
};

/* ---- which package, which engine
 * ------------------------------------------------------------------------------------------------
 */

/* A folder that is there goes before a revision of the same name. */
static Package *open_side(const JobReview *review, const char *which, Arena *arena, Notes *notes,
                          Errs *errs)
{
    const char *below = review->target.folder == NULL ? "." : review->target.folder;

    if (!file_is_folder(which))
        return package_open_at(below, which, notes, errs);
    return package_open_at(strcmp(below, ".") == 0 ? which : file_join(arena, which, below), NULL,
                           notes, errs);
}

static const Engine *engine_of(unsigned platforms, size_t *count)
{
    const Engine *found = NULL;

    *count = 0;
    for (const Engine *const *engine = engines; *engine != NULL; engine++) {
        if (((*engine)->bit & platforms) == 0)
            continue;
        if (found == NULL)
            found = *engine;
        (*count)++;
    }
    return found;
}

/* The environment's URL, where it can be had without a secret; it is not connected to. */
static const Engine *engine_of_environment(JobReviewed *job)
{
    const Environment *environment = job->at.environment;
    const Engine *engine = NULL;
    Errs ignored = {0};

    if (environment != NULL && environment->url.len > 0 &&
        url_parse(&job->at.arena, environment->url, &job->at.url, &ignored))
        engine = engine_for_url(&job->at.url, &ignored);
    errs_free(&ignored);
    return engine;
}

static bool refuse_several(const JobReviewed *job, Errs *errs)
{
    const StrVec *platforms = &package_product(job->head.package)->platforms;
    Sb names = sb_new(SB_LINE_MAX);

    idents_write(&names, platforms);
    err_addf(errs, ERR_USAGE, "for which platform? the package is for %.*s",
             STR_ARG(sb_str(&names)));
    sb_free(&names);
    return err_hint(errs, "give --platform, or --env with an environment of one of them");
}

static bool choose_engine(JobReviewed *job, const char *platform, Errs *errs)
{
    unsigned bits = package_platforms(job->head.package);
    size_t count;

    if (platform != NULL)
        bits &= codec_platform_bits(str_from(platform));
    job->at.engine = platform == NULL ? engine_of_environment(job) : NULL;
    if (job->at.engine != NULL && (job->at.engine->bit & bits) != 0)
        return true;
    job->at.engine = engine_of(bits, &count);
    if (count > 1)
        return refuse_several(job, errs);
    return count == 1 || err_at(errs, ERR_UNSUPPORTED, (Loc){0},
                                "--platform takes one that the Product file names",
                                "no engine of this program is for that platform");
}

static bool resolve_database(JobReviewed *job, const JobReview *review, Notes *notes, Errs *errs)
{
    if (!job_resolve_url(&review->target, &job->at, notes, errs))
        return false;
    return (job->at.engine->bit & package_platforms(job->head.package)) != 0 ||
           err_at(errs, ERR_URL, (Loc){0}, "give another URL", "product %.*s is not for %s",
                  STR_ARG(package_product(job->head.package)->name), job->at.engine->title);
}

/* ---- the two models
 * ------------------------------------------------------------------------------------------------
 */

static bool load_model(JobReviewed *job, Side *side, Notes *notes, Errs *errs)
{
    model_free(side->model);
    side->model = model_new();
    side->scripts = (ScriptVec){0};
    return package_load(side->package, &side->target, side->model, notes, errs) &&
           job_declare(side->package, &side->target, job->at.engine, side->model, &side->scripts,
                       notes, errs) &&
           job->at.engine->settle(side->model, notes, errs);
}

/* With a database to ask, what its own condition leaves out counts as not declared. */
static bool load_side(JobReviewed *job, Side *side, Notes *notes, Errs *errs)
{
    bool changes = false;
    Notes known = {0};
    bool ok;

    side->target = (PackageTarget){.engine = job->at.engine->bit,
                                   .environment = job->at.environment,
                                   .default_schema = job->at.engine->default_schema};
    if (!load_model(job, side, notes, errs))
        return false;
    if (job->conn == NULL || job->evaluates_nothing ||
        package_gate_list(side->package)->len + package_folder_gates(side->package)->len == 0)
        return true;
    if (!job_ask_gates(side->package, job->at.engine, job->conn, &job->facts, &changes, notes,
                       errs))
        return false;
    side->target.answers = &job->facts;
    ok = load_model(job, side, &known, errs);
    notes_free(&known);
    return ok;
}

/* What is to be taken away or renamed is called something in SQL; where neither side has a name the
 * server has given both the same. */
static void name_unnamed(JobReviewed *job)
{
    for (size_t i = 0; i < job->pairs.objects.len; i++) {
        const Pair *pair = job->pairs.objects.items[i];
        for (size_t k = 0; k < pair->children.len; k++) {
            const Pair *child = pair->children.items[k];
            if (child->live == NULL || record_name(child->live).len > 0 ||
                (child->desired != NULL && record_name(child->desired).len == 0))
                continue;
            *(Str *)record_put(&job->base.model->arena, child->live,
                               record_type_find(child->live->type, STR("Name"))) = STR(UNNAMED);
        }
    }
}

static bool load_sides(JobReviewed *job, Notes *notes, Errs *errs)
{
    Notes of_base = {0};
    bool ok = load_side(job, &job->base, &of_base, errs) &&
              load_side(job, &job->head, notes, errs) &&
              job_check_backfills(job->head.package, job->at.engine, errs) &&
              job_check_contracts(job->head.package, job->at.engine, errs);

    notes_free(&of_base); /* they are said where base is deployed */
    return ok;
}

static bool compare(JobReviewed *job, Notes *notes, Errs *errs)
{
    MatchOptions match = {.fold_name = job->at.engine->fold_name};

    package_filter(job->head.package, job->head.model, &job->arena, &job->scope);
    if (!package_check_scope(job->head.package, job->head.model, &job->scope, errs) ||
        !diff_match(job->base.model, job->head.model, &match, &job->pairs, notes, errs))
        return false;
    name_unnamed(job);
    if ((job->at.engine->capabilities & CAP_ROLES) != 0) {
        job->rights = job_rights(job->head.package, job->at.environment, job->head.model);
        job_keep_rights(&job->rights, &job->pairs);
    }
    job->changes = diff_compare(&job->pairs);
    return true;
}

/* ---- scripts and backfills
 * ------------------------------------------------------------------------------------------------
 */

static void add_record(JobReviewed *job, ScriptRecords *known, const Script *script)
{
    ScriptRecord *record = record_new(&job->arena, &script_record_type);

    record->path = script->path;
    record->hash = script->hash;
    record->state = SCRIPT_DONE;
    vec_push(&job->arena, known, record);
}

static const Script *script_at(const ScriptVec *scripts, Str path)
{
    for (size_t i = 0; i < scripts->len; i++)
        if (str_eq(scripts->items[i]->path, path))
            return scripts->items[i];
    return NULL;
}

/* What runs at each deploy is no news unless it changes. */
static void choose_scripts(JobReviewed *job, ScriptVec *chosen)
{
    for (size_t i = 0; i < job->head.scripts.len; i++) {
        Script *script = job->head.scripts.items[i];
        const Script *before = script_at(&job->base.scripts, script->path);
        if (script->track != TRACK_ALWAYS || before == NULL || !str_eq(before->hash, script->hash))
            vec_push(&job->arena, chosen, script);
    }
}

/* Nobody has looked at triggers and row security of the tables: they are taken to have none, so
 * that what a large table would get is what is shown. */
static void assume_updates(JobReviewed *job)
{
    static const BackfillFacts nothing_special = {0};

    for (size_t i = 0; i < job->changes->groups.len; i++) {
        const Object *live = job->changes->groups.items[i]->live;
        if (live != NULL && live->rec.type == &table_type)
            facts_set_update(&job->facts, label_name(&job->arena, live->schema, live->name),
                             &nothing_special);
    }
}

static bool gather_tasks(JobReviewed *job, Notes *notes, Errs *errs)
{
    ScriptRecords known = {0};
    LoopPositions loops = {0};
    ScriptVec chosen = {0};
    ScriptJob scripts = {.package = job->head.package,
                         .engine = job->at.engine,
                         .target = &job->head.target,
                         .scripts = &chosen,
                         .known = &known,
                         .arena = &job->arena};
    BackfillJob backfills = {.package = job->head.package,
                             .engine = job->at.engine,
                             .live = job->base.model,
                             .desired = job->head.model,
                             .facts = &job->facts,
                             .loops = &loops,
                             .arena = &job->arena};

    choose_scripts(job, &chosen);
    for (size_t i = 0; i < job->base.scripts.len; i++)
        add_record(job, &known, job->base.scripts.items[i]);
    job_finish_backfills(job->base.package, &job->arena, &loops);
    return job_add_scripts(&scripts, &job->tasks, notes, errs) &&
           job_add_backfills(&backfills, &job->tasks, errs);
}

/* ---- lint
 * ------------------------------------------------------------------------------------------------
 */

/* What base has, too, is no news. */
static bool find_findings(JobReviewed *job, Errs *errs)
{
    FindingVec before = {0}, now = {0};
    LintChanges changes = {.changes = job->changes,
                           .backfills = package_backfills(job->head.package),
                           .is_offline = true};
    JobLint *lint = job_lint_open(job->head.package, job->at.environment, job->at.engine,
                                  job->facts.version, &job->arena, errs);

    if (lint == NULL)
        return false;
    job_lint_model(lint, job->base.model, &before);
    job_lint_scripts(lint, &job->base.scripts, &before);
    job_lint_model(lint, job->head.model, &now);
    job_lint_scripts(lint, &job->head.scripts, &now);
    job_add_new_findings(&before, &now, &job->arena, &job->findings);
    job_lint_changes(lint, &changes, &job->findings);
    job_find_places(job->head.package, &job->arena, &job->findings);
    job_lint_close(lint);
    return true;
}

/* ---- the plan
 * ------------------------------------------------------------------------------------------------
 */

static void own_base(JobReviewed *job)
{
    for (size_t i = 0; i < job->base.model->objects.len; i++)
        (void)map_put(&job->arena, &job->owned,
                      label_object(&job->arena, job->base.model->objects.items[i]), job);
}

static bool build(JobReviewed *job, Errs *errs)
{
    PlanInput input = {.engine = job->at.engine,
                       .changes = job->changes,
                       .facts = &job->facts,
                       .policy = &job->at.policy,
                       .scope = &job->scope,
                       .manages_grants = job->rights.grants,
                       .manages_owners = job->rights.owners,
                       .product = arena_cstr(&job->arena, package_product(job->head.package)->name),
                       .tool = ANNEAL_VERSION,
                       .journal = package_config(job->head.package)->journal,
                       .owned = &job->owned,
                       .contracts = package_contracts(job->head.package),
                       .gates = package_gates(job->head.package),
                       .tasks = &job->tasks};

    plan_free(job->plan);
    job->plan = plan_build(&input, errs);
    return job->plan != NULL;
}

/* ---- the database that is looked at
 * ------------------------------------------------------------------------------------------------
 */

/* Reads only; the role of the environment, as a deploy would have. */
static bool connect_to(JobReviewed *job, const JobTarget *target, Errs *errs)
{
    ConnectOptions options = {.log = target->log, .is_read_only = true};

    if (job->at.environment != NULL)
        options.role = job->at.environment->role;
    return job->at.engine->connect(&job->at.url, &options, &job->conn, errs) &&
           job->at.engine->describe(job->conn, &job->facts, errs) &&
           job->at.engine->today(job->conn, &job->facts.arena, &job->facts.today, errs);
}

/* The plan speaks of a database that is as base declares. */
static void note_missing(const JobReviewed *job, Notes *notes)
{
    size_t missing = 0;
    const Object *first = NULL;
    Arena scratch = {0};

    for (size_t i = 0; i < job->base.model->objects.len; i++) {
        const Object *object = job->base.model->objects.items[i];
        if (object->rec.type != &table_type ||
            model_find(job->found, REC_TABLE, object->schema, object->name) != NULL)
            continue;
        first = first == NULL ? object : first;
        missing++;
    }
    if (missing > 0)
        notes_addf(notes,
                   "%.*s is not as base declares: it lacks %.*s%s; the plan is that of a database "
                   "that has all of base, and `anneal plan` makes the one for this",
                   STR_ARG(job->facts.database), STR_ARG(label_object(&scratch, first)),
                   missing > 1 ? arena_printf(&scratch, " and %zu more", missing - 1).ptr : "");
    arena_free(&scratch);
}

static bool measure(JobReviewed *job, Notes *notes, Errs *errs)
{
    MeasureJob measuring = {.engine = job->at.engine,
                            .environment = job->at.environment,
                            .budget = &job->at.policy.budget,
                            .live = job->base.model,
                            .changes = job->changes,
                            .facts = &job->facts,
                            .arena = &job->arena};
    Notes ignored = {0};
    bool ok;

    job->found = model_new();
    measuring.found = job->found;
    ok = job->at.engine->introspect(job->conn, &job->scope, job->found, &ignored, errs) &&
         job_measure(&measuring, job->conn, errs);
    notes_free(&ignored);
    if (ok)
        note_missing(job, notes);
    return ok;
}

/* Rows in the way, and conditions: what only a plan shows as worth asking. */
static bool ask(JobReviewed *job, Errs *errs)
{
    bool asked = job_probe(job->plan, job->at.engine, job->conn, &job->facts);

    if (!job->evaluates_nothing &&
        !job_ask_conditions(job->plan, job->at.engine, job->conn, &job->facts, &asked, errs))
        return false;
    return !asked || build(job, errs);
}

static bool make_plan(JobReviewed *job, Notes *notes, Errs *errs)
{
    own_base(job);
    assume_updates(job);
    if (job->conn == NULL)
        return build(job, errs);
    return measure(job, notes, errs) && build(job, errs) && ask(job, errs);
}

/* ---- where it stands in the head's files
 * ------------------------------------------------------------------------------------------------
 */

static void put_place(JobReviewed *job, Str label, Loc loc)
{
    Loc *kept = ARENA_NEW(&job->arena, Loc);

    *kept = loc;
    if (map_get(&job->places, label) == NULL)
        (void)map_put(&job->arena, &job->places, label, kept);
}

static void put_parts(JobReviewed *job, const Object *object, const Loc *gone_from)
{
    const RecordType *type = object->rec.type;

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const void *list =
            f->kind == F_LIST && f->differs == D_CHILDREN ? record_at(&object->rec, f) : NULL;
        for (size_t i = 0; list != NULL && i < list_len(list); i++) {
            const Record *part = list_get(list, i);
            put_place(job, label_part(&job->arena, object, part),
                      gone_from != NULL ? *gone_from : record_loc(&job->arena, part));
        }
    }
}

/* Of a step that no object has: its first script's file, else where the product is said. */
static Loc place_of_task(const JobReviewed *job, const Step *step, Loc product)
{
    const Script *script = step->scripts == NULL || step->scripts->list.len == 0
                               ? NULL
                               : script_at(&job->head.scripts, step->scripts->list.items[0]->path);

    return script == NULL ? product : (Loc){.file = script->file, .line = 1, .column = 1};
}

/* Only of what changes: a look at a place reads the file again. Code hosts refuse what has none. */
static void find_places(JobReviewed *job)
{
    Loc product = record_loc(&job->arena, &package_product(job->head.package)->rec);

    for (size_t i = 0; i < job->changes->groups.len; i++) {
        const ChangeGroup *group = job->changes->groups.items[i];
        Loc loc = group->desired == NULL ? product : record_loc(&job->arena, &group->desired->rec);
        if (group->desired != NULL) {
            put_place(job, label_object(&job->arena, group->desired), loc);
            put_parts(job, group->desired, NULL);
        }
        if (group->live != NULL) {
            put_place(job, label_object(&job->arena, group->live), loc);
            put_parts(job, group->live, &loc);
        }
    }
    for (size_t i = 0; i < job->plan->steps.len; i++)
        put_place(job, job->plan->steps.items[i]->object,
                  place_of_task(job, job->plan->steps.items[i], product));
}

JobReviewed *job_review(const JobReview *review, Notes *notes, Errs *errs)
{
    Arena arena = {0};
    JobReviewed *job = ARENA_NEW(&arena, JobReviewed);
    Notes of_base = {0};

    job->arena = arena; /* the job lives in its own arena; what is added later hangs on the copy */
    job->base_name = arena_str(&job->arena, str_from(review->base));
    job->base.package = open_side(review, review->base, &job->arena, &of_base, errs);
    job->head.package = open_side(review, review->head, &job->arena, notes, errs);
    job->at.package = job->head.package;
    notes_free(&of_base);
    if (job->base.package != NULL && job->head.package != NULL &&
        job_resolve_policy(&review->target, &job->at, errs) &&
        (review->looks ? resolve_database(job, review, notes, errs)
                       : choose_engine(job, review->platform, errs)) &&
        job_engine_version(job->head.package, job->at.engine, &job->facts.version, errs)) {
        job->evaluates_nothing = review->target.evaluates_nothing;
        if (job->at.environment != NULL)
            job->facts.environment = job->at.environment->name;
        if ((!review->looks || connect_to(job, &review->target, errs)) &&
            load_sides(job, notes, errs) && compare(job, notes, errs) && find_findings(job, errs) &&
            gather_tasks(job, notes, errs) && make_plan(job, notes, errs)) {
            find_places(job);
            diff_suggest_renames(job->changes, notes);
            return job;
        }
    }
    job_reviewed_free(job);
    return NULL;
}

const Plan *job_reviewed_plan(const JobReviewed *reviewed)
{
    return reviewed->plan;
}

Str job_reviewed_base(const JobReviewed *reviewed)
{
    return reviewed->base_name;
}

Str job_reviewed_database(const JobReviewed *reviewed)
{
    return reviewed->conn == NULL ? STR_ABSENT : reviewed->facts.database;
}

const Map *job_reviewed_places(const JobReviewed *reviewed)
{
    return &reviewed->places;
}

const Changes *job_reviewed_changes(const JobReviewed *reviewed)
{
    return reviewed->changes;
}

const FindingVec *job_reviewed_findings(const JobReviewed *reviewed)
{
    return &reviewed->findings;
}

void job_reviewed_free(JobReviewed *reviewed)
{
    Arena arena;

    if (reviewed == NULL)
        return;
    if (reviewed->at.engine != NULL)
        reviewed->at.engine->close(reviewed->conn);
    plan_free(reviewed->plan);
    if (reviewed->changes != NULL)
        changes_free(reviewed->changes);
    facts_free(&reviewed->facts);
    model_free(reviewed->head.model); /* before the package, from which it borrows */
    model_free(reviewed->base.model);
    model_free(reviewed->found);
    package_free(reviewed->base.package);
    job_resolved_free(&reviewed->at);
    arena = reviewed->arena;
    arena_free(&arena);
}
