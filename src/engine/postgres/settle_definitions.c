/* What desired definitions leave unsaid: the family of a class, the schemas of types. */
#include "base/map.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/settle.h"

/* A class that names no family is in the one of its own name, which the server makes where there
 * is none. */
static void imply_family(const Settle *settle, const Definition *class)
{
    PgClassHead head = pg_class_head_read(settle->arena, class->text);
    Definition *family;

    if (!pg_class_has_own_family(class, &head))
        return;
    family = record_new(settle->arena, &operator_family_type);
    family->obj.schema = class->obj.schema;
    family->obj.is_implied = true;
    family->head = STR("OPERATOR FAMILY");
    family->text = arena_printf(settle->arena, "USING %.*s", STR_ARG(head.method));
    pg_definition_name_it(settle->arena, family, class->own,
                          pg_definition_arguments(settle->arena, class));
    (void)model_register(settle->model, &family->obj); /* unless it is declared */
}

void settle_definitions(const Settle *settle)
{
    size_t count = settle->model->objects.len;

    for (size_t i = 0; i < count; i++) {
        const Object *object = settle->model->objects.items[i];
        if (object->rec.type == &operator_class_type)
            imply_family(settle, (const Definition *)object);
    }
}

/* ---- types that names leave the schema out of */

typedef struct TypeNames {
    Arena *arena;  /* the model's */
    Arena scratch; /* of the map */
    Map types;     /* bare name -> the only Object that it can be; itself: more than one */
} TypeNames;

static void note_type(TypeNames *names, const Object *object)
{
    const RecordType *type = object->rec.type;
    void *known;

    if (!type_is_data_type(type) && type != &table_type && type != &view_type &&
        type != &materialized_view_type)
        return;
    known = map_put(&names->scratch, &names->types, object_bare_name(object),
                    (void *)(uintptr_t)object);
    if (known != NULL)
        (void)map_put(&names->scratch, &names->types, object_bare_name(object), names);
}

static Str name_type(void *context, Str written)
{
    TypeNames *names = context;
    PgScan scan = {.text = written};
    PgToken token = pg_scan_next(&scan);
    void *found = map_get(&names->types, pg_token_name(&names->scratch, &token));
    const Object *object = found;

    if (found == NULL || found == names)
        return STR_ABSENT;
    return arena_printf(
        names->arena, "%.*s.%.*s",
        STR_ARG(pg_name_written(names->arena,
                                object->schema.len == 0 ? STR("public") : object->schema)),
        STR_ARG(written));
}

void settle_type_names(const Settle *settle)
{
    TypeNames names = {.arena = settle->arena};

    for (size_t i = 0; i < settle->model->objects.len; i++)
        note_type(&names, settle->model->objects.items[i]);
    for (size_t i = 0; i < settle->model->objects.len; i++) {
        Object *object = settle->model->objects.items[i];
        if (type_is_definition(object->rec.type))
            (void)pg_definition_qualify(settle->arena, (Definition *)object, name_type, &names);
    }
    arena_free(&names.scratch);
}
