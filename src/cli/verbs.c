/* The verbs of the command line: a row each. */
#include "cli/verbs.h"

#include "cli/help.h"

const Verb *const cli_verbs[] = {
    &cli_init,    &cli_extract, &cli_check,   &cli_review,  &cli_plan,
    &cli_deploy,  &cli_drift,   &cli_status,  &cli_history, &cli_pause,
    &cli_resolve, &cli_backups, &cli_convert, &cli_schema,  NULL,
};

const Verb *cli_verb_find(const char *name, Errs *errs)
{
    enum { NAMES_MAX = 32 };
    const char *names[NAMES_MAX];
    const char *nearest;
    size_t count = 0;

    for (const Verb *const *verb = cli_verbs; *verb != NULL; verb++) {
        if (strcmp(name, (*verb)->name) == 0)
            return *verb;
        if (count < NAMES_MAX)
            names[count++] = (*verb)->name;
    }
    err_addf(errs, ERR_USAGE, "there is no verb \"%s\"", name);
    nearest = str_nearest(str_from(name), names, count);
    if (nearest != NULL)
        err_hint(errs, "did you mean `anneal %s`?", nearest);
    else
        err_hint(errs, "`anneal help` lists the verbs");
    return NULL;
}

int cli_verb_run(const Cli *cli, const Verb *verb, const char *const *words, size_t count)
{
    OptionTable table = {verb->name, verb->options, verb->option_count};
    Arena arena = {0};
    Errs errs = {0};
    Notes notes = {0};
    Sb help;
    void *values = arena_alloc(&arena, verb->size_bytes);
    int exit_code = 0;

    switch (options_parse(&table, words, count, values, &arena, &errs)) {
    case PARSE_HELP:
        errs_free(&errs); /* what is wrong besides is not what was asked */
        help = sb_new(SB_FILE_MAX);
        help_verb(&help, verb);
        (void)cli_print(&help, &errs);
        break;
    case PARSE_OK:
        exit_code = verb->run(cli, values);
        break;
    case PARSE_ERROR:
        break;
    }
    arena_free(&arena);
    return cli_finish(cli, &notes, &errs, exit_code);
}
