/* anneal plan: what would change? */
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct PlanOptions {
    TargetOptions target;
    Outputs outputs;
    bool wants_exit_code, is_to_be_proven;
} PlanOptions;

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(PlanOptions),
    URL_ROW(PlanOptions),
    ENV_ROW(PlanOptions),
    ALLOW_ROW(PlanOptions),
    RECIPES_ROW(PlanOptions),
    { "format", 'f', OPT_FORMAT, OPT_AT(PlanOptions, outputs, Outputs), "FORMAT", "text, sql, json, markdown, html, sarif or junit, to standard output or to the --out behind it", cli_plan_formats, false },
    { "out", 'o', OPT_OUT, OPT_AT(PlanOptions, outputs, Outputs), "FILE", "file of the --format before it; alone: the plan file, for deploy --plan", NULL, false },
    { "exit-code", 0, OPT_FLAG, OPT_AT(PlanOptions, wants_exit_code, bool), NULL, "exit with 2 where there is anything to run or held", NULL, false },
    { "prove", 0, OPT_FLAG, OPT_AT(PlanOptions, is_to_be_proven, bool), NULL, "try it on a copy of the structure first, in a scratch database", NULL, false },
    NO_EVAL_ROW(PlanOptions),
    VERBOSE_ROW(PlanOptions),
};
/* clang-format on */

static int run(const Cli *cli, const void *values)
{
    const PlanOptions *given = values;
    JobPlanned *planned = NULL;
    Notes notes = {0};
    Errs errs = {0};
    int exit_code = 0;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    target.proves = given->is_to_be_proven;
    target.stop = cli->stop;
    if (cli_check_outputs(&given->outputs, &errs))
        planned = job_plan(&target, &notes, &errs);
    if (planned != NULL) {
        Review review = {.plan = job_planned_plan(planned),
                         .base = job_planned_database(planned),
                         .changes = job_planned_changes(planned),
                         .findings = job_planned_findings(planned)};
        if (given->target.environment != NULL)
            review.environment = str_from(given->target.environment);
        (void)cli_write_plan(cli, &review, &given->outputs, &errs);
        if (given->wants_exit_code)
            exit_code = cli_plan_exit_code(review.plan);
    }
    job_planned_free(planned);
    return cli_finish(cli, &notes, &errs, exit_code);
}

const Verb cli_plan = {
    "plan",
    "show what would change, and change nothing",
    "Compares the database with the package and shows the steps that make them equal: by phase, "
    "each\n"
    "with its locks, its cost and its SQL. Removals and other dangerous steps are held until "
    "--allow\n"
    "or the environment lets them run. --format may be repeated, each with an --out of its own.\n"
    "--prove makes the live structure once more without its rows, runs the plan there and "
    "compares\n"
    "the result with the package; without proof there is an error and no plan.",
    options,
    sizeof options / sizeof *options,
    sizeof(PlanOptions),
    run,
};
