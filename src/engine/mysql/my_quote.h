/* Names and strings as MySQL and MariaDB read them back. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_QUOTE_H
#define ANNEAL_ENGINE_MYSQL_MY_QUOTE_H

#include "engine/sql.h"

/* In backquotes: right under any sql_mode. */
void my_quote_ident(Sb *sb, Str name);
/* Right where backslashes escape: sql_mode without NO_BACKSLASH_ESCAPES, as connect makes it. */
void my_quote_literal(Sb *sb, Str text);
extern const SqlQuoting my_quoting;

#endif
