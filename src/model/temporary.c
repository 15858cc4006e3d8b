/* Names of what lives until a recipe is through. */
#include "model/temporary.h"

#include "model/definition.h"

bool name_is_temporary(Str name)
{
    size_t prefix = sizeof TEMPORARY_PREFIX - 1;

    if (!str_starts(name, STR(TEMPORARY_PREFIX)) || name.len != prefix + TEMPORARY_DIGITS)
        return false;
    for (size_t i = prefix; i < name.len; i++)
        if (strchr("0123456789abcdef", name.ptr[i]) == NULL)
            return false;
    return true;
}

#define DROP_TEMPORARY(list) \
    do { \
        size_t kept = 0; \
        for (size_t i = 0; i < (list)->len; i++) \
            if (!name_is_temporary((list)->items[i]->name)) \
                (list)->items[kept++] = (list)->items[i]; \
        (list)->len = kept; \
    } while (0)

static void drop_aliases(ColumnVec *columns)
{
    size_t kept = 0;

    for (size_t i = 0; i < columns->len; i++)
        if (sparse_str(&columns->items[i]->rec, FIELD_ALIAS_OF).len == 0)
            columns->items[kept++] = columns->items[i];
    columns->len = kept;
}

void table_drop_temporary(Table *table)
{
    drop_aliases(&table->columns);
    DROP_TEMPORARY(&table->columns);
    DROP_TEMPORARY(&table->checks);
    DROP_TEMPORARY(&table->foreign_keys);
    DROP_TEMPORARY(&table->indexes);
}

void model_drop_temporary(Model *model)
{
    size_t kept = 0;

    for (size_t i = 0; i < model->objects.len; i++)
        if (sparse_str(&model->objects.items[i]->rec, FIELD_ALIAS_OF).len == 0 &&
            (model->objects.items[i]->rec.type != &materialized_view_type ||
             !name_is_temporary(model->objects.items[i]->name)))
            model->objects.items[kept++] = model->objects.items[i];
    model->objects.len = kept;
}
