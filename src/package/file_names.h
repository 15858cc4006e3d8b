/* Names of the files that objects are written to. */
#ifndef ANNEAL_PACKAGE_FILE_NAMES_H
#define ANNEAL_PACKAGE_FILE_NAMES_H

#include "base/map.h"
#include "model/table.h"

enum { FILE_NAME_MAX_BYTES = 200 };

/* Which names are taken; zero-initialise but for the arena. */
typedef struct FileNames {
    Arena *arena;
    Map taken; /* path without case -> how often it is wanted */
} FileNames;

/* `shop.orders`: bytes other than ASCII letters, digits, `_`, `-`, blank and UTF-8 become %XX, so a
 * dot can only be the one between the parts. So do a blank at either end of a part and the first
 * letter of what Windows takes for a device (`%43ON`). Longer than FILE_NAME_MAX_BYTES: cut at a
 * character, and `~` with 8 digits of the whole name's hash appended. */
Str file_name_of(Arena *arena, const Object *object);
/* Says that this path (without an ending) is or will be there. */
void file_names_want(FileNames *names, Str path);
/* The path for `object` in `folder`, ending with `end` (".json"): with a hash where another wanted
 * path differs in case only. */
const char *file_names_give(FileNames *names, const char *folder, const Object *object,
                            const char *end);

#endif
