/* Columns that come, go, or get another name. */
#include "engine/mysql/my_recipe.h"

static bool is_generated(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0;
}

static bool is_live(const MyRecipe *recipe, const Column *desired)
{
    return my_live_column(recipe, desired->name).len > 0;
}

static const int *piece_of_column(const MyRecipe *recipe, const Column *column)
{
    Arena scratch = {0};
    const int *index = map_get(&recipe->added, my_fold_name(&scratch, column->name));

    arena_free(&scratch);
    return index;
}

void my_put_place(MyRecipe *recipe, SqlWriter *writer, const Column *column, Piece *piece)
{
    const ColumnVec *columns = &recipe->desired->columns;
    const Column *before = NULL;
    bool is_last = true;
    size_t at = 0;

    while (at < columns->len && columns->items[at] != column)
        at++;
    for (size_t i = at + 1; i < columns->len; i++)
        is_last = is_last && !is_live(recipe, columns->items[i]);
    for (size_t i = at; i-- > 0 && before == NULL;)
        if (is_live(recipe, columns->items[i]) || piece_of_column(recipe, columns->items[i]))
            before = columns->items[i];
    if (before != NULL && piece != NULL && piece_of_column(recipe, before) != NULL) {
        my_after(recipe, piece, *piece_of_column(recipe, before));
        piece->joins_after = true;
    }
    if (before == NULL)
        sql_put(writer, RAW(" FIRST"));
    else if (!is_last)
        sql_put(writer, RAW(" AFTER "), ID(before->name));
}

/* Functions that give each row another value: MySQL refuses them in ADD COLUMN (1674). */
static bool is_random(Str expression)
{
    static const char *const names[] = {"uuid",          "rand(",      "random_bytes",
                                        "user(",         "sys_guid",   "nextval",
                                        "connection_id", "next value", "last_insert_id"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t k = 0; k < expression.len; k++)
            if (str_eq_ascii_nocase(str_sub(expression, k, strlen(names[i])), str_from(names[i])))
                return true;
    return false;
}

static MyWork add_work(const MyRecipe *recipe, const Column *column)
{
    if (sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT))
        return MY_ADD_COLUMN_COUNTER;
    if (str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "STORED"))
        return MY_ADD_COLUMN_STORED;
    if (is_random(column->dflt))
        return MY_ADD_COLUMN_RANDOM;
    if (my_has_fulltext(recipe->live))
        return MY_ADD_COLUMN_FULLTEXT;
    if (my_is_compressed(recipe->live))
        return MY_ADD_COLUMN_COMPRESSED;
    if (recipe->family == MY_MARIADB && my_has_indexed_virtual(recipe->live))
        return MY_ADD_COLUMN_INDEXED_VIRTUAL;
    if (sparse_str(&column->rec, FIELD_COLUMN_CHECK).len > 0 ||
        (column->dflt.len > 0 && !my_default_is_plain(column->dflt)))
        return MY_ADD_COLUMN_EXPRESSION;
    return MY_ADD_COLUMN;
}

/* Whether inserts that don't know the column go on. */
static bool is_required(const Column *column)
{
    return !column->is_nullable && column->dflt.len == 0 && !is_generated(column) &&
           !sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT);
}

/* Without the default, which is set afterwards, and then once for each row. */
static void add_random_on_mysql(MyRecipe *recipe, Piece *piece, const Column *column)
{
    Column *bare = (Column *)record_copy(recipe->arena, &column->rec);
    SqlWriter writer = sql_new(&my_quoting);

    bare->dflt = STR_ABSENT;
    bare->is_nullable = true;
    sql_put(&writer, RAW("ADD COLUMN "));
    my_put_column(&writer, recipe->family, recipe->desired, bare);
    my_put_place(recipe, &writer, column, NULL);
    my_put_alter(recipe, &piece->statements, MY_ADD_COLUMN, &writer);
    writer = sql_new(&my_quoting);
    sql_put(&writer, RAW("ALTER COLUMN "), ID(column->name), RAW(" SET DEFAULT "));
    my_put_default(&writer, column);
    my_put_alter(recipe, &piece->statements, MY_COLUMN_METADATA, &writer);
    writer = sql_new(&my_quoting);
    sql_put(&writer, RAW("UPDATE "), ID(recipe->desired->obj.name), RAW(" SET "), ID(column->name),
            RAW(" = DEFAULT WHERE "), ID(column->name), RAW(" IS NULL"));
    my_put(recipe, &piece->statements, sql_finish(&writer, recipe->arena));
    if (column->is_nullable)
        return;
    writer = sql_new(&my_quoting);
    sql_put(&writer, RAW("MODIFY COLUMN "));
    my_put_column(&writer, recipe->family, recipe->desired, column);
    my_put_alter(recipe, &piece->statements, MY_COLUMN_NULLABLE, &writer);
}

/* AUTO_INCREMENT asks for a key in the same statement. */
static void put_own_key(MyRecipe *recipe, SqlWriter *writer, Piece *piece, const Column *column)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Index *index = (const Index *)change->desired;
        if ((change->kind != CHANGE_CREATE && change->kind != CHANGE_RECREATE) ||
            index->rec.type != &index_type ||
            !my_same_name(index->keys.items[0].name, column->name))
            continue;
        if (change->kind == CHANGE_RECREATE) {
            sql_put(writer, RAW(", "));
            my_put_drop_index(writer, (const Index *)change->live);
            vec_push(recipe->arena, &piece->includes, OP_REPLACE_KEY);
        }
        sql_put(writer, RAW(", ADD "));
        my_put_index(writer, recipe->family, index);
        vec_push(recipe->arena, &piece->includes,
                 index->is_primary ? OP_ADD_PRIMARY_KEY : OP_ADD_UNIQUE);
        return;
    }
}

/* A virtual column comes and goes at once only where nothing else does (1846). */
static void finish(const MyRecipe *recipe, Piece *piece, MyWork work, SqlWriter *writer,
                   const Column *column)
{
    if (is_generated(column)) {
        piece->joins_after = false;
        my_put_alter(recipe, &piece->statements, work, writer);
    } else {
        my_set_clause(recipe, piece, work, writer);
    }
}

void my_add_column(MyRecipe *recipe, const Change *change)
{
    const Column *column = (const Column *)change->desired;
    MyWork work = add_work(recipe, column);
    bool is_slow = work != MY_ADD_COLUMN && work != MY_ADD_COLUMN_INDEXED_VIRTUAL;
    Op op = is_required(column) ? OP_ADD_REQUIRED_COLUMN
            : is_slow           ? OP_ADD_COLUMN_REWRITE
                                : OP_ADD_COLUMN;
    bool is_apart = work == MY_ADD_COLUMN_RANDOM && recipe->family == MY_MYSQL;
    Piece *piece = my_piece(recipe, op, is_apart ? MY_ADD_COLUMN_STORED : work, change);
    SqlWriter writer;
    int *index = ARENA_NEW(recipe->arena, int);

    *index = my_index_of(recipe, piece);
    if (is_required(column) && !sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT))
        vec_push(recipe->arena, &piece->probes, my_probe_rows(recipe));
    if (is_apart) {
        add_random_on_mysql(recipe, piece, column);
    } else {
        writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("ADD COLUMN "));
        my_put_column(&writer, recipe->family, recipe->desired, column);
        my_put_place(recipe, &writer, column, piece);
        if (work == MY_ADD_COLUMN_COUNTER)
            put_own_key(recipe, &writer, piece, column);
        finish(recipe, piece, work, &writer, column);
    }
    my_put(recipe, &piece->reverse,
           MY_SQL(recipe, RAW("ALTER TABLE "), ID(recipe->desired->obj.name), RAW(" DROP COLUMN "),
                  ID(column->name)));
    (void)map_put(recipe->arena, &recipe->added, my_fold_name(recipe->arena, column->name), index);
}

void my_drop_column(MyRecipe *recipe, const Change *change)
{
    MyWork work = my_has_fulltext(recipe->live)    ? MY_DROP_COLUMN_FULLTEXT
                  : my_is_compressed(recipe->live) ? MY_DROP_COLUMN_COMPRESSED
                                                   : MY_DROP_COLUMN;
    const Column *column = (const Column *)change->live;
    MyKept kept = {0};
    const char *fault = is_generated(column) ? NULL : my_copy_values(recipe, change, false, &kept);
    Piece *piece = my_piece(recipe, OP_DROP_COLUMN, work, change);
    SqlWriter writer = sql_new(&my_quoting);

    piece->is_spare = sparse_str(change->live, FIELD_COLUMN_GENERATION).len > 0;
    sql_put(&writer, RAW("DROP COLUMN "), ID(column->name));
    finish(recipe, piece, work, &writer, column);
    if (kept.park != NULL)
        piece->rule = my_held_drop_rule(recipe->family, work, recipe->input->version);
    my_keep_values(recipe, piece, &kept);
    if (fault != NULL)
        piece->reason =
            arena_printf(recipe->arena, "%s; its values can't be kept: %s", piece->reason, fault)
                .ptr;
}

/* Whether a foreign key of another table points to the column. */
static bool is_referenced(const MyRecipe *recipe, Str column)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        if (table->obj.rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->foreign_keys.len; k++)
            if (my_same_name(table->foreign_keys.items[k]->related_table, recipe->live->obj.name) &&
                strs_has(&table->foreign_keys.items[k]->related_columns, column))
                return true;
    }
    return false;
}

/* All at once: the server does swaps and chains in one statement. */
void my_rename_columns(MyRecipe *recipe)
{
    VEC(const Change *) renames = {0};
    MyWork work = MY_RENAME_COLUMN;
    StrVec names = {0};
    MyDependents dependents;
    bool is_chain = false;

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_RENAME && change->live->type == &column_type)
            vec_push(recipe->arena, &renames, change);
    }
    for (size_t i = 0; i < renames.len; i++) {
        if (is_referenced(recipe, record_name(renames.items[i]->live)))
            work = MY_RENAME_REFERENCED;
        for (size_t k = 0; k < renames.len; k++)
            is_chain = is_chain || (i != k && my_same_name(record_name(renames.items[i]->desired),
                                                           record_name(renames.items[k]->live)));
    }
    for (size_t i = 0; i < renames.len; i++)
        vec_push(recipe->arena, &names, record_name(renames.items[i]->live));
    dependents = my_dependents(recipe, &names);
    is_chain = is_chain || dependents.any;
    for (size_t i = 0; i < (is_chain ? 1 : renames.len); i++) {
        MyWork done = dependents.any ? MY_COLUMN_COPIED : work;
        Piece *piece = my_piece(recipe, OP_RENAME_COLUMN, done, renames.items[i]);
        SqlWriter writer = sql_new(&my_quoting);
        sql_put(&writer, EX(sb_str(&dependents.before.sb)));
        for (size_t k = i; k < (is_chain ? renames.len : i + 1); k++)
            sql_put(&writer, k > i ? RAW(", RENAME COLUMN ") : RAW("RENAME COLUMN "),
                    ID(record_name(renames.items[k]->live)), RAW(" TO "),
                    ID(record_name(renames.items[k]->desired)));
        sql_put(&writer, EX(sb_str(&dependents.behind.sb)));
        my_set_clause(recipe, piece, done, &writer);
    }
    sb_free(&dependents.before.sb);
    sb_free(&dependents.behind.sb);
}
