/* anneal status: what is half done, waiting, held or open? */
#include "job/status.h"
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct StatusOptions {
    TargetOptions target;
    const char *format;
} StatusOptions;

static const char *const formats[] = {"text", "json", NULL};

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(StatusOptions),
    URL_ROW(StatusOptions),
    ENV_ROW(StatusOptions),
    { "format", 'f', OPT_TEXT, OPT_AT(StatusOptions, format, const char *), "FORMAT", "text or json", formats, false },
    VERBOSE_ROW(StatusOptions),
};
/* clang-format on */

static int run(const Cli *cli, const void *values)
{
    const StatusOptions *given = values;
    TextStyle style = cli_style(&cli->out);
    JobPlanned *planned = NULL;
    Status status = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    int exit_code = 0;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    if (job_status(&target, &arena, &status, &planned, &notes, &errs)) {
        if (given->format != NULL && strcmp(given->format, "json") == 0)
            report_status_json(&sb, &status);
        else
            report_status_text(&sb, &status, &style);
        (void)cli_print(&sb, &errs);
        exit_code = job_status_exit_code(&status);
    }
    sb_free(&sb);
    job_planned_free(planned);
    exit_code = cli_finish(cli, &notes, &errs, exit_code);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_status = {
    "status",
    "what is half done, waiting, held or open",
    "Reads the journal of the database: whether the last deployment finished, and what is left of "
    "it;\n"
    "loops that are under way, scripts of which nobody knows whether they ran, pauses. With a\n"
    "package (-p or --env) also what is held or waits, and why. Changes nothing. Exits with 3 "
    "where\n"
    "a person must act: something is unfinished, unknown or held.",
    options,
    sizeof options / sizeof *options,
    sizeof(StatusOptions),
    run,
};
