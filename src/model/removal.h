/* Which parts a package wants removed where it does not declare them. */
#ifndef ANNEAL_MODEL_REMOVAL_H
#define ANNEAL_MODEL_REMOVAL_H

#include "model/field.h"

/* A set of RecordKinds, a bit each. */
typedef uint64_t RecordKinds;
#define RECORD_KIND_BIT(kind) (UINT64_C(1) << (kind))

/* Those of which absence is no removal by SchemaSmith's own defaults are not in it. */
RecordKinds removal_asked_by_default(void);
/* Kinds that a product, template or table refuses: a switch of its own is false. */
RecordKinds removal_refused(const Record *rec);

#endif
