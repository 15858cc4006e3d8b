/* What a desired definition brings along without saying it. */
#include "engine/postgres/definition.h"
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
