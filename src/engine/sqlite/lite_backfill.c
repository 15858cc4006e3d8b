/* The loop of a declared backfill, and what its table's triggers are. */
#include "engine/sqlite/lite_conn.h"
#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_slots.h"
#include "engine/sqlite/lite_text.h"
#include "engine/sqlite/lite_token.h"
#include "engine/walk.h"

enum { UNHEX_VERSION = 3041000 };

/* What a row is called that is read again. */
#define AGAIN "\"_anneal_again\""

bool lite_check_expression(Str sql, const char **fault)
{
    Arena scratch = {0};
    /* A bracket of ours behind it: a comment that is left open swallows it, without a word. */
    Str closed = arena_printf(&scratch, "%.*s\n)", STR_ARG(sql));
    LiteTokens tokens = lite_tokens_read(&scratch, closed);
    size_t depth = 1;

    *fault = tokens.len == 2 ? "is empty" : NULL;
    for (size_t i = 0; i < tokens.len && *fault == NULL; i++) {
        const LiteToken *token = &tokens.items[i];
        if (token->kind == LITE_BAD)
            *fault = "leaves a quote open";
        else if (token->kind == LITE_VARIABLE)
            *fault = "holds a parameter";
        else if (lite_token_is_sign(token, ";"))
            *fault = "holds a ;";
        else if (lite_token_is_sign(token, "("))
            depth++;
        else if (lite_token_is_sign(token, ")") && --depth == 0 &&
                 token->text.ptr + 1 < closed.ptr + closed.len)
            *fault = "closes a bracket that it doesn't open";
    }
    if (*fault == NULL && depth > 0)
        *fault = "leaves a bracket or comment open";
    arena_free(&scratch);
    return *fault == NULL;
}

/* ---- triggers
 * -----------------------------------------------------------------------------------------------
 */

typedef struct Look {
    const Backfill *backfill;
    BackfillFacts *facts;
    Arena *arena;
} Look;

static bool sets(const Backfill *backfill, Str column)
{
    for (size_t i = 0; i < backfill->set.len; i++)
        if (lite_same_name(backfill->set.items[i].name, column))
            return true;
    return false;
}

/* CREATE [TEMP] TRIGGER [IF NOT EXISTS] name [BEFORE …] UPDATE [OF a, b] ON table … */
static bool fires(const Look *look, Str sql)
{
    Arena scratch = {0};
    LiteTokens tokens = lite_tokens_read(&scratch, sql);
    size_t i = 0;
    bool found = false;

    while (!lite_token_is(&tokens.items[i], "TRIGGER") && tokens.items[i].kind != LITE_END)
        i++;
    while (!lite_token_is(&tokens.items[i], "ON") && tokens.items[i].kind != LITE_END &&
           !lite_token_is(&tokens.items[i], "UPDATE"))
        i++;
    if (lite_token_is(&tokens.items[i], "UPDATE")) {
        found = !lite_token_is(&tokens.items[i + 1], "OF");
        for (i++;
             !found && !lite_token_is(&tokens.items[i], "ON") && tokens.items[i].kind != LITE_END;
             i++)
            found = sets(look->backfill, lite_token_name(&scratch, &tokens.items[i]));
    }
    arena_free(&scratch);
    return found;
}

static bool take_trigger(void *context, sqlite3_stmt *row)
{
    const Look *look = context;

    if (fires(look, lite_cell(row, 1)))
        vec_push(look->arena, &look->facts->triggers, arena_str(look->arena, lite_cell(row, 0)));
    return true;
}

bool lite_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                        Errs *errs)
{
    Look look = {backfill, facts, arena};
    Str sql = sql_text(arena, &lite_quoting,
                       RAW("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND "
                           "tbl_name = "),
                       LIT(backfill->table), RAW(" COLLATE NOCASE ORDER BY name"));

    *facts = (BackfillFacts){0};
    return lite_each((LiteConn *)conn, sql.ptr, take_trigger, &look, errs);
}

/* ---- the key
 * ------------------------------------------------------------------------------------------------
 */

/* What rows are told apart by. */
typedef struct Walk {
    const BackfillInput *input;
    StrVec key;        /* columns; empty: the rowid */
    const char *rowid; /* a name of it that no column has */
} Walk;

static bool is_without_rowid(const Table *table)
{
    return sparse_bool(&table->obj.rec, FIELD_TABLE_WITHOUT_ROWID);
}

static const Column *find_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (lite_same_name(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
}

static const char *rowid_name(const Table *table)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (find_column(table, str_from(names[i])) == NULL)
            return names[i];
    return NULL;
}

/* Else VACUUM may number the rows anew. Source: sqlite.org/lang_vacuum.html. */
static bool rowid_lasts(const Table *table)
{
    const Index *primary = table_primary_key(table);
    const Column *column = primary == NULL || primary->keys.len != 1
                               ? NULL
                               : find_column(table, primary->keys.items[0].name);

    return column != NULL && str_eq_ascii_nocase(column->type, STR("INTEGER")) &&
           !primary->keys.items[0].is_desc;
}

static bool refuse(const BackfillInput *input, const char *hint, const char *why, Errs *errs)
{
    return err_at(errs, ERR_UNSUPPORTED, record_loc(&errs->arena, &input->backfill->rec), hint,
                  "backfill %.*s: %s", STR_ARG(input->backfill->name), why);
}

static bool choose_key(Walk *walk, Errs *errs)
{
    const BackfillInput *input = walk->input;
    const Table *table = input->live == NULL ? input->desired : input->live;
    const Index *primary = table_primary_key(table);

    if (is_without_rowid(table) != is_without_rowid(input->desired))
        return refuse(input, "deploy that change first, and the backfill after it",
                      "its table gets or loses its rowid", errs);
    if (is_without_rowid(table)) {
        for (size_t i = 0; primary != NULL && i < primary->keys.len; i++)
            vec_push(input->arena, &walk->key, primary->keys.items[i].name);
        for (size_t i = 0; i < walk->key.len; i++)
            if (find_column(input->desired, walk->key.items[i]) == NULL)
                return refuse(input, "deploy that change first, and the backfill after it",
                              "a column of the primary key goes or gets another name", errs);
        return true;
    }
    walk->rowid = rowid_name(table);
    if (walk->rowid == NULL)
        return refuse(input, "rename one of its columns rowid, oid and _rowid_",
                      "columns of its table hide every name of the rowid", errs);
    if (input->backfill->where.len == 0 && !rowid_lasts(table))
        return refuse(input,
                      "give it a Where that Set makes false, or the table an INTEGER PRIMARY KEY",
                      "VACUUM may number the rows of its table anew, so those that are done can't "
                      "be remembered",
                      errs);
    return true;
}

/* ---- statements
 * --------------------------------------------------------------------------------------------- */

/* A value keeps its storage class on its way through the journal: the column's type says nothing
 * of it. What does not come back exactly is NULL, which no position can be: a real (of 200,000
 * random ones 337 differed after printf('%!.20g') and CAST on 3.40), a blob without unhex(). */
static void put_encoded(SqlWriter *writer, const Walk *walk, Str column)
{
    sql_put(writer, RAW("CASE typeof("), ID(column), RAW(") WHEN 'integer' THEN 'i' || "),
            ID(column), RAW(" WHEN 'text' THEN 't' || "), ID(column));
    if (walk->input->version >= UNHEX_VERSION)
        sql_put(writer, RAW(" WHEN 'blob' THEN 'b' || hex("), ID(column), RAW(")"));
    sql_put(writer, RAW(" END"));
}

static void put_decoded(SqlWriter *writer, const Walk *walk, size_t number)
{
    SqlPart at = NUM((int64_t)number);

    sql_put(writer, RAW("CASE substr(?"), at, RAW(", 1, 1) WHEN 'i' THEN CAST(substr(?"), at,
            RAW(", 2) AS INTEGER) WHEN 't' THEN substr(?"), at, RAW(", 2)"));
    if (walk->input->version >= UNHEX_VERSION)
        sql_put(writer, RAW(" WHEN 'b' THEN unhex(substr(?"), at, RAW(", 2))"));
    sql_put(writer, RAW(" END"));
}

static void put_name(SqlWriter *writer, const Walk *walk)
{
    sb_puts(&writer->sb, walk->rowid);
}

/* The key as the journal keeps it. */
static void put_select(SqlWriter *writer, const Walk *walk)
{
    sql_put(writer, RAW("SELECT "));
    if (walk->key.len == 0)
        put_name(writer, walk);
    for (size_t i = 0; i < walk->key.len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        put_encoded(writer, walk, walk->key.items[i]);
    }
    sql_put(writer, RAW(" FROM "), ID(walk->input->backfill->table));
}

/* ` WHERE (a, b) > (…)`, values from parameter `first` on. */
static void put_compare(SqlWriter *writer, const Walk *walk, SqlPart how, size_t first)
{
    sql_put(writer, RAW("("));
    if (walk->key.len == 0)
        put_name(writer, walk);
    sql_put(writer, IDS(&walk->key), RAW(")"), how, RAW("("));
    if (walk->key.len == 0)
        sql_put(writer, RAW("CAST(?"), NUM((int64_t)first), RAW(" AS INTEGER)"));
    for (size_t i = 0; i < walk->key.len; i++) {
        if (i > 0)
            sql_put(writer, RAW(", "));
        put_decoded(writer, walk, first + i);
    }
    sql_put(writer, RAW(")"));
}

static void put_order(SqlWriter *writer, const Walk *walk, bool is_desc)
{
    sql_put(writer, RAW(" ORDER BY "));
    if (walk->key.len == 0)
        put_name(writer, walk);
    for (size_t i = 0; i < walk->key.len; i++)
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""), ID(walk->key.items[i]),
                is_desc ? RAW(" DESC") : RAW(""));
    if (walk->key.len == 0 && is_desc)
        sql_put(writer, RAW(" DESC"));
    sql_put(writer, RAW(" LIMIT 1"));
}

static SqlWriter begin_update(const BackfillInput *input)
{
    SqlWriter writer = sql_new(&lite_quoting);

    sql_put(&writer, RAW("UPDATE "), ID(input->backfill->table), RAW(" SET "));
    for (size_t i = 0; i < input->backfill->set.len; i++)
        sql_put(&writer, i == 0 ? RAW("") : RAW(", "), ID(input->backfill->set.items[i].name),
                RAW(" = ("), EX(input->backfill->set.items[i].value), RAW(")"));
    sql_put(&writer, RAW(" WHERE "));
    return writer;
}

/* `"again".rowid = "orders".rowid` */
static void put_same_row(SqlWriter *writer, const Walk *walk)
{
    Str table = walk->input->backfill->table;

    if (walk->key.len == 0) {
        sql_put(writer, RAW(AGAIN "."));
        put_name(writer, walk);
        sql_put(writer, RAW(" = "), ID(table), RAW("."));
        put_name(writer, walk);
    }
    for (size_t i = 0; i < walk->key.len; i++)
        sql_put(writer, i > 0 ? RAW(" AND ") : RAW(""), RAW(AGAIN "."), ID(walk->key.items[i]),
                RAW(" = "), ID(table), RAW("."), ID(walk->key.items[i]));
}

/* What a row still says of Where after the update. It is read again for that: of a table with a NOT
 * NULL column, RETURNING (v IS NULL) is false for NULL too on SQLite 3.40. */
static Str end_update(const Walk *walk, SqlWriter *writer)
{
    const Backfill *backfill = walk->input->backfill;

    if (backfill->where.len > 0) {
        sql_put(writer, RAW(" AND ("), EX(backfill->where), RAW(") RETURNING (SELECT ("),
                EX(backfill->where), RAW(") FROM "), ID(backfill->table),
                RAW(" AS " AGAIN " WHERE "));
        put_same_row(writer, walk);
        sql_put(writer, RAW(")"));
    }
    return sql_finish(writer, walk->input->arena);
}

static void make_texts(const Walk *walk, StepLoop *loop)
{
    const BackfillInput *input = walk->input;
    size_t width = walk->key.len == 0 ? 1 : walk->key.len;
    SqlWriter writer = sql_new(&lite_quoting);

    put_select(&writer, walk);
    put_order(&writer, walk, false);
    loop->first = sql_finish(&writer, input->arena);

    writer = sql_new(&lite_quoting);
    put_select(&writer, walk);
    sql_put(&writer, RAW(" WHERE "));
    put_compare(&writer, walk, RAW(" > "), 1);
    put_order(&writer, walk, false);
    sql_put(&writer, RAW(" OFFSET CAST(?"), NUM((int64_t)width + 1), RAW(" AS INTEGER)"));
    loop->next = sql_finish(&writer, input->arena);

    writer = sql_new(&lite_quoting);
    put_select(&writer, walk);
    sql_put(&writer, RAW(" WHERE "));
    put_compare(&writer, walk, RAW(" > "), 1);
    put_order(&writer, walk, true);
    loop->last = sql_finish(&writer, input->arena);

    writer = begin_update(input);
    put_compare(&writer, walk, RAW(" > "), 1);
    sql_put(&writer, RAW(" AND "));
    put_compare(&writer, walk, RAW(" <= "), width + 1);
    loop->batch = end_update(walk, &writer);

    writer = begin_update(input);
    put_compare(&writer, walk, RAW(" = "), 1);
    loop->one = end_update(walk, &writer);
}

bool lite_backfill(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs)
{
    const Backfill *backfill = input->backfill;
    Walk walk = {.input = input};

    if (!choose_key(&walk, errs))
        return false;
    make_texts(&walk, loop);
    loop->unit = STR("rows");
    loop->key = walk.key;
    if (loop->key.len == 0)
        vec_push(input->arena, &loop->key, str_from(walk.rowid));
    loop->count =
        sql_text(input->arena, &lite_quoting, RAW("SELECT count(*) FROM "), ID(backfill->table));
    if (input->facts->triggers.len > 0)
        vec_push(input->arena, notes,
                 arena_printf(input->arena, "fires triggers: %.*s",
                              STR_ARG(walk_names(input->arena, &input->facts->triggers))));
    if (backfill->where.len > 0)
        loop->rest = sql_text(input->arena, &lite_quoting,
                              RAW("SELECT count(*) FROM (SELECT 1 FROM "), ID(backfill->table),
                              RAW(" WHERE ("), EX(backfill->where), RAW(") LIMIT 1001)"));
    return true;
}
