/* A declared backfill: values that one product gives to the columns of one table, once. */
#ifndef ANNEAL_MODEL_BACKFILL_H
#define ANNEAL_MODEL_BACKFILL_H

#include "model/table.h"

/* A file of the package's folder Backfills. It is no part of a schema: nothing is compared with it.
 * Sparse: FIELD_PLATFORMS, FIELD_EXTENSIONS. */
typedef struct Backfill {
    Record rec;
    Str name; /* with the product: what it is remembered by */
    Str schema;
    Str table;
    MapEntries set;    /* column -> SQL expression */
    Str where;         /* the rows that are still to do; absent: every row, each once */
    OptInt batch_rows; /* of the first batch */
    OptInt target_ms;  /* of a batch */
    OptInt pause_ms;   /* between batches */
} Backfill;
typedef VEC(Backfill *) BackfillVec;

extern const RecordType backfill_type;

enum {
    BACKFILL_ROWS = 1000,
    BACKFILL_ROWS_MOST = 100000, /* of any batch */
    BACKFILL_TARGET_MS = 200
};

/* What only the live database can say of a backfill's table, measured for one plan. All zero: there
 * is no such table yet. */
typedef struct BackfillFacts {
    bool is_hidden;     /* row security keeps rows from the role that is connected */
    bool may_silence;   /* the role may keep triggers from firing, and `constraints` is empty */
    StrVec triggers;    /* that an update of the columns would fire, unless silenced */
    StrVec insistent;   /* that fire even so */
    StrVec constraints; /* on the columns, that triggers keep: silence would break them */
} BackfillFacts;

/* Hash of what it does: 16 hex digits. How fast it does it (BatchRows, …) is no part. */
Str backfill_hash(Arena *arena, const Backfill *backfill);
/* `backfill shop/orders total` of product and name: what a journal remembers. */
Str backfill_id(Arena *arena, Str product, const Backfill *backfill);

#endif
