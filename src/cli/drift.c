/* anneal drift: does the database differ? */
#include "job/drift.h"
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct DriftOptions {
    TargetOptions target;
    const char *format;
} DriftOptions;

static const char *const formats[] = {"text", "markdown", "json", NULL};

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(DriftOptions),
    URL_ROW(DriftOptions),
    ENV_ROW(DriftOptions),
    { "format", 'f', OPT_TEXT, OPT_AT(DriftOptions, format, const char *), "FORMAT", "text, markdown or json, to standard output", formats, false },
    NO_EVAL_ROW(DriftOptions),
    VERBOSE_ROW(DriftOptions),
};
/* clang-format on */

static void render(Sb *sb, const Cli *cli, const Drift *drift, const char *format)
{
    TextStyle style = cli_style(&cli->out);

    if (format == NULL || strcmp(format, "text") == 0)
        report_drift_text(sb, drift, &style);
    else if (strcmp(format, "markdown") == 0)
        report_drift_markdown(sb, drift);
    else
        report_drift_json(sb, drift);
}

static int run(const Cli *cli, const void *values)
{
    const DriftOptions *given = values;
    JobPlanned *planned = NULL;
    Drift drift = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    int exit_code = 0;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    if (job_drift(&target, &arena, &drift, &planned, &notes, &errs)) {
        Sb sb = sb_new(SB_FILE_MAX);
        render(&sb, cli, &drift, given->format);
        (void)cli_print(&sb, &errs);
        exit_code = job_is_drift(drift.plan) ? 2 : 0;
    }
    job_planned_free(planned);
    arena_free(&arena);
    return cli_finish(cli, &notes, &errs, exit_code);
}

const Verb cli_drift = {
    "drift",
    "does the database differ from the package?",
    "Exits with 0 where the database is as the package declares, with 2 where it differs, and "
    "lists\n"
    "how, and since which deployment as far as the journal tells. Removals that are merely\n"
    "pending are listed, but are no drift.",
    options,
    sizeof options / sizeof *options,
    sizeof(DriftOptions),
    run,
};
