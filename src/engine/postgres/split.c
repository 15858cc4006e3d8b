/* Splits a user's script into its statements.
 *
 * Source: PostgreSQL's scan.l and psqlscan.l, for what ends a statement: a `;` outside of quotes,
 * comments, parentheses and the BEGIN ATOMIC … END body of a routine. */
#include "engine/postgres/split.h"

#include "base/sb.h"
#include "engine/postgres/scan.h"

enum { HEAD_WORDS = 4 };

/* One statement on its way. */
typedef struct Split {
    Arena *arena;
    const char *file;
    PgScan scan;
    LineCount lines;
    Statements *statements;
    Errs *errs;

    size_t gap;            /* where the blanks before the statement at hand begin */
    size_t start;          /* of its text */
    PgToken first, last;   /* of the statement at hand; PG_TOKEN_END: none yet */
    PgToken before;        /* the token before the one at hand, within the statement */
    Str words[HEAD_WORDS]; /* its first words, for what is told by them */
    size_t word_count;     /* PG_TOKEN_WORD from the first token on, while nothing else came */
    bool is_head;          /* `words` still grows */
    size_t parens, begins; /* that are open */
    bool has_from_stdin;   /* of COPY */
    bool has_concurrently; /* a word outside of parentheses, or in REINDEX's options */
    bool has_options;      /* WITH (…) of CREATE SUBSCRIPTION */
} Split;

/* Statements that open or end a transaction, or that the server refuses inside one: measured on 15
 * and 18 (SQLSTATE 25001). `second` NULL: any. */
static const struct HeadRule {
    const char *first, *second;
    StatementKind kind;
    bool needs_concurrently; /* only with CONCURRENTLY */
} head_rules[] = {
    {"BEGIN", NULL, STATEMENT_BEGIN, false},
    {"START", "TRANSACTION", STATEMENT_BEGIN, false},
    {"COMMIT", "PREPARED", STATEMENT_ALONE, false},
    {"COMMIT", NULL, STATEMENT_END, false},
    {"END", NULL, STATEMENT_END, false},
    {"ABORT", NULL, STATEMENT_END, false},
    {"ROLLBACK", "PREPARED", STATEMENT_ALONE, false},
    {"ROLLBACK", NULL, STATEMENT_END, false}, /* less ROLLBACK [WORK] TO, of a savepoint */
    {"PREPARE", "TRANSACTION", STATEMENT_END, false},
    {"VACUUM", NULL, STATEMENT_ALONE, false},
    {"REINDEX", "SCHEMA", STATEMENT_ALONE, false},
    {"REINDEX", "DATABASE", STATEMENT_ALONE, false},
    {"REINDEX", "SYSTEM", STATEMENT_ALONE, false},
    {"REINDEX", NULL, STATEMENT_ALONE, true},
    {"CREATE", "INDEX", STATEMENT_ALONE, true},
    {"CREATE", "UNIQUE", STATEMENT_ALONE, true},
    {"DROP", "INDEX", STATEMENT_ALONE, true},
    {"ALTER", "TABLE", STATEMENT_ALONE, true},
    {"ALTER", "SYSTEM", STATEMENT_ALONE, false},
    {"CREATE", "DATABASE", STATEMENT_ALONE, false},
    {"DROP", "DATABASE", STATEMENT_ALONE, false},
    {"CREATE", "TABLESPACE", STATEMENT_ALONE, false},
    {"DROP", "TABLESPACE", STATEMENT_ALONE, false},
    {"CREATE", "SUBSCRIPTION", STATEMENT_ALONE, false},
    {"DISCARD", "ALL", STATEMENT_ALONE, false},
};

static Loc loc_of(Split *split, size_t offset)
{
    LineCount lines = split->lines;

    return line_count_loc(&lines, split->file, offset);
}

/* Of the blanks and comments behind the last token: a block comment that isn't closed would have
 * swallowed statements. */
static size_t find_open_comment(Str text, size_t at)
{
    while (at < text.len) {
        size_t end = pg_scan_is_comment(text, at) ? pg_scan_comment_end(text, at) : at + 1;
        if (end == SIZE_MAX)
            return at;
        at = end;
    }
    return SIZE_MAX;
}

/* Where the text of a statement begins whose first token is at `token`: a comment for the planner
 * (pg_hint_plan's) is a part of it, others are not. */
static size_t start_of(Str text, size_t gap, size_t token)
{
    size_t start = token;

    while (gap < token) {
        if (!pg_scan_is_comment(text, gap)) {
            gap++;
            continue;
        }
        start = str_starts(str_sub(text, gap, SIZE_MAX), STR("/*+")) ? gap : token;
        gap = pg_scan_comment_end(text, gap);
    }
    return start;
}

static bool not_closed(Split *split, size_t offset, const char *what)
{
    return err_at(split->errs, ERR_SYNTAX, loc_of(split, offset), NULL,
                  "the %s that begins here isn't closed", what);
}

static bool check_closed(Split *split, size_t behind_last, const PgToken *last)
{
    size_t open = find_open_comment(split->scan.text, behind_last);

    if (last->kind != PG_TOKEN_END && !pg_token_is_closed(last))
        return not_closed(split, last->offset,
                          last->kind == PG_TOKEN_QUOTED ? "name"
                          : last->text.ptr[0] == '$'    ? "dollar-quoted string"
                                                        : "string");
    return open == SIZE_MAX || not_closed(split, open, "comment");
}

static bool word_is(const Split *split, size_t i, const char *word)
{
    return i < split->word_count && str_eq_ascii_nocase(split->words[i], str_from(word));
}

static const struct HeadRule *rule_of(const Split *split)
{
    if (word_is(split, 0, "ROLLBACK") && (word_is(split, 1, "TO") || word_is(split, 2, "TO")))
        return NULL;
    for (size_t i = 0; i < sizeof head_rules / sizeof *head_rules; i++) {
        const struct HeadRule *rule = &head_rules[i];
        if (word_is(split, 0, rule->first) &&
            (rule->second == NULL || word_is(split, 1, rule->second)) &&
            (!rule->needs_concurrently || split->has_concurrently))
            return rule;
    }
    return NULL;
}

/* CLUSTER without a table is the one statement that is told by what it lacks. */
static StatementKind kind_of(const Split *split, const struct HeadRule *rule)
{
    if (rule != NULL && rule->needs_concurrently)
        return STATEMENT_ALONE_GENTLY;
    if (rule != NULL)
        return word_is(split, 1, "SUBSCRIPTION") && split->has_options ? STATEMENT_PLAIN
                                                                       : rule->kind;
    return word_is(split, 0, "CLUSTER") && split->first.offset == split->last.offset
               ? STATEMENT_ALONE
               : STATEMENT_PLAIN;
}

static Str head_of(const Split *split, const struct HeadRule *rule)
{
    Sb sb = sb_new(SB_LINE_MAX);

    sb_puts(&sb, rule == NULL ? "CLUSTER" : rule->first);
    if (rule != NULL && rule->second != NULL)
        sb_printf(&sb, " %s", rule->second);
    if (word_is(split, 1, "UNIQUE"))
        sb_puts(&sb, " INDEX");
    if (rule != NULL && rule->needs_concurrently)
        sb_puts(&sb, word_is(split, 1, "TABLE") ? " … DETACH PARTITION … CONCURRENTLY"
                                                : " CONCURRENTLY");
    return sb_finish(&sb, split->arena);
}

/* What can be neither split nor run rightly. */
static bool check_statement(Split *split, StatementKind kind)
{
    Loc loc = loc_of(split, split->first.offset);

    if (word_is(split, 0, "COPY") && split->has_from_stdin)
        return err_at(split->errs, ERR_UNSUPPORTED, loc,
                      "write INSERT statements, or COPY from a file that the server can read",
                      "COPY from or to the client can't be run");
    for (size_t i = 1; word_is(split, 0, "SET") && i < split->word_count; i++)
        if (word_is(split, i, "standard_conforming_strings"))
            return err_at(split->errs, ERR_UNSUPPORTED, loc, "write E'…' for a string with escapes",
                          "a script can't set standard_conforming_strings: it is read as if on");
    if (kind == STATEMENT_END && (word_is(split, 1, "AND") || word_is(split, 2, "AND")) &&
        !word_is(split, 2, "NO") && !word_is(split, 3, "NO"))
        return err_at(split->errs, ERR_UNSUPPORTED, loc, "write COMMIT; BEGIN;",
                      "AND CHAIN can't be followed");
    return true;
}

static void begin_statement(Split *split)
{
    split->first = split->last = split->before = (PgToken){.kind = PG_TOKEN_END};
    split->word_count = split->parens = split->begins = 0;
    split->is_head = true;
    split->has_from_stdin = split->has_concurrently = split->has_options = false;
    split->gap = split->scan.at;
}

static bool end_statement(Split *split)
{
    const struct HeadRule *rule;
    Statement statement = {0};
    size_t from, end;
    bool ok;

    if (split->first.kind == PG_TOKEN_END)
        return true;
    from = split->start;
    end = split->last.offset + split->last.text.len;
    rule = rule_of(split);
    statement.text = str_sub(split->scan.text, from, end - from);
    statement.line = line_count_to(&split->lines, from);
    statement.kind = kind_of(split, rule);
    if (statement.kind != STATEMENT_PLAIN)
        statement.head = head_of(split, rule);
    vec_push(split->arena, split->statements, statement);
    ok = check_statement(split, statement.kind);
    begin_statement(split);
    return ok;
}

/* `CREATE [OR REPLACE] FUNCTION` or PROCEDURE: the only place of BEGIN ATOMIC. */
static bool is_routine(const Split *split)
{
    size_t at = word_is(split, 1, "OR") && word_is(split, 2, "REPLACE") ? 3 : 1;

    return word_is(split, 0, "CREATE") &&
           (word_is(split, at, "FUNCTION") || word_is(split, at, "PROCEDURE"));
}

/* After a dot or AS a keyword is a name. */
static bool may_be_keyword(const Split *split)
{
    return !pg_token_is(&split->before, ".") && !pg_token_is(&split->before, "AS");
}

/* BEGIN ATOMIC opens a body, and so END closes one; CASE … END stands in between. */
static void count_bodies(Split *split, const PgToken *token)
{
    if (split->parens > 0 || !may_be_keyword(split))
        return;
    if (split->begins > 0 && pg_token_is(token, "CASE"))
        split->begins++;
    else if (split->begins > 0 && pg_token_is(token, "END"))
        split->begins--;
    else if (split->begins == 0 && pg_token_is(token, "ATOMIC") &&
             pg_token_is(&split->before, "BEGIN") && is_routine(split))
        split->begins++;
}

static void note_words(Split *split, const PgToken *token)
{
    if (split->is_head && token->kind == PG_TOKEN_WORD && split->word_count < HEAD_WORDS)
        split->words[split->word_count++] = token->text;
    else
        split->is_head = false;
    if (pg_token_is(token, "CONCURRENTLY") && (split->parens == 0 || word_is(split, 0, "REINDEX")))
        split->has_concurrently = true;
    if (split->parens == 0 && pg_token_is(token, "STDIN") && pg_token_is(&split->before, "FROM"))
        split->has_from_stdin = true;
    if (split->parens == 0 && pg_token_is(token, "STDOUT") && pg_token_is(&split->before, "TO"))
        split->has_from_stdin = true;
    if (pg_token_is(token, "(") && pg_token_is(&split->before, "WITH"))
        split->has_options = true;
}

static bool take_token(Split *split, const PgToken *token)
{
    if (token->kind == PG_TOKEN_OTHER && token->text.ptr[0] == '\\')
        return err_at(split->errs, ERR_UNSUPPORTED, loc_of(split, token->offset),
                      "write SQL: what stands here is sent to the server",
                      "commands of psql such as \\i, \\set or \\copy can't be run");
    if (pg_token_is(token, ";") && split->parens == 0 && split->begins == 0)
        return end_statement(split);
    if (split->first.kind == PG_TOKEN_END) {
        split->first = *token;
        split->start = start_of(split->scan.text, split->gap, token->offset);
    }
    note_words(split, token);
    count_bodies(split, token);
    if (pg_token_is(token, "("))
        split->parens++;
    else if (pg_token_is(token, ")") && split->parens > 0)
        split->parens--;
    split->before = split->last = *token;
    return true;
}

bool pg_split_script(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs)
{
    Split split = {.arena = arena,
                   .file = file,
                   .scan = {text, 0},
                   .lines = {.text = text},
                   .statements = statements,
                   .errs = errs};
    PgToken last = {.kind = PG_TOKEN_END}, token;
    size_t behind_last = 0;

    begin_statement(&split);
    for (token = pg_scan_next(&split.scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&split.scan)) {
        last = token;
        behind_last = split.scan.at;
        if (!take_token(&split, &token))
            return false;
    }
    return check_closed(&split, behind_last, &last) && end_statement(&split);
}

static StatementTokenKind token_kind(PgTokenKind kind)
{
    switch (kind) {
    case PG_TOKEN_WORD:
        return STATEMENT_WORD;
    case PG_TOKEN_QUOTED:
        return STATEMENT_NAME;
    case PG_TOKEN_NUMBER:
        return STATEMENT_NUMBER;
    case PG_TOKEN_STRING:
        return STATEMENT_STRING;
    case PG_TOKEN_OTHER:
    case PG_TOKEN_END:
        break;
    }
    return STATEMENT_SIGN;
}

void pg_read_tokens(Arena *arena, Str sql, StatementTokens *tokens)
{
    PgScan scan = {sql, 0};
    PgToken token;

    for (token = pg_scan_next(&scan); token.kind != PG_TOKEN_END; token = pg_scan_next(&scan))
        vec_push(arena, tokens, ((StatementToken){token_kind(token.kind), token.text}));
}
