/* Rules about names. */
#include "lint/lint_inside.h"

const char *const lint_named_kinds[] = {"Schema",
                                        "Table",
                                        "Column",
                                        "PrimaryKey",
                                        "UniqueConstraint",
                                        "Index",
                                        "ForeignKey",
                                        "CheckConstraint",
                                        "ExcludeConstraint",
                                        "Statistics",
                                        "Policy",
                                        "Sequence",
                                        "EnumType",
                                        "DomainType",
                                        "CompositeType",
                                        "View",
                                        "MaterializedView",
                                        "Function",
                                        "Procedure",
                                        "Trigger",
                                        "Event",
                                        NULL};

/* What Naming calls a record's kind; NULL: nothing. */
static const char *named_kind(const Record *rec)
{
    const char *name = rec->type->name;

    if (rec->type == &index_type) {
        const Index *index = (const Index *)rec;
        name = index->is_primary      ? "PrimaryKey"
               : index->is_constraint ? "UniqueConstraint"
                                      : "Index";
    }
    for (const char *const *kind = lint_named_kinds; *kind != NULL; kind++)
        if (strcmp(*kind, name) == 0)
            return *kind;
    return NULL;
}

static bool has_capitals(Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            return true;
    return false;
}

/* Characters, not bytes. */
static size_t characters(Str name)
{
    size_t count = 0;

    for (size_t i = 0; i < name.len; i++)
        count += ((unsigned char)name.ptr[i] & 0xC0) != 0x80;
    return count;
}

static void lint_pattern(Lint *lint, const Object *object, const Record *part, Str name)
{
    const LintNamings *naming = lint->input->naming;
    const char *kind = naming == NULL ? NULL : named_kind(part);

    for (size_t i = 0; kind != NULL && i < naming->len; i++) {
        const LintNaming *wanted = &naming->items[i];
        if (str_is(wanted->kind, kind) && !pattern_matches(wanted->pattern, name))
            lint_say(lint, RULE_NAME_PATTERN, object, part,
                     arena_printf(lint->arena, "\"%.*s\" is not as Naming has it: %.*s",
                                  STR_ARG(name), STR_ARG(wanted->written)));
    }
}

/* Of whatever has a name. */
static void lint_any_name(Lint *lint, const Object *object, const Record *part, Str name)
{
    enum { MOST_CHARACTERS = 64 };

    if (name.len == 0)
        return;
    lint_pattern(lint, object, part, name);
    if (characters(name) > MOST_CHARACTERS)
        lint_say(lint, RULE_NAME_TOO_LONG, object, part,
                 arena_printf(lint->arena, "its name has %zu characters", characters(name)));
}

/* Of what statements name: tables, columns, views, routines. */
static void lint_name(Lint *lint, const Object *object, const Record *part, Str name)
{
    lint_any_name(lint, object, part, name);
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

static void lint_part_name(Lint *lint, const Object *object, const Record *part)
{
    bool is_free = part->type != &index_type || !((const Index *)part)->is_primary ||
                   !lint_server_has(lint, LINT_KEYS_ARE_CALLED_PRIMARY);

    if (part->type != &column_type && is_free && part->type->name_offset != SIZE_MAX &&
        (part->type != &index_type || !((const Index *)part)->is_given))
        lint_any_name(lint, object, part, record_name(part));
}

void lint_names(Lint *lint, const Object *object)
{
    bool is_definition = type_is_definition(object->rec.type);

    lint_name(lint, object, &object->rec,
              is_definition ? ((const Definition *)object)->own : object->name);
    lint_each_part(lint, object, lint_part_name);
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
