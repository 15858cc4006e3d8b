/* Reads the CREATE TABLE and CREATE INDEX texts that SQLite keeps. */
#include "engine/sqlite/lite_create.h"

#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"

typedef struct Reader {
    Model *model;
    Table *table;
    LiteTokens tokens;
    size_t at;
    Str name;           /* of the constraint that comes, from CONSTRAINT; absent: unnamed */
    bool has_table_key; /* the primary key stands behind the columns, not in one */
    const char **problem;
} Reader;

static const LiteToken *peek(const Reader *reader)
{
    return &reader->tokens.items[reader->at];
}

static const LiteToken *peek_next(const Reader *reader)
{
    return peek(reader)->kind == LITE_END ? peek(reader) : peek(reader) + 1;
}

static void advance(Reader *reader)
{
    if (peek(reader)->kind != LITE_END)
        reader->at++;
}

static bool fail(Reader *reader, const char *wanted)
{
    const LiteToken *token = peek(reader);

    if (*reader->problem == NULL)
        *reader->problem =
            arena_printf(&reader->model->arena, "%s expected at \"%.*s\"", wanted,
                         STR_ARG(token->kind == LITE_END ? STR("its end") : token->text))
                .ptr;
    return false;
}

static bool take(Reader *reader, const char *keyword)
{
    if (!lite_token_is(peek(reader), keyword))
        return false;
    advance(reader);
    return true;
}

static bool take_two(Reader *reader, const char *first, const char *second)
{
    if (!lite_token_is(peek(reader), first) || !lite_token_is(peek_next(reader), second))
        return false;
    reader->at += 2;
    return true;
}

static bool take_sign(Reader *reader, const char *sign)
{
    if (!lite_token_is_sign(peek(reader), sign))
        return false;
    advance(reader);
    return true;
}

static bool need_sign(Reader *reader, const char *sign)
{
    return take_sign(reader, sign) || fail(reader, sign);
}

static bool is_name(const LiteToken *token)
{
    return token->kind == LITE_WORD || token->kind == LITE_NAME || token->kind == LITE_STRING;
}

static bool need_name(Reader *reader, Str *name)
{
    if (!is_name(peek(reader)))
        return fail(reader, "a name");
    *name = model_intern(reader->model, lite_token_name(&reader->model->arena, peek(reader)));
    if (name->len == 0) /* SQLite takes it; in a record it would be no name at all */
        return fail(reader, "a name that is not empty");
    advance(reader);
    return true;
}

/* A collation as SQL writes it. */
static bool need_collation(Reader *reader, Str *collation)
{
    if (!is_name(peek(reader)))
        return fail(reader, "a collation");
    *collation = lite_collation_text(&reader->model->arena, peek(reader)->text);
    advance(reader);
    return true;
}

static Str kept(const Reader *reader, const LiteToken *first, const LiteToken *last)
{
    return arena_str(&reader->model->arena, lite_token_span(first, last));
}

/* Passes a parenthesis and what is in it; `*inner` is that text, without comments at its ends. */
static bool need_group(Reader *reader, Str *inner)
{
    const LiteToken *first = peek(reader);
    size_t depth = 0;

    if (!lite_token_is_sign(first, "("))
        return fail(reader, "(");
    do {
        const LiteToken *token = peek(reader);
        if (token->kind == LITE_END || token->kind == LITE_BAD)
            return fail(reader, ")");
        if (lite_token_is_sign(token, "("))
            depth++;
        if (lite_token_is_sign(token, ")"))
            depth--;
        advance(reader);
    } while (depth > 0);
    const LiteToken *last = peek(reader) - 1;
    *inner = last == first + 1 ? STR("") : kept(reader, first + 1, last - 1);
    return true;
}

/* [ON CONFLICT …], as the index of its FIELD_…_CONFLICT choice. */
static bool read_conflict(Reader *reader, int *conflict)
{
    static const char *const words[] = {"ABORT", "ROLLBACK", "FAIL", "IGNORE", "REPLACE", NULL};

    *conflict = 0;
    if (!take_two(reader, "ON", "CONFLICT"))
        return true;
    for (int i = 0; words[i] != NULL; i++) {
        if (take(reader, words[i])) {
            *conflict = i;
            return true;
        }
    }
    return fail(reader, "a conflict clause");
}

static bool read_action(Reader *reader, int *action)
{
    if (take_two(reader, "SET", "NULL"))
        *action = FK_SET_NULL;
    else if (take_two(reader, "SET", "DEFAULT"))
        *action = FK_SET_DEFAULT;
    else if (take_two(reader, "NO", "ACTION"))
        *action = FK_NO_ACTION;
    else if (take(reader, "CASCADE"))
        *action = FK_CASCADE;
    else if (take(reader, "RESTRICT"))
        *action = FK_RESTRICT;
    else
        return fail(reader, "a foreign key action");
    return true;
}

/* SQLite keeps the word behind MATCH and ignores it; another word than these is not kept. */
static bool read_match(Reader *reader, ForeignKey *key)
{
    Arena *arena = &reader->model->arena;

    if (take(reader, "FULL"))
        sparse_set_enum(arena, &key->rec, FIELD_FK_MATCH, LITE_MATCH_FULL);
    else if (take(reader, "PARTIAL"))
        sparse_set_enum(arena, &key->rec, FIELD_FK_MATCH, LITE_MATCH_PARTIAL);
    else if (!take(reader, "SIMPLE") && !take(reader, "NONE"))
        return fail(reader, "SIMPLE, FULL or PARTIAL");
    return true;
}

/* [NOT] DEFERRABLE [INITIALLY DEFERRED|IMMEDIATE]. NOT DEFERRABLE INITIALLY DEFERRED is immediate.
 */
static bool read_deferrable(Reader *reader, Record *key)
{
    bool is_not = take(reader, "NOT"), is_deferred;

    if (!take(reader, "DEFERRABLE"))
        return fail(reader, "DEFERRABLE");
    is_deferred = take_two(reader, "INITIALLY", "DEFERRED");
    if (!is_deferred)
        (void)take_two(reader, "INITIALLY", "IMMEDIATE");
    sparse_set_bool(&reader->model->arena, key, FIELD_DEFERRABLE, !is_not);
    sparse_set_bool(&reader->model->arena, key, FIELD_INITIALLY_DEFERRED, !is_not && is_deferred);
    return true;
}

static bool at_deferrable(const Reader *reader)
{
    return lite_token_is(peek(reader), "DEFERRABLE") ||
           (lite_token_is(peek(reader), "NOT") && lite_token_is(peek_next(reader), "DEFERRABLE"));
}

/* (a, b) */
static bool read_names(Reader *reader, StrVec *names)
{
    if (!need_sign(reader, "("))
        return false;
    do {
        Str name;
        if (!need_name(reader, &name))
            return false;
        vec_push(&reader->model->arena, names, name);
    } while (take_sign(reader, ","));
    return need_sign(reader, ")");
}

static ForeignKey *add_foreign_key(Reader *reader)
{
    ForeignKey *key = model_add_foreign_key(reader->model, reader->table, reader->name);

    reader->name = STR_ABSENT;
    return key;
}

/* What follows REFERENCES. */
static bool read_reference(Reader *reader, ForeignKey *key)
{
    bool ok = need_name(reader, &key->related_table);

    if (ok && lite_token_is_sign(peek(reader), "("))
        ok = read_names(reader, &key->related_columns);
    while (ok) {
        int ignored;
        if (take_two(reader, "ON", "DELETE"))
            ok = read_action(reader, &key->on_delete);
        else if (take_two(reader, "ON", "UPDATE"))
            ok = read_action(reader, &key->on_update);
        else if (take_two(reader, "ON", "INSERT"))
            ok = read_action(reader, &ignored); /* SQLite reads it and forgets it */
        else if (take(reader, "MATCH"))
            ok = read_match(reader, key);
        else if (at_deferrable(reader))
            ok = read_deferrable(reader, &key->rec);
        else
            break;
    }
    return ok;
}

static Index *add_constraint_index(Reader *reader, bool is_primary)
{
    Index *index = model_add_index(reader->model, reader->table, reader->name);

    index->is_primary = is_primary;
    index->is_constraint = !is_primary;
    reader->name = STR_ABSENT;
    return index;
}

static bool read_index_conflict(Reader *reader, Index *index)
{
    int conflict;

    if (!read_conflict(reader, &conflict))
        return false;
    sparse_set_enum(&reader->model->arena, &index->rec, FIELD_INDEX_CONFLICT, conflict);
    return true;
}

static bool read_column_key(Reader *reader, Column *column, bool is_primary)
{
    Index *index = add_constraint_index(reader, is_primary);
    KeyPart part = {.name = column->name};

    if (is_primary && !take(reader, "ASC"))
        part.is_desc = take(reader, "DESC");
    vec_push(&reader->model->arena, &index->keys, part);
    if (!read_index_conflict(reader, index))
        return false;
    if (is_primary && take(reader, "AUTOINCREMENT"))
        sparse_set_bool(&reader->model->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, true);
    return true;
}

static bool read_check(Reader *reader)
{
    Check *check = model_add_check(reader->model, reader->table, reader->name);
    int ignored;

    reader->name = STR_ABSENT;
    /* SQLite takes a conflict clause behind CHECK and does nothing with it. */
    return need_group(reader, &check->expression) && read_conflict(reader, &ignored);
}

static bool read_default(Reader *reader, Column *column)
{
    const LiteToken *first = peek(reader);

    if (lite_token_is_sign(first, "("))
        return need_group(reader, &column->dflt);
    if (!take_sign(reader, "-"))
        (void)take_sign(reader, "+");
    if (peek(reader)->kind == LITE_SIGN || peek(reader)->kind == LITE_END ||
        peek(reader)->kind == LITE_BAD)
        return fail(reader, "a default");
    advance(reader);
    column->dflt = kept(reader, first, peek(reader) - 1);
    return true;
}

static bool read_generated(Reader *reader, Column *column)
{
    Arena *arena = &reader->model->arena;
    Str expression;
    bool is_stored;

    if (!need_group(reader, &expression))
        return false;
    is_stored = take(reader, "STORED");
    if (!is_stored)
        (void)take(reader, "VIRTUAL");
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_GENERATION, expression);
    sparse_set_str(arena, &column->rec, FIELD_COLUMN_GENERATED,
                   is_stored ? STR("STORED") : STR("VIRTUAL"));
    return true;
}

static bool read_not_null(Reader *reader, Column *column)
{
    int conflict;

    if (!read_conflict(reader, &conflict))
        return false;
    column->is_nullable = false;
    sparse_set_enum(&reader->model->arena, &column->rec, FIELD_COLUMN_CONFLICT, conflict);
    return true;
}

static bool read_column_collation(Reader *reader, Column *column)
{
    Str collation;

    if (!need_collation(reader, &collation))
        return false;
    sparse_set_str(&reader->model->arena, &column->rec, FIELD_COLUMN_COLLATION,
                   lite_collation_is_default(collation) ? STR_ABSENT : collation);
    return true;
}

static bool read_column_reference(Reader *reader, Column *column)
{
    ForeignKey *key = add_foreign_key(reader);

    vec_push(&reader->model->arena, &key->columns, column->name);
    return read_reference(reader, key);
}

/* A DEFERRABLE that doesn't follow its REFERENCES directly belongs to the last key, as in SQLite.
 */
static bool read_late_deferrable(Reader *reader)
{
    if (reader->table->foreign_keys.len == 0)
        return fail(reader, "a foreign key");
    return read_deferrable(reader, &vec_last(&reader->table->foreign_keys)->rec);
}

static bool read_column_constraint(Reader *reader, Column *column)
{
    int ignored;

    if (take(reader, "CONSTRAINT"))
        return need_name(reader, &reader->name);
    if (at_deferrable(reader))
        return read_late_deferrable(reader);
    if (take_two(reader, "PRIMARY", "KEY"))
        return read_column_key(reader, column, true);
    if (take(reader, "UNIQUE"))
        return read_column_key(reader, column, false);
    if (take(reader, "CHECK"))
        return read_check(reader);
    if (take(reader, "REFERENCES"))
        return read_column_reference(reader, column);
    reader->name = STR_ABSENT; /* the rest has no use for a name */
    if (take_two(reader, "NOT", "NULL"))
        return read_not_null(reader, column);
    if (take(reader, "NULL"))
        return read_conflict(reader, &ignored);
    if (take(reader, "DEFAULT"))
        return read_default(reader, column);
    if (take(reader, "COLLATE"))
        return read_column_collation(reader, column);
    if (take_two(reader, "GENERATED", "ALWAYS")) {
        return take(reader, "AS") ? read_generated(reader, column) : fail(reader, "AS");
    }
    return take(reader, "AS") ? read_generated(reader, column)
                              : fail(reader, "a column constraint");
}

static bool at_any(const Reader *reader, const char *const *keywords)
{
    for (const char *const *word = keywords; *word != NULL; word++)
        if (lite_token_is(peek(reader), *word))
            return true;
    return false;
}

static bool at_column_end(const Reader *reader)
{
    return lite_token_is_sign(peek(reader), ",") || lite_token_is_sign(peek(reader), ")") ||
           peek(reader)->kind == LITE_END;
}

/* In a type of 16 bytes or more SQLite takes a last ALWAYS for that of GENERATED ALWAYS and cuts it
 * off, even from the end of a longer name (sqlite3AddColumn in its build.c). */
static bool is_cut_by_sqlite(Str type)
{
    Str always = STR("ALWAYS");

    return type.len >= strlen("GENERATED ALWAYS") &&
           str_eq_ascii_nocase(str_sub(type, type.len - always.len, SIZE_MAX), always);
}

/* Any names, then (1) or (1, 2). */
static bool read_type(Reader *reader, Column *column)
{
    static const char *const ends[] = {"CONSTRAINT", "PRIMARY",    "NOT", "NULL",    "UNIQUE",
                                       "CHECK",      "DEFAULT",    "AS",  "COLLATE", "REFERENCES",
                                       "GENERATED",  "DEFERRABLE", NULL};
    const LiteToken *first = peek(reader);
    Str ignored;

    while (is_name(peek(reader)) && !at_any(reader, ends))
        advance(reader);
    if (peek(reader) != first && lite_token_is_sign(peek(reader), "(") &&
        !need_group(reader, &ignored))
        return false;
    column->type = peek(reader) == first
                       ? STR("")
                       : model_intern(reader->model, lite_token_span(first, peek(reader) - 1));
    return !is_cut_by_sqlite(column->type) || fail(reader, "a type that does not end in ALWAYS");
}

static bool read_column(Reader *reader)
{
    Column *column;
    Str name;

    if (!need_name(reader, &name))
        return false;
    column = model_add_column(reader->model, reader->table, name);
    column->is_nullable = true;
    if (!read_type(reader, column))
        return false;
    while (!at_column_end(reader))
        if (!read_column_constraint(reader, column))
            return false;
    reader->name = STR_ABSENT;
    return true;
}

/* Cuts NULLS …, ASC or DESC, and COLLATE off the end of the tokens [first, *end). */
static void read_key_tail(Reader *reader, const LiteToken *first, const LiteToken **end,
                          KeyPart *part)
{
    if (*end - first > 1 && (lite_token_is(*end - 1, "ASC") || lite_token_is(*end - 1, "DESC"))) {
        part->is_desc = lite_token_is(*end - 1, "DESC");
        *end -= 1;
    }
    if (*end - first > 2 && lite_token_is(*end - 2, "COLLATE")) {
        part->collation = lite_collation_text(&reader->model->arena, (*end - 1)->text);
        *end -= 2;
    }
}

/* One key part: up to the next comma or parenthesis of its own level. */
static bool read_key_part(Reader *reader, Index *index)
{
    const LiteToken *first = peek(reader), *end;
    KeyPart part = {0};
    Str ignored;

    while (!at_column_end(reader)) {
        if (index->is_primary && lite_token_is(peek(reader), "AUTOINCREMENT"))
            break;
        if (!lite_token_is_sign(peek(reader), "("))
            advance(reader);
        else if (!need_group(reader, &ignored))
            return false;
    }
    end = peek(reader);
    if (end == first)
        return fail(reader, "a column");
    read_key_tail(reader, first, &end, &part);
    if (end - first == 1 && is_name(first))
        part.name = lite_token_name(&reader->model->arena, first);
    if (lite_table_column(reader->table, part.name) == NULL) {
        part.name = STR_ABSENT;
        part.expression = kept(reader, first, end - 1); /* with its parentheses, if any */
    }
    vec_push(&reader->model->arena, &index->keys, part);
    return true;
}

static bool read_keys(Reader *reader, Index *index)
{
    if (!need_sign(reader, "("))
        return false;
    do {
        if (!read_key_part(reader, index))
            return false;
    } while (take_sign(reader, ","));
    if (index->is_primary && index->keys.len == 1 && take(reader, "AUTOINCREMENT")) {
        Column *column = lite_table_column(reader->table, index->keys.items[0].name);
        if (column != NULL)
            sparse_set_bool(&reader->model->arena, &column->rec, FIELD_COLUMN_AUTO_INCREMENT, true);
    }
    return need_sign(reader, ")");
}

static bool read_table_key(Reader *reader, bool is_primary)
{
    Index *index = add_constraint_index(reader, is_primary);

    reader->has_table_key = reader->has_table_key || is_primary;
    return read_keys(reader, index) && read_index_conflict(reader, index);
}

/* Behind the columns the direction of a rowid alias means nothing; written at the column, it makes
 * an ordinary key of it. Source: sqlite.org/lang_createtable.html#rowid. */
static void settle_direction(const Reader *reader)
{
    Index *primary = table_primary_key(reader->table);
    bool was_desc;

    if (!reader->has_table_key || primary->keys.len != 1)
        return;
    was_desc = primary->keys.items[0].is_desc;
    primary->keys.items[0].is_desc = false;
    if (lite_table_rowid_alias(reader->table) == NULL)
        primary->keys.items[0].is_desc = was_desc;
}

static bool read_table_foreign_key(Reader *reader)
{
    ForeignKey *key = add_foreign_key(reader);

    if (!read_names(reader, &key->columns))
        return false;
    return take(reader, "REFERENCES") ? read_reference(reader, key) : fail(reader, "REFERENCES");
}

static bool read_table_constraint(Reader *reader)
{
    if (take(reader, "CONSTRAINT"))
        return need_name(reader, &reader->name);
    if (take_two(reader, "PRIMARY", "KEY"))
        return read_table_key(reader, true);
    if (take(reader, "UNIQUE"))
        return read_table_key(reader, false);
    if (take(reader, "CHECK"))
        return read_check(reader);
    if (take_two(reader, "FOREIGN", "KEY"))
        return read_table_foreign_key(reader);
    return fail(reader, "a table constraint");
}

/* Columns, then constraints, between which SQLite wants no comma. */
static bool read_entries(Reader *reader)
{
    static const char *const constraints[] = {"CONSTRAINT", "PRIMARY", "UNIQUE",
                                              "CHECK",      "FOREIGN", NULL};

    if (!need_sign(reader, "("))
        return false;
    do {
        if (at_any(reader, constraints)) {
            do {
                if (!read_table_constraint(reader))
                    return false;
            } while (!at_column_end(reader));
        } else if (!read_column(reader)) {
            return false;
        }
    } while (take_sign(reader, ","));
    return need_sign(reader, ")");
}

static bool read_options(Reader *reader)
{
    Arena *arena = &reader->model->arena;
    Record *rec = &reader->table->obj.rec;

    while (peek(reader)->kind != LITE_END) {
        if (take(reader, "STRICT"))
            sparse_set_bool(arena, rec, FIELD_TABLE_STRICT, true);
        else if (take_two(reader, "WITHOUT", "ROWID"))
            sparse_set_bool(arena, rec, FIELD_TABLE_WITHOUT_ROWID, true);
        else
            return fail(reader, "a table option");
        if (!take_sign(reader, ",") && peek(reader)->kind != LITE_END)
            return fail(reader, ",");
    }
    return true;
}

/* SQLite keeps neither TEMP, IF NOT EXISTS nor the schema, but an old file might. */
static bool read_head(Reader *reader)
{
    Str name;

    (void)take_two(reader, "IF", "NOT");
    (void)take(reader, "EXISTS");
    if (!need_name(reader, &name))
        return false;
    return !take_sign(reader, ".") || need_name(reader, &name);
}

bool lite_create_table_read(Model *model, Table *table, Str sql, const char **problem)
{
    Arena scratch = {0};
    Reader reader = {.model = model, .table = table, .problem = problem};
    bool ok;

    *problem = NULL;
    reader.tokens = lite_tokens_read(&scratch, sql);
    ok = take_two(&reader, "CREATE", "TABLE") || fail(&reader, "CREATE TABLE");
    ok = ok && read_head(&reader) && read_entries(&reader) && read_options(&reader);
    if (ok)
        settle_direction(&reader);
    arena_free(&scratch);
    return ok;
}

bool lite_create_index_read(Model *model, Table *table, Str name, Str sql, const char **problem)
{
    Arena scratch = {0};
    Reader reader = {.model = model, .table = table, .problem = problem};
    Index *index = model_add_index(model, table, name);
    Str ignored;
    bool ok;

    *problem = NULL;
    reader.tokens = lite_tokens_read(&scratch, sql);
    ok = take(&reader, "CREATE") || fail(&reader, "CREATE");
    index->is_unique = ok && take(&reader, "UNIQUE");
    ok = ok && (take(&reader, "INDEX") || fail(&reader, "INDEX")) && read_head(&reader) &&
         (take(&reader, "ON") || fail(&reader, "ON")) && need_name(&reader, &ignored) &&
         read_keys(&reader, index);
    if (ok && take(&reader, "WHERE") && peek(&reader)->kind != LITE_END) {
        const LiteToken *first = peek(&reader);
        while (peek(&reader)->kind != LITE_END && peek(&reader)->kind != LITE_BAD)
            advance(&reader);
        index->predicate = kept(&reader, first, peek(&reader) - 1);
    }
    ok = ok && (peek(&reader)->kind == LITE_END || fail(&reader, "the end"));
    arena_free(&scratch);
    return ok;
}
