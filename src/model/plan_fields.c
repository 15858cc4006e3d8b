/* The field tables of a plan file. Their order is the order of its bytes. */
#include "model/plan.h"

const char *const phase_names[] = {"expand", "migrate", "contract", NULL};
const char *const slot_names[] = {"of_structure",
                                  "before",
                                  "objects",
                                  "expand",
                                  "between_tables_and_keys",
                                  "keys",
                                  "after_tables_scripts",
                                  "after_tables_objects",
                                  "table_data",
                                  "migrate",
                                  "contract",
                                  "after",
                                  NULL};
const char *const step_kind_names[] = {"exec", "loop", "check", "wait", "scripts", "hook", NULL};
const char *const step_state_names[] = {"ready", "waiting", "held", "forbidden", NULL};
static const char *const track_names[] = {"once", "on_change", "always", NULL};
static const char *const batch_kind_names[] = {"plain", "begin",        "end",
                                               "alone", "alone_gently", NULL};
static const char *const cost_names[] = {"metadata", "scan", "build", "rewrite", "copy", NULL};
static const char *const blocks_names[] = {"nothing", "DDL", "writes", "reads and writes", NULL};

/* clang-format off */
#define ROW(key, kind, rec, member, type, doc) { key, kind, AT(rec, member, type), E_ALL, D_ALTER, NULL, doc, NULL, NULL, false }
#define ROW_ENUM(key, rec, member, choices, doc) { key, F_ENUM, AT(rec, member, int), E_ALL, D_ALTER, NULL, doc, choices, NULL, false }
#define ROW_RECORD(key, rec, member, type, item, doc) { key, F_RECORD, AT(rec, member, type), E_ALL, D_ALTER, NULL, doc, NULL, item, false }
#define ROW_LIST(key, rec, member, type, item, doc) { key, F_LIST, AT(rec, member, type), E_ALL, D_ALTER, NULL, doc, NULL, item, false }

static const Field lock_fields[] = {
    ROW("Relation", F_STR, StepLock, relation, Str, "What is locked."),
    ROW("Mode", F_STR, StepLock, mode, Str, "Lock mode as the server names it."),
    ROW_ENUM("Blocks", StepLock, blocks, blocks_names, "What it stops meanwhile."),
};

static const Field check_fields[] = {
    ROW("Query", F_TEXT, StepCheck, query, Str, "Query of one row and column."),
    ROW("Expected", F_STR, StepCheck, expected, Str, "What it is to answer."),
    ROW("Message", F_STR, StepCheck, message, Str, "What it means when it answers otherwise."),
};

static const Field loop_fields[] = {
    ROW("Id", F_STR, StepLoop, id, Str, "Its position in the journal goes by it."),
    ROW("Replaces", F_STRINGS, StepLoop, replaces, StrVec, "Those of loops that it takes the place of."),
    ROW("Key", F_STRINGS, StepLoop, key, StrVec, "Columns of the key, in order."),
    ROW("Unit", F_STR, StepLoop, unit, Str, "What the key tells apart."),
    ROW("Count", F_TEXT, StepLoop, count, Str, "Query: about how many there are."),
    ROW("First", F_TEXT, StepLoop, first, Str, "Query: the lowest key."),
    ROW("Next", F_TEXT, StepLoop, next, Str, "Query (key, n): what comes n keys behind the next one."),
    ROW("Last", F_TEXT, StepLoop, last, Str, "Query (key): the highest key above it."),
    ROW("Begin", F_STRINGS, StepLoop, begin, StrVec, "Statements that begin each transaction, for it alone."),
    ROW("Batch", F_TEXT, StepLoop, batch, Str, "Statement (low key, high key): works on low < key <= high; a row that it gives says whether it is still to do."),
    ROW("One", F_TEXT, StepLoop, one, Str, "Statement (key): works on one key."),
    ROW("Rest", F_TEXT, StepLoop, rest, Str, "Query: how many rows are still to do; absent: each was visited once."),
    ROW("Rechecked", F_BOOL, StepLoop, is_rechecked, bool, "Whether one that has ended begins anew where rows are to do again."),
    ROW("Size", F_INT, StepLoop, size, OptInt, "Of the first batch."),
    ROW("TargetMs", F_INT, StepLoop, target_ms, OptInt, "Milliseconds that a batch should take."),
    ROW("PauseMs", F_INT, StepLoop, pause_ms, OptInt, "Milliseconds of rest between two batches."),
};

static const Field wait_fields[] = {
    ROW("Query", F_TEXT, StepWait, query, Str, "Query of one boolean; NULL: not yet."),
    ROW("Reason", F_STR, StepWait, reason, Str, "What is waited for."),
    ROW("DeadlineMs", F_INT, StepWait, deadline_ms, OptInt, "Milliseconds at most; absent: it is asked once."),
    ROW("PollMs", F_INT, StepWait, poll_ms, OptInt, "First pause in milliseconds between two questions, which grows; absent: 500."),
};

static const Field batch_fields[] = {
    ROW("Line", F_INT, StepBatch, line, OptInt, "Line of the script's file."),
    ROW("Column", F_INT, StepBatch, column, OptInt, "Column on it, where that is known."),
    ROW_ENUM("Kind", StepBatch, kind, batch_kind_names, "What it does to a transaction."),
    ROW("Text", F_TEXT, StepBatch, text, Str, "The statement; secret tokens stand in it by name."),
};

static const Field script_fields[] = {
    ROW("Path", F_STR, StepScript, path, Str, "File below the package."),
    ROW("Hash", F_STR, StepScript, hash, Str, "SHA-256 of its text, secret tokens by name."),
    ROW_ENUM("Runs", StepScript, track, track_names, "How often it runs."),
    ROW("NoTransaction", F_BOOL, StepScript, has_no_transaction, bool, "Whether each statement stands alone."),
    ROW("Secrets", F_STRINGS, StepScript, secrets, StrVec, "Tokens whose values are filled in when it runs."),
    ROW_LIST("Statements", StepScript, batches, StepBatchVec, &step_batch_type, "What runs."),
};

static const Field scripts_fields[] = {
    ROW("Retried", F_BOOL, StepScripts, is_retried, bool, "Whether failed ones are tried again after the others."),
    ROW("MayFail", F_BOOL, StepScripts, may_fail, bool, "Whether a later step has them too."),
    ROW_LIST("Scripts", StepScripts, list, StepScriptVec, &step_script_type, "Scripts in running order."),
};

static const Field hook_fields[] = {
    ROW("Command", F_STRINGS, StepHook, command, StrVec, "Program and arguments."),
    ROW("Shell", F_BOOL, StepHook, is_shell, bool, "Whether a shell reads it."),
    ROW("After", F_BOOL, StepHook, is_after, bool, "Whether it runs after its phase."),
    ROW("TimeoutSeconds", F_INT, StepHook, timeout_s, OptInt, "How long it may take."),
    ROW("PassVariables", F_STRINGS, StepHook, pass, StrVec, "Environment variables that it may see."),
};

static const Field step_fields[] = {
    ROW("Id", F_STR, Step, id, Str, "Identity, from content."),
    ROW_ENUM("Phase", Step, phase, phase_names, "Phase."),
    ROW_ENUM("Slot", Step, slot, slot_names, "Place within the phase; absent: that of the operation."),
    ROW_ENUM("Kind", Step, kind, step_kind_names, "Kind of step; absent: exec."),
    ROW_ENUM("Operation", Step, op, op_names, "Operation, as in the rule tables."),
    ROW("Object", F_STR, Step, object, Str, "What it changes."),
    ROW("Relation", F_STR, Step, relation, Str, "Relation that it works on."),
    ROW("Reasons", F_STRINGS, Step, reasons, StrVec, "Why, in words."),
    ROW_ENUM("State", Step, state, step_state_names, "Whether it runs."),
    ROW("Why", F_STR, Step, why, Str, "What holds it and what would release it."),
    ROW("Contracts", F_STRINGS, Step, contracts, StrVec, "Contract files that it is of."),
    ROW_LIST("Conditions", Step, conditions, ConditionVec, &condition_type, "What is to hold when it runs."),
    ROW_RECORD("Backup", Step, backup, BackupRow *, &backup_row_type, "What is kept of what it takes away."),
    ROW("Purges", F_STR, Step, purges, Str, "Backup that it removes."),
    ROW("BackupFinally", F_TEXT, Step, backup_finally, Str, "Query behind its statements: more of what brings back what acted."),
    ROW("Hazards", F_STRINGS, Step, hazards, StrVec, "Named dangers."),
    ROW_LIST("Locks", Step, locks, StepLockVec, &step_lock_type, "Locks that it takes."),
    ROW_ENUM("Cost", Step, cost, cost_names, "Cost class."),
    ROW("EstimateMs", F_INT, Step, estimate_ms, OptInt, "Estimated milliseconds under its locks."),
    ROW("CostTimes",  F_INT, Step, times,       OptInt, "How much longer than its cost says: some indexes are slow to build."),
    ROW("Group", F_STR, Step, group, Str, "Transaction that it runs in; absent: none."),
    ROW("Needs", F_STRINGS, Step, needs, StrVec, "Steps that come before it."),
    ROW("SkipIf", F_TEXT, Step, skip_if, Str, "Query, true: done already."),
    ROW("Leftover", F_TEXT, Step, leftover, Str, "Query of two booleans: whether a run that was cut off left something, and whether another session is still at it."),
    ROW("Undo", F_STRINGS, Step, undo, StrVec, "Statements that remove that, before its own and after they failed."),
    ROW("Release", F_TEXT, Step, release, Str, "Statement that gives back the locks of its first statements where one fails; they then begin anew."),
    ROW("Probes", F_STRINGS, Step, probes, StrVec, "Queries that count rows in its way."),
    ROW("SessionBefore", F_STRINGS, Step, session_before, StrVec, "Session settings before it, outside its transaction."),
    ROW("Statements", F_STRINGS, Step, statements, StrVec, "What runs."),
    ROW_RECORD("Check", Step, check, StepCheck *, &step_check_type, "What is asked, of a check."),
    ROW_RECORD("Loop", Step, loop, StepLoop *, &step_loop_type, "What is done in batches, of a loop."),
    ROW_RECORD("Wait", Step, wait, StepWait *, &step_wait_type, "What is to come true, of a wait."),
    ROW_RECORD("Scripts", Step, scripts, StepScripts *, &step_scripts_type, "What runs, of scripts."),
    ROW_RECORD("Hook", Step, hook, StepHook *, &step_hook_type, "What runs, of a hook."),
    ROW("SessionAfter", F_STRINGS, Step, session_after, StrVec, "Session settings after it."),
    ROW("Reverse", F_STRINGS, Step, reverse, StrVec, "Statements that undo it."),
};

static const Field touch_fields[] = {
    ROW("Object", F_STR, Touch, object, Str, "Kind and name."),
    ROW("Before", F_STR, Touch, before, Str, "Fingerprint before; absent: it isn't there."),
    ROW("After", F_STR, Touch, after, Str, "Fingerprint after; absent: it is gone."),
};

static const Field fact_fields[] = {
    ROW("Relation", F_STR, PlanFact, relation, Str, "Relation."),
    ROW("SizeBytes", F_INT, PlanFact, size_bytes, OptInt, "Size, rounded."),
    ROW("Rows", F_INT, PlanFact, rows, OptInt, "Rows, rounded."),
};

static const Field validation_fields[] = {
    ROW("Name", F_STR, PlanValidation, name, Str, "Key of the package that holds it."),
    ROW("Query", F_TEXT, PlanValidation, query, Str, "Query that must be true."),
    ROW("File", F_STR, PlanValidation, file, Str, "Where it stands."),
    ROW("Line", F_INT, PlanValidation, line, OptInt, "Line of the file."),
};

static const Field plan_fields[] = {
    ROW("Format", F_INT, Plan, format, OptInt, "Version of this format."),
    ROW("Tool", F_STR, Plan, tool, Str, "Version of anneal."),
    ROW("Product", F_STR, Plan, product, Str, "Product of the package."),
    ROW("Engine", F_STR, Plan, engine, Str, "Engine that it runs on."),
    ROW("ServerVersion", F_INT, Plan, server_version, OptInt, "Version that it was made for."),
    ROW("Journal", F_STR, Plan, journal, Str, "Name of the journal; absent: the usual one."),
    ROW("Manage", F_STRINGS, Plan, manage, StrVec, "Patterns of the managed scope."),
    ROW("Ignore", F_STRINGS, Plan, ignore, StrVec, "Patterns outside of it."),
    ROW("Grants", F_BOOL, Plan, manages_grants, bool, "Whether rights are managed."),
    ROW("Owners", F_BOOL, Plan, manages_owners, bool, "Whether owners are managed."),
    ROW_LIST("Validations", Plan, validations, PlanValidationVec, &plan_validation_type, "What must be true before anything runs."),
    ROW_LIST("Steps", Plan, steps, StepVec, &step_type, "Steps in running order."),
    ROW_LIST("Touched", Plan, touched, TouchVec, &touch_type, "Objects that the steps touch."),
    ROW("Hash", F_STR, Plan, hash, Str, "SHA-256 of all above."),
    ROW("Revision", F_STR, Plan, revision, Str, "Commit that the package's repository was at, outside the hash."),
    ROW_LIST("Facts", Plan, facts, PlanFactVec, &plan_fact_type, "What it was based on, outside the hash."),
    ROW("ScanRate", F_INT, Plan, scan_rate, OptInt, "Bytes a second that the server reads, as measured or said, outside the hash."),
    ROW("Proven", F_BOOL, Plan, is_proven, bool, "Whether it was tried on a copy of the structure and led to what the package declares, outside the hash."),
    ROW("Untried", F_STRINGS, Plan, untried, StrVec, "Steps that the proof left out, outside the hash."),
};
/* clang-format on */

#define TYPE(name, word, rec, fields) \
    { \
        name, word, REC_OTHER, sizeof(rec), SIZE_MAX, fields, sizeof(fields) / sizeof *(fields) \
    }

const RecordType step_lock_type = TYPE("Lock", "lock", StepLock, lock_fields);
const RecordType step_loop_type = TYPE("Loop", "loop", StepLoop, loop_fields);
const RecordType step_wait_type = TYPE("Wait", "wait", StepWait, wait_fields);
const RecordType step_check_type = TYPE("Check", "check", StepCheck, check_fields);
const RecordType step_batch_type = TYPE("Statement", "statement", StepBatch, batch_fields);
const RecordType step_script_type = TYPE("Script", "script", StepScript, script_fields);
const RecordType step_scripts_type = TYPE("Scripts", "scripts", StepScripts, scripts_fields);
const RecordType step_hook_type = TYPE("Hook", "hook", StepHook, hook_fields);
const RecordType step_type = TYPE("Step", "step", Step, step_fields);
const RecordType touch_type = TYPE("Touch", "touched object", Touch, touch_fields);
const RecordType plan_fact_type = TYPE("Fact", "fact", PlanFact, fact_fields);
const RecordType plan_validation_type =
    TYPE("Validation", "validation", PlanValidation, validation_fields);
const RecordType plan_type = TYPE("Plan", "plan", Plan, plan_fields);
