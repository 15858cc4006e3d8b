/* Runs a command: input in, lines out, an end in time. */
#ifndef ANNEAL_BASE_PROCESS_H
#define ANNEAL_BASE_PROCESS_H

#include <signal.h>

#include "base/err.h"

typedef struct Command {
    const char *const *words;       /* program and arguments, NULL-terminated; found in PATH */
    const char *const *environment; /* "NAME=value", NULL-terminated: all that it sees */
    Str input;                      /* its standard input; it need not read it */
    int timeout_ms;                 /* then it and what it started are ended; 0: none */
    /* Each line of its standard output and error, as they come, without the line end. */
    void (*on_line)(void *context, Str line);
    void *context;
    const volatile sig_atomic_t *stop; /* set: ended as at the timeout; may be NULL */
} Command;

/* Runs it to its end. False with ERR_COMMAND where it can't be started, ends with another status
 * than 0, by a signal or too late; with ERR_CANCELLED where it was stopped. */
bool process_run(const Command *command, Errs *errs);

#endif
