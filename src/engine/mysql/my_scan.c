/* SQL as MySQL and MariaDB write it, token by token. */
#include "engine/mysql/my_scan.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Of bare names; bytes of other scripts count. */
static bool is_word_char(char c)
{
    char lower = str_lower_char(c);

    return (lower >= 'a' && lower <= 'z') || is_digit(c) || c == '_' || c == '$' ||
           ((unsigned char)c & 0x80) != 0;
}

static char char_at(Str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static size_t end_of_line(Str text, size_t at)
{
    size_t end = str_find(text, '\n', at);

    return end == SIZE_MAX ? text.len : end + 1;
}

/* Behind the end mark; `*is_open` where there is none. */
static size_t end_of_comment(Str text, size_t at, bool *is_open)
{
    for (at += 2; at + 1 < text.len; at++)
        if (text.ptr[at] == '*' && text.ptr[at + 1] == '/')
            return at + 2;
    *is_open = true;
    return text.len;
}

static size_t end_of_quoted(Str text, size_t at, bool *is_open)
{
    char quote = text.ptr[at];

    for (at++; at < text.len; at++) {
        if (text.ptr[at] == '\\' && quote != '`')
            at++;
        else if (text.ptr[at] == quote && char_at(text, at + 1) == quote)
            at++;
        else if (text.ptr[at] == quote)
            return at + 1;
    }
    *is_open = true;
    return text.len;
}

/* `/` `*!`: code for all, or for servers from a version on; `M!` for MariaDB. `*+`: hints. */
static MyTokenKind comment_kind(Str text, size_t at)
{
    char first = char_at(text, at + 2);

    return first == '!' || first == '+' || (first == 'M' && char_at(text, at + 3) == '!')
               ? MY_TOKEN_EXTRA
               : MY_TOKEN_COMMENT;
}

/* Two dashes begin a comment only where a blank or the end follows: 1--1 is 2. */
static bool is_dash_comment(Str text, size_t at)
{
    return text.ptr[at] == '-' && char_at(text, at + 1) == '-' &&
           (at + 2 >= text.len || is_blank(text.ptr[at + 2]) ||
            (unsigned char)text.ptr[at + 2] < ' ');
}

static size_t end_of_number(Str text, size_t at)
{
    while (is_word_char(char_at(text, at)) || char_at(text, at) == '.' ||
           ((char_at(text, at) == '+' || char_at(text, at) == '-') && at > 0 &&
            str_lower_char(text.ptr[at - 1]) == 'e' && is_digit(char_at(text, at + 1))))
        at++;
    return at;
}

static size_t end_of_word(Str text, size_t at)
{
    while (at < text.len && is_word_char(text.ptr[at]))
        at++;
    return at;
}

bool my_scan(Str text, size_t at, MyToken *token)
{
    size_t end = at + 1;
    char c = char_at(text, at);

    *token = (MyToken){.kind = MY_TOKEN_SIGN};
    if (at >= text.len)
        return false;
    if (is_blank(c)) {
        token->kind = MY_TOKEN_BLANK;
        while (end < text.len && is_blank(text.ptr[end]))
            end++;
    } else if (c == '#' || is_dash_comment(text, at)) {
        token->kind = MY_TOKEN_COMMENT;
        end = end_of_line(text, at);
    } else if (c == '/' && char_at(text, at + 1) == '*') {
        token->kind = comment_kind(text, at);
        end = end_of_comment(text, at, &token->is_open);
    } else if (c == '\'' || c == '"' || c == '`') {
        token->kind = c == '`' ? MY_TOKEN_NAME : MY_TOKEN_STRING;
        end = end_of_quoted(text, at, &token->is_open);
    } else if (is_digit(c) || (c == '.' && is_digit(char_at(text, at + 1)))) {
        token->kind = MY_TOKEN_NUMBER;
        end = end_of_number(text, at + 1);
    } else if (c == '?') {
        token->kind = MY_TOKEN_PARAMETER;
        while (is_digit(char_at(text, end)))
            end++;
    } else if (is_word_char(c) || (c == '@' && (is_word_char(char_at(text, at + 1)) ||
                                                char_at(text, at + 1) == '@'))) {
        token->kind = MY_TOKEN_WORD;
        while (char_at(text, end) == '@')
            end++;
        end = end_of_word(text, end);
    }
    token->text = str_sub(text, at, end - at);
    return true;
}

bool my_scan_next(Str text, size_t *at, MyToken *token)
{
    while (my_scan(text, *at, token)) {
        *at += token->text.len;
        if (token->kind != MY_TOKEN_BLANK && token->kind != MY_TOKEN_COMMENT)
            return true;
    }
    return false;
}

bool my_token_is(const MyToken *token, const char *word)
{
    return token->kind == MY_TOKEN_WORD && str_eq_ascii_nocase(token->text, str_from(word));
}

bool my_token_is_sign(const MyToken *token, char sign)
{
    return token->kind == MY_TOKEN_SIGN && token->text.len == 1 && token->text.ptr[0] == sign;
}
