/* Table data that a package delivers: rows of a file, and what becomes of those that are there. */
#ifndef ANNEAL_MODEL_DELIVERY_H
#define ANNEAL_MODEL_DELIVERY_H

#include "model/field.h"

typedef enum MergeType {
    MERGE_NONE, /* the file is there, and not delivered */
    MERGE_INSERT,
    MERGE_UPDATE, /* and insert */
    MERGE_DELETE  /* and both of these */
} MergeType;

typedef struct Delivery {
    Record rec;
    Str file; /* below the template's folder */
    int encoding;
    int merge;  /* MergeType */
    Str match;  /* columns by which rows are told apart, with commas; `*a`: NULL is equal to NULL */
    Str filter; /* SQL: rows that may go */
    Str time_zone;
    bool leaves_triggers, leaves_rules; /* off while it is delivered */
    bool has_descendants;               /* rows of tables that inherit count, too */
} Delivery;
typedef VEC(Delivery *) DeliveryVec;

enum { CONTENT_JSON, CONTENT_XML };

extern const RecordType delivery_type;

#endif
