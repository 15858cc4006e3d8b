/* Indexes and keys. */
#include "engine/mysql/my_recipe.h"

static bool is_functional(const Index *index)
{
    for (size_t i = 0; i < index->keys.len; i++)
        if (index->keys.items[i].expression.len > 0)
            return true;
    return false;
}

static bool is_of_type(const Index *index, const char *type)
{
    return str_is(sparse_str(&index->rec, FIELD_INDEX_TYPE), type);
}

/* Whether rows would be kept in its order: the first unique key without NULL, where there is no
 * primary key. */
static bool is_clustered(const Table *table, const Index *index)
{
    if (table_primary_key(table) != NULL || !index_is_unique(index))
        return false;
    for (size_t i = 0; i < index->keys.len; i++) {
        const Column *column = table_column(table, index->keys.items[i].name);
        if (column == NULL || column->is_nullable || index->keys.items[i].length > 0)
            return false;
    }
    return true;
}

static MyWork add_work(const MyRecipe *recipe, const Index *index)
{
    if (index->is_primary)
        return MY_ADD_PRIMARY_KEY;
    if (is_of_type(index, "FULLTEXT"))
        return my_has_fulltext(recipe->live) ? MY_ADD_FULLTEXT_MORE : MY_ADD_FULLTEXT;
    if (is_of_type(index, "SPATIAL"))
        return MY_ADD_SPATIAL;
    if (is_functional(index))
        return index_is_unique(index) ? MY_ADD_FUNCTIONAL_UNIQUE : MY_ADD_FUNCTIONAL;
    return is_clustered(recipe->desired, index) ? MY_ADD_CLUSTERED : MY_ADD_INDEX;
}

static Op add_op(const Index *index)
{
    if (index->is_primary)
        return OP_ADD_PRIMARY_KEY;
    return index_is_unique(index) ? OP_CREATE_UNIQUE_INDEX : OP_CREATE_INDEX;
}

void my_put_drop_index(SqlWriter *writer, const Index *index)
{
    if (index->is_primary)
        sql_put(writer, RAW("DROP PRIMARY KEY"));
    else
        sql_put(writer, RAW("DROP KEY "), ID(index->name));
}

static void put_add(SqlWriter *writer, const MyRecipe *recipe, const Index *index)
{
    sql_put(writer, RAW("ADD "));
    my_put_index(writer, recipe->family, index);
}

/* One statement takes one new full-text index. */
static void follow_fulltext(MyRecipe *recipe, Piece *piece)
{
    int at = my_index_of(recipe, piece);

    for (int i = at; i-- > 0;) {
        const Piece *other = recipe->pieces->list.items[i];
        const Record *rec = other->change == NULL ? NULL : other->change->desired;
        if (other->group == recipe->group && rec != NULL && rec->type == &index_type &&
            is_of_type((const Index *)rec, "FULLTEXT")) {
            my_after(recipe, piece, i);
            return;
        }
    }
}

static bool has_counter_column(const MyRecipe *recipe, const Index *index)
{
    const Column *column = table_column(recipe->desired, index->keys.items[0].name);

    return column != NULL && sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT) &&
           my_live_column(recipe, column->name).len == 0;
}

/* Whether the new index serves what the other does: queries, and foreign keys at either end. */
static bool stands_in(const Index *index, const Index *going)
{
    if (index->keys.len < going->keys.len || is_functional(going) ||
        index_is_unique(going) != index_is_unique(index))
        return false;
    for (size_t i = 0; i < going->keys.len; i++)
        if (!my_same_name(index->keys.items[i].name, going->keys.items[i].name) ||
            index->keys.items[i].length != going->keys.items[i].length)
            return false;
    return true;
}

static Str stand_in(const MyRecipe *recipe, const Index *index)
{
    return arena_printf(recipe->arena, "index there %.*s %.*s", STR_ARG(recipe->desired->obj.name),
                        STR_ARG(index->name));
}

static void wait_for_stand_ins(const MyRecipe *recipe, Piece *piece, const Index *going)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_CREATE && change->desired->type == &index_type &&
            stands_in((const Index *)change->desired, going))
            vec_push(recipe->arena, &piece->takes,
                     stand_in(recipe, (const Index *)change->desired));
    }
}

static void add_index(MyRecipe *recipe, const Change *change)
{
    const Index *index = (const Index *)change->desired;
    MyWork work = add_work(recipe, index);
    SqlWriter writer;
    Piece *piece;

    if (has_counter_column(recipe, index))
        return; /* comes with its column */
    piece = my_piece(recipe, add_op(index), work, change);
    vec_push(recipe->arena, &piece->frees, stand_in(recipe, index));
    if (is_of_type(index, "FULLTEXT"))
        follow_fulltext(recipe, piece);
    if (index_is_unique(index) && my_probe_duplicates(recipe, index).len > 0)
        vec_push(recipe->arena, &piece->probes, my_probe_duplicates(recipe, index));
    writer = sql_new(&my_quoting);
    put_add(&writer, recipe, index);
    my_set_clause(recipe, piece, work, &writer);
    if (!index->is_primary)
        my_put(recipe, &piece->reverse,
               MY_SQL(recipe, RAW("DROP INDEX "), ID(index->name), RAW(" ON "),
                      ID(recipe->desired->obj.name)));
}

/* The hidden column behind a unique functional index comes and goes by a copy alone (9.7). */
static MyWork drop_work(const MyRecipe *recipe, const Index *index)
{
    if (index->is_primary || is_clustered(recipe->live, index))
        return MY_DROP_PRIMARY_KEY;
    return is_functional(index) && index_is_unique(index) ? MY_ADD_FUNCTIONAL_UNIQUE
                                                          : MY_DROP_INDEX;
}

static void drop_index(MyRecipe *recipe, const Change *change)
{
    const Index *index = (const Index *)change->live;
    MyWork work = drop_work(recipe, index);
    Op op = index_is_unique(index) ? OP_DROP_KEY : OP_DROP_INDEX;
    Piece *piece = my_piece(recipe, op, work, change);
    SqlWriter writer = sql_new(&my_quoting);

    if (!index->is_primary)
        wait_for_stand_ins(recipe, piece, index);
    my_put_drop_index(&writer, index);
    my_set_clause(recipe, piece, work, &writer);
}

/* Old and new in one statement: no query is without one, and no foreign key. */
static void replace_index(MyRecipe *recipe, const Change *change, MyWork work, Op op)
{
    const Index *desired = (const Index *)change->desired;
    Piece *piece = my_piece(recipe, op, work, change);
    SqlWriter writer = sql_new(&my_quoting);

    if (index_is_unique(desired) && change->kind == CHANGE_RECREATE &&
        my_probe_duplicates(recipe, desired).len > 0)
        vec_push(recipe->arena, &piece->probes, my_probe_duplicates(recipe, desired));
    my_put_drop_index(&writer, (const Index *)change->live);
    sql_put(&writer, RAW(", "));
    put_add(&writer, recipe, desired);
    my_set_clause(recipe, piece, work, &writer);
}

/* MySQL keeps what a functional index is over in a hidden column: none comes or goes beside
 * anything else. */
static void replace_functional(MyRecipe *recipe, const Change *change, MyWork work)
{
    const Index *desired = (const Index *)change->desired;
    Piece *piece = my_piece(recipe, OP_REPLACE_INDEX, work, change);
    SqlWriter drop = sql_new(&my_quoting), add = sql_new(&my_quoting);

    if (index_is_unique(desired) && my_probe_duplicates(recipe, desired).len > 0)
        vec_push(recipe->arena, &piece->probes, my_probe_duplicates(recipe, desired));
    my_put_drop_index(&drop, (const Index *)change->live);
    my_put_alter(recipe, &piece->statements, drop_work(recipe, (const Index *)change->live), &drop);
    put_add(&add, recipe, desired);
    my_put_alter(recipe, &piece->statements, work, &add);
}

static void alter_index(MyRecipe *recipe, const Change *change)
{
    const Index *desired = (const Index *)change->desired;
    bool is_hidden = sparse_tristate(&desired->rec, FIELD_INDEX_VISIBLE) == TRI_FALSE;
    bool is_mysql = recipe->family == MY_MYSQL;
    SqlWriter writer;
    Piece *piece;

    if (change_has(change, "Comment") || change_has(change, "KeyBlockSize")) {
        replace_index(recipe, change,
                      change_has(change, "KeyBlockSize") ? MY_ADD_INDEX : MY_INDEX_COMMENT,
                      OP_COMMENT);
        return; /* all that differs comes with it */
    }
    piece = my_piece(recipe, OP_SET_INDEX_OPTIONS, MY_INDEX_VISIBILITY, change);
    writer = sql_new(&my_quoting);
    sql_put(&writer, RAW("ALTER INDEX "), ID(desired->name),
            is_hidden ? (is_mysql ? RAW(" INVISIBLE") : RAW(" IGNORED"))
                      : (is_mysql ? RAW(" VISIBLE") : RAW(" NOT IGNORED")));
    my_set_clause(recipe, piece, MY_INDEX_VISIBILITY, &writer);
}

static void rename_index(MyRecipe *recipe, const Change *change)
{
    Piece *piece = my_piece(recipe, OP_RENAME_INDEX, MY_RENAME_INDEX, change);
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("RENAME INDEX "), ID(record_name(change->live)), RAW(" TO "),
            ID(record_name(change->desired)));
    my_set_clause(recipe, piece, MY_RENAME_INDEX, &writer);
}

static void recreate_index(MyRecipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    MyWork work = add_work(recipe, desired);

    if (has_counter_column(recipe, desired))
        return; /* comes with its column */
    if (live->is_primary && desired->is_primary)
        replace_index(recipe, change, MY_REPLACE_PRIMARY_KEY, OP_REPLACE_KEY);
    else if (is_functional(live) || is_functional(desired))
        replace_functional(recipe, change, work);
    else
        replace_index(recipe, change, work,
                      live->is_primary || desired->is_primary ? OP_REPLACE_KEY : OP_REPLACE_INDEX);
}

void my_change_index(MyRecipe *recipe, const Change *change)
{
    switch (change->kind) {
    case CHANGE_CREATE:
        add_index(recipe, change);
        break;
    case CHANGE_DROP:
        drop_index(recipe, change);
        break;
    case CHANGE_ALTER:
        alter_index(recipe, change);
        break;
    case CHANGE_RECREATE:
        recreate_index(recipe, change);
        break;
    case CHANGE_RENAME:
        rename_index(recipe, change);
        break;
    }
}
