/* The loop of a declared backfill: its statements, from records alone. */
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/walk.h"

enum {
    TID_RANGE_VERSION = 140000 /* "TID Range Scan": before it each batch reads the whole table */
};

bool pg_check_expression(Str sql, const char **fault)
{
    Arena scratch = {0};
    /* A bracket of ours behind it: what is left open inside swallows it. */
    Str closed = arena_printf(&scratch, "%.*s\n)", STR_ARG(sql));
    PgScan scan = {closed, 0};
    size_t depth = 1, count = 0;

    *fault = NULL;
    for (PgToken token = pg_scan_next(&scan); *fault == NULL && token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        if (pg_token_is(&token, ";"))
            *fault = "holds a ;";
        else if (token.kind == PG_TOKEN_OTHER && pg_token_is(&token, "$"))
            *fault = "holds a parameter ($1)";
        else if (pg_token_is(&token, "(") || pg_token_is(&token, "["))
            depth++;
        else if ((pg_token_is(&token, ")") || pg_token_is(&token, "]")) && --depth == 0 &&
                 token.offset + 1 < closed.len)
            *fault = "closes a bracket that it doesn't open";
        count++;
    }
    if (*fault == NULL && depth > 0)
        *fault = "leaves a bracket, quote or comment open";
    if (*fault == NULL && count == 1)
        *fault = "is empty";
    arena_free(&scratch);
    return *fault == NULL;
}

/* `"a"`, or `("a", "b")`. */
static void put_key(SqlWriter *writer, const StrVec *key)
{
    sql_put(writer, RAW("("), IDS(key), RAW(")"));
}

/* `($3, $4)`: one parameter a column, from number `first` on. */
static void put_values(SqlWriter *writer, const StrVec *key, size_t first)
{
    for (size_t i = 0; i < key->len; i++)
        sql_put(writer, i == 0 ? RAW("($") : RAW(", $"), NUM((int64_t)(first + i)));
    sql_put(writer, RAW(")"));
}

static void put_order(SqlWriter *writer, const StrVec *key, bool is_desc)
{
    for (size_t i = 0; i < key->len; i++) {
        sql_put(writer, i == 0 ? RAW(" ORDER BY ") : RAW(", "), ID(key->items[i]));
        if (is_desc)
            sql_put(writer, RAW(" DESC"));
    }
}

static void put_select(SqlWriter *writer, const BackfillInput *input, const StrVec *key)
{
    sql_put(writer, RAW("SELECT "), IDS(key), RAW(" FROM "),
            QN(input->backfill->schema, input->backfill->table));
}

/* The statement up to where the rows of a batch are told. */
static SqlWriter begin_update(const BackfillInput *input)
{
    const Backfill *backfill = input->backfill;
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("UPDATE "), QN(backfill->schema, backfill->table), RAW(" SET "));
    for (size_t i = 0; i < backfill->set.len; i++)
        sql_put(&writer, i == 0 ? RAW("") : RAW(", "), ID(backfill->set.items[i].name), RAW(" = ("),
                EX(backfill->set.items[i].value), RAW(")"));
    sql_put(&writer, RAW(" WHERE "));
    return writer;
}

/* What a row still says of Where after the update is asked of it in the same statement: a query
 * behind it would count rows that others have written meanwhile. */
static Str end_update(const BackfillInput *input, SqlWriter *writer)
{
    Str where = input->backfill->where;

    if (where.len > 0)
        sql_put(writer, RAW(" AND ("), EX(where), RAW(") RETURNING ("), EX(where), RAW(")"));
    return sql_finish(writer, input->arena);
}

static void walk_by_key(const BackfillInput *input, const StrVec *key, StepLoop *loop)
{
    size_t n = key->len;
    SqlWriter writer = sql_new(&pg_quoting);

    loop->unit = STR("rows");
    put_select(&writer, input, key);
    put_order(&writer, key, false);
    sql_put(&writer, RAW(" LIMIT 1"));
    loop->first = sql_finish(&writer, input->arena);

    writer = sql_new(&pg_quoting);
    put_select(&writer, input, key);
    sql_put(&writer, RAW(" WHERE "));
    put_key(&writer, key);
    sql_put(&writer, RAW(" > "));
    put_values(&writer, key, 1);
    put_order(&writer, key, false);
    sql_put(&writer, RAW(" LIMIT 1 OFFSET $"), NUM((int64_t)n + 1), RAW("::bigint"));
    loop->next = sql_finish(&writer, input->arena);

    writer = sql_new(&pg_quoting);
    put_select(&writer, input, key);
    sql_put(&writer, RAW(" WHERE "));
    put_key(&writer, key);
    sql_put(&writer, RAW(" > "));
    put_values(&writer, key, 1);
    put_order(&writer, key, true);
    sql_put(&writer, RAW(" LIMIT 1"));
    loop->last = sql_finish(&writer, input->arena);

    writer = begin_update(input);
    put_key(&writer, key);
    sql_put(&writer, RAW(" > "));
    put_values(&writer, key, 1);
    sql_put(&writer, RAW(" AND "));
    put_key(&writer, key);
    sql_put(&writer, RAW(" <= "));
    put_values(&writer, key, n + 1);
    loop->batch = end_update(input, &writer);

    writer = begin_update(input);
    put_key(&writer, key);
    sql_put(&writer, RAW(" = "));
    put_values(&writer, key, 1);
    loop->one = end_update(input, &writer);
}

/* ---- by blocks, where no key tells rows apart
 * ------------------------------------------------------ */

/* The blocks that the table has now. An update appends, so the end moves on; rows met again are
 * done by then, which is why Set must make Where false. */
static Str blocks(const BackfillInput *input, Str name)
{
    return sql_text(input->arena, &pg_quoting, RAW("(pg_catalog.pg_relation_size("), LIT(name),
                    RAW("::pg_catalog.regclass) / "
                        "pg_catalog.current_setting('block_size')::bigint)"));
}

#define TID(number, plus) \
    RAW("pg_catalog.format('(%s,0)', $" #number "::bigint + " #plus ")::pg_catalog.tid")

static void walk_by_block(const BackfillInput *input, Str name, StepLoop *loop)
{
    Arena *arena = input->arena;
    Str count = blocks(input, name);
    SqlWriter writer;

    loop->unit = STR("blocks");
    vec_push(arena, &loop->key, STR("block of the table"));
    loop->count = sql_text(arena, &pg_quoting, RAW("SELECT "), EX(count));
    loop->first =
        sql_text(arena, &pg_quoting, RAW("SELECT 0::bigint WHERE "), EX(count), RAW(" > 0"));
    loop->next = sql_text(arena, &pg_quoting,
                          RAW("SELECT $1::bigint + $2::bigint + 1 WHERE $1::bigint + $2::bigint + "
                              "1 < "),
                          EX(count));
    loop->last = sql_text(arena, &pg_quoting, RAW("SELECT "), EX(count), RAW(" - 1 WHERE "),
                          EX(count), RAW(" - 1 > $1::bigint"));
    writer = begin_update(input);
    sql_put(&writer, RAW("ctid >= "), TID(1, 1), RAW(" AND ctid < "), TID(2, 1));
    loop->batch = end_update(input, &writer);
    writer = begin_update(input);
    sql_put(&writer, RAW("ctid >= "), TID(1, 0), RAW(" AND ctid < "), TID(1, 1));
    loop->one = end_update(input, &writer);
}

static bool check_block_walk(const BackfillInput *input, Errs *errs)
{
    const Backfill *backfill = input->backfill;
    Loc loc = record_loc(&errs->arena, &backfill->rec);

    if (backfill->where.len == 0)
        return err_at(errs, ERR_UNSUPPORTED, loc,
                      "give it a Where that Set makes false, or the table a primary key",
                      "backfill %.*s: no key tells the rows of %.*s apart, so those that are done "
                      "can't be remembered",
                      STR_ARG(backfill->name), STR_ARG(backfill->table));
    if (input->version < TID_RANGE_VERSION)
        return err_at(errs, ERR_UNSUPPORTED, loc, "give the table a primary key",
                      "backfill %.*s: no key tells the rows of %.*s apart, and before PostgreSQL "
                      "14 each batch would read the whole table",
                      STR_ARG(backfill->name), STR_ARG(backfill->table));
    return true;
}

/* What fires although it should not, and why. */
static void note_triggers(const BackfillInput *input, StrVec *notes)
{
    Arena *arena = input->arena;
    const BackfillFacts *facts = input->facts;

    if (facts->triggers.len > 0 && facts->may_silence)
        vec_push(arena, notes,
                 arena_printf(arena, "its triggers don't fire meanwhile: %.*s",
                              STR_ARG(walk_names(arena, &facts->triggers))));
    if (facts->triggers.len > 0 && facts->may_silence && facts->insistent.len > 0)
        vec_push(arena, notes,
                 arena_printf(arena, "these fire always: %.*s",
                              STR_ARG(walk_names(arena, &facts->insistent))));
    if (facts->triggers.len > 0 && !facts->may_silence)
        vec_push(arena, notes,
                 arena_printf(arena, "fires triggers: %.*s",
                              STR_ARG(walk_names(arena, &facts->triggers))));
    if (facts->triggers.len > 0 && facts->constraints.len > 0)
        vec_push(arena, notes,
                 arena_printf(arena, "they can't be kept from it, as triggers keep %.*s too",
                              STR_ARG(walk_names(arena, &facts->constraints))));
    else if (facts->triggers.len > 0 && !facts->may_silence)
        vec_push(arena, notes,
                 STR("the role may not set session_replication_role, which would "
                     "keep them from it"));
}

bool pg_backfill(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs)
{
    const Backfill *backfill = input->backfill;
    Arena *arena = input->arena;
    Str name = sql_text(arena, &pg_quoting, QN(backfill->schema, backfill->table));

    loop->key = walk_key(arena, input->live, input->desired, &backfill->set);
    if (loop->key.len > 0) {
        walk_by_key(input, &loop->key, loop);
        loop->count = sql_text(arena, &pg_quoting,
                               RAW("SELECT CASE WHEN reltuples >= 0 THEN reltuples::bigint ELSE "
                                   "pg_catalog.pg_relation_size(oid) / 100 END "
                                   "FROM pg_catalog.pg_class WHERE oid = "),
                               LIT(name), RAW("::pg_catalog.regclass"));
    } else if (check_block_walk(input, errs)) {
        walk_by_block(input, name, loop);
    } else {
        return false;
    }
    /* Rows that a policy hides make the statement fail instead of looking done. */
    vec_push(arena, &loop->begin, STR("SET LOCAL row_security = off"));
    if (input->facts->triggers.len > 0 && input->facts->may_silence)
        vec_push(arena, &loop->begin, STR("SET LOCAL session_replication_role = replica"));
    note_triggers(input, notes);
    vec_push(arena, notes,
             STR("each row written leaves a dead one until the next vacuum; "
                 "statistics are as before until the next ANALYZE"));
    if (backfill->where.len > 0)
        loop->rest = sql_text(arena, &pg_quoting, RAW("SELECT count(*) FROM (SELECT 1 FROM "),
                              QN(backfill->schema, backfill->table), RAW(" WHERE ("),
                              EX(backfill->where), RAW(") LIMIT 1001) AS rest"));
    return true;
}
