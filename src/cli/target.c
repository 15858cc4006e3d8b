/* The options that say which package and which database, shared by verbs. */
#include "cli/target.h"

const char *const cli_package_formats[] = {"json", "xml", NULL};

PackageFormat cli_package_format(const char *text)
{
    return text != NULL && strcmp(text, cli_package_formats[PACKAGE_XML]) == 0 ? PACKAGE_XML
                                                                               : PACKAGE_JSON;
}

JobTarget cli_target(const Cli *cli, const TargetOptions *options, Log *log)
{
    *log = cli->log;
    if (options->is_verbose)
        log->level = LOG_DEBUG;
    return (JobTarget){.folder = options->folder,
                       .url = options->url,
                       .environment = options->environment,
                       .allow = options->allow,
                       .recipes = options->recipes,
                       .evaluates_nothing = options->evaluates_nothing,
                       .log = log};
}
