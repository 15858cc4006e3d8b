/* Plan <-> file: canonical JSON bytes with the hash of what they say. */
#ifndef ANNEAL_PLAN_PLAN_FILE_H
#define ANNEAL_PLAN_PLAN_FILE_H

#include "base/sb.h"
#include "model/plan.h"

/* Canonical bytes. */
void plan_write(Sb *sb, const Plan *plan);
/* SHA-256 of the canonical bytes without `Hash` and what stands behind it. */
Str plan_hash(Arena *arena, const Plan *plan);
/* Checks format, fields and hash: ERR_PLAN_FILE with the place. `bytes` must outlive the plan. */
Plan *plan_read(const char *path, Str bytes, Errs *errs);

#endif
