/* Live texts as they will be: renamed types by their new names, types that are made anew by the
 * names under which the old ones wait to be dropped. */
#include "engine/postgres/carry.h"

#include "base/hash.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/pure.h"
#include "model/label.h"
#include "model/temporary.h"

Str pg_parked_name(const Object *live)
{
    return live == NULL ? STR_ABSENT : sparse_str(&live->rec, FIELD_PARKED_NAME);
}

Str pg_multirange_of(Arena *arena, const Object *range)
{
    Str name = sparse_str(&range->rec, FIELD_RANGE_MULTIRANGE);

    return name.len > 0 ? name : pg_multirange_name(arena, range->name);
}

Str pg_parked_multirange_name(Arena *arena, const Object *live)
{
    return arena_printf(arena, "%.*s_m", STR_ARG(pg_parked_name(live)));
}

/* ---- renames ---- */

static bool is_same_definition(const Pair *gone, const Pair *come)
{
    const Object *live = (const Object *)gone->live, *desired = (const Object *)come->desired;

    return come->live == NULL && desired->rec.type == live->rec.type &&
           str_eq(desired->schema, live->schema) && str_eq(desired->name, live->name);
}

/* A routine is found by the types of its arguments: under their new names it is the desired one. */
static void match_again(const Carry *carry)
{
    PairVec *pairs = &carry->pairs->objects;
    size_t kept = 0;

    for (size_t i = 0; i < pairs->len; i++) {
        Pair *gone = pairs->items[i];
        bool is_carried = gone->live != NULL && gone->desired == NULL &&
                          type_is_definition(gone->live->type) &&
                          sparse_strs(gone->live, FIELD_CARRIED_TYPES)->len > 0;
        for (size_t k = 0; k < pairs->len && is_carried; k++)
            if (pairs->items[k]->desired != NULL && is_same_definition(gone, pairs->items[k])) {
                pairs->items[k]->live = gone->live;
                gone->live = NULL;
                is_carried = false;
            }
    }
    for (size_t i = 0; i < pairs->len; i++)
        if (pairs->items[i]->live != NULL || pairs->items[i]->desired != NULL)
            pairs->items[kept++] = pairs->items[i];
    pairs->len = kept;
}

static void carry_type(Carry *carry, const Pair *pair)
{
    const Object *live = (const Object *)pair->live, *desired = (const Object *)pair->desired;
    Carried carried = {.schema = live->schema,
                       .name = live->name,
                       .to_schema = desired->schema,
                       .to_name = desired->name,
                       .live = live};

    if (pair->is_renamed)
        vec_push(carry->arena, &carry->names, carried);
    if (live->rec.type != &range_type || carry_is_made_anew(carry->arena, carry->pairs->live, pair))
        return; /* or its multirange type steps aside with it, below */
    carried.name = pg_multirange_of(carry->arena, live);
    carried.to_name = pg_multirange_of(carry->arena, desired);
    if (!str_eq(carried.name, carried.to_name) || !str_eq(carried.schema, carried.to_schema))
        vec_push(carry->arena, &carry->names, carried);
}

/* Its objects move along. */
static void carry_extension(Carry *carry, const Pair *pair)
{
    Carried carried = {.schema = sparse_str(pair->live, FIELD_EXTENSION_SCHEMA),
                       .to_schema = sparse_str(pair->desired, FIELD_EXTENSION_SCHEMA),
                       .live = (const Object *)pair->live};

    if (carried.to_schema.len > 0 && !str_eq(carried.schema, carried.to_schema))
        vec_push(carry->arena, &carry->names, carried);
}

static void carry_renames(Pairs *pairs)
{
    Carry carry = {.pairs = pairs, .arena = &pairs->live->arena};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->live == NULL || pair->desired == NULL)
            continue;
        if (carry_is_type(pair->live))
            carry_type(&carry, pair);
        else if (pair->live->type == &extension_type)
            carry_extension(&carry, pair);
    }
    carry_rewrite_model(&carry);
    match_again(&carry);
}

/* ---- types that are made anew ---- */

static bool is_used_by(const Model *model, const Object *type, const Object *user)
{
    for (size_t i = 0; i < model->edges.len; i++)
        if (model->edges.items[i].to == type && model->edges.items[i].from == user)
            return true;
    return false;
}

static void park(Carry *carry, const Pair *pair)
{
    const Object *live = (const Object *)pair->live;
    const Object *desired = pair->desired == NULL ? live : (const Object *)pair->desired;
    Str content =
        arena_printf(carry->arena, "%.*s %.*s", STR_ARG(label_object(carry->arena, desired)),
                     STR_ARG(object_fingerprint(carry->arena, live)));
    Carried carried = {.live = live,
                       .schema = desired->schema,
                       .name = desired->name,
                       .to_schema = desired->schema};

    carried.to_name = arena_printf(carry->arena, TEMPORARY_PREFIX "%.12s",
                                   hash_hex(carry->arena, hash_of(content)).ptr);
    carry_remember(carry, (Object *)pair->live);
    sparse_set_str(carry->arena, pair->live, FIELD_PARKED_NAME, carried.to_name);
    vec_push(carry->arena, &carry->names, carried);
    if (live->rec.type != &range_type)
        return;
    carried.schema = live->schema; /* not renamed with it */
    carried.name = pg_multirange_of(carry->arena, live);
    carried.to_name = pg_parked_multirange_name(carry->arena, live);
    vec_push(carry->arena, &carry->names, carried);
}

static bool uses_parked(const Carry *carry, const Pair *pair)
{
    for (size_t i = 0; i < carry->names.len; i++)
        if (is_used_by(carry->pairs->live, carry->names.items[i].live, (const Object *)pair->live))
            return true;
    return false;
}

/* What is made of a type that is made anew is made anew with it. */
static void park_all(Carry *carry)
{
    const PairVec *pairs = &carry->pairs->objects;
    bool found = true;

    for (size_t i = 0; i < pairs->len; i++)
        if (carry_is_made_anew(carry->arena, carry->pairs->live, pairs->items[i]) ||
            carry_gives_way(carry->arena, carry->pairs->desired, pairs->items[i]))
            park(carry, pairs->items[i]);
    while (found) {
        found = false;
        for (size_t i = 0; i < pairs->len; i++) {
            const Pair *pair = pairs->items[i];
            if (carry_is_type(pair->live) && pair->desired != NULL &&
                pg_parked_name((const Object *)pair->live).len == 0 && uses_parked(carry, pair)) {
                park(carry, pair);
                found = true;
            }
        }
    }
}

/* Whether a live edge leads to what changes over: an object, or the column of a table. */
static bool is_to_user(const Carry *carry, const Edge *edge)
{
    const Column *column = NULL;

    if (map_get(&carry->users, carry_address_of(carry, edge->to)) == NULL)
        return false;
    if (edge->column.len > 0 && edge->to->rec.type == &table_type)
        column = table_column((const Table *)edge->to, edge->column);
    return column == NULL || str_contains(column->type, STR(TEMPORARY_PREFIX));
}

static bool is_swept(const Carry *carry, const Object *object)
{
    const Model *live = carry->pairs->live;

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].from == object && is_to_user(carry, &live->edges.items[i]))
            return true;
    return false;
}

/* Views and routines that depend on what changes over are made again once, when all of it has:
 * before, half of what they read has the old type. For that their texts have to differ. */
static void mark_dependents(Carry *carry)
{
    const Model *live = carry->pairs->live;
    bool found = true;

    while (found) {
        found = false;
        for (size_t i = 0; i < live->objects.len; i++) {
            Object *object = live->objects.items[i];
            Definition *definition = (Definition *)object;
            if (!type_is_definition(object->rec.type) ||
                map_get(&carry->users, carry_address_of(carry, object)) != NULL ||
                !is_swept(carry, object))
                continue;
            (void)map_put(carry->arena, &carry->users, carry_address_of(carry, object),
                          carry->arena);
            carry_remember(carry, object);
            definition->text = arena_printf(carry->arena, "%.*s\n", STR_ARG(definition->text));
            found = true;
        }
    }
}

/* Whether an earlier plan has made it step aside, and was cut off before it could drop it. */
static bool is_left_over(const Carry *carry, const Object *live)
{
    return carry_is_type(&live->rec) && str_starts(live->name, STR(TEMPORARY_PREFIX)) &&
           model_find(carry->pairs->desired, live->rec.type->kind, live->schema, live->name) ==
               NULL;
}

/* Such a type, and what holds its values: views and routines over it are marked by that. */
static void note_left_over(Carry *carry)
{
    const Model *live = carry->pairs->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        if (!is_left_over(carry, edge->to))
            continue;
        (void)map_put(carry->arena, &carry->users, carry_address_of(carry, edge->to), carry->arena);
        if (!type_is_definition(edge->from->rec.type))
            (void)map_put(carry->arena, &carry->users, carry_address_of(carry, edge->from),
                          carry->arena);
    }
}

/* Whether a live table is partitioned by what the routine gives. */
static bool is_in_partition_key(const Model *live, const Object *routine)
{
    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        if (edge->to == routine && edge->part == NULL && edge->from->rec.type == &table_type &&
            str_contains(sparse_str(&edge->from->rec, FIELD_TABLE_PARTITION_BY),
                         object_bare_name(routine)))
            return true;
    }
    return false;
}

/* A routine with other types of arguments is another one. Where a table can't do without either,
 * the new one comes, the table is made anew, and only then the old one goes. */
static void part_from_keys(Carry *carry)
{
    PairVec *pairs = &carry->pairs->objects;

    for (size_t i = 0, count = pairs->len; i < count; i++) {
        Pair *pair = pairs->items[i], *come;
        if (pair->live == NULL || pair->desired == NULL || !type_is_definition(pair->live->type) ||
            str_eq(record_name(pair->live), record_name(pair->desired)) ||
            !str_contains(record_name(pair->live), STR(TEMPORARY_PREFIX)) ||
            !is_in_partition_key(carry->pairs->live, (const Object *)pair->live))
            continue;
        come = ARENA_NEW(carry->arena, Pair);
        *come = (Pair){.desired = pair->desired};
        pair->desired = NULL;
        vec_push(carry->arena, pairs, come);
    }
}

void pg_carry_types(Pairs *pairs)
{
    Carry carry = {.pairs = pairs, .arena = &pairs->live->arena};

    carry_renames(pairs);
    park_all(&carry);
    note_left_over(&carry);
    carry_rewrite_model(&carry);
    if (carry.users.len > 0)
        mark_dependents(&carry);
    part_from_keys(&carry);
}
