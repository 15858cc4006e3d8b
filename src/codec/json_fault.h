/* What is wrong with a text that jansson refuses, in words of ours; inside codec only. */
#ifndef ANNEAL_CODEC_JSON_FAULT_H
#define ANNEAL_CODEC_JSON_FAULT_H

#include <jansson.h>

#include "model/doc.h"

/* Adds the ERR_SYNTAX of `error`, which jansson gave for `text` from byte `skipped` on. jansson's
 * own text would quote the token at hand, which may be a password. Always returns false. */
bool json_fault_add(const DocFile *file, Str text, size_t skipped, const json_error_t *error,
                    Errs *errs);

#endif
