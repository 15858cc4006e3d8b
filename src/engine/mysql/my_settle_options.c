/* A desired table's options and partitions in the spelling of these servers. */
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_reader.h"
#include "engine/mysql/my_settle.h"

/* As the servers print them. */
static const char *const engine_names[] = {"InnoDB",    "MyISAM",    "MEMORY",     "Aria",
                                           "ARCHIVE",   "BLACKHOLE", "MRG_MyISAM", "CSV",
                                           "FEDERATED", "RocksDB",   "ColumnStore"};

static Str engine_name(Str name)
{
    if (str_eq_ascii_nocase(name, STR("HEAP")))
        return STR("MEMORY");
    for (size_t i = 0; i < sizeof engine_names / sizeof *engine_names; i++)
        if (str_eq_ascii_nocase(name, str_from(engine_names[i])))
            return str_from(engine_names[i]);
    return name;
}

/* Values that go without saying, in any case of letters. */
static void drop_default(const MySettle *settle, Record *rec, FieldId id, Str value,
                         const char *const *defaults)
{
    for (; *defaults != NULL; defaults++)
        if (str_eq_ascii_nocase(value, str_from(*defaults)))
            value = STR_ABSENT;
    sparse_set_str(settle->arena, rec, id, value);
}
#define DROP_DEFAULT(settle, rec, id, value, ...) \
    drop_default((settle), (rec), (id), (value), (const char *const[]){__VA_ARGS__, NULL})

static void settle_others(const MySettle *settle, Record *rec)
{
    const MapEntries *given = sparse_map(rec, FIELD_OPTIONS);
    MapEntries all = {0};

    for (size_t i = 0; i < given->len; i++) {
        MapEntry entry = {arena_upper(settle->arena, str_trim(given->items[i].name)),
                          str_trim(given->items[i].value)};
        vec_push(settle->arena, &all, entry);
    }
    sparse_set_map(settle->arena, rec, FIELD_OPTIONS, all);
}

/* ---- partitions */

/* `a`, b -> a, b, as the reader of live tables lists them. */
static Str plain_columns(const MySettle *settle, Str text)
{
    MyReader reader = my_reader_new(settle->arena, text);
    StrVec names = {0};
    Sb sb = sb_new(SB_LINE_MAX);
    Str name;

    while (my_take_name(&reader, &name)) {
        vec_push(settle->arena, &names, name);
        if (!my_take_sign(&reader, ','))
            break;
    }
    if (!my_reader_is_at_end(&reader))
        return text;
    idents_write(&sb, &names);
    return sb_finish(&sb, settle->arena);
}

static Str plain_expression(const MySettle *settle, Str method, Str text)
{
    if (str_is(method, "SYSTEM_TIME"))
        return str_trim(text);
    text = my_bare_expression(settle->arena, text);
    return str_ends(method, STR("KEY")) || str_ends(method, STR("COLUMNS"))
               ? plain_columns(settle, text)
               : text;
}

static Str plain_method(const MySettle *settle, Str method)
{
    MyReader reader = my_reader_new(settle->arena, method);
    Sb sb = sb_new(SB_LINE_MAX);

    while (!my_reader_is_at_end(&reader)) {
        if (sb.len > 0)
            sb_putc(&sb, ' ');
        sb_put(&sb, arena_upper(settle->arena, my_next(&reader)->text));
    }
    return sb_finish(&sb, settle->arena);
}

/* Without the words that its method makes clear: `(2020)`, `2020`, `MAXVALUE`. */
static Str plain_values(const MySettle *settle, Str method, Str values)
{
    MyReader reader = my_reader_new(settle->arena, values);
    bool is_range = str_starts(method, STR("RANGE"));
    Str inside;

    if (my_reader_is_at_end(&reader) || (!is_range && !str_starts(method, STR("LIST"))))
        return arena_upper(settle->arena, str_trim(values));
    (void)(MY_TAKE_WORDS(&reader, "VALUES"));
    (void)(MY_TAKE_WORDS(&reader, "LESS", "THAN") || my_take(&reader, "IN"));
    if (my_take(&reader, "DEFAULT"))
        return STR("DEFAULT");
    if (my_take(&reader, "MAXVALUE") && my_reader_is_at_end(&reader))
        return str_ends(method, STR("COLUMNS")) ? STR("LESS THAN (MAXVALUE)")
                                                : STR("LESS THAN MAXVALUE");
    if (!my_take_group(&reader, &inside) || !my_reader_is_at_end(&reader))
        inside = str_trim(
            str_sub(values, (size_t)(my_peek(&reader, 0)->text.ptr - values.ptr), SIZE_MAX));
    if (str_eq_ascii_nocase(inside, STR("MAXVALUE")) && is_range)
        return str_ends(method, STR("COLUMNS")) ? STR("LESS THAN (MAXVALUE)")
                                                : STR("LESS THAN MAXVALUE");
    return arena_printf(settle->arena, "%s (%.*s)", is_range ? "LESS THAN" : "IN", STR_ARG(inside));
}

/* p0, p1, …, with nothing to say of any: the server's own, of which the count is enough. */
static bool are_counted(const MySettle *settle, const Partitioning *partitioning)
{
    for (size_t i = 0; i < partitioning->partitions.len; i++) {
        const Partition *partition = partitioning->partitions.items[i];
        if (partition->values.len > 0 || partition->rec.sparse_len > 0 ||
            !str_eq(partition->name, arena_printf(settle->arena, "p%zu", i)))
            return false;
    }
    return partitioning->partitions.len > 0;
}

static void settle_partitioning(const MySettle *settle, Table *table)
{
    Partitioning *partitioning = table_partitioning(table);

    if (partitioning == NULL)
        return;
    partitioning->method = plain_method(settle, partitioning->method);
    partitioning->expression =
        plain_expression(settle, partitioning->method, partitioning->expression);
    partitioning->sub_method = plain_method(settle, partitioning->sub_method);
    partitioning->sub_expression =
        plain_expression(settle, partitioning->sub_method, partitioning->sub_expression);
    for (size_t i = 0; i < partitioning->partitions.len; i++) {
        Partition *partition = partitioning->partitions.items[i];
        partition->values = plain_values(settle, partitioning->method, partition->values);
    }
    if (are_counted(settle, partitioning)) {
        partitioning->count = (OptInt){true, (int64_t)partitioning->partitions.len};
        partitioning->partitions.len = 0;
    }
    if (partitioning->partitions.len > 0 ||
        (partitioning->count.given && partitioning->count.value <= 1))
        partitioning->count = (OptInt){0};
    if (partitioning->sub_count.given && partitioning->sub_count.value <= 1)
        partitioning->sub_count = (OptInt){0};
}

void my_settle_options(MySettle *settle, Table *table)
{
    Record *rec = &table->obj.rec;

    DROP_DEFAULT(settle, rec, FIELD_TABLE_ENGINE,
                 engine_name(str_trim(sparse_str(rec, FIELD_TABLE_ENGINE))), "InnoDB");
    DROP_DEFAULT(settle, rec, FIELD_TABLE_ROW_FORMAT,
                 arena_upper(settle->arena, str_trim(sparse_str(rec, FIELD_TABLE_ROW_FORMAT))),
                 "DYNAMIC", "DEFAULT");
    DROP_DEFAULT(settle, rec, FIELD_TABLE_COMPRESSION, sparse_str(rec, FIELD_TABLE_COMPRESSION),
                 "none", "");
    DROP_DEFAULT(settle, rec, FIELD_TABLE_ENCRYPTION,
                 arena_upper(settle->arena, sparse_str(rec, FIELD_TABLE_ENCRYPTION)), "N", "");
    DROP_DEFAULT(settle, rec, FIELD_TABLESPACE, sparse_str(rec, FIELD_TABLESPACE),
                 "innodb_file_per_table");
    sparse_set_str(settle->arena, rec, FIELD_CHARACTER_SET,
                   my_settle_set_name(settle->arena, sparse_str(rec, FIELD_CHARACTER_SET)));
    sparse_set_str(settle->arena, rec, FIELD_COLUMN_COLLATION,
                   my_settle_set_name(settle->arena, sparse_str(rec, FIELD_COLUMN_COLLATION)));
    settle_others(settle, rec);
    settle_partitioning(settle, table);
}
