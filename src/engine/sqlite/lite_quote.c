/* Names and strings as SQLite reads them back. */
#include "engine/sqlite/lite_quote.h"

static void put_quoted(Sb *sb, char quote, Str text)
{
    sb_putc(sb, quote);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == quote)
            sb_putc(sb, quote);
        sb_putc(sb, text.ptr[i]);
    }
    sb_putc(sb, quote);
}

void lite_quote_ident(Sb *sb, Str name)
{
    put_quoted(sb, '"', name);
}

void lite_quote_literal(Sb *sb, Str text)
{
    put_quoted(sb, '\'', text);
}

const SqlQuoting lite_quoting = {lite_quote_ident, lite_quote_literal};
