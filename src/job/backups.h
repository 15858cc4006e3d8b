/* What was taken away and is kept: lists it, brings it back, removes it when its time is over. */
#ifndef ANNEAL_JOB_BACKUPS_H
#define ANNEAL_JOB_BACKUPS_H

#include "job/job.h"

/* Lives in the arena that was given. */
typedef struct BackupList {
    Str database;
    BackupRows rows; /* oldest first */
    OptInt count;    /* rows of the one that was asked for, counted just now */
} BackupList;

/* `which` NULL: all that are kept, and with `shows_all` those that are gone; else the one with this
 * id, the beginning of it, or of this object (`shop.orders`, `table shop.orders`). ERR_REFERENCE
 * where there is none, or several. */
bool job_backups(const JobTarget *target, const char *which, bool shows_all, Arena *arena,
                 BackupList *list, Notes *notes, Errs *errs);

/* A task for each that is kept and whose time is over: it removes it. */
void job_add_purges(const BackupRows *rows, const Engine *engine, Arena *arena, StepVec *tasks);

/* A task for each copy that an earlier plan has begun, and that this one doesn't go on with: it
 * removes it, or says that it is kept where `live` has no longer what it is of. Whether there are
 * any. */
bool job_add_discards(const BackupRows *rows, const Plan *plan, const Model *live,
                      const Engine *engine, Arena *arena, StepVec *tasks);

typedef struct BackupRestored {
    Str database, object;
    Str restored_as; /* label */
} BackupRestored;

/* Brings one back, under its old name or under `as` (a label, of a column a bare name): a table in
 * one transaction, the values of a column in batches, which go on where an earlier run was cut off.
 * What acted comes back under the old name only, as far as it can; notes say what did not. ERR_DATA
 * where the name is taken. */
bool job_restore_backup(const JobTarget *target, const char *which, const char *as, Arena *arena,
                        BackupRestored *restored, Notes *notes, Errs *errs);

/* Removes those whose time is over; with `is_dry_run` only says which. `list` gets them. */
bool job_purge_backups(const JobTarget *target, bool is_dry_run, Arena *arena, BackupList *list,
                       Notes *notes, Errs *errs);

#endif
