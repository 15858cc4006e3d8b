/* The field tables of the journal. Their order is the order of its columns: engine/<e>/sql. */
#include "model/journal.h"

const char *const deployment_outcome_names[] = {"running", "done",        "failed",
                                                "stopped", "interrupted", NULL};
const char *const journal_step_state_names[] = {"running", "done",    "skipped",
                                                "failed",  "waiting", NULL};
const char *const script_state_names[] = {"done", "running", "failed", NULL};

const char *const backup_state_names[] = {"kept",      "restored", "purged", "copying",
                                          "restoring", "taking",   NULL};
static const char *const backup_kind_names[] = {"parked", "copied", "saved", NULL};

/* clang-format off */
#define ROW(key, kind, rec, member, type, doc) { key, kind, AT(rec, member, type), E_ALL, D_ALTER, NULL, doc, NULL, NULL, false }
#define ROW_ENUM(key, rec, member, choices, doc) { key, F_ENUM, AT(rec, member, int), E_ALL, D_ALTER, NULL, doc, choices, NULL, false }

static const Field deployment_fields[] = {
    ROW("Id", F_INT, DeploymentRow, id, OptInt, "Number of the deployment, and of its lease."),
    ROW("Product", F_STR, DeploymentRow, product, Str, "Product of the package."),
    ROW("PlanHash", F_STR, DeploymentRow, plan_hash, Str, "Hash of the plan that ran."),
    ROW("StartedAt", F_STR, DeploymentRow, started_at, Str, "When it began, by the server's clock."),
    ROW("EndedAt", F_STR, DeploymentRow, ended_at, Str, "When it ended; absent: it runs, or was cut short."),
    ROW_ENUM("Outcome", DeploymentRow, outcome, deployment_outcome_names, "How it ended."),
    ROW("Error", F_STR, DeploymentRow, error, Str, "Code of the error that ended it."),
    ROW("Who", F_STR, DeploymentRow, who, Str, "User who ran it."),
    ROW("Host", F_STR, DeploymentRow, host, Str, "Machine on which it ran."),
    ROW("Origin", F_STR, DeploymentRow, origin, Str, "Folder of the package, plan file or CI job."),
    ROW("Revision", F_STR, DeploymentRow, revision, Str, "Revision of the package in version control."),
    ROW("Tool", F_STR, DeploymentRow, tool, Str, "Version of anneal."),
    ROW("Server", F_STR, DeploymentRow, server, Str, "Version of the server."),
    ROW("Phases", F_STRINGS, DeploymentRow, phases, StrVec, "Phases that were asked for."),
    ROW("Steps", F_INT, DeploymentRow, steps, OptInt, "Steps that were to run."),
    ROW("Done", F_INT, DeploymentRow, done, OptInt, "Steps that ran."),
    ROW("Skipped", F_INT, DeploymentRow, skipped, OptInt, "Steps that had been done before."),
    ROW("Held", F_INT, DeploymentRow, held, OptInt, "Steps that were held."),
    ROW("Waiting", F_INT, DeploymentRow, waiting, OptInt, "Steps that waited for a condition."),
};

static const Field step_fields[] = {
    ROW("Deployment", F_INT, StepRow, deployment, OptInt, "Deployment that it belongs to."),
    ROW("Position", F_INT, StepRow, position, OptInt, "Place in the plan, from 1."),
    ROW("Id", F_STR, StepRow, id, Str, "Identity, from content."),
    ROW("Phase", F_STR, StepRow, phase, Str, "Phase."),
    ROW("Kind", F_STR, StepRow, kind, Str, "Kind of step."),
    ROW("Operation", F_STR, StepRow, operation, Str, "Operation, as in the rule tables."),
    ROW("Object", F_STR, StepRow, object, Str, "What it changes."),
    ROW("Relation", F_STR, StepRow, relation, Str, "Relation that it works on."),
    ROW_ENUM("State", StepRow, state, journal_step_state_names, "How it ended; running: it runs, or nobody knows."),
    ROW("Attempts", F_INT, StepRow, attempts, OptInt, "How often it was tried."),
    ROW("WaitedMs", F_INT, StepRow, waited_ms, OptInt, "Milliseconds between the attempts."),
    ROW("TookMs", F_INT, StepRow, took_ms, OptInt, "Milliseconds of the attempts."),
    ROW("Rows", F_INT, StepRow, rows, OptInt, "Rows that it wrote; absent: it wrote none itself."),
    ROW("Error", F_STR, StepRow, error, Str, "Code of its error."),
    ROW("StartedAt", F_STR, StepRow, started_at, Str, "When it began."),
    ROW("EndedAt", F_STR, StepRow, ended_at, Str, "When it ended."),
};

static const Field script_fields[] = {
    ROW("Product", F_STR, ScriptRecord, product, Str, "Product of the package."),
    ROW("Path", F_STR, ScriptRecord, path, Str, "Path in the package."),
    ROW("Hash", F_STR, ScriptRecord, hash, Str, "Hash of its text."),
    ROW_ENUM("State", ScriptRecord, state, script_state_names, "How it ended; running: it runs, or nobody knows."),
    ROW("StatementsDone", F_INT, ScriptRecord, statements_done, OptInt, "Statements that are known to be done."),
    ROW("Deployment", F_INT, ScriptRecord, deployment, OptInt, "Deployment that ran it last."),
    ROW("Error", F_STR, ScriptRecord, error, Str, "Code of its error."),
    ROW("StartedAt", F_STR, ScriptRecord, started_at, Str, "When it began."),
    ROW("EndedAt", F_STR, ScriptRecord, ended_at, Str, "When it ended."),
};

static const Field loop_fields[] = {
    ROW("Id", F_STR, LoopPosition, id, Str, "Identity, from content."),
    ROW("Object", F_STR, LoopPosition, object, Str, "What it works on."),
    ROW("Key", F_STRINGS, LoopPosition, key, StrVec, "Key of the last row that was done."),
    ROW("Stubborn", F_STRINGS, LoopPosition, stubborn, StrVec, "Keys of the rows that were left out."),
    ROW("RowsDone", F_INT, LoopPosition, rows_done, OptInt, "Rows that were done."),
    ROW("BatchRows", F_INT, LoopPosition, batch_rows, OptInt, "Rows of the next batch."),
    ROW("RowsTotal", F_INT, LoopPosition, rows_total, OptInt, "Rows that there are, by estimate."),
    ROW("IsFinished", F_BOOL, LoopPosition, is_finished, bool, "Whether it has come to the end."),
    ROW("Deployment", F_INT, LoopPosition, deployment, OptInt, "Deployment that was at it last."),
    ROW("StartedAt", F_STR, LoopPosition, started_at, Str, "When it began."),
    ROW("UpdatedAt", F_STR, LoopPosition, updated_at, Str, "When its last batch ended."),
};

static const Field image_fields[] = {
    ROW("Deployment", F_INT, ObjectImage, deployment, OptInt, "Deployment that changed it."),
    ROW("Object", F_STR, ObjectImage, object, Str, "Kind and name."),
    ROW("Before", F_STR, ObjectImage, before, Str, "Fingerprint before; absent: it wasn't there."),
    ROW("After", F_STR, ObjectImage, after, Str, "Fingerprint once its steps had run; absent: it was gone, or nobody looked."),
    ROW("Record", F_TEXT, ObjectImage, record, Str, "How it was before, as JSON."),
    ROW("IsFinished", F_BOOL, ObjectImage, is_finished, bool, "Whether all its steps have run."),
};

static const Field owned_fields[] = {
    ROW("Product", F_STR, OwnedObject, product, Str, "Product that created it."),
    ROW("Object", F_STR, OwnedObject, object, Str, "Kind and name."),
    ROW("Deployment", F_INT, OwnedObject, deployment, OptInt, "Deployment that created it."),
};

static const Field spelling_fields[] = {
    ROW("Product", F_STR, SpellingRow, product, Str, "Product that declares it."),
    ROW("Object", F_STR, SpellingRow, object, Str, "Kind and name."),
    ROW("Source", F_STR, SpellingRow, source, Str, "Hash of its text in the package."),
    ROW("Live", F_STR, SpellingRow, live, Str, "Hash of the server's text that means the same."),
};

static const Field recipe_fields[] = {
    ROW("Id", F_STR, OpenRecipe, id, Str, "Identity, from object and change."),
    ROW("Object", F_STR, OpenRecipe, object, Str, "Kind and name."),
    ROW("State", F_STR, OpenRecipe, state, Str, "How far it has come."),
    ROW("Artefacts", F_STRINGS, OpenRecipe, artefacts, StrVec, "What it has made for the time being."),
    ROW("Deployment", F_INT, OpenRecipe, deployment, OptInt, "Deployment that was at it last."),
    ROW("StartedAt", F_STR, OpenRecipe, started_at, Str, "When it began."),
    ROW("UpdatedAt", F_STR, OpenRecipe, updated_at, Str, "When its state changed last."),
};

static const Field pause_fields[] = {
    ROW("Since", F_STR, JournalPause, since, Str, "When it was asked for."),
    ROW("Who", F_STR, JournalPause, who, Str, "Who asked for it."),
    ROW("Why", F_STR, JournalPause, why, Str, "What for."),
};

static const Field backup_fields[] = {
    ROW("Id", F_STR, BackupRow, id, Str, "Identity."),
    ROW("Product", F_STR, BackupRow, product, Str, "Product of the package."),
    ROW("Object", F_STR, BackupRow, object, Str, "What it was."),
    ROW_ENUM("Kind", BackupRow, kind, backup_kind_names, "How it is kept."),
    ROW("Place", F_STR, BackupRow, place, Str, "Where it is kept."),
    ROW_ENUM("State", BackupRow, state, backup_state_names, "What has become of it."),
    ROW("Contract", F_STR, BackupRow, contract, Str, "Contract file that it was made for."),
    ROW("Deployment", F_INT, BackupRow, deployment, OptInt, "Deployment that made it."),
    ROW("Rows", F_INT, BackupRow, rows, OptInt, "About how many rows, when it was made."),
    ROW("CreatedAt", F_STR, BackupRow, created_at, Str, "When it was made."),
    ROW("RetainDays", F_INT, BackupRow, retain_days, OptInt, "How long it is kept, in days."),
    ROW("RetainUntil", F_STR, BackupRow, retain_until, Str, "When purge may remove it."),
    ROW("Over", F_BOOL, BackupRow, is_over, bool, "Whether that is past."),
    ROW("Statements", F_STRINGS, BackupRow, statements, StrVec, "What brings it back."),
    ROW("Finally", F_STRINGS, BackupRow, finally, StrVec, "What brings back what acted."),
    ROW("Uses", F_STRINGS, BackupRow, uses, StrVec, "Objects that it needs."),
};
/* clang-format on */

#define TYPE(name, word, rec, fields) \
    { \
        name, word, REC_OTHER, sizeof(rec), SIZE_MAX, fields, sizeof(fields) / sizeof *(fields) \
    }

const RecordType deployment_row_type =
    TYPE("Deployment", "deployment", DeploymentRow, deployment_fields);
const RecordType step_row_type = TYPE("Step", "step", StepRow, step_fields);
const RecordType script_record_type = TYPE("Script", "script", ScriptRecord, script_fields);
const RecordType loop_position_type = TYPE("Loop", "loop", LoopPosition, loop_fields);
const RecordType object_image_type = TYPE("Image", "image", ObjectImage, image_fields);
const RecordType owned_object_type = TYPE("Owned", "owned object", OwnedObject, owned_fields);
const RecordType spelling_row_type = TYPE("Spelling", "spelling", SpellingRow, spelling_fields);
const RecordType open_recipe_type = TYPE("Recipe", "recipe", OpenRecipe, recipe_fields);
const RecordType backup_row_type = TYPE("Backup", "backup", BackupRow, backup_fields);
const RecordType journal_pause_type = TYPE("Pause", "pause", JournalPause, pause_fields);

bool journal_name_is_valid(Str name)
{
    enum { LONGEST = 30 };
    static const char *const taken[] = {"public", "anneal_backup", "information_schema", NULL};

    if (name.len == 0 || name.len > LONGEST)
        return false;
    for (const char *const *word = taken; *word != NULL; word++)
        if (str_is(name, *word))
            return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || c == '_' || (i > 0 && c >= '0' && c <= '9')))
            return false;
    }
    return true;
}
