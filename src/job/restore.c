/* Brings back what is kept. */
#include "engine/sql.h"
#include "job/backup_bench.h"
#include "job/backups.h"
#include "model/label.h"

/* Marks, and what stands for them. */
typedef struct Mark {
    Str mark, schema, name;
} Mark;

Str restore_fill(const Engine *engine, Arena *arena, Str text, const RestoreNames *names)
{
    const Mark marks[] = {
        /* an engine without schemas quotes the mark of a name itself */
        {STR("\"" BACKUP_NAME "\""), names->schema, names->table},
        {STR(BACKUP_TABLE), names->schema, names->table},
        {STR(BACKUP_SCHEMA), STR_ABSENT, names->schema},
        {STR(BACKUP_NAME), STR_ABSENT, names->table},
        {STR(BACKUP_COLUMN), STR_ABSENT, names->column},
    };
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < text.len;) {
        Str rest = str_sub(text, i, SIZE_MAX);
        size_t m = 0;
        while (m < sizeof marks / sizeof *marks && !str_starts(rest, marks[m].mark))
            m++;
        if (m < sizeof marks / sizeof *marks) {
            backup_put_name(&sb, engine, marks[m].schema, marks[m].name);
            i += marks[m].mark.len;
        } else {
            sb_putc(&sb, text.ptr[i++]);
        }
    }
    return sb_finish(&sb, arena);
}

static bool bring_back(const Bench *bench, const BackupRow *row, const RestoreNames *names,
                       Errs *errs)
{
    Arena scratch = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < row->statements.len; i++)
        ok = bench->at.engine->exec(
            bench->conn, restore_fill(bench->at.engine, &scratch, row->statements.items[i], names),
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
    bool rolls_back = (engine->capabilities & CAP_TRANSACTIONAL_DDL) != 0;
    bool ok = !rolls_back || engine->exec(bench->conn, STR("SAVEPOINT anneal_restore"), errs);

    if (ok && !engine->exec(bench->conn, sql, &of_one)) {
        const Err *last = errs_last(&of_one);
        if (last->code == ERR_CONNECTION || last->code == ERR_LOCK)
            ok = err_add(errs, *last);
        else
            notes_addf(notes, "not restored: %.*s (%s)", STR_ARG(sql),
                       last->server != NULL ? last->server : last->message);
        ok = ok && (!rolls_back ||
                    engine->exec(bench->conn, STR("ROLLBACK TO SAVEPOINT anneal_restore"), errs));
    }
    errs_free(&of_one);
    return ok && (!rolls_back ||
                  engine->exec(bench->conn, STR("RELEASE SAVEPOINT anneal_restore"), errs));
}

/* What acted can lean on what is no longer there: then it stays off, and a note says so. */
static bool bring_back_acting(const Bench *bench, const BackupRow *row, const RestoreNames *names,
                              Notes *notes, Errs *errs)
{
    bool ok = true;

    for (size_t i = 0; ok && i < row->finally.len; i++) {
        Arena scratch = {0};
        ok = try_statement(bench,
                           restore_fill(bench->at.engine, &scratch, row->finally.items[i], names),
                           notes, errs);
        arena_free(&scratch);
    }
    return ok;
}

/* All of it or nothing, with the word of the registry; of a copied column what is left when its
 * values are there. */
static bool restore(const Bench *bench, const BackupRow *row, const RestoreNames *names,
                    bool is_old_name, Notes *notes, Errs *errs)
{
    const Engine *engine = bench->at.engine;
    bool acts = is_old_name || row->kind != BACKUP_PARKED;

    if (engine->begin(bench->conn, false, errs) &&
        (row->kind == BACKUP_COPIED || bring_back(bench, row, names, errs)) &&
        (!acts || bring_back_acting(bench, row, names, notes, errs)) &&
        journal_backup_set_state(bench->journal, row->id, BACKUP_RESTORED, errs) &&
        engine->commit(bench->conn, errs)) {
        if (!acts && row->finally.len > 0)
            notes_addf(notes,
                       "%zu statements of what acted under its old name were not run: names of "
                       "indexes, keys, triggers and the like",
                       row->finally.len);
        return true;
    }
    engine->rollback(bench->conn);
    return false;
}

/* ---- the names
 * ------------------------------------------------------------------------------------------------
 */

static bool refuse_name(Str name, Errs *errs)
{
    return err_at(errs, ERR_USAGE, (Loc){0}, "such as shop.orders_old, of a column name_old",
                  "\"%.*s\" is no name for it", STR_ARG(name));
}

/* Of a parked table. */
static bool name_table(const BackupRow *row, const char *as, Arena *arena, RestoreNames *names,
                       bool *is_old_name, Errs *errs)
{
    Str given = as == NULL ? backup_name(row) : str_from(as), schema, name;

    if (!label_split(arena, backup_name(row), &schema, &name) ||
        !label_split(arena, given, &names->schema, &names->table))
        return refuse_name(given, errs);
    if (names->schema.len == 0)
        names->schema = schema;
    *is_old_name = str_eq(names->schema, schema) && str_eq(names->table, name);
    return true;
}

/* Of a column: that of its table is in front of its own. */
static bool name_column(const BackupRow *row, const char *as, Arena *arena, RestoreNames *names,
                        Errs *errs)
{
    Str table = row->uses.len == 0 ? STR_ABSENT : row->uses.items[0], none;
    Str given = as == NULL ? STR_ABSENT : str_from(as);

    table = str_sub(table, str_find(table, ' ', 0) + 1, SIZE_MAX);
    if (row->state == BACKUP_RESTORING && row->uses.len > 1) {
        if (given.len > 0 && !str_eq(given, row->uses.items[1]))
            return err_addf(errs, ERR_USAGE, "it is being restored as %.*s already: without --as",
                            STR_ARG(row->uses.items[1]));
        given = row->uses.items[1];
    }
    if (str_starts(row->object, STR("columns ")))
        return (label_split(arena, table, &names->schema, &names->table) && as == NULL) ||
               refuse_name(given, errs);
    if (given.len == 0)
        given = str_sub(backup_name(row), table.len + 1, SIZE_MAX);
    if (!label_split(arena, table, &names->schema, &names->table) ||
        !label_split(arena, given, &none, &names->column) || none.len > 0)
        return refuse_name(given, errs);
    return true;
}

static Str restored_label(const RestoreNames *names, Arena *arena)
{
    Str table = label_name(arena, names->schema, names->table);

    if (names->column.len == 0)
        return table;
    return arena_printf(arena, "%.*s.%.*s", STR_ARG(table),
                        STR_ARG(label_name(arena, STR_ABSENT, names->column)));
}

bool job_restore_backup(const JobTarget *target, const char *which, const char *as, Arena *arena,
                        BackupRestored *restored, Notes *notes, Errs *errs)
{
    Bench bench = {0};
    BackupRow *found = NULL;
    RestoreNames names = {0};
    bool is_old_name = true;
    bool ok = bench_open(target, false, &bench, arena, &restored->database, notes, errs) &&
              bench_find(&bench, str_from(which), &found, errs);

    ok = ok &&
         (found->kind == BACKUP_PARKED ? name_table(found, as, arena, &names, &is_old_name, errs)
                                       : name_column(found, as, arena, &names, errs));
    bench_close(&bench);
    bench = (Bench){0};
    if (ok) {
        restored->object = found->object;
        restored->restored_as = restored_label(&names, arena);
        ok = (found->kind != BACKUP_COPIED ||
              restore_values(target, found, &names, arena, notes, errs)) &&
             bench_open(target, true, &bench, arena, &restored->database, notes, errs) &&
             bench_find(&bench, found->id, &found, errs) &&
             restore(&bench, found, &names, is_old_name, notes, errs);
    }
    bench_close(&bench);
    return ok;
}
