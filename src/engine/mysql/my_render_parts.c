/* Indexes, checks, foreign keys and partitions as SQL. */
#include "engine/mysql/my_render.h"

static void put_key_part(SqlWriter *writer, const KeyPart *part)
{
    if (part->name.len > 0)
        sql_put(writer, ID(part->name));
    else
        sql_put(writer, RAW("("), EX(part->expression), RAW(")"));
    if (part->length > 0)
        sql_put(writer, RAW("("), NUM(part->length), RAW(")"));
    if (part->is_desc)
        sql_put(writer, RAW(" DESC"));
}

static void put_key_kind(SqlWriter *writer, const Index *index)
{
    Str type = sparse_str(&index->rec, FIELD_INDEX_TYPE);

    if (index->is_primary)
        sql_put(writer, RAW("PRIMARY KEY"));
    else if (index->is_unique || index->is_constraint)
        sql_put(writer, RAW("UNIQUE KEY"));
    else if (str_is(type, "FULLTEXT"))
        sql_put(writer, RAW("FULLTEXT KEY"));
    else if (str_is(type, "SPATIAL"))
        sql_put(writer, RAW("SPATIAL KEY"));
    else
        sql_put(writer, RAW("KEY"));
    if (!index->is_primary && index->name.len > 0)
        sql_put(writer, RAW(" "), ID(index->name));
}

static void put_index_options(SqlWriter *writer, MyFamily family, const Index *index)
{
    OptInt block = sparse_int(&index->rec, FIELD_KEY_BLOCK_SIZE);
    Str parser = sparse_str(&index->rec, FIELD_INDEX_PARSER);
    Str comment = sparse_str(&index->rec, FIELD_COMMENT);

    if (str_is(sparse_str(&index->rec, FIELD_INDEX_TYPE), "HASH"))
        sql_put(writer, RAW(" USING HASH"));
    if (block.given)
        sql_put(writer, RAW(" KEY_BLOCK_SIZE="), NUM(block.value));
    if (parser.len > 0)
        sql_put(writer, RAW(" WITH PARSER "), ID(parser));
    if (comment.len > 0)
        sql_put(writer, RAW(" COMMENT "), LIT(comment));
    if (sparse_tristate(&index->rec, FIELD_INDEX_VISIBLE) == TRI_FALSE)
        sql_put(writer, family == MY_MYSQL ? RAW(" INVISIBLE") : RAW(" IGNORED"));
}

void my_put_index(SqlWriter *writer, MyFamily family, const Index *index)
{
    put_key_kind(writer, index);
    sql_put(writer, RAW(" ("));
    for (size_t i = 0; i < index->keys.len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        put_key_part(writer, &index->keys.items[i]);
    }
    if (sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS))
        sql_put(writer, RAW(" WITHOUT OVERLAPS"));
    sql_put(writer, RAW(")"));
    put_index_options(writer, family, index);
}

static void put_constraint_name(SqlWriter *writer, Str name)
{
    if (name.len > 0)
        sql_put(writer, RAW("CONSTRAINT "), ID(name), RAW(" "));
}

void my_put_check(SqlWriter *writer, const Check *check)
{
    put_constraint_name(writer, check->name);
    sql_put(writer, RAW("CHECK ("), EX(check->expression), RAW(")"));
    if (sparse_bool(&check->rec, FIELD_NOT_ENFORCED))
        sql_put(writer, RAW(" NOT ENFORCED"));
}

/* NO ACTION and RESTRICT are one thing, and what goes without saying. */
static void put_action(SqlWriter *writer, const char *event, int action)
{
    static const char *const actions[] = {NULL, NULL, "CASCADE", "SET NULL", "SET DEFAULT"};

    if (action > FK_RESTRICT && (size_t)action < sizeof actions / sizeof *actions) {
        sb_puts(&writer->sb, event);
        sb_puts(&writer->sb, actions[action]);
    }
}

void my_put_foreign_key(SqlWriter *writer, const ForeignKey *key)
{
    put_constraint_name(writer, key->name);
    sql_put(writer, RAW("FOREIGN KEY ("), IDS(&key->columns), RAW(") REFERENCES "),
            QN(key->related_schema, key->related_table), RAW(" ("), IDS(&key->related_columns),
            RAW(")"));
    put_action(writer, " ON DELETE ", key->on_delete);
    put_action(writer, " ON UPDATE ", key->on_update);
}

void my_put_partition(SqlWriter *writer, const Partition *partition)
{
    const StrVec *subs = sparse_strs(&partition->rec, FIELD_PARTITION_SUBS);
    Str comment = sparse_str(&partition->rec, FIELD_COMMENT);
    Str folder = sparse_str(&partition->rec, FIELD_DATA_DIRECTORY);

    sql_put(writer, RAW("PARTITION "), ID(partition->name));
    if (str_is(partition->values, "HISTORY") || str_is(partition->values, "CURRENT"))
        sql_put(writer, RAW(" "), EX(partition->values));
    else if (partition->values.len > 0)
        sql_put(writer, RAW(" VALUES "), EX(partition->values));
    if (folder.len > 0)
        sql_put(writer, RAW(" DATA DIRECTORY = "), LIT(folder));
    if (comment.len > 0)
        sql_put(writer, RAW(" COMMENT = "), LIT(comment));
    for (size_t i = 0; i < subs->len; i++)
        sql_put(writer, i == 0 ? RAW(" (SUBPARTITION ") : RAW(", SUBPARTITION "),
                ID(subs->items[i]));
    if (subs->len > 0)
        sql_put(writer, RAW(")"));
}

/* Columns are kept as a list of names, anything else as SQL. */
static void put_columns(SqlWriter *writer, Str list)
{
    Arena scratch = {0};
    StrVec names = {0};
    KeyError error;

    if (idents_read(&scratch, list, &names, &error))
        sql_put(writer, RAW(" ("), IDS(&names), RAW(")"));
    else
        sql_put(writer, RAW(" ("), EX(list), RAW(")"));
    arena_free(&scratch);
}

static void put_method(SqlWriter *writer, Str method, Str expression)
{
    static const char *const of_columns[] = {"RANGE COLUMNS", "LIST COLUMNS", "KEY", "LINEAR KEY"};
    bool is_columns = false;

    for (size_t i = 0; i < sizeof of_columns / sizeof *of_columns; i++)
        is_columns = is_columns || str_is(method, of_columns[i]);
    sql_put(writer, EX(method));
    if (str_is(method, "SYSTEM_TIME")) {
        if (expression.len > 0)
            sql_put(writer, RAW(" "), EX(expression));
        return;
    }
    if (is_columns)
        put_columns(writer, expression);
    else
        sql_put(writer, RAW(" ("), EX(expression), RAW(")"));
}

void my_put_partitioning(SqlWriter *writer, const Table *table)
{
    const Partitioning *by = table_partitioning(table);

    if (by == NULL)
        return;
    sql_put(writer, RAW("PARTITION BY "));
    put_method(writer, by->method, by->expression);
    if (by->count.given)
        sql_put(writer, RAW(" PARTITIONS "), NUM(by->count.value));
    if (by->sub_method.len > 0) {
        sql_put(writer, RAW(" SUBPARTITION BY "));
        put_method(writer, by->sub_method, by->sub_expression);
        if (by->sub_count.given)
            sql_put(writer, RAW(" SUBPARTITIONS "), NUM(by->sub_count.value));
    }
    for (size_t i = 0; i < by->partitions.len; i++) {
        sql_put(writer, i == 0 ? RAW(" (") : RAW(", "));
        my_put_partition(writer, by->partitions.items[i]);
    }
    if (by->partitions.len > 0)
        sql_put(writer, RAW(")"));
}
