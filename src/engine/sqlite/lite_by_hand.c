/* What a script for sqlite3 has around the statements of a plan. */
#include "engine/sql.h"
#include "engine/sqlite/lite_quote.h"
#include "engine/sqlite/lite_slots.h"

static void begin(Sb *sb)
{
    sb_puts(sb, ".bail on\nPRAGMA foreign_keys = ON;\n");
}

static void limit(Sb *sb, int lock_timeout_ms)
{
    sb_printf(sb, "PRAGMA busy_timeout = %d;\n", lock_timeout_ms);
}

/* A check constraint's name is what the library says it has failed. */
static void put_guard(Sb *sb, Str test, Str message)
{
    Arena scratch = {0};

    sb_put(sb,
           sql_text(&scratch, &lite_quoting, RAW("CREATE TEMP TABLE anneal_guard (ok, CONSTRAINT "),
                    ID(message), RAW(" CHECK (ok));\nINSERT INTO temp.anneal_guard VALUES ("),
                    EX(test), RAW(");\nDROP TABLE temp.anneal_guard;\n")));
    arena_free(&scratch);
}

static Str without_end(Str query)
{
    Str text = str_trim(query);

    while (text.len > 0 && text.ptr[text.len - 1] == ';')
        text = str_trim(str_sub(text, 0, text.len - 1));
    return text;
}

static void check(Sb *sb, Str query, Str expected, Str message)
{
    Arena scratch = {0};

    put_guard(sb,
              sql_text(&scratch, &lite_quoting, RAW("CAST(("), EX(without_end(query)),
                       RAW("\n) AS TEXT) IS "), LIT(expected)),
              message);
    arena_free(&scratch);
}

static void condition(Sb *sb, Str query, int want, Str message)
{
    static const char *const tests[] = {
        [WANT_TRUE] = ") IS 1",
        [WANT_NOT_FALSE] = ") IS NOT 0",
        [WANT_FALSE] = ") IS 0",
    };
    Arena scratch = {0};

    put_guard(sb, arena_printf(&scratch, "(%.*s\n%s", STR_ARG(without_end(query)), tests[want]),
              message);
    arena_free(&scratch);
}

static void statement(Sb *sb, Str sql)
{
    sb_printf(sb, "%.*s;\n", STR_ARG(sql));
}

static bool loop(Sb *sb, const StepLoop *of)
{
    (void)sb;
    (void)of;
    return false;
}

static void end(Sb *sb)
{
    (void)sb;
}

const ByHand lite_by_hand = {
    .command = "sqlite3 DATABASE <",
    .begin = begin,
    .limit = limit,
    .check = check,
    .condition = condition,
    .statement = statement,
    .loop = loop,
    .end = end,
};
