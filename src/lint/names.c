/* Rules about names. */
#include "lint/lint_inside.h"

static bool has_capitals(Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            return true;
    return false;
}

static void lint_name(Lint *lint, const Object *object, const Record *part, Str name)
{
    if (name.len == 0)
        return;
    if ((lint_reserved(name) & lint->input->engine) != 0)
        lint_say(lint, RULE_RESERVED_WORD, object, part,
                 arena_printf(lint->arena, "\"%.*s\" is a reserved word", STR_ARG(name)));
    if (has_capitals(name))
        lint_say(lint, RULE_NAME_UPPER_CASE, object, part,
                 arena_printf(lint->arena, "\"%.*s\" has capital letters", STR_ARG(name)));
}

static void lint_column_names(Lint *lint, const Table *table)
{
    Map seen = {0};

    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        Str folded = arena_lower(&lint->scratch, column->name);
        const Column *other = map_get(&seen, folded);
        if (!column->is_given)
            lint_name(lint, &table->obj, &column->rec, column->name);
        if (other != NULL)
            lint_say(lint, RULE_NAME_CASE_CLASH, &table->obj, &column->rec,
                     arena_printf(lint->arena, "it differs from \"%.*s\" in case alone",
                                  STR_ARG(other->name)));
        else
            (void)map_put(&lint->scratch, &seen, folded, (void *)(uintptr_t)column);
    }
}

void lint_names(Lint *lint, const Object *object)
{
    bool is_definition = type_is_definition(object->rec.type);

    lint_name(lint, object, &object->rec,
              is_definition ? ((const Definition *)object)->own : object->name);
    if (object->rec.type == &table_type)
        lint_column_names(lint, (const Table *)object);
}

void lint_case_clashes(Lint *lint)
{
    const Model *model = lint->input->model;
    Map seen = {0};

    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i], *other;
        Str folded;
        if (object->rec.type != &table_type)
            continue;
        folded = arena_lower(&lint->scratch,
                             arena_printf(&lint->scratch, "%.*s\n%.*s", STR_ARG(object->schema),
                                          STR_ARG(object->name)));
        other = map_get(&seen, folded);
        if (other != NULL)
            lint_say(lint, RULE_NAME_CASE_CLASH, object, &object->rec,
                     arena_printf(lint->arena, "it differs from \"%.*s\" in case alone",
                                  STR_ARG(other->name)));
        else
            (void)map_put(&lint->scratch, &seen, folded, (void *)(uintptr_t)object);
    }
}
