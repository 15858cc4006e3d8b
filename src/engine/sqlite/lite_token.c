/* SQLite's SQL as tokens. */
#include "engine/sqlite/lite_token.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* SQLite takes every byte above 0x7F for a letter. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name_byte(char c)
{
    return is_letter(c) || is_digit(c) || c == '$';
}

static char at(Str sql, size_t i)
{
    return i < sql.len ? sql.ptr[i] : '\0';
}

/* Behind the blanks and comments at `i`. A comment may lack its end: it lasts to that of the text.
 */
static size_t skip_gap(Str sql, size_t i)
{
    while (i < sql.len) {
        if (is_space(sql.ptr[i])) {
            i++;
        } else if (sql.ptr[i] == '-' && at(sql, i + 1) == '-') {
            while (i < sql.len && sql.ptr[i] != '\n')
                i++;
        } else if (sql.ptr[i] == '/' && at(sql, i + 1) == '*') {
            i += 2;
            while (i < sql.len && !(sql.ptr[i] == '*' && at(sql, i + 1) == '/'))
                i++;
            i = i < sql.len ? i + 2 : sql.len;
        } else {
            break;
        }
    }
    return i;
}

/* Behind the closing quote, SIZE_MAX without one. A doubled quote stands for itself; ] can't be
 * doubled. */
static size_t quoted_end(Str sql, size_t i)
{
    char quote = sql.ptr[i] == '[' ? ']' : sql.ptr[i];

    for (i++; i < sql.len; i++) {
        if (sql.ptr[i] != quote)
            continue;
        if (quote == ']' || at(sql, i + 1) != quote)
            return i + 1;
        i++;
    }
    return SIZE_MAX;
}

static size_t number_end(Str sql, size_t i)
{
    if (sql.ptr[i] == '0' && (at(sql, i + 1) == 'x' || at(sql, i + 1) == 'X')) {
        i += 2;
        while (is_name_byte(at(sql, i)))
            i++;
        return i;
    }
    while (is_digit(at(sql, i)) || at(sql, i) == '.')
        i++;
    if (at(sql, i) == 'e' || at(sql, i) == 'E') {
        size_t exponent = i + 1;
        if (at(sql, exponent) == '+' || at(sql, exponent) == '-')
            exponent++;
        if (is_digit(at(sql, exponent)))
            i = exponent;
    }
    while (is_name_byte(at(sql, i)))
        i++;
    return i;
}

static size_t sign_end(Str sql, size_t i)
{
    static const char *const signs[] = {"->>", "->", "||", "<=", ">=", "<>",
                                        "!=",  "==", "<<", ">>", NULL};

    for (const char *const *sign = signs; *sign != NULL; sign++)
        if (str_starts(str_sub(sql, i, sql.len - i), str_from(*sign)))
            return i + strlen(*sign);
    return i + 1;
}

static LiteTokenKind kind_at(Str sql, size_t i)
{
    char c = sql.ptr[i], next = at(sql, i + 1);

    if ((c == 'x' || c == 'X') && next == '\'')
        return LITE_BLOB;
    if (is_letter(c))
        return LITE_WORD;
    if (is_digit(c) || (c == '.' && is_digit(next)))
        return LITE_NUMBER;
    if (c == '"' || c == '`' || c == '[')
        return LITE_NAME;
    if (c == '\'')
        return LITE_STRING;
    if (c == '?' || ((c == ':' || c == '@' || c == '$') && is_name_byte(next)))
        return LITE_VARIABLE;
    return LITE_SIGN;
}

static size_t token_end(Str sql, size_t i, LiteTokenKind kind)
{
    if (kind == LITE_BLOB)
        return quoted_end(sql, i + 1);
    if (kind == LITE_NAME || kind == LITE_STRING)
        return quoted_end(sql, i);
    if (kind == LITE_NUMBER)
        return number_end(sql, i);
    if (kind == LITE_SIGN)
        return sign_end(sql, i);
    for (i++; is_name_byte(at(sql, i));)
        i++;
    return i;
}

LiteTokens lite_tokens_read(Arena *arena, Str sql)
{
    LiteTokens tokens = {0};
    size_t i = skip_gap(sql, 0);

    while (i < sql.len) {
        LiteToken token = {.kind = kind_at(sql, i)};
        size_t end = token_end(sql, i, token.kind);
        if (end == SIZE_MAX) {
            token.kind = LITE_BAD;
            end = sql.len;
        }
        token.text = str_sub(sql, i, end - i);
        vec_push(arena, &tokens, token);
        i = skip_gap(sql, end);
    }
    vec_push(arena, &tokens,
             ((LiteToken){LITE_END, {sql.ptr == NULL ? "" : sql.ptr + sql.len, 0}}));
    return tokens;
}

bool lite_token_is(const LiteToken *token, const char *keyword)
{
    return token->kind == LITE_WORD && str_eq_ascii_nocase(token->text, str_from(keyword));
}

bool lite_token_is_sign(const LiteToken *token, const char *sign)
{
    return token->kind == LITE_SIGN && str_is(token->text, sign);
}

Str lite_token_name(Arena *arena, const LiteToken *token)
{
    Str inner = str_sub(token->text, 1, token->text.len - 2);
    char *name;
    size_t len = 0;

    if (token->kind != LITE_NAME && token->kind != LITE_STRING)
        return arena_str(arena, token->text);
    name = arena_alloc(arena, inner.len + 1);
    for (size_t i = 0; i < inner.len; i++) {
        name[len++] = inner.ptr[i];
        if (token->text.ptr[0] != '[' && inner.ptr[i] == token->text.ptr[0])
            i++; /* the second of a doubled quote */
    }
    return (Str){name, len};
}

Str lite_token_span(const LiteToken *first, const LiteToken *last)
{
    return (Str){first->text.ptr, (size_t)(last->text.ptr + last->text.len - first->text.ptr)};
}
