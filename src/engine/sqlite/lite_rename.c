/* New names of tables and columns, by ALTER TABLE, which carries every reference along. */
#include "engine/reason.h"
#include "engine/sqlite/lite_recipe.h"

const ChangeGroup *lite_group_of(const RecipeInput *input, const Object *object)
{
    return changes_group_of(input->changes, object);
}

static const Change *table_rename(const ChangeGroup *group)
{
    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->kind == CHANGE_RENAME && group->live != NULL &&
            group->changes.items[i]->live == &group->live->rec)
            return group->changes.items[i];
    return NULL;
}

/* Who has the name now that `group` is to take, and gives it up in this plan; or NULL. */
static const ChangeGroup *holder_of_name(const RecipeInput *input, const ChangeGroup *group)
{
    for (size_t i = 0; i < input->changes->groups.len; i++) {
        const ChangeGroup *other = input->changes->groups.items[i];
        if (other != group && other->live != NULL && table_rename(other) != NULL &&
            lite_same_name(other->live->name, group->desired->name))
            return other;
    }
    return NULL;
}

/* The groups of a ring of names (a -> b -> a), `group` first; empty where there is none. */
typedef VEC(const ChangeGroup *) Ring;

static Ring ring_of(const LiteRecipe *recipe, const ChangeGroup *group)
{
    Ring ring = {0}, none = {0};
    const ChangeGroup *at = group;

    do {
        vec_push(recipe->arena, &ring, at);
        at = holder_of_name(recipe->input, at);
    } while (at != NULL && at != group && ring.len <= recipe->input->changes->groups.len);
    return at == group ? ring : none;
}

static bool is_first_of(const LiteRecipe *recipe, const Ring *ring)
{
    for (size_t i = 0; i < recipe->input->changes->groups.len; i++)
        for (size_t k = 0; k < ring->len; k++)
            if (recipe->input->changes->groups.items[i] == ring->items[k])
                return k == 0;
    return true;
}

static Str rename_sql(const LiteRecipe *recipe, Str from, Str to)
{
    return sql_text(recipe->arena, &lite_quoting, RAW("ALTER TABLE "), ID(from), RAW(" RENAME TO "),
                    ID(to));
}

static Str passing_name(const LiteRecipe *recipe, Str name)
{
    return arena_printf(recipe->arena, "_anneal_name_%.*s", STR_ARG(name));
}

/* The first leaves its name, the others move up one by one, the first takes the last free name. */
static void put_ring(const LiteRecipe *recipe, Piece *piece, const Ring *ring)
{
    Str passing = passing_name(recipe, ring->items[0]->live->name);

    lite_put(recipe, &piece->statements, rename_sql(recipe, ring->items[0]->live->name, passing));
    for (size_t i = ring->len - 1; i > 0; i--)
        lite_put(recipe, &piece->statements,
                 rename_sql(recipe, ring->items[i]->live->name, ring->items[i]->desired->name));
    lite_put(recipe, &piece->statements,
             rename_sql(recipe, passing, ring->items[0]->desired->name));
}

void lite_rename_table(LiteRecipe *recipe)
{
    const Change *change = table_rename(recipe->group);
    const ChangeGroup *holder;
    Str from, to;
    Ring ring;
    Piece *piece;

    if (change == NULL)
        return;
    from = recipe->live->obj.name;
    to = recipe->desired->obj.name;
    holder = holder_of_name(recipe->input, recipe->group);
    ring = ring_of(recipe, recipe->group);
    /* A ring is done at once, by the first of its groups. */
    if (ring.len > 1 && !is_first_of(recipe, &ring))
        return;
    piece =
        lite_piece(recipe, OP_RENAME_TABLE, change, reason_of_change(recipe->arena, change, NULL));
    lite_order_done(recipe, piece, recipe->group, change);
    for (size_t i = 1; i < ring.len; i++)
        lite_order_done(recipe, piece, ring.items[i], table_rename(ring.items[i]));
    if (ring.len > 1) {
        put_ring(recipe, piece, &ring);
    } else if (lite_same_name(from, to)) {
        /* SQLite finds the name taken, by the table itself. */
        Str passing = passing_name(recipe, from);
        lite_put(recipe, &piece->statements, rename_sql(recipe, from, passing));
        lite_put(recipe, &piece->statements, rename_sql(recipe, passing, to));
    } else {
        if (holder != NULL)
            lite_need(recipe, piece, holder->desired);
        lite_put(recipe, &piece->statements, rename_sql(recipe, from, to));
        lite_put(recipe, &piece->reverse, rename_sql(recipe, to, from));
    }
}

typedef VEC(const Change *) ChangeVec;

static ChangeVec column_renames(const LiteRecipe *recipe)
{
    ChangeVec found = {0};

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_RENAME && change->live->type == &column_type)
            vec_push(recipe->arena, &found, change);
    }
    return found;
}

/* Whether one takes the name that another has now. */
static bool have_conflict(const ChangeVec *renames)
{
    for (size_t i = 0; i < renames->len; i++)
        for (size_t k = 0; k < renames->len; k++)
            if (i != k && lite_same_name(record_name(renames->items[i]->desired),
                                         record_name(renames->items[k]->live)))
                return true;
    return false;
}

static Str rename_column_sql(const LiteRecipe *recipe, Str from, Str to)
{
    return sql_text(recipe->arena, &lite_quoting, RAW("ALTER TABLE "),
                    ID(recipe->desired->obj.name), RAW(" RENAME COLUMN "), ID(from), RAW(" TO "),
                    ID(to));
}

/* Swaps and chains: all leave their names before any takes its new one. */
static void put_in_two_steps(const LiteRecipe *recipe, Piece *piece, const ChangeVec *renames)
{
    for (size_t i = 0; i < renames->len; i++) {
        Str from = record_name(renames->items[i]->live);
        lite_put(recipe, &piece->statements,
                 rename_column_sql(recipe, from, passing_name(recipe, from)));
    }
    for (size_t i = 0; i < renames->len; i++)
        lite_put(recipe, &piece->statements,
                 rename_column_sql(recipe,
                                   passing_name(recipe, record_name(renames->items[i]->live)),
                                   record_name(renames->items[i]->desired)));
}

void lite_rename_columns(LiteRecipe *recipe)
{
    ChangeVec renames = column_renames(recipe);

    if (have_conflict(&renames)) {
        Piece *piece = lite_piece(recipe, OP_RENAME_COLUMN, renames.items[0],
                                  reason_of_change(recipe->arena, renames.items[0], NULL));
        put_in_two_steps(recipe, piece, &renames);
        for (size_t i = 0; i < renames.len; i++)
            lite_order_done(recipe, piece, recipe->group, renames.items[i]);
        return;
    }
    for (size_t i = 0; i < renames.len; i++) {
        Str from = record_name(renames.items[i]->live), to = record_name(renames.items[i]->desired);
        Piece *piece = lite_piece(recipe, OP_RENAME_COLUMN, renames.items[i],
                                  reason_of_change(recipe->arena, renames.items[i], NULL));
        lite_order_done(recipe, piece, recipe->group, renames.items[i]);
        lite_put(recipe, &piece->statements, rename_column_sql(recipe, from, to));
        lite_put(recipe, &piece->reverse, rename_column_sql(recipe, to, from));
    }
}
