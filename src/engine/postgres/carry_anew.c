/* Which live types the server can't bring to the desired ones in place. */
#include "engine/postgres/carry.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/type_shape.h"

bool carry_is_type(const Record *rec)
{
    return rec != NULL && (type_is_data_type(rec->type) || rec->type == &collation_type);
}

static bool is_stored(const Model *model, const Object *type)
{
    for (size_t i = 0; i < model->edges.len; i++) {
        const Object *user = model->edges.items[i].from;
        if (model->edges.items[i].to == type &&
            (user->rec.type == &table_type || type_is_data_type(user->rec.type)))
            return true;
    }
    return false;
}

static bool any_differs(const Record *live, const Record *desired, const char *but)
{
    for (size_t i = 0; i < live->type->count; i++) {
        const Field *field = &live->type->fields[i];
        if (field->differs != D_KEY && field->differs != D_IGNORE && field->id != FIELD_COMMENT &&
            !str_is(str_from(field->key), but) && !record_field_equal(field, live, desired))
            return true;
    }
    return false;
}

/* Whether values lie in arrays, rows or ranges of the type: there the server checks none. */
static bool is_contained(Arena *arena, const Model *model, const Object *type)
{
    Str array = sql_text(arena, &pg_quoting, EX(type->name), RAW("[]"));
    Str quoted = sql_text(arena, &pg_quoting, ID(type->name), RAW("[]"));

    for (size_t i = 0; i < model->edges.len; i++) {
        const Object *user = model->edges.items[i].from;
        const Table *table = (const Table *)user;
        if (model->edges.items[i].to != type)
            continue;
        if (user->rec.type == &composite_type || user->rec.type == &range_type)
            return true;
        for (size_t k = 0; user->rec.type == &table_type && k < table->columns.len; k++)
            if (str_ends(table->columns.items[k]->type, array) ||
                str_ends(table->columns.items[k]->type, quoted))
                return true;
    }
    return false;
}

/* Whether some values of the live domain are to be none of the desired one. */
static bool is_narrowed(const Pair *pair)
{
    const Domain *live = (const Domain *)pair->live, *desired = (const Domain *)pair->desired;

    if (!live->is_not_null && desired->is_not_null)
        return true;
    for (size_t i = 0; i < pair->children.len; i++) {
        const Check *before = (const Check *)pair->children.items[i]->live;
        const Check *after = (const Check *)pair->children.items[i]->desired;
        if (after != NULL && !sparse_bool(&after->rec, FIELD_NOT_VALID) &&
            (before == NULL || !str_eq(before->expression, after->expression) ||
             sparse_bool(&before->rec, FIELD_NOT_VALID)))
            return true;
    }
    return false;
}

static bool domain_is_made_anew(Arena *arena, const Model *model, const Pair *pair)
{
    return !str_eq(((const Domain *)pair->live)->type, ((const Domain *)pair->desired)->type) ||
           !str_eq(sparse_str(pair->live, FIELD_COLUMN_COLLATION),
                   sparse_str(pair->desired, FIELD_COLUMN_COLLATION)) ||
           (is_narrowed(pair) && is_contained(arena, model, (const Object *)pair->live));
}

/* The server changes no type that a table is made of, but with all such tables at once, whatever
 * else is to happen to them. */
static bool is_type_of_table(Arena *arena, const Model *model, const Object *type)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    pg_put_plain_name(&sb, type->schema);
    sb_putc(&sb, '.');
    pg_put_plain_name(&sb, type->name);
    name = sb_finish(&sb, arena);
    for (size_t i = 0; i < model->edges.len; i++) {
        const Object *user = model->edges.items[i].from;
        if (model->edges.items[i].to == type && user->rec.type == &table_type &&
            str_eq(sparse_str(&user->rec, FIELD_TABLE_OF_TYPE), name))
            return true;
    }
    return false;
}

static bool composite_is_made_anew(Arena *arena, const Model *model, const Pair *pair)
{
    const CompositeType *live = (const CompositeType *)pair->live;
    const CompositeType *desired = (const CompositeType *)pair->desired;

    if (!pg_composite_keeps_order(live, desired))
        return true;
    if (pg_composite_retypes(live, desired))
        return is_stored(model, &live->obj);
    return !pg_composite_same_attributes(live, desired) &&
           is_type_of_table(arena, model, &live->obj);
}

bool carry_is_made_anew(Arena *arena, const Model *model, const Pair *pair)
{
    if (!carry_is_type(pair->live) || pair->desired == NULL)
        return false;
    if (pair->live->type == &enum_type)
        return !pg_enum_grows((const EnumType *)pair->live, (const EnumType *)pair->desired);
    if (pair->live->type == &domain_type)
        return domain_is_made_anew(arena, model, pair);
    if (pair->live->type == &composite_type)
        return composite_is_made_anew(arena, model, pair);
    return any_differs(pair->live, pair->desired,
                       pair->live->type == &range_type ? "MultirangeName" : "");
}

/* Whether another range type is to have the multirange type of this one by its name. */
static bool gives_multirange_up(Arena *arena, const Model *desired, const Object *live)
{
    Str name = pg_multirange_of(arena, live);

    for (size_t i = 0; i < desired->objects.len; i++) {
        const Object *object = desired->objects.items[i];
        if (object->rec.type == &range_type && str_eq(object->schema, live->schema) &&
            str_eq(pg_multirange_of(arena, object), name))
            return true;
    }
    return false;
}

bool carry_gives_way(Arena *arena, const Model *desired, const Pair *pair)
{
    static const RecordKind kinds[] = {REC_ENUM, REC_DOMAIN, REC_COMPOSITE, REC_RANGE};
    const Object *live = (const Object *)pair->live;

    if (live == NULL || pair->desired != NULL || !type_is_data_type(live->rec.type))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (model_find(desired, kinds[i], live->schema, live->name) != NULL)
            return true;
    return live->rec.type == &range_type && gives_multirange_up(arena, desired, live);
}

typedef VEC(const Object *) ObjectVec;

static void note_name(Arena *arena, StrVec *names, const Object *type)
{
    vec_push(arena, names, type->name);
    if (type->rec.type == &range_type)
        vec_push(arena, names, pg_multirange_of(arena, type));
}

/* Whether a live type is made of one of those. */
static bool is_made_of(const Model *model, const Object *type, const ObjectVec *anew)
{
    for (size_t i = 0; i < model->edges.len; i++)
        for (size_t k = 0; model->edges.items[i].from == type && k < anew->len; k++)
            if (model->edges.items[i].to == anew->items[k])
                return true;
    return false;
}

static bool is_one_of(const ObjectVec *list, const Object *object)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->items[i] == object)
            return true;
    return false;
}

StrVec pg_names_made_anew(Arena *arena, const Pairs *pairs)
{
    StrVec names = {0};
    ObjectVec anew = {0};
    size_t before = SIZE_MAX;

    while (anew.len != before) {
        before = anew.len;
        for (size_t i = 0; i < pairs->objects.len; i++) {
            const Pair *pair = pairs->objects.items[i];
            const Object *live = (const Object *)pair->live;
            if (!carry_is_type(pair->live) || is_one_of(&anew, live) ||
                (!carry_is_made_anew(arena, pairs->live, pair) &&
                 !carry_gives_way(arena, pairs->desired, pair) &&
                 !is_made_of(pairs->live, live, &anew)))
                continue;
            vec_push(arena, &anew, live);
            note_name(arena, &names, live);
        }
    }
    return names;
}
