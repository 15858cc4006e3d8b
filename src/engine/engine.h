/* The contract that every database engine implements.
 *
 * Code outside src/engine never asks which engine it has: it calls a slot or asks a capability.
 * No slot is NULL: what an engine lacks is a capability bit less and a slot that says so.
 * tests/engine holds every engine to this contract. */
#ifndef ANNEAL_ENGINE_ENGINE_H
#define ANNEAL_ENGINE_ENGINE_H

#include "base/log.h"
#include "base/note.h"
#include "base/sb.h"
#include "base/url.h"
#include "engine/by_hand.h"
#include "engine/journal_op.h"
#include "engine/statement.h"
#include "engine/table_data.h"
#include "model/backfill.h"
#include "model/blocker.h"
#include "model/budget.h"
#include "model/facts.h"
#include "model/filter.h"
#include "model/pair.h"
#include "model/piece.h"
#include "model/plan.h"
#include "model/preflight.h"
#include "model/rule.h"

typedef struct Engine Engine;

/* A connection; the first member of each engine's own struct. */
typedef struct Conn {
    const Engine *engine;
} Conn;

/* The right to be the only deployer of a database; engine's own struct. */
typedef struct DeployerLock DeployerLock;

typedef struct ConnectOptions {
    const Log *log;           /* SQL at debug; may be NULL */
    bool is_read_only;        /* the session can't write (plan, drift, extract) */
    int lock_timeout_ms;      /* how long one statement waits for one lock; 0: engine's choice */
    int statement_timeout_ms; /* 0: none */
    Str role;                 /* to become after connecting; absent: none; CAP_ROLES */
} ConnectOptions;

/* What is asked while a statement runs, from the thread that waits for its answer. */
typedef struct StatementWatch {
    /* Milliseconds until it is to be asked again; it is asked first before the statement is sent.
     * 0: the statement is not to run on, and ends with ERR_LOCK. */
    int (*look)(void *context);
    void *context;
} StatementWatch;

/* How far a statement is that runs just now. All absent: the server keeps no count of such. */
typedef struct StatementProgress {
    Str stage;       /* the server's word for what it is at */
    OptInt done, of; /* within the stage */
    Str unit;        /* of those; static: "rows" */
} StatementProgress;

/* A small result: cells in row order, absent = NULL. */
typedef struct Rows {
    size_t columns, count;
    Str *cells;
} Rows;
#define ROW_CELL(rows, row, column) ((rows)->cells[(row) * (rows)->columns + (column)])

typedef enum Capability {
    CAP_SCHEMAS = 1,           /* relations live in schemas */
    CAP_TRANSACTIONAL_DDL = 2, /* DDL rolls back */
    CAP_ROLES = 4,             /* a session can become another role: ConnectOptions.role */
    CAP_LOCK_QUEUE = 8,        /* who waits for a lock keeps those waiting who come later */
    CAP_TABLE_INDEXES = 16     /* names of indexes are one table's, not a schema's */
} Capability;

/* A database of its own for a plan to be tried in; zero-initialise to begin. */
typedef struct Scratch {
    Conn *conn; /* may write, in the role that was asked for */
    Url url;    /* for lock_deployer; its texts live in the arena that was given */
    Str name;   /* on the server; absent: there is nothing to drop */
} Scratch;

typedef struct RecipeInput {
    Arena *arena;           /* of the pieces and all their texts */
    int version;            /* of the server, as in Facts */
    const Changes *changes; /* all of the plan, with both models */
    const Facts *facts;
    const Budget *budget; /* by which direct statements give way to recipes */
    void *
        *whole; /* the engine's own: what it worked out once about all changes; holds NULL first */
} RecipeInput;

/* What the loop of a declared backfill is made from. */
typedef struct BackfillInput {
    Arena *arena; /* of the loop's texts */
    int version;  /* of the server, as in Facts */
    const Backfill *backfill;
    const Table *live; /* NULL: the same plan makes it */
    const Table *desired;
    const BackfillFacts *facts;
} BackfillInput;

struct Engine {
    const char *name;             /* "sqlite": in plan files */
    const char *title;            /* "SQLite": for people */
    const char *const *schemes;   /* of URLs, NULL-terminated */
    const char *const *platforms; /* its names in a package's Platform, NULL-terminated */
    unsigned bit;                 /* E_… of model/field.h */
    unsigned capabilities;        /* Capability bits */
    int newest_version;           /* that its lock rules were proved on */
    int version_parts[3];         /* what its numbers count for: 150004 is 15 * 10000 + 4 * 1 */
    Str default_schema;           /* what an absent Schema means; absent without CAP_SCHEMAS */
    /* Query: schema, table and name, as they are spelled, of all columns of the tables that
     * SchemaSmith keeps in a database that it has deployed to; "": it doesn't know this engine. It
     * asks the catalog where that shows more than what this role may read: a table that can't be
     * read must not look like one that isn't there. */
    const char *smith_columns;

    /* Connects, sets all that changes the meaning of SQL or of its printed form. ERR_URL,
     * ERR_CONNECTION, ERR_PRIVILEGE. A lost network or a wrong password never prints a secret. */
    bool (*connect)(const Url *url, const ConnectOptions *options, Conn **conn, Errs *errs);
    void (*close)(Conn *conn); /* accepts NULL; rolls back what is open */
    /* Fills version, version_text, database, is_read_only. */
    bool (*describe)(Conn *conn, Facts *facts, Errs *errs);

    /* Live -> model, in a fixed number of round trips whatever the number of objects, from one
     * moment; anneal's own objects left out. What exists in scope but isn't modelled is noted by
     * kind and count. Afterwards the model is sorted and has its edges. A catalog that is empty
     * for lack of rights, or half readable, is ERR_CATALOG or ERR_PRIVILEGE. */
    bool (*introspect)(Conn *conn, const Filter *filter, Model *model, Notes *notes, Errs *errs);

    /* Bytes names are compared by: itself, or folded where the server ignores case. Pure. */
    Str (*fold_name)(Arena *arena, Str name);
    /* Makes a desired model this engine's: absent schema -> default, spellings that need no server
     * to be known as equal -> the server's, defaults written out -> absent, edges from declared
     * references; an object or option that the engine can't have is an error at its place.
     * Pure. */
    bool (*settle)(Model *desired, Notes *notes, Errs *errs);
    /* Rewrites on both sides each type and expression whose texts differ to what the server prints
     * for it, to a fixpoint of at most 3 prints. Locks nothing of users, leaves nothing behind.
     * One text that the server refuses is an error at its place (ERR_SERVER); where the server
     * can't be asked at all (read-only) a note says so. */
    bool (*canonicalize)(Conn *conn, Pairs *pairs, Notes *notes, Errs *errs);

    /* All changes of one group -> pieces, each with op, clause or statements, reason, probes,
     * needs. What changes and needs each other within a group, and drops, plan orders itself; names
     * after a rename are the new ones (model/op.h). What is live only and has no drop change stays:
     * a rebuild keeps it. Pure: no Conn, same input, same bytes. */
    bool (*recipe)(const RecipeInput *input, const ChangeGroup *group, Pieces *pieces, Errs *errs);
    /* One statement from clauses of one relation that share a merge key. Pure. */
    Str (*join_clauses)(Arena *arena, const Object *relation, const Str *clauses, size_t count);
    /* The lock rule of an operation; never NULL (ops that an engine never emits: a no-lock row). */
    const LockRule *(*rule)(Op op, int version);
    void (*quote_ident)(Sb *sb, Str name);
    void (*quote_literal)(Sb *sb, Str text);
    /* A user's script -> its statements, which are slices of `text`; what can't be split or run
     * (an open quote, a command of the engine's shell) is an error at its place in `file`. Pure. */
    bool (*split_script)(Arena *arena, const char *file, Str text, Statements *statements,
                         Errs *errs);
    /* The tokens of one statement of such, in their order; never fails, as what isn't closed goes
     * up to the end. Pure. */
    void (*read_tokens)(Arena *arena, Str sql, StatementTokens *tokens);

    /* An object script: where every statement creates an object or says something about one, adds
     * them all to `desired` and sets `*is_declared`; any other script is the user's to run, and
     * adds nothing. ERR_SYNTAX, ERR_DUPLICATE at their places. Pure. */
    bool (*declare_script)(const Statements *statements, const char *file, Model *desired,
                           bool *is_declared, Errs *errs);
    /* The other way: the script that declares such an object, ends included; absent where it is
     * declared by fields. Pure. */
    Str (*object_script)(Arena *arena, const Object *object);

    /* Sizes of the live relations with these labels (model/label.h label_object without its kind
     * word: label_name) into facts, in one round trip. */
    bool (*measure)(Conn *conn, const Model *live, const StrVec *labels, Facts *facts, Errs *errs);

    /* How many bytes a second the server reads of a live relation, by a sample that takes a moment;
     * 0: not to be known, as the relation is too small or not for this role. Waits for nobody. */
    bool (*measure_scan)(Conn *conn, Str label, int64_t *bytes_per_second, Errs *errs);

    /* One statement. ERR_LOCK: a lock was not obtained in time, safe to repeat the transaction.
     * ERR_DATA: existing rows violate it. ERR_SERVER else. Err.server has code and text; where the
     * server tells, Err.loc has line and column within the statement, and no file. */
    bool (*exec)(Conn *conn, Str sql, Errs *errs);
    /* One query; the rows live in `arena`. */
    bool (*query)(Conn *conn, Str sql, Arena *arena, Rows *rows, Errs *errs);
    /* One statement or query with a text for each of its parameters, which stand in it as the
     * engine spells them ($1, ?1); absent: NULL. The types are the server's guess from the context.
     * `rows` (live in `arena`) and `changed` (rows written) may be NULL. */
    bool (*call)(Conn *conn, Str sql, const StrVec *values, Arena *arena, Rows *rows,
                 int64_t *changed, Errs *errs);
    /* Transactions. `is_read_only`: one in which nothing can be written. */
    bool (*begin)(Conn *conn, bool is_read_only, Errs *errs);
    bool (*commit)(Conn *conn, Errs *errs);
    void (*rollback)(Conn *conn); /* also after a lost connection */
    bool (*in_transaction)(Conn *conn);
    /* Around a user's script, outside transactions: it finds the settings that the role or the
     * database has, not ours; afterwards what it left (settings, role, temporary objects) is gone
     * and the session is as connect made it. Limits are to be set again after either. */
    bool (*enter_script)(Conn *conn, Errs *errs);
    bool (*leave_script)(Conn *conn, Errs *errs);
    /* Between statements of a script that may have taken another role: the session's own again, for
     * rows of the journal. `role` (in `arena`): what resume_role brings back; absent: nothing. */
    bool (*own_role)(Conn *conn, Arena *arena, Str *role, Errs *errs);
    bool (*resume_role)(Conn *conn, Str role, Errs *errs);
    /* Limits of the following statements; 0: none. */
    bool (*set_limits)(Conn *conn, int lock_timeout_ms, int statement_timeout_ms, Errs *errs);

    /* The day by the server's clock, UTC: "2026-12-01". */
    bool (*today)(Conn *conn, Arena *arena, Str *day, Errs *errs);
    /* Asks a condition of a package, a query or an expression that is to give one boolean. Whatever
     * its text is, nothing is written, and what row security hides makes it fail. It may take
     * `timeout_ms`. Within the transaction that is open, which it does not spoil, else in one of
     * its own. All that is wrong with it is in `answer`; false where the session can't go on, or
     * (ERR_LOCK) the transaction is to be tried again. */
    bool (*ask_condition)(Conn *conn, Str text, int timeout_ms, Arena *arena,
                          ConditionAnswer *answer, Errs *errs);
    /* Takes, in the open transaction, those of the locks that can be taken without doing anything.
     */
    bool (*lock_relations)(Conn *conn, const StepLockVec *locks, Errs *errs);

    /* Has `watch` (borrowed; NULL: nobody) asked while statements run, as far as the engine can
     * wait for an answer and do something else meanwhile. */
    void (*watch)(Conn *conn, const StatementWatch *watch);

    /* Who holds, or waits for, a lock in whose way one of these would be, the oldest transaction
     * first; texts live in `arena`. Asks only. Without CAP_LOCK_QUEUE: nobody. */
    bool (*find_blockers)(Conn *conn, const StepLockVec *locks, Arena *arena, Blockers *blockers,
                          Errs *errs);
    /* Ends the work of a BLOCKER_VACUUM, and nothing else: the server takes it up again later.
     * ERR_PRIVILEGE where the role may not. */
    bool (*cancel_vacuum)(Conn *conn, const Blocker *blocker, Errs *errs);

    /* ERR_PRIVILEGE for each thing that this role lacks of what steps need, by name. */
    bool (*check_rights)(Conn *conn, const Preflight *needs, Errs *errs);
    /* Notes what may get in the way of the steps, or what they may get in the way of: old
     * transactions, replicas that lag, disk space. */
    bool (*foresee)(Conn *conn, const Preflight *needs, Notes *notes, Errs *errs);

    /* Whether `sql` is one expression as far as its tokens tell: no `;`, no parameter, nothing left
     * open or closed too often, so that in parentheses it stays inside them. `fault`, static, says
     * what is wrong: "has a ) too many". Pure. */
    bool (*check_expression)(Str sql, const char **fault);
    /* What the live database says of a backfill's table; texts live in `arena`. All zero where
     * there is no such table. */
    bool (*look_backfill)(Conn *conn, const Backfill *backfill, BackfillFacts *facts, Arena *arena,
                          Errs *errs);
    /* Fills key, unit and all texts of the loop that gives a backfill's rows their values; `notes`
     * gets in words what else that does: triggers that fire, what it leaves to be cleaned. The key
     * is the primary key, else a unique index over columns that are not null, else where rows stand
     * in the table, which asks for a Where. ERR_UNSUPPORTED, at the backfill's place, where there
     * is none. Pure. */
    bool (*backfill)(const BackfillInput *input, StepLoop *loop, StrVec *notes, Errs *errs);

    /* A script that brings a table's rows to those of `data`: inserts and updates what differs, or
     * (`deletes`) takes out what `data` has not. ERR_UNSUPPORTED at the place of a value that can't
     * be written. Pure. */
    bool (*table_data)(const TableData *data, bool deletes, Arena *arena, Str *script, Errs *errs);

    /* One deployer per database: waits up to wait_ms (0: asks once), ERR_LOCK naming the holder
     * as far as known. Lives on a connection of its own and ends with the process. */
    bool (*lock_deployer)(Conn *conn, const Url *url, int wait_ms, DeployerLock **lock, Errs *errs);
    bool (*deployer_lock_holds)(DeployerLock *lock, Errs *errs); /* still ours? */
    void (*unlock_deployer)(DeployerLock *lock);                 /* accepts NULL */
    /* Whether anybody waits for a lock that the session `of` has or waits for itself, asked by the
     * lock's own connection. */
    bool (*has_waiters)(DeployerLock *lock, Conn *of, bool *has, Errs *errs);
    /* How far the statement is that the session `of` runs, asked likewise; texts live in `arena`.
     */
    bool (*look_at_statement)(DeployerLock *lock, Conn *of, Arena *arena,
                              StatementProgress *progress, Errs *errs);
    /* Who holds it, in words; absent: nobody. Asks only, in nobody's way. */
    bool (*find_deployer)(Conn *conn, Arena *arena, Str *holder, Errs *errs);

    /* A scratch database on the live one's server or in memory: without rows, with the same
     * settings of encoding and collation, and empty, or, where an engine can copy that exactly,
     * with the live structure already. ERR_PRIVILEGE, with what is lacking, where it can't be
     * made; notes name those that earlier runs have left. Whatever comes of it, `scratch` is to be
     * closed. */
    bool (*open_scratch)(Conn *live, const Url *url, const ConnectOptions *options, Arena *arena,
                         Scratch *scratch, Notes *notes, Errs *errs);
    /* Ends its connection and leaves nothing of it behind; where it can't, the error names what is
     * left. `url` and `options` as they were. */
    bool (*close_scratch)(const Url *url, const ConnectOptions *options, Scratch *scratch,
                          Errs *errs);

    /* Runs the statements of a plan on empty copies of their tables, in a scratch database, and
     * puts into `facts` how the server wants those that it refuses to do in the way that their
     * rule says (`manners`, which recipes read); `*learned`: there is one that wasn't known. Where
     * no scratch database can be made, nothing is asked, and a note says so. NULL: the rules of
     * this engine hold whatever the table is like. */
    bool (*rehearse)(Conn *live, const Url *url, const ConnectOptions *options, const Model *model,
                     const Plan *plan, Facts *facts, bool *learned, Notes *notes, Errs *errs);

    /* The journal, as data: `deploy` fills in the place and runs it (journal_op.h). Pure. What
     * stands in front of a table's name where the journal has this name. */
    void (*put_journal_place)(Sb *sb, Str name);
    const char *(*journal_sql)(JournalOp op);
    /* In their order; version 0 ends them. */
    const JournalUpgrade *(*journal_upgrades)(void);

    /* A plan as a script for the server's own shell. */
    const ByHand *by_hand;
};

/* Built-in engines, NULL-terminated, in a fixed order. */
extern const Engine *const engines[];
/* "15", "8.0.36" -> the number that the engine has for it, as in Facts. False where it is none. */
bool engine_read_version(const Engine *engine, Str text, int *version);
/* By URL scheme; NULL with ERR_URL, which names the schemes that are built in. */
const Engine *engine_for_url(const Url *url, Errs *errs);
/* By the name that plan files have; NULL: this build has no such engine. */
const Engine *engine_by_name(Str name);

#endif
