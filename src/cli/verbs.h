/* The verbs of the command line: a row each. */
#ifndef ANNEAL_CLI_VERBS_H
#define ANNEAL_CLI_VERBS_H

#include "cli/options.h"
#include "cli/output.h"

typedef struct Verb {
    const char *name;
    const char *summary; /* for the list of verbs, without a full stop */
    const char *about;   /* for its own help: whole sentences */
    const Option *options;
    size_t option_count;
    size_t size_bytes; /* of the struct that the options fill */
    /* Calls a job and a reporter; returns the exit code. */
    int (*run)(const Cli *cli, const void *options);
} Verb;

extern const Verb cli_check, cli_convert, cli_deploy, cli_drift, cli_extract, cli_history, cli_init,
    cli_pause, cli_backups, cli_plan, cli_resolve, cli_review, cli_schema, cli_status;
/* In the order in which a newcomer meets them; NULL-terminated. */
extern const Verb *const cli_verbs[];

/* NULL where there is none, with ERR_USAGE and the nearest verb. */
const Verb *cli_verb_find(const char *name, Errs *errs);
/* Parses the words behind the verb and runs it, or prints its help. Returns the exit code. */
int cli_verb_run(const Cli *cli, const Verb *verb, const char *const *words, size_t count);

#endif
