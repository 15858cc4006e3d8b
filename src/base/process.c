/* Runs a command: input in, lines out, an end in time. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/sb.h"

extern char **environ; /* of POSIX, which has no header for it */

enum { LOOK_EVERY_MS = 100, GRACE_MS = 2000, EXIT_NOT_STARTED = 127 };

/* One run of a command. */
typedef struct Process {
    const Command *command;
    pid_t pid;
    int input, output; /* our ends; -1: closed */
    size_t written;
    Sb line; /* what came since the last line end */
    int64_t deadline_ms;
    bool is_late, is_stopped;
} Process;

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_end(int *end)
{
    if (*end >= 0)
        (void)close(*end);
    *end = -1;
}

/* The child between fork and exec: nothing here may allocate. */
static void become(const Command *command, int input, int output)
{
    sigset_t none;

    (void)setpgid(0, 0); /* Ctrl-C is for us: we end it in our own time */
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
        dup2(output, STDERR_FILENO) < 0)
        _exit(EXIT_NOT_STARTED);
    /* exec's own prototypes take what they don't change as if they did. */
    environ = (char **)(uintptr_t)command->environment;
    (void)execvp(command->words[0], (char *const *)(uintptr_t)command->words);
    _exit(EXIT_NOT_STARTED);
}

static bool start(Process *process, Errs *errs)
{
    int in[2], out[2];

    if (pipe(in) != 0)
        return err_addf(errs, ERR_COMMAND, "can't make a pipe: %s", strerror(errno));
    if (pipe(out) != 0) {
        (void)close(in[0]);
        (void)close(in[1]);
        return err_addf(errs, ERR_COMMAND, "can't make a pipe: %s", strerror(errno));
    }
    (void)fcntl(in[1], F_SETFD, FD_CLOEXEC);
    (void)fcntl(out[0], F_SETFD, FD_CLOEXEC);
    process->pid = fork();
    if (process->pid == 0)
        become(process->command, in[0], out[1]);
    (void)close(in[0]);
    (void)close(out[1]);
    process->input = in[1];
    process->output = out[0];
    (void)fcntl(process->input, F_SETFL, O_NONBLOCK);
    if (process->pid > 0)
        return true;
    close_end(&process->input);
    close_end(&process->output);
    return err_addf(errs, ERR_COMMAND, "can't start a process: %s", strerror(errno));
}

static void write_some(Process *process)
{
    Str rest = str_sub(process->command->input, process->written, SIZE_MAX);
    ssize_t count = rest.len == 0 ? 0 : write(process->input, rest.ptr, rest.len);

    if (count > 0)
        process->written += (size_t)count;
    /* It has closed its end, or has all. */
    if ((count < 0 && errno != EAGAIN && errno != EINTR) ||
        process->written == process->command->input.len)
        close_end(&process->input);
}

static void tell_line(Process *process)
{
    if (process->command->on_line != NULL)
        process->command->on_line(process->command->context, sb_str(&process->line));
    sb_cut(&process->line, 0);
}

static void read_some(Process *process)
{
    char bytes[4096];
    ssize_t count = read(process->output, bytes, sizeof bytes);

    if (count < 0 && errno == EINTR)
        return;
    if (count <= 0) {
        close_end(&process->output);
        return;
    }
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] == '\n' || process->line.len == SB_LINE_MAX / 2)
            tell_line(process);
        if (bytes[i] != '\n' && bytes[i] != '\r')
            sb_putc(&process->line, bytes[i]);
    }
}

/* Whether it is to be ended now. */
static bool is_over(Process *process)
{
    const Command *command = process->command;

    process->is_stopped = command->stop != NULL && *command->stop != 0;
    process->is_late = command->timeout_ms > 0 && now_ms() > process->deadline_ms;
    return process->is_stopped || process->is_late;
}

static void talk(Process *process)
{
    while (process->output >= 0 && !is_over(process)) {
        struct pollfd ends[2] = {{.fd = process->output, .events = POLLIN},
                                 {.fd = process->input, .events = POLLOUT}};
        if (poll(ends, 2, LOOK_EVERY_MS) <= 0)
            continue;
        if (ends[0].revents != 0)
            read_some(process);
        if (process->input >= 0 && ends[1].revents != 0)
            write_some(process);
    }
    if (process->line.len > 0)
        tell_line(process);
    close_end(&process->input);
    close_end(&process->output);
}

/* What it leaves running with its output closed is waited for too; then it is ended. */
static int wait_for(Process *process)
{
    const struct timespec nap = {0, 10 * 1000000L};
    int64_t kill_at_ms = 0;
    int status = 0;

    while (waitpid(process->pid, &status, WNOHANG) == 0) {
        if (kill_at_ms == 0 && is_over(process)) {
            (void)kill(-process->pid, SIGTERM);
            kill_at_ms = now_ms() + GRACE_MS;
        } else if (kill_at_ms > 0 && now_ms() > kill_at_ms) {
            (void)kill(-process->pid, SIGKILL);
        }
        (void)nanosleep(&nap, NULL);
    }
    return status;
}

static bool judge(const Process *process, int status, Errs *errs)
{
    if (process->is_stopped)
        return err_addf(errs, ERR_CANCELLED, "stopped as asked, with a command");
    if (process->is_late)
        return err_addf(errs, ERR_COMMAND, "the command took longer than %d s and was ended",
                        process->command->timeout_ms / 1000);
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NOT_STARTED)
        return err_at(errs, ERR_COMMAND, (Loc){0}, "is it in PATH, and may it be run?",
                      "the command \"%s\" was not found, or ended with 127",
                      process->command->words[0]);
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == 0 ||
               err_addf(errs, ERR_COMMAND, "the command ended with %d", WEXITSTATUS(status));
    return err_addf(errs, ERR_COMMAND, "the command was ended by signal %d", WTERMSIG(status));
}

bool process_run(const Command *command, Errs *errs)
{
    Process process = {.command = command,
                       .input = -1,
                       .output = -1,
                       .line = sb_new(SB_LINE_MAX),
                       .deadline_ms = now_ms() + command->timeout_ms};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    bool ok;

    /* A command that doesn't read its input is no reason for us to end. */
    (void)sigaction(SIGPIPE, &ignore, &before);
    ok = start(&process, errs);
    if (ok) {
        talk(&process);
        ok = judge(&process, wait_for(&process), errs);
    }
    (void)sigaction(SIGPIPE, &before, NULL);
    sb_free(&process.line);
    return ok;
}
