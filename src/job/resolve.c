/* What a target means: the package, its environment, the URL, the engine, the policy. */
#include "job/resolve.h"

#include "base/bytes.h"

static bool add_hazard(Str name, const char *where, HazardSet *set, Errs *errs)
{
    const char *nearest;
    Hazard hazard;

    if (hazard_find(name, &hazard)) {
        *set |= 1u << hazard;
        return true;
    }
    nearest = str_nearest(name, HAZARD_NAMES, HAZ_COUNT);
    err_addf(errs, ERR_USAGE, "%s: there is no hazard \"%.*s\"", where, STR_ARG(name));
    if (nearest != NULL)
        return err_hint(errs, "did you mean %s?", nearest);
    return err_hint(errs, "such as DATA_LOSS or BREAKS_OLD_APP");
}

bool job_allow(const StrVec *names, const char *where, Policy *policy, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < names->len; i++) {
        if (str_is(names->items[i], "all"))
            policy->allow_all = true;
        else
            (void)add_hazard(names->items[i], where, &policy->allow, errs);
    }
    return errs_mark(errs) == mark;
}

/* What an environment says against steps, whatever is allowed. */
static bool restrict_policy(const Environment *environment, Policy *policy, Errs *errs)
{
    ErrsMark mark = errs_mark(errs);

    for (size_t i = 0; i < environment->forbid.len; i++)
        (void)add_hazard(environment->forbid.items[i], "Forbid of the environment", &policy->forbid,
                         errs);
    switch ((DropChoice)environment->drop_policy) {
    case DROPS_HOLD:
        policy->drops = DROP_HOLD;
        break;
    case DROPS_FORBID:
        policy->drops = DROP_FORBID;
        break;
    case DROPS_BACKUP:
        policy->drops = DROP_BACKUP;
        break;
    case DROPS_BY_LEVEL:
        policy->drops = DROP_BY_LEVEL;
        break;
    }
    return errs_mark(errs) == mark;
}

static void hint_environments(const Package *package, Errs *errs)
{
    const Config *config = package_config(package);
    Sb names = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < config->environments.len; i++)
        sb_printf(&names, "%s%.*s", i > 0 ? ", " : "",
                  STR_ARG(config->environments.items[i]->name));
    if (names.len > 0)
        err_hint(errs, "give --url URL, or --env with one of %.*s", STR_ARG(sb_str(&names)));
    else
        err_hint(errs, "give --url URL, or add an environment to anneal.json");
    sb_free(&names);
}

/* The URL's text. It is a secret: no message repeats it. */
static bool url_text(const JobTarget *target, const Resolved *resolved, Str *text, Errs *errs)
{
    const Environment *environment = resolved->environment;
    const char *value;

    if (target->url != NULL) {
        *text = str_from(target->url);
        return true;
    }
    if (environment == NULL) {
        err_addf(errs, ERR_USAGE, "which database? neither --url nor --env is given");
        if (resolved->package != NULL)
            hint_environments(resolved->package, errs);
        return err_hint(errs, "give --url URL");
    }
    if (environment->url.len > 0) {
        *text = environment->url;
        return true;
    }
    if (environment->url_env.len == 0)
        return err_at(errs, ERR_URL, record_loc(&errs->arena, &environment->rec),
                      "add Url, or UrlEnv with the name of an environment variable",
                      "environment %.*s has no URL", STR_ARG(environment->name));
    value = getenv(arena_cstr(&errs->arena, environment->url_env));
    if (value == NULL || *value == '\0')
        return err_at(errs, ERR_URL, record_loc(&errs->arena, &environment->rec),
                      "set it to the URL of the database",
                      "environment %.*s takes its URL from the variable %.*s, which is not set",
                      STR_ARG(environment->name), STR_ARG(environment->url_env));
    *text = str_from(value);
    return true;
}

/* A password belongs into neither a repository nor a process list. */
static bool judge_password(const JobTarget *target, const Resolved *resolved, Notes *notes,
                           Errs *errs)
{
    const Environment *environment = resolved->environment;

    if (!resolved->url.has_password)
        return true;
    if (target->url != NULL) {
        notes_addf(notes, "the password in --url can be seen by other users of this machine");
        return true;
    }
    if (environment->url.len == 0)
        return true;
    return err_at(errs, ERR_URL, record_loc(&errs->arena, &environment->rec),
                  "move the URL into an environment variable and name that in UrlEnv",
                  "environment %.*s has a password in its Url", STR_ARG(environment->name));
}

/* A role that can't be taken would leave what is created to another owner. */
static bool judge_role(const Resolved *resolved, Errs *errs)
{
    const Environment *environment = resolved->environment;

    if (environment == NULL || environment->role.len == 0 ||
        (resolved->engine->capabilities & CAP_ROLES) != 0)
        return true;
    return err_at(errs, ERR_UNSUPPORTED, record_key_loc(&errs->arena, &environment->rec, "Role"),
                  "take Role out of the environment",
                  "environment %.*s has a Role, but %s has none", STR_ARG(environment->name),
                  resolved->engine->title);
}

/* What the command line says goes before the environment. */
static Budget make_budget(const JobTarget *target, const Config *config,
                          const Environment *environment)
{
    Budget budget = {.lock_ms = LOCK_BUDGET_DEFAULT_MS};
    const char *fault;

    if (config != NULL && config->lock_budget.given)
        budget.lock_ms = (int)config->lock_budget.value;
    if (environment != NULL && environment->lock_budget.given)
        budget.lock_ms = (int)environment->lock_budget.value;
    if (environment != NULL) {
        budget.recipes = (RecipeChoice)environment->recipes;
        budget.rename = (RenameChoice)environment->rename;
    }
    if (budget.rename == RENAME_AUTO && environment != NULL && environment->kind == ENVIRONMENT_DEV)
        budget.rename = RENAME_DIRECT;
    if (environment != NULL && environment->safe_below.len > 0)
        (void)bytes_parse(environment->safe_below, &budget.safe_below, &fault); /* package: valid */
    for (int i = 0; target->recipes != NULL && recipe_choices[i] != NULL; i++)
        if (strcmp(recipe_choices[i], target->recipes) == 0)
            budget.recipes = (RecipeChoice)i;
    return budget;
}

static bool make_policy(const JobTarget *target, Resolved *resolved, Errs *errs)
{
    const Environment *environment = resolved->environment;
    Policy *policy = &resolved->policy;
    const Config *config = NULL;

    if (resolved->package != NULL) {
        config = package_config(resolved->package);
        policy->owned_removals_only =
            !package_is_ours(resolved->package) || config->removals == REMOVALS_OWNED;
        package_removals(resolved->package, &policy->also_removed, &policy->never_removed);
    }
    policy->is_prod = environment == NULL || environment->kind == ENVIRONMENT_PROD;
    policy->budget = make_budget(target, config, environment);
    return (environment == NULL ||
            (restrict_policy(environment, policy, errs) &&
             job_allow(&environment->allow, "Allow of the environment", policy, errs))) &&
           job_allow(&target->allow, "--allow", policy, errs);
}

bool job_resolve_policy(const JobTarget *target, Resolved *resolved, Errs *errs)
{
    if (target->environment != NULL) {
        resolved->environment =
            package_environment(resolved->package, str_from(target->environment), errs);
        if (resolved->environment == NULL)
            return false;
    }
    return make_policy(target, resolved, errs);
}

bool job_resolve_url(const JobTarget *target, Resolved *resolved, Notes *notes, Errs *errs)
{
    Str text = STR_ABSENT;

    if (!url_text(target, resolved, &text, errs) ||
        !url_parse(&resolved->arena, text, &resolved->url, errs) ||
        !judge_password(target, resolved, notes, errs))
        return false;
    resolved->engine = engine_for_url(&resolved->url, errs);
    return resolved->engine != NULL && judge_role(resolved, errs);
}

bool job_resolve(const JobTarget *target, bool needs_package, Resolved *resolved, Notes *notes,
                 Errs *errs)
{
    if (target->url != NULL && target->environment != NULL)
        return err_at(errs, ERR_USAGE, (Loc){0}, "an environment has a URL of its own",
                      "--url and --env exclude each other");
    if (needs_package || target->folder != NULL || target->environment != NULL) {
        resolved->package =
            package_open(target->folder == NULL ? "." : target->folder, notes, errs);
        if (resolved->package == NULL)
            return false;
    }
    return job_resolve_policy(target, resolved, errs) &&
           job_resolve_url(target, resolved, notes, errs);
}

void job_resolved_free(Resolved *resolved)
{
    package_free(resolved->package);
    arena_free(&resolved->arena);
    *resolved = (Resolved){0};
}
