/* Key lists: the columns and expressions of an index, and plain lists of names. */
#include "model/key_list.h"

typedef struct Reader {
    Arena *arena;
    Str text;
    size_t at;
    KeyError *error;
} Reader;

static const char list_hint[] = "names stand between commas: a, b; one with a blank, a comma, a "
                                "quote or a parenthesis in double quotes";
static const char quote_hint[] = "a quote inside of a quoted text is doubled";

static bool fail(Reader *reader, size_t offset, const char *message, const char *hint)
{
    *reader->error = (KeyError){message, offset, hint};
    return false;
}

static bool at_end(const Reader *reader)
{
    return reader->at >= reader->text.len;
}

static char peek(const Reader *reader)
{
    return at_end(reader) ? '\0' : reader->text.ptr[reader->at];
}

static void skip_blanks(Reader *reader)
{
    while (!at_end(reader) && (peek(reader) == ' ' || peek(reader) == '\t' ||
                               peek(reader) == '\n' || peek(reader) == '\r'))
        reader->at++;
}

static bool is_delimiter(char c)
{
    return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '"' || c == '(' ||
           c == ')';
}

/* `"a ""b"""` -> a "b". The reader stands on the opening quote. */
static bool read_quoted(Reader *reader, Str *name)
{
    size_t start = reader->at++, len = 0;
    char *bytes = arena_alloc(reader->arena, reader->text.len - start + 1);

    for (; !at_end(reader); reader->at++) {
        char c = peek(reader);
        if (c == '"') {
            reader->at++;
            if (peek(reader) != '"') {
                *name = (Str){bytes, len};
                return len > 0 || fail(reader, start, "a name is empty", NULL);
            }
        }
        bytes[len++] = c;
    }
    return fail(reader, start, "a quoted name has no closing quote", quote_hint);
}

/* A bare name runs to the next delimiter, exactly as written. */
static bool read_name(Reader *reader, Str *name)
{
    size_t start = reader->at;

    if (peek(reader) == '"')
        return read_quoted(reader, name);
    while (!at_end(reader) && !is_delimiter(peek(reader)))
        reader->at++;
    if (reader->at == start)
        return fail(reader, start, "a name is missing here", list_hint);
    *name = arena_str(reader->arena, str_sub(reader->text, start, reader->at - start));
    return true;
}

/* Skips a string literal or quoted name; a doubled quote inside is two literals in a row, which
 * skips the same bytes. */
static bool skip_quoted(Reader *reader, char quote)
{
    size_t start = reader->at;
    size_t end = str_find(reader->text, quote, start + 1);

    if (end == SIZE_MAX)
        return fail(reader, start, "a quote is not closed", quote_hint);
    reader->at = end + 1;
    return true;
}

/* `( … )` with nested parentheses and quotes; `inner` is what stands between, trimmed. */
static bool read_parenthesised(Reader *reader, Str *inner)
{
    size_t start = reader->at;
    int depth = 0;

    while (!at_end(reader)) {
        char c = peek(reader);
        if (c == '\'' || c == '"') {
            if (!skip_quoted(reader, c))
                return false;
            continue;
        }
        reader->at++;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) {
            Str whole = str_sub(reader->text, start + 1, reader->at - start - 2);
            *inner = arena_str(reader->arena, str_trim(whole));
            return inner->len > 0 || fail(reader, start, "the parentheses are empty",
                                          "an expression stands in them: (lower(name))");
        }
    }
    return fail(reader, start, "a parenthesis is not closed", NULL);
}

/* The next bare word, without taking it. */
static Str next_word(const Reader *reader)
{
    size_t end = reader->at;

    while (end < reader->text.len && !is_delimiter(reader->text.ptr[end]))
        end++;
    return str_sub(reader->text, reader->at, end - reader->at);
}

static bool take_word(Reader *reader, const char *word)
{
    Str next = next_word(reader);

    if (!str_eq_ascii_nocase(next, str_from(word)))
        return false;
    reader->at += next.len;
    skip_blanks(reader);
    return true;
}

/* A possibly qualified name, kept as written: `"C"`, `pg_catalog."de_DE"`, `text_pattern_ops`. */
static bool read_qualified(Reader *reader, Str *as_written)
{
    size_t start = reader->at;

    while (!at_end(reader)) {
        if (peek(reader) == '"') {
            if (!skip_quoted(reader, '"'))
                return false;
        } else if (is_delimiter(peek(reader))) {
            break;
        } else {
            reader->at++;
        }
    }
    if (reader->at == start)
        return fail(reader, start, "a name is missing here", list_hint);
    *as_written = arena_str(reader->arena, str_sub(reader->text, start, reader->at - start));
    return true;
}

static bool read_length(Reader *reader, KeyPart *part)
{
    size_t start = reader->at;
    int64_t length;
    Str inner;

    if (!read_parenthesised(reader, &inner))
        return false;
    if (!str_to_int64(inner, &length) || length < 1 || length > INT32_MAX)
        return fail(reader, start,
                    "only a prefix length, a number from 1 on, stands in parentheses behind a name",
                    "write an expression in parentheses as a whole: (lower(name))");
    part->length = (int32_t)length;
    skip_blanks(reader);
    return true;
}

static bool is_order_word(Str word)
{
    return str_eq_ascii_nocase(word, STR("ASC")) || str_eq_ascii_nocase(word, STR("DESC")) ||
           str_eq_ascii_nocase(word, STR("NULLS"));
}

static bool read_opclass(Reader *reader, KeyPart *part)
{
    size_t start = reader->at;

    if (!read_qualified(reader, &part->opclass))
        return false;
    if (peek(reader) == '(') {
        Str inner;
        if (!read_parenthesised(reader, &inner))
            return false;
        part->opclass = arena_str(reader->arena, str_sub(reader->text, start, reader->at - start));
    }
    skip_blanks(reader);
    return true;
}

static bool read_order(Reader *reader, KeyPart *part)
{
    if (take_word(reader, "DESC"))
        part->is_desc = true;
    else
        (void)take_word(reader, "ASC");
    if (take_word(reader, "NULLS")) {
        if (take_word(reader, "FIRST"))
            part->nulls = NULLS_FIRST;
        else if (take_word(reader, "LAST"))
            part->nulls = NULLS_LAST;
        else
            return fail(reader, reader->at, "after NULLS comes FIRST or LAST", NULL);
    }
    return true;
}

static bool read_part(Reader *reader, KeyPart *part)
{
    if (peek(reader) == '(') {
        if (!read_parenthesised(reader, &part->expression))
            return false;
    } else if (!read_name(reader, &part->name)) {
        return false;
    }
    /* A length follows its name without a blank or with one: an opclass can't begin so. */
    skip_blanks(reader);
    if (part->name.len > 0 && peek(reader) == '(' && !read_length(reader, part))
        return false;
    if (take_word(reader, "COLLATE")) {
        if (!read_qualified(reader, &part->collation))
            return false;
        skip_blanks(reader);
    }
    if (!at_end(reader) && peek(reader) != ',' && peek(reader) != ')' &&
        !is_order_word(next_word(reader)) && !read_opclass(reader, part))
        return false;
    return read_order(reader, part);
}

/* Between items: a comma and another item, or the end. */
static bool read_separator(Reader *reader)
{
    skip_blanks(reader);
    if (at_end(reader))
        return true;
    if (peek(reader) != ',')
        return fail(reader, reader->at, "a comma is missing here", list_hint);
    reader->at++;
    skip_blanks(reader);
    return !at_end(reader) ||
           fail(reader, reader->at, "nothing follows the last comma", "take the comma out");
}

bool key_parts_read(Arena *arena, Str text, KeyParts *parts, KeyError *error)
{
    Reader reader = {arena, text, 0, error};

    *parts = (KeyParts){0};
    skip_blanks(&reader);
    while (!at_end(&reader)) {
        KeyPart part = {0};
        if (!read_part(&reader, &part) || !read_separator(&reader))
            return false;
        vec_push(arena, parts, part);
    }
    return true;
}

bool idents_read(Arena *arena, Str text, StrVec *names, KeyError *error)
{
    Reader reader = {arena, text, 0, error};

    *names = (StrVec){0};
    skip_blanks(&reader);
    while (!at_end(&reader)) {
        Str name;
        if (!read_name(&reader, &name) || !read_separator(&reader))
            return false;
        vec_push(arena, names, name);
    }
    return true;
}

static void write_name(Sb *sb, Str name)
{
    bool quoted = name.len == 0;

    for (size_t i = 0; i < name.len; i++)
        quoted = quoted || is_delimiter(name.ptr[i]);
    if (quoted)
        sb_put_quoted(sb, '"', name);
    else
        sb_put(sb, name);
}

static void write_part(Sb *sb, const KeyPart *part)
{
    if (part->expression.len > 0) {
        sb_putc(sb, '(');
        sb_put(sb, part->expression);
        sb_putc(sb, ')');
    } else {
        write_name(sb, part->name);
    }
    if (part->length > 0)
        sb_printf(sb, "(%d)", (int)part->length);
    if (part->collation.len > 0) {
        sb_puts(sb, " COLLATE ");
        sb_put(sb, part->collation);
    }
    if (part->opclass.len > 0) {
        sb_putc(sb, ' ');
        sb_put(sb, part->opclass);
    }
    if (part->is_desc)
        sb_puts(sb, " DESC");
    if (part->nulls != NULLS_DEFAULT)
        sb_puts(sb, part->nulls == NULLS_FIRST ? " NULLS FIRST" : " NULLS LAST");
}

void key_parts_write(Sb *sb, const KeyParts *parts)
{
    for (size_t i = 0; i < parts->len; i++) {
        if (i > 0)
            sb_puts(sb, ", ");
        write_part(sb, &parts->items[i]);
    }
}

void idents_write(Sb *sb, const StrVec *names)
{
    for (size_t i = 0; i < names->len; i++) {
        if (i > 0)
            sb_puts(sb, ", ");
        write_name(sb, names->items[i]);
    }
}

static bool part_equal(const KeyPart *a, const KeyPart *b)
{
    return str_eq(a->name, b->name) && str_eq(a->expression, b->expression) &&
           a->length == b->length && a->is_desc == b->is_desc && a->nulls == b->nulls &&
           str_eq(a->collation, b->collation) && str_eq(a->opclass, b->opclass);
}

bool key_parts_equal(const KeyParts *a, const KeyParts *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (!part_equal(&a->items[i], &b->items[i]))
            return false;
    return true;
}
