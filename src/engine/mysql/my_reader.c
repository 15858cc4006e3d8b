/* Reads a statement token by token, blanks and comments passed over. */
#include "engine/mysql/my_reader.h"

#include "base/sb.h"

static const MyToken end_token = {.kind = MY_TOKEN_SIGN, .text = {"", 0}};

MyReader my_reader_new(Arena *arena, Str text)
{
    MyReader reader = {.arena = arena};
    MyToken token;
    size_t at = 0;

    while (my_scan_next(text, &at, &token))
        vec_push(arena, &reader.tokens, token);
    while (reader.tokens.len > 0 && my_token_is_sign(&vec_last(&reader.tokens), ';'))
        reader.tokens.len--;
    return reader;
}

/* Behind the mark that opens it: version digits, and MariaDB's M. */
static size_t content_of(Str text)
{
    size_t at = 2;

    while (at < text.len && (text.ptr[at] == 'M' || text.ptr[at] == '!'))
        at++;
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at;
}

Str my_unwrap(Arena *arena, Str text)
{
    Sb sb = sb_new(SB_FILE_MAX);
    MyToken token;

    for (size_t at = 0; my_scan(text, at, &token); at += token.text.len) {
        bool is_code =
            token.kind == MY_TOKEN_EXTRA && token.text.len > 4 && token.text.ptr[2] != '+';
        size_t from = is_code ? content_of(token.text) : 0;
        if (is_code)
            sb_put(&sb, str_sub(token.text, from, token.text.len - from - 2));
        else
            sb_put(&sb, token.text);
    }
    return sb_finish(&sb, arena);
}

bool my_reader_is_at_end(const MyReader *reader)
{
    return reader->at >= reader->tokens.len;
}

const MyToken *my_peek(const MyReader *reader, size_t ahead)
{
    size_t at = reader->at + ahead;

    return at < reader->tokens.len ? &reader->tokens.items[at] : &end_token;
}

const MyToken *my_next(MyReader *reader)
{
    const MyToken *token = my_peek(reader, 0);

    reader->at += reader->at < reader->tokens.len;
    return token;
}

bool my_take(MyReader *reader, const char *word)
{
    bool taken = my_token_is(my_peek(reader, 0), word);

    reader->at += taken;
    return taken;
}

bool my_take_sign(MyReader *reader, char sign)
{
    bool taken = my_token_is_sign(my_peek(reader, 0), sign);

    reader->at += taken;
    return taken;
}

bool my_take_words(MyReader *reader, const char *const *words)
{
    size_t before = reader->at;

    for (; *words != NULL; words++)
        if (!my_take(reader, *words)) {
            reader->at = before;
            return false;
        }
    return true;
}

/* What a character behind a backslash stands for. Source: the servers' manuals, "String
 * Literals". */
static char escaped(char c)
{
    switch (c) {
    case '0':
        return '\0';
    case 'b':
        return '\b';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'Z':
        return '\x1a';
    default:
        return c;
    }
}

Str my_token_text(Arena *arena, const MyToken *token)
{
    char *text;
    size_t len = 0;
    char quote = token->text.len > 0 ? token->text.ptr[0] : '\0';

    if (token->kind != MY_TOKEN_NAME && token->kind != MY_TOKEN_STRING)
        return arena_str(arena, token->text);
    text = ARENA_ARRAY(arena, char, token->text.len + 1);
    for (size_t i = 1; i + 1 < token->text.len; i++) {
        char c = token->text.ptr[i];
        if (c == quote) {
            i++;
        } else if (c == '\\' && quote != '`' && i + 2 < token->text.len) {
            c = escaped(token->text.ptr[++i]);
        }
        text[len++] = c;
    }
    return (Str){text, len};
}

bool my_take_name(MyReader *reader, Str *name)
{
    const MyToken *token = my_peek(reader, 0);

    if (token->kind != MY_TOKEN_NAME && token->kind != MY_TOKEN_WORD &&
        (token->kind != MY_TOKEN_STRING || token->text.ptr[0] != '"'))
        return false;
    *name = my_token_text(reader->arena, my_next(reader));
    return true;
}

bool my_take_string(MyReader *reader, Str *value)
{
    if (my_peek(reader, 0)->kind != MY_TOKEN_STRING)
        return false;
    *value = my_token_text(reader->arena, my_next(reader));
    return true;
}

Str my_span(const MyReader *reader, size_t from)
{
    const MyToken *first, *last;

    if (from >= reader->at || reader->at == 0)
        return STR_ABSENT;
    first = &reader->tokens.items[from];
    last = &reader->tokens.items[reader->at - 1];
    return (Str){first->text.ptr, (size_t)(last->text.ptr - first->text.ptr) + last->text.len};
}

bool my_take_group(MyReader *reader, Str *inside)
{
    size_t open = reader->at;
    int depth = 0;

    if (!my_token_is_sign(my_peek(reader, 0), '('))
        return false;
    do {
        const MyToken *token = my_next(reader);
        depth += my_token_is_sign(token, '(') - my_token_is_sign(token, ')');
    } while (depth > 0 && !my_reader_is_at_end(reader));
    if (depth > 0)
        return false;
    *inside = my_span(reader, open);
    *inside = str_trim(str_sub(*inside, 1, inside->len - 2));
    return true;
}

bool my_take_names(MyReader *reader, StrVec *names)
{
    Str name;

    if (!my_take_sign(reader, '('))
        return false;
    do {
        if (!my_take_name(reader, &name))
            return false;
        vec_push(reader->arena, names, name);
    } while (my_take_sign(reader, ','));
    return my_take_sign(reader, ')');
}

Str my_rest(MyReader *reader)
{
    size_t from = reader->at;

    reader->at = reader->tokens.len;
    return my_span(reader, from);
}
