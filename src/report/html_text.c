/* Text within HTML. */
#include "base/wide.h"
#include "report/html.h"

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void put_char(Sb *sb, Str bytes, const WideChar *c, bool is_block)
{
    char first = bytes.ptr[0];
    const char *entity = entity_of(first);

    if (entity != NULL)
        sb_puts(sb, entity);
    else if (first == '\n' || first == '\t')
        sb_putc(sb, is_block ? first : ' ');
    else if (c->is_harmful)
        sb_puts(sb, "\xEF\xBF\xBD");
    else
        sb_put(sb, bytes);
}

static void put(Sb *sb, Str text, bool is_block)
{
    for (size_t at = 0; at < text.len;) {
        WideChar c = wide_char(str_sub(text, at, SIZE_MAX));
        put_char(sb, str_sub(text, at, c.len), &c, is_block);
        at += c.len;
    }
}

void html_put(Sb *sb, Str text)
{
    put(sb, text, false);
}

void html_put_block(Sb *sb, Str text)
{
    put(sb, text, true);
}

void html_put_cut(Sb *sb, Str text, size_t columns)
{
    size_t used = 0, fits = 0;

    for (size_t at = 0; at < text.len;) {
        WideChar c = wide_char(str_sub(text, at, SIZE_MAX));
        used += (size_t)c.columns;
        at += c.len;
        if (used < columns || (used == columns && at == text.len))
            fits = at;
    }
    html_put(sb, str_sub(text, 0, fits));
    if (fits < text.len)
        sb_puts(sb, "…");
}
