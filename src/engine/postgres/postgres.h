/* The PostgreSQL engine. */
#ifndef ANNEAL_ENGINE_POSTGRES_POSTGRES_H
#define ANNEAL_ENGINE_POSTGRES_POSTGRES_H

#include "engine/engine.h"

extern const Engine engine_postgres;

#endif
