/* What the files about backups share. Inside job only. */
#ifndef ANNEAL_JOB_BACKUP_BENCH_H
#define ANNEAL_JOB_BACKUP_BENCH_H

#include "deploy/journal.h"
#include "job/resolve.h"

/* A connection, the journal on it and, to change something, the deployer's lock. Zero-initialise to
 * begin, bench_close to end. */
typedef struct Bench {
    Resolved at;
    Conn *conn;
    DeployerLock *lock;
    Journal *journal;
    BackupRows all;
} Bench;

/* The backups and the name of the database live in `arena`. */
bool bench_open(const JobTarget *target, bool writes, Bench *bench, Arena *arena, Str *database,
                Notes *notes, Errs *errs);
void bench_close(Bench *bench);
/* The one that is there with this id, the beginning of it, or of this object. ERR_REFERENCE where
 * there is none, or several. */
bool bench_find(const Bench *bench, Str which, BackupRow **found, Errs *errs);

/* Whether it still holds what it was made for. */
bool backup_is_there(const BackupRow *row);
Str backup_name(const BackupRow *row); /* its object without the kind */
/* The relation that holds it, quoted. */
Str backup_place(const Engine *engine, const BackupRow *row, Arena *arena);
void backup_put_name(Sb *sb, const Engine *engine, Str schema, Str name);

/* restore_values.c: brings the values of a copied column back: adds it, and fills it in batches, so
 * that nobody waits; goes on where an earlier run was cut off. Under the name that `names` has. */
typedef struct RestoreNames {
    Str schema, table;
    Str column; /* absent: the table itself comes back */
} RestoreNames;
bool restore_values(const JobTarget *target, const BackupRow *row, const RestoreNames *names,
                    Arena *arena, Notes *notes, Errs *errs);
/* restore.c: names in place of the marks in a text of a backup. */
Str restore_fill(const Engine *engine, Arena *arena, Str text, const RestoreNames *names);

#endif
