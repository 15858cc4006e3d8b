/* Splits a user's script into its statements.
 *
 * Source: SQLite's complete.c: a statement ends with `;`, but CREATE TRIGGER with `; END ;`. */
#include "engine/sqlite/lite_split.h"

#include "engine/sqlite/lite_token.h"

/* One statement: its tokens, the `;` left out. */
typedef struct Span {
    const LiteToken *items;
    size_t len;
} Span;

/* Statements that the library refuses inside a transaction, or, of foreign_keys, passes over
 * without a word: measured on 3.40. */
static const char *const alone_pragmas[] = {"journal_mode", "synchronous", "foreign_keys", NULL};

static bool word_is(const Span *span, size_t i, const char *word)
{
    return i < span->len && lite_token_is(&span->items[i], word);
}

static Loc loc_of(const char *file, Str text, const LiteToken *token)
{
    LineCount lines = {.text = text};

    return line_count_loc(&lines, file, (size_t)(token->text.ptr - text.ptr));
}

/* `[EXPLAIN [QUERY PLAN]] CREATE [TEMP|TEMPORARY] TRIGGER` */
static bool is_trigger(const Span *span)
{
    size_t at = word_is(span, 0, "EXPLAIN") ? word_is(span, 1, "QUERY") ? 3 : 1 : 0;

    if (!word_is(span, at, "CREATE"))
        return false;
    at += word_is(span, at + 1, "TEMP") || word_is(span, at + 1, "TEMPORARY") ? 2 : 1;
    return word_is(span, at, "TRIGGER");
}

/* Whether the `;` behind the span is its end. */
static bool ends(const Span *span)
{
    return !is_trigger(span) || (span->len >= 2 && word_is(span, span->len - 1, "END") &&
                                 lite_token_is_sign(&span->items[span->len - 2], ";"));
}

/* `PRAGMA [schema.]name = value` or `PRAGMA name(value)`; without a value it only asks. */
static bool is_alone_pragma(const Span *span, Str *name)
{
    size_t at = span->len > 2 && lite_token_is_sign(&span->items[2], ".") ? 3 : 1;

    if (!word_is(span, 0, "PRAGMA") || at >= span->len)
        return false;
    *name = span->items[at].text;
    if (word_is(span, at, "wal_checkpoint"))
        return true;
    for (const char *const *pragma = alone_pragmas; *pragma != NULL; pragma++)
        if (word_is(span, at, *pragma))
            return at + 1 < span->len;
    return false;
}

static StatementKind kind_of(Arena *arena, const Span *span, Str *head)
{
    Str pragma;

    *head = span->items[0].text;
    if (word_is(span, 0, "BEGIN"))
        return STATEMENT_BEGIN;
    if (word_is(span, 0, "COMMIT") || word_is(span, 0, "END"))
        return STATEMENT_END;
    if (word_is(span, 0, "ROLLBACK")) /* [TRANSACTION] TO is of a savepoint */
        return word_is(span, 1, "TO") || word_is(span, 2, "TO") ? STATEMENT_PLAIN : STATEMENT_END;
    if (word_is(span, 0, "VACUUM") || word_is(span, 0, "DETACH"))
        return STATEMENT_ALONE;
    if (!is_alone_pragma(span, &pragma))
        return STATEMENT_PLAIN;
    *head = arena_printf(arena, "PRAGMA %.*s", STR_ARG(pragma));
    return STATEMENT_ALONE;
}

static void add(Arena *arena, LineCount *lines, const Span *span, Statements *statements)
{
    Statement statement = {0};

    if (span->len == 0)
        return;
    statement.text = lite_token_span(&span->items[0], &span->items[span->len - 1]);
    statement.line = line_count_to(lines, (size_t)(statement.text.ptr - lines->text.ptr));
    statement.kind = kind_of(arena, span, &statement.head);
    if (statement.kind == STATEMENT_PLAIN)
        statement.head = STR_ABSENT;
    vec_push(arena, statements, statement);
}

/* SQLite lets a comment last to the end of its text: in a script it would have swallowed the
 * statements behind it. */
static bool check_rest(const char *file, Str text, const LiteToken *end, Errs *errs)
{
    size_t at = end->text.ptr == NULL ? 0 : (size_t)(end->text.ptr + end->text.len - text.ptr);
    LineCount lines = {.text = text};

    while (at + 1 < text.len) {
        size_t line_end = str_find(text, '\n', at), close = at + 2;
        if (text.ptr[at] == '-' && text.ptr[at + 1] == '-') {
            at = line_end == SIZE_MAX ? text.len : line_end;
        } else if (text.ptr[at] == '/' && text.ptr[at + 1] == '*') {
            while (close + 1 < text.len && !(text.ptr[close] == '*' && text.ptr[close + 1] == '/'))
                close++;
            if (close + 1 >= text.len)
                return err_at(errs, ERR_SYNTAX, line_count_loc(&lines, file, at), NULL,
                              "the comment that begins here isn't closed");
            at = close + 2;
        } else {
            at++;
        }
    }
    return true;
}

static bool check_token(const char *file, Str text, const LiteToken *token, bool is_first,
                        Errs *errs)
{
    if (token->kind == LITE_BAD)
        return err_at(errs, ERR_SYNTAX, loc_of(file, text, token), NULL,
                      "the quoted text that begins here isn't closed");
    if (is_first && lite_token_is_sign(token, "."))
        return err_at(errs, ERR_UNSUPPORTED, loc_of(file, text, token),
                      "write SQL: what stands here is given to the library",
                      "commands of the sqlite3 shell such as .read can't be run");
    return true;
}

bool lite_split_script(Arena *arena, const char *file, Str text, Statements *statements, Errs *errs)
{
    LiteTokens tokens = lite_tokens_read(arena, text);
    LineCount lines = {.text = text};
    Span span = {tokens.items, 0};
    LiteToken before_all = {0};
    size_t count = tokens.len - 1; /* without the LITE_END */

    for (size_t i = 0; i < count; i++) {
        const LiteToken *token = &tokens.items[i];
        if (!check_token(file, text, token, span.len == 0, errs))
            return false;
        if (!lite_token_is_sign(token, ";") || !ends(&span)) {
            span.len++;
            continue;
        }
        add(arena, &lines, &span, statements);
        span = (Span){token + 1, 0};
    }
    add(arena, &lines, &span, statements);
    return check_rest(file, text, count > 0 ? &tokens.items[count - 1] : &before_all, errs);
}

static StatementTokenKind token_kind(LiteTokenKind kind)
{
    switch (kind) {
    case LITE_WORD:
        return STATEMENT_WORD;
    case LITE_NAME:
        return STATEMENT_NAME;
    case LITE_NUMBER:
        return STATEMENT_NUMBER;
    case LITE_STRING:
    case LITE_BLOB:
        return STATEMENT_STRING;
    case LITE_VARIABLE:
    case LITE_SIGN:
    case LITE_BAD:
    case LITE_END:
        break;
    }
    return STATEMENT_SIGN;
}

void lite_read_tokens(Arena *arena, Str sql, StatementTokens *tokens)
{
    LiteTokens read = lite_tokens_read(arena, sql);

    for (size_t i = 0; i + 1 < read.len; i++)
        vec_push(arena, tokens,
                 ((StatementToken){token_kind(read.items[i].kind), read.items[i].text}));
}
