/* The key path of a byte in a text that may be no JSON. */
#ifndef ANNEAL_CODEC_JSON_PATH_H
#define ANNEAL_CODEC_JSON_PATH_H

#include "base/arena.h"

/* Where byte `at` of `text` stands, read from byte `from` on as far as it is JSON:
 * `Columns[total].DataType`, as doc_loc gives it; `is_between`: what stands between its members or
 * items, so that the container is meant. NULL at the top. In `arena`. */
const char *json_path_at(Arena *arena, Str text, size_t from, size_t at, bool is_between);

#endif
