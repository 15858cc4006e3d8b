/* The options that say which package and which database, shared by verbs. */
#include "cli/target.h"

JobTarget cli_target(const Cli *cli, const TargetOptions *options, Log *log)
{
    *log = cli->log;
    if (options->is_verbose)
        log->level = LOG_DEBUG;
    return (JobTarget){.folder = options->folder,
                       .url = options->url,
                       .environment = options->environment,
                       .allow = options->allow,
                       .log = log};
}
