/* What a change does to one field, in words: what engines write into a piece's reason. */
#ifndef ANNEAL_ENGINE_REASON_H
#define ANNEAL_ENGINE_REASON_H

#include "model/change.h"

/* `integer -> bigint`: the values of both sides of an alter or re-creation, an absent one as
 * `none`. Each stands on one line and is cut at 60 bytes; of two long texts the part is shown where
 * they begin to differ. */
void reason_put_difference(Sb *out, const Field *field, const Change *change);

/* Why a piece is there: `the package declares the index`, `Nullable true -> false`; of an alter or
 * re-creation the fields with these keys (NULL-terminated; NULL: all that differ). In `arena`. */
const char *reason_of_change(Arena *arena, const Change *change, const char *const *keys);

#endif
