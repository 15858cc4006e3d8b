/* Recipes: who takes what along.
 *
 * The server refuses to change the type of a column that a view, rule, trigger or parsed routine
 * uses, and to drop what others use. All of it is found once for a plan, from the live edges. */
#include "engine/postgres/recipe_takers.h"

#include "engine/postgres/carry_types.h"
#include "engine/postgres/scan.h"
#include "model/label.h"

typedef VEC(Taker *) TakerVec;

struct Takers {
    Map by_used; /* address of a live object -> TakerEdges of those that use it */
    Map last;    /* address of what is taken -> the last Taker */
    Map by_change;
    Map made;    /* schema and bare name of an object that the plan creates -> its ChangeGroup */
    Map times;   /* address of what is taken -> Times */
    Map indexes; /* label of an index of a table that the plan creates -> the ChangeGroup of that */
    TakerVec list;
};

static Str kept_key(Arena *arena, const void *address)
{
    const void **kept = ARENA_NEW(arena, const void *);

    *kept = address;
    return takers_key(kept);
}

/* By what others call it: a routine without its arguments. */
static Str name_key(Arena *arena, const Object *object)
{
    return arena_printf(arena, "%zu %.*s %.*s", object->schema.len, STR_ARG(object->schema),
                        STR_ARG(object_bare_name(object)));
}

static bool is_called(const Object *object)
{
    return object->rec.type != &schema_type && object->rec.type != &trigger_type &&
           object->rec.type != &rule_type;
}

/* Whether others of its bare name may stand beside it. */
static bool is_overloaded(const Object *object)
{
    return object->rec.type == &function_type || object->rec.type == &procedure_type ||
           object->rec.type == &aggregate_type || object->rec.type == &operator_type;
}

/* Whether one can only come when the other has gone. */
static bool shares_name(const Object *going, const Object *coming)
{
    if (is_overloaded(going) != is_overloaded(coming))
        return false;
    return !is_overloaded(going) || str_eq(going->name, coming->name);
}

/* The new table that takes the name of an index of one that goes, and so can't come before. */
static const ChangeGroup *heir_of_indexes(const RecipeInput *input, const struct Takers *takers,
                                          const Object *going)
{
    const Table *table = (const Table *)going;
    const ChangeGroup *heir = NULL;

    for (size_t i = 0; going->rec.type == &table_type && heir == NULL && i < table->indexes.len;
         i++)
        heir = map_get(&takers->indexes,
                       label_name(input->arena, going->schema, table->indexes.items[i]->name));
    return heir;
}

static bool is_virtual(const Record *column)
{
    return str_is(sparse_str(column, FIELD_COLUMN_GENERATED), "VIRTUAL");
}

/* As recipe_generated.c does it. */
static bool column_is_made_anew(const RecipeInput *input, const Change *change)
{
    bool was = recipe_is_generated((const Column *)change->live);
    bool will = recipe_is_generated((const Column *)change->desired);

    if (change_has(change, "DataType") || change_has(change, "Collation"))
        return true;
    if (was != will)
        return will || is_virtual(change->live);
    return was && (is_virtual(change->live) != is_virtual(change->desired) ||
                   (change_has(change, "GenerationExpression") && input->version < 170000));
}

/* Whether a change makes its object, or its column, anew in the server's eyes; or drops an object
 * whose name another one of the plan then has (`*heir`), so that what used the one uses the
 * other. */
static bool makes_anew(const RecipeInput *input, const struct Takers *takers,
                       const ChangeGroup *group, const Change *change, Str *column,
                       const ChangeGroup **heir)
{
    Arena scratch = {0};
    bool is_object = change->live != NULL && group->live != NULL &&
                     change->live == &group->live->rec && is_called(group->live);

    *column = STR_ABSENT;
    *heir = NULL;
    if (change->live == NULL)
        return false;
    if (recipe_repartition_of(input, group) != NULL) /* one piece does all of it */
        return change == recipe_repartition_of(input, group);
    if (change->desired == NULL) {
        if (is_object && pg_parked_name(group->live).len == 0) /* that changes over by itself */
            *heir = map_get(&takers->made, name_key(&scratch, group->live));
        if (*heir != NULL && type_is_data_type(change->live->type) &&
            change->live->type != &composite_type && /* a table's rows are of one, too */
            (*heir)->desired->rec.type != change->live->type)
            *heir = NULL; /* what used the type has changed over to another by then */
        if (is_object && *heir == NULL)
            *heir = heir_of_indexes(input, takers, group->live);
        arena_free(&scratch);
        return *heir != NULL || (is_object && (type_is_definition(change->live->type) ||
                                               change->live->type == &table_type));
    }
    if (change->live->type == &column_type) {
        *column = record_name(change->live);
        return column_is_made_anew(input, change);
    }
    if (recipe_changes_server(group, change))
        return true;
    if (type_is_definition(change->live->type))
        return (change_has(change, "Definition") || change_has(change, "Kind")) &&
               !recipe_definition_stays(input, (const Definition *)group->live,
                                        (const Definition *)group->desired);
    return is_object && change->kind == CHANGE_RECREATE;
}

static void note_edges(const RecipeInput *input, struct Takers *takers)
{
    const Model *live = input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        TakerEdges *list = map_get(&takers->by_used, takers_key((const void *const *)&edge->to));
        if (list == NULL) {
            list = ARENA_NEW(input->arena, TakerEdges);
            (void)map_put(input->arena, &takers->by_used, kept_key(input->arena, edge->to), list);
        }
        vec_push(input->arena, list, edge);
    }
}

static void note_made_indexes(const RecipeInput *input, struct Takers *takers, ChangeGroup *group)
{
    const Table *table = (const Table *)group->desired;

    for (size_t i = 0; group->desired->rec.type == &table_type && i < table->indexes.len; i++)
        (void)map_put(input->arena, &takers->indexes,
                      label_name(input->arena, table->obj.schema, table->indexes.items[i]->name),
                      group);
}

static void note_made(const RecipeInput *input, struct Takers *takers)
{
    for (size_t i = 0; i < input->changes->groups.len; i++) {
        ChangeGroup *group = input->changes->groups.items[i];
        if (group->live != NULL || !is_called(group->desired))
            continue;
        (void)map_put(input->arena, &takers->made, name_key(input->arena, group->desired), group);
        note_made_indexes(input, takers, group);
    }
}

static void note_last(const RecipeInput *input, struct Takers *takers, Taker *taker)
{
    for (size_t i = 0; i < taker->list.len; i++) {
        const Taken *taken = &taker->list.items[i];
        const Record *rec = taken->part != NULL ? taken->part : &taken->of->rec;
        (void)map_put(input->arena, &takers->last, kept_key(input->arena, rec), taker);
    }
}

static void note_taken(const RecipeInput *input, struct Takers *takers, Taker *taker)
{
    taker->number = takers->list.len;
    vec_push(input->arena, &takers->list, taker);
    (void)map_put(input->arena, &takers->by_change, kept_key(input->arena, taker->change), taker);
    note_last(input, takers, taker);
}

/* Changes that take something along, before they have their order. */
typedef struct Found {
    TakerVec list;
    Map by_live; /* address of what goes or changes -> its Taker, whose number is the place */
} Found;

static void note_found(const RecipeInput *input, Found *found, Taker *taker)
{
    taker->number = found->list.len;
    vec_push(input->arena, &found->list, taker);
    (void)map_put(input->arena, &found->by_live, kept_key(input->arena, taker->change->live),
                  taker);
}

/* What uses something that goes, and goes or changes too, does so before it: the last of two that
 * take the same is the one that is used. */
static void note_in_order(const RecipeInput *input, struct Takers *takers, Found *found, size_t at)
{
    Taker *taker = found->list.items[at];
    const TakerEdges *edges = NULL;

    if (taker == NULL)
        return;
    found->list.items[at] = NULL;
    if (taker->change->desired == NULL)
        edges = map_get(&takers->by_used, takers_key((const void *const *)&taker->change->live));
    for (size_t i = 0; edges != NULL && i < edges->len; i++) {
        const Edge *edge = edges->items[i];
        const void *address = edge->part != NULL ? (const void *)edge->part : edge->from;
        const Taker *user = map_get(&found->by_live, takers_key(&address));
        if (user != NULL && user->number < found->list.len &&
            found->list.items[user->number] == user)
            note_in_order(input, takers, found, user->number);
    }
    note_taken(input, takers, taker);
}

/* A definition that is taken itself has no piece of its own: who takes it takes what uses it, too,
 * and brings that back. */
static void leave_out_carried(const RecipeInput *input, struct Takers *takers)
{
    Map any = takers->last;

    takers->last = (Map){0};
    for (size_t i = 0; i < takers->list.len; i++) {
        Taker *taker = takers->list.items[i];
        const Record *live = &taker->group->live->rec;
        if (taker->change->desired == NULL || !type_is_definition(live->type) ||
            map_get(&any, takers_key((const void *const *)&live)) == NULL)
            note_last(input, takers, taker);
    }
}

/* How often something is taken. */
typedef struct Times {
    size_t count;
    bool is_by_drop; /* once by what goes: it then uses another of that name */
    bool is_carried; /* once by what changes over to a type that is made anew */
} Times;

static void count_times(const RecipeInput *input, struct Takers *takers, const Taker *taker)
{
    for (size_t i = 0; i < taker->list.len; i++) {
        const Taken *taken = &taker->list.items[i];
        const Record *rec = taken->part != NULL ? taken->part : &taken->of->rec;
        Times *times = map_get(&takers->times, takers_key((const void *const *)&rec));
        if (times == NULL) {
            times = ARENA_NEW(input->arena, Times);
            (void)map_put(input->arena, &takers->times, kept_key(input->arena, rec), times);
        }
        times->count++;
        times->is_by_drop = times->is_by_drop || taker->change->desired == NULL;
        times->is_carried = times->is_carried ||
                            sparse_strs(&taker->group->live->rec, FIELD_CARRIED_TYPES)->len > 0;
    }
}

/* Its text may be as it was, and mean another thing when all of them are done. */
static bool turns_to_another(const struct Takers *takers, const Taken *taken)
{
    const Record *rec = taken->part != NULL ? taken->part : &taken->of->rec;
    const Times *times = map_get(&takers->times, takers_key((const void *const *)&rec));

    return times != NULL && times->count > 1 && (times->is_by_drop || times->is_carried);
}

static bool is_redefined(const RecipeInput *input, const Taken *taken)
{
    const ChangeGroup *group = changes_group_of(input->changes, taken->of);
    const Change *change;

    if (group == NULL || group->desired == NULL)
        return false;
    change = recipe_change_of(group, taken->part);
    return taken->part == NULL || (change != NULL && change->desired != NULL);
}

static Taken *find_taken(Taker *taker, const Object *of, const Record *part)
{
    for (size_t i = 0; i < taker->list.len; i++)
        if (taker->list.items[i].of == of && taker->list.items[i].part == part)
            return &taker->list.items[i];
    return NULL;
}

/* Whether it goes and comes back with a generated column of the list: a part of the table that may
 * read it, or a user of it. */
static bool follows_column(const Taken *user, const Edge *edge, const Taken *column)
{
    if (column->part == NULL || column->part->type != &column_type)
        return false;
    if (user->of == column->of && user->part != NULL)
        return user->part->type != &column_type;
    return edge != NULL && str_eq(edge->column, record_name(column->part));
}

/* Users stand before what they use, so that one pass from the end finds all of them. */
static void mark_waiting(const RecipeInput *input, struct Takers *takers, Taker *taker)
{
    for (size_t i = taker->list.len; i-- > 0;) {
        Taken *taken = &taker->list.items[i];
        const TakerEdges *edges =
            map_get(&takers->by_used, takers_key((const void *const *)&taken->of));
        taken->waits =
            taken->waits || is_redefined(input, taken) || turns_to_another(takers, taken);
        for (size_t k = 0; taken->waits && edges != NULL && k < edges->len; k++) {
            const Edge *edge = edges->items[k];
            Taken *user = find_taken(taker, edge->from, edge->part);
            if (user != NULL && (taken->part == NULL || follows_column(user, edge, taken)))
                user->waits = true;
        }
        for (size_t k = 0; taken->waits && k < i; k++)
            if (follows_column(&taker->list.items[k], NULL, taken))
                taker->list.items[k].waits = true;
    }
}

static void note_behind(const RecipeInput *input, struct Takers *takers, const Taker *taker)
{
    for (size_t i = 0; i < taker->list.len; i++) {
        const Taken *taken = &taker->list.items[i];
        const Record *rec = taken->part != NULL ? taken->part : &taken->of->rec;
        Taker *last = map_get(&takers->last, takers_key((const void *const *)&rec));
        if (taken->waits && last != NULL && last != taker &&
            (last->behind.len == 0 || vec_last(&last->behind) != taker->number))
            vec_push(input->arena, &last->behind, taker->number);
    }
}

static bool is_taken(const struct Takers *takers, const Record *part)
{
    return map_get(&takers->last, takers_key((const void *const *)&part)) != NULL;
}

/* Expressions over a column that changes over to a type which is made anew, with a routine that
 * does, too: the server would read them again before both have. */
static void take_expressions(const RecipeInput *input, struct Takers *takers, Taker *taker)
{
    const Table *table = (const Table *)taker->group->live;
    TakerSearch search = {input, &takers->by_used, taker};
    size_t before = taker->list.len;

    if (taker->column.len == 0 || sparse_strs(&table->obj.rec, FIELD_CARRIED_TYPES)->len == 0)
        return;
    for (size_t i = 0; i < table->indexes.len; i++)
        if (is_taken(takers, &table->indexes.items[i]->rec) &&
            recipe_uses_column(input->arena, table->indexes.items[i], taker->column))
            takers_take_part(&search, &table->obj, &table->indexes.items[i]->rec);
    for (size_t i = 0; i < table->checks.len; i++)
        if (is_taken(takers, &table->checks.items[i]->rec) &&
            pg_scan_mentions(input->arena, table->checks.items[i]->expression, taker->column))
            takers_take_part(&search, &table->obj, &table->checks.items[i]->rec);
    if (taker->list.len > before)
        note_last(input, takers, taker);
}

/* A generated column that others take as well is no business of recipe_generated.c: the pieces that
 * change the types of what it reads take it along, the last of them brings it back. */
static void take_generated(const RecipeInput *input, struct Takers *takers, Taker *taker)
{
    const Table *table = (const Table *)taker->group->live;
    TakerSearch search = {input, &takers->by_used, taker};
    size_t before = taker->list.len;

    for (size_t i = 0; taker->column.len > 0 && i < table->columns.len; i++) {
        const Column *other = table->columns.items[i];
        const Record *rec = &other->rec;
        const Change *change = recipe_change_of(taker->group, rec);
        if (change != NULL && change->desired != NULL &&
            map_get(&takers->last, takers_key((const void *const *)&rec)) != NULL &&
            pg_scan_mentions(input->arena, sparse_str(rec, FIELD_COLUMN_GENERATION), taker->column))
            takers_take_part(&search, &table->obj, rec);
    }
    if (taker->list.len > before)
        note_last(input, takers, taker);
}

/* Whether the server writes all rows of a table to another file for it. */
static bool writes_anew(const ChangeGroup *group, const Change *change)
{
    return change->kind == CHANGE_ALTER && group->live != NULL &&
           change->live == &group->live->rec && change->live->type == &table_type &&
           (change_has(change, "PersistenceType") || change_has(change, "AccessMethod"));
}

static void find_taker(const RecipeInput *input, struct Takers *takers, Found *found,
                       const ChangeGroup *group, const Change *change)
{
    Taker *taker;
    TakerSearch search = {input, &takers->by_used, NULL};
    const ChangeGroup *heir;
    Str column;
    bool is_anew = makes_anew(input, takers, group, change, &column, &heir);

    if ((!is_anew && !writes_anew(group, change)) || recipe_is_carried(input, group, change))
        return;
    taker = ARENA_NEW(input->arena, Taker);
    *taker = (Taker){.group = group, .change = change, .column = column};
    if (heir != NULL && shares_name(group->live, heir->desired))
        taker->heir = heir;
    search.taker = taker;
    if (change->desired == NULL)
        takers_collect_going(&search, group->live);
    if (change->desired == NULL && heir == NULL) {
        if (taker->list.len > 0)
            note_found(input, found, taker);
        return;
    }
    if (is_anew)
        takers_collect(&search, group->live, column);
    if (column.len > 0)
        takers_collect_generated(&search, (const Table *)group->live, column);
    if (column.len > 0 || !is_anew)
        takers_collect_rows(&search, (const Table *)group->live);
    if (is_anew || taker->list.len > 0)
        note_found(input, found, taker);
}

static const struct Takers *takers_of(const RecipeInput *input)
{
    RecipeWhole *whole = recipe_whole_of(input);
    Found found = {0};

    if (whole->takers != NULL)
        return whole->takers;
    whole->takers = ARENA_NEW(input->arena, struct Takers);
    note_edges(input, whole->takers);
    note_made(input, whole->takers);
    for (size_t i = 0; i < input->changes->groups.len; i++) {
        const ChangeGroup *group = input->changes->groups.items[i];
        for (size_t k = 0; k < group->changes.len; k++)
            find_taker(input, whole->takers, &found, group, group->changes.items[k]);
    }
    for (size_t i = 0; i < found.list.len; i++)
        note_in_order(input, whole->takers, &found, i);
    leave_out_carried(input, whole->takers);
    for (size_t i = 0; i < whole->takers->list.len; i++)
        take_generated(input, whole->takers, whole->takers->list.items[i]);
    for (size_t i = 0; i < whole->takers->list.len; i++)
        take_expressions(input, whole->takers, whole->takers->list.items[i]);
    for (size_t i = 0; i < whole->takers->list.len; i++)
        count_times(input, whole->takers, whole->takers->list.items[i]);
    for (size_t i = 0; i < whole->takers->list.len; i++) {
        mark_waiting(input, whole->takers, whole->takers->list.items[i]);
        note_behind(input, whole->takers, whole->takers->list.items[i]);
    }
    return whole->takers;
}

const Object *recipe_rows_holder(const RecipeInput *input, const Object *live)
{
    const Change nothing = {.live = &live->rec, .desired = &live->rec};
    const ChangeGroup group = {.live = live, .desired = live};
    Taker taker = {.group = &group, .change = &nothing};
    TakerSearch search = {input, &takers_of(input)->by_used, &taker};

    if (live->rec.type == &table_type)
        takers_collect_rows(&search, (const Table *)live);
    return taker.list.len == 0 ? NULL : taker.list.items[taker.list.len - 1].of;
}

const Taker *taken_by(const RecipeInput *input, const Change *change)
{
    return map_get(&takers_of(input)->by_change, takers_key((const void *const *)&change));
}

const Taker *taken_last(const RecipeInput *input, const Record *live)
{
    return map_get(&takers_of(input)->last, takers_key((const void *const *)&live));
}

const Taker *taken_for_heir(const RecipeInput *input, const ChangeGroup *heir)
{
    const struct Takers *takers = takers_of(input);

    for (size_t i = 0; i < takers->list.len; i++)
        if (takers->list.items[i]->heir == heir)
            return takers->list.items[i];
    return NULL;
}
