/* What the journal of a database says; nothing is written. */
#include "job/status.h"

#include "deploy/journal.h"
#include "job/resolve.h"

/* A connection that only reads, and the journal on it. */
typedef struct Looking {
    Resolved at;
    Conn *conn;
    Journal *journal;
} Looking;

static bool look(const JobTarget *target, Looking *looking, Arena *arena, Str *database,
                 Notes *notes, Errs *errs)
{
    ConnectOptions options = {.log = target->log, .is_read_only = true};
    JournalPlace place = {0};
    Facts facts = {0};
    bool ok = job_resolve(target, false, &looking->at, notes, errs);

    if (ok && looking->at.environment != NULL)
        options.role = looking->at.environment->role;
    if (ok && looking->at.package != NULL)
        place.name = package_config(looking->at.package)->journal;
    ok = ok && looking->at.engine->connect(&looking->at.url, &options, &looking->conn, errs) &&
         looking->at.engine->describe(looking->conn, &facts, errs) &&
         journal_open(&place, looking->at.engine, looking->conn, false, &looking->journal, errs);
    *database = arena_str(arena, facts.database);
    facts_free(&facts);
    return ok;
}

static void stop_looking(Looking *looking)
{
    journal_close(looking->journal);
    if (looking->at.engine != NULL)
        looking->at.engine->close(looking->conn);
    job_resolved_free(&looking->at);
}

static bool read_last(Looking *looking, Arena *arena, Status *status, Errs *errs)
{
    DeploymentRows rows = {0};
    StepRows steps = {0};

    if (!journal_deployments_read(looking->journal, 0, 1, arena, &rows, errs))
        return false;
    if (rows.len == 0)
        return true;
    status->last = rows.items[0];
    if (!journal_steps_read(looking->journal, status->last->id.value, arena, &steps, errs))
        return false;
    for (size_t i = 0; i < steps.len; i++) {
        int state = steps.items[i]->state;
        if (state == JOURNAL_STEP_DONE || state == JOURNAL_STEP_SKIPPED)
            status->steps_done++;
        else
            vec_push(arena, &status->steps, steps.items[i]);
    }
    return true;
}

static bool read_open(Looking *looking, Arena *arena, Status *status, Errs *errs)
{
    LoopPositions loops = {0};
    ScriptRecords scripts = {0};
    BackupRows backups = {0};
    JournalPause *pause = ARENA_NEW(arena, JournalPause);
    bool is_paused = false;

    if (!journal_loops_read(looking->journal, arena, &loops, errs) ||
        !journal_scripts_read(looking->journal, STR_ABSENT, arena, &scripts, errs) ||
        !journal_recipes_read(looking->journal, arena, &status->recipes, errs) ||
        !journal_backups_read(looking->journal, arena, &backups, errs) ||
        !journal_is_paused(looking->journal, &is_paused, arena, pause, errs))
        return false;
    for (size_t i = 0; i < loops.len; i++)
        if (!loops.items[i]->is_finished)
            vec_push(arena, &status->loops, loops.items[i]);
    for (size_t i = 0; i < scripts.len; i++)
        if (scripts.items[i]->state != SCRIPT_DONE)
            vec_push(arena, &status->scripts, scripts.items[i]);
    for (size_t i = 0; i < backups.len; i++)
        if (backups.items[i]->state != BACKUP_RESTORED && backups.items[i]->state != BACKUP_PURGED)
            vec_push(arena, &status->backups, backups.items[i]);
    if (is_paused)
        status->pause = pause;
    return true;
}

static StatusState state_of(const Looking *looking, const Status *status)
{
    if (!journal_is_readable(looking->journal))
        return STATUS_UNREADABLE;
    if (status->deployer.len > 0)
        return STATUS_RUNNING;
    if (status->last == NULL)
        return STATUS_NONE;
    return status->last->outcome == DEPLOYMENT_DONE ? STATUS_DONE : STATUS_UNFINISHED;
}

bool job_status(const JobTarget *target, Arena *arena, Status *status, JobPlanned **planned,
                Notes *notes, Errs *errs)
{
    Looking looking = {0};
    bool ok, has_package;

    *planned = NULL;
    ok = look(target, &looking, arena, &status->database, notes, errs) &&
         looking.at.engine->find_deployer(looking.conn, arena, &status->deployer, errs) &&
         read_last(&looking, arena, status, errs) && read_open(&looking, arena, status, errs);
    if (ok) {
        status->journal_version = journal_version(looking.journal);
        status->state = state_of(&looking, status);
    }
    has_package = looking.at.package != NULL;
    stop_looking(&looking);
    if (ok && has_package) {
        *planned = job_plan(target, notes, errs);
        ok = *planned != NULL;
        if (ok)
            status->plan = job_planned_plan(*planned);
    }
    return ok;
}

static bool has_held(const Status *status)
{
    if (status->plan == NULL)
        return status->last != NULL && status->last->held.value > 0;
    for (size_t i = 0; i < status->plan->steps.len; i++)
        if (status->plan->steps.items[i]->state == STEP_HELD ||
            status->plan->steps.items[i]->state == STEP_FORBIDDEN)
            return true;
    return false;
}

int job_status_exit_code(const Status *status)
{
    return status->state == STATUS_UNFINISHED ||
                   (status->state != STATUS_RUNNING && status->scripts.len > 0) || has_held(status)
               ? 3
               : 0;
}

bool job_history(const JobTarget *target, int64_t id, int64_t limit, Arena *arena, History *history,
                 Notes *notes, Errs *errs)
{
    Looking looking = {0};
    bool ok = look(target, &looking, arena, &history->database, notes, errs) &&
              journal_deployments_read(looking.journal, id, id == 0 ? limit : 1, arena,
                                       &history->deployments, errs);

    history->is_one = id != 0;
    if (ok && !journal_is_readable(looking.journal))
        ok = err_at(errs, ERR_PRIVILEGE, (Loc){0}, "let its owner grant the right to read it",
                    "the journal of %.*s is not for this role", STR_ARG(history->database));
    if (ok && id != 0 && history->deployments.len == 0)
        ok = err_at(errs, ERR_REFERENCE, (Loc){0}, "`anneal history` lists them",
                    "the journal of %.*s has no deployment %lld", STR_ARG(history->database),
                    (long long)id);
    ok = ok &&
         (id == 0 || (journal_steps_read(looking.journal, id, arena, &history->steps, errs) &&
                      journal_images_read(looking.journal, id, arena, &history->objects, errs)));
    stop_looking(&looking);
    return ok;
}
