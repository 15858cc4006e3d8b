/* Splits a user's script into its statements. */
#include "engine/mysql/my_scan.h"
#include "engine/mysql/my_slots.h"

/* What begins a statement, and what a transaction makes of it: the first row whose words are its
 * first. Source: MySQL manual, "Statements That Cause an Implicit Commit". */
static const struct {
    const char *words[2];
    StatementKind kind;
} heads[] = {
    {{"CREATE", "TEMPORARY"}, STATEMENT_PLAIN},
    {{"DROP", "TEMPORARY"}, STATEMENT_PLAIN},
    {{"START", "TRANSACTION"}, STATEMENT_BEGIN},
    {{"BEGIN", "NOT"}, STATEMENT_PLAIN}, /* BEGIN NOT ATOMIC, of MariaDB */
    {{"BEGIN", NULL}, STATEMENT_BEGIN},
    {{"XA", NULL}, STATEMENT_ALONE},
    {{"COMMIT", NULL}, STATEMENT_END},
    {{"ROLLBACK", "TO"}, STATEMENT_PLAIN},
    {{"ROLLBACK", NULL}, STATEMENT_END},
    {{"ALTER", NULL}, STATEMENT_ALONE},
    {{"ANALYZE", NULL}, STATEMENT_ALONE},
    {{"CACHE", NULL}, STATEMENT_ALONE},
    {{"CHECK", NULL}, STATEMENT_ALONE},
    {{"CREATE", NULL}, STATEMENT_ALONE},
    {{"DROP", NULL}, STATEMENT_ALONE},
    {{"FLUSH", NULL}, STATEMENT_ALONE},
    {{"GRANT", NULL}, STATEMENT_ALONE},
    {{"INSTALL", NULL}, STATEMENT_ALONE},
    {{"LOCK", NULL}, STATEMENT_ALONE},
    {{"OPTIMIZE", NULL}, STATEMENT_ALONE},
    {{"RENAME", NULL}, STATEMENT_ALONE},
    {{"REPAIR", NULL}, STATEMENT_ALONE},
    {{"RESET", NULL}, STATEMENT_ALONE},
    {{"REVOKE", NULL}, STATEMENT_ALONE},
    {{"TRUNCATE", NULL}, STATEMENT_ALONE},
    {{"UNINSTALL", NULL}, STATEMENT_ALONE},
    {{"UNLOCK", NULL}, STATEMENT_ALONE},
};

static StatementKind kind_of(Arena *arena, Str text, Str *head)
{
    MyToken words[2] = {0};
    size_t at = 0;

    *head = STR_ABSENT;
    for (size_t i = 0; i < 2; i++)
        if (!my_scan_next(text, &at, &words[i]))
            break;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (!my_token_is(&words[0], heads[i].words[0]) ||
            (heads[i].words[1] != NULL && !my_token_is(&words[1], heads[i].words[1])))
            continue;
        if (heads[i].kind != STATEMENT_PLAIN)
            *head = words[1].kind == MY_TOKEN_WORD
                        ? arena_printf(arena, "%.*s %.*s", STR_ARG(words[0].text),
                                       STR_ARG(words[1].text))
                        : words[0].text;
        return heads[i].kind;
    }
    return STATEMENT_PLAIN;
}

static void add(Arena *arena, LineCount *lines, size_t from, size_t to, Statements *statements)
{
    Statement statement = {.text = str_sub(lines->text, from, to - from)};

    if (to <= from)
        return;
    statement.line = line_count_to(lines, from);
    statement.kind = kind_of(arena, statement.text, &statement.head);
    vec_push(arena, statements, statement);
}

bool my_split_script(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs)
{
    LineCount lines = {.text = text}, places = {.text = text};
    size_t from = 0, to = 0;
    MyToken token;

    for (size_t at = 0; my_scan(text, at, &token); at += token.text.len) {
        if (token.is_open)
            return err_at(errs, ERR_SYNTAX, line_count_loc(&places, file, at), NULL,
                          token.kind == MY_TOKEN_COMMENT || token.kind == MY_TOKEN_EXTRA
                              ? "the comment that begins here isn't closed"
                              : "the quoted text that begins here isn't closed");
        if (token.kind == MY_TOKEN_BLANK || token.kind == MY_TOKEN_COMMENT)
            continue;
        if (my_token_is_sign(&token, ';')) {
            add(arena, &lines, from, to, statements);
            from = to = 0;
            continue;
        }
        if (to == 0)
            from = at;
        to = at + token.text.len;
    }
    add(arena, &lines, from, to, statements);
    return true;
}

/* What keeps one token from standing in an expression; NULL: nothing. */
static const char *token_fault(const MyToken *token, int depth)
{
    if (token->is_open)
        return token->kind == MY_TOKEN_COMMENT || token->kind == MY_TOKEN_EXTRA
                   ? "has a comment that isn't closed"
                   : "has a quoted text that isn't closed";
    if (token->kind == MY_TOKEN_EXTRA)
        return "has a comment that is code";
    if (token->kind == MY_TOKEN_PARAMETER)
        return "has a parameter";
    if (my_token_is_sign(token, ';'))
        return "has a ;";
    return my_token_is_sign(token, ')') && depth == 0 ? "has a ) too many" : NULL;
}

bool my_check_expression(Str sql, const char **fault)
{
    int depth = 0;
    bool is_empty = true;
    MyToken token;

    *fault = NULL;
    for (size_t at = 0; *fault == NULL && my_scan(sql, at, &token); at += token.text.len) {
        *fault = token_fault(&token, depth);
        depth += my_token_is_sign(&token, '(') ? 1 : my_token_is_sign(&token, ')') ? -1 : 0;
        is_empty = is_empty && (token.kind == MY_TOKEN_BLANK || token.kind == MY_TOKEN_COMMENT);
    }
    if (*fault == NULL && depth > 0)
        *fault = "has a ( too many";
    if (*fault == NULL && is_empty)
        *fault = "is empty";
    return *fault == NULL;
}
