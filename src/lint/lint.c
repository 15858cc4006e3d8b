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

static bool is_allowed(Lint *lint, LintCode code, const Record *rec)
{
    const void *list = sparse_list(rec, FIELD_ALLOW);
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

static void add(Lint *lint, LintCode code, const Object *object, const Record *part,
                const Record *at, Str message)
{
    Finding finding = {.code = code, .level = level_of(lint, code), .message = message, .rec = at};

    finding.object = part == &object->rec ? label_object(lint->arena, object)
                                          : label_part(lint->arena, object, part);
    vec_push(lint->arena, lint->findings, finding);
}

void lint_say(Lint *lint, LintCode code, const Object *object, const Record *part, Str message)
{
    if (!lint_wants(lint, code) || is_allowed(lint, code, part) ||
        (part != &object->rec && is_allowed(lint, code, &object->rec)))
        return;
    add(lint, code, object, part, part, message);
}

static void check_allowance(Lint *lint, const Object *object, const Record *part,
                            const Allowance *allowance)
{
    const Record *at = &allowance->rec;
    const char *nearest;
    LintCode code;

    if (!lint_find(allowance->rule, &code)) {
        nearest = str_nearest(allowance->rule, lint_codes, RULE_COUNT);
        add(lint, RULE_SUPPRESSION_UNUSED, object, part, at,
            arena_printf(lint->arena, "there is no rule \"%.*s\"%s%s%s", STR_ARG(allowance->rule),
                         nearest == NULL ? "" : "; did you mean ", nearest == NULL ? "" : nearest,
                         nearest == NULL ? "" : "?"));
        return;
    }
    if (allowance->reason.len == 0 && lint_wants(lint, RULE_SUPPRESSED_WITHOUT_REASON))
        add(lint, RULE_SUPPRESSED_WITHOUT_REASON, object, part, at,
            arena_printf(lint->arena, "%s is allowed without a Reason", lint_codes[code]));
    if (lint_wants(lint, code) && lint_wants(lint, RULE_SUPPRESSION_UNUSED) &&
        map_get(&lint->used, address(lint, allowance)) == NULL)
        add(lint, RULE_SUPPRESSION_UNUSED, object, part, at,
            is_over(lint, allowance)
                ? arena_printf(lint->arena, "%s was allowed until %.*s", lint_codes[code],
                               STR_ARG(allowance->until))
                : arena_printf(lint->arena, "%s is allowed, and finds nothing here",
                               lint_codes[code]));
}

static void check_allowances(Lint *lint, const Object *object, const Record *part)
{
    const void *list = sparse_list(part, FIELD_ALLOW);

    for (size_t i = 0; i < list_len(list); i++)
        check_allowance(lint, object, part, (const Allowance *)list_get(list, i));
}

static void check_all_allowances(Lint *lint, const Object *object)
{
    const RecordType *type = object->rec.type;

    check_allowances(lint, object, &object->rec);
    for (const Field *f = type->fields; f < type->fields + type->count; f++) {
        const void *list =
            f->kind == F_LIST && f->differs == D_CHILDREN ? record_at(&object->rec, f) : NULL;
        for (size_t i = 0; list != NULL && i < list_len(list); i++)
            check_allowances(lint, object, list_get(list, i));
    }
}

/* ---- the walk
 * ------------------------------------------------------------------------------------------------
 */

static void lint_object(Lint *lint, const Object *object)
{
    lint_names(lint, object);
    if (object->rec.type == &table_type) {
        const Table *table = (const Table *)object;
        lint_keys(lint, table);
        lint_foreign_keys(lint, table);
        lint_columns(lint, table);
    }
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
    for (size_t i = 0; i < model->objects.len; i++)
        check_all_allowances(&lint, model->objects.items[i]);
    arena_free(&lint.scratch);
}
