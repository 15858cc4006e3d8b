/* Columns as SQL. */
#include "engine/mysql/my_render.h"

static bool starts_with_word(Str text, const char *word)
{
    size_t len = strlen(word);

    return text.len >= len && str_eq_ascii_nocase(str_sub(text, 0, len), str_from(word)) &&
           (text.len == len || text.ptr[len] == ' ' || text.ptr[len] == '(');
}

bool my_keeps_text(Str type)
{
    static const char *const words[] = {"char",       "varchar",  "tinytext", "text",
                                        "mediumtext", "longtext", "enum",     "set"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts_with_word(type, words[i]))
            return true;
    return false;
}

Str my_charset_of_collation(Str collation)
{
    size_t at = 0;

    while (at < collation.len && collation.ptr[at] != '_')
        at++;
    return str_sub(collation, 0, at);
}

Str my_collation_of(const Table *table, const Column *column)
{
    Str own = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);

    if (own.len > 0 || sparse_str(&column->rec, FIELD_CHARACTER_SET).len > 0)
        return own;
    return sparse_str(&table->obj.rec, FIELD_COLUMN_COLLATION);
}

Str my_charset_of(const Table *table, const Column *column)
{
    Str charset = sparse_str(&column->rec, FIELD_CHARACTER_SET);
    Str collation = my_collation_of(table, column);

    if (charset.len > 0)
        return charset;
    return collation.len > 0 ? my_charset_of_collation(collation)
                             : sparse_str(&table->obj.rec, FIELD_CHARACTER_SET);
}

/* In force rather than its own: what MODIFY leaves out is the table's, which may be about to
 * change. */
static void put_charset(SqlWriter *writer, const Table *table, const Column *column)
{
    Str charset = my_charset_of(table, column), collation = my_collation_of(table, column);

    if (!my_keeps_text(column->type))
        return;
    /* A collation says its character set; MySQL would print for good that both were said. */
    if (collation.len > 0)
        sql_put(writer, RAW(" COLLATE "), EX(collation));
    else if (charset.len > 0)
        sql_put(writer, RAW(" CHARACTER SET "), EX(charset));
}

/* Where a quoted text ends that begins at `at`. */
static size_t end_of_quote(Str text, size_t at)
{
    for (size_t i = at + 1; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == '\'' && i + 1 < text.len && text.ptr[i + 1] == '\'')
            i++;
        else if (text.ptr[i] == '\'')
            return i + 1;
    }
    return text.len;
}

static bool is_number(Str text)
{
    static const char signs[] = "0123456789.+-eE";

    for (size_t i = 0; i < text.len; i++)
        if (strchr(signs, text.ptr[i]) == NULL ||
            (i > 0 && strchr("+-", text.ptr[i]) != NULL && strchr("eE", text.ptr[i - 1]) == NULL))
            return false;
    return text.len > 0;
}

/* A literal, NULL or the time; all else needs parentheses on MySQL, and may have them on MariaDB.
 */
bool my_default_is_plain(Str dflt)
{
    static const char *const words[] = {"NULL", "TRUE", "FALSE"};
    Str time = STR("CURRENT_TIMESTAMP");
    size_t quote = dflt.len > 1 && dflt.ptr[1] == '\'' && strchr("bBxXnN", dflt.ptr[0]) != NULL;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_ascii_nocase(dflt, str_from(words[i])))
            return true;
    if (str_eq_ascii_nocase(str_sub(dflt, 0, time.len), time))
        return dflt.len <= time.len + 3;
    if (dflt.len > quote && dflt.ptr[quote] == '\'')
        return end_of_quote(dflt, quote) == dflt.len;
    return is_number(dflt);
}

/* Whether one pair of them is around all of it. */
static bool is_in_parentheses(Str dflt)
{
    int depth = 0;

    for (size_t i = 0; i < dflt.len; i++) {
        if (dflt.ptr[i] == '\'')
            i = end_of_quote(dflt, i) - 1;
        else if (dflt.ptr[i] == '(')
            depth++;
        else if (dflt.ptr[i] == ')' && --depth == 0 && i + 1 < dflt.len)
            return false;
    }
    return dflt.len > 0 && dflt.ptr[0] == '(';
}

/* MySQL takes a default of these only as an expression, however plain it is. */
static bool needs_expression(Str type)
{
    /* clang-format off */
    static const char *const words[] = {
        "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json",
        "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
        "geometrycollection"};
    /* clang-format on */

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts_with_word(type, words[i]))
            return true;
    return false;
}

void my_put_default(SqlWriter *writer, const Column *column)
{
    bool is_plain =
        my_default_is_plain(column->dflt) &&
        (!needs_expression(column->type) || str_eq_ascii_nocase(column->dflt, STR("NULL")));

    if (is_plain || is_in_parentheses(column->dflt))
        sql_put(writer, EX(column->dflt));
    else
        sql_put(writer, RAW("("), EX(column->dflt), RAW(")"));
}

static void put_generation(SqlWriter *writer, const Column *column)
{
    Str expression = sparse_str(&column->rec, FIELD_COLUMN_GENERATION);
    Str how = sparse_str(&column->rec, FIELD_COLUMN_GENERATED);

    if (expression.len > 0)
        sql_put(writer, RAW(" GENERATED ALWAYS AS ("), EX(expression), RAW(") "),
                str_is(how, "STORED") ? RAW("STORED") : RAW("VIRTUAL"));
    else
        sql_put(writer, RAW(" GENERATED ALWAYS AS "), EX(how));
}

static bool is_generated(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0 ||
           sparse_str(&column->rec, FIELD_COLUMN_GENERATED).len > 0;
}

static void put_value(SqlWriter *writer, const Column *column)
{
    Str on_update = sparse_str(&column->rec, FIELD_COLUMN_ON_UPDATE);

    /* Said in any case: some servers make up both for a bare TIMESTAMP. */
    sql_put(writer, column->is_nullable ? RAW(" NULL") : RAW(" NOT NULL"));
    if (column->dflt.len > 0) {
        sql_put(writer, RAW(" DEFAULT "));
        my_put_default(writer, column);
    }
    if (on_update.len > 0)
        sql_put(writer, RAW(" ON UPDATE "), EX(on_update));
    if (sparse_bool(&column->rec, FIELD_COLUMN_AUTO_INCREMENT))
        sql_put(writer, RAW(" AUTO_INCREMENT"));
}

void my_put_type(SqlWriter *writer, const Table *table, const Column *column)
{
    sql_put(writer, EX(column->type));
    put_charset(writer, table, column);
}

void my_put_column(SqlWriter *writer, MyFamily family, const Table *table, const Column *column)
{
    OptInt srid = sparse_int(&column->rec, FIELD_COLUMN_SRID);
    Str check = sparse_str(&column->rec, FIELD_COLUMN_CHECK);
    Str comment = sparse_str(&column->rec, FIELD_COMMENT);

    sql_put(writer, ID(column->name), RAW(" "));
    my_put_type(writer, table, column);
    if (is_generated(column)) {
        put_generation(writer, column);
        if (family == MY_MYSQL && !column->is_nullable)
            sql_put(writer, RAW(" NOT NULL"));
    } else {
        put_value(writer, column);
    }
    if (srid.given)
        sql_put(writer, RAW(" SRID "), NUM(srid.value));
    if (sparse_bool(&column->rec, FIELD_COLUMN_INVISIBLE))
        sql_put(writer, RAW(" INVISIBLE"));
    if (sparse_bool(&column->rec, FIELD_COLUMN_UNVERSIONED))
        sql_put(writer, RAW(" WITHOUT SYSTEM VERSIONING"));
    if (comment.len > 0)
        sql_put(writer, RAW(" COMMENT "), LIT(comment));
    if (check.len > 0)
        sql_put(writer, RAW(" CHECK ("), EX(check), RAW(")"));
}
