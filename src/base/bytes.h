/* Sizes as people write them. */
#ifndef ANNEAL_BASE_BYTES_H
#define ANNEAL_BASE_BYTES_H

#include <stdint.h>

#include "base/str.h"

/* `8kB`, `1MB`, `2 GB`, `512 B`, powers of 1024, letters in any case; a bare number is of bytes.
 * False with `fault`, static, saying what is wrong: "has no unit that is known". */
bool bytes_parse(Str text, int64_t *bytes, const char **fault);

#endif
