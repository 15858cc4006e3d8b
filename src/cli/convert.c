/* anneal convert: a package in the other format. */
#include "cli/target.h"
#include "cli/verbs.h"

typedef struct ConvertOptions {
    TargetOptions target;
    const char *format, *out;
} ConvertOptions;

/* clang-format off */
static const Option options[] = {
    FOLDER_ROW(ConvertOptions),
    { "format", 'f', OPT_TEXT, OPT_AT(ConvertOptions, format, const char *), "FORMAT", "of the files that are written", cli_package_formats, true },
    { "out", 'o', OPT_TEXT, OPT_AT(ConvertOptions, out, const char *), "DIR", "folder to make; it must be empty or absent", NULL, true },
};
/* clang-format on */

static void put_summary(Sb *sb, const ConvertCounts *counts, const ConvertOptions *given)
{
    sb_printf(sb, "Converted %.*s into %s: %zu file%s now %s", STR_ARG(counts->product), given->out,
              counts->converted, counts->converted == 1 ? " is" : "s are",
              cli_package_format(given->format) == PACKAGE_XML ? "XML" : "JSON");
    if (counts->copied > 0)
        sb_printf(sb, ", %zu %s copied", counts->copied, counts->copied == 1 ? "is" : "are");
    sb_puts(sb, ".\n");
}

static int run(const Cli *cli, const void *values)
{
    const ConvertOptions *given = values;
    const char *folder = given->target.folder == NULL ? "." : given->target.folder;
    ConvertCounts counts = {0};
    Arena arena = {0};
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_LINE_MAX);
    int exit_code;

    if (package_convert(folder, given->out, cli_package_format(given->format), &arena, &counts,
                        &notes, &errs)) {
        put_summary(&sb, &counts, given);
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    exit_code = cli_finish(cli, &notes, &errs, 0);
    arena_free(&arena);
    return exit_code;
}

const Verb cli_convert = {
    "convert",
    "turn a package's JSON into XML, or XML into JSON",
    "Writes the package into another folder with all its files in one format. Nothing is lost: "
    "tokens\n"
    "stay as they are written, scripts and what else lies there is copied, and what the format has "
    "no\n"
    "place for (comments, in JSON) is named. It connects to nothing and runs nothing.",
    options,
    sizeof options / sizeof *options,
    sizeof(ConvertOptions),
    run,
};
