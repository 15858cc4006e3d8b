/* Which templates of a package are for the database at hand. */
#include "job/templates.h"

enum { NAMED_MOST = 4, TIMEOUT_MS = 30 * 1000 };

static bool ask(const Engine *engine, Conn *conn, const Identification *of, Arena *arena,
                Rows *rows, Errs *errs)
{
    bool ok = engine->set_limits(conn, 0, TIMEOUT_MS, errs) && engine->begin(conn, true, errs) &&
              engine->query(conn, of->query, arena, rows, errs);

    engine->rollback(conn);
    if (!ok) {
        (void)err_context(errs, "%s of template %s (%s:%u)", of->key, of->folder, of->loc.file,
                          (unsigned)of->loc.line);
        return false;
    }
    return engine->set_limits(conn, 0, 0, errs);
}

static bool names(const Rows *rows, Str database)
{
    for (size_t i = 0; i < rows->count && rows->columns > 0; i++)
        if (str_eq(ROW_CELL(rows, i, 0), database))
            return true;
    return false;
}

/* `a, b and 3 more` */
static Str name_databases(const Rows *rows, Arena *arena)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < rows->count && i < NAMED_MOST; i++)
        sb_printf(&sb, "%s%.*s", i > 0 ? ", " : "", STR_ARG(ROW_CELL(rows, i, 0)));
    if (rows->count > NAMED_MOST)
        sb_printf(&sb, " and %zu more", rows->count - NAMED_MOST);
    if (rows->count == 0)
        sb_puts(&sb, "none");
    return sb_finish(&sb, arena);
}

static void note_left_out(const Identification *of, const Rows *rows, Str database, Arena *arena,
                          Notes *notes)
{
    Str named = name_databases(rows, arena);

    notes_add(notes,
              (Note){.message = arena_printf(arena,
                                             "template %s is not for the database %.*s: its "
                                             "%s names %.*s",
                                             of->folder, STR_ARG(database), of->key, STR_ARG(named))
                                    .ptr,
                     .loc = of->loc});
}

bool job_keep_templates(Package *package, const PackageTarget *target, const Engine *engine,
                        Conn *conn, bool evaluates_nothing, bool *left_out, Notes *notes,
                        Errs *errs)
{
    Identifications list = {0};
    Facts facts = {0};
    Arena scratch = {0};
    bool ok = package_identifications(package, target, &list, notes, errs);

    *left_out = false;
    if (ok && list.len > 0 && evaluates_nothing)
        notes_addf(notes, "DatabaseIdentificationScripts were not evaluated: all templates count");
    if (ok && list.len > 0 && !evaluates_nothing)
        ok = engine->describe(conn, &facts, errs);
    for (size_t i = 0; ok && i < list.len && !evaluates_nothing; i++) {
        const Identification *of = &list.items[i];
        Rows rows = {0};
        ok = ask(engine, conn, of, &scratch, &rows, errs);
        if (!ok || names(&rows, facts.database))
            continue;
        note_left_out(of, &rows, facts.database, &scratch, notes);
        package_leave_out(package, of->folder);
        *left_out = true;
    }
    if (ok && *left_out && package_template_count(package) == 0)
        ok = err_at(errs, ERR_REFERENCE, list.items[0].loc,
                    "give the URL of a database that a DatabaseIdentificationScript names; "
                    "ScriptTokens of the environment can say which",
                    "no template of the package is for the database %.*s", STR_ARG(facts.database));
    facts_free(&facts);
    arena_free(&scratch);
    return ok;
}
