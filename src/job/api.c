/* The public functions of libanneal, over the jobs. */
#include <anneal/anneal.h>
#include <assert.h>

#include "job/job.h"
#include "plan/plan_file.h"
#include "report/report.h"

struct AnnealResult {
    Arena arena;
    Errs errs;
    Notes notes;
    int exit_code; /* where there are no errors */
    const char *text, *json, *sql, *faults;
};

enum { PLANS_MOST = 3 };

static const TextStyle plain = {.width = 100};

const char *anneal_version(void)
{
    return ANNEAL_VERSION;
}

static AnnealResult *result_new(void)
{
    Arena arena = {0};
    AnnealResult *result = ARENA_NEW(&arena, AnnealResult);

    result->arena = arena;
    result->text = result->json = result->sql = result->faults = "";
    return result;
}

/* The builder's text, for as long as the result lives. */
static const char *keep(AnnealResult *result, Sb *sb)
{
    const char *text = sb_finish(sb, &result->arena).ptr;

    return text == NULL ? "" : text;
}

static AnnealResult *finish(AnnealResult *result)
{
    Sb sb = sb_new(SB_FILE_MAX);

    report_errs_text(&sb, &result->errs, &plain);
    report_notes_text(&sb, &result->notes, &plain);
    result->faults = keep(result, &sb);
    if (errs_any(&result->errs))
        result->exit_code = errs_exit_code(&result->errs);
    return result;
}

static StrVec texts_of(Arena *arena, const char *const *texts)
{
    StrVec list = {0};

    for (; texts != NULL && *texts != NULL; texts++)
        vec_push(arena, &list, str_from(*texts));
    return list;
}

static JobTarget target_of(AnnealResult *result, const AnnealTarget *target)
{
    return (JobTarget){.folder = target->package,
                       .url = target->url,
                       .environment = target->environment,
                       .allow = texts_of(&result->arena, target->allow)};
}

static const char *counts_text(AnnealResult *result, const JobSummary *summary)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_printf(&sb, "%.*s: ", STR_ARG(summary->name));
    job_put_counts(&sb, summary);
    sb_putc(&sb, '\n');
    return keep(result, &sb);
}

AnnealResult *anneal_check(const char *folder)
{
    AnnealResult *result = result_new();
    JobSummary summary = {0};

    if (job_check(folder, NULL, &result->arena, &summary, &result->notes, &result->errs))
        result->text = counts_text(result, &summary);
    return finish(result);
}

AnnealResult *anneal_extract(const char *url, const char *folder, const char *const *include,
                             const char *const *exclude)
{
    AnnealResult *result = result_new();
    JobExtract input = {
        .url = url,
        .folder = folder,
        .filter = {texts_of(&result->arena, include), texts_of(&result->arena, exclude)}};
    JobSummary summary = {0};

    if (job_extract(&input, &result->arena, &summary, &result->notes, &result->errs))
        result->text = counts_text(result, &summary);
    return finish(result);
}

static AnnealResult *plan_or_drift(const AnnealTarget *target, bool is_drift)
{
    AnnealResult *result = result_new();
    JobTarget at = target_of(result, target);
    JobPlanned *planned = job_plan(&at, &result->notes, &result->errs);
    Sb text = sb_new(SB_FILE_MAX), json = sb_new(SB_FILE_MAX), sql = sb_new(SB_FILE_MAX);

    if (planned != NULL) {
        const Plan *plan = job_planned_plan(planned);
        if (is_drift)
            report_drift_text(
                &text, &(Drift){.plan = plan, .database = job_planned_database(planned)}, &plain);
        else
            report_plan_text(&text, plan, job_planned_database(planned), &plain);
        report_plan_json(&json, plan);
        report_plan_sql(&sql, plan, engine_by_name(plan->engine)->by_hand);
        result->text = keep(result, &text);
        result->json = keep(result, &json);
        result->sql = keep(result, &sql);
        result->exit_code = is_drift && job_is_drift(plan) ? 2 : 0;
    }
    job_planned_free(planned);
    return finish(result);
}

AnnealResult *anneal_plan(const AnnealTarget *target)
{
    return plan_or_drift(target, false);
}

AnnealResult *anneal_drift(const AnnealTarget *target)
{
    return plan_or_drift(target, true);
}

/* The caller's wish to stop, as the flag that deploy looks at. */
typedef struct Watch {
    const AnnealDeploy *deploy;
    volatile sig_atomic_t stop;
} Watch;

static void on_event(void *context, const DeployEvent *event)
{
    Watch *watch = context;
    Arena scratch = {0};
    bool is_done = event->result == RESULT_DONE || event->result == RESULT_SKIPPED;

    if (watch->deploy->on_step == NULL || event->waiting_for != NULL)
        return;
    if (watch->deploy->on_step(watch->deploy->context, report_step_title(&scratch, event->step).ptr,
                               event->index, event->total, is_done))
        watch->stop = 1;
    arena_free(&scratch);
}

static bool read_phase(const AnnealDeploy *deploy, DeployOptions *options, Errs *errs)
{
    bool found = deploy->phase == NULL;

    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        options->phases[phase] =
            deploy->phase == NULL || strcmp(deploy->phase, phase_names[phase]) == 0;
        found = found || options->phases[phase];
    }
    return found || err_addf(errs, ERR_USAGE, "there is no phase \"%s\"", deploy->phase);
}

/* The bytes to run: those of the caller, else those of a plan made now. */
static bool plan_bytes(const JobTarget *at, const AnnealDeploy *deploy, Sb *fresh, Str *bytes,
                       AnnealResult *result)
{
    JobPlanned *planned;

    if (deploy->plan != NULL) {
        *bytes = (Str){deploy->plan, deploy->plan_bytes};
        return true;
    }
    planned = job_plan(at, &result->notes, &result->errs);
    if (planned == NULL)
        return false;
    plan_write(fresh, job_planned_plan(planned));
    if (!deploy->what_if)
        job_planned_keep_if_done(planned, at);
    job_planned_free(planned);
    *bytes = sb_str(fresh);
    return true;
}

/* False where a plan made just now was overtaken: nothing ran, and another is to be made. */
static bool run_deploy(const JobTarget *at, const JobDeployInput *input, bool may_repeat,
                       AnnealResult *result)
{
    Sb text = sb_new(SB_FILE_MAX), json = sb_new(SB_FILE_MAX);
    JobDeployed *deployed;

    (void)job_deploy(at, input, &deployed, &result->notes, &result->errs);
    if (deployed == NULL)
        return true;
    if (may_repeat && input->plan_path == NULL && job_deployed_moved(deployed, &result->errs)) {
        job_deployed_free(deployed);
        errs_free(&result->errs);
        return false;
    }
    report_outcome_text(&text, job_deployed_outcome(deployed), job_deployed_database(deployed),
                        &plain);
    report_outcome_json(&json, job_deployed_outcome(deployed));
    result->text = keep(result, &text);
    result->json = keep(result, &json);
    result->exit_code = job_outcome_exit_code(job_deployed_outcome(deployed));
    job_deployed_free(deployed);
    return true;
}

AnnealResult *anneal_deploy(const AnnealTarget *target, const AnnealDeploy *deploy)
{
    static const AnnealDeploy as_usual = {0};
    AnnealResult *result = result_new();
    JobTarget at = target_of(result, target);
    Watch watch = {.deploy = deploy == NULL ? &as_usual : deploy};
    Sb fresh = sb_new(SB_FILE_MAX);
    JobDeployInput input = {
        .plan_path = watch.deploy->plan == NULL ? NULL : "the plan",
        .replan = watch.deploy->plan == NULL || target->package != NULL,
        .options = {.is_what_if = watch.deploy->what_if,
                    .lock_wait_ms = (int)watch.deploy->lock_wait_ms,
                    .deployer_wait_ms = (int)watch.deploy->lock_wait_ms,
                    .on_event = on_event,
                    .context = &watch,
                    .stop = &watch.stop,
                    .jitter_seed = (uint64_t)time(NULL)},
    };

    for (int left = read_phase(watch.deploy, &input.options, &result->errs) ? PLANS_MOST : 0;
         left > 0 && plan_bytes(&at, watch.deploy, &fresh, &input.bytes, result) &&
         !run_deploy(&at, &input, left > 1, result);
         left--)
        sb_cut(&fresh, 0);
    sb_free(&fresh);
    return finish(result);
}

int anneal_result_exit_code(const AnnealResult *result)
{
    return result->exit_code;
}

const char *anneal_result_text(const AnnealResult *result)
{
    return result->text;
}

const char *anneal_result_json(const AnnealResult *result)
{
    return result->json;
}

const char *anneal_result_sql(const AnnealResult *result)
{
    return result->sql;
}

const char *anneal_result_faults(const AnnealResult *result)
{
    return result->faults;
}

size_t anneal_result_fault_count(const AnnealResult *result)
{
    return result->errs.list.len + result->notes.list.len;
}

AnnealFault anneal_result_fault(const AnnealResult *result, size_t index)
{
    const Note *note;

    assert(index < anneal_result_fault_count(result));
    if (index < result->errs.list.len) {
        const Err *err = &result->errs.list.items[index];
        return (AnnealFault){err_code_name(err->code),
                             err->message,
                             err->hint,
                             err->server,
                             err->loc.file,
                             err->loc.line,
                             err->loc.column,
                             err->loc.path};
    }
    note = &result->notes.list.items[index - result->errs.list.len];
    return (AnnealFault){NULL,           note->message,  note->hint,       NULL,
                         note->loc.file, note->loc.line, note->loc.column, note->loc.path};
}

void anneal_result_free(AnnealResult *result)
{
    Arena arena;

    if (result == NULL)
        return;
    errs_free(&result->errs);
    notes_free(&result->notes);
    arena = result->arena;
    arena_free(&arena);
}
