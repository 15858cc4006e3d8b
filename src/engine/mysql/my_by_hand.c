/* What a script for the client `mysql` or `mariadb` has around the statements of a plan. */
#include "engine/mysql/my_quote.h"
#include "engine/mysql/my_slots.h"
#include "engine/sql.h"

enum { DATABASE_MOST = 57 }; /* bytes: longer names have another lock (my_deployer.c) */

static void statement(Sb *sb, Str sql)
{
    if (str_find(sql, ';', 0) == SIZE_MAX)
        sb_printf(sb, "%.*s;\n", STR_ARG(sql));
    else /* the client would end it at the first one */
        sb_printf(sb, "DELIMITER $anneal$\n%.*s\n$anneal$\nDELIMITER ;\n", STR_ARG(sql));
}

/* There is no block of statements outside of routines, and SIGNAL can't be prepared: a column that
 * has the message as its name is what the server says it lacks. */
static void put_guard(Sb *sb, Str test, Str message)
{
    Arena scratch = {0};
    Sb name = sb_new(SB_LINE_MAX);
    Str text = str_sub(message, 0, 60); /* names have 64 characters */

    while (!str_is_utf8(text))
        text = str_sub(text, 0, text.len - 1);
    my_quote_ident(&name, text);
    sb_put(sb, sql_text(&scratch, &my_quoting, RAW("SET @anneal_guard = IF("), EX(test),
                        RAW(", 'DO 0', "),
                        LIT(arena_printf(&scratch, "SELECT %.*s", STR_ARG(sb_str(&name)))),
                        RAW(");\nPREPARE anneal_guard FROM @anneal_guard;\n"
                            "EXECUTE anneal_guard;\nDEALLOCATE PREPARE anneal_guard;\n")));
    sb_free(&name);
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
              sql_text(&scratch, &my_quoting, RAW("("), EX(without_end(query)), RAW("\n) <=> "),
                       LIT(expected)),
              message);
    arena_free(&scratch);
}

static void condition(Sb *sb, Str query, int want, Str message)
{
    static const char *const tests[] = {
        [WANT_TRUE] = ") <=> 1",
        [WANT_NOT_FALSE] = ") <=> 0 <=> 0",
        [WANT_FALSE] = ") <=> 0",
    };
    Arena scratch = {0};

    put_guard(sb, arena_printf(&scratch, "(%.*s\n%s", STR_ARG(without_end(query)), tests[want]),
              message);
    arena_free(&scratch);
}

static void begin(Sb *sb)
{
    sb_puts(sb, "SET NAMES utf8mb4;\n"
                "SET SESSION sql_mode = '" MY_SQL_MODE "', time_zone = '+00:00', autocommit = 1,\n"
                "    foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0;\n"
                "-- No deployer beside this session, until it ends.\n");
    put_guard(sb,
              sql_text(&(Arena){0}, &my_quoting, RAW("LENGTH(DATABASE()) > "), NUM(DATABASE_MOST),
                       RAW(" OR GET_LOCK(CONCAT('anneal:', DATABASE()), 0) <=> 1")),
              STR("another deployer is at work on this database"));
}

/* Both count in whole seconds. */
static void limit(Sb *sb, int lock_timeout_ms)
{
    int seconds = (lock_timeout_ms + 999) / 1000;

    sb_printf(sb, "SET SESSION lock_wait_timeout = %d, innodb_lock_wait_timeout = %d;\n", seconds,
              seconds);
}

static bool loop(Sb *sb, const StepLoop *of)
{
    (void)sb;
    (void)of;
    return false;
}

static void end(Sb *sb)
{
    sb_puts(sb, "\nSET @anneal_guard = RELEASE_LOCK(CONCAT('anneal:', LEFT(DATABASE(), 57)));\n");
}

const ByHand my_by_hand = {
    .command = "mysql --comments DATABASE <",
    .begin = begin,
    .limit = limit,
    .check = check,
    .condition = condition,
    .statement = statement,
    .loop = loop,
    .end = end,
};
