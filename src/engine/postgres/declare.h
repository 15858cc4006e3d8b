/* Scripts that declare objects: statements whose heads say all that there is to know. */
#ifndef ANNEAL_ENGINE_POSTGRES_DECLARE_H
#define ANNEAL_ENGINE_POSTGRES_DECLARE_H

#include "engine/engine.h"

/* Engine.declare_script. */
bool pg_declare_script(const Statements *statements, const char *file, Model *desired,
                       bool *is_declared, Errs *errs);
/* `(integer, text)` from what stands behind a routine's name: the types of what calls give, as
 * oidvectortypes() prints them where it prints no schema. */
Str pg_routine_identity(Arena *arena, Str text);

#endif
