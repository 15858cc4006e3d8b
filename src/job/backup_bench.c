/* What the work on backups stands on: a connection, the journal, and the deployer's lock. */
#include "job/backup_bench.h"

#include "model/label.h"

#ifndef ANNEAL_VERSION
#error "the build gives ANNEAL_VERSION"
#endif

enum { DEPLOYER_WAIT_MS = 30 * 1000, LOCK_TIMEOUT_MS = 2000 };

static bool refuse_unreadable(const Journal *journal, Str database, Errs *errs)
{
    return journal_is_readable(journal) ||
           err_at(errs, ERR_PRIVILEGE, (Loc){0}, "let its owner grant the right to read it",
                  "the journal of %.*s is not for this role", STR_ARG(database));
}

bool bench_open(const JobTarget *target, bool writes, Bench *bench, Arena *arena, Str *database,
                Notes *notes, Errs *errs)
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

void bench_close(Bench *bench)
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

Str backup_name(const BackupRow *row)
{
    return str_sub(row->object, str_find(row->object, ' ', 0) + 1, SIZE_MAX);
}

bool backup_is_there(const BackupRow *row)
{
    return row->state == BACKUP_KEPT || row->state == BACKUP_RESTORING;
}

static bool is_meant(const BackupRow *row, Str which)
{
    return str_starts(row->id, which) || str_eq(row->object, which) ||
           str_eq(backup_name(row), which);
}

bool bench_find(const Bench *bench, Str which, BackupRow **found, Errs *errs)
{
    size_t count = 0;

    *found = NULL;
    for (size_t i = 0; i < bench->all.len; i++) {
        BackupRow *row = bench->all.items[i];
        if (!is_meant(row, which) || !backup_is_there(row))
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

void backup_put_name(Sb *sb, const Engine *engine, Str schema, Str name)
{
    if (schema.len > 0) {
        engine->quote_ident(sb, schema);
        sb_putc(sb, '.');
    }
    engine->quote_ident(sb, name);
}

Str backup_place(const Engine *engine, const BackupRow *row, Arena *arena)
{
    Sb sb = sb_new(SB_LINE_MAX);
    Str schema, name;

    if (label_split(arena, row->place, &schema, &name))
        backup_put_name(&sb, engine, schema, name);
    return sb_finish(&sb, arena);
}
