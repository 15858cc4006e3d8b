/* Names and strings as SQLite reads them back. */
#include "engine/sqlite/lite_quote.h"

void lite_quote_ident(Sb *sb, Str name)
{
    sb_put_quoted(sb, '"', name);
}

void lite_quote_literal(Sb *sb, Str text)
{
    sb_put_quoted(sb, '\'', text);
}

const SqlQuoting lite_quoting = {lite_quote_ident, lite_quote_literal};
