/* Options and partitions of a printed CREATE TABLE. */
#include "base/sb.h"
#include "engine/mysql/my_create_parts.h"
#include "engine/mysql/my_expression.h"

/* ---- options */

typedef struct Option {
    Str key;   /* in upper case */
    Str value; /* as it stands */
    Str text;  /* without quotes */
} Option;

typedef enum OptionKind { AS_TEXT, AS_UPPER, AS_NUMBER, AS_YES } OptionKind;

static const struct OptionRow {
    const char *key;
    FieldId id;
    OptionKind kind;
    const char *dflt; /* goes without saying; or NULL */
} option_rows[] = {
    {"ENGINE", FIELD_TABLE_ENGINE, AS_TEXT, "InnoDB"},
    {"ROW_FORMAT", FIELD_TABLE_ROW_FORMAT, AS_UPPER, "DYNAMIC"},
    {"DEFAULT CHARSET", FIELD_CHARACTER_SET, AS_TEXT, NULL},
    {"CHARSET", FIELD_CHARACTER_SET, AS_TEXT, NULL},
    {"COLLATE", FIELD_COLUMN_COLLATION, AS_TEXT, NULL},
    {"AUTO_INCREMENT", FIELD_TABLE_COUNTER, AS_NUMBER, NULL},
    {"COMMENT", FIELD_COMMENT, AS_TEXT, NULL},
    {"KEY_BLOCK_SIZE", FIELD_KEY_BLOCK_SIZE, AS_NUMBER, NULL},
    {"DATA DIRECTORY", FIELD_DATA_DIRECTORY, AS_TEXT, NULL},
    {"TABLESPACE", FIELD_TABLESPACE, AS_TEXT, "innodb_file_per_table"},
    {"COMPRESSION", FIELD_TABLE_COMPRESSION, AS_TEXT, ""},
    {"ENCRYPTION", FIELD_TABLE_ENCRYPTION, AS_UPPER, "N"},
    {"ENCRYPTED", FIELD_TABLE_ENCRYPTED, AS_YES, NULL},
    {"ENCRYPTION_KEY_ID", FIELD_TABLE_ENCRYPTION_KEY, AS_NUMBER, NULL},
    {"PAGE_COMPRESSED", FIELD_TABLE_PAGE_COMPRESSED, AS_YES, NULL},
    {"PAGE_COMPRESSION_LEVEL", FIELD_TABLE_PAGE_COMPRESSION_LEVEL, AS_NUMBER, NULL},
};

static void set_other(MyCreate *create, const Option *option)
{
    Arena *arena = &create->model->arena;
    MapEntries entries = *sparse_map(&create->table->obj.rec, FIELD_OPTIONS), all = {0};
    MapEntry entry = {model_intern(create->model, option->key), arena_str(arena, option->value)};

    for (size_t i = 0; i < entries.len; i++)
        vec_push(arena, &all, entries.items[i]);
    vec_push(arena, &all, entry);
    sparse_set_map(arena, &create->table->obj.rec, FIELD_OPTIONS, all);
}

static void set_option(MyCreate *create, const Option *option)
{
    Arena *arena = &create->model->arena;
    Record *rec = &create->table->obj.rec;
    const struct OptionRow *row = NULL;
    OptInt number = {.given = true};

    for (size_t i = 0; i < sizeof option_rows / sizeof *option_rows && row == NULL; i++)
        if (str_is(option->key, option_rows[i].key))
            row = &option_rows[i];
    if (row == NULL || (row->kind == AS_NUMBER && !str_to_int64(option->text, &number.value)))
        set_other(create, option);
    else if (row->kind == AS_NUMBER)
        sparse_set_int(arena, rec, row->id, number);
    else if (row->kind == AS_YES)
        sparse_set_bool(arena, rec, row->id,
                        str_is(option->text, "1") ||
                            str_eq_ascii_nocase(option->text, STR("YES")) ||
                            str_eq_ascii_nocase(option->text, STR("ON")));
    else if (row->dflt == NULL || !str_eq_ascii_nocase(option->text, str_from(row->dflt)))
        sparse_set_str(arena, rec, row->id,
                       row->kind == AS_UPPER ? arena_upper(arena, option->text)
                                             : arena_str(arena, option->text));
}

/* `DATA DIRECTORY`, or a name in quotes. */
static Str take_key(MyReader *reader)
{
    Sb sb = sb_new(SB_LINE_MAX);

    do {
        Str word = my_token_text(reader->arena, my_next(reader));
        if (sb.len > 0)
            sb_putc(&sb, ' ');
        sb_put(&sb, arena_upper(reader->arena, word));
        if (str_is(word, "TABLESPACE") || str_is(word, "STORAGE"))
            break;
    } while (!my_reader_is_at_end(reader) && !my_token_is_sign(my_peek(reader, 0), '='));
    return sb_finish(&sb, reader->arena);
}

static Option take_option(MyReader *reader)
{
    Option option = {.key = take_key(reader)};
    size_t from;

    (void)my_take_sign(reader, '=');
    from = reader->at;
    if (!my_take_group(reader, &option.text))
        option.text = my_token_text(reader->arena, my_next(reader));
    option.value = my_span(reader, from);
    return option;
}

/* The table's collation always stands there, its character set never: one says the other. */
static void settle_collation(MyCreate *create)
{
    Arena *arena = &create->model->arena;
    Record *rec = &create->table->obj.rec;
    Str set = sparse_str(rec, FIELD_CHARACTER_SET);

    /* The catalog's texts end with it. */
    if (sparse_str(rec, FIELD_COLUMN_COLLATION).len == 0)
        sparse_set_str(arena, rec, FIELD_COLUMN_COLLATION,
                       model_intern(create->model, set.len > 0
                                                       ? my_default_collation(create->catalog, set)
                                                       : create->catalog->collation));
    sparse_set_str(arena, rec, FIELD_CHARACTER_SET, STR_ABSENT);
}

void my_create_options_read(MyCreate *create)
{
    Arena *arena = &create->model->arena;
    MyReader *reader = &create->reader;
    Record *rec = &create->table->obj.rec;
    Partitioning *partitioning = NULL;

    while (!my_reader_is_at_end(reader)) {
        if (MY_TAKE_WORDS(reader, "WITH", "SYSTEM", "VERSIONING")) {
            sparse_set_bool(arena, rec, FIELD_TABLE_SYSTEM_VERSIONED, true);
        } else if (MY_TAKE_WORDS(reader, "START", "TRANSACTION")) {
            continue; /* a CREATE TABLE … SELECT that ended */
        } else if (MY_TAKE_WORDS(reader, "PARTITION", "BY")) {
            partitioning = my_partitioning_read(reader->arena, reader);
            if (partitioning == NULL)
                my_create_fail(create, "its partitions");
            else
                *(Partitioning **)record_put(
                    arena, rec, record_type_find_id(&table_type, FIELD_TABLE_PARTITIONING)) =
                    (Partitioning *)record_copy(arena, &partitioning->rec);
            break;
        } else {
            Option option = take_option(reader);
            set_option(create, &option);
        }
    }
    settle_collation(create);
}

/* ---- partitions */

static Str take_method(MyReader *reader)
{
    bool is_linear = my_take(reader, "LINEAR");

    if (my_take(reader, "HASH"))
        return is_linear ? STR("LINEAR HASH") : STR("HASH");
    if (my_take(reader, "KEY"))
        return is_linear ? STR("LINEAR KEY") : STR("KEY");
    if (my_take(reader, "RANGE"))
        return my_take(reader, "COLUMNS") ? STR("RANGE COLUMNS") : STR("RANGE");
    if (my_take(reader, "LIST"))
        return my_take(reader, "COLUMNS") ? STR("LIST COLUMNS") : STR("LIST");
    return my_take(reader, "SYSTEM_TIME") ? STR("SYSTEM_TIME") : STR_ABSENT;
}

/* `a`,`b` -> a, b. */
static bool take_columns(MyReader *reader, Str *list)
{
    StrVec names = {0};
    Sb sb = sb_new(SB_LINE_MAX);

    if (MY_TAKE_WORDS(reader, "ALGORITHM")) {
        (void)my_take_sign(reader, '=');
        (void)my_next(reader);
    }
    if (my_token_is_sign(my_peek(reader, 1), ')')) {
        (void)my_next(reader);
        (void)my_next(reader);
    } else if (!my_take_names(reader, &names)) {
        return false;
    }
    idents_write(&sb, &names);
    *list = sb_finish(&sb, reader->arena);
    return true;
}

/* Of SYSTEM_TIME: all until the count or the list. */
static Str take_system_time(MyReader *reader)
{
    size_t from = reader->at;

    while (!my_reader_is_at_end(reader) && !my_token_is_sign(my_peek(reader, 0), '(') &&
           !my_token_is(my_peek(reader, 0), "PARTITIONS") &&
           !my_token_is(my_peek(reader, 0), "SUBPARTITION"))
        (void)my_next(reader);
    return my_span(reader, from);
}

static bool take_how(MyReader *reader, Arena *arena, Str *method, Str *expression)
{
    Str inside;

    *method = take_method(reader);
    if (str_is(*method, "SYSTEM_TIME")) {
        *expression = take_system_time(reader);
        return true;
    }
    if (str_ends(*method, STR("KEY")) || str_ends(*method, STR("COLUMNS")))
        return take_columns(reader, expression);
    if (method->len == 0 || !my_take_group(reader, &inside))
        return false;
    *expression = my_bare_expression(arena, inside);
    return true;
}

/* COMMENT = 'old' ENGINE = InnoDB … until the next partition, or its sub-partitions. */
static bool take_partition_options(MyReader *reader, Arena *arena, Partition *partition)
{
    while (my_peek(reader, 0)->kind == MY_TOKEN_WORD) {
        Option option = take_option(reader);
        if (str_is(option.key, "COMMENT"))
            sparse_set_str(arena, &partition->rec, FIELD_COMMENT, option.text);
        else if (str_is(option.key, "DATA DIRECTORY"))
            sparse_set_str(arena, &partition->rec, FIELD_DATA_DIRECTORY, option.text);
        else if (!str_is(option.key, "ENGINE") && !str_is(option.key, "STORAGE ENGINE"))
            return false;
    }
    return true;
}

/* p0sp0, p0sp1, …: what the server calls them. */
static bool are_default_names(Arena *arena, const Partition *partition, const StrVec *names)
{
    for (size_t i = 0; i < names->len; i++)
        if (!str_eq(names->items[i], arena_printf(arena, "%.*ssp%zu", STR_ARG(partition->name), i)))
            return false;
    return true;
}

static bool take_subpartitions(MyReader *reader, Arena *arena, Partitioning *partitioning,
                               Partition *partition)
{
    StrVec names = {0};
    Partition ignored = {0};
    Str name;

    if (!my_take_sign(reader, '('))
        return true;
    do {
        if (!my_take(reader, "SUBPARTITION") || !my_take_name(reader, &name))
            return false;
        vec_push(arena, &names, name);
        ignored.rec.type = &partition_type;
        if (!take_partition_options(reader, arena, &ignored) || ignored.rec.sparse_len > 0)
            return false;
    } while (my_take_sign(reader, ','));
    partitioning->sub_count = (OptInt){true, (int64_t)names.len};
    if (!are_default_names(arena, partition, &names))
        sparse_set_strs(arena, &partition->rec, FIELD_PARTITION_SUBS, names);
    return my_take_sign(reader, ')');
}

static bool take_partition(MyReader *reader, Arena *arena, Partitioning *partitioning)
{
    Partition *partition = record_new(arena, &partition_type);
    size_t from;
    Str ignored;

    if (!my_take(reader, "PARTITION") || !my_take_name(reader, &partition->name))
        return false;
    (void)my_take(reader, "VALUES");
    from = reader->at;
    if (MY_TAKE_WORDS(reader, "LESS", "THAN"))
        (void)(my_take_group(reader, &ignored) || my_take(reader, "MAXVALUE"));
    else if (my_take(reader, "IN"))
        (void)my_take_group(reader, &ignored);
    else
        (void)(my_take(reader, "HISTORY") || my_take(reader, "CURRENT") ||
               my_take(reader, "DEFAULT"));
    partition->values = my_span(reader, from);
    vec_push(arena, &partitioning->partitions, partition);
    return take_partition_options(reader, arena, partition) &&
           take_subpartitions(reader, arena, partitioning, partition);
}

static bool take_list(MyReader *reader, Arena *arena, Partitioning *partitioning)
{
    do
        if (!take_partition(reader, arena, partitioning))
            return false;
    while (my_take_sign(reader, ','));
    return my_take_sign(reader, ')') && my_reader_is_at_end(reader);
}

Partitioning *my_partitioning_read(Arena *arena, MyReader *reader)
{
    Partitioning *partitioning = record_new(arena, &partitioning_type);
    bool ok = take_how(reader, arena, &partitioning->method, &partitioning->expression);

    if (ok && my_take(reader, "PARTITIONS"))
        ok = my_take_int(reader, &partitioning->count);
    if (ok && MY_TAKE_WORDS(reader, "SUBPARTITION", "BY"))
        ok = take_how(reader, arena, &partitioning->sub_method, &partitioning->sub_expression);
    if (ok && my_take(reader, "SUBPARTITIONS"))
        ok = my_take_int(reader, &partitioning->sub_count);
    if (ok && my_take_sign(reader, '('))
        ok = take_list(reader, arena, partitioning);
    return ok && my_reader_is_at_end(reader) ? partitioning : NULL;
}
