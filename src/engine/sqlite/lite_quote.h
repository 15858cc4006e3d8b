/* Names and strings as SQLite reads them back. */
#ifndef ANNEAL_ENGINE_SQLITE_LITE_QUOTE_H
#define ANNEAL_ENGINE_SQLITE_LITE_QUOTE_H

#include "engine/sql.h"

void lite_quote_ident(Sb *sb, Str name);
void lite_quote_literal(Sb *sb, Str text);
extern const SqlQuoting lite_quoting;

#endif
