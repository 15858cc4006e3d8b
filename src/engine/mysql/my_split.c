/* Splits a user's script into its statements. */
#include "engine/mysql/my_body.h"
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

/* A script on its way. */
typedef struct Split {
    Arena *arena;
    const char *file;
    Str text;
    LineCount lines;
    Statements *statements;
    Errs *errs;
    Str delimiter; /* `;`, or what the script asked for: then nothing else ends a statement */
    MyBody body;
    size_t from, to; /* of the statement; equal: nothing of it yet */
} Split;

static Loc loc_of(const Split *split, size_t at)
{
    LineCount lines = {.text = split->text};

    return line_count_loc(&lines, split->file, at);
}

static void end_statement(Split *split)
{
    Statement statement = {.text = str_sub(split->text, split->from, split->to - split->from)};

    if (split->to > split->from) {
        statement.line = line_count_to(&split->lines, split->from);
        statement.kind = kind_of(split->arena, statement.text, &statement.head);
        vec_push(split->arena, split->statements, statement);
    }
    split->from = split->to = 0;
    split->body = (MyBody){0};
}

static bool is_quiet(const MyToken *token)
{
    return token->kind == MY_TOKEN_BLANK || token->kind == MY_TOKEN_COMMENT;
}

static bool check_token(const Split *split, const MyToken *token, size_t at)
{
    bool is_first = split->from == split->to;

    if (token->is_open)
        return err_at(split->errs, ERR_SYNTAX, loc_of(split, at), NULL,
                      token->kind == MY_TOKEN_COMMENT || token->kind == MY_TOKEN_EXTRA
                          ? "the comment that begins here isn't closed"
                          : "the quoted text that begins here isn't closed");
    if (my_token_is_sign(token, '\\') || (is_first && my_token_is(token, "SOURCE")))
        return err_at(split->errs, ERR_UNSUPPORTED, loc_of(split, at),
                      "write SQL: what stands here is given to the library",
                      "commands of the mysql client such as source and \\G can't be run");
    return true;
}

/* `DELIMITER $$`, a line for the client; `*at` is then behind it. */
static bool take_delimiter(Split *split, size_t *at)
{
    size_t from = *at + strlen("DELIMITER"), end = str_find(split->text, '\n', *at);
    Str rest = str_trim(str_sub(split->text, from, end == SIZE_MAX ? end : end - from));
    size_t blank = str_find(rest, ' ', 0);

    if (rest.len == 0 || str_find(rest, '\\', 0) != SIZE_MAX)
        return err_at(split->errs, ERR_SYNTAX, loc_of(split, *at), "DELIMITER $$",
                      "DELIMITER is to be followed by what ends statements, without backslashes");
    split->delimiter = str_sub(rest, 0, blank);
    *at = end == SIZE_MAX ? split->text.len : end + 1;
    return true;
}

/* A delimiter of its own may stand within what else is one token: END$$. */
static void cut_at_delimiter(const Split *split, MyToken *token)
{
    if (token->kind != MY_TOKEN_WORD && token->kind != MY_TOKEN_NUMBER)
        return;
    for (size_t i = 1; i < token->text.len; i++) {
        if (str_starts(str_sub(token->text, i, SIZE_MAX), split->delimiter)) {
            token->text.len = i;
            return;
        }
    }
}

/* Whether a statement ends at `at`. */
static bool ends_here(const Split *split, size_t at)
{
    return str_starts(str_sub(split->text, at, SIZE_MAX), split->delimiter) &&
           (!str_is(split->delimiter, ";") || my_body_may_end(&split->body));
}

static bool take_token(Split *split, MyToken *token, size_t *at)
{
    size_t behind = *at + token->text.len;
    MyToken next = {0};

    if (is_quiet(token)) {
        *at = behind;
        return !token->is_open || check_token(split, token, *at - token->text.len);
    }
    if (!check_token(split, token, *at))
        return false;
    if (split->from == split->to) {
        if (my_token_is(token, "DELIMITER"))
            return take_delimiter(split, at);
        split->from = *at;
    }
    if (str_is(split->delimiter, ";")) {
        size_t look = behind;
        (void)my_scan_next(split->text, &look, &next);
        my_body_take(&split->body, token, &next);
    }
    split->to = *at = behind;
    return true;
}

bool my_split_script(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs)
{
    Split split = {.arena = arena,
                   .file = file,
                   .text = text,
                   .lines = {.text = text},
                   .statements = statements,
                   .errs = errs,
                   .delimiter = STR(";")};
    size_t at = 0;
    MyToken token;

    while (my_scan(text, at, &token)) {
        if (!is_quiet(&token) && ends_here(&split, at)) {
            at += split.delimiter.len;
            end_statement(&split);
            continue;
        }
        cut_at_delimiter(&split, &token);
        if (!take_token(&split, &token, &at))
            return false;
    }
    if (split.to > split.from && !my_body_may_end(&split.body))
        return err_at(errs, ERR_SYNTAX, loc_of(&split, split.from),
                      "close what is open in it, or put it between `DELIMITER $$` and `$$`",
                      "the end of the statement that begins here isn't found");
    end_statement(&split);
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

static StatementTokenKind token_kind(MyTokenKind kind)
{
    switch (kind) {
    case MY_TOKEN_WORD:
        return STATEMENT_WORD;
    case MY_TOKEN_NAME:
        return STATEMENT_NAME;
    case MY_TOKEN_STRING:
        return STATEMENT_STRING;
    case MY_TOKEN_NUMBER:
        return STATEMENT_NUMBER;
    case MY_TOKEN_BLANK:
    case MY_TOKEN_COMMENT:
    case MY_TOKEN_EXTRA:
    case MY_TOKEN_PARAMETER:
    case MY_TOKEN_SIGN:
        break;
    }
    return STATEMENT_SIGN;
}

void my_read_tokens(Arena *arena, Str sql, StatementTokens *tokens)
{
    size_t at = 0;
    MyToken token;

    while (my_scan_next(sql, &at, &token))
        vec_push(arena, tokens, ((StatementToken){token_kind(token.kind), token.text}));
}
