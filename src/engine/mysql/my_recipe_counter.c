/* AUTO_INCREMENT and its index: the servers want an index that begins with the column for as long
 * as it counts, whatever statement it is (1075). */
#include "engine/mysql/my_recipe.h"

static bool counts(const Table *table, Str name)
{
    const Column *column = table == NULL ? NULL : table_column(table, name);

    return column != NULL && sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT);
}

/* What pieces wait for, by name. */
static Str stopped(const MyRecipe *recipe, Str column)
{
    return arena_printf(recipe->arena, "counts no more %.*s %.*s",
                        STR_ARG(recipe->desired->obj.name), STR_ARG(column));
}

static Str indexed(const MyRecipe *recipe, Str column)
{
    return arena_printf(recipe->arena, "may count %.*s %.*s", STR_ARG(recipe->desired->obj.name),
                        STR_ARG(column));
}

/* The column that an index begins with; absent: an expression, or no index. */
static Str first_column(const Record *rec)
{
    return rec != NULL && rec->type == &index_type ? ((const Index *)rec)->keys.items[0].name
                                                   : STR_ABSENT;
}

/* Whether another live index that nothing happens to begins with it. */
static bool stays_indexed(const MyRecipe *recipe, Str column, const Record *going)
{
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *index = recipe->live->indexes.items[i];
        if (&index->rec != going && table_index(recipe->desired, index->name) != NULL &&
            my_same_name(first_column(&index->rec), column))
            return true;
    }
    return false;
}

/* Whether the column goes; a rename keeps it. */
static bool is_dropped(const MyRecipe *recipe, Str live)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_DROP && change->live->type == &column_type &&
            my_same_name(record_name(change->live), live))
            return true;
    }
    return false;
}

/* A column that goes stops counting in the statement that takes its index away: it goes later, as
 * it may be held. */
static void stop_counting(const MyRecipe *recipe, Piece *piece, Str name)
{
    Column *column = (Column *)record_copy(recipe->arena, &table_column(recipe->live, name)->rec);
    SqlWriter writer = sql_new(&my_quoting);

    sparse_set_bool(recipe->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, false);
    sql_put(&writer, RAW("MODIFY COLUMN "));
    my_put_column(&writer, recipe->family, recipe->live, column);
    sql_put(&writer, RAW(", "), EX(str_sub(piece->clause, 0, my_manner_begins(piece->clause))));
    my_set_clause(recipe, piece, MY_DROP_PRIMARY_KEY, &writer);
    piece->rule = my_work_rule(recipe->family, MY_DROP_PRIMARY_KEY, recipe->input->version);
    vec_push(recipe->arena, &piece->includes, OP_DROP_IDENTITY);
    vec_push(recipe->arena, &piece->frees, stopped(recipe, name));
}

/* Whether an earlier piece has done so. */
static bool has_stopped(const MyRecipe *recipe, Str name, size_t first, const Piece *piece)
{
    Str mark = stopped(recipe, name);

    for (size_t i = first; recipe->pieces->list.items[i] != piece; i++)
        if (strs_has(&recipe->pieces->list.items[i]->frees, mark))
            return true;
    return false;
}

static void tie_index(const MyRecipe *recipe, Piece *piece, size_t first)
{
    const Change *change = piece->change;
    Str went = first_column(change->live), came = first_column(change->desired);

    if (came.len > 0 && counts(recipe->desired, came) && change->kind != CHANGE_RENAME)
        vec_push(recipe->arena, &piece->frees, indexed(recipe, came));
    if (went.len == 0 || !counts(recipe->live, went) || change->kind == CHANGE_RENAME ||
        change->kind == CHANGE_ALTER || (came.len > 0 && my_same_name(went, came)))
        return;
    if (is_dropped(recipe, went) && piece->clause.len > 0 &&
        !has_stopped(recipe, went, first, piece))
        stop_counting(recipe, piece, went);
    else if (!counts(recipe->desired, went))
        vec_push(recipe->arena, &piece->takes, stopped(recipe, went));
    else if (!stays_indexed(recipe, went, change->live))
        vec_push(recipe->arena, &piece->takes, indexed(recipe, went));
}

void my_tie_counters(const MyRecipe *recipe, size_t first)
{
    for (size_t i = first; i < recipe->pieces->list.len; i++) {
        Piece *piece = recipe->pieces->list.items[i];
        const Record *live = piece->change == NULL ? NULL : piece->change->live;
        if (piece->change == NULL)
            continue;
        tie_index(recipe, piece, first);
        if (live == NULL || live->type != &column_type)
            continue;
        if (piece_does(piece, OP_DROP_IDENTITY))
            vec_push(recipe->arena, &piece->frees, stopped(recipe, record_name(live)));
        if (piece_does(piece, OP_ADD_IDENTITY))
            vec_push(recipe->arena, &piece->takes, indexed(recipe, record_name(live)));
    }
}
