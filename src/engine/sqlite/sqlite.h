/* SQLite: the embedded engine. */
#ifndef ANNEAL_ENGINE_SQLITE_SQLITE_H
#define ANNEAL_ENGINE_SQLITE_SQLITE_H

#include "engine/engine.h"

extern const Engine engine_sqlite;

#endif
