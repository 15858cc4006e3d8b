/* Defaults and expressions: one spelling for those that need no server to be known as the same. */
#include "engine/mysql/my_expression.h"

#include "engine/mysql/my_reader.h"
#include "engine/mysql/my_type.h"

void my_put_string_token(Sb *sb, const MyToken *token)
{
    Str text = token->text;
    char quote = text.ptr[0];

    sb_putc(sb, '\'');
    for (size_t i = 1; i + 1 < text.len; i++) {
        char c = text.ptr[i], after = text.ptr[i + 1];
        if (c == quote || (c == '\\' && (after == '\'' || after == '"'))) {
            c = after;
            i++;
        } else if (c == '\\') {
            sb_putc(sb, c);
            c = after;
            i++;
        }
        if (c == '\'')
            sb_putc(sb, c);
        sb_putc(sb, c);
    }
    sb_putc(sb, '\'');
}

/* Whether the parenthesis that opens the text closes at its end. */
static bool is_wrapped(Str text)
{
    MyToken token;
    int depth = 0;

    if (text.len < 2 || text.ptr[0] != '(')
        return false;
    for (size_t at = 0; my_scan_next(text, &at, &token);) {
        depth += my_token_is_sign(&token, '(') - my_token_is_sign(&token, ')');
        if (depth == 0)
            return at == text.len;
    }
    return false;
}

static bool is_introducer(Str text, size_t at, const MyToken *token)
{
    MyToken next;

    return my_token_is(token, "_utf8mb4") && my_scan_next(text, &at, &next) &&
           next.kind == MY_TOKEN_STRING;
}

Str my_bare_expression(Arena *arena, Str text)
{
    Sb sb = sb_new(SB_FILE_MAX);
    MyToken token;
    Str bare;

    text = str_trim(text);
    for (size_t at = 0; my_scan(text, at, &token); at += token.text.len) {
        if (is_introducer(text, at + token.text.len, &token))
            continue;
        if (token.kind == MY_TOKEN_STRING && !token.is_open)
            my_put_string_token(&sb, &token);
        else
            sb_put(&sb, token.text);
    }
    bare = str_trim(sb_finish(&sb, arena));
    while (is_wrapped(bare))
        bare = str_trim(str_sub(bare, 1, bare.len - 2));
    return bare.len > 0 ? bare : STR_ABSENT;
}

/* All that is CURRENT_TIMESTAMP, with the digits that it is asked for. */
static bool read_now(Arena *arena, Str text, Str *now)
{
    static const char *const names[] = {"current_timestamp", "now", "localtime", "localtimestamp"};
    Arena scratch = {0};
    MyReader reader = my_reader_new(&scratch, text);
    bool found = false;
    Str digits = STR_ABSENT;

    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++) {
        reader.at = 0;
        if (!my_take(&reader, names[i]))
            continue;
        /* NOW is a column's name without parentheses. */
        found = my_take_group(&reader, &digits) || !str_is(STR("now"), names[i]);
        *now = digits.len > 0 && !str_is(digits, "0")
                   ? arena_printf(arena, "CURRENT_TIMESTAMP(%.*s)", STR_ARG(digits))
                   : STR("CURRENT_TIMESTAMP");
        found = found && my_reader_is_at_end(&reader);
    }
    arena_free(&scratch);
    return found;
}

/* [+|-] digits, a point, an exponent. */
static bool is_number(Str text)
{
    MyToken token;
    size_t at = 0;

    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        at++;
    return my_scan(text, at, &token) && token.kind == MY_TOKEN_NUMBER &&
           at + token.text.len == text.len;
}

static bool is_one_string(Str text)
{
    MyToken token;

    return my_scan(text, 0, &token) && token.kind == MY_TOKEN_STRING && token.text.len == text.len;
}

Str my_bare_default(Arena *arena, Str type, Str text)
{
    Str bare = my_bare_expression(arena, text), now;

    if (str_eq_ascii_nocase(bare, STR("NULL")))
        return STR_ABSENT;
    if (read_now(arena, bare, &now))
        return now;
    if (str_eq_ascii_nocase(bare, STR("TRUE")) && my_type_is_number(type))
        return STR("1");
    if (str_eq_ascii_nocase(bare, STR("FALSE")) && my_type_is_number(type))
        return STR("0");
    if (my_type_is_number(type) && is_one_string(bare) && is_number(str_sub(bare, 1, bare.len - 2)))
        return str_sub(bare, 1, bare.len - 2);
    return bare;
}

/* b'1', x'00', B"1". */
static bool is_bits(Str text)
{
    return text.len > 2 &&
           (str_lower_char(text.ptr[0]) == 'b' || str_lower_char(text.ptr[0]) == 'x') &&
           is_one_string(str_sub(text, 1, SIZE_MAX));
}

bool my_default_is_literal(Str type, Str text)
{
    if (my_type_is_blob(type))
        return false;
    if (str_starts(text, STR("CURRENT_TIMESTAMP")))
        return str_starts(type, STR("timestamp")) || str_starts(type, STR("datetime"));
    return is_one_string(text) || is_number(text) || is_bits(text);
}

/* A name that may as well stand without quotes. */
static Str token_name(const MyToken *token)
{
    return token->kind == MY_TOKEN_NAME ? str_sub(token->text, 1, token->text.len - 2)
                                        : token->text;
}

bool my_expression_same(Str a, Str b)
{
    size_t at = 0, bt = 0;

    for (;;) {
        MyToken x, y;
        bool has_x = my_scan_next(a, &at, &x), has_y = my_scan_next(b, &bt, &y);
        bool is_name = (x.kind == MY_TOKEN_NAME || x.kind == MY_TOKEN_WORD) &&
                       (y.kind == MY_TOKEN_NAME || y.kind == MY_TOKEN_WORD);
        if (!has_x || !has_y)
            return has_x == has_y;
        if (is_name ? !str_eq_ascii_nocase(token_name(&x), token_name(&y))
                    : x.kind != y.kind || !str_eq(x.text, y.text))
            return false;
    }
}
