/* Keys, constraints and periods of a printed CREATE TABLE. */
#include "engine/mysql/my_create_parts.h"
#include "engine/mysql/my_expression.h"

/* ---- keys */

/* `name`[(length)] | (expression), then ASC or DESC, or WITHOUT OVERLAPS behind a period. */
static bool read_part(MyCreate *create, Index *index)
{
    Arena *arena = &create->model->arena;
    MyReader *reader = &create->reader;
    KeyPart part = {0};
    Str inside;
    int64_t length = 0;

    if (my_take_group(reader, &inside)) {
        part.expression = my_bare_expression(arena, inside);
    } else if (my_take_name(reader, &part.name)) {
        if (my_take_group(reader, &inside) && !str_to_int64(inside, &length))
            return false;
        part.length = (int32_t)length;
        part.name = model_intern(create->model, part.name);
    } else {
        return false;
    }
    if (MY_TAKE_WORDS(reader, "WITHOUT", "OVERLAPS"))
        sparse_set_bool(arena, &index->rec, FIELD_INDEX_WITHOUT_OVERLAPS, true);
    part.is_desc = my_take(reader, "DESC");
    (void)my_take(reader, "ASC");
    vec_push(arena, &index->keys, part);
    return true;
}

static bool read_using(MyCreate *create, Index *index)
{
    if (my_take(&create->reader, "HASH"))
        sparse_set_str(&create->model->arena, &index->rec, FIELD_INDEX_TYPE, STR("HASH"));
    else
        return my_take(&create->reader, "BTREE") || my_take(&create->reader, "RTREE");
    return true;
}

static bool read_index_option(MyCreate *create, Index *index)
{
    Arena *arena = &create->model->arena;
    MyReader *reader = &create->reader;
    OptInt size;
    Str text;

    if (my_take(reader, "USING"))
        return read_using(create, index);
    if (my_take(reader, "COMMENT") && my_take_string(reader, &text))
        my_create_set(create, &index->rec, FIELD_COMMENT, text);
    else if (my_take(reader, "KEY_BLOCK_SIZE") && my_take_sign(reader, '=') &&
             my_take_int(reader, &size))
        sparse_set_int(arena, &index->rec, FIELD_KEY_BLOCK_SIZE, size);
    else if (MY_TAKE_WORDS(reader, "WITH", "PARSER") && my_take_name(reader, &text))
        my_create_set(create, &index->rec, FIELD_INDEX_PARSER, text);
    else if (my_take(reader, "INVISIBLE") || my_take(reader, "IGNORED"))
        sparse_set_tristate(arena, &index->rec, FIELD_INDEX_VISIBLE, TRI_FALSE);
    else
        return false;
    return true;
}

static bool is_end_of_item(const MyReader *reader)
{
    return my_reader_is_at_end(reader) || my_token_is_sign(my_peek(reader, 0), ',') ||
           my_token_is_sign(my_peek(reader, 0), ')');
}

static bool read_key(MyCreate *create, bool is_primary, bool is_unique, Str kind)
{
    MyReader *reader = &create->reader;
    Str name = STR("PRIMARY");
    Index *index;

    if (!my_take(reader, "KEY") || (!is_primary && !my_take_name(reader, &name)))
        return false;
    index = model_add_index(create->model, create->table, name);
    index->is_primary = is_primary;
    index->is_unique = is_unique;
    if (kind.len > 0)
        sparse_set_str(&create->model->arena, &index->rec, FIELD_INDEX_TYPE, kind);
    if (my_take(reader, "USING") && !read_using(create, index))
        return false;
    if (!my_take_sign(reader, '('))
        return false;
    do
        if (!read_part(create, index))
            return false;
    while (my_take_sign(reader, ','));
    if (!my_take_sign(reader, ')'))
        return false;
    while (!is_end_of_item(reader))
        if (!read_index_option(create, index))
            return false;
    return true;
}

/* ---- constraints */

/* NO ACTION and RESTRICT are one to these servers. */
static int read_action(MyReader *reader)
{
    if (my_take(reader, "CASCADE"))
        return FK_CASCADE;
    if (MY_TAKE_WORDS(reader, "SET", "NULL"))
        return FK_SET_NULL;
    if (MY_TAKE_WORDS(reader, "SET", "DEFAULT"))
        return FK_SET_DEFAULT;
    (void)(my_take(reader, "RESTRICT") || MY_TAKE_WORDS(reader, "NO", "ACTION"));
    return FK_NO_ACTION;
}

/* Names of columns repeat a lot. */
static bool take_columns(MyCreate *create, StrVec *columns)
{
    StrVec names = {0};
    bool ok = my_take_names(&create->reader, &names);

    for (size_t i = 0; i < names.len; i++)
        vec_push(&create->model->arena, columns, model_intern(create->model, names.items[i]));
    return ok;
}

static bool read_foreign_key(MyCreate *create, Str name)
{
    MyReader *reader = &create->reader;
    ForeignKey *key = model_add_foreign_key(create->model, create->table, name);
    Str table;

    if (!take_columns(create, &key->columns) || !my_take(reader, "REFERENCES") ||
        !my_take_name(reader, &table))
        return false;
    if (my_take_sign(reader, '.')) {
        key->related_schema = model_intern(create->model, table);
        if (!my_take_name(reader, &table))
            return false;
    }
    key->related_table = model_intern(create->model, table);
    if (!take_columns(create, &key->related_columns))
        return false;
    while (my_take(reader, "ON"))
        if (my_take(reader, "DELETE"))
            key->on_delete = read_action(reader);
        else if (my_take(reader, "UPDATE"))
            key->on_update = read_action(reader);
        else
            return false;
    return is_end_of_item(reader);
}

static bool read_check(MyCreate *create, Str name)
{
    Arena *arena = &create->model->arena;
    MyReader *reader = &create->reader;
    Check *check;
    Str text;

    if (!my_take_group(reader, &text))
        return false;
    check = model_add_check(create->model, create->table, name);
    check->expression = my_bare_expression(arena, text);
    if (MY_TAKE_WORDS(reader, "NOT", "ENFORCED"))
        sparse_set_bool(arena, &check->rec, FIELD_NOT_ENFORCED, true);
    return is_end_of_item(reader);
}

static bool read_period(MyCreate *create)
{
    Arena *arena = &create->model->arena;
    Period *period = record_new(arena, &period_type);
    StrVec columns = {0};

    if (!my_take_name(&create->reader, &period->name) || !take_columns(create, &columns) ||
        columns.len != 2)
        return false;
    period->name = arena_str(arena, period->name);
    period->start_column = columns.items[0];
    period->end_column = columns.items[1];
    list_push(arena,
              record_put(arena, &create->table->obj.rec,
                         record_type_find_id(&table_type, FIELD_TABLE_PERIODS)),
              &period->rec);
    return true;
}

bool my_create_key_read(MyCreate *create)
{
    MyReader *reader = &create->reader;
    Str name = STR_ABSENT;

    if (my_take(reader, "PRIMARY"))
        return read_key(create, true, false, STR_ABSENT);
    if (my_take(reader, "UNIQUE"))
        return read_key(create, false, true, STR_ABSENT);
    if (my_take(reader, "FULLTEXT"))
        return read_key(create, false, false, STR("FULLTEXT"));
    if (my_take(reader, "SPATIAL"))
        return read_key(create, false, false, STR("SPATIAL"));
    if (my_token_is(my_peek(reader, 0), "KEY"))
        return read_key(create, false, false, STR_ABSENT);
    if (MY_TAKE_WORDS(reader, "PERIOD", "FOR"))
        return read_period(create);
    if (my_take(reader, "CONSTRAINT") && !my_take_name(reader, &name))
        return false;
    if (MY_TAKE_WORDS(reader, "FOREIGN", "KEY"))
        return read_foreign_key(create, name);
    return my_take(reader, "CHECK") && read_check(create, name);
}
