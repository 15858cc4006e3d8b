/* Members of a table's tree that stand elsewhere in ours. */
#include "package/schemasmith/moves.h"

#include "model/delivery.h"

/* Behind all others by its number, which nodes are found by. */
Doc *adapter_made(const Doc *beside, Doc *node)
{
    node->file = beside->file;
    node->line = node->key_line = beside->line;
    node->column = node->key_column = beside->column;
    node->number = UINT32_MAX;
    return node;
}

/* Takes the member out of the object. */
static Doc *take(Doc *object, const char *key)
{
    Doc *before = NULL;

    for (Doc *value = object->first; value != NULL; before = value, value = value->next) {
        if (!str_is(value->key, key))
            continue;
        if (before == NULL)
            object->first = value->next;
        else
            before->next = value->next;
        if (object->last == value)
            object->last = before;
        object->count--;
        value->next = value->parent = NULL;
        return value;
    }
    return NULL;
}

static Doc *list_of(Arena *arena, Doc *object, const char *key)
{
    Doc *list = doc_get(object, str_from(key));

    if (list != NULL && list->kind == DOC_ARRAY)
        return list;
    if (list != NULL)
        (void)take(object, key);
    return doc_add(object, str_from(key), adapter_made(object, doc_new(arena, DOC_ARRAY)));
}

/* SchemaSmith's own name for the check of a column. */
static Str check_name(Arena *arena, const Doc *table, const Doc *column)
{
    const Doc *of = doc_get(table, STR("Name")), *name = doc_get(column, STR("Name"));

    if (of == NULL || name == NULL || of->kind != DOC_STRING || name->kind != DOC_STRING)
        return STR_ABSENT;
    return arena_printf(arena, "CK_%.*s_%.*s", STR_ARG(of->text), STR_ARG(name->text));
}

/* A column's CheckExpression is a check of the table. */
static void move_checks(const Adapter *adapter, Arena *arena, Doc *table)
{
    const Doc *columns = doc_get(table, STR("Columns"));
    Doc *column = columns == NULL || columns->kind != DOC_ARRAY ? NULL : columns->first;

    for (; column != NULL; column = column->next) {
        Doc *expression = column->kind == DOC_OBJECT ? take(column, "CheckExpression") : NULL,
            *check;
        Str name;
        if (expression == NULL || expression->kind != DOC_STRING || expression->text.len == 0)
            continue;
        check = adapter_made(expression, doc_new(arena, DOC_OBJECT));
        name = adapter->has_check_names ? check_name(arena, table, column) : STR_ABSENT;
        if (name.ptr != NULL)
            (void)doc_add(check, STR("Name"), adapter_made(expression, doc_string(arena, name)));
        (void)doc_add(check, STR("Expression"), expression);
        (void)doc_add(list_of(arena, table, "CheckConstraints"), STR_ABSENT, check);
    }
}

/* Older packages have the keys of their one delivery in the table itself. */
static Doc *move_delivery(Arena *arena, Doc *table)
{
    Doc *delivery = NULL;

    for (size_t i = 0; i < delivery_type.count; i++) {
        const Field *field = &delivery_type.fields[i];
        Doc *value = field->id == FIELD_NONE ? take(table, field->key) : NULL;
        if (value == NULL || (value->kind == DOC_STRING && value->text.len == 0))
            continue;
        if (delivery == NULL)
            delivery = adapter_made(value, doc_new(arena, DOC_OBJECT));
        (void)doc_add(delivery, str_from(field->key), value);
    }
    if (delivery == NULL || doc_get(delivery, STR("ContentFile")) == NULL)
        return NULL;
    return doc_add(list_of(arena, table, "DataDelivery"), STR_ABSENT, delivery);
}

Doc *moves_apply(const Adapter *adapter, Arena *arena, Doc *table)
{
    if (table->kind != DOC_OBJECT)
        return NULL;
    if (adapter->has_column_checks)
        move_checks(adapter, arena, table);
    return adapter->has_flat_deliveries ? move_delivery(arena, table) : NULL;
}
