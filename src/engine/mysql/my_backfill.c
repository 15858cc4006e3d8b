/* The loop of a declared backfill, and what its table's triggers are. */
#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_scan.h"
#include "engine/mysql/my_slots.h"
#include "engine/mysql/my_walk.h"
#include "engine/walk.h"

/* ---- the live table
 * ---------------------------------------------------------------------------------------------- */

typedef struct Look {
    BackfillFacts *facts;
    Arena *arena;
} Look;

static bool take_trigger(void *context, MyRow row, Errs *errs)
{
    const Look *look = context;

    (void)errs;
    vec_push(look->arena, &look->facts->triggers, arena_str(look->arena, my_cell(row, 0)));
    return true;
}

/* A trigger is of a row, whatever column was written, and nothing keeps one from firing. */
bool my_look_backfill(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                      Errs *errs)
{
    Look look = {facts, arena};

    *facts = (BackfillFacts){0};
    return my_each_of(my_conn(conn),
                      STR("SELECT t.trigger_name FROM information_schema.triggers AS t "
                          "WHERE t.event_object_schema = DATABASE() AND t.event_object_table = ?1 "
                          "AND t.event_manipulation = 'UPDATE' ORDER BY t.trigger_name"),
                      backfill->table, take_trigger, &look, errs);
}

/* ---- the key
 * ---------------------------------------------------------------------------------------------- */

/* How values of a column travel as texts, and come back in the order of its index. */
typedef enum Travel {
    TRAVELS_PLAIN,
    TRAVELS_HEX,    /* bytes that may be no text */
    TRAVELS_NUMBER, /* what is ordered by a number that it does not show */
    TRAVELS_DOUBLE  /* what it shows is rounded */
} Travel;

static Travel travel_of(const Column *column)
{
    static const struct {
        const char *type; /* the beginning of it */
        Travel travel;
    } rows[] = {
        {"binary", TRAVELS_HEX}, {"varbinary", TRAVELS_HEX}, {"enum", TRAVELS_NUMBER},
        {"set", TRAVELS_NUMBER}, {"bit", TRAVELS_NUMBER},    {"float", TRAVELS_DOUBLE},
    };
    Str type = column == NULL ? STR("") : column->type;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str word = str_from(rows[i].type);
        if (str_eq_ascii_nocase(str_sub(type, 0, word.len), word))
            return rows[i].travel;
    }
    return TRAVELS_PLAIN;
}

typedef struct Walk {
    const BackfillInput *input;
    const StrVec *key;
    const Table *table;
} Walk;

static void put_columns(SqlWriter *writer, const Walk *walk)
{
    for (size_t i = 0; i < walk->key->len; i++) {
        SqlPart name = ID(walk->key->items[i]);
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""));
        switch (travel_of(table_column(walk->table, walk->key->items[i]))) {
        case TRAVELS_PLAIN:
            sql_put(writer, name);
            break;
        case TRAVELS_HEX:
            sql_put(writer, RAW("HEX("), name, RAW(")"));
            break;
        case TRAVELS_NUMBER:
            sql_put(writer, name, RAW(" + 0"));
            break;
        case TRAVELS_DOUBLE:
            sql_put(writer, name, RAW(" + 0e0"));
            break;
        }
    }
}

static void put_value(SqlWriter *writer, const Walk *walk, size_t column, size_t first)
{
    SqlPart number = NUM((int64_t)(first + column));

    switch (travel_of(table_column(walk->table, walk->key->items[column]))) {
    case TRAVELS_PLAIN:
        sql_put(writer, RAW("?"), number);
        break;
    case TRAVELS_HEX:
        sql_put(writer, RAW("UNHEX(?"), number, RAW(")"));
        break;
    case TRAVELS_NUMBER:
        sql_put(writer, RAW("CAST(?"), number, RAW(" AS UNSIGNED)"));
        break;
    case TRAVELS_DOUBLE:
        sql_put(writer, RAW("(?"), number, RAW(" + 0e0)"));
        break;
    }
}

/* `a = ?1 AND b = ?2`: the first `count` columns. */
static void put_equal(SqlWriter *writer, const Walk *walk, size_t count, size_t first)
{
    for (size_t i = 0; i < count; i++) {
        sql_put(writer, i > 0 ? RAW(" AND ") : RAW(""), ID(walk->key->items[i]), RAW(" = "));
        put_value(writer, walk, i, first);
    }
}

/* `a >= ?1 AND (a > ?1 OR (a = ?1 AND b > ?2))`: of `(a, b) > (?1, ?2)` MySQL makes no range of the
 * index. `is_up`: above the values, else up to and with them. */
static void put_side(SqlWriter *writer, const Walk *walk, bool is_up, size_t first)
{
    size_t n = walk->key->len;

    if (n > 1) {
        sql_put(writer, ID(walk->key->items[0]), is_up ? RAW(" >= ") : RAW(" <= "));
        put_value(writer, walk, 0, first);
        sql_put(writer, RAW(" AND "));
    }
    sql_put(writer, RAW("("));
    for (size_t i = 0; i < n; i++) {
        sql_put(writer, i > 0 ? RAW(" OR (") : RAW("("));
        put_equal(writer, walk, i, first);
        sql_put(writer, i > 0 ? RAW(" AND ") : RAW(""), ID(walk->key->items[i]),
                is_up        ? RAW(" > ")
                : i + 1 == n ? RAW(" <= ")
                             : RAW(" < "));
        put_value(writer, walk, i, first);
        sql_put(writer, RAW(")"));
    }
    sql_put(writer, RAW(")"));
}

void my_put_batch_rows(SqlWriter *writer, const Table *table, const StrVec *key)
{
    Walk walk = {.key = key, .table = table};

    put_side(writer, &walk, true, 1);
    sql_put(writer, RAW(" AND "));
    put_side(writer, &walk, false, key->len + 1);
}

void my_put_one_row(SqlWriter *writer, const Table *table, const StrVec *key)
{
    Walk walk = {.key = key, .table = table};

    put_equal(writer, &walk, key->len, 1);
}

static void put_order(SqlWriter *writer, const Walk *walk, bool is_desc)
{
    sql_put(writer, RAW(" ORDER BY "));
    for (size_t i = 0; i < walk->key->len; i++)
        sql_put(writer, i > 0 ? RAW(", ") : RAW(""), ID(walk->key->items[i]),
                is_desc ? RAW(" DESC") : RAW(""));
    sql_put(writer, RAW(" LIMIT 1"));
}

/* ---- statements
 * ---------------------------------------------------------------------------------------------- */

static SqlWriter begin_select(const Walk *walk)
{
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("SELECT "));
    put_columns(&writer, walk);
    sql_put(&writer, RAW(" FROM "), ID(walk->input->backfill->table));
    return writer;
}

static bool sets(const Backfill *backfill, Str column)
{
    for (size_t i = 0; i < backfill->set.len; i++)
        if (str_eq_ascii_nocase(backfill->set.items[i].name, column))
            return true;
    return false;
}

/* Times that each update sets stay as they are: the application did not touch the row. */
static SqlWriter begin_update(const Walk *walk)
{
    const Backfill *backfill = walk->input->backfill;
    const ColumnVec *columns = &walk->input->desired->columns;
    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("UPDATE "), ID(backfill->table), RAW(" SET "));
    for (size_t i = 0; i < backfill->set.len; i++)
        sql_put(&writer, i == 0 ? RAW("") : RAW(", "), ID(backfill->set.items[i].name), RAW(" = ("),
                EX(backfill->set.items[i].value), RAW(")"));
    for (size_t i = 0; i < columns->len; i++) {
        const Column *column = columns->items[i];
        if (sparse_str(&column->rec, FIELD_COLUMN_ON_UPDATE).len > 0 &&
            !sets(backfill, column->name))
            sql_put(&writer, RAW(", "), ID(column->name), RAW(" = "), ID(column->name));
    }
    sql_put(&writer, RAW(" WHERE "));
    return writer;
}

static Str end_update(const Walk *walk, SqlWriter *writer)
{
    const Backfill *backfill = walk->input->backfill;

    if (backfill->where.len > 0)
        sql_put(writer, RAW(" AND ("), EX(backfill->where), RAW(")"));
    return sql_finish(writer, walk->input->arena);
}

static void make_texts(const Walk *walk, StepLoop *loop)
{
    size_t n = walk->key->len;
    SqlWriter writer = begin_select(walk);

    put_order(&writer, walk, false);
    loop->first = sql_finish(&writer, walk->input->arena);

    writer = begin_select(walk);
    sql_put(&writer, RAW(" WHERE "));
    put_side(&writer, walk, true, 1);
    put_order(&writer, walk, false);
    sql_put(&writer, RAW(" OFFSET ?"), NUM((int64_t)n + 1));
    loop->next = sql_finish(&writer, walk->input->arena);

    writer = begin_select(walk);
    sql_put(&writer, RAW(" WHERE "));
    put_side(&writer, walk, true, 1);
    put_order(&writer, walk, true);
    loop->last = sql_finish(&writer, walk->input->arena);

    writer = begin_update(walk);
    my_put_batch_rows(&writer, walk->table, walk->key);
    loop->batch = end_update(walk, &writer);

    writer = begin_update(walk);
    my_put_one_row(&writer, walk->table, walk->key);
    loop->one = end_update(walk, &writer);
}

/* ---- what is worth knowing
 * ---------------------------------------------------------------------------------------------- */

/* Whether an expression names the column. */
static bool names(Str expression, Str column)
{
    MyToken token;

    for (size_t at = 0; my_scan(expression, at, &token); at += token.text.len) {
        Str name =
            token.kind == MY_TOKEN_NAME ? str_sub(token.text, 1, token.text.len - 2) : token.text;
        if ((token.kind == MY_TOKEN_NAME || token.kind == MY_TOKEN_WORD) &&
            str_eq_ascii_nocase(name, column))
            return true;
    }
    return false;
}

/* These servers set columns from left to right: what stands behind sees the new value. */
static void note_order(const Backfill *backfill, Arena *arena, StrVec *notes)
{
    for (size_t i = 1; i < backfill->set.len; i++)
        for (size_t k = 0; k < i; k++)
            if (names(backfill->set.items[i].value, backfill->set.items[k].name))
                vec_push(arena, notes,
                         arena_printf(arena,
                                      "%.*s is computed from the new value of %.*s, as columns are "
                                      "set in their order",
                                      STR_ARG(backfill->set.items[i].name),
                                      STR_ARG(backfill->set.items[k].name)));
}

bool my_backfill(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs)
{
    const Backfill *backfill = input->backfill;
    Arena *arena = input->arena;
    Walk walk = {.input = input,
                 .key = &loop->key,
                 .table = input->live == NULL ? input->desired : input->live};

    loop->key = walk_key(arena, input->live, input->desired, &backfill->set);
    if (loop->key.len == 0)
        return err_at(errs, ERR_UNSUPPORTED, record_loc(&errs->arena, &backfill->rec),
                      "give the table a primary key",
                      "backfill %.*s: no key tells the rows of %.*s apart, so those that are done "
                      "can't be remembered",
                      STR_ARG(backfill->name), STR_ARG(backfill->table));
    loop->unit = STR("rows");
    make_texts(&walk, loop);
    loop->count = sql_text(arena, &my_quoting,
                           RAW("SELECT t.table_rows FROM information_schema.tables AS t WHERE "
                               "t.table_schema = DATABASE() AND t.table_name = "),
                           LIT(backfill->table));
    if (input->facts->triggers.len > 0)
        vec_push(arena, notes,
                 arena_printf(arena, "fires triggers: %.*s",
                              STR_ARG(walk_names(arena, &input->facts->triggers))));
    note_order(backfill, arena, notes);
    if (backfill->where.len > 0)
        loop->rest = sql_text(arena, &my_quoting, RAW("SELECT count(*) FROM (SELECT 1 FROM "),
                              ID(backfill->table), RAW(" WHERE ("), EX(backfill->where),
                              RAW(") LIMIT 1001) AS rest"));
    return true;
}
