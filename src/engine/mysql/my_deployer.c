/* One deployer per database. */
#include "engine/mysql/my_slots.h"

bool my_lock_deployer(Conn *conn, const Url *url, int wait_ms, DeployerLock **lock, Errs *errs)
{
    (void)conn;
    (void)url;
    (void)wait_ms;
    (void)lock;
    return err_addf(errs, ERR_UNSUPPORTED, "this engine can't be deployed to yet");
}

bool my_deployer_lock_holds(DeployerLock *lock, Errs *errs)
{
    (void)lock;
    return err_addf(errs, ERR_UNSUPPORTED, "this engine can't be deployed to yet");
}

void my_unlock_deployer(DeployerLock *lock)
{
    (void)lock;
}

bool my_has_waiters(DeployerLock *lock, Conn *of, bool *has, Errs *errs)
{
    (void)lock;
    (void)of;
    (void)errs;
    *has = false;
    return true;
}

bool my_look_at_statement(DeployerLock *lock, Conn *of, Arena *arena, StatementProgress *progress,
                          Errs *errs)
{
    (void)lock;
    (void)of;
    (void)arena;
    (void)errs;
    *progress = (StatementProgress){0};
    return true;
}

bool my_find_deployer(Conn *conn, Arena *arena, Str *holder, Errs *errs)
{
    (void)conn;
    (void)arena;
    (void)errs;
    *holder = STR_ABSENT;
    return true;
}
