/* Waiting for locks outside of their queue, where nobody has to wait behind. */
#ifndef ANNEAL_DEPLOY_QUEUE_H
#define ANNEAL_DEPLOY_QUEUE_H

#include "deploy/inside.h"

/* Waiting for locks that stop neither readers nor writers keeps nobody of them waiting. */
enum { WEAK_LOCK_WAIT_MS = 10 * 60 * 1000 };

/* Of one group; zero-initialise to begin. */
typedef struct Queue {
    Arena arena;       /* of the list */
    StepLockVec locks; /* of the group's steps, those that stop readers or writers */
    bool is_known;     /* the list is made */
    int patience;      /* grows with what was tried in vain */
    Map seen;          /* transactions in the way -> when they were seen first */
    Map cancelled;     /* vacuums that were asked to end */
    bool may_not_cancel;
} Queue;

/* Whether the group keeps readers or writers of a relation waiting that lives already. */
bool queue_blocks(Queue *queue, const Run *run, const Group *group);
/* How long a statement of the group may wait for a lock; after queue_blocks. */
int queue_lock_timeout_ms(const Queue *queue, const Run *run);
/* Returns when nobody is in the group's way who has been there for long: then it makes sense to
 * queue for its locks. Tells who is. ERR_LOCK where somebody still is at the deadline. The
 * connection is outside of a transaction. */
bool queue_wait(Queue *queue, Run *run, const Group *group, int64_t deadline_ms, int64_t *waited_ms,
                Errs *errs);
/* Who is in the way now, in words in `arena`; absent: nobody, or not to be known. */
Str queue_who(Queue *queue, Run *run, Arena *arena);
void queue_free(Queue *queue);

#endif
