/* Pairs: which live record and which desired record are the same thing. */
#ifndef ANNEAL_MODEL_PAIR_H
#define ANNEAL_MODEL_PAIR_H

#include "model/journal.h"
#include "model/model.h"

typedef struct Pair Pair;
typedef VEC(Pair *) PairVec;

/* Either side may be NULL: to create, or to drop. The records are the models' own: canonicalize
 * rewrites their types and expressions in place. */
struct Pair {
    Record *live;
    Record *desired;
    bool is_renamed;  /* found by OldName */
    PairVec children; /* of a table with both sides: columns, indexes, checks, keys */
};

typedef struct Pairs {
    Model *live;
    Model *desired;
    PairVec objects;
    SpellingRows known; /* what the journal has of them: canonicalize need not ask again */
    SpellingRows
        equal; /* by canonicalize, in the desired arena: texts that differ and mean the same */
} Pairs;

#endif
