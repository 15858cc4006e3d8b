/* anneal pause: loops of deploys wait, or go on. */
#include "job/pause.h"
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct PauseOptions {
    TargetOptions target;
    const char *why;
    bool resumes;
} PauseOptions;

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(PauseOptions),
    URL_ROW(PauseOptions),
    ENV_ROW(PauseOptions),
    { "resume", 0, OPT_FLAG, OPT_AT(PauseOptions, resumes, bool), NULL, "let them go on", NULL, false },
    { "why", 0, OPT_TEXT, OPT_AT(PauseOptions, why, const char *), "TEXT", "what whoever waits is told", NULL, false },
    VERBOSE_ROW(PauseOptions),
};
/* clang-format on */

static void put_answer(Sb *sb, const PauseOptions *given, const PauseAnswer *answer)
{
    if (!given->resumes && !answer->was_paused)
        sb_printf(sb, "Paused: loops on %.*s wait until `anneal pause --resume`.\n",
                  STR_ARG(answer->database));
    else if (!given->resumes)
        sb_printf(sb, "Loops on %.*s are paused already, by %.*s since %.*s.\n",
                  STR_ARG(answer->database), STR_ARG(answer->who), STR_ARG(answer->since));
    else if (answer->was_paused)
        sb_printf(sb, "Loops on %.*s go on; %.*s had paused them at %.*s.\n",
                  STR_ARG(answer->database), STR_ARG(answer->who), STR_ARG(answer->since));
    else
        sb_printf(sb, "Loops on %.*s were not paused.\n", STR_ARG(answer->database));
}

static int run(const Cli *cli, const void *values)
{
    const PauseOptions *given = values;
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    PauseAnswer answer;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    if (given->resumes && given->why != NULL)
        (void)err_addf(&errs, ERR_USAGE, "--resume and --why exclude each other");
    else if (job_pause(&target, given->resumes, given->why, &arena, &answer, &notes, &errs)) {
        Sb sb = sb_new(SB_LINE_MAX);
        put_answer(&sb, given, &answer);
        (void)cli_print(&sb, &errs);
    }
    arena_free(&arena);
    return cli_finish(cli, &notes, &errs, 0);
}

const Verb cli_pause = {
    "pause",
    "let running loops wait, or go on",
    "Loops of every deploy on the database wait after their batch, within a second, for as long as "
    "it\n"
    "takes; nothing is locked meanwhile. Steps of other kinds run as usual.",
    options,
    sizeof options / sizeof *options,
    sizeof(PauseOptions),
    run,
};
