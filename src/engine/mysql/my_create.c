/* Reads what SHOW CREATE TABLE and SHOW CREATE SEQUENCE print. */
#include "engine/mysql/my_create.h"

#include "engine/mysql/my_create_parts.h"
#include "engine/mysql/my_expression.h"
#include "engine/mysql/my_type.h"

Str my_default_collation(const MyCatalog *catalog, Str character_set)
{
    const Str *collation = map_get(&catalog->default_collations, character_set);

    return collation == NULL ? STR_ABSENT : *collation;
}

Str my_collation_set(Str collation)
{
    size_t end = str_find(collation, '_', 0);

    return end == SIZE_MAX ? collation : str_sub(collation, 0, end);
}

void my_create_fail(MyCreate *create, const char *what)
{
    const MyToken *token = my_peek(&create->reader, 0);

    if (create->table->unread == NULL)
        create->table->unread =
            arena_printf(&create->model->arena, "%s: %.*s", what, STR_ARG(token->text)).ptr;
}

void my_create_set(MyCreate *create, Record *rec, FieldId id, Str text)
{
    sparse_set_str(&create->model->arena, rec, id, arena_str(&create->model->arena, text));
}

/* On to the comma or parenthesis that ends what stands here. */
static void skip_item(MyCreate *create)
{
    Str ignored;

    while (!my_reader_is_at_end(&create->reader) &&
           !my_token_is_sign(my_peek(&create->reader, 0), ',') &&
           !my_token_is_sign(my_peek(&create->reader, 0), ')'))
        if (!my_take_group(&create->reader, &ignored))
            (void)my_next(&create->reader);
}

/* ---- a column's attributes: each is behind its words */

static bool take_character_set(MyCreate *create, Column *column)
{
    Str name;

    if (!my_take_name(&create->reader, &name))
        return false;
    sparse_set_str(&create->model->arena, &column->rec, FIELD_CHARACTER_SET,
                   model_intern(create->model, name));
    return true;
}

static bool take_collation(MyCreate *create, Column *column)
{
    Str name;

    if (!my_take_name(&create->reader, &name))
        return false;
    sparse_set_str(&create->model->arena, &column->rec, FIELD_COLUMN_COLLATION,
                   model_intern(create->model, name));
    return true;
}

static bool take_not_null(MyCreate *create, Column *column)
{
    (void)create;
    column->is_nullable = false;
    return true;
}

static bool take_null(MyCreate *create, Column *column)
{
    (void)create;
    column->is_nullable = true;
    return true;
}

/* A literal with its sign or introducer, a call, or an expression in parentheses. */
static Str take_value(MyReader *reader)
{
    size_t from = reader->at;
    Str ignored;

    (void)(my_take_sign(reader, '-') || my_take_sign(reader, '+'));
    if (my_take_group(reader, &ignored))
        return my_span(reader, from);
    (void)my_next(reader);
    if (my_peek(reader, 0)->kind == MY_TOKEN_STRING &&
        reader->tokens.items[from].kind == MY_TOKEN_WORD)
        (void)my_next(reader);
    (void)my_take_group(reader, &ignored);
    return my_span(reader, from);
}

/* nextval(`shop`.`ids`) -> nextval(`ids`): which database this is does not matter. */
static Str without_database(const MyCreate *create, Str text)
{
    Arena *arena = create->reader.arena;
    Sb sb = sb_new(SB_FILE_MAX);
    MyToken token;

    for (size_t at = 0; my_scan(text, at, &token);) {
        at += token.text.len;
        if (token.kind == MY_TOKEN_NAME && at < text.len && text.ptr[at] == '.' &&
            str_eq(my_token_text(arena, &token), create->catalog->database))
            at++;
        else
            sb_put(&sb, token.text);
    }
    return sb_finish(&sb, arena);
}

static bool take_default(MyCreate *create, Column *column)
{
    Str text = take_value(&create->reader);

    column->dflt = my_bare_default(
        &create->model->arena, column->type,
        str_contains(text, STR("nextval(")) ? without_database(create, text) : text);
    return text.len > 0;
}

static bool take_on_update(MyCreate *create, Column *column)
{
    Arena *arena = &create->model->arena;
    Str text = take_value(&create->reader);

    sparse_set_str(arena, &column->rec, FIELD_COLUMN_ON_UPDATE,
                   my_bare_default(arena, column->type, text));
    return text.len > 0;
}

static bool take_auto_increment(MyCreate *create, Column *column)
{
    sparse_set_bool(&create->model->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, true);
    return true;
}

static bool take_generation(MyCreate *create, Column *column)
{
    Arena *arena = &create->model->arena;
    MyReader *reader = &create->reader;
    Str expression;

    if (my_take(reader, "ROW")) {
        bool is_start = my_take(reader, "START");
        column->is_nullable = false;
        sparse_set_str(arena, &column->rec, FIELD_COLUMN_GENERATED,
                       is_start ? STR("ROW START") : STR("ROW END"));
        return is_start || my_take(reader, "END");
    }
    if (!my_take_group(reader, &expression))
        return false;
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_GENERATION,
                   my_bare_expression(arena, expression));
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_GENERATED,
                   my_take(reader, "STORED") || my_take(reader, "PERSISTENT") ? STR("STORED")
                                                                              : STR("VIRTUAL"));
    (void)my_take(reader, "VIRTUAL");
    return true;
}

static bool take_comment(MyCreate *create, Column *column)
{
    Str text;

    if (!my_take_string(&create->reader, &text))
        return false;
    my_create_set(create, &column->rec, FIELD_COMMENT, text);
    return true;
}

static bool take_invisible(MyCreate *create, Column *column)
{
    sparse_set_bool(&create->model->arena, &column->rec, FIELD_COLUMN_INVISIBLE, true);
    return true;
}

static bool take_unversioned(MyCreate *create, Column *column)
{
    sparse_set_bool(&create->model->arena, &column->rec, FIELD_COLUMN_UNVERSIONED, true);
    return true;
}

static bool take_check(MyCreate *create, Column *column)
{
    Arena *arena = &create->model->arena;
    Str text;

    if (!my_take_group(&create->reader, &text))
        return false;
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_CHECK, my_bare_expression(arena, text));
    return true;
}

bool my_take_int(MyReader *reader, OptInt *value)
{
    *value = (OptInt){.given = true};
    return str_to_int64(my_next(reader)->text, &value->value);
}

static bool take_srid(MyCreate *create, Column *column)
{
    OptInt srid;

    (void)my_take_sign(&create->reader, '=');
    if (!my_take_int(&create->reader, &srid))
        return false;
    sparse_set_int(&create->model->arena, &column->rec, FIELD_COLUMN_SRID, srid);
    return true;
}

typedef bool (*TakeAttribute)(MyCreate *create, Column *column);

static const struct Attribute {
    const char *words[4]; /* NULL ends them */
    TakeAttribute take;
} attributes[] = {
    {{"CHARACTER", "SET", NULL}, take_character_set},
    {{"COLLATE", NULL}, take_collation},
    {{"NOT", "NULL", NULL}, take_not_null},
    {{"NULL", NULL}, take_null},
    {{"DEFAULT", NULL}, take_default},
    {{"ON", "UPDATE", NULL}, take_on_update},
    {{"AUTO_INCREMENT", NULL}, take_auto_increment},
    {{"GENERATED", "ALWAYS", "AS", NULL}, take_generation},
    {{"AS", NULL}, take_generation},
    {{"COMMENT", NULL}, take_comment},
    {{"INVISIBLE", NULL}, take_invisible},
    {{"WITHOUT", "SYSTEM", "VERSIONING", NULL}, take_unversioned},
    {{"CHECK", NULL}, take_check},
    {{"SRID", NULL}, take_srid},
};

static bool take_attribute(MyCreate *create, Column *column)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (my_take_words(&create->reader, attributes[i].words))
            return attributes[i].take(create, column);
    return false;
}

/* MariaDB prints JSON as what it is made of. */
static void fold_json(const MyCreate *create, Column *column)
{
    Arena *arena = &create->model->arena;
    Str check = sparse_str(&column->rec, FIELD_COLUMN_CHECK);
    MyReader reader = my_reader_new(create->reader.arena, check);
    Str inside, name;

    if (create->catalog->family != MY_MARIADB || !str_is(column->type, "longtext") ||
        !my_take(&reader, "json_valid") || !my_take_group(&reader, &inside) ||
        !my_reader_is_at_end(&reader))
        return;
    reader = my_reader_new(create->reader.arena, inside);
    if (!my_take_name(&reader, &name) || !str_eq(name, column->name) ||
        !str_is(sparse_str(&column->rec, FIELD_COLUMN_COLLATION), "utf8mb4_bin"))
        return;
    column->type = STR("json");
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_CHECK, STR_ABSENT);
    sparse_set_str(arena, &column->rec, FIELD_CHARACTER_SET, STR_ABSENT);
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_COLLATION, STR_ABSENT);
}

static void read_column(MyCreate *create)
{
    Arena *arena = &create->model->arena;
    MyReader *reader = &create->reader;
    Column *column;
    MyType type;
    Str name;

    (void)my_take_name(reader, &name);
    column = model_add_column(create->model, create->table, name);
    column->is_nullable = true;
    if (!my_take_type(reader, create->catalog->family, &type)) {
        my_create_fail(create, "a type");
        skip_item(create);
        return;
    }
    column->type = model_intern(create->model, type.text);
    sparse_set_str(arena, &column->rec, FIELD_CHARACTER_SET,
                   model_intern(create->model, type.character_set));
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_COLLATION,
                   model_intern(create->model, type.collation));
    while (!my_token_is_sign(my_peek(reader, 0), ',') &&
           !my_token_is_sign(my_peek(reader, 0), ')') && !my_reader_is_at_end(reader))
        if (!take_attribute(create, column)) {
            my_create_fail(create, "an attribute of a column");
            skip_item(create);
        }
    fold_json(create, column);
}

/* ---- all of it */

static void read_item(MyCreate *create)
{
    size_t from = create->reader.at;

    if (my_peek(&create->reader, 0)->kind == MY_TOKEN_NAME) {
        read_column(create);
    } else if (!my_create_key_read(create)) {
        create->reader.at = from;
        my_create_fail(create, "a part of the table");
        skip_item(create);
    }
}

/* A collation that goes without saying is absent: that of the table. */
static void settle_collations(const MyCreate *create)
{
    Arena *arena = &create->model->arena;
    Str of_table = sparse_str(&create->table->obj.rec, FIELD_COLUMN_COLLATION);

    for (size_t i = 0; i < create->table->columns.len; i++) {
        Record *rec = &create->table->columns.items[i]->rec;
        Str set = sparse_str(rec, FIELD_CHARACTER_SET);
        Str collation = sparse_str(rec, FIELD_COLUMN_COLLATION);
        if (collation.len == 0 && set.len > 0)
            collation = my_default_collation(create->catalog, set);
        sparse_set_str(arena, rec, FIELD_COLUMN_COLLATION,
                       str_eq(collation, of_table) ? STR_ABSENT
                                                   : model_intern(create->model, collation));
        sparse_set_str(arena, rec, FIELD_CHARACTER_SET, STR_ABSENT);
    }
}

void my_create_table_read(Model *model, Table *table, const MyCatalog *catalog, Str sql)
{
    MyCreate create = {.model = model, .table = table, .catalog = catalog};
    MyReader *reader = &create.reader;
    Arena scratch = {0};
    Str name;

    *reader = my_reader_new(&scratch, my_unwrap(&scratch, sql));
    (void)my_take(reader, "CREATE");
    (void)my_take(reader, "TEMPORARY");
    if (!my_take(reader, "TABLE") || !my_take_name(reader, &name) || !my_take_sign(reader, '(')) {
        my_create_fail(&create, "the beginning");
    } else {
        do
            read_item(&create);
        while (my_take_sign(reader, ','));
        if (!my_take_sign(reader, ')'))
            my_create_fail(&create, "the end of the columns");
        my_create_options_read(&create);
        settle_collations(&create);
    }
    arena_free(&scratch);
}

/* ---- sequences */

static void set_number(Model *model, Sequence *sequence, FieldId id, int64_t value, int64_t dflt)
{
    sparse_set_int(&model->arena, &sequence->obj.rec, id,
                   value == dflt ? (OptInt){0} : (OptInt){true, value});
}

typedef struct SequenceNumbers {
    int64_t start, min, max, increment, cache;
} SequenceNumbers;

/* What the server says when it is told nothing: the limits of a bigint, less one at either side. */
static SequenceNumbers sequence_defaults(int64_t increment)
{
    SequenceNumbers numbers = {.increment = 1, .cache = 1000};

    numbers.min = increment < 0 ? INT64_MIN + 1 : 1;
    numbers.max = increment < 0 ? -1 : INT64_MAX - 1;
    return numbers;
}

static bool take_number(MyReader *reader, int64_t *value)
{
    size_t from = reader->at;

    (void)my_take_sign(reader, '-');
    (void)my_next(reader);
    return str_to_int64(my_span(reader, from), value);
}

static void set_numbers(Model *model, Sequence *sequence, const SequenceNumbers *said)
{
    SequenceNumbers dflt = sequence_defaults(said->increment);

    set_number(model, sequence, FIELD_SEQUENCE_MIN, said->min, dflt.min);
    set_number(model, sequence, FIELD_SEQUENCE_MAX, said->max, dflt.max);
    set_number(model, sequence, FIELD_SEQUENCE_START, said->start,
               said->increment < 0 ? said->max : said->min);
    set_number(model, sequence, FIELD_SEQUENCE_INCREMENT, said->increment, 1);
    set_number(model, sequence, FIELD_SEQUENCE_CACHE, said->cache, dflt.cache);
}

bool my_create_sequence_read(Model *model, Str name, Str sql)
{
    Arena *arena = &model->arena;
    Arena scratch = {0};
    MyReader reader = my_reader_new(&scratch, my_unwrap(&scratch, sql));
    SequenceNumbers said = sequence_defaults(1);
    Sequence *sequence;
    Str comment, word;
    MyType type;
    bool ok = true;

    ok = MY_TAKE_WORDS(&reader, "CREATE", "SEQUENCE") && my_take_name(&reader, &word);
    sequence = ok ? model_add(model, &sequence_type, STR_ABSENT, name) : NULL;
    said.start = said.min;
    while (ok && sequence != NULL && !my_reader_is_at_end(&reader)) {
        if (MY_TAKE_WORDS(&reader, "start", "with"))
            ok = take_number(&reader, &said.start);
        else if (my_take(&reader, "minvalue"))
            ok = take_number(&reader, &said.min);
        else if (my_take(&reader, "maxvalue"))
            ok = take_number(&reader, &said.max);
        else if (MY_TAKE_WORDS(&reader, "increment", "by"))
            ok = take_number(&reader, &said.increment);
        else if (my_take(&reader, "cache"))
            ok = take_number(&reader, &said.cache);
        else if (my_take(&reader, "nocache"))
            said.cache = 0;
        else if (my_take(&reader, "cycle"))
            sparse_set_bool(arena, &sequence->obj.rec, FIELD_SEQUENCE_CYCLE, true);
        else if (my_take(&reader, "AS") && my_take_type(&reader, MY_MARIADB, &type))
            sparse_set_str(arena, &sequence->obj.rec, FIELD_SEQUENCE_TYPE,
                           str_is(type.text, "bigint") ? STR_ABSENT
                                                       : model_intern(model, type.text));
        else if (my_take(&reader, "COMMENT") && my_take_sign(&reader, '=') &&
                 my_take_string(&reader, &comment))
            sparse_set_str(arena, &sequence->obj.rec, FIELD_COMMENT, arena_str(arena, comment));
        else
            (void)my_next(&reader); /* nocycle, the engine */
    }
    if (sequence != NULL)
        set_numbers(model, sequence, &said);
    arena_free(&scratch);
    return ok && sequence != NULL;
}
