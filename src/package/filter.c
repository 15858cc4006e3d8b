/* What of a database a package is about. */
#include "base/sb.h"
#include "model/definition.h"
#include "model/label.h"
#include "package/state.h"

/* A pattern that matches exactly this schema, as far as patterns can: wildcards in a name stay. */
static Str schema_pattern(Arena *arena, Str schema)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_putc(&sb, '"');
    for (size_t i = 0; i < schema.len; i++) {
        if (schema.ptr[i] == '"')
            sb_putc(&sb, '"');
        sb_putc(&sb, schema.ptr[i]);
    }
    sb_putc(&sb, '"');
    return sb_finish(&sb, arena);
}

static void add_schema(Arena *arena, StrVec *patterns, Map *seen, Str schema)
{
    static char mark;

    if (schema.len > 0 && map_put(arena, seen, schema, &mark) == NULL)
        vec_push(arena, patterns, schema_pattern(arena, schema));
}

/* Whether the pattern is for a schema that the package names. */
static bool is_own_schema(const Model *desired, Str pattern)
{
    Filter only = {.manage = {.items = &pattern, .len = 1}};

    if (filter_pattern_has_name(pattern))
        return false;
    for (size_t i = 0; i < desired->objects.len; i++) {
        Str schema = desired->objects.items[i]->written_schema;
        if (schema.len > 0 && filter_wants_schema(&only, schema))
            return true;
    }
    return false;
}

/* Without schemas a pattern is for names. One that the package's schemas match was written for the
 * product's other platforms: there it means all that the package declares, and so it does here. */
static StrVec without_schemas(Arena *arena, const Model *desired, const StrVec *patterns)
{
    StrVec names = {0};

    for (size_t i = 0; i < patterns->len; i++)
        vec_push(arena, &names,
                 is_own_schema(desired, patterns->items[i]) ? STR("*") : patterns->items[i]);
    return names;
}

/* What a pattern means by an object's name: of a trigger or rule its relation, with which it is in
 * scope. */
static Str name_in_scope(const Object *object)
{
    const Definition *definition = (const Definition *)object;

    if (!type_is_definition(object->rec.type))
        return object->name;
    return definition->relation.len > 0 ? definition->relation : definition->own;
}

bool package_wants(const Filter *filter, const Object *object)
{
    const RecordType *type = object->rec.type;

    if (type == &schema_type)
        return filter_wants_schema(filter, object->name);
    if (!type_has_schema(type) && object->schema.len > 0) /* default privileges in a schema */
        return filter_wants_schema(filter, object->schema);
    if (!type_has_schema(type))
        return filter_wants_global(filter, type->word, object->name);
    return filter_wants(filter, object->schema, name_in_scope(object));
}

void pkg_refuse_unmanaged(const Package *package, const Object *object, Str label, Errs *errs)
{
    const char *config = package->is_ours ? package->config_file : "anneal.json";
    Arena scratch = {0};

    (void)err_at(errs, ERR_REFERENCE, record_loc(&scratch, &object->rec), NULL,
                 "%.*s is declared, but %s leaves it unmanaged", STR_ARG(label), config);
    (void)err_hint(errs, "widen Manage or Ignore in %s, or leave the file out", config);
    arena_free(&scratch);
}

bool package_check_scope(const Package *package, const Model *desired, const Filter *filter,
                         Errs *errs)
{
    ErrsMark mark = errs_mark(errs);
    Arena scratch = {0};

    for (size_t i = 0; i < desired->objects.len; i++) {
        const Object *object = desired->objects.items[i];
        if (!object->is_implied && !package_wants(filter, object))
            pkg_refuse_unmanaged(package, object, label_object(&scratch, object), errs);
    }
    arena_free(&scratch);
    return errs_mark(errs) == mark;
}

/* `extension:"post gis"`: what no schema holds is the package's where it names it. */
static Str global_pattern(Arena *arena, const Object *object)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_put(&sb, filter_kind(arena, object->rec.type->word));
    sb_putc(&sb, ':');
    sb_put(&sb, schema_pattern(arena, object->name));
    return sb_finish(&sb, arena);
}

void package_filter(const Package *package, const Model *desired, Arena *arena, Filter *filter)
{
    Map seen = {0};

    *filter = (Filter){package->config->manage, package->config->ignore};
    if (!package->has_schemas)
        filter->manage = without_schemas(arena, desired, &filter->manage);
    if (filter->manage.len > 0 || !package->has_schemas)
        return;
    for (size_t i = 0; i < desired->objects.len; i++) {
        const Object *object = desired->objects.items[i];
        if (object->rec.type != &schema_type && !type_has_schema(object->rec.type) &&
            object->schema.len == 0)
            vec_push(arena, &filter->manage, global_pattern(arena, object));
        else
            add_schema(arena, &filter->manage, &seen,
                       object->rec.type == &schema_type ? object->name : object->schema);
    }
    /* An empty list means everything; a package that names no schema is about nothing. */
    if (filter->manage.len == 0)
        vec_push(arena, &filter->manage, STR("\"\""));
}
