/* A scanner for SQL text. */
#include "engine/postgres/scan.h"

#include "base/sb.h"

/* Bytes of names: PostgreSQL takes all non-ASCII bytes for letters (scan.l, ident_start). */
static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & '\x80') != 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_byte(char c)
{
    return is_name_start(c) || is_digit(c) || c == '$';
}

static char byte_at(Str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool is_blank(char c)
{
    return c != '\0' && strchr(" \t\r\n\f\v", c) != NULL;
}

/* Behind a block comment, which nests; SIZE_MAX: it has no end. */
static size_t block_end(Str text, size_t at)
{
    size_t depth = 0;

    while (at < text.len) {
        if (text.ptr[at] == '/' && byte_at(text, at + 1) == '*') {
            depth++;
            at += 2;
        } else if (text.ptr[at] == '*' && byte_at(text, at + 1) == '/') {
            at += 2;
            if (--depth == 0)
                return at;
        } else {
            at++;
        }
    }
    return SIZE_MAX;
}

size_t pg_scan_comment_end(Str text, size_t at)
{
    if (byte_at(text, at) == '/')
        return block_end(text, at);
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
        at++;
    return at;
}

bool pg_scan_is_comment(Str text, size_t at)
{
    return (byte_at(text, at) == '-' && byte_at(text, at + 1) == '-') ||
           (byte_at(text, at) == '/' && byte_at(text, at + 1) == '*');
}

static size_t skip_blanks(Str text, size_t at)
{
    while (at < text.len) {
        if (is_blank(text.ptr[at])) {
            at++;
        } else if (pg_scan_is_comment(text, at)) {
            size_t end = pg_scan_comment_end(text, at);
            at = end == SIZE_MAX ? text.len : end;
        } else {
            break;
        }
    }
    return at;
}

/* Behind the closing quote, SIZE_MAX without one; a doubled quote is part of the text, an escaped
 * one too where `escapes`. `at` is the opening quote. */
static size_t quoted_end(Str text, size_t at, bool escapes)
{
    char quote = text.ptr[at++];

    while (at < text.len) {
        if (escapes && text.ptr[at] == '\\')
            at += 2;
        else if (text.ptr[at] != quote)
            at++;
        else if (byte_at(text, at + 1) == quote)
            at += 2;
        else
            return at + 1;
    }
    return SIZE_MAX;
}

/* The quote that goes on with a string which ended before `at`; SIZE_MAX where none does. Between
 * the two stand blanks and comments with a line end (scan.l, quotecontinue). */
static size_t next_segment(Str text, size_t at)
{
    bool has_line_end = false;

    for (; at < text.len; at++) {
        if (text.ptr[at] == '\n' || text.ptr[at] == '\r')
            has_line_end = true;
        if (has_line_end && text.ptr[at] == '-' && byte_at(text, at + 1) == '-')
            at = pg_scan_comment_end(text, at);
        else if (!is_blank(text.ptr[at]))
            break;
    }
    return has_line_end && byte_at(text, at) == '\'' ? at : SIZE_MAX;
}

/* Behind an E'…' string whose first quote is at `at`, with all that continues it: there a backslash
 * escapes too. SIZE_MAX where it isn't closed. */
static size_t escaped_end(Str text, size_t at)
{
    size_t end = SIZE_MAX;

    while (at != SIZE_MAX) {
        end = quoted_end(text, at, true);
        if (end == SIZE_MAX)
            return SIZE_MAX;
        at = next_segment(text, end);
    }
    return end;
}

/* Behind a dollar-quoted string that begins at `at`; `at` itself where none does. */
static size_t skip_dollar(Str text, size_t at)
{
    size_t end = at + 1;
    Str tag;

    while (end < text.len && is_name_byte(text.ptr[end]) && text.ptr[end] != '$')
        end++;
    if (byte_at(text, end) != '$' || is_digit(byte_at(text, at + 1)))
        return at;
    tag = str_sub(text, at, end + 1 - at);
    for (size_t i = end + 1; i + tag.len <= text.len; i++)
        if (str_eq(str_sub(text, i, tag.len), tag))
            return i + tag.len;
    return text.len;
}

static size_t skip_number(Str text, size_t at)
{
    while (at < text.len) {
        char c = text.ptr[at];
        bool is_exponent_sign = (c == '+' || c == '-') && (byte_at(text, at - 1) | '\x20') == 'e';
        if (!is_name_byte(c) && c != '.' && !is_exponent_sign)
            break;
        at++;
    }
    return at;
}

static size_t token_end(Str text, size_t at, PgTokenKind *kind)
{
    char c = text.ptr[at];

    if ((c == 'e' || c == 'E') && byte_at(text, at + 1) == '\'') {
        *kind = PG_TOKEN_STRING;
        return escaped_end(text, at + 1);
    }
    if (is_name_start(c)) {
        *kind = PG_TOKEN_WORD;
        while (at < text.len && is_name_byte(text.ptr[at]))
            at++;
        return at;
    }
    if (is_digit(c) || (c == '.' && is_digit(byte_at(text, at + 1)))) {
        *kind = PG_TOKEN_NUMBER;
        return skip_number(text, at);
    }
    if (c == '"' || c == '\'') {
        *kind = c == '"' ? PG_TOKEN_QUOTED : PG_TOKEN_STRING;
        return quoted_end(text, at, false);
    }
    if (c == '$' && skip_dollar(text, at) > at) {
        *kind = PG_TOKEN_STRING;
        return skip_dollar(text, at);
    }
    *kind = PG_TOKEN_OTHER;
    return at + 1;
}

PgToken pg_scan_next(PgScan *scan)
{
    PgToken token = {.kind = PG_TOKEN_END};
    size_t end;

    token.offset = skip_blanks(scan->text, scan->at);
    if (token.offset >= scan->text.len) {
        token.offset = scan->text.len;
        scan->at = scan->text.len;
        return token;
    }
    end = token_end(scan->text, token.offset, &token.kind);
    if (end > scan->text.len)
        end = scan->text.len;
    token.text = str_sub(scan->text, token.offset, end - token.offset);
    scan->at = end;
    return token;
}

PgToken pg_scan_peek(const PgScan *scan)
{
    PgScan copy = *scan;

    return pg_scan_next(&copy);
}

bool pg_token_is_closed(const PgToken *token)
{
    Str text = token->text;
    size_t tag;

    if (token->kind != PG_TOKEN_STRING && token->kind != PG_TOKEN_QUOTED)
        return true;
    if (text.ptr[0] == '"' || text.ptr[0] == '\'')
        return quoted_end(text, 0, false) != SIZE_MAX;
    if (text.ptr[0] != '$')
        return escaped_end(text, 1) != SIZE_MAX;
    tag = str_find(text, '$', 1) + 1;
    return text.len >= 2 * tag && str_ends(text, str_sub(text, 0, tag));
}

bool pg_token_is(const PgToken *token, const char *word)
{
    return (token->kind == PG_TOKEN_WORD || token->kind == PG_TOKEN_OTHER) &&
           str_eq_ascii_nocase(token->text, str_from(word));
}

bool pg_scan_take(PgScan *scan, const char *word)
{
    PgToken token = pg_scan_peek(scan);

    if (!pg_token_is(&token, word))
        return false;
    (void)pg_scan_next(scan);
    return true;
}

Str pg_token_name(Arena *arena, const PgToken *token)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Str text = token->text;

    if (token->kind != PG_TOKEN_QUOTED)
        return arena_lower(arena, text);
    for (size_t i = 1; i + 1 < text.len; i++) {
        sb_putc(&sb, text.ptr[i]);
        if (text.ptr[i] == '"')
            i++;
    }
    return sb_finish(&sb, arena);
}

bool pg_scan_mentions(Arena *arena, Str expression, Str column)
{
    PgScan scan = {expression, 0};
    ArenaMark mark = arena_mark(arena);
    bool found = false;

    for (;;) {
        PgToken token = pg_scan_next(&scan);
        PgToken after = pg_scan_peek(&scan);
        if (token.kind == PG_TOKEN_END)
            break;
        if (token.kind != PG_TOKEN_WORD && token.kind != PG_TOKEN_QUOTED)
            continue;
        if (pg_token_is(&after, "("))
            continue;
        if (str_eq(pg_token_name(arena, &token), column)) {
            found = true;
            break;
        }
    }
    arena_reset(arena, mark);
    return found;
}

/* Whether the parenthesis that opens the text closes at its end. */
static bool is_wrapped(Str expression)
{
    PgScan scan = {expression, 0};
    PgToken token = pg_scan_next(&scan);
    size_t depth = 1;

    if (!pg_token_is(&token, "("))
        return false;
    while (depth > 0) {
        token = pg_scan_next(&scan);
        if (token.kind == PG_TOKEN_END)
            return false;
        if (pg_token_is(&token, "("))
            depth++;
        else if (pg_token_is(&token, ")"))
            depth--;
    }
    return pg_scan_peek(&scan).kind == PG_TOKEN_END;
}

Str pg_scan_unwrap(Str expression)
{
    Str rest = str_trim(expression);

    /* A comment before or after would be cut wrongly: such a text is left to the server. */
    while (rest.len >= 2 && rest.ptr[0] == '(' && rest.ptr[rest.len - 1] == ')' && is_wrapped(rest))
        rest = str_trim(str_sub(rest, 1, rest.len - 2));
    return rest;
}

Str pg_string_inside(Str string)
{
    size_t from = 0, tag = 1;

    while (from < string.len && string.ptr[from] != '\'' && string.ptr[from] != '$')
        from++; /* E'…' */
    if (from < string.len && string.ptr[from] == '$') {
        size_t end = str_find(string, '$', from + 1);
        tag = end == SIZE_MAX ? string.len : end + 1 - from;
    }
    if (from + 2 * tag > string.len)
        return str_sub(string, from + tag, SIZE_MAX); /* not closed */
    return str_sub(string, from + tag, string.len - from - 2 * tag);
}

/* What stands behind a backslash in E'…'. Octal and Unicode escapes stay as they are: comments,
 * which this is for, hold the characters themselves. */
static char escaped(char c)
{
    static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    const char *at = strchr(letters, c);

    return c == '\0' || at == NULL ? c : bytes[at - letters];
}

Str pg_string_value(Arena *arena, Str string)
{
    Str inside = pg_string_inside(string);
    bool has_escapes = string.len > 0 && (string.ptr[0] == 'E' || string.ptr[0] == 'e');
    Sb sb;

    if (string.len > 0 && string.ptr[0] == '$')
        return arena_str(arena, inside);
    sb = sb_new(SB_FILE_MAX);
    for (size_t i = 0; i < inside.len; i++) {
        char c = inside.ptr[i];
        if (c == '\'' && i + 1 < inside.len)
            i++;
        else if (c == '\\' && has_escapes && i + 1 < inside.len)
            c = escaped(inside.ptr[++i]);
        sb_putc(&sb, c);
    }
    return sb_finish(&sb, arena);
}
