/* What the program prints: results on standard output, all else on standard error. */
#ifndef ANNEAL_CLI_OUTPUT_H
#define ANNEAL_CLI_OUTPUT_H

#include <signal.h>

#include "base/log.h"
#include "base/note.h"
#include "base/term.h"
#include "cli/options.h"
#include "report/review.h"

/* What a verb is given beside its own options. */
typedef struct Cli {
    Term out, err;                     /* standard output, standard error */
    bool can_ask;                      /* a person sits at standard input */
    const volatile sig_atomic_t *stop; /* set by Ctrl-C */
    Log log;                           /* LOG_WARN; verbs raise it by --verbose */
} Cli;

TextStyle cli_style(const Term *term);
/* Writes to standard output and frees the builder. ERR_FILE where it can't (a full disk). */
bool cli_print(Sb *sb, Errs *errs);
/* One line to standard error, with the line end added. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Errors and notes to standard error; frees both. Returns what the program exits with: that of the
 * errors, else `exit_code`. */
int cli_finish(const Cli *cli, Notes *notes, Errs *errs, int exit_code);
/* The notes that there are so far, to standard error: what comes next is a question about them. */
void cli_show_notes(const Cli *cli, Notes *notes);

/* How the formats of `--format` render a plan. NULL-terminated. */
extern const char *const cli_plan_formats[];
/* Writes each pair; text to standard output where no pair claims that. */
bool cli_write_plan(const Cli *cli, const Review *review, const Outputs *outputs, Errs *errs);
/* What --exit-code says: 2 where there is anything to run or held, else 0. */
int cli_plan_exit_code(const Plan *plan);
/* Two results can't share standard output: ERR_USAGE. To be asked before any work. */
bool cli_check_outputs(const Outputs *outputs, Errs *errs);

/* LogSink that writes lines to standard error. */
void cli_log(void *context, LogLevel level, const char *line);

#endif
