/* Quoting of names and values. */
#include "engine/postgres/pure.h"

void pg_quote_ident(Sb *sb, Str name)
{
    sb_put_quoted(sb, '"', name);
}

void pg_put_plain_name(Sb *sb, Str name)
{
    bool is_plain = name.len > 0 && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        is_plain = is_plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }
    if (is_plain)
        sb_put(sb, name);
    else
        pg_quote_ident(sb, name);
}

void pg_quote_literal(Sb *sb, Str text)
{
    bool has_backslash = str_find(text, '\\', 0) != SIZE_MAX;

    if (has_backslash)
        sb_putc(sb, 'E');
    sb_putc(sb, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'' || text.ptr[i] == '\\')
            sb_putc(sb, text.ptr[i]);
        sb_putc(sb, text.ptr[i]);
    }
    sb_putc(sb, '\'');
}

const SqlQuoting pg_quoting = {pg_quote_ident, pg_quote_literal};
