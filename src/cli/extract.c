/* anneal extract: a live database becomes a package. */
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct ExtractOptions {
    TargetOptions target;
    const char *out, *format;
    StrVec include, exclude;
    bool no_grants, owners;
} ExtractOptions;

/* clang-format off */
static const Option options[] = {
    { "url", 'u', OPT_TEXT, OPT_AT(ExtractOptions, target.url, const char *), "URL", "the database", NULL, true },
    { "out", 'o', OPT_TEXT, OPT_AT(ExtractOptions, out, const char *), "DIR", "folder of the package; a present one keeps its files", NULL, true },
    { "format", 'f', OPT_TEXT, OPT_AT(ExtractOptions, format, const char *), "FORMAT", "of new files; default: json, or as the package has it", cli_package_formats, false },
    { "include", 0, OPT_TEXTS, OPT_AT(ExtractOptions, include, StrVec), "PATTERN", "only these: schema, schema.name, with * and ?; may be repeated", NULL, false },
    { "exclude", 0, OPT_TEXTS, OPT_AT(ExtractOptions, exclude, StrVec), "PATTERN", "not these, even if included; may be repeated", NULL, false },
    { "no-grants", 0, OPT_FLAG, OPT_AT(ExtractOptions, no_grants, bool), NULL, "no rights of roles, no default privileges", NULL, false },
    { "owners", 0, OPT_FLAG, OPT_AT(ExtractOptions, owners, bool), NULL, "who owns each object, too", NULL, false },
    VERBOSE_ROW(ExtractOptions),
};
/* clang-format on */

static void put_summary(Sb *sb, const JobSummary *summary, const char *folder)
{
    sb_printf(sb, "Extracted %.*s into %s: ", STR_ARG(summary->name), folder);
    job_put_counts(sb, summary);
    sb_puts(sb, ".\n");
}

static int run(const Cli *cli, const void *values)
{
    const ExtractOptions *given = values;
    JobSummary summary = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_LINE_MAX);
    Log log;
    JobTarget target = cli_target(cli, &given->target, &log);
    PackageFormat format = cli_package_format(given->format);
    JobExtract input = {.url = target.url,
                        .folder = given->out,
                        .filter = {given->include, given->exclude},
                        .format = given->format == NULL ? NULL : &format,
                        .without_grants = given->no_grants,
                        .with_owners = given->owners,
                        .log = &log};
    int exit_code;

    if (job_extract(&input, &arena, &summary, &notes, &errs)) {
        put_summary(&sb, &summary, given->out);
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    exit_code = cli_finish(cli, &notes, &errs, 0);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_extract = {
    "extract",
    "write a live database as a package",
    "Reads the structure of the database, never its rows, and writes one file an object. Into a\n"
    "folder that holds a package already it writes only what has changed.",
    options,
    sizeof options / sizeof *options,
    sizeof(ExtractOptions),
    run,
};
