/* anneal deploy: change the database. */
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/target.h"
#include "cli/verbs.h"
#include "cli/watch.h"
#include "plan/plan_file.h"

enum { DEPLOYER_WAIT_DEFAULT_MS = 30 * 1000, PLANS_MOST = 3 };

typedef struct DeployVerbOptions {
    TargetOptions target;
    const char *plan_path;
    const char *format;
    StrVec phases;
    OptNumber lock_wait_s;
    const char *pause_file, *metrics_path;
    bool is_what_if, is_yes, shows_data, trusts_commands, cancels_autovacuum;
} DeployVerbOptions;

static const char *const formats[] = {"text", "json", NULL};

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(DeployVerbOptions),
    URL_ROW(DeployVerbOptions),
    ENV_ROW(DeployVerbOptions),
    { "plan", 0, OPT_TEXT, OPT_AT(DeployVerbOptions, plan_path, const char *), "FILE", "run exactly this plan, or refuse where the database has moved", NULL, false },
    { "phase", 0, OPT_TEXTS, OPT_AT(DeployVerbOptions, phases, StrVec), "PHASE", "only expand, migrate or contract; may be repeated", phase_names, false },
    ALLOW_ROW(DeployVerbOptions),
    RECIPES_ROW(DeployVerbOptions),
    { "what-if", 0, OPT_FLAG, OPT_AT(DeployVerbOptions, is_what_if, bool), NULL, "look and check, but change nothing", NULL, false },
    { "yes", 'y', OPT_FLAG, OPT_AT(DeployVerbOptions, is_yes, bool), NULL, "don't ask; needed where there is no terminal", NULL, false },
    { "lock-wait", 0, OPT_NUMBER, OPT_AT(DeployVerbOptions, lock_wait_s, OptNumber), "SECONDS", "how long to try for locks; default: 60 for a step's (600 for those that stop nobody), 30 for the deployer's", NULL, false },
    { "cancel-autovacuum", 0, OPT_FLAG, OPT_AT(DeployVerbOptions, cancels_autovacuum, bool), NULL, "end an autovacuum that has a lock in the way; never one against wraparound", NULL, false },
    { "pause-file", 0, OPT_TEXT, OPT_AT(DeployVerbOptions, pause_file, const char *), "FILE", "loops wait while this file is there", NULL, false },
    { "metrics", 0, OPT_TEXT, OPT_AT(DeployVerbOptions, metrics_path, const char *), "FILE", "keep a text file of progress for Prometheus", NULL, false },
    { "show-data", 0, OPT_FLAG, OPT_AT(DeployVerbOptions, shows_data, bool), NULL, "keys of rows may stand in messages", NULL, false },
    { "format", 'f', OPT_TEXT, OPT_AT(DeployVerbOptions, format, const char *), "FORMAT", "of standard output: text, or json: events and then the result, a line each", formats, false },
    { "trust-commands", 0, OPT_FLAG, OPT_AT(DeployVerbOptions, trusts_commands, bool), NULL, "run the package's hooks; ANNEAL_TRUST_COMMANDS=1 says so too", NULL, false },
    VERBOSE_ROW(DeployVerbOptions),
};
/* clang-format on */

/* What the run of this verb holds together. */
typedef struct Deployment {
    const Cli *cli;
    const DeployVerbOptions *given;
    JobTarget target;
    Log log;
    JobDeployInput input;
    Watch watch;
    Arena arena;
    Notes notes;
    Errs errs;
} Deployment;

static bool check_usage(const Cli *cli, const DeployVerbOptions *given, Errs *errs)
{
    if (given->plan_path != NULL && given->target.allow.len > 0)
        return err_at(errs, ERR_USAGE, (Loc){0},
                      "give --allow to `anneal plan`, which makes the file",
                      "--plan and --allow exclude each other: an approved plan is run as it is");
    if (given->plan_path != NULL && given->target.recipes != NULL)
        return err_at(errs, ERR_USAGE, (Loc){0},
                      "give --recipes to `anneal plan`, which makes the file",
                      "--plan and --recipes exclude each other: an approved plan is run as it is");
    if (given->plan_path != NULL && given->target.url == NULL && given->target.environment == NULL)
        return err_at(errs, ERR_USAGE, (Loc){0}, "give --url URL or --env NAME",
                      "which database? a plan file names none");
    if (!given->is_yes && !given->is_what_if && !cli->can_ask)
        return err_at(errs, ERR_USAGE, (Loc){0}, "give --yes to deploy without being asked",
                      "there is no terminal to ask on");
    return true;
}

static void read_phases(const StrVec *given, DeployOptions *deploy)
{
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        deploy->phases[phase] = given->len == 0;
        for (size_t i = 0; i < given->len; i++)
            if (str_is(given->items[i], phase_names[phase]))
                deploy->phases[phase] = true;
    }
}

static size_t count_runnable(const Plan *plan, const DeployOptions *deploy)
{
    size_t count = 0;

    for (size_t i = 0; i < plan->steps.len; i++)
        count += plan->steps.items[i]->state == STEP_READY &&
                 deploy->phases[plan->steps.items[i]->phase];
    return count;
}

/* Shows the plan and asks. ERR_CANCELLED for anything but yes. */
static bool ask(Deployment *at, const Plan *plan, Str database)
{
    TextStyle style = cli_style(&at->cli->err);
    Sb sb = sb_new(SB_FILE_MAX);
    char answer[16] = "";
    size_t count = count_runnable(plan, &at->input.options);

    if (count == 0 || at->given->is_yes || at->given->is_what_if)
        return true;
    report_plan_text(&sb, plan, database, &style);
    sb_printf(&sb, "\nRun %zu step%s on %.*s? [y/N] ", count, count == 1 ? "" : "s",
              STR_ARG(database));
    cli_show_notes(at->cli, &at->notes);
    (void)fprintf(stderr, "%.*s", STR_ARG(sb_str(&sb)));
    (void)fflush(stderr);
    sb_free(&sb);
    if (fgets(answer, sizeof answer, stdin) != NULL &&
        (str_eq_ascii_nocase(str_trim(str_from(answer)), STR("y")) ||
         str_eq_ascii_nocase(str_trim(str_from(answer)), STR("yes"))))
        return true;
    return err_addf(&at->errs, ERR_CANCELLED, "not confirmed: nothing was run");
}

static bool wants_json(const Deployment *at)
{
    return at->given->format != NULL && strcmp(at->given->format, "json") == 0;
}

/* What there is to see or to decide before anything runs. */
static bool show_plan(Deployment *at, const Plan *plan, Str database)
{
    if (!at->given->is_what_if)
        return ask(at, plan, database);
    /* The plan knows nothing of the phases asked for: there the outcome says it all. */
    return wants_json(at) || at->given->phases.len > 0 ||
           cli_write_plan(at->cli, &(Review){.plan = plan, .base = database}, &(Outputs){0},
                          &at->errs);
}

/* What the database is called before there is a connection to ask; never with a password. */
static Str place_of(Deployment *at)
{
    Errs ignored = {0};
    Url url = {0};

    if (at->given->target.url == NULL)
        return arena_printf(&at->arena, "environment %s", at->given->target.environment);
    (void)url_parse(&at->arena, str_from(at->given->target.url), &url, &ignored);
    errs_free(&ignored);
    return url.safe;
}

/* The plan that runs, as the bytes of a plan file: those of --plan, else of one made now. */
static bool plan_bytes(Deployment *at)
{
    JobPlanned *planned;
    Plan *plan;
    Sb sb;
    bool ok;

    if (at->given->plan_path != NULL) {
        if (!file_read(&at->arena, at->given->plan_path, &at->input.bytes, &at->errs))
            return false;
        plan = plan_read(at->given->plan_path, at->input.bytes, &at->errs);
        ok = plan != NULL && show_plan(at, plan, place_of(at));
        plan_free(plan);
        return ok;
    }
    planned = job_plan(&at->target, &at->notes, &at->errs);
    ok = planned != NULL && show_plan(at, job_planned_plan(planned), job_planned_database(planned));
    if (ok && !at->given->is_what_if)
        job_planned_keep_if_done(planned, &at->target);
    if (ok) {
        sb = sb_new(SB_FILE_MAX);
        plan_write(&sb, job_planned_plan(planned));
        at->input.bytes = sb_finish(&sb, &at->arena);
    }
    job_planned_free(planned);
    return ok;
}

static bool was_begun(const Outcome *outcome)
{
    for (size_t i = 0; i < outcome->steps.len; i++)
        if (outcome->steps.items[i].attempts > 0)
            return true;
    return false;
}

static bool print_outcome(Deployment *at, const Outcome *outcome, Str database)
{
    TextStyle style = cli_style(&at->cli->out);
    Sb sb = sb_new(SB_FILE_MAX);

    if (wants_json(at))
        report_outcome_line(&sb, outcome);
    else if (errs_any(&at->errs) && !was_begun(outcome))
        sb_puts(&sb, ""); /* refused: the errors say why, and that is all there is to say */
    else if (at->given->is_what_if && at->given->phases.len == 0)
        sb_puts(&sb, "\nNothing was changed.\n");
    else
        report_outcome_text(&sb, outcome, database, &style);
    return cli_print(&sb, &at->errs);
}

/* Runs the plan and prints what it did. False where a plan made just now was overtaken, by another
 * deployer say: nothing ran, and another is to be made. */
static bool run_plan(Deployment *at, bool may_repeat, int *exit_code)
{
    JobDeployed *deployed = NULL;
    bool overtaken;

    /* What is known before is said before: that an earlier deployment did not finish, say. */
    cli_show_notes(at->cli, &at->notes);
    (void)job_deploy(&at->target, &at->input, &deployed, &at->notes, &at->errs);
    progress_end(&at->watch.progress);
    overtaken = may_repeat && deployed != NULL && at->given->plan_path == NULL &&
                job_deployed_moved(deployed, &at->errs);
    if (deployed != NULL && !overtaken) {
        const Outcome *outcome = job_deployed_outcome(deployed);
        *exit_code = job_outcome_exit_code(outcome);
        (void)print_outcome(at, outcome, job_deployed_database(deployed));
    }
    job_deployed_free(deployed);
    return !overtaken;
}

static int make_and_run(Deployment *at)
{
    int exit_code = 0;

    for (int left = PLANS_MOST; plan_bytes(at) && !run_plan(at, left > 1, &exit_code); left--) {
        cli_say("The database has changed since the plan was made: making another.");
        errs_free(&at->errs);
    }
    return exit_code;
}

static JobDeployInput input_of(Deployment *at)
{
    const DeployVerbOptions *given = at->given;
    int lock_wait_ms = given->lock_wait_s.value * 1000;
    JobDeployInput input = {
        .plan_path = given->plan_path,
        .trusts_commands = given->trusts_commands,
        /* An approved plan needs no package; with one at hand the result is compared with it. */
        .replan = given->plan_path == NULL || given->target.folder != NULL ||
                  given->target.environment != NULL,
        .options = {.is_what_if = given->is_what_if,
                    .lock_wait_ms = lock_wait_ms,
                    .deployer_wait_ms =
                        given->lock_wait_s.given ? lock_wait_ms : DEPLOYER_WAIT_DEFAULT_MS,
                    .jitter_seed = (uint64_t)time(NULL) ^ (uint64_t)getpid() << 32,
                    .cancels_autovacuum = given->cancels_autovacuum,
                    .pause_file = given->pause_file,
                    .show_data = given->shows_data,
                    .on_event = watch_event,
                    .on_line = watch_command_line,
                    .on_notes = watch_notes,
                    .context = &at->watch,
                    .stop = at->cli->stop},
    };

    read_phases(&given->phases, &input.options);
    return input;
}

static int run(const Cli *cli, const void *values)
{
    Deployment at = {.cli = cli, .given = values, .watch = {.progress = {.term = cli->err}}};
    int exit_code = 0;

    at.target = cli_target(cli, &at.given->target, &at.log);
    at.input = input_of(&at);
    at.watch.is_json = wants_json(&at);
    at.watch.metrics.path = at.given->metrics_path;
    if (check_usage(cli, at.given, &at.errs))
        exit_code = make_and_run(&at);
    watch_end(&at.watch, errs_any(&at.errs) ? errs_exit_code(&at.errs) : exit_code);
    exit_code = cli_finish(cli, &at.notes, &at.errs, exit_code);
    arena_free(&at.arena);
    return exit_code;
}

const Verb cli_deploy = {
    "deploy",
    "change the database to what the package declares",
    "Makes a plan, asks, and runs it: one deployer at a time, each transaction with a short wait "
    "for\n"
    "its locks and tried again, held steps left out. Ctrl-C stops at the next safe point; what "
    "ran\n"
    "stays, and the next deploy goes on from there.",
    options,
    sizeof options / sizeof *options,
    sizeof(DeployVerbOptions),
    run,
};
