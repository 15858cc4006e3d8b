/* Facts: what the server says about itself and its data, measured for one plan. */
#ifndef ANNEAL_MODEL_FACTS_H
#define ANNEAL_MODEL_FACTS_H

#include "base/map.h"
#include "base/vec.h"
#include "model/backfill.h"

typedef struct RelationSize {
    int64_t size_bytes;
    int64_t rows;        /* estimate */
    int64_t index_bytes; /* of its indexes, where `size_bytes` does not count them */
    int64_t toast_bytes; /* of `size_bytes`: of values that are kept apart from their rows */
} RelationSize;

typedef struct ProbeResult {
    bool was_run;     /* false: could not be asked (timeout, privilege) */
    int64_t bad_rows; /* rows that stand in the way */
} ProbeResult;

/* What a query that is to give one boolean gave. */
typedef enum AnswerValue {
    ANSWER_TRUE,
    ANSWER_FALSE,
    ANSWER_NULL,
    ANSWER_BROKEN, /* it failed, took too long, or gave something else */
    ANSWER_NONE    /* nobody asked */
} AnswerValue;

typedef struct ConditionAnswer {
    AnswerValue value;
    Str words; /* ANSWER_BROKEN: why; no value of a row is in it */
} ConditionAnswer;

/* A statement that this server takes in another way than its rule says. */
typedef struct Manner {
    Str statement; /* without the clauses that say how */
    Str mode;      /* those clauses, as it takes them */
} Manner;
typedef VEC(Manner) MannerVec;

/* Owns nothing but its arena. */
typedef struct Facts {
    Arena arena;
    int version;       /* as the engine orders them: 150004, 3040001 */
    Str version_text;  /* "PostgreSQL 15.4" */
    Str database;      /* its name, for people */
    bool is_absent;    /* there is no such database yet: it reads as an empty one */
    bool is_read_only; /* a standby, or a role that may not write */
    int64_t scan_rate; /* bytes a second that this server reads; 0: not known */
    Map sizes;         /* label of a relation -> RelationSize; absent: unknown */
    Map probes;        /* probe text -> ProbeResult */
    Map answers;       /* query of a condition -> ConditionAnswer */
    Str today;         /* by the server's clock, UTC: "2026-12-01"; absent: not known */
    Str environment;   /* its name; absent: none was given */
    Map updates;       /* label of a table that gets new columns -> BackfillFacts of them */
    MannerVec manners; /* that a rehearsal has shown */
} Facts;

/* Leaves it zeroed, to be used again. */
void facts_free(Facts *facts);
/* Setters copy keys and values; a later value replaces an earlier one. What getters give lives
 * until then. */
const RelationSize *facts_size(const Facts *facts, Str relation_label); /* NULL: unknown */
void facts_set_size(Facts *facts, Str relation_label, RelationSize size);
const ProbeResult *facts_probe(const Facts *facts, Str probe); /* NULL: not asked */
void facts_set_probe(Facts *facts, Str probe, ProbeResult result);
const ConditionAnswer *facts_answer(const Facts *facts, Str query); /* NULL: not asked */
void facts_set_answer(Facts *facts, Str query, ConditionAnswer answer);
/* What an update of a table's new columns meets; NULL: not looked at. Lists are not copied. */
const BackfillFacts *facts_update(const Facts *facts, Str relation_label);
void facts_set_update(Facts *facts, Str relation_label, const BackfillFacts *update);
/* `statement` as in Manner; one that is known gets the new mode. */
void facts_set_manner(Facts *facts, Str statement, Str mode);

#endif
