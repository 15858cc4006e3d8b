/* Secret tokens of a plan: their values, and a log that doesn't show them. */
#include "job/secrets.h"

#include "package/scripts.h"

static bool add(const Resolved *at, Str name, Arena *arena, Secrets *secrets, Errs *errs)
{
    Str value;

    if (secrets_find(secrets, name) != NULL)
        return true;
    if (!package_secret(at->package, at->environment, name, &value, errs))
        return false;
    vec_push(arena, &secrets->names, arena_str(arena, name));
    vec_push(arena, &secrets->values, arena_str(arena, value));
    return true;
}

bool job_secrets(const Resolved *at, const Plan *plan, Arena *arena, Secrets *secrets, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; at->package != NULL && i < plan->steps.len; i++) {
        const StepScripts *scripts = plan->steps.items[i]->scripts;
        for (size_t s = 0; scripts != NULL && s < scripts->list.len; s++)
            for (size_t n = 0; n < scripts->list.items[s]->secrets.len; n++)
                ok = add(at, scripts->list.items[s]->secrets.items[n], arena, secrets, errs) && ok;
    }
    return ok;
}

static void pass_on(void *context, LogLevel level, const char *line)
{
    const SecretLog *log = context;
    Arena scratch = {0};

    log_line(log->to, level, "%s", secrets_hide(&scratch, &log->secrets, str_from(line)).ptr);
    arena_free(&scratch);
}

void secret_log_begin(SecretLog *log)
{
    if (log->to == NULL)
        return;
    log->log = (Log){.sink = pass_on, .context = log, .level = log->to->level};
}
