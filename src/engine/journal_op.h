/* Operations on the journal, a closed list: each engine has one SQL file for each. */
#ifndef ANNEAL_ENGINE_JOURNAL_OP_H
#define ANNEAL_ENGINE_JOURNAL_OP_H

#include "base/str.h"

/* name, version of the journal that brought what it reads: an older journal reads as empty.
 *
 * In the SQL `{journal}` stands for the place in front of a table's name ("anneal". or _anneal_),
 * `{name}` for the journal's name. A save takes one parameter: a record as JSON by its field table
 * (model/journal.h), or a list of them. A read gives columns in the order of that table. */
#define JOURNAL_OPS(X) \
    X(LOOK, 0)         /* $1 name: what there is, what this role may do; columns: JournalLook */ \
    X(VERSION, 1)      /* version, tool that wrote it */ \
    X(VERSION_SAVE, 1) /* $1 version, $2 tool */ \
    X(SEAL, 1)         /* takes from all others the right to write */ \
    X(LEASE_TAKE, 1)   /* the next number */ \
    X(LEASE_READ, 1)   /* the number; where there are row locks it can't change until the end of \
                          the transaction */ \
    X(DEPLOYMENT_BEGIN, 1) \
    X(DEPLOYMENT_END, 1) \
    X(DEPLOYMENTS_INTERRUPT, 1) /* $1 number of the one that begins: earlier ones don't run */ \
    X(DEPLOYMENTS, 1)           /* $1 number or NULL, $2 how many: newest first */ \
    X(STEPS_SAVE, 1) \
    X(STEPS, 1)         /* $1 deployment */ \
    X(STEPS_OF_PLAN, 1) /* $1 plan hash: the last row of each step */ \
    X(SCRIPTS, 1)       /* $1 product or NULL */ \
    X(SCRIPT_SAVE, 1) \
    X(LOOPS, 1) /* $1 id or NULL: all */ \
    X(LOOP_SAVE, 1) \
    X(LOOP_CLOSE, 1) /* $1 id: forgets it */ \
    X(IMAGES_SAVE, 1) \
    X(IMAGES, 1)         /* $1 deployment */ \
    X(IMAGES_OF_PLAN, 1) /* $1 plan hash: of each object that no other plan has changed since */ \
    X(OWNED, 1)          /* $1 product: what it has created */ \
    X(SPELLINGS, 2)      /* $1 product */ \
    X(SPELLINGS_SAVE, 2) \
    X(RECIPES, 1) \
    X(RECIPE_SAVE, 1) \
    X(RECIPE_CLOSE, 1) /* $1 id */ \
    X(BACKUPS, 3) \
    X(BACKUP_SAVE, 3) \
    X(BACKUP_STATE, 3) /* $1 id, $2 state */ \
    X(PAUSE, 1) \
    X(PAUSE_SAVE, 1) \
    X(PAUSE_END, 1)

typedef enum JournalOp {
#define X(name, since) JOURNAL_##name,
    JOURNAL_OPS(X)
#undef X
        JOURNAL_OP_COUNT
} JournalOp;

/* Brings a journal to `version` from the one before. */
typedef struct JournalUpgrade {
    int version;
    /* Statements with an empty line between two; none has one inside. */
    const char *sql;
} JournalUpgrade;

#endif
