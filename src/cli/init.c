/* anneal init: a small package to begin with. */
#include "cli/verbs.h"
#include "package/package.h"

typedef struct InitOptions {
    const char *folder;
} InitOptions;

/* clang-format off */
static const Option options[] = {
    { NULL, 0, OPT_ARGUMENT, OPT_AT(InitOptions, folder, const char *), "DIR", "folder to make; it must be empty or absent", NULL, true },
};
/* clang-format on */

static int run(const Cli *cli, const void *values)
{
    const InitOptions *given = values;
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    if (package_init(given->folder, &errs)) {
        sb_printf(&sb,
                  "Made a package in %s.\n"
                  "\n"
                  "Next:\n"
                  "  anneal check -p %s              is it valid?\n"
                  "  anneal plan -p %s --url URL     what would change in that database?\n"
                  "  anneal deploy -p %s --url URL   change it\n",
                  given->folder, given->folder, given->folder, given->folder);
        (void)cli_print(&sb, &errs);
    }
    sb_free(&sb);
    return cli_finish(cli, &notes, &errs, 0);
}

const Verb cli_init = {
    "init",
    "make a small package to begin with",
    "Writes a package with one table, ready to be edited and deployed.",
    options,
    sizeof options / sizeof *options,
    sizeof(InitOptions),
    run,
};
