/* anneal resolve: what has a script done that was cut short? */
#include "job/script_state.h"

#include "cli/target.h"
#include "cli/verbs.h"

typedef struct ResolveOptions {
    TargetOptions target;
    const char *script;
    bool is_done, is_to_run;
} ResolveOptions;

/* clang-format off */
static const Option options[] = {
    { NULL, 0, OPT_ARGUMENT, OPT_AT(ResolveOptions, script, const char *), "SCRIPT", "its path, or the end of it; absent: list what is open", NULL, false },
    { "done", 0, OPT_FLAG, OPT_AT(ResolveOptions, is_done, bool), NULL, "it was done, or what was left is done by now: don't run it again", NULL, false },
    { "rerun", 0, OPT_FLAG, OPT_AT(ResolveOptions, is_to_run, bool), NULL, "run it again from its first statement, at the next deploy", NULL, false },
    FOLDER_ROW(ResolveOptions),
    URL_ROW(ResolveOptions),
    ENV_ROW(ResolveOptions),
    VERBOSE_ROW(ResolveOptions),
};
/* clang-format on */

static bool check_usage(const ResolveOptions *given, Errs *errs)
{
    if (given->is_done && given->is_to_run)
        return err_addf(errs, ERR_USAGE, "--done and --rerun exclude each other");
    if (given->script == NULL && (given->is_done || given->is_to_run))
        return err_addf(errs, ERR_USAGE, "which script? --done and --rerun want one");
    if (given->script != NULL && !given->is_done && !given->is_to_run)
        return err_at(errs, ERR_USAGE, (Loc){0}, "look into the database what it has done first",
                      "say what is so: --done or --rerun");
    return true;
}

static void put_script(Sb *sb, const ScriptRecord *script)
{
    long long done = (long long)script->statements_done.value;

    sb_printf(sb, "  %.*s\n", STR_ARG(script->path));
    if (script->state == SCRIPT_RUNNING)
        sb_printf(
            sb, "      cut short in statement %lld, begun %.*s: whether that was done is unknown\n",
            done + 1, STR_ARG(script->started_at));
    else
        sb_printf(
            sb,
            "      failed in statement %lld (%.*s): the next deploy goes on there, unless the "
            "script changes\n",
            done + 1, STR_ARG(script->error));
}

/* Exits with 3 where something is open. */
static int list(const JobTarget *target, Notes *notes, Errs *errs)
{
    Arena arena = {0};
    ScriptRecords scripts = {0};
    Str database = STR_ABSENT;
    int exit_code = 0;
    Sb sb = sb_new(SB_FILE_MAX);

    if (job_unresolved(target, &arena, &database, &scripts, notes, errs)) {
        if (scripts.len == 0)
            sb_printf(&sb, "No script is unresolved on %.*s.\n", STR_ARG(database));
        else
            sb_printf(&sb, "Unresolved on %.*s:\n", STR_ARG(database));
        for (size_t i = 0; i < scripts.len; i++)
            put_script(&sb, scripts.items[i]);
        (void)cli_print(&sb, errs);
        exit_code = scripts.len > 0 ? 3 : 0;
    }
    sb_free(&sb);
    arena_free(&arena);
    return exit_code;
}

static void resolve(const JobTarget *target, const ResolveOptions *given, Notes *notes, Errs *errs)
{
    Arena arena = {0};
    Str path = STR_ABSENT;
    Sb sb = sb_new(SB_LINE_MAX);

    if (job_resolve_script(target, given->script,
                           given->is_done ? SCRIPT_WAS_DONE : SCRIPT_IS_TO_RUN, &arena, &path,
                           notes, errs)) {
        sb_printf(&sb, "%.*s: %s.\n", STR_ARG(path),
                  given->is_done ? "counts as done"
                                 : "runs again from its first statement at the next deploy");
        (void)cli_print(&sb, errs);
    }
    sb_free(&sb);
    arena_free(&arena);
}

static int run(const Cli *cli, const void *values)
{
    const ResolveOptions *given = values;
    Notes notes = {0};
    Errs errs = {0};
    int exit_code = 0;
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);

    if (!check_usage(given, &errs))
        return cli_finish(cli, &notes, &errs, 0);
    if (given->script == NULL)
        exit_code = list(&target, &notes, &errs);
    else
        resolve(&target, given, &notes, &errs);
    return cli_finish(cli, &notes, &errs, exit_code);
}

const Verb cli_resolve = {
    "resolve",
    "say what a script has done that was cut short",
    "A script with transaction=none can be cut short in a statement of which nobody knows whether "
    "it\n"
    "was done. It is held then, with what comes after it, until a person has looked and says so.\n"
    "Without a script it lists what is open, and exits with 3 where anything is.",
    options,
    sizeof options / sizeof *options,
    sizeof(ResolveOptions),
    run,
};
