/* Contract files of a package: read beside its objects, checked, and made into conditions. */
#include "package/state.h"

const ContractVec *package_contracts(const Package *package)
{
    return &package->contracts;
}

static Loc loc_of(const Load *load, const Contract *contract, const char *key)
{
    return record_key_loc(&load->package->arena, &contract->rec, key);
}

static Condition *add_condition(Load *load, Contract *contract, const char *key)
{
    Arena *arena = &load->package->arena;
    Condition *condition = record_new(arena, &condition_type);
    Loc loc = loc_of(load, contract, key);

    condition->of = contract_label(arena, contract);
    condition->key = str_from(key);
    condition->file = str_from(loc.file);
    condition->line = (OptInt){true, loc.line};
    vec_push(arena, &contract->conditions, condition);
    return condition;
}

void pkg_add_contract(Load *load, Contract *contract)
{
    if (!pkg_apply_platforms(load, &contract->rec))
        return;
    if (contract->environments.len > 0)
        add_condition(load, contract, "Environments")->environments = contract->environments;
    if (contract->not_before.len > 0)
        add_condition(load, contract, "NotBefore")->not_before = contract->not_before;
    if (contract->when.len > 0)
        add_condition(load, contract, "When")->query = contract->when;
    vec_push(&load->package->arena, &load->package->contracts, contract);
}

/* ---- checks
 * ------------------------------------------------------------------------------------------------
 */

static void check_names(const Load *load)
{
    const ContractVec *list = &load->package->contracts;
    Map names = {0};

    for (size_t i = 0; i < list->len; i++) {
        Contract *contract = list->items[i];
        const Contract *before = contract->name.len == 0 ? NULL
                                                         : map_put(&load->package->arena, &names,
                                                                   contract->name, contract);
        if (before == NULL)
            continue;
        (void)err_at(load->errs, ERR_DUPLICATE, loc_of(load, contract, "Name"), NULL,
                     "contract \"%.*s\" is declared twice", STR_ARG(contract->name));
        (void)err_also(load->errs, loc_of(load, before, "Name"), "it is declared first at");
    }
}

/* Each thing that goes, or changes, has one contract: two could not both be right. */
static void check_targets(const Load *load, const Contract *contract, const char *key,
                          const StrVec *targets, Map *seen)
{
    for (size_t i = 0; i < targets->len; i++) {
        Str target = targets->items[i];
        const Contract *before;
        if (target.len == 0) {
            (void)err_at(
                load->errs, ERR_FIELD, loc_of(load, contract, key), "such as \"shop.orders.total\"",
                "\"%s\" of contract \"%.*s\" has an empty name", key, STR_ARG(contract->name));
            continue;
        }
        before = map_put(&load->package->arena, seen, target, (void *)(uintptr_t)contract);
        if (before != NULL) {
            (void)err_at(load->errs, ERR_DUPLICATE, loc_of(load, contract, key), NULL,
                         "\"%.*s\" stands in two contracts", STR_ARG(target));
            (void)err_also(load->errs, loc_of(load, before, "Name"), "the other one is at");
        }
    }
}

static void check_aim(const Load *load, const Contract *contract, Map *seen)
{
    if ((contract->drop.len > 0) == (contract->change.len > 0))
        (void)err_at(
            load->errs, ERR_FIELD, record_loc(&load->package->arena, &contract->rec),
            "\"Drop\" for what goes, \"Change\" for what is narrowed or renamed; two files "
            "for both",
            "contract \"%.*s\" is to have either \"Drop\" or \"Change\"", STR_ARG(contract->name));
    check_targets(load, contract, "Drop", &contract->drop, seen);
    check_targets(load, contract, "Change", &contract->change, seen);
    for (size_t i = 0; i < contract->drop.len; i++)
        if (str_ends(contract->drop.items[i], STR("@old")))
            (void)err_at(load->errs, ERR_FIELD, loc_of(load, contract, "Drop"),
                         "write it in \"Change\"",
                         "\"%.*s\": the old side of a change is no object of its own",
                         STR_ARG(contract->drop.items[i]));
}

static void check_day(const Load *load, const Contract *contract)
{
    if (contract->not_before.len > 0 && !day_is_valid(contract->not_before))
        (void)err_at(load->errs, ERR_FIELD, loc_of(load, contract, "NotBefore"),
                     "such as \"2026-12-01\"", "\"%.*s\" is no day", STR_ARG(contract->not_before));
}

static void check_environments(const Load *load, const Contract *contract)
{
    const EnvironmentVec *known = &load->package->config->environments;
    const char **names = ARENA_ARRAY(&load->package->arena, const char *, known->len + 1);

    for (size_t i = 0; i < known->len; i++)
        names[i] = arena_cstr(&load->package->arena, known->items[i]->name);
    for (size_t i = 0; i < contract->environments.len; i++) {
        Str name = contract->environments.items[i];
        bool found = false;
        const char *nearest = str_nearest(name, names, known->len);
        for (size_t k = 0; k < known->len; k++)
            found = found || str_eq(known->items[k]->name, name);
        if (found)
            continue;
        (void)err_at(load->errs, ERR_REFERENCE, loc_of(load, contract, "Environments"), NULL,
                     "there is no environment \"%.*s\" in anneal.json", STR_ARG(name));
        if (nearest != NULL)
            (void)err_hint(load->errs, "did you mean \"%s\"?", nearest);
    }
}

static const Contract *find(const Load *load, Str name)
{
    const ContractVec *list = &load->package->contracts;

    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->items[i]->name, name))
            return list->items[i];
    return NULL;
}

static bool is_step(const Load *load, Str text)
{
    Str rest = text, word;

    (void)str_cut(&rest, ' ', &word);
    if (str_is(word, "script"))
        return pkg_has_file(load->package, arena_cstr(&load->package->arena, rest));
    for (size_t i = 0; str_is(word, "backfill") && i < load->package->backfills.len; i++)
        if (str_eq(load->package->backfills.items[i]->name, rest))
            return true;
    return false;
}

static void check_requires(const Load *load, const Contract *contract)
{
    const ContractVec *list = &load->package->contracts;
    const char **names = ARENA_ARRAY(&load->package->arena, const char *, list->len + 1);

    for (size_t i = 0; i < list->len; i++)
        names[i] = arena_cstr(&load->package->arena, list->items[i]->name);
    for (size_t i = 0; i < contract->requires.len; i++) {
        Str name = contract->requires.items[i];
        const char *nearest = str_nearest(name, names, list->len);
        if (find(load, name) != NULL || is_step(load, name))
            continue;
        (void)err_at(load->errs, ERR_REFERENCE, loc_of(load, contract, "Requires"), NULL,
                     "contract \"%.*s\" requires \"%.*s\", which the package does not have",
                     STR_ARG(contract->name), STR_ARG(name));
        if (nearest != NULL)
            (void)err_hint(load->errs, "did you mean \"%s\"?", nearest);
        else
            (void)err_hint(load->errs, "the name of a contract, `backfill NAME` or `script PATH`");
    }
}

/* From requirement to requirement: more of them than there are contracts is a circle. */
static bool leads_to(const Load *load, const Contract *from, const Contract *to, size_t most)
{
    for (size_t i = 0; most > 0 && i < from->requires.len; i++) {
        const Contract *next = find(load, from->requires.items[i]);
        if (next != NULL && (next == to || leads_to(load, next, to, most - 1)))
            return true;
    }
    return false;
}

static void check_backup(const Load *load, const Contract *contract)
{
    const ContractBackup *backup = contract->backup;
    Loc loc = loc_of(load, contract, "Backup");

    if (backup == NULL)
        return;
    if (!contract_keeps_nothing(contract) && backup->retain.len > 0 &&
        retain_parse(backup->retain) == 0)
        (void)err_at(load->errs, ERR_FIELD, loc, "days, such as \"30d\", or \"none\" with a Reason",
                     "contract \"%.*s\": \"%.*s\" is no time for which something is kept",
                     STR_ARG(contract->name), STR_ARG(backup->retain));
    else if (contract_keeps_nothing(contract) && str_trim(backup->reason).len == 0)
        (void)err_at(load->errs, ERR_FIELD, loc, "say in \"Reason\" why nothing has to be kept",
                     "contract \"%.*s\" keeps no backup, and gives no reason",
                     STR_ARG(contract->name));
}

void pkg_check_contracts(Load *load)
{
    const ContractVec *list = &load->package->contracts;
    Map targets = {0};

    check_names(load);
    for (size_t i = 0; i < list->len; i++) {
        const Contract *contract = list->items[i];
        check_aim(load, contract, &targets);
        check_day(load, contract);
        check_environments(load, contract);
        check_requires(load, contract);
        check_backup(load, contract);
        if (leads_to(load, contract, contract, list->len))
            (void)err_at(load->errs, ERR_REFERENCE, loc_of(load, contract, "Requires"), NULL,
                         "contract \"%.*s\" requires itself, in a circle", STR_ARG(contract->name));
    }
}
