/* anneal drift: does the database differ? */
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct DriftOptions {
    TargetOptions target;
} DriftOptions;

static const Option options[] = {
    FOLDER_ROW(DriftOptions),  URL_ROW(DriftOptions),     ENV_ROW(DriftOptions),
    NO_EVAL_ROW(DriftOptions), VERBOSE_ROW(DriftOptions),
};

static int run(const Cli *cli, const void *values)
{
    const DriftOptions *given = values;
    TextStyle style = cli_style(&cli->out);
    Notes notes = {0};
    Errs errs = {0};
    int exit_code = 0;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);
    JobPlanned *planned = job_plan(&target, &notes, &errs);

    if (planned != NULL) {
        Sb sb = sb_new(SB_FILE_MAX);
        report_drift_text(&sb, job_planned_plan(planned), job_planned_database(planned), &style);
        (void)cli_print(&sb, &errs);
        exit_code = job_is_drift(job_planned_plan(planned)) ? 2 : 0;
    }
    job_planned_free(planned);
    return cli_finish(cli, &notes, &errs, exit_code);
}

const Verb cli_drift = {
    "drift",
    "does the database differ from the package?",
    "Exits with 0 where the database is as the package declares, with 2 where it differs, and "
    "lists\n"
    "how. Removals that are merely pending are listed, but are no drift.",
    options,
    sizeof options / sizeof *options,
    sizeof(DriftOptions),
    run,
};
