/* Whether all that stands on the columns of a rewrite can be moved with them.
 *
 * It is one only if that can be done in the transaction that swaps the sides, or before it while
 * everybody works on; else the changes go another way, and are held. */
#include "engine/postgres/rewrite.h"

#include "engine/postgres/recipe_taken.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"
#include "model/label.h"
#include "model/temporary.h"

/* ---- which changes ---- */

/* Conversions that no value fails, that are the same in every session, and whose results compare,
 * no two values as equal that were not. A wider one is what the application wrote before, in more
 * bytes. */
static const struct {
    const char *from, *to;
    bool is_wider;
} conversions[] = {
    {"smallint", "integer", true},
    {"smallint", "bigint", true},
    {"smallint", "numeric", true},
    {"smallint", "double precision", true},
    {"smallint", "text", false},
    {"integer", "bigint", true},
    {"integer", "numeric", true},
    {"integer", "double precision", true},
    {"integer", "text", false},
    {"bigint", "numeric", true},
    {"bigint", "text", false},
    {"real", "double precision", true},
    {"numeric", "numeric", true},
    {"numeric", "text", false},
    {"boolean", "text", false},
    {"uuid", "text", false},
    {"date", "timestamp without time zone", false},
};

static Str base_of(Str type)
{
    size_t open = str_find(type, '(', 0);

    return open == SIZE_MAX ? type : str_sub(type, 0, open);
}

static bool find_conversion(const Column *live, const Column *desired, bool *is_wider)
{
    for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++) {
        if (!str_is(base_of(live->type), conversions[i].from) ||
            !str_is(base_of(desired->type), conversions[i].to))
            continue;
        *is_wider = conversions[i].is_wider;
        return true;
    }
    return false;
}

bool rewrite_is_wider(const RewriteSide *side)
{
    bool is_wider = false;

    (void)find_conversion(side->live, side->desired, &is_wider);
    return is_wider;
}

static bool is_plain_change(const RecipeInput *input, const Change *change)
{
    static const char *const others[] = {"Nullable", "Generated", "Collation",
                                         "GenerationExpression"};
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    PgTypeChange type = pg_named_type_change(input, live, desired);
    bool is_wider;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (change_has(change, others[i]))
            return false;
    return type.op == OP_CHANGE_TYPE && !type.is_in_place && str_eq(live->name, desired->name) &&
           find_conversion(live, desired, &is_wider);
}

static bool is_plain_column(const Column *column)
{
    return !recipe_is_generated(column) &&
           sparse_str(&column->rec, FIELD_COLUMN_COLLATION).len == 0 &&
           !sparse_bool(&column->rec, FIELD_NOT_VALID) &&
           !sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT) &&
           sparse_str(&column->rec, FIELD_NOT_NULL_NAME).len == 0 &&
           sparse_str(&column->rec, FIELD_NOT_NULL_COMMENT).len == 0;
}

static bool is_plain_table(const Table *table)
{
    return !table_is_foreign(table) && !pg_is_partitioned(table) &&
           pg_family_parent_count(table) == 0 &&
           sparse_str(&table->obj.rec, FIELD_TABLE_OF_TYPE).len == 0;
}

typedef struct Search {
    const RecipeInput *input;
    Rewrite *rewrite;
    bool fits; /* nothing has been found that can't be moved */
} Search;

/* ---- what stands on the columns ---- */

static bool stays_as_it_is(const ChangeGroup *group, const Record *live)
{
    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->live == live)
            return false;
    return true;
}

/* Its columns change their names for a while, which no text that mentions them would follow. */
static bool is_movable_index(const RewriteTable *table, const Index *index)
{
    if (sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS) ||
        sparse_bool(&index->rec, FIELD_DEFERRABLE) || index->predicate.len > 0 ||
        index->name.len == 0)
        return false;
    for (size_t i = 0; i < index->keys.len; i++)
        if (index->keys.items[i].name.len == 0 || index->keys.items[i].opclass.len > 0)
            return false;
    return stays_as_it_is(table->group, &index->rec);
}

static void add_part(const Search *search, RewriteParts *list, const Record *live,
                     const Record *desired)
{
    RewritePart part = {live, desired};

    vec_push(search->input->arena, list, part);
}

static const Index *index_named(const Table *table, Str name)
{
    for (size_t i = 0; i < table->indexes.len; i++)
        if (str_eq(table->indexes.items[i]->name, name))
            return table->indexes.items[i];
    return NULL;
}

static bool uses_side(const Search *search, const RewriteTable *table, const Index *index)
{
    for (size_t i = 0; i < table->sides.len; i++)
        if (recipe_uses_column(search->input->arena, index, table->sides.items[i].live->name))
            return true;
    return false;
}

static bool mentions_side(const Search *search, const RewriteTable *table, Str expression)
{
    for (size_t i = 0; i < table->sides.len; i++)
        if (pg_scan_mentions(search->input->arena, expression, table->sides.items[i].live->name))
            return true;
    return false;
}

static void find_indexes(Search *search, RewriteTable *table)
{
    Arena *arena = search->input->arena;

    for (size_t i = 0; i < table->live->indexes.len; i++) {
        const Index *live = table->live->indexes.items[i], *desired;
        if (!uses_side(search, table, live))
            continue;
        desired = index_named(table->desired, live->name);
        search->fits = search->fits && is_movable_index(table, live) && desired != NULL;
        if (search->fits)
            add_part(search, &table->indexes, &live->rec, &desired->rec);
    }
    for (size_t i = 0; i < table->live->exclusions.len; i++)
        if (uses_side(search, table, pg_exclusion_index(arena, table->live->exclusions.items[i])))
            search->fits = false;
}

static void find_checks(Search *search, RewriteTable *table)
{
    for (size_t i = 0; i < table->live->checks.len; i++) {
        const Check *live = table->live->checks.items[i], *desired;
        if (name_is_temporary(live->name) || !mentions_side(search, table, live->expression))
            continue;
        desired = table_check(table->desired, live->name);
        search->fits = search->fits && desired != NULL &&
                       stays_as_it_is(table->group, &live->rec) &&
                       !sparse_bool(&live->rec, FIELD_NOT_VALID) &&
                       !sparse_bool(&live->rec, FIELD_NOT_ENFORCED) &&
                       !sparse_bool(&live->rec, FIELD_INHERITED);
        if (search->fits)
            add_part(search, &table->checks, &live->rec, &desired->rec);
    }
}

static void find_statistics(Search *search, RewriteTable *table)
{
    for (size_t i = 0; i < table->live->statistics.len; i++) {
        const Statistics *live = table->live->statistics.items[i], *desired = NULL;
        Index keys = {.keys = live->keys};
        if (!uses_side(search, table, &keys))
            continue;
        for (size_t k = 0; k < table->desired->statistics.len; k++)
            if (str_eq(table->desired->statistics.items[k]->name, live->name))
                desired = table->desired->statistics.items[k];
        search->fits = search->fits && desired != NULL && stays_as_it_is(table->group, &live->rec);
        if (search->fits)
            add_part(search, &table->statistics, &live->rec, &desired->rec);
    }
}

/* Generated columns are written anew when what they read goes. */
static bool is_read_by_generated(const Search *search, const RewriteTable *table)
{
    for (size_t i = 0; i < table->live->columns.len; i++)
        if (mentions_side(search, table,
                          sparse_str(&table->live->columns.items[i]->rec, FIELD_COLUMN_GENERATION)))
            return true;
    for (size_t i = 0; i < table->desired->columns.len; i++)
        if (mentions_side(
                search, table,
                sparse_str(&table->desired->columns.items[i]->rec, FIELD_COLUMN_GENERATION)))
            return true;
    return false;
}

/* Views, triggers and policies go and come back with the swap. What would have to be filled again
 * meanwhile doesn't. */
static bool can_take_along(const Search *search, const RewriteSide *side)
{
    const Taker *taker = taken_by(search->input, side->change);

    if (taker == NULL)
        return true;
    if (taker->outsider.len > 0 || taker->gone.len > 0 || taker->heir != NULL)
        return false;
    for (size_t i = 0; i < taker->list.len; i++) {
        const Taken *taken = &taker->list.items[i];
        bool is_policy = taken->part != NULL && taken->part->type == &policy_type;
        if (taken->part != NULL ? !is_policy : taken->of->rec.type == &materialized_view_type)
            return false;
    }
    return true;
}

/* A trigger whose name sorts behind ours would change what we have copied. */
bool rewrite_has_late_trigger(const RecipeInput *input, const Table *table)
{
    const Model *live = input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Definition *trigger = (const Definition *)live->objects.items[i];
        if (trigger->obj.rec.type == &trigger_type &&
            str_eq(trigger->obj.schema, table->obj.schema) &&
            str_eq(trigger->relation, table->obj.name) && trigger->own.len > 0 &&
            (unsigned char)trigger->own.ptr[0] >= '~')
            return true;
    }
    return false;
}

/* Sequences that go with the column would have to be told of its new side by their new names. */
static bool has_moving_sequence(const Search *search, const Table *table)
{
    const Changes *changes = search->input->changes;

    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        Str schema, name, column;
        if (group->live == NULL || group->live->rec.type != &sequence_type ||
            !pg_owned_by_read(search->input->arena,
                              sparse_str(&group->live->rec, FIELD_SEQUENCE_OWNED_BY), &schema,
                              &name, &column) ||
            !str_eq(group->live->schema, table->obj.schema) || !str_eq(name, table->obj.name))
            continue;
        if (group->desired == NULL || !str_eq(group->desired->name, group->live->name) ||
            !str_eq(group->desired->schema, group->live->schema))
            return true;
    }
    return false;
}

static bool is_movable_side(const Search *search, const RewriteTable *table,
                            const RewriteSide *side)
{
    Recipe recipe = rewrite_own_recipe(search->input, table->group);
    RecipeFill fill = rewrite_fill(&recipe, side);
    const Column *there = table_column(table->live, side->name);

    if (there != NULL && !str_eq(there->type, side->desired->type))
        return false; /* the old side of a swap whose way back was another one */
    return is_plain_change(search->input, side->change) && is_plain_column(side->live) &&
           is_plain_column(side->desired) && can_take_along(search, side) &&
           recipe_can_fill(&recipe, &fill) &&
           (!recipe_is_identity(side->live) || !side->live->is_nullable);
}

static void find_parts(Search *search, RewriteTable *table)
{
    Recipe recipe = rewrite_own_recipe(search->input, table->group);

    find_indexes(search, table);
    find_checks(search, table);
    find_statistics(search, table);
    search->fits = search->fits && is_plain_table(table->live) && is_plain_table(table->desired) &&
                   recipe_children(&recipe, table->desired).len == 0 &&
                   !is_read_by_generated(search, table) &&
                   !rewrite_has_late_trigger(search->input, table->live) &&
                   !has_moving_sequence(search, table->live);
    for (size_t i = 0; i < table->sides.len; i++)
        search->fits = search->fits && is_movable_side(search, table, &table->sides.items[i]);
}

/* Children that nobody may know of: an edge says so. */
static bool has_children(const Search *search, const Table *table)
{
    const Model *live = search->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++)
        if (live->edges.items[i].is_parent && live->edges.items[i].to == &table->obj)
            return true;
    return false;
}

/* ---- foreign keys ---- */

static bool is_renamed(const ChangeGroup *group)
{
    return group != NULL && group->live != NULL && group->desired != NULL &&
           (!str_eq(group->live->name, group->desired->name) ||
            !str_eq(group->live->schema, group->desired->schema));
}

static bool is_movable_key(const Search *search, const RewriteKey *key)
{
    const ChangeGroup *group = recipe_group_of(search->input, &key->of->obj);
    const Record *rec = &key->live->rec;

    if (key->desired == NULL || (group != NULL && group->desired == NULL) ||
        (group != NULL && !stays_as_it_is(group, rec)) || is_renamed(group) ||
        is_renamed(recipe_group_of(search->input, &key->parent->obj)))
        return false;
    /* Its own default is nothing that the new side has. */
    if (key->live->on_delete == FK_SET_DEFAULT || key->live->on_update == FK_SET_DEFAULT ||
        sparse_strs(rec, FIELD_FK_DELETE_COLUMNS)->len > 0)
        return false;
    return is_plain_table(key->of) && is_plain_table(key->parent) &&
           !has_children(search, key->of) && !sparse_bool(rec, FIELD_NOT_VALID) &&
           !sparse_bool(rec, FIELD_NOT_ENFORCED) && !sparse_bool(rec, FIELD_FK_PERIOD);
}

static void name_key(const Search *search, RewriteKey *key)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_printf(&sb, "key %.*s of %.*s.%.*s", STR_ARG(key->live->name), STR_ARG(key->of->obj.schema),
              STR_ARG(key->of->obj.name));
    for (size_t i = 0; i < key->live->columns.len; i++)
        sb_printf(&sb, " %.*s",
                  STR_ARG(rewrite_name(search->rewrite, key->of, key->live->columns.items[i])));
    for (size_t i = 0; i < key->live->related_columns.len; i++)
        sb_printf(&sb, " %.*s",
                  STR_ARG(rewrite_name(search->rewrite, key->parent,
                                       key->live->related_columns.items[i])));
    key->name = recipe_temporary_name(search->input->arena, sb_finish(&sb, search->input->arena));
}

/* One that comes with the plan would be on an old side. */
static bool is_referenced_anew(const Search *search, const ForeignKey *key, const Table *of)
{
    const Table *parent = rewrite_parent(search->input, key);

    for (size_t i = 0; i < key->columns.len; i++)
        if (rewrite_side(search->rewrite, of, key->columns.items[i]) != NULL)
            return true;
    if (parent == NULL || rewrite_table(search->rewrite, parent) == NULL)
        return false;
    for (size_t i = 0; i < key->related_columns.len; i++)
        if (rewrite_side(search->rewrite, parent, key->related_columns.items[i]) != NULL)
            return true;
    return key->related_columns.len == 0; /* its primary key */
}

static bool has_new_keys(const Search *search)
{
    const Changes *changes = search->input->changes;

    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        const Table *desired = (const Table *)group->desired;
        bool is_new = group->live == NULL;
        if (group->desired == NULL || group->desired->rec.type != &table_type)
            continue;
        for (size_t k = 0; k < desired->foreign_keys.len; k++) {
            const ForeignKey *key = desired->foreign_keys.items[k];
            const Change *change = is_new ? NULL : recipe_change_of(group, &key->rec);
            if ((is_new || (change != NULL && change->kind == CHANGE_CREATE)) &&
                is_referenced_anew(search, key, (const Table *)group->live))
                return true;
        }
    }
    return false;
}

/* ---- whether it is asked for ---- */

static bool is_begun(const RewriteTable *table)
{
    for (size_t i = 0; i < table->sides.len; i++)
        if (table_column(table->live, table->sides.items[i].name) != NULL)
            return true;
    return false;
}

static const BackfillFacts *facts_of(const Search *search, const RewriteTable *table)
{
    return facts_update(
        search->input->facts,
        label_name(search->input->arena, table->live->obj.schema, table->live->obj.name));
}

/* What has begun is gone on with, whatever it costs. */
static bool is_asked_for(const Search *search)
{
    bool is_over = false, is_seen = true, was_begun = false;

    for (size_t i = 0; i < search->rewrite->tables.len; i++) {
        const RewriteTable *table = search->rewrite->tables.items[i];
        const BackfillFacts *update = facts_of(search, table);
        Recipe recipe = rewrite_own_recipe(search->input, table->group);
        is_over = is_over || recipe_goes_online(&recipe, COST_REWRITE);
        is_seen = is_seen && update != NULL && !update->is_hidden;
        was_begun = was_begun || is_begun(table);
    }
    return was_begun || (is_over && is_seen);
}

bool rewrite_is_movable(const RecipeInput *input, Rewrite *rewrite)
{
    Search looking = {.input = input, .rewrite = rewrite, .fits = true}, *search = &looking;

    for (size_t i = 0; i < rewrite->tables.len; i++) {
        if (rewrite->keys.len > 0 && is_renamed(rewrite->tables.items[i]->group))
            return false;
        find_parts(search, rewrite->tables.items[i]);
        search->fits = search->fits && !has_children(search, rewrite->tables.items[i]->live);
    }
    for (size_t i = 0; search->fits && i < rewrite->keys.len; i++) {
        search->fits = is_movable_key(search, &rewrite->keys.items[i]);
        name_key(search, &rewrite->keys.items[i]);
    }
    return search->fits && !has_new_keys(search) && is_asked_for(search);
}
