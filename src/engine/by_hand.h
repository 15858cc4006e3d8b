/* A plan as a script that a person runs with the server's own shell. */
#ifndef ANNEAL_ENGINE_BY_HAND_H
#define ANNEAL_ENGINE_BY_HAND_H

#include "base/sb.h"
#include "model/plan.h"

/* All are pure and write whole lines. */
typedef struct ByHand {
    /* The command that runs it, up to the place of the file: "psql -X -f". */
    const char *command;
    /* The script ends at its first error; the session means and prints SQL as a deploy's does; no
     * deployer is at work beside it. */
    void (*begin)(Sb *sb);
    /* How long the following statements wait for a lock. */
    void (*limit)(Sb *sb, int lock_timeout_ms);
    /* Goes on only where the query answers with one cell of this text: else an error that has the
     * message in it. */
    void (*check)(Sb *sb, Str query, Str expected, Str message);
    /* Goes on only where an expression or query is so, as `want` (ConditionWant) asks. */
    void (*condition)(Sb *sb, Str query, int want, Str message);
    /* One statement, ended as the shell asks for it. */
    void (*statement)(Sb *sb, Str sql);
    /* Walks along a key, each batch a transaction of its own. False, and nothing is written, where
     * the shell can't. */
    bool (*loop)(Sb *sb, const StepLoop *loop);
    void (*end)(Sb *sb);
} ByHand;

#endif
