/* Patterns that a name is to match: with * and ?, or regular expressions whose cost is bounded. */
#ifndef ANNEAL_BASE_PATTERN_H
#define ANNEAL_BASE_PATTERN_H

#include "base/arena.h"

typedef struct Pattern Pattern;

/* Longest pattern, most repetitions that its `{m,n}` multiply to, longest name that is looked at.
 */
enum { PATTERN_MOST_BYTES = 200, PATTERN_MOST_REPEATS = 256, PATTERN_NAME_MOST_BYTES = 512 };

/* `app_*`, as str_matches reads it; or, between slashes, an extended regular expression of POSIX,
 * which is found anywhere in the name unless it says ^ and $: `/^[a-z][a-z0-9_]*$/`. Bytes count,
 * without a locale; there are no back-references, which could take for ever. In `arena`;
 * pattern_free ends it. NULL with `fault`, which says what is wrong and lives as long as `arena`:
 * "has a [ that isn't closed". */
Pattern *pattern_compile(Arena *arena, Str text, const char **fault);
void pattern_free(Pattern *pattern); /* accepts NULL */
/* A name that is longer than PATTERN_NAME_MOST_BYTES matches no regular expression. */
bool pattern_matches(const Pattern *pattern, Str name);

#endif
