/* What a server of the package's version does not know yet. */
#include "lint/lint_inside.h"

static bool is_used(const LintSince *since, const Record *part)
{
    const Field *field;

    if (since->type != NULL && since->type != part->type)
        return false;
    if (since->is_used != NULL)
        return since->is_used(part);
    field = record_type_find_id(part->type, since->field);
    return field != NULL && !field_is_absent(field, record_at(part, field));
}

static void lint_part(Lint *lint, const Object *object, const Record *part)
{
    for (const LintSince *since = lint_since; since->engine != 0; since++)
        if (since->engine == lint->input->engine && lint->input->version < since->version &&
            is_used(since, part))
            lint_say(lint, RULE_SERVER_TOO_OLD, object, part,
                     arena_printf(lint->arena, "it needs %s", since->words));
}

void lint_version(Lint *lint, const Object *object)
{
    if (lint->input->version == 0 || !lint_wants(lint, RULE_SERVER_TOO_OLD))
        return;
    lint_part(lint, object, &object->rec);
    lint_each_part(lint, object, lint_part);
}
