/* Partitions that come, go, or are dealt out anew. */
#include "engine/mysql/my_recipe.h"

static bool same_partition(const Partition *a, const Partition *b)
{
    return record_equal(&a->rec, &b->rec, true);
}

/* Whether rows are parted by the same rule. */
static bool same_rule(const Partitioning *a, const Partitioning *b)
{
    return str_eq(a->method, b->method) && str_eq(a->expression, b->expression) &&
           str_eq(a->sub_method, b->sub_method) && str_eq(a->sub_expression, b->sub_expression) &&
           a->sub_count.given == b->sub_count.given && a->sub_count.value == b->sub_count.value;
}

static bool is_listed(const Partitioning *by)
{
    return str_starts(by->method, STR("RANGE")) || str_starts(by->method, STR("LIST"));
}

/* ALTER's own clauses stand in front here. */
static void put_statement(MyRecipe *recipe, Piece *piece, MyWork work, SqlWriter *writer,
                          bool is_whole)
{
    Str clauses = my_work_clauses(recipe->family, work, recipe->input->version);
    Str text = sql_finish(writer, recipe->arena);

    if (clauses.len == 0)
        my_put(
            recipe, &piece->statements,
            MY_SQL(recipe, RAW("ALTER TABLE "), ID(recipe->desired->obj.name), RAW(" "), EX(text)));
    else
        my_put(recipe, &piece->statements,
               MY_SQL(recipe, RAW("ALTER TABLE "), ID(recipe->desired->obj.name), RAW(" "),
                      EX(clauses), is_whole ? RAW(" ") : RAW(", "), EX(text)));
}

static void repartition(MyRecipe *recipe, const Change *change)
{
    Piece *piece = my_piece(recipe, OP_REBUILD_TABLE, MY_PARTITION_BY, change);
    SqlWriter writer = sql_new(&my_quoting);

    if (table_partitioning(recipe->desired) == NULL)
        sql_put(&writer, RAW("REMOVE PARTITIONING"));
    else
        my_put_partitioning(&writer, recipe->desired);
    put_statement(recipe, piece, MY_PARTITION_BY, &writer, true);
}

static void put_list(SqlWriter *writer, const Partitioning *by, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        sql_put(writer, i == from ? RAW(" (") : RAW(", "));
        my_put_partition(writer, by->partitions.items[i]);
    }
    sql_put(writer, RAW(")"));
}

static void put_names(SqlWriter *writer, const Partitioning *by, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        sql_put(writer, i == from ? RAW(" ") : RAW(", "), ID(by->partitions.items[i]->name));
}

/* What differs lies between `first` and the ends. */
static void change_between(MyRecipe *recipe, const Change *change, const Partitioning *live,
                           const Partitioning *desired, size_t first, size_t live_end,
                           size_t desired_end)
{
    SqlWriter writer = sql_new(&my_quoting);

    if (first == live_end && live_end == live->partitions.len) {
        sql_put(&writer, RAW("ADD PARTITION"));
        put_list(&writer, desired, first, desired_end);
        put_statement(recipe, my_piece(recipe, OP_SET_TABLE_OPTIONS, MY_ADD_PARTITION, change),
                      MY_ADD_PARTITION, &writer, false);
        return;
    }
    if (first == desired_end) {
        sql_put(&writer, RAW("DROP PARTITION"));
        put_names(&writer, live, first, live_end);
        put_statement(recipe, my_piece(recipe, OP_DROP_PARTITION, MY_DROP_PARTITION, change),
                      MY_DROP_PARTITION, &writer, false);
        return;
    }
    if (first == live_end) { /* the one behind is split */
        live_end++;
        desired_end++;
    }
    sql_put(&writer, RAW("REORGANIZE PARTITION"));
    put_names(&writer, live, first, live_end);
    sql_put(&writer, RAW(" INTO"));
    put_list(&writer, desired, first, desired_end);
    put_statement(recipe, my_piece(recipe, OP_REBUILD_TABLE, MY_REORGANIZE, change), MY_REORGANIZE,
                  &writer, false);
}

static void change_list(MyRecipe *recipe, const Change *change, const Partitioning *live,
                        const Partitioning *desired)
{
    size_t first = 0, live_end = live->partitions.len, desired_end = desired->partitions.len;

    while (first < live_end && first < desired_end &&
           same_partition(live->partitions.items[first], desired->partitions.items[first]))
        first++;
    while (live_end > first && desired_end > first &&
           same_partition(live->partitions.items[live_end - 1],
                          desired->partitions.items[desired_end - 1])) {
        live_end--;
        desired_end--;
    }
    if (first == 0 && live_end == live->partitions.len && desired_end > 0 && live_end > 0)
        repartition(recipe, change); /* nothing stays */
    else
        change_between(recipe, change, live, desired, first, live_end, desired_end);
}

static size_t count_of(const Partitioning *by)
{
    return by->count.given ? (size_t)by->count.value : by->partitions.len;
}

/* Of HASH and KEY: more, or fewer. */
static void change_count(MyRecipe *recipe, const Change *change, size_t live, size_t desired)
{
    Piece *piece = my_piece(recipe, OP_REBUILD_TABLE, MY_REORGANIZE, change);
    SqlWriter writer = sql_new(&my_quoting);

    if (desired > live)
        sql_put(&writer, RAW("ADD PARTITION PARTITIONS "), NUM((int64_t)(desired - live)));
    else
        sql_put(&writer, RAW("COALESCE PARTITION "), NUM((int64_t)(live - desired)));
    put_statement(recipe, piece, MY_REORGANIZE, &writer, false);
}

void my_alter_partitions(MyRecipe *recipe, const Change *change)
{
    const Partitioning *live = table_partitioning(recipe->live);
    const Partitioning *desired = table_partitioning(recipe->desired);

    if (!change_has(change, "Partitioning"))
        return;
    if (live == NULL || desired == NULL || !same_rule(live, desired))
        repartition(recipe, change);
    else if (is_listed(live) && live->partitions.len > 0 && desired->partitions.len > 0)
        change_list(recipe, change, live, desired);
    else if (!is_listed(live) && live->partitions.len == 0 && desired->partitions.len == 0 &&
             count_of(live) != count_of(desired))
        change_count(recipe, change, count_of(live), count_of(desired));
    else
        repartition(recipe, change);
}
