/* Columns whose expression, or way of being generated, changes. */
#include "engine/mysql/my_recipe.h"

static bool is_virtual(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0 &&
           !str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "STORED");
}

static bool is_plain(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len == 0;
}

/* Indexes that stay over the column go and come back with it: the server would take them along. */
static void put_indexes(MyRecipe *recipe, SqlWriter *writer, Str column, bool drops)
{
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *live = recipe->live->indexes.items[i];
        const Index *desired = table_index(recipe->desired, live->name);
        bool uses = false;
        for (size_t k = 0; k < live->keys.len; k++)
            uses = uses || my_same_name(live->keys.items[k].name, column);
        if (!uses || desired == NULL || live->is_primary)
            continue;
        if (drops) {
            sql_put(writer, RAW("DROP KEY "), ID(live->name), RAW(", "));
        } else {
            sql_put(writer, RAW(", ADD "));
            my_put_index(writer, recipe->family, desired);
        }
    }
}

/* `DROP COLUMN, ADD COLUMN`: what is computed comes back by itself. */
static void put_anew(MyRecipe *recipe, SqlWriter *writer, const Column *live, const Column *desired)
{
    put_indexes(recipe, writer, live->name, true);
    sql_put(writer, RAW("DROP COLUMN "), ID(desired->name), RAW(", ADD COLUMN "));
    my_put_column(writer, recipe->family, recipe->desired, desired);
    my_put_place(recipe, writer, desired, NULL);
    put_indexes(recipe, writer, live->name, false);
}

static void put_modify(MyRecipe *recipe, SqlWriter *writer, const Column *column)
{
    sql_put(writer, RAW("MODIFY COLUMN "));
    my_put_column(writer, recipe->family, recipe->desired, column);
}

/* A virtual column is stored first, so that its values are there to be kept. */
static void keep_values(MyRecipe *recipe, Piece *piece, const Column *live, const Column *desired)
{
    Column *stored = (Column *)record_copy(recipe->arena, &live->rec);
    SqlWriter writer = sql_new(&my_quoting);

    stored->name = desired->name;
    sparse_set_str(recipe->arena, &stored->rec, FIELD_COLUMN_GENERATED, STR("STORED"));
    put_anew(recipe, &writer, live, stored);
    my_put_alter(recipe, &piece->statements, MY_ADD_COLUMN_STORED, &writer);
    writer = sql_new(&my_quoting);
    put_modify(recipe, &writer, desired);
    my_put_alter(recipe, &piece->statements, MY_COLUMN_COPIED, &writer);
}

/* Whether others are computed from it: then the server lets it be changed, but not go. */
static bool has_users(const MyRecipe *recipe, Str name)
{
    const Table *tables[] = {recipe->live, recipe->desired};

    for (size_t t = 0; t < 2; t++)
        for (size_t i = 0; i < tables[t]->columns.len; i++)
            if (my_mentions(sparse_str(&tables[t]->columns.items[i]->rec, FIELD_COLUMN_GENERATION),
                            name))
                return true;
    return false;
}

static MyWork anew_work(const MyRecipe *recipe, const Column *live, const Column *desired)
{
    if (!is_virtual(desired) && !is_plain(desired))
        return MY_ADD_COLUMN_STORED;
    if (my_is_indexed(recipe->live, live->name))
        return MY_COLUMN_COPIED;
    return my_has_fulltext(recipe->live)    ? MY_DROP_COLUMN_FULLTEXT
           : my_is_compressed(recipe->live) ? MY_DROP_COLUMN_COMPRESSED
                                            : MY_DROP_COLUMN;
}

void my_alter_generated(MyRecipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Op op = is_plain(desired) ? OP_DROP_EXPRESSION : OP_RECREATE_COLUMN;
    bool changes_kind = is_virtual(live) != is_virtual(desired);
    MyWork work;
    SqlWriter writer;
    Piece *piece;

    if (is_virtual(live) && is_plain(desired)) {
        keep_values(recipe, my_piece(recipe, op, MY_ADD_COLUMN_STORED, change), live, desired);
        return;
    }
    if (is_virtual(live) && is_virtual(desired) && has_users(recipe, desired->name))
        work = MY_COLUMN_COPIED;
    else if (is_virtual(live) && is_virtual(desired))
        work = recipe->family == MY_MARIADB && !my_is_indexed(recipe->live, live->name) &&
                       str_eq(live->type, desired->type)
                   ? MY_VIRTUAL_EXPRESSION
                   : anew_work(recipe, live, desired);
    else
        work = changes_kind ? anew_work(recipe, live, desired) : MY_COLUMN_COPIED;
    piece = my_piece(recipe, op, work, change);
    writer = sql_new(&my_quoting);
    if (changes_kind ||
        (is_virtual(live) && work != MY_VIRTUAL_EXPRESSION && !has_users(recipe, desired->name)))
        put_anew(recipe, &writer, live, desired);
    else
        put_modify(recipe, &writer, desired);
    my_set_clause(recipe, piece, work, &writer);
}
