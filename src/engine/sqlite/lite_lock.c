/* The deployer lock: an exclusive transaction on a database of its own beside the real one. */
#include <time.h>
#include <unistd.h>

#include "engine/sqlite/lite_conn.h"

struct DeployerLock {
    Arena arena; /* holds this struct too */
    sqlite3 *db; /* NULL: a database in memory, which nobody else sees */
    const char *path;
};

static DeployerLock *lock_new(Str database)
{
    Arena arena = {0};
    DeployerLock *lock = ARENA_NEW(&arena, DeployerLock);

    *lock = (DeployerLock){.arena = arena};
    if (!str_is(database, ":memory:"))
        lock->path = arena_printf(&lock->arena, "%.*s-anneal-lock", STR_ARG(database)).ptr;
    return lock;
}

static void lock_free(DeployerLock *lock)
{
    Arena arena = lock->arena;

    (void)sqlite3_close(lock->db);
    arena_free(&arena);
}

/* Whether the open file is no longer the one under its name: who unlocks removes it. */
static bool has_moved(const DeployerLock *lock)
{
    int moved = 0;

    (void)sqlite3_file_control(lock->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

static bool say_held(const DeployerLock *lock, Errs *errs)
{
    err_addf(errs, ERR_LOCK, "another deployer is at work: it holds %s", lock->path);
    return err_hint(errs, "run again when it is done; the lock ends with its process");
}

/* One attempt that waits up to `wait_ms`. `*again` when the file was removed while we waited. */
static bool try_lock(DeployerLock *lock, int wait_ms, bool *again, Errs *errs)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
    int code;

    *again = false;
    if (sqlite3_open_v2(lock->path, &lock->db, flags, NULL) != SQLITE_OK) {
        (void)lite_error_opening(lock->db, str_from(lock->path), errs);
        return err_context(errs, "while taking the deployer lock");
    }
    (void)sqlite3_busy_timeout(lock->db, wait_ms);
    /* In memory: a journal beside the lock would be one more file to leave behind, and making it
     * fails (SQLITE_IOERR_FSTAT) where the lock was removed meanwhile. */
    code =
        sqlite3_exec(lock->db, "PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE", NULL, NULL, NULL);
    *again = has_moved(lock);
    if (*again)
        return true; /* whatever came of it: the lock is another file now */
    if ((code & 0xff) == SQLITE_BUSY)
        return say_held(lock, errs);
    if (code != SQLITE_OK) {
        (void)lite_error_opening(lock->db, str_from(lock->path), errs);
        return err_context(errs, "while taking the deployer lock");
    }
    return true;
}

bool lite_lock_deployer(Conn *conn, const Url *url, int wait_ms, DeployerLock **out, Errs *errs)
{
    DeployerLock *lock = lock_new(((const LiteConn *)conn)->path);
    bool again = lock->path != NULL, ok = true;

    (void)url; /* the connection has the path */
    while (ok && again) {
        (void)sqlite3_close(lock->db);
        lock->db = NULL;
        ok = try_lock(lock, wait_ms, &again, errs);
    }
    if (ok)
        *out = lock;
    else
        lock_free(lock);
    return ok;
}

/* A reader is turned away by the exclusive transaction, and by nothing else: the lock's file is no
 * one's to write. One that was left behind (kill -9) can be read. */
bool lite_find_deployer(Conn *conn, Arena *arena, Str *holder, Errs *errs)
{
    DeployerLock *lock = lock_new(((const LiteConn *)conn)->path);
    int code = SQLITE_OK;

    (void)errs; /* what can't be opened is held by nobody */
    *holder = STR_ABSENT;
    if (lock->path != NULL &&
        sqlite3_open_v2(lock->path, &lock->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        code = sqlite3_exec(lock->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if ((code & 0xff) == SQLITE_BUSY)
        *holder = arena_printf(arena, "it holds %s", lock->path);
    lock_free(lock);
    return true;
}

bool lite_deployer_lock_holds(DeployerLock *lock, Errs *errs)
{
    if (lock->path == NULL)
        return true;
    if (!sqlite3_get_autocommit(lock->db) && !has_moved(lock))
        return true;
    return err_addf(errs, ERR_LOCK, "the deployer lock %s was taken away", lock->path);
}

void lite_unlock_deployer(DeployerLock *lock)
{
    if (lock == NULL)
        return;
    /* Removed while held: whoever waits for this file finds it moved and opens the next one. */
    if (lock->path != NULL && !has_moved(lock))
        (void)unlink(lock->path);
    lock_free(lock);
}
