/* Doc tree -> JSON text with stable bytes. */
#include "codec/json.h"

/* A list of plain values stays on one line up to this width. */
enum { LINE_WIDTH = 100 };

void json_write_string(Sb *sb, Str text)
{
    static const char letters[] = "btnvfr"; /* 0x08 to 0x0D; \v is no JSON escape */

    sb_putc(sb, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\') {
            sb_putc(sb, '\\');
            sb_putc(sb, (char)c);
        } else if (c >= 0x08 && c <= 0x0D && c != 0x0B) {
            sb_putc(sb, '\\');
            sb_putc(sb, letters[c - 0x08]);
        } else if (c < 0x20 || c == 0x7F) {
            sb_printf(sb, "\\u%04X", c);
        } else {
            sb_putc(sb, (char)c);
        }
    }
    sb_putc(sb, '"');
}

static bool is_plain(const Doc *doc)
{
    return doc->kind != DOC_OBJECT && doc->kind != DOC_ARRAY;
}

static void put_plain(Sb *sb, const Doc *doc)
{
    if (doc->kind == DOC_STRING)
        json_write_string(sb, doc->text);
    else if (doc->kind == DOC_NUMBER)
        sb_put(sb, doc->text);
    else if (doc->kind == DOC_BOOL)
        sb_puts(sb, doc->boolean ? "true" : "false");
    else
        sb_puts(sb, "null");
}

/* Writes a list of plain values on one line; takes it back and returns false where that is too
 * wide. `line_start`: where the line begins in `sb`. */
static bool put_on_one_line(Sb *sb, const Doc *list, size_t line_start)
{
    size_t start = sb->len;
    bool fits = true;

    sb_putc(sb, '[');
    for (const Doc *item = list->first; item != NULL && fits; item = item->next) {
        if (item != list->first)
            sb_puts(sb, ", ");
        fits = is_plain(item);
        if (fits)
            put_plain(sb, item);
        fits = fits && sb->len - line_start < LINE_WIDTH;
    }
    sb_putc(sb, ']');
    if (!fits)
        sb_cut(sb, start);
    return fits;
}

static void put_value(Sb *sb, const Doc *doc, size_t indent, size_t line_start)
{
    bool is_object = doc->kind == DOC_OBJECT;

    if (is_plain(doc)) {
        put_plain(sb, doc);
        return;
    }
    if (doc->first == NULL) {
        sb_puts(sb, is_object ? "{}" : "[]");
        return;
    }
    if (!is_object && put_on_one_line(sb, doc, line_start))
        return;
    sb_putc(sb, is_object ? '{' : '[');
    for (const Doc *child = doc->first; child != NULL; child = child->next) {
        size_t start;
        sb_putc(sb, '\n');
        start = sb->len;
        sb_repeat(sb, ' ', indent + 2);
        if (is_object) {
            json_write_string(sb, child->key);
            sb_puts(sb, ": ");
        }
        put_value(sb, child, indent + 2, start);
        if (child->next != NULL)
            sb_putc(sb, ',');
    }
    sb_putc(sb, '\n');
    sb_repeat(sb, ' ', indent);
    sb_putc(sb, is_object ? '}' : ']');
}

void json_write_part(Sb *sb, const Doc *doc, size_t indent)
{
    put_value(sb, doc, indent, sb->len);
}

void json_write(Sb *sb, const Doc *doc)
{
    put_value(sb, doc, 0, sb->len);
    sb_putc(sb, '\n');
}

static void put_compact(Sb *sb, const Doc *doc)
{
    bool is_object = doc->kind == DOC_OBJECT;

    if (is_plain(doc)) {
        put_plain(sb, doc);
        return;
    }
    sb_putc(sb, is_object ? '{' : '[');
    for (const Doc *child = doc->first; child != NULL; child = child->next) {
        if (child != doc->first)
            sb_putc(sb, ',');
        if (is_object) {
            json_write_string(sb, child->key);
            sb_putc(sb, ':');
        }
        put_compact(sb, child);
    }
    sb_putc(sb, is_object ? '}' : ']');
}

void json_write_line(Sb *sb, const Doc *doc)
{
    put_compact(sb, doc);
    sb_putc(sb, '\n');
}
