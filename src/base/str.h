/* Borrowed slices of UTF-8 text, passed by value. */
#ifndef ANNEAL_BASE_STR_H
#define ANNEAL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/banned.h"

/* Not terminated, owns nothing. `ptr` NULL means absent, which differs from empty. */
typedef struct Str {
    const char *ptr;
    size_t len;
} Str;

#define STR(lit) ((Str){"" lit, sizeof(lit) - 1})
#define STR_ABSENT ((Str){NULL, 0})
/* For printf-like functions: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).len, ((s).ptr == NULL ? "" : (s).ptr)

/* NULL gives the absent slice. */
Str str_from(const char *text);
bool str_eq(Str a, Str b);         /* absent equals empty */
bool str_is(Str a, const char *b); /* str_eq with a terminated text */
/* ASCII letters in lower case, all other bytes as they are. */
char str_lower_char(char c);
bool str_eq_ascii_nocase(Str a, Str b);
int str_cmp(Str a, Str b); /* by bytes */
/* FNV-1a, 64 bits: short texts, no adversary who could gain more than a slow plan. */
uint64_t str_hash(Str s);
bool str_starts(Str s, Str prefix);
bool str_contains(Str s, Str part); /* an empty part: true */
bool str_ends(Str s, Str suffix);
Str str_trim(Str s); /* blanks, tabs and line ends at both sides */
Str str_sub(Str s, size_t from, size_t len);
/* Offset of the first `c` at or after `from`, or SIZE_MAX. */
size_t str_find(Str s, char c, size_t from);
/* Cuts the text before the next `c` off `*rest` (all of it where there is none) and puts it into
 * `*part`. False when `*rest` was absent, that is, at the end. */
bool str_cut(Str *rest, char c, Str *part);
/* Whole text as a number: optional '-', digits, no blanks; false if not or out of range. */
bool str_to_int64(Str s, int64_t *value);
/* Edits (insert, delete, replace, swap of neighbours) between two texts, ASCII case ignored;
 * texts above 64 bytes are cut. For "did you mean". */
size_t str_distance(Str a, Str b);
/* The candidate nearest to `wanted`, or NULL when none is near enough to be meant. */
const char *str_nearest(Str wanted, const char *const *candidates, size_t count);
/* `*` any text, `?` one byte; the whole of `s` must match. */
bool str_matches(Str s, Str pattern);
/* Whether `s` is well-formed UTF-8 without NUL bytes (RFC 3629). */
bool str_is_utf8(Str s);

#endif
