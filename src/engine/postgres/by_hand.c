/* What a script for psql has around the statements of a plan. */
#include "engine/postgres/pure.h"
#include "engine/sql.h"

/* As sql/session.sql has it, as far as it changes what statements mean or whether they run. */
static const char session[] = "SET client_encoding = 'UTF8';\n"
                              "SET check_function_bodies = off;\n"
                              "SET row_security = off;\n"
                              "SET standard_conforming_strings = on;\n"
                              "SET default_transaction_isolation = 'read committed';\n"
                              "SET default_tablespace = '';\n"
                              "SET default_table_access_method = 'heap';\n"
                              "SET DateStyle = 'ISO, MDY';\n"
                              "SET TimeZone = 'UTC';\n"
                              "SET statement_timeout = 0;\n"
                              "SET client_min_messages = warning;\n";

static void begin(Sb *sb)
{
    sb_puts(sb, "\\set ON_ERROR_STOP on\n");
    sb_puts(sb, session);
    sb_puts(sb, "-- No deployer beside this session, until it ends.\n"
                "DO $anneal$ BEGIN\n"
                "    IF NOT pg_catalog.pg_try_advisory_lock(" PG_DEPLOYER_KEYS ") THEN\n"
                "        RAISE EXCEPTION 'another deployer is at work on this database';\n"
                "    END IF;\n"
                "END $anneal$;\n");
}

static void limit(Sb *sb, int lock_timeout_ms)
{
    sb_printf(sb, "SET lock_timeout = %d;\n", lock_timeout_ms);
}

/* What `text` is not in: a dollar quote around it. */
static Str tag_of(Arena *arena, Str text)
{
    Str tag = STR("$anneal$");

    for (int i = 2; str_contains(text, tag); i++)
        tag = arena_printf(arena, "$anneal%d$", i);
    return tag;
}

/* The query is data of EXECUTE, so that nothing in it ends the block. */
static void put_guard(Sb *sb, Str query, Str operand, Str message)
{
    Arena scratch = {0};
    Str test = sql_text(&scratch, &pg_quoting, RAW("    EXECUTE "), LIT(query),
                        RAW(" INTO answer;\n    IF answer "), EX(operand),
                        RAW(" THEN\n        RAISE EXCEPTION USING MESSAGE = "), LIT(message),
                        RAW(", DETAIL = 'the answer is ' || coalesce(answer, 'NULL');\n"
                            "    END IF;\n"));
    Str tag = tag_of(&scratch, test);

    sb_printf(sb, "DO %.*s DECLARE answer text; BEGIN\n%.*sEND %.*s;\n", STR_ARG(tag),
              STR_ARG(test), STR_ARG(tag));
    arena_free(&scratch);
}

static void check(Sb *sb, Str query, Str expected, Str message)
{
    Arena scratch = {0};
    Str operand = sql_text(&scratch, &pg_quoting, RAW("IS DISTINCT FROM "), LIT(expected));

    put_guard(sb, query, operand, message);
    arena_free(&scratch);
}

static void condition(Sb *sb, Str query, int want, Str message)
{
    static const char *const operands[] = {
        [WANT_TRUE] = "IS DISTINCT FROM 'true'",
        [WANT_NOT_FALSE] = "IS NOT DISTINCT FROM 'false'",
        [WANT_FALSE] = "IS DISTINCT FROM 'false'",
    };
    Arena scratch = {0};
    Str text = str_trim(query);

    while (text.len > 0 && text.ptr[text.len - 1] == ';')
        text = str_trim(str_sub(text, 0, text.len - 1));
    put_guard(sb, arena_printf(&scratch, "SELECT (%.*s\n)::boolean::text", STR_ARG(text)),
              str_from(operands[want]), message);
    arena_free(&scratch);
}

static void statement(Sb *sb, Str sql)
{
    sb_printf(sb, "%.*s;\n", STR_ARG(sql));
}

/* ---- loops
 * ------------------------------------------------------------------------------------------------
 *
 * Statements are prepared, so that the server finds the types of their parameters: values of the
 * key travel as texts. */

static void prepare(Sb *sb, const char *name, Str sql)
{
    sb_printf(sb, "PREPARE anneal_%s AS\n%.*s;\n", name, STR_ARG(sql));
}

/* How a statement is called: with keys, and perhaps a number behind them. */
typedef struct Call {
    const char *name;
    const char *keys[3]; /* "low", "high"; NULL-terminated */
    int64_t number;      /* 0: none */
} Call;

static void put_columns(Sb *sb, const char *key, size_t columns, const char *before)
{
    for (size_t i = 1; i <= columns; i++, before = ", ")
        sb_printf(sb, "%s%s%zu", before, key, i);
}

/* `EXECUTE pg_catalog.format('EXECUTE anneal_next (%L, %L)', low1, 999)` */
static void put_call(Sb *sb, const char *indent, const Call *call, size_t columns)
{
    size_t values = call->number > 0;

    for (const char *const *key = call->keys; *key != NULL; key++)
        values += columns;
    sb_printf(sb, "%sEXECUTE pg_catalog.format('EXECUTE anneal_%s", indent, call->name);
    for (size_t i = 0; i < values; i++)
        sb_puts(sb, i == 0 ? " (%L" : ", %L");
    sb_puts(sb, values > 0 ? ")'" : "'");
    for (const char *const *key = call->keys; *key != NULL; key++)
        put_columns(sb, *key, columns, ", ");
    if (call->number > 0)
        sb_printf(sb, ", %lld", (long long)call->number);
    sb_putc(sb, ')');
}

static void put_fetch(Sb *sb, const char *indent, const Call *call, size_t columns)
{
    put_call(sb, indent, call, columns);
    sb_puts(sb, " INTO ");
    put_columns(sb, "high", columns, "");
    sb_puts(sb, ";\n");
}

static void put_batch(Sb *sb, const StepLoop *loop, const char *indent, const Call *call)
{
    for (size_t i = 0; i < loop->begin.len; i++) {
        Arena scratch = {0};
        sb_puts(sb, indent);
        sb_put(sb, sql_text(&scratch, &pg_quoting, RAW("EXECUTE "), LIT(loop->begin.items[i]),
                            RAW(";\n")));
        arena_free(&scratch);
    }
    put_call(sb, indent, call, loop->key.len);
    sb_printf(sb, ";\n%sCOMMIT;\n", indent);
}

static void put_walk(Sb *sb, const StepLoop *loop)
{
    size_t columns = loop->key.len;
    int64_t size = loop->size.given && loop->size.value > 1 ? loop->size.value : 2;

    sb_puts(sb, "DO $anneal$ DECLARE\n");
    for (size_t i = 1; i <= columns; i++)
        sb_printf(sb, "    low%zu text; high%zu text;\n", i, i);
    sb_puts(sb, "BEGIN\n");
    put_fetch(sb, "    ", &(Call){.name = "first"}, columns);
    sb_puts(sb, "    IF high1 IS NULL THEN\n        RETURN;\n    END IF;\n");
    put_batch(sb, loop, "    ", &(Call){.name = "one", .keys = {"high"}});
    sb_puts(sb, "    LOOP\n");
    for (size_t i = 1; i <= columns; i++)
        sb_printf(sb, "        low%zu := high%zu;\n", i, i);
    put_fetch(sb, "        ", &(Call){.name = "next", .keys = {"low"}, .number = size - 1},
              columns);
    sb_puts(sb, "        IF high1 IS NULL THEN\n");
    put_fetch(sb, "            ", &(Call){.name = "last", .keys = {"low"}}, columns);
    sb_puts(sb, "        END IF;\n        EXIT WHEN high1 IS NULL;\n");
    put_batch(sb, loop, "        ", &(Call){.name = "batch", .keys = {"low", "high"}});
    sb_puts(sb, "    END LOOP;\nEND $anneal$;\n");
}

static bool loop(Sb *sb, const StepLoop *of)
{
    prepare(sb, "first", of->first);
    prepare(sb, "one", of->one);
    prepare(sb, "next", of->next);
    prepare(sb, "last", of->last);
    prepare(sb, "batch", of->batch);
    put_walk(sb, of);
    sb_puts(sb, "DEALLOCATE anneal_first; DEALLOCATE anneal_one; DEALLOCATE anneal_next;\n"
                "DEALLOCATE anneal_last; DEALLOCATE anneal_batch;\n");
    return true;
}

static void end(Sb *sb)
{
    sb_puts(sb, "\nSELECT pg_catalog.pg_advisory_unlock(" PG_DEPLOYER_KEYS ");\n");
}

const ByHand pg_by_hand = {
    .command = "psql -X -f",
    .begin = begin,
    .limit = limit,
    .check = check,
    .condition = condition,
    .statement = statement,
    .loop = loop,
    .end = end,
};
