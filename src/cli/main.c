/* The program: signals, verbs, exit code. */
#include <anneal/anneal.h>
#include <signal.h>
#include <unistd.h>

#include "base/oom.h"
#include "cli/help.h"

/* The one mutable static of the program: a signal handler can reach nothing else. */
static volatile sig_atomic_t stop_asked;

static void ask_stop(int number)
{
    static const char text[] = "\nStopping at the next safe point; once more ends at once.\n";
    struct sigaction usual = {.sa_handler = SIG_DFL};

    stop_asked = 1;
    (void)sigaction(number, &usual, NULL);
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = ask_stop};

    /* No SA_RESTART: a pause between attempts is to end at once. */
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

static void say_oom(size_t wanted_bytes)
{
    cli_say("anneal: out of memory (%zu more bytes wanted)", wanted_bytes);
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

/* `anneal help [VERB]`, `anneal --help`. */
static int show_help(const Cli *cli, const char *name)
{
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_FILE_MAX);
    const Verb *verb = name == NULL ? NULL : cli_verb_find(name, &errs);

    if (verb != NULL)
        help_verb(&sb, verb);
    else if (!errs_any(&errs))
        help_overview(&sb);
    (void)cli_print(&sb, &errs);
    return cli_finish(cli, &notes, &errs, 0);
}

static int show_version(const Cli *cli)
{
    Notes notes = {0};
    Errs errs = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    sb_printf(&sb, "anneal %s\n", anneal_version());
    (void)cli_print(&sb, &errs);
    return cli_finish(cli, &notes, &errs, 0);
}

static int run_verb(const Cli *cli, int count, const char *const *words)
{
    Notes notes = {0};
    Errs errs = {0};
    const Verb *verb = cli_verb_find(words[0], &errs);

    if (verb == NULL)
        return cli_finish(cli, &notes, &errs, 0);
    return cli_verb_run(cli, verb, words + 1, (size_t)count - 1);
}

int main(int argc, char **argv)
{
    const char *const *words = (const char *const *)argv;
    Cli cli = {.out = term_of(stdout),
               .err = term_of(stderr),
               .can_ask = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
               .stop = &stop_asked,
               .log = {cli_log, NULL, LOG_WARN}};

    oom_set_handler(say_oom);
    catch_signals();
    if (argc < 2) {
        Sb sb = sb_new(SB_FILE_MAX);
        help_overview(&sb);
        (void)fprintf(stderr, "%.*s", STR_ARG(sb_str(&sb)));
        sb_free(&sb);
        return 64;
    }
    if (is_one_of(words[1], "help", "--help", "-h"))
        return show_help(&cli, argc > 2 ? words[2] : NULL);
    if (is_one_of(words[1], "version", "--version", "-V"))
        return show_version(&cli);
    return run_verb(&cli, argc - 1, words + 1);
}
