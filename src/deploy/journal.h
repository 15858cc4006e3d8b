/* The journal in the target database: deployments, steps, scripts, loops, images, recipes.
 *
 * The live catalog is the truth; the journal adds what a catalog can't know. Every call uses the
 * connection that the journal was opened with, and its transaction where one is open: what is
 * written there commits with it. No row value and no secret is ever written. docs/journal.md */
#ifndef ANNEAL_DEPLOY_JOURNAL_H
#define ANNEAL_DEPLOY_JOURNAL_H

#include "engine/engine.h"
#include "model/journal.h"
#include "model/outcome.h"

typedef struct JournalPlace {
    Str name; /* absent: JOURNAL_NAME_DEFAULT */
    Str tool; /* version of this program; needed where `may_create` */
} JournalPlace;

typedef struct Journal Journal;

/* Finds the journal. With `may_create` (a deployer that holds its lock) it is created or upgraded
 * where it has to be, and must be writable: else ERR_PRIVILEGE with what an administrator would
 * have to do. Without it nothing is written, an absent journal, or one that this role may not read,
 * reads as empty. ERR_JOURNAL: of a later version than this program knows, or somebody else's
 * tables. journal_close ends it. */
bool journal_open(const JournalPlace *place, const Engine *engine, Conn *conn, bool may_create,
                  Journal **journal, Errs *errs);
void journal_close(Journal *journal);             /* accepts NULL; not the connection */
bool journal_is_absent(const Journal *journal);   /* reads as empty */
bool journal_is_readable(const Journal *journal); /* false: there is one, but not for this role */
int journal_version(const Journal *journal);      /* 0: absent */

/* ---- deployments and the lease (journal_deployments.c) */

/* Writes the row of a deployment that begins, takes the next lease number, which is its id, and
 * marks what earlier deployers left as running: interrupted. In a transaction of its own. */
bool journal_begin(Journal *journal, const DeploymentRow *deployment, Errs *errs);
/* How it ended: counts from the outcome, code of the first of `found`. `outcome` NULL: as found. */
bool journal_end(Journal *journal, const Outcome *outcome, const Errs *found, Errs *errs);
/* First statement of each transaction and batch: ERR_LOCK where another deployment has begun.
 * Where rows can be locked no other can begin before the transaction ends. */
bool journal_check_lease(Journal *journal, Errs *errs);
/* It was found to be so: trying again is of no use. */
bool journal_is_superseded(const Journal *journal);
int64_t journal_deployment_id(const Journal *journal); /* 0: none has begun */
/* Newest first, `most` at most; `id` 0: all, else that one. */
bool journal_deployments_read(Journal *journal, int64_t id, int64_t most, Arena *arena,
                              DeploymentRows *rows, Errs *errs);
/* The last deployment, if it was of this product and did not finish; else NULL. Its `done` is
 * counted from its steps where it came to no end. For who holds the deployer lock, or only looks:
 * one that is at work reads as interrupted. */
bool journal_unfinished(Journal *journal, Str product, Arena *arena,
                        const DeploymentRow **unfinished, Errs *errs);

/* ---- steps (journal_steps.c); deploy/group.c writes them, for steps of every kind */

typedef VEC(const StepOutcome *) StepOutcomes;

/* Rows of steps that end, or begin, all in one statement. `first` is the first step of the plan:
 * positions count from it. */
bool journal_steps_save(Journal *journal, const StepOutcome *first, const StepOutcomes *steps,
                        JournalStepState state, const Err *error, Errs *errs);
bool journal_steps_read(Journal *journal, int64_t deployment, Arena *arena, StepRows *rows,
                        Errs *errs);
/* The last row of each step of the plan with this hash, whichever deployment ran it. */
bool journal_steps_of_plan(Journal *journal, Str plan_hash, Arena *arena, StepRows *rows,
                           Errs *errs);

/* ---- scripts, loops, pause (journal_work.c) */

/* Of a product; absent: of all. */
bool journal_scripts_read(Journal *journal, Str product, Arena *arena, ScriptRecords *scripts,
                          Errs *errs);
/* In the script's own transaction where it has one. */
bool journal_script_save(Journal *journal, const ScriptRecord *script, Errs *errs);

/* `key` empty and no rows: it has not begun. */
bool journal_loop_read(Journal *journal, Str id, Arena *arena, LoopPosition *position, Errs *errs);
bool journal_loops_read(Journal *journal, Arena *arena, LoopPositions *loops, Errs *errs);
/* In the transaction of the batch. */
bool journal_loop_save(Journal *journal, const LoopPosition *position, Errs *errs);
/* Forgets one that will never go on. */
bool journal_loop_close(Journal *journal, Str id, Errs *errs);

/* `pause` NULL: whether is enough. */
bool journal_is_paused(Journal *journal, bool *is_paused, Arena *arena, JournalPause *pause,
                       Errs *errs);
/* `pause` NULL: go on. */
bool journal_set_paused(Journal *journal, const JournalPause *pause, Errs *errs);

/* ---- objects and recipes (journal_work.c) */

bool journal_images_save(Journal *journal, const ObjectImages *images, Errs *errs);
bool journal_images_read(Journal *journal, int64_t deployment, Arena *arena, ObjectImages *images,
                         Errs *errs);
/* Of each object that no deployment of another plan has changed since. */
bool journal_images_of_plan(Journal *journal, Str plan_hash, Arena *arena, ObjectImages *images,
                            Errs *errs);
/* Whole objects that deployments of the product have created, and neither dropped nor renamed
 * since. */
bool journal_owned_read(Journal *journal, Str product, Arena *arena, OwnedObjects *owned,
                        Errs *errs);
/* Of a product; to be saved, each with its product. Nothing is read from, or written to, a journal
 * that is older than they are. */
bool journal_spellings_read(Journal *journal, Str product, Arena *arena, SpellingRows *spellings,
                            Errs *errs);
bool journal_spellings_save(Journal *journal, const SpellingRows *spellings, Errs *errs);
bool journal_recipes_read(Journal *journal, Arena *arena, OpenRecipes *recipes, Errs *errs);
bool journal_recipe_save(Journal *journal, const OpenRecipe *recipe, Errs *errs);
/* All, also those that are gone; nothing from a journal that is older than they are. */
bool journal_backups_read(Journal *journal, Arena *arena, BackupRows *rows, Errs *errs);
/* In the transaction that takes the thing away. */
bool journal_backup_save(Journal *journal, const BackupRow *backup, Errs *errs);
bool journal_backup_set_state(Journal *journal, Str id, BackupState state, Errs *errs);
bool journal_recipe_close(Journal *journal, Str id, Errs *errs);

#endif
