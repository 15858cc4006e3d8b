/* The journal: what anneal keeps in the database that it changes, as records. */
#ifndef ANNEAL_MODEL_JOURNAL_H
#define ANNEAL_MODEL_JOURNAL_H

#include "model/field.h"

/* Its name where anneal.json gives none: the schema, or the prefix of tables with "_" around it. */
#define JOURNAL_NAME_DEFAULT "anneal"

/* A name that needs quoting nowhere: letters in lower case, digits, "_"; begins with a letter; 30
 * bytes at most; none that has another meaning. */
bool journal_name_is_valid(Str name);

/* How a deployment ended. Without an end and without its lock it was cut short: `interrupted`, as
 * the next one finds it and says. */
typedef enum DeploymentOutcome {
    DEPLOYMENT_RUNNING,
    DEPLOYMENT_DONE, /* steps may be held or waiting: see the counts */
    DEPLOYMENT_FAILED,
    DEPLOYMENT_STOPPED, /* as the user asked */
    DEPLOYMENT_INTERRUPTED
} DeploymentOutcome;

typedef struct DeploymentRow {
    Record rec;
    OptInt id; /* its lease number too: from 1, in the order in which they begin */
    Str product;
    Str plan_hash;
    Str started_at, ended_at; /* "2026-11-27T07:30:00.123Z", by the server's clock */
    int outcome;              /* DeploymentOutcome */
    Str error;                /* code, such as ERR_LOCK */
    Str who, host, origin;    /* user and machine of the deployer; folder, file or CI job */
    Str revision;             /* of the package */
    Str tool, server;         /* version of anneal; the server's own words */
    StrVec phases;            /* that were asked for */
    OptInt steps, done, skipped, held, waiting; /* counts; of steps: those to be run */
} DeploymentRow;
typedef VEC(DeploymentRow *) DeploymentRows;

/* Where a step stands. A step in a transaction has a row when the transaction has. */
typedef enum JournalStepState {
    JOURNAL_STEP_RUNNING, /* after a crash: its outcome is unknown */
    JOURNAL_STEP_DONE,
    JOURNAL_STEP_SKIPPED, /* was so already */
    JOURNAL_STEP_FAILED,
    JOURNAL_STEP_WAITING /* put off to its hours */
} JournalStepState;

typedef struct StepRow {
    Record rec;
    OptInt deployment;
    OptInt position; /* in its plan, from 1 */
    Str id;          /* as in the plan: from content */
    Str phase, kind, operation, object, relation;
    int state; /* JournalStepState */
    OptInt attempts, waited_ms, took_ms, rows;
    Str error; /* code only: a server's text can hold values of rows */
    Str started_at, ended_at;
} StepRow;
typedef VEC(StepRow *) StepRows;

typedef enum ScriptState {
    SCRIPT_DONE,
    SCRIPT_RUNNING, /* its outcome is unknown after a crash */
    SCRIPT_FAILED
} ScriptState;

/* The last run of a script. */
typedef struct ScriptRecord {
    Record rec;
    Str product, path; /* its identity */
    Str hash;          /* of its text, tokens not replaced */
    int state;         /* ScriptState */
    OptInt statements_done;
    OptInt deployment; /* set by journal_script_save */
    Str error;         /* code */
    Str started_at, ended_at;
} ScriptRecord;
typedef VEC(ScriptRecord *) ScriptRecords;

/* Where a loop stands. Written in the transaction of each batch. */
typedef struct LoopPosition {
    Record rec;
    Str id;          /* what is looped over, from content */
    Str object;      /* label, for people */
    StrVec key;      /* of the last row that was done; empty: from the start */
    StrVec stubborn; /* keys of rows that were left out, each a JSON list */
    OptInt rows_done, batch_rows;
    OptInt rows_total; /* estimated when it began */
    bool is_finished;
    OptInt deployment; /* set by journal_loop_save */
    Str started_at, updated_at;
} LoopPosition;
typedef VEC(LoopPosition *) LoopPositions;

/* What a deployment found and left of an object that it changed. */
typedef struct ObjectImage {
    Record rec;
    OptInt deployment;
    Str object;        /* label with its kind: "table shop.orders" */
    Str before, after; /* fingerprints; `after` as introspected once its steps ran */
    Str record;        /* before, as JSON by the field tables; absent: it wasn't there */
    bool is_finished;  /* no step of the plan is left for it */
} ObjectImage;
typedef VEC(ObjectImage *) ObjectImages;

/* What a product created and so may remove where it removes only its own. */
typedef struct OwnedObject {
    Record rec;
    Str product, object; /* label with its kind */
    OptInt deployment;
} OwnedObject;
typedef VEC(OwnedObject *) OwnedObjects;

/* A definition whose text in the package is another than the server's, and means the same: hashes
 * of both, each with all else that this hangs on. */
typedef struct SpellingRow {
    Record rec;
    Str product, object; /* label with its kind */
    Str source, live;
    bool is_new; /* not read from the journal */
} SpellingRow;
typedef VEC(SpellingRow *) SpellingRows;

/* A recipe of several steps that is under way, whatever plan is at work on it. */
typedef struct OpenRecipe {
    Record rec;
    Str id; /* hash of object and change; its artefacts carry it too */
    Str object, state;
    StrVec artefacts; /* labels of what it has made for the time being */
    OptInt deployment;
    Str started_at, updated_at;
} OpenRecipe;
typedef VEC(OpenRecipe *) OpenRecipes;

typedef enum BackupState {
    BACKUP_KEPT,
    BACKUP_RESTORED, /* its rows are back where they were, or under another name */
    BACKUP_PURGED,
    BACKUP_COPYING,   /* it is being made; what it is to keep is still there */
    BACKUP_RESTORING, /* what is to get its values back is there, and not filled yet */
    /* Without transactional DDL: it is complete, and the step that takes the values away has begun.
     * Whether it has done that the catalog tells. */
    BACKUP_TAKING
} BackupState;

typedef enum BackupKind {
    BACKUP_PARKED, /* all of a table, as it was */
    BACKUP_COPIED, /* the values of a column, with the key of their rows; see BackupText */
    BACKUP_SAVED   /* the same, and its statements bring them back in one transaction */
} BackupKind;

/* What a step that took something away has left behind. */
typedef struct BackupRow {
    Record rec;
    Str id;
    Str product, object; /* label with its kind: "table shop.orders" */
    int kind;            /* BackupKind */
    Str place;           /* label of the relation that holds it */
    int state;           /* BackupState */
    Str contract;        /* that it was made for; absent: none */
    OptInt deployment;
    OptInt rows; /* estimated when it was made */
    Str created_at;
    OptInt retain_days;
    Str retain_until;
    bool is_over;      /* its time is; not to be saved */
    StrVec statements; /* that bring it back: see BACKUP_TABLE, BackupText */
    /* That bring back what acted, under its old name only; each may fail. Of BACKUP_COPYING and
     * BACKUP_TAKING: that end what feeds it, and last the one that removes it. */
    StrVec finally;
    /* Labels of objects that it needs; of a column first its table, and while it is being restored
     * the column that it becomes. */
    StrVec uses;
} BackupRow;
typedef VEC(BackupRow *) BackupRows;

/* What BackupRow.statements of a BACKUP_COPIED are, by their places. */
typedef enum BackupText {
    BACKUP_ADD,     /* adds the column, empty */
    BACKUP_REFILL,  /* a StepLoop as JSON that fills it */
    BACKUP_SILENCE, /* begins its transactions where triggers are to be kept from firing */
    BACKUP_COMPARE, /* a query: values in the backup; rows of them there now; equal values */
    BACKUP_TEXT_COUNT
} BackupText;

/* A column of a copy: true where the row has gone before the copy was finished. */
#define BACKUP_GONE "anneal_gone"

/* In its statements: what comes back, quoted, with its schema; the two apart. */
#define BACKUP_TABLE "{anneal:table}"
#define BACKUP_SCHEMA "{anneal:schema}"
#define BACKUP_NAME "{anneal:name}"
#define BACKUP_COLUMN "{anneal:column}" /* of a copied column: what it comes back as, quoted */
#define BACKUP_ID "{anneal:id}"         /* only until a plan gives it one */

/* Somebody asked for quiet: loops wait. */
typedef struct JournalPause {
    Record rec;
    Str since, who, why;
} JournalPause;

extern const RecordType deployment_row_type, step_row_type, script_record_type, loop_position_type;
extern const RecordType object_image_type, owned_object_type, open_recipe_type, journal_pause_type;
extern const RecordType spelling_row_type, backup_row_type;
extern const char *const backup_state_names[];
extern const char *const deployment_outcome_names[], *const journal_step_state_names[];
extern const char *const script_state_names[];

#endif
