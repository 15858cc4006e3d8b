/* Names and strings as MySQL and MariaDB read them back. */
#include "engine/mysql/my_quote.h"

void my_quote_ident(Sb *sb, Str name)
{
    sb_put_quoted(sb, '`', name);
}

void my_quote_literal(Sb *sb, Str text)
{
    sb_putc(sb, '\'');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\0') {
            sb_puts(sb, "\\0");
            continue;
        }
        if (c == '\'' || c == '\\')
            sb_putc(sb, c);
        sb_putc(sb, c);
    }
    sb_putc(sb, '\'');
}

const SqlQuoting my_quoting = {my_quote_ident, my_quote_literal};
