/* Tables as SQL. */
#include "engine/mysql/my_render.h"

static void put_word(SqlWriter *writer, const char *option, Str value)
{
    if (value.len == 0)
        return;
    sb_printf(&writer->sb, " %s=", option);
    sql_put(writer, EX(value));
}

static void put_text(SqlWriter *writer, const char *option, Str value)
{
    if (value.len == 0)
        return;
    sb_printf(&writer->sb, " %s=", option);
    sql_put(writer, LIT(value));
}

static void put_number(SqlWriter *writer, const char *option, OptInt value)
{
    if (!value.given)
        return;
    sb_printf(&writer->sb, " %s=", option);
    sql_put(writer, NUM(value.value));
}

/* What one server alone knows is set in tables of that server alone. */
void my_put_options(SqlWriter *writer, const Table *table)
{
    const Record *rec = &table->obj.rec;
    Str engine = sparse_str(rec, FIELD_TABLE_ENGINE);
    const MapEntries *options = sparse_map(rec, FIELD_OPTIONS);

    put_word(writer, "ENGINE", engine.len > 0 ? engine : STR("InnoDB"));
    put_word(writer, "DEFAULT CHARACTER SET", sparse_str(rec, FIELD_CHARACTER_SET));
    put_word(writer, "COLLATE", sparse_str(rec, FIELD_COLUMN_COLLATION));
    put_number(writer, "AUTO_INCREMENT", sparse_int(rec, FIELD_TABLE_AUTO_INCREMENT));
    put_word(writer, "ROW_FORMAT", sparse_str(rec, FIELD_TABLE_ROW_FORMAT));
    put_number(writer, "KEY_BLOCK_SIZE", sparse_int(rec, FIELD_KEY_BLOCK_SIZE));
    put_text(writer, "COMPRESSION", sparse_str(rec, FIELD_TABLE_COMPRESSION));
    put_text(writer, "ENCRYPTION", sparse_str(rec, FIELD_TABLE_ENCRYPTION));
    if (sparse_bool(rec, FIELD_TABLE_ENCRYPTED))
        sql_put(writer, RAW(" ENCRYPTED=YES"));
    put_number(writer, "ENCRYPTION_KEY_ID", sparse_int(rec, FIELD_TABLE_ENCRYPTION_KEY));
    if (sparse_bool(rec, FIELD_TABLE_PAGE_COMPRESSED))
        sql_put(writer, RAW(" PAGE_COMPRESSED=1"));
    put_number(writer, "PAGE_COMPRESSION_LEVEL",
               sparse_int(rec, FIELD_TABLE_PAGE_COMPRESSION_LEVEL));
    put_text(writer, "DATA DIRECTORY", sparse_str(rec, FIELD_DATA_DIRECTORY));
    for (size_t i = 0; i < options->len; i++)
        sql_put(writer, RAW(" "), EX(options->items[i].name), RAW("="),
                EX(options->items[i].value));
    put_text(writer, "COMMENT", sparse_str(rec, FIELD_COMMENT));
    if (sparse_str(rec, FIELD_TABLESPACE).len > 0)
        sql_put(writer, RAW(" TABLESPACE "), ID(sparse_str(rec, FIELD_TABLESPACE)));
}

static void put_periods(SqlWriter *writer, const Table *table)
{
    const void *periods = sparse_list(&table->obj.rec, FIELD_TABLE_PERIODS);

    for (size_t i = 0; i < list_len(periods); i++) {
        const Period *period = (const Period *)list_get(periods, i);
        sql_put(writer, RAW(",\n    PERIOD FOR "),
                str_is(period->name, "SYSTEM_TIME") ? RAW("SYSTEM_TIME") : ID(period->name),
                RAW(" ("), ID(period->start_column), RAW(", "), ID(period->end_column), RAW(")"));
    }
}

Str my_render_table(Arena *arena, MyFamily family, const Table *table, Str name)
{
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("CREATE TABLE "), ID(name), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        sql_put(&writer, i == 0 ? RAW("\n    ") : RAW(",\n    "));
        my_put_column(&writer, family, table, table->columns.items[i]);
    }
    for (size_t i = 0; i < table->indexes.len; i++) {
        sql_put(&writer, RAW(",\n    "));
        my_put_index(&writer, family, table->indexes.items[i]);
    }
    for (size_t i = 0; i < table->checks.len; i++) {
        sql_put(&writer, RAW(",\n    "));
        my_put_check(&writer, table->checks.items[i]);
    }
    put_periods(&writer, table);
    sql_put(&writer, RAW("\n)"));
    my_put_options(&writer, table);
    if (sparse_bool(&table->obj.rec, FIELD_TABLE_SYSTEM_VERSIONED))
        sql_put(&writer, RAW(" WITH SYSTEM VERSIONING"));
    if (table_partitioning(table) != NULL)
        sql_put(&writer, RAW("\n"));
    my_put_partitioning(&writer, table);
    return sql_finish(&writer, arena);
}
