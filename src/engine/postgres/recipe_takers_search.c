/* Recipes: what a change takes along, found from the live edges. */
#include "engine/postgres/recipe_takers.h"

#include "engine/postgres/carry_types.h"
#include "engine/postgres/scan.h"

Str takers_key(const void *const *address)
{
    return (Str){(const char *)address, sizeof *address};
}

static bool has(const Taker *taker, const Object *of, const Record *part)
{
    for (size_t i = 0; i < taker->list.len; i++)
        if (taker->list.items[i].of == of && taker->list.items[i].part == part)
            return true;
    return false;
}

static void push(TakerSearch *search, const Object *of, const Record *part)
{
    Taken taken = {.of = of, .part = part};

    if (!has(search->taker, of, part))
        vec_push(search->input->arena, &search->taker->list, taken);
}

/* SET EXPRESSION, 17 and later. */
bool taken_keeps_column(const RecipeInput *input, const Object *of, const Column *column)
{
    const ChangeGroup *group = changes_group_of(input->changes, of);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &column->rec);

    return input->version >= 170000 && column->is_nullable &&
           (change == NULL ||
            (!change_has(change, "DataType") && !change_has(change, "Collation") &&
             !change_has(change, "Nullable")));
}

/* Whether it outlives a dropped thing: what goes too, goes before it. */
static bool stays(const TakerSearch *search, const Object *of)
{
    const ChangeGroup *group = changes_group_of(search->input->changes, of);

    return search->taker->change->desired != NULL || group == NULL || group->desired != NULL;
}

/* Foreign keys onto a key go before it. */
static void push_holders(TakerSearch *search, const Table *parent, const Index *index)
{
    const Model *live = search->input->changes->live;

    for (size_t i = 0; index_is_unique(index) && i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        if (table->obj.rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->foreign_keys.len; k++) {
            if (!recipe_rests_on(table->foreign_keys.items[k], parent, index))
                continue;
            if (stays(search, &table->obj))
                push(search, &table->obj, &table->foreign_keys.items[k]->rec);
            else
                vec_push(search->input->arena, &search->taker->gone, &table->obj);
        }
    }
}

/* What reads a generated column goes before it. */
static void take_column(TakerSearch *search, const Table *table, const Column *column)
{
    Arena *arena = search->input->arena;

    for (size_t i = 0; i < table->indexes.len; i++)
        if (recipe_uses_column(arena, table->indexes.items[i], column->name)) {
            push_holders(search, table, table->indexes.items[i]);
            push(search, &table->obj, &table->indexes.items[i]->rec);
        }
    for (size_t i = 0; i < table->checks.len; i++)
        if (pg_scan_mentions(arena, table->checks.items[i]->expression, column->name))
            push(search, &table->obj, &table->checks.items[i]->rec);
    for (size_t i = 0; i < table->exclusions.len; i++)
        if (recipe_uses_column(arena, pg_exclusion_index(arena, table->exclusions.items[i]),
                               column->name))
            push(search, &table->obj, &table->exclusions.items[i]->rec);
    for (size_t i = 0; i < table->statistics.len; i++) {
        Index keys = {.keys = table->statistics.items[i]->keys};
        if (recipe_uses_column(arena, &keys, column->name))
            push(search, &table->obj, &table->statistics.items[i]->rec);
    }
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        if (strs_has(&table->foreign_keys.items[i]->columns, column->name))
            push(search, &table->obj, &table->foreign_keys.items[i]->rec);
    takers_collect(search, &table->obj, column->name);
}

void takers_take_rows(TakerSearch *search, const Table *table, const Column *column)
{
    if (recipe_is_generated(column)) {
        takers_take_part(search, &table->obj, &column->rec);
        return;
    }
    take_column(search, table, column);
    push(search, &table->obj, &column->rec);
    for (size_t i = 0; i < search->taker->list.len; i++)
        if (search->taker->list.items[i].part == &column->rec)
            search->taker->list.items[i].is_rows = true;
}

/* Whether the plan makes plain what is generated: its values stay then, and its own piece does it.
 */
static bool becomes_plain(const TakerSearch *search, const Object *of, const Column *column)
{
    const ChangeGroup *group = changes_group_of(search->input->changes, of);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &column->rec);

    return change != NULL && change->desired != NULL &&
           sparse_str(change->desired, FIELD_COLUMN_GENERATION).len == 0;
}

void takers_take_part(TakerSearch *search, const Object *of, const Record *part)
{
    const Column *column = (const Column *)part;

    if (has(search->taker, of, part) || pg_parked_name(of).len > 0)
        return; /* a type that changes over by itself takes its checks with it */
    if (part->type == &column_type && recipe_is_generated(column)) {
        if (becomes_plain(search, of, column))
            return;
        if (!taken_keeps_column(search->input, of, column))
            take_column(search, (const Table *)of, column);
    }
    push(search, of, part);
}

/* Whether it is the table that another one takes the place of, or a partition of that: its parts go
 * with it, and the new ones come with their own. */
static bool gives_way(const TakerSearch *search, const Object *of)
{
    const Taker *taker = search->taker;
    const Table *table = (const Table *)of;

    if (taker->change != recipe_repartition_of(search->input, taker->group) &&
        !recipe_changes_server(taker->group, taker->change))
        return false;
    while (table->obj.rec.type == &table_type && &table->obj != taker->group->live) {
        PgTables parents = {0};
        if (pg_is_partition(table))
            parents = pg_family_parents(search->input->arena, search->input->changes->live, table);
        if (parents.len == 0)
            return false;
        table = parents.items[0];
    }
    return &table->obj == taker->group->live;
}

static void note_outsider(const TakerSearch *search, const Object *used, Str column)
{
    const MapEntries *users = sparse_map(&used->rec, FIELD_OUTSIDE_USERS);

    for (size_t i = 0; i < users->len && search->taker->outsider.len == 0; i++)
        if (column.len == 0 || str_eq(users->items[i].value, column))
            search->taker->outsider = users->items[i].name;
}

/* Of all that a domain has, its checks are parts. */
static bool is_default_of_domain(const Edge *edge)
{
    return edge->from->rec.type == &domain_type && type_is_definition(edge->to->rec.type) &&
           ((const Domain *)edge->from)->dflt.len > 0;
}

void takers_collect(TakerSearch *search, const Object *used, Str column)
{
    const TakerEdges *edges = map_get(search->by_used, takers_key((const void *const *)&used));

    note_outsider(search, used, column);
    for (size_t i = 0; edges != NULL && i < edges->len; i++) {
        const Edge *edge = edges->items[i];
        if (edge->is_parent) /* its column changes, too, or it goes along */
            takers_collect(search, edge->from, column);
        if (column.len > 0 && !str_eq(edge->column, column))
            continue;
        if (!stays(search, edge->from) &&
            (used == search->taker->group->live || !type_is_definition(edge->from->rec.type)))
            continue; /* what uses something that comes back is in its way, too */
        if (edge->part != NULL && gives_way(search, edge->from))
            continue;
        if (edge->part != NULL) {
            takers_take_part(search, edge->from, edge->part);
        } else if (is_default_of_domain(edge)) {
            takers_take_part(search, edge->from, &edge->from->rec);
        } else if (type_is_definition(edge->from->rec.type) &&
                   !has(search->taker, edge->from, NULL) &&
                   edge->from != search->taker->group->live) {
            takers_collect(search, edge->from, STR_ABSENT);
            push(search, edge->from, NULL);
        }
    }
}

void takers_collect_generated(TakerSearch *search, const Table *table, Str column)
{
    const ChangeGroup *group = search->taker->group;

    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *other = table->columns.items[i];
        const Change *change = recipe_change_of(group, &other->rec);
        if (change != NULL && change->kind == CHANGE_DROP)
            continue; /* goes before, and what uses it before that */
        if (pg_scan_mentions(search->input->arena, sparse_str(&other->rec, FIELD_COLUMN_GENERATION),
                             column))
            takers_collect(search, &table->obj, other->name);
    }
}

static bool comes_first(const Object *a, const Object *b)
{
    int order = str_cmp(a->schema, b->schema);

    return order < 0 || (order == 0 && str_cmp(a->name, b->name) < 0);
}

/* A default of a column that is dropped: the routine may read that column. */
static bool part_goes(const TakerSearch *search, const Edge *edge)
{
    const ChangeGroup *group = changes_group_of(search->input->changes, edge->from);
    const Change *change = group == NULL || edge->part->type != &column_type
                               ? NULL
                               : recipe_change_of(group, edge->part);

    return change != NULL && change->kind == CHANGE_DROP &&
           !recipe_is_generated((const Column *)edge->part);
}

void takers_collect_going(TakerSearch *search, const Object *used)
{
    const TakerEdges *edges = map_get(search->by_used, takers_key((const void *const *)&used));

    for (size_t i = 0; edges != NULL && i < edges->len; i++) {
        const Edge *edge = edges->items[i];
        if (edge->part != NULL && (!stays(search, edge->from) || part_goes(search, edge)) &&
            (used->rec.type != &table_type ||
             (edge->part->type == &policy_type && comes_first(used, edge->from))) &&
            recipe_leads_back(search->input, true, used, edge->from))
            push(search, edge->from, edge->part);
    }
}
