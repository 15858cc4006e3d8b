/* Secret tokens: `{{Name}}` in a text until the moment in which the text is used. */
#ifndef ANNEAL_MODEL_SECRET_H
#define ANNEAL_MODEL_SECRET_H

#include "base/vec.h"

/* Names with their values, side by side. */
typedef struct Secrets {
    StrVec names, values;
} Secrets;

/* The value; NULL where there is none of this name (exactly). */
const Str *secrets_find(const Secrets *secrets, Str name);
/* `text` with the value in place of each `{{Name}}`. Right after a single quote the value's own
 * quotes are doubled, as those of every token are. */
Str secrets_fill(Arena *arena, const Secrets *secrets, Str text);
/* `text` with `{{Name}}` in place of each value, longer values first: what a server said of a
 * filled text can be shown. Values below 4 bytes are not looked for: they stand in anything. */
Str secrets_hide(Arena *arena, const Secrets *secrets, Str text);
/* How often `{{name}}` stands in `text`. */
size_t secrets_count(Str text, Str name);

#endif
