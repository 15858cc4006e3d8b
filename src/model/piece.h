/* Pieces: what a recipe makes of changes, before they are ordered and merged into steps. */
#ifndef ANNEAL_MODEL_PIECE_H
#define ANNEAL_MODEL_PIECE_H

#include "model/change.h"
#include "model/op.h"
#include "model/plan.h"

/* A part of another relation. */
typedef struct PiecePart {
    const Object *of;
    const Record *part;
} PiecePart;

typedef struct PieceTouch {
    const Object *relation; /* live */
    const Record *part;     /* of it, live */
    Op op;
} PieceTouch;

/* How a removal can keep what it takes away. Texts hold BACKUP_ID where its id is to stand. */
typedef struct PiecePark {
    int kind;      /* BackupKind */
    Str object;    /* label of what is kept; absent: that of the piece */
    StrVec before; /* statements in front of the piece's own */
    int replaces;  /* `instead` stands in place of so many last statements of the piece */
    StrVec instead;
    /* Live objects that go, too, and are kept as parts of this one: their own steps are not run. */
    VEC(const Object *) along;
    Str place;         /* label of where it is kept; absent: it can't be, but see if_empty */
    StrVec restore;    /* as BackupRow.statements */
    StrVec finally;    /* as BackupRow.finally */
    Str query_finally; /* as Step.backup_finally; absent: none */
    /* In words, what becomes of values that would make the piece fail; NULL: it does. */
    const char *empties;
    const char *obstacle; /* why it can't be kept, in words; NULL: it can */
    /* Statements that lock the relation and fail unless it is empty: then nothing is to be kept.
     * None: something always is. */
    StrVec if_empty;
    Str release;  /* gives back what those hold, as Step.release; absent: nothing */
    bool is_held; /* `before` holds the same */
    /* Of what is copied before it goes: */
    const StepLoop *refill; /* batches that bring the values back into a column that is there */
    Str silence;            /* statement that keeps triggers from firing for those; absent: none */
    Str compare;            /* as in BackupRow.statements */
    StrVec discard;         /* statements that remove an unfinished copy and all that feeds it */
} PiecePark;

typedef struct Piece Piece;
struct Piece {
    Op op;
    const LockRule *rule; /* NULL: the one of its operation; else one of the engine's own table */
    const Change *change;
    /* The part that it makes or comments on where `change` is that of a whole new object; NULL:
     * what `change` is about. */
    const Record *about;
    const Change *along;      /* a drop that it carries out, too, and so frees the name; or NULL */
    const ChangeGroup *group; /* its relation */
    const Object *on;         /* live: what it works on where that is another relation; or NULL */
    const char *reason;       /* in words: "Nullable true -> false" */
    /* Operations that it does in the same go, such as a rebuild that also drops a column: their
     * phases, hazards and place in the order count as its own. */
    VEC(Op) includes;
    bool is_new;  /* the relation is created by this plan: always expand, no data to lose or lock */
    bool is_felt; /* of a new object, but those that were there before it are not as before */

    /* Either a clause of the relation's ALTER, merged with others of an equal key, … */
    Str clause;
    /* … or whole statements, in order. */
    StrVec statements;
    /* Statements behind the clauses of its step; of equal ones in a step the last stays. */
    StrVec finally;
    StepLoop *loop; /* … or batches, each in a transaction of its own; else NULL */
    StrVec session_before, session_after; /* outside its transaction */

    StrVec probes; /* each a SELECT of one count: rows that would make it fail */
    Str skip_if;   /* catalog query, true: already done; or absent */
    Str leftover;  /* as Step.leftover; absent: it leaves nothing that could be in its way */
    StrVec undo;   /* statements that remove that */
    const PiecePark *park; /* of a removal; NULL: nothing of it can be kept */
    /* The piece of the same recipe call that takes away what this one copies: it is only run where
     * that is to be kept, and under its conditions. NULL: it stands for itself. */
    const Piece *copies_for;
    bool is_spare;  /* what it takes away is computed, or of anneal's own making: nothing is lost */
    StrVec reverse; /* statements that undo it, where that loses nothing */
    const char *related; /* label of another relation it locks (a key's parent); or NULL */
    int times; /* how much longer than its cost says: some indexes are slow to build; 0: as it says
                */
    bool is_wider;     /* a replaced restriction that accepts all it accepted before */
    bool is_published; /* subscribers have to follow, or go on without it */

    /* Order beyond rank: objects that must be there before (created, renamed) …*/
    VEC(const Object *) needs;
    /* … what it makes besides, whose needs are its own … */
    VEC(const Object *) also_makes;
    VEC(const Object *) also_keeps; /* goes and comes back as it was: new users come behind */
    VEC(const Object *) also_drops; /* live ones */
    VEC(PiecePart) makes_parts;
    /* Other relations that it changes on the way, each by a statement like an operation's. */
    VEC(PieceTouch) touches;
    /* … and an earlier piece of the same recipe call, by its index in `pieces`; -1: none. */
    int after;
    VEC(int) also_after; /* more of them, where one isn't enough */
    bool joins_after;    /* those may stand in front of its clause in one statement */
    /* Names shared by everything in a namespace ("shop.orders_idx", a label) that it gives, and
     * that it sets free: who takes a name comes after who frees it, and is held with it. */
    StrVec takes, frees;
};

typedef struct Pieces {
    Arena *arena;
    VEC(Piece *) list;
} Pieces;

/* Adds a zeroed piece with op, change, group and `after` -1. */
Piece *pieces_add(Pieces *pieces, Op op, const Change *change, const ChangeGroup *group);
/* Whether it does this, by itself or in the same go. */
bool piece_does(const Piece *piece, Op op);

#endif
