/* Field tables -> JSON Schema, for editors and validators. */
#ifndef ANNEAL_CODEC_JSON_SCHEMA_H
#define ANNEAL_CODEC_JSON_SCHEMA_H

#include "codec/describe.h"

/* The JSON Schema (draft 2020-12) of a file of this kind in a package of ours, where unknown keys
 * are errors. Whatever codec_record_read accepts is valid. It can't say: that a number is written
 * without a point, that the parts of a key list are well-formed, which platforms a product has. */
Doc *json_schema_of(Arena *arena, const FileKind *kind);

#endif
