/* Opens the journal: finds, creates, upgrades or refuses it. */
#include "deploy/journal.h"

#include "base/fault.h"
#include "deploy/journal_inside.h"

/* Columns of JOURNAL_LOOK. */
typedef struct JournalLook {
    bool is_there, is_foreign, may_create, may_read, may_write;
    Str remedy; /* what would give the right that lacks */
} JournalLook;
enum { LOOK_COLUMNS = 6 };

Str journal_fill(const Journal *journal, Arena *arena, Str sql)
{
    static const Str place = {"{journal}", 9}, name = {"{name}", 6};
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < sql.len;) {
        Str rest = str_sub(sql, i, SIZE_MAX);
        if (str_starts(rest, place)) {
            journal->engine->put_journal_place(&sb, journal->name);
            i += place.len;
        } else if (str_starts(rest, name)) {
            sb_put(&sb, journal->name);
            i += name.len;
        } else {
            sb_putc(&sb, sql.ptr[i++]);
        }
    }
    return sb_finish(&sb, arena);
}

bool journal_call(Journal *journal, JournalOp op, const StrVec *values, Arena *arena, Rows *rows,
                  Errs *errs)
{
    Str *sql = &journal->sqls[op];

    if (sql->ptr == NULL)
        *sql = journal_fill(journal, &journal->arena, str_from(journal->engine->journal_sql(op)));
    return journal->engine->call(journal->conn, *sql, values, arena, rows, NULL, errs) ||
           err_context(errs, "%.*s", STR_ARG(journal->where));
}

bool journal_run(Journal *journal, JournalOp op, const StrVec *values, Errs *errs)
{
    Arena scratch = {0};
    bool ok = journal_call(journal, op, values, &scratch, NULL, errs);

    arena_free(&scratch);
    return ok;
}

static bool is_true(Str cell)
{
    return str_is(cell, "t") || str_is(cell, "1");
}

static bool look(Journal *journal, JournalLook *found, Arena *arena, Errs *errs)
{
    Rows rows = {0};

    if (!journal_call(journal, JOURNAL_LOOK, VALUES(journal->name), arena, &rows, errs))
        return false;
    if (rows.count != 1 || rows.columns != LOOK_COLUMNS)
        return err_addf(errs, ERR_JOURNAL, "%.*s: can't be looked for", STR_ARG(journal->where));
    *found = (JournalLook){.is_there = is_true(rows.cells[0]),
                           .is_foreign = is_true(rows.cells[1]),
                           .may_create = is_true(rows.cells[2]),
                           .may_read = is_true(rows.cells[3]),
                           .may_write = is_true(rows.cells[4]),
                           .remedy = rows.cells[5]};
    return true;
}

static int newest_version(const Engine *engine)
{
    int newest = 0;

    for (const JournalUpgrade *step = engine->journal_upgrades(); step->version > 0; step++)
        newest = step->version;
    return newest;
}

static bool read_version(Journal *journal, Arena *arena, Errs *errs)
{
    int newest = newest_version(journal->engine);
    int64_t version = 0;
    Rows rows = {0};

    if (!journal_call(journal, JOURNAL_VERSION, VALUES_NONE, arena, &rows, errs))
        return false;
    /* Where DDL commits, this is one whose making was cut short: it goes on where it was. */
    if (rows.count == 0 && (journal->engine->capabilities & CAP_TRANSACTIONAL_DDL) == 0)
        return true;
    if (rows.count != 1 || !str_to_int64(ROW_CELL(&rows, 0, 0), &version) || version < 1)
        return err_at(errs, ERR_JOURNAL, (Loc){0},
                      "restore its row, or drop the journal: the next deploy makes a new one",
                      "%.*s says of no version that it has it", STR_ARG(journal->where));
    if (version > newest)
        return err_at(
            errs, ERR_JOURNAL, (Loc){0}, "use the version of anneal that wrote it, or a later one",
            "%.*s is of version %lld, written by anneal %.*s; this anneal knows version "
            "%d",
            STR_ARG(journal->where), (long long)version, STR_ARG(ROW_CELL(&rows, 0, 1)), newest);
    journal->version = (int)version;
    return true;
}

/* The next statement of `*rest`, without the empty line behind it; false at the end. */
static bool cut_statement(Str *rest, Str *statement)
{
    size_t end = 0;

    while (end < rest->len && !str_starts(str_sub(*rest, end, SIZE_MAX), STR("\n\n")))
        end++;
    *statement = str_trim(str_sub(*rest, 0, end));
    *rest = str_sub(*rest, end, SIZE_MAX);
    *rest = str_trim(*rest);
    return statement->len > 0;
}

static bool run_upgrade(Journal *journal, const JournalUpgrade *step, Errs *errs)
{
    Arena scratch = {0};
    Str rest = journal_fill(journal, &scratch, str_from(step->sql)), statement;
    Str version = arena_printf(&scratch, "%d", step->version);
    bool ok = true;

    while (ok && cut_statement(&rest, &statement))
        ok = journal->engine->exec(journal->conn, statement, errs);
    ok = ok && journal_run(journal, JOURNAL_VERSION_SAVE, VALUES(version, journal->tool), errs);
    if (ok)
        journal->version = step->version;
    arena_free(&scratch);
    return ok;
}

/* All or nothing where DDL is transactional. */
static bool upgrade(Journal *journal, Errs *errs)
{
    const Engine *engine = journal->engine;
    int before = journal->version;
    bool ok = engine->begin(journal->conn, false, errs);

    for (const JournalUpgrade *step = engine->journal_upgrades(); ok && step->version > 0; step++)
        if (step->version > journal->version)
            ok = run_upgrade(journal, step, errs);
    ok = ok && journal_run(journal, JOURNAL_SEAL, VALUES_NONE, errs) &&
         FAULT(JOURNAL_UPGRADED, errs) && engine->commit(journal->conn, errs);
    if (ok)
        return FAULT(JOURNAL_CREATED, errs);
    engine->rollback(journal->conn);
    journal->version = before;
    return err_context(errs, "making %.*s ready", STR_ARG(journal->where));
}

static bool refuse_rights(const Journal *journal, const JournalLook *found, Errs *errs)
{
    if (found->is_foreign)
        return err_at(errs, ERR_JOURNAL, (Loc){0},
                      "give the journal another name: \"Journal\" in anneal.json",
                      "%.*s: something else has the name %.*s", STR_ARG(journal->where),
                      STR_ARG(journal->name));
    if (found->is_there ? found->may_write : found->may_create)
        return true;
    err_addf(errs, ERR_PRIVILEGE, "%.*s: the role may not %s it", STR_ARG(journal->where),
             found->is_there ? "write" : "create");
    return err_hint(errs, "%.*s", STR_ARG(found->remedy));
}

static bool find(Journal *journal, bool may_create, Errs *errs)
{
    Arena scratch = {0};
    JournalLook found = {0};
    bool ok = look(journal, &found, &scratch, errs) &&
              (!may_create || refuse_rights(journal, &found, errs));

    journal->is_readable = !found.is_there || found.may_read;
    if (ok && found.is_there && found.may_read)
        ok = read_version(journal, &scratch, errs);
    if (ok && may_create && journal->version < newest_version(journal->engine))
        ok = upgrade(journal, errs);
    arena_free(&scratch);
    return ok;
}

static Journal *journal_new(const JournalPlace *place, const Engine *engine, Conn *conn)
{
    Arena arena = {0};
    Journal *journal = ARENA_NEW(&arena, Journal);

    journal->arena = arena;
    journal->engine = engine;
    journal->conn = conn;
    journal->name =
        arena_str(&journal->arena, place->name.len > 0 ? place->name : STR(JOURNAL_NAME_DEFAULT));
    journal->tool = arena_str(&journal->arena, place->tool);
    return journal;
}

bool journal_open(const JournalPlace *place, const Engine *engine, Conn *conn, bool may_create,
                  Journal **out, Errs *errs)
{
    Journal *journal = journal_new(place, engine, conn);
    Facts facts = {0};
    bool ok = engine->describe(conn, &facts, errs);

    journal->where = arena_printf(&journal->arena, "the journal of %.*s", STR_ARG(facts.database));
    if (ok && !journal_name_is_valid(journal->name))
        ok = err_at(errs, ERR_FIELD, (Loc){0}, "small letters, digits and _ make a name",
                    "%.*s can't be called \"%.*s\"", STR_ARG(journal->where),
                    STR_ARG(journal->name));
    ok = ok && find(journal, may_create, errs);
    facts_free(&facts);
    if (ok)
        *out = journal;
    else
        journal_close(journal);
    return ok;
}

void journal_close(Journal *journal)
{
    Arena arena;

    if (journal == NULL)
        return;
    arena = journal->arena;
    arena_free(&arena);
}

bool journal_is_absent(const Journal *journal)
{
    return journal->version == 0 && journal->is_readable;
}

bool journal_is_readable(const Journal *journal)
{
    return journal->is_readable;
}

int journal_version(const Journal *journal)
{
    return journal->version;
}
