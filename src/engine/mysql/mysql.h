/* MySQL and MariaDB: two engines that share their functions. */
#ifndef ANNEAL_ENGINE_MYSQL_MYSQL_H
#define ANNEAL_ENGINE_MYSQL_MYSQL_H

#include "engine/engine.h"

extern const Engine engine_mysql;
extern const Engine engine_mariadb;

#endif
