/* What was taken away and is kept: lists it, brings it back, removes it when its time is over. */
#include "job/backups.h"

#include "deploy/journal.h"
#include "engine/sql.h"
#include "job/resolve.h"
#include "model/label.h"
#include "model/slot.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

enum { DEPLOYER_WAIT_MS = 30 * 1000, LOCK_TIMEOUT_MS = 2000 };

/* A connection, the journal on it and, to change something, the deployer's lock. */
typedef struct Bench {
    Resolved at;
    Conn *conn;
    DeployerLock *lock;
    Journal *journal;
    BackupRows all;
} Bench;

static bool refuse_unreadable(const Journal *journal, Str database, Errs *errs)
{
    return journal_is_readable(journal) ||
           err_at(errs, ERR_PRIVILEGE, (Loc){0}, "let its owner grant the right to read it",
                  "the journal of %.*s is not for this role", STR_ARG(database));
}

static bool open_bench(const JobTarget *target, bool writes, Bench *bench, Arena *arena,
                       Str *database, Notes *notes, Errs *errs)
{
    ConnectOptions options = {.log = target->log, .is_read_only = !writes};
    JournalPlace place = {.tool = STR(ANNEAL_VERSION)};
    Facts facts = {0};
    bool ok = job_resolve(target, false, &bench->at, notes, errs);

    if (ok && bench->at.environment != NULL)
        options.role = bench->at.environment->role;
    if (ok && bench->at.package != NULL)
        place.name = package_config(bench->at.package)->journal;
    ok = ok && bench->at.engine->connect(&bench->at.url, &options, &bench->conn, errs) &&
         bench->at.engine->describe(bench->conn, &facts, errs);
    *database = arena_str(arena, facts.database);
    facts_free(&facts);
    ok = ok &&
         (!writes || bench->at.engine->lock_deployer(bench->conn, &bench->at.url, DEPLOYER_WAIT_MS,
                                                     &bench->lock, errs)) &&
         journal_open(&place, bench->at.engine, bench->conn, false, &bench->journal, errs) &&
         refuse_unreadable(bench->journal, *database, errs) &&
         journal_backups_read(bench->journal, arena, &bench->all, errs);
    return ok && (!writes || bench->at.engine->set_limits(bench->conn, LOCK_TIMEOUT_MS, 0, errs));
}

static void close_bench(Bench *bench)
{
    journal_close(bench->journal);
    if (bench->at.engine != NULL) {
        bench->at.engine->unlock_deployer(bench->lock);
        bench->at.engine->close(bench->conn);
    }
    job_resolved_free(&bench->at);
}

/* ---- which one
 * ------------------------------------------------------------------------------------------------
 */

static Str name_of(const BackupRow *row)
{
    return str_sub(row->object, str_find(row->object, ' ', 0) + 1, SIZE_MAX);
}

static bool is_meant(const BackupRow *row, Str which)
{
    return str_starts(row->id, which) || str_eq(row->object, which) || str_eq(name_of(row), which);
}

static bool find(const Bench *bench, Str which, BackupRow **found, Errs *errs)
{
    size_t count = 0;

    *found = NULL;
    for (size_t i = 0; i < bench->all.len; i++) {
        BackupRow *row = bench->all.items[i];
        if (!is_meant(row, which) || row->state != BACKUP_KEPT)
            continue;
        *found = row;
        count++;
    }
    if (count > 1)
        return err_at(errs, ERR_REFERENCE, (Loc){0}, "give its id: `anneal backups list`",
                      "%zu backups are \"%.*s\"", count, STR_ARG(which));
    return count == 1 || err_at(errs, ERR_REFERENCE, (Loc){0}, "`anneal backups list` lists them",
                                "no backup is kept that is \"%.*s\"", STR_ARG(which));
}

/* ---- list, show
 * ------------------------------------------------------------------------------------------------
 */

static void put_name(Sb *sb, const Engine *engine, Str schema, Str name)
{
    if (schema.len > 0) {
        engine->quote_ident(sb, schema);
        sb_putc(sb, '.');
    }
    engine->quote_ident(sb, name);
}

/* The relation that holds it, quoted. */
static Str quoted_place(const Engine *engine, const BackupRow *row, Arena *arena)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str schema, name;

    if (label_split(arena, row->place, &schema, &name))
        put_name(&sb, engine, schema, name);
    return sb_finish(&sb, arena);
}

static Str purge_statement(const Engine *engine, const BackupRow *row, Arena *arena)
{
    /* Where DDL commits, a purge that was cut short has done it, and its row does not say so. */
    bool may_be_gone = (engine->capabilities & CAP_TRANSACTIONAL_DDL) == 0;

    return arena_printf(arena, "DROP TABLE %s%.*s", may_be_gone ? "IF EXISTS " : "",
                        STR_ARG(quoted_place(engine, row, arena)));
}

static bool count_rows(const Bench *bench, const BackupRow *row, Arena *arena, OptInt *count,
                       Errs *errs)
{
    const Engine *engine = bench->at.engine;
    Str sql =
        arena_printf(arena, "SELECT count(*) FROM %.*s", STR_ARG(quoted_place(engine, row, arena)));
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
    bool ok = open_bench(target, false, &bench, arena, &list->database, notes, errs);

    for (size_t i = 0; ok && which == NULL && i < bench.all.len; i++)
        if (shows_all || bench.all.items[i]->state == BACKUP_KEPT)
            vec_push(arena, &list->rows, bench.all.items[i]);
    if (ok && which != NULL) {
        ok = find(&bench, str_from(which), &found, errs) &&
             count_rows(&bench, found, arena, &list->count, errs);
        vec_push(arena, &list->rows, found);
    }
    close_bench(&bench);
    return ok;
}

/* ---- restore
 * ------------------------------------------------------------------------------------------------
 */

/* Names in place of the marks in a statement of a backup. */
static Str fill(const Engine *engine, Arena *arena, Str text, Str schema, Str name)
{
    static const Str quoted = {"\"" BACKUP_NAME "\"", sizeof BACKUP_NAME + 1};
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < text.len;) {
        Str rest = str_sub(text, i, SIZE_MAX);
        if (str_starts(rest, quoted) || str_starts(rest, STR(BACKUP_TABLE))) {
            put_name(&sb, engine, schema, name);
            i += str_starts(rest, quoted) ? quoted.len : strlen(BACKUP_TABLE);
        } else if (str_starts(rest, STR(BACKUP_SCHEMA))) {
            engine->quote_ident(&sb, schema);
            i += strlen(BACKUP_SCHEMA);
        } else if (str_starts(rest, STR(BACKUP_NAME))) {
            engine->quote_ident(&sb, name);
            i += strlen(BACKUP_NAME);
        } else {
            sb_putc(&sb, text.ptr[i++]);
        }
    }
    return sb_finish(&sb, arena);
}

static bool bring_back(const Bench *bench, const BackupRow *row, Str schema, Str name, Errs *errs)
{
    Arena scratch = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < row->statements.len; i++)
        ok = bench->at.engine->exec(
            bench->conn, fill(bench->at.engine, &scratch, row->statements.items[i], schema, name),
            errs);
    if (!ok)
        err_hint(errs, "where the name is taken: --as NAME gives it another one");
    arena_free(&scratch);
    return ok;
}

/* One statement, which may fail: a note says why. A lock that is not to be had is no such failure.
 */
static bool try_statement(const Bench *bench, Str sql, Notes *notes, Errs *errs)
{
    const Engine *engine = bench->at.engine;
    Errs of_one = {0};
    bool ok = engine->exec(bench->conn, STR("SAVEPOINT anneal_restore"), errs);

    if (ok && !engine->exec(bench->conn, sql, &of_one)) {
        const Err *last = errs_last(&of_one);
        if (last->code == ERR_CONNECTION || last->code == ERR_LOCK)
            ok = err_add(errs, *last);
        else
            notes_addf(notes, "not restored: %.*s (%s)", STR_ARG(sql),
                       last->server != NULL ? last->server : last->message);
        ok = ok && engine->exec(bench->conn, STR("ROLLBACK TO SAVEPOINT anneal_restore"), errs);
    }
    errs_free(&of_one);
    return ok && engine->exec(bench->conn, STR("RELEASE SAVEPOINT anneal_restore"), errs);
}

/* What acted can lean on what is no longer there: then it stays off, and a note says so. */
static bool bring_back_acting(const Bench *bench, const BackupRow *row, Str schema, Str name,
                              Notes *notes, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < row->finally.len; i++) {
        Arena scratch = {0};
        ok = try_statement(bench,
                           fill(bench->at.engine, &scratch, row->finally.items[i], schema, name),
                           notes, errs);
        arena_free(&scratch);
    }
    return ok;
}

/* All of it or nothing, with the word of the registry. */
static bool restore(const Bench *bench, const BackupRow *row, Str schema, Str name,
                    bool is_old_name, Notes *notes, Errs *errs)
{
    const Engine *engine = bench->at.engine;

    if (engine->begin(bench->conn, false, errs) && bring_back(bench, row, schema, name, errs) &&
        (!is_old_name || bring_back_acting(bench, row, schema, name, notes, errs)) &&
        journal_backup_set_state(bench->journal, row->id, BACKUP_RESTORED, errs) &&
        engine->commit(bench->conn, errs)) {
        if (!is_old_name && row->finally.len > 0)
            notes_addf(notes,
                       "%zu statements of what acted under its old name were not run: names of "
                       "indexes, keys, triggers and the like",
                       row->finally.len);
        return true;
    }
    engine->rollback(bench->conn);
    return false;
}

bool job_restore_backup(const JobTarget *target, const char *which, const char *as, Arena *arena,
                        BackupRestored *restored, Notes *notes, Errs *errs)
{
    Bench bench = {0};
    BackupRow *found = NULL;
    Str schema = STR_ABSENT, name = STR_ABSENT, old_schema = STR_ABSENT, old_name = STR_ABSENT;
    bool ok = open_bench(target, true, &bench, arena, &restored->database, notes, errs) &&
              find(&bench, str_from(which), &found, errs);

    if (ok) {
        restored->object = found->object;
        restored->restored_as = as == NULL ? name_of(found) : arena_str(arena, str_from(as));
        ok = label_split(arena, name_of(found), &old_schema, &old_name) &&
             label_split(arena, restored->restored_as, &schema, &name);
        if (!ok)
            err_at(errs, ERR_USAGE, (Loc){0}, "such as shop.orders_old", "\"%.*s\" is no name",
                   STR_ARG(restored->restored_as));
    }
    if (ok && schema.len == 0)
        schema = old_schema;
    ok = ok && restore(&bench, found, schema, name,
                       str_eq(schema, old_schema) && str_eq(name, old_name), notes, errs);
    close_bench(&bench);
    return ok;
}

/* ---- purge
 * --------------------------------------------------------------------------------------------------
 */

void job_add_purges(const BackupRows *rows, const Engine *engine, Arena *arena, StepVec *tasks)
{
    for (size_t i = 0; i < rows->len; i++) {
        const BackupRow *row = rows->items[i];
        Step *step;
        if (row->state != BACKUP_KEPT || !row->is_over)
            continue;
        step = record_new(arena, &step_type);
        step->kind = STEP_EXEC;
        step->phase = PHASE_CONTRACT;
        step->slot = SLOT_AFTER;
        step->op = OP_DROP_TABLE;
        step->object =
            arena_printf(arena, "backup %.*s of %.*s", STR_ARG(row->id), STR_ARG(row->object));
        step->group = arena_printf(arena, "purge %.*s", STR_ARG(row->id));
        step->purges = row->id;
        step->estimate_ms = (OptInt){true, 0};
        vec_push(arena, &step->reasons,
                 arena_printf(arena, "it was to be kept until %.*s",
                              STR_ARG(str_sub(row->retain_until, 0, strlen("2026-12-01")))));
        vec_push(arena, &step->statements, purge_statement(engine, row, arena));
        vec_push(arena, tasks, step);
    }
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
    bool ok = open_bench(target, !is_dry_run, &bench, arena, &list->database, notes, errs);

    for (size_t i = 0; ok && i < bench.all.len; i++) {
        BackupRow *row = bench.all.items[i];
        if (row->state != BACKUP_KEPT || !row->is_over)
            continue;
        ok = is_dry_run || purge(&bench, row, errs);
        if (ok)
            vec_push(arena, &list->rows, row);
    }
    close_bench(&bench);
    return ok;
}
