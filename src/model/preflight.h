/* What the steps of a plan need, for a look before the first of them runs. */
#ifndef ANNEAL_MODEL_PREFLIGHT_H
#define ANNEAL_MODEL_PREFLIGHT_H

#include "base/vec.h"

typedef struct Preflight {
    StrVec owned;          /* labels of relations that the role has to own */
    StrVec referenced;     /* labels of tables that foreign keys come to refer to */
    StrVec schemas;        /* names of schemas that something is created in */
    StrVec places;         /* names of schemas for backups, which steps make where there are none */
    bool makes_schemas;    /* in the database */
    bool waits_for_others; /* a step waits for all transactions that are older */
    int64_t disk_bytes;    /* about, beside what is there: tables written anew, indexes */
} Preflight;

#endif
