/* Goes through a model, and keeps what is allowed out of what is found. */
#include "lint/lint_inside.h"
#include "model/label.h"

static LintLevel level_of(const Lint *lint, LintCode code)
{
    return lint->input->levels == NULL ? lint_rules[code].level : lint->input->levels[code];
}

bool lint_wants(const Lint *lint, LintCode code)
{
    return level_of(lint, code) != LINT_OFF &&
           (lint_rules[code].engines & lint->input->engine) != 0;
}

const char *const lint_allowed_names[] = {"PrimaryKeyTypes", "CharacterSets", "Collations",
                                          "Engines",         "Definers",      NULL};

bool lint_is_outside(const Lint *lint, LintAllowed list, Str value)
{
    const StrVec *patterns = lint->input->allowed == NULL ? NULL : &lint->input->allowed[list];

    for (size_t i = 0; patterns != NULL && i < patterns->len; i++)
        if (str_matches(value, patterns->items[i]))
            return false;
    return patterns != NULL && patterns->len > 0;
}

/* ---- what is allowed
 * ------------------------------------------------------------------------------------------------
 */

static bool is_over(const Lint *lint, const Allowance *allowance)
{
    return allowance->until.len > 0 && lint->input->today.len > 0 &&
           str_cmp(allowance->until, lint->input->today) <= 0;
}

static Str address(Lint *lint, const void *of)
{
    return arena_printf(&lint->scratch, "%p", of);
}

/* `list`: an F_LIST of Allowances. */
static bool is_allowed(Lint *lint, LintCode code, const void *list)
{
    bool is = false;

    for (size_t i = 0; i < list_len(list); i++) {
        const Allowance *allowance = (const Allowance *)list_get(list, i);
        if (!str_is(allowance->rule, lint_codes[code]) || is_over(lint, allowance))
            continue;
        (void)map_put(&lint->scratch, &lint->used, address(lint, allowance), lint);
        is = true;
    }
    return is;
}

static void add(Lint *lint, LintCode code, Str object, const Record *at, Str message)
{
    Finding finding = {.code = code,
                       .level = level_of(lint, code),
                       .object = object,
                       .message = message,
                       .rec = at};

    vec_push(lint->arena, lint->findings, finding);
}

void lint_say(Lint *lint, LintCode code, const Object *object, const Record *part, Str message)
{
    if (!lint_wants(lint, code) || is_allowed(lint, code, sparse_list(part, FIELD_ALLOW)) ||
        (part != &object->rec && is_allowed(lint, code, sparse_list(&object->rec, FIELD_ALLOW))))
        return;
    add(lint, code,
        part == &object->rec ? label_object(lint->arena, object)
                             : label_part(lint->arena, object, part),
        part, message);
}

static Str script_label(Lint *lint, const LintScript *script)
{
    return arena_printf(lint->arena, "script %.*s", STR_ARG(script->path));
}

void lint_say_script(Lint *lint, LintCode code, const LintScript *script,
                     const LintStatement *statement, Str message)
{
    if (!lint_wants(lint, code) || is_allowed(lint, code, script->allow))
        return;
    add(lint, code, script_label(lint, script), NULL, message);
    lint->findings->items[lint->findings->len - 1].loc = statement->loc;
}

static void say_no_rule(Lint *lint, Str label, const Allowance *allowance)
{
    const char *nearest = str_nearest(allowance->rule, lint_codes, RULE_COUNT);

    add(lint, RULE_SUPPRESSION_UNUSED, label, &allowance->rec,
        arena_printf(lint->arena, "there is no rule \"%.*s\"%s%s%s", STR_ARG(allowance->rule),
                     nearest == NULL ? "" : "; did you mean ", nearest == NULL ? "" : nearest,
                     nearest == NULL ? "" : "?"));
}

/* Whether a run of this kind would have found what it excuses: what a change brings is looked for
 * by reviews and plans alone. */
static bool is_looked_for(const Lint *lint, LintCode code)
{
    return lint_wants(lint, code) && lint_rules[code].scope != LINT_OVER_CHANGES;
}

/* `label` is of what the list stands at. A list of a file counts for all that the file declares:
 * what has been said is not said again. */
static void check_allowance(Lint *lint, Str label, const Allowance *allowance)
{
    LintCode code;

    if (!lint_find(allowance->rule, &code)) {
        say_no_rule(lint, label, allowance);
        return;
    }
    if (allowance->reason.len == 0 && lint_wants(lint, RULE_SUPPRESSED_WITHOUT_REASON))
        add(lint, RULE_SUPPRESSED_WITHOUT_REASON, label, &allowance->rec,
            arena_printf(lint->arena, "%s is allowed without a Reason", lint_codes[code]));
    if (is_looked_for(lint, code) && lint_wants(lint, RULE_SUPPRESSION_UNUSED) &&
        map_get(&lint->used, address(lint, allowance)) == NULL)
        add(lint, RULE_SUPPRESSION_UNUSED, label, &allowance->rec,
            is_over(lint, allowance)
                ? arena_printf(lint->arena, "%s was allowed until %.*s", lint_codes[code],
                               STR_ARG(allowance->until))
                : arena_printf(lint->arena, "%s is allowed, and finds nothing here",
                               lint_codes[code]));
}

static void check_allowances(Lint *lint, Str label, const void *list)
{
    for (size_t i = 0; i < list_len(list); i++) {
        const Allowance *allowance = (const Allowance *)list_get(list, i);
        if (map_put(&lint->scratch, &lint->judged, address(lint, allowance), lint) == NULL)
            check_allowance(lint, label, allowance);
    }
}

void lint_script_allowances(Lint *lint, const LintScript *script)
{
    if (list_len(script->allow) > 0)
        check_allowances(lint, script_label(lint, script), script->allow);
}

static void check_part(Lint *lint, const Object *object, const Record *part)
{
    const void *list = sparse_list(part, FIELD_ALLOW);

    if (list_len(list) > 0)
        check_allowances(lint,
                         part == &object->rec ? label_object(lint->arena, object)
                                              : label_part(lint->arena, object, part),
                         list);
}

static void check_all_allowances(Lint *lint, const Object *object)
{
    check_part(lint, object, &object->rec);
    lint_each_part(lint, object, check_part);
}

/* ---- the walk
 * ------------------------------------------------------------------------------------------------
 */

void lint_each_part(Lint *lint, const Object *object,
                    void (*visit)(Lint *lint, const Object *object, const Record *part))
{
    const RecordType *type = object->rec.type;

    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const void *list =
            f->kind == F_LIST && f->differs == D_CHILDREN ? record_at(&object->rec, f) : NULL;
        for (size_t i = 0; list != NULL && i < list_len(list); i++)
            visit(lint, object, list_get(list, i));
    }
}

static void lint_object(Lint *lint, const Object *object)
{
    lint_names(lint, object);
    lint_version(lint, object);
    if (object->rec.type == &table_type) {
        const Table *table = (const Table *)object;
        lint_keys(lint, table);
        lint_foreign_keys(lint, table);
        lint_columns(lint, table);
        lint_table(lint, table);
    }
    if (object->rec.type == &domain_type)
        lint_domain(lint, (const Domain *)object);
    if (type_is_definition(object->rec.type))
        lint_definition(lint, (const Definition *)object);
}

void lint_model(const LintInput *input, Arena *arena, FindingVec *findings)
{
    Lint lint = {.input = input, .arena = arena, .findings = findings};
    const Model *model = input->model;

    for (size_t i = 0; i < model->objects.len; i++)
        if (!model->objects.items[i]->is_implied)
            lint_object(&lint, model->objects.items[i]);
    lint_case_clashes(&lint);
    lint_collations(&lint);
    for (size_t i = 0; i < model->objects.len; i++)
        check_all_allowances(&lint, model->objects.items[i]);
    arena_free(&lint.scratch);
}
