/* SQL expressions as tokens. No engine's grammar: what PostgreSQL, SQLite, MySQL and SQL Server
 * share, and what differs only where it can't be mistaken. */
#include "diff/tokens.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || c == '#' ||
           (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_word_start(c) || is_digit(c) || c == '$';
}

/* End of the comment that begins at `at`; `at` itself where none does. */
static size_t skip_comment(Str sql, size_t at)
{
    if (at + 1 >= sql.len)
        return at;
    if (sql.ptr[at] == '-' && sql.ptr[at + 1] == '-') {
        size_t end = str_find(sql, '\n', at);
        return end == SIZE_MAX ? sql.len : end;
    }
    if (sql.ptr[at] == '/' && sql.ptr[at + 1] == '*') {
        for (size_t i = at + 2; i + 1 < sql.len; i++)
            if (sql.ptr[i] == '*' && sql.ptr[i + 1] == '/')
                return i + 2;
        return sql.len;
    }
    return at;
}

/* End of a quoted run from `at`, where the quote doubles itself inside. */
static size_t quoted_end(Str sql, size_t at, char close, bool has_backslash)
{
    size_t i = at + 1;

    while (i < sql.len) {
        if (has_backslash && sql.ptr[i] == '\\') {
            i += 2;
        } else if (sql.ptr[i] != close) {
            i++;
        } else if (i + 1 < sql.len && sql.ptr[i + 1] == close) {
            i += 2;
        } else {
            return i + 1;
        }
    }
    return sql.len;
}

/* The text between the quotes, doubled ones single. */
static Str unquote(Arena *arena, Str text, char close)
{
    size_t len = 0;
    char *name;

    if (text.len < 2 || text.ptr[text.len - 1] != close)
        return text; /* not closed */
    name = arena_alloc(arena, text.len);
    for (size_t i = 1; i + 1 < text.len; i++) {
        name[len++] = text.ptr[i];
        if (text.ptr[i] == close && i + 2 < text.len && text.ptr[i + 1] == close)
            i++;
    }
    return (Str){name, len};
}

/* `$tag$ … $tag$`; `at` itself where there is none. */
static size_t dollar_end(Str sql, size_t at)
{
    size_t tag = at + 1;
    Str mark;

    while (tag < sql.len && is_word(sql.ptr[tag]) && sql.ptr[tag] != '$')
        tag++;
    if (tag >= sql.len || sql.ptr[tag] != '$')
        return at;
    mark = str_sub(sql, at, tag + 1 - at);
    for (size_t i = tag + 1; i + mark.len <= sql.len; i++)
        if (str_eq(str_sub(sql, i, mark.len), mark))
            return i + mark.len;
    return sql.len;
}

static Token word_at(Str sql, size_t at)
{
    size_t end = at;
    Str text;

    while (end < sql.len && is_word(sql.ptr[end]))
        end++;
    text = str_sub(sql, at, end - at);
    /* E'…' knows backslashes; B'', N'', X'' read right as a word and a string. */
    if (end < sql.len && sql.ptr[end] == '\'' && str_eq_ascii_nocase(text, STR("e"))) {
        text = str_sub(sql, at, quoted_end(sql, end, '\'', true) - at);
        return (Token){TOKEN_STRING, text, text};
    }
    return (Token){TOKEN_WORD, text, text};
}

static Token number_at(Str sql, size_t at)
{
    size_t end = at;

    while (end < sql.len && (is_word(sql.ptr[end]) || sql.ptr[end] == '.'))
        end++;
    return (Token){TOKEN_NUMBER, str_sub(sql, at, end - at), STR_ABSENT};
}

static Token quoted_at(Arena *arena, Str sql, size_t at, char close)
{
    Str text = str_sub(sql, at, quoted_end(sql, at, close, false) - at);

    return (Token){close == '\'' ? TOKEN_STRING : TOKEN_NAME, text, unquote(arena, text, close)};
}

/* A bracket right behind a name or another bracket is a subscript, with blank between a name. */
static bool is_bracket_name(Str sql, size_t at)
{
    char before = at == 0 ? ' ' : sql.ptr[at - 1];

    return !is_word(before) && before != '"' && before != ')' && before != ']' &&
           at + 1 < sql.len && is_word_start(sql.ptr[at + 1]) && str_find(sql, ']', at) != SIZE_MAX;
}

static Token token_at(Arena *arena, Str sql, size_t at)
{
    char c = sql.ptr[at];

    if (is_word_start(c))
        return word_at(sql, at);
    if (is_digit(c))
        return number_at(sql, at);
    if (c == '\'' || c == '"' || c == '`')
        return quoted_at(arena, sql, at, c);
    if (c == '[' && is_bracket_name(sql, at))
        return quoted_at(arena, sql, at, ']');
    if (c == '$' && dollar_end(sql, at) > at)
        return (Token){TOKEN_STRING, str_sub(sql, at, dollar_end(sql, at) - at), STR_ABSENT};
    return (Token){TOKEN_OTHER, str_sub(sql, at, 1), STR_ABSENT};
}

Tokens tokens_read(Arena *arena, Str sql)
{
    Tokens tokens = {0};
    size_t at = 0;

    while (at < sql.len) {
        size_t comment = skip_comment(sql, at);
        if (comment > at) {
            at = comment;
        } else if (is_blank(sql.ptr[at])) {
            at++;
        } else {
            vec_push(arena, &tokens, token_at(arena, sql, at));
            at += vec_last(&tokens).text.len;
        }
    }
    return tokens;
}

static bool is_mark(const Tokens *tokens, size_t i, char mark)
{
    return i < tokens->len && tokens->items[i].kind == TOKEN_OTHER &&
           tokens->items[i].text.ptr[0] == mark;
}

bool token_is_column(const Tokens *tokens, size_t i)
{
    const Token *token = &tokens->items[i];

    if (token->kind != TOKEN_WORD && token->kind != TOKEN_NAME)
        return false;
    if (is_mark(tokens, i + 1, '(') || is_mark(tokens, i + 1, '.'))
        return false;
    if (i >= 2 && is_mark(tokens, i - 1, ':') && is_mark(tokens, i - 2, ':'))
        return false;
    return !(i >= 1 && tokens->items[i - 1].kind == TOKEN_WORD &&
             str_eq_ascii_nocase(tokens->items[i - 1].text, STR("as")));
}

int tokens_likeness(const Tokens *a, const Tokens *b)
{
    Arena scratch = {0};
    bool *used = ARENA_ARRAY(&scratch, bool, b->len + 1);
    size_t common = 0, total = a->len + b->len;

    for (size_t i = 0; i < a->len; i++) {
        for (size_t j = 0; j < b->len; j++) {
            if (!used[j] && str_eq_ascii_nocase(a->items[i].text, b->items[j].text)) {
                used[j] = true;
                common++;
                break;
            }
        }
    }
    arena_free(&scratch);
    return total == 0 ? 100 : (int)(200 * common / total);
}
