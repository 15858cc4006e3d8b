/* Which of the two servers: they share a protocol and most of a language. */
#ifndef ANNEAL_ENGINE_MYSQL_MY_FAMILY_H
#define ANNEAL_ENGINE_MYSQL_MY_FAMILY_H

typedef enum MyFamily { MY_MYSQL, MY_MARIADB } MyFamily;

#endif
