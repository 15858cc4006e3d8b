/* What was taken away and is kept: lists it, removes it when its time is over. */
#include "job/backups.h"

#include "job/backup_bench.h"

/* ---- list, show
 * ------------------------------------------------------------------------------------------------
 */

static Str purge_statement(const Engine *engine, const BackupRow *row, Arena *arena)
{
    /* Where DDL commits, a purge that was cut short has done it, and its row does not say so. */
    bool may_be_gone = (engine->capabilities & CAP_TRANSACTIONAL_DDL) == 0;

    return arena_printf(arena, "DROP TABLE %s%.*s", may_be_gone ? "IF EXISTS " : "",
                        STR_ARG(backup_place(engine, row, arena)));
}

static bool count_rows(const Bench *bench, const BackupRow *row, Arena *arena, OptInt *count,
                       Errs *errs)
{
    const Engine *engine = bench->at.engine;
    Str sql = arena_printf(arena, "SELECT count(*) FROM %.*s%s",
                           STR_ARG(backup_place(engine, row, arena)),
                           row->kind == BACKUP_COPIED ? " WHERE NOT " BACKUP_GONE : "");
    Rows rows = {0};

    if (!engine->query(bench->conn, sql, arena, &rows, errs))
        return false;
    count->given = rows.count == 1 && str_to_int64(ROW_CELL(&rows, 0, 0), &count->value);
    return true;
}

bool job_backups(const JobTarget *target, const char *which, bool shows_all, Arena *arena,
                 BackupList *list, Notes *notes, Errs *errs)
{
    Bench bench = {0};
    BackupRow *found = NULL;
    bool ok = bench_open(target, false, &bench, arena, &list->database, notes, errs);

    for (size_t i = 0; ok && which == NULL && i < bench.all.len; i++)
        if (shows_all || backup_is_there(bench.all.items[i]))
            vec_push(arena, &list->rows, bench.all.items[i]);
    if (ok && which != NULL) {
        ok = bench_find(&bench, str_from(which), &found, errs) &&
             count_rows(&bench, found, arena, &list->count, errs);
        vec_push(arena, &list->rows, found);
    }
    bench_close(&bench);
    return ok;
}

/* ---- purge
 * --------------------------------------------------------------------------------------------------
 */

static Step *purge_step(const BackupRow *row, Arena *arena)
{
    Step *step = record_new(arena, &step_type);

    step->kind = STEP_EXEC;
    step->op = OP_DROP_TABLE;
    step->object =
        arena_printf(arena, "backup %.*s of %.*s", STR_ARG(row->id), STR_ARG(row->object));
    step->group = arena_printf(arena, "purge %.*s", STR_ARG(row->id));
    step->purges = row->id;
    step->estimate_ms = (OptInt){true, 0};
    return step;
}

void job_add_purges(const BackupRows *rows, const Engine *engine, Arena *arena, StepVec *tasks)
{
    for (size_t i = 0; i < rows->len; i++) {
        const BackupRow *row = rows->items[i];
        Step *step;
        if (row->state != BACKUP_KEPT || !row->is_over)
            continue;
        step = purge_step(row, arena);
        step->phase = PHASE_CONTRACT;
        step->slot = SLOT_AFTER;
        vec_push(arena, &step->reasons,
                 arena_printf(arena, "it was to be kept until %.*s",
                              STR_ARG(str_sub(row->retain_until, 0, strlen("2026-12-01")))));
        vec_push(arena, &step->statements, purge_statement(engine, row, arena));
        vec_push(arena, tasks, step);
    }
}

static bool is_made_by(const Plan *plan, const BackupRow *row)
{
    for (size_t i = 0; i < plan->steps.len; i++)
        if (plan->steps.items[i]->backup != NULL &&
            str_eq(plan->steps.items[i]->backup->id, row->id))
            return true;
    return false;
}

static StepLock *lock_of(const BackupRow *row, const Engine *engine, int version, Arena *arena)
{
    const LockRule *rule = engine->rule(OP_DROP_COLUMN, version);
    StepLock *lock = record_new(arena, &step_lock_type);
    Str table = row->uses.items[0];

    lock->relation = str_sub(table, str_find(table, ' ', 0) + 1, SIZE_MAX);
    lock->mode = arena_str(arena, str_from(rule->mode));
    lock->blocks = (int)rule->blocks;
    return lock;
}

/* Cut off behind the loss: what feeds the copy goes, and the copy is kept. */
static Step *keep_step(const BackupRow *row, Arena *arena)
{
    Step *step = purge_step(row, arena);
    BackupRow *kept = (BackupRow *)record_copy(arena, &row->rec);

    kept->state = BACKUP_KEPT;
    kept->finally = (StrVec){0};
    step->op = OP_VERIFY_BACKUP;
    step->object = row->object;
    step->purges = STR_ABSENT;
    step->backup = kept;
    vec_push(arena, &step->reasons,
             STR("what took them away was cut off behind that: they are kept"));
    for (size_t s = 0; s + 1 < row->finally.len; s++)
        vec_push(arena, &step->statements, row->finally.items[s]);
    return step;
}

static Step *discard_step(const BackupRow *row, Arena *arena)
{
    Step *step = purge_step(row, arena);

    vec_push(arena, &step->reasons,
             STR("it is not finished, and what it was to keep stays where it is"));
    for (size_t s = 0; s < row->finally.len; s++)
        vec_push(arena, &step->statements, row->finally.items[s]);
    return step;
}

bool job_add_discards(const BackupRows *rows, const Plan *plan, const Model *live,
                      const Engine *engine, Arena *arena, StepVec *tasks)
{
    bool any = false;

    for (size_t i = 0; i < rows->len; i++) {
        const BackupRow *row = rows->items[i];
        bool is_taken =
            row->state == BACKUP_TAKING && !plan_backup_has_source(row, rows->len, live);
        Step *step;
        if ((row->state != BACKUP_COPYING && row->state != BACKUP_TAKING) || row->uses.len == 0 ||
            (!is_taken && is_made_by(plan, row)))
            continue;
        step = is_taken ? keep_step(row, arena) : discard_step(row, arena);
        step->phase = PHASE_EXPAND;
        step->slot = SLOT_BEFORE;
        vec_push(arena, &step->locks, lock_of(row, engine, (int)plan->server_version.value, arena));
        vec_push(arena, tasks, step);
        any = true;
    }
    return any;
}

static bool purge(const Bench *bench, const BackupRow *row, Errs *errs)
{
    const Engine *engine = bench->at.engine;
    Arena scratch = {0};
    Str sql = purge_statement(engine, row, &scratch);
    bool ok = engine->begin(bench->conn, false, errs) && engine->exec(bench->conn, sql, errs) &&
              journal_backup_set_state(bench->journal, row->id, BACKUP_PURGED, errs) &&
              engine->commit(bench->conn, errs);

    if (!ok) {
        engine->rollback(bench->conn);
        err_context(errs, "backup %.*s of %.*s", STR_ARG(row->id), STR_ARG(row->object));
    }
    arena_free(&scratch);
    return ok;
}

bool job_purge_backups(const JobTarget *target, bool is_dry_run, Arena *arena, BackupList *list,
                       Notes *notes, Errs *errs)
{
    Bench bench = {0};
    bool ok = bench_open(target, !is_dry_run, &bench, arena, &list->database, notes, errs);

    for (size_t i = 0; ok && i < bench.all.len; i++) {
        BackupRow *row = bench.all.items[i];
        if (row->state != BACKUP_KEPT || !row->is_over)
            continue;
        ok = is_dry_run || purge(&bench, row, errs);
        if (ok)
            vec_push(arena, &list->rows, row);
    }
    bench_close(&bench);
    return ok;
}
