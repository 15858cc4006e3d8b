/* Relations that a query reads, by their names alone. */
#include "engine/postgres/scan.h"

/* FROM that is no clause: `extract(year FROM d)`, `substring(a FROM 2)`, `a IS DISTINCT FROM b`. */
static bool is_of_call(const PgToken *before, const PgToken *call)
{
    static const char *const calls[] = {"EXTRACT", "SUBSTRING", "TRIM", "OVERLAY", "POSITION"};

    if (pg_token_is(before, "DISTINCT"))
        return true;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (pg_token_is(call, calls[i]))
            return true;
    return false;
}

static bool is_bare_name(const PgToken *token, const PgToken *after)
{
    return (token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_QUOTED) &&
           !pg_token_is(after, ".") && !pg_token_is(after, "(");
}

bool pg_from_scan_next(PgFromScan *from, PgToken *token)
{
    for (*token = pg_scan_next(&from->scan); token->kind != PG_TOKEN_END;
         *token = pg_scan_next(&from->scan)) {
        PgToken after = pg_scan_peek(&from->scan), before = from->before[0];
        PgToken word = from->before[1];
        if (pg_token_is(token, "(") && ++from->depth < PG_FROM_DEPTH_MOST)
            from->calls[from->depth] = word;
        from->depth -= pg_token_is(token, ")") && from->depth > 0;
        from->before[0] = word;
        from->before[1] = *token;
        if (word.kind == PG_TOKEN_WORD &&
            (pg_token_is(&word, "FROM") || pg_token_is(&word, "JOIN")) &&
            is_bare_name(token, &after) && from->depth < PG_FROM_DEPTH_MOST &&
            !is_of_call(&before, &from->calls[from->depth]))
            return true;
    }
    return false;
}
