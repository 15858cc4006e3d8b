/* A desired column in the spelling of these servers. */
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_reader.h"
#include "engine/mysql/my_settle.h"
#include "engine/mysql/my_type.h"

Str my_settle_set_name(Arena *arena, Str name)
{
    Str lower = arena_lower(arena, str_trim(name));

    if (str_is(lower, "utf8"))
        return STR("utf8mb3");
    if (str_starts(lower, STR("utf8_")))
        return arena_printf(arena, "utf8mb3_%.*s", STR_ARG(str_sub(lower, 5, SIZE_MAX)));
    return lower.len > 0 ? lower : STR_ABSENT;
}

static void set_if_absent(const MySettle *settle, Record *rec, FieldId id, Str text)
{
    if (text.len > 0 && sparse_str(rec, id).len == 0)
        sparse_set_str(settle->arena, rec, id, text);
}

/* SERIAL is NOT NULL and unique besides. */
static void settle_serial(const MySettle *settle, Table *table, Column *column)
{
    const Index *primary = table_primary_key(table);
    KeyPart part = {.name = column->name};
    Index *index;

    column->is_nullable = false;
    if (primary != NULL && primary->keys.len == 1 &&
        str_eq_ascii_nocase(primary->keys.items[0].name, column->name))
        return;
    index = model_add_index(settle->model, table, column->name);
    index->is_unique = true;
    vec_push(settle->arena, &index->keys, part);
}

/* What stands behind a type, where people leave it, has a key of its own. */
static void settle_type(const MySettle *settle, Table *table, Column *column)
{
    MyReader reader = my_reader_new(settle->arena, column->type);
    MyType type;

    if (column->type.len == 0) {
        my_settle_refuse(settle, &column->rec, "DataType", "name a type",
                         "%.*s: a column needs a DataType",
                         STR_ARG(my_settle_label(settle, &column->rec)));
        return;
    }
    if (!my_take_type(&reader, settle->family, &type))
        return;
    (void)(my_take(&reader, "auto_increment") && (type.is_auto_increment = true));
    if (!my_reader_is_at_end(&reader)) {
        my_settle_refuse(settle, &column->rec, "DataType",
                         "what follows a type has a key of its own: Nullable, Default, "
                         "GenerationExpression, Comment",
                         "%.*s: DataType goes on with %.*s",
                         STR_ARG(my_settle_label(settle, &column->rec)),
                         STR_ARG(my_peek(&reader, 0)->text));
        return;
    }
    column->type = type.text;
    set_if_absent(settle, &column->rec, FIELD_CHARACTER_SET, type.character_set);
    set_if_absent(settle, &column->rec, FIELD_COLUMN_COLLATION, type.collation);
    if (type.is_auto_increment)
        sparse_set_bool(settle->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, true);
    if (type.is_serial)
        settle_serial(settle, table, column);
}

static void settle_collation(const MySettle *settle, Column *column)
{
    static const FieldId ids[] = {FIELD_CHARACTER_SET, FIELD_COLUMN_COLLATION};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        sparse_set_str(settle->arena, &column->rec, ids[i],
                       my_type_is_text(column->type)
                           ? my_settle_set_name(settle->arena, sparse_str(&column->rec, ids[i]))
                           : STR_ABSENT);
}

/* GENERATED … AS IDENTITY, with or without options, is AUTO_INCREMENT here. */
static bool settle_identity(MySettle *settle, Column *column)
{
    Str generated = sparse_str(&column->rec, FIELD_COLUMN_GENERATED);
    MyReader reader = my_reader_new(settle->arena, generated);
    Str options;

    if (!my_take(&reader, "GENERATED"))
        return false;
    while (!my_reader_is_at_end(&reader) && !my_take(&reader, "IDENTITY"))
        (void)my_next(&reader);
    settle->identity_options += my_take_group(&reader, &options);
    sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_GENERATED, STR_ABSENT);
    sparse_set_bool(settle->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, true);
    column->is_nullable = false;
    return true;
}

static bool is_row_time(Str generated)
{
    return str_is(generated, "ROW START") || str_is(generated, "ROW END");
}

static void settle_generated(MySettle *settle, Column *column)
{
    Record *rec = &column->rec;
    Str expression = my_bare_expression(settle->arena, sparse_str(rec, FIELD_COLUMN_GENERATION));
    Str generated = arena_upper(settle->arena, str_trim(sparse_str(rec, FIELD_COLUMN_GENERATED)));

    if (settle_identity(settle, column))
        return;
    if (str_is(generated, "PERSISTENT") || str_is(generated, "ALWAYS"))
        generated = STR("STORED");
    if (is_row_time(generated) && settle->family == MY_MARIADB) {
        column->is_nullable = false;
    } else if (generated.len > 0 && expression.len == 0) {
        my_settle_refuse(settle, rec, "Generated", "add GenerationExpression",
                         "%.*s: a generated column has no expression",
                         STR_ARG(my_settle_label(settle, rec)));
    } else if (expression.len > 0) {
        if (generated.len > 0 && !str_is(generated, "STORED") && !str_is(generated, "VIRTUAL"))
            my_settle_refuse(settle, rec, "Generated", "STORED or VIRTUAL",
                             "%.*s: Generated is \"%.*s\"", STR_ARG(my_settle_label(settle, rec)),
                             STR_ARG(generated));
        if (generated.len == 0)
            generated = STR("VIRTUAL");
        if (column->dflt.len > 0)
            my_settle_refuse(settle, rec, "Default", "remove one of the two",
                             "%.*s: a generated column can't have a default",
                             STR_ARG(my_settle_label(settle, rec)));
        /* MariaDB takes no NOT NULL on one. */
        column->is_nullable = column->is_nullable || settle->family == MY_MARIADB;
    }
    sparse_set_str(settle->arena, rec, FIELD_COLUMN_GENERATION, expression);
    sparse_set_str(settle->arena, rec, FIELD_COLUMN_GENERATED,
                   generated.len > 0 ? generated : STR_ABSENT);
}

/* `true`, `now()`, `current_timestamp(6)`. */
static void settle_on_update(const MySettle *settle, Column *column)
{
    Str text = sparse_str(&column->rec, FIELD_COLUMN_ON_UPDATE);
    Str bare = my_bare_default(settle->arena, column->type, text);

    if (text.len == 0)
        return;
    if (str_eq_ascii_nocase(bare, STR("true")))
        bare = STR("CURRENT_TIMESTAMP");
    if (str_eq_ascii_nocase(bare, STR("false")))
        bare = STR_ABSENT;
    if (bare.len > 0 && !str_starts(bare, STR("CURRENT_TIMESTAMP")))
        my_settle_refuse(settle, &column->rec, "OnUpdateCurrentTimestamp",
                         "CURRENT_TIMESTAMP, with digits where its type has some",
                         "%.*s: OnUpdateCurrentTimestamp is \"%.*s\"",
                         STR_ARG(my_settle_label(settle, &column->rec)), STR_ARG(text));
    sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_ON_UPDATE, bare);
}

/* MariaDB keeps it with the column; on MySQL it is one of the table's. */
static void settle_check(const MySettle *settle, Table *table, Column *column)
{
    Str text = my_bare_expression(settle->arena, sparse_str(&column->rec, FIELD_COLUMN_CHECK));

    if (settle->family == MY_MYSQL && text.len > 0) {
        model_add_check(settle->model, table, STR_ABSENT)->expression = text;
        text = STR_ABSENT;
    }
    sparse_set_str(settle->arena, &column->rec, FIELD_COLUMN_CHECK, text);
}

void my_settle_column(MySettle *settle, Table *table, Column *column)
{
    my_settle_fields(settle, &column->rec);
    settle_type(settle, table, column);
    settle_collation(settle, column);
    column->dflt = my_bare_default(settle->arena, column->type, column->dflt);
    settle_generated(settle, column);
    settle_on_update(settle, column);
    settle_check(settle, table, column);
}
