/* The client library's header, which has to come before any of ours: its macros name functions that
 * are banned here, and one has a name of ours. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_CLIENT_H
#define ANNEAL_ENGINE_MYSQL_MY_CLIENT_H

#include <mysql.h>

#undef list_push

#endif
