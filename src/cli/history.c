/* anneal history: who deployed what, and how did it end? */
#include "cli/target.h"
#include "cli/verbs.h"
#include "job/status.h"

typedef struct HistoryOptions {
    TargetOptions target;
    const char *id, *format;
    OptNumber limit;
} HistoryOptions;

static const char *const formats[] = {"text", "json", NULL};

/* clang-format off */
static const Option options[] = {
    { NULL, 0, OPT_ARGUMENT, OPT_AT(HistoryOptions, id, const char *), "ID", "number of one deployment: all of it, with its steps", NULL, false },
    FOLDER_ROW(HistoryOptions),
    URL_ROW(HistoryOptions),
    ENV_ROW(HistoryOptions),
    { "limit", 'n', OPT_NUMBER, OPT_AT(HistoryOptions, limit, OptNumber), "COUNT", "how many; default: 20", NULL, false },
    { "format", 'f', OPT_TEXT, OPT_AT(HistoryOptions, format, const char *), "FORMAT", "text or json", formats, false },
    VERBOSE_ROW(HistoryOptions),
};
/* clang-format on */

static bool read_id(const HistoryOptions *given, int64_t *id, Errs *errs)
{
    *id = 0;
    if (given->id == NULL || (str_to_int64(str_from(given->id), id) && *id > 0))
        return true;
    return err_at(errs, ERR_USAGE, (Loc){0}, "`anneal history` lists them",
                  "\"%s\" is no number of a deployment", given->id);
}

static int run(const Cli *cli, const void *values)
{
    const HistoryOptions *given = values;
    TextStyle style = cli_style(&cli->out);
    History history = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    int64_t id, limit = given->limit.given ? given->limit.value : HISTORY_LIMIT_DEFAULT;
    int exit_code;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    if (read_id(given, &id, &errs) &&
        job_history(&target, id, limit, &arena, &history, &notes, &errs)) {
        if (given->format != NULL && strcmp(given->format, "json") == 0)
            report_history_json(&sb, &history);
        else
            report_history_text(&sb, &history, &style);
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    exit_code = cli_finish(cli, &notes, &errs, 0);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_history = {
    "history",
    "who deployed what, and how it ended",
    "Lists the deployments that the journal of the database knows, the newest first. With ID one "
    "of\n"
    "them: its plan, its steps, how long each took, how it ended. Changes nothing.",
    options,
    sizeof options / sizeof *options,
    sizeof(HistoryOptions),
    run,
};
