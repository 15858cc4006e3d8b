/* anneal check: is a package valid? */
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct CheckOptions {
    TargetOptions target;
    bool lists_rules;
} CheckOptions;

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(CheckOptions),
    { "env", 'e', OPT_TEXT, OPT_AT(CheckOptions, target.environment, const char *), "NAME", "an environment of anneal.json, for its tokens and rules", NULL, false },
    { "list-rules", 0, OPT_FLAG, OPT_AT(CheckOptions, lists_rules, bool), NULL, "the rules of lint, and check nothing", NULL, false },
};
/* clang-format on */

static int list_rules(const Cli *cli)
{
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    for (int i = 0; i < RULE_COUNT; i++) {
        const LintRule *rule = &lint_rules[i];
        sb_printf(&sb, "%-26s %-8s %s: %s; %s\n", rule->code, lint_level_names[rule->level],
                  rule->what, rule->why, rule->instead);
    }
    sb_puts(&sb, "\n\"Rules\" in anneal.json gives a rule another level, \"Allow\" at an object "
                 "excuses it there.\n");
    (void)cli_print(&sb, &errs);
    return cli_finish(cli, &notes, &errs, 0);
}

static bool has_error(const FindingVec *findings)
{
    for (size_t i = 0; i < findings->len; i++)
        if (findings->items[i].level == LINT_ERROR)
            return true;
    return false;
}

static void put_platforms(Sb *sb, const JobSummary *summary)
{
    for (size_t i = 0; i < summary->platforms.len; i++)
        sb_printf(sb, "%s%.*s",
                  i == 0                            ? " for "
                  : i + 1 == summary->platforms.len ? " and "
                                                    : ", ",
                  STR_ARG(summary->platforms.items[i]));
}

/* What anneal takes it for, as other words mean other things there. */
static void put_dialect(Sb *sb, const JobSummary *summary)
{
    if (summary->dialect == NULL)
        return;
    sb_printf(sb, "%s package", summary->dialect);
    put_platforms(sb, summary);
    sb_printf(sb, ", %zu template%s: %s.\n", summary->templates, summary->templates == 1 ? "" : "s",
              summary->dialect_why);
}

static void put_list(Sb *sb, const JobSummary *summary)
{
    put_dialect(sb, summary);
    sb_printf(sb, "%.*s is valid", STR_ARG(summary->name));
    put_platforms(sb, summary);
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

static void put_findings(Sb *sb, const Cli *cli, const FindingVec *findings)
{
    TextStyle style = cli_style(&cli->out);

    if (findings->len > 0)
        sb_putc(sb, '\n');
    report_findings_text(sb, findings, &style);
}

static int run(const Cli *cli, const void *values)
{
    const CheckOptions *given = values;
    JobSummary summary = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    int exit_code = 0;

    if (given->lists_rules)
        return list_rules(cli);
    if (job_check(given->target.folder, given->target.environment, &arena, &summary, &notes,
                  &errs)) {
        put_list(&sb, &summary);
        put_scripts(&sb, &summary);
        put_findings(&sb, cli, &summary.findings);
        exit_code = has_error(&summary.findings) ? 1 : 0;
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    exit_code = cli_finish(cli, &notes, &errs, exit_code);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_check = {
    "check",
    "validate a package, offline",
    "Reads every file of the package for each of its platforms and reports all that is wrong with\n"
    "its place, then what the rules of lint find: exit code 1 where one of them is an error. It\n"
    "connects to nothing and runs nothing.",
    options,
    sizeof options / sizeof *options,
    sizeof(CheckOptions),
    run,
};
