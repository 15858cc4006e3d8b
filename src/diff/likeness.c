/* How alike two records are: what tells a swap that is to come from one that is done. */
#include "diff/matching.h"

static int fields_alike(Matcher *matcher, const CarriedScope *scope, const Record *live,
                        const Record *desired)
{
    int alike = 0;

    for (size_t i = 0; i < live->type->count; i++) {
        const Field *field = &live->type->fields[i];
        if (field->differs != D_KEY && field->differs != D_IGNORE && field->differs != D_CHILDREN &&
            carried_field_equal(&matcher->scratch, scope, field, live, desired))
            alike++;
    }
    return alike;
}

/* Parts of one name in both tables; of columns also those whose types agree. */
static int parts_alike(const Record *live, const Record *desired, const Field *list)
{
    const void *a = record_at(live, list), *b = record_at(desired, list);
    int alike = 0;

    for (size_t i = 0; i < list_len(a); i++) {
        for (size_t j = 0; j < list_len(b); j++) {
            const Record *one = list_get(a, i), *other = list_get(b, j);
            if (record_name(one).len == 0 || !str_eq(record_name(one), record_name(other)))
                continue;
            alike++;
            if (one->type == &column_type &&
                str_eq(((const Column *)one)->type, ((const Column *)other)->type))
                alike++;
        }
    }
    return alike;
}

int match_likeness(Matcher *matcher, const Item *live, const Item *desired)
{
    CarriedScope scope = {
        &matcher->renames,
        live->owner == NULL ? (const Object *)live->rec : live->owner,
        desired->owner == NULL ? (const Object *)desired->rec : desired->owner,
    };
    int alike = fields_alike(matcher, &scope, live->rec, desired->rec);

    for (size_t i = 0; i < live->rec->type->count; i++)
        if (live->rec->type->fields[i].differs == D_CHILDREN)
            alike += parts_alike(live->rec, desired->rec, &live->rec->type->fields[i]);
    return alike;
}
