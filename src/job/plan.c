/* Makes a plan: package and database in, steps out; nothing is written. */
#include "deploy/journal.h"
#include "deploy/validate.h"
#include "diff/diff.h"
#include "job/adopt.h"
#include "job/backfills.h"
#include "job/backups.h"
#include "job/conditions.h"
#include "job/declare.h"
#include "job/job.h"
#include "job/lint.h"
#include "job/measure.h"
#include "job/prove.h"
#include "job/provenance.h"
#include "job/resolve.h"
#include "job/rights.h"
#include "job/scripts.h"
#include "job/spellings.h"
#include "job/table_data.h"
#include "job/templates.h"
#include "model/label.h"
#include "report/report.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

struct JobPlanned {
    Arena arena;
    Resolved at;
    Filter scope;
    Rights rights;
    Map owned;        /* labels of what the product has created; for `Removals: owned` */
    Map fingerprints; /* label of a live object -> its fingerprint before canonicalization */
    Model *desired, *live;
    Pairs pairs;
    Changes *changes;
    Facts facts;
    PackageTarget target;
    ScriptVec to_run;      /* scripts that declare nothing */
    ScriptRecords scripts; /* that the journal knows */
    ScriptRecords adopted; /* of them those that SchemaSmith knows only */
    BackupRows backups;    /* likewise */
    PlanValidationVec validations;
    StepVec tasks;       /* what is no change of structure */
    FindingVec findings; /* of rules over changes */
    Plan *plan;
};

static bool load_desired(JobPlanned *job, Notes *notes, Errs *errs)
{
    return package_load(job->at.package, &job->target, job->desired, notes, errs) &&
           job_declare(job->at.package, &job->target, job->at.engine, job->desired, &job->to_run,
                       notes, errs) &&
           job->at.engine->settle(job->desired, notes, errs);
}

static bool load(JobPlanned *job, Notes *notes, Errs *errs)
{
    job->target = (PackageTarget){.engine = job->at.engine->bit,
                                  .environment = job->at.environment,
                                  .default_schema = job->at.engine->default_schema};
    if ((package_platforms(job->at.package) & job->target.engine) == 0)
        return err_at(errs, ERR_URL,
                      record_loc(&job->arena, &package_product(job->at.package)->rec),
                      "add it to Platform in the Product file, or give another URL",
                      "product %.*s is not for %s", STR_ARG(package_product(job->at.package)->name),
                      job->at.engine->title);
    return load_desired(job, notes, errs) &&
           job_check_backfills(job->at.package, job->at.engine, errs) &&
           job_check_contracts(job->at.package, job->at.engine, errs);
}

/* Once more, without what its own condition leaves out. What the package is like has been said. */
static bool load_again(JobPlanned *job, Errs *errs)
{
    Notes known = {0};
    bool ok;

    model_free(job->desired);
    job->desired = model_new();
    job->to_run = (ScriptVec){0};
    job->target.answers = &job->facts;
    ok = load_desired(job, &known, errs);
    notes_free(&known);
    return ok;
}

/* Templates of other databases are none of this plan. */
static bool keep_templates(JobPlanned *job, Conn *conn, bool evaluates_nothing, Notes *notes,
                           Errs *errs)
{
    bool left_out = false;

    return job_keep_templates(job->at.package, &job->target, job->at.engine, conn,
                              evaluates_nothing, &left_out, notes, errs) &&
           (!left_out || load_again(job, errs));
}

static bool apply_gates(JobPlanned *job, Conn *conn, bool evaluates_nothing, Notes *notes,
                        Errs *errs)
{
    bool has_any = package_gate_list(job->at.package)->len > 0 ||
                   package_folder_gates(job->at.package)->len > 0;
    bool changes = false;

    if (job->at.environment != NULL)
        job->facts.environment = job->at.environment->name;
    if (!job->at.engine->today(conn, &job->facts.arena, &job->facts.today, errs))
        return false;
    if (evaluates_nothing && has_any)
        notes_addf(notes, "ShouldApplyExpressions were not evaluated: what has one waits");
    if (evaluates_nothing || !has_any)
        return true;
    return job_ask_gates(job->at.package, job->at.engine, conn, &job->facts, &changes, notes,
                         errs) &&
           load_again(job, errs);
}

/* Canonicalization rewrites the live records in place; deploy compares with what introspection
 * gives, so the fingerprints are taken in between. Of what is equal as it stands nothing is asked:
 * canonicalization makes no difference where there is none. */
static void keep_fingerprints(JobPlanned *job, const Changes *differ)
{
    for (size_t i = 0; i < differ->groups.len; i++) {
        const Object *object = differ->groups.items[i]->live;
        Str fingerprint;
        char *kept;
        if (object == NULL)
            continue;
        fingerprint = object_fingerprint(&job->arena, object);
        kept = arena_alloc(&job->arena, fingerprint.len + 1);
        memcpy(kept, fingerprint.ptr, fingerprint.len);
        (void)map_put(&job->arena, &job->fingerprints, label_object(&job->arena, object), kept);
    }
}

static SpellingJob spelling_job(const JobPlanned *job)
{
    return (SpellingJob){.engine = job->at.engine,
                         .place = {.name = package_config(job->at.package)->journal},
                         .product = package_product(job->at.package)->name};
}

/* The changes, of texts in canonical form; where all is equal as it stands the server isn't asked
 * for one. */
static bool compare(JobPlanned *job, Conn *conn, Notes *notes, Errs *errs)
{
    Changes *differ = diff_compare(&job->pairs);
    SpellingJob spellings = spelling_job(job);
    bool ok;

    if (differ->groups.len == 0) {
        job->changes = differ;
        return true;
    }
    keep_fingerprints(job, differ);
    changes_free(differ);
    job_spellings_read(&spellings, conn, &job->pairs, &job->arena);
    ok = job->at.engine->canonicalize(conn, &job->pairs, notes, errs);
    if (ok)
        job->changes = diff_compare(&job->pairs);
    return ok;
}

/* Which rights and owners count, before anything is compared. */
static bool settle_rights(JobPlanned *job, Errs *errs)
{
    if ((job->at.engine->capabilities & CAP_ROLES) == 0)
        return true;
    job->rights = job_rights(job->at.package, job->at.environment, job->desired);
    if (!job_check_roles(&job->rights, job->live, job->desired, errs))
        return false;
    job_keep_rights(&job->rights, &job->pairs);
    return true;
}

static bool look(JobPlanned *job, Conn *conn, Notes *notes, Errs *errs)
{
    const Engine *engine = job->at.engine;
    MatchOptions match = {.fold_name = engine->fold_name};

    package_filter(job->at.package, job->desired, &job->arena, &job->scope);
    return package_check_scope(job->at.package, job->desired, &job->scope, errs) &&
           engine->describe(conn, &job->facts, errs) &&
           engine->introspect(conn, &job->scope, job->live, notes, errs) &&
           job_name_deployer(job->live, job->desired, errs) &&
           diff_match(job->live, job->desired, &match, &job->pairs, notes, errs) &&
           settle_rights(job, errs) && compare(job, conn, notes, errs);
}

/* That a deployment before is not done with, or that one is at work just now. */
static bool note_unfinished(JobPlanned *job, Conn *conn, Journal *journal, Notes *notes, Errs *errs)
{
    const DeploymentRow *unfinished = NULL;
    Str holder = STR_ABSENT;

    if (!journal_unfinished(journal, package_product(job->at.package)->name, &job->arena,
                            &unfinished, errs) ||
        !job->at.engine->find_deployer(conn, &job->arena, &holder, errs))
        return false;
    if (holder.len > 0)
        notes_addf(notes, "a deployer is at work: %.*s; what is left may change meanwhile",
                   STR_ARG(holder));
    else if (unfinished != NULL)
        notes_addf(notes, "%.*s; a deploy goes on with what is left",
                   STR_ARG(report_unfinished(&job->arena, unfinished)));
    if (!journal_is_readable(journal))
        notes_addf(notes, "the journal is not for this role: what has run is not known");
    return true;
}

static ScriptJob script_job(JobPlanned *job)
{
    return (ScriptJob){.package = job->at.package,
                       .engine = job->at.engine,
                       .target = &job->target,
                       .scripts = &job->to_run,
                       .known = &job->scripts,
                       .is_adopted =
                           !package_is_ours(job->at.package) && job->live->objects.len > 0,
                       .arena = &job->arena};
}

/* Queries of the package that must be true, before anything else of it is asked. */
static bool validate(JobPlanned *job, Conn *conn, bool evaluates_nothing, Notes *notes, Errs *errs)
{
    Validations found = {0};

    if (!package_validations(job->at.package, &job->target, &found, notes, errs))
        return false;
    for (size_t i = 0; i < found.len; i++) {
        PlanValidation *validation = record_new(&job->arena, &plan_validation_type);
        validation->name = str_from(found.items[i].key);
        validation->query = found.items[i].query;
        validation->file = str_from(found.items[i].loc.file);
        validation->line = (OptInt){true, found.items[i].loc.line};
        vec_push(&job->arena, &job->validations, validation);
        if (evaluates_nothing)
            notes_add(
                notes,
                (Note){
                    .message =
                        arena_printf(&job->arena, "%s was not evaluated", found.items[i].key).ptr,
                    .loc = found.items[i].loc});
    }
    return evaluates_nothing || deploy_validate(job->at.engine, conn, &job->validations, errs);
}

static AdoptJob adopt_job(JobPlanned *job, Conn *conn)
{
    return (AdoptJob){.engine = job->at.engine,
                      .conn = conn,
                      .product = package_product(job->at.package)->name,
                      .arena = &job->arena};
}

/* What SchemaSmith has run here; a package that was converted from one of its own is asked for
 * once.
 */
static bool adopt_scripts(JobPlanned *job, Conn *conn, Notes *notes, Errs *errs)
{
    AdoptJob adopt = adopt_job(job, conn);

    return (package_is_ours(job->at.package) && job->scripts.len > 0) ||
           job_adopt_scripts(&adopt, &job->to_run, &job->scripts, &job->adopted, notes, errs);
}

/* What this product has created is its own to remove, where it removes only its own. */
static bool read_owned(JobPlanned *job, Conn *conn, Journal *journal, Errs *errs)
{
    OwnedObjects owned = {0};

    AdoptJob adopt = adopt_job(job, conn);

    if (!job->at.policy.owned_removals_only)
        return true;
    if (!journal_owned_read(journal, package_product(job->at.package)->name, &job->arena, &owned,
                            errs))
        return false;
    for (size_t i = 0; i < owned.len; i++)
        (void)map_put(&job->arena, &job->owned, owned.items[i]->object, owned.items[i]);
    return package_is_ours(job->at.package) || job_adopt_owned(&adopt, &job->owned, errs);
}

/* What the package wants done beside its structure, less what the journal knows as done. */
static bool gather_tasks(JobPlanned *job, Conn *conn, Notes *notes, Errs *errs)
{
    ScriptJob scripts = script_job(job);
    JournalPlace place = {.name = package_config(job->at.package)->journal};
    Journal *journal = NULL;
    LoopPositions loops = {0};
    BackfillJob backfills = {.package = job->at.package,
                             .engine = job->at.engine,
                             .conn = conn,
                             .live = job->live,
                             .desired = job->desired,
                             .facts = &job->facts,
                             .loops = &loops,
                             .arena = &job->arena};
    bool ok = journal_open(&place, job->at.engine, conn, false, &journal, errs) &&
              note_unfinished(job, conn, journal, notes, errs) &&
              read_owned(job, conn, journal, errs) &&
              journal_loops_read(journal, &job->arena, &loops, errs) &&
              journal_scripts_read(journal, package_product(job->at.package)->name, &job->arena,
                                   &job->scripts, errs) &&
              adopt_scripts(job, conn, notes, errs) &&
              journal_backups_read(journal, &job->arena, &job->backups, errs) &&
              job_table_data(job->at.package, job->at.engine, job->desired, &job->arena,
                             &job->to_run, notes, errs) &&
              job_add_scripts(&scripts, &job->tasks, notes, errs) &&
              job_add_backfills(&backfills, &job->tasks, errs);

    journal_close(journal);
    if (ok)
        job_add_purges(&job->backups, job->at.engine, &job->arena, &job->tasks);
    return ok;
}

static PlanInput plan_input(JobPlanned *job)
{
    return (PlanInput){.engine = job->at.engine,
                       .changes = job->changes,
                       .facts = &job->facts,
                       .policy = &job->at.policy,
                       .scope = &job->scope,
                       .manages_grants = job->rights.grants,
                       .manages_owners = job->rights.owners,
                       .product = arena_cstr(&job->arena, package_product(job->at.package)->name),
                       .tool = ANNEAL_VERSION,
                       .journal = package_config(job->at.package)->journal,
                       .owned = &job->owned,
                       .fingerprints = &job->fingerprints,
                       .validations = &job->validations,
                       .contracts = package_contracts(job->at.package),
                       .gates = package_gates(job->at.package),
                       .backups = &job->backups,
                       .tasks = &job->tasks};
}

static Plan *build(JobPlanned *job, Errs *errs)
{
    PlanInput input = plan_input(job);

    return plan_build(&input, errs);
}

static void build_again(JobPlanned *job, Errs *errs)
{
    plan_free(job->plan);
    job->plan = build(job, errs);
}

/* Stamps and hooks, which go along with what the plan has. */
static bool add_companions(JobPlanned *job, Notes *notes, Errs *errs)
{
    ScriptJob scripts = script_job(job);
    bool added;

    if (!job_add_companions(&scripts, job->plan, &job->tasks, &added, notes, errs))
        return false;
    if (added)
        build_again(job, errs);
    return job->plan != NULL;
}

/* What only a plan shows as worth asking: rows in the way of its steps, and their conditions. */
static bool ask(JobPlanned *job, Conn *conn, bool evaluates_nothing, Errs *errs)
{
    bool asked = job_probe(job->plan, job->at.engine, conn, &job->facts);

    if (!evaluates_nothing &&
        !job_ask_conditions(job->plan, job->at.engine, conn, &job->facts, &asked, errs))
        return false;
    if (asked)
        build_again(job, errs);
    return job->plan != NULL;
}

static bool find_findings(JobPlanned *job, Errs *errs)
{
    LintChanges changes = {.changes = job->changes,
                           .backfills = package_backfills(job->at.package)};
    JobLint *lint = job_lint_open(job->at.package, job->at.environment, job->at.engine,
                                  job->facts.version, &job->arena, errs);

    if (lint == NULL)
        return false;
    job_lint_changes(lint, &changes, &job->findings);
    job_find_places(job->at.package, &job->arena, &job->findings);
    job_lint_close(lint);
    return true;
}

/* Asks the server how it takes the statements of the plan, and plans anew by what it says: other
 * statements may come of that. */
static bool rehearse(JobPlanned *job, Conn *conn, const ConnectOptions *options, Notes *notes,
                     Errs *errs)
{
    enum { ROUNDS_MOST = 4 };
    bool learned = job->at.engine->rehearse != NULL;

    for (int round = 0; learned && round < ROUNDS_MOST; round++) {
        learned = false;
        if (!job->at.engine->rehearse(conn, &job->at.url, options, job->live, job->plan,
                                      &job->facts, &learned, notes, errs))
            return false;
        if (learned)
            build_again(job, errs);
        if (job->plan == NULL)
            return false;
    }
    return true;
}

static bool measure(JobPlanned *job, Conn *conn, Errs *errs)
{
    MeasureJob measuring = {.engine = job->at.engine,
                            .environment = job->at.environment,
                            .budget = &job->at.policy.budget,
                            .live = job->live,
                            .found = job->live,
                            .changes = job->changes,
                            .facts = &job->facts,
                            .arena = &job->arena};

    return job_measure(&measuring, conn, errs);
}

static bool make_plan(JobPlanned *job, Conn *conn, const ConnectOptions *options,
                      bool evaluates_nothing, Notes *notes, Errs *errs)
{
    if (!measure(job, conn, errs) || !gather_tasks(job, conn, notes, errs))
        return false;
    job->plan = build(job, errs);
    if (job->plan != NULL && job_add_discards(&job->backups, job->plan, job->changes->live,
                                              job->at.engine, &job->arena, &job->tasks))
        build_again(job, errs);
    if (job->plan == NULL || !rehearse(job, conn, options, notes, errs) ||
        !ask(job, conn, evaluates_nothing, errs) || !add_companions(job, notes, errs) ||
        !find_findings(job, errs))
        return false;
    diff_suggest_renames(job->changes, notes);
    return true;
}

/* The same plan of another commit has the same hash. */
static void say_revision(JobPlanned *job, const JobTarget *target)
{
    const char *folder = target->folder == NULL ? "." : target->folder;

    job->plan->revision = job_git_revision(folder, &job->plan->arena);
}

static bool prove(JobPlanned *job, Conn *conn, const ConnectOptions *options,
                  const JobTarget *target, Notes *notes, Errs *errs)
{
    PlanInput made_from = plan_input(job);
    ProveInput input = {.engine = job->at.engine,
                        .live = conn,
                        .url = &job->at.url,
                        .options = options,
                        .made_from = &made_from,
                        .desired = job->desired,
                        .plan = job->plan,
                        .stop = target->stop};

    return !target->proves || job_prove(&input, notes, errs);
}

JobPlanned *job_plan(const JobTarget *target, Notes *notes, Errs *errs)
{
    Arena arena = {0};
    JobPlanned *job = ARENA_NEW(&arena, JobPlanned);
    ConnectOptions options = {.log = target->log, .is_read_only = true};
    Conn *conn = NULL;
    bool ok;

    job->arena = arena; /* the job lives in its own arena; what is added later hangs on the copy */
    job->desired = model_new();
    job->live = model_new();
    ok = job_resolve(target, true, &job->at, notes, errs) && load(job, notes, errs);
    if (ok && job->at.environment != NULL)
        options.role = job->at.environment->role;
    ok = ok && job->at.engine->connect(&job->at.url, &options, &conn, errs) &&
         keep_templates(job, conn, target->evaluates_nothing, notes, errs) &&
         validate(job, conn, target->evaluates_nothing, notes, errs) &&
         apply_gates(job, conn, target->evaluates_nothing, notes, errs) &&
         look(job, conn, notes, errs) &&
         make_plan(job, conn, &options, target->evaluates_nothing, notes, errs) &&
         prove(job, conn, &options, target, notes, errs);
    if (job->at.engine != NULL)
        job->at.engine->close(conn);
    if (ok) {
        say_revision(job, target);
        return job;
    }
    job_planned_free(job);
    return NULL;
}

void job_planned_keep_spellings(const JobPlanned *planned, const JobTarget *target, Notes *notes)
{
    SpellingJob spellings = spelling_job(planned);
    ConnectOptions options = {.log = target->log};
    AdoptJob adopt;

    if (planned->at.environment != NULL)
        options.role = planned->at.environment->role;
    job_spellings_save(&spellings, &planned->at.url, &options, &planned->pairs.equal, notes);
    adopt = (AdoptJob){.engine = planned->at.engine};
    job_adopted_save(&adopt, &spellings.place, &planned->at.url, &options, &planned->adopted,
                     notes);
}

void job_planned_keep_if_done(const JobPlanned *planned, const JobTarget *target)
{
    Notes ignored = {0};

    if (planned->plan->steps.len == 0)
        job_planned_keep_spellings(planned, target, &ignored);
    notes_free(&ignored);
}

const Plan *job_planned_plan(const JobPlanned *planned)
{
    return planned->plan;
}

const Changes *job_planned_changes(const JobPlanned *planned)
{
    return planned->changes;
}

const FindingVec *job_planned_findings(const JobPlanned *planned)
{
    return &planned->findings;
}

Str job_planned_database(const JobPlanned *planned)
{
    return planned->facts.database;
}

void job_planned_free(JobPlanned *planned)
{
    Arena arena;

    if (planned == NULL)
        return;
    plan_free(planned->plan);
    if (planned->changes != NULL)
        changes_free(planned->changes);
    facts_free(&planned->facts);
    model_free(planned->live);
    model_free(planned->desired); /* before the package, from which it borrows */
    job_resolved_free(&planned->at);
    arena = planned->arena;
    arena_free(&arena);
}

bool job_is_drift(const Plan *plan)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        if (!report_is_pending_removal(plan->steps.items[i]) &&
            !step_is_recurrent(plan->steps.items[i]))
            return true;
    return false;
}
