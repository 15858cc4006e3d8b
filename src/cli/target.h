/* The options that say which package and which database, shared by verbs. */
#ifndef ANNEAL_CLI_TARGET_H
#define ANNEAL_CLI_TARGET_H

#include "cli/options.h"
#include "cli/output.h"
#include "job/job.h"

typedef struct TargetOptions {
    const char *folder, *url, *environment;
    StrVec allow;
    const char *recipes;
    bool is_verbose;
    bool evaluates_nothing;
} TargetOptions;

/* clang-format off */
#define FOLDER_ROW(rec) \
    { "package", 'p', OPT_TEXT, OPT_AT(rec, target.folder, const char *), "DIR", "folder of the package; default: the current one", NULL, false }
#define URL_ROW(rec) \
    { "url", 'u', OPT_TEXT, OPT_AT(rec, target.url, const char *), "URL", "the database; this or --env", NULL, false }
#define ENV_ROW(rec) \
    { "env", 'e', OPT_TEXT, OPT_AT(rec, target.environment, const char *), "NAME", "an environment of anneal.json, for its URL, tokens and policy", NULL, false }
#define ALLOW_ROW(rec) \
    { "allow", 0, OPT_NAMES, OPT_AT(rec, target.allow, StrVec), "HAZARDS", "also run what these hold: DATA_LOSS,BREAKS_OLD_APP,… or all", NULL, false }
#define RECIPES_ROW(rec) \
    { "recipes", 0, OPT_TEXT, OPT_AT(rec, target.recipes, const char *), "WHEN", "in small steps that block nobody: auto (where one would block), online or direct", recipe_choices, false }
#define VERBOSE_ROW(rec) \
    { "verbose", 'v', OPT_FLAG, OPT_AT(rec, target.is_verbose, bool), NULL, "show the SQL that is sent, on standard error", NULL, false }
#define NO_EVAL_ROW(rec) \
    { "no-eval", 0, OPT_FLAG, OPT_AT(rec, target.evaluates_nothing, bool), NULL, "run no SQL of the package, such as its ValidationScript", NULL, false }
/* clang-format on */

/* Values of --format for package files, in the order of PackageFormat; NULL-terminated. */
extern const char *const cli_package_formats[];
/* JSON where `text` is NULL; else one of these. */
PackageFormat cli_package_format(const char *text);
/* `log` is filled and pointed to. */
JobTarget cli_target(const Cli *cli, const TargetOptions *options, Log *log);

#endif
