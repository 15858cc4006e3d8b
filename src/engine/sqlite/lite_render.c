/* Records -> SQLite's SQL. */
#include "engine/sqlite/lite_render.h"

#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_text.h"

static void put_conflict(SqlWriter *writer, int conflict)
{
    static const char *const clauses[] = {NULL, " ON CONFLICT ROLLBACK", " ON CONFLICT FAIL",
                                          " ON CONFLICT IGNORE", " ON CONFLICT REPLACE"};

    if (conflict > 0 && (size_t)conflict < sizeof clauses / sizeof *clauses)
        sb_puts(&writer->sb, clauses[conflict]);
}

static void put_name(SqlWriter *writer, Str name)
{
    if (name.len > 0)
        sql_put(writer, RAW("CONSTRAINT "), ID(name), RAW(" "));
}

/* COLLATE "x", where the text names one. */
static void put_collation(SqlWriter *writer, Str text)
{
    Arena scratch = {0};

    if (text.len > 0)
        sql_put(writer, RAW(" COLLATE "), ID(lite_collation_name(&scratch, text)));
    arena_free(&scratch);
}

static void put_default(SqlWriter *writer, Str dflt)
{
    if (dflt.len == 0)
        return;
    if (lite_default_is_literal(dflt))
        sql_put(writer, RAW(" DEFAULT "), EX(dflt));
    else
        sql_put(writer, RAW(" DEFAULT ("), EX(dflt), RAW(")"));
}

/* A primary key that must stand at its column: AUTOINCREMENT is written there by habit, and DESC of
 * an INTEGER key means something only there. */
static const Index *key_at_column(const Table *table, const Column *column)
{
    const Index *primary = table_primary_key(table);

    if (primary == NULL || primary->keys.len != 1 ||
        !lite_same_name(primary->keys.items[0].name, column->name))
        return NULL;
    if (sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT))
        return primary;
    return primary->keys.items[0].is_desc && str_eq_ascii_nocase(column->type, STR("INTEGER"))
               ? primary
               : NULL;
}

static void put_column_key(SqlWriter *writer, const Column *column, const Index *primary)
{
    sql_put(writer, RAW(" "));
    put_name(writer, primary->name);
    sql_put(writer, RAW("PRIMARY KEY"));
    if (primary->keys.items[0].is_desc)
        sql_put(writer, RAW(" DESC"));
    put_conflict(writer, sparse_enum(&primary->rec, FIELD_INDEX_CONFLICT));
    if (sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT))
        sql_put(writer, RAW(" AUTOINCREMENT"));
}

static void put_generation(SqlWriter *writer, const Column *column)
{
    bool is_stored = str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "STORED");

    sql_put(writer, RAW(" GENERATED ALWAYS AS ("),
            EX(sparse_str(&column->rec, FIELD_COLUMN_GENERATION)),
            is_stored ? RAW(") STORED") : RAW(") VIRTUAL"));
}

void lite_put_column(SqlWriter *writer, const Table *table, const Column *column)
{
    const Index *primary = key_at_column(table, column);

    sql_put(writer, ID(column->name));
    if (column->type.len > 0)
        sql_put(writer, RAW(" "), EX(column->type));
    /* A rowid alias is never NULL, said or not. */
    if (!column->is_nullable && column != lite_table_rowid_alias(table)) {
        sql_put(writer, RAW(" NOT NULL"));
        put_conflict(writer, sparse_enum(&column->rec, FIELD_COLUMN_CONFLICT));
    }
    put_default(writer, column->dflt);
    put_collation(writer, sparse_str(&column->rec, FIELD_COLUMN_COLLATION));
    if (primary != NULL)
        put_column_key(writer, column, primary);
    if (lite_column_is_generated(column))
        put_generation(writer, column);
}

/* Whether an expression would be read as something else without parentheses: a column, a column
 * with a collation or a direction. Others stay as they were written. */
static bool needs_parentheses(Str expression)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, expression);
    const LiteToken *last = &tokens.items[tokens.len - 1];
    bool needs = tokens.len <= 2 || lite_token_is(last - 1, "ASC") ||
                 lite_token_is(last - 1, "DESC") || lite_token_is(last - 2, "COLLATE");

    arena_free(&scratch);
    return needs;
}

void lite_put_key_part(SqlWriter *writer, const KeyPart *part)
{
    if (part->name.len > 0)
        sql_put(writer, ID(part->name));
    else if (needs_parentheses(part->expression))
        sql_put(writer, RAW("("), EX(part->expression), RAW(")"));
    else
        sql_put(writer, EX(part->expression));
    put_collation(writer, part->collation);
    if (part->is_desc)
        sql_put(writer, RAW(" DESC"));
}

static void put_keys(SqlWriter *writer, const KeyParts *keys)
{
    sql_put(writer, RAW("("));
    for (size_t i = 0; i < keys->len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        lite_put_key_part(writer, &keys->items[i]);
    }
    sql_put(writer, RAW(")"));
}

static void put_key(SqlWriter *writer, const Index *index)
{
    put_name(writer, index->name);
    sql_put(writer, index->is_primary ? RAW("PRIMARY KEY ") : RAW("UNIQUE "));
    put_keys(writer, &index->keys);
    put_conflict(writer, sparse_enum(&index->rec, FIELD_INDEX_CONFLICT));
}

void lite_put_check(SqlWriter *writer, const Check *check)
{
    put_name(writer, check->name);
    sql_put(writer, RAW("CHECK ("), EX(check->expression), RAW(")"));
}

static void put_action(SqlWriter *writer, const char *event, int action)
{
    static const char *const actions[] = {NULL, "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};

    if (action > FK_NO_ACTION && (size_t)action < sizeof actions / sizeof *actions) {
        sb_puts(&writer->sb, event);
        sb_puts(&writer->sb, actions[action]);
    }
}

static void put_foreign_key_options(SqlWriter *writer, const ForeignKey *key)
{
    put_action(writer, " ON DELETE ", key->on_delete);
    put_action(writer, " ON UPDATE ", key->on_update);
    if (sparse_enum(&key->rec, FIELD_FK_MATCH) == LITE_MATCH_FULL)
        sql_put(writer, RAW(" MATCH FULL"));
    if (sparse_enum(&key->rec, FIELD_FK_MATCH) == LITE_MATCH_PARTIAL)
        sql_put(writer, RAW(" MATCH PARTIAL"));
    if (!sparse_bool(&key->rec, FIELD_DEFERRABLE))
        return;
    sql_put(writer, RAW(" DEFERRABLE"));
    if (sparse_bool(&key->rec, FIELD_INITIALLY_DEFERRED))
        sql_put(writer, RAW(" INITIALLY DEFERRED"));
}

void lite_put_foreign_key(SqlWriter *writer, const ForeignKey *key, bool with_columns)
{
    put_name(writer, key->name);
    if (with_columns)
        sql_put(writer, RAW("FOREIGN KEY ("), IDS(&key->columns), RAW(") "));
    sql_put(writer, RAW("REFERENCES "), ID(key->related_table));
    if (key->related_columns.len > 0)
        sql_put(writer, RAW(" ("), IDS(&key->related_columns), RAW(")"));
    put_foreign_key_options(writer, key);
}

static void put_options(SqlWriter *writer, const Table *table)
{
    bool is_strict = lite_table_is_strict(table);

    if (is_strict)
        sql_put(writer, RAW(" STRICT"));
    if (lite_table_is_without_rowid(table))
        sql_put(writer, is_strict ? RAW(", WITHOUT ROWID") : RAW(" WITHOUT ROWID"));
}

Str lite_render_table(Arena *arena, const Table *table, Str name)
{
    SqlWriter writer = sql_new(&lite_quoting);

    sql_put(&writer, RAW("CREATE TABLE "), ID(name), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        sql_put(&writer, i == 0 ? RAW("\n    ") : RAW(",\n    "));
        lite_put_column(&writer, table, table->columns.items[i]);
    }
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        const Column *column = lite_table_column(table, index->keys.items[0].name);
        if (!index_is_constraint(index) ||
            (index->is_primary && column != NULL && key_at_column(table, column) != NULL))
            continue;
        sql_put(&writer, RAW(",\n    "));
        put_key(&writer, index);
    }
    for (size_t i = 0; i < table->checks.len; i++) {
        sql_put(&writer, RAW(",\n    "));
        lite_put_check(&writer, table->checks.items[i]);
    }
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        sql_put(&writer, RAW(",\n    "));
        lite_put_foreign_key(&writer, table->foreign_keys.items[i], true);
    }
    sql_put(&writer, RAW("\n)"));
    put_options(&writer, table);
    return sql_finish(&writer, arena);
}

Str lite_render_stand_in(Arena *arena, const Table *table)
{
    StrVec names = {0};

    for (size_t i = 0; i < table->columns.len; i++)
        vec_push(arena, &names, table->columns.items[i]->name);
    return sql_text(arena, &lite_quoting, RAW("CREATE TABLE "), ID(table->obj.name), RAW(" ("),
                    IDS(&names), RAW(")"));
}

Str lite_render_index(Arena *arena, const Index *index, Str index_name, Str table_name)
{
    SqlWriter writer = sql_new(&lite_quoting);

    sql_put(&writer, index->is_unique ? RAW("CREATE UNIQUE INDEX ") : RAW("CREATE INDEX "),
            ID(index_name), RAW(" ON "), ID(table_name), RAW(" "));
    put_keys(&writer, &index->keys);
    if (index->predicate.len > 0)
        sql_put(&writer, RAW(" WHERE "), EX(index->predicate));
    return sql_finish(&writer, arena);
}
