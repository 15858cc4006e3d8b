/* Who stands in the way of a lock. */
#include "engine/mysql/my_slots.h"

bool my_lock_relations(Conn *conn, const StepLockVec *locks, Errs *errs)
{
    (void)conn;
    (void)locks;
    (void)errs;
    return true;
}

bool my_find_blockers(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                      Errs *errs)
{
    (void)conn;
    (void)locks;
    (void)arena;
    (void)errs;
    *blockers = (Blockers){0};
    return true;
}

bool my_cancel_vacuum(Conn *conn, const Blocker *blocker, Errs *errs)
{
    (void)blocker;
    return err_addf(errs, ERR_UNSUPPORTED, "%s cleans up in nobody's way", conn->engine->title);
}
