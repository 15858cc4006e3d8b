/* What the meaning of printed statements hangs on, asked of a server. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_CATALOG_H
#define ANNEAL_ENGINE_MYSQL_MY_CATALOG_H

#include "engine/mysql/my_conn.h"
#include "engine/mysql/my_create.h"

/* Texts live in `arena`. */
bool my_catalog_read(MyConn *conn, Arena *arena, MyCatalog *catalog, Errs *errs);
/* `root@localhost`, as CURRENT_USER() gives it, in the spelling of definers. */
Str my_account_of_user(Arena *arena, Str user);

#endif
