/* anneal check: is a package valid? */
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct CheckOptions {
    TargetOptions target;
} CheckOptions;

static const Option options[] = {FOLDER_ROW(CheckOptions)};

static void put_list(Sb *sb, const JobSummary *summary)
{
    sb_printf(sb, "%.*s is valid", STR_ARG(summary->name));
    for (size_t i = 0; i < summary->platforms.len; i++)
        sb_printf(sb, "%s%.*s",
                  i == 0                            ? " for "
                  : i + 1 == summary->platforms.len ? " and "
                                                    : ", ",
                  STR_ARG(summary->platforms.items[i]));
    sb_puts(sb, ": ");
    if (summary->counts.len == 0)
        sb_puts(sb, "it declares nothing yet");
    job_put_counts(sb, summary);
    sb_puts(sb, ".\n");
}

/* What scripts create is their own affair: they are run, not compared. */
static void put_scripts(Sb *sb, const JobSummary *summary)
{
    if (summary->scripts.len > 0)
        sb_puts(sb, "\nScripts, which run in their slots and are not compared:\n");
    for (size_t i = 0; i < summary->scripts.len; i++) {
        const JobScript *script = &summary->scripts.items[i];
        sb_printf(sb, "  %-8s  %-23s  %.*s (%s)\n", script->phase, script->slot,
                  STR_ARG(script->path), script->how_often);
    }
}

static int run(const Cli *cli, const void *values)
{
    const CheckOptions *given = values;
    JobSummary summary = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    int exit_code;

    if (job_check(given->target.folder, &arena, &summary, &notes, &errs)) {
        put_list(&sb, &summary);
        put_scripts(&sb, &summary);
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    exit_code = cli_finish(cli, &notes, &errs, 0);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_check = {
    "check",
    "validate a package, offline",
    "Reads every file of the package for each of its platforms and reports all that is wrong with\n"
    "its place. It connects to nothing and runs nothing.",
    options,
    sizeof options / sizeof *options,
    sizeof(CheckOptions),
    run,
};
