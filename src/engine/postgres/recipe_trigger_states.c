/* Recipes of when a trigger fires in one partition otherwise than in the table above.
 *
 * ALTER TABLE … TRIGGER says it to all partitions below, and a trigger that is made anew or a
 * partition that is attached has forgotten what was said before: each time it is said again, from
 * above downwards. */
#include "engine/postgres/definition.h"
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"

static const MapEntries *states_of(const Table *table)
{
    return sparse_map(&table->obj.rec, FIELD_TABLE_TRIGGER_STATES);
}

static Str state_of(const MapEntries *states, Str trigger)
{
    const MapEntry *entry = pg_detail_find(states, trigger);

    return entry == NULL ? STR_ABSENT : entry->value;
}

static Str sql_say(const Recipe *recipe, const Table *table, Str trigger, Str state)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(table->obj.schema, table->obj.name), RAW(" "),
                      EX(pg_trigger_state_word(state)), RAW(" TRIGGER "), ID(trigger));
}

/* Whether pieces of the partition's own say it, behind those of the trigger. */
static bool says_itself(const Recipe *recipe, const Table *child)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &child->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &child->obj.rec);
    Recipe own = {.input = recipe->input,
                  .arena = recipe->arena,
                  .live = group == NULL ? NULL : (const Table *)group->live,
                  .desired = child};

    if (change == NULL || recipe_is_below_repartition(&own))
        return false;
    return group->live == NULL || change_has(change, "TriggerStates") ||
           change_has(change, "PartitionOf");
}

static void say_below(const Recipe *recipe, const Table *table, Str trigger, StrVec *to)
{
    PgTables children = recipe_children(recipe, table);

    for (size_t i = 0; i < children.len; i++) {
        const Table *child = children.items[i];
        Str state = state_of(states_of(child), trigger);
        if (!pg_is_partition(child) || says_itself(recipe, child))
            continue;
        if (state.len > 0)
            vec_push(recipe->arena, to, sql_say(recipe, child, trigger, state));
        say_below(recipe, child, trigger, to);
    }
}

void recipe_put_trigger_states(const Recipe *recipe, const Definition *trigger, StrVec *to)
{
    const Table *table = (const Table *)model_find(recipe->input->changes->desired, REC_TABLE,
                                                   trigger->obj.schema, trigger->relation);

    if (trigger->obj.rec.type == &trigger_type && table != NULL && pg_is_partitioned(table))
        say_below(recipe, table, trigger->own, to);
}

void recipe_put_partition_states(const Recipe *recipe, const Table *partition, StrVec *to)
{
    const MapEntries *states = states_of(partition);
    const Table *live = recipe_live_table(recipe, partition);
    PgTables children = recipe_children(recipe, partition);

    for (size_t i = 0; live != NULL && i < states->len; i++)
        if (state_of(states_of(live), states->items[i].name).len > 0)
            vec_push(recipe->arena, to,
                     sql_say(recipe, partition, states->items[i].name, states->items[i].value));
    for (size_t i = 0; i < children.len; i++)
        recipe_put_partition_states(recipe, children.items[i], to);
}

/* What the piece of a partition says of one trigger. */
static void put_state(const Recipe *recipe, Piece *piece, Str trigger)
{
    Str state = state_of(states_of(recipe->desired), trigger), above = STR_ABSENT;
    const Object *whole = pg_family_trigger(recipe->arena, recipe->input->changes->desired,
                                            recipe->desired, trigger, &above);

    if (whole == NULL && state.len == 0)
        return; /* it has gone */
    recipe_put(recipe, piece,
               sql_say(recipe, recipe->desired, trigger, state.len > 0 ? state : above));
    say_below(recipe, recipe->desired, trigger, &piece->statements);
    if (whole != NULL)
        vec_push(recipe->arena, &piece->needs, whole);
}

/* Whether the plan attaches the table to one above it. */
static bool comes(const Recipe *recipe, const Table *table)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &table->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &table->obj.rec);

    return pg_is_partition(table) && change != NULL &&
           (group->live == NULL || change_has(change, "PartitionOf"));
}

/* Triggers come to all below a partition that comes. */
static bool comes_with_above(const Recipe *recipe)
{
    PgTables parents =
        pg_family_parents(recipe->arena, recipe->input->changes->desired, recipe->desired);

    while (parents.len > 0 && pg_is_partition(parents.items[0])) {
        if (comes(recipe, parents.items[0]))
            return true;
        parents =
            pg_family_parents(recipe->arena, recipe->input->changes->desired, parents.items[0]);
    }
    return false;
}

/* All that is said of a partition that comes, and of those below it. */
static void say_all(const Recipe *recipe, const Table *table, StrVec *to, Piece *piece)
{
    const MapEntries *states = states_of(table);
    PgTables children = recipe_children(recipe, table);

    for (size_t i = 0; i < states->len; i++) {
        Str above = STR_ABSENT;
        const Object *whole = pg_family_trigger(recipe->arena, recipe->input->changes->desired,
                                                table, states->items[i].name, &above);
        vec_push(recipe->arena, to,
                 sql_say(recipe, table, states->items[i].name, states->items[i].value));
        if (piece != NULL && whole != NULL)
            vec_push(recipe->arena, &piece->needs, whole);
    }
    if (piece != NULL && table != recipe->desired && states->len > 0)
        vec_push(recipe->arena, &piece->needs, &table->obj);
    for (size_t i = 0; i < children.len; i++)
        say_all(recipe, children.items[i], to, piece);
}

static void after_all_of_home(const Recipe *recipe, Piece *piece)
{
    for (size_t k = 0; k < recipe->pieces->list.len; k++)
        if (recipe->pieces->list.items[k]->group == recipe->home)
            recipe_after(recipe, piece, recipe->pieces->list.items[k]);
}

static Piece *begin(Recipe *recipe, const Change *change)
{
    return recipe_add(recipe, OP_ENABLE_TRIGGER, change,
                      recipe_reason_of(recipe->arena, change, "TriggerStates"));
}

void recipe_trigger_states(Recipe *recipe, const Change *change, bool is_attached)
{
    const MapEntries *desired = states_of(recipe->desired), *live;
    StrVec said = {0};
    Piece *piece = NULL;

    /* Where a table above is made anew, its triggers come behind, and say it. */
    if (!pg_is_partition(recipe->desired) || recipe_is_below_repartition(recipe) ||
        comes_with_above(recipe))
        return;
    if (is_attached) {
        say_all(recipe, recipe->desired, &said, NULL);
        if (said.len == 0)
            return;
        piece = begin(recipe, change);
        say_all(recipe, recipe->desired, &piece->statements, piece);
        after_all_of_home(recipe, piece);
        return;
    }
    live = states_of(recipe->live);
    for (size_t i = 0; i < live->len + desired->len; i++) {
        bool is_gone = i < live->len;
        const MapEntry *entry = is_gone ? &live->items[i] : &desired->items[i - live->len];
        Str now = state_of(live, entry->name), then = state_of(desired, entry->name);
        if (is_gone ? then.len > 0 : str_eq(now, then))
            continue;
        if (piece == NULL)
            piece = begin(recipe, change);
        put_state(recipe, piece, entry->name);
    }
    if (piece != NULL)
        after_all_of_home(recipe, piece);
}
