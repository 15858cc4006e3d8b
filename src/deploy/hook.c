/* Steps that run a command of the environment, before or after a phase. */
#include "base/process.h"
#include "deploy/kinds.h"
#include "report/report.h"

enum { HOOK_TIMEOUT_DEFAULT_S = 60 };

/* What a command sees of our environment without being named: nothing that holds a secret. */
static const char *const passed[] = {"PATH",    "HOME",       "USER",        "LOGNAME", "SHELL",
                                     "LANG",    "LC_ALL",     "LC_CTYPE",    "TZ",      "TMPDIR",
                                     "LC_TIME", "LC_NUMERIC", "LC_MESSAGES", NULL};

typedef VEC(const char *) Texts; /* NULL at its end when done */

static void pass(Arena *arena, Texts *environment, const char *name)
{
    const char *value = getenv(name);

    if (value != NULL)
        vec_push(arena, environment, arena_printf(arena, "%s=%s", name, value).ptr);
}

static const char *const *environment_of(const Run *run, const Step *step, Arena *arena)
{
    const StepHook *hook = step->hook;
    Texts environment = {0};

    for (const char *const *name = passed; *name != NULL; name++)
        pass(arena, &environment, *name);
    for (size_t i = 0; i < hook->pass.len; i++)
        pass(arena, &environment, arena_cstr(arena, hook->pass.items[i]));
    vec_push(arena, &environment,
             arena_printf(arena, "ANNEAL_PHASE=%s", phase_names[step->phase]).ptr);
    vec_push(arena, &environment, hook->is_after ? "ANNEAL_WHEN=after" : "ANNEAL_WHEN=before");
    vec_push(arena, &environment,
             arena_printf(arena, "ANNEAL_PRODUCT=%.*s", STR_ARG(run->plan->product)).ptr);
    vec_push(arena, &environment, NULL);
    return environment.items;
}

static const char *const *words_of(const StepHook *hook, Arena *arena)
{
    Texts words = {0};

    if (hook->is_shell) {
        vec_push(arena, &words, "/bin/sh");
        vec_push(arena, &words, "-c");
    }
    for (size_t i = 0; i < hook->command.len; i++)
        vec_push(arena, &words, arena_cstr(arena, hook->command.items[i]));
    vec_push(arena, &words, NULL);
    return words.items;
}

/* A line of a command's output, on its way to the program. */
typedef struct Teller {
    const Run *run;
    const Step *step;
} Teller;

static void tell_line(void *context, Str line)
{
    const Teller *teller = context;
    const DeployOptions *options = teller->run->options;

    if (options->on_line != NULL)
        options->on_line(options->context, teller->step, line);
}

bool deploy_run_hook(Run *run, const Step *step, StepOutcome *outcome, Errs *errs)
{
    const StepHook *hook = step->hook;
    Arena scratch = {0};
    Teller teller = {run, step};
    Sb plan = sb_new(SB_FILE_MAX);
    int64_t timeout_s = hook->timeout_s.given ? hook->timeout_s.value : HOOK_TIMEOUT_DEFAULT_S;
    Command command = {.words = words_of(hook, &scratch),
                       .environment = environment_of(run, step, &scratch),
                       .timeout_ms = (int)timeout_s * 1000,
                       .on_line = tell_line,
                       .context = &teller,
                       .stop = run->options->stop};
    Errs *into = hook->is_after ? &run->late : errs;
    bool ok;

    report_plan_json(&plan, run->plan);
    command.input = sb_str(&plan);
    ok = process_run(&command, into);
    sb_free(&plan);
    arena_free(&scratch);
    outcome->result = ok ? RESULT_DONE : RESULT_FAILED;
    /* After a phase nothing is left to stop: it is told when all else is done. */
    return ok || hook->is_after;
}

void deploy_hold_hooks(Run *run)
{
    static const char untrusted[] = "commands of a package run only where they are trusted: give "
                                    "--trust-commands, or set ANNEAL_TRUST_COMMANDS=1";
    static const char waits[] = "a hook that is held comes before it";
    int held_from = PHASE_COUNT; /* the first phase whose hooks before it are held */

    for (size_t i = 0; i < run->plan->steps.len && !run->options->trusts_commands; i++) {
        const Step *step = run->plan->steps.items[i];
        StepOutcome *outcome = &run->outcome->steps.items[i];
        bool is_hook = step->kind == STEP_HOOK;
        if (outcome->result != RESULT_NOT_REACHED || (!is_hook && step->phase < held_from))
            continue;
        outcome->result = RESULT_HELD;
        outcome->why = is_hook ? untrusted : waits;
        if (is_hook && !step->hook->is_after && step->phase < held_from)
            held_from = step->phase;
    }
}
