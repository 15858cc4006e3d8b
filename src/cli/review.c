/* anneal review: what would a change of the package do? */
#include "job/review.h"
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct ReviewOptions {
    TargetOptions target;
    const char *base, *head, *platform;
    Outputs outputs;
    bool wants_exit_code, looks;
} ReviewOptions;

/* clang-format off */
static const Option options[] = {
    { "base", 0, OPT_TEXT, OPT_AT(ReviewOptions, base, const char *), "REV|DIR", "what databases have: a revision of git, or a folder", NULL, true },
    { "head", 0, OPT_TEXT, OPT_AT(ReviewOptions, head, const char *), "REV|DIR", "what they are to have", NULL, true },
    { "package", 'p', OPT_TEXT, OPT_AT(ReviewOptions, target.folder, const char *), "PATH", "of the package, within both; default: the current folder", NULL, false },
    { "env", 'e', OPT_TEXT, OPT_AT(ReviewOptions, target.environment, const char *), "NAME", "an environment of anneal.json, for its tokens and policy", NULL, false },
    { "platform", 0, OPT_TEXT, OPT_AT(ReviewOptions, platform, const char *), "NAME", "one of those that the Product file names", NULL, false },
    { "url", 'u', OPT_TEXT, OPT_AT(ReviewOptions, target.url, const char *), "URL", "a database whose sizes, rows and conditions are looked at", NULL, false },
    { "live", 0, OPT_FLAG, OPT_AT(ReviewOptions, looks, bool), NULL, "look likewise at the database of --env", NULL, false },
    NO_EVAL_ROW(ReviewOptions),
    ALLOW_ROW(ReviewOptions),
    RECIPES_ROW(ReviewOptions),
    { "format", 'f', OPT_FORMAT, OPT_AT(ReviewOptions, outputs, Outputs), "FORMAT", "text, sql, json, markdown, html, sarif or junit, to standard output or to the --out behind it", cli_plan_formats, false },
    { "out", 'o', OPT_OUT, OPT_AT(ReviewOptions, outputs, Outputs), "FILE", "file of the --format before it; alone: the plan as JSON", NULL, false },
    { "exit-code", 0, OPT_FLAG, OPT_AT(ReviewOptions, wants_exit_code, bool), NULL, "exit with 2 where there is anything to run or held", NULL, false },
};
/* clang-format on */

static bool check_database(const ReviewOptions *given, Errs *errs)
{
    if (given->target.url != NULL && given->target.environment != NULL)
        return err_at(errs, ERR_USAGE, (Loc){0}, "--env NAME --live looks at its database",
                      "--url and --env exclude each other");
    return !given->looks || given->target.environment != NULL || given->target.url != NULL ||
           err_at(errs, ERR_USAGE, (Loc){0}, "give --env or --url",
                  "--live: which database is to be looked at?");
}

static int run(const Cli *cli, const void *values)
{
    const ReviewOptions *given = values;
    JobReviewed *reviewed = NULL;
    Notes notes = {0};
    Errs errs = {0};
    int exit_code = 0;
    Log log;
    JobReview input = {.base = given->base,
                       .head = given->head,
                       .platform = given->platform,
                       .looks = given->looks || given->target.url != NULL,
                       .target = cli_target(cli, &given->target, &log)};

    if (check_database(given, &errs) && cli_check_outputs(&given->outputs, &errs))
        reviewed = job_review(&input, &notes, &errs);
    if (reviewed != NULL) {
        Review review = {.plan = job_reviewed_plan(reviewed),
                         .base = job_reviewed_base(reviewed),
                         .places = job_reviewed_places(reviewed),
                         .changes = job_reviewed_changes(reviewed),
                         .findings = job_reviewed_findings(reviewed),
                         .seen = job_reviewed_database(reviewed),
                         .is_offline = true};
        if (given->target.environment != NULL)
            review.environment = str_from(given->target.environment);
        (void)cli_write_plan(cli, &review, &given->outputs, &errs);
        if (given->wants_exit_code)
            exit_code = cli_plan_exit_code(review.plan);
    }
    job_reviewed_free(reviewed);
    return cli_finish(cli, &notes, &errs, exit_code);
}

const Verb cli_review = {
    "review",
    "what a change of the package would do, offline",
    "Compares two states of the package and shows the steps that lead a database from the one to\n"
    "the other. No database is asked and nothing of the package runs: sizes are unknown, so that\n"
    "every table counts as large; conditions and rows are not looked at. Revisions are read from\n"
    "the object store of the git repository that PATH leads into. --format markdown makes a\n"
    "comment for a pull request, sarif findings that code hosts show beside the lines.\n"
    "--url, or --env NAME --live, looks at a database that has base: sizes, rows in the way and\n"
    "conditions are then known; the session can't write, and runs the package's own SQL unless\n"
    "--no-eval says otherwise.",
    options,
    sizeof options / sizeof *options,
    sizeof(ReviewOptions),
    run,
};
