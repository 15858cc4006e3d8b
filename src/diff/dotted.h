/* Names with dots: `schema.name`, `table.column`, each part quoted where it needs that. */
#ifndef ANNEAL_DIFF_DOTTED_H
#define ANNEAL_DIFF_DOTTED_H

#include "base/vec.h"

/* The parts without quotes; one part where there is no dot outside of quotes. */
StrVec dotted_read(Arena *arena, Str text);

#endif
